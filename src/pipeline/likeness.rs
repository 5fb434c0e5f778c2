//! Lessons that may be the same: what `check --suggest` proposes, and what `fix --accept` writes.
//!
//! What always holds: nothing is tied unless somebody named the suggestion; a file is written only if, read again, it says what was meant and nothing
//! else.

use std::collections::{BTreeMap, BTreeSet};
use std::fmt;
use std::path::{Path, PathBuf};

use super::error::BuildError;
use super::files::Parsing;
use super::gather::{Checked, Gathered, checked, gather_once, gather_with_config};
use super::options::SiteOptions;
use super::progress::{Never, Progress};
use super::run::Run;
use crate::disk;
use crate::document::{Document, Lesson, Outline, with_lines};
use crate::knowledge::{Details, KnowledgeBase, RecordId};
use crate::search;
use crate::vocab::fingerprint::Fingerprint;
use crate::vocab::path::ContentPath;

/// Two lessons that may be the same.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Suggestion {
    /// By which it is accepted: the same as long as both lessons are.
    pub id: String,
    /// How much of the weight of their words they share, in percent.
    pub percent: u32,
    pub one: Teller,
    pub other: Teller,
}

/// A lesson where it stands.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Teller {
    pub path: ContentPath,
    /// The line that it begins on, from 1.
    pub line: usize,
    pub text: String,
    /// How another file names it: `reports/x#lesson-y`.
    pub reference: String,
    /// Its index among its file's lessons.
    index: usize,
}

/// What became of suggestions that were accepted.
#[derive(Debug, Default)]
pub(crate) struct Accepted {
    /// The files that were written, each with what was written into it.
    pub written: Vec<(ContentPath, Vec<String>)>,
    /// The names of suggestions that there are none of.
    pub unknown: Vec<String>,
}

/// Why nothing was written.
#[derive(Debug)]
pub(crate) enum AcceptError {
    Site(BuildError),
    /// The site has errors, so that what a name means is not sure.
    HasErrors,
    /// The line cannot be written so that it is read as it is meant: what to write, and where.
    NotPlain(ContentPath, Vec<String>),
    Disk(PathBuf, std::io::Error),
}

impl fmt::Display for AcceptError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Site(error) => error.fmt(f),
            Self::HasErrors => f.write_str("the site has errors: mend what `rexbase check` tells first"),
            Self::NotPlain(path, lines) => {
                write!(f, "`{path}` is formatted so that this must be written by hand, below the lesson:")?;
                lines.iter().try_for_each(|line| write!(f, "\n  - {line}"))
            }
            Self::Disk(path, error) => write!(f, "`{}` cannot be written: {error}", path.display()),
        }
    }
}

impl std::error::Error for AcceptError {}

/// Checks the site, and proposes lessons that may be the same.
///
/// # Errors
/// The site cannot be read, or its folders not be used.
pub(crate) fn suggest(
    options: &SiteOptions,
    progress: &dyn Progress,
) -> Result<(Checked, Vec<Suggestion>), BuildError> {
    let gathered = gather_once(options, &Run::begin(&Never, progress))?;
    let suggestions = suggestions(&options.root, &gathered);
    Ok((checked(options, gathered), suggestions))
}

