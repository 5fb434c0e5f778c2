//! What is learned from real write-ups: a post-mortem from its file to the answer of the search, eight of them against what a human takes, and a sample of all
//! lessons with a human's verdicts.
//!
//! Real notes are no part of the package: where they are missing, these tests say so and pass. `REXBASE_CORPORA` names their folder. Of their texts,
//! only the first words stand here.

#![expect(clippy::case_sensitive_file_extension_comparisons, reason = "the files are ours")]

use std::collections::BTreeMap;
use std::path::PathBuf;
use std::process::Command;

use rexbase::face::document::{Document, Options, Place, parse};
use rexbase::face::vocab::{ContentPath, Fingerprint, fold};

use crate::corpora::skip;
use crate::site::{Site, files, package};

/// The archives, in the folder of notes.
const SETS: &[&str] =
    &["dfds-postmortems", "daneah-conference-notes", "karlhorky-talk-notes", "jekyll-blog-2012-2016"];

/// What a human takes from eight post-mortems: the first words of each lesson and contributing factor, and how many actions there are.
const TAKEN: &[(&str, &[&str], usize)] = &[
    (
        "PM2019-009",
        &[
            "No monitoring of",
            "Lack of revision",
            "Not possible to add",
            "Not possible to update",
            "One single Kubernetes",
            "We have announced",
            "Teams have recently",
            "From this incident",
        ],
        4,
    ),
    (
        "PM2020-003",
        &[
            "We opted to",
            "MS Migration tool",
            "TopShelf does not",
            "SeriLog should throw",
            "When working with",
            "Prioritize consoles",
            "Don't mix yml-based",
            "Don't have mixed",
        ],
        4,
    ),
    (
        "PM2020-008",
        &[
            "Doing a workshop",
            "Smoketesting not in",
            "Knowledge of Alcide",
            "False safety with",
            "New stuff is",
            "Acquire Alcide knowledge",
        ],
        2,
    ),
    (
        "PM2021-004",
        &[
            "We depend on",
            "No monitoring or",
            "Auto renewal feature",
            "Dependency on ADFS",
            "Infrastructure are not",
            "We are not",
        ],
        3,
    ),
    (
        "PM2021-009",
        &[
            "Traefik v2 bug",
            "Traefik v2 failing",
            "Traefik v2 official",
            "Appointing an incident",
            "Record war room",
            "Only written suggestions",
            "Keep log book",
            "Have a short",
        ],
        6,
    ),
    ("PM2022-003", &["Prometheus' PersistentVolumeClaim", "Prometheus is likely", "Raise an incident"], 2),
    (
        "PM2022-008",
        &[
            "Kyverno not being",
            "Issue with certificate",
            "Signs of Kyverno",
            "If the Kyverno",
            "Issue raised but",
            "Product put into",
            "Not enough communication",
            "Ensure operational issues",
        ],
        4,
    ),
    (
        "PM2024-002",
        &[
            "Prod deployments are",
            "It appeared that",
            "We have the",
            "Teams still haven't",
            "Diversify our channels",
            "An idea would",
        ],
        2,
    ),
];

/// A site whose reports are the notes of this archive.
fn with(archive: &str) -> Option<Site> {
    let named = std::env::var_os("REXBASE_CORPORA").map(PathBuf::from);
    let folder = named.or_else(|| Some(package().parent()?.join("shared/corpora")))?;
    let archive = folder.join("notes").join(format!("{archive}.tar.xz"));
    if !archive.is_file() {
        skip(&format!("the notes are not beside the package ({} is missing)", archive.display()));
        return None;
    }
    let site = Site::new();
    std::fs::create_dir_all(site.path("content/reports")).unwrap();
    let mut unpack = Command::new("tar");
    unpack.arg("xJf").arg(archive).arg("-C").arg(site.path("content/reports"));
    assert!(unpack.status().unwrap().success());
    Some(site)
}

/// The documents of this archive, by path, each with its text.
fn documents(archive: &str) -> Option<BTreeMap<String, (String, Document)>> {
    let site = with(archive)?;
    let notes = files(&site.path("content/reports")).into_iter().filter(|(path, _)| path.ends_with(".md"));
    let read = notes.map(|(name, bytes)| {
        let path = ContentPath::new("content/reports/x.md").unwrap();
        let place = Place::of(&path, "reports/x.md").unwrap();
        let document = parse(place, &bytes, &Options::default());
        (name, (String::from_utf8_lossy(&bytes).into_owned(), document))
    });
    Some(read.collect())
}

#[test]
fn what_a_human_takes_from_eight_post_mortems_is_found() {
    let Some(documents) = documents("dfds-postmortems") else { return };
    let (mut lessons, mut of_lessons, mut actions, mut of_actions) = (0, 0, 0, 0);
    for (name, taken, count) in TAKEN {
        let (_, (_, document)) = documents.iter().find(|(path, _)| path.contains(name)).unwrap();
        let outline = &document.outline;
        let (found, missed): (Vec<&str>, Vec<&str>) = taken
            .iter()
            .partition(|words| outline.lessons.iter().any(|lesson| lesson.text.starts_with(**words)));
        println!(
            "{name}: {} of {} lessons and factors, {} of {count} actions; {} lessons in all; missed: {missed:?}",
            found.len(),
            taken.len(),
            outline.actions.len(),
            outline.lessons.len(),
        );
        assert_eq!(outline.actions.len(), *count, "{name}");
        assert!(outline.lessons.len() <= taken.len(), "{name} has lessons that a human does not take");
        lessons += found.len();
        of_lessons += taken.len();
        actions += outline.actions.len();
        of_actions += count;
    }
    println!("{lessons} of {of_lessons} lessons and factors, {actions} of {of_actions} actions");
    assert_eq!((of_lessons, of_actions), (53, 27));
    assert!(lessons >= 48 && actions == 27, "{lessons} lessons, {actions} actions");
}

