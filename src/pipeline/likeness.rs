//! What may be the same: what `check --suggest` proposes, and what `fix --accept` writes. Of names, what is to be written is `duplicates`'.
//!
//! What always holds: nothing is tied unless somebody named the suggestion; a file is written only if, read again, it says what was meant and nothing
//! else.

use std::collections::{BTreeMap, BTreeSet};
use std::fmt;
use std::path::Path;

use super::duplicates::{Duplicate, duplicates, extended};
use super::error::BuildError;
use super::files::Parsing;
use super::gather::{Checked, Gathered, checked, gather_with_config};
use super::options::SiteOptions;
use super::progress::{Never, Progress};
use super::rewriting::{FileError, TextsToBe};
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

/// All that may be the same.
#[derive(Debug, Default)]
pub(crate) struct Suggestions {
    pub names: Vec<Duplicate>,
    pub lessons: Vec<Suggestion>,
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
    /// Both names have a file, of which people must say what stays.
    TwoFiles(Vec<ContentPath>),
    File(FileError),
}

impl fmt::Display for AcceptError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Site(error) => error.fmt(f),
            Self::HasErrors => f.write_str("the site has errors: mend what `rexbase check` tells first"),
            Self::NotPlain(path, lines) => {
                write!(f, "`{path}` is formatted so that this must be written by hand:")?;
                lines.iter().try_for_each(|line| write!(f, "\n  {line}"))
            }
            Self::TwoFiles(paths) => {
                let paths: Vec<String> = paths.iter().map(|path| format!("`{path}`")).collect();
                write!(
                    f,
                    "{} are files of their own: merge what they say into one, remove the others, and give that one the other names as `aliases`",
                    paths.join(" and ")
                )
            }
            Self::File(error) => error.fmt(f),
        }
    }
}

impl std::error::Error for AcceptError {}

/// Checks the site, and proposes what may be the same: names, and lessons.
///
/// # Errors
/// The site cannot be read, or its folders not be used.
pub(crate) fn suggest(
    options: &SiteOptions,
    progress: &dyn Progress,
) -> Result<(Checked, Suggestions), BuildError> {
    let (gathered, config) = gather_with_config(options, &Run::begin(&Never, progress))?;
    let suggestions = Suggestions {
        names: duplicates(&gathered.knowledge, config.content.as_str()),
        lessons: suggestions(&options.root, &gathered),
    };
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
    let names = duplicates(&gathered.knowledge, config.content.as_str());
    let lessons = suggestions(&options.root, &gathered);
    let mut accepted = Accepted::default();
    let mut texts = TextsToBe::below(&options.root);
    // Of each file, what is to be written below which of its lessons.
    let mut lines: BTreeMap<ContentPath, BTreeMap<usize, Vec<String>>> = BTreeMap::new();
    for id in ids.iter().collect::<BTreeSet<_>>() {
        if let Some(duplicate) = names.iter().find(|one| one.id == *id) {
            write_names(duplicate, &mut texts, read)?;
            accepted.written.push((duplicate.path.clone(), duplicate.lines()));
        } else if let Some(Suggestion { one, other, .. }) = lessons.iter().find(|one| one.id == *id) {
            let line = format!("same_as: [[{}]]", other.reference);
            lines.entry(one.path.clone()).or_default().entry(one.index).or_default().push(line);
        } else {
            accepted.unknown.push(id.clone());
        }
    }
    for (path, lines) in lines {
        let all: Vec<String> = lines.values().flatten().cloned().collect();
        let before = texts.before(&path).map_err(AcceptError::File)?.unwrap_or_default();
        let Some(text) = amend(&gathered.documents, &path, before, &lines, read) else {
            return Err(AcceptError::NotPlain(path, all.iter().map(|line| format!("- {line}")).collect()));
        };
        texts.set(&path, text);
        accepted.written.push((path, all.iter().map(|line| format!("- {line}")).collect()));
    }
    texts.write().map_err(AcceptError::File)?;
    Ok(accepted)
}

fn write_names(
    duplicate: &Duplicate,
    texts: &mut TextsToBe<'_>,
    read: impl Fn(&ContentPath, &str) -> Option<Document>,
) -> Result<(), AcceptError> {
    if duplicate.has_two_files() {
        let paths = duplicate.names.iter().filter_map(|called| called.path.clone()).collect();
        return Err(AcceptError::TwoFiles(paths));
    }
    let path = &duplicate.path;
    let by_hand = || AcceptError::NotPlain(path.clone(), duplicate.lines());
    let before = match texts.before(path).map_err(AcceptError::File)? {
        // What is there and cannot be read is no file that is not there.
        Some(text) => {
            let outline = read(path, &text).ok_or_else(by_hand)?.outline;
            Some((text, outline))
        }
        None => None,
    };
    let before = before.as_ref().map(|(text, outline)| (text.as_str(), &**outline));
    let text = extended(duplicate, before, |text| read(path, text)).ok_or_else(by_hand)?;
    texts.set(path, text);
    Ok(())
}

/// The text of a file with lines below some of its lessons; none when, read again, it would not say what was meant and nothing else.
fn amend(
    documents: &[Document],
    path: &ContentPath,
    mut text: String,
    lines: &BTreeMap<usize, Vec<String>>,
    read: impl Fn(&ContentPath, &str) -> Option<Document>,
) -> Option<String> {
    let document = documents.iter().find(|document| document.outline.path == *path)?;
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
