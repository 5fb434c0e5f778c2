//! What is left to do when the site is published: the index, and the memory on the disk.

use std::path::{Path, PathBuf};
use std::sync::{Arc, Mutex, PoisonError};

use crate::document::Document;
use crate::knowledge::KnowledgeBase;
use crate::memo;
use crate::pipeline::files::{self, Parsing};
use crate::pipeline::gather::{DOCUMENTS, Gathered};
use crate::pipeline::record::{ANALYSES, DRAWN, INVERTED};
use crate::search::{IndexError, Remembered};
use crate::site::Drawn;
use crate::vocab::fingerprint::Fingerprint;

use super::found::Found;
use super::indexing::Indexing;

/// What is left to do when the site is published.
pub(super) struct Unfinished {
    /// What the index is to be made from, when that is not the one that is there.
    pub(super) found: Option<Found>,
}

/// What the next run may remember of this one.
pub(super) struct Keepsakes {
    cache: PathBuf,
    remembered: Arc<Mutex<files::Remembered>>,
    parsing: Parsing,
    documents: Arc<Vec<Document>>,
    fingerprints: Arc<Vec<Fingerprint>>,
    drawn: Arc<Drawn>,
}

impl Keepsakes {
    /// Those of what was gathered; `remembered` is what the last run kept of documents.
    pub(super) fn of(
        cache: &Path,
        remembered: Arc<Mutex<files::Remembered>>,
        gathered: &Gathered,
        drawn: &Arc<Drawn>,
    ) -> Self {
        Self {
            cache: cache.to_owned(),
            remembered,
            parsing: Parsing::of(&gathered.config),
            documents: Arc::clone(&gathered.documents),
            fingerprints: Arc::clone(&gathered.fingerprints),
            drawn: Arc::clone(drawn),
        }
    }

    /// Saves them, and the analyses when those are new.
    pub(super) fn save(self, analyses: Option<&Remembered>) {
        if let Some(drawn) = self.drawn.encode() {
            memo::save(&self.cache.join(DRAWN), &drawn);
        }
        if let Some(analyses) = analyses {
            let save_inverted = |bytes: Vec<u8>| memo::save(&self.cache.join(INVERTED), &bytes);
            rayon::join(
                || memo::save(&self.cache.join(ANALYSES), &analyses.encode()),
                || analyses.encode_inverted().into_iter().for_each(save_inverted),
            );
        }
        let mut remembered = self.remembered.lock().unwrap_or_else(PoisonError::into_inner);
        let folder = self.cache.join(DOCUMENTS);
        remembered.save(&folder, self.parsing.fingerprint, &self.documents, &self.fingerprints);
    }
}

impl Unfinished {
    /// What is left to do after a site was published whose search data were `found`, or were there already: then the index that was still to be made from
    /// them is so now.
    pub(super) fn after(before: Option<Self>, found: Option<Found>) -> Self {
        Self { found: found.or_else(|| before?.found) }
    }

    /// The same after a publishing that was given up, before or after it had published search data.
    pub(super) fn given_up(before: Option<Self>, found: Option<Found>) -> Option<Self> {
        if found.is_some() { Some(Self { found }) } else { before }
    }

    /// Saves the keepsakes and, when the index is to be made again, begins that, in the place of the one `before`: both by a thread of their own then.
    pub(super) fn begin(
        self,
        keepsakes: Keepsakes,
        analyses: Option<&Remembered>,
        knowledge: &Arc<KnowledgeBase>,
        index: PathBuf,
        before: Option<Indexing>,
    ) -> Result<Option<Indexing>, IndexError> {
        let analyses = analyses.filter(|_| self.found.is_some()).cloned();
        let remember = move || keepsakes.save(analyses.as_ref());
        let Some(found) = self.found else {
            remember();
            return Ok(before);
        };
        Indexing::begin(found, Arc::clone(knowledge), index, before, remember).map(Some)
    }
}
