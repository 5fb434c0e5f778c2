//! Why nothing is renamed, and what to do about it.

use std::fmt;

use crate::pipeline::error::BuildError;
use crate::pipeline::rewriting::FileError;
use crate::vocab::kind::Kind;
use crate::vocab::path::ContentPath;

/// Why nothing is renamed.
#[derive(Debug)]
pub(crate) enum RenameError {
    Site(BuildError),
    HasErrors,
    /// Of a kind that is not known by its name.
    Kind(Kind),
    /// No record has the name; one that is called nearly so.
    Nothing(Kind, String, Option<String>),
    Several(Kind, String),
    /// It is another name of this record.
    Alias(String, String),
    Same,
    Empty,
    /// Another record has the name.
    Taken(Kind, String),
    /// Both have a file.
    TwoFiles(ContentPath, ContentPath),
    /// A file is where this one would be.
    InTheWay(ContentPath),
    /// Here it must be written by hand: where, and what stands there.
    NotPlain(ContentPath, usize, String),
    Write(FileError),
}

impl fmt::Display for RenameError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Site(error) => error.fmt(f),
            Self::HasErrors => f.write_str(
                "the site has errors: mend what `rexbase check --drafts --audience internal` tells first",
            ),
            Self::Kind(kind) => write!(
                f,
                "a {} is known by its file: rename that, and write where it was as `redirects`",
                kind.name()
            ),
            Self::Nothing(kind, name, near) => {
                write!(f, "there is no {} `{name}`", kind.name())?;
                match near {
                    Some(near) => write!(f, ": did you mean `{near}`?"),
                    None => f.write_str(": name it by its title or its id"),
                }
            }
            Self::Several(kind, name) => {
                write!(f, "`{name}` may be any of several {}: write the id of one", kind.folder())
            }
            Self::Alias(name, title) => {
                write!(f, "`{name}` is another name of `{title}`: name it by that, or change its `aliases`")
            }
            Self::Same => f.write_str("that is its name already"),
            Self::Empty => f.write_str("the new name says nothing, or has more than one line"),
            Self::Taken(kind, name) => {
                write!(f, "there is another {} `{name}`: with `--merge`, both become one", kind.name())
            }
            Self::TwoFiles(one, other) => write!(
                f,
                "`{one}` and `{other}` are files of their own: write what the first says into the second, and remove it first"
            ),
            Self::InTheWay(path) => write!(f, "`{path}` is there already: its file would be there"),
            Self::NotPlain(path, line, what) => {
                write!(f, "{path}:{line} must be written by hand first: {what}")
            }
            Self::Write(error) => error.fmt(f),
        }
    }
}

impl std::error::Error for RenameError {}
