//! Other systems' data become content files, and become so again without touching what an author added.
//!
//! Comes in: a folder of another system and the site's content folder. Goes out: Markdown files of events and talks, a count,
//! and a notice for each thing that was not taken as it is. The steps: read (one file an importer), fields, places, merge; all but
//! `folder` are pure. What always holds: an import that follows another of the same data writes nothing; nothing
//! outside the content folder is written.

#![expect(clippy::disallowed_methods, reason = "`folder` is this room's door to the disk")]

mod durations;
mod error;
mod fields;
mod folder;
mod languages;
mod merge;
mod names;
mod notices;
mod places;
mod plain;
mod prose;
mod pyvideo;
mod record;

use std::collections::{BTreeMap, BTreeSet, HashSet};
use std::path::Path;

use rayon::prelude::*;

use crate::vocab::diagnostic::{Code, Diagnostic, in_order};
use crate::vocab::kind::Kind;

pub use error::ImportError;
use fields::Fields;
use notices::Notices;
use places::{Existing, Places, Target};
pub use prose::markdown;
use record::Records;

/// What an import did.
#[derive(Debug, Default)]
pub struct Imported {
    pub events: usize,
    pub talks: usize,
    /// Files made or changed.
    pub written: usize,
    /// Files that were as they should be.
    pub unchanged: usize,
    /// Keys and bodies that stayed as the author wanted them, although the source says otherwise.
    pub kept: usize,
    /// What was not taken as it is; the paths are below the imported folder.
    pub notices: Vec<Diagnostic>,
}

/// Imports the data of the pyvideo archive in `folder` into the content folder at `content`.
///
/// # Errors
/// The folder holds no such data, or the file system refuses.
pub fn pyvideo(folder: &Path, content: &Path) -> Result<Imported, ImportError> {
    let (records, met, notices) = pyvideo::read(folder)?;
    import(pyvideo::SOURCE, &records, &met, notices, content)
}

/// Writes the records; `met` are the files that the source still has, whether or not they became records.
fn import(
    source: &str,
    records: &Records,
    met: &[String],
    mut notices: Vec<Diagnostic>,
    content: &Path,
) -> Result<Imported, ImportError> {
    let files = folder::content_files(content, source)?;
    let mut places = Places::new(&files);
    let assigned = place(records, &files, &mut places, &mut notices);
    note_strays(&places, met, &mut notices);

    let merged: Vec<_> = assigned.into_par_iter().map(|placed| placed.merge(source, &files)).collect();
    let mut imported =
        Imported { events: records.events.len(), talks: records.talks.len(), ..Imported::default() };
    let mut writes = BTreeMap::new();
    for (below, outcome) in merged {
        match outcome {
            Outcome::Write(text, kept) => {
                imported.kept += kept;
                writes.insert(below, text);
            }
            Outcome::Same(kept) => {
                imported.kept += kept;
                imported.unchanged += 1;
            }
        }
    }
    let refused: BTreeSet<String> = folder::make_folders(content, writes.keys().map(String::as_str))?
        .into_iter()
        .map(str::to_owned)
        .collect();
    for below in &refused {
        let mut about = Notices::new(below);
        let message = format!("`{below}` is not written: its folder is a symbolic link or a file");
        about.say(Code::ImportRefused, message, "move it away, and import again");
        notices.append(&mut about.list);
    }
    writes.retain(|below, _| !refused.contains(below));
    writes.par_iter().try_for_each(|(below, text)| folder::write(content, below, text))?;
    imported.written = writes.len();
    imported.notices = in_order(notices);
    Ok(imported)
}

/// A record with its file.
struct Placed {
    /// The file, below the content folder.
    below: String,
    /// The file that is there already.
    present: Option<usize>,
    fields: Fields,
}

/// What becomes of a file.
enum Outcome {
    Write(String, usize),
    Same(usize),
}

impl Placed {
    fn merge(self, source: &str, files: &[Existing]) -> (String, Outcome) {
        let present = self.present.and_then(|index| {
            let text = files[index].text.as_str();
            Some((text, merge::merged(text, source, &self.fields)?))
        });
        let outcome = match present {
            Some((text, merged)) if merged.text == text => Outcome::Same(merged.kept),
            Some((_, merged)) => Outcome::Write(merged.text, merged.kept),
            None => Outcome::Write(merge::new_file(source, &self.fields), 0),
        };
        (self.below, outcome)
    }
}

/// Gives every record a file; one whose file is an author's own is left out with a notice.
fn place(
    records: &Records,
    files: &[Existing],
    places: &mut Places<'_>,
    notices: &mut Vec<Diagnostic>,
) -> Vec<Placed> {
    let mut assigned = Vec::with_capacity(records.events.len() + records.talks.len());
    let mut settle = |target: Target, fields: Fields| -> String {
        let (below, present) = match target {
            Target::New(below) => (below, None),
            Target::Present(index) => (files[index].below.clone(), Some(index)),
            Target::Taken(index) => {
                let below = files[index].below.clone();
                let mut about = Notices::new(&fields.from);
                let message = format!("`{below}` exists and was not imported from here: it was not touched");
                about.say(
                    Code::ImportNotOurs,
                    message,
                    "rename or remove that file to have this one imported",
                );
                notices.append(&mut about.list);
                return places::id(&below).unwrap_or_default();
            }
        };
        let id = places::id(&below).unwrap_or_default();
        assigned.push(Placed { below, present, fields });
        id
    };
    let mut ids = Vec::with_capacity(records.events.len());
    for event in &records.events {
        let target = places.target(Kind::Event, &event.from, None, &event.name);
        ids.push(settle(target, fields::of_event(event)));
    }
    for talk in &records.talks {
        let event = ids[talk.event].as_str();
        let target = places.target(Kind::Talk, &talk.from, Some(event), &talk.name);
        settle(target, fields::of_talk(talk, event));
    }
    assigned
}

/// Reports files that were imported and whose source is gone, and copies of imported files.
fn note_strays(places: &Places<'_>, met: &[String], notices: &mut Vec<Diagnostic>) {
    let met: HashSet<&str> = met.iter().map(String::as_str).collect();
    let mut say = |from: &str, code, message: String, hint| {
        let mut about = Notices::new(from);
        about.say(code, message, hint);
        notices.append(&mut about.list);
    };
    for (from, below) in places.vanished(|from| met.contains(from)) {
        let message = format!("this is gone; `{below}`, which was imported from it, was kept");
        say(from, Code::ImportGone, message, "remove that file yourself if it should go");
    }
    for (from, below) in places.copies() {
        let message = format!(
            "`{below}` says that it was imported from here, as another file does: it was not touched"
        );
        say(from, Code::ImportCopy, message, "remove `[extra.import]` from the copy");
    }
}

#[cfg(test)]
mod tests;
