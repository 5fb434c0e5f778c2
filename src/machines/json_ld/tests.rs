//! Small knowledge bases, and what their pages say to machines.

use std::collections::BTreeMap;

use serde_json::Value;

use crate::site::listing::Listing;
use crate::site::tests::{documents, options, resolved, theme};
use crate::site::{Drawn, Input, Site};
use crate::vocab::language::Language;

/// The graph of the record of this address, and the breadcrumbs that come last in it.
fn graph_of(files: &[(&str, &str)], address: &str) -> (Value, Value) {
    let (documents, language) = (documents(files), Language::english());
    let knowledge = resolved(&documents);
    let theme = theme(&[], &language).unwrap();
    let input = Input {
        knowledge: &knowledge,
        documents: &documents,
        related: &[],
        drawn: &Drawn::default(),
        pictures: &BTreeMap::new(),
        options: options(),
    };
    let listing = Listing::new(&knowledge);
    let site = Site::new(&theme, &input, &listing);
    let record = knowledge.records.iter().find(|record| record.address.as_str() == address).unwrap();
    let text = super::of_record(&site, record, Some("What it is."), None);
    assert!(!text.contains(['<', '>']), "{text}");
    let mut json: Value = serde_json::from_str(&text).unwrap();
    assert_eq!(json["@context"], "https://schema.org");
    let graph = json["@graph"].as_array_mut().unwrap();
    let breadcrumbs = graph.pop().unwrap();
    assert_eq!(breadcrumbs["@type"], "BreadcrumbList");
    (graph.remove(0), breadcrumbs)
}

const EVENT: (&str, &str) = (
    "events/rex.md",
    "+++\ntitle = \"REX\"\nseries = \"REXes\"\nstart_date = 2017-10-02\nend_date = 2017-10-03\ntimezone = \"Europe/Paris\"\n\
     venue = { name = \"Hall\", latitude = 48.8, longitude = 2.3 }\nstatus = \"held\"\n+++\n",
);

#[test]
fn a_talk_is_an_event_within_its_event_with_its_recordings() {
    let talk = "+++\ntitle = \"Chaos </script><script>alert(1)\"\nevent = \"rex\"\ndate = 2017-10-02T09:30\nduration = \"40m\"\nroom = \"A\"\n\
        speakers = [{ name = \"Ève\", organisation = \"Acme\" }, { name = \"Bob\", uncertain = true }]\ntopics = [\"Chaos\"]\n\
        video = { url = \"https://example.org/v.mp4\", duration = \"38m\", chapters = [{ at = \"10s\", title = \"One\" }, { at = \"2m30s\", title = \"Two\" }] }\n\
        slides = { status = \"awaited\" }\n+++\n";
    let (talk, breadcrumbs) = graph_of(&[EVENT, ("talks/t.md", talk)], "/talks/t/");
    assert_eq!(talk["@type"], "Event");
    assert_eq!(talk["name"], "Chaos </script><script>alert(1)");
    assert_eq!(talk["startDate"], "2017-10-02T09:30:00+02:00");
    assert_eq!(talk["duration"], "PT40M");
    assert_eq!(talk["superEvent"]["@id"], "https://example.org/kb/events/rex/");
    assert_eq!(talk["location"]["name"], "A");
    assert_eq!(talk["location"]["containedInPlace"]["geo"]["latitude"], 48.8);
    assert_eq!(talk["performer"].as_array().unwrap().len(), 1);
    assert_eq!(talk["performer"][0]["affiliation"][0]["name"], "Acme");
    assert_eq!(talk["about"][0]["@type"], "DefinedTerm");
    assert!(talk.get("workFeatured").is_none(), "slides that are awaited are no document");
    let video = &talk["recordedIn"][0];
    assert_eq!((&video["@type"], &video["duration"]), (&"VideoObject".into(), &"PT38M".into()));
    assert_eq!(video["hasPart"][0]["endOffset"], 150);
    assert_eq!(video["hasPart"][1]["endOffset"], 38 * 60);
    assert!(video.get("uploadDate").is_none(), "nobody said when");
    let names: Vec<_> =
        breadcrumbs["itemListElement"].as_array().unwrap().iter().map(|item| item["name"].clone()).collect();
    assert_eq!(names, ["Home", "Talks", "REX", "Chaos </script><script>alert(1)"]);
}

#[test]
fn a_report_is_an_article_about_what_it_covers() {
    let talk = ("talks/t.md", "+++\ntitle = \"T\"\nevent = \"rex\"\n+++\n");
    let report = "+++\ntitle = \"R\"\nevent = \"rex\"\nauthors = [\"Ada\"]\ncovers = [\"t\"]\nupdated = 2018-01-02\n+++\n";
    let (report, _) = graph_of(&[EVENT, talk, ("reports/r.md", report)], "/reports/r/");
    assert_eq!(report["@type"], "Article");
    assert_eq!(report["about"][0]["name"], "REX");
    assert_eq!(report["about"][1]["@id"], "https://example.org/kb/talks/t/");
    assert_eq!(report["dateModified"], "2018-01-02");
    assert!(report.get("datePublished").is_none(), "its event's date is not its own");
    assert_eq!(report["isPartOf"]["@type"], "WebSite");
}

#[test]
fn an_event_says_where_and_when_and_a_stub_only_its_name() {
    let (event, _) = graph_of(&[EVENT], "/events/rex/");
    assert_eq!((&event["startDate"], &event["endDate"]), (&"2017-10-02".into(), &"2017-10-03".into()));
    assert_eq!(event["superEvent"]["@type"], "EventSeries");
    assert!(event.get("eventStatus").is_none(), "schema.org has no word for held");
    let (series, _) = graph_of(&[EVENT], "/series/rexes/");
    assert_eq!(series["subEvent"][0]["name"], "REX");
    assert!(series.get("organizer").is_none());
}
