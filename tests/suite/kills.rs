//! Killed before any change of the disk that a commit is made of, the next build ends equal to a clean one.
//!
//! The process ends itself there, so that each round kills where it says (`REXBASE_STOP_AT`, `src/disk/commit.rs`). `REXBASE_KILLS=400 cargo test --test suite kills`
//! kills before each of the first 400 changes; without it, before those whose numbers Fibonacci counts.

use std::collections::BTreeMap;

use crate::site::{Ran, Site};

/// The numbers of the changes before which a build is killed, until one is not.
pub(crate) fn stops() -> Box<dyn Iterator<Item = usize>> {
    if let Ok(most) = std::env::var("REXBASE_KILLS") {
        return Box::new(1..=most.parse().unwrap());
    }
    let pairs = std::iter::successors(Some((1, 2)), |(one, two)| Some((*two, one + two)));
    Box::new(pairs.map(|(number, _)| number))
}

/// Builds until before the change of this number; gives whether it was killed there.
fn build_until(site: &Site, number: usize) -> bool {
    let ran: Ran =
        site.command(&["build"]).env("REXBASE_STOP_AT", number.to_string()).output().unwrap().into();
    assert!(ran.code.is_none_or(|code| code == 0), "{}{}", ran.out, ran.err);
    ran.code.is_none()
}

/// What was seen of the builds that were killed.
#[derive(Debug, Default)]
struct Seen {
    kills: usize,
    /// Between the journal and its removal: the site was just being changed.
    in_the_journal: usize,
}

impl Seen {
    fn note(&mut self, site: &Site) {
        self.kills += 1;
        self.in_the_journal += usize::from(site.path("output/.rexbase-journal").exists());
    }
}

fn expect_mended(site: &Site, expected: &BTreeMap<String, Vec<u8>>, when: &str) {
    site.build();
    let ours = site.output();
    let differing: Vec<_> =
        ours.keys().chain(expected.keys()).filter(|path| ours.get(*path) != expected.get(*path)).collect();
    assert!(differing.is_empty(), "{when}: {differing:#?}");
    assert_eq!(site.run(&["search", "chaos"]).code, Some(0), "{when}");
    assert!(site.build().out.contains("\n0 written,"), "{when}");
}

#[test]
fn a_first_build_that_is_killed_is_mended_by_the_next() {
    let clean = Site::small_demo();
    clean.build();
    let expected = clean.output();
    let mut seen = Seen::default();
    for number in stops() {
        let site = Site::small_demo();
        if !build_until(&site, number) {
            break;
        }
        seen.note(&site);
        expect_mended(&site, &expected, &format!("killed before change {number}"));
    }
    assert!(seen.kills >= 5 && seen.in_the_journal >= 3, "{seen:?}");
}

#[test]
fn a_build_after_edits_that_is_killed_is_mended_by_the_next() {
    let site = Site::small_demo();
    site.build();
    let expected = site.output();
    let mut seen = Seen::default();
    for number in stops() {
        // A page goes, one comes, and what lists them is replaced.
        site.file("content/talks/old.md", "+++\ntitle = \"Old\"\ntopics = [\"Old\"]\n+++\n");
        site.build();
        site.remove("content/talks/old.md");
        site.file("content/pages/extra.md", "+++\ntitle = \"Extra\"\n+++\n");
        if !build_until(&site, number) {
            break;
        }
        site.remove("content/pages/extra.md");
        seen.note(&site);
        expect_mended(&site, &expected, &format!("killed before change {number}"));
    }
    assert!(seen.kills >= 8 && seen.in_the_journal >= 5, "{seen:?}");
}
