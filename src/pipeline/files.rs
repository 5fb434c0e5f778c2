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
    /// Of files that are there, the last text without errors; only where such texts are asked for.
    good: HashMap<ContentPath, Good>,
    /// How files were parsed last.
    options: document::Options,
}

struct Seen {
    stamp: Stamp,
    fingerprint: Fingerprint,
    /// What is to be parsed.
    unparsed: Option<Vec<u8>>,
    parsed: Option<Result<Document, Diagnostic>>,
}

/// A text without errors, and what was read of it.
struct Good {
    text: Vec<u8>,
    fingerprint: Fingerprint,
    document: Document,
}

/// The documents of all files.
pub(super) struct Documents {
    pub(super) documents: Vec<Document>,
    /// Of each document's bytes.
    pub(super) fingerprints: Vec<Fingerprint>,
    pub(super) diagnostics: Vec<Diagnostic>,
}

impl Files {
    /// Forgets what was read, but for the last texts without errors: another config may ask for other parsing.
    pub(super) fn begin_again(&mut self) {
        (self.sources, self.seen) = (Sources::default(), HashMap::new());
    }

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
                read.into_iter().for_each(|(path, stamp, bytes)| {
                    let fingerprint = Fingerprint::of(&bytes);
                    self.note(path, stamp, bytes, fingerprint);
                });
                return Ok(());
            }
        }
        self.sources = source::list(root, content)?;
        let is_changed =
            |file: &&SourceFile| self.seen.get(&file.path).is_none_or(|seen| seen.stamp != file.stamp);
        let changed: Vec<_> = self.sources.markdown.iter().filter(is_changed).collect();
        let read = changed.into_par_iter().map(|file| match source::read_file(root, &file.path) {
            Ok(bytes) => {
                let fingerprint = Fingerprint::of(&bytes);
                Ok((file.path.clone(), file.stamp, Some((bytes, fingerprint))))
            }
            // It went away since it was listed.
            Err(error) if error.cause.kind() == io::ErrorKind::NotFound => {
                Ok((file.path.clone(), file.stamp, None))
            }
            Err(error) => Err(error),
        });
        let read: Vec<_> = read.collect::<Result<_, SourceError>>()?;
        if !self.seen.is_empty() || !self.good.is_empty() {
            let there: BTreeSet<_> = self.sources.markdown.iter().map(|file| &file.path).collect();
            self.seen.retain(|path, _| there.contains(path));
            self.good.retain(|path, _| there.contains(path));
        }
        for (path, stamp, bytes) in read {
            match bytes {
                Some((bytes, fingerprint)) => self.note(path, stamp, bytes, fingerprint),
                None => drop(self.seen.remove(&path)),
            }
        }
        let Self { sources, seen, .. } = self;
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

    /// Parses what was read; returns how many files that were. Texts without errors are kept if they will stand for broken ones.
    pub(super) fn parse(
        &mut self,
        options: document::Options,
        broken: Broken,
        progress: &dyn Progress,
    ) -> usize {
        let mut unparsed = Vec::new();
        for file in &self.sources.markdown {
            if let Some(bytes) = self.seen.get_mut(&file.path).and_then(|seen| seen.unparsed.take()) {
                unparsed.push((file, bytes));
            }
        }
        progress.begin("parsing", unparsed.len());
        let parse = |(file, bytes): (&SourceFile, Vec<u8>)| {
            progress.advance();
            let parsed =
                Place::of(&file.path, &file.below).map(|place| document::parse(place, &bytes, options));
            (parsed, bytes)
        };
        let paths: Vec<_> = unparsed.iter().map(|(file, _)| file.path.clone()).collect();
        // One file is parsed sooner than threads that are busy elsewhere can be had.
        let parsed: Vec<_> = match unparsed.len() {
            0 | 1 => unparsed.into_iter().map(parse).collect(),
            _ => unparsed.into_par_iter().map(parse).collect(),
        };
        for (path, (outcome, text)) in paths.iter().zip(parsed) {
            let Some(seen) = self.seen.get_mut(path) else { continue };
            if let Ok(document) = &outcome
                && broken == Broken::LastGood
                && !has_errors(document)
            {
                let (fingerprint, document) = (seen.fingerprint, document.clone());
                self.good.insert(path.clone(), Good { text, fingerprint, document });
            }
            seen.parsed = Some(outcome);
        }
        if std::mem::replace(&mut self.options, options) != options {
            self.parse_good_again();
        }
        paths.len()
    }

    /// Parses the texts that stand for broken ones, as all others were.
    fn parse_good_again(&mut self) {
        for file in &self.sources.markdown {
            let parsed = self.seen.get(&file.path).and_then(|seen| seen.parsed.as_ref());
            let is_broken = matches!(parsed, Some(Ok(document)) if has_errors(document));
            let Some(good) = self.good.get_mut(&file.path).filter(|_| is_broken) else { continue };
            if let Ok(place) = Place::of(&file.path, &file.below) {
                good.document = document::parse(place, &good.text, self.options);
            }
        }
    }

    /// Every document, and what is wrong with the files.
    pub(super) fn documents(&self, broken: Broken) -> Documents {
        let count = self.sources.markdown.len();
        let mut all = Documents {
            documents: Vec::with_capacity(count),
            fingerprints: Vec::with_capacity(count),
            diagnostics: self.sources.diagnostics.clone(),
        };
        for (file, seen) in self.present() {
            let (shown, document) = match &seen.parsed {
                Some(Ok(document)) => {
                    all.diagnostics.extend_from_slice(&document.diagnostics);
                    match self.good.get(&file.path) {
                        Some(good) if broken == Broken::LastGood && has_errors(document) => {
                            (good.fingerprint, &good.document)
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

    fn note(&mut self, path: ContentPath, stamp: Stamp, bytes: Vec<u8>, fingerprint: Fingerprint) {
        match self.seen.get_mut(&path) {
            Some(seen) if seen.fingerprint == fingerprint => seen.stamp = stamp,
            Some(seen) => {
                (seen.stamp, seen.fingerprint) = (stamp, fingerprint);
                (seen.unparsed, seen.parsed) = (Some(bytes), None);
            }
            None => {
                let unparsed = Some(bytes);
                self.seen.insert(path, Seen { stamp, fingerprint, unparsed, parsed: None });
            }
        }
    }
}

fn has_errors(document: &Document) -> bool {
    document.diagnostics.iter().any(|diagnostic| diagnostic.severity == Severity::Error)
}
