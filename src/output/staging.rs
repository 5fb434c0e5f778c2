//! Where new files wait, and how they get into place.

use std::fs;
use std::io::{self, Write};
use std::path::{Path, PathBuf};
use std::sync::{Mutex, PoisonError};

use crate::disk;
use crate::vocab::fingerprint::Fingerprint;
use crate::vocab::hash::HashSet;
use crate::vocab::path::OutputPath;

use super::error::OutputError;
use super::error::at;
use super::spares::{Number, Spares};
use super::stats::Stat;

/// New files wait in a folder beside the site's files, in the same tree; dropping this removes it. Files that replace another, or are written into a
/// spare, wait among the spares.
pub(super) struct Staging {
    folder: PathBuf,
    tree: PathBuf,
    made: Mutex<HashSet<String>>,
    waiting: Mutex<Vec<Waiting>>,
}

/// A file among the spares that waits for its place. New files get into place first, so that no page asks for a file that is not there yet.
#[derive(Debug, PartialEq, Eq, PartialOrd, Ord)]
struct Waiting {
    replaces: bool,
    path: String,
    number: Number,
}

impl Staging {
    /// An empty staging area. What a killed build left in the folder is removed.
    pub(super) fn begin(folder: PathBuf) -> Result<Self, OutputError> {
        remove_left(&folder)?;
        let tree = folder.join("new");
        fs::create_dir_all(&tree).map_err(at(&tree))?;
        Ok(Self { folder, tree, made: Mutex::default(), waiting: Mutex::default() })
    }

    pub(super) fn folder(&self) -> &Path {
        &self.folder
    }

    /// Gives the waiting files of a change that was given up back to the spares.
    pub(super) fn give_back(&mut self, spares: &Spares) {
        let waiting = std::mem::take(self.waiting.get_mut().unwrap_or_else(PoisonError::into_inner));
        waiting.into_iter().for_each(|Waiting { number, .. }| spares.give_back(number));
    }

    /// Writes a waiting file, which may be there to replace another: `fill` does it.
    pub(super) fn write<T>(
        &self,
        path: &str,
        replaces: bool,
        spares: &Spares,
        fill: impl FnOnce(fs::File) -> io::Result<T>,
    ) -> Result<T, OutputError> {
        let spare = match spares.take() {
            None if replaces => Some(spares.make().map_err(at(&self.folder))?),
            spare => spare,
        };
        if let Some((number, file)) = spare {
            let waiting = Waiting { replaces, path: path.to_owned(), number };
            self.waiting.lock().unwrap_or_else(PoisonError::into_inner).push(waiting);
            return fill(file).map_err(at(&spares.path(number)));
        }
        if let Some((parent, _)) = path.rsplit_once('/') {
            self.make_folder(parent)?;
        }
        let target = self.tree.join(path);
        fs::File::create(&target).and_then(fill).map_err(at(&target))
    }

    /// Puts every waiting file into place: a new folder as a whole, other files one by one. Returns the latter.
    pub(super) fn merge_into(&mut self, target: &Path, spares: &Spares) -> Result<Vec<String>, OutputError> {
        let mut moved = Vec::new();
        merge(&self.tree, target, "", &mut moved)?;
        let mut waiting = std::mem::take(self.waiting.get_mut().unwrap_or_else(PoisonError::into_inner));
        waiting.sort_unstable();
        let mut ready = HashSet::default();
        for Waiting { path, number, .. } in waiting {
            make_way(target, &path, &mut ready)?;
            let place = target.join(&path);
            spares.put_in_place(number, &place).map_err(at(&place))?;
            moved.push(path);
        }
        Ok(moved)
    }

    fn make_folder(&self, path: &str) -> Result<(), OutputError> {
        let known = |made: &HashSet<String>, path: &str| made.contains(path);
        if known(&self.made.lock().unwrap_or_else(PoisonError::into_inner), path) {
            return Ok(());
        }
        if let Some((parent, _)) = path.rsplit_once('/') {
            self.make_folder(parent)?;
        }
        let folder = self.tree.join(path);
        match fs::create_dir(&folder) {
            Err(cause) if cause.kind() != io::ErrorKind::AlreadyExists => return Err(at(&folder)(cause)),
            _ => {}
        }
        self.made.lock().unwrap_or_else(PoisonError::into_inner).insert(path.to_owned());
        Ok(())
    }
}

impl Drop for Staging {
    fn drop(&mut self) {
        // What cannot be removed now is removed by the next process.
        let _ = remove_left(&self.folder);
    }
}

/// Removes a folder where files waited, or whatever has its name.
pub(super) fn remove_left(folder: &Path) -> Result<(), OutputError> {
    let removed = match fs::symlink_metadata(folder) {
        Ok(found) if !found.is_dir() => fs::remove_file(folder),
        _ => fs::remove_dir_all(folder),
    };
    match removed {
        Err(cause) if cause.kind() != io::ErrorKind::NotFound => Err(at(folder)(cause)),
        _ => Ok(()),
    }
}

