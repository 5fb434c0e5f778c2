//! How the words of this room are described in JSON Schemas: what may be written for a date, a duration, a fact.
//!
//! Apart from the words themselves, since only the schemas need it. What always holds: a schema refuses nothing that the word's own reader takes from
//! TOML; what it says of each is what editors show and what the tables of the documentation are made of.

use std::borrow::Cow;

use schemars::{JsonSchema, Schema, SchemaGenerator, json_schema};
use serde_json::Value;

use super::date::PartialDate;
use super::duration::Duration;
use super::fact::Fact;
use super::language::Language;
use super::spanned::Spanned;
use super::version::Requirement;
use super::web_address::WebAddress;

/// A transform of schemas: an optional property is missing when it is not known, never `null`. Those that may be `null` say so under
/// `oneOf`, which stays.
pub(crate) fn never_null(schema: &mut Schema) {
    let Some(object) = schema.as_object_mut() else { return };
    if let Some(Value::Array(types)) = object.get_mut("type") {
        types.retain(|sort| sort != "null");
        if let [only] = types.as_slice() {
            let only = only.clone();
            object.insert("type".to_owned(), only);
        }
    }
    if let Some(Value::Array(choices)) = object.get_mut("anyOf") {
        choices.retain(|choice| choice.get("type").is_none_or(|sort| sort != "null"));
        if let [Value::Object(only)] = choices.as_slice() {
            let only = only.clone();
            object.remove("anyOf");
            object.extend(only);
        }
    }
}

/// Describes a word by a schema of its own, with the name under which other schemas refer to it.
macro_rules! word {
    ($word:ty, $name:literal, $schema:tt) => {
        impl JsonSchema for $word {
            fn schema_name() -> Cow<'static, str> {
                $name.into()
            }

            fn json_schema(_: &mut SchemaGenerator) -> Schema {
                json_schema!($schema)
            }
        }
    };
}

word!(PartialDate, "date", {
    "description": "A date, as precise as is known: `2017`, `2017-10`, `2017-10-02`, `2017-10-02T09:30:00+02:00`.",
    "type": ["string", "integer"],
    "pattern": "^\\s*[0-9]{4}(-[0-9]{2}(-[0-9]{2}([Tt ].+)?)?)?\\s*$"
});

word!(Duration, "duration", {
    "description": "A length of time: `\"40m\"`, `\"1h15\"`, `\"90s\"`, `\"PT1H15M\"`, or a whole number of minutes.",
    "type": ["string", "integer"]
});

word!(Language, "language", {
    "description": "A language, as a BCP 47 tag: `fr`, `pt-BR`, `zh-Hans`.",
    "type": "string",
    "pattern": "^\\s*[A-Za-z]{2,3}(-[A-Za-z0-9]{1,8})*\\s*$"
});

word!(WebAddress, "address", {
    "description": "An absolute address that begins with `https://`, `http://` or `mailto:`.",
    "type": "string",
    "pattern": "^\\s*([Hh][Tt][Tt][Pp][Ss]?|[Mm][Aa][Ii][Ll][Tt][Oo]):"
});

word!(Requirement, "versions", {
    "description": "A range of versions, as Cargo writes them: `0.2`, or `>=0.1, <0.3`.",
    "type": "string"
});

/// Where a value stands is nothing that is written.
impl<T: JsonSchema> JsonSchema for Spanned<T> {
    fn inline_schema() -> bool {
        T::inline_schema()
    }

    fn schema_name() -> Cow<'static, str> {
        T::schema_name()
    }

    fn schema_id() -> Cow<'static, str> {
        T::schema_id()
    }

    fn json_schema(generator: &mut SchemaGenerator) -> Schema {
        T::json_schema(generator)
    }
}

impl<T: JsonSchema> JsonSchema for Fact<T> {
    fn inline_schema() -> bool {
        true
    }

    fn schema_name() -> Cow<'static, str> {
        format!("{} or false", T::schema_name()).into()
    }

    fn json_schema(generator: &mut SchemaGenerator) -> Schema {
        let known = generator.subschema_for::<T>();
        json_schema!({ "anyOf": [known, { "const": false }] })
    }
}
