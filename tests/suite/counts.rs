//! What an import makes of real notes, from nothing to a built site, counted: so that no rule is lost unseen.
//!
//! `cargo test --test suite -- counts --nocapture` prints the table. Real notes are no part of the package: where they are missing, this says so and passes.

use std::path::Path;
use std::process::Command;

use serde_json::Value;

use crate::corpora::corpora;
use crate::site::{Site, files};

/// What is counted, as `stats` names it.
const COUNTED: [&str; 10] = [
    "talks",
    "reports",
    "events",
    "people",
    "organisations",
    "topics",
    "videos_published",
    "figures",
    "lessons",
    "talks_covered_by_a_report",
];

/// Each set of notes: the source that reads it, and the least of each that is made of it.
const SETS: &[(&str, &str, [u64; 10])] = &[
    ("daneah-conference-notes.tar.xz", "notes", [71, 0, 5, 63, 15, 0, 0, 0, 33, 0]),
    ("karlhorky-talk-notes.tar.xz", "notes", [97, 13, 13, 98, 0, 0, 1, 0, 66, 97]),
    ("dfds-postmortems.tar.xz", "notes", [0, 39, 0, 0, 0, 8, 0, 92, 227, 0]),
    ("jekyll-blog-2012-2016.tar.xz", "blog", [160, 96, 13, 182, 82, 101, 12, 0, 5, 157]),
    ("devops-rex-2017.txt", "post", [3, 1, 1, 1, 1, 0, 0, 0, 0, 3]),
    ("wordpress-export.xml", "wordpress", [0, 55, 0, 2, 0, 122, 2, 0, 0, 0]),
];

/// So many of a hundred files may have a diagnostic.
const MOST_DIAGNOSTICS: usize = 3;

#[test]
fn real_notes_become_no_less_than_they_did() {
    let Some(corpora) = corpora() else { return };
    println!("| set | files | diagnostics | actions | {} |", COUNTED.join(" | "));
    let mut wrong = Vec::new();
    for (set, source, least) in SETS {
        let (site, total) = imported(&corpora.join("notes").join(set), source);
        let stats: Value = serde_json::from_str(&site.run(&["stats", "--format", "json"]).out).unwrap();
        let counts = COUNTED.map(|name| stats[name].as_u64().unwrap());
        let told = site.run(&["check", "--format", "json"]).out.lines().count();
        let shown = counts.map(|count| count.to_string()).join(" | ");
        println!("| {set} | {total} | {told} | {} | {shown} |", actions(&site));
        for ((name, count), least) in COUNTED.iter().zip(counts).zip(least) {
            if count < *least {
                wrong.push(format!("{set}: {count} {name}, which were {least}"));
            }
        }
        if told * 100 > total * MOST_DIAGNOSTICS {
            wrong.push(format!("{set}: {told} diagnostics of {total} files"));
        }
    }
    assert!(wrong.is_empty(), "{wrong:#?}");
}

/// A site of nothing but this set, built; and how many files of content and notes it has to do with.
fn imported(set: &Path, source: &str) -> (Site, usize) {
    let site = Site::new();
    let folder = site.path("notes");
    std::fs::create_dir(&folder).unwrap();
    let from = if set.extension().is_some_and(|ending| ending == "xz") {
        assert!(Command::new("tar").arg("xJf").arg(set).arg("-C").arg(&folder).status().unwrap().success());
        std::fs::read_dir(&folder).unwrap().next().unwrap().unwrap().path()
    } else {
        let to = folder.join(set.file_name().unwrap());
        std::fs::copy(set, &to).unwrap();
        to
    };
    let ran = site.run(&["import", source, from.to_str().unwrap(), "--yes"]);
    assert_eq!(ran.code, Some(0), "{}: {}", set.display(), ran.err);
    site.run(&["build"]);
    let total = files(&folder).len().max(files(&site.path("content")).len());
    (site, total)
}

/// The items of all sections of actions.
fn actions(site: &Site) -> usize {
    let reports =
        files(&site.path("output/reports")).into_iter().filter(|(path, _)| path.ends_with("index.html"));
    let texts = reports.map(|(_, bytes)| String::from_utf8(bytes).unwrap());
    texts
        .map(|text| {
            ["<li class=\"open\">", "<li class=\"done\">"]
                .map(|item| text.matches(item).count())
                .iter()
                .sum::<usize>()
        })
        .sum()
}
