//! A bundle of Markdown: a file for each record that has one of its own, laid out and written as content is.
//!
//! It is for other tools for notes, and for whoever wants to go. What always holds: a bundle may be the content folder of another site, which then knows the
//! same records.

use rayon::prelude::*;

use crate::knowledge::RecordId;
use crate::machines::markdown;
use crate::site::prose::{Prose, Reads};
use crate::site::{Input, Site};

use super::form::Left;

/// `<folder of the kind>/<id>.md`, and what else there is.
pub(super) fn files(site: &Site<'_>, input: &Input<'_>) -> (Vec<(String, Vec<u8>)>, Vec<Left>) {
    let knowledge = site.knowledge();
    let own = knowledge.iter().filter(|(_, record)| record.own_document().is_some());
    let own: Vec<RecordId> = own.map(|(id, _)| id).collect();
    let files = own.into_par_iter().map(|id| {
        let record = site.record(id);
        let file = markdown::content(site, &Prose::declared(input, Reads::Of(id)), id);
        (format!("{}/{}.md", record.kind.folder(), record.id), file)
    });
    let left = Left::counted([("files beside pages, which links lead to", knowledge.attachments.len())]);
    (files.collect(), left)
}
