//! Where new files wait, and how they get into place.

use std::collections::HashSet;
use std::fs;
use std::io::{self, Write};
use std::path::{Path, PathBuf};
use std::sync::Mutex;

use super::error::OutputError;
use super::error::at;
use super::stats::Stat;

/// A folder beside the site's files, with the same tree; it is removed when this is dropped.
pub(super) struct Staging {
    folder: PathBuf,
    made: Mutex<HashSet<String>>,
}

impl Staging {
    /// An empty folder; what a killed build left in it is removed.
    pub(super) fn begin(folder: PathBuf) -> Result<Self, OutputError> {
        match fs::remove_dir_all(&folder) {
            Err(cause) if cause.kind() != io::ErrorKind::NotFound => return Err(at(&folder)(cause)),
            _ => {}
        }
        fs::create_dir(&folder).map_err(at(&folder))?;
        Ok(Self { folder, made: Mutex::default() })
    }

    /// Writes a waiting file.
    pub(super) fn write(&self, path: &str, bytes: &[u8]) -> Result<Stat, OutputError> {
        if let Some((parent, _)) = path.rsplit_once('/') {
            self.make_folder(parent)?;
        }
        let target = self.folder.join(path);
        let mut file = fs::File::create(&target).map_err(at(&target))?;
        file.write_all(bytes).map_err(at(&target))?;
        file.metadata().map(|metadata| Stat::from(&metadata)).map_err(at(&target))
    }

    /// Renames every waiting file into place: folders that are new there as a whole, others file by file.
    pub(super) fn merge_into(&self, target: &Path) -> Result<(), OutputError> {
        merge(&self.folder, target)
    }

    fn make_folder(&self, path: &str) -> Result<(), OutputError> {
        let known = |made: &HashSet<String>, path: &str| made.contains(path);
        if known(&self.made.lock().unwrap_or_else(std::sync::PoisonError::into_inner), path) {
            return Ok(());
        }
        if let Some((parent, _)) = path.rsplit_once('/') {
            self.make_folder(parent)?;
        }
        let folder = self.folder.join(path);
        match fs::create_dir(&folder) {
            Err(cause) if cause.kind() != io::ErrorKind::AlreadyExists => return Err(at(&folder)(cause)),
            _ => {}
        }
        self.made.lock().unwrap_or_else(std::sync::PoisonError::into_inner).insert(path.to_owned());
        Ok(())
    }
}

impl Drop for Staging {
    fn drop(&mut self) {
        // What cannot be removed now is removed by the next build.
        let _ = fs::remove_dir_all(&self.folder);
    }
}

fn merge(from: &Path, to: &Path) -> Result<(), OutputError> {
    let mut entries = Vec::new();
    for entry in fs::read_dir(from).map_err(at(from))? {
        let entry = entry.map_err(at(from))?;
        entries.push((entry.file_name(), entry.file_type().map_err(at(from))?.is_dir()));
    }
    entries.sort();
    for (name, is_folder) in entries {
        let (source, target) = (from.join(&name), to.join(&name));
        if is_folder {
            match fs::symlink_metadata(&target) {
                Ok(metadata) if metadata.is_symlink() => return Err(OutputError::Link(target)),
                Ok(metadata) if metadata.is_dir() => {
                    merge(&source, &target)?;
                    continue;
                }
                Ok(_) => fs::remove_file(&target).map_err(at(&target))?,
                Err(_) => {}
            }
        } else if fs::symlink_metadata(&target).is_ok_and(|metadata| metadata.is_dir()) {
            // A page that became a file, such as `x/index.html` giving way to `x`: its folder is stale.
            fs::remove_dir_all(&target).map_err(at(&target))?;
        }
        fs::rename(&source, &target).map_err(at(&target))?;
    }
    Ok(())
}

/// Removes these files of the site, and the folders that become empty; returns how many files there were.
pub(super) fn remove(folder: &Path, paths: &[String]) -> Result<usize, OutputError> {
    let mut removed = 0;
    let mut safe: HashSet<PathBuf> = HashSet::new();
    for path in paths {
        let target = folder.join(path);
        if leads_through_link(folder, path, &mut safe) {
            continue;
        }
        match fs::remove_file(&target) {
            Ok(()) => removed += 1,
            // Gone already, or in a folder that gave way to a file.
            Err(cause) if matches!(cause.kind(), io::ErrorKind::NotFound | io::ErrorKind::NotADirectory) => {}
            Err(cause) if target.is_dir() && cause.kind() != io::ErrorKind::PermissionDenied => {}
            Err(cause) => return Err(at(&target)(cause)),
        }
        let mut parent = target.parent();
        while let Some(empty) = parent.filter(|parent| *parent != folder && fs::remove_dir(parent).is_ok()) {
            parent = empty.parent();
        }
    }
    Ok(removed)
}

fn leads_through_link(folder: &Path, path: &str, safe: &mut HashSet<PathBuf>) -> bool {
    let mut at = folder.to_owned();
    let mut parts = path.split('/').peekable();
    while let Some(part) = parts.next() {
        if parts.peek().is_none() {
            return false;
        }
        at.push(part);
        if safe.contains(&at) {
            continue;
        }
        if fs::symlink_metadata(&at).is_ok_and(|metadata| metadata.is_symlink()) {
            return true;
        }
        safe.insert(at.clone());
    }
    false
}
