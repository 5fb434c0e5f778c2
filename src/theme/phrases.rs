//! The interface's language: its phrases, read from `i18n/LANGUAGE.toml`, and the rules by which it writes numbers, dates and lists.
//!
//! English stands below every other language, so that a phrase which a language lacks is still said.

use std::borrow::Cow;
use std::collections::BTreeMap;
use std::sync::Arc;

use tera::{Map, Value};

use crate::document::Phrase;
use crate::locale::{DateForms, Locale, is_right_to_left};
use crate::vocab::language::Language;

/// What the interface says, in one language.
#[derive(Debug, Clone)]
pub(crate) struct Phrases {
    pub(crate) language: Language,
    /// As templates see it: `t.home`, `t.rex["context"]`; what has plural forms is a map with `other`, and `one`, `few` … as the language needs.
    pub(crate) table: Value,
    pub(crate) locale: Arc<Locale>,
    is_right_to_left: bool,
    /// What is said within prose, in every language that there are phrases of, by its tag.
    prose: BTreeMap<String, Value>,
}

/// What the interface says within prose.
#[derive(Debug, PartialEq, Eq)]
pub(crate) struct Said<'a> {
    pub(crate) text: Cow<'a, str>,
    /// The language of the text, when it is not the prose's.
    pub(crate) foreign: Option<&'a Language>,
}

impl Phrases {
    /// Merges the languages' tables, the last over the first.
    ///
    /// # Errors
    /// There are no rules for a language; see [`Locale::new`].
    pub(crate) fn new<'t>(
        language: Language,
        tables: impl IntoIterator<Item = &'t toml::Table>,
    ) -> Result<Self, String> {
        let mut merged = toml::Table::new();
        tables.into_iter().for_each(|table| overlay(&mut merged, table));
        let locale = Arc::new(Locale::new(&language)?);
        let is_right_to_left = is_right_to_left(&language);
        let prose = BTreeMap::new();
        Ok(Self { table: table_value(&merged), locale, is_right_to_left, language, prose })
    }

    /// The same, speaking these languages, by their tags, within prose that is in them.
    pub(crate) fn speaking<'t>(self, tables: impl IntoIterator<Item = (&'t str, &'t toml::Table)>) -> Self {
        let prose = tables.into_iter().filter_map(|(tag, table)| {
            let table = table.get("prose").and_then(toml::Value::as_table)?;
            Some((tag.to_owned(), table_value(table)))
        });
        Self { prose: prose.collect(), ..self }
    }

    /// The phrase below these keys; the last key itself when there is none.
    pub(crate) fn text<'a>(&'a self, keys: &[&'a str]) -> &'a str {
        self.find(keys).or(keys.last().copied()).unwrap_or_default()
    }

    /// The phrase below these keys, if there is one.
    pub(crate) fn find<'a>(&'a self, keys: &[&'a str]) -> Option<&'a str> {
        find(&self.table, keys)
    }

    /// What the interface says within prose that is in `language`: in that language where there is a phrase of it, else in its own.
    pub(crate) fn prose(&self, phrase: Phrase, language: &Language) -> Said<'_> {
        let (key, number) = match phrase {
            Phrase::Note => ("note", None),
            Phrase::Tip => ("tip", None),
            Phrase::Important => ("important", None),
            Phrase::Warning => ("warning", None),
            Phrase::Caution => ("caution", None),
            Phrase::Footnotes => ("footnotes", None),
            Phrase::BackTo(number) => ("back", Some(number)),
            Phrase::Table(number) => ("table", Some(number)),
            Phrase::Anchor => ("anchor", None),
            Phrase::Done => ("done", None),
            Phrase::ToDo => ("todo", None),
        };
        let in_language = |tag: &str| find(self.prose.get(tag)?, &[key]);
        let native = (*language != self.language)
            .then(|| in_language(language.as_str()).or_else(|| in_language(language.primary())))
            .flatten();
        let is_foreign = native.is_none() && language.primary() != self.language.primary();
        let pattern = native.unwrap_or_else(|| self.text(&["prose", key]));
        let text = match number {
            Some(number) => Cow::Owned(fill(pattern, &[("number", &number.to_string())])),
            None => Cow::Borrowed(pattern),
        };
        Said { text, foreign: is_foreign.then_some(&self.language) }
    }

    /// What a language is called; its tag when there is no word for it.
    pub(crate) fn language_name<'a>(&'a self, language: &'a Language) -> &'a str {
        let named = |tag: &'a str| self.find(&["languages", tag]);
        named(language.as_str()).or_else(|| named(language.primary())).unwrap_or(language.as_str())
    }

    /// How text in this language runs, when it is not as the interface's does: `rtl` or `ltr`.
    pub(crate) fn other_direction(&self, language: &Language) -> Option<&'static str> {
        let runs_left = is_right_to_left(language);
        (runs_left != self.is_right_to_left).then_some(direction_name(runs_left))
    }

    /// How the interface's text runs: `rtl` or `ltr`.
    pub(crate) fn direction(&self) -> &'static str {
        direction_name(self.is_right_to_left)
    }

    pub(crate) fn date_forms(&self) -> DateForms<'_> {
        DateForms { first: self.find(&["date_forms", "first"]) }
    }
}

