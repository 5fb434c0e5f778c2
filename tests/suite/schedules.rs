//! Schedules of other systems: of each file of the corpora, what is written is compared with what a script in Python counts (`schedules/count.py`).
//!
//! The corpora are not part of the package: where they or `python3` are missing, these tests say so and pass. `REXBASE_CORPORA` names their
//! folder, and then they must be there.

use std::io::Read;
use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};

use rexbase::face::vocab::fold;
use serde_json::{Value, json};

use crate::corpora::{corpora, skip};
use crate::site::{Ran, Site, files, package};

/// What the script counts in a file: a row for each talk.
fn counted(form: &str, path: &Path) -> Option<Vec<Value>> {
    let script = package().join("tests/suite/schedules/count.py");
    let output = Command::new("python3").arg(script).arg(form).arg(path).stdin(Stdio::null()).output();
    let Ok(output) = output else {
        skip("there is no python3 to count with");
        return None;
    };
    assert!(output.status.success(), "{}", String::from_utf8_lossy(&output.stderr));
    let text = String::from_utf8(output.stdout).unwrap();
    let mut rows: Vec<Value> = text.lines().map(|line| serde_json::from_str(line).unwrap()).collect();
    rows.iter_mut().for_each(fold_names);
    rows.sort_by_key(Value::to_string);
    Some(rows)
}

/// Spellings of one name are one.
fn fold_names(row: &mut Value) {
    let names = row[4].as_array_mut().unwrap();
    names.iter_mut().for_each(|name| *name = fold(name.as_str().unwrap()).into());
    names.sort_by_key(Value::to_string);
    names.dedup();
}

/// The same rows, from the talks of a site.
pub(crate) fn written(site: &Site) -> Vec<Value> {
    let talks = files(&site.path("content/talks"));
    let mut rows: Vec<Value> = talks
        .values()
        .map(|bytes| {
            let text = std::str::from_utf8(bytes).unwrap();
            let matter: toml_edit::DocumentMut = text.split("+++\n").nth(1).unwrap().parse().unwrap();
            let field = |key: &str| matter.get(key).and_then(|item| item.as_str()).map(str::to_owned);
            let start =
                matter.get("date").map(|date| date.to_string().trim().chars().take(16).collect::<String>());
            let start = start.filter(|start| start.contains('T'));
            let minutes = field("duration").map(|duration| minutes(&duration));
            let speakers = matter.get("speakers").and_then(|item| item.as_array());
            let mut speakers: Vec<String> = speakers
                .into_iter()
                .flatten()
                .map(|speaker| {
                    let name =
                        speaker.as_inline_table().and_then(|table| table.get("name")).unwrap_or(speaker);
                    name.as_str().unwrap().to_owned()
                })
                .collect();
            speakers.sort();
            json!([field("title"), start, minutes, field("room"), speakers])
        })
        .collect();
    rows.sort_by_key(Value::to_string);
    rows
}

fn minutes(duration: &str) -> u32 {
    let (hours, rest) = duration.split_once('h').unwrap_or(("0", duration));
    hours.parse::<u32>().unwrap() * 60 + rest.trim_end_matches('m').parse::<u32>().unwrap_or(0)
}

fn import(site: &Site, arguments: &[&str]) -> Ran {
    let ran = site.run(&[&["import"], arguments].concat());
    assert_eq!(ran.code, Some(0), "{}{}", ran.out, ran.err);
    ran
}

/// Imports, compares with the count, imports again, and builds.
fn agrees(form: &str, counted_in: &Path, arguments: &[&str]) {
    let Some(rows) = counted(form, counted_in) else { return };
    let site = Site::new();
    import(&site, arguments);
    let mut found = written(&site);
    found.iter_mut().for_each(fold_names);
    let missing: Vec<_> = rows.iter().filter(|row| !found.contains(row)).collect();
    let more: Vec<_> = found.iter().filter(|row| !rows.contains(row)).collect();
    assert!(missing.is_empty() && more.is_empty(), "not written: {missing:#?}\nnot counted: {more:#?}");
    assert_eq!(found.len(), rows.len());
    let before = site.sources();
    let again = import(&site, arguments);
    assert!(again.out.contains(": 0 written, "), "{}", again.out);
    assert!(site.sources() == before, "the same import twice changes a byte");
    site.build();
}

fn corpus(name: &str) -> Option<PathBuf> {
    Some(corpora()?.join("schedules").join(name))
}

/// One file of the corpora.
fn file_agrees(form: &str, name: &str, more: &[&str]) {
    let Some(path) = corpus(name) else { return };
    agrees(form, &path, &[&["schedule", path.to_str().unwrap()], more].concat());
}

#[test]
fn frab_and_pentabarf_are_taken_whole() {
    for name in ["31c3-rev1.xml", "31c3-rev3.xml", "guadec2016.xml", "fosdem2018-excerpt.xml"] {
        file_agrees("xml", name, &[]);
    }
}

