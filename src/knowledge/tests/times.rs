//! Times that cannot be true together are told, and what may be true is not.

use crate::vocab::diagnostic::Severity;

use super::small::{codes, matter, resolved};

#[test]
fn what_cannot_be_true_of_times_is_told_and_what_may_be_is_not() {
    let event = matter("title = \"E\"\nstart_date = 2024-06-01\nend_date = 2024-06-03");
    let year = matter("title = \"Y\"\ndate = 2024");
    let (open, day) =
        (matter("title = \"O\"\nstart_date = 2024-06-01"), matter("title = \"D\"\ndate = 2024-06-01"));
    let told = |lines: &str| {
        let talk = matter(&format!("title = \"T\"\n{lines}"));
        let files = [
            ("events/e.md", event.as_str()),
            ("events/y.md", year.as_str()),
            ("events/o.md", open.as_str()),
            ("events/d.md", day.as_str()),
            ("talks/t.md", talk.as_str()),
        ];
        let (_, diagnostics) = resolved(&files);
        assert!(
            diagnostics.iter().all(|one| one.severity == Severity::Warning && one.span.is_some()),
            "{lines}"
        );
        diagnostics.iter().map(|one| one.code.to_string()).collect::<Vec<_>>()
    };
    for (lines, code) in [
        ("event = \"e\"\ndate = 2024-06-04", "outside-its-event"),
        ("event = \"e\"\ndate = \"2024-05-31T23:00\"", "outside-its-event"),
        ("event = \"e\"\ndate = 2023", "outside-its-event"),
        ("event = \"o\"\ndate = 2024-05-31", "outside-its-event"),
        ("event = \"d\"\ndate = 2024-05-31", "outside-its-event"),
        ("event = \"y\"\ndate = 2025-01-01", "outside-its-event"),
        (
            "date = 2024-06-02\nvideo = { url = \"https://e.org/v\", published = 2024-05-02 }",
            "published-before-given",
        ),
        ("event = \"e\"\naudio = { url = \"https://e.org/v\", published = 2023 }", "published-before-given"),
        (
            "video = { url = \"https://e.org/v\", chapters = [{ at = \"5m\", title = \"A\" }, { at = \"2m\", title = \"B\" }] }",
            "chapters",
        ),
        (
            "video = { url = \"https://e.org/v\", chapters = [{ at = \"5m\", title = \"A\" }, { at = \"5m\", title = \"B\" }] }",
            "chapters",
        ),
        (
            "video = { url = \"https://e.org/v\", duration = \"30m\", chapters = [{ at = \"31m\", title = \"A\" }] }",
            "chapters",
        ),
        (
            "video = { url = \"https://e.org/v\", duration = \"30m10s\", chapters = [{ at = \"30m11s\", title = \"A\" }] }",
            "chapters",
        ),
    ] {
        assert_eq!(told(lines), [code], "{lines}");
    }
    for lines in [
        "event = \"e\"\ndate = \"2024-06-03T18:00\"",
        "event = \"e\"\ndate = \"2024-06\"",
        "event = \"e\"\ndate = 2024",
        "event = \"o\"\ndate = 2024-06-02",
        "event = \"d\"\ndate = 2024-06-02",
        "event = \"e\"\ndate = \"2024-06-04T01:00Z\"",
        "event = \"e\"\ndate = \"2024-05-31T20:00-05:00\"",
        "event = \"e\"",
        "event = \"y\"\ndate = 2024-12-31",
        "date = 2024-06-02\nvideo = { url = \"https://e.org/v\", published = 2024-06-01 }",
        "date = 2024-06-02\nvideo = { url = \"https://e.org/v\", published = 2024 }",
        "date = 2024-06-02\nslides = { url = \"https://e.org/s\", published = 2024-05-02 }",
        "video = { url = \"https://e.org/v\", duration = \"30m\", chapters = [{ at = \"1s\", title = \"A\" }, { at = \"30m40s\", title = \"B\" }] }",
    ] {
        assert!(told(lines).is_empty(), "{lines}");
    }
}

#[test]
fn an_event_ends_after_it_begins_as_far_as_is_known() {
    let told = |lines: &str| {
        codes(&resolved(&[("events/e.md", &matter(&format!("title = \"E\"\n{lines}")))]).1).len()
    };
    assert_eq!(told("start_date = 2024-06-03\nend_date = 2024-06-01"), 1);
    for lines in [
        "start_date = 2024-06-03\nend_date = 2024-06-03",
        "start_date = \"2024-06-03T09:00\"\nend_date = 2024-06-03",
        "start_date = 2024-06-03\nend_date = 2024",
        "start_date = \"2024-06-03T10:00+02:00\"\nend_date = \"2024-06-03T09:00Z\"",
    ] {
        assert_eq!(told(lines), 0, "{lines}");
    }
}
