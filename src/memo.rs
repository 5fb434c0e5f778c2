//! What one run remembers for the next: files in the cache folder that may be lost, and are never believed when damaged.
//!
//! Comes in: bytes and a name. Goes out: the same bytes in a later run, or nothing. A file is the line `rexbase memo VERSION`, what was saved, and
//! its seal (16 bytes, [`Seal`]), so that it is written without being held. What always holds:
//!
//! - The version names this very program (its version, and the size and time of its file), so that no other one's memories are taken for its own.
//! - A file is replaced as a whole, so that two processes and a kill at any instant leave an old one, a new one, or none.
//! - A failure to write is silent, since it costs the next run time and nothing else.
//!
//! Each memo holds what the last build used and nothing older, so that it does not outgrow the site. The folder is ours ([`look`], [`own`]) or is not
//! used.

#![expect(clippy::disallowed_methods, reason = "it keeps files in the cache folder")]

mod cache;

use std::collections::BTreeSet;
use std::fs;
use std::io::{self, Read, Write};
use std::path::{Path, PathBuf};
use std::time::UNIX_EPOCH;

use crate::disk::{self, Sealing};
use crate::vocab::fingerprint::Seal;
use crate::vocab::kept::is_fingerprint;

pub(crate) use cache::{CacheError, look, own};

/// What was saved at `path` by this program; nothing when it is missing, damaged or another's.
pub fn load(path: &Path) -> Option<Vec<u8>> {
    let mut bytes = Vec::new();
    load_into(path, &mut bytes)?;
    bytes.truncate(bytes.len() - 16);
    bytes.drain(..head().len());
    Some(bytes)
}

/// The same, with a buffer for what is read, which may be used again.
pub(crate) fn load_into<'b>(path: &Path, buffer: &'b mut Vec<u8>) -> Option<&'b [u8]> {
    buffer.clear();
    disk::open(path).and_then(|mut file| file.read_to_end(buffer)).ok()?;
    let (saved, seal) = buffer.strip_prefix(head().as_bytes())?.split_last_chunk::<16>()?;
    (Seal::of(saved).as_bytes() == seal).then_some(saved)
}

/// Saves it, in the place of what was there.
pub fn save(path: &Path, bytes: &[u8]) {
    save_as(path, |file| file.write_all(bytes));
}

/// The same of what is written piece by piece. Nothing is saved where that fails.
pub(crate) fn save_as(path: &Path, write: impl FnOnce(&mut Sealing<'_>) -> io::Result<()>) {
    let write = |file: &mut fs::File| {
        file.write_all(head().as_bytes())?;
        let mut sealing = Sealing::new(file);
        write(&mut sealing)?;
        sealing.close(|seal| *seal.as_bytes())
    };
    if let Some(folder) = path.parent()
        && fs::create_dir_all(folder).is_ok()
        && disk::is_folder(folder)
    {
        let _ = disk::replace(path, &waiting(path), write);
    }
}

/// Where the file that will be at `path` waits.
fn waiting(path: &Path) -> PathBuf {
    path.with_extension(format!("new-{}", std::process::id()))
}

/// What the file system says of an empty file that is written anew at `path`, and so what time it is on its clock; none when that cannot be written.
pub(crate) fn touch(path: &Path) -> Option<fs::Metadata> {
    disk::create(path).and_then(|file| file.metadata()).ok()
}

/// Forgets what was saved at `path`.
///
/// # Errors
/// It is there, and stays.
pub(crate) fn forget(path: &Path) -> std::io::Result<()> {
    match disk::commit::remove_file(path) {
        Err(cause) if cause.kind() != std::io::ErrorKind::NotFound => Err(cause),
        _ => Ok(()),
    }
}

/// Forgets what was saved in this folder under fingerprints, but for these, and what was to be; any other file there is none of ours, and stays.
pub(crate) fn keep_only(folder: &Path, names: &BTreeSet<String>) {
    if !disk::is_folder(folder) {
        return;
    }
    for entry in fs::read_dir(folder).into_iter().flatten().flatten() {
        let is_gone = |name: &str| !names.contains(name) && is_fingerprint(name);
        let is_file = entry.file_type().is_ok_and(|kind| kind.is_file());
        if is_file && entry.file_name().to_str().is_some_and(is_gone) {
            let _ = fs::remove_file(entry.path());
        }
    }
}

fn head() -> String {
    let program = std::env::current_exe().and_then(fs::metadata).ok();
    let stamp = program.map(|program| {
        let since = program.modified().ok().and_then(|time| time.duration_since(UNIX_EPOCH).ok());
        (program.len(), since.map_or(0, |since| since.as_nanos()))
    });
    let (size, time) = stamp.unwrap_or_default();
    format!("rexbase memo {} {size} {time}\n", env!("CARGO_PKG_VERSION"))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_damaged_is_not_believed() {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("memo");
        assert_eq!(load(&path), None);
        save(&path, b"remember");
        assert_eq!(load(&path).as_deref(), Some(&b"remember"[..]));
        let whole = fs::read(&path).unwrap();
        for length in 0..whole.len() {
            fs::write(&path, &whole[..length]).unwrap();
            assert_eq!(load(&path), None, "cut to {length} bytes");
        }
        for index in 0..whole.len() {
            let mut damaged = whole.clone();
            damaged[index] ^= 1;
            fs::write(&path, damaged).unwrap();
            assert_eq!(load(&path), None, "byte {index} changed");
        }
        forget(&path).unwrap();
        forget(&path).unwrap();
        assert_eq!(fs::read_dir(folder.path()).unwrap().count(), 0);
        let inner = folder.path().join("inner");
        let [old, new] = ["0123456789abcdef", "fedcba9876543210"].map(|half| half.repeat(2));
        [&old, &new].iter().for_each(|name| save(&inner.join(name), b"x"));
        fs::write(inner.join(format!("{old}.new-12")), "killed").unwrap();
        for others in ["logo.png", "0123456789abcdef", "notes.new-1"] {
            fs::write(inner.join(others), "precious").unwrap();
        }
        keep_only(&inner, &BTreeSet::from([new.clone()]));
        let mut left: Vec<_> =
            fs::read_dir(&inner).unwrap().map(|entry| entry.unwrap().file_name()).collect();
        left.sort();
        assert_eq!(left, ["0123456789abcdef", new.as_str(), "logo.png", "notes.new-1"]);
    }
}
