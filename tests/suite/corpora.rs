//! Real data: the pyvideo corpus, imported, checked, built and asked. It is not part of the package: where it is missing, these
//! tests say so, past the harness that keeps what tests print, and pass. `REXBASE_CORPORA` names its folder, and then it must be there.

use std::io::{Read, Write};
use std::path::PathBuf;
use std::process::Command;

use serde_json::{Value, json};

use crate::site::{Site, files, package};

/// The folder of the corpora, when it is there.
pub(crate) fn corpora() -> Option<PathBuf> {
    let named = std::env::var_os("REXBASE_CORPORA").map(PathBuf::from);
    let folder = named.clone().or_else(|| Some(package().parent()?.join("shared/corpora")))?;
    if folder.join("pyvideo-data.tar.xz").is_file() {
        return Some(folder);
    }
    assert!(named.is_none(), "REXBASE_CORPORA names {}, where no corpora are", folder.display());
    skip(&format!("the corpora are not beside the package ({} is missing)", folder.display()));
    None
}

/// Says that the test that runs now does nothing, and why: to the terminal itself, since the harness shows what a test prints only when it
/// fails.
pub(crate) fn skip(why: &str) {
    let thread = std::thread::current();
    let line = format!("SKIPPED {}: {why}\n", thread.name().unwrap_or("a test"));
    std::io::stderr().write_all(line.as_bytes()).unwrap();
}

/// A site with the pyvideo corpus beside its content, not yet imported.
pub(crate) fn with_pyvideo() -> Option<Site> {
    let corpora = corpora()?;
    let site = Site::new();
    std::fs::create_dir(site.path("pyvideo")).unwrap();
    let unpacked = Command::new("tar")
        .arg("xJf")
        .arg(corpora.join("pyvideo-data.tar.xz"))
        .arg("-C")
        .arg(site.path("pyvideo"))
        .status()
        .unwrap();
    assert!(unpacked.success());
    Some(site)
}

/// A site with so many of its talks, spread evenly over all of them.
pub(crate) fn pyvideo(count: usize) -> Option<Site> {
    let site = with_pyvideo()?;
    assert_eq!(site.run(&["import", "pyvideo", "pyvideo"]).code, Some(0));
    keep(&site, count);
    Some(site)
}

/// Removes all talks but so many, spread evenly.
fn keep(site: &Site, count: usize) {
    let talks: Vec<String> = files(&site.path("content/talks")).into_keys().collect();
    for (index, path) in talks.iter().enumerate() {
        // Kept when the running share of those to be kept grows by one here.
        if (index + 1) * count / talks.len() == index * count / talks.len() {
            site.remove(&format!("content/talks/{path}"));
        }
    }
}

/// Adds the talks of `MiXiT`, most of which are in French, as content files.
pub(crate) fn add_mixit(site: &Site) {
    let Some(corpora) = corpora() else { return };
    let packed = std::fs::read(corpora.join("mixit-talks.jsonl.gz")).unwrap();
    let mut lines = String::new();
    flate2::read::GzDecoder::new(&*packed).read_to_string(&mut lines).unwrap();
    for line in lines.lines() {
        let talk: Value = serde_json::from_str(line).unwrap();
        let text = |key: &str| talk[key].as_str().unwrap_or_default();
        let (slug, event) = (text("slug"), text("event_slug"));
        let front = json!({ "title": text("title"), "language": text("language"), "speakers": talk["speakers"], "topics": talk["tags"] });
        // JSON is YAML.
        let content = format!(
            "---\n{front}\n---\n\n{}\n\n## Description\n\n{}\n",
            text("abstract"),
            text("description")
        );
        // One ends with a tab, which no file of a site may have in its name.
        let name = slug.trim_matches(|letter: char| letter == '-' || letter.is_whitespace());
        site.file(&format!("content/talks/{event}/{name}.md"), content);
    }
}

/// A site of a few thousand talks: every sixth event.
pub(crate) fn some_of_pyvideo() -> Option<Site> {
    let site = with_pyvideo()?;
    let entries = std::fs::read_dir(site.path("pyvideo")).unwrap();
    let mut events: Vec<PathBuf> = entries.map(|entry| entry.unwrap().path()).collect();
    events.sort();
    for (index, event) in events.into_iter().enumerate().filter(|(index, _)| index % 6 != 0) {
        let removed =
            if event.is_dir() { std::fs::remove_dir_all(&event) } else { std::fs::remove_file(&event) };
        removed.unwrap_or_else(|error| panic!("{index}: {}: {error}", event.display()));
    }
    assert_eq!(site.run(&["import", "pyvideo", "pyvideo"]).code, Some(0));
    Some(site)
}

/// All of it is imported; of the talks a fifth is built, or all with `REXBASE_PYVIDEO`.
#[test]
fn the_whole_of_pyvideo_is_imported_built_and_answers() {
    let Some(site) = with_pyvideo() else { return };
    let imported = site.run(&["import", "pyvideo", "pyvideo"]);
    assert_eq!(imported.code, Some(0), "{}", imported.err);
    let again = site.run(&["import", "pyvideo", "pyvideo"]);
    assert!(again.out.contains(": 0 written, 22,255 unchanged, 0 kept;"), "{}", again.out);

    let is_whole = std::env::var_os("REXBASE_PYVIDEO").is_some();
    let (talks, said) = if is_whole { (21_715, "21,715 talks") } else { (4_343, "4,343 talks") };
    keep(&site, talks);
    let built = site.run(&["build"]);
    assert_eq!(built.code, Some(0), "{}", built.err);
    assert!(built.out.contains(said), "{}", built.out);
    let pages = walkdir::WalkDir::new(site.path("output/talks"))
        .into_iter()
        .filter_map(Result::ok)
        .filter(|entry| entry.file_name() == "index.html" && entry.depth() == 3)
        .count();
    assert!(pages >= talks, "{pages} talk pages");

    let all: serde_json::Value =
        serde_json::from_str(&site.run(&["search", "kind:talk", "--format", "json"]).out).unwrap();
    assert_eq!(all["total"].as_u64(), Some(talks as u64));
    for (query, wanted) in
        [("raymond hettinger", "Hettinger"), ("djnago", "Django"), ("introduccion a python", "Python")]
    {
        let answer = site.run(&["search", query]);
        assert!(answer.out.contains(wanted), "{query}: {}", answer.out);
    }
}
