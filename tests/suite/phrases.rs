//! What the interface says: both languages say all of it, nothing is said that no page needs, and French keeps to its typography.

use std::collections::{BTreeMap, BTreeSet};
use std::path::Path;

use walkdir::WalkDir;

/// Where languages differ by nature: what refines CLDR's dates.
const OWN: &str = "date_forms.";

fn theme() -> std::path::PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("themes/default")
}

/// Every phrase by its dotted key; one with plural forms is one phrase, its forms joined.
fn phrases(language: &str) -> BTreeMap<String, Vec<String>> {
    let text = std::fs::read_to_string(theme().join(format!("i18n/{language}.toml"))).unwrap();
    let mut all = BTreeMap::new();
    gather("", &text.parse::<toml::Table>().unwrap(), &mut all);
    all
}

fn gather(before: &str, table: &toml::Table, all: &mut BTreeMap<String, Vec<String>>) {
    for (key, value) in table {
        let key = format!("{before}{key}");
        match value {
            toml::Value::Table(forms) if forms.contains_key("other") => {
                let forms = forms.values().map(|form| form.as_str().unwrap().to_owned());
                all.insert(key, forms.collect());
            }
            toml::Value::Table(inner) => gather(&format!("{key}."), inner, all),
            value => drop(all.insert(key, vec![value.as_str().expect("a phrase is a text").to_owned()])),
        }
    }
}

fn gaps(forms: &[String]) -> BTreeSet<&str> {
    let of = |form: &'_ String| -> Vec<(usize, usize)> {
        form.match_indices('{').filter_map(|(at, _)| Some((at + 1, at + form[at..].find('}')?))).collect()
    };
    forms.iter().flat_map(|form| of(form).into_iter().map(|(start, end)| &form[start..end])).collect()
}

/// The text of all files below a folder whose names end so.
fn texts(folder: &Path, endings: &[&str]) -> String {
    let files = WalkDir::new(folder).sort_by_file_name().into_iter().filter_map(Result::ok);
    let wanted = files.filter(|entry| {
        let name = entry.file_name().to_str().unwrap_or_default();
        entry.file_type().is_file() && endings.iter().any(|ending| name.ends_with(ending))
    });
    wanted.map(|entry| std::fs::read_to_string(entry.path()).unwrap()).collect()
}

#[test]
fn english_and_french_say_the_same_things() {
    let (english, french) = (phrases("en"), phrases("fr"));
    let keys = |phrases: &BTreeMap<String, Vec<String>>| -> BTreeSet<String> {
        phrases.keys().filter(|key| !key.starts_with(OWN)).cloned().collect()
    };
    assert_eq!(keys(&english), keys(&french));
    for key in keys(&english) {
        assert_eq!(gaps(&english[&key]), gaps(&french[&key]), "{key}");
    }
}

#[test]
fn no_phrase_is_said_nowhere_and_none_is_missing() {
    let templates = texts(&theme().join("templates"), &[".html", ".xml", ".txt"]);
    let scripts = texts(&theme().join("assets"), &[".js"]);
    let code = texts(&Path::new(env!("CARGO_MANIFEST_DIR")).join("src"), &[".rs"]);
    let has_word = |text: &str, word: &str| {
        let ends = |at: usize| !text[at..].starts_with(|next: char| next.is_alphanumeric() || next == '_');
        text.match_indices(word).any(|(at, _)| ends(at + word.len()))
    };
    let is_said = |key: &str| {
        if has_word(&templates, &format!("t.{key}"))
            || code.contains(&format!("[\"{}\"]", key.replace('.', "\", \"")))
        {
            return true;
        }
        let Some((table, name)) = key.rsplit_once('.') else {
            return code.contains(&format!("[\"{key}\""));
        };
        if table == "languages" {
            return has_word(&templates, "t.languages") || code.contains("\"languages\"");
        }
        // Chosen by a value: the value is one that the code or a script names.
        let literal = |name: &str| {
            let quoted = format!("\"{name}\"");
            code.contains(&quoted) || scripts.contains(&quoted)
        };
        let is_chosen =
            templates.contains(&format!("t.{table}[")) || templates.contains(&format!("t.{table} | json"));
        let in_script = has_word(&scripts, &format!("phrases.{name}"))
            || scripts.contains(&format!("phrases.{}", table.rsplit('.').next().unwrap_or(table)));
        (is_chosen || table.starts_with("search") || code.contains(&format!("\"{table}\", ")))
            && (in_script || literal(name) || literal(&name.replace('_', "-")))
    };
    let english = phrases("en");
    let unsaid: Vec<_> = english.keys().filter(|key| !is_said(key)).collect();
    assert!(unsaid.is_empty(), "no template, script or code says: {unsaid:?}");

    let mut wanted = BTreeSet::new();
    for (at, _) in templates.match_indices("t.") {
        if templates[..at].ends_with(|before: char| before.is_alphanumeric() || "._-\"/".contains(before)) {
            continue;
        }
        let key: String = templates[at + 2..]
            .chars()
            .take_while(|next| next.is_alphanumeric() || "_.".contains(*next))
            .collect();
        wanted.insert(key.trim_end_matches('.').to_owned());
    }
    let is_there = |key: &&String| {
        let below = format!("{key}.");
        !(english.contains_key(*key) || english.keys().any(|known| known.starts_with(&below)))
    };
    let missing: Vec<_> = wanted.iter().filter(is_there).collect();
    assert!(missing.is_empty() && wanted.len() > 50, "templates say what no phrase is: {missing:?}");
}

#[test]
fn french_keeps_to_its_typography() {
    for (key, forms) in phrases("fr") {
        for form in forms {
            assert!(!form.contains('\''), "{key}: the apostrophe is ’: {form}");
            assert!(!form.contains("..."), "{key}: the ellipsis is …: {form}");
            assert!(!form.contains('"'), "{key}: quotation marks are « »: {form}");
            for (at, mark) in form.match_indices([':', ';', '!', '?', '»', '%']) {
                // A filter of the search, `sujet:rex`, is written without spaces; so is an address.
                let is_syntax = form[at + mark.len()..].starts_with(['{', '/']);
                let before = form[..at].chars().next_back();
                assert!(
                    is_syntax || matches!(before, Some('\u{a0}' | '\u{202f}')),
                    "{key}: no-break space before {mark}: {form}"
                );
            }
            for (at, _) in form.match_indices('«') {
                assert!(
                    form[at + '«'.len_utf8()..].starts_with(['\u{a0}', '\u{202f}']),
                    "{key}: no-break space after «: {form}"
                );
            }
        }
    }
}
