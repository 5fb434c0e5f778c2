//! `init` and `new`: content files that begin a site or a record.
//!
//! Comes in: a folder, and what the author named. Goes out: new files. What always holds: no file that exists is
//! changed; what is written is valid as it stands, and a site that was just begun builds without diagnostics.

#![expect(clippy::disallowed_methods, reason = "it writes new content files, at the author's word")]

mod record;
mod site;

use std::fmt;
use std::fs;
use std::io::{self, Write};
use std::path::{Path, PathBuf};

use crate::vocab::date::PartialDate;
use crate::vocab::kind::Kind;

/// Why nothing was written.
#[derive(Debug)]
pub enum ScaffoldError {
    /// The folder has a config file already.
    IsSite(PathBuf),
    /// The file exists.
    Exists(PathBuf),
    /// Lessons and figures are written within talks and reports.
    NotAFile(Kind),
    /// An event's id that is no path below the content folder.
    UnusableId(String),
    /// The file system refused.
    Io { path: PathBuf, cause: io::Error },
}

impl fmt::Display for ScaffoldError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::IsSite(path) => write!(f, "there is a site here already: `{}` exists", path.display()),
            Self::Exists(path) => write!(f, "`{}` exists already: nothing was changed", path.display()),
            Self::NotAFile(kind) => {
                write!(f, "a {} has no file of its own: it is written within a talk or report", kind.name())
            }
            Self::UnusableId(id) => write!(f, "`{id}` is no id: it is a path below `content/events`, without `..`"),
            Self::Io { path, cause } => write!(f, "cannot write `{}`: {cause}", path.display()),
        }
    }
}

impl std::error::Error for ScaffoldError {}

/// What a new record is.
#[derive(Debug, Clone)]
pub struct NewRecord {
    pub kind: Kind,
    pub title: String,
    /// For a talk or report: the id of its event.
    pub event: Option<String>,
    /// For the file's name and the front matter of a report.
    pub date: PartialDate,
}

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
