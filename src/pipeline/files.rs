//! Content as it was last read and parsed: the first memo on the line.
//!
//! What always holds: a file is parsed again exactly when its bytes changed; the documents are those of the files that are there, in
//! the order of their paths. While no file comes or goes, a change costs what it changes: the documents are kept, and changed in
//! place when nobody else has them.

mod remembered;
mod stamps;
mod text;

use std::collections::BTreeSet;
use std::path::Path;
use std::sync::{Arc, Mutex, PoisonError};

use rayon::prelude::*;

use super::mode::Mode;
use super::progress::Progress;
use super::prose::Prose;
use crate::config::Config;
use crate::document::{self, Document, Place};
use crate::memo;
use crate::source::{self, Moment, SourceError, SourceFile, Sources, Stamp};
use crate::vocab::audience::Audience;
use crate::vocab::diagnostic::{Diagnostic, Severity};
use crate::vocab::fingerprint::{Fingerprint, Hasher};
use crate::vocab::hash::HashMap;
use crate::vocab::path::ContentPath;

pub(super) use remembered::Remembered;
use stamps::Stamps;
use text::Text;

/// Stat data of every file at its last read, in the cache folder.
const STAMPS: &str = "stamps";
/// A file in the cache folder that tells what time it is there.
const MOMENT: &str = "moment";

/// Where to look for what changed.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Look {
    Everywhere,
    /// In these files of content, which are Markdown; everywhere when one of them came or went.
    At(BTreeSet<ContentPath>),
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
    /// The files that are to be parsed.
    unparsed: BTreeSet<ContentPath>,
    /// The documents as they were last, of the files that are there.
    made: Option<Made>,
    /// What an earlier run parsed; none as long as nobody asked.
    remembered: Option<Arc<Mutex<Remembered>>>,
    /// As what an earlier run read its files, when it is known which settled since, and so what to leave for a later one.
    stamps: Option<Stamps>,
}

/// How files are parsed.
#[derive(Debug, Clone)]
pub(super) struct Parsing {
    options: document::Options,
    /// Of all that a document depends on besides its file's bytes and path.
    pub(super) fingerprint: Fingerprint,
}

/// The documents as they were last.
struct Made {
    documents: Arc<Vec<Document>>,
    prose: Prose,
    outlines: Vec<u8>,
    /// The files that something is wrong with.
    wrong: BTreeSet<ContentPath>,
    /// The files that were parsed again since.
    changed: BTreeSet<ContentPath>,
}

struct Seen {
    stamp: Stamp,
    fingerprint: Fingerprint,
    /// What is to be parsed.
    unparsed: Option<Text>,
    parsed: Option<Result<Document, Diagnostic>>,
}

/// A file that is to be parsed, or whose document is remembered.
struct Unparsed<'f> {
    file: &'f SourceFile,
    text: Text,
    known: Option<Document>,
}

/// A text without errors, and what was read of it.
struct Good {
    text: Vec<u8>,
    fingerprint: Fingerprint,
    document: Document,
}

/// The documents of all files.
pub(super) struct Documents {
    pub(super) documents: Arc<Vec<Document>>,
    pub(super) prose: Prose,
    /// Of all outlines.
    pub(super) outlines: Fingerprint,
    pub(super) diagnostics: Vec<Diagnostic>,
}

impl Parsing {
    /// As this config says, for these readers.
    pub(super) fn of(config: &Config, audience: Audience) -> Self {
        let options = document::Options {
            trust_html: config.raw_html,
            math: config.math,
            names: Arc::clone(&config.names),
            own_address: Some(&config.base_url)
                .filter(|url| url.contains("://"))
                .map(|url| url.as_str().into()),
            sections: Arc::clone(&config.sections),
            audience,
        };
        let mut hasher = Hasher::new();
        hasher.update(format!("{options:?}").as_bytes()).update(config.content.as_str().as_bytes());
        Self { options, fingerprint: hasher.finish() }
    }

    /// Reads a text as that of the file at this path.
    pub(super) fn read(&self, path: &ContentPath, content: &str, text: &str) -> Option<Document> {
        let below = path.as_str().strip_prefix(content)?.trim_start_matches('/');
        let place = document::Place::of(path, below).ok()?;
        Some(document::parse(place, text.as_bytes(), &self.options))
    }
}

impl Files {
    /// Forgets what was read, but for the last texts without errors: another config may ask for other parsing.
    pub(super) fn begin_again(&mut self) {
        (self.sources, self.seen, self.made) = (Sources::default(), HashMap::default(), None);
        self.unparsed.clear();
    }

