//! Stage 5: artifacts become the output folder, and nothing else there is touched.
//!
//! Comes in: artifacts, from several threads, as they are made. Goes out: the folder, changed only where it differed. What always
//! holds:
//!
//! - Until [`Transaction::commit`], the site that was there is whole: new files wait in `.rexbase-staging`, on the
//!   same file system. Dropping the transaction removes them.
//! - `commit` first writes the journal: every path that the new site has, and every older one of ours, so that several kills in a
//!   row lose track of nothing. Then it renames the waiting files into
//!   place (a folder that is new, as a whole), removes what vanished, replaces the manifest, and removes the journal. Killed in between,
//!   the next build finds the journal, takes what it lists for ours, and ends equal to a clean build.
//! - Only files that the manifest or the journal lists are ever removed or replaced; a folder with other files in it
//!   and no manifest is refused unless told.
//! - A file is left alone when its bytes are those of the artifact. The disk is asked, not the manifest: a file whose size
//!   or time is not the recorded one is read and hashed.
//! - What is in the folder hangs on the artifacts alone: the manifest holds no times.
//! - Nothing is written through a symbolic link inside the folder.
//!
//! Files are not synced to disk one by one: a power cut may leave some empty or old, and the next build mends them,
//! since their sizes, times or hashes differ.

#![expect(clippy::disallowed_methods, reason = "one of the rooms that write files")]

mod error;
mod listing;
mod staging;
mod stats;

use std::collections::{BTreeMap, BTreeSet, HashMap};
use std::fs;
use std::io;
use std::path::{Path, PathBuf};
use std::sync::Mutex;

use crate::vocab::artifact::Artifact;
use crate::vocab::fingerprint::Fingerprint;
use crate::vocab::path::OutputPath;

pub use error::OutputError;
use error::at;
use listing::Listing;
use staging::Staging;
use stats::{Stat, Stats};

/// The list of the site's files, inside the output folder: `fingerprint size path` lines.
pub const MANIFEST: &str = ".rexbase-manifest";
const JOURNAL: &str = ".rexbase-journal";
const STAGING: &str = ".rexbase-staging";
const LOCK: &str = "lock";

/// What to do with files that no build wrote.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Foreign {
    /// Refuse a folder that has some and no manifest, and artifacts that would replace one.
    Refuse,
    /// Build beside them, and replace those that are in the way.
    Replace,
}

/// What a commit did.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct Written {
    pub written: usize,
    pub unchanged: usize,
    pub removed: usize,
    /// The bytes of the whole site.
    pub bytes: u64,
}

/// One build's hold on the output folder.
pub struct Transaction {
    folder: PathBuf,
    stats_file: PathBuf,
    foreign: Foreign,
    /// What some build wrote here: the manifest's and a left journal's files.
    ours: BTreeSet<String>,
    stats: Stats,
    staging: Staging,
    put: Mutex<Put>,
    /// Held until the transaction ends.
    _lock: fs::File,
}

/// What was put so far.
#[derive(Default)]
struct Put {
    files: HashMap<OutputPath, Entry>,
    twice: BTreeSet<OutputPath>,
    blocked: Option<(PathBuf, io::Error)>,
}

struct Entry {
    fingerprint: Fingerprint,
    stat: Stat,
    changed: bool,
}

impl Transaction {
    /// Takes hold of the output folder, which need not exist; `cache` is where the lock and the record of times are.
    ///
    /// # Errors
    /// Another process builds this site, the folder holds files of others, or the file system refuses.
    pub fn begin(folder: &Path, cache: &Path, foreign: Foreign) -> Result<Self, OutputError> {
        fs::create_dir_all(cache).map_err(at(cache))?;
        let lock = lock(&cache.join(LOCK))?;
        fs::create_dir_all(folder).map_err(at(folder))?;
        let manifest = Listing::read(&folder.join(MANIFEST))?;
        let journal = Listing::read(&folder.join(JOURNAL))?;
        if manifest.is_none() && journal.is_none() && foreign == Foreign::Refuse {
            refuse_others(folder)?;
        }
        let staging = Staging::begin(folder.join(STAGING))?;
        let stats_file = cache.join("output-stats");
        let ours =
            manifest.into_iter().chain(journal).flat_map(|listing| listing.files.into_keys()).collect();
        Ok(Self {
            folder: folder.to_owned(),
            stats: Stats::read(&stats_file, folder),
            stats_file,
            foreign,
            ours,
            staging,
            put: Mutex::default(),
            _lock: lock,
        })
    }

    /// Takes one file of the new site. May be called from any thread; the order does not matter.
    ///
    /// # Errors
    /// The file system refuses.
    pub fn put(&self, artifact: Artifact) -> Result<(), OutputError> {
        let Artifact { path, bytes } = artifact;
        let fingerprint = Fingerprint::of(&bytes);
        let unchanged = self.stat_if_equal(&path, fingerprint, bytes.len() as u64)?;
        let changed = unchanged.is_none();
        let written = unchanged.map_or_else(|| self.staging.write(path.as_str(), &bytes), Ok);
        // A file where another path needs a folder: `commit` names both, whichever came first.
        let (stat, blocked) = match written {
            Err(OutputError::Io { path, cause }) if is_in_the_way(&cause) => {
                (Stat::default(), Some((path, cause)))
            }
            written => (written?, None),
        };
        let mut put = self.put.lock().unwrap_or_else(std::sync::PoisonError::into_inner);
        if put.files.insert(path.clone(), Entry { fingerprint, stat, changed }).is_some() {
            put.twice.insert(path);
        }
        put.blocked = put.blocked.take().or(blocked);
        Ok(())
    }

