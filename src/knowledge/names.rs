//! Who is meant by a name: ids, titles and aliases under one folded form for each kind, and the stubs that
//! mentions make.
//!
//! What always holds:
//!
//! - A name that differs only by case, accents or punctuation means the same record.
//! - A written record wins over a stub.
//! - A stub's title is its most frequent spelling, ties going to the first in order.

use std::sync::Arc;

use rayon::prelude::*;

use crate::document::matter::Specific;
use crate::document::{Folded, LONGEST_NAME, Outline};
use crate::vocab::diagnostic::{Code, Diagnostic};
use crate::vocab::fold::{fold, fold_name, is_inflected};
use crate::vocab::hash::{HashMap, HashSet, RandomState};
use crate::vocab::kind::Kind;
use crate::vocab::path::ContentPath;
use crate::vocab::shorten::shorten;
use crate::vocab::spanned::{Span, Spanned};

use super::held::{Held, Why};

mod met;

use met::{Key, Met, met, most_frequent};

/// A record before it has its number: where it comes from and what it is called.
#[derive(Debug)]
pub(super) struct Candidate {
    pub(super) kind: Kind,
    /// Empty for a stub, until addresses are given.
    pub(super) id: String,
    pub(super) title: String,
    pub(super) aliases: Vec<String>,
    /// The index of its outline.
    pub(super) document: Option<usize>,
    /// The index within its document, for a lesson, figure or action.
    pub(super) part: usize,
    /// Where a stub's name was met first.
    pub(super) met: Option<(ContentPath, Span)>,
}

/// Every candidate, and which of them a name means.
pub(super) struct Names<'a> {
    pub(super) candidates: Vec<Candidate>,
    by_name: HashMap<Key, Holders>,
    /// The written record of each kind and id, as it is spelled.
    by_id: HashMap<Kind, HashMap<String, usize>>,
    /// What spellings that were met mean, so that each is folded once.
    spellings: HashMap<(Kind, &'a str), usize>,
    held: HashMap<Key, &'a Held>,
}

/// How many spellings of one name are remembered. Others are resolved all the same, and not shown.
const MOST_SPELLINGS: usize = 50;

/// Who has a name; nearly always one.
enum Holders {
    One(usize),
    Several(Vec<usize>),
}

impl Holders {
    /// Adds one, which comes after those that are there, unless it is the last of them.
    fn add(&mut self, index: usize) {
        match self {
            Self::One(known) if *known == index => {}
            Self::One(known) => *self = Self::Several(vec![*known, index]),
            Self::Several(known) if known.last() == Some(&index) => {}
            Self::Several(known) => known.push(index),
        }
    }

    fn as_slice(&self) -> &[usize] {
        match self {
            Self::One(index) => std::slice::from_ref(index),
            Self::Several(indexes) => indexes,
        }
    }
}

