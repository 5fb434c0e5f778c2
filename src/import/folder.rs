//! The door to the disk: what the content folder holds, what another system's folder holds, and writing a file whole or not at all.
//!
//! What always holds: symbolic links are not followed and nothing outside the content folder is written; a file is
//! replaced in one step; one that holds the bytes already is left alone.

use std::fs;
use std::io::{self, Write};
use std::path::{Path, PathBuf};

use rayon::prelude::*;
use walkdir::WalkDir;

use super::error::ImportError;
use crate::harvest::listed::Listed;
use crate::vocab::path::{is_left_out, markdown_stem};

/// A Markdown file of the content folder.
#[derive(Debug)]
pub(crate) struct Found {
    /// Below the content folder.
    pub(crate) below: String,
    /// Empty where it is no text, or no plain file.
    pub(crate) text: String,
}

/// Every Markdown file below the content folder, in the order of their paths.
pub(crate) fn content_files(content: &Path) -> Result<Vec<Found>, ImportError> {
    if !content.exists() {
        return Ok(Vec::new());
    }
    let mut files = Vec::new();
    let walk = WalkDir::new(content).sort_by_file_name().into_iter();
    let visible = |name: &str| !name.starts_with(['.', '#']);
    for entry in
        walk.filter_entry(|entry| entry.depth() == 0 || entry.file_name().to_str().is_some_and(visible))
    {
        let entry = entry.map_err(|error| failed(content)(error.into()))?;
        let is_markdown = entry.path().to_str().is_some_and(|path| markdown_stem(path).is_some());
        if entry.file_type().is_dir() || !is_markdown {
            continue;
        }
        let Some(below) = below(content, entry.path()) else { continue };
        files.push((below, entry.file_type().is_file()));
    }
    files
        .into_par_iter()
        .map(|(below, is_file)| {
            let path = content.join(&below);
            let bytes = if is_file { fs::read(&path).map_err(failed(&path))? } else { Vec::new() };
            Ok(Found { below, text: String::from_utf8(bytes).unwrap_or_default() })
        })
        .collect()
}

/// The names of the folders or files in a folder that pass, in their order.
pub(crate) fn entries(folder: &Path, wanted: Wanted) -> Result<Vec<PathBuf>, ImportError> {
    let mut paths = Vec::new();
    for entry in fs::read_dir(folder).map_err(failed(folder))? {
        let entry = entry.map_err(failed(folder))?;
        let kind = entry.file_type().map_err(failed(folder))?;
        let is_hidden = entry.file_name().to_string_lossy().starts_with('.');
        let passes = match wanted {
            Wanted::Folders => kind.is_dir(),
            Wanted::Files => kind.is_file(),
        };
        if passes && !is_hidden {
            paths.push(entry.path());
        }
    }
    paths.sort();
    Ok(paths)
}

/// What to list.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Wanted {
    Folders,
    Files,
}

/// The bytes of a file of another system; nothing when it does not exist.
pub(crate) fn read(path: &Path) -> io::Result<Option<Vec<u8>>> {
    match fs::read(path) {
        Ok(bytes) => Ok(Some(bytes)),
        Err(cause) if cause.kind() == io::ErrorKind::NotFound => Ok(None),
        Err(cause) => Err(cause),
    }
}

/// Makes the folders that these files below the content folder need; returns those files that a symbolic link, or a
/// file in a folder's place, keeps from being written.
pub(crate) fn make_folders<'a>(
    content: &Path,
    files: impl IntoIterator<Item = &'a str>,
) -> Result<Vec<&'a str>, ImportError> {
    fs::create_dir_all(content).map_err(failed(content))?;
    let mut refused = Vec::new();
    let mut settled = std::collections::BTreeMap::<&str, bool>::new();
    for file in files {
        let folder = file.rsplit_once('/').map_or("", |(folder, _)| folder);
        let is_confined = if let Some(known) = settled.get(folder) {
            *known
        } else {
            let made = make_folder(content, folder)?;
            settled.insert(folder, made);
            made
        };
        if !is_confined {
            refused.push(file);
        }
    }
    Ok(refused)
}

fn make_folder(content: &Path, folder: &str) -> Result<bool, ImportError> {
    let mut path = content.to_owned();
    for part in folder.split('/').filter(|part| !part.is_empty()) {
        path.push(part);
        match fs::symlink_metadata(&path) {
            Ok(found) if found.is_dir() => {}
            Ok(_) => return Ok(false),
            Err(cause) if cause.kind() == io::ErrorKind::NotFound => {
                fs::create_dir(&path).map_err(failed(&path))?;
            }
            Err(cause) => return Err(failed(&path)(cause)),
        }
    }
    Ok(true)
}

