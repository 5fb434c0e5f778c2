//! A folder of notes in Markdown, with front matter or without: talks that somebody heard, reports, post-mortems.
//!
//! Comes in: a folder. Goes out: folders of a conference as events, a note with a speaker as a talk, a note of several talks as a report that covers them, and
//! everything else as reports; READMEs are the pages of their folders. What always holds: every note is a record or has a notice; links between notes lead
//! to their records; the same folder gives the same records.

mod events;
mod gathering;
mod incident;
mod kinds;
mod links;
mod note;
mod readme;
mod records;

use std::path::Path;

use rayon::prelude::*;

use crate::document::PAPERS;
use crate::harvest::ledger::Rule;
use crate::harvest::listed::Listed;
use crate::harvest::notices::Notices;
use crate::harvest::reading::names;
use crate::harvest::record::Harvest;
use crate::import::error::ImportError;
use crate::import::folder;
use crate::vocab::diagnostic::Code;
use crate::vocab::path::markdown_stem;

use note::Note;

/// What the files say where they come from.
const SOURCE: &str = "notes";

/// No note is longer, in bytes.
const LARGEST: u64 = 4 * 1024 * 1024;

const PAPER: Rule = Rule::left("paper", "files about the folder (LICENSE, CONTRIBUTING, …) are no notes");

/// Reads the whole folder.
pub(crate) fn read(root: &Path) -> Result<Harvest, ImportError> {
    let files = folder::list(root)?;
    let scope = folder::name_of(root);
    let mut harvest = Harvest::new(SOURCE, Some(format!("{scope}/")));
    let (papers, rest): (Vec<_>, Vec<_>) = files.iter().partition(|file| is_paper(&file.below));
    papers.iter().for_each(|file| harvest.ledger.note(PAPER, &file.below));
    let read: Result<Vec<_>, ImportError> =
        rest.par_iter().filter(|file| may_be_a_note(file)).map(|file| note_in(file)).collect();
    let mut notes = Vec::new();
    for (below, read) in read? {
        harvest.met.push(format!("{scope}/{below}"));
        match read {
            Ok(note) => notes.extend(note),
            Err(mut notices) => harvest.notices.append(&mut notices.list),
        }
    }
    if notes.is_empty() {
        let hint = "give a folder with Markdown files in it".to_owned();
        return Err(ImportError::NotSuchData { folder: root.to_owned(), wanted: "notes", hint });
    }
    note::hold_by_place(&mut notes);
    records::gather(&scope, &notes, &files, &mut harvest);
    names::settle(&mut harvest.records);
    Ok(harvest)
}

/// Whether a file is about the folder, and not for readers: in capitals, as such files are written; licences in any.
fn is_paper(below: &str) -> bool {
    let name = below.rsplit('/').next().unwrap_or(below);
    let stem = name.split('.').next().unwrap_or(name);
    let is_licence = ["license", "licence", "copying"].iter().any(|word| stem.eq_ignore_ascii_case(word));
    is_licence || (PAPERS.contains(&stem) && stem != "README")
}

/// Markdown by its ending; a file without one may be.
fn may_be_a_note(file: &Listed) -> bool {
    let name = file.below.rsplit('/').next().unwrap_or(&file.below);
    markdown_stem(name).is_some() || !name.contains('.')
}

/// The note in a file; none where a file without an ending is no Markdown.
fn note_in(file: &Listed) -> Result<(String, Result<Option<Note>, Notices>), ImportError> {
    let refuse = |why: &str| {
        let mut notices = Notices::new(&file.below);
        notices.say(Code::ImportUnreadable, why, "it was left out; mend the file and import again");
        Ok((file.below.clone(), Err(notices)))
    };
    if file.length > LARGEST {
        return refuse("this file has more than 4 MB");
    }
    let bytes =
        folder::read(&file.path).map_err(|cause| ImportError::Io { path: file.path.clone(), cause })?;
    let is_markdown = markdown_stem(&file.below).is_some();
    let note = match String::from_utf8(bytes.unwrap_or_default()) {
        Ok(text) if is_markdown || text.trim_start().starts_with('#') => Some(Note::read(&file.below, &text)),
        Err(_) if is_markdown => return refuse("this file is not UTF-8"),
        Ok(_) | Err(_) => None,
    };
    Ok((file.below.clone(), Ok(note)))
}
