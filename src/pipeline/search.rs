//! The index that the last build left, asked.

use crate::search::{Answer, IndexError, Options, Searcher};
use std::fmt;

use crate::vocab::audience::Audience;

use super::folders::FolderError;
use super::project::Project;

/// The search index, a folder in the cache folder.
pub(super) const INDEX: &str = "search";

/// Answers a query from the index that the last build of a site left ([`searcher`]).
///
/// # Errors
/// There is no index, it cannot be read, or it is for others.
pub fn search(
    project: &Project,
    audience: Option<Audience>,
    query: &str,
    options: &Options,
) -> Result<Answer, SearchError> {
    searcher(project, audience)?.search(query, options).map_err(SearchError::Index)
}

/// Opens the index that the last build of a site left. It must be of a build for this audience, or for the config's: one for the public has no word of what
/// is internal, and one that has answers only who asks for it.
///
/// # Errors
/// There is no index, it cannot be read, or it is for others.
pub(crate) fn searcher(project: &Project, audience: Option<Audience>) -> Result<Searcher, SearchError> {
    let folders = project.folders();
    folders.look(project.root()).map_err(SearchError::Folder)?;
    let folder = folders.cache.join(INDEX);
    let searcher = Searcher::open(&folder).map_err(SearchError::Index)?;
    let wanted = audience.unwrap_or(project.audience());
    if searcher.audience() != wanted {
        return Err(SearchError::Audience { wanted, built: searcher.audience() });
    }
    Ok(searcher)
}

/// Why a query got no answer.
#[derive(Debug)]
pub enum SearchError {
    Folder(FolderError),
    Index(IndexError),
    /// The last build was for others.
    Audience {
        wanted: Audience,
        built: Audience,
    },
}

impl fmt::Display for SearchError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Folder(error) => error.fmt(f),
            Self::Index(error) => error.fmt(f),
            Self::Audience { wanted, built } => {
                let (wanted, built) = (wanted.name(), built.name());
                write!(
                    f,
                    "the last build was for the audience `{built}`, not `{wanted}`: run `rexbase build --audience {wanted}`, or ask this one, by `--audience {built}` or by `audience = \"{built}\"` in rexbase.toml"
                )
            }
        }
    }
}

impl std::error::Error for SearchError {}
