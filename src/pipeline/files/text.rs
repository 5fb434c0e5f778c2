//! The text of a file, when it was read, and when it need not be.

use std::io;
use std::path::Path;

use crate::document::LARGEST;
use crate::source::{self, SourceError};
use crate::vocab::fingerprint::Fingerprint;
use crate::vocab::path::ContentPath;

/// The text of a file.
pub(super) enum Text {
    Read(Vec<u8>),
    /// It is known which one it is.
    Unread,
}

impl Text {
    /// The text of a file of the site, and its fingerprint; none when there is no such file. What is too long to be a document is read until that is known.
    pub(super) fn read(root: &Path, path: &ContentPath) -> Result<Option<(Self, Fingerprint)>, SourceError> {
        match source::read_at_most(root, path, LARGEST + 1) {
            Ok(bytes) => {
                let fingerprint = Fingerprint::of(&bytes);
                Ok(Some((Self::Read(bytes), fingerprint)))
            }
            Err(error) if error.cause.kind() == io::ErrorKind::NotFound => Ok(None),
            Err(error) => Err(error),
        }
    }

    /// Its bytes; none when it was not read.
    pub(super) fn bytes(&self) -> Option<&[u8]> {
        match self {
            Self::Read(bytes) => Some(bytes),
            Self::Unread => None,
        }
    }
}
