//! Seals: the fingerprint of every file of an index, by which one that was damaged is known, and written anew.
//!
//! To read all files would cost each build more than most of what it does. So what the file system said of them is kept beside the index, when they were
//! last known to be sound, and a file is read only when that is no longer so. What always holds: an index without seals, or with a file that is not
//! as it was sealed, is not sound.

#![expect(clippy::disallowed_methods, reason = "it keeps the index in the cache folder")]

use std::collections::BTreeMap;
use std::fs;
use std::io::{self, Write};
use std::path::Path;

use rayon::prelude::*;
use serde::{Deserialize, Serialize};

use crate::disk;
use crate::vocab::fingerprint::Fingerprint;

const SEALS_FILE: &str = "seals";
/// Beside the index.
const SEEN_FILE: &str = "seen";

/// The fingerprint of each file of an index.
#[derive(Debug, Default, Serialize, Deserialize)]
pub(super) struct Seals(BTreeMap<String, Fingerprint>);

/// What the file system said of the files of an index when they were sound.
#[derive(Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub(super) struct Seen {
    index: String,
    files: BTreeMap<String, Stat>,
}

/// What the file system says of a file: its size, when it was last written and when anything of it changed, each in seconds and nanoseconds since 1970, and
/// its number, where there are such things.
type Stat = (u64, [i64; 4], u64);

impl Seals {
    /// Writes a file, and seals it.
    pub(super) fn write(&mut self, folder: &Path, name: &str, bytes: &[u8]) -> io::Result<()> {
        fs::write(folder.join(name), bytes)?;
        self.0.insert(name.to_owned(), Fingerprint::of(bytes));
        Ok(())
    }

    /// Adds the seals of files that are there.
    pub(super) fn add(&mut self, files: &BTreeMap<String, Fingerprint>) {
        self.0.extend(files.iter().map(|(name, fingerprint)| (name.clone(), *fingerprint)));
    }

    /// Leaves them in the index: the last that is written of it.
    pub(super) fn save(&self, folder: &Path) -> io::Result<()> {
        fs::write(folder.join(SEALS_FILE), serde_json::to_vec(self)?)
    }

    fn read(index: &Path) -> Option<Self> {
        serde_json::from_slice(&disk::read(&index.join(SEALS_FILE)).ok()?).ok()
    }
}

impl Seen {
    /// What was noted; nothing when that is missing or damaged.
    pub(super) fn read(folder: &Path) -> Self {
        let noted = disk::read(&folder.join(SEEN_FILE)).ok();
        noted.and_then(|noted| serde_json::from_slice(&noted).ok()).unwrap_or_default()
    }

    /// Whether a file of an index has the bytes of this fingerprint.
    pub(super) fn has(&self, index: &Path, name: &str, fingerprint: Fingerprint) -> bool {
        let path = index.join(name);
        let Some(stat) = stat(&path) else { return false };
        let is_noted = index.file_name().is_some_and(|index| *index == *self.index)
            && self.files.get(name) == Some(&stat);
        is_noted || fs::read(&path).is_ok_and(|bytes| Fingerprint::of(&bytes) == fingerprint)
    }

    /// A failure is silent: it costs the next build some reading.
    fn save(&self, folder: &Path) {
        let waiting = folder.join(format!("{SEEN_FILE}.new-{}", std::process::id()));
        if let Ok(bytes) = serde_json::to_vec(self) {
            let _ = disk::replace(&folder.join(SEEN_FILE), &waiting, |file| file.write_all(&bytes));
        }
    }
}

/// Whether the files of the index at `current` are as they were sealed; notes what the file system says of them.
pub(super) fn is_sound(folder: &Path, current: &Path) -> bool {
    let (Some(Seals(seals)), seen) = (Seals::read(current), Seen::read(folder)) else { return false };
    let is_sound = seals.par_iter().all(|(name, fingerprint)| seen.has(current, name, *fingerprint));
    if is_sound && let Some(name) = current.file_name().and_then(|name| name.to_str()) {
        let now = Seen { index: name.to_owned(), files: stats(current, seals.keys()) };
        if now != seen {
            now.save(folder);
        }
    }
    is_sound
}

/// Notes what the file system says of the files of an index that was just written.
pub(super) fn note_seen(folder: &Path, name: &str) {
    let index = folder.join(name);
    if let Some(Seals(seals)) = Seals::read(&index) {
        Seen { index: name.to_owned(), files: stats(&index, seals.keys()) }.save(folder);
    }
}

fn stats<'n>(index: &Path, names: impl Iterator<Item = &'n String>) -> BTreeMap<String, Stat> {
    names.filter_map(|name| Some((name.clone(), stat(&index.join(name))?))).collect()
}

fn stat(path: &Path) -> Option<Stat> {
    let metadata = disk::plain(path).ok()?;
    #[cfg(unix)]
    {
        use std::os::unix::fs::MetadataExt;
        let times = [metadata.mtime(), metadata.mtime_nsec(), metadata.ctime(), metadata.ctime_nsec()];
        Some((metadata.len(), times, metadata.ino()))
    }
    #[cfg(not(unix))]
    {
        let since = metadata.modified().ok()?.duration_since(std::time::UNIX_EPOCH).ok()?;
        let times = [since.as_secs() as i64, i64::from(since.subsec_nanos()), 0, 0];
        Some((metadata.len(), times, 0))
    }
}
