//! What the site gives to machines, read by other people's parsers: feeds, calendars, structured data, the sitemap, the API.

#![expect(clippy::case_sensitive_file_extension_comparisons, reason = "the files are ours")]

use std::collections::{BTreeMap, BTreeSet};

use serde_json::Value;

use crate::browser;
use crate::site::Site;

const BASE: &str = "https://example.org/kb/";

/// The demo with what it lacks: times and zones, chapters, former addresses, facts that are known to be absent, signs that formats give a meaning to.
fn site() -> Site {
    let site = Site::demo();
    site.file(
        "rexbase.toml",
        format!("title = \"Notes; <all>\"\nbase_url = \"{BASE}\"\nlanguage = \"fr\"\nrecord_feeds = 1\nsocial_cards = true\n"),
    );
    site.file(
        "content/events/overnight.md",
        "+++\ntitle = \"Nuit & jour, été; 2024\"\nstart_date = 2024-03-30\nend_date = 2024-03-31\ntimezone = \"Europe/Paris\"\nslides = false\n\
         venue = { name = \"Salle, 1\", address = \"Paris\", latitude = 48.85, longitude = 2.35 }\nstatus = \"cancelled\"\n\
         description = \"Une description assez longue pour être pliée, avec des accents éèà et des signes ; , \\\\ qui ont un sens.\"\n+++\n",
    );
    site.file(
        "content/talks/overnight/a.md",
        "+++\ntitle = \"A <b> ]]> & \\\"quoted\\\"\"\nevent = \"overnight\"\ndate = 2024-03-30T23:30\nduration = \"45m\"\nroom = \"Salle; 2\"\n\
         speakers = [\"Ève O'Neill, Jr.\", { name = \"Bob\", uncertain = true }]\ntopics = [\"Chaos & co\"]\nredirects = [\"/old/a path/\", \"/old/b.html\"]\nurl = false\n\
         video = { url = \"https://example.org/v.mp4\", duration = \"40m\", published = \"2024-04\", chapters = [{ at = \"1m\", title = \"Début\" }, { at = \"2m\", title = \"Fin\" }] }\n\
         paper = \"https://example.org/p.pdf\"\nslides = false\n+++\n\nDu texte & <b>du gras</b>.\n\n## Enseignements\n\n- Mesurer.\n",
    );
    site.file(
        "content/talks/alone.md",
        "+++\ntitle = \"Alone\"\nevent = false\nduration = false\ndate = 2024\n+++\n",
    );
    site.build();
    site
}

fn named(output: &BTreeMap<String, Vec<u8>>, ending: &str) -> Vec<(String, String)> {
    let texts = output.iter().filter(|(path, _)| path.ends_with(ending) && !path.starts_with("search/"));
    texts.map(|(path, bytes)| (path.clone(), String::from_utf8(bytes.clone()).unwrap())).collect()
}

