//! A bundle of Markdown: a file for each record that has one of its own, laid out and written as content is.
//!
//! It is for other tools for notes, and for whoever wants to go: YAML front matter with the keys of `docs/format.md`, and the text of the record's page. What always
//! holds: a bundle may be the content folder of another site, which then knows the same records, but for lessons whose
//! marks pages do not show.

mod front;
mod keys;
mod lives;
mod yaml;

use rayon::prelude::*;

use crate::knowledge::RecordId;
use crate::site::prose::{Prose, Reads};
use crate::site::{Input, Site};

use super::form::Left;
use super::prose;

/// `<folder of the kind>/<id>.md`, and what else there is.
pub(super) fn files(site: &Site<'_>, input: &Input<'_>) -> (Vec<(String, Vec<u8>)>, Vec<Left>) {
    let knowledge = site.knowledge();
    let own = knowledge.iter().filter(|(_, record)| record.own_document().is_some());
    let own: Vec<RecordId> = own.map(|(id, _)| id).collect();
    let files = own.into_par_iter().map(|id| {
        let record = site.record(id);
        let text = prose::markdown(site, &Prose::declared(input, Reads::Of(id)), id).unwrap_or_default();
        let blank = if text.is_empty() { "" } else { "\n" };
        let end = if text.is_empty() || text.ends_with('\n') { "" } else { "\n" };
        let file = format!("---\n{}---\n{blank}{text}{end}", front::matter(site, id));
        (format!("{}/{}.md", record.kind.folder(), record.id), file.into_bytes())
    });
    let left = Left::counted([("files beside pages, which links lead to", knowledge.attachments.len())]);
    (files.collect(), left)
}