    /// Forgets everything: the content is in another folder.
    pub(super) fn begin_elsewhere(&mut self) {
        let remembered = self.remembered.take();
        *self = Self { remembered, ..Self::default() };
    }

    /// Reads what changed; `cache` is the folder of what earlier runs left. Files that are as an earlier run read them may be believed: what of
    /// them is to be parsed is then to be asked for ([`Self::read_rest`]).
    pub(super) fn read(
        &mut self,
        root: &Path,
        homes: source::Homes<'_>,
        cache: &Path,
        look: &Look,
        mode: Mode,
    ) -> Result<(), SourceError> {
        if let Look::At(paths) = look
            && self.read_some(root, paths)
        {
            return Ok(());
        }
        let believes = mode == Mode::Once;
        let now = believes.then(|| memo::touch(&cache.join(MOMENT))).flatten();
        let now = now.and_then(|metadata| Moment::of(&metadata));
        let (listed, stamps) = rayon::join(
            || source::list(root, homes, now),
            || if believes { Stamps::load(&cache.join(STAMPS)) } else { Stamps::default() },
        );
        self.sources = listed?;
        let is_changed =
            |file: &&SourceFile| self.seen.get(&file.path).is_none_or(|seen| seen.stamp != file.stamp);
        let changed: Vec<_> = self.sources.markdown.iter().filter(is_changed).collect();
        let read = changed.into_par_iter().map(|file| match stamps.fingerprint(file) {
            Some(fingerprint) => Ok((file.path.clone(), file.stamp, Some((Text::Unread, fingerprint)))),
            None => Ok((file.path.clone(), file.stamp, Text::read(root, &file.path)?)),
        });
        let read: Vec<_> = read.collect::<Result<_, SourceError>>()?;
        self.stamps = now.map(|_| stamps);
        if !self.seen.is_empty() || !self.good.is_empty() {
            let there: BTreeSet<_> = self.sources.markdown.iter().map(|file| &file.path).collect();
            let before = self.seen.len();
            self.seen.retain(|path, _| there.contains(path));
            if self.seen.len() != before {
                self.made = None;
            }
            self.good.retain(|path, _| there.contains(path));
        }
        for (path, stamp, read) in read {
            self.note_or_forget(path, stamp, read);
        }
        self.forget_gone();
        Ok(())
    }

    /// Reads these files; none of them, and says so, when one was not there before, or is there no longer.
    fn read_some(&mut self, root: &Path, paths: &BTreeSet<ContentPath>) -> bool {
        let read = |path: &ContentPath| {
            let stamp = source::stamp(root, path).filter(|_| self.seen.contains_key(path))?;
            let (text, fingerprint) = Text::read(root, path).ok()??;
            Some((path.clone(), stamp, text, fingerprint))
        };
        let Some(read) = paths.iter().map(read).collect::<Option<Vec<_>>>() else { return false };
        for (path, stamp, text, fingerprint) in read {
            self.note(path, stamp, text, fingerprint);
        }
        true
    }

    /// Reads the files that were skipped as unchanged, but whose parsed document is missing from `memory`.
    pub(super) fn read_rest(
        &mut self,
        root: &Path,
        memory: &Path,
        parsing: &Parsing,
    ) -> Result<(), SourceError> {
        let remembered = self.remembered_in(memory, parsing);
        let remembered = remembered.lock().unwrap_or_else(PoisonError::into_inner);
        let is_missing = |path: &&ContentPath| {
            self.seen.get(*path).is_some_and(|seen| {
                matches!(seen.unparsed, Some(Text::Unread))
                    && !remembered.has(path, seen.fingerprint, parsing.fingerprint)
            })
        };
        let missing: Vec<_> = self.unparsed.iter().filter(is_missing).cloned().collect();
        drop(remembered);
        let read = missing.into_par_iter().map(|path| {
            let stamp = source::stamp(root, &path).unwrap_or_default();
            let read = Text::read(root, &path)?;
            Ok((path, stamp, read))
        });
        for (path, stamp, read) in read.collect::<Result<Vec<_>, SourceError>>()? {
            // Whatever it is, it is read now.
            self.seen.remove(&path);
            self.note_or_forget(path, stamp, read);
        }
        self.forget_gone();
        Ok(())
    }

    /// Saves the files' stat data for a later run, if it is known and has changed.
    pub(super) fn save_stamps(&self, cache: &Path) {
        let Some(before) = &self.stamps else { return };
        let stamps = Stamps::of(self.present().map(|(file, seen)| (file, seen.fingerprint)));
        if stamps != *before {
            stamps.save(&cache.join(STAMPS));
        }
    }