#[test]
fn feeds_are_read_by_a_reader_of_feeds() {
    let output = site().output();
    let atom = named(&output, "atom.xml");
    let json: BTreeMap<_, _> = named(&output, "feed.json").into_iter().collect();
    assert!(atom.len() > 20, "{}", atom.len());
    assert_eq!(atom.len(), json.len());
    for (path, atom) in &atom {
        let json_path = path.replace("atom.xml", "feed.json");
        let json = &json[&json_path];
        let feed = feed_rs::parser::parse(atom.as_bytes()).unwrap_or_else(|error| panic!("{path}: {error}"));
        let ids: BTreeSet<_> = feed.entries.iter().map(|entry| entry.id.as_str()).collect();
        assert_eq!(ids.len(), feed.entries.len(), "{path}");
        assert!(!ids.is_empty() && ids.iter().all(|id| id.starts_with(BASE)), "{path}");
        assert!(feed.updated.is_some() && feed.title.is_some(), "{path}");
        let own = format!("{BASE}{path}");
        assert!(
            feed.links.iter().any(|link| link.rel.as_deref() == Some("self") && link.href == own),
            "{path}"
        );
        assert!(!feed.entries.is_empty(), "{path}");
        assert!(feed.entries.iter().all(|entry| entry.updated.is_some() && entry.title.is_some()), "{path}");

        // JSON Feed 1.1: what is required, and that both forms say the same.
        let json: Value = serde_json::from_str(json).unwrap();
        assert_eq!(json["version"], "https://jsonfeed.org/version/1.1", "{json_path}");
        assert_eq!(json["feed_url"], format!("{BASE}{json_path}"));
        assert!(json["title"].is_string() && json["home_page_url"].is_string());
        let items = json["items"].as_array().unwrap();
        let json_ids: Vec<_> = items.iter().map(|item| item["id"].as_str().unwrap()).collect();
        assert_eq!(
            json_ids,
            feed.entries.iter().map(|entry| entry.id.as_str()).collect::<Vec<_>>(),
            "{path}"
        );
        for item in items {
            assert!(
                item["content_html"].is_string() != item["content_text"].is_string(),
                "{json_path}: {item}"
            );
            for date in ["date_published", "date_modified"]
                .map(|name| &item[name])
                .into_iter()
                .filter(|date| !date.is_null())
            {
                assert!(date.as_str().unwrap().parse::<jiff::Timestamp>().is_ok(), "{json_path}: {date}");
            }
            for attachment in item["attachments"].as_array().into_iter().flatten() {
                assert!(attachment["url"].is_string() && attachment["mime_type"].is_string());
            }
        }
    }
    let of_site: Value = serde_json::from_slice(&output["feed.json"]).unwrap();
    let items = of_site["items"].as_array().unwrap();
    let quoted =
        items.iter().find(|item| item["title"] == "A <b> ]]> & \"quoted\"").expect("among the newest");
    assert_eq!(quoted["attachments"][0]["mime_type"], "video/mp4");
    assert_eq!(quoted["authors"].as_array().unwrap().len(), 1, "whom sources disagree about is not named");
    let topic = &output["topics/chaos-and-co/index.html"];
    assert!(String::from_utf8_lossy(topic).contains("href=\"/kb/topics/chaos-and-co/atom.xml\""));
}

#[test]
fn a_series_has_a_feed_of_what_its_editions_have() {
    let site = site();
    let talk = |event: &str, date: &str| {
        format!("+++\ntitle = \"{date}\"\nevent = \"{event}\"\ndate = {date}\n+++\n")
    };
    for (edition, date) in [("nights-2030", "2030-02-03"), ("nights-2031", "2031-02-03")] {
        let matter = format!("+++\ntitle = \"{edition}\"\nseries = \"Nights\"\ndate = {date}\n+++\n");
        site.file(&format!("content/events/{edition}.md"), matter)
            .file(&format!("content/talks/{edition}/first.md"), talk(edition, date))
            .file(&format!("content/talks/{edition}/later.md"), talk(edition, &date.replace("-02-", "-03-")));
    }
    site.file(
        "content/reports/nights.md",
        "+++\ntitle = \"Two nights\"\nevent = \"nights-2030\"\ndate = 2030-05-01\n+++\nLong.\n",
    );
    site.build();
    let output = site.output();
    let read = |output: &BTreeMap<String, Vec<u8>>| -> Vec<(String, String)> {
        let feed = feed_rs::parser::parse(output["series/nights/atom.xml"].as_slice()).unwrap();
        let text = |text: Option<feed_rs::model::Text>| text.map_or(String::new(), |text| text.content);
        feed.entries.into_iter().map(|entry| (text(entry.title), text(entry.summary))).collect()
    };
    let titles: Vec<_> = read(&output).into_iter().map(|(title, _)| title).collect();
    assert_eq!(titles, ["2031-03-03", "2031-02-03", "Two nights", "2030-03-03", "2030-02-03"]);
    let json: Value = serde_json::from_slice(&output["series/nights/feed.json"]).unwrap();
    let in_json: Vec<_> = json["items"].as_array().unwrap().iter().map(|item| &item["title"]).collect();
    assert_eq!(in_json, titles.iter().collect::<Vec<_>>());
    assert_eq!(json["home_page_url"], format!("{BASE}series/nights/"));
    let page = String::from_utf8_lossy(&output["series/nights/index.html"]);
    assert!(page.contains("rel=\"alternate\" type=\"application/atom+xml\""), "{page}");
    assert!(page.contains("href=\"/kb/series/nights/atom.xml\""), "{page}");

    // One with fewer works than are asked for has none.
    let config = std::fs::read_to_string(site.path("rexbase.toml")).unwrap();
    site.file("rexbase.toml", config.replace("record_feeds = 1", "record_feeds = 6")).build();
    assert!(!site.output().contains_key("series/nights/atom.xml"));
    site.file("rexbase.toml", config.replace("record_feeds = 1", "record_feeds = 5")).build();
    assert_eq!(read(&site.output())[2], ("Two nights".to_owned(), "Long.".to_owned()));
    // Prose that the feed shows is all that changes.
    let report = std::fs::read_to_string(site.path("content/reports/nights.md")).unwrap();
    site.file("content/reports/nights.md", report.replace("Long.", "Short.")).build();
    assert_eq!(read(&site.output())[2].1, "Short.");
}

