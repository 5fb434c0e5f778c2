//! What the site tells machines: structured data and metadata in pages, and the files that only programs read.
//!
//! Comes in: the site and what a page is about. Goes out: values for templates, or the whole bytes of a file whose form a standard fixes. What always
//! holds:
//!
//! - Only what is known is said.
//! - Nothing asks the clock.
//! - What authors wrote is escaped for the form that it stands in.

pub(crate) mod api;
pub(crate) mod calendar;
pub(crate) mod card;
pub(crate) mod citation;
pub(crate) mod feed;
pub(crate) mod head;
pub(crate) mod instant;
pub(crate) mod json_ld;
pub(crate) mod llms;
pub(crate) mod markdown;
mod redirects;
mod transcript;

use crate::knowledge::RecordId;
use crate::site::Site;
use crate::site::prose::Prose;

use api::ApiFile;
use feed::Scope;

/// A file whose form is a standard's, not a template's matter.
#[derive(Debug)]
pub(crate) enum MachineFile {
    JsonFeed(Scope),
    /// The calendar of an event, or of all.
    Calendar(Option<RecordId>),
    /// The calendar of what is to be done.
    Due,
    /// All redirects, for hosts that read them: each address from the site's root.
    Redirects(Vec<(String, RecordId)>),
    Api(ApiFile),
    /// A record as Markdown.
    Markdown(RecordId),
    /// What is said in a record's recording, by the number of its transcript.
    Transcript(RecordId, usize),
    /// What there is for assistants to read: of an event or a topic, or of the site.
    Llms(Option<RecordId>),
}

/// The bytes of a file that stands at `address`; `prose` is what it declared, `related` are the talks and reports nearest to its record.
pub(crate) fn bytes(
    site: &Site<'_>,
    prose: &Prose<'_>,
    related: &[RecordId],
    address: &str,
    file: &MachineFile,
) -> Vec<u8> {
    match file {
        MachineFile::JsonFeed(scope) => feed::json::bytes(site, feed::of(site, prose, *scope), address),
        MachineFile::Calendar(None) => calendar::of_site(site),
        MachineFile::Calendar(Some(event)) => calendar::of_event(site, *event),
        MachineFile::Due => calendar::due::of_site(site),
        MachineFile::Redirects(redirects) => redirects::file(site, redirects),
        MachineFile::Api(file) => api::file(site, prose, *file),
        MachineFile::Markdown(id) => markdown::file(site, prose, related, *id),
        MachineFile::Transcript(id, number) => transcript::file(site, prose, *id, *number),
        MachineFile::Llms(of) => llms::file(site, *of),
    }
}
