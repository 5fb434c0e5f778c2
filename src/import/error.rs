//! Why nothing was imported.

use std::fmt;
use std::io;
use std::path::PathBuf;

/// Why nothing was imported.
#[derive(Debug)]
pub enum ImportError {
    /// There is no such folder.
    NotAFolder(PathBuf),
    /// The folder holds no data of the kind that was asked for; `hint` says what it would look like.
    NotSuchData { folder: PathBuf, wanted: &'static str, hint: String },
    /// The file system refused.
    Io { path: PathBuf, cause: io::Error },
}

impl fmt::Display for ImportError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::NotAFolder(path) => write!(f, "there is no folder `{}`", path.display()),
            Self::NotSuchData { folder, wanted, hint } => {
                write!(f, "`{}` holds no {wanted}: {hint}", folder.display())
            }
            Self::Io { path, cause } => write!(f, "cannot read or write `{}`: {cause}", path.display()),
        }
    }
}

impl std::error::Error for ImportError {}
