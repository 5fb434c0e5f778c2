//! Maps for templates, built field by field.
//!
//! What is unknown is left out, so that a template asks `{% if card.date %}`. Building the values directly, instead of serialising
//! structs, and sharing them (a clone copies a pointer) is what keeps twenty thousand pages below a second.

use std::collections::BTreeMap;

use tera::Value;
use tera::value::Key;

/// A map in the making. A field that is set twice has its last value.
pub(super) struct Fields(Vec<(Key<'static>, Value)>);

impl Fields {
    pub(super) fn with_capacity(capacity: usize) -> Self {
        Self(Vec::with_capacity(capacity))
    }

    /// The fields that `value` has, when it is a map, to add to.
    pub(super) fn of(value: &Value) -> Self {
        let fields = value.as_map().into_iter().flatten();
        Self(fields.map(|(key, value)| (key.clone(), value.clone())).collect())
    }

    /// Adds a field.
    pub(super) fn set(mut self, key: &'static str, value: impl Into<Value>) -> Self {
        self.0.push((key.into(), value.into()));
        self
    }

    /// Adds a field when there is something to add.
    pub(super) fn maybe(self, key: &'static str, value: Option<impl Into<Value>>) -> Self {
        match value {
            Some(value) => self.set(key, value),
            None => self,
        }
    }

    /// Adds a list, unless it is empty.
    pub(super) fn unless_empty(self, key: &'static str, list: Vec<Value>) -> Self {
        if list.is_empty() { self } else { self.set(key, list) }
    }

    /// Adds `true` when it holds; nothing otherwise.
    pub(super) fn flag(self, key: &'static str, holds: bool) -> Self {
        self.maybe(key, holds.then_some(true))
    }

    pub(super) fn into_value(self) -> Value {
        Value::from(self.0.into_iter().collect::<BTreeMap<_, _>>())
    }

    pub(super) fn into_context(self) -> tera::Context {
        let mut context = tera::Context::new();
        for (key, value) in self.0 {
            if let Key::Str(key) = key {
                context.insert_value(key, value);
            }
        }
        context
    }
}