#[test]
fn pretalx_is_taken_whole() {
    for name in ["pretalx-rc3.json", "pretalx-democon.json"] {
        file_agrees("c3voc", name, &[]);
    }
}

#[test]
fn sessionize_is_taken_whole() {
    file_agrees(
        "sessionize",
        "sessionize-all.json",
        &["--event", "Bootcamp 2025", "--timezone", "Europe/Vienna"],
    );
}

const MIXIT: &str = r#"
[columns]
id = "id"
event = "event_slug"
title = "title"
abstract = "abstract"
description = "description"
start = "start"
end = "end"
room = "room"
topics = "tags"
language = "language"
format = "kind"
level = "level"
speakers = "speakers"
video = "video_url"
[values]
empty = ["UNKNOWN"]
"#;

#[test]
fn a_table_with_a_mapping_is_taken_whole() {
    let Some(packed) = corpora().map(|folder| folder.join("mixit-talks.jsonl.gz")) else { return };
    let site = Site::new();
    let mut lines = String::new();
    flate2::read::GzDecoder::new(&*std::fs::read(&packed).unwrap()).read_to_string(&mut lines).unwrap();
    site.file("mixit.jsonl", lines).file("mixit.toml", MIXIT);
    let (table, map) = (site.path("mixit.jsonl"), site.path("mixit.toml"));
    agrees("table", &packed, &["schedule", table.to_str().unwrap(), "--map", map.to_str().unwrap()]);
}

/// A folder of the corpora, unpacked.
fn folder_agrees(form: &str, packed: &str, name: &str, sort: &str) {
    let Some(packed) = corpora().map(|folder| folder.join(packed)) else { return };
    let site = Site::new();
    let unpacked =
        Command::new("tar").arg("xJf").arg(packed).arg("-C").arg(site.path("content")).status().unwrap();
    assert!(unpacked.success());
    let folder = site.path("content").join(name);
    agrees(form, &folder, &[sort, folder.to_str().unwrap()]);
}

#[test]
fn a_devfest_is_taken_whole() {
    folder_agrees("devfest", "devfest-toulouse-2019.tar.xz", "devfest-toulouse-2019", "schedule");
}

#[test]
fn devopsdays_are_taken_whole() {
    folder_agrees("devopsdays", "devopsdays-sample.tar.xz", "devopsdays-sample", "devopsdays");
}

#[test]
fn a_file_of_another_shape_is_refused_with_its_place() {
    let Some(path) = corpus("invalid-example.json") else { return };
    let path = path.to_str().unwrap();
    let site = Site::new();
    let refused = site.run(&["import", "schedule", path]);
    assert_eq!(refused.code, Some(1));
    assert!(
        refused.err.contains("line 23, column 25: a session's `id` is a whole number"),
        "{}",
        refused.err
    );
    assert!(files(&site.path("content")).is_empty());
    import(&site, &["schedule", "--keep-going", path]);
    assert_eq!(written(&site).len(), 1);
}

#[test]
fn a_later_revision_updates_what_changed_and_names_it() {
    let (Some(first), Some(third)) = (corpus("31c3-rev1.xml"), corpus("31c3-rev3.xml")) else { return };
    let (first, third) = (first.to_str().unwrap(), third.to_str().unwrap());
    let site = Site::new();
    import(&site, &["schedule", first]);
    let path = "content/talks/31c3/let-s-encrypt.md";
    let mine =
        std::fs::read_to_string(site.path(path)).unwrap().replace("[\"Seth Schoen\"]", "[\"Mine\"] # mine");
    site.file(path, &mine);
    let shown = import(&site, &["schedule", third]);
    assert!(
        shown.out.contains("Nothing was written."),
        "what exists is changed only when asked to: {}",
        shown.out
    );
    assert!(shown.out.contains("let-s-encrypt.md  Let's Encrypt: room, links"), "{}", shown.out);
    let done = import(&site, &["schedule", "--yes", third]);
    assert!(done.out.contains("14 written, 127 unchanged, 1 kept; 1 notice."), "{}", done.out);
    assert!(done.err.contains("blow-stuff-up-with-your-brain.md"), "{}", done.err);
    let text = std::fs::read_to_string(site.path(path)).unwrap();
    assert!(text.contains("[\"Mine\"] # mine") && text.contains("room = \"Saal 2\""), "{text}");
    let gone =
        std::fs::read_to_string(site.path("content/talks/31c3/blow-stuff-up-with-your-brain.md")).unwrap();
    assert!(gone.contains("\ngone = true\n"), "{gone}");
    let report = std::fs::read_to_string(site.path("import-report.md")).unwrap();
    assert!(report.contains("- `talks/31c3/googlequiz-2015er-edition.md`: speakers\n"), "{report}");
    let again = import(&site, &["schedule", "--yes", third]);
    assert!(again.out.contains(": 0 written, "), "{}", again.out);
}
