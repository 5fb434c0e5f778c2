//! One file at a time, and which names are no files of the author's.

use std::fmt;
use std::fs;
use std::io;
use std::path::{Path, PathBuf};

use walkdir::DirEntry;

use crate::vocab::path::{ContentPath, is_left_out};

/// The file system refused.
#[derive(Debug)]
pub struct SourceError {
    pub path: PathBuf,
    pub cause: io::Error,
}

impl fmt::Display for SourceError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "cannot read `{}`: {}", self.path.display(), self.cause)
    }
}

impl std::error::Error for SourceError {
    fn source(&self) -> Option<&(dyn std::error::Error + 'static)> {
        Some(&self.cause)
    }
}

/// Reads one file of the site, by its validated path.
///
/// # Errors
/// It cannot be read.
pub fn read_file(root: &Path, path: &ContentPath) -> Result<Vec<u8>, SourceError> {
    let path = root.join(path.as_str());
    fs::read(&path).map_err(|cause| SourceError { path, cause })
}

/// Hidden files, and what editors leave for a moment.
pub(super) fn is_ignored(entry: &DirEntry) -> bool {
    entry.depth() > 0 && is_left_out(&entry.file_name().to_string_lossy())
}
