//! Search in a browser: how it is used, on which hosts it works, offline, with hostile data, and for everyone. And: its scripts' types are right.

use std::process::Command;

use rexbase::face::search::{Options, Searcher};

use crate::browser::{run, run_with};
use crate::site::{Site, package};

/// The demo's next build: a talk says one word more.
fn next() -> Site {
    let next = Site::built_demo();
    let talk = "content/talks/devops-rex-2017/radio-france.md";
    let text = std::fs::read_to_string(next.path(talk)).unwrap();
    next.file(talk, format!("{text}\nKubernetes in Zanzibar.\n"));
    next.build();
    next
}

/// The same site with the address of a folder.
fn below(site: Site) -> Site {
    let built = site.run(&["build", "--base-url", "https://example.org/some/where/"]);
    assert_eq!(built.code, Some(0), "{}", built.err);
    site
}

#[test]
fn search_is_used_by_keyboard_and_by_address() {
    run("search.test.mjs", &Site::built_demo());
}

#[test]
fn markup_in_what_is_searched_stays_text() {
    let site = Site::new();
    let name = "<img src=x onerror=alert(1)>";
    site.file("content/events/img.md", format!("+++\ntitle = {name:?}\ndate = 2020-01-02\n+++\n"));
    site.file(
        "content/talks/hostile.md",
        format!("+++\ntitle = {name:?}\ndate = 2020-01-02\nevent = {name:?}\nspeakers = [{name:?}]\ntopics = [{name:?}]\norganisations = [{name:?}]\n+++\n\nAn `{name}` img src x onerror alert 1.\n\n## {name}\n"),
    );
    site.file(
        "content/talks/other.md",
        format!(
            "+++\ntitle = \"Other\"\nspeakers = [{name:?}]\ntopics = [\"Other\"]\n+++\n\nNo markup: img.\n"
        ),
    );
    site.build();
    run("hostile.test.mjs", &site);
}

#[test]
fn search_is_accessible_in_both_languages() {
    let french = Site::demo();
    let config = std::fs::read_to_string(french.path("rexbase.toml")).unwrap();
    french.file("rexbase.toml", config.replace("language = \"en\"", "language = \"fr\""));
    french.build();
    assert!(french.page("search/index.html").contains("<html lang=\"fr\""));
    run("accessible.test.mjs", &french);
    run("accessible.test.mjs", &Site::built_demo());
}

#[test]
fn search_works_on_every_host_and_through_deploys() {
    let sites = [("SITE", Site::built_demo()), ("NEXT", next()), ("BELOW", below(Site::built_demo()))];
    run_with("hosting.test.mjs", &sites.each_ref().map(|(name, site)| (*name, site)), "/");
}

#[test]
fn search_works_offline_and_is_never_stale() {
    let sites = [
        ("SITE", Site::built_demo()),
        ("NEXT", next()),
        ("BELOW", below(Site::built_demo())),
        ("NEXT_BELOW", below(next())),
    ];
    run_with("offline.test.mjs", &sites.each_ref().map(|(name, site)| (*name, site)), "/");
}

/// A result that is in a chapter's title leads to the chapter on the talk's page, where its link starts the recording there.
#[test]
fn a_chapter_is_found_at_its_place() {
    let site = Site::new();
    site.file(
        "content/talks/chaos.md",
        "+++\ntitle = \"Chaos\"\n[[video]]\nurl = \"https://youtu.be/x\"\nchapters = [{ at = \"2m30s\", title = \"Beginning\" }, { at = \"12m30s\", title = \"The monkey escapes\" }]\n+++\n\nA talk.\n",
    );
    site.build();
    let searcher = Searcher::open(&site.path(".rexbase/search")).unwrap();
    let answer = searcher.search("monkeys", &Options::default()).unwrap();
    assert_eq!(answer.hits[0].address, "/talks/chaos/#chapter:1.2");
    assert_eq!(answer.hits[0].excerpt.as_ref().unwrap().heading, "12:30");
    let page = site.page("talks/chaos/index.html");
    let (_, chapter) = page.split_once("id=\"chapter:1.2\"").unwrap();
    let (link, _) = chapter.split_once("</li>").unwrap();
    assert!(link.contains("href=\"https://youtu.be/x?t=750\""), "{link}");
}

/// The theme's scripts are checked as strictly as TypeScript can.
#[test]
fn the_types_of_scripts_are_right() {
    let folder = package().join("tests/browser");
    for project in ["types.json", "types-worker.json", "types-preview.json"] {
        let checked = Command::new("node")
            .arg(folder.join("node_modules/typescript/bin/tsc"))
            .args(["-p", project])
            .current_dir(&folder)
            .output()
            .expect("Node.js 20 or newer must be installed");
        assert!(checked.status.success(), "{project}:\n{}", String::from_utf8_lossy(&checked.stdout));
    }
}
