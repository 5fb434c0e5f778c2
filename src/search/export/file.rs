//! A file of the search data: its sort, its name, the bytes that it begins with.

use crate::vocab::fingerprint::{Fingerprint, Hasher};

/// The version of the format, which `docs/search-data.md` describes.
pub(super) const FORMAT: u8 = 2;

/// What is in a file.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Sort {
    Lexicon,
    Postings,
    Positions,
    Documents,
    Facet,
    Dates,
}

impl Sort {
    /// The file's first byte.
    pub(super) fn letter(self) -> u8 {
        match self {
            Self::Lexicon => b'l',
            Self::Postings => b'p',
            Self::Positions => b'x',
            Self::Documents => b'd',
            Self::Facet => b'f',
            Self::Dates => b't',
        }
    }

    /// What the names of these files begin with.
    fn prefix(self) -> &'static str {
        match self {
            Self::Lexicon => "l",
            Self::Postings => "p",
            Self::Positions => "x",
            Self::Documents => "d",
            Self::Facet => "f-",
            Self::Dates => "dates",
        }
    }
}

/// The number of a build.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Build {
    digits: String,
    bytes: [u8; 6],
}

impl Build {
    /// The build with this fingerprint.
    pub(super) fn of(fingerprint: Fingerprint) -> Self {
        let mut bytes = [0; 6];
        bytes.copy_from_slice(&fingerprint.as_bytes()[..6]);
        Self { digits: fingerprint.to_string()[..16].to_owned(), bytes }
    }

    /// 16 hexadecimal digits.
    pub(super) fn digits(&self) -> &str {
        &self.digits
    }
}

/// A file, not yet compressed.
pub(super) struct DataFile {
    pub(super) sort: Sort,
    /// What follows the sort's prefix.
    pub(super) name: String,
    /// What follows the first 8 bytes.
    pub(super) body: Vec<u8>,
}

impl DataFile {
    /// Below the folder of all search data.
    pub(super) fn path(&self, build: &Build) -> String {
        format!("{}/{}", build.digits, self.file_name())
    }

    /// The first 8 bytes.
    pub(super) fn head(&self, build: &Build) -> [u8; 8] {
        let mut head = [self.sort.letter(), FORMAT, 0, 0, 0, 0, 0, 0];
        head[2..].copy_from_slice(&build.bytes);
        head
    }

    /// Of the name and of what does not hang on the build.
    pub(super) fn fingerprint(&self) -> Fingerprint {
        Hasher::new().update(self.file_name().as_bytes()).update(&self.body).finish()
    }

    fn file_name(&self) -> String {
        format!("{}{}", self.sort.prefix(), self.name)
    }
}
