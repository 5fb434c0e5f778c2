//! The index that the last build left, asked.

use crate::search::{Answer, IndexError, Options, Searcher};
use std::fmt;

use super::folders::FolderError;
use super::project::Project;

/// The search index, a folder in the cache folder.
pub(super) const INDEX: &str = "search";

/// Answers a query from the index that the last build of a site left.
///
/// # Errors
/// There is no index, or it cannot be read.
pub fn search(project: &Project, query: &str, options: &Options) -> Result<Answer, SearchError> {
    let folders = project.folders();
    folders.look(project.root()).map_err(SearchError::Folder)?;
    let folder = folders.cache.join(INDEX);
    let searcher = Searcher::open(&folder).map_err(SearchError::Index)?;
    searcher.search(query, options).map_err(SearchError::Index)
}

/// Why a query got no answer.
#[derive(Debug)]
pub enum SearchError {
    Folder(FolderError),
    Index(IndexError),
}

impl fmt::Display for SearchError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Folder(error) => error.fmt(f),
            Self::Index(error) => error.fmt(f),
        }
    }
}

impl std::error::Error for SearchError {}
