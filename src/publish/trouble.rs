//! Why something was not published: what a place answered, and what a run came to.
//!
//! Apart, since each sort of trouble has one message and one exit code, whatever the place.

use std::fmt;
use std::io;
use std::path::{Path, PathBuf};

use super::plan::Share;

/// What a place answered, or why it did not.
#[derive(Debug)]
pub(crate) enum Trouble {
    /// There are no credentials, or they are not right, or do not suffice.
    Refused(String),
    /// There is no such bucket, container or folder.
    NoBucket(String),
    /// Nobody answered.
    Unreachable(String),
    /// There is no room left.
    Full(String),
    /// What was to be replaced is not what it was.
    Conflict,
    /// A file of others is where one is to be.
    InTheWay(PathBuf),
    /// A file of the output folder is not what was built.
    Changed(PathBuf),
    /// The file system failed.
    Io {
        path: PathBuf,
        cause: io::Error,
    },
    Other(String),
}

impl fmt::Display for Trouble {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Refused(why) => write!(
                f,
                "access was refused: {why}\nset the credentials of one who may read, write, list and remove there (docs/publish.md says in which variables)"
            ),
            Self::NoBucket(why) => {
                write!(
                    f,
                    "there is no such place: {why}\nmake it first, or mend its name; rexbase makes no buckets"
                )
            }
            Self::Unreachable(why) => {
                write!(
                    f,
                    "nobody answers: {why}\nlook at the network, and at `endpoint`; then run this again, and it goes on where it was"
                )
            }
            Self::Full(why) => write!(
                f,
                "there is no room left: {why}\nraise the quota or make room; then run this again, and it goes on where it was"
            ),
            Self::Conflict => f.write_str("somebody else wrote there at the same time"),
            Self::InTheWay(path) => write!(
                f,
                "`{}` is in the way: rexbase did not publish it; move it, or pass `--force` to replace it",
                path.display()
            ),
            Self::Changed(path) => {
                write!(f, "`{}` is not what was built: run `rexbase build`, then publish", path.display())
            }
            Self::Io { path, cause } => write!(f, "`{}`: {cause}", path.display()),
            Self::Other(why) => f.write_str(why),
        }
    }
}

impl std::error::Error for Trouble {}

impl Trouble {
    /// Says at which path the file system failed.
    pub(super) fn at(path: &Path) -> impl FnOnce(io::Error) -> Self + '_ {
        |cause| match cause.kind() {
            io::ErrorKind::StorageFull | io::ErrorKind::QuotaExceeded => {
                Self::Full(format!("`{}`: {cause}", path.display()))
            }
            io::ErrorKind::PermissionDenied => Self::Refused(format!("`{}`: {cause}", path.display())),
            _ => Self::Io { path: path.to_owned(), cause },
        }
    }
}

/// Why a run did not end.
#[derive(Debug)]
pub(crate) enum PublishError {
    Trouble(Trouble),
    /// Somebody else publishes there.
    Leased {
        who: String,
        seconds: i64,
    },
    /// There are files, and no record of ours.
    NotOurs(Vec<String>),
    /// The record cannot be read.
    Damaged,
    /// More would be gone than is allowed, in percent.
    TooManyGone {
        gone: Share,
        most: u8,
    },
    /// It was asked to stop.
    Stopped {
        done: usize,
        of: usize,
    },
}

impl fmt::Display for PublishError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Trouble(trouble) => trouble.fmt(f),
            Self::Leased { who, seconds } => write!(
                f,
                "another rexbase ({who}) is publishing there: wait until it has ended\nif it was killed, this goes on in {seconds} s, or at once with `--take-over`"
            ),
            Self::NotOurs(names) => write!(
                f,
                "there are files that rexbase did not publish ({}): publish to an empty place or below a path of its own (`s3://bucket/kb`), or pass `--force` to publish beside them",
                names.iter().map(|name| format!("`{name}`")).collect::<Vec<_>>().join(", ")
            ),
            Self::Damaged => f.write_str(
                "the record of what was published there (`.rexbase-published`) cannot be read: pass `--force` to publish everything anew beside what is there",
            ),
            Self::TooManyGone { gone, most } => write!(
                f,
                "{} of {} published files ({} %) would be gone, and at most {most} % may: is the content folder whole?\npass `--max-delete {}%` if it is",
                gone.part,
                gone.whole,
                gone.percent(),
                gone.percent()
            ),
            Self::Stopped { done, of } => {
                write!(f, "stopped after {done} of {of} changes: run this again, and it goes on there")
            }
        }
    }
}

impl std::error::Error for PublishError {}

impl From<Trouble> for PublishError {
    fn from(trouble: Trouble) -> Self {
        Self::Trouble(trouble)
    }
}

impl PublishError {
    /// The exit code by which scripts tell it from others: 1 for what has none of its own.
    pub(crate) fn code(&self) -> u8 {
        match self {
            Self::Trouble(Trouble::Refused(_)) => 3,
            Self::Trouble(Trouble::NoBucket(_)) => 4,
            Self::Trouble(Trouble::Unreachable(_)) => 5,
            Self::Trouble(Trouble::Full(_)) => 6,
            Self::Trouble(Trouble::Conflict) | Self::Leased { .. } => 7,
            Self::TooManyGone { .. } => 8,
            _ => 1,
        }
    }
}
