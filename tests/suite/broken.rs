//! A site with twelve different mistakes: all are reported at once, in order, each at its place and with a way to mend it.

use crate::site::Site;

#[test]
fn twelve_mistakes_are_reported_and_the_old_site_is_whole() {
    let site = Site::new();
    site.file("content/talks/good.md", "+++\ntitle = \"Good\"\n+++\n");
    site.build();
    let before = site.output();

    let broken = Site::copy_of("tests/sites/broken");
    for (path, bytes) in broken.sources() {
        site.file(&path, bytes);
    }
    for command in ["check", "build"] {
        let ran = site.run(&[command]);
        assert_eq!(ran.code, Some(1), "{command}");
        let reports: Vec<_> = ran.err.split("\n\n").filter(|report| report.contains("-->")).collect();
        assert_eq!(reports.len(), 12, "{}", ran.err);
        for report in &reports {
            assert!(report.contains('^'), "not underlined:\n{report}");
            assert!(report.contains("= help:"), "no hint:\n{report}");
        }
        let places: Vec<_> = reports.iter().map(|report| place(report)).collect();
        assert!(places.is_sorted(), "{places:#?}");
        let codes: std::collections::BTreeSet<_> = reports.iter().map(|report| code(report)).collect();
        assert!(codes.len() >= 9, "{codes:?}");
    }
    assert!(site.output() == before, "the old site was touched");
}

#[test]
fn every_word_of_the_reports_is_as_it_was_written_down() {
    let ran = Site::copy_of("tests/sites/broken").run(&["check"]);
    let expected = std::fs::read_to_string(crate::site::package().join("tests/sites/broken.txt")).unwrap();
    assert_eq!(ran.err, expected, "when the change is meant, write the new text to tests/sites/broken.txt");
}

#[test]
fn machines_get_the_same_mistakes() {
    let site = Site::copy_of("tests/sites/broken");
    let json = site.run(&["check", "--format", "json"]);
    let rows: Vec<serde_json::Value> =
        json.out.lines().map(|line| serde_json::from_str(line).unwrap()).collect();
    assert_eq!(rows.len(), 12);
    assert!(rows.iter().all(|row| row["line"].as_u64() > Some(0) && row["column"].as_u64() > Some(0)));
    let github = site.run(&["check", "--format", "github"]);
    assert_eq!(
        github
            .out
            .lines()
            .filter(|line| line.starts_with("::error file=content/")
                || line.starts_with("::warning file=content/"))
            .count(),
        12
    );
}

#[test]
fn strict_takes_warnings_for_errors_and_keep_going_publishes_the_rest() {
    let site = Site::new();
    site.file("content/talks/a.md", "+++\ntitle = \"A\"\ntilte = \"A\"\n+++\n");
    assert_eq!(site.run(&["check"]).code, Some(0));
    assert_eq!(site.run(&["check", "--strict"]).code, Some(1));
    assert_eq!(site.run(&["build", "--strict"]).code, Some(1));
    assert!(!site.path("output/index.html").exists());
    site.file("content/talks/b.md", "+++\ntitle = \"B\"\nevent = \"none\"\n+++\n");
    assert_eq!(site.run(&["build"]).code, Some(1));
    assert!(!site.path("output/index.html").exists());
    assert_eq!(site.run(&["build", "--keep-going"]).code, Some(1));
    assert!(site.page("talks/b/index.html").contains("<h1"));
}

fn place(report: &str) -> (String, usize, usize) {
    let line = report.lines().find_map(|line| line.trim().strip_prefix("--> ")).unwrap();
    let mut parts = line.rsplitn(3, ':');
    let column = parts.next().unwrap().parse().unwrap();
    let row = parts.next().unwrap().parse().unwrap();
    (parts.next().unwrap().to_owned(), row, column)
}

fn code(report: &str) -> &str {
    report.split_once('[').and_then(|(_, rest)| rest.split_once(']')).map_or("", |(code, _)| code)
}
