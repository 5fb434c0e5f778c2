//! The record of what was published last: what the site in the output folder was made from, so that the next build can tell what is left to do.
//!
//! What always holds: while pages are being replaced there is no record, so that a build that is killed is followed by one that
//! renders everything.

use std::collections::{BTreeMap, BTreeSet};
use std::path::Path;
use std::sync::Arc;

use serde::{Deserialize, Serialize};

use crate::knowledge::RecordId;
use crate::memo;
use crate::vocab::diagnostic::Diagnostic;
use crate::vocab::fingerprint::Fingerprint;
use crate::vocab::kind::Kind;

/// The record of what was published, in the cache folder.
pub(super) const RECORD: &str = "published";
/// The analyses of the last search data, in the cache folder.
pub(super) const ANALYSES: &str = "analyses";
/// What the last search data were made by, in the cache folder.
pub(super) const INVERTED: &str = "inverted";
/// The pictures of the last build, in the cache folder.
pub(super) const DRAWN: &str = "drawn";

/// What the published site was made from.
#[derive(Debug, Serialize, Deserialize)]
pub(super) struct Record {
    /// The output folder, as an absolute path.
    pub(super) output: String,
    /// Of all that was read.
    pub(super) inputs: String,
    /// Of all that every page hangs on: the knowledge, the theme, the options.
    pub(super) ground: String,
    /// The fingerprint of each document's file, by path.
    pub(super) documents: BTreeMap<String, Fingerprint>,
    /// The same, while the run goes on.
    #[serde(skip)]
    pub(super) noted: Option<Noted>,
    /// The related talks of each record.
    pub(super) related: Vec<Vec<RecordId>>,
    /// Of all that the search data and the related talks were made from.
    pub(super) searched: String,
    /// The same of the index, which is published after them.
    pub(super) indexed: String,
    /// The files of the search data, with the fingerprints of their content.
    pub(super) exported: Exported,
    pub(super) pages: usize,
    pub(super) counts: Vec<usize>,
    pub(super) failed: bool,
    /// What was wrong with the content.
    pub(super) diagnostics: Vec<Diagnostic>,
}

/// Files of the search data, by path, with the fingerprints of their content.
pub(super) type Exported = BTreeMap<String, Fingerprint>;

/// What the documents of one listing were, to be compared by number.
#[derive(Debug)]
pub(super) struct Noted {
    pub(super) listing: u64,
    pub(super) fingerprints: Arc<Vec<Fingerprint>>,
    /// Those of which the record says nothing.
    pub(super) forgotten: BTreeSet<usize>,
}

impl Record {
    /// One of a site of which nothing is published yet.
    pub(super) fn empty(output: &Path) -> Self {
        Self {
            output: absolute(output),
            inputs: String::new(),
            ground: String::new(),
            documents: BTreeMap::new(),
            noted: None,
            related: Vec::new(),
            searched: String::new(),
            indexed: String::new(),
            exported: Exported::new(),
            pages: 0,
            counts: Vec::new(),
            failed: false,
            diagnostics: Vec::new(),
        }
    }

    /// The record of the site in this folder, when there is one.
    pub(super) fn load(path: &Path, output: &Path) -> Option<Self> {
        let mut record: Self = serde_json::from_slice(&memo::load(path)?).ok()?;
        if record.indexed != record.searched {
            record.forget_index();
        }
        (record.output == absolute(output)).then_some(record)
    }

    /// The index is behind, or damaged: all that is searched is made again.
    pub(super) fn forget_index(&mut self) {
        self.searched.clear();
        self.indexed.clear();
        self.inputs.clear();
    }

    pub(super) fn save(&self, path: &Path) {
        if let Ok(bytes) = serde_json::to_vec(self) {
            memo::save(path, &bytes);
        }
    }

    /// How many records of each kind there were; none when the record makes no sense.
    pub(super) fn counts(&self) -> Option<Vec<(Kind, usize)>> {
        let kinds = Kind::ALL.into_iter();
        (self.counts.len() == kinds.len()).then(|| kinds.zip(self.counts.iter().copied()).collect())
    }
}

fn absolute(path: &Path) -> String {
    std::path::absolute(path).unwrap_or_else(|_| path.to_owned()).to_string_lossy().into_owned()
}
