//! What searching finds and needs: related talks, the index, and the search data for browsers.
//!
//! What always holds: all three are made from one corpus, or all three are those that are there already, since they were made from the same
//! knowledge and the same texts.

use std::sync::Arc;

use crate::document::Body;
use crate::knowledge::{KnowledgeBase, RecordId};
use crate::output::Transaction;
use crate::pipeline::error::BuildError;
use crate::pipeline::record::{Exported, Record};
use crate::pipeline::report::{Timings, Work};
use crate::search::export::{Export, Inverted};
use crate::search::{self, Materials, Remembered, Searched};
use crate::vocab::artifact::Artifact;
use crate::vocab::fingerprint::{Fingerprint, Hasher};
use crate::vocab::path::OutputPath;

use super::line::{Line, Told};

/// What was found.
pub(super) struct Found {
    /// Of all that it was made from.
    pub(super) searched: Fingerprint,
    /// None when index and search data are there already.
    anew: Option<Anew>,
    /// The search data that is published.
    exported: Exported,
}

/// What index and search data are made from.
struct Anew {
    found: search::Found,
    /// Of the knowledge.
    fingerprint: Fingerprint,
    bodies: Vec<Arc<Body>>,
    /// Of the bodies' files.
    files: Arc<Vec<Fingerprint>>,
}

impl Found {
    /// Whether index and search data must be written.
    pub(super) fn is_new(&self) -> bool {
        self.anew.is_some()
    }

    /// What index and search data are made from, when they must be written.
    pub(super) fn materials<'f>(&'f self, knowledge: &'f KnowledgeBase) -> Option<Materials<'f>> {
        let Anew { found, fingerprint, bodies, files } = self.anew.as_ref()?;
        let searched = Searched { knowledge, fingerprint: *fingerprint, bodies, files };
        Some(Materials::of(&found.corpus, &found.catalogue, searched))
    }

    /// The related talks of each record: those of the `record`, when nothing was found anew.
    fn related(&self, record: Option<&Record>, knowledge: &KnowledgeBase) -> Vec<Vec<RecordId>> {
        let Some(Anew { found, .. }) = &self.anew else {
            return record.map(|record| record.related.clone()).unwrap_or_default();
        };
        let related = search::related(&found.corpus, knowledge);
        knowledge.iter().map(|(id, _)| related.of(id).to_vec()).collect()
    }

    /// Both, side by side.
    pub(super) fn related_and_materials<'f>(
        &'f self,
        record: Option<&Record>,
        knowledge: &'f KnowledgeBase,
        timings: &mut Timings,
    ) -> (Vec<Vec<RecordId>>, Option<Materials<'f>>) {
        let mut of_related = Timings::default();
        let both = rayon::join(
            || of_related.time("relate", || self.related(record, knowledge)),
            || timings.time("prepare search", || self.materials(knowledge)),
        );
        timings.stages.append(&mut of_related.stages);
        both
    }
}

impl Line {
    /// Of all that index, search data and related talks are made from.
    pub(super) fn searched(&self) -> Fingerprint {
        let mut hasher = Hasher::new();
        hasher.update(self.gathered.fingerprint.as_bytes()).update(self.base_url.as_bytes());
        hasher.update(&[u8::from(self.theme.has_search())]);
        for fingerprint in self.gathered.fingerprints.iter() {
            hasher.update(fingerprint.as_bytes());
        }
        hasher.finish()
    }

    /// Finds it, or keeps what is there when the record says that it was made from the same.
    pub(super) fn find(
        &self,
        record: Option<&Record>,
        analyses: &mut Remembered,
        transaction: &Transaction<'_>,
        told: Told<'_>,
        (work, timings): (&mut Work, &mut Timings),
    ) -> Result<Found, BuildError> {
        let knowledge = &*self.gathered.knowledge;
        let searched = self.searched();
        if let Some(record) = record.filter(|record| record.searched == searched.to_string())
            && record.related.len() == knowledge.records.len()
            && keep(&record.exported, transaction)
        {
            return Ok(Found { searched, anew: None, exported: record.exported.clone() });
        }
        told.check()?;
        told.progress.begin("analysing", 0);
        let is_wanted = || told.check().is_ok();
        let bodies: Vec<_> =
            self.gathered.documents.iter().map(|document| Arc::clone(&document.body)).collect();
        let (fingerprint, files) = (self.gathered.fingerprint, Arc::clone(&self.gathered.fingerprints));
        let sources = Searched { knowledge, fingerprint, bodies: &bodies, files: &files };
        let found = timings.time("analyse", || analyses.find(&sources, &is_wanted));
        let found = found.ok_or(BuildError::Interrupted)?;
        work.analysed += found.analysed;
        told.check()?;
        let exported = record.map(|record| record.exported.clone()).unwrap_or_default();
        Ok(Found { searched, anew: Some(Anew { found, fingerprint, bodies, files }), exported })
    }

    /// Hands out what is new of the search data, which are made after those of before, and keeps the rest; gives all that they are, and what the next are
    /// made after.
    pub(super) fn export(
        &self,
        found: &Found,
        materials: Option<&Materials<'_>>,
        analyses: &Remembered,
        transaction: &Transaction<'_>,
        put: impl Fn(Artifact) -> Result<(), BuildError> + Sync,
        timings: &mut Timings,
    ) -> Result<(Exported, Option<Inverted>), BuildError> {
        let Some(materials) = materials.filter(|_| self.theme.has_search()) else {
            let exported = if materials.is_none() { found.exported.clone() } else { Exported::new() };
            return Ok((exported, None));
        };
        let is_there = |file: &search::export::Exported| {
            found.exported.get(file.path.as_str()) == Some(&file.fingerprint)
                && transaction.keep(std::iter::once(&file.path))
        };
        let export = || search::export::export(materials, analyses.inverted(), is_there, put);
        let Export { files, inverted } = timings.time("export", export)?;
        let files = files.into_iter().map(|file| (file.path.as_str().to_owned(), file.fingerprint));
        Ok((files.collect(), inverted))
    }
}

/// Keeps files that are there as they were published; takes none when one is not.
fn keep(exported: &Exported, transaction: &Transaction<'_>) -> bool {
    let paths: Option<Vec<_>> = exported.keys().map(|path| OutputPath::new(path)).collect();
    paths.is_some_and(|paths| transaction.keep(paths.iter()))
}
