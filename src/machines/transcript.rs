//! What is said in a recording, as JSON: for programs, beside the page that shows it.

use serde_json::json;

use crate::knowledge::RecordId;
use crate::site::prose::Prose;
use crate::site::{Site, said};

/// The file of a record's transcript of this number: its language, its page, and what is said from which second on.
pub(super) fn file(site: &Site<'_>, prose: &Prose<'_>, id: RecordId, number: usize) -> Vec<u8> {
    let record = site.record(id);
    let transcript = said::transcript(prose.of(id), number);
    let passages = transcript.map_or(&[][..], |transcript| &transcript.passages);
    let passages: Vec<_> =
        passages.iter().map(|passage| json!({ "at": passage.second, "text": passage.text })).collect();
    let file = json!({
        "record": record.id,
        "kind": record.kind.name(),
        "url": site.public_url(record.address.as_str()),
        "recording": said::recording(record).and_then(|medium| medium.url.as_ref()).map(ToString::to_string),
        "language": transcript.map(|transcript| transcript.language.as_str()),
        "passages": passages,
    });
    format!("{file}\n").into_bytes()
}
