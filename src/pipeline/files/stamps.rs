//! Which bytes files had when they were read last, by their stamps, on the disk: a file that is as it was need not be read again.
//!
//! What always holds: a file is believed to have the bytes that it had only while all that the file system says of it is the same, and when it was last changed
//! so long before it was read that whatever is written to it afterwards shows ([`SourceFile::is_settled`]).

use std::path::Path;

use borsh::{BorshDeserialize, BorshSerialize};

use crate::memo;
use crate::source::{SourceFile, Stamp};
use crate::vocab::fingerprint::Fingerprint;
use crate::vocab::path::ContentPath;

/// Files as they were read, in the order of their paths.
#[derive(Debug, Default, PartialEq, Eq, BorshSerialize, BorshDeserialize)]
pub(super) struct Stamps {
    files: Vec<(ContentPath, Stamp, Fingerprint)>,
}

impl Stamps {
    /// Reads what an earlier run left; nothing when there is none.
    pub(super) fn load(path: &Path) -> Self {
        let mut buffer = Vec::new();
        let bytes = memo::load_into(path, &mut buffer);
        bytes.and_then(|bytes| borsh::from_slice(bytes).ok()).unwrap_or_default()
    }

    /// Those of these files, which come in the order of their paths, each with the fingerprint of its bytes.
    pub(super) fn of<'f>(files: impl Iterator<Item = (&'f SourceFile, Fingerprint)>) -> Self {
        let settled = files.filter(|(file, _)| file.is_settled);
        Self { files: settled.map(|(file, bytes)| (file.path.clone(), file.stamp, bytes)).collect() }
    }

    /// Leaves these for a later run.
    pub(super) fn save(&self, path: &Path) {
        if let Ok(bytes) = borsh::to_vec(self) {
            memo::save(path, &bytes);
        }
    }

    /// The fingerprint of the bytes that a file has; none when that must be read.
    pub(super) fn fingerprint(&self, file: &SourceFile) -> Option<Fingerprint> {
        let index = self.files.binary_search_by(|(path, ..)| path.cmp(&file.path)).ok()?;
        let (_, stamp, fingerprint) = &self.files[index];
        (*stamp == file.stamp).then_some(*fingerprint)
    }
}
