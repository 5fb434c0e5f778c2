//! Why nothing was written.

use std::fmt;
use std::io;
use std::path::PathBuf;

use crate::vocab::kind::Kind;

/// Why nothing was written.
#[derive(Debug)]
pub(crate) enum ScaffoldError {
    /// The folder has a config file already.
    IsSite(PathBuf),
    /// The file exists.
    Exists(PathBuf),
    /// Lessons and figures are written within talks and reports.
    NotAFile(Kind),
    /// An event's id that is no path below the content folder.
    UnusableId(String),
    /// A theme's name that is no folder's.
    UnusableTheme(String),
    /// The file system refused.
    Io { path: PathBuf, cause: io::Error },
}

impl fmt::Display for ScaffoldError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::IsSite(path) => write!(f, "there is a site here already: `{}` exists", path.display()),
            Self::Exists(path) => write!(f, "`{}` exists already: nothing was changed", path.display()),
            Self::NotAFile(kind) => {
                write!(f, "a {} has no file of its own: it is written within a talk or report", kind.name())
            }
            Self::UnusableId(id) => {
                write!(f, "`{id}` is no id: it is a path below `content/events`, without `..`")
            }
            Self::UnusableTheme(name) => {
                write!(f, "`{name}` is no name for a theme: it is a folder in themes/, such as `mine`")
            }
            Self::Io { path, cause } => write!(f, "cannot write `{}`: {cause}", path.display()),
        }
    }
}

impl std::error::Error for ScaffoldError {}
