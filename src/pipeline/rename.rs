//! A record that gets another name, wherever content names it: what would be written, and writing it.
//!
//! What always holds:
//!
//! - Nothing changes but the names, and in the record's own file the addresses that lead to it: comments, quotes, line ends and all else stay.
//! - A file is written only if, read again, it names what was meant where it was meant, and nothing else.
//! - Nothing is written unless all of it can be.

mod changed;
mod error;

use std::collections::BTreeMap;
use std::path::{Path, PathBuf};
use std::sync::Arc;

use super::files::Parsing;
use super::gather::gather_with_config;
use super::options::SiteOptions;
use super::progress::{Never, Progress};
use super::rewriting::TextsToBe;
use super::run::Run;
use crate::document::{Document, Outline, TextList, relinked, respelled, with_texts, without_text};
use crate::knowledge::{KnowledgeBase, Naming, NamingForm, Record, RecordId, names_in, namings};
use crate::vocab::audience::Audience;
use crate::vocab::fold::{fold_name, slug};
use crate::vocab::kind::Kind;
use crate::vocab::nearest::nearest;
use crate::vocab::path::ContentPath;

use changed::{ChangedFile, Edit, changed_lines, line_of, replaced};
pub(crate) use error::RenameError;

/// Which record gets which name.
#[derive(Debug, Clone)]
pub(crate) struct Renaming {
    pub kind: Kind,
    /// Its title or its id.
    pub old: String,
    pub new: String,
    /// When another record has the new name: become one with it.
    pub merge: Merge,
}

/// What to do when another record has the new name.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Merge {
    Refuse,
    Allow,
}

/// What a renaming changes.
#[derive(Debug, Default)]
pub(crate) struct Renamed {
    /// In the order of paths.
    pub files: Vec<ChangedFile>,
    /// How many places name the record otherwise than before.
    pub places: usize,
    /// The address that is no longer there, when nothing leads from it.
    pub lost: Option<String>,
    texts: BTreeMap<ContentPath, String>,
    removed: Vec<ContentPath>,
    root: PathBuf,
}

/// Finds all that a renaming changes, and writes nothing.
///
/// # Errors
/// The site cannot be read or has errors; the names do not mean what they must; or a place cannot be written so that it is read as meant.
pub(crate) fn rename(
    options: &SiteOptions,
    renaming: &Renaming,
    progress: &dyn Progress,
) -> Result<Renamed, RenameError> {
    if !renaming.kind.may_be_stub() {
        return Err(RenameError::Kind(renaming.kind));
    }
    let new = renaming.new.trim();
    if new.is_empty() || new.contains(char::is_control) || fold_name(renaming.kind, new).is_empty() {
        return Err(RenameError::Empty);
    }
    // What is held back, and what is internal, names it, too.
    let all = SiteOptions { drafts: true, audience: Some(Audience::Internal), ..options.clone() };
    let (gathered, config) =
        gather_with_config(&all, &Run::begin(&Never, progress)).map_err(RenameError::Site)?;
    if gathered.failed {
        return Err(RenameError::HasErrors);
    }
    let parsing = Parsing::of(&config, Audience::Internal);
    let content = config.content.as_str();
    let outlines: Vec<Arc<Outline>> =
        gathered.documents.iter().map(|document| Arc::clone(&document.outline)).collect();
    let plan = Plan {
        knowledge: &gathered.knowledge,
        outlines: &outlines,
        root: &options.root,
        texts: TextsToBe::below(&options.root),
        read: &|path: &ContentPath, text: &str| parsing.read(path, content, text),
        target: target(&gathered.knowledge, renaming)?,
        new,
    };
    plan.made()
}

impl Renamed {
    /// Writes all of it.
    ///
    /// # Errors
    /// A file cannot be written; those before it are.
    pub(crate) fn write(&self) -> Result<(), RenameError> {
        let mut texts = TextsToBe::below(&self.root);
        for (path, text) in &self.texts {
            texts.set(path, text.clone());
        }
        texts.write().map_err(RenameError::Write)?;
        self.removed.iter().try_for_each(|path| texts.remove(path)).map_err(RenameError::Write)
    }
}