/// Makes these bytes the whole content of the file. The old content is not truncated first, since that would free its blocks only to ask for others.
/// The last block is written whole, since the system would else read it first.
pub(super) fn write_all(mut file: fs::File, bytes: &[u8]) -> io::Result<Stat> {
    const BLOCK: usize = 4096;
    if file.metadata()?.len() == 0 {
        file.write_all(bytes)?;
    } else {
        let mut blocks = Vec::with_capacity(bytes.len().next_multiple_of(BLOCK));
        blocks.extend_from_slice(bytes);
        blocks.resize(bytes.len().next_multiple_of(BLOCK), 0);
        file.write_all(&blocks)?;
        file.set_len(bytes.len() as u64)?;
    }
    Ok(Stat::from(&file.metadata()?))
}

/// Makes the bytes of another file, which are so many, the whole content of this one. Returns their fingerprint.
pub(super) fn copy_all(
    mut file: fs::File,
    source: &fs::File,
    length: u64,
) -> io::Result<(Stat, Fingerprint)> {
    let fingerprint = Fingerprint::of_read(length, source, |piece| file.write_all(piece))?;
    file.set_len(length)?;
    Ok((Stat::from(&file.metadata()?), fingerprint))
}

/// Makes the folders that a file of the site is in, where they are not there, and removes what is in the way of them and of it. Those in `ready` are there.
fn make_way(site: &Path, path: &str, ready: &mut HashSet<String>) -> Result<(), OutputError> {
    for (end, _) in path.match_indices('/') {
        let folder = &path[..end];
        if ready.contains(folder) {
            continue;
        }
        let target = site.join(folder);
        let is_there = match fs::symlink_metadata(&target) {
            Ok(metadata) if metadata.is_symlink() => return Err(OutputError::Link(target)),
            Ok(metadata) if metadata.is_dir() => true,
            Ok(_) => disk::commit::remove_file(&target).map(|()| false).map_err(at(&target))?,
            Err(_) => false,
        };
        if !is_there {
            disk::commit::create_folder(&target).map_err(at(&target))?;
        }
        ready.insert(folder.to_owned());
    }
    clear_folder(&site.join(path))
}

/// Removes a folder that gives way to a file, such as that of `x/index.html` to `x`: what was ours in it is removed already.
fn clear_folder(target: &Path) -> Result<(), OutputError> {
    if !disk::is_folder(target) {
        return Ok(());
    }
    for entry in fs::read_dir(target).map_err(at(target))? {
        clear_folder(&entry.map_err(at(target))?.path())?;
    }
    disk::commit::remove_folder(target).map_err(at(target))
}

/// Moves what is in one folder to another, of which `below` is the path with its last slash; notes the files.
fn merge(from: &Path, to: &Path, below: &str, moved: &mut Vec<String>) -> Result<(), OutputError> {
    let mut entries = Vec::new();
    for entry in fs::read_dir(from).map_err(at(from))? {
        let entry = entry.map_err(at(from))?;
        entries.push((entry.file_name(), entry.file_type().map_err(at(from))?.is_dir()));
    }
    entries.sort();
    for (name, is_folder) in entries {
        let (source, target) = (from.join(&name), to.join(&name));
        let path = format!("{below}{}", name.to_string_lossy());
        if is_folder {
            match fs::symlink_metadata(&target) {
                Ok(metadata) if metadata.is_symlink() => return Err(OutputError::Link(target)),
                Ok(metadata) if metadata.is_dir() => {
                    merge(&source, &target, &format!("{path}/"), moved)?;
                    continue;
                }
                Ok(_) => disk::commit::remove_file(&target).map_err(at(&target))?,
                Err(_) => {}
            }
        } else {
            clear_folder(&target)?;
            moved.push(path);
        }
        disk::commit::rename(&source, &target).map_err(at(&target))?;
    }
    Ok(())
}

/// Removes these files of the site, and the folders that become empty; returns how many files there were.
pub(super) fn remove(folder: &Path, paths: &[&OutputPath], spares: &Spares) -> Result<usize, OutputError> {
    let mut removed = 0;
    let mut safe: HashSet<PathBuf> = HashSet::default();
    for path in paths {
        let target = folder.join(path.as_str());
        if leads_through_link(folder, path.as_str(), &mut safe) {
            continue;
        }
        match spares.remove(&target) {
            Ok(()) => removed += 1,
            // Gone already, or in a folder that gave way to a file.
            Err(cause) if matches!(cause.kind(), io::ErrorKind::NotFound | io::ErrorKind::NotADirectory) => {}
            Err(cause) if target.is_dir() && cause.kind() != io::ErrorKind::PermissionDenied => {}
            Err(cause) => return Err(at(&target)(cause)),
        }
        let mut parent = target.parent();
        while let Some(empty) =
            parent.filter(|parent| *parent != folder && disk::commit::remove_folder(parent).is_ok())
        {
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
