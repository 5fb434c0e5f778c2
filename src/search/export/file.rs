//! A file of the search data: its sort, its name, the bytes that it begins with.

use crate::vocab::fingerprint::{Fingerprint, Hasher};

/// The version of the format, which `docs/search-data.md` describes.
pub(super) const FORMAT: u8 = 3;

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
    fn letter(self) -> u8 {
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
    pub(super) fn prefix(self) -> &'static str {
        match self {
            Self::Lexicon => "l",
            Self::Postings => "p",
            Self::Positions => "x",
            Self::Documents => "d",
            Self::Facet => "f-",
            Self::Dates => "dates",
        }
    }

    /// How many files in a row have the same digits: the manifest holds as many fewer, and a change renames as many files. Those of
    /// documents are many, and an edit changes one; postings are most of the rest, and an edit changes a tenth of them.
    pub(super) fn sharing(self) -> usize {
        match self {
            Self::Documents => 8,
            Self::Positions => 4,
            Self::Postings => 2,
            Self::Lexicon | Self::Facet | Self::Dates => 1,
        }
    }
}

/// By what the names of files change with their content.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Digits([u8; 4]);

impl Digits {
    /// Those of the files whose bodies have these fingerprints.
    pub(super) fn of(bodies: &[Fingerprint]) -> Self {
        let mut hasher = Hasher::new();
        for body in bodies {
            hasher.update(body.as_bytes());
        }
        let [a, b, c, d, ..] = *hasher.finish().as_bytes();
        Self([a, b, c, d])
    }

    /// 8 hexadecimal digits.
    pub(super) fn text(self) -> String {
        format!("{:08x}", u32::from_be_bytes(self.0))
    }
}

/// A file, not yet compressed.
pub(super) struct DataFile {
    pub(super) sort: Sort,
    /// What follows the sort's prefix.
    pub(super) name: String,
    /// What follows the head.
    pub(super) body: Vec<u8>,
}

/// A file that has its name.
pub(super) struct NamedFile {
    pub(super) file: DataFile,
    pub(super) digits: Digits,
    /// Of the body.
    pub(super) fingerprint: Fingerprint,
}

impl NamedFile {
    pub(super) fn name(&self) -> String {
        let Self { file: DataFile { sort, name, .. }, digits, .. } = self;
        format!("{}{name}-{}", sort.prefix(), digits.text())
    }

    /// The first 6 bytes.
    pub(super) fn head(&self) -> [u8; 6] {
        let Digits([a, b, c, d]) = self.digits;
        [self.file.sort.letter(), FORMAT, a, b, c, d]
    }
}
