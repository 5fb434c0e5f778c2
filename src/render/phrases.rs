//! The interface's language: its phrases, plural forms, numbers and dates, read from `i18n/<language>.toml`.
//!
//! English stands below every other language, so that a phrase which a language lacks is still said.

use std::borrow::Cow;

use tera::{Map, Value};

use crate::document::Phrase;

use crate::vocab::language::Language;

/// What the interface says, in one language.
#[derive(Debug, Clone)]
pub(super) struct Phrases {
    pub(super) language: Language,
    /// As templates see it: `t.home`, `t.rex["context"]`; what has plural forms is a map with `one`, `other` and `language`.
    pub(super) table: Value,
}

/// Which form of a phrase belongs to a number (Unicode CLDR, plural rules; the forms of whole numbers that the built-in languages have).
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Plural {
    One,
    Other,
}

impl Phrases {
    /// Merges the languages' tables, the last over the first.
    pub(super) fn new(language: Language, tables: &[toml::Table]) -> Self {
        let mut merged = toml::Table::new();
        tables.iter().for_each(|table| overlay(&mut merged, table));
        let table = table_value(&merged, &language);
        Self { language, table }
    }

    /// The phrase below these keys; the last key itself when there is none.
    pub(super) fn text<'a>(&'a self, keys: &[&'a str]) -> &'a str {
        let mut value = &self.table;
        for key in keys {
            match value.as_map().and_then(|map| map.get(&tera::value::Key::Str(key))) {
                Some(inner) => value = inner,
                None => return keys.last().copied().unwrap_or_default(),
            }
        }
        value.as_str().unwrap_or_default()
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

    /// The name of a month, 1 to 12.
    pub(super) fn month(&self, month: i8) -> &str {
        let months = self.table.as_map().and_then(|map| map.get(&tera::value::Key::Str("months")));
        let index = usize::try_from(month - 1).unwrap_or_default();
        months.and_then(Value::as_array).and_then(|months| months.get(index)?.as_str()).unwrap_or_default()
    }
}

/// The plural form for a whole number in this language.
pub(super) fn plural(language: &str, number: u64) -> Plural {
    match language.split('-').next().unwrap_or(language) {
        "fr" | "pt" if number < 2 => Plural::One,
        "fr" | "pt" | "ja" | "zh" | "ko" | "vi" | "th" | "id" => Plural::Other,
        _ if number == 1 => Plural::One,
        _ => Plural::Other,
    }
}

/// A whole number with its thousands parted as this language does.
pub(super) fn whole_number(language: &str, number: u64) -> String {
    let digits = number.to_string();
    let separator = thousands(language);
    let mut text = String::with_capacity(digits.len() + 6);
    for (index, digit) in digits.chars().enumerate() {
        if index > 0
            && (digits.len() - index).is_multiple_of(3)
            && (separator != '\u{202f}' || digits.len() > 4)
        {
            text.push(separator);
        }
        text.push(digit);
    }
    text
}

/// A number with at most six decimals, in this language's form.
pub(super) fn decimal_number(language: &str, number: f64) -> String {
    if !number.is_finite() {
        return number.to_string();
    }
    let plain = format!("{:.6}", number.abs());
    let (whole, decimals) = plain.split_once('.').unwrap_or((&plain, ""));
    let decimals = decimals.trim_end_matches('0');
    let sign = if number < 0.0 { "\u{2212}" } else { "" };
    let whole = whole.parse().map_or_else(|_| whole.to_owned(), |whole| whole_number(language, whole));
    let point = if thousands(language) == ',' { "." } else { "," };
    if decimals.is_empty() { format!("{sign}{whole}") } else { format!("{sign}{whole}{point}{decimals}") }
}

fn thousands(language: &str) -> char {
    match language.split('-').next().unwrap_or(language) {
        "en" | "ja" | "zh" | "ko" | "th" => ',',
        "de" | "es" | "it" | "nl" | "pt" | "id" | "tr" | "vi" => '.',
        _ => '\u{202f}',
    }
}

fn overlay(below: &mut toml::Table, above: &toml::Table) {
    for (key, value) in above {
        match (below.get_mut(key), value) {
            (Some(toml::Value::Table(below)), toml::Value::Table(above)) => overlay(below, above),
            _ => drop(below.insert(key.clone(), value.clone())),
        }
    }
}

fn table_value(table: &toml::Table, language: &Language) -> Value {
    let mut map = Map::with_capacity(table.len());
    for (key, value) in table {
        map.insert(tera::value::Key::from(key.clone()), toml_value(value, language));
    }
    if table.contains_key("other") {
        map.insert("language".into(), Value::from(language.as_str()));
    }
    Value::from(map)
}

fn toml_value(value: &toml::Value, language: &Language) -> Value {
    match value {
        toml::Value::Table(table) => table_value(table, language),
        toml::Value::Array(values) => {
            Value::from(values.iter().map(|value| toml_value(value, language)).collect::<Vec<_>>())
        }
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
    Phrases::new(Language::parse(language).expect("a tag"), &tables)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn numbers_take_their_form() {
        assert_eq!(plural("en", 0), Plural::Other);
        assert_eq!(plural("fr", 0), Plural::One);
        assert_eq!(plural("pt-BR", 1), Plural::One);
        assert_eq!(plural("ja", 1), Plural::Other);
    }

    #[test]
    fn numbers_are_written_as_the_language_does() {
        assert_eq!(whole_number("en", 1_234_567), "1,234,567");
        assert_eq!(whole_number("fr", 21_715), "21\u{202f}715");
        assert_eq!(whole_number("fr", 2017), "2017");
        assert_eq!(decimal_number("fr", -0.5), "\u{2212}0,5");
        assert_eq!(decimal_number("en", 12_345.25), "12,345.25");
        assert_eq!(decimal_number("en", 233.0), "233");
    }

    #[test]
    fn a_pattern_keeps_what_it_cannot_fill() {
        assert_eq!(fill("{a} of {b} {c", &[("a", "3"), ("b", "{a}")]), "3 of {a} {c");
    }

    #[test]
    fn english_stands_below() {
        let read = |text: &str| text.parse::<toml::Table>().unwrap();
        let tables = [read("home = \"Home\"\nhi = \"Hi\""), read("home = \"Heim\"")];
        let phrases = Phrases::new(Language::parse("de").unwrap(), &tables);
        assert_eq!(
            (phrases.text(&["home"]), phrases.text(&["hi"]), phrases.text(&["rex", "none"])),
            ("Heim", "Hi", "none")
        );
    }
}
