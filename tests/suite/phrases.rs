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

/// Tables of which a value chooses the phrase, with the function whose words the value is one of: the file, and how the function or the `impl` that it is the first of begins.
const CHOSEN: &[(&str, &str, &str)] = &[
    ("kind", "vocab/kind.rs", "pub fn name(self)"),
    ("sections", "vocab/kind.rs", "pub fn folder(self)"),
    ("rex", "vocab/section.rs", "pub fn name(self)"),
    ("incident_mark", "render/view/incident.rs", "fn name(mark: Mark)"),
    ("stance", "document/matter/named.rs", "impl Stance {"),
    ("depth", "document/matter/named.rs", "impl Depth {"),
    ("format", "document/matter/keys.rs", "impl TalkFormat {"),
    ("status", "document/matter/keys.rs", "impl EventStatus {"),
    ("media", "document/matter/media.rs", "impl MediaSort {"),
    ("media_status", "document/matter/media.rs", "impl MediaStatus {"),
    ("video_status", "document/matter/media.rs", "impl MediaStatus {"),
    ("lesson_kind", "document/body/items.rs", "pub fn name(self)"),
    ("lesson_kinds", "document/body/items.rs", "pub fn name(self)"),
    ("actor", "knowledge/debts/kind.rs", "impl Actor {"),
    ("debt_kind", "knowledge/debts/kind.rs", "impl DebtKind {"),
    ("debt_hint", "knowledge/debts/kind.rs", "impl DebtKind {"),
    ("action_state", "document/outline.rs", "impl ActionState {"),
    ("lesson_state", "document/matter/lessons.rs", "pub fn name(self)"),
    ("lesson_told_by", "render/view/life.rs", "fn teller(told: Told)"),
    ("lesson_stale", "render/view/life.rs", "fn stale(viewer"),
    ("search.fields", "search/facet.rs", "pub fn name(self)"),
    ("prose", "theme/phrases.rs", "pub(crate) fn prose("),
];

/// The words that choose the phrases of a table.
pub(crate) fn choosing(table: &str) -> BTreeSet<String> {
    let (_, file, function) = CHOSEN.iter().find(|(name, ..)| *name == table).unwrap();
    words(file, function)
}

/// The words of a function: of the file below `src/`, and of the function or the `impl` that it is the first of, as they begin.
pub(crate) fn words(file: &str, function: &str) -> BTreeSet<String> {
    let source = Path::new(env!("CARGO_MANIFEST_DIR")).join("src");
    let text = std::fs::read_to_string(source.join(file)).unwrap();
    let (_, body) = text.split_once(function).unwrap_or_else(|| panic!("{file} has no `{function}`"));
    // The end of the function: the first brace that is no deeper than its beginning.
    let body = body.split("\n    }\n").next().unwrap();
    body.split('"').skip(1).step_by(2).map(str::to_owned).collect()
}

/// What may say a phrase.
struct Sayers {
    templates: String,
    scripts: String,
    code: String,
    /// The words of each table's function.
    chosen: BTreeMap<&'static str, BTreeSet<String>>,
}

impl Sayers {
    fn read() -> Self {
        let source = Path::new(env!("CARGO_MANIFEST_DIR")).join("src");
        let chosen = CHOSEN.iter().map(|(table, ..)| (*table, choosing(table)));
        Self {
            templates: texts(&theme().join("templates"), &[".html", ".xml", ".txt"]),
            scripts: texts(&theme().join("assets"), &[".js"]),
            code: texts(&source, &[".rs"]),
            chosen: chosen.collect(),
        }
    }

    /// Whether a phrase is said: by its whole name in a template or in the code, as a value's word, or by a script, to which these tables are handed.
    fn say(&self, key: &str) -> bool {
        let path = format!("[\"{}\"]", key.replace('.', "\", \""));
        if has_word(&self.templates, &format!("t.{key}")) || self.code.contains(&path) {
            return true;
        }
        let Some((table, name)) = key.rsplit_once('.') else { return false };
        // Content may be in any language.
        let is_language =
            || table == "languages" && self.code.contains("&[\"languages\", tag]") && name.len() == 2;
        let is_chosen = || self.chosen.get(table).is_some_and(|words| words.contains(name));
        let in_script = || {
            let word = name.replace('_', "-");
            let said = [format!("note: \"{word}\""), format!("DataError(\"{word}\")")];
            matches!(table, "search" | "reading_list")
                && (has_word(&self.scripts, &format!("phrases.{name}"))
                    || said.iter().any(|said| self.scripts.contains(said)))
        };
        is_language() || is_chosen() || in_script()
    }
}

/// Whether a text has a word that ends there.
fn has_word(text: &str, word: &str) -> bool {
    let ends = |at: usize| !text[at..].starts_with(|next: char| next.is_alphanumeric() || next == '_');
    text.match_indices(word).any(|(at, _)| ends(at + word.len()))
}

/// A phrase that is said nowhere is found, though its last word stands in the code, in a script or in another table.
#[test]
fn a_phrase_that_nobody_says_is_found() {
    let sayers = Sayers::read();
    for said in ["home", "kind.talk", "search.any_word", "search.offline", "search.fields.org", "prose.todo"]
    {
        assert!(sayers.say(said), "{said}");
    }
    for unsaid in [
        "hom",
        "talk",
        "kind.video",
        "rex.video",
        "stance.published",
        "format.detailed",
        "prose.talk",
        "search.talk",
        "search.fields.topics",
        "explore.talks",
        "sections.talk",
        "languages.nonsense",
    ] {
        assert!(!sayers.say(unsaid), "{unsaid}");
    }
}

#[test]
fn no_phrase_is_said_nowhere_and_none_is_missing() {
    let sayers = Sayers::read();
    let english = phrases("en");
    let unsaid: Vec<_> = english.keys().filter(|key| !sayers.say(key)).collect();
    assert!(unsaid.is_empty(), "no template, script or code says: {unsaid:?}");

    let templates = &sayers.templates;
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
