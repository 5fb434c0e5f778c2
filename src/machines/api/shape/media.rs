//! Recordings and documents, as the API tells them.

use schemars::JsonSchema;
use serde::Serialize;

/// A recording or document, and what has become of it.
#[derive(Debug, Serialize, JsonSchema)]
pub(in crate::machines::api) struct Media<'a> {
    /// `video`, `audio`, `slides` or `paper`.
    pub(in crate::machines::api) sort: &'static str,
    /// `published`, `awaited`, `not_recorded` (known to be none), `withheld` or `lost`.
    pub(in crate::machines::api) status: &'static str,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub(in crate::machines::api) url: Option<&'a str>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub(in crate::machines::api) title: Option<&'a str>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub(in crate::machines::api) language: Option<&'a str>,
    /// ISO 8601: `PT38M`.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub(in crate::machines::api) duration: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub(in crate::machines::api) published: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub(in crate::machines::api) expected: Option<String>,
    /// Where a copy of it is, when its address leads nowhere any more.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub(in crate::machines::api) archived: Option<&'a str>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub(in crate::machines::api) note: Option<&'a str>,
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub(in crate::machines::api) chapters: Vec<Chapter<'a>>,
}

#[derive(Debug, Serialize, JsonSchema)]
pub(in crate::machines::api) struct Chapter<'a> {
    /// Seconds from the beginning.
    pub(in crate::machines::api) at: u32,
    pub(in crate::machines::api) title: &'a str,
}

/// What is said in a recording, in a file of its own.
#[derive(Debug, Serialize, JsonSchema)]
pub(in crate::machines::api) struct Transcript<'a> {
    pub(in crate::machines::api) language: &'a str,
    /// The page that shows it.
    pub(in crate::machines::api) url: String,
    /// The file that has it, in JSON: `passages`, each with the second that it begins `at` and its `text`.
    pub(in crate::machines::api) data: String,
}
