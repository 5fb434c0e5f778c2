//! Schedules of each form, small and broken ones: what is taken, what is left, what is refused.

use serde_json::json;

use crate::schedule_samples::{CSV, FRAB, ICAL, forms, import, one, pretalx, sessionize};
use crate::schedules::written;
use crate::site::{Site, files};

#[test]
fn a_small_schedule_of_each_form_is_taken_whole() {
    for form in forms() {
        let site = Site::new();
        let ran = import(&site, &form);
        assert_eq!(ran.code, Some(0), "{}: {}{}", form.name, ran.out, ran.err);
        assert_eq!(json!(written(&site)), form.talks, "{}: {}", form.name, ran.err);
        let again = import(&site, &form);
        assert!(again.out.contains(": 0 written, "), "{}: {}", form.name, again.out);
        assert_eq!(
            site.run(&["check", "--strict"]).code,
            Some(0),
            "{}: {}",
            form.name,
            site.run(&["check", "--strict"]).err
        );
    }
}

#[test]
fn what_a_form_says_besides_is_in_its_place() {
    for (name, path, wanted) in [
        ("frab", "talks/conf/say-hi.md", "video = false"),
        ("frab", "talks/conf/say-hi.md", "slides = \"https://example.org/s.pdf\""),
        ("frab", "talks/conf/say-hi.md", "It's short.\n\nIt is **long**."),
        ("pretalx", "people/ann-example.md", "She *writes*."),
        ("pretalx", "talks/conf/one.md", "format = \"keynote\""),
        ("Sessionize", "talks/conf/one.md", "video = \"https://youtu.be/x\""),
        ("Sessionize", "talks/conf/one.md", "level = \"Beginner\""),
        ("Sessionize", "talks/conf/one.md", "topics = [\"Nets\"]"),
        ("Sessionize's speakers", "people/ann-example.md", "role = \"Writer\""),
        ("Conference Hall", "events/conf.md", "start_date = 2024-06-01\nend_date = 2024-06-02"),
        ("Conference Hall", "talks/conf/talk-1.md", "organisation = \"ACME\""),
        ("OpenPlanner", "talks/conf/one.md", "role = \"Writer\", organisation = \"ACME\""),
        ("iCalendar", "events/conf.md", "timezone = \"Europe/Paris\""),
        ("iCalendar", "talks/conf/in-new-york.md", "date = 2024-06-01T10:00:00-04:00"),
        ("RubyEvents", "talks/conf-2024/short.md", "video = \"https://www.youtube.com/watch?v=def\""),
        ("RubyEvents", "events/conf-2024.md", "series = \"Conf\""),
        ("DevOpsDays", "events/2024-lyon.md", "title = \"DevOpsDays Lyon 2024\""),
        ("DevOpsDays", "people/ann-example.md", "social = [\"https://twitter.com/ann\"]"),
    ] {
        let site = Site::new();
        let form = forms().into_iter().find(|form| form.name == name).unwrap();
        import(&site, &form);
        let all = files(&site.path("content"));
        let text = all.get(path).map(|bytes| String::from_utf8_lossy(bytes).into_owned());
        let text = text.unwrap_or_else(|| panic!("{name}: no {path} in {:?}", all.keys()));
        assert!(text.contains(wanted), "{name}: {wanted} is not in\n{text}");
    }
}

#[test]
fn what_was_taken_back_becomes_a_draft_and_what_is_back_is_none() {
    let site = Site::new();
    let form = |status: &str| {
        let mut value = sessionize();
        value["sessions"][0]["status"] = json!(status);
        one("", "s.json", value, &["schedule", "s.json", "--event", "Conf", "--yes"], json!([]))
    };
    let talk = || std::fs::read_to_string(site.path("content/talks/conf/one.md")).unwrap();
    import(&site, &form("Accepted"));
    assert!(!talk().contains("draft"));
    // The event has no days any more, and the speaker's page is marked.
    let off = import(&site, &form("Decline_Queue"));
    assert!(off.out.contains("3 written"), "{}", off.out);
    assert!(
        talk().contains("draft = true\n") && talk().contains("speakers = [\"Ann Example\"]"),
        "{}",
        talk()
    );
    import(&site, &form("Accepted"));
    assert!(!talk().contains("draft"), "{}", talk());
}

