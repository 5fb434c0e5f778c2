//! Folders of notes that were written for other tools, or for none, are published as they are: with few messages, and without a word lost.
//!
//! Real notes are no part of the package: where they are missing, these tests say so and pass. `REXBASE_CORPORA` names their folder.

#![expect(clippy::case_sensitive_file_extension_comparisons, reason = "the files are ours")]

use std::collections::BTreeSet;
use std::path::PathBuf;
use std::process::Command;

use crate::site::{Site, files, package};

/// The most lines that a build may say of such a folder.
const FEW_LINES: usize = 60;

/// What makes a Jekyll blog readable.
const OF_JEKYLL: &str = r#"
[front_matter]
tags = "topics"
category = "topics"
author = "authors"
permalink = "redirects"
pass_over = ["layout", "comments", "thumbnail", "image", "feature-img", "avatar", "email", "twitter", "facebook", "github", "color", "other_language", "youtubeId", "eventName", "eventUrl"]
"#;

/// A site whose reports are the notes of this archive.
fn with(archive: &str) -> Option<Site> {
    let named = std::env::var_os("REXBASE_CORPORA").map(PathBuf::from);
    let folder = named.or_else(|| Some(package().parent()?.join("shared/corpora")))?;
    let archive = folder.join("notes").join(format!("{archive}.tar.xz"));
    if !archive.is_file() {
        eprintln!("SKIPPED: the notes are not beside the package ({} is missing)", archive.display());
        return None;
    }
    let site = Site::new();
    std::fs::create_dir_all(site.path("content/reports")).unwrap();
    let unpacked = Command::new("tar")
        .arg("xJf")
        .arg(archive)
        .arg("-C")
        .arg(site.path("content/reports"))
        .status()
        .unwrap();
    assert!(unpacked.success());
    Some(site)
}

/// Builds; expects few messages, and the words of some files on their pages.
fn expect_whole(site: &Site, folder: &str) {
    let ran = site.build();
    let lines = ran.err.lines().count();
    assert!(lines <= FEW_LINES, "{lines} lines:\n{}", ran.err);
    let pages = words_of_pages(site);
    let sources = files(&site.path(&format!("content/reports/{folder}")));
    let notes: Vec<_> =
        sources.iter().filter(|(path, _)| path.ends_with(".md") && !path.contains("LICENSE")).collect();
    let step = (notes.len() / 30).max(1);
    for (path, bytes) in notes.into_iter().step_by(step) {
        let text = String::from_utf8_lossy(bytes);
        let lost: Vec<_> = words(&prose(&text)).into_iter().filter(|word| !pages.contains(word)).collect();
        assert!(lost.is_empty(), "{path} lost {lost:?}");
    }
}

/// Markdown less front matter, code, raw HTML, addresses and other tools' marks, of which not every word is a reader's.
fn prose(text: &str) -> String {
    let mut rest = text;
    if let Some((_, body)) = text.strip_prefix("---\n").and_then(|text| text.split_once("\n---")) {
        rest = body;
    }
    let mut kept = String::new();
    let mut is_code = false;
    for line in rest.lines() {
        if line.trim_start().starts_with("```") || line.contains("highlight") {
            is_code = !is_code;
        }
        let is_other = is_code
            || line.contains(['<', '{', '&', '\\', '$', '`'])
            || line.contains("://")
            || line.contains("](");
        if !is_other {
            kept.push_str(line);
            kept.push('\n');
        }
    }
    kept
}

/// Words of letters alone, of some length, in lower case.
fn words(text: &str) -> BTreeSet<String> {
    let words = text.split(|letter: char| !letter.is_alphabetic()).filter(|word| word.chars().count() > 3);
    words.map(str::to_lowercase).collect()
}

fn words_of_pages(site: &Site) -> BTreeSet<String> {
    let pages = files(&site.path("output/reports"));
    let pages = pages.iter().filter(|(path, _)| path.ends_with("index.html"));
    pages.flat_map(|(_, bytes)| words(&text_of(&String::from_utf8_lossy(bytes)))).collect()
}

/// A page's text without its tags.
fn text_of(html: &str) -> String {
    let mut text = String::new();
    let mut is_tag = false;
    for letter in html.chars() {
        match letter {
            '<' => is_tag = true,
            '>' => is_tag = false,
            letter if !is_tag => text.push(letter),
            _ => {}
        }
    }
    text
}

#[test]
fn conference_notes_by_year_are_published_whole() {
    let Some(site) = with("daneah-conference-notes") else { return };
    expect_whole(&site, "");
}

#[test]
fn post_mortems_are_published_whole_and_twins_are_told() {
    let Some(site) = with("dfds-postmortems") else { return };
    expect_whole(&site, "");
    let said = site.run(&["check"]).err;
    assert_eq!(said.matches("[same-title]").count(), 3, "{said}");
    assert!(said.contains("have its name end in `.md`"), "{said}");
}

#[test]
fn talk_notes_without_front_matter_are_published_whole() {
    let Some(site) = with("karlhorky-talk-notes") else { return };
    expect_whole(&site, "");
}

#[test]
fn a_jekyll_blog_is_published_whole_with_a_few_lines_of_config() {
    let Some(site) = with("jekyll-blog-2012-2016") else { return };
    assert!(OF_JEKYLL.trim().lines().count() <= 8);
    let config = std::fs::read_to_string(site.path("rexbase.toml")).unwrap();
    site.file("rexbase.toml", config + OF_JEKYLL);
    expect_whole(&site, "");
    let every = site.run(&["check", "--format", "json"]);
    assert!(every.err.is_empty() && every.out.lines().count() > 100, "{}", every.err);
}

#[test]
fn what_systems_leave_and_what_is_about_the_folder_is_no_record() {
    let site = Site::new();
    site.file("content/talks/e/talk.md", "# A talk\n").file("content/reports/e/index.md", "# A report\n");
    for name in
        ["Thumbs.db", "desktop.ini", "x.orig", "x.md.bak", ".DS_Store", "LICENSE", "LICENSE.md", "README.md"]
    {
        site.file(&format!("content/talks/e/{name}"), "# Text\n")
            .file(&format!("content/reports/e/{name}"), "# Text\n");
    }
    site.file("content/README.md", "# Read me\n").file("content/talks/README.md", "# Read me\n");
    site.file("content/reports/f/README.md", "# Notes of f\n").file("content/reports/f/notebook.ipynb", "{}");
    let ran = site.build();
    assert!(ran.out.contains("1 talk, 2 reports"), "{}{}", ran.out, ran.err);
    assert!(site.page("reports/f/index.html").contains("Notes of f"));
    assert_eq!(
        ran.err.matches("warning[").count(),
        2,
        "the notebook, and a README that is no talk: {}",
        ran.err
    );
    assert_eq!(site.run(&["check", "--format", "github"]).out.matches("::notice").count(), 5);
}

#[test]
fn foreign_keys_are_told_once_each_in_the_files_syntax() {
    let site = Site::new();
    for number in 0..30 {
        site.file(
            &format!("content/talks/{number}.md"),
            format!("---\ntitle: T{number}\ntags: [a]\nlayout: post\nlang: en\n---\n"),
        );
    }
    let ran = site.build();
    for part in [
        "unknown key `tags` (in 30 files)",
        "write `topics`",
        "`extra:`",
        "write `language`",
        "In all: 90 unknown-key",
    ] {
        assert!(ran.err.contains(part), "{part}:\n{}", ran.err);
    }
    assert!(!ran.err.contains("[extra]") && ran.err.lines().count() < 20, "{}", ran.err);
}
