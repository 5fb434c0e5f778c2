//! Tests that only a browser, or its engine, can answer: each is a script in `tests/browser/`, run by Node's own test runner on a built site.

use std::process::Command;

use crate::site::{Site, package};

/// Runs a script of `tests/browser/` on the output of a site; what failed is in the panic's text.
pub(crate) fn run(script: &str, site: &Site) {
    let ran = Command::new("node")
        .arg("--test")
        .arg(package().join("tests/browser").join(script))
        .env("SITE", site.path("output"))
        .env("SITE_ROOT", site.path(""))
        .env("REXBASE", env!("CARGO_BIN_EXE_rexbase"))
        .env("NODE_NO_WARNINGS", "1")
        .output()
        .expect("Node.js 20 or newer must be installed");
    let (out, err) = (String::from_utf8_lossy(&ran.stdout), String::from_utf8_lossy(&ran.stderr));
    assert!(ran.status.success(), "{script}:\n{out}{err}");
}

/// Every kind of page shows without an error, asks no other origin, fits a narrow screen, and does not move while it loads.
#[test]
fn pages_show_without_an_error() {
    let site = Site::demo();
    site.build();
    run("pages.test.mjs", &site);
}

/// The preview: edits are put in place, mistakes are shown and go, search follows.
#[test]
fn the_preview_follows_every_save() {
    run("preview.test.mjs", &Site::demo());
}
