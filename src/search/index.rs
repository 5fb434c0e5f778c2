//! The index on disk: tantivy's segments, the lexicon and the names of facets, in a folder that is replaced as a whole.
//!
//! Comes in: the materials, and a folder of the cache. Goes out: `FOLDER/current`, a file that names the folder with the index in it. This, its
//! segments and the reader's opening are all that touches the disk in this room. What always holds:
//!
//! - A build that is killed leaves the index that was there.
//! - Documents are numbered as in the corpus.
//! - Rebuilding from the same content answers every query alike (tantivy's file names are random, and segments that are the same as before are kept).
//!
//! Each index has seals, by which one that was damaged is known; nothing is read or written through a link, and only files of an index are removed.

#![expect(clippy::disallowed_methods, reason = "it keeps the index in the cache folder")]

mod schema;
mod seals;
mod segments;

use std::fmt;
use std::fs;
use std::io;
use std::path::{Path, PathBuf};
use std::sync::Arc;

use crate::disk::{self, commit};
use crate::vocab::kept::{is_index, is_of_an_index};

use super::lexicon;
use super::materials::Materials;

pub(crate) use schema::{DATE_FIELD, IndexFields, tokenizers};
use seals::Seen;
pub(crate) use segments::Threads;

const POINTER: &str = "current";
pub(crate) const LEXICON_FILE: &str = "lexicon";
pub(crate) const FACETS_FILE: &str = "facets";
/// For whom the site was built.
pub(crate) const AUDIENCE_FILE: &str = "audience";
/// Changes whenever an index written before can no longer be read.
pub(crate) const VERSION: &str = "7";

/// The index could not be written or opened.
#[derive(Debug)]
pub enum IndexError {
    /// No index was ever written here.
    Missing(PathBuf),
    /// It is damaged, or of another version of Rexbase.
    Unreadable(PathBuf, String),
    /// The disk failed.
    Disk(PathBuf, io::Error),
    /// Nobody wants it any more.
    GivenUp,
}

impl fmt::Display for IndexError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Missing(path) => {
                write!(f, "there is no search index in `{}`: run `rexbase build` first", path.display())
            }
            Self::Unreadable(path, why) => write!(
                f,
                "the search index in `{}` cannot be read ({why}): run `rexbase build` to write it anew",
                path.display()
            ),
            Self::Disk(path, error) => write!(f, "the search index in `{}`: {error}", path.display()),
            Self::GivenUp => f.write_str("the search index was given up, since there is something newer"),
        }
    }
}

impl std::error::Error for IndexError {
    fn source(&self) -> Option<&(dyn std::error::Error + 'static)> {
        match self {
            Self::Disk(_, error) => Some(error),
            Self::Missing(_) | Self::Unreadable(..) | Self::GivenUp => None,
        }
    }
}

/// An index that was written, and is not yet the current one. Dropped without [`Pending::publish`], the next build removes it.
#[must_use = "the old index answers until the new one is published"]
pub(crate) struct Pending {
    folder: PathBuf,
    name: String,
}

impl Pending {
    /// Puts the index in the place of the one before.
    ///
    /// # Errors
    /// When the disk fails; then the index that was there still is.
    pub(crate) fn publish(self) -> Result<(), IndexError> {
        let Self { folder, name } = self;
        let failed = |error| IndexError::Disk(folder.clone(), error);
        let waiting = folder.join(format!("{POINTER}.{name}"));
        let pointer = format!("{VERSION} {name}\n");
        commit::replace(&folder.join(POINTER), &waiting, pointer.as_bytes()).map_err(failed)?;
        remove_all_but(&folder, &name);
        // To remove another name of a file changes its times.
        seals::note_seen(&folder, &name);
        Ok(())
    }
}

