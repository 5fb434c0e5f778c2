//! What the index and the browser's engine both reckon with has the same values in both.
//!
//! They are written twice, since a reader's browser would fetch them again with each build if they were data of the search. What holds: a
//! number that both sides have under one name is the same, and so are the endings of words.

use std::collections::BTreeMap;
use std::path::Path;

use crate::site::{files, package};

/// The constants of files, by name: each as it is written.
fn constants(folder: &str, extension: &str) -> BTreeMap<String, Vec<String>> {
    let mut found: BTreeMap<String, Vec<String>> = BTreeMap::new();
    for (path, bytes) in files(&package().join(folder)) {
        if Path::new(&path).extension().is_none_or(|own| own != extension) {
            continue;
        }
        let text = String::from_utf8(bytes).unwrap();
        for line in text.lines() {
            let Some((_, constant)) = line.split_once("const ") else { continue };
            let Some((name, value)) = constant.split_once('=') else { continue };
            let name = name.split(':').next().unwrap().trim().to_owned();
            found.entry(name).or_default().push(value.trim().trim_end_matches(';').to_owned());
        }
    }
    found
}

/// A number as Rust or JavaScript writes it, `fround(…)` and underscores aside.
fn number(written: &str) -> Option<f32> {
    let plain = written
        .trim_start_matches("Math.")
        .trim_start_matches("fround(")
        .trim_end_matches(')')
        .replace('_', "");
    plain.parse().ok()
}

#[test]
fn numbers_of_one_name_are_the_same() {
    let index = constants("src/search", "rs");
    let mut compared = Vec::new();
    for (name, values) in constants("themes/default/assets/search", "js") {
        let of_index: Vec<f32> =
            index.get(&name).into_iter().flatten().filter_map(|value| number(value)).collect();
        for of_browser in values.iter().filter_map(|value| number(value)).filter(|_| !of_index.is_empty()) {
            assert!(
                of_index.contains(&of_browser),
                "{name} is {of_browser} in the browser, {of_index:?} in the index"
            );
            compared.push(name.clone());
        }
    }
    for name in ["FORMAT", "FORM_BOOST", "K1", "LONGEST_QUERY", "MOST_COMPLETIONS", "SYNONYM_WEIGHT", "WORDS"]
    {
        assert!(compared.iter().any(|other| other == name), "{name} is found on both sides: {compared:?}");
    }
}

#[test]
fn the_endings_of_words_are_the_same() {
    let read = |path: &str| std::fs::read_to_string(package().join(path)).unwrap();
    let list = |path: &str| {
        let text = read(path);
        let (_, list) = text.split_once("FAMILIES").unwrap();
        let (_, list) = list.split_once("= [\n").unwrap();
        list.split_once("\n]").unwrap().0.to_owned()
    };
    let quoted = |line: &str| line.split('"').skip(1).step_by(2).map(str::to_owned).collect::<Vec<_>>();
    let of_index: Vec<String> =
        list("src/search/query/endings.rs").lines().map(|line| quoted(line).join(" ")).collect();
    let of_browser: Vec<String> =
        list("themes/default/assets/search/endings.js").lines().map(|line| quoted(line).concat()).collect();
    assert!(of_index.len() > 10, "the list is found");
    assert_eq!(of_browser, of_index);
}
