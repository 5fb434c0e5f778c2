//! What `docs/themes.md` says that templates are handed is what they are handed: it is compared with `docs/theme-context.txt`, which a test
//! of `render` compares with the templates' own contexts.

use std::collections::{BTreeMap, BTreeSet};

use crate::site::package;

/// Named in the documentation, and handed by no site that the contexts are taken from; what they do have may not stand here.
const UNSEEN: &[&str] = &["country", "more_siblings", "no_slides"];

fn docs(name: &str) -> String {
    std::fs::read_to_string(package().join("docs").join(name)).unwrap()
}

/// What a template is handed: the keys beside its record, and those of the record.
#[derive(Default)]
struct Handed {
    beside: BTreeSet<String>,
    record: BTreeSet<String>,
}

/// By template; and every key that there is at any depth.
fn handed() -> (BTreeMap<String, Handed>, BTreeSet<String>) {
    let (mut templates, mut all) = (BTreeMap::new(), BTreeSet::new());
    let (mut template, mut above) = (String::new(), String::new());
    for line in docs("theme-context.txt").lines().skip(1) {
        let key = line.trim_start();
        let depth = line.len() - key.len();
        let key = key.split([':', '?']).next().unwrap().to_owned();
        let handed: &mut Handed = templates.entry(template.clone()).or_default();
        match depth {
            0 => template = line.to_owned(),
            2 => {
                above.clone_from(&key);
                handed.beside.insert(key.clone());
            }
            4 if above == "record" => drop(handed.record.insert(key.clone())),
            _ => {}
        }
        all.insert(key);
    }
    (templates, all)
}

/// The words in backticks that keys may be.
fn keys(text: &str) -> BTreeSet<String> {
    let is_key =
        |word: &&str| !word.is_empty() && word.bytes().all(|byte| byte.is_ascii_lowercase() || byte == b'_');
    text.split('`').skip(1).step_by(2).filter(is_key).map(str::to_owned).collect()
}

#[test]
fn pages_of_records_are_handed_what_is_written_down() {
    let text = docs("themes.md");
    let (before, rest) = text.split_once("| template | `record` also has |").unwrap();
    let (_, general) = before.split_once("## What every template is handed").unwrap();
    let general = keys(general);
    let (templates, all) = handed();
    let mut wrong = Vec::new();
    let rows: Vec<Vec<&str>> = rest
        .lines()
        .skip(2)
        .take_while(|line| line.starts_with('|'))
        .map(|line| line.split('|').collect())
        .collect();
    assert_eq!(rows.len(), 10, "the table of templates is found");
    for row in rows {
        let template = row[1].split('`').nth(1).unwrap();
        let handed = &templates[template];
        let named = keys(&row[2..].concat());
        for key in named.iter().filter(|key| !all.contains(*key) && !UNSEEN.contains(&key.as_str())) {
            wrong.push(format!("{template}: nothing is handed that is called `{key}`"));
        }
        for key in handed.record.iter().filter(|key| !named.contains(*key) && !general.contains(*key)) {
            wrong.push(format!("{template}: `record.{key}` is not written down"));
        }
        for key in handed.beside.iter().filter(|key| !named.contains(*key) && !general.contains(*key)) {
            wrong.push(format!("{template}: `{key}` is not written down"));
        }
        for key in
            keys(row[2]).iter().filter(|key| handed.beside.contains(*key) && !handed.record.contains(*key))
        {
            wrong.push(format!("{template}: `{key}` stands beside the record, not in it"));
        }
    }
    wrong
        .extend(UNSEEN.iter().filter(|key| all.contains(**key)).map(|key| format!("`{key}` is seen by now")));
    assert!(wrong.is_empty(), "{wrong:#?}");
}
