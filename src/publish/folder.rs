//! A folder that is published to: a web server's, a mounted disk, a folder that something else synchronises.
//!
//! What always holds: nothing is written through a symbolic link below the folder; a file is there whole, old or new; what the record does not name is not replaced.

#![expect(clippy::disallowed_methods, reason = "it writes the folder that a site is published to")]

use std::collections::BTreeSet;
use std::fs;
use std::io::{self, Read, Write};
use std::path::{Path, PathBuf};
use std::sync::atomic::{AtomicUsize, Ordering};

use crate::disk;
use crate::vocab::fingerprint::Fingerprint;
use crate::vocab::path::OutputPath;

use super::record::RECORD;
use super::store::{Put, Store, Version};
use super::trouble::Trouble;

/// Where files wait for their place, in the folder.
const WAITING: &str = ".rexbase-waiting";

/// A folder that is published to.
pub(super) struct Folder {
    path: PathBuf,
    foreign_is_replaced: bool,
    number: AtomicUsize,
}

impl Folder {
    /// The folder at `path`, which is made with the first file when it is not there.
    ///
    /// # Errors
    /// There is none above it.
    pub(super) fn open(path: &Path, foreign_is_replaced: bool) -> Result<Self, Trouble> {
        // The folder itself may be reached through links: whoever publishes named it.
        let path = disk::real(path);
        let above = path.parent().unwrap_or(&path);
        if !disk::is_folder(above) {
            return Err(Trouble::NoBucket(format!("`{}`: the folder above is not there", path.display())));
        }
        Ok(Self { path, foreign_is_replaced, number: AtomicUsize::new(0) })
    }

    /// A place that no other file of this process waits at.
    fn waiting(&self) -> Result<PathBuf, Trouble> {
        let folder = self.path.join(WAITING);
        for folder in [&self.path, &folder] {
            if !disk::is_folder(folder) {
                match disk::commit::create_folder(folder) {
                    Err(cause) if cause.kind() != io::ErrorKind::AlreadyExists => {
                        return Err(Trouble::at(folder)(cause));
                    }
                    _ => {}
                }
            }
        }
        let number = self.number.fetch_add(1, Ordering::Relaxed);
        Ok(folder.join(format!("{}-{number}", std::process::id())))
    }

    /// The place of a file of the site, in a folder that is there.
    fn place(&self, path: &OutputPath) -> Result<PathBuf, Trouble> {
        let place = self.path.join(path.as_str());
        let folder = place.parent().unwrap_or(&self.path);
        if let Some(link) = disk::link_below(&self.path, folder) {
            return Err(Trouble::InTheWay(link));
        }
        fs::create_dir_all(folder).map_err(Trouble::at(folder))?;
        Ok(place)
    }

    /// Removes the folders of a file that was removed, as far as they are empty.
    fn remove_empty(&self, place: &Path) {
        for folder in place.ancestors().skip(1).take_while(|folder| **folder != *self.path) {
            if fs::remove_dir(folder).is_err() {
                return;
            }
        }
    }

    fn copy(put: &Put<'_>, waiting: &Path) -> Result<(), Trouble> {
        let mut from = disk::open(put.source).map_err(Trouble::at(put.source))?;
        let mut to = disk::create(waiting).map_err(Trouble::at(waiting))?;
        let mut failed = None;
        let copied = Fingerprint::of_read(put.file.size, &mut from, |piece| {
            to.write_all(piece).inspect_err(|cause| failed = Some(cause.kind()))
        });
        match (copied, failed) {
            (Ok(fingerprint), _) if fingerprint == put.file.fingerprint => Ok(()),
            (Err(cause), Some(_)) => Err(Trouble::at(waiting)(cause)),
            _ => Err(Trouble::Changed(put.source.to_owned())),
        }
    }
}

impl Drop for Folder {
    /// Removes what waits for nothing: of this run, which alone publishes there once it wrote the record, and of runs that were killed.
    fn drop(&mut self) {
        let folder = self.path.join(WAITING);
        if *self.number.get_mut() == 0 || !disk::is_folder(&folder) {
            return;
        }
        for entry in fs::read_dir(&folder).into_iter().flatten().flatten() {
            if entry.file_name().to_str().is_some_and(is_waiting) {
                let _ = fs::remove_file(entry.path());
            }
        }
        let _ = fs::remove_dir(&folder);
    }
}

