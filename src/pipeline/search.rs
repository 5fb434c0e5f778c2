//! The index that the last build left, asked.

use std::fmt;
use std::path::Path;

use crate::config;
use crate::search::{Answer, IndexError, Options, Searcher};
use crate::source::{self, SourceError};

/// The search index, a folder in the cache folder.
pub(super) const INDEX: &str = "search";

/// Answers a query from the index that the last build of the site at `root` left.
///
/// # Errors
/// There is no index, or it cannot be read.
pub fn search(root: &Path, query: &str, options: &Options) -> Result<Answer, SearchError> {
    let text = source::read_config(&root.join(config::FILE)).map_err(SearchError::Source)?;
    let (config, _) = config::parse(&text.unwrap_or_default());
    let folder = root.join(config.cache.as_str()).join(INDEX);
    let searcher = Searcher::open(&folder).map_err(SearchError::Index)?;
    searcher.search(query, options).map_err(SearchError::Index)
}

/// Why a query got no answer.
#[derive(Debug)]
pub enum SearchError {
    Source(SourceError),
    Index(IndexError),
}

impl fmt::Display for SearchError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Source(error) => error.fmt(f),
            Self::Index(error) => error.fmt(f),
        }
    }
}

impl std::error::Error for SearchError {}
