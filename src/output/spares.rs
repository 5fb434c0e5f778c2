//! Spare files: what a preview replaces or removes is kept in the cache folder, and written anew.
//!
//! Comes in: files that leave the site. Goes out: files to be written, which are then put in the place of others.
//!
//! Replacing a file frees a file, and file systems do that slowly. ext4 gives back and discards blocks one file at a time; for each new file, it
//! looks at the files that were freed within the last minute. Replacing all pages took several times as long as making them, and longer
//! each time. With spares no file is freed and none is made.
//!
//! What always holds:
//!
//! - A spare has one name, ours, so that no copy by hard links changes with it.
//! - It is small. It is written no sooner than [`REST`] after it left the site, so that whoever was reading it has read it.
//! - There are never more spares than the site had files. They are removed when nothing changed for [`AGE`].
//! - All files in the folder that are named by a number are spares, whoever left them there. Nothing else there is touched.
//! - Where files cannot be moved between the cache and the output, none are kept.

use std::collections::VecDeque;
use std::fs;
use std::io;
use std::path::{Path, PathBuf};
use std::sync::atomic::{AtomicBool, AtomicU32, Ordering};
use std::sync::{Mutex, MutexGuard, PoisonError};
use std::time::{Duration, Instant};

use crate::disk;

/// Larger files may be read for long.
const LARGEST: u64 = 1 << 20;
/// How long a file that left the site may still be read.
pub(super) const REST: Duration = Duration::from_secs(1);
/// How long a spare that has no use is kept.
const AGE: Duration = Duration::from_secs(600);
/// How long removing them may take at once: a save waits no longer than that.
const PORTION: Duration = Duration::from_millis(4);

/// The name of a file here: a spare, or one that waits for its place in the site.
pub(super) type Number = u32;

pub(super) struct Spares {
    folder: PathBuf,
    /// Whether the folder was listed yet.
    is_known: bool,
    /// How long a file that left the site is left alone; none when no spares are kept.
    rest: Option<Duration>,
    /// Whether the file system can exchange two files.
    can_exchange: AtomicBool,
    next: AtomicU32,
    /// The oldest first.
    kept: Mutex<VecDeque<Spare>>,
}

struct Spare {
    number: Number,
    since: Instant,
}

impl Spares {
    /// The spares in this folder of the cache, which is listed when the first change begins.
    pub(super) fn new(folder: PathBuf) -> Self {
        let (next, kept) = (AtomicU32::new(0), Mutex::default());
        Self { folder, is_known: false, rest: None, can_exchange: AtomicBool::new(true), next, kept }
    }

    /// A change begins, whose new files wait in `staging`.
    pub(super) fn begin(&mut self, staging: &Path) -> io::Result<()> {
        if !std::mem::replace(&mut self.is_known, true) {
            if let Ok(numbers) = numbers(&self.folder, staging) {
                self.next = AtomicU32::new(numbers.last().map_or(0, |last| last.wrapping_add(1)));
                let since = Instant::now();
                self.kept().extend(numbers.into_iter().map(|number| Spare { number, since }));
            } else {
                // What waits for its place waits with what is new, and nothing is kept.
                (self.folder, self.rest) = (staging.join("waiting"), None);
            }
        }
        fs::create_dir_all(&self.folder)
    }

    /// From now on, files that leave the site are kept, and left alone for so long. Call it before the first change.
    pub(super) fn want(&mut self, rest: Duration) {
        self.rest = Some(rest).filter(|_| cfg!(target_os = "linux"));
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

    /// A spare to write into, if there is one that nobody reads any more. It may hold old bytes: emptying it would cost as much as a new file.
    pub(super) fn take(&self) -> Option<(Number, fs::File)> {
        let rest = self.rest.unwrap_or(REST);
        let number = pop_if_old(&mut self.kept(), rest)?.number;
        let path = self.path(number);
        // Looked at before it is opened: what is no file of ours alone is not written.
        disk::plain(&path).ok().filter(is_ours_alone)?;
        Some((number, fs::OpenOptions::new().write(true).open(path).ok()?))
    }

    /// A new file.
    pub(super) fn make(&self) -> io::Result<(Number, fs::File)> {
        let number = self.next();
        Ok((number, disk::create(&self.path(number))?))
    }

    /// Puts a file of ours in the place of another, which becomes a spare if it is there.
    pub(super) fn put_in_place(&self, number: Number, target: &Path) -> io::Result<()> {
        let source = self.path(number);
        if self.may_keep(target) && self.can_exchange.load(Ordering::Relaxed) {
            disk::commit::step();
            if exchange(&source, target).is_ok() {
                self.give_back(number);
                return Ok(());
            }
            self.can_exchange.store(false, Ordering::Relaxed);
        }
        disk::commit::rename(&source, target)
    }

    /// Removes a file of the site, which may become a spare.
    pub(super) fn remove(&self, target: &Path) -> io::Result<()> {
        if !self.may_keep(target) {
            return disk::commit::remove_file(target);
        }
        let number = self.next();
        disk::commit::rename(target, &self.path(number))?;
        self.give_back(number);
        Ok(())
    }

    /// Takes back a file of ours that has no use now.
    pub(super) fn give_back(&self, number: Number) {
        if self.rest.is_some() {
            self.kept().push_back(Spare { number, since: Instant::now() });
        } else {
            let _ = fs::remove_file(self.path(number));
        }
    }

    /// Removes some of the old spares. Says whether none is left.
    pub(super) fn remove_old(&self) -> bool {
        let start = Instant::now();
        let mut kept = self.kept();
        while start.elapsed() < PORTION
            && let Some(spare) = pop_if_old(&mut kept, AGE)
        {
            let _ = fs::remove_file(self.path(spare.number));
        }
        kept.is_empty()
    }

    fn may_keep(&self, target: &Path) -> bool {
        self.rest.is_some() && fs::symlink_metadata(target).is_ok_and(|metadata| is_ours_alone(&metadata))
    }
}

fn pop_if_old(kept: &mut VecDeque<Spare>, age: Duration) -> Option<Spare> {
    if kept.front()?.since.elapsed() < age { None } else { kept.pop_front() }
}

/// The numbers of the spares in this folder, sorted; an error when files cannot be moved from there to `staging`.
fn numbers(folder: &Path, staging: &Path) -> io::Result<Vec<Number>> {
    fs::create_dir_all(folder)?;
    if !disk::is_folder(folder) {
        return Err(io::ErrorKind::NotADirectory.into());
    }
    let (from, to) = (folder.join("probe"), staging.join("probe"));
    disk::create(&from)?;
    let moved = fs::rename(&from, &to);
    fs::remove_file(if moved.is_ok() { to } else { from })?;
    moved?;
    let number = |entry: io::Result<fs::DirEntry>| {
        let entry = entry.ok().filter(|entry| entry.file_type().is_ok_and(|kind| kind.is_file()))?;
        entry.file_name().to_str()?.parse().ok()
    };
    let mut numbers: Vec<Number> = fs::read_dir(folder)?.filter_map(number).collect();
    numbers.sort_unstable();
    Ok(numbers)
}

/// Whether it is a small file that has no other name.
fn is_ours_alone(metadata: &fs::Metadata) -> bool {
    metadata.is_file() && metadata.len() <= LARGEST && has_one_name(metadata)
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
