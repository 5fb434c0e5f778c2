//! Themes of a site's own: one block instead of a page, whole pages as before there were blocks, and versions that do not fit.

use std::path::Path;

use crate::site::{Site, files, package};

const ORGANISATION: &str = "content/organisations/theodo.md";

/// The demo with a theme of its own, which has these files.
fn themed(own: &[(&str, &[u8])]) -> Site {
    let site = Site::demo();
    let config = std::fs::read_to_string(site.path("rexbase.toml")).unwrap();
    site.file("rexbase.toml", format!("theme = \"mine\"\n{config}"));
    site.file("themes/mine/theme.toml", "name = \"mine\"\n");
    for (path, bytes) in own {
        site.file(&format!("themes/mine/{path}"), bytes);
    }
    site
}

/// The pages of one site that are not those of the other.
fn different(one: &Site, other: &Site) -> Vec<String> {
    let (one, other) = (one.output(), other.output());
    assert!(one.keys().eq(other.keys()), "the same pages");
    let is_page = |path: &String| Path::new(path).extension().is_some_and(|extension| extension == "html");
    let pages = one.into_iter().filter(|(path, _)| is_page(path));
    pages.filter(|(path, bytes)| other[path] != *bytes).map(|(path, _)| path).collect()
}

/// The example in docs/themes.md: a block of organisations, with a fact from their own front matter.
#[test]
fn a_theme_overrides_one_block_as_the_documentation_says() {
    let documentation = std::fs::read_to_string(package().join("docs/themes.md")).unwrap();
    let (_, example) = documentation.split_once("### To change one block").unwrap();
    let (_, example) = example.split_once("```html\n").unwrap();
    let (example, _) = example.split_once("```\n").unwrap();
    let organisation = "+++\ntitle = \"Theodo\"\nurl = \"https://theodo.example/\"\n[extra]\nfounded = 2009\n+++\n\nWords.\n";

    let plain = themed(&[]);
    plain.file(ORGANISATION, organisation).build();
    let own = themed(&[("templates/organisation.html", example.as_bytes())]);
    own.file(ORGANISATION, organisation).build();
    assert_eq!(different(&own, &plain), ["organisations/theodo/index.html"]);
    let row = "<div><dt>Founded</dt><dd>2009</dd></div>\n";
    let page = own.page("organisations/theodo/index.html");
    assert!(page.contains(&format!("<dl class=\"facts\">\n{row}<div>")), "{page}");
    assert_eq!(page.replace(row, ""), plain.page("organisations/theodo/index.html"), "all else is as it was");
}

/// A template in the middle of the tree changes the pages below it, and may extend the one that it replaces.
#[test]
fn a_theme_overrides_a_block_of_many_kinds_at_once() {
    let plain = themed(&[]);
    plain.build();
    let name = b"{% extends \"default/name.html\" %}{% block ending %}<hr>{{ super() }}{% endblock ending %}";
    let own = themed(&[("templates/name.html", name)]);
    own.build();
    let different = different(&own, &plain);
    let folders = ["people/", "organisations/", "topics/", "technologies/", "series/"];
    assert!(different.iter().all(|path| folders.iter().any(|folder| path.starts_with(folder))));
    assert!(folders.iter().all(|folder| different.iter().any(|path| path.starts_with(folder))));
}

/// Themes that were made when each page was one file: they bring whole pages, and the components of then.
#[test]
fn a_theme_of_before_blocks_still_builds() {
    let older = files(&package().join("tests/sites/older-theme"));
    let own: Vec<_> = older.iter().map(|(path, bytes)| (path.as_str(), bytes.as_slice())).collect();
    let site = themed(&own);
    let built = site.run(&["build", "--strict"]);
    assert_eq!(built.code, Some(0), "{}", built.err);
    let plain = themed(&[]);
    plain.build();
    let sections = ["talks/", "reports/", "events/"];
    for path in different(&site, &plain) {
        assert!(sections.iter().any(|section| path.starts_with(section)), "{path} is not one of its pages");
    }
    let talk = site.page("talks/devops-rex-2017/voyages-sncf/index.html");
    assert!(talk.contains("<dt>Event</dt>") && talk.contains("class=\"prose\""), "{talk}");
}

/// What is made for another version is the one mistake that is told: all others may be none to that version.
#[test]
fn another_version_is_the_only_mistake() {
    let site = themed(&[("theme.toml", b"name = \"mine\"\nrequires = \">=9, <11\"\ncolour = \"red\"\n")]);
    site.file("content/talks/wrong.md", "+++\ntitel = \"x\"\n+++\n");
    let ran = site.run(&["build"]);
    assert_eq!(ran.code, Some(1), "{}", ran.err);
    assert_eq!(ran.err.matches("error").count(), 1, "{}", ran.err);
    for part in ["themes/mine/theme.toml", "made for Rexbase >=9, <11", "install a version that fits"] {
        assert!(ran.err.contains(part), "{part}: {}", ran.err);
    }
    let config = std::fs::read_to_string(site.path("rexbase.toml")).unwrap();
    site.file("rexbase.toml", format!("rexbase = \"9.1\"\ncolour = \"red\"\n{config}"));
    for command in ["build", "check"] {
        let ran = site.run(&[command, "--format", "json"]);
        assert_eq!(ran.code, Some(1), "{}", ran.err);
        let lines: Vec<_> = ran.out.lines().collect();
        let [line] = lines.as_slice() else { panic!("{command}: {}", ran.out) };
        assert!(line.contains("\"wrong-version\"") && line.contains("^9.1"), "{line}");
    }
}
