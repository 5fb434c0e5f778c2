//! The interface's language: its phrases, read from `i18n/LANGUAGE.toml`, and the rules by which it writes numbers, dates and lists.
//!
//! English stands below every other language, so that a phrase which a language lacks is still said.

use std::borrow::Cow;
use std::sync::Arc;

use tera::{Map, Value};

use crate::document::Phrase;

use crate::vocab::language::Language;

use super::locale::{DateForms, Locale, is_right_to_left};

/// What the interface says, in one language.
#[derive(Debug, Clone)]
pub(super) struct Phrases {
    pub(super) language: Language,
    /// As templates see it: `t.home`, `t.rex["context"]`; what has plural forms is a map with `other`, and `one`, `few` … as the language needs.
    pub(super) table: Value,
    pub(super) locale: Arc<Locale>,
    is_right_to_left: bool,
}

impl Phrases {
    /// Merges the languages' tables, the last over the first.
    ///
    /// # Errors
    /// There are no rules for a language; see [`Locale::new`].
    pub(super) fn new(language: Language, tables: &[toml::Table]) -> Result<Self, String> {
        let mut merged = toml::Table::new();
        tables.iter().for_each(|table| overlay(&mut merged, table));
        let locale = Arc::new(Locale::new(&language)?);
        let is_right_to_left = is_right_to_left(&language);
        Ok(Self { table: table_value(&merged), locale, is_right_to_left, language })
    }

    /// The phrase below these keys; the last key itself when there is none.
    pub(super) fn text<'a>(&'a self, keys: &[&'a str]) -> &'a str {
        self.find(keys).or(keys.last().copied()).unwrap_or_default()
    }

    /// The phrase below these keys, if there is one.
    pub(super) fn find<'a>(&'a self, keys: &[&'a str]) -> Option<&'a str> {
        let mut value = &self.table;
        for key in keys {
            value = value.as_map()?.get(&tera::value::Key::Str(key))?;
        }
        value.as_str()
    }

    /// What the interface says within prose.
    pub(super) fn prose(&self, phrase: Phrase) -> Cow<'_, str> {
        let numbered = |key, number: u32| {
            Cow::Owned(fill(self.text(&["prose", key]), &[("number", &number.to_string())]))
        };
        let key = match phrase {
            Phrase::Note => "note",
            Phrase::Tip => "tip",
            Phrase::Important => "important",
            Phrase::Warning => "warning",
            Phrase::Caution => "caution",
            Phrase::Footnotes => "footnotes",
            Phrase::BackTo(number) => return numbered("back", number),
            Phrase::Table(number) => return numbered("table", number),
            Phrase::Anchor => "anchor",
            Phrase::Done => "done",
            Phrase::ToDo => "todo",
        };
        Cow::Borrowed(self.text(&["prose", key]))
    }

    /// What a language is called; its tag when there is no word for it.
    pub(super) fn language_name<'a>(&'a self, language: &'a Language) -> &'a str {
        let named = |tag: &'a str| self.find(&["languages", tag]);
        named(language.as_str()).or_else(|| named(language.primary())).unwrap_or(language.as_str())
    }

    /// How text in this language runs, when it is not as the interface's does: `rtl` or `ltr`.
    pub(super) fn other_direction(&self, language: &Language) -> Option<&'static str> {
        let runs_left = is_right_to_left(language);
        (runs_left != self.is_right_to_left).then_some(direction_name(runs_left))
    }

    /// How the interface's text runs: `rtl` or `ltr`.
    pub(super) fn direction(&self) -> &'static str {
        direction_name(self.is_right_to_left)
    }

    pub(super) fn date_forms(&self) -> DateForms<'_> {
        DateForms { first: self.find(&["date_forms", "first"]) }
    }
}

fn direction_name(runs_left: bool) -> &'static str {
    if runs_left { "rtl" } else { "ltr" }
}

fn overlay(below: &mut toml::Table, above: &toml::Table) {
    for (key, value) in above {
        match (below.get_mut(key), value) {
            (Some(toml::Value::Table(below)), toml::Value::Table(above)) => overlay(below, above),
            _ => drop(below.insert(key.clone(), value.clone())),
        }
    }
}

fn table_value(table: &toml::Table) -> Value {
    let mut map = Map::with_capacity(table.len());
    for (key, value) in table {
        map.insert(tera::value::Key::from(key.clone()), toml_value(value));
    }
    Value::from(map)
}

fn toml_value(value: &toml::Value) -> Value {
    match value {
        toml::Value::Table(table) => table_value(table),
        toml::Value::Array(values) => Value::from(values.iter().map(toml_value).collect::<Vec<_>>()),
        toml::Value::String(text) => Value::from(text.as_str()),
        toml::Value::Integer(number) => Value::from(*number),
        toml::Value::Float(number) => Value::from(*number),
        toml::Value::Boolean(holds) => Value::from(*holds),
        toml::Value::Datetime(date) => Value::from(date.to_string()),
    }
}

/// Puts `values` in place of `{name}` in a pattern.
pub(super) fn fill(pattern: &str, values: &[(&str, &str)]) -> String {
    let mut text = String::with_capacity(pattern.len() + 16);
    let mut rest = pattern;
    while let Some((before, after)) = rest.split_once('{') {
        text.push_str(before);
        let named = after.split_once('}').and_then(|(name, after)| {
            values.iter().find(|(known, _)| *known == name).map(|(_, value)| (*value, after))
        });
        if let Some((value, after)) = named {
            text.push_str(value);
            rest = after;
        } else {
            text.push('{');
            rest = after;
        }
    }
    text.push_str(rest);
    text
}

/// A map of texts for the tests of other modules.
#[cfg(test)]
pub(super) fn phrases(language: &str) -> Phrases {
    let read = |text: &str| text.parse::<toml::Table>().expect("built-in phrases are TOML");
    let english = read(include_str!("../../themes/default/i18n/en.toml"));
    let french = read(include_str!("../../themes/default/i18n/fr.toml"));
    let tables = if language == "fr" { vec![english, french] } else { vec![english] };
    Phrases::new(Language::parse(language).expect("a tag"), &tables).expect("rules")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_pattern_keeps_what_it_cannot_fill() {
        assert_eq!(fill("{a} of {b} {c", &[("a", "3"), ("b", "{a}")]), "3 of {a} {c");
    }

    #[test]
    fn english_stands_below() {
        let read = |text: &str| text.parse::<toml::Table>().unwrap();
        let tables = [read("home = \"Home\"\nhi = \"Hi\""), read("home = \"Heim\"")];
        let phrases = Phrases::new(Language::parse("de").unwrap(), &tables).unwrap();
        assert_eq!(
            (phrases.text(&["home"]), phrases.text(&["hi"]), phrases.text(&["rex", "none"])),
            ("Heim", "Hi", "none")
        );
    }

    #[test]
    fn a_language_is_called_by_the_nearest_name() {
        let french = phrases("fr");
        let called = |tag: &str| french.language_name(&Language::parse(tag).unwrap()).to_owned();
        assert_eq!(
            (called("pt-BR"), called("en"), called("qaa")),
            ("portugais".into(), "anglais".into(), "qaa".into())
        );
    }

    #[test]
    fn only_the_other_direction_is_told() {
        let french = phrases("fr");
        assert_eq!(french.other_direction(&Language::parse("ar").unwrap()), Some("rtl"));
        assert_eq!((french.other_direction(&Language::english()), french.direction()), (None, "ltr"));
    }
}
