//! What an importer reads, whatever the system it came from: events and talks with clean values and a Markdown body.
//!
//! What always holds: texts of one line are clean (no control characters, no line breaks, not empty), addresses are
//! safe to link to, a body is Markdown that dangles nowhere.

use crate::vocab::date::PartialDate;
use crate::vocab::duration::Duration;
use crate::vocab::language::Language;
use crate::vocab::web_address::WebAddress;

/// An event of another system.
#[derive(Debug, Clone, PartialEq)]
pub(super) struct ImportedEvent {
    /// The path of the file that it was read from, below the imported folder; what it is found by again.
    pub(super) from: String,
    /// The name that its file is to have, before it is made a slug.
    pub(super) name: String,
    pub(super) title: String,
    /// The first and the last day.
    pub(super) dates: Option<(PartialDate, PartialDate)>,
    pub(super) url: Option<WebAddress>,
    pub(super) body: String,
}

/// A talk of another system.
#[derive(Debug, Clone, PartialEq)]
pub(super) struct ImportedTalk {
    /// As an event's.
    pub(super) from: String,
    pub(super) name: String,
    pub(super) title: String,
    /// The index of its event.
    pub(super) event: usize,
    pub(super) date: Option<PartialDate>,
    pub(super) duration: Option<Duration>,
    pub(super) language: Option<Language>,
    pub(super) speakers: Vec<String>,
    pub(super) topics: Vec<String>,
    pub(super) video: Vec<WebAddress>,
    pub(super) links: Vec<ImportedLink>,
    /// Keys and texts for `[extra]`.
    pub(super) extra: Vec<(String, String)>,
    pub(super) body: String,
}

/// A related address.
#[derive(Debug, Clone, PartialEq)]
pub(super) struct ImportedLink {
    pub(super) url: WebAddress,
    pub(super) title: Option<String>,
}

/// All that one import reads, in the order of `from`.
#[derive(Debug, Default)]
pub(super) struct Records {
    pub(super) events: Vec<ImportedEvent>,
    pub(super) talks: Vec<ImportedTalk>,
}
