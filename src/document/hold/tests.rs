//! Every way to hold a note back, and every way not to.

use crate::document::{Options, Place, parse};
use crate::vocab::diagnostic::Diagnostic;
use crate::vocab::path::ContentPath;

use super::Hold;

/// What holds this file back, and the codes of what is wrong with it.
fn held(below: &str, text: &str) -> (Hold, Vec<&'static str>) {
    let path = ContentPath::new(&format!("content/{below}")).unwrap();
    let document = parse(Place::of(&path, below).unwrap(), text.as_bytes(), &Options::default());
    let code = |diagnostic: &Diagnostic| diagnostic.code.name();
    (document.outline.hold.clone(), document.diagnostics.iter().map(code).collect())
}

fn is_held(lines: &str) -> bool {
    let (hold, codes) = held("reports/x.md", &format!("---\ntitle: T\n{lines}\n---\nText"));
    assert!(!codes.contains(&"unclear-draft"), "{lines}: {codes:?}");
    hold.is_draft
}

#[test]
fn each_tools_way_to_hold_a_note_back_holds_it_back() {
    for lines in [
        "draft: true",
        "Draft: true",
        "DRAFT: True",
        "draft: yes",
        "draft: \"true\"",
        "draft: 'on'",
        "draft: 1",
        "published: false",
        "published: 'no'",
        "Published: \"False\"",
        "published: off",
        "published: 0",
        "published: draft",
        "publish: false",
        "publish: never",
        "dg-publish: false",
        "private: true",
        "hidden: true",
        "unlisted: yes",
        "headless: true",
        "public: false",
        "visible: no",
        "render: false",
        "build: { render: never }",
        "build:\n  render: false",
        "_build: { render: link }",
        "build: { list: never }",
        "build.render: never",
        "permalink: false",
        "eleventyExcludeFromCollections: true",
        "status: draft",
        "status: Private",
        "status: in-progress",
        "post_status: pending",
        "visibility: hidden",
        "extra:\n  draft: true",
        "extra: { published: false }",
        "\"draft\": true",
        "draft : true",
        "\u{200b}draft: true",
        "draft: false\npublished: false",
    ] {
        assert!(is_held(lines), "{lines}");
    }
    assert!(held("reports/x.md", "+++\ntitle = \"T\"\nbuild.render = \"never\"\n+++\n").0.is_draft);
    assert!(held("reports/x.md", "+++\ntitle = \"T\"\n[build]\nrender = \"never\"\n+++\n").0.is_draft);
    assert!(held("reports/x.md", "{ \"title\": \"T\",\n\t\"draft\": true }\nText").0.is_draft);
    assert!(held("events/x.md", "---\ntitle: T\nstatus: draft\n---\n").0.is_draft);
}

#[test]
fn what_says_no_such_thing_holds_nothing_back() {
    for lines in [
        "draft: false",
        "draft: 'no'",
        "published: true",
        "publish: on",
        "hidden: false",
        "status: published",
        "status: final",
        "permalink: /old/x/",
        "build: { render: always }",
        "private: some words",
        "render: something",
        "crafts: true",
        "extra: { hidden: true }",
        "visibility: public",
    ] {
        assert!(!is_held(lines), "{lines}");
    }
    assert!(!held("events/x.md", "---\ntitle: T\nstatus: scheduled\n---\n").0.is_draft);
}

#[test]
fn what_is_not_understood_is_an_error_and_holds_back() {
    for lines in [
        "draft: maybe",
        "draft:",
        "draft: ''",
        "draft: [true]",
        "published: soon",
        "drafts: true",
        "drfat: true",
        "publishd: false",
    ] {
        let (hold, codes) = held("talks/x.md", &format!("---\ntitle: T\n{lines}\n---\nText"));
        assert!(hold.is_draft && codes.contains(&"unclear-draft"), "{lines}: {codes:?}");
    }
}

#[test]
fn days_are_noted_and_the_strictest_counts() {
    let dates = |lines: &str| {
        let (hold, codes) = held("reports/x.md", &format!("---\ntitle: T\n{lines}\n---\nText"));
        assert_eq!(codes, [] as [&str; 0], "{lines}");
        let text = |date: Option<crate::vocab::spanned::Spanned<crate::vocab::date::PartialDate>>| {
            date.map_or(String::new(), |date| date.value.to_string())
        };
        (text(hold.from), text(hold.until))
    };
    assert_eq!(dates("publishDate: 2099-01-01"), ("2099-01-01".into(), String::new()));
    assert_eq!(dates("publish_date: 2030-01-01\npubdate: 2031-02-02"), ("2031-02-02".into(), String::new()));
    assert_eq!(
        dates("published: 2031-02-02 10:00:00 +0200"),
        ("2031-02-02T10:00:00+02:00".into(), String::new())
    );
    assert_eq!(dates("expiryDate: 2020-01-01\nunpublish_date: 2019"), (String::new(), "2019".into()));
}

#[test]
fn a_folders_page_may_hold_back_what_is_below() {
    let section = |text: &str| held("reports/s/_index.md", text).0;
    assert!(section("---\ntitle: S\ndraft: true\n---\n").whole_folder);
    assert!(section("---\ntitle: S\ncascade:\n  _build:\n    render: never\n---\n").whole_folder);
    assert!(section("---\ntitle: S\ncascade:\n  - draft: true\n---\n").whole_folder);
    assert!(!section("---\ntitle: S\ncascade:\n  banner: x.png\n---\n").whole_folder);
    assert!(!held("reports/s/x.md", "---\ntitle: S\ndraft: true\n---\n").0.whole_folder);
}

#[test]
fn some_places_hold_back() {
    for below in
        ["reports/_drafts/x.md", "talks/e/_private/x.md", "pages/_x.md", "reports/_drafts/2020-01-01-x.md"]
    {
        assert!(held(below, "# T\n").0.is_draft, "{below}");
    }
    for below in ["reports/_posts/2020-01-01-x.md", "reports/a_b.md", "reports/drafts/x.md"] {
        assert!(!held(below, "# T\n").0.is_draft, "{below}");
    }
}
