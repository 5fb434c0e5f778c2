//! Keys with their values, in the order in which they are written; what is not known has no key.
//!
//! A value is written when it is set, behind those before it: each record's Markdown is made so, and a tree of values would only be read once.

use serde_json::Value;

use crate::vocab::fact::Fact;

use super::yaml::{push_text, push_value};

/// The keys of front matter, or of a table in it.
#[derive(Debug, Default)]
pub(super) struct Keys {
    /// Each value on one line, as front matter has it, one behind the other.
    values: Vec<u8>,
    /// Each key, and where its value ends.
    keys: Vec<(&'static str, usize)>,
}

impl Keys {
    /// Sets a key to a number, a truth or a date, when there is something to say.
    pub(super) fn set(&mut self, key: &'static str, value: impl Into<Option<Value>>) {
        if let Some(value) = value.into().filter(|value| !value.is_null()) {
            push_value(&mut self.values, &value);
            self.end(key);
        }
    }

    pub(super) fn text(&mut self, key: &'static str, text: Option<impl AsRef<str>>) {
        if let Some(text) = text {
            push_text(&mut self.values, text.as_ref());
            self.end(key);
        }
    }

    /// What is known to be absent is `false`.
    pub(super) fn fact<T>(&mut self, key: &'static str, fact: &Fact<T>, shown: impl FnOnce(&T) -> String) {
        match fact {
            Fact::Known(value) => self.text(key, Some(shown(value))),
            Fact::Absent => self.set(key, Value::Bool(false)),
            Fact::Unknown => {}
        }
    }

    /// A list of texts; an empty one says nothing.
    pub(super) fn texts(&mut self, key: &'static str, texts: impl Iterator<Item = impl AsRef<str>>) {
        self.items(key, texts, |values, text| push_text(values, text.as_ref()));
    }

    /// A list of tables; an empty one says nothing.
    pub(super) fn list(&mut self, key: &'static str, tables: impl Iterator<Item = Keys>) {
        self.items(key, tables, |values, table| table.push_table(values));
    }

    /// A list of tables; one of which only `name` is said is a mere text.
    pub(super) fn tables(&mut self, key: &'static str, tables: impl Iterator<Item = Keys>, name: &str) {
        self.items(key, tables, |values, table| match table.keys.as_slice() {
            [(only, _)] if *only == name => values.extend_from_slice(&table.values),
            _ => table.push_table(values),
        });
    }

    /// A table; an empty one says nothing.
    pub(super) fn table(&mut self, key: &'static str, table: &Keys) {
        if !table.is_empty() {
            table.push_table(&mut self.values);
            self.end(key);
        }
    }

    /// Whether nothing is said.
    pub(super) fn is_empty(&self) -> bool {
        self.keys.is_empty()
    }

    /// Adds what others say, behind.
    pub(super) fn append(&mut self, other: &Self) {
        let before = self.values.len();
        self.values.extend_from_slice(&other.values);
        self.keys.extend(other.keys.iter().map(|(key, end)| (*key, before + end)));
    }

    /// Adds them as front matter: a line for each.
    pub(super) fn push_lines(&self, text: &mut Vec<u8>) {
        for (key, value) in self.entries() {
            text.extend_from_slice(key.as_bytes());
            text.extend_from_slice(b": ");
            text.extend_from_slice(value);
            text.push(b'\n');
        }
    }

    /// Ends the value of a key.
    fn end(&mut self, key: &'static str) {
        self.keys.push((key, self.values.len()));
    }

    fn items<I>(
        &mut self,
        key: &'static str,
        items: impl Iterator<Item = I>,
        push: impl Fn(&mut Vec<u8>, I),
    ) {
        let mut items = items.peekable();
        if items.peek().is_none() {
            return;
        }
        let mut before: &[u8] = b"[";
        for item in items {
            self.values.extend_from_slice(before);
            push(&mut self.values, item);
            before = b", ";
        }
        self.values.push(b']');
        self.end(key);
    }

    fn entries(&self) -> impl Iterator<Item = (&'static str, &[u8])> {
        let starts = std::iter::once(0).chain(self.keys.iter().map(|(_, end)| *end));
        self.keys.iter().zip(starts).map(|((key, end), start)| (*key, &self.values[start..*end]))
    }

    /// Adds them as a table, whose keys are in the order of their names.
    fn push_table(&self, text: &mut Vec<u8>) {
        let mut entries: Vec<_> = self.entries().collect();
        entries.sort_unstable_by_key(|(key, _)| *key);
        text.push(b'{');
        for (number, (key, value)) in entries.into_iter().enumerate() {
            if number > 0 {
                text.extend_from_slice(b", ");
            }
            push_text(text, key);
            text.extend_from_slice(b": ");
            text.extend_from_slice(value);
        }
        text.push(b'}');
    }
}
