//! One process's hold on the output folder, and what it knows of the files there.

use std::collections::{BTreeMap, BTreeSet};
use std::fs;
use std::io;
use std::path::{Path, PathBuf};

use rayon::prelude::*;

use crate::disk;
use crate::vocab::fingerprint::Fingerprint;
use crate::vocab::hash::HashSet;
use crate::vocab::path::OutputPath;

use super::error::{OutputError, at};
use super::foreign::Foreign;
use super::known::{JOURNAL, Known, STATS};
use super::listing::{Found, Listing};
use super::spares::{self, Spares};
use super::staging;
use super::stats::{self, Stat, Stats};

/// The folder inside the output folder where files wait.
pub(super) const STAGING: &str = ".rexbase-staging";
/// What is locked, in the cache folder.
const LOCK: &str = "lock";
/// The spare files, in the cache folder.
const SPARES: &str = "spare";

/// One process's hold on the output folder, and what it knows of the files there.
pub(crate) struct Folder {
    pub(super) path: PathBuf,
    pub(super) stats_file: PathBuf,
    pub(super) foreign: Foreign,
    /// The site's files, if there is a manifest and it is undamaged.
    pub(super) site: Option<Listing>,
    /// Whether the manifest or the journal is damaged. Files that are equal to what is published are then ours.
    pub(super) is_list_lost: bool,
    /// Files that killed builds may have left; without a manifest, all files that may be ours.
    pub(super) left: BTreeSet<OutputPath>,
    pub(super) stats: Stats,
    pub(super) spares: Spares,
    /// The files that differ from the record, if that was just checked.
    pub(super) others: Option<HashSet<OutputPath>>,
    /// Held as long as this lives.
    _lock: fs::File,
}

impl Folder {
    /// The same folder, which keeps replaced files as spares, since the site will go on changing.
    #[must_use]
    pub(crate) fn keeping_spares(mut self) -> Self {
        self.spares.want(spares::REST);
        self
    }

    /// Removes some of the spares that were not needed for long. Says whether none is left. Call it while nobody waits.
    pub(crate) fn remove_old_spares(&self) -> bool {
        self.spares.remove_old()
    }

    /// Whether the site is there as it was published: every file of the manifest, and none of its stats changed.
    pub(crate) fn is_as_published(&self) -> bool {
        let is_there = |(path, (fingerprint, _)): (&OutputPath, &(Fingerprint, u64))| {
            self.there(path.as_str()).is_some_and(|(known, _)| known == *fingerprint)
        };
        self.left.is_empty() && self.site.as_ref().is_some_and(|site| site.files.par_iter().all(is_there))
    }

    /// The record of a file, if the file agrees with it.
    pub(super) fn there(&self, path: &str) -> Option<(Fingerprint, Stat)> {
        let (fingerprint, stat) = *self.stats.get(path)?;
        let is_there = match &self.others {
            Some(others) => !others.contains(path),
            None => Stat::of(&self.path.join(path)) == Some(stat),
        };
        is_there.then_some((fingerprint, stat))
    }

    /// How many files the site has, and their bytes.
    pub(crate) fn size(&self) -> (usize, u64) {
        let files = self.site.iter().flat_map(|site| site.files.values());
        files.fold((0, 0), |(count, bytes), (_, size)| (count + 1, bytes + size))
    }

    /// Whether the manifest lists all that is of the site: no build was killed, and no preview published a part since.
    pub(crate) fn is_whole(&self) -> bool {
        self.site.is_some() && self.left.is_empty() && !self.is_list_lost
    }

    /// Every file of the site, with its fingerprint and its size in bytes.
    pub(crate) fn files(&self) -> impl Iterator<Item = (&OutputPath, Fingerprint, u64)> + Clone {
        let files = self.site.iter().flat_map(|site| &site.files);
        files.map(|(path, (fingerprint, size))| (path, *fingerprint, *size))
    }

    /// The fingerprint of every file of the site, by path.
    pub(crate) fn listing(&self) -> BTreeMap<OutputPath, Fingerprint> {
        let files = self.site.iter().flat_map(|site| &site.files);
        files.map(|(path, (fingerprint, _))| (path.clone(), *fingerprint)).collect()
    }

