//! What to serve, and where.

use std::path::PathBuf;

/// What to serve, and where.
#[derive(Debug, Clone)]
pub(crate) struct Options {
    /// The output folder.
    pub folder: PathBuf,
    /// 0 for any that is free.
    pub port: u16,
    /// The path that the site's addresses begin with: `/`, or `/kb/`.
    pub root: String,
}
