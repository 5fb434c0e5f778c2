//! Stage 5: artifacts become the output folder, and nothing else there is touched.
//!
//! Comes in: artifacts, from several threads, as they are made. Goes out: the folder, changed only where it differed. What always
//! holds:
//!
//! - Until [`Transaction::commit`], the site that was there is whole: new files wait in `.rexbase-staging`, on the
//!   same file system. Dropping the transaction removes them.
//! - `commit` first writes the journal: every path that is new or gets other bytes, or is to be removed. With the manifest, which stays until it is
//!   replaced, it lists all that may be there, so that several kills in a row lose track of nothing. Then it renames the waiting files into
//!   place (a folder that is new, as a whole), removes what vanished, replaces the manifest, and removes the journal. Killed in between,
//!   the next build finds the journal, takes what it lists for ours, and ends equal to a clean build.
//! - A [`Folder`] is held by one process at a time and may see many transactions, whole ones ([`Transaction::commit`]: what was
//!   neither put nor kept vanishes) and partial ones ([`Transaction::commit_changes`]: all else stays). A partial one leaves its
//!   journal, which lists what changed since the manifest was written, until the next whole one: so it costs what it changes.
//! - Only files that the manifest or the journal lists are ever removed or replaced; a folder with other files in it
//!   and no manifest is refused unless told. Both are closed by a fingerprint: of one that is damaged, only what is there with the bytes that were
//!   written is ours, and what is equal to what is published.
//! - A file is left alone when its bytes are those of the artifact. The disk is asked, not the manifest: a file whose size, times
//!   or number are not the recorded ones is read and hashed.
//! - What is in the folder depends on the artifacts alone: the manifest holds no times.
//! - Nothing is written through a symbolic link inside the folder.
//! - A preview keeps the files that it replaces, in the cache folder, and writes new ones into them (`spares`).
//!
//! Files are not synced to disk one by one: a power cut may leave some empty or old, and the next build mends them,
//! since their sizes, times or hashes differ.

#![expect(clippy::disallowed_methods, reason = "one of the rooms that write files")]

mod error;
mod folder;
mod foreign;
pub(crate) mod hosting;
mod known;
mod listing;
mod spares;
mod staging;
mod stats;

use std::collections::{BTreeMap, BTreeSet};
use std::fs::File;
use std::io::{self, Seek};
use std::path::PathBuf;
use std::sync::Mutex;

use rayon::prelude::*;

use crate::disk;
use crate::vocab::artifact::Artifact;
use crate::vocab::fingerprint::Fingerprint;
use crate::vocab::hash::HashMap;
use crate::vocab::path::OutputPath;

pub(crate) use error::OutputError;
use error::at;
pub(crate) use folder::Folder;
use folder::{Lists, STAGING};
pub use foreign::Foreign;
use known::JOURNAL;
pub(crate) use known::{Known, MANIFEST};
use listing::Listing;
use staging::Staging;
use stats::Stat;

/// What a commit did.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct Written {
    pub written: usize,
    pub unchanged: usize,
    pub removed: usize,
    /// The bytes of the whole site.
    pub bytes: u64,
}

/// One change of the folder.
pub(crate) struct Transaction<'a> {
    folder: &'a mut Folder,
    staging: Staging,
    put: Mutex<Put>,
}

/// What was put so far.
#[derive(Default)]
struct Put {
    files: HashMap<OutputPath, Entry>,
    twice: BTreeSet<OutputPath>,
    blocked: Option<(PathBuf, io::Error)>,
}

/// How much of the site a transaction is about.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Extent {
    Whole,
    Changes,
}

/// What is at a place in the folder.
#[derive(Clone, Copy)]
struct There {
    is_ours: bool,
    stat: Option<Stat>,
}

struct Entry {
    fingerprint: Fingerprint,
    stat: Stat,
    changed: bool,
    /// Whether it replaces a file of ours that is there.
    replaces: bool,
    /// Whether that is what is recorded already.
    recorded: bool,
}

impl Folder {
    /// Begins a change.
    ///
    /// # Errors
    /// The file system refuses.
    pub(crate) fn begin(&mut self) -> Result<Transaction<'_>, OutputError> {
        let staging = Staging::begin(self.path.join(STAGING))?;
        self.spares.begin(staging.folder()).map_err(at(staging.folder()))?;
        Ok(Transaction { folder: self, staging, put: Mutex::default() })
    }
}

impl Drop for Transaction<'_> {
    fn drop(&mut self) {
        self.folder.others = None;
        self.staging.give_back(&self.folder.spares);
    }
}