#[test]
fn calendars_are_read_by_a_reader_of_calendars() {
    let output = site().output();
    let calendars = named(&output, ".ics");
    assert!(calendars.len() >= 3, "{}", calendars.len());
    for (path, text) in &calendars {
        assert!(
            text.ends_with("END:VCALENDAR\r\n") && !text.replace("\r\n", "").contains(['\r', '\n']),
            "{path}"
        );
        assert!(text.split("\r\n").all(|line| line.len() <= 75), "{path}");
        let unfolded = icalendar::parser::unfold(text);
        let calendar =
            icalendar::parser::read_calendar(&unfolded).unwrap_or_else(|error| panic!("{path}: {error}"));
        let property = |component: &icalendar::parser::Component<'_>, name: &str| {
            component.find_prop(name).map(|property| property.val.as_str().to_owned())
        };
        let mut identifiers = BTreeSet::new();
        assert!(!calendar.components.is_empty(), "{path}");
        for event in &calendar.components {
            assert_eq!(event.name.as_str(), "VEVENT");
            for needed in ["UID", "DTSTAMP", "DTSTART", "SUMMARY"] {
                assert!(property(event, needed).is_some(), "{path}: no {needed}");
            }
            assert!(identifiers.insert(property(event, "UID").unwrap()), "{path}: a UID twice");
        }
    }
    let overnight = &calendars.iter().find(|(path, _)| path == "events/overnight/event.ics").unwrap().1;
    let unfolded = overnight.replace("\r\n ", "");
    for line in [
        "UID:kb/events/overnight@example.org",
        "DTSTAMP:20240329T230000Z",
        "SUMMARY;LANGUAGE=fr:Nuit & jour\\, été\\; 2024",
        "DTSTART;VALUE=DATE:20240330",
        "DTEND;VALUE=DATE:20240401",
        "LOCATION:Salle\\, 1\\, Paris",
        "GEO:48.85;2.35",
        "STATUS:CANCELLED",
        // The talk begins before the night in which clocks go forward.
        "DTSTART:20240330T223000Z",
        "DURATION:PT45M",
        "RELATED-TO:kb/events/overnight@example.org",
    ] {
        assert!(unfolded.contains(&format!("\r\n{line}\r\n")), "no {line} in\n{unfolded}");
    }
}

