//! Who is meant by a name: ids, titles and aliases under one folded form for each kind, and the stubs that
//! mentions make.
//!
//! What always holds: a name that differs only by case, accents or punctuation means the same record; a written
//! record wins over a stub; a stub's title is its most frequent spelling, ties going to the first in order.

use std::collections::{BTreeMap, HashMap};
use std::sync::Arc;

use crate::document::Outline;
use crate::vocab::diagnostic::Diagnostic;
use crate::vocab::fold::fold;
use crate::vocab::kind::Kind;
use crate::vocab::path::ContentPath;
use crate::vocab::spanned::Spanned;

use super::mentions::{Mention, mentions};

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
    /// The index within its document, for a lesson or figure.
    pub(super) part: usize,
}

/// Every candidate, and which of them a name means.
pub(super) struct Names<'a> {
    pub(super) candidates: Vec<Candidate>,
    by_name: HashMap<(Kind, String), Vec<usize>>,
    /// What spellings that were met mean, so that each is folded once.
    spellings: HashMap<(Kind, &'a str), usize>,
    drafts: HashMap<(Kind, String), &'a ContentPath>,
}

/// What a name means.
pub(super) enum Meaning<'n> {
    One(usize),
    /// Several records; the first is taken.
    Several(&'n [usize]),
    Draft(&'n ContentPath),
    Nothing,
}

impl<'a> Names<'a> {
    /// Gathers the candidates of these outlines, drafts apart, and the stubs that they mention.
    pub(super) fn gather(
        outlines: &'a [Arc<Outline>],
        drafts: &'a [Arc<Outline>],
        diagnostics: &mut Vec<Diagnostic>,
    ) -> Self {
        let mut names = Self {
            candidates: Vec::with_capacity(outlines.len() * 2),
            by_name: HashMap::with_capacity(outlines.len() * 3),
            spellings: HashMap::new(),
            drafts: HashMap::new(),
        };
        for (document, outline) in outlines.iter().enumerate() {
            names.add_document(document, outline, outlines, diagnostics);
        }
        names.add_aliases(outlines, diagnostics);
        for outline in drafts {
            let title = outline.common.title.as_ref().map(|title| title.value.as_str());
            for name in [Some(outline.id.as_str()), title].into_iter().flatten() {
                names.drafts.insert((outline.kind, fold(name)), &outline.path);
            }
        }
        names.add_stubs(outlines, diagnostics);
        names
    }

    /// What `name` means among the records of this kind.
    pub(super) fn meaning(&self, kind: Kind, name: &str) -> Meaning<'_> {
        if let Some(candidate) = self.spellings.get(&(kind, name)) {
            return Meaning::One(*candidate);
        }
        let key = (kind, fold(name));
        match self.by_name.get(&key).map(Vec::as_slice) {
            Some([one]) => Meaning::One(*one),
            Some(several @ [first, ..]) => {
                match several.iter().find(|index| self.candidates[**index].id == name) {
                    Some(exact) => Meaning::One(*exact),
                    None if self.candidates[*first].title == name && several.len() == 1 => {
                        Meaning::One(*first)
                    }
                    None => Meaning::Several(several),
                }
            }
            _ => self.drafts.get(&key).map_or(Meaning::Nothing, |path| Meaning::Draft(path)),
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
        outline: &Outline,
        outlines: &[Arc<Outline>],
        diagnostics: &mut Vec<Diagnostic>,
    ) {
        let key = (outline.kind, fold(&outline.id));
        let title = outline
            .common
            .title
            .as_ref()
            .map_or_else(|| fallback_title(outline), |title| title.value.clone());
        let twin = self.by_name.get(&key).and_then(|indexes| {
            indexes.iter().find(|index| self.candidates[**index].id == outline.id).copied()
        });
        if let Some(twin) = twin {
            let other =
                self.candidates[twin].document.map_or("", |document| outlines[document].path.as_str());
            diagnostics.push(
                Diagnostic::error(
                    "duplicate-id",
                    &outline.path,
                    format!("the id `{}` is that of `{other}` already", outline.id),
                )
                .with_hint("rename one of the two files: a date before the name is not part of the id"),
            );
            return;
        }
        let index = self.candidates.len();
        let title_key = (outline.kind, fold(&title));
        self.insert(key.clone(), index);
        if title_key != key {
            if outline.kind.may_be_stub()
                && let Some(other) = self.by_name.get(&title_key).and_then(|indexes| indexes.first())
            {
                diagnostics.push(duplicate_name(outline, &title, None, self.path_of(*other, outlines)));
            }
            self.insert(title_key, index);
        }
        let aliases = outline.common.aliases.iter().map(|alias| alias.value.clone()).collect();
        let kind = outline.kind;
        self.candidates.push(Candidate {
            kind,
            id: outline.id.clone(),
            title,
            aliases,
            document: Some(document),
            part: 0,
        });
        for (part, lesson) in outline.lessons.iter().enumerate() {
            let anchor = lesson.anchor.strip_prefix("lesson-").unwrap_or(&lesson.anchor);
            self.add_part(
                Kind::Lesson,
                document,
                part,
                format!("{}/{}/{anchor}", kind.folder(), outline.id),
                &lesson.text,
            );
        }
        for (part, figure) in outline.common.figures.iter().enumerate() {
            let id = format!("{}/{}/{}", kind.folder(), outline.id, part + 1);
            self.add_part(Kind::Figure, document, part, id, &figure.metric.value);
        }
    }

    fn add_part(&mut self, kind: Kind, document: usize, part: usize, id: String, title: &str) {
        let title = title.to_owned();
        self.candidates.push(Candidate {
            kind,
            id,
            title,
            aliases: Vec::new(),
            document: Some(document),
            part,
        });
    }

    /// Aliases come after every id and title, so that those win.
    fn add_aliases(&mut self, outlines: &[Arc<Outline>], diagnostics: &mut Vec<Diagnostic>) {
        for index in 0..self.candidates.len() {
            let Candidate { kind, document: Some(document), .. } = self.candidates[index] else { continue };
            if matches!(kind, Kind::Lesson | Kind::Figure) {
                continue;
            }
            for alias in &outlines[document].common.aliases {
                let key = (kind, fold(&alias.value));
                let other =
                    self.by_name.get(&key).and_then(|indexes| indexes.iter().find(|other| **other != index));
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

    fn add_stubs(&mut self, outlines: &'a [Arc<Outline>], diagnostics: &mut Vec<Diagnostic>) {
        let mut met: BTreeMap<(Kind, String), Spellings<'a>> = BTreeMap::new();
        let mut keys: HashMap<(Kind, &'a str), (Kind, String)> = HashMap::new();
        for outline in outlines {
            for Mention { kind, or_person, name } in mentions(outline) {
                let spelling = name.value.as_str();
                let key = keys.entry((kind, spelling)).or_insert_with(|| {
                    let folded = fold(spelling);
                    let person = (Kind::Person, folded.clone());
                    let is_person = or_person && !self.by_name.contains_key(&(kind, folded.clone()));
                    if is_person && self.by_name.contains_key(&person) { person } else { (kind, folded) }
                });
                met.entry(key.clone()).or_default().add(&outline.path, name);
            }
        }
        for (key, spellings) in met {
            let index = match self.by_name.get(&key).and_then(|indexes| indexes.first()) {
                Some(index) => *index,
                None => self.add_stub(&key, spellings.most_frequent()),
            };
            self.note_spellings(index, &spellings, diagnostics);
        }
        for ((kind, spelling), key) in keys_in_order(keys) {
            if let Some(index) = self.by_name.get(&key).and_then(|indexes| indexes.first()) {
                self.spellings.insert((kind, spelling), *index);
            }
        }
    }

    fn add_stub(&mut self, key: &(Kind, String), title: &str) -> usize {
        let index = self.candidates.len();
        let kind = key.0;
        let title = title.trim().to_owned();
        self.candidates.push(Candidate {
            kind,
            id: String::new(),
            title,
            aliases: Vec::new(),
            document: None,
            part: 0,
        });
        self.insert(key.clone(), index);
        index
    }

    /// Spellings that are neither the id, nor the title, nor an alias become aliases; the first is reported.
    fn note_spellings(&mut self, index: usize, spellings: &Spellings<'_>, diagnostics: &mut Vec<Diagnostic>) {
        let candidate = &mut self.candidates[index];
        let mut reported = false;
        for (spelling, met) in &spellings.by_spelling {
            let spelling = spelling.trim();
            let known = spelling == candidate.title
                || spelling == candidate.id
                || candidate.aliases.iter().any(|alias| alias == spelling);
            if known {
                continue;
            }
            if !reported {
                reported = true;
                let others = spellings.by_spelling.len() - 1;
                let more = if others > 1 { format!(" ({others} spellings in all)") } else { String::new() };
                diagnostics.push(
                    Diagnostic::warning(
                        "spelling",
                        met.path,
                        format!(
                            "`{spelling}` and `{}` are taken for one {}{more}",
                            candidate.title,
                            candidate.kind.name()
                        ),
                    )
                    .with_span(met.span.clone())
                    .with_hint(format!(
                        "write `{}` everywhere, or give its record the other spelling as an alias",
                        candidate.title
                    )),
                );
            }
            candidate.aliases.push(spelling.to_owned());
        }
    }

    fn insert(&mut self, key: (Kind, String), index: usize) {
        let indexes = self.by_name.entry(key).or_default();
        if !indexes.contains(&index) {
            indexes.push(index);
        }
    }

    fn path_of<'o>(&self, index: usize, outlines: &'o [Arc<Outline>]) -> Option<&'o ContentPath> {
        self.candidates[index].document.map(|document| &outlines[document].path)
    }
}

/// The spellings of one name, each with how often and where first it was met.
#[derive(Default)]
struct Spellings<'a> {
    by_spelling: BTreeMap<&'a str, Met<'a>>,
}

struct Met<'a> {
    times: usize,
    path: &'a ContentPath,
    span: std::ops::Range<usize>,
}

impl<'a> Spellings<'a> {
    fn add(&mut self, path: &'a ContentPath, name: &'a Spanned<String>) {
        let met =
            self.by_spelling.entry(&name.value).or_insert(Met { times: 0, path, span: name.span.clone() });
        met.times += 1;
    }

    fn most_frequent(&self) -> &'a str {
        let best =
            self.by_spelling.iter().min_by_key(|(spelling, met)| (std::cmp::Reverse(met.times), **spelling));
        best.map_or("", |(spelling, _)| spelling)
    }
}

fn keys_in_order<K: Ord + std::hash::Hash, V>(keys: HashMap<K, V>) -> Vec<(K, V)>
where
    V: Ord,
{
    let mut keys: Vec<_> = keys.into_iter().collect();
    keys.sort();
    keys
}

/// What a record without a title is called: its id's last part.
fn fallback_title(outline: &Outline) -> String {
    outline.id.rsplit('/').next().unwrap_or(&outline.id).to_owned()
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
        "duplicate-name",
        &outline.path,
        format!("the name `{name}` is also{of}, and one name means one {}", outline.kind.name()),
    )
    .with_hint("if both files mean the same, merge them; else tell the names apart");
    diagnostic.span = span;
    diagnostic
}
