//! The index on disk: tantivy's segments, the lexicon and the names of facets, in a folder that is replaced as a whole.
//!
//! Comes in: the materials, and a folder of the cache. Goes out: `FOLDER/current`, a file that names
//! the folder with the index in it. This, its segments and the reader's opening are all that touches the disk in this room. What always holds: a build
//! that is killed leaves the index that was there; documents are numbered as in the corpus; rebuilding from the
//! same content answers every query alike (tantivy's file names are random, and segments that are the same as before are kept).

#![expect(clippy::disallowed_methods, reason = "it keeps the index in the cache folder")]

mod schema;
mod segments;

use std::fmt;
use std::fs;
use std::io;
use std::path::{Path, PathBuf};
use std::sync::Arc;

use super::lexicon;
use super::materials::Materials;

pub(crate) use schema::{DATE_FIELD, IndexFields, tokenizers};
pub use segments::Threads;

const POINTER: &str = "current";
pub(crate) const LEXICON_FILE: &str = "lexicon";
pub(crate) const FACETS_FILE: &str = "facets";
/// Changes whenever an index written before can no longer be read.
pub(crate) const VERSION: &str = "3";

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
pub struct Pending {
    folder: PathBuf,
    name: String,
}

impl Pending {
    /// Puts the index in the place of the one before.
    ///
    /// # Errors
    /// When the disk fails; then the index that was there still is.
    pub fn publish(self) -> Result<(), IndexError> {
        let Self { folder, name } = self;
        let failed = |error| IndexError::Disk(folder.clone(), error);
        let pointer = folder.join(format!("{POINTER}.{name}"));
        fs::write(&pointer, format!("{VERSION} {name}\n")).map_err(failed)?;
        fs::rename(&pointer, folder.join(POINTER)).map_err(failed)?;
        remove_all_but(&folder, &name);
        Ok(())
    }
}

/// Writes the index below `folder`, beside the one that is there, as long as it `is_wanted`.
///
/// # Errors
/// When the disk fails, or it is given up; then the index that was there still is.
pub fn write(
    materials: &Materials<'_>,
    folder: &Path,
    threads: Threads,
    is_wanted: &(dyn Fn() -> bool + Sync),
) -> Result<Pending, IndexError> {
    let failed = |error| IndexError::Disk(folder.to_owned(), error);
    fs::create_dir_all(folder).map_err(failed)?;
    let name = next_name(folder);
    let new = folder.join(&name);
    fs::create_dir_all(&new).map_err(failed)?;
    let before = current(folder).ok();
    segments::write(materials, &new, before.as_deref(), threads, is_wanted)
        .map_err(|error| failed(to_io(error)))?
        .ok_or(IndexError::GivenUp)?;
    let Materials { corpus, catalogue, words, .. } = materials;
    fs::write(new.join(LEXICON_FILE), lexicon::encode(corpus, words)).map_err(failed)?;
    fs::write(new.join(FACETS_FILE), &catalogue.filters.names).map_err(failed)?;
    Ok(Pending { folder: folder.to_owned(), name })
}

/// The folder that the current index is in.
///
/// # Errors
/// When there is none, or it is of another version.
pub(crate) fn current(folder: &Path) -> Result<PathBuf, IndexError> {
    let pointer = match fs::read_to_string(folder.join(POINTER)) {
        Ok(pointer) => pointer,
        Err(error) if error.kind() == io::ErrorKind::NotFound => {
            return Err(IndexError::Missing(folder.to_owned()));
        }
        Err(error) if error.kind() == io::ErrorKind::InvalidData => {
            return Err(IndexError::Unreadable(folder.to_owned(), "its pointer is no text".to_owned()));
        }
        Err(error) => return Err(IndexError::Disk(folder.to_owned(), error)),
    };
    let unreadable = |why: &str| IndexError::Unreadable(folder.to_owned(), why.to_owned());
    let (version, name) =
        pointer.trim().split_once(' ').ok_or_else(|| unreadable("its pointer is damaged"))?;
    if version != VERSION {
        return Err(unreadable("another version of Rexbase wrote it"));
    }
    if !is_index_name(name) {
        return Err(unreadable("its pointer is damaged"));
    }
    Ok(folder.join(name))
}

/// A name that no index in the folder has.
fn next_name(folder: &Path) -> String {
    let taken = index_names(folder).filter_map(|name| name["index-".len()..].parse::<u64>().ok()).max();
    format!("index-{}", taken.map_or(1, |number| number.wrapping_add(1)))
}

fn index_names(folder: &Path) -> impl Iterator<Item = String> {
    let entries = fs::read_dir(folder).ok().into_iter().flatten().flatten();
    entries.filter_map(|entry| entry.file_name().into_string().ok()).filter(|name| is_index_name(name))
}

fn is_index_name(name: &str) -> bool {
    name.strip_prefix("index-")
        .is_some_and(|number| !number.is_empty() && number.bytes().all(|byte| byte.is_ascii_digit()))
}

/// Removes older indexes and what killed builds left; what cannot be removed is in nobody's way.
fn remove_all_but(folder: &Path, name: &str) {
    for other in index_names(folder).filter(|other| other != name) {
        let _ = fs::remove_dir_all(folder.join(&other));
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
