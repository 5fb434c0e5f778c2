//! Every order that lists show records in, worked out once: by date, by name, by year.

use std::cmp::Reverse;
use std::collections::BTreeMap;

use rayon::prelude::*;

use crate::document::matter::{MediaStatus, Specific};
use crate::knowledge::{Details, KnowledgeBase, Record, RecordId};
use crate::vocab::kind::Kind;

use super::locale::Names;
use super::media;
use super::site::own_outline;

/// The orders of one knowledge base.
pub(super) struct Listing {
    /// Talks and reports, newest first.
    pub(super) works: Vec<RecordId>,
    /// Talks and reports of each year, newest first; the years, last first.
    pub(super) years: BTreeMap<Reverse<i16>, Vec<RecordId>>,
    /// The records of each kind, by [`Kind::ALL`]: by name for what has names, newest first for the rest.
    by_kind: Vec<Vec<RecordId>>,
    /// Where each letter begins among the names of each kind, by [`Kind::ALL`]; none for what does not go by name.
    letters: Vec<Vec<Letter>>,
    /// Where each record stands in the list of its kind, by number.
    places: Vec<u32>,
    /// The talks and reports before and after each, by number: in the same event, else by date.
    neighbours: Vec<Neighbours>,
    /// Records with a medium that is awaited or lost, the oldest first.
    pub(super) debts: Vec<RecordId>,
    /// The pages in the site's menu, in its order.
    pub(super) menu: Vec<RecordId>,
}

/// A letter in a list of names.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Letter {
    pub(super) letter: String,
    /// The place of the first name that stands under it.
    pub(super) start: usize,
}

/// What comes before and after.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub(super) struct Neighbours {
    pub(super) previous: Option<RecordId>,
    pub(super) next: Option<RecordId>,
}

impl Listing {
    pub(super) fn new(knowledge: &KnowledgeBase, names: &Names) -> Self {
        let mut by_kind: Vec<Vec<RecordId>> = vec![Vec::new(); Kind::ALL.len()];
        knowledge.iter().for_each(|(id, record)| by_kind[record.kind as usize].push(id));
        for kind in Kind::ALL {
            let ids = &mut by_kind[kind as usize];
            if is_named(kind) {
                ids.par_sort_by_cached_key(|id| {
                    let record = knowledge.record(*id);
                    (names.key(&record.title), record.title.clone(), record.id.clone())
                });
            } else if kind != Kind::Page {
                newest_first(knowledge, ids);
            }
        }
        let mut works = by_kind[Kind::Talk as usize].clone();
        works.extend(&by_kind[Kind::Report as usize]);
        newest_first(knowledge, &mut works);
        let mut years: BTreeMap<_, Vec<_>> = BTreeMap::new();
        for id in &works {
            if let Some(date) = knowledge.record(*id).date {
                years.entry(Reverse(date.year)).or_default().push(*id);
            }
        }
        let mut debts: Vec<_> = works.iter().copied().filter(|id| is_owing(knowledge.record(*id))).collect();
        debts.reverse();
        Self {
            neighbours: neighbours(knowledge, &by_kind),
            menu: menu(knowledge),
            letters: Kind::ALL.map(|kind| letters(knowledge, names, kind, &by_kind[kind as usize])).into(),
            places: places(knowledge, &by_kind),
            works,
            years,
            by_kind,
            debts,
        }
    }

    /// The records of a kind, in the order of its list.
    pub(super) fn of(&self, kind: Kind) -> &[RecordId] {
        &self.by_kind[kind as usize]
    }

    pub(super) fn count(&self, kind: Kind) -> usize {
        self.of(kind).len()
    }

    /// Where each letter begins in the list of a kind.
    pub(super) fn letters(&self, kind: Kind) -> &[Letter] {
        &self.letters[kind as usize]
    }

    /// Puts records in the order of the lists of their kinds.
    pub(super) fn sort(&self, ids: &mut [RecordId]) {
        ids.sort_by_key(|id| self.places.get(id.0 as usize).copied());
    }

    pub(super) fn neighbours(&self, id: RecordId) -> Neighbours {
        self.neighbours.get(id.0 as usize).copied().unwrap_or_default()
    }
}

/// Whether a kind's list goes by name.
pub(super) fn is_named(kind: Kind) -> bool {
    matches!(kind, Kind::Series | Kind::Person | Kind::Organisation | Kind::Topic | Kind::Technology)
}

fn letters(knowledge: &KnowledgeBase, names: &Names, kind: Kind, ids: &[RecordId]) -> Vec<Letter> {
    if !is_named(kind) {
        return Vec::new();
    }
    let of_each = ids.par_iter().map(|id| names.letter(&knowledge.record(*id).title));
    let mut letters: Vec<Letter> = Vec::new();
    for (start, letter) in of_each.collect::<Vec<_>>().into_iter().enumerate() {
        if letters.last().is_none_or(|last| last.letter != letter) {
            letters.push(Letter { letter, start });
        }
    }
    letters
}

fn places(knowledge: &KnowledgeBase, by_kind: &[Vec<RecordId>]) -> Vec<u32> {
    let mut places = vec![0; knowledge.records.len()];
    for ids in by_kind {
        (0_u32..).zip(ids).for_each(|(place, id)| places[id.0 as usize] = place);
    }
    places
}

/// Puts records in the order of their dates, the last first.
pub(super) fn newest_first(knowledge: &KnowledgeBase, ids: &mut [RecordId]) {
    ids.par_sort_by(|a, b| {
        let (one, other) = (knowledge.record(*a), knowledge.record(*b));
        (Reverse(one.date), &one.title, a).cmp(&(Reverse(other.date), &other.title, b))
    });
}

fn neighbours(knowledge: &KnowledgeBase, by_kind: &[Vec<RecordId>]) -> Vec<Neighbours> {
    let mut all = vec![Neighbours::default(); knowledge.records.len()];
    let mut chain = |ids: &[RecordId]| {
        for pair in ids.windows(2) {
            all[pair[0].0 as usize].next = Some(pair[1]);
            all[pair[1].0 as usize].previous = Some(pair[0]);
        }
    };
    for event in &by_kind[Kind::Event as usize] {
        if let Details::Event(event) = &knowledge.record(*event).details {
            chain(&event.talks);
        }
    }
    let without_event =
        |id: &RecordId| matches!(&knowledge.record(*id).details, Details::Talk(talk) if talk.event.is_none());
    let talks: Vec<_> = by_kind[Kind::Talk as usize].iter().rev().copied().filter(without_event).collect();
    let reports: Vec<_> = by_kind[Kind::Report as usize].iter().rev().copied().collect();
    chain(&talks);
    chain(&reports);
    all
}

fn is_owing(record: &Record) -> bool {
    media::lists(record).is_some_and(|lists| {
        lists.iter().any(|(_, list)| {
            list.0.iter().any(|medium| matches!(medium.status, MediaStatus::Awaited | MediaStatus::Lost))
        })
    })
}

fn menu(knowledge: &KnowledgeBase) -> Vec<RecordId> {
    let mut pages: Vec<(u32, RecordId)> = knowledge
        .of_kind(Kind::Page)
        .filter_map(|(id, record)| match &own_outline(record)?.specific {
            Specific::Page(page) => Some((page.menu?, id)),
            _ => None,
        })
        .collect();
    pages.sort_unstable();
    pages.into_iter().map(|(_, id)| id).collect()
}
