//! `init` and `new`: content files that begin a site or a record.
//!
//! Comes in: a folder, and what the author named. Goes out: new files. What always holds: no file that exists is
//! changed; what is written is valid as it stands, and a site that was just begun builds without diagnostics.

#![expect(clippy::disallowed_methods, reason = "it writes new content files, at the author's word")]

mod error;
mod record;
mod site;

use std::fs;
use std::io::{self, Write};
use std::path::{Path, PathBuf};

use crate::vocab::kind::Kind;

pub use error::ScaffoldError;
pub use record::NewRecord;

/// Begins a site in `folder`; returns the files written, in order.
///
/// # Errors
/// There is a site already, a file is in the way, or the file system refuses.
pub fn begin_site(folder: &Path) -> Result<Vec<PathBuf>, ScaffoldError> {
    let config = folder.join(crate::config::FILE);
    if config.exists() {
        return Err(ScaffoldError::IsSite(config));
    }
    if let Some((taken, _)) = site::FILES.iter().find(|(path, _)| folder.join(path).exists()) {
        return Err(ScaffoldError::Exists(folder.join(taken)));
    }
    site::FILES.iter().map(|(path, text)| write_new(folder.join(path), text)).collect()
}

/// Writes a content file for a new record of the site at `root`; returns its path.
///
/// # Errors
/// The file exists, the kind has no files, or the file system refuses.
pub fn begin_record(root: &Path, content: &str, new: &NewRecord) -> Result<PathBuf, ScaffoldError> {
    if matches!(new.kind, Kind::Lesson | Kind::Figure) {
        return Err(ScaffoldError::NotAFile(new.kind));
    }
    let below = record::path(new)?;
    write_new(root.join(content).join(below), &record::text(new))
}

fn write_new(path: PathBuf, text: &str) -> Result<PathBuf, ScaffoldError> {
    let failed = |cause: io::Error| match cause.kind() {
        io::ErrorKind::AlreadyExists => ScaffoldError::Exists(path.clone()),
        _ => ScaffoldError::Io { path: path.clone(), cause },
    };
    if let Some(folder) = path.parent() {
        fs::create_dir_all(folder).map_err(failed)?;
    }
    let mut file = fs::OpenOptions::new().write(true).create_new(true).open(&path).map_err(failed)?;
    file.write_all(text.as_bytes()).map_err(failed)?;
    Ok(path)
}