/// The record that is renamed, and the other that has the new name.
#[derive(Clone, Copy)]
struct Target {
    id: RecordId,
    into: Option<RecordId>,
}

fn target(knowledge: &KnowledgeBase, renaming: &Renaming) -> Result<Target, RenameError> {
    let Renaming { kind, old, new, merge } = renaming;
    let (kind, old, new) = (*kind, old.trim(), new.trim());
    let named = |name: &str| -> Vec<(RecordId, &Record)> {
        let folded = fold_name(kind, name);
        let has = |record: &Record| record.names().any(|known| fold_name(kind, known) == folded);
        knowledge.of_kind(kind).filter(|(_, record)| has(record)).collect()
    };
    let (id, record) = match named(old).as_slice() {
        [] => {
            let titles = knowledge.of_kind(kind).map(|(_, record)| record.title.as_str());
            let near = nearest(old, titles).map(str::to_owned);
            return Err(RenameError::Nothing(kind, old.to_owned(), near));
        }
        [one] => *one,
        several => {
            let exact = several.iter().find(|(_, record)| record.id == old);
            *exact.ok_or_else(|| RenameError::Several(kind, old.to_owned()))?
        }
    };
    let is_own =
        [&record.title, &record.id].into_iter().any(|name| fold_name(kind, name) == fold_name(kind, old));
    if !is_own {
        return Err(RenameError::Alias(old.to_owned(), record.title.clone()));
    }
    let into = named(new).into_iter().find(|(other, _)| *other != id);
    let Some((other, taken)) = into else { return Ok(Target { id, into: None }) };
    if *merge == Merge::Refuse {
        return Err(RenameError::Taken(kind, taken.title.clone()));
    }
    match (record.own_path(), taken.own_path()) {
        (Some(one), Some(other)) => Err(RenameError::TwoFiles(one.clone(), other.clone())),
        // What has no file becomes a part of what has one.
        (Some(_), None) => Ok(Target { id, into: None }),
        (None, _) => Ok(Target { id, into: Some(other) }),
    }
}

/// All that a renaming is worked out from.
struct Plan<'a> {
    knowledge: &'a KnowledgeBase,
    outlines: &'a [Arc<Outline>],
    root: &'a Path,
    texts: TextsToBe<'a>,
    read: &'a dyn Fn(&ContentPath, &str) -> Option<Document>,
    target: Target,
    new: &'a str,
}

