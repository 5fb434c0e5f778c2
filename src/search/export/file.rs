//! A file of the search data: its sort, its name, the bytes that it begins with.

use std::borrow::Cow;
use std::ops::Range;

use crate::document::Transcript;
use crate::document::transcript::Passage;
use crate::search::digits::{Digits, FORMAT};
use crate::search::materials::Materials;
use crate::vocab::fingerprint::{Fingerprint, Hasher};

/// What is in a file.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Sort {
    Lexicon,
    Postings,
    Positions,
    Documents,
    Facet,
    Dates,
    /// In which files positions are.
    Places,
    /// In which files documents are.
    Cards,
    /// Which titles have which stop words.
    Titles,
    /// A part of what is said in a recording.
    Said,
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
            Self::Places => b'i',
            Self::Cards => b'c',
            Self::Titles => b'w',
            Self::Said => b's',
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
            Self::Places => "places",
            Self::Cards => "cards",
            Self::Titles => "w",
            Self::Said => "s",
        }
    }

    /// How many files in a row have the same digits: the manifest holds as many fewer, and a change renames as many files. Those of
    /// documents are many, and an edit changes one; postings are most of the rest, and an edit changes a tenth of them. Of the lexicon an edit changes most.
    pub(super) fn sharing(self) -> usize {
        match self {
            Self::Documents => 8,
            Self::Positions | Self::Lexicon => 4,
            Self::Postings => 2,
            Self::Facet | Self::Dates | Self::Places | Self::Cards | Self::Titles | Self::Said => 1,
        }
    }
}

/// A file, not yet compressed.
pub(super) struct DataFile<'m> {
    pub(super) sort: Sort,
    /// What follows the sort's prefix.
    pub(super) name: String,
    pub(super) body: Body<'m>,
}

/// What follows a file's head.
pub(super) enum Body<'m> {
    Bytes(Cow<'m, [u8]>),
    /// The cards of these documents, a list in JSON: made when it is written, since most are there already.
    Cards(Range<usize>),
    /// A part of a transcript, a list in JSON.
    Said(&'m Transcript, &'m [Passage]),
}

impl<'m> Body<'m> {
    pub(super) fn of(bytes: &'m [u8]) -> Self {
        Self::Bytes(Cow::Borrowed(bytes))
    }

    /// Equal for equal bodies of files of one sort.
    pub(super) fn fingerprint(&self, materials: &Materials<'_>) -> Fingerprint {
        match self {
            Self::Bytes(bytes) => Fingerprint::of(bytes),
            Self::Cards(documents) => {
                let mut hasher = Hasher::new();
                for digest in &materials.catalogue.digests[documents.clone()] {
                    hasher.update(digest.card.as_bytes());
                }
                hasher.finish()
            }
            Self::Said(transcript, part) => {
                let mut hasher = Hasher::new();
                hasher.update(transcript.fingerprint.as_bytes());
                hasher.update(&part.first().map_or(0, |passage| passage.second).to_le_bytes());
                hasher.update(&part.len().to_le_bytes());
                hasher.finish()
            }
        }
    }

    fn write(&self, materials: &Materials<'_>, bytes: &mut Vec<u8>) {
        match self {
            Self::Bytes(body) => bytes.extend_from_slice(body),
            Self::Cards(documents) => {
                for document in documents.clone() {
                    bytes.push(if document == documents.start { b'[' } else { b',' });
                    materials.write_card(document, bytes);
                }
                bytes.push(b']');
            }
            Self::Said(_, part) => {
                let rows: Vec<(u32, &str)> =
                    part.iter().map(|passage| (passage.second, passage.text.as_str())).collect();
                serde_json::to_writer(bytes, &rows).expect("plain text in memory");
            }
        }
    }
}

impl From<Vec<u8>> for Body<'_> {
    fn from(bytes: Vec<u8>) -> Self {
        Self::Bytes(Cow::Owned(bytes))
    }
}

/// A file that has its name.
pub(super) struct NamedFile<'m> {
    pub(super) file: DataFile<'m>,
    pub(super) digits: Digits,
    /// Of the body.
    pub(super) fingerprint: Fingerprint,
}

impl NamedFile<'_> {
    pub(super) fn name(&self) -> String {
        let Self { file: DataFile { sort, name, .. }, digits, .. } = self;
        format!("{}{name}-{}", sort.prefix(), digits.text())
    }

    /// The whole file: its head, and its body.
    pub(super) fn bytes(&self, materials: &Materials<'_>) -> Vec<u8> {
        let Digits([a, b, c, d]) = self.digits;
        let mut bytes = vec![self.file.sort.letter(), FORMAT, a, b, c, d, 0, 0, 0, 0];
        let head = bytes.len();
        self.file.body.write(materials, &mut bytes);
        let length = u32::try_from(bytes.len() - head).expect("less than 4 GiB in a file");
        bytes[head - 4..head].copy_from_slice(&length.to_le_bytes());
        bytes
    }
}
