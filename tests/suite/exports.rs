//! `rexbase export`: what goes out is what the public site shows, read by other people's parsers; and nothing but our own files is ever replaced.

use std::collections::BTreeMap;

use serde_json::Value;

use crate::site::{Site, files};

const FORMS: &[&str] = &["pyvideo", "schedule", "csl", "bibtex", "csv", "markdown", "jsonl"];

/// Exports to `out/FORM`, and gives its files but for the label.
pub(crate) fn exported(site: &Site, form: &str) -> BTreeMap<String, Vec<u8>> {
    let folder = format!("out/{form}");
    let ran = site.run(&["export", form, &folder]);
    assert_eq!(ran.code, Some(0), "{form}: {}{}", ran.out, ran.err);
    let mut files = files(&site.path(&folder));
    assert!(files.remove("rexbase-export.txt").is_some(), "{form} has no label");
    files.retain(|path, _| !path.starts_with(".rexbase"));
    files
}

pub(crate) fn text(files: &BTreeMap<String, Vec<u8>>, path: &str) -> String {
    let bytes = files.get(path).unwrap_or_else(|| panic!("{path} is missing: {:?}", files.keys()));
    String::from_utf8(bytes.clone()).unwrap()
}

fn records(site: &Site) -> Vec<Value> {
    let lines = text(&exported(site, "jsonl"), "records.jsonl");
    lines.lines().map(|line| serde_json::from_str(line).unwrap()).collect()
}

#[test]
fn every_record_is_a_line_of_json() {
    let site = Site::demo();
    let records = records(&site);
    let stats: Value = serde_json::from_str(&site.run(&["stats", "--format", "json"]).out).unwrap();
    for (kind, folder) in [
        ("talk", "talks"),
        ("lesson", "lessons"),
        ("person", "people"),
        ("page", "pages"),
        ("figure", "figures"),
    ] {
        let count = records.iter().filter(|record| record["kind"] == kind).count();
        assert_eq!(Some(count as u64), stats[folder].as_u64(), "{kind}");
        assert!(count > 0, "{kind}");
    }
    assert!(records.iter().all(|record| record["id"].is_string() && record["title"].is_string()));
    let body = |record: &Value| record["body"].as_str().is_some_and(|body| body.contains("## "));
    assert!(records.iter().any(|record| record["kind"] == "report" && body(record)));
}

#[test]
fn tables_are_read_by_a_reader_of_tables() {
    let site = Site::demo();
    site.file(
        "content/talks/formula.md",
        "+++\ntitle = \"=HYPERLINK(\\\"https://example.net\\\"), \\\"x\\\"\"\nspeakers = [\"Ève\", \"Bob; Inc\"]\nduration = \"90m\"\n+++\n",
    );
    site.file(
        "content/reports/plan.md",
        "+++\ntitle = \"Plan\"\nlanguage = \"fr\"\n+++\n\n## Plan d’actions\n\n- [ ] +1 pour les tests\n",
    );
    let tables = exported(&site, "csv");
    let records = records(&site);
    for (name, kind) in [("talks.csv", "talk"), ("lessons.csv", "lesson"), ("figures.csv", "figure")] {
        let mut reader = csv::Reader::from_reader(tables[name].as_slice());
        let rows: Vec<_> = reader.records().map(Result::unwrap).collect();
        assert_eq!(rows.len(), records.iter().filter(|record| record["kind"] == kind).count(), "{name}");
    }
    let mut reader = csv::Reader::from_reader(tables["talks.csv"].as_slice());
    let rows: Vec<BTreeMap<String, String>> = reader.deserialize().map(Result::unwrap).collect();
    let row = rows.iter().find(|row| row["id"] == "formula").unwrap();
    assert_eq!(row["title"], "'=HYPERLINK(\"https://example.net\"), \"x\"");
    assert_eq!((row["minutes"].as_str(), row["speakers"].as_str()), ("90", "Ève; Bob; Inc"));
    let actions = text(&tables, "actions.csv");
    assert!(actions.contains("\r\n'+1 pour les tests,"), "{actions}");
}

#[test]
fn all_citations_have_keys_of_their_own() {
    let site = Site::demo();
    for path in ["twin/one.md", "twin-one.md"] {
        site.file(&format!("content/talks/{path}"), "+++\ntitle = \"Twin\"\n+++\n");
    }
    let items: Value = serde_json::from_str(&text(&exported(&site, "csl"), "citations.json")).unwrap();
    let ids: Vec<_> = items.as_array().unwrap().iter().map(|item| item["id"].as_str().unwrap()).collect();
    let bib = text(&exported(&site, "bibtex"), "citations.bib");
    let keys: Vec<_> =
        bib.lines().filter_map(|line| line.strip_prefix("@misc{")?.strip_suffix(',')).collect();
    assert_eq!(ids, keys);
    assert!(keys.contains(&"talk-twin-one") && keys.contains(&"talk-twin-one_2"), "{keys:?}");
    let distinct: std::collections::BTreeSet<_> = keys.iter().collect();
    assert_eq!(distinct.len(), keys.len());
    let works = records(&site);
    let works = works.iter().filter(|record| record["kind"] == "talk" || record["kind"] == "report").count();
    assert_eq!(keys.len(), works);
}

