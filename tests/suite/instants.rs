//! One talk has one instant, wherever machines read it: in the calendar, in both feeds, in the structured data and in the API.

use jiff::Timestamp;
use jiff::civil::DateTime;
use serde_json::Value;

use crate::site::Site;

/// What is said of when the talk begins, as each form has it.
struct Said {
    calendar: Option<String>,
    atom: String,
    json_feed: String,
    json_ld: String,
    api: String,
}

/// A site with one talk of this date, at an event in this zone.
fn said(zone: Option<&str>, date: &str) -> Said {
    let site = Site::new();
    let zone = zone.map(|zone| format!("timezone = \"{zone}\"\n")).unwrap_or_default();
    site.file("content/events/e.md", format!("+++\ntitle = \"E\"\nstart_date = 2024-01-01\n{zone}+++\n"));
    let talk = format!("+++\ntitle = \"T\"\nevent = \"e\"\ndate = \"{date}\"\n+++\nText.\n");
    site.file("content/talks/t.md", talk).build();
    let between = |text: &str, before: &str, after: &str| {
        let (_, rest) = text.split_once(before).unwrap_or_else(|| panic!("no {before} in {text}"));
        rest.split(after).next().unwrap().to_owned()
    };
    let atom = site.page("atom.xml");
    let entry = between(&atom, "<entry", "</entry>");
    assert_eq!(between(&entry, "<published>", "<"), between(&atom, "<updated>", "<"));
    let feed: Value = serde_json::from_str(&site.page("feed.json")).unwrap();
    let page = site.page("talks/t/index.html");
    let linked: Value =
        serde_json::from_str(&between(&page, "<script type=\"application/ld+json\">", "</script>")).unwrap();
    let talk = linked["@graph"].as_array().unwrap().iter().find(|thing| thing["name"] == "T").unwrap();
    let api: Value = serde_json::from_str(&site.page("api/talks.json")).unwrap();
    let calendar = site.page("events/e/event.ics").replace("\r\n ", "");
    let calendar = calendar.split("BEGIN:VEVENT").find(|entry| entry.contains(":T\r\n"));
    Said {
        calendar: calendar.map(|entry| between(entry, "DTSTART:", "\r\n")),
        atom: between(&entry, "<published>", "<"),
        json_feed: feed["items"][0]["date_published"].as_str().unwrap().to_owned(),
        json_ld: talk["startDate"].as_str().unwrap().to_owned(),
        api: api["items"][0]["date"].as_str().unwrap_or_else(|| panic!("{api}")).to_owned(),
    }
}

#[test]
fn a_talk_has_one_instant_in_all_forms() {
    for (zone, date, instant) in [
        (Some("Asia/Tokyo"), "2024-06-01T09:30", "2024-06-01T00:30:00Z"),
        (Some("America/Los_Angeles"), "2024-06-01T20:00", "2024-06-02T03:00:00Z"),
        (Some("America/Los_Angeles"), "2024-12-31T20:00", "2025-01-01T04:00:00Z"),
        (Some("Europe/Paris"), "2024-06-01T09:30", "2024-06-01T07:30:00Z"),
        // An hour that clocks skipped, and one that they showed twice: with the offset before the change.
        (Some("Europe/Paris"), "2024-03-31T02:30", "2024-03-31T01:30:00Z"),
        (Some("Europe/Paris"), "2024-10-27T02:30", "2024-10-27T00:30:00Z"),
        (Some("Europe/Paris"), "2024-06-01T09:30-08:00", "2024-06-01T17:30:00Z"),
        (None, "2025-01-01T00:30+14:00", "2024-12-31T10:30:00Z"),
        (None, "2024-06-01T09:30Z", "2024-06-01T09:30:00Z"),
    ] {
        let Said { calendar, atom, json_feed, json_ld, api } = said(zone, date);
        let instant: Timestamp = instant.parse().unwrap();
        let stamp = calendar.unwrap();
        assert_eq!(stamp, instant.strftime("%Y%m%dT%H%M%SZ").to_string(), "{zone:?} {date}");
        for text in [&atom, &json_feed, &json_ld, &api] {
            assert_eq!(text.parse::<Timestamp>().unwrap(), instant, "{zone:?} {date}: {text}");
        }
        assert!(atom == json_feed && json_ld == api && json_ld == atom, "{atom} {json_ld} {api}");
    }
}

#[test]
fn a_time_without_a_zone_is_the_same_on_all_clocks() {
    let Said { calendar, atom, json_feed, json_ld, api } = said(None, "2024-06-01T09:30");
    let local: DateTime = "2024-06-01T09:30:00".parse().unwrap();
    assert_eq!(calendar.unwrap(), "20240601T093000");
    for text in [&json_ld, &api] {
        assert_eq!((text.parse::<DateTime>().unwrap(), text.len()), (local, 19));
    }
    // A feed has no way to say it without a zone.
    assert_eq!((atom.as_str(), json_feed.as_str()), ("2024-06-01T09:30:00Z", "2024-06-01T09:30:00Z"));
}

