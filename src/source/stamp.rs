//! Stamps: what the file system says of a file, by which one tells that it did not change.

use std::fs;
use std::path::Path;
use std::time::UNIX_EPOCH;

use borsh::{BorshDeserialize, BorshSerialize};

use crate::vocab::path::ContentPath;

/// What the file system says of a file.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, BorshSerialize, BorshDeserialize)]
pub(crate) struct Stamp {
    /// In bytes.
    pub size: u64,
    /// When its bytes were last written, in nanoseconds since 1970.
    pub modified: u128,
    /// The file's number on its disk and when anything of it last changed, where there is such a thing.
    number: (u64, i64, i64),
}

/// By how many seconds a change must be past, so that no later one has the same time: FAT counts two at once.
const TICK: i64 = 2;

/// A moment on a file system's clock.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Moment {
    /// The device that it is the clock of.
    device: u64,
    /// Since 1970.
    seconds: i64,
}

impl Moment {
    /// When a file was last changed; none where the system tells only of a time that may be set back.
    #[cfg_attr(unix, expect(clippy::unnecessary_wraps, reason = "there is none on other systems"))]
    pub(crate) fn of(metadata: &fs::Metadata) -> Option<Self> {
        #[cfg(unix)]
        {
            use std::os::unix::fs::MetadataExt;
            Some(Self { device: metadata.dev(), seconds: metadata.ctime() })
        }
        #[cfg(not(unix))]
        {
            let _ = metadata;
            None
        }
    }

    /// Whether a file was last changed so long before that any change from now on shows in its stamp.
    pub(super) fn is_long_after(&self, metadata: &fs::Metadata) -> bool {
        let changed = Self::of(metadata);
        changed.is_some_and(|changed| {
            changed.device == self.device && changed.seconds.saturating_add(TICK) < self.seconds
        })
    }
}

/// The stamp of a file of the site; none when there is no such file (a symbolic link is none).
pub(crate) fn stamp(root: &Path, path: &ContentPath) -> Option<Stamp> {
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

#[cfg(all(test, unix))]
mod tests {
    use super::*;

    #[test]
    fn a_file_settles_when_its_last_change_is_long_past() {
        let file = tempfile::NamedTempFile::new().unwrap();
        let metadata = file.as_file().metadata().unwrap();
        let now = Moment::of(&metadata).unwrap();
        let after = |seconds| Moment { seconds: now.seconds + seconds, ..now };
        let settled = [-5, 0, 1, 2, 3, 4].map(|seconds| after(seconds).is_long_after(&metadata));
        assert_eq!(settled, [false, false, false, false, true, true]);
        let elsewhere = Moment { device: now.device + 1, ..after(100) };
        assert!(!elsewhere.is_long_after(&metadata), "each device has its clock");
    }
}
