//! One build: a session that looks once, and what came of it.

use std::fmt;
use std::path::PathBuf;

use super::gather::SiteOptions;
use super::progress::Progress;
use super::report::{Timings, Work};
use super::session::Session;
use crate::output::{Foreign, OutputError, Written};
use crate::render::{Failure, ThemeError};
use crate::search::IndexError;
use crate::source::SourceError;
use crate::vocab::diagnostic::Diagnostic;
use crate::vocab::kind::Kind;

/// How to publish.
#[derive(Debug, Clone)]
pub struct BuildOptions {
    pub site: SiteOptions,
    /// Where the site will be, instead of the config's word.
    pub base_url: Option<String>,
    /// The folder to publish to, instead of the config's.
    pub output: Option<PathBuf>,
    /// What to do with files in that folder that no build wrote.
    pub foreign: Foreign,
    /// What to do when content has errors.
    pub on_errors: OnErrors,
}

/// What to do when content has errors.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum OnErrors {
    /// Leave the old site as it is.
    Stop,
    /// Publish everything else.
    KeepGoing,
}

/// What a build did.
#[derive(Debug)]
pub struct BuildReport {
    /// In the order of files and places.
    pub diagnostics: Vec<Diagnostic>,
    /// Whether content has errors.
    pub failed: bool,
    /// What was published; none when it was not.
    pub published: Option<Published>,
    pub work: Work,
    pub timings: Timings,
}

/// A site that was published.
#[derive(Debug)]
pub struct Published {
    pub output: PathBuf,
    /// How many files the site has that were rendered.
    pub pages: usize,
    /// How many records of each kind there are.
    pub counts: Vec<(Kind, usize)>,
    pub written: Written,
}

/// The environment or the theme failed.
#[derive(Debug)]
pub enum BuildError {
    Source(SourceError),
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
            Self::Theme(_) | Self::Pages(_) | Self::Interrupted => None,
        }
    }
}

impl From<SourceError> for BuildError {
    fn from(error: SourceError) -> Self {
        Self::Source(error)
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

/// Publishes the site.
///
/// # Errors
/// The environment or the theme fails; then the old site is whole.
pub fn build(options: &BuildOptions, progress: &dyn Progress) -> Result<BuildReport, BuildError> {
    let mut session = Session::once(options.clone());
    let report = session.build(progress);
    session.end();
    report
}