#[test]
fn a_day_is_the_same_day_and_begins_where_the_event_is() {
    for (zone, begins) in [(Some("Asia/Tokyo"), "2024-06-01T00:00:00+09:00"), (None, "2024-06-01T00:00:00Z")]
    {
        let Said { calendar, atom, json_feed, json_ld, api } = said(zone, "2024-06-01");
        assert_eq!(calendar, None);
        assert_eq!((atom.as_str(), json_feed.as_str()), (begins, begins));
        assert_eq!((json_ld.as_str(), api.as_str()), ("2024-06-01", "2024-06-01"));
    }
}

/// The titles of a feed's entries, as both forms have them, and what Atom says of its newest.
fn titles(site: &Site) -> (Vec<String>, String) {
    let atom = site.page("atom.xml");
    let parsed = feed_rs::parser::parse(atom.as_bytes()).unwrap();
    let of_atom: Vec<_> = parsed.entries.into_iter().map(|entry| entry.title.unwrap().content).collect();
    let json: Value = serde_json::from_str(&site.page("feed.json")).unwrap();
    let of_json: Vec<_> =
        json["items"].as_array().unwrap().iter().map(|item| item["title"].as_str().unwrap()).collect();
    assert_eq!(of_atom, of_json);
    let updated = atom.split("<updated>").nth(1).unwrap().split('<').next().unwrap().to_owned();
    (of_atom, updated)
}

#[test]
fn feeds_are_in_the_order_of_instants() {
    let site = Site::new();
    site.file("content/events/t.md", "+++\ntitle = \"E\"\ntimezone = \"Asia/Tokyo\"\n+++\n");
    for (title, lines) in [
        ("east", "date = 2025-01-01T00:30:00+14:00"),
        ("west", "date = 2024-12-31T23:30:00-08:00"),
        ("tokyo", "date = 2025-01-01T09:00\nevent = \"t\""),
        ("month", "date = \"2024-12\""),
        ("undated", ""),
    ] {
        site.file(&format!("content/talks/{title}.md"), format!("+++\ntitle = \"{title}\"\n{lines}\n+++\n"));
    }
    site.build();
    let (titles, updated) = titles(&site);
    assert_eq!(titles, ["west", "tokyo", "east", "month"]);
    assert_eq!(updated, "2024-12-31T23:30:00-08:00");
    assert!(!site.page("atom.xml").contains("1970") && !site.page("feed.json").contains("1970"));
}

/// Fifty talks fill the site's feed: which of them those are is a matter of instants, too.
#[test]
fn the_latest_are_the_latest_by_instants() {
    let site = Site::new();
    for number in 0..50 {
        let talk =
            format!("+++\ntitle = \"east {number}\"\ndate = 2025-01-01T00:{number:02}:00+14:00\n+++\n");
        site.file(&format!("content/talks/{number}.md"), talk);
    }
    site.file("content/talks/west.md", "+++\ntitle = \"west\"\ndate = 2024-12-31T23:30:00-08:00\n+++\n");
    site.build();
    let (titles, _) = titles(&site);
    assert_eq!((titles.len(), titles[0].as_str(), titles[49].as_str()), (50, "west", "east 1"));
}

#[test]
fn a_site_without_dates_has_no_feed() {
    let site = Site::new();
    site.file("content/talks/t.md", "+++\ntitle = \"T\"\n+++\n").build();
    assert!(!site.output().contains_key("atom.xml") && !site.page("index.html").contains("atom.xml"));
}

#[test]
fn both_feeds_leave_out_whom_sources_disagree_about() {
    let site = Site::new();
    let speakers = "speakers = [\"Ada\", { name = \"Bob\", uncertain = true }]";
    site.file("content/talks/t.md", format!("+++\ntitle = \"T\"\ndate = 2024-06-01\n{speakers}\n+++\n"))
        .build();
    for feed in ["atom.xml", "feed.json"] {
        let text = site.page(feed);
        assert!(text.contains("Ada") && !text.contains("Bob"), "{text}");
    }
}

#[test]
fn the_sitemap_says_when_pages_changed_and_not_when_events_are() {
    let site = Site::new();
    site.file("content/events/e.md", "+++\ntitle = \"E\"\nstart_date = 2999-05-01\n+++\n");
    site.file("content/talks/t.md", "+++\ntitle = \"T\"\nevent = \"e\"\ndate = 2999-05-01\n+++\n");
    site.file("content/talks/u.md", "+++\ntitle = \"U\"\ndate = 2999-05-01\nupdated = 2024-02-03\n+++\n");
    site.file("content/reports/2024-06-01-r.md", "+++\ntitle = \"R\"\n+++\n").build();
    let sitemap = site.page("sitemap.xml");
    let changed: Vec<_> =
        sitemap.split("<lastmod>").skip(1).map(|rest| rest.split('<').next().unwrap()).collect();
    assert_eq!(changed, ["2024-02-03", "2024-06-01"], "{sitemap}");
}