    /// Notes what was read of a file; nothing of one that went away since it was listed.
    fn note_or_forget(&mut self, path: ContentPath, stamp: Stamp, read: Option<(Text, Fingerprint)>) {
        if let Some((text, fingerprint)) = read {
            self.note(path, stamp, text, fingerprint);
        } else {
            self.seen.remove(&path);
            self.made = None;
        }
    }

    fn forget_gone(&mut self) {
        let Self { sources, seen, .. } = self;
        sources.markdown.retain(|file| seen.contains_key(&file.path));
    }

    /// The files that are not Markdown.
    pub(super) fn others(&self) -> &[SourceFile] {
        &self.sources.others
    }

    /// The path and the fingerprint of each Markdown file, in order.
    pub(super) fn fingerprints(&self) -> impl Iterator<Item = (&ContentPath, Fingerprint)> {
        self.present().map(|(file, seen)| (&file.path, seen.fingerprint))
    }

    /// Parses what was read and is not remembered in `memory`, a folder; returns how many files that were. Texts without errors are kept if they
    /// will stand for broken ones.
    pub(super) fn parse(
        &mut self,
        parsing: &Parsing,
        memory: &Path,
        mode: Mode,
        progress: &dyn Progress,
    ) -> usize {
        let remembered = self.remembered_in(memory, parsing);
        let mut remembered = remembered.lock().unwrap_or_else(PoisonError::into_inner);
        let mut unparsed = Vec::new();
        for path in std::mem::take(&mut self.unparsed) {
            let Ok(index) = self.sources.markdown.binary_search_by(|file| file.path.cmp(&path)) else {
                continue;
            };
            if let Some(seen) = self.seen.get_mut(&path)
                && let Some(text) = seen.unparsed.take()
            {
                let known = remembered.take(&path, seen.fingerprint, parsing.fingerprint);
                unparsed.push(Unparsed { file: &self.sources.markdown[index], text, known });
            }
            if let Some(made) = &mut self.made {
                made.changed.insert(path);
            }
        }
        drop(remembered);
        let count = unparsed.iter().filter(|unparsed| unparsed.known.is_none()).count();
        progress.begin("parsing", count);
        let parse = |Unparsed { file, text, known }: Unparsed<'_>| {
            if let Some(document) = known {
                return (Ok(document), text);
            }
            progress.advance();
            let bytes = text.bytes().expect("`read_rest` reads what is not remembered");
            let place = Place::of(&file.path, &file.below);
            (place.map(|place| document::parse(place, bytes, &parsing.options)), text)
        };
        let paths: Vec<_> = unparsed.iter().map(|unparsed| unparsed.file.path.clone()).collect();
        // One file is parsed sooner than threads that are busy elsewhere can be had.
        let parsed: Vec<_> = match count {
            0 | 1 => unparsed.into_iter().map(parse).collect(),
            _ => unparsed.into_par_iter().map(parse).collect(),
        };
        for (path, (outcome, text)) in paths.iter().zip(parsed) {
            let Some(seen) = self.seen.get_mut(path) else { continue };
            if let (Ok(document), Text::Read(text)) = (&outcome, text)
                && mode == Mode::Follow
                && !has_errors(document)
            {
                let (fingerprint, document) = (seen.fingerprint, document.clone());
                self.good.insert(path.clone(), Good { text, fingerprint, document });
            }
            seen.parsed = Some(outcome);
        }
        if std::mem::replace(&mut self.options, parsing.options.clone()) != parsing.options {
            self.made = None;
            self.parse_good_again();
        }
        count
    }

    /// What an earlier run left in `memory`, a folder; read when it is first asked for.
    fn remembered_in(&mut self, memory: &Path, parsing: &Parsing) -> Arc<Mutex<Remembered>> {
        let load = || Arc::new(Mutex::new(Remembered::load(memory, parsing.fingerprint)));
        Arc::clone(self.remembered.get_or_insert_with(load))
    }

    /// What is remembered of an earlier run, and to be replaced by what this one parsed.
    pub(super) fn remembered(&self) -> Arc<Mutex<Remembered>> {
        self.remembered.clone().unwrap_or_default()
    }

    /// Parses the texts that stand for broken ones, as all others were.
    fn parse_good_again(&mut self) {
        for file in &self.sources.markdown {
            let parsed = self.seen.get(&file.path).and_then(|seen| seen.parsed.as_ref());
            let is_broken = matches!(parsed, Some(Ok(document)) if has_errors(document));
            let Some(good) = self.good.get_mut(&file.path).filter(|_| is_broken) else { continue };
            if let Ok(place) = Place::of(&file.path, &file.below) {
                good.document = document::parse(place, &good.text, &self.options);
            }
        }
    }

    /// Every document, and what is wrong with the files.
    pub(super) fn documents(&mut self, mode: Mode) -> Documents {
        let all = match self.made.take() {
            Some(mut all) => {
                for path in std::mem::take(&mut all.changed) {
                    self.make_again(&mut all, path, mode);
                }
                all
            }
            None => self.make(mode),
        };
        let mut diagnostics = self.sources.diagnostics.clone();
        for path in &all.wrong {
            match self.seen.get(path).and_then(|seen| seen.parsed.as_ref()) {
                Some(Ok(document)) => diagnostics.extend_from_slice(&document.diagnostics),
                Some(Err(diagnostic)) => diagnostics.push(diagnostic.clone()),
                None => {}
            }
        }
        let (documents, prose) = (Arc::clone(&all.documents), all.prose.clone());
        let outlines = Fingerprint::of(&all.outlines);
        self.made = Some(all);
        Documents { documents, prose, outlines, diagnostics }
    }

    /// Makes all documents anew.
    fn make(&self, mode: Mode) -> Made {
        let count = self.sources.markdown.len();
        let (mut paths, mut files) = (Vec::with_capacity(count), Vec::with_capacity(count));
        let mut documents = Vec::with_capacity(count);
        let (mut outlines, mut wrong) = (Vec::with_capacity(count * 16), BTreeSet::new());
        for (file, seen) in self.present() {
            if is_wrong(seen) {
                wrong.insert(file.path.clone());
            }
            let Some((fingerprint, document)) = self.shown(&file.path, seen, mode) else { continue };
            paths.push(file.path.clone());
            files.push(fingerprint);
            outlines.extend_from_slice(document.outline.fingerprint.as_bytes());
            documents.push(document.clone());
        }
        let (documents, prose) = (Arc::new(documents), Prose::new(paths, files));
        Made { documents, prose, outlines, wrong, changed: BTreeSet::new() }
    }

    /// Parses one file again. Whether it is a document depends on its path alone.
    fn make_again(&self, all: &mut Made, path: ContentPath, mode: Mode) {
        let Some(seen) = self.seen.get(&path) else { return };
        let index = all.prose.number(&path);
        if let (Some(index), Some((fingerprint, document))) = (index, self.shown(&path, seen, mode)) {
            all.prose.set(index, fingerprint);
            all.outlines[index * 16..index * 16 + 16]
                .copy_from_slice(document.outline.fingerprint.as_bytes());
            Arc::make_mut(&mut all.documents)[index] = document.clone();
        }
        if is_wrong(seen) {
            all.wrong.insert(path);
        } else {
            all.wrong.remove(&path);
        }
    }

    /// The document that is shown of a file, and the fingerprint of its bytes.
    fn shown<'s>(
        &'s self,
        path: &ContentPath,
        seen: &'s Seen,
        mode: Mode,
    ) -> Option<(Fingerprint, &'s Document)> {
        let document = seen.parsed.as_ref()?.as_ref().ok()?;
        match self.good.get(path).filter(|_| mode == Mode::Follow && has_errors(document)) {
            Some(good) => Some((good.fingerprint, &good.document)),
            None => Some((seen.fingerprint, document)),
        }
    }

    fn present(&self) -> impl Iterator<Item = (&SourceFile, &Seen)> {
        self.sources.markdown.iter().filter_map(|file| Some((file, self.seen.get(&file.path)?)))
    }

    fn note(&mut self, path: ContentPath, stamp: Stamp, text: Text, fingerprint: Fingerprint) {
        match self.seen.get_mut(&path) {
            Some(seen) if seen.fingerprint == fingerprint => seen.stamp = stamp,
            Some(seen) => {
                self.unparsed.insert(path);
                (seen.stamp, seen.fingerprint) = (stamp, fingerprint);
                (seen.unparsed, seen.parsed) = (Some(text), None);
            }
            None => {
                self.unparsed.insert(path.clone());
                self.made = None;
                let unparsed = Some(text);
                self.seen.insert(path, Seen { stamp, fingerprint, unparsed, parsed: None });
            }
        }
    }
}

/// Whether there is anything to say of a file.
fn is_wrong(seen: &Seen) -> bool {
    match &seen.parsed {
        Some(Ok(document)) => !document.diagnostics.is_empty(),
        Some(Err(_)) => true,
        None => false,
    }
}

fn has_errors(document: &Document) -> bool {
    document.diagnostics.iter().any(|diagnostic| diagnostic.severity == Severity::Error)
}
