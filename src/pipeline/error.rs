//! Why nothing was published.

use std::fmt;

use crate::memo::CacheError;
use crate::output::OutputError;
use crate::render::Failure;
use crate::search::IndexError;
use crate::source::SourceError;
use crate::theme::ThemeError;

use super::folders::FolderError;

/// The environment or the theme failed.
#[derive(Debug)]
pub enum BuildError {
    Source(SourceError),
    /// A folder of the site may not be used.
    Folder(FolderError),
    Theme(ThemeError),
    /// Pages that a template failed on, by template error.
    Pages(Vec<Failure>),
    Index(IndexError),
    Output(OutputError),
    /// It was given up, since there is something newer to publish.
    Interrupted,
}

impl fmt::Display for BuildError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Source(error) => error.fmt(f),
            Self::Folder(error) => error.fmt(f),
            Self::Theme(error) => error.fmt(f),
            Self::Index(error) => error.fmt(f),
            Self::Output(error) => error.fmt(f),
            Self::Interrupted => f.write_str("the build was interrupted; nothing was published"),
            Self::Pages(failures) => {
                for failure in failures {
                    let more = if failure.pages > 1 {
                        format!(" and {} more pages", failure.pages - 1)
                    } else {
                        String::new()
                    };
                    writeln!(f, "a template fails on {}{more}\n{}", failure.page, failure.text.trim_end())?;
                }
                f.write_str("nothing was published")
            }
        }
    }
}

impl std::error::Error for BuildError {
    fn source(&self) -> Option<&(dyn std::error::Error + 'static)> {
        match self {
            Self::Source(error) => error.source(),
            Self::Index(error) => error.source(),
            Self::Output(error) => error.source(),
            Self::Folder(_) | Self::Theme(_) | Self::Pages(_) | Self::Interrupted => None,
        }
    }
}

impl From<SourceError> for BuildError {
    fn from(error: SourceError) -> Self {
        Self::Source(error)
    }
}

impl From<FolderError> for BuildError {
    fn from(error: FolderError) -> Self {
        Self::Folder(error)
    }
}

impl From<CacheError> for BuildError {
    fn from(error: CacheError) -> Self {
        Self::Folder(FolderError::Cache(error))
    }
}

impl From<OutputError> for BuildError {
    fn from(error: OutputError) -> Self {
        Self::Output(error)
    }
}

impl From<IndexError> for BuildError {
    fn from(error: IndexError) -> Self {
        match error {
            IndexError::GivenUp => Self::Interrupted,
            error => Self::Index(error),
        }
    }
}
