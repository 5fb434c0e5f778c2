//! The sizes and times of the site's files when they were last known to be equal to their fingerprints.
//!
//! They are kept in the cache folder and bound to one output folder by its path. They are trusted only for files whose size, times and inode are still
//! the same: the ctime shows what an equal size and an mtime that was set back would hide. When they are missing, old or damaged, files are read instead.

use std::collections::BTreeSet;
use std::fs;
use std::io::Write;
use std::path::Path;
use std::sync::atomic::{AtomicBool, Ordering};
use std::time::UNIX_EPOCH;

use rayon::prelude::*;

use crate::disk;
use crate::vocab::fingerprint::{Fingerprint, Seal};
use crate::vocab::hash::{HashMap, HashSet};
use crate::vocab::path::OutputPath;

use super::listing::Listing;

const HEAD: &str = "rexbase output stats 3";

/// What the file system says of a file.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub(super) struct Stat {
    pub(super) size: u64,
    /// Nanoseconds since 1970.
    modified: u128,
    /// The file's inode and its ctime, in nanoseconds since 1970, where the system has them.
    number: u64,
    changed: i128,
}

impl Stat {
    /// The stat data of the file at `path`, if there is one.
    pub(super) fn of(path: &Path) -> Option<Self> {
        fs::symlink_metadata(path).ok().filter(fs::Metadata::is_file).map(|metadata| Self::from(&metadata))
    }

    /// Whether it is the same file with the same bytes, as far as stat data tells. A new name, which changes the ctime, does not count.
    pub(super) fn is_of_the_same(&self, before: &Self) -> bool {
        (self.size, self.modified, self.number) == (before.size, before.modified, before.number)
    }
}

impl From<&fs::Metadata> for Stat {
    fn from(metadata: &fs::Metadata) -> Self {
        let since = metadata.modified().ok().and_then(|time| time.duration_since(UNIX_EPOCH).ok());
        let (number, changed) = number(metadata);
        Self { size: metadata.len(), modified: since.map_or(0, |since| since.as_nanos()), number, changed }
    }
}

#[cfg(unix)]
fn number(metadata: &fs::Metadata) -> (u64, i128) {
    use std::os::unix::fs::MetadataExt;
    (metadata.ino(), i128::from(metadata.ctime()) * 1_000_000_000 + i128::from(metadata.ctime_nsec()))
}

#[cfg(not(unix))]
fn number(_metadata: &fs::Metadata) -> (u64, i128) {
    (0, 0)
}

/// The record.
pub(super) struct Stats {
    rows: HashMap<OutputPath, (Fingerprint, Stat)>,
    stale: AtomicBool,
}

impl Stats {
    /// Reads the record of this output folder; an empty one if anything is amiss.
    pub(super) fn read(path: &Path, folder: &Path) -> Self {
        let text = disk::read(path).ok().and_then(|bytes| String::from_utf8(bytes).ok());
        let rows = text.and_then(|text| parse(&text, folder)).unwrap_or_default();
        Self { rows, stale: AtomicBool::new(false) }
    }

    /// The record of this file.
    pub(super) fn get(&self, path: &str) -> Option<&(Fingerprint, Stat)> {
        self.rows.get(path)
    }

    /// Of these files and of all that are recorded: those that are in this folder with the bytes that were written.
    pub(super) fn there(&self, folder: &Path, listing: &Listing) -> BTreeSet<OutputPath> {
        let is_recorded =
            |path: &OutputPath, stat: &Stat| Stat::of(&folder.join(path.as_str())) == Some(*stat);
        let recorded = self.rows.par_iter().filter(|(path, (_, stat))| is_recorded(path, stat));
        let is_equal = |path: &OutputPath, fingerprint: Fingerprint, size: u64| {
            let path = folder.join(path.as_str());
            let is_as_long = Stat::of(&path).is_some_and(|stat| stat.size == size);
            is_as_long && fs::read(&path).is_ok_and(|bytes| Fingerprint::of(&bytes) == fingerprint)
        };
        let rows: Vec<_> = listing.files.iter().collect();
        let listed =
            rows.into_par_iter().filter(|(path, (fingerprint, size))| is_equal(path, *fingerprint, *size));
        recorded.map(|(path, _)| path.clone()).chain(listed.map(|(path, _)| path.clone())).collect()
    }

    /// The files in this folder that differ from the record.
    pub(super) fn others(&self, folder: &Path) -> HashSet<OutputPath> {
        let is_other = |(path, (_, stat)): &(&OutputPath, &(Fingerprint, Stat))| {
            Stat::of(&folder.join(path.as_str())) != Some(*stat)
        };
        self.rows.par_iter().filter(is_other).map(|(path, _)| path.clone()).collect()
    }

    /// Records a file.
    pub(super) fn set(&mut self, path: OutputPath, fingerprint: Fingerprint, stat: Stat) {
        self.rows.insert(path, (fingerprint, stat));
    }

    /// Forgets a file.
    pub(super) fn remove(&mut self, path: &str) {
        self.rows.remove(path);
    }

    /// Marks the record as saved.
    pub(super) fn mark_written(&self) {
        self.stale.store(false, Ordering::Relaxed);
    }

    /// Marks the record on the disk as out of date.
    pub(super) fn mark_stale(&self) {
        self.stale.store(true, Ordering::Relaxed);
    }

    /// Whether the record on the disk is out of date.
    pub(super) fn is_stale(&self) -> bool {
        self.stale.load(Ordering::Relaxed)
    }
}

/// Writes rows. A failure is silent, since the record only saves time.
pub(super) fn write<'a>(
    path: &Path,
    folder: &Path,
    rows: impl Iterator<Item = (&'a str, Fingerprint, Stat)>,
) {
    let _ = disk::replace(path, &path.with_extension("new"), |file_of_rows| {
        let mut text = disk::Sealing::new(file_of_rows);
        writeln!(text, "{HEAD}\n{}", folder_key(folder))?;
        for (file, fingerprint, Stat { size, modified, number, changed }) in rows {
            writeln!(text, "{fingerprint} {size} {modified} {number} {changed} {file}")?;
        }
        text.close(|seal| format!("{seal}\n"))
    });
}

fn parse(text: &str, folder: &Path) -> Option<HashMap<OutputPath, (Fingerprint, Stat)>> {
    let body = text.strip_suffix('\n')?;
    let (rows, sum) = body.rsplit_once('\n')?;
    let body = &text[..=rows.len()];
    if Fingerprint::parse(sum) != Some(Seal::of(body.as_bytes())) {
        return None;
    }
    let mut lines = rows.lines();
    if lines.next() != Some(HEAD) || lines.next() != Some(folder_key(folder).as_str()) {
        return None;
    }
    let row = |line: &str| {
        let mut parts = line.splitn(6, ' ');
        let fingerprint = Fingerprint::parse(parts.next()?)?;
        let (size, modified) = (parts.next()?.parse().ok()?, parts.next()?.parse().ok()?);
        let (number, changed) = (parts.next()?.parse().ok()?, parts.next()?.parse().ok()?);
        Some((OutputPath::new(parts.next()?)?, (fingerprint, Stat { size, modified, number, changed })))
    };
    lines.map(row).collect()
}

fn folder_key(folder: &Path) -> String {
    let whole = std::path::absolute(folder).unwrap_or_else(|_| folder.to_owned());
    Fingerprint::of(whole.to_string_lossy().as_bytes()).to_string()
}
