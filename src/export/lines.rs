//! JSON Lines: every record, in the shape that the site's API has for it, with its kind and its whole text.
//!
//! What always holds: one record a line, in the order of kinds and ids; the shape is the API's (`machines/api/shape.rs`), so that a reader of one reads the other.

use rayon::prelude::*;
use serde::Serialize;

use crate::knowledge::RecordId;
use crate::machines::{api, markdown};
use crate::site::prose::{Prose, Reads};
use crate::site::{Input, Site};

/// A line.
#[derive(Serialize)]
struct Line<T> {
    kind: &'static str,
    #[serde(flatten)]
    record: T,
    /// Its whole text, as Markdown; missing when it has none of its own.
    #[serde(skip_serializing_if = "Option::is_none")]
    body: Option<String>,
}

/// `records.jsonl`.
pub(super) fn files(site: &Site<'_>, input: &Input<'_>) -> Vec<(String, Vec<u8>)> {
    let count = input.knowledge.records.len() as u32;
    let lines: Vec<Vec<u8>> =
        (0..count).into_par_iter().map(|number| line(site, input, RecordId(number))).collect();
    vec![("records.jsonl".to_owned(), lines.concat())]
}

fn line(site: &Site<'_>, input: &Input<'_>, id: RecordId) -> Vec<u8> {
    let declared = Prose::declared(input, Reads::Of(id));
    let line = Line {
        kind: site.record(id).kind.name(),
        record: api::record(site, &declared, id),
        body: markdown::prose(site, &declared, id),
    };
    let mut bytes = serde_json::to_vec(&line).unwrap_or_default();
    bytes.push(b'\n');
    bytes
}
