//! `init` and `new`: content files that begin a site or a record.
//!
//! Comes in: a folder, and what the author named. Goes out: new files. What always holds: no file that exists is
//! changed; what is written is valid as it stands, and a site that was just begun builds without diagnostics.

#![expect(clippy::disallowed_methods, reason = "it writes new content files, at the author's word")]

mod error;
mod hosts;
mod record;
mod site;
mod theme;

use std::fs;
use std::io::{self, Write};
use std::path::{Path, PathBuf};

use crate::vocab::path::ContentPath;

pub(crate) use error::ScaffoldError;
pub(crate) use hosts::Host;
pub(crate) use record::NewRecord;

/// Begins a site in `folder`, and adds the files by which a host builds it; where there is a site already, these alone. Returns the files written, in order.
///
/// # Errors
/// There is a site already and no host was named, a file is in the way, or the file system refuses.
pub(crate) fn begin_site(folder: &Path, host: Option<Host>) -> Result<Vec<PathBuf>, ScaffoldError> {
    let config = folder.join(crate::config::FILE);
    let begins = !config.exists();
    if !begins && host.is_none() {
        return Err(ScaffoldError::IsSite(config));
    }
    let mut files: Vec<_> = site::FILES.iter().copied().filter(|_| begins).collect();
    files.extend(host.into_iter().flat_map(hosts::files));
    if let Some((taken, _)) = files.iter().find(|(path, _)| folder.join(path).exists()) {
        return Err(ScaffoldError::Exists(folder.join(taken)));
    }
    files.into_iter().map(|(path, text)| write_new(folder.join(path), text)).collect()
}

/// Writes a content file for a new record of the site at `root`; returns its path.
///
/// # Errors
/// The file exists, the kind has no files, or the file system refuses.
pub(crate) fn begin_record(root: &Path, content: &str, new: &NewRecord) -> Result<PathBuf, ScaffoldError> {
    if new.kind.is_part() {
        return Err(ScaffoldError::NotAFile(new.kind));
    }
    let below = record::path(new)?;
    write_new(root.join(content).join(below), record::text(new))
}

/// Begins a theme in the folder `themes` of the site at `root`, or adds copies of the built-in files `copies` (their paths and bytes) to
/// one; returns the files written, in order.
///
/// # Errors
/// The name is none for a folder, a file exists, or the file system refuses.
pub(crate) fn begin_theme(
    root: &Path,
    themes: &str,
    name: &str,
    copies: &[(String, Vec<u8>)],
) -> Result<Vec<PathBuf>, ScaffoldError> {
    let is_plain = ContentPath::new(name).is_some_and(|path| !path.as_str().contains('/'));
    if !is_plain {
        return Err(ScaffoldError::UnusableTheme(name.to_owned()));
    }
    let folder = root.join(themes).join(name);
    let begins = theme::FILES.iter().filter(|_| copies.is_empty() || !folder.exists());
    let begins = begins.map(|(path, text)| ((*path).to_owned(), text.replace("NAME", name).into_bytes()));
    let is_copied = |path: &str| copies.iter().any(|(copied, _)| copied == path);
    let mut files: Vec<_> = begins.filter(|(path, _)| !is_copied(path)).collect();
    files.extend(copies.iter().cloned());
    if let Some((taken, _)) = files.iter().find(|(path, _)| folder.join(path).exists()) {
        return Err(ScaffoldError::Exists(folder.join(taken)));
    }
    files.into_iter().map(|(path, bytes)| write_new(folder.join(path), bytes)).collect()
}

fn write_new(path: PathBuf, text: impl AsRef<[u8]>) -> Result<PathBuf, ScaffoldError> {
    let failed = |cause: io::Error| match cause.kind() {
        io::ErrorKind::AlreadyExists => ScaffoldError::Exists(path.clone()),
        _ => ScaffoldError::Io { path: path.clone(), cause },
    };
    if let Some(folder) = path.parent() {
        fs::create_dir_all(folder).map_err(failed)?;
    }
    let mut file = fs::OpenOptions::new().write(true).create_new(true).open(&path).map_err(failed)?;
    file.write_all(text.as_ref()).map_err(failed)?;
    Ok(path)
}
