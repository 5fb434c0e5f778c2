//! Why the output could not be written, and what to do about it.

use std::fmt;
use std::io;
use std::path::{Path, PathBuf};

use crate::vocab::path::OutputPath;

/// The output could not be written.
#[derive(Debug)]
pub enum OutputError {
    /// Another process has hold of the site.
    Locked(PathBuf),
    /// The folder has files that no build wrote, and no manifest.
    NotOurs { folder: PathBuf, names: Vec<String> },
    /// A file that no build wrote is where one of the site's should be.
    InTheWay(PathBuf),
    /// Two artifacts have the same path.
    Twice(OutputPath),
    /// Two artifacts whose paths differ only by case, or one of which needs the other to be a folder.
    Clash(String, String),
    /// A symbolic link stands where the site has a folder.
    Link(PathBuf),
    /// The file system refused.
    Io { path: PathBuf, cause: io::Error },
}

impl fmt::Display for OutputError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Locked(path) => write!(
                f,
                "another rexbase is building or serving this site: wait until it has ended, or end it (it holds `{}`)",
                path.display()
            ),
            Self::NotOurs { folder, names } => {
                let shown =
                    names.iter().take(3).map(|name| format!("`{name}`")).collect::<Vec<_>>().join(", ");
                let more =
                    if names.len() > 3 { format!(" and {} more", names.len() - 3) } else { String::new() };
                write!(
                    f,
                    "`{}` holds files that rexbase did not write ({shown}{more}): choose an empty folder with `--output-dir`, or pass `--force` to build beside them",
                    folder.display()
                )
            }
            Self::InTheWay(path) => write!(
                f,
                "`{}` is in the way: rexbase did not write it, and the site has a file there; move it, or pass `--force` to replace it",
                path.display()
            ),
            Self::Twice(path) => {
                write!(f, "two pages want the address `/{path}`: rename one of the files they come from")
            }
            Self::Clash(one, other) => write!(
                f,
                "`{one}` and `{other}` cannot both exist on every file system: rename one of the files they come from"
            ),
            Self::Link(path) => write!(
                f,
                "`{}` is a symbolic link, and nothing is written through it: remove it from the output folder",
                path.display()
            ),
            Self::Io { path, cause } => write!(f, "cannot write `{}`: {cause}", path.display()),
        }
    }
}

impl std::error::Error for OutputError {
    fn source(&self) -> Option<&(dyn std::error::Error + 'static)> {
        match self {
            Self::Io { cause, .. } => Some(cause),
            _ => None,
        }
    }
}

/// Says at which path the file system refused.
pub(super) fn at(path: &Path) -> impl FnOnce(io::Error) -> OutputError + '_ {
    |cause| OutputError::Io { path: path.to_owned(), cause }
}
