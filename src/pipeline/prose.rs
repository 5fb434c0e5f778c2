//! Prose, as far as it is compared: which files the documents are in, and which bytes those have.
//!
//! What always holds: the paths are in order, and shared for as long as no file comes or goes, so that two states of one listing are compared number by
//! number.

use std::collections::BTreeSet;
use std::sync::Arc;

use serde::{Deserialize, Serialize};

use crate::vocab::fingerprint::{Fingerprint, Hasher};
use crate::vocab::path::ContentPath;

/// The files of all documents, by number.
#[derive(Debug, Clone, Default, Serialize, Deserialize)]
pub(super) struct Prose {
    paths: Arc<Vec<ContentPath>>,
    files: Arc<Vec<Fingerprint>>,
}

impl Prose {
    /// Of files in the order of their paths, with the fingerprints of their bytes.
    pub(super) fn new(paths: Vec<ContentPath>, files: Vec<Fingerprint>) -> Self {
        Self { paths: Arc::new(paths), files: Arc::new(files) }
    }

    /// The fingerprints of the files, by number.
    pub(super) fn files(&self) -> &Arc<Vec<Fingerprint>> {
        &self.files
    }

    /// The number of a document.
    pub(super) fn number(&self, path: &ContentPath) -> Option<usize> {
        self.paths.binary_search(path).ok()
    }

    /// The path of a document and the fingerprint of its file.
    pub(super) fn at(&self, number: usize) -> Option<(&ContentPath, Fingerprint)> {
        Some((self.paths.get(number)?, *self.files.get(number)?))
    }

    /// The fingerprint of the file of a document; none when it is no document's.
    pub(super) fn of(&self, path: &ContentPath) -> Option<Fingerprint> {
        Some(self.at(self.number(path)?)?.1)
    }

    /// Notes that a file has other bytes.
    pub(super) fn set(&mut self, number: usize, file: Fingerprint) {
        if let Some(known) = Arc::make_mut(&mut self.files).get_mut(number) {
            *known = file;
        }
    }

    /// The documents, by number, that were others before, or were not there.
    pub(super) fn changed_since(&self, before: &Self) -> BTreeSet<usize> {
        if Arc::ptr_eq(&self.paths, &before.paths) {
            let both = self.files.iter().zip(before.files.iter()).enumerate();
            return both.filter(|(_, (new, old))| new != old).map(|(number, _)| number).collect();
        }
        let mut known = before.paths.iter().zip(before.files.iter()).peekable();
        let mut is_changed = |path: &ContentPath, file: &Fingerprint| {
            while known.next_if(|(known, _)| *known < path).is_some() {}
            known.next_if(|(known, _)| *known == path).is_none_or(|(_, known)| known != file)
        };
        let all = self.paths.iter().zip(self.files.iter()).enumerate();
        all.filter(|(_, (path, file))| is_changed(path, file)).map(|(number, _)| number).collect()
    }

    /// Of the bytes of all files.
    pub(super) fn add_to(&self, hasher: &mut Hasher) {
        let files: Vec<[u8; 16]> = self.files.iter().map(|file| *file.as_bytes()).collect();
        hasher.update(files.as_flattened());
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn prose(files: &[(&str, &str)]) -> Prose {
        let path = |path: &str| ContentPath::new(path).unwrap();
        let (paths, bytes) =
            files.iter().map(|(name, text)| (path(name), Fingerprint::of(text.as_bytes()))).unzip();
        Prose::new(paths, bytes)
    }

    #[test]
    fn what_changed_is_found_by_number_and_by_path_alike() {
        let before = prose(&[("a", "1"), ("b", "2"), ("d", "3")]);
        let after = prose(&[("a", "1"), ("b", "x"), ("c", "2"), ("d", "3"), ("e", "4")]);
        assert_eq!(after.changed_since(&before), BTreeSet::from([1, 2, 4]));
        assert_eq!(after.changed_since(&after), BTreeSet::new());
        assert_eq!(before.changed_since(&after), BTreeSet::from([1]));
        let mut edited = before.clone();
        edited.set(2, Fingerprint::of(b"y"));
        assert_eq!(edited.changed_since(&before), BTreeSet::from([2]));
    }
}