/// Writes the index below `folder`, beside the one that is there, as long as it `is_wanted`.
///
/// # Errors
/// When the disk fails, or it is given up; then the index that was there still is.
pub(crate) fn write(
    materials: &Materials<'_>,
    folder: &Path,
    threads: Threads,
    is_wanted: &(dyn Fn() -> bool + Sync),
) -> Result<Pending, IndexError> {
    let failed = |error| IndexError::Disk(folder.to_owned(), error);
    fs::create_dir_all(folder).map_err(failed)?;
    let name = make_folder(folder).map_err(failed)?;
    let new = folder.join(&name);
    let before = current(folder).ok();
    let before = before.as_deref().map(|before| (before, Seen::read(folder)));
    let before = before.as_ref().map(|(before, seen)| (*before, seen));
    let mut seals = segments::write(materials, &new, before, threads, is_wanted)
        .map_err(|error| failed(to_io(error)))?
        .ok_or(IndexError::GivenUp)?;
    seals.write(&new, LEXICON_FILE, &lexicon::encode(materials)).map_err(failed)?;
    seals.write(&new, AUDIENCE_FILE, materials.audience().name().as_bytes()).map_err(failed)?;
    seals.write(&new, FACETS_FILE, &materials.catalogue.filters.names).map_err(failed)?;
    seals.save(&new).map_err(failed)?;
    Ok(Pending { folder: folder.to_owned(), name })
}

/// The folder that the current index is in.
///
/// # Errors
/// When there is none, or it is of another version.
pub(crate) fn current(folder: &Path) -> Result<PathBuf, IndexError> {
    let pointer = match disk::read(&folder.join(POINTER)).map(String::from_utf8) {
        Ok(Ok(pointer)) => pointer,
        Ok(Err(_)) => {
            return Err(IndexError::Unreadable(folder.to_owned(), "its pointer is no text".to_owned()));
        }
        Err(error) if error.kind() == io::ErrorKind::NotFound => {
            return Err(IndexError::Missing(folder.to_owned()));
        }
        Err(error) => return Err(IndexError::Disk(folder.to_owned(), error)),
    };
    let unreadable = |why: &str| IndexError::Unreadable(folder.to_owned(), why.to_owned());
    let (version, name) =
        pointer.trim().split_once(' ').ok_or_else(|| unreadable("its pointer is damaged"))?;
    if version != VERSION {
        return Err(unreadable("another version of Rexbase wrote it"));
    }
    if !is_index(name) {
        return Err(unreadable("its pointer is damaged"));
    }
    let index = folder.join(name);
    let is_plain = |entry: io::Result<fs::DirEntry>| Ok::<_, io::Error>(entry?.file_type()?.is_file());
    let plain =
        fs::read_dir(&index).and_then(|entries| entries.map(is_plain).collect::<io::Result<Vec<_>>>());
    match plain {
        Ok(plain) if disk::is_folder(&index) && plain.iter().all(|is_plain| *is_plain) => Ok(index),
        Ok(_) => Err(unreadable("something in it is no plain file")),
        Err(_) => Err(unreadable("what its pointer names is not there")),
    }
}

/// Whether the current index is there, and as it was written.
pub(crate) fn is_sound(folder: &Path) -> bool {
    current(folder).is_ok_and(|current| seals::is_sound(folder, &current))
}

/// Makes a folder for an index, and gives its name.
fn make_folder(folder: &Path) -> io::Result<String> {
    let taken = index_names(folder).filter_map(|name| name["index-".len()..].parse::<u32>().ok()).max();
    let mut number = taken.map_or(1, |number| u64::from(number) + 1);
    loop {
        let name = format!("index-{number}");
        match fs::create_dir(folder.join(&name)) {
            Err(cause) if cause.kind() == io::ErrorKind::AlreadyExists => number += 1,
            made => return made.map(|()| name),
        }
    }
}

fn index_names(folder: &Path) -> impl Iterator<Item = String> {
    names_in(folder).filter(|name| is_index(name))
}

fn names_in(folder: &Path) -> impl Iterator<Item = String> {
    let entries = fs::read_dir(folder).ok().into_iter().flatten().flatten();
    entries.filter_map(|entry| entry.file_name().into_string().ok())
}

/// Removes older indexes and what killed builds left; what cannot be removed is in nobody's way, and what is not of an index stays.
fn remove_all_but(folder: &Path, name: &str) {
    for other in index_names(folder).filter(|other| other != name) {
        let index = folder.join(&other);
        if disk::is_folder(&index) {
            for file in names_in(&index).filter(|name| is_of_an_index(name)) {
                let _ = fs::remove_file(index.join(file));
            }
            let _ = commit::remove_folder(&index);
        }
        let _ = fs::remove_file(folder.join(format!("{POINTER}.{other}")));
    }
}

fn to_io(error: tantivy::TantivyError) -> io::Error {
    match error {
        tantivy::TantivyError::IoError(error) => {
            Arc::try_unwrap(error).unwrap_or_else(|shared| io::Error::new(shared.kind(), shared.to_string()))
        }
        other => io::Error::other(other.to_string()),
    }
}
