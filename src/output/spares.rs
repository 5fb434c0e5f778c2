//! Spare files: what was replaced or removed is kept, empty, and written anew, where the site goes on changing.
//!
//! ext4 looks, for each file that is made, at those that were freed within the last minute: to replace all pages twice in a minute
//! took several times as long as once. With spares nothing is freed and nothing is made.
//!
//! What always holds: a spare has one name, ours, so that no copy by hard links changes with it; it is small, and is written no sooner than [`REST`] after
//! it left the site, so that who was reading it has read it; there are never more of them than the site had files. They are
//! removed with the folder that they are in.

use std::collections::VecDeque;
use std::fs;
use std::io;
use std::path::{Path, PathBuf};
use std::sync::atomic::{AtomicBool, AtomicU32, Ordering};
use std::sync::{Mutex, MutexGuard, PoisonError};
use std::time::{Duration, Instant};

/// Larger files may be read for long.
const LARGEST: u64 = 1 << 20;
/// How long a file that left the site may still be read.
pub(super) const REST: Duration = Duration::from_secs(1);
/// For so long they are emptied at once: a save waits no longer than that.
const PORTION: Duration = Duration::from_millis(4);

/// The name of a file here: a spare, or one that waits for its place in the site.
pub(super) type Number = u32;

pub(super) struct Spares {
    folder: PathBuf,
    /// Whether what leaves the site is kept.
    is_wanted: bool,
    /// How long what left the site is let alone.
    rest: Duration,
    /// Whether the file system can exchange two files.
    can_exchange: AtomicBool,
    next: AtomicU32,
    /// The oldest first.
    kept: Mutex<VecDeque<Spare>>,
}

struct Spare {
    number: Number,
    since: Instant,
    is_empty: bool,
}

impl Spares {
    pub(super) fn new(folder: PathBuf) -> Self {
        let (next, kept) = (AtomicU32::new(0), Mutex::default());
        Self { folder, is_wanted: false, rest: REST, can_exchange: AtomicBool::new(true), next, kept }
    }

    /// From now on, what leaves the site is kept, and let alone for so long.
    pub(super) fn want(&mut self, rest: Duration) {
        (self.is_wanted, self.rest) = (cfg!(target_os = "linux"), rest);
    }

    pub(super) fn path(&self, number: Number) -> PathBuf {
        self.folder.join(number.to_string())
    }

    fn kept(&self) -> MutexGuard<'_, VecDeque<Spare>> {
        self.kept.lock().unwrap_or_else(PoisonError::into_inner)
    }

    fn next(&self) -> Number {
        self.next.fetch_add(1, Ordering::Relaxed)
    }

    pub(super) fn is_none_left(&self) -> bool {
        self.kept().is_empty()
    }

    /// A spare to be written, when there is one that nobody reads any more.
    pub(super) fn take(&self) -> Option<(Number, fs::File)> {
        let is_rested = |spare: &mut Spare| spare.since.elapsed() >= self.rest;
        let spare = {
            let mut kept = self.kept();
            kept.front_mut().is_some_and(is_rested).then(|| kept.pop_front()).flatten()?
        };
        let path = self.path(spare.number);
        if !spare.is_empty {
            empty(&path).ok()?;
        }
        let file = fs::OpenOptions::new().write(true).open(path).ok()?;
        Some((spare.number, file))
    }

    /// A new file.
    pub(super) fn make(&self) -> io::Result<(Number, fs::File)> {
        let number = self.next();
        Ok((number, fs::File::create(self.path(number))?))
    }

    /// Puts a file of ours in the place of another, which may not be there; that one is then a spare.
    pub(super) fn put_in_place(&self, number: Number, target: &Path) -> io::Result<()> {
        let source = self.path(number);
        if self.may_keep(target) && self.can_exchange.load(Ordering::Relaxed) {
            if exchange(&source, target).is_ok() {
                self.give_back(number);
                return Ok(());
            }
            self.can_exchange.store(false, Ordering::Relaxed);
        }
        fs::rename(source, target)
    }

    /// Removes a file of the site, which may become a spare.
    pub(super) fn remove(&self, target: &Path) -> io::Result<()> {
        if !self.may_keep(target) {
            return fs::remove_file(target);
        }
        let number = self.next();
        fs::rename(target, self.path(number))?;
        self.give_back(number);
        Ok(())
    }

    /// A file of ours has no use now.
    pub(super) fn give_back(&self, number: Number) {
        self.kept().push_back(Spare { number, since: Instant::now(), is_empty: false });
    }

    /// Empties some of them; gives whether all are empty.
    pub(super) fn rest(&self) -> bool {
        let start = Instant::now();
        for spare in self.kept().iter_mut().filter(|spare| !spare.is_empty) {
            if start.elapsed() >= PORTION || spare.since.elapsed() < self.rest {
                return false;
            }
            // What cannot be emptied now is emptied when it is taken.
            let _ = empty(&self.path(spare.number));
            spare.is_empty = true;
        }
        true
    }

    fn may_keep(&self, target: &Path) -> bool {
        self.is_wanted
            && fs::symlink_metadata(target).is_ok_and(|metadata| {
                metadata.is_file() && metadata.len() <= LARGEST && has_one_name(&metadata)
            })
    }
}

/// Takes all bytes from a file. Never while it is written: ext4 sends what is written to a file just emptied to the disk as soon as that is closed.
fn empty(path: &Path) -> io::Result<()> {
    fs::OpenOptions::new().write(true).truncate(true).open(path).map(drop)
}

#[cfg(unix)]
fn has_one_name(metadata: &fs::Metadata) -> bool {
    std::os::unix::fs::MetadataExt::nlink(metadata) == 1
}

#[cfg(not(unix))]
fn has_one_name(_metadata: &fs::Metadata) -> bool {
    false
}

#[cfg(target_os = "linux")]
fn exchange(one: &Path, other: &Path) -> io::Result<()> {
    use rustix::fs::{CWD, RenameFlags, renameat_with};
    Ok(renameat_with(CWD, one, CWD, other, RenameFlags::EXCHANGE)?)
}

#[cfg(not(target_os = "linux"))]
fn exchange(_one: &Path, _other: &Path) -> io::Result<()> {
    Err(io::ErrorKind::Unsupported.into())
}