/// Whether a file that waits has this name: of a process and a number.
fn is_waiting(name: &str) -> bool {
    let is_number = |text: &str| !text.is_empty() && text.bytes().all(|byte| byte.is_ascii_digit());
    name.split_once('-').is_some_and(|(process, number)| is_number(process) && is_number(number))
}

impl Store for Folder {
    fn record(&self) -> Result<Option<(Vec<u8>, Version)>, Trouble> {
        let path = self.path.join(RECORD);
        let mut bytes = Vec::new();
        match disk::open(&path).and_then(|mut file| file.read_to_end(&mut bytes)) {
            Ok(_) => Ok(Some((bytes.clone(), version(&bytes)))),
            Err(cause) if cause.kind() == io::ErrorKind::NotFound => Ok(None),
            Err(cause) => Err(Trouble::at(&path)(cause)),
        }
    }

    fn write_record(&self, bytes: &[u8], over: Option<&Version>) -> Result<Version, Trouble> {
        let there = self.record()?.map(|(_, version)| version);
        if there.as_ref() != over {
            return Err(Trouble::Conflict);
        }
        let path = self.path.join(RECORD);
        disk::commit::replace(&path, &self.waiting()?, bytes).map_err(Trouble::at(&path))?;
        Ok(version(bytes))
    }

    fn some_names(&self) -> Result<Vec<String>, Trouble> {
        let mut names = BTreeSet::new();
        let entries = match fs::read_dir(&self.path) {
            Err(cause) if cause.kind() == io::ErrorKind::NotFound => return Ok(Vec::new()),
            entries => entries.map_err(Trouble::at(&self.path))?,
        };
        for entry in entries {
            let name = entry.map_err(Trouble::at(&self.path))?.file_name().to_string_lossy().into_owned();
            if name != WAITING && name != RECORD {
                names.insert(name);
            }
        }
        Ok(names.into_iter().take(3).collect())
    }

    fn refuse_others(&self, new: &[&OutputPath]) -> Result<(), Trouble> {
        let mut places = new.iter().map(|path| self.path.join(path.as_str()));
        match places.find(|place| fs::symlink_metadata(place).is_ok()) {
            Some(place) if !self.foreign_is_replaced => Err(Trouble::InTheWay(place)),
            _ => Ok(()),
        }
    }

    fn put(&self, put: &Put<'_>) -> Result<(), Trouble> {
        let place = self.place(put.path)?;
        let waiting = self.waiting()?;
        Self::copy(put, &waiting)?;
        disk::commit::rename(&waiting, &place).map_err(Trouble::at(&place))
    }

    fn remove(&self, path: &OutputPath) -> Result<(), Trouble> {
        let place = self.path.join(path.as_str());
        if let Some(link) = disk::link_below(&self.path, place.parent().unwrap_or(&self.path)) {
            return Err(Trouble::InTheWay(link));
        }
        match disk::commit::remove_file(&place) {
            Err(cause) if !matches!(cause.kind(), io::ErrorKind::NotFound | io::ErrorKind::NotADirectory) => {
                Err(Trouble::at(&place)(cause))
            }
            _ => {
                self.remove_empty(&place);
                Ok(())
            }
        }
    }

    fn at_once(&self) -> usize {
        4
    }
}

fn version(bytes: &[u8]) -> Version {
    Version { tag: Some(Fingerprint::of(bytes).to_string()), number: None }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn of_what_waits_only_our_own_goes_and_only_once_we_wrote() {
        let folder = tempfile::tempdir().unwrap();
        let waiting = folder.path().join(WAITING);
        fs::create_dir(&waiting).unwrap();
        fs::write(waiting.join("7-0"), "of a killed run").unwrap();
        fs::write(waiting.join("theirs"), "").unwrap();
        let left = || fs::read_dir(&waiting).unwrap().count();
        drop(Folder::open(folder.path(), false).unwrap());
        assert_eq!(left(), 2, "nothing was written");
        let place = Folder::open(folder.path(), false).unwrap();
        place.write_record(b"x", None).unwrap();
        drop(place);
        assert_eq!(left(), 1);
        assert!(waiting.join("theirs").is_file());
        fs::remove_file(waiting.join("theirs")).unwrap();
        let place = Folder::open(folder.path(), false).unwrap();
        place.write_record(b"y", Some(&version(b"x"))).unwrap();
        drop(place);
        assert!(!waiting.exists());
    }
}
