//! Other systems' data become content files, and become so again without touching what an author added.
//!
//! Comes in: a folder or a file of another system, and the site's content folder. Goes out: Markdown files, a report, and a notice for each thing
//! that was not taken as it is. The steps: a source reads records (`sources`, one folder each), the writer finds their files and merges them
//! (`writing`), which makes a plan; it is shown, or carried out and told of (`report`). All but `folder` and what calls it are pure. What
//! always holds: an import that follows another of the same data writes nothing; nothing outside the content folder is written but the
//! report; nothing private is written (the fields of `harvest/record.rs` are what may be published, `writing/private.rs` looks at every text).

#![expect(clippy::disallowed_methods, reason = "`folder` is this room's door to the disk")]

mod error;
mod folder;
mod report;
mod sources;
mod writing;

use std::path::Path;

pub use crate::harvest::reading::prose::markdown;
pub use crate::harvest::record::Harvest;
pub use error::ImportError;
pub(crate) use report::REPORT;
pub use sources::schedule::{Asked, OnBroken};
pub use writing::{Carried, plan};
pub(crate) use writing::{Change, Plan};

/// Reads the pyvideo archive in this folder.
///
/// # Errors
/// The folder holds no such data, or the file system refuses.
pub fn pyvideo(folder: &Path) -> Result<Harvest, ImportError> {
    sources::pyvideo::read(folder)
}

/// Reads a folder of notes in Markdown.
///
/// # Errors
/// The folder holds none, or the file system refuses.
pub fn notes(folder: &Path) -> Result<Harvest, ImportError> {
    sources::notes::read(folder)
}

/// Reads a blog: Jekyll, Hugo, Zola, Eleventy, an Obsidian vault, or Markdown with front matter.
///
/// # Errors
/// The folder holds none, or the file system refuses.
pub fn blog(folder: &Path) -> Result<Harvest, ImportError> {
    sources::blog::read(folder)
}

/// Reads an export of WordPress (WXR).
///
/// # Errors
/// The file is none, or is broken.
pub fn wordpress(file: &Path) -> Result<Harvest, ImportError> {
    sources::wordpress::read(file)
}

/// Reads one post about an event: text, Markdown or saved HTML.
///
/// # Errors
/// There is no such file, or it has no text.
pub fn post(file: &Path) -> Result<Harvest, ImportError> {
    sources::post::read(file)
}

/// Reads the schedule in this file, of whatever system.
///
/// # Errors
/// The file holds no schedule, or a broken one, or the file system refuses.
pub fn schedule(file: &Path, asked: &Asked) -> Result<Harvest, ImportError> {
    sources::schedule::read(file, asked)
}

/// Reads the events of RubyEvents in this folder.
///
/// # Errors
/// The folder holds no such data, or the file system refuses.
pub fn rubyevents(folder: &Path) -> Result<Harvest, ImportError> {
    sources::rubyevents::read(folder)
}

/// Reads the events of the site of `DevOpsDays` in this folder.
///
/// # Errors
/// The folder holds no such data, or the file system refuses.
pub fn devopsdays(folder: &Path) -> Result<Harvest, ImportError> {
    sources::devopsdays::read(folder)
}

/// Carries out a plan, and writes the report into the site's folder when that changed any content.
///
/// # Errors
/// The file system refuses.
pub fn carry_out(plan: &mut Plan, root: &Path) -> Result<Carried, ImportError> {
    let carried = plan.carry_out()?;
    if carried != Carried::default() {
        folder::write_report(root, REPORT, report::HEAD, &report::markdown(plan, carried))?;
    }
    Ok(carried)
}

#[cfg(test)]
mod tests;
