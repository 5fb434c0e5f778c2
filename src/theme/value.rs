//! Maps for templates, built key by key.
//!
//! The engine makes a map of its own kind without another in between from what serde hands it alone, so that is the way that is taken: names stay where they are in
//! the program, and values are moved or shared (a copy is a pointer), which keeps twenty thousand pages below a second.

use serde::ser::{Serialize, SerializeStruct, Serializer};
use tera::value::Key;
use tera::{Context, Value};

/// A map in the making. A key that is added twice has its last value.
pub(crate) struct Fields {
    /// A map that is there already, below what is added: as long as nothing is, the whole map.
    base: Option<Value>,
    added: Vec<(&'static str, Value)>,
    expected: usize,
    /// Keys of `base` that are to go.
    gone: Vec<&'static str>,
}

impl Fields {
    /// Nothing yet, of so many keys.
    pub(crate) fn with_capacity(expected: usize) -> Self {
        Self { base: None, added: Vec::new(), expected, gone: Vec::new() }
    }

    /// Adds a key.
    pub(crate) fn add(&mut self, key: &'static str, value: Value) {
        self.reserve();
        self.added.push((key, value));
    }

    /// Takes a key away from the map that others are laid over.
    pub(crate) fn remove(&mut self, key: &'static str) {
        self.gone.push(key);
    }

    /// Adds all keys of a map that was made of fields.
    pub(crate) fn lay(&mut self, map: Value) {
        if self.base.is_none() && self.added.is_empty() {
            self.base = Some(map);
        } else {
            self.reserve();
            self.added.extend(entries(&map).map(|(key, value)| (key, value.clone())));
        }
    }

    pub(crate) fn into_value(self) -> Value {
        match self.base {
            Some(base) if self.added.is_empty() && self.gone.is_empty() => base,
            // Of keys that are texts and values that are the engine's own, nothing can fail.
            _ => Value::try_from_serializable(&self).unwrap_or_else(|_| Value::none()),
        }
    }

    pub(crate) fn into_context(self) -> Context {
        let mut context = Context::new();
        self.below().for_each(|(key, value)| context.insert_value(key, value.clone()));
        self.added.into_iter().for_each(|(key, value)| context.insert_value(key, value));
        context
    }

    /// What stays of the map below.
    fn below(&self) -> impl Iterator<Item = (&'static str, &Value)> {
        self.base.iter().flat_map(entries).filter(|(key, _)| !self.gone.contains(key))
    }

    /// Room is made when the first key comes: of many views that lie over another, nothing is added.
    fn reserve(&mut self) {
        if self.added.capacity() == 0 {
            self.added.reserve(self.expected);
        }
    }
}

impl Serialize for Fields {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        let below = self.base.as_ref().and_then(Value::len).unwrap_or_default();
        let mut map = serializer.serialize_struct("", below + self.added.len())?;
        for (key, value) in self.below() {
            map.serialize_field(key, value)?;
        }
        for (key, value) in &self.added {
            map.serialize_field(key, value)?;
        }
        map.end()
    }
}

fn entries(map: &Value) -> impl Iterator<Item = (&'static str, &Value)> {
    map.as_map().into_iter().flatten().filter_map(|(key, value)| match key {
        Key::Str(key) => Some((*key, value)),
        _ => None,
    })
}
