//! What was done with a lesson, as the API tells it.

use schemars::JsonSchema;
use serde::Serialize;

/// That a lesson was put into practice.
#[derive(Debug, Serialize, JsonSchema)]
pub(in crate::machines::api) struct Application<'a> {
    #[serde(rename = "where", skip_serializing_if = "Option::is_none")]
    pub(in crate::machines::api) place: Option<&'a str>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub(in crate::machines::api) since: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub(in crate::machines::api) by: Option<&'a str>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub(in crate::machines::api) result: Option<&'a str>,
}

/// That a lesson was found to hold.
#[derive(Debug, Serialize, JsonSchema)]
pub(in crate::machines::api) struct Verification<'a> {
    #[serde(skip_serializing_if = "Option::is_none")]
    pub(in crate::machines::api) by: Option<&'a str>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub(in crate::machines::api) at: Option<String>,
}
