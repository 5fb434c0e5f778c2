//! One object of a source, of which only the fields on a list can be read: what is not on it cannot be published by mistake.
//!
//! What always holds: to ask for a field that is not on the object's list is a defect, which stops a test; how many fields were left is counted,
//! what they hold is looked at by nobody.

use serde_json::{Map, Value};

use crate::harvest::reading::plain::line;

/// An object and its list.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Allowed<'a> {
    object: &'a Map<String, Value>,
    list: &'static [&'static str],
}

impl<'a> Allowed<'a> {
    /// The object in a value, where it is one.
    pub(crate) fn of(value: &'a Value, list: &'static [&'static str]) -> Option<Self> {
        value.as_object().map(|object| Self { object, list })
    }

    /// A field as it is; what is `null` is missing.
    pub(crate) fn get(&self, key: &str) -> Option<&'a Value> {
        debug_assert!(self.list.contains(&key), "`{key}` is not on the list of what may be read");
        self.object.get(key).filter(|value| !value.is_null() && self.list.contains(&key))
    }

    /// A text of one line; a number is its digits.
    pub(crate) fn text(&self, key: &str) -> Option<String> {
        self.get(key).and_then(one_line)
    }

    /// A text of several lines; empty where there is none.
    pub(crate) fn prose(&self, key: &str) -> &'a str {
        self.get(key).and_then(Value::as_str).unwrap_or_default()
    }

    /// The items of a list.
    pub(crate) fn list(&self, key: &str) -> &'a [Value] {
        self.get(key).and_then(Value::as_array).map_or(&[], Vec::as_slice)
    }

    /// The objects of a list, with a list of their own.
    pub(crate) fn objects(
        &self,
        key: &str,
        list: &'static [&'static str],
    ) -> impl Iterator<Item = Allowed<'a>> {
        self.list(key).iter().filter_map(move |value| Allowed::of(value, list))
    }

    /// The texts of a list; one text is a list of one.
    pub(crate) fn texts(&self, key: &str) -> Vec<String> {
        match self.get(key) {
            Some(Value::Array(items)) => items.iter().filter_map(one_line).collect(),
            Some(value) => one_line(value).into_iter().collect(),
            None => Vec::new(),
        }
    }

    /// Whether it says yes.
    pub(crate) fn says_yes(&self, key: &str) -> bool {
        match self.get(key) {
            Some(Value::Bool(yes)) => *yes,
            Some(Value::String(text)) => text.trim().eq_ignore_ascii_case("true"),
            _ => false,
        }
    }

    /// Whether it says no, rather than nothing.
    pub(crate) fn says_no(&self, key: &str) -> bool {
        match self.get(key) {
            Some(Value::Bool(yes)) => !yes,
            Some(Value::String(text)) => text.trim().eq_ignore_ascii_case("false"),
            _ => false,
        }
    }

    /// How many fields say something and are on no list.
    pub(crate) fn left(&self) -> usize {
        let says = |value: &Value| match value {
            Value::Null => false,
            Value::String(text) => !text.trim().is_empty(),
            Value::Array(items) => !items.is_empty(),
            Value::Object(table) => !table.is_empty(),
            Value::Bool(_) | Value::Number(_) => true,
        };
        self.object.iter().filter(|(key, value)| !self.list.contains(&key.as_str()) && says(value)).count()
    }
}

/// A text or a number as a text of one line, when it says anything.
pub(crate) fn one_line(value: &Value) -> Option<String> {
    let text = match value {
        Value::String(text) => line(text),
        Value::Number(number) => number.to_string(),
        _ => return None,
    };
    (!text.is_empty()).then_some(text)
}