/// Writes into content what was proposed under these names.
///
/// # Errors
/// The site cannot be read or has errors, or a file cannot be written so that it says what was meant.
pub(crate) fn accept(
    options: &SiteOptions,
    ids: &[String],
    progress: &dyn Progress,
) -> Result<Accepted, AcceptError> {
    let run = Run::begin(&Never, progress);
    let (gathered, config) = gather_with_config(options, &run).map_err(AcceptError::Site)?;
    let parsing = Parsing::of(&config, options.audience(&config));
    let read = |path: &ContentPath, text: &str| parsing.read(path, config.content.as_str(), text);
    if gathered.failed {
        return Err(AcceptError::HasErrors);
    }
    let suggestions = suggestions(&options.root, &gathered);
    let mut accepted = Accepted::default();
    // Of each file, what is to be written below which of its lessons.
    let mut lines: BTreeMap<ContentPath, BTreeMap<usize, Vec<String>>> = BTreeMap::new();
    for id in ids.iter().collect::<BTreeSet<_>>() {
        let Some(Suggestion { one, other, .. }) = suggestions.iter().find(|one| one.id == *id) else {
            accepted.unknown.push(id.clone());
            continue;
        };
        let line = format!("same_as: [[{}]]", other.reference);
        lines.entry(one.path.clone()).or_default().entry(one.index).or_default().push(line);
    }
    let mut texts = Vec::new();
    for (path, lines) in lines {
        let file = options.root.join(path.as_str());
        let bytes = disk::read(&file).map_err(|error| AcceptError::Disk(file.clone(), error))?;
        let all: Vec<String> = lines.values().flatten().cloned().collect();
        let Some(text) = amend(&gathered.documents, &path, bytes, &lines, read) else {
            return Err(AcceptError::NotPlain(path, all));
        };
        texts.push((file, text));
        accepted.written.push((path, all));
    }
    for (file, text) in texts {
        let waiting = file.with_extension("md.waiting");
        disk::replace(&file, &waiting, text.as_bytes()).map_err(|error| AcceptError::Disk(file, error))?;
    }
    Ok(accepted)
}

/// The text of a file with lines below some of its lessons; none when, read again, it would not say what was meant and nothing else.
fn amend(
    documents: &[Document],
    path: &ContentPath,
    bytes: Vec<u8>,
    lines: &BTreeMap<usize, Vec<String>>,
    read: impl Fn(&ContentPath, &str) -> Option<Document>,
) -> Option<String> {
    let document = documents.iter().find(|document| document.outline.path == *path)?;
    let mut text = String::from_utf8(bytes).ok()?;
    // From the last, so that the places of the others stay.
    for (index, lines) in lines.iter().rev() {
        text = with_lines(&text, document.outline.lessons.get(*index)?, lines)?;
    }
    let again = read(path, &text)?.outline;
    let is_meant = again.lessons.len() == document.outline.lessons.len()
        && again.lessons.iter().zip(&document.outline.lessons).enumerate().all(|(index, (new, old))| {
            let count = |lesson: &Lesson| lesson.life.as_ref().map_or(0, |life| life.same_as.len());
            let added = lines.get(&index).map_or(0, Vec::len);
            new.anchor == old.anchor && new.text == old.text && count(new) == count(old) + added
        });
    is_meant.then_some(text)
}

fn suggestions(root: &Path, gathered: &Gathered) -> Vec<Suggestion> {
    let knowledge = &gathered.knowledge;
    let mut places = Places { root, texts: BTreeMap::new() };
    let found = search::same_lessons(knowledge).into_iter();
    let made = found.filter_map(|alike| {
        let (one, other) = (places.teller(knowledge, alike.one)?, places.teller(knowledge, alike.other)?);
        let both = format!("{}\n{}\n{}\n{}", one.reference, one.text, other.reference, other.text);
        let id = Fingerprint::of(both.as_bytes()).to_string()[..8].to_owned();
        Some(Suggestion { id, percent: alike.percent, one, other })
    });
    made.collect()
}

/// The texts of files that suggestions point into.
struct Places<'a> {
    root: &'a Path,
    /// Of each, where its lines begin.
    texts: BTreeMap<ContentPath, Vec<usize>>,
}

impl Places<'_> {
    fn teller(&mut self, knowledge: &KnowledgeBase, id: RecordId) -> Option<Teller> {
        let record = knowledge.record(id);
        let Details::Lesson(lesson) = &record.details else { return None };
        let outline: &Outline = record.outline.as_deref()?;
        let source = knowledge.record(lesson.source);
        let path = outline.path.clone();
        let root = self.root;
        let begins = self.texts.entry(path.clone()).or_insert_with(|| {
            let text = disk::read(&root.join(path.as_str())).unwrap_or_default();
            let ends = text.iter().enumerate().filter(|(_, byte)| **byte == b'\n');
            ends.map(|(at, _)| at + 1).collect()
        });
        let start = outline.lessons.get(lesson.index)?.span.start;
        Some(Teller {
            path,
            line: begins.partition_point(|begin| *begin <= start) + 1,
            text: lesson.text.clone(),
            reference: format!("{}/{}#{}", source.kind.folder(), source.id, lesson.anchor),
            index: lesson.index,
        })
    }
}
