//! Tests that only a browser, or its engine, can answer: each is a script in `tests/browser/`, run by Node's own test runner on a built site.

use std::process::Command;

use crate::site::{Site, package};

/// Runs a script of `tests/browser/` on the output of a site; what failed is in the panic's text.
pub(crate) fn run(script: &str, site: &Site) {
    run_with(script, &[("SITE", site)], "/");
}

/// Runs a script on a site itself, by the path in `PROJECT`.
pub(crate) fn run_on(script: &str, site: &Site) {
    node(script, |command| command.env("PROJECT", site.path("")));
}

/// Runs a script, for five minutes at most, on the output of several sites, each by the name of an environment variable, whose address is below `root`.
pub(crate) fn run_with(script: &str, sites: &[(&str, &Site)], root: &str) {
    node(script, |command| {
        command.envs(sites.iter().map(|(name, site)| (*name, site.path("output")))).env("ROOT", root)
    });
}

fn node(script: &str, with: impl FnOnce(&mut Command) -> &mut Command) {
    let mut command = Command::new("node");
    command
        .args(["--test", "--test-timeout=300000"])
        .arg(package().join("tests/browser").join(script))
        .env("REXBASE", env!("CARGO_BIN_EXE_rexbase"))
        .env("NODE_NO_WARNINGS", "1");
    let ran = with(&mut command).output().expect("Node.js 20 or newer must be installed");
    let (out, err) = (String::from_utf8_lossy(&ran.stdout), String::from_utf8_lossy(&ran.stderr));
    assert!(ran.status.success(), "{script}:\n{out}{err}");
}

/// Every kind of page shows without an error, asks no other origin, fits a narrow screen, keeps nobody out, is valid, and does not move
/// while it loads.
#[test]
fn pages_show_without_an_error() {
    let site = Site::built_demo();
    run("pages.test.mjs", &site);
}

#[test]
fn pages_show_without_an_error_in_french() {
    let site = Site::demo();
    let config = std::fs::read_to_string(site.path("rexbase.toml")).unwrap();
    site.file("rexbase.toml", config.replace("language = \"en\"", "language = \"fr\"")).build();
    run("pages.test.mjs", &site);
}

/// Long titles, many speakers, no dates, several scripts, thousands of topics.
#[test]
fn extremes_show_without_an_error() {
    let site = Site::copy_of("tests/sites/extreme");
    for talk in 0..58 {
        let topics: Vec<String> = (0..50).map(|topic| format!("\"Topic {}\"", talk * 50 + topic)).collect();
        let matter = format!("+++\ntitle = \"Talk {talk}\"\ntopics = [{}]\n+++\n", topics.join(", "));
        site.file(&format!("content/talks/many/talk-{talk}.md"), matter);
    }
    site.build();
    run_with("pages.test.mjs", &[("SITE", &site)], "/kb/");
    run("theme.test.mjs", &site);
}

/// Of many years, the latest are seen first.
#[test]
fn charts_begin_with_the_latest_on_narrow_screens() {
    let site = Site::new();
    for year in 2000..2027 {
        let talk = format!("+++\ntitle = \"Talk {year}\"\ndate = {year}-05-01\ntopics = [\"Drills\"]\n+++\n");
        site.file(&format!("content/talks/t-{year}.md"), talk);
    }
    site.build();
    run("explore.test.mjs", &site);
}

/// The preview: edits are put in place, mistakes are shown and go, search follows.
#[test]
fn the_preview_follows_every_save() {
    run("preview.test.mjs", &Site::demo());
}
