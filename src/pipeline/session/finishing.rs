//! What is left to do when the site is published: the index, and the memory on the disk.

use std::path::PathBuf;
use std::sync::{Arc, Mutex, PoisonError};

use crate::document::Document;
use crate::memo;
use crate::output::Folder;
use crate::pipeline::build::BuildError;
use crate::pipeline::files::{self, Parsing};
use crate::pipeline::gather::{DOCUMENTS, Gathered};
use crate::pipeline::record::{ANALYSES, DRAWN, RECORD};
use crate::render::Drawn;
use crate::search::Remembered;
use crate::vocab::fingerprint::Fingerprint;

use super::Session;
use super::found::Found;
use super::indexing::Indexing;

/// What is left to do when the site is published.
pub(super) struct Unfinished {
    /// What the index is to be made from, when that is not the one that is there.
    pub(super) found: Option<Found>,
    pub(super) has_new_analyses: bool,
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
    /// Saves them, and the analyses when those are new.
    pub(super) fn save(self, analyses: Option<&Remembered>) {
        if let Some(drawn) = self.drawn.encode() {
            memo::save(&self.cache.join(DRAWN), &drawn);
        }
        if let Some(analyses) = analyses {
            memo::save(&self.cache.join(ANALYSES), &analyses.encode());
        }
        let mut remembered = self.remembered.lock().unwrap_or_else(PoisonError::into_inner);
        let folder = self.cache.join(DOCUMENTS);
        remembered.save(&folder, self.parsing.fingerprint, &self.documents, &self.fingerprints);
    }
}

impl Session {
    /// What the next run may remember of what was gathered last.
    pub(super) fn keepsakes(&self, gathered: &Gathered) -> Keepsakes {
        Keepsakes {
            cache: self.cache.clone(),
            remembered: self.memory.files.remembered(),
            parsing: Parsing::of(&gathered.config),
            documents: Arc::clone(&gathered.documents),
            fingerprints: Arc::clone(&gathered.fingerprints),
            drawn: Arc::clone(&self.drawn),
        }
    }

    /// Does some of what is left to do once the site is published; gives whether all is done. To be asked again while there is nothing
    /// newer to do.
    ///
    /// # Errors
    /// The index cannot be written; it is made again after the next change.
    pub fn finish(&mut self) -> Result<bool, BuildError> {
        if let Some(Unfinished { found, has_new_analyses }) = self.unfinished.take()
            && let Some(gathered) = &self.gathered
        {
            self.save_record();
            let keepsakes = self.keepsakes(gathered);
            let analyses = self.analyses.as_ref().filter(|_| has_new_analyses).cloned();
            let remember = move || keepsakes.save(analyses.as_ref());
            if let Some(found) = found {
                let (knowledge, index) = (Arc::clone(&gathered.knowledge), self.cache.join("search"));
                let before = self.indexing.take();
                self.indexing = Some(Indexing::begin(found, knowledge, index, before, remember)?);
            } else {
                remember();
            }
        }
        self.indexing.iter().for_each(Indexing::go_on);
        if let Some(indexing) = self.indexing.take_if(|indexing| indexing.is_over()) {
            let searched = indexing.searched.to_string();
            let published = indexing.publish();
            if let Some(record) = &mut self.record {
                match &published {
                    Ok(()) => record.indexed = searched,
                    Err(_) => record.searched.clear(),
                }
                // A record that was removed is one of a site that is being changed.
                if self.cache.join(RECORD).exists() {
                    self.save_record();
                }
            }
            published?;
        }
        Ok(self.folder.as_ref().is_none_or(Folder::remove_old_spares) && self.indexing.is_none())
    }

    pub(super) fn save_record(&self) {
        if let Some(record) = &self.record {
            record.save(&self.cache.join(RECORD));
        }
    }
}