#[test]
fn the_sitemap_keeps_to_its_protocol() {
    let output = site().output();
    let text = &output["sitemap.xml"];
    let mut reader = quick_xml::Reader::from_reader(text.as_slice());
    let (mut path, mut addresses, mut dates, mut buffer) = (Vec::new(), BTreeSet::new(), 0, Vec::new());
    loop {
        match reader.read_event_into(&mut buffer).unwrap() {
            quick_xml::events::Event::Start(tag) => path.push(tag.name().0.to_owned()),
            quick_xml::events::Event::End(_) => drop(path.pop()),
            quick_xml::events::Event::Text(content) => {
                let content = (*content).to_owned();
                match path.iter().map(String::as_str).collect::<Vec<_>>().as_slice() {
                    ["urlset", "url", "loc"] => assert!(addresses.insert(content.clone()), "{content} twice"),
                    ["urlset", "url", "lastmod"] => {
                        assert!(
                            content.split('-').all(|part| part.bytes().all(|byte| byte.is_ascii_digit())),
                            "{content}"
                        );
                        dates += 1;
                    }
                    other => assert!(content.trim().is_empty(), "{other:?}: {content}"),
                }
            }
            quick_xml::events::Event::Eof => break,
            _ => {}
        }
        buffer.clear();
    }
    assert!(addresses.len() > 100 && addresses.len() <= 50_000 && text.len() < 50 << 20 && dates > 5);
    for address in &addresses {
        let below = address.strip_prefix(BASE).unwrap_or_else(|| panic!("{address} is elsewhere"));
        assert!(output.contains_key(&format!("{below}index.html")), "{address} leads nowhere");
    }
    let robots = String::from_utf8(output["robots.txt"].clone()).unwrap();
    assert!(robots.contains("Sitemap: https://example.org/kb/sitemap.xml"), "{robots}");
}

#[test]
fn former_addresses_lead_to_the_record() {
    let output = site().output();
    let redirects = String::from_utf8(output["_redirects"].clone()).unwrap();
    assert!(redirects.contains("/kb/old/a%20path/ /kb/talks/overnight/a/ 301\n"), "{redirects}");
    assert!(redirects.contains("/kb/old/b.html /kb/talks/overnight/a/ 301\n"), "{redirects}");
    assert!(redirects.lines().all(|line| line.split(' ').count() == 3), "{redirects}");
    assert!(output.contains_key("old/a path/index.html") && output.contains_key("old/b.html"));
}

#[test]
fn the_api_is_valid_under_its_own_schema_and_whole() {
    let site = site();
    browser::run("api.test.mjs", &site);
    let output = site.output();
    let json = |path: &str| -> Value { serde_json::from_slice(&output[path]).unwrap() };
    assert!(output.keys().filter(|path| path.starts_with("api/")).count() >= 10);
    let index = json("api/index.json");
    for collection in index["collections"].as_array().unwrap() {
        let mut items = 0;
        let mut next = collection["url"].as_str().map(ToOwned::to_owned);
        while let Some(url) = next {
            let page = json(url.strip_prefix(BASE).unwrap());
            assert_eq!(page["collection"], collection["name"]);
            items += page["items"].as_array().unwrap().len();
            next = page["next"].as_str().map(ToOwned::to_owned);
        }
        assert_eq!(Some(items as u64), collection["count"].as_u64(), "{collection}");
    }

    let talks = json("api/talks.json");
    let talk =
        |id: &str| talks["items"].as_array().unwrap().iter().find(|talk| talk["id"] == id).unwrap().clone();
    let (alone, overnight) = (talk("alone"), talk("overnight/a"));
    assert_eq!(
        (alone.get("event"), alone.get("duration")),
        (Some(&Value::Null), Some(&Value::Null)),
        "known to have none"
    );
    assert_eq!(alone.get("website"), None, "nobody said");
    assert_eq!(overnight.get("website"), Some(&Value::Null));
    assert_eq!(overnight["duration"], "PT45M");
    assert_eq!(overnight["event"]["id"], "overnight");
    let slides =
        overnight["media"].as_array().unwrap().iter().find(|media| media["sort"] == "slides").unwrap();
    assert_eq!(slides["status"], "not_recorded");
    let debts = json("api/debts.json");
    let debts = debts["items"].as_array().unwrap();
    assert!(!debts.is_empty());
    for debt in debts {
        assert!(debt["media"].as_array().is_some_and(|media| !media.is_empty()), "{debt}");
    }
}

