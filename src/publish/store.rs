//! A place that is published to, as a run knows it: a record that is replaced with care, and files that are put and removed.

use std::path::Path;

use crate::vocab::path::OutputPath;

use super::served::File;
use super::trouble::Trouble;

/// By what a version of the record is known: of a bucket its entity tag or number, of a folder its fingerprint.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Version {
    pub(crate) tag: Option<String>,
    pub(crate) number: Option<String>,
}

/// A file to be put.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Put<'a> {
    pub(crate) path: &'a OutputPath,
    pub(crate) file: &'a File,
    /// Where its bytes are.
    pub(crate) source: &'a Path,
}

/// A place that is published to. Its methods are called from several threads, each for other files.
pub(crate) trait Store: Sync {
    /// The record and its version; none when there is none.
    fn record(&self) -> Result<Option<(Vec<u8>, Version)>, Trouble>;

    /// Writes the record in the place of this version, or where there was none; [`Trouble::Conflict`] when something else is there.
    fn write_record(&self, bytes: &[u8], over: Option<&Version>) -> Result<Version, Trouble>;

    /// The names of some files that are there: at most three.
    fn some_names(&self) -> Result<Vec<String>, Trouble>;

    /// Refuses what is in the way of files that the record does not name, where that is quickly seen.
    fn refuse_others(&self, new: &[&OutputPath]) -> Result<(), Trouble>;

    /// Puts a file in its place, whole or not at all.
    fn put(&self, put: &Put<'_>) -> Result<(), Trouble>;

    /// Removes a file, which need not be there.
    fn remove(&self, path: &OutputPath) -> Result<(), Trouble>;

    /// How many files are best put at once.
    fn at_once(&self) -> usize;
}
