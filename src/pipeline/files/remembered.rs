//! Documents that are remembered from one run to the next, on the disk, in parts.
//!
//! What always holds:
//!
//! - A document is believed only for a file at the same place with the same bytes, parsed with the same options.
//! - What is on the disk is what the last run had and nothing older.
//! - A part whose documents are as they were is not written again.

use std::path::{Path, PathBuf};

use rayon::prelude::*;

use crate::document::Document;
use crate::memo;
use crate::vocab::fingerprint::{Fingerprint, Hasher};
use crate::vocab::hash::HashMap;
use crate::vocab::path::ContentPath;

/// Into how many parts the documents are put, by their paths: an edit writes one.
const PARTS: usize = 64;

/// The documents of the last run.
#[derive(Default)]
pub(in crate::pipeline) struct Remembered {
    /// Of all that parsing them depended on besides a file's bytes and path.
    parsing: Option<Fingerprint>,
    /// By number; none when nothing was read.
    parts: Vec<Part>,
}

#[derive(Default)]
struct Part {
    documents: HashMap<ContentPath, (Fingerprint, Document)>,
    /// Of what the file on the disk was made from.
    written: Option<Fingerprint>,
}

/// The fingerprint of a file's bytes, and its document.
type Row<'a> = (Fingerprint, &'a Document);

impl Remembered {
    /// Reads the documents that were parsed so.
    pub(super) fn load(folder: &Path, parsing: Fingerprint) -> Self {
        let part = |buffer: &mut Vec<u8>, number| {
            let bytes = memo::load_into(&file(folder, number), buffer);
            bytes.and_then(|bytes| Part::decode(bytes, parsing)).unwrap_or_default()
        };
        let parts = (0..PARTS).into_par_iter().map_init(Vec::new, part).collect();
        Self { parsing: Some(parsing), parts }
    }

    /// Whether the document of a file with these bytes, parsed so, is remembered.
    pub(super) fn has(&self, path: &ContentPath, fingerprint: Fingerprint, parsing: Fingerprint) -> bool {
        let known = self.parts.get(number(path)).and_then(|part| part.documents.get(path));
        self.parsing == Some(parsing) && known.is_some_and(|(known, _)| *known == fingerprint)
    }

    /// The document of a file with these bytes, parsed so, which is remembered no longer.
    pub(super) fn take(
        &mut self,
        path: &ContentPath,
        fingerprint: Fingerprint,
        parsing: Fingerprint,
    ) -> Option<Document> {
        if self.parsing != Some(parsing) {
            return None;
        }
        let documents = &mut self.parts.get_mut(number(path))?.documents;
        let (known, document) = documents.remove(path)?;
        (known == fingerprint).then_some(document)
    }

    /// Remembers these instead, which come in the order of their paths.
    pub(in crate::pipeline) fn save(
        &mut self,
        folder: &Path,
        parsing: Fingerprint,
        documents: &[Document],
        fingerprints: &[Fingerprint],
    ) {
        let mut by_part: Vec<Vec<Row<'_>>> = vec![Vec::new(); PARTS];
        for (document, fingerprint) in documents.iter().zip(fingerprints) {
            by_part[number(&document.outline.path)].push((*fingerprint, document));
        }
        self.parsing = Some(parsing);
        self.parts.resize_with(PARTS, Part::default);
        self.parts.par_iter_mut().zip(by_part).enumerate().for_each(|(number, (part, rows))| {
            part.documents = HashMap::default();
            let now = fingerprint(&rows, parsing);
            if part.written == Some(now) {
                return;
            }
            part.written = Some(now);
            memo::save(&file(folder, number), &encode(&rows, parsing, now));
        });
    }
}

impl Part {
    /// Reads what [`encode`] wrote; none when it is of other options, or anything else.
    fn decode(mut bytes: &[u8], parsing: Fingerprint) -> Option<Self> {
        if take_fingerprint(&mut bytes)? != parsing {
            return None;
        }
        let written = Some(take_fingerprint(&mut bytes)?);
        let mut documents = HashMap::default();
        while !bytes.is_empty() {
            let fingerprint = take_fingerprint(&mut bytes)?;
            let document = Document::read(&mut bytes)?;
            documents.insert(document.outline.path.clone(), (fingerprint, document));
        }
        Some(Self { documents, written })
    }
}

fn take_fingerprint(bytes: &mut &[u8]) -> Option<Fingerprint> {
    Some(Fingerprint::from_bytes(*bytes.split_off(..16)?.first_chunk()?))
}

/// The fingerprints of the options and of the rows, then for each row that of its file and the document; what cannot be written is left out.
fn encode(rows: &[Row<'_>], parsing: Fingerprint, of_rows: Fingerprint) -> Vec<u8> {
    let mut bytes = [*parsing.as_bytes(), *of_rows.as_bytes()].concat();
    for (fingerprint, document) in rows {
        let start = bytes.len();
        bytes.extend_from_slice(fingerprint.as_bytes());
        if !document.write(&mut bytes) {
            bytes.truncate(start);
        }
    }
    bytes
}

/// Of all that a part is made from.
fn fingerprint(rows: &[Row<'_>], parsing: Fingerprint) -> Fingerprint {
    let mut hasher = Hasher::new();
    hasher.update(parsing.as_bytes());
    for (fingerprint, document) in rows {
        hasher.update(document.outline.path.as_str().as_bytes()).update(fingerprint.as_bytes());
    }
    hasher.finish()
}

fn number(path: &ContentPath) -> usize {
    usize::from(Fingerprint::of(path.as_str().as_bytes()).as_bytes()[0]) % PARTS
}

fn file(folder: &Path, number: usize) -> PathBuf {
    folder.join(number.to_string())
}
