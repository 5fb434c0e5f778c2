//! A fact as JSON: `null` says that there is known to be none, and a property that is missing is not known.

use std::borrow::Cow;

use schemars::{JsonSchema, Schema, SchemaGenerator, json_schema};
use serde::{Serialize, Serializer};

/// A fact that has three states: known, known to be absent (`null`), unknown (missing).
#[derive(Debug)]
pub(in crate::machines::api) enum Stated<T> {
    Unknown,
    Absent,
    Known(T),
}

impl<T> Stated<T> {
    pub(in crate::machines::api) fn is_unknown(&self) -> bool {
        matches!(self, Self::Unknown)
    }
}

impl<T: Serialize> Serialize for Stated<T> {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        match self {
            Self::Known(value) => value.serialize(serializer),
            Self::Absent | Self::Unknown => serializer.serialize_unit(),
        }
    }
}

impl<T: JsonSchema> JsonSchema for Stated<T> {
    fn inline_schema() -> bool {
        true
    }

    fn schema_name() -> Cow<'static, str> {
        format!("Stated_{}", T::schema_name()).into()
    }

    fn json_schema(generator: &mut SchemaGenerator) -> Schema {
        json_schema!({ "oneOf": [generator.subschema_for::<T>(), { "type": "null" }] })
    }
}