#[test]
fn a_post_mortem_is_a_record_with_lessons_that_are_found() {
    let Some(site) = with("dfds-postmortems") else { return };
    let ran = site.build();
    assert_eq!(ran.code, Some(0), "{}", ran.err);
    let name = files(&site.path("content/reports/dfds_postmortems"))
        .into_keys()
        .find(|name| name.starts_with("PM2021-009"))
        .unwrap();
    let folder = fold(name.trim_end_matches(".md")).replace(' ', "-");
    let page = site.page(&format!("reports/dfds-postmortems/{folder}/index.html"));
    assert_eq!(page.matches("class=\"lesson lesson-failure\"").count(), 3 + 3, "in the text and in the list");
    assert_eq!(page.matches("class=\"lesson lesson-practice\"").count(), 5 + 5);
    assert_eq!(page.matches("class=\"action\"").count(), 6);
    assert!(page.contains("rex-timeline") && page.contains("class=\"chart incident\""), "{page}");
    // What it counts, and what its timeline says.
    for told in [
        "time to detection</a></th><td class=\"number\"><strong>5<",
        "time to recovery</a></th>",
        "incident duration</a></th>",
    ] {
        assert!(page.contains(told), "{told}");
    }
    // Its factor has a page of its own, and is what the search answers.
    let found = site.run(&["search", "kind:lesson failing gracefully misleading investigation"]);
    assert!(found.out.contains(" 1. Traefik v2 failing gracefully"), "{}", found.out);
}

/// A lesson, by where it stands.
struct Found {
    path: String,
    line: usize,
    text: String,
}

#[test]
fn of_a_hundred_lessons_few_are_none() {
    const VERDICTS: &str = include_str!("lessons/verdicts.txt");
    const SEED: &str = "lessons";
    let mut all = Vec::new();
    for archive in SETS {
        let Some(documents) = documents(archive) else { return };
        for (path, (text, document)) in documents {
            let found = document.outline.lessons.iter().map(|lesson| Found {
                path: path.clone(),
                line: text[..lesson.span.start].matches('\n').count() + 1,
                text: lesson.text.clone(),
            });
            all.extend(found);
        }
    }
    println!("{} lessons in all", all.len());
    all.sort_by_key(|found| {
        Fingerprint::of(format!("{SEED} {} {}", found.path, found.line).as_bytes()).to_string()
    });
    let verdicts: BTreeMap<(&str, usize), &str> = VERDICTS
        .lines()
        .filter(|line| !line.starts_with('#'))
        .map(|line| {
            let mut parts = line.splitn(3, ' ');
            let (verdict, number) = (parts.next().unwrap(), parts.next().unwrap().parse().unwrap());
            ((parts.next().unwrap(), number), verdict)
        })
        .collect();
    let (mut none, mut unread) = (Vec::new(), Vec::new());
    for found in &all[..100] {
        let place = format!("{} {} | {}", found.line, found.path, found.text);
        match verdicts.get(&(found.path.as_str(), found.line)) {
            Some(&"lesson") => {}
            Some(&"none") => none.push(place),
            _ => unread.push(place),
        }
    }
    assert!(unread.is_empty(), "read these, and write a verdict for each:\n{}", unread.join("\n"));
    assert!(none.len() <= 5, "{} are no lesson:\n{}", none.len(), none.join("\n"));
}

#[test]
fn a_sites_own_headings_count_from_the_next_build_on() {
    let config = "title = \"T\"\nbase_url = \"/\"\n";
    let own = format!("{config}[sections]\nlessons = [\"What stuck\"]\nnone = [\"Actions\"]\n");
    let report = "# R\n\n## What stuck\n\n- Test more\n\n## Actions\n\n- Click here\n";
    let site = Site::new();
    site.file("rexbase.toml", config).file("content/reports/r.md", report);
    site.build();
    let page = |site: &Site| site.page("reports/r/index.html");
    assert!(!page(&site).contains("lesson-test-more") && page(&site).contains("class=\"action\""));
    let clean = Site::new();
    clean.file("content/reports/r.md", report);
    for site in [&site, &clean] {
        assert_eq!(site.file("rexbase.toml", &own).build().code, Some(0));
    }
    assert!(page(&site).contains("lesson-test-more") && !page(&site).contains("class=\"action\""));
    assert_eq!(site.output(), clean.output());
    // A mistake there is told at its place.
    let wrong = own.replace("\"Actions\"", "\"What stuck:\"");
    let ran = site.file("rexbase.toml", wrong).run(&["check"]);
    assert!(
        ran.err.contains("is a heading of `lessons` already") && ran.err.contains("rexbase.toml:5"),
        "{}",
        ran.err
    );
}
