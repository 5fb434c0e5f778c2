//! A file of an imported folder, before it is read: what sources are told that there is.

use std::path::PathBuf;

/// A file of an imported folder.
#[derive(Debug, Clone)]
pub(crate) struct Listed {
    /// Below the imported folder.
    pub(crate) below: String,
    pub(crate) path: PathBuf,
    /// In bytes.
    pub(crate) length: u64,
}
