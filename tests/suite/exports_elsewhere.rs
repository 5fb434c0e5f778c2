//! Exports that other systems read: pyvideo's archive, which comes back as it went in but for losses that are named; schedules; a bundle of Markdown, which is
//! a site again.

use std::collections::{BTreeMap, BTreeSet};

use serde_json::{Value, json};

use crate::corpora;
use crate::exports::{exported, text};
use crate::site::{Site, ends_in, files};

/// An archive of two events, with all that the form has.
fn archive(site: &Site) {
    site.file(
        "archive/conf-2016/category.json",
        r#"{"title": "Conf 2016", "url": "https://example.org/conf/", "start_date": "2016-10-15", "end_date": "2016-10-16", "description": "A *fine* conference."}"#,
    );
    let talk = json!({
        "copyright_text": "CC BY 4.0",
        "description": "What was said.\n\n- one\n- two",
        "duration": 1595,
        "language": "fra",
        "quality_notes": "No sound at the end",
        "recorded": "2016-10-15",
        "related_urls": ["https://example.org/a", { "label": "slides", "url": "https://example.org/b" }],
        "speakers": ["Ève Ñandú", "Bob, Jr."],
        "tags": ["packaging", "=SUM(A1)"],
        "thumbnail_url": "https://example.org/t.jpg",
        "title": "Au cœur du \"bytecode\" & plus",
        "videos": [
            { "type": "youtube", "url": "https://www.youtube.com/watch?v=abc" },
            { "type": "webm", "url": "https://dl.example.org/a.webm", "size": 12 }
        ]
    });
    site.file("archive/conf-2016/videos/bytecode.json", talk.to_string());
    let bare = json!({ "description": null, "language": "eng", "recorded": null, "speakers": [], "title": "Bare", "videos": [{ "type": "mp4", "url": "https://example.org/x.mp4" }] });
    site.file("archive/conf-2016/videos/bare.json", bare.to_string());
    site.file("archive/meetup/category.json", r#"{"title": "Meetup"}"#);
    site.file("archive/meetup/videos/bare.json", bare.to_string());
}

/// What is lost, by name, on the way through a site.
#[derive(Default)]
struct Losses(BTreeMap<&'static str, usize>);

impl Losses {
    fn note(&mut self, name: &'static str, is_lost: bool) {
        *self.0.entry(name).or_default() += usize::from(is_lost);
    }

    fn met(self) -> BTreeMap<&'static str, usize> {
        self.0.into_iter().filter(|(_, count)| *count > 0).collect()
    }
}

fn strings(value: &Value) -> Vec<String> {
    value.as_array().into_iter().flatten().map(|item| item.as_str().unwrap_or_default().to_owned()).collect()
}

/// The letters and digits alone: what no markup changes.
fn words(text: &str) -> String {
    text.chars().filter(|letter| letter.is_alphanumeric()).flat_map(char::to_lowercase).collect()
}

fn urls(value: &Value) -> BTreeSet<String> {
    let url = |item: &Value| item.as_str().or(item["url"].as_str()).unwrap_or_default().trim().to_owned();
    value.as_array().into_iter().flatten().map(url).filter(|url| !url.is_empty()).collect()
}

/// Notes what one talk lost. Keys that the import does not take (`thumbnail_url`, sizes) are its own business: they are counted once, by name.
fn compare(before: &Value, after: &Value, losses: &mut Losses) {
    losses.note(
        "title",
        words(before["title"].as_str().unwrap_or_default())
            != words(after["title"].as_str().unwrap_or_default()),
    );
    let names = |value: &Value| {
        strings(value).iter().map(|name| words(name)).filter(|name| !name.is_empty()).collect::<BTreeSet<_>>()
    };
    losses.note("speakers", names(&before["speakers"]) != names(&after["speakers"]));
    losses.note("tags", names(&before["tags"]) != names(&after["tags"]));
    losses.note("videos", urls(&before["videos"]) != urls(&after["videos"]));
    losses.note("related_urls", urls(&before["related_urls"]) != urls(&after["related_urls"]));
    let day = |value: &Value| {
        value["recorded"].as_str().unwrap_or_default().trim_end_matches("T00:00:00").to_owned()
    };
    losses.note("recorded", day(before) != day(after));
    losses.note("language", before["language"].as_str().is_some() && before["language"] != after["language"]);
    losses.note(
        "duration",
        before["duration"].as_f64().is_some_and(|seconds| seconds > 0.0)
            && before["duration"].as_f64() != after["duration"].as_f64(),
    );
    let said = |key: &str| before[key].as_str().map(words).unwrap_or_default();
    let described = after["description"].as_str().map(words).unwrap_or_default();
    losses.note(
        "description",
        !described.contains(&said("description")) || !described.contains(&said("summary")),
    );
    for key in ["copyright_text", "quality_notes"] {
        losses.note(key, said(key) != after[key].as_str().map(words).unwrap_or_default());
    }
    for key in ["thumbnail_url", "id", "slug", "alias", "category", "file_name"] {
        losses.note(key, before[key].is_string() || before[key].is_number());
    }
    let types = |value: &Value| {
        value["videos"]
            .as_array()
            .into_iter()
            .flatten()
            .map(|video| video["type"].clone())
            .collect::<Vec<_>>()
    };
    losses.note("videos.type", types(before) != types(after));
    let is_sized = |video: &Value| video["size"].is_number() || video["length"].is_number();
    losses.note("videos.size", before["videos"].as_array().into_iter().flatten().any(is_sized));
}

/// Each talk of an archive with what became of it, and how many have no file any more.
fn losses(
    before: &BTreeMap<String, Vec<u8>>,
    after: &BTreeMap<String, Vec<u8>>,
    site: &Site,
) -> (BTreeMap<&'static str, usize>, usize) {
    let (mut losses, mut gone) = (Losses::default(), 0);
    // Where each file of the archive was imported to, as the site's files say.
    let mut places = BTreeMap::new();
    for (path, bytes) in files(&site.path("content/talks")) {
        let text = String::from_utf8(bytes).unwrap();
        if let Some(from) = text.lines().find_map(|line| line.strip_prefix("from = ")) {
            let from: String = from.trim_matches(['"', '\'']).to_owned();
            let (event, name) = path.trim_end_matches(".md").split_once('/').unwrap();
            places.insert(from, format!("{event}/videos/{name}.json"));
        }
    }
    for (path, bytes) in before.iter().filter(|(path, _)| path.contains("/videos/")) {
        let Ok(talk) = serde_json::from_slice::<Value>(bytes) else { continue };
        match places.get(path).and_then(|place| after.get(place)) {
            Some(bytes) => compare(&talk, &serde_json::from_slice(bytes).unwrap(), &mut losses),
            None => gone += 1,
        }
    }
    (losses.met(), gone)
}

/// What pyvideo's own schemas ask of a talk and an event, from the archive's documentation.
fn is_valid(path: &str, file: &Value) -> bool {
    let is_day = |value: &Value| {
        value.as_str().is_some_and(|day| {
            day.len() >= 10 && day.is_char_boundary(10) && day[..10].split('-').map(str::len).eq([4, 2, 2])
        })
    };
    if path.ends_with("/category.json") {
        let keys = ["alias", "description", "title", "url", "start_date", "end_date"];
        let has_days = ["start_date", "end_date"].iter().all(|key| file.get(key).is_none_or(&is_day));
        return file["title"].is_string()
            && has_days
            && file.as_object().unwrap().keys().all(|key| keys.contains(&key.as_str()));
    }
    let distinct = |key: &str| {
        let items: Vec<String> = file[key].as_array().into_iter().flatten().map(Value::to_string).collect();
        items.iter().collect::<BTreeSet<_>>().len() == items.len()
    };
    let videos = file["videos"].as_array().unwrap();
    let has_text = |key: &str| {
        file.as_object().unwrap().contains_key(key) && (file[key].is_null() || file[key].is_string())
    };
    has_text("description")
        && has_text("recorded")
        && (file["recorded"].is_null() || is_day(&file["recorded"]))
        && file["title"].is_string()
        && file["speakers"].as_array().is_some_and(|speakers| speakers.iter().all(Value::is_string))
        && file.get("duration").is_none_or(Value::is_u64)
        && ["speakers", "tags", "videos", "related_urls"].iter().all(|key| distinct(key))
        && !videos.is_empty()
        && videos.iter().all(|video| video["type"].is_string() && video["url"].is_string())
}

fn assert_valid(files: &BTreeMap<String, Vec<u8>>) {
    for (path, bytes) in files {
        let file: Value = serde_json::from_slice(bytes).unwrap_or_else(|error| panic!("{path}: {error}"));
        assert!(is_valid(path, &file), "{path}: {file}");
    }
}

#[test]
fn an_archive_comes_back_as_it_went_in() {
    let site = Site::new();
    archive(&site);
    assert_eq!(site.run(&["import", "pyvideo", "archive"]).code, Some(0));
    let after = exported(&site, "pyvideo");
    assert_valid(&after);
    let before = files(&site.path("archive"));
    assert_eq!(before.keys().collect::<Vec<_>>(), after.keys().collect::<Vec<_>>());
    let category = |files: &BTreeMap<String, Vec<u8>>, path: &str| {
        serde_json::from_slice::<Value>(&files[path]).unwrap()
    };
    for path in ["conf-2016/category.json", "meetup/category.json"] {
        assert_eq!(category(&before, path), category(&after, path));
    }
    let (losses, gone) = losses(&before, &after, &site);
    assert_eq!(losses, BTreeMap::from([("thumbnail_url", 1), ("videos.size", 1)]));
    assert_eq!(gone, 0);
    // What came back is imported as the same records.
    let other = Site::new();
    after.iter().for_each(|(path, bytes)| {
        other.file(&format!("archive/{path}"), bytes);
    });
    assert_eq!(other.run(&["import", "pyvideo", "archive"]).code, Some(0));
    assert!(files(&site.path("content")) == files(&other.path("content")));
}

#[test]
fn what_pyvideo_has_no_place_for_is_told() {
    let site = Site::demo();
    let ran = site.run(&["export", "pyvideo", "out/pyvideo"]);
    assert_eq!(ran.code, Some(0), "{}", ran.err);
    assert!(ran.out.contains("Left out, since pyvideo has no place for it: "), "{}", ran.out);
    assert!(ran.out.contains("talks without a published recording"), "{}", ran.out);
    let mut all = files(&site.path("out/pyvideo"));
    all.retain(|path, _| ends_in(path, "json"));
    assert_valid(&all);
}

#[test]
fn the_whole_of_pyvideo_comes_back() {
    let Some(site) = corpora::with_pyvideo() else { return };
    assert_eq!(site.run(&["import", "pyvideo", "pyvideo"]).code, Some(0));
    let after = exported(&site, "pyvideo");
    assert_valid(&after);
    let mut before = files(&site.path("pyvideo"));
    before.retain(|path, _| {
        ends_in(path, "json")
            && (path.contains("/videos/") || path.ends_with("/category.json"))
            && !path.starts_with('.')
    });
    let (losses, gone) = losses(&before, &after, &site);
    println!(
        "{} files before, {} after, {gone} gone; talks that lost something of: {losses:?}",
        before.len(),
        after.len()
    );
    assert_eq!((before.len(), gone), (after.len(), 0));
    let named = LOSSES.iter().copied().collect::<BTreeMap<_, _>>();
    for (name, count) in &losses {
        let most =
            named.get(name).unwrap_or_else(|| panic!("{name}: a loss of {count} talks that is not named"));
        assert!(count <= most, "{name}: {count} talks, {most} are named");
    }
}

/// What talks of the corpus lose, each with how many of the 21,715 do at most. Nothing is lost of recordings, dates, languages, licences and notes on quality.
const LOSSES: &[(&str, usize)] = &[
    // The archive's own housekeeping, which the import does not take.
    ("thumbnail_url", 21_574),
    ("slug", 4_276),
    ("id", 4_063),
    ("category", 3_737),
    ("alias", 3_405),
    ("file_name", 15),
    ("videos.size", 3_372),
    // The address does not tell it.
    ("videos.type", 75),
    // reStructuredText and HTML became Markdown, whose links stand within the words.
    ("description", 3_700),
    // `Various speakers` are nobody, and `A and B` are two.
    ("speakers", 603),
    // Milliseconds and minutes became seconds.
    ("duration", 343),
    // What is no address was left out, and what lacked its scheme was mended.
    ("related_urls", 126),
    // A text with commas is several tags.
    ("tags", 50),
    // `&quot;` became a quotation mark.
    ("title", 28),
];

/// A site with what schedules have: a zone, a night, rooms, a talk without a time, a talk of a day alone.
fn scheduled() -> Site {
    let site = Site::new();
    site.file("content/events/night.md", "+++\ntitle = \"Nuit & jour\"\nstart_date = 2024-03-30\nend_date = 2024-03-31\ntimezone = \"Europe/Paris\"\nvenue = { name = \"Salle\" }\n+++\n");
    for (name, rest) in [
        (
            "a",
            "date = 2024-03-30T23:30\nduration = \"45m\"\nroom = \"A\"\nspeakers = [\"Ève\"]\nslides = \"https://example.org/s.pdf\"\nformat = \"keynote\"",
        ),
        ("b", "date = 2024-03-31T00:30\nduration = \"1h30\"\nroom = \"B\"\ndescription = \"Short.\""),
        ("c", "date = 2024-03-31T09:00"),
        ("d", "date = 2024-03-31"),
    ] {
        site.file(
            &format!("content/talks/night/{name}.md"),
            format!("+++\ntitle = \"T {name}\"\nevent = \"night\"\n{rest}\n+++\n\nText of {name}.\n"),
        );
    }
    site.file("content/events/quiet.md", "+++\ntitle = \"Quiet\"\nstart_date = 2024-01-01\n+++\n");
    site
}

/// What c3voc's schema asks, from its documentation.
fn assert_schedule(whole: &Value) {
    let only = |value: &Value, keys: &[&str]| {
        let wrong: Vec<_> =
            value.as_object().unwrap().keys().filter(|key| !keys.contains(&key.as_str())).collect();
        assert!(wrong.is_empty(), "{wrong:?}");
    };
    let conference = &whole["schedule"]["conference"];
    only(whole, &["$schema", "generator", "schedule"]);
    assert!(whole["schedule"]["version"].is_string());
    only(
        conference,
        &[
            "acronym",
            "title",
            "start",
            "end",
            "daysCount",
            "timeslot_duration",
            "time_zone_name",
            "url",
            "rooms",
            "days",
        ],
    );
    let acronym = conference["acronym"].as_str().unwrap();
    assert!(
        acronym.len() >= 4
            && acronym
                .chars()
                .all(|letter| letter.is_ascii_lowercase() || letter.is_ascii_digit() || letter == '_'),
        "{acronym}"
    );
    let days = conference["days"].as_array().unwrap();
    assert_eq!(conference["daysCount"].as_u64(), Some(days.len() as u64));
    let is_instant = |value: &Value| value.as_str().unwrap().parse::<jiff::Timestamp>().is_ok();
    let is_guid = |value: &Value| value.as_str().unwrap().split('-').map(str::len).eq([8, 4, 4, 4, 12]);
    let mut ids = BTreeSet::new();
    for day in days {
        only(day, &["index", "date", "day_start", "day_end", "rooms"]);
        assert!(is_instant(&day["day_start"]) && is_instant(&day["day_end"]), "{day}");
        for (room, sessions) in day["rooms"].as_object().unwrap() {
            for session in sessions.as_array().unwrap() {
                only(
                    session,
                    &[
                        "id",
                        "guid",
                        "date",
                        "start",
                        "duration",
                        "room",
                        "slug",
                        "url",
                        "title",
                        "subtitle",
                        "track",
                        "type",
                        "language",
                        "abstract",
                        "description",
                        "persons",
                        "links",
                        "attachments",
                    ],
                );
                assert_eq!(session["room"], *room);
                assert!(is_instant(&session["date"]) && is_guid(&session["guid"]), "{session}");
                assert!(ids.insert(session["id"].as_u64().unwrap()), "{session}");
                let slug = session["slug"].as_str().unwrap();
                assert!(
                    slug.chars().all(|letter| letter.is_ascii_lowercase()
                        || letter.is_ascii_digit()
                        || "_-".contains(letter)),
                    "{slug}"
                );
                let (hours, minutes) = session["duration"].as_str().unwrap().split_once(':').unwrap();
                assert!(
                    minutes.len() == 2
                        && [hours, minutes]
                            .iter()
                            .all(|part| part.chars().all(|digit| digit.is_ascii_digit()))
                );
                // `public_name` beside `name` would make it both of the schema's sorts of person, and so neither.
                session["persons"]
                    .as_array()
                    .unwrap()
                    .iter()
                    .for_each(|person| only(person, &["guid", "name", "biography"]));
            }
        }
    }
}

#[test]
fn a_schedule_has_every_talk_at_its_time() {
    let site = scheduled();
    let files = exported(&site, "schedule");
    assert_eq!(files.keys().collect::<Vec<_>>(), ["night.json"]);
    let whole: Value = serde_json::from_str(&text(&files, "night.json")).unwrap();
    assert_schedule(&whole);
    let conference = &whole["schedule"]["conference"];
    assert_eq!(conference["time_zone_name"], "Europe/Paris");
    assert_eq!((&conference["start"], &conference["end"]), (&json!("2024-03-30"), &json!("2024-03-31")));
    assert_eq!(conference["timeslot_duration"], "00:15");
    let days = conference["days"].as_array().unwrap();
    let at = |day: usize, room: &str| &days[day]["rooms"][room][0];
    assert_eq!(at(0, "A")["date"], "2024-03-30T23:30:00+01:00");
    assert_eq!(at(0, "A")["persons"][0]["name"], "Ève");
    assert_eq!(at(0, "A")["attachments"][0]["url"], "https://example.org/s.pdf");
    // After midnight, and still of the evening before; then clocks go forward.
    assert_eq!(
        (&at(0, "B")["date"], &at(0, "B")["duration"]),
        (&json!("2024-03-31T00:30:00+01:00"), &json!("01:30"))
    );
    assert_eq!(
        (&at(1, "Salle")["date"], &at(1, "Salle")["start"]),
        (&json!("2024-03-31T09:00:00+02:00"), &json!("09:00"))
    );
    assert_eq!(days[0]["day_start"], "2024-03-30T04:00:00+01:00");
    assert_eq!(at(0, "B")["abstract"], "Short.");
    let ran = site.run(&["export", "schedule", "out/schedule", "--format", "json"]);
    let line: Value = serde_json::from_str(&ran.out).unwrap();
    assert_eq!(line["left_out"][0]["count"], 1, "{line}");

    // The version follows the content, ids and guids do not.
    site.file(
        "content/talks/night/c.md",
        "+++\ntitle = \"Another title\"\nevent = \"night\"\ndate = 2024-03-31T10:00\n+++\n",
    );
    let changed: Value = serde_json::from_str(&text(&exported(&site, "schedule"), "night.json")).unwrap();
    assert_ne!(whole["schedule"]["version"], changed["schedule"]["version"]);
    let after = &changed["schedule"]["conference"]["days"][1]["rooms"]["Salle"][0];
    assert_eq!((&at(1, "Salle")["id"], &at(1, "Salle")["guid"]), (&after["id"], &after["guid"]));
}

#[test]
fn a_bundle_of_markdown_is_a_site_again() {
    let site = Site::demo();
    let bundle = exported(&site, "markdown");
    let other = Site::new();
    for (path, bytes) in &bundle {
        other.file(&format!("content/{path}"), bytes);
    }
    let language = "title = \"Test\"\nbase_url = \"https://example.org/\"\nlanguage = \"fr\"\nmath = true\n";
    other.file("rexbase.toml", language);
    let checked = other.run(&["check", "--format", "json"]);
    let errors: Vec<_> = checked.out.lines().filter(|line| line.contains("\"severity\":\"error\"")).collect();
    assert!(errors.is_empty(), "{errors:#?}");
    let stats =
        |site: &Site| serde_json::from_str::<Value>(&site.run(&["stats", "--format", "json"]).out).unwrap();
    let (before, after) = (stats(&site), stats(&other));
    for name in [
        "talks",
        "reports",
        "events",
        "series",
        "people",
        "organisations",
        "topics",
        "technologies",
        "lessons",
        "figures",
        "pages",
        "talks_covered_by_a_report",
        "videos_awaited",
    ] {
        assert_eq!(before[name], after[name], "{name}");
    }
}
