//! Transcripts as they were last read: what is said in recordings becomes a part of the prose of the records that name the files.
//!
//! What always holds:
//!
//! - Only transcripts of records that are published are read.
//! - A file is read again when its stamp changed. The fingerprint of a document's file takes in those of its transcripts, so that whoever follows an edit of prose follows one of what was
//!   said; and what is made of a document whose transcripts did not change is the same value as before.

use std::path::Path;
use std::sync::Arc;

use rayon::prelude::*;

use crate::document::transcript::{self, Transcript};
use crate::document::{Body, Document};
use crate::knowledge::{KnowledgeBase, TranscriptFile};
use crate::source::{self, SourceFile, Stamp};
use crate::vocab::diagnostic::{Code, Diagnostic};
use crate::vocab::fingerprint::{Fingerprint, Hasher};
use crate::vocab::hash::HashMap;
use crate::vocab::path::ContentPath;

use super::prose::Prose;

/// Every transcript of a record that is published.
#[derive(Default)]
pub(super) struct Transcripts {
    seen: HashMap<TranscriptFile, Seen>,
    /// By the path of the document: its body with its transcripts.
    bodies: HashMap<ContentPath, Attached>,
}

struct Seen {
    stamp: Stamp,
    transcript: Arc<Transcript>,
    problems: Vec<Diagnostic>,
}

struct Attached {
    /// The body without them.
    bare: Arc<Body>,
    transcripts: Fingerprint,
    whole: Arc<Body>,
}

/// Documents with what is said in their recordings.
pub(super) struct Heard {
    pub(super) documents: Arc<Vec<Document>>,
    pub(super) prose: Prose,
    pub(super) diagnostics: Vec<Diagnostic>,
}

impl Transcripts {
    /// Gives documents their transcripts; `others` has the stamps of all files that are not Markdown.
    pub(super) fn attach(
        &mut self,
        root: &Path,
        knowledge: &KnowledgeBase,
        others: &[SourceFile],
        documents: &Arc<Vec<Document>>,
        prose: &Prose,
    ) -> Heard {
        let named: Vec<(usize, &[TranscriptFile])> = knowledge
            .records
            .iter()
            .filter(|record| !record.transcripts.is_empty())
            .filter_map(|record| Some((record.own_document()?, &record.transcripts[..])))
            .collect();
        let mut heard =
            Heard { documents: Arc::clone(documents), prose: prose.clone(), diagnostics: Vec::new() };
        if named.is_empty() {
            *self = Self::default();
            return heard;
        }
        self.read(root, others, &named);
        heard.diagnostics = self.seen.values().flat_map(|seen| seen.problems.iter().cloned()).collect();
        let mut whole = Vec::clone(documents);
        let mut before = std::mem::take(&mut self.bodies);
        for (number, files) in named {
            let (Some(document), Some((path, file))) = (whole.get_mut(number), prose.at(number)) else {
                continue;
            };
            let transcripts: Vec<Arc<Transcript>> =
                files.iter().filter_map(|file| Some(Arc::clone(&self.seen.get(file)?.transcript))).collect();
            let mut hasher = Hasher::new();
            transcripts.iter().for_each(|transcript| _ = hasher.update(transcript.fingerprint.as_bytes()));
            let fingerprint = hasher.finish();
            let known = before.remove(path);
            let known = known
                .filter(|known| Arc::ptr_eq(&known.bare, &document.body) && known.transcripts == fingerprint);
            let attached = known.unwrap_or_else(|| Attached {
                bare: Arc::clone(&document.body),
                transcripts: fingerprint,
                whole: Arc::new(Body::clone(&document.body).with_transcripts(transcripts)),
            });
            document.body = Arc::clone(&attached.whole);
            let mut hasher = Hasher::new();
            hasher.update(file.as_bytes()).update(fingerprint.as_bytes());
            heard.prose.set(number, hasher.finish());
            self.bodies.insert(path.clone(), attached);
        }
        heard.documents = Arc::new(whole);
        heard
    }

    /// Reads what is new.
    fn read(&mut self, root: &Path, others: &[SourceFile], named: &[(usize, &[TranscriptFile])]) {
        let stamp = |path: &ContentPath| {
            let at = others.binary_search_by(|file| file.path.cmp(path)).ok();
            at.map(|at| others[at].stamp).unwrap_or_default()
        };
        let mut before = std::mem::take(&mut self.seen);
        let mut new = Vec::new();
        for file in named.iter().flat_map(|(_, files)| *files) {
            match before.remove(file) {
                Some(seen) if seen.stamp == stamp(&file.path) => _ = self.seen.insert(file.clone(), seen),
                _ if self.seen.contains_key(file) => {}
                _ => new.push(file),
            }
        }
        let read = new.into_par_iter().map(|file| (file.clone(), look_at(root, file, stamp(&file.path))));
        self.seen.extend(read.collect::<Vec<_>>());
    }
}

/// Reads one; what cannot be read is told, and says nothing.
fn look_at(root: &Path, file: &TranscriptFile, stamp: Stamp) -> Seen {
    let TranscriptFile { path, language } = file;
    // Of a longer one no more is read than tells that it is.
    let (bytes, trouble) = match source::read_at_most(root, path, transcript::LARGEST + 1) {
        Ok(bytes) => (bytes, None),
        Err(error) => {
            let message = format!("this transcript cannot be read: {}", error.cause);
            (Vec::new(), Some(Diagnostic::warning(Code::MissingTranscript, path, message)))
        }
    };
    let (transcript, problems) = transcript::read(path, &bytes, language.clone());
    let problems = trouble.map_or(problems, |trouble| vec![trouble]);
    Seen { stamp, transcript: Arc::new(transcript), problems }
}
