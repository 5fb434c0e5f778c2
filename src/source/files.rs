//! One file at a time, and which names are no files of the author's.

use std::fmt;
use std::fs::File;
use std::io::{self, Read};
use std::path::{Path, PathBuf};

use walkdir::DirEntry;

use crate::disk;
use crate::vocab::path::{ContentPath, Home, is_left_out};

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
/// It cannot be read, or is no plain file.
pub(crate) fn read_file(root: &Path, path: &ContentPath) -> Result<Vec<u8>, SourceError> {
    let path = root.join(path.as_str());
    disk::read(&path).map_err(|cause| SourceError { path, cause })
}

/// Reads one file as [`read_file`] does, but no more than so many bytes of it.
///
/// # Errors
/// It cannot be read, or is no plain file.
pub(crate) fn read_at_most(root: &Path, path: &ContentPath, most: usize) -> Result<Vec<u8>, SourceError> {
    let file = open_file(root, path)?;
    let size = file.metadata().map_or(0, |metadata| metadata.len());
    let mut bytes = Vec::with_capacity(most.min(usize::try_from(size).unwrap_or(most)));
    match file.take(most as u64).read_to_end(&mut bytes) {
        Ok(_) => Ok(bytes),
        Err(cause) => Err(SourceError { path: root.join(path.as_str()), cause }),
    }
}

/// Opens one file, to be read piece by piece.
///
/// # Errors
/// It cannot be opened, or is no plain file.
pub(crate) fn open_file(root: &Path, path: &ContentPath) -> Result<File, SourceError> {
    let path = root.join(path.as_str());
    disk::open(&path).map_err(|cause| SourceError { path, cause })
}

/// What hosts ask for by a hidden name.
const OF_HOSTS: &[&str] = &[".nojekyll", ".well-known"];

/// Hidden files, and what editors leave for a moment.
pub(super) fn is_ignored(entry: &DirEntry, home: Home) -> bool {
    let name = entry.file_name().to_string_lossy();
    let is_of_hosts = home == Home::Static && OF_HOSTS.contains(&&*name);
    entry.depth() > 0 && !is_of_hosts && is_left_out(&name)
}
