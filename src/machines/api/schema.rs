//! The API's published JSON Schema (2020-12), made from the shapes.

use schemars::Schema;
use schemars::generate::SchemaSettings;
use schemars::transform::RecursiveTransform;

use crate::vocab::schema::never_null;

use super::shape::Document;

/// The schema of every document of the API.
pub(super) fn schema() -> Schema {
    let settings = SchemaSettings::draft2020_12().for_serialize();
    settings
        .with_transform(RecursiveTransform(never_null))
        .into_generator()
        .into_root_schema_for::<Document<'static>>()
}
