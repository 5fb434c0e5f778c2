//! What searching finds and needs: related talks, the index, and the search data for browsers.
//!
//! What always holds: all three are made from one corpus, or all three are those that are there already, since they were made from the same
//! knowledge and the same texts.

use std::sync::Arc;

use crate::document::Body;
use crate::knowledge::KnowledgeBase;
use crate::output::Transaction;
use crate::pipeline::error::BuildError;
use crate::pipeline::ledger::{Exported, Owed, Related, Search};
use crate::pipeline::run::Run;
use crate::search::export::Export;
use crate::search::{self, Materials, Remembered, Searched, Synonyms};
use crate::vocab::artifact::Artifact;
use crate::vocab::fingerprint::Fingerprint;
use crate::vocab::path::OutputPath;

use super::change::Change;

/// What was found.
pub(super) enum Found {
    /// What stands already.
    Stands(Search),
    Anew(Arc<Anew>),
}

/// What index and search data are made from.
pub(in crate::pipeline) struct Anew {
    /// Of all that it was made from.
    pub(in crate::pipeline) searched: Fingerprint,
    found: search::Found,
    knowledge: Arc<KnowledgeBase>,
    /// Of the knowledge.
    fingerprint: Fingerprint,
    bodies: Vec<Arc<Body>>,
    /// Of the bodies' files.
    files: Arc<Vec<Fingerprint>>,
    synonyms: Synonyms,
}

impl Anew {
    /// What index and search data are made from.
    pub(in crate::pipeline) fn materials(&self) -> Materials<'_> {
        let Self { found, knowledge, fingerprint, bodies, files, synonyms, .. } = self;
        let searched = Searched { knowledge, fingerprint: *fingerprint, bodies, files };
        Materials::of(&found.corpus, &found.catalogue, searched, synonyms)
    }

    /// The related talks of each record.
    fn related(&self) -> Related {
        let related = search::related(&self.found.corpus, &self.knowledge);
        self.knowledge.iter().map(|(id, _)| related.of(id).to_vec()).collect()
    }
}

impl Found {
    /// The related talks of each record and, when index and search data must be written, what they are made from.
    pub(super) fn related_and_materials(&self, run: &Run<'_>) -> (Arc<Related>, Option<Materials<'_>>) {
        match self {
            Self::Stands(search) => (Arc::clone(&search.related), None),
            Self::Anew(anew) => {
                let (related, materials) = rayon::join(
                    || run.time("relate", || anew.related()),
                    || run.time("prepare search", || anew.materials()),
                );
                (Arc::new(related), Some(materials))
            }
        }
    }

    /// What index and search data are made from, when they must be written.
    pub(super) fn anew(self) -> Option<Arc<Anew>> {
        match self {
            Self::Stands(_) => None,
            Self::Anew(anew) => Some(anew),
        }
    }
}

impl Change<'_> {
    /// Finds it, or keeps what stands when nothing of it is owed and all its files are there.
    pub(super) fn find(
        &self,
        stands: Option<&Search>,
        owed: &Owed,
        analyses: &mut Remembered,
    ) -> Result<Found, BuildError> {
        if let Some(search) = stands.filter(|_| !owed.search)
            && keep(&search.exported, self.transaction)
        {
            return Ok(Found::Stands(search.clone()));
        }
        let (run, gathered) = (self.run, &self.line.gathered);
        run.check()?;
        run.progress.begin("analysing", 0);
        let (knowledge, fingerprint) = (Arc::clone(&gathered.knowledge), gathered.fingerprint);
        let bodies: Vec<_> = gathered.documents.iter().map(|document| Arc::clone(&document.body)).collect();
        let files = Arc::clone(gathered.prose.files());
        let searched = Searched { knowledge: &knowledge, fingerprint, bodies: &bodies, files: &files };
        let found = run.time("analyse", || analyses.find(&searched, &|| run.is_wanted()));
        let found = found.ok_or(BuildError::Interrupted)?;
        run.worked(|work| work.analysed += found.analysed);
        run.check()?;
        let searched = self.line.due.searched;
        let synonyms = self.line.synonyms();
        Ok(Found::Anew(Arc::new(Anew { searched, found, knowledge, fingerprint, bodies, files, synonyms })))
    }

    /// Hands out what is new of the search data, which are made after those that stand, and keeps the rest; gives all that they are, and their manifest for the search page.
    pub(super) fn export(
        &self,
        stands: Option<&Search>,
        found: &Found,
        materials: Option<&Materials<'_>>,
        analyses: &mut Remembered,
        put: impl Fn(Artifact) -> Result<(), BuildError> + Sync,
    ) -> Result<(Arc<Exported>, Arc<str>), BuildError> {
        let materials = match (found, materials) {
            (Found::Stands(search), _) => {
                return Ok((Arc::clone(&search.exported), Arc::clone(&search.held)));
            }
            (Found::Anew(_), Some(materials)) if self.line.theme().has_search() => materials,
            (Found::Anew(_), _) => return Ok((Arc::default(), Arc::default())),
        };
        let is_there = |file: &search::export::Exported| {
            stands.and_then(|search| search.exported.get(file.path.as_str())) == Some(&file.fingerprint)
                && self.transaction.keep(std::iter::once(&file.path))
        };
        let export = || search::export::export(materials, analyses.inverted(), is_there, put);
        let Export { files, held, inverted } = self.run.time("export", export)?;
        inverted.into_iter().for_each(|inverted| analyses.keep_inverted(inverted));
        let row = |file: search::export::Exported| (file.path.as_str().to_owned(), file.fingerprint);
        Ok((Arc::new(files.into_iter().map(row).collect()), held.into()))
    }
}

/// Keeps files that are there as they were published; takes none when one is not.
fn keep(exported: &Exported, transaction: &Transaction<'_>) -> bool {
    let paths: Option<Vec<_>> = exported.keys().map(|path| OutputPath::new(path)).collect();
    paths.is_some_and(|paths| transaction.keep(paths.iter()))
}
