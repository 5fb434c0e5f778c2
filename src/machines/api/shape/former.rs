//! The names that a record had, as the API shows them.

use schemars::JsonSchema;
use serde::Serialize;

/// A name that a record had.
#[derive(Debug, Serialize, JsonSchema)]
pub(in crate::machines::api) struct FormerName<'a> {
    pub(in crate::machines::api) name: &'a str,
    /// When it came to be called so.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub(in crate::machines::api) since: Option<String>,
    /// When it came to be called otherwise.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub(in crate::machines::api) until: Option<String>,
}