impl Transaction<'_> {
    /// Takes one file of the new site. May be called from any thread; the order does not matter.
    ///
    /// # Errors
    /// The file system refuses.
    pub(crate) fn put(&self, artifact: Artifact) -> Result<(), OutputError> {
        let Artifact { path, bytes } = artifact;
        let fingerprint = Fingerprint::of(&bytes);
        let there = self.there(&path);
        let unchanged = match there.stat.filter(|stat| stat.size == bytes.len() as u64) {
            Some(stat) if self.is_equal(&path, fingerprint, stat)? => Some(stat),
            _ => None,
        };
        let write = || {
            let fill = |file| staging::write_all(file, &bytes);
            self.staging.write(path.as_str(), there.is_ours, &self.folder.spares, fill)
        };
        let written = unchanged.map_or_else(write, Ok);
        self.note(path, there, unchanged.is_some(), written.map(|stat| (stat, fingerprint)))
    }

    /// Takes a file of the author's as it is, of which it never holds more than a piece. Otherwise as [`Self::put`].
    ///
    /// # Errors
    /// The file system refuses, or the file changes while it is read.
    pub(crate) fn copy(&self, path: OutputPath, mut file: &File) -> Result<(), OutputError> {
        let there = self.there(&path);
        let place = self.folder.path.join(path.as_str());
        let size = file.metadata().map_err(at(&place))?.len();
        if let Some(stat) = there.stat.filter(|stat| stat.size == size) {
            let fingerprint = Fingerprint::of_read(size, file, |_| Ok(())).map_err(at(&place))?;
            if self.is_equal(&path, fingerprint, stat)? {
                return self.note(path, there, true, Ok((stat, fingerprint)));
            }
            file.rewind().map_err(at(&place))?;
        }
        let copy = |target| staging::copy_all(target, file, size);
        let written = self.staging.write(path.as_str(), there.is_ours, &self.folder.spares, copy);
        self.note(path, there, false, written)
    }

    /// What is at the place of a file of the new site.
    fn there(&self, path: &OutputPath) -> There {
        let is_ours = self.folder.is_ours(path.as_str());
        let may_be_there = is_ours || self.folder.is_list_lost;
        let stat = may_be_there.then(|| Stat::of(&self.folder.path.join(path.as_str()))).flatten();
        There { is_ours, stat }
    }

    /// Takes note of a file that was taken, and waits for its place when it is not there yet.
    fn note(
        &self,
        path: OutputPath,
        there: There,
        is_unchanged: bool,
        written: Result<(Stat, Fingerprint), OutputError>,
    ) -> Result<(), OutputError> {
        // A file where another path needs a folder: `commit` names both, whichever came first.
        let ((stat, fingerprint), blocked) = match written {
            Err(OutputError::Io { path, cause }) if is_in_the_way(&cause) => {
                ((Stat::default(), Fingerprint::of(b"")), Some((path, cause)))
            }
            written => (written?, None),
        };
        let replaces = there.is_ours && there.stat.is_some();
        let mut put = self.put.lock().unwrap_or_else(std::sync::PoisonError::into_inner);
        let entry = Entry { fingerprint, stat, changed: !is_unchanged, replaces, recorded: false };
        if put.files.insert(path.clone(), entry).is_some() {
            put.twice.insert(path);
        }
        put.blocked = put.blocked.take().or(blocked);
        Ok(())
    }

    /// The files that were put and are new, or others than those that are there.
    pub(crate) fn changed(&self) -> BTreeSet<String> {
        let put = self.put.lock().unwrap_or_else(std::sync::PoisonError::into_inner);
        let changed = put.files.iter().filter(|(_, entry)| entry.changed);
        changed.map(|(path, _)| path.as_str().to_owned()).collect()
    }

    /// Takes files of the site into the new one as they are, when each is there as it was published; else says no, and takes none.
    pub(crate) fn keep<'p>(&self, paths: impl Iterator<Item = &'p OutputPath>) -> bool {
        let paths: Vec<_> = paths.collect();
        let entry = |path: &&'p OutputPath| {
            let (fingerprint, stat) =
                self.folder.there(path.as_str()).filter(|_| self.folder.is_ours(path.as_str()))?;
            Some((
                (*path).clone(),
                Entry { fingerprint, stat, changed: false, replaces: true, recorded: true },
            ))
        };
        let Some(kept) = paths.par_iter().map(entry).collect::<Option<Vec<_>>>() else { return false };
        let mut put = self.put.lock().unwrap_or_else(std::sync::PoisonError::into_inner);
        for (path, entry) in kept {
            if put.files.insert(path.clone(), entry).is_some() {
                put.twice.insert(path);
            }
        }
        true
    }

    /// Makes the new site the one that is there: what was neither put nor kept vanishes.
    ///
    /// # Errors
    /// Two artifacts had one path or get in each other's way; one would replace a file of others; the file system
    /// refuses. The first two leave the old site whole.
    pub(crate) fn commit(mut self) -> Result<Written, OutputError> {
        let files = self.take()?;
        let (clashes, new) = rayon::join(
            || listing::refuse_clashes(files.keys().map(OutputPath::as_str)),
            || listing_of(&files),
        );
        clashes?;
        let stale = self.stale(&files);
        let mut journal = self.unlisted(&files);
        for path in &stale {
            journal.files.insert(path.clone(), (Fingerprint::of(b""), 0));
            self.folder.stats.remove(path.as_str());
        }
        let written = self.apply(files, &stale, &journal, new, Extent::Whole)?;
        if self.folder.stats.is_stale() {
            self.folder.write_stats();
            self.folder.stats.mark_written();
        }
        Ok(written)
    }

    /// Puts what was put in its place and removes these files; all others stay.
    ///
    /// # Errors
    /// As for [`Transaction::commit`].
    pub(crate) fn commit_changes(mut self, removed: &BTreeSet<OutputPath>) -> Result<Written, OutputError> {
        let files = self.take()?;
        let mut new = self.folder.site.take().unwrap_or_default();
        let is_new = files.keys().any(|path| !new.files.contains_key(path));
        let stale: Vec<OutputPath> = removed.iter().cloned().collect();
        for path in &stale {
            new.files.remove(path);
        }
        let mut journal = listing_of(&files);
        new.files.extend(journal.files.iter().map(|(path, row)| (path.clone(), *row)));
        for path in stale.iter().chain(&self.folder.left) {
            journal.files.entry(path.clone()).or_insert((Fingerprint::of(b""), 0));
        }
        if is_new {
            listing::refuse_clashes(new.files.keys().map(OutputPath::as_str))?;
        }
        self.apply(files, &stale, &journal, new, Extent::Changes)
    }

    /// What is ours, and not among these files.
    fn stale(&self, files: &BTreeMap<OutputPath, Entry>) -> Vec<OutputPath> {
        let Folder { site, left, .. } = &*self.folder;
        let (mut stale, mut files) = (Vec::new(), files.keys().peekable());
        let mut listed = site.iter().flat_map(|site| site.files.keys()).peekable();
        let mut left = left.iter().peekable();
        // All are in order.
        while let Some(path) = listed.peek().into_iter().chain(left.peek()).min().copied() {
            listed.next_if_eq(&path);
            left.next_if_eq(&path);
            while files.next_if(|file| *file < path).is_some() {}
            if files.peek() != Some(&path) {
                stale.push(path.clone());
            }
        }
        stale
    }

    /// Those of these files of which the manifest on the disk does not tell the truth, or nothing.
    fn unlisted(&self, files: &BTreeMap<OutputPath, Entry>) -> Listing {
        let Folder { site, left, .. } = &*self.folder;
        let mut listed = site.iter().flat_map(|site| site.files.keys()).peekable();
        let mut unlisted = Listing::default();
        for (path, entry) in files {
            while listed.next_if(|listed| *listed < path).is_some() {}
            // What was published in part since the manifest was written is only in the journal that is there now.
            let is_listed = listed.peek() == Some(&path) && !left.contains(path);
            if entry.changed || !is_listed {
                unlisted.files.insert(path.clone(), (entry.fingerprint, entry.stat.size));
            }
        }
        unlisted
    }

    /// What was put, by path.
    fn take(&mut self) -> Result<BTreeMap<OutputPath, Entry>, OutputError> {
        let put = std::mem::take(self.put.get_mut().unwrap_or_else(std::sync::PoisonError::into_inner));
        if let Some(path) = put.twice.into_iter().next() {
            return Err(OutputError::Twice(path));
        }
        let files: BTreeMap<OutputPath, Entry> = put.files.into_iter().collect();
        if let Some((path, cause)) = put.blocked {
            // A clash of two artifacts says it better.
            listing::refuse_clashes(files.keys().map(OutputPath::as_str))?;
            return Err(OutputError::Io { path, cause });
        }
        self.refuse_foreign_targets(&files)?;
        Ok(files)
    }

    /// Changes the folder; when that fails half-way, what is known of it is read anew.
    fn apply(
        &mut self,
        files: BTreeMap<OutputPath, Entry>,
        stale: &[OutputPath],
        journal: &Listing,
        new: Listing,
        extent: Extent,
    ) -> Result<Written, OutputError> {
        let applied = self.change(files, stale, journal, new, extent);
        if applied.is_err() {
            let folder = &mut *self.folder;
            let read = |name| Listing::read(&folder.path.join(name)).ok().flatten();
            let lists = Lists::of(read(MANIFEST), read(JOURNAL), &folder.stats, &folder.path);
            (folder.site, folder.is_list_lost) = (lists.site, lists.is_one_lost);
            folder.left.extend(lists.left);
        }
        applied
    }

    fn change(
        &mut self,
        mut files: BTreeMap<OutputPath, Entry>,
        stale: &[OutputPath],
        journal: &Listing,
        new: Listing,
        extent: Extent,
    ) -> Result<Written, OutputError> {
        let changed = files.values().filter(|entry| entry.changed).count();
        let journal_file = self.folder.path.join(JOURNAL);
        let manifest = self.folder.path.join(MANIFEST);
        let bytes = new.files.values().map(|(_, size)| size).sum();
        let unchanged = new.files.len() - changed;
        let mut removed = 0;
        let is_listed = self.folder.left.is_empty() && manifest.exists();
        if changed > 0 || !stale.is_empty() || (extent == Extent::Whole && !is_listed) {
            self.folder.stats.mark_stale();
            journal.write(&journal_file, &self.staging.folder().join("journal"))?;
            // What a new file needs the place of goes first.
            let (first, last): (Vec<_>, Vec<_>) = stale
                .iter()
                .partition(|path| parents(path.as_str()).any(|parent| files.contains_key(parent)));
            removed = staging::remove(&self.folder.path, &first, &self.folder.spares)?;
            let moved = self.staging.merge_into(&self.folder.path, &self.folder.spares)?;
            self.note_moved(&moved, &mut files);
            removed += staging::remove(&self.folder.path, &last, &self.folder.spares)?;
            match extent {
                Extent::Whole => new.write(&manifest, &self.staging.folder().join("manifest"))?,
                Extent::Changes => self.folder.left.extend(journal.files.keys().cloned()),
            }
        }
        if extent == Extent::Whole {
            if journal_file.exists() {
                disk::commit::remove_file(&journal_file).map_err(at(&journal_file))?;
            }
            self.folder.left.clear();
            self.folder.is_list_lost = false;
        }
        self.folder.site = Some(new);
        for (path, entry) in files.into_iter().filter(|(_, entry)| !entry.recorded) {
            self.folder.stats.set(path, entry.fingerprint, entry.stat);
        }
        Ok(Written { written: changed, unchanged, removed, bytes })
    }

    /// Takes note of the times of files that got into their places one by one, which a new name changed.
    fn note_moved(&self, moved: &[String], files: &mut BTreeMap<OutputPath, Entry>) {
        let stat = |path: &String| Stat::of(&self.folder.path.join(path));
        let stats: Vec<_> = moved.par_iter().map(stat).collect();
        for (path, stat) in moved.iter().zip(stats) {
            if let (Some(entry), Some(stat)) = (files.get_mut(path.as_str()), stat)
                && stat.is_of_the_same(&entry.stat)
            {
                entry.stat = stat;
            }
        }
    }

    /// Whether the file at `path`, of which this is so, has the bytes of this fingerprint.
    fn is_equal(&self, path: &OutputPath, fingerprint: Fingerprint, stat: Stat) -> Result<bool, OutputError> {
        if let Some((known, recorded)) = self.folder.stats.get(path.as_str())
            && *recorded == stat
        {
            return Ok(*known == fingerprint);
        }
        self.folder.stats.mark_stale();
        let on_disk = self.folder.path.join(path.as_str());
        let file = File::open(&on_disk).map_err(at(&on_disk))?;
        // One that has another length by now is another.
        let there = Fingerprint::of_read(stat.size, file, |_| Ok(()));
        Ok(there.is_ok_and(|there| there == fingerprint))
    }

    fn refuse_foreign_targets(&self, files: &BTreeMap<OutputPath, Entry>) -> Result<(), OutputError> {
        if self.folder.was_empty() {
            return Ok(());
        }
        let new = files.iter().filter(|(_, entry)| entry.changed && !entry.replaces);
        let new = new.map(|(path, _)| path.as_str());
        let is_ours = |path: &str| self.folder.is_ours(path);
        foreign::refuse_in_the_way(&self.folder.path, new, &is_ours, self.folder.foreign)
    }
}

/// The folders that a path is in, the innermost last.
fn parents(path: &str) -> impl Iterator<Item = &str> {
    path.match_indices('/').map(|(end, _)| &path[..end])
}

fn listing_of(files: &BTreeMap<OutputPath, Entry>) -> Listing {
    let row = |(path, entry): (&OutputPath, &Entry)| (path.clone(), (entry.fingerprint, entry.stat.size));
    Listing { files: files.iter().map(row).collect() }
}

fn is_in_the_way(cause: &io::Error) -> bool {
    matches!(
        cause.kind(),
        io::ErrorKind::NotADirectory | io::ErrorKind::IsADirectory | io::ErrorKind::AlreadyExists
    )
}

#[cfg(test)]
mod tests;
