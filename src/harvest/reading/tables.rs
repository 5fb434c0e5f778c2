//! Tables of other systems' data: front matter, configs, data files; and what their keys say.
//!
//! What always holds: what cannot be read is left out; a key is found in any case; a value that says nothing is none.

use serde_json::{Map, Value};

use super::plain::line;
use crate::matter::{Matter, Syntax};
use crate::vocab::diagnostic::Severity;

/// Keys and values.
pub(crate) type Table = Map<String, Value>;

/// The syntax of a data file, by its ending.
pub(crate) fn syntax(ending: &str) -> Option<Syntax> {
    match ending.to_ascii_lowercase().as_str() {
        "toml" => Some(Syntax::Toml),
        "json" => Some(Syntax::Json),
        "yaml" | "yml" => Some(Syntax::Yaml),
        _ => None,
    }
}

/// A text as a table, and whether some of it could not be read.
pub(crate) fn table(text: &str, syntax: Syntax) -> (Table, bool) {
    let mut matter = Matter::parse(text, 0, syntax);
    let table = matter.take(|key, written| Some((key.value.clone(), written.free()))).into_iter().collect();
    let is_broken = matter.finish().iter().any(|problem| problem.severity == Severity::Error);
    (table, is_broken)
}

/// A text of one line; a number is its digits.
pub(crate) fn text(value: &Value) -> Option<String> {
    let text = match value {
        Value::String(text) => line(text),
        Value::Number(number) => number.to_string(),
        Value::Bool(yes) => yes.to_string(),
        _ => return None,
    };
    (!text.is_empty()).then_some(text)
}

/// The value of the first of these keys, in any case, that says something.
pub(crate) fn value<'a>(table: &'a Table, keys: &[&str]) -> Option<&'a Value> {
    let says = |value: &&Value| !value.is_null() && value.as_str() != Some("");
    keys.iter().find_map(|key| {
        table.iter().find(|(other, _)| other.eq_ignore_ascii_case(key)).map(|(_, value)| value).filter(says)
    })
}

/// The text of the first of these keys that has one.
pub(crate) fn text_of(table: &Table, keys: &[&str]) -> Option<String> {
    keys.iter().find_map(|key| text(value(table, &[key])?))
}

/// The texts of the first of these keys that has any; one text is a list of one.
pub(crate) fn texts_of(table: &Table, keys: &[&str]) -> Vec<String> {
    match value(table, keys) {
        Some(Value::Array(list)) => list.iter().filter_map(text).collect(),
        Some(single) => text(single).into_iter().collect(),
        None => Vec::new(),
    }
}

/// The table of one of these keys.
pub(crate) fn table_of<'a>(table: &'a Table, keys: &[&str]) -> Option<&'a Table> {
    value(table, keys)?.as_object()
}
