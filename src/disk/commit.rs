//! The changes of the disk that a commit is made of: what a site is published by, from the record that is removed first to the index that follows it.
//!
//! Each is counted. What always holds: killed between any two of them, the next build ends equal to a clean one; so that a test can show it at each, the
//! process ends at the one that [`end_at`] names, as if it were killed.

#![expect(clippy::disallowed_methods, reason = "it is what the rooms that touch the disk do it by")]

use std::fs;
use std::io::{self, Write};
use std::path::Path;
use std::sync::atomic::{AtomicUsize, Ordering};

use super::plain::create;

/// How many changes are left to be made, when the process shall end; 0 when it shall not.
static LEFT: AtomicUsize = AtomicUsize::new(0);

/// Has the process end before the change of this number, counted from 1; it goes on for good when there are not as many.
pub(crate) fn end_at(number: usize) {
    LEFT.store(number, Ordering::Relaxed);
}

/// A change is about to be made.
pub(crate) fn step() {
    if LEFT.load(Ordering::Relaxed) > 0 && LEFT.fetch_sub(1, Ordering::Relaxed) == 1 {
        std::process::abort();
    }
}

/// Puts a file or a folder into another place.
///
/// # Errors
/// The file system refuses.
pub(crate) fn rename(from: &Path, to: &Path) -> io::Result<()> {
    step();
    fs::rename(from, to)
}

/// Removes a file, or a link.
///
/// # Errors
/// The file system refuses.
pub(crate) fn remove_file(path: &Path) -> io::Result<()> {
    step();
    fs::remove_file(path)
}

/// Makes a folder.
///
/// # Errors
/// The file system refuses.
pub(crate) fn create_folder(path: &Path) -> io::Result<()> {
    step();
    fs::create_dir(path)
}

/// Removes a folder that is empty.
///
/// # Errors
/// It is not, or the file system refuses.
pub(crate) fn remove_folder(path: &Path) -> io::Result<()> {
    step();
    fs::remove_dir(path)
}

/// As [`replace`](super::plain::replace), in two steps.
///
/// # Errors
/// The file system refuses; then what was at `path` still is.
pub(crate) fn replace(path: &Path, waiting: &Path, bytes: &[u8]) -> io::Result<()> {
    step();
    create(waiting).and_then(|mut file| file.write_all(bytes))?;
    rename(waiting, path)
}
