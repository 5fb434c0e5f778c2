//! JSON Schemas of what is read through [`Matter`]: front matter by kind, and the config.
//!
//! Apart, since reading needs none of it. What always holds: like [`Matter`], a schema knows every key that a struct has and refuses any other; the
//! descriptions are the structs' own documentation.
//!
//! [`Matter`]: super::Matter

use schemars::generate::SchemaSettings;
use schemars::transform::{RecursiveTransform, RemoveRefSiblings};
use schemars::{JsonSchema, Schema};
use serde_json::{Value, json};

use crate::vocab::schema::never_null;

/// The schema of what is read as a `T`, with its title. It is of draft 7, the one that every editor knows.
pub(crate) fn schema_of<T: JsonSchema>(title: &str) -> Schema {
    let settings = SchemaSettings::draft07()
        .with_transform(RecursiveTransform(never_null))
        .with_transform(RecursiveTransform(says_nothing))
        .with_transform(RecursiveTransform(closed))
        // In draft 7 what stands beside a reference is not read; the first transform leaves such.
        .with_transform(RemoveRefSiblings::default());
    let mut schema = settings.into_generator().into_root_schema_for::<T>();
    schema.insert("title".to_owned(), title.into());
    schema
}

/// Takes out defaults that say no more than that the key is missing.
fn says_nothing(schema: &mut Schema) {
    if schema
        .get("default")
        .is_some_and(|value| value.is_null() || *value == json!([]) || *value == json!({}))
    {
        schema.remove("default");
    }
    // How Rust keeps a number is no business of those who write it.
    schema.remove("format");
}

/// Has a table refuse keys that it does not have.
fn closed(schema: &mut Schema) {
    if schema.get("properties").is_some() && schema.get("additionalProperties").is_none() {
        schema.insert("additionalProperties".to_owned(), Value::Bool(false));
    }
}