/// The words of what is held back, and of what is written where no reader looks, are in no byte of any export.
#[test]
fn what_is_held_back_goes_out_in_no_form() {
    let site = Site::new();
    site.file(
        "content/events/e.md",
        "+++\ntitle = \"E\"\nstart_date = 2024-01-01\ntimezone = \"Europe/Paris\"\n+++\n",
    );
    site.file(
        "content/talks/shown.md",
        "+++\ntitle = \"Shown\"\nevent = \"e\"\ndate = 2024-01-01T10:00\nduration = \"30m\"\nspeakers = [\"Ada\"]\nvideo = \"https://example.org/v.mp4\"\n\
         [extra]\nemail = \"zqxv-extra@example.org\"\n[extra.import]\nfrom = \"zqxv-from\"\n+++\n\nShown. <!-- zqxv-comment -->\n",
    );
    for (name, line) in [("a", "draft = true"), ("b", "publishDate = 2099-01-01"), ("c", "published = false")]
    {
        let matter = format!(
            "+++\ntitle = \"zqxv-{name}\"\nevent = \"e\"\ndate = 2024-01-01T11:00\nduration = \"30m\"\nspeakers = [\"zqxv-speaker-{name}\"]\nvideo = \"https://example.org/zqxv.mp4\"\n\
             {line}\n[[figures]]\nmetric = \"zqxv-metric\"\nvalue = 1\n+++\n\n## Lessons learned\n\n- zqxv-lesson.\n\n## Actions\n\n- [ ] zqxv-action\n"
        );
        site.file(&format!("content/talks/{name}.md"), matter);
    }
    site.file("content/reports/_held.md", "+++\ntitle = \"zqxv-held\"\n+++\n");
    for form in FORMS {
        let files = exported(&site, form);
        let all: Vec<u8> = files.values().flatten().copied().collect();
        let all = String::from_utf8(all).unwrap();
        assert!(all.contains("Shown") || *form == "csv", "{form}");
        assert!(!all.to_lowercase().contains("zqxv"), "{form}: {all}");
        assert!(files.keys().all(|path| !path.contains("zqxv")), "{form}");
    }
}

#[test]
fn the_same_content_gives_the_same_bytes_and_writes_nothing_twice() {
    let site = Site::demo();
    for form in FORMS {
        let first = exported(&site, form);
        let again = site.run(&["export", form, &format!("out/{form}")]);
        assert!(again.out.contains("; 0 written, "), "{form}: {}", again.out);
        let other = site.run(&["export", form, "elsewhere/deep", "--format", "json"]);
        let line: Value =
            serde_json::from_str(&other.out).unwrap_or_else(|error| panic!("{error}: {}", other.err));
        assert_eq!(line["form"], *form);
        let mut elsewhere = files(&site.path("elsewhere/deep"));
        elsewhere.retain(|path, _| first.contains_key(path));
        assert_eq!(first, elsewhere, "{form}");
        std::fs::remove_dir_all(site.path("elsewhere")).unwrap();
    }
    assert_eq!(site.build().code, Some(0), "an export leaves the cache as a build wants it");
}

#[test]
fn what_vanished_goes_and_what_is_not_ours_stays() {
    let site = Site::built_demo();
    exported(&site, "csv");
    let refused = |arguments: &[&str], why: &str| {
        let before = site.sources();
        let output = site.output();
        let ran = site.run(&[&["export"], arguments].concat());
        assert_eq!(ran.code, Some(1), "{arguments:?}: {}", ran.out);
        assert!(ran.err.contains(why), "{arguments:?}: {}", ran.err);
        assert!(site.sources() == before && site.output() == output, "{arguments:?} changed something");
    };
    site.file("mine/notes.txt", "mine");
    refused(&["csv", "mine"], "did not write (`notes.txt`)");
    refused(&["jsonl", "out/csv"], "an export of another form than `jsonl`");
    for folder in ["content", "content/new", "output", "output/x", ".", ".rexbase/x"] {
        refused(&["csv", folder], "may not lie in or around");
    }
    site.build();
    std::fs::create_dir_all(site.path("published")).unwrap();
    assert_eq!(site.run(&["build", "--output-dir", "published"]).code, Some(0));
    refused(&["csv", "published"], "holds a site");
    site.file("out/csv/mine.txt", "mine");
    exported(&site, "csv");
    assert!(site.path("out/csv/mine.txt").is_file(), "a file beside ours stays");
    site.file("content/talks/broken.md", "+++\ntitle = \n+++\n");
    refused(&["csv", "out/csv"], "the content has errors");
}