impl Plan<'_> {
    fn made(self) -> Result<Renamed, RenameError> {
        let record = self.knowledge.record(self.target.id);
        let moves = self.moves(record)?;
        let mut renamed = Renamed { root: self.root.to_owned(), ..Renamed::default() };
        let mut edits: BTreeMap<usize, Vec<(Edit, Option<Naming>)>> = BTreeMap::new();
        for naming in namings(self.knowledge, self.outlines, self.target.id) {
            let Some(other) = self.other_name(record, &naming, moves.as_ref()) else { continue };
            let text = self.text(naming.document)?;
            let edit = match naming.form {
                NamingForm::Value
                    if self.outlines[naming.document].matter_span.contains(&naming.span.start) =>
                {
                    respelled(&text, &naming.span, &naming.written, &other)
                }
                NamingForm::Value => relinked(&text, &naming.span, &naming.written, &other),
                NamingForm::Wiki | NamingForm::Path => changed_part(record, &naming, &other)
                    .and_then(|(from, to)| relinked(&text, &naming.span, &from, &to)),
            };
            let edit = edit.ok_or_else(|| self.not_plain(&text, &naming))?;
            renamed.places += 1;
            edits.entry(naming.document).or_default().push((edit, Some(naming)));
        }
        let own = record.own_document();
        if let Some(title) = own.and_then(|own| self.title_edit(own, record).transpose()) {
            edits.entry(own.unwrap_or_default()).or_default().push((title?, None));
        }
        if let Some(own) = own.filter(|_| moves.is_some()) {
            edits.entry(own).or_default();
        }
        let into = self.target.into.and_then(|into| self.knowledge.record(into).own_document());
        if let Some(into) = into {
            edits.entry(into).or_default();
        }
        for (document, edits) in edits {
            let outline = &self.outlines[document];
            let before = self.text(document)?;
            let mut after = replaced(&before, edits.iter().map(|(edit, _)| edit));
            let is_own = own == Some(document);
            let path = moves.as_ref().filter(|_| is_own).unwrap_or(&outline.path);
            self.check(outline, path, &after, &edits, is_own)?;
            let leads_from = if is_own { moves.is_some() } else { into == Some(document) };
            if leads_from {
                after = self.with_redirect(record, outline, path, after, is_own)?;
            }
            renamed.files.push(ChangedFile {
                path: outline.path.clone(),
                moves_to: (path != &outline.path).then(|| path.clone()),
                lines: changed_lines(&before, &after),
            });
            if path != &outline.path {
                renamed.removed.push(outline.path.clone());
            }
            renamed.texts.insert(path.clone(), after);
        }
        let keeps_address = own.or(into).is_some() || slug(&record.title) == slug(self.new);
        renamed.lost = (!keeps_address).then(|| record.address.as_str().to_owned());
        if renamed.files.is_empty() { Err(RenameError::Same) } else { Ok(renamed) }
    }

    fn text(&self, document: usize) -> Result<String, RenameError> {
        let path = &self.outlines[document].path;
        self.texts.before(path).map_err(RenameError::Write).map(Option::unwrap_or_default)
    }

    /// Where the record's file is to be: under its new name, where it is called after the old one.
    fn moves(&self, record: &Record) -> Result<Option<ContentPath>, RenameError> {
        let Some(path) = record.own_path().filter(|_| self.target.into.is_none()) else { return Ok(None) };
        let (folder, name) = path.as_str().rsplit_once('/').unwrap_or(("", path.as_str()));
        let (old, new) = (slug(&record.title), slug(self.new));
        if name != format!("{old}.md") || record.id != old || old == new {
            return Ok(None);
        }
        let Some(to) = ContentPath::new(&format!("{folder}/{new}.md")) else { return Ok(None) };
        let is_there = self.texts.before(&to).map_err(RenameError::Write)?.is_some()
            || self
                .knowledge
                .of_kind(record.kind)
                .any(|(_, other)| other.id == new && other.own_path().is_some());
        if is_there { Err(RenameError::InTheWay(to)) } else { Ok(Some(to)) }
    }

    /// What is to be written where the record is named; none where that stays.
    fn other_name(&self, record: &Record, naming: &Naming, moves: Option<&ContentPath>) -> Option<String> {
        let is = |name: &str, known: &str| fold_name(record.kind, name) == fold_name(record.kind, known);
        if naming.form == NamingForm::Path {
            return moves.map(|_| slug(self.new));
        }
        let written = match naming.form {
            NamingForm::Wiki => wiki_name(record, &naming.written),
            _ => naming.written.as_str(),
        };
        // The id of a file stays, unless the file moves.
        if written == record.id && written != record.title && record.own_path().is_some() {
            return moves.map(|_| slug(self.new));
        }
        let is_old = is(written, &record.title) || (record.own_path().is_none() && is(written, &record.id));
        (is_old && written != self.new).then(|| self.new.to_owned())
    }

    /// The title of its own file.
    fn title_edit(&self, own: usize, record: &Record) -> Result<Option<Edit>, RenameError> {
        let outline = &self.outlines[own];
        let text = self.text(own)?;
        let by_hand = |at: usize| {
            let what = "the title must stand in its front matter: `title`".to_owned();
            RenameError::NotPlain(outline.path.clone(), line_of(&text, at), what)
        };
        if record.title == self.new {
            return Ok(None);
        }
        let title = outline.common.title.as_ref().ok_or_else(|| by_hand(0))?;
        let edit = if outline.matter_span.contains(&title.span.start) {
            respelled(&text, &title.span, &title.value, self.new)
        } else {
            relinked(&text, &title.span, &title.value, self.new)
        };
        edit.map(Some).ok_or_else(|| by_hand(title.span.start))
    }

    fn not_plain(&self, text: &str, naming: &Naming) -> RenameError {
        let path = self.outlines[naming.document].path.clone();
        RenameError::NotPlain(path, line_of(text, naming.span.start), format!("`{}`", naming.written))
    }

    /// Sees that a text, read again, names the record so wherever it was to, and nothing else otherwise.
    fn check(
        &self,
        outline: &Outline,
        path: &ContentPath,
        text: &str,
        edits: &[(Edit, Option<Naming>)],
        is_own: bool,
    ) -> Result<(), RenameError> {
        let wrong = |what: &str| RenameError::NotPlain(outline.path.clone(), 1, what.to_owned());
        let again = (self.read)(path, text).ok_or_else(|| wrong("it could not be read afterwards"))?.outline;
        let title = if is_own { self.new } else { outline.title() };
        let before = spoken(outline);
        let after = spoken(&again);
        let changed = before.iter().zip(&after).filter(|(one, other)| one != other).count();
        let expected = edits.iter().filter(|(_, naming)| naming.is_some()).count();
        let is_meant = before.len() == after.len()
            && changed <= expected
            && again.title() == title
            && again.lessons.len() == outline.lessons.len()
            && again.matter_is_whole;
        if is_meant { Ok(()) } else { Err(wrong("read again, it would say something else")) }
    }

    /// The text of the record's file with the address that it leaves; or, where it goes back to an address that leads to it, without that one.
    fn with_redirect(
        &self,
        record: &Record,
        outline: &Outline,
        path: &ContentPath,
        text: String,
        is_own: bool,
    ) -> Result<String, RenameError> {
        let by_hand = |what: String| RenameError::NotPlain(outline.path.clone(), 1, what);
        let again = (self.read)(path, &text).map(|document| document.outline);
        let again = again.ok_or_else(|| by_hand("it could not be read afterwards".to_owned()))?;
        let to = format!("/{}/{}/", record.kind.folder(), slug(self.new));
        let has = |address: &str| again.common.redirects.iter().any(|one| one.value == address);
        let from = record.address.as_str();
        let changed = if is_own && has(&to) {
            without_text(&text, &again, TextList::Redirects, &to)
        } else if has(from) {
            Some(text)
        } else {
            with_texts(&text, &again, TextList::Redirects, &[from.to_owned()])
        };
        changed.ok_or_else(|| by_hand(format!("`redirects` must have `{from}`, and not `{to}`")))
    }
}

