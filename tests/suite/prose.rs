//! Prose from file to page: what an author writes is on the page, leads where it says, or is told.

use crate::site::Site;

const CONFIG: &str = "title = \"T\"\nbase_url = \"https://example.org/kb/\"\nlanguage = \"en\"\n";

/// A site with a talk of this text, called `talks/x`, and another, called `talks/other`.
fn site(config: &str, text: &str) -> Site {
    let site = Site::new();
    site.file("rexbase.toml", format!("{CONFIG}{config}"));
    site.file("content/talks/other.md", "+++\ntitle = \"Other\"\nevent = false\n+++\n");
    site.file(
        "content/talks/x/index.md",
        format!(
            "+++\ntitle = \"X\"\nevent = false\ndate = 2020-01-02\ndescription = \"Use `rexbase check` now\"\n+++\n\n{text}\n"
        ),
    );
    site.file("content/talks/x/p.png", "no image");
    site
}

#[test]
fn raw_html_leads_where_markdown_does() {
    let site = site(
        "",
        "<a href=\"../other.md\">a</a> <a href=\"/talks/other/\">b</a> <a href=\"nowhere.md\">c</a>\n\n<img src=\"p.png\" alt=\"d\">",
    );
    let ran = site.run(&["build"]);
    assert_eq!(ran.code, Some(0), "{}", ran.err);
    let page = site.page("talks/x/index.html");
    assert!(page.contains("<a href=\"/kb/talks/other/\">a</a> <a href=\"/kb/talks/other/\">b</a>"), "{page}");
    assert!(page.contains("<span class=\"missing\">c</span>"), "{page}");
    assert!(ran.err.contains("there is no page or file `nowhere.md`"), "{}", ran.err);
    assert!(ran.err.contains("content/talks/x/index.md:8:"), "{}", ran.err);
    let feed = site.page("feed.json");
    assert!(feed.contains("https://example.org/kb/talks/x/p.png"), "{feed}");
}

#[test]
fn a_trusted_site_may_show_frames_and_its_own_addresses_are_resolved() {
    let text = "<iframe src=\"https://e.org/\"></iframe>\n\n<a href=\"../other.md\" style=\"x\">a</a> <a href=\"gone.md\">b</a>";
    let trusted = site("raw_html = true\n", text);
    let ran = trusted.run(&["build"]);
    let page = trusted.page("talks/x/index.html");
    assert!(
        page.contains("<iframe src=\"https://e.org/\"></iframe>") && page.contains("frame-src 'self' https:"),
        "{page}"
    );
    assert!(
        page.contains("<a href=\"/kb/talks/other/\" style=\"x\">a</a> <a href=\"gone.md\">b</a>"),
        "{page}"
    );
    assert!(ran.err.contains("there is no page or file `gone.md`"), "{}", ran.err);
    let other = site("", text);
    other.run(&["build"]);
    let page = other.page("talks/x/index.html");
    assert!(
        page.contains("<a href=\"https://e.org/\">https://e.org/</a>") && !page.contains("frame-src"),
        "{page}"
    );
}

#[test]
fn a_formula_that_fails_the_library_is_told_without_noise() {
    let site = site("math = true\n", "$\\char é$");
    let ran = site.run(&["check"]);
    assert!(ran.err.contains("warning[formula]") && !ran.err.contains("panicked"), "{}", ran.err);
}

#[test]
fn a_description_is_plain_text() {
    let site = site("", "");
    site.run(&["build"]);
    let page = site.page("talks/x/index.html");
    assert!(page.contains("Use rexbase check now") && !page.contains("`rexbase"), "{page}");
}

#[test]
fn an_event_without_a_date_was_when_its_talks_were() {
    let site = Site::new();
    site.file("content/events/e.md", "+++\ntitle = \"E\"\n+++\n");
    for (talk, day) in [("a", 3), ("b", 5)] {
        let matter = format!("+++\ntitle = \"{talk}\"\nevent = \"e\"\ndate = 2020-02-0{day}\n+++\n");
        site.file(&format!("content/talks/{talk}.md"), matter);
    }
    site.run(&["build"]);
    let page = site.page("events/e/index.html");
    assert!(page.contains("<dt>Dates</dt><dd><time datetime=\"2020-02-03\">"), "{page}");
    let list = site.page("events/index.html");
    assert!(list.contains("<h2>2020</h2>") && !list.contains("Date unknown"), "{list}");
    // Machines are not told what nobody wrote.
    assert!(!page.contains("\"startDate\":\"2020-02-03\",\"eventStatus"), "{page}");
}
