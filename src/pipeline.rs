//! The assembly line: it names every stage, in the order in which data flows, and holds none of their logic.
//!
//! A build, an update of a preview and a check are the same line, with a fuller or emptier memory; a check stops before anything is written. What
//! always holds:
//!
//! - Diagnostics come out in the order of files and places, whatever the threads did.
//! - Nothing is published when there is an error, unless told to keep going.
//! - What is remembered changes nothing but the time it takes.

mod attachments;
mod build;
mod error;
mod files;
mod folders;
mod gather;
mod images;
mod keyed;
mod ledger;
mod mode;
mod options;
mod progress;
mod project;
mod prose;
mod record;
mod report;
mod run;
mod search;
mod session;
mod statistics;
mod workshop;

use std::path::Path;

pub use crate::config::base_url;
pub use crate::disk::commit::end_at;
pub use crate::output::{Foreign, Written};
pub use build::build;
pub use error::BuildError;
pub use files::Look;
pub use folders::{FolderError, Folders};
pub use gather::{Checked, check};
pub use options::{BuildOptions, OnErrors, SiteOptions};
pub use progress::{Interrupt, Never, Progress, SiteChange};
pub use project::Project;
pub use report::{BuildReport, Published, Timings, Work};
pub use search::{SearchError, search};
pub use session::{Session, Updated};
pub use statistics::{Row, Statistics, statistics};

use crate::source;
use crate::vocab::path::ContentPath;

/// The text of a file that a diagnostic is about, as far as a document is read; empty when it cannot be read any more.
pub fn source_text(root: &Path, path: &ContentPath) -> String {
    source::read_at_most(root, path, crate::document::LARGEST)
        .map_or_else(|_| String::new(), |bytes| String::from_utf8_lossy(&bytes).into_owned())
}

/// The bytes of a file of the built-in theme, by its path in the theme's folder; else the nearest path that there is.
///
/// # Errors
/// There is no such file.
pub fn built_in_file(path: &str) -> Result<Vec<u8>, Option<String>> {
    let files = source::read_theme(Path::new("."), None).unwrap_or_default();
    match files.iter().find(|file| file.path == path) {
        Some(file) => Ok(file.bytes.clone()),
        None => Err(crate::vocab::diagnostic::nearest(path, files.iter().map(|file| file.path.as_str()))
            .map(str::to_owned)),
    }
}
