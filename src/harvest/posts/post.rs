//! One post.

use crate::harvest::record::{Common, MediaOfRecord, Participant};
use crate::vocab::date::PartialDate;
use crate::vocab::web_address::WebAddress;

/// A post, as its system knows it.
#[derive(Debug, Clone)]
pub(crate) struct Post {
    /// Its path below the imported folder, or what it is called in an export: it stays while the post does.
    pub(crate) below: String,
    /// The name that its file is to have.
    pub(crate) name: String,
    pub(crate) title: String,
    pub(crate) form: Form,
    pub(crate) common: Common,
    /// Who wrote it, or spoke.
    pub(crate) people: Vec<Participant>,
    pub(crate) event: Option<Meeting>,
    pub(crate) media: MediaOfRecord,
    /// Where it was published last, from the site's root.
    pub(crate) address: Option<String>,
    /// Addresses with a query that led to it, from the site's root: links have them, files cannot.
    pub(crate) queried: Vec<String>,
    /// The address, path or name of the post that this one translates.
    pub(crate) original: Option<String>,
    /// In Markdown.
    pub(crate) text: String,
}

/// What a post becomes.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Form {
    Report,
    Talk,
    Page,
}

/// An event that a post names.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Meeting {
    pub(crate) name: String,
    pub(crate) url: Option<WebAddress>,
    /// Its first and last day.
    pub(crate) days: Option<(PartialDate, PartialDate)>,
}
