//! Stamps: what the file system says of a file, by which one tells that it did not change.

use std::fs;
use std::path::Path;
use std::time::UNIX_EPOCH;

use crate::vocab::path::ContentPath;

/// What the file system says of a file.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct Stamp {
    /// In bytes.
    pub size: u64,
    /// When its bytes were last written, in nanoseconds since 1970.
    pub modified: u128,
    /// The file's number on its disk and when anything of it last changed, where there is such a thing.
    number: (u64, i64, i64),
}

/// The stamp of a file of the site; none when there is no such file (a symbolic link is none).
pub fn stamp(root: &Path, path: &ContentPath) -> Option<Stamp> {
    let metadata = fs::symlink_metadata(root.join(path.as_str())).ok()?;
    metadata.is_file().then(|| Stamp::from(&metadata))
}

impl From<&fs::Metadata> for Stamp {
    fn from(metadata: &fs::Metadata) -> Self {
        let since = metadata.modified().ok().and_then(|time| time.duration_since(UNIX_EPOCH).ok());
        Self {
            size: metadata.len(),
            modified: since.map_or(0, |since| since.as_nanos()),
            number: number(metadata),
        }
    }
}

#[cfg(unix)]
fn number(metadata: &fs::Metadata) -> (u64, i64, i64) {
    use std::os::unix::fs::MetadataExt;
    (metadata.ino(), metadata.ctime(), metadata.ctime_nsec())
}

#[cfg(not(unix))]
fn number(_metadata: &fs::Metadata) -> (u64, i64, i64) {
    (0, 0, 0)
}