#[test]
fn a_person_who_is_told_of_already_stays_as_is() {
    let site = Site::new();
    site.file("content/people/ann.md", "+++\ntitle = \"Ann Example\"\n+++\n\nMine.\n");
    let form = forms().into_iter().find(|form| form.name == "pretalx").unwrap();
    let ran = import(&site, &form);
    assert!(ran.out.contains("1 event and 2 talks: 3 written"), "{}", ran.out);
    assert_eq!(files(&site.path("content/people")).len(), 1);
    // Another event's schedule leaves the first one's page.
    let site = Site::new();
    import(&site, &form);
    let other = one(
        "",
        "t.json",
        pretalx().to_string().replace("\"conf\"", "\"other\""),
        &["schedule", "t.json"],
        json!([]),
    );
    let ran = import(&site, &other);
    assert!(ran.out.contains("1 event and 2 talks: 3 written"), "{}", ran.out);
}

#[test]
fn what_is_broken_is_refused_or_read_in_part() {
    let broken = [
        ("s.xml", FRAB.replace("<title>Lunch</title>", "<title>Lunch</titel>"), "line 12, column", 3),
        ("s.xml", FRAB[..FRAB.find("<event id=\"3\"").unwrap() + 30].to_owned(), "line 12, column", 2),
        ("s.json", pretalx().to_string().replace("\"Coffee break\"", "Coffee"), "line 1, column", 2),
        ("s.ics", ICAL.replace("STATUS:CANCELLED", "what is this"), "line 22, column 1", 4),
    ];
    for (path, text, place, talks) in broken {
        let site = Site::new();
        site.file(path, &text);
        let refused = site.run(&["import", "schedule", path]);
        assert_eq!(refused.code, Some(1));
        assert!(
            refused.err.contains(place) && refused.err.contains("--keep-going"),
            "{path}: {}",
            refused.err
        );
        assert!(files(&site.path("content")).is_empty());
        let taken = site.run(&["import", "schedule", path, "--keep-going"]);
        assert_eq!(taken.code, Some(0), "{path}: {}", taken.err);
        assert!(taken.err.contains("import-unreadable"), "{path}: {}", taken.err);
        assert_eq!(written(&site).len(), talks, "{path}: {:?}", written(&site));
    }
    let other = "<schedule><entry><start>0930</start></entry></schedule>";
    for (path, text) in
        [("x.xml", other), ("x.json", "{\"a\": 1}"), ("x.txt", "words"), ("x.json", "[]"), ("x.xml", "")]
    {
        let site = Site::new();
        site.file(path, text);
        let refused = site.run(&["import", "schedule", path]);
        assert_eq!(refused.code, Some(1));
        assert!(refused.err.contains("holds no schedule of a form that is known here"), "{}", refused.err);
    }
}

#[test]
fn a_mapping_that_is_wrong_is_told_with_its_place() {
    let site = Site::new();
    site.file("s.csv", CSV);
    for (map, wanted) in [
        ("[columns]\ntitel = \"Title\"\n", "line 2, column 1: unknown field `titel`"),
        ("[columns]\nid = \"Id\"\n", "does not say which column is the `title`"),
        ("[columns]\ntitle = \"Name\"\n", "names the column `Name`, and there are `Id`, `Title`"),
    ] {
        site.file("map.toml", map);
        let refused = site.run(&["import", "schedule", "s.csv", "--map", "map.toml"]);
        assert_eq!(refused.code, Some(1));
        assert!(refused.err.contains(wanted), "{}", refused.err);
    }
}