    /// The files of the site that are new, changed or gone since this listing.
    pub(crate) fn changed_since(&self, before: &BTreeMap<OutputPath, Fingerprint>) -> BTreeSet<String> {
        let now = self.listing();
        let is_other =
            |(path, fingerprint): &(&OutputPath, &Fingerprint)| before.get(*path) != Some(*fingerprint);
        let gone = before.keys().filter(|path| !now.contains_key(*path));
        now.iter().filter(is_other).map(|(path, _)| path).chain(gone).map(ToString::to_string).collect()
    }

    pub(super) fn is_ours(&self, path: &str) -> bool {
        self.site.as_ref().is_some_and(|site| site.files.contains_key(path)) || self.left.contains(path)
    }

    /// Whether nothing was in the folder when it was opened.
    pub(super) fn was_empty(&self) -> bool {
        let has_no_list = self.site.is_none() && self.left.is_empty() && !self.is_list_lost;
        has_no_list && self.foreign == Foreign::Refuse
    }

    /// Records the times. They only save time: a failure costs the next build some reading.
    pub(super) fn write_stats(&self) {
        if let Some(site) = &self.site {
            let row = |path: &OutputPath| {
                self.stats.get(path.as_str()).map(|(fingerprint, stat)| (*fingerprint, *stat))
            };
            let rows = site.files.keys().filter_map(|path| row(path).map(|(f, s)| (path.as_str(), f, s)));
            stats::write(&self.stats_file, &self.path, rows);
        }
    }
}

impl Drop for Folder {
    fn drop(&mut self) {
        if self.stats.is_stale() {
            self.write_stats();
        }
    }
}

impl Known {
    /// Takes hold of the output folder, which need not exist; the lock is in the cache folder.
    ///
    /// # Errors
    /// Another process builds this site, the folder holds files of others, or the file system refuses.
    pub(crate) fn open(self, foreign: Foreign) -> Result<Folder, OutputError> {
        let (path, cache) = (self.path.clone(), self.cache.clone());
        fs::create_dir_all(&cache).map_err(at(&cache))?;
        let lock = lock(&cache.join(LOCK))?;
        fs::create_dir_all(&path).map_err(at(&path))?;
        let Self { site, stats, others, .. } = self.settle()?;
        let journal = Listing::read(&path.join(JOURNAL))?;
        if site.is_none() && journal.is_none() && foreign == Foreign::Refuse {
            refuse_others(&path)?;
        }
        staging::remove_left(&path.join(STAGING))?;
        let lists = Lists::of(site, journal, &stats, &path);
        Ok(Folder {
            path,
            stats_file: cache.join(STATS),
            foreign,
            site: lists.site,
            is_list_lost: lists.is_one_lost,
            left: lists.left,
            stats,
            spares: Spares::new(cache.join(SPARES)),
            others,
            _lock: lock,
        })
    }
}

/// What the manifest and the journal say together.
pub(super) struct Lists {
    /// The site's files, if there is a manifest and it is undamaged.
    pub(super) site: Option<Listing>,
    pub(super) is_one_lost: bool,
    /// Other files that are ours.
    pub(super) left: BTreeSet<OutputPath>,
}

impl Lists {
    pub(super) fn of(site: Option<Found>, journal: Option<Found>, stats: &Stats, folder: &Path) -> Self {
        let is_one_lost = [&site, &journal].into_iter().any(|list| matches!(list, Some(Found::Damaged(_))));
        let (site, lost) = match site {
            Some(Found::Whole(site)) => (Some(site), None),
            lost => (None, lost),
        };
        let others = journal.into_iter().chain(lost);
        Self { site, is_one_lost, left: others.flat_map(|list| ours_of(list, stats, folder)).collect() }
    }
}

/// The files of a list that are ours: all of them; of a damaged list, the files that agree with it or with the record of times.
fn ours_of(list: Found, stats: &Stats, folder: &Path) -> BTreeSet<OutputPath> {
    match list {
        Found::Whole(listing) => listing.files.into_keys().collect(),
        Found::Damaged(listing) => stats.there(folder, &listing),
    }
}

fn lock(path: &Path) -> Result<fs::File, OutputError> {
    match disk::plain(path) {
        Err(cause) if cause.kind() != io::ErrorKind::NotFound => return Err(at(path)(cause)),
        _ => {}
    }
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
