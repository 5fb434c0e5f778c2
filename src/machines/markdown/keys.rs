//! Keys with their values, in the order in which they are written; what is not known has no key.

use serde_json::{Map, Value};

use crate::vocab::fact::Fact;

use super::yaml::flow;

/// The keys of front matter, or of a table in it.
#[derive(Debug, Default)]
pub(super) struct Keys(Vec<(&'static str, Value)>);

impl Keys {
    /// Sets a key, when there is something to say; an empty list and an empty table say nothing.
    pub(super) fn set(&mut self, key: &'static str, value: impl Into<Option<Value>>) {
        let is_something = |value: &Value| match value {
            Value::Null => false,
            Value::Array(items) => !items.is_empty(),
            Value::Object(entries) => !entries.is_empty(),
            _ => true,
        };
        self.0.extend(value.into().filter(is_something).map(|value| (key, value)));
    }

    pub(super) fn text(&mut self, key: &'static str, text: Option<impl Into<String>>) {
        self.set(key, text.map(|text| Value::String(text.into())));
    }

    /// What is known to be absent is `false`.
    pub(super) fn fact<T>(&mut self, key: &'static str, fact: &Fact<T>, shown: impl FnOnce(&T) -> String) {
        match fact {
            Fact::Known(value) => self.text(key, Some(shown(value))),
            Fact::Absent => self.set(key, Value::Bool(false)),
            Fact::Unknown => {}
        }
    }

    /// A list of texts.
    pub(super) fn texts<'a>(&mut self, key: &'static str, texts: impl Iterator<Item = &'a str>) {
        self.set(key, Value::Array(texts.map(Value::from).collect()));
    }

    /// A list of tables; one of which only `name` is said is a mere text.
    pub(super) fn tables(&mut self, key: &'static str, tables: impl Iterator<Item = Keys>, name: &str) {
        self.set(key, Value::Array(tables.map(|table| table.or_text(name)).collect()));
    }

    fn or_text(mut self, name: &str) -> Value {
        if self.0.len() == 1 && self.0[0].0 == name {
            return self.0.remove(0).1;
        }
        self.table()
    }

    /// Whether nothing is said.
    pub(super) fn is_empty(&self) -> bool {
        self.0.is_empty()
    }

    /// Adds what others say, behind.
    pub(super) fn append(&mut self, other: Self) {
        self.0.extend(other.0);
    }

    /// As a table.
    pub(super) fn table(self) -> Value {
        Value::Object(self.0.into_iter().map(|(key, value)| (key.to_owned(), value)).collect::<Map<_, _>>())
    }

    /// As front matter: a line for each.
    pub(super) fn lines(&self) -> String {
        self.0.iter().map(|(key, value)| format!("{key}: {}\n", flow(value))).collect::<Vec<_>>().concat()
    }
}
