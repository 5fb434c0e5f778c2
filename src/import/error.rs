//! Why nothing was imported.

use std::fmt;
use std::io;
use std::path::{Path, PathBuf};

/// Why nothing was imported.
#[derive(Debug)]
pub enum ImportError {
    /// There is no such folder.
    NotAFolder(PathBuf),
    /// The folder holds no data of the kind that was asked for; `hint` says what it would look like.
    NotSuchData { folder: PathBuf, wanted: &'static str, hint: String },
    /// There is no such file.
    NotAFile(PathBuf),
    /// The file is broken; so are `more` places of it.
    Broken { path: PathBuf, line: usize, column: usize, message: String, more: usize },
    /// The file system refused.
    Io { path: PathBuf, cause: io::Error },
}

impl ImportError {
    /// A file that is broken at a byte of its text.
    pub(crate) fn at(path: &Path, text: &str, at: usize, message: &str, more: usize) -> Self {
        let before = &text[..at.min(text.len())];
        let line = before.matches('\n').count() + 1;
        let column = before.rsplit('\n').next().unwrap_or_default().chars().count() + 1;
        Self::Broken { path: path.to_owned(), line, column, message: message.to_owned(), more }
    }
}

impl fmt::Display for ImportError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::NotAFolder(path) => write!(f, "there is no folder `{}`", path.display()),
            Self::NotAFile(path) => write!(f, "there is no file `{}`", path.display()),
            Self::Broken { path, line, column, message, more } => {
                write!(f, "`{}` is broken at line {line}, column {column}: {message}", path.display())?;
                match more {
                    0 => {}
                    1 => f.write_str(" (and there is one more such place)")?,
                    _ => write!(f, " (and there are {more} more such places)")?,
                }
                f.write_str("; nothing was written; `--keep-going` takes what can be read")
            }
            Self::NotSuchData { folder, wanted, hint } => {
                write!(f, "`{}` holds no {wanted}: {hint}", folder.display())
            }
            Self::Io { path, cause } => write!(f, "cannot read or write `{}`: {cause}", path.display()),
        }
    }
}

impl std::error::Error for ImportError {}