/// The text below these keys of a table.
fn find<'a>(table: &'a Value, keys: &[&'a str]) -> Option<&'a str> {
    let mut value = table;
    for key in keys {
        value = value.as_map()?.get(&tera::value::Key::Str(key))?;
    }
    value.as_str()
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
pub(crate) fn fill(pattern: &str, values: &[(&str, &str)]) -> String {
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
pub(crate) fn phrases(language: &str) -> Phrases {
    let read = |text: &str| text.parse::<toml::Table>().expect("built-in phrases are TOML");
    let english = read(include_str!("../../themes/default/i18n/en.toml"));
    let french = read(include_str!("../../themes/default/i18n/fr.toml"));
    let tables = if language == "fr" { vec![&english, &french] } else { vec![&english] };
    let phrases = Phrases::new(Language::parse(language).expect("a tag"), tables).expect("rules");
    phrases.speaking([("en", &english), ("fr", &french)])
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
    fn prose_is_spoken_to_in_its_own_language() {
        let french = phrases("fr");
        let said = |phrase, tag: &str| {
            let said = french.prose(phrase, &Language::parse(tag).unwrap());
            (said.text.into_owned(), said.foreign.map(ToString::to_string))
        };
        assert_eq!(said(Phrase::Warning, "fr"), ("Attention".into(), None));
        assert_eq!(said(Phrase::Warning, "fr-CA"), ("Attention".into(), None));
        assert_eq!(said(Phrase::Warning, "en-GB"), ("Warning".into(), None));
        assert_eq!(said(Phrase::BackTo(3), "en"), ("Back to reference 3".into(), None));
        assert_eq!(said(Phrase::Warning, "de"), ("Attention".into(), Some("fr".into())));
    }

    #[test]
    fn a_language_that_lacks_a_phrase_leaves_it_to_the_interfaces_own() {
        let read = |text: &str| text.parse::<toml::Table>().unwrap();
        let (own, german) =
            (read("[prose]\nnote = \"Note\"\ntip = \"Tip\""), read("[prose]\ntip = \"Tipp\""));
        let (swiss, wrong) = (read("[prose]\nnote = \"Notiz\""), read("prose = 3"));
        let tables = [("de", &german), ("de-CH", &swiss), ("it", &wrong)];
        let phrases = Phrases::new(Language::english(), [&own]).unwrap().speaking(tables);
        let said = |phrase, tag: &str| {
            let said = phrases.prose(phrase, &Language::parse(tag).unwrap());
            (said.text.into_owned(), said.foreign.is_some())
        };
        assert_eq!(said(Phrase::Note, "de"), ("Note".into(), true));
        assert_eq!(said(Phrase::Note, "de-CH"), ("Notiz".into(), false));
        assert_eq!(said(Phrase::Tip, "de-CH"), ("Tipp".into(), false));
        assert_eq!(said(Phrase::Tip, "it"), ("Tip".into(), true));
    }

    #[test]
    fn only_the_other_direction_is_told() {
        let french = phrases("fr");
        assert_eq!(french.other_direction(&Language::parse("ar").unwrap()), Some("rtl"));
        assert_eq!((french.other_direction(&Language::english()), french.direction()), (None, "ltr"));
    }
}
