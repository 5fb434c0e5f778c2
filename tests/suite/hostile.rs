//! No input crashes or hangs a build: a bad file is a diagnostic or a page.

#![expect(clippy::case_sensitive_file_extension_comparisons, reason = "the files are ours")]

use std::time::{Duration, Instant};

use crate::site::{Ran, Site};

/// Checks a site with one file of these bytes.
fn check(bytes: &[u8]) -> Ran {
    check_among(bytes, 0)
}

/// Checks a site with a file of these bytes, and so many more.
fn check_among(bytes: &[u8], others: usize) -> Ran {
    let site = Site::new();
    site.file("content/talks/x.md", bytes);
    for other in 0..others {
        site.file(&format!("content/talks/{other}.md"), "+++\ntitle = \"x\"\n+++\n");
    }
    let start = Instant::now();
    let ran = site.run(&["build", "--keep-going"]);
    assert!(start.elapsed() < Duration::from_secs(60), "it took {:?}", start.elapsed());
    assert!(matches!(ran.code, Some(0 | 1)), "it ended with {:?}: {}", ran.code, ran.err);
    assert!(!ran.err.contains("panicked"), "{}", ran.err);
    ran
}

#[test]
fn a_file_that_is_not_utf_8_is_reported_with_its_line() {
    let ran = check(b"+++\ntitle = \"x\"\n+++\n\ncaf\xe9\n");
    assert!(ran.err.contains("error[not-utf-8]") && ran.err.contains("line 5"), "{}", ran.err);
}

#[test]
fn an_empty_file_is_reported() {
    let ran = check(b"");
    assert!(ran.err.contains("[empty-file]") && !ran.err.contains("[missing-title]"), "{}", ran.err);
}

#[test]
fn a_file_of_fifty_megabytes_is_reported() {
    let ran = check(&vec![b'a'; 50 << 20]);
    assert!(ran.err.contains("error[file-too-large]"), "{}", ran.err);
}

#[test]
fn fifteen_megabytes_of_prose_are_a_page() {
    let prose = "A word, another *word* and [a link](https://example.org/).\n\n".repeat(250_000);
    assert_eq!(check(format!("+++\ntitle = \"x\"\n+++\n{prose}").as_bytes()).code, Some(0));
}

#[test]
fn unclosed_front_matter_is_one_report() {
    let ran = check(b"+++\ntitle = \"x\"\n\ntext\n");
    assert_eq!(ran.err.matches("error[").count(), 1, "{}", ran.err);
}

#[test]
fn towers_are_flattened_or_followed() {
    for tower in [
        "> ".repeat(10_000) + "deep",
        "- ".repeat(10_000) + "deep",
        "[".repeat(50_000) + &"]".repeat(50_000),
        "*_".repeat(30_000),
        "`".repeat(100_000) + "x",
        "<div>".repeat(20_000),
        "<b>".repeat(20_000) + "x",
        "| a ".repeat(20_000) + "|\n" + &"|---".repeat(20_000) + "|\n| b |\n",
        "[^a]: ".repeat(5_000) + "[^a]",
        "![".repeat(20_000) + "](x)",
        "# h\n".repeat(20_000),
        "\\".repeat(100_001),
        "&amp;".repeat(50_000),
        "\u{202e}\u{0}\u{feff}\u{fffd}".repeat(1_000),
    ] {
        check(format!("+++\ntitle = \"x\"\n+++\n{tower}\n").as_bytes());
    }
}

#[test]
fn hostile_front_matter_is_reported() {
    for matter in [
        format!("+++\na = {}{}\n+++\n", "[".repeat(50_000), "]".repeat(50_000)),
        format!("---\na: {}{}\n---\n", "[".repeat(50_000), "]".repeat(50_000)),
        format!("---\n{}\n---\n", (0..2_000).map(|depth| " ".repeat(depth) + "a:\n").collect::<String>()),
        "---\na: &a [x, x, x]\nb: &b [*a, *a, *a]\nc: &c [*b, *b, *b]\nd: [*c, *c, *c]\n---\n".to_owned(),
        "+++\ntitle = 99999999999999999999999\n+++\n".to_owned(),
        "---\n- a\n- b\n---\n".to_owned(),
        "---\n\t: x\n---\n".to_owned(),
        "+++\n\u{0}\n+++\n".to_owned(),
    ] {
        check(matter.as_bytes());
        // Several files are parsed by other threads than one.
        check_among(matter.as_bytes(), 3);
    }
}

#[test]
fn markup_in_every_field_is_text() {
    let site = Site::new();
    let evil = "<img src=x onerror=alert(1)>";
    site.file(
        "content/talks/evil.md",
        format!(
            "+++\ntitle = \"{evil}\"\nevent = \"e\"\nspeakers = [{{ name = \"{evil}\", role = \"{evil}\", organisation = \"{evil}\" }}]\ntopics = [\"{evil}\"]\n\
             technologies = [\"{evil}\"]\norganisations = [\"{evil}\"]\nroom = \"{evil}\"\ndescription = \"{evil}\"\nvideo = {{ status = \"awaited\", note = \"{evil}\" }}\n\
             [[figures]]\nmetric = \"{evil}\"\nvalue = 1\nunit = \"{evil}\"\nquote = \"{evil}\"\nperiod = \"{evil}\"\n+++\n\n## {evil}\n\n- {evil}\n\n## Lessons learned\n\n- {evil} `{evil}`\n\n```{evil}\n{evil}\n```\n\n<script>alert(1)</script>\n"
        ),
    );
    site.file("content/events/e.md", format!("+++\ntitle = \"{evil} e\"\nseries = \"{evil}\"\nvenue = {{ name = \"{evil}\" }}\nsponsors = [{{ organisation = \"{evil}\", level = \"{evil}\" }}]\n+++\n"));
    site.run(&["build", "--keep-going"]);
    let pages = site.output();
    assert!(pages.len() > 15, "{:?}", pages.keys());
    for (path, bytes) in pages {
        let text = String::from_utf8_lossy(&bytes);
        let is_page = path.ends_with(".html") || path.ends_with(".xml");
        assert!(
            !is_page || (!text.contains("<img src=x") && !text.contains("<script>alert")),
            "{path}:\n{text}"
        );
    }
}

#[test]
fn files_that_a_browser_would_run_are_refused() {
    let site = Site::new();
    site.file(
        "content/talks/x/index.md",
        "+++\ntitle = \"x\"\n+++\n![a photo](photo.jpg) [paper](paper.pdf)\n",
    );
    site.file("content/talks/x/photo.jpg", "jpg").file("content/talks/x/paper.pdf", "pdf");
    site.build();
    assert_eq!(site.page("talks/x/photo.jpg"), "jpg");
    assert!(
        site.page("talks/x/index.html").contains("src=\"/talks/x/photo.jpg\""),
        "{}",
        site.page("talks/x/index.html")
    );
    site.file("content/talks/x/evil.svg", "<svg onload=alert(1)>").file("content/talks/stray.png", "png");
    let ran = site.run(&["build"]);
    assert_eq!(ran.code, Some(0));
    assert!(!site.path("output/talks/x/evil.svg").exists());
    assert!(
        ran.err.contains("warning[refused-file]") && ran.err.contains("warning[stray-file]"),
        "{}",
        ran.err
    );
}
