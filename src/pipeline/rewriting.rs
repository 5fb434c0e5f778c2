//! Files of content as they are to be, before any of them is written.
//!
//! What always holds: a file is replaced at once, and never through a symbolic link; what is read is what was read or set last.

use std::collections::BTreeMap;
use std::fmt;
use std::io::{self, Write};
use std::path::{Path, PathBuf};

use crate::disk;
use crate::vocab::path::ContentPath;

/// Texts of files below a site's folder.
pub(super) struct TextsToBe<'a> {
    root: &'a Path,
    of: BTreeMap<ContentPath, String>,
}

/// Why a file cannot be read or written.
#[derive(Debug)]
pub(crate) struct FileError {
    path: PathBuf,
    cause: io::Error,
}

impl fmt::Display for FileError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "`{}` cannot be changed: {}", self.path.display(), self.cause)
    }
}

impl std::error::Error for FileError {}

impl<'a> TextsToBe<'a> {
    /// None yet.
    pub(super) fn below(root: &'a Path) -> Self {
        Self { root, of: BTreeMap::new() }
    }

    pub(super) fn set(&mut self, path: &ContentPath, text: String) {
        self.of.insert(path.clone(), text);
    }

    /// What a file is to have, as far as is known; none where there is no file.
    pub(super) fn before(&self, path: &ContentPath) -> Result<Option<String>, FileError> {
        if let Some(text) = self.of.get(path) {
            return Ok(Some(text.clone()));
        }
        let file = self.root.join(path.as_str());
        match disk::read(&file) {
            Err(error) if error.kind() == io::ErrorKind::NotFound => Ok(None),
            read => {
                let not_utf_8 = |_| io::Error::new(io::ErrorKind::InvalidData, "it is not UTF-8");
                let text = read.and_then(|bytes| String::from_utf8(bytes).map_err(not_utf_8));
                text.map(Some).map_err(|cause| FileError { path: file, cause })
            }
        }
    }

    /// Writes all of them.
    pub(super) fn write(&self) -> Result<(), FileError> {
        self.of.iter().try_for_each(|(path, text)| {
            self.changing(path, |file| {
                self.make_folders(path)?;
                disk::replace(file, &file.with_extension("md.waiting"), |waiting| {
                    waiting.write_all(text.as_bytes())
                })
            })
        })
    }

    /// Removes a file.
    pub(super) fn remove(&self, path: &ContentPath) -> Result<(), FileError> {
        self.changing(path, disk::commit::remove_file)
    }

    fn changing(
        &self,
        path: &ContentPath,
        change: impl FnOnce(&Path) -> io::Result<()>,
    ) -> Result<(), FileError> {
        let file = self.root.join(path.as_str());
        let changed = match disk::link_below(self.root, &file) {
            Some(link) => Err(io::Error::other(format!("`{}` is a symbolic link", link.display()))),
            None => change(&file),
        };
        changed.map_err(|cause| FileError { path: file, cause })
    }

    /// Makes the folders that a file lies in, as far as they are not there.
    fn make_folders(&self, path: &ContentPath) -> io::Result<()> {
        let mut folders: Vec<&Path> = Path::new(path.as_str()).ancestors().skip(1).collect();
        folders.reverse();
        for folder in folders {
            let folder = self.root.join(folder);
            if !disk::is_folder(&folder) {
                disk::commit::create_folder(&folder)?;
            }
        }
        Ok(())
    }
}
