//! A note's body: its text without the title, with links to other notes and files where these will be.

use std::collections::{BTreeMap, HashMap};

use super::note::Note;
use crate::harvest::ledger::{Ledger, Rule};
use crate::harvest::linked::{Edit, LARGEST, attach, completed, edited};
use crate::harvest::listed::Listed;
use crate::harvest::record::{Attached, Body, Piece, RecordId};
use crate::vocab::path::joined;
use crate::vocab::percent;

const TO_NOTE: Rule = Rule::took("link-to-note", "a link to another note leads to its record");
const COMPLETED: Rule = Rule::took("completed-address", "an address that lost its https:// has it again");
const DEAD: Rule = Rule::left("dead-link", "a link to nothing in the folder becomes its words");
const NO_IMAGE: Rule = Rule::left("missing-image", "an image that is not in the folder becomes its words");

/// What links of notes may lead to.
pub(super) struct Targets<'a> {
    /// By path below the folder: of notes, and of folders that have a page.
    pub(super) records: BTreeMap<String, RecordId>,
    /// All other files.
    pub(super) files: HashMap<&'a str, &'a Listed>,
}

/// The body, and what is copied beside it. `mended` are addresses that the note has wrong, and what they mean.
pub(super) fn body(
    note: &Note,
    targets: &Targets<'_>,
    mended: &BTreeMap<String, RecordId>,
    ledger: &mut Ledger,
) -> (Body, Vec<Attached>) {
    let mut edits: Vec<Edit> = Vec::new();
    edits.extend(note.heading_range().map(|range| (range, Vec::new())));
    let mut files: Vec<Attached> = Vec::new();
    let mut end = edits.first().map_or(0, |(range, _)| range.end);
    for link in &note.blocks.links {
        // An image that is a link's label is the link's to keep, and what stands in the title goes with it.
        if link.range.start < end {
            continue;
        }
        let Some(meant) = meant(note, &link.address, targets, mended) else { continue };
        match (meant, &link.target) {
            (Meant::Record(to, anchor), Some(target)) => {
                ledger.note(TO_NOTE, &note.below);
                edits.push((target.clone(), vec![Piece::PathTo(to), Piece::Text(anchor)]));
            }
            (Meant::File(file), Some(target)) => {
                let number = attach(&mut files, file, None);
                edits.push((target.clone(), vec![Piece::PathToFile(number)]));
            }
            (Meant::Address(address), Some(target)) => {
                ledger.note(COMPLETED, &note.below);
                edits.push((target.clone(), vec![Piece::Text(address)]));
            }
            _ => {
                ledger.note(if link.is_image { NO_IMAGE } else { DEAD }, &note.below);
                edits.push((link.range.clone(), vec![Piece::Text(link.label.clone())]));
                end = link.range.end;
            }
        }
    }
    edits.sort_by_key(|(range, _)| (range.start, range.end));
    (edited(&note.text, edits), files)
}

enum Meant<'a> {
    Record(RecordId, String),
    File(&'a Listed),
    Address(String),
    Nothing,
}

/// What an address of a note means; none where it is right as it is.
fn meant<'a>(
    note: &Note,
    address: &str,
    targets: &Targets<'a>,
    mended: &BTreeMap<String, RecordId>,
) -> Option<Meant<'a>> {
    let has_scheme = address.split_once(':').is_some_and(|(scheme, _)| {
        !scheme.is_empty()
            && scheme.chars().all(|letter| letter.is_ascii_alphanumeric() || "+.-".contains(letter))
    });
    if has_scheme || address.starts_with('#') || address.starts_with("//") || address.is_empty() {
        return None;
    }
    let (path, anchor) = address.find('#').map_or((address, ""), |at| address.split_at(at));
    if let Some(to) = mended.get(address) {
        return Some(Meant::Record(*to, anchor.to_owned()));
    }
    let plain = percent::decoded(path);
    let Some(below) = joined(note.folder(), &plain) else { return Some(Meant::Nothing) };
    let spellings = [below.clone(), format!("{below}.md"), below.trim_end_matches('/').to_owned()];
    if let Some(to) = spellings.iter().find_map(|path| targets.records.get(path)) {
        return Some(Meant::Record(*to, anchor.to_owned()));
    }
    if let Some(file) = targets.files.get(below.as_str()).filter(|file| file.length <= LARGEST) {
        return Some(Meant::File(file));
    }
    Some(completed(address).map_or(Meant::Nothing, Meant::Address))
}