/// What a document names, in order: references, then links.
fn spoken(outline: &Outline) -> Vec<String> {
    let links = outline.links.iter().map(|link| format!("{:?}", link.target));
    let (common, specific) = (&outline.common, &outline.specific);
    let mut names: Vec<String> = names_in(outline);
    names.push(common.aliases.len().to_string());
    names.push(specific.media().count().to_string());
    names.extend(
        outline.actions.iter().map(|action| format!("{:?}", action.owner.as_ref().map(|owner| &owner.value))),
    );
    names.extend(links);
    names
}

/// The name in a wikilink to this record, without its kind's folder and its anchor.
fn wiki_name<'n>(record: &Record, written: &'n str) -> &'n str {
    let below = written.strip_prefix(record.kind.folder()).and_then(|rest| rest.strip_prefix('/'));
    let name = below.unwrap_or(written);
    let is_name = |name: &str| {
        record.names().any(|known| fold_name(record.kind, known) == fold_name(record.kind, name))
    };
    let ends = name.match_indices('#').map(|(at, _)| at).take(8);
    std::iter::once(name.len())
        .chain(ends)
        .map(|end| name[..end].trim())
        .find(|name| is_name(name))
        .unwrap_or(name)
}

/// What of a link becomes what else; none where that is not plain.
fn changed_part(record: &Record, naming: &Naming, other: &str) -> Option<(String, String)> {
    if naming.form == NamingForm::Wiki {
        return Some((wiki_name(record, &naming.written).to_owned(), other.to_owned()));
    }
    let path = naming.written.split(['?', '#']).next().unwrap_or_default();
    let is_plain = path.matches(&record.id).count() == 1;
    is_plain.then(|| (path.to_owned(), path.replacen(&record.id, other, 1)))
}