/// Every `content` of a page's metadata with this name or property.
fn meta(html: &str, name: &str) -> Vec<String> {
    let tags = html.split("<meta ").skip(1).filter_map(|rest| rest.split('>').next());
    let own = tags.filter(|tag| tag.contains(&format!("\"{name}\"")));
    own.filter_map(|tag| Some(tag.split_once("content=\"")?.1.split('"').next()?.to_owned())).collect()
}

#[test]
fn a_page_says_what_it_is_to_those_who_link_to_it_or_cite_it() {
    let site = site();
    let talk = site.page("talks/overnight/a/index.html");
    let one = |name: &str| meta(&talk, name).join("|");
    assert_eq!(one("og:type"), "article");
    assert_eq!(one("og:url"), "https://example.org/kb/talks/overnight/a/");
    assert_eq!(one("citation_title"), "A &lt;b&gt; ]]&gt; &amp; &quot;quoted&quot;");
    assert_eq!(one("citation_author"), "Ève O'Neill, Jr.");
    assert_eq!(one("citation_publication_date"), "2024/03/30");
    assert_eq!(one("citation_conference_title"), "Nuit &amp; jour, été; 2024");
    assert_eq!(one("citation_pdf_url"), "https://example.org/p.pdf");
    assert_eq!(one("citation_language"), "fr");
    assert!(talk.contains("<link rel=\"canonical\" href=\"https://example.org/kb/talks/overnight/a/\">"));
    let topic = site.page("topics/chaos-and-co/index.html");
    assert_eq!(meta(&topic, "og:type"), ["website"]);
    assert!(meta(&topic, "citation_title").is_empty());
}

#[test]
fn a_theme_leaves_machines_out_one_family_at_a_time() {
    let site = site();
    let config = std::fs::read_to_string(site.path("rexbase.toml")).unwrap();
    site.file("rexbase.toml", format!("theme = \"mine\"\n{config}"));
    site.file(
        "themes/mine/theme.toml",
        "name = \"mine\"\nleave_out = [\"feed\", \"calendar\", \"api\", \"structured-data\", \"redirects\"]\n",
    );
    site.build();
    let output = site.output();
    let left: Vec<_> = output
        .keys()
        .filter(|path| {
            path.ends_with(".ics")
                || path.ends_with("atom.xml")
                || path.starts_with("api/")
                || *path == "_redirects"
        })
        .collect();
    assert!(left.is_empty(), "{left:?}");
    let talk = site.page("talks/overnight/a/index.html");
    assert!(!talk.contains("ld+json") && !talk.contains("atom.xml"), "{talk}");
}

#[test]
fn a_link_is_shown_with_a_card() {
    let site = site();
    site.file("content/events/kotoba.md", "+++\ntitle = \"言葉\"\ndate = 2024-05-01\n+++\n");
    site.build();
    let output = site.output();
    let cards: Vec<_> = output.keys().filter(|path| path.ends_with("card.png")).collect();
    assert!(cards.len() > 10, "{cards:?}");
    for path in &cards {
        let png = &output[*path];
        assert!(png.starts_with(b"\x89PNG\r\n\x1a\n") && png.len() < 100_000, "{path}: {} bytes", png.len());
        assert_eq!(
            (&png[16..20], &png[20..24]),
            (&1200_u32.to_be_bytes()[..], &630_u32.to_be_bytes()[..]),
            "{path}"
        );
    }
    let report = site.page("reports/compte-rendu-devops-rex-2017/index.html");
    assert_eq!(
        meta(&report, "og:image"),
        ["https://example.org/kb/reports/compte-rendu-devops-rex-2017/card.png"]
    );
    // What the typeface cannot write, and what has no card of its own, shows the site's.
    for path in ["events/kotoba/index.html", "talks/overnight/a/index.html", "index.html"] {
        assert_eq!(meta(&site.page(path), "og:image"), ["https://example.org/kb/social-card.png"], "{path}");
    }
    assert!(!output.contains_key("events/kotoba/card.png"));
}

/// Properties and values are those of schema.org's own vocabulary, as the types of the npm package `schema-dts` know it.
#[test]
fn structured_data_keeps_to_the_vocabulary() {
    browser::run("structured-data.test.mjs", &site());
}