/// What a name means.
pub(super) enum Meaning<'n> {
    One(usize),
    /// Several records; the first is taken.
    Several(&'n [usize]),
    Held(&'n Held),
    Nothing,
}

impl<'a> Names<'a> {
    /// Gathers the candidates of these outlines, what is held back apart, and the stubs that they mention.
    pub(super) fn gather(
        outlines: &'a [Arc<Outline>],
        held: &'a [Held],
        diagnostics: &mut Vec<Diagnostic>,
    ) -> Self {
        let mut names = Self {
            candidates: Vec::with_capacity(outlines.len() * 2),
            by_name: HashMap::with_capacity_and_hasher(outlines.len() * 3, RandomState::default()),
            by_id: HashMap::default(),
            spellings: HashMap::default(),
            held: HashMap::default(),
        };
        let add_documents = || {
            (0..outlines.len()).for_each(|document| names.add_document(document, outlines, diagnostics));
            names.add_aliases(outlines, diagnostics);
        };
        let ((), met) = rayon::join(add_documents, || met(outlines));
        for held in held {
            let outline = &held.outline;
            let title = outline.common.title.as_ref().map(|_| &outline.folded.title);
            for name in [Some(&outline.folded.id), title].into_iter().flatten() {
                names.held.insert((outline.kind, name.clone()), held);
            }
            for alias in outline.common.other_names() {
                names.held.insert((outline.kind, fold_name(outline.kind, &alias.value)), held);
            }
        }
        names.add_stubs(met, diagnostics);
        names
    }

    /// What it owns, to be dropped elsewhere.
    pub(super) fn into_owned_parts(self) -> impl Send + 'static {
        (self.candidates, self.by_name)
    }

    /// What `name` means among the records of this kind.
    pub(super) fn meaning(&self, kind: Kind, name: &str) -> Meaning<'_> {
        if let Some(candidate) = self.spellings.get(&(kind, name)) {
            return Meaning::One(*candidate);
        }
        let key = (kind, fold_name(kind, name));
        match self.by_name.get(&key).map(Holders::as_slice) {
            Some([one]) => Meaning::One(*one),
            Some(several @ [_, ..]) => {
                // Written as it is in one of them: that one is meant.
                let exact = self.with_id(kind, name).or_else(|| {
                    let mut titled = several.iter().filter(|index| self.candidates[**index].title == name);
                    titled.next().filter(|_| titled.next().is_none()).copied()
                });
                exact.map_or(Meaning::Several(several), Meaning::One)
            }
            _ => self.held.get(&key).map_or(Meaning::Nothing, |held| Meaning::Held(held)),
        }
    }

    /// What the names of this kind are, for suggestions: ids and titles.
    pub(super) fn of_kind(&self, kind: Kind) -> impl Iterator<Item = &str> {
        let of_kind = self.candidates.iter().filter(move |candidate| candidate.kind == kind);
        of_kind.flat_map(|candidate| [candidate.id.as_str(), candidate.title.as_str()])
    }

    fn add_document(
        &mut self,
        document: usize,
        outlines: &[Arc<Outline>],
        diagnostics: &mut Vec<Diagnostic>,
    ) {
        let outline = &*outlines[document];
        let kind = outline.kind;
        let title_key = (kind, outline.folded.title.clone());
        let Some((key, id)) = self.own_id(outline, outlines, diagnostics) else { return };
        if !kind.may_be_stub() {
            self.note_same_title(&title_key, outline, outlines, diagnostics);
        }
        let index = self.candidates.len();
        self.by_id.entry(kind).or_default().insert(id.clone(), index);
        if title_key != key {
            if outline.kind.may_be_stub()
                && let Some(other) = self.holders(&title_key).first()
            {
                let path = self.path_of(*other, outlines);
                diagnostics.push(duplicate_name(outline, outline.title(), None, path));
            }
            self.insert(title_key, index);
        }
        self.insert(key, index);
        let aliases = outline.common.other_names().map(|alias| alias.value.clone()).collect();
        self.candidates.push(Candidate {
            kind,
            id,
            title: outline.title().to_owned(),
            aliases,
            document: Some(document),
            part: 0,
            met: None,
        });
        self.add_parts(document, outline, index);
    }

    /// The lessons, figures and actions of a document, which is the candidate of this index.
    fn add_parts(&mut self, document: usize, outline: &Outline, index: usize) {
        if outline.lessons.is_empty() && outline.common.figures.is_empty() && outline.actions.is_empty() {
            return;
        }
        let below = format!("{}/{}", outline.kind.folder(), self.candidates[index].id);
        let id_of = |name: &str, mark: &str| format!("{below}/{}", name.strip_prefix(mark).unwrap_or(name));
        for (part, lesson) in outline.lessons.iter().enumerate() {
            self.add_part(Kind::Lesson, document, part, id_of(&lesson.anchor, "lesson-"), &lesson.text);
        }
        for (part, figure) in outline.common.figures.iter().enumerate() {
            let id = format!("{below}/{}", part + 1);
            self.add_part(Kind::Figure, document, part, id, &figure.metric.value);
        }
        for (part, action) in outline.actions.iter().enumerate() {
            self.add_part(Kind::Action, document, part, id_of(&action.anchor, "action-"), &action.text);
        }
    }

    /// The id of a document, and that folded: with its date where another has it without. None, and reported, when it can have none.
    fn own_id(
        &self,
        outline: &Outline,
        outlines: &[Arc<Outline>],
        diagnostics: &mut Vec<Diagnostic>,
    ) -> Option<(Key, String)> {
        let twin = |id: &str| self.with_id(outline.kind, id);
        let key = (outline.kind, outline.folded.id.clone());
        let Some(other) = twin(&outline.id) else { return Some((key, outline.id.clone())) };
        let other = self.path_of(other, outlines).map_or("another", ContentPath::as_str);
        let dated = outline.path_date.map(|date| match outline.id.rsplit_once('/') {
            Some((parents, name)) => format!("{parents}/{date}-{name}"),
            None => format!("{date}-{}", outline.id),
        });
        let dated = dated
            .map(|id| ((outline.kind, fold_name(outline.kind, &id)), id))
            .filter(|(_, id)| twin(id).is_none());
        let message = format!("the id `{}` is that of `{other}` already", outline.id);
        diagnostics.push(match &dated {
            Some((_, id)) => Diagnostic::warning(
                Code::DuplicateId,
                &outline.path,
                format!("{message}: this one is `{id}`"),
            )
            .with_hint(
                "rename one of the two files, so that neither changes its address when the other goes",
            ),
            None => Diagnostic::error(Code::DuplicateId, &outline.path, message)
                .with_hint("rename one of the two files"),
        });
        dated
    }

    /// Reports a document that cannot be told from another of its folder by title, date and language: most likely it is there twice.
    fn note_same_title(
        &self,
        title: &Key,
        outline: &Outline,
        outlines: &[Arc<Outline>],
        diagnostics: &mut Vec<Diagnostic>,
    ) {
        /// A title that so many have is none to tell records by.
        const COMPARED: usize = 10;
        let folder = |outline: &Outline| {
            outline.id.rsplit_once('/').map_or(String::new(), |(folder, _)| folder.to_owned())
        };
        let people = |outline: &Outline| match &outline.specific {
            Specific::Talk(talk) => {
                talk.speakers.iter().map(|speaker| fold(&speaker.value.name.value)).collect()
            }
            _ => Vec::new(),
        };
        let is_alike = |other: &Outline| {
            let date = |outline: &Outline| outline.date();
            let is_translation =
                other.common.translation_of.is_some() || outline.common.translation_of.is_some();
            !is_translation
                && other.folded.title == outline.folded.title
                && (other.kind, date(other), &other.common.language)
                    == (outline.kind, date(outline), &outline.common.language)
                && folder(other) == folder(outline)
                && people(other) == people(outline)
                && (outline.kind != Kind::Talk || !people(outline).is_empty())
        };
        let holders = self.holders(title).iter().take(COMPARED);
        let mut others = holders.filter_map(|index| Some(&*outlines[self.candidates[*index].document?]));
        if let Some(other) = others.find(|other| is_alike(other)) {
            let message = format!(
                "this {} has the title of `{}`: `{}`",
                outline.kind.name(),
                other.path,
                outline.title()
            );
            diagnostics.push(
                Diagnostic::warning(Code::SameTitle, &outline.path, message)
                    .with_hint("tell them apart by their titles or dates, or remove one"),
            );
        }
    }

    fn add_part(&mut self, kind: Kind, document: usize, part: usize, id: String, title: &str) {
        // A lesson's title is all of its words, which stand on its own page, too.
        let title = shorten(title, LONGEST_NAME);
        self.candidates.push(Candidate {
            kind,
            id,
            title,
            aliases: Vec::new(),
            document: Some(document),
            part,
            met: None,
        });
    }

    /// Aliases come after every id and title, so that those win.
    fn add_aliases(&mut self, outlines: &[Arc<Outline>], diagnostics: &mut Vec<Diagnostic>) {
        for index in 0..self.candidates.len() {
            let Candidate { kind, document: Some(document), .. } = self.candidates[index] else { continue };
            if kind.is_part() {
                continue;
            }
            let Folded { id, title } = &outlines[document].folded;
            for alias in outlines[document].common.other_names() {
                let key = (kind, fold_name(kind, &alias.value));
                if key.1 == *id || key.1 == *title {
                    continue;
                }
                let other = self.holders(&key).iter().find(|other| **other != index);
                match other {
                    Some(other) if kind.may_be_stub() => {
                        let path = self.path_of(*other, outlines);
                        diagnostics.push(duplicate_name(
                            &outlines[document],
                            &alias.value,
                            Some(alias),
                            path,
                        ));
                    }
                    _ => self.insert(key, index),
                }
            }
        }
    }

    fn add_stubs(&mut self, met: Vec<Met<'a>>, diagnostics: &mut Vec<Diagnostic>) {
        let is_known = |key: &Key| self.by_name.contains_key(key) || self.held.contains_key(key);
        let keyed = met.into_par_iter().map(|met| (met.key(is_known), met));
        let mut keyed: Vec<(Key, Met<'a>)> = keyed.collect();
        // Stable: of equal spellings the first that was met stays the first.
        keyed.par_sort_by(|(a_key, a), (b_key, b)| (a_key, a.spelling()).cmp(&(b_key, b.spelling())));
        self.spellings.reserve(keyed.len());
        for group in keyed.chunk_by(|(one, _), (other, _)| one == other) {
            let spellings: Vec<&[(Key, Met<'a>)]> =
                group.chunk_by(|(_, one), (_, other)| one.spelling() == other.spelling()).collect();
            let key = &group[0].0;
            let index = match self.holders(key).first() {
                Some(index) => *index,
                // Whoever mentions it, nothing is said of it.
                None if self.held.get(key).is_some_and(|held| held.why == Why::Internal) => continue,
                None => self.add_stub(key, most_frequent(&spellings)),
            };
            self.note_spellings(index, &spellings, diagnostics);
            for (_, met) in group {
                self.spellings.insert((met.mention.kind, met.spelling()), index);
            }
        }
    }

    fn add_stub(&mut self, key: &(Kind, String), met: &Met<'_>) -> usize {
        let index = self.candidates.len();
        let kind = key.0;
        let title = met.spelling().trim().to_owned();
        self.candidates.push(Candidate {
            kind,
            id: String::new(),
            title,
            aliases: Vec::new(),
            document: None,
            part: 0,
            met: Some((met.path.clone(), met.mention.name.span.clone())),
        });
        self.insert(key.clone(), index);
        index
    }

    /// Spellings that are neither the id, nor the title, nor an alias become aliases, as far as there are few; the first is reported.
    fn note_spellings(
        &mut self,
        index: usize,
        spellings: &[&[(Key, Met<'_>)]],
        diagnostics: &mut Vec<Diagnostic>,
    ) {
        let candidate = &mut self.candidates[index];
        // Nearly every name is only ever spelled as its title is: the others are gathered when one is not.
        let mut aliases: Option<HashSet<String>> = None;
        let mut noted = 0;
        for same in spellings {
            let met = &same[0].1;
            let spelling = met.spelling().trim();
            if [&candidate.title, &candidate.id].into_iter().any(|known| known == spelling) {
                continue;
            }
            let known = aliases.get_or_insert_with(|| candidate.aliases.iter().cloned().collect());
            // Many of a thing or one of it, in a cell or in a sentence, is no slip.
            let alike = |name: &String| is_inflected(spelling, name);
            let is_alike = || alike(&candidate.title) || candidate.aliases.iter().any(alike);
            if known.contains(spelling) || (candidate.kind == Kind::Metric && is_alike()) {
                continue;
            }
            noted += 1;
            if noted == 1 {
                let others = spellings.len() - 1;
                let more = if others > 1 { format!(" ({others} spellings in all)") } else { String::new() };
                diagnostics.push(
                    Diagnostic::warning(
                        Code::Spelling,
                        met.path,
                        format!(
                            "`{spelling}` and `{}` are taken for one {}{more}",
                            candidate.title,
                            candidate.kind.name()
                        ),
                    )
                    .with_span(met.mention.name.span.clone())
                    .with_hint(format!(
                        "write `{}` everywhere, or give its record the other spelling as an alias",
                        candidate.title
                    )),
                );
            }
            if noted <= MOST_SPELLINGS {
                candidate.aliases.push(spelling.to_owned());
            }
        }
    }

    /// The written record of this kind with this very id.
    fn with_id(&self, kind: Kind, id: &str) -> Option<usize> {
        self.by_id.get(&kind)?.get(id).copied()
    }

    /// Who has this name.
    fn holders(&self, key: &Key) -> &[usize] {
        self.by_name.get(key).map_or(&[], Holders::as_slice)
    }

    fn insert(&mut self, key: Key, index: usize) {
        self.by_name.entry(key).and_modify(|known| known.add(index)).or_insert(Holders::One(index));
    }

    fn path_of<'o>(&self, index: usize, outlines: &'o [Arc<Outline>]) -> Option<&'o ContentPath> {
        self.candidates[index].document.map(|document| &outlines[document].path)
    }
}

fn duplicate_name(
    outline: &Outline,
    name: &str,
    place: Option<&Spanned<String>>,
    other: Option<&ContentPath>,
) -> Diagnostic {
    let of = other.map_or(String::new(), |path| format!(" of `{path}`"));
    let span = place.or(outline.common.title.as_ref()).map(|place| place.span.clone());
    let mut diagnostic = Diagnostic::error(
        Code::DuplicateName,
        &outline.path,
        format!("the name `{name}` is also{of}, and one name means one {}", outline.kind.name()),
    )
    .with_hint("if both files mean the same, merge them; else tell the names apart");
    diagnostic.span = span;
    diagnostic
}
