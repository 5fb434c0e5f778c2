//! No file needs itself: files do not import one another in circles, in a room or between rooms.
//!
//! A file imports what its paths name (`crate::site::media::poster`, `super::slots::Filling`). A face imports its children, since it is made of them: so a
//! child that names its face's own items is in a circle, too.

use std::collections::{BTreeMap, BTreeSet};

use crate::house::{code, is_of_tests, sources};

/// Which files each file imports.
pub(crate) type Imports = BTreeMap<String, BTreeSet<String>>;

/// What each file's code says that it imports.
pub(crate) fn imports(sources: &BTreeMap<String, String>) -> Imports {
    let files = sources.iter().filter(|(path, _)| !is_of_tests(path, sources));
    let of_file = |(path, text): (&String, &String)| {
        let module: Vec<&str> = path.trim_end_matches(".rs").split('/').collect();
        let code = code(text);
        let imported = paths(&code).into_iter().filter_map(|named| {
            let absolute: Vec<&str> = if named[0] == "crate" {
                named[1..].to_vec()
            } else {
                let up = named.iter().take_while(|part| **part == "super").count();
                module[..module.len().saturating_sub(up)].iter().chain(&named[up..]).copied().collect()
            };
            let lengths = (1..=absolute.len()).rev();
            let mut files = lengths.map(|length| format!("{}.rs", absolute[..length].join("/")));
            files.find(|file| sources.contains_key(file))
        });
        let children = children(path, &code).into_iter().filter(|file| sources.contains_key(file));
        (path.clone(), imported.filter(|file| file != path).chain(children).collect())
    };
    files.map(of_file).collect()
}

/// The files that a file names as its modules.
fn children(path: &str, code: &str) -> Vec<String> {
    let module = |line: &str| {
        let (visibility, name) = line.strip_suffix(';')?.split_once("mod ")?;
        (visibility.is_empty() || visibility.starts_with("pub")).then(|| format!("{}.rs", below(path, name)))
    };
    code.lines().filter_map(module).collect()
}

/// The module of this name below a file's.
fn below(path: &str, name: &str) -> String {
    let module = path.trim_end_matches(".rs");
    if module == "lib" { name.to_owned() } else { format!("{module}/{name}") }
}

/// Every path in a text that begins with `crate` or `super`, those in braces one by one.
fn paths(text: &str) -> Vec<Vec<&str>> {
    let mut found = Vec::new();
    for prefix in ["crate::", "super::"] {
        for (at, _) in text.match_indices(prefix) {
            let before = text[..at].chars().next_back();
            // Who may see an item is no import: `pub(in crate::render)`.
            let is_visibility = text[..at].ends_with("pub(in ") || text[..at].ends_with("pub(");
            if !is_visibility
                && before.is_none_or(|letter| !letter.is_alphanumeric() && letter != '_' && letter != ':')
            {
                tree(&text[at..], &[], &mut found);
            }
        }
    }
    found
}

/// Reads one path, or all that branch off from it; gives what follows.
fn tree<'t>(mut text: &'t str, before: &[&'t str], found: &mut Vec<Vec<&'t str>>) -> &'t str {
    let mut path = before.to_vec();
    loop {
        let end = text.find(|letter: char| !letter.is_alphanumeric() && letter != '_').unwrap_or(text.len());
        if end > 0 {
            path.push(&text[..end]);
            text = &text[end..];
        }
        let Some(rest) = text.strip_prefix("::") else { break };
        text = rest;
        if let Some(inside) = text.strip_prefix('{') {
            text = inside;
            loop {
                text = text.trim_start_matches(|letter: char| letter.is_whitespace() || letter == ',');
                if !text.starts_with(|letter: char| letter.is_alphabetic() || letter == '_') {
                    return text.strip_prefix('}').unwrap_or(text);
                }
                text = tree(text, &path, found);
                // Another name, or what no path has.
                text = &text[text.find([',', '}']).unwrap_or(text.len())..];
            }
        }
    }
    found.push(path);
    text
}

/// The files that each file needs, however far away.
fn reachable<'i>(from: &'i str, imports: &'i Imports) -> BTreeSet<&'i str> {
    let mut seen = BTreeSet::new();
    let mut rest = vec![from];
    while let Some(file) = rest.pop() {
        for next in imports.get(file).into_iter().flatten() {
            if seen.insert(next.as_str()) {
                rest.push(next);
            }
        }
    }
    seen
}

/// Sets of files each of which needs all the others.
pub(crate) fn circles(imports: &Imports) -> BTreeSet<BTreeSet<&str>> {
    let needs: BTreeMap<&str, BTreeSet<&str>> =
        imports.keys().map(|file| (file.as_str(), reachable(file, imports))).collect();
    let mut circles = BTreeSet::new();
    for (file, needed) in &needs {
        let needs_it = |other: &&str| needs.get(other).is_some_and(|needed| needed.contains(file));
        let circle: BTreeSet<&str> = needed.iter().copied().filter(needs_it).collect();
        if circle.len() > 1 {
            circles.insert(circle);
        }
    }
    circles
}

#[test]
fn no_files_go_in_a_circle() {
    let imports = imports(&sources());
    assert!(imports.values().flatten().count() > 1_000, "imports are read");
    let found = circles(&imports);
    assert!(found.is_empty(), "these files import one another in a circle: {found:#?}");
}

#[test]
fn a_circle_is_found_through_every_way_of_writing_an_import() {
    let sources: BTreeMap<String, String> = [
        (
            "render.rs",
            "mod a;\npub(crate) mod b;\nmod c;\nmod d;\n#[cfg(test)]\nmod trial;\npub fn own() {}\n",
        ),
        ("render/a.rs", "use super::{b::{B, Other as Bee}, d};\n"),
        ("render/b.rs", "fn x() { crate::render::c::y() }\npub(in crate::render) fn z() {}\n"),
        ("render/c.rs", "use crate::{search::S, render::a::A};\n// use super::d::D;\n"),
        ("render/d.rs", "use crate::vocab::V;\n#[cfg(test)]\nmod tests { use super::super::a::A; }\n"),
        ("render/trial.rs", "use super::own;\n"),
        ("search.rs", "mod e;\nuse crate::render::a::A;\n"),
        ("search/e.rs", "use crate::vocab::V;\n"),
        ("vocab.rs", "mod f;\npub struct V;\n"),
        ("vocab/f.rs", "use super::V;\n"),
    ]
    .map(|(path, text)| (path.to_owned(), text.to_owned()))
    .into();
    let imports = imports(&sources);
    let between = BTreeSet::from(["render/a.rs", "render/b.rs", "render/c.rs", "search.rs"]);
    let face = BTreeSet::from(["vocab.rs", "vocab/f.rs"]);
    assert_eq!(circles(&imports), BTreeSet::from([between, face]));
    assert_eq!(imports["render/a.rs"], BTreeSet::from(["render/b.rs".to_owned(), "render/d.rs".to_owned()]));
    assert_eq!(imports["search.rs"].len(), 2, "a face imports its children");
}
