//! What the disk says of a published site, read before anybody holds the folder, so that it is ready, and perhaps compared, when the folder is wanted.
//!
//! What always holds: whatever changed until the folder is held is read again.

use std::path::{Path, PathBuf};

use crate::vocab::hash::HashSet;
use crate::vocab::path::OutputPath;

use super::error::OutputError;
use super::listing::{Found, Listing};
use super::stats::{Stat, Stats};

/// The list of the site's files, inside the output folder: `fingerprint size path` lines.
pub(crate) const MANIFEST: &str = ".rexbase-manifest";
/// The list of what changed since the manifest was written, beside the manifest.
pub(super) const JOURNAL: &str = ".rexbase-journal";
/// The record of times, in the cache folder.
pub(super) const STATS: &str = "output-stats";

/// What the disk says of a site.
pub(crate) struct Known {
    pub(super) path: PathBuf,
    pub(super) cache: PathBuf,
    pub(super) site: Option<Found>,
    pub(super) stats: Stats,
    /// Stat data of the manifest, of the record of times, and of the journal, which changes with every change of the site.
    read: [Option<Stat>; 3],
    /// The files that were not there as they are recorded, when that was looked at.
    pub(super) others: Option<HashSet<OutputPath>>,
}

impl Known {
    /// Reads it; `cache` is where the record of times is.
    pub(crate) fn read(path: &Path, cache: &Path) -> Self {
        let read = stats_of(path, cache);
        let (site, stats) = rayon::join(
            || Listing::read(&path.join(MANIFEST)).ok().flatten(),
            || Stats::read(&cache.join(STATS), path),
        );
        Self { path: path.to_owned(), cache: cache.to_owned(), site, stats, read, others: None }
    }

    /// Looks which files are there as they were recorded.
    #[must_use]
    pub(crate) fn looked_at(mut self) -> Self {
        self.others = Some(self.stats.others(&self.path));
        self
    }

    /// What is so while the folder is held.
    pub(super) fn settle(self) -> Result<Self, OutputError> {
        let read = stats_of(&self.path, &self.cache);
        // A manifest that could not be read is asked again, for its error.
        if read == self.read && (self.site.is_some() || read[0].is_none()) {
            return Ok(self);
        }
        let site = Listing::read(&self.path.join(MANIFEST))?;
        let stats = Stats::read(&self.cache.join(STATS), &self.path);
        Ok(Self { site, stats, read, others: None, ..self })
    }
}

fn stats_of(path: &Path, cache: &Path) -> [Option<Stat>; 3] {
    [path.join(MANIFEST), cache.join(STATS), path.join(JOURNAL)].map(|file| Stat::of(&file))
}
