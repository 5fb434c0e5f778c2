//! What one run leaves for the next to remember: documents, analyses, pictures.

use std::path::{Path, PathBuf};
use std::sync::{Arc, Mutex, PoisonError};

use crate::document::Document;
use crate::memo;
use crate::pipeline::files::{self, Parsing};
use crate::pipeline::gather::DOCUMENTS;
use crate::pipeline::prose::Prose;
use crate::search::Remembered;
use crate::site::Drawn;

use super::books::{ANALYSES, DRAWN, INVERTED};
use super::line::Line;

/// What the next run may remember of this one.
pub(in crate::pipeline) struct Keepsakes {
    cache: PathBuf,
    remembered: Arc<Mutex<files::Remembered>>,
    parsing: Parsing,
    documents: Arc<Vec<Document>>,
    prose: Prose,
    drawn: Arc<Drawn>,
}

impl Keepsakes {
    /// Those of a line; `remembered` is what the last run kept of documents.
    pub(super) fn of(
        cache: &Path,
        remembered: Arc<Mutex<files::Remembered>>,
        line: &Line,
        drawn: &Arc<Drawn>,
    ) -> Self {
        Self {
            cache: cache.to_owned(),
            remembered,
            parsing: Parsing::of(line.config(), line.gathered.knowledge.audience),
            documents: Arc::clone(&line.gathered.documents),
            prose: line.gathered.files.clone(),
            drawn: Arc::clone(drawn),
        }
    }

    /// Saves them, and the analyses when those are new.
    pub(in crate::pipeline) fn save(self, analyses: Option<&Remembered>) {
        if let Some(drawn) = self.drawn.encode() {
            memo::save(&self.cache.join(DRAWN), &drawn);
        }
        if let Some(analyses) = analyses {
            let [of_analyses, of_inverted] = [ANALYSES, INVERTED].map(|name| self.cache.join(name));
            rayon::join(
                || memo::save_as(&of_analyses, |file| analyses.write(file)),
                || {
                    let inverted = analyses.inverted().into_iter();
                    inverted.for_each(|inverted| memo::save_as(&of_inverted, |file| inverted.write(file)));
                },
            );
        }
        let mut remembered = self.remembered.lock().unwrap_or_else(PoisonError::into_inner);
        let folder = self.cache.join(DOCUMENTS);
        remembered.save(&folder, self.parsing.fingerprint, &self.documents, self.prose.files());
    }
}
