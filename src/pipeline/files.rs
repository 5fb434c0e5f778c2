//! Content as it was last read and parsed: the first memo on the line.
//!
//! What always holds: a file is parsed again exactly when its bytes changed; the documents are those of the files that are there, in
//! the order of their paths.

use std::collections::{BTreeSet, HashMap};
use std::io;
use std::path::Path;

use rayon::prelude::*;

use super::progress::Progress;
use crate::document::{self, Document, Place};
use crate::source::{self, SourceError, SourceFile, Sources, Stamp};
use crate::vocab::diagnostic::{Diagnostic, Severity};
use crate::vocab::fingerprint::Fingerprint;
use crate::vocab::path::ContentPath;

/// Where to look for what changed.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Look {
    Everywhere,
    /// In these files of content, which are Markdown; everywhere when one of them came or went.
    At(BTreeSet<ContentPath>),
}

/// What stands for a file that has errors.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Broken {
    /// What could be read of it.
    AsItIs,
    /// The last of its texts, in this run, that had none.
    LastGood,
}

/// Every file of content.
#[derive(Default)]
pub(super) struct Files {
    sources: Sources,
    seen: HashMap<ContentPath, Seen>,
}

struct Seen {
    stamp: Stamp,
    fingerprint: Fingerprint,
    /// What is to be parsed.
    unparsed: Option<Vec<u8>>,
    parsed: Option<Result<Document, Diagnostic>>,
    /// The last document without errors, with its fingerprint.
    good: Option<(Fingerprint, Document)>,
}

/// The documents of all files.
pub(super) struct Documents {
    pub(super) documents: Vec<Document>,
    /// Of each document's bytes.
    pub(super) fingerprints: Vec<Fingerprint>,
    pub(super) diagnostics: Vec<Diagnostic>,
}

impl Files {
    /// Reads what changed.
    pub(super) fn read(
        &mut self,
        root: &Path,
        content: &ContentPath,
        look: &Look,
    ) -> Result<(), SourceError> {
        if let Look::At(paths) = look
            && paths.iter().all(|path| self.seen.contains_key(path))
        {
            let read = |path: &ContentPath| {
                Some((path.clone(), source::stamp(root, path)?, source::read_file(root, path).ok()?))
            };
            if let Some(read) = paths.iter().map(read).collect::<Option<Vec<_>>>() {
                read.into_iter().for_each(|(path, stamp, bytes)| self.note(path, stamp, bytes));
                return Ok(());
            }
        }
        self.sources = source::list(root, content)?;
        let is_changed =
            |file: &&SourceFile| self.seen.get(&file.path).is_none_or(|seen| seen.stamp != file.stamp);
        let changed: Vec<_> = self.sources.markdown.iter().filter(is_changed).collect();
        let read = changed.into_par_iter().map(|file| match source::read_file(root, &file.path) {
            Ok(bytes) => Ok((file.path.clone(), file.stamp, Some(bytes))),
            // It went away since it was listed.
            Err(error) if error.cause.kind() == io::ErrorKind::NotFound => {
                Ok((file.path.clone(), file.stamp, None))
            }
            Err(error) => Err(error),
        });
        let read: Vec<_> = read.collect::<Result<_, SourceError>>()?;
        let there: BTreeSet<_> = self.sources.markdown.iter().map(|file| file.path.clone()).collect();
        self.seen.retain(|path, _| there.contains(path));
        for (path, stamp, bytes) in read {
            match bytes {
                Some(bytes) => self.note(path, stamp, bytes),
                None => drop(self.seen.remove(&path)),
            }
        }
        let Self { sources, seen } = self;
        sources.markdown.retain(|file| seen.contains_key(&file.path));
        Ok(())
    }

    /// The files that are not Markdown.
    pub(super) fn others(&self) -> &[SourceFile] {
        &self.sources.others
    }

    /// The path and the fingerprint of each Markdown file, in order.
    pub(super) fn fingerprints(&self) -> impl Iterator<Item = (&ContentPath, Fingerprint)> {
        self.present().map(|(file, seen)| (&file.path, seen.fingerprint))
    }

    /// Parses what was read; returns how many files that were.
    pub(super) fn parse(&mut self, options: document::Options, progress: &dyn Progress) -> usize {
        let mut unparsed = Vec::new();
        for file in &self.sources.markdown {
            if let Some(bytes) = self.seen.get_mut(&file.path).and_then(|seen| seen.unparsed.take()) {
                unparsed.push((file, bytes));
            }
        }
        progress.begin("parsing", unparsed.len());
        let parse = |(file, bytes): (&SourceFile, Vec<u8>)| {
            progress.advance();
            Place::of(&file.path, &file.below).map(|place| document::parse(place, &bytes, options))
        };
        let paths: Vec<_> = unparsed.iter().map(|(file, _)| file.path.clone()).collect();
        // One file is parsed sooner than threads that are busy elsewhere can be had.
        let parsed: Vec<_> = match unparsed.len() {
            0 | 1 => unparsed.into_iter().map(parse).collect(),
            _ => unparsed.into_par_iter().map(parse).collect(),
        };
        for (path, outcome) in paths.iter().zip(parsed) {
            if let Some(seen) = self.seen.get_mut(path) {
                if let Ok(document) = &outcome
                    && !has_errors(document)
                {
                    seen.good = Some((seen.fingerprint, document.clone()));
                }
                seen.parsed = Some(outcome);
            }
        }
        paths.len()
    }

    /// Every document, and what is wrong with the files.
    pub(super) fn documents(&self, broken: Broken) -> Documents {
        let count = self.sources.markdown.len();
        let mut all = Documents {
            documents: Vec::with_capacity(count),
            fingerprints: Vec::with_capacity(count),
            diagnostics: self.sources.diagnostics.clone(),
        };
        for (_, seen) in self.present() {
            let (shown, document) = match &seen.parsed {
                Some(Ok(document)) => {
                    all.diagnostics.extend_from_slice(&document.diagnostics);
                    match &seen.good {
                        Some((fingerprint, good)) if broken == Broken::LastGood && has_errors(document) => {
                            (*fingerprint, good)
                        }
                        _ => (seen.fingerprint, document),
                    }
                }
                Some(Err(diagnostic)) => {
                    all.diagnostics.push(diagnostic.clone());
                    continue;
                }
                None => continue,
            };
            all.fingerprints.push(shown);
            all.documents.push(document.clone());
        }
        all
    }

    fn present(&self) -> impl Iterator<Item = (&SourceFile, &Seen)> {
        self.sources.markdown.iter().filter_map(|file| Some((file, self.seen.get(&file.path)?)))
    }

    fn note(&mut self, path: ContentPath, stamp: Stamp, bytes: Vec<u8>) {
        let fingerprint = Fingerprint::of(&bytes);
        match self.seen.get_mut(&path) {
            Some(seen) if seen.fingerprint == fingerprint => seen.stamp = stamp,
            Some(seen) => {
                (seen.stamp, seen.fingerprint) = (stamp, fingerprint);
                (seen.unparsed, seen.parsed) = (Some(bytes), None);
            }
            None => {
                let unparsed = Some(bytes);
                self.seen.insert(path, Seen { stamp, fingerprint, unparsed, parsed: None, good: None });
            }
        }
    }
}

fn has_errors(document: &Document) -> bool {
    document.diagnostics.iter().any(|diagnostic| diagnostic.severity == Severity::Error)
}