    /// Makes the new site the one that is there.
    ///
    /// # Errors
    /// Two artifacts had one path or get in each other's way; one would replace a file of others; the file system
    /// refuses. The first two leave the old site whole.
    pub fn commit(mut self) -> Result<Written, OutputError> {
        let put = std::mem::take(self.put.get_mut().unwrap_or_else(std::sync::PoisonError::into_inner));
        if let Some(path) = put.twice.into_iter().next() {
            return Err(OutputError::Twice(path));
        }
        let files: BTreeMap<String, Entry> =
            put.files.into_iter().map(|(path, entry)| (path.as_str().to_owned(), entry)).collect();
        listing::refuse_clashes(files.keys().map(String::as_str))?;
        if let Some((path, cause)) = put.blocked {
            return Err(OutputError::Io { path, cause });
        }
        self.refuse_foreign_targets(&files)?;

        let new = Listing {
            files: files
                .iter()
                .map(|(path, entry)| (path.clone(), (entry.fingerprint, entry.stat.size)))
                .collect(),
        };
        let stale: Vec<_> = self.ours.iter().filter(|path| !files.contains_key(*path)).cloned().collect();
        let changed = files.values().filter(|entry| entry.changed).count();
        let report = Written {
            written: changed,
            unchanged: files.len() - changed,
            removed: 0,
            bytes: files.values().map(|entry| entry.stat.size).sum(),
        };
        let manifest = self.folder.join(MANIFEST);
        if changed > 0 || !stale.is_empty() || !manifest.exists() {
            let journal = self.folder.join(JOURNAL);
            self.journal_of(&new).write(&journal)?;
            self.staging.merge_into(&self.folder)?;
            let removed = staging::remove(&self.folder, &stale)?;
            new.write(&manifest)?;
            fs::remove_file(&journal).map_err(at(&journal))?;
            self.write_stats(&files);
            return Ok(Written { removed, ..report });
        }
        let journal = self.folder.join(JOURNAL);
        if journal.exists() {
            fs::remove_file(&journal).map_err(at(&journal))?;
        }
        if self.stats.is_stale() {
            self.write_stats(&files);
        }
        Ok(report)
    }

    /// The stat of the file at `path` when its bytes are these, and it is ours.
    fn stat_if_equal(
        &self,
        path: &OutputPath,
        fingerprint: Fingerprint,
        size: u64,
    ) -> Result<Option<Stat>, OutputError> {
        if !self.ours.contains(path.as_str()) {
            return Ok(None);
        }
        let on_disk = self.folder.join(path.as_str());
        let Some(stat) = Stat::of(&on_disk).filter(|stat| stat.size == size) else { return Ok(None) };
        if let Some((known, recorded)) = self.stats.get(path.as_str())
            && *recorded == stat
        {
            return Ok((*known == fingerprint).then_some(stat));
        }
        self.stats.mark_stale();
        let bytes = fs::read(&on_disk).map_err(at(&on_disk))?;
        Ok((Fingerprint::of(&bytes) == fingerprint).then_some(stat))
    }

    /// The new site's files and those of builds before, which may be there until this one is done.
    fn journal_of(&self, new: &Listing) -> Listing {
        let mut files = new.files.clone();
        for path in &self.ours {
            files.entry(path.clone()).or_insert((Fingerprint::of(b""), 0));
        }
        Listing { files }
    }

    fn refuse_foreign_targets(&self, files: &BTreeMap<String, Entry>) -> Result<(), OutputError> {
        if self.foreign == Foreign::Replace {
            return Ok(());
        }
        let new = files.iter().filter(|(path, entry)| entry.changed && !self.ours.contains(*path));
        for (path, _) in new {
            let target = self.folder.join(path);
            if !self.ours.is_empty() && fs::symlink_metadata(&target).is_ok_and(|metadata| !metadata.is_dir())
            {
                return Err(OutputError::InTheWay(target));
            }
        }
        Ok(())
    }

    /// The times are only there to be quick: a failure to record them costs the next build some reading.
    fn write_stats(&self, files: &BTreeMap<String, Entry>) {
        let rows = files.iter().map(|(path, entry)| (path.as_str(), entry.fingerprint, entry.stat));
        stats::write(&self.stats_file, &self.folder, rows);
    }
}

fn is_in_the_way(cause: &io::Error) -> bool {
    matches!(
        cause.kind(),
        io::ErrorKind::NotADirectory | io::ErrorKind::IsADirectory | io::ErrorKind::AlreadyExists
    )
}

fn lock(path: &Path) -> Result<fs::File, OutputError> {
    let file =
        fs::OpenOptions::new().create(true).truncate(false).write(true).open(path).map_err(at(path))?;
    match file.try_lock() {
        Ok(()) => Ok(file),
        Err(fs::TryLockError::WouldBlock) => Err(OutputError::Locked(path.to_owned())),
        Err(fs::TryLockError::Error(cause)) if cause.kind() == io::ErrorKind::Unsupported => Ok(file),
        Err(fs::TryLockError::Error(cause)) => Err(at(path)(cause)),
    }
}

/// A folder without a manifest must hold nothing but what a killed build left.
fn refuse_others(folder: &Path) -> Result<(), OutputError> {
    let mut names = Vec::new();
    for entry in fs::read_dir(folder).map_err(at(folder))? {
        names.push(entry.map_err(at(folder))?.file_name().to_string_lossy().into_owned());
    }
    names.retain(|name| name != STAGING);
    names.sort();
    if names.is_empty() {
        return Ok(());
    }
    Err(OutputError::NotOurs { folder: folder.to_owned(), names })
}

#[cfg(test)]
mod tests;
