//! One post about an event: as text, Markdown or saved HTML.
//!
//! Comes in: a file. Goes out: a report, and what it tells of: the event, the talks that it covers with their speakers' own words apart from the author's
//! opinion, recordings that are awaited, and figures as candidates. What always holds: no word of the post is lost; rules are the same for every post and
//! have no dictionary of events or people; what is not sure is a comment.

mod byline;
mod closing;
mod event;
mod form;
mod parts;
mod records;
mod sections;
mod talks;

use std::path::Path;

use crate::harvest::record::Harvest;
use crate::import::error::ImportError;
use crate::import::folder;

/// What the files say where they come from.
const SOURCE: &str = "post";

/// No post is longer, in bytes.
const LARGEST: usize = 4 * 1024 * 1024;

/// Reads the post in this file.
pub(crate) fn read(file: &Path) -> Result<Harvest, ImportError> {
    let name = file.file_name().map_or_else(String::new, |name| name.to_string_lossy().into_owned());
    let not_such = |hint: &str| ImportError::NotSuchData {
        folder: file.to_owned(),
        wanted: "post",
        hint: hint.to_owned(),
    };
    if file.is_dir() {
        return Err(not_such("give one file; `rexbase import notes` reads a folder"));
    }
    let bytes = match folder::read(file) {
        Ok(Some(bytes)) => bytes,
        Ok(None) => return Err(not_such("there is no such file")),
        Err(cause) => return Err(ImportError::Io { path: file.to_owned(), cause }),
    };
    if bytes.len() > LARGEST {
        return Err(not_such("it has more than 4 MB; give the text of one post"));
    }
    let (written, is_whole) = form::text(&bytes);
    if written.trim().is_empty() {
        return Err(not_such("it has no text"));
    }
    let post = form::post(&name, &written);
    let mut harvest = Harvest::new(SOURCE, None);
    if !is_whole {
        harvest.ledger.note(form::NOT_UTF_8, &name);
    }
    records::gather(&name, post, &mut harvest);
    Ok(harvest)
}
