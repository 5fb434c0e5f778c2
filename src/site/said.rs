//! What is said in a record's recordings: where its pages and files are, and which recording it is said in.

use std::sync::Arc;

use crate::document::matter::{Media, MediaSort};
use crate::document::{Body, Transcript};
use crate::knowledge::own::{self, TranscriptForm};
use crate::knowledge::{Record, TranscriptFile};

use super::media::url_at;

/// Where a transcript of a record is in this form, from the site's root.
pub(crate) fn address(record: &Record, file: &TranscriptFile, form: TranscriptForm) -> String {
    format!("{}{}", record.address, own::transcript(file.language.as_str(), form))
}

/// The recording whose seconds a record's transcripts tell: the first video that has an address, else the first sound.
pub(crate) fn recording(record: &Record) -> Option<&Media> {
    let mut videos = record.media_of(MediaSort::Video);
    let mut sounds = record.media_of(MediaSort::Audio);
    videos.find(|medium| medium.url.is_some()).or_else(|| sounds.find(|medium| medium.url.is_some()))
}

/// The address at which that recording, or the archived copy of it, begins at a second.
pub(crate) fn moment(record: &Record, second: u32) -> Option<String> {
    let medium = recording(record)?;
    let url = medium.archived.as_ref().or(medium.url.as_ref())?;
    Some(url_at(url.as_str(), second))
}

/// The transcript of this number.
pub(crate) fn transcript(body: Option<&Body>, number: usize) -> Option<&Transcript> {
    body?.transcripts.get(number).map(Arc::as_ref)
}