/// Replaces or makes a file below the content folder, whose folder exists.
pub(crate) fn write(content: &Path, below: &str, text: &str) -> Result<(), ImportError> {
    let path = content.join(below);
    let name = path.file_name().map_or_else(String::new, |name| name.to_string_lossy().into_owned());
    let staged = path.with_file_name(format!(".{name}.tmp"));
    let _ = fs::remove_file(&staged);
    let make = || fs::OpenOptions::new().write(true).create_new(true).open(&staged);
    let result = make().and_then(|mut file| file.write_all(text.as_bytes()));
    let result = result.and_then(|()| fs::rename(&staged, &path));
    result.map_err(|cause| {
        let _ = fs::remove_file(&staged);
        failed(&path)(cause)
    })
}

/// Copies a file to a place below the content folder where nothing is; its folder exists.
pub(crate) fn copy(from: &Path, content: &Path, below: &str) -> Result<(), ImportError> {
    let path = content.join(below);
    let name = path.file_name().map_or_else(String::new, |name| name.to_string_lossy().into_owned());
    let staged = path.with_file_name(format!(".{name}.tmp"));
    let _ = fs::remove_file(&staged);
    let result = fs::copy(from, &staged).and_then(|_| fs::rename(&staged, &path));
    result.map_err(|cause| {
        let _ = fs::remove_file(&staged);
        failed(from)(cause)
    })
}

/// How what is at a place is like a file that is to be copied there.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Likeness {
    Missing,
    Equal,
    Different,
}

/// Compares a file with what is at a place.
pub(crate) fn compare(file: &Path, place: &Path) -> Likeness {
    let Ok(there) = fs::symlink_metadata(place) else { return Likeness::Missing };
    let is_as_long = fs::metadata(file).is_ok_and(|here| here.len() == there.len());
    let is_equal = there.is_file() && is_as_long && fs::read(file).ok() == fs::read(place).ok();
    if is_equal { Likeness::Equal } else { Likeness::Different }
}

/// A path below a folder, with `/` between its parts.
pub(crate) fn below(folder: &Path, path: &Path) -> Option<String> {
    let parts: Option<Vec<&str>> = path.strip_prefix(folder).ok()?.iter().map(|part| part.to_str()).collect();
    Some(parts?.join("/"))
}

fn failed(path: &Path) -> impl Fn(io::Error) -> ImportError {
    let path = path.to_owned();
    move |cause| ImportError::Io { path: path.clone(), cause }
}

/// Writes a report into the site's folder, unless a file of that name is there that begins otherwise: it is the author's own.
pub(crate) fn write_report(root: &Path, name: &str, head: &str, text: &str) -> Result<(), ImportError> {
    let path = root.join(name);
    let is_ours = match fs::symlink_metadata(&path) {
        Ok(there) => there.is_file() && fs::read_to_string(&path).is_ok_and(|there| there.starts_with(head)),
        Err(cause) => cause.kind() == io::ErrorKind::NotFound,
    };
    if is_ours { write(root, name, text) } else { Ok(()) }
}

/// Every plain file below a folder, in the order of their paths; hidden ones, what editors and systems leave, and links are passed over.
pub(crate) fn list(folder: &Path) -> Result<Vec<Listed>, ImportError> {
    if !folder.is_dir() {
        return Err(ImportError::NotAFolder(folder.to_owned()));
    }
    let mut files = Vec::new();
    let walk = WalkDir::new(folder).sort_by_file_name().into_iter();
    let wanted = |name: Option<&str>| name.is_some_and(|name| !is_left_out(name));
    for entry in walk.filter_entry(|entry| entry.depth() == 0 || wanted(entry.file_name().to_str())) {
        let entry = entry.map_err(|error| failed(folder)(error.into()))?;
        if !entry.file_type().is_file() {
            continue;
        }
        let length = entry.metadata().map_or(0, |metadata| metadata.len());
        files.extend(below(folder, entry.path()).map(|below| Listed {
            below,
            path: entry.path().to_owned(),
            length,
        }));
    }
    Ok(files)
}

/// The name of a folder, however it was written: `.` has one, too.
pub(crate) fn name_of(folder: &Path) -> String {
    let whole = fs::canonicalize(folder).unwrap_or_else(|_| folder.to_owned());
    whole.file_name().map_or_else(|| "notes".to_owned(), |name| name.to_string_lossy().into_owned())
}
