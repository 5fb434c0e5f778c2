//! Maps for templates, built field by field.
//!
//! What is unknown is left out, so that a template asks `{% if card.date %}`. Building the values directly, instead of serialising
//! structs, and sharing them (a clone copies a pointer) is what keeps twenty thousand pages below a second.

use std::collections::BTreeMap;

use tera::Value;
use tera::value::Key;

/// A map in the making. A field that is set twice has its last value.
pub(crate) struct Fields(Vec<(&'static str, Value)>);

impl Fields {
    pub(crate) fn with_capacity(capacity: usize) -> Self {
        Self(Vec::with_capacity(capacity))
    }

    /// The fields that `value` has, when it was made of fields, to add to.
    pub(crate) fn of(value: &Value) -> Self {
        let Some(map) = value.as_map() else { return Self(Vec::new()) };
        // A record's page adds some twenty to its card.
        let mut fields = Vec::with_capacity(map.len() + 24);
        fields.extend(map.iter().filter_map(|(key, value)| match key {
            Key::Str(key) => Some((*key, value.clone())),
            _ => None,
        }));
        Self(fields)
    }

    /// Adds a field.
    pub(crate) fn set(mut self, key: &'static str, value: impl Into<Value>) -> Self {
        self.0.push((key, value.into()));
        self
    }

    /// Adds a field when there is something to add.
    pub(crate) fn maybe(self, key: &'static str, value: Option<impl Into<Value>>) -> Self {
        match value {
            Some(value) => self.set(key, value),
            None => self,
        }
    }

    /// The same without a field.
    pub(crate) fn without(mut self, key: &'static str) -> Self {
        self.0.retain(|(known, _)| *known != key);
        self
    }

    /// Adds a list, unless it is empty.
    pub(crate) fn unless_empty(self, key: &'static str, list: Vec<Value>) -> Self {
        if list.is_empty() { self } else { self.set(key, list) }
    }

    /// Adds `true` when it holds; nothing otherwise.
    pub(crate) fn flag(self, key: &'static str, holds: bool) -> Self {
        self.maybe(key, holds.then_some(true))
    }

    pub(crate) fn into_value(self) -> Value {
        Value::from(self.0.into_iter().collect::<BTreeMap<_, _>>())
    }

    pub(crate) fn into_context(self) -> tera::Context {
        let mut context = tera::Context::new();
        self.0.into_iter().for_each(|(key, value)| context.insert_value(key, value));
        context
    }
}
