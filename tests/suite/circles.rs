//! No file needs itself: files do not import one another in circles, but for those that are known, which may only shrink.
//!
//! What counts as an import is a path that names another file (`crate::site::media::poster`, `super::slots::Filling`). That a face
//! uses its children is what faces are for, and is not counted.

use std::collections::{BTreeMap, BTreeSet};

use crate::house::{code, sources};

/// Circles that are there. A file that is in none any more is taken out; nothing is ever put in.
const KNOWN: &[&[&str]] = &[
    &[
        "render/cards.rs",
        "render/ground.rs",
        "site/listing.rs",
        "machines.rs",
        "machines/api.rs",
        "machines/calendar.rs",
        "machines/card.rs",
        "machines/feed.rs",
        "machines/head.rs",
        "machines/instant.rs",
        "site/media.rs",
        "render/page.rs",
        "render/pieces.rs",
        "render/plan.rs",
        "site.rs",
        "site/slots.rs",
    ],
    &["render/view/name.rs", "render/view/record.rs"],
];

/// Which files each file imports.
type Imports = BTreeMap<String, BTreeSet<String>>;

fn imports(sources: &BTreeMap<String, String>) -> Imports {
    let files = sources.iter().filter(|(path, _)| !path.ends_with("tests.rs") && !path.contains("/tests/"));
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
        let imported = imported.filter(|file| file != path);
        (path.clone(), imported.collect())
    };
    files.map(of_file).collect()
}

/// Every path in a text that begins with `crate` or `super`, those in braces one by one.
fn paths(text: &str) -> Vec<Vec<&str>> {
    let mut found = Vec::new();
    for prefix in ["crate::", "super::"] {
        for (at, _) in text.match_indices(prefix) {
            let before = text[..at].chars().next_back();
            if before.is_none_or(|letter| !letter.is_alphanumeric() && letter != '_' && letter != ':') {
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
fn circles(imports: &Imports) -> BTreeSet<BTreeSet<&str>> {
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
fn files_of_a_room_go_in_no_circle_that_is_not_known() {
    let imports = imports(&sources());
    assert!(imports.values().flatten().count() > 100, "imports are read");
    let found = circles(&imports);
    let new: Vec<_> = found
        .iter()
        .filter(|circle| !KNOWN.iter().any(|known| circle.iter().all(|file| known.contains(file))))
        .collect();
    assert!(new.is_empty(), "these files import one another in a circle: {new:#?}");
    let is_found = |file: &&str| found.iter().any(|circle| circle.contains(file));
    let gone: Vec<_> = KNOWN.iter().copied().flatten().copied().filter(|file| !is_found(file)).collect();
    assert!(gone.is_empty(), "these are in no circle any more: take them out of the list: {gone:#?}");
}

#[test]
fn a_circle_is_found_through_every_way_of_writing_an_import() {
    let sources: BTreeMap<String, String> = [
        ("render.rs", "mod a;\nmod b;\nmod c;\nmod d;\n"),
        ("render/a.rs", "use super::{b::{B, Other as Bee}, d};\n"),
        ("render/b.rs", "fn x() { crate::render::c::y() }\n"),
        ("render/c.rs", "use crate::{search::S, render::a::A};\n// use super::d::D;\n"),
        ("render/d.rs", "use crate::vocab::V;\n#[cfg(test)]\nmod tests { use super::super::a::A; }\n"),
        ("search.rs", "use crate::render::a::A;\n"),
    ]
    .map(|(path, text)| (path.to_owned(), text.to_owned()))
    .into();
    let imports = imports(&sources);
    let expected = BTreeSet::from(["render/a.rs", "render/b.rs", "render/c.rs", "search.rs"]);
    assert_eq!(circles(&imports), BTreeSet::from([expected]));
    assert_eq!(imports["render/a.rs"], BTreeSet::from(["render/b.rs".to_owned(), "render/d.rs".to_owned()]));
}
