//! Every order that lists show records in, worked out once: by date, by name, by year.

use std::cmp::Reverse;
use std::collections::BTreeMap;

use crate::document::matter::{MediaStatus, Specific};
use crate::knowledge::{Details, KnowledgeBase, Record, RecordId};
use crate::vocab::fold::fold;
use crate::vocab::kind::Kind;

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
    /// The talks and reports before and after each, by number: in the same event, else by date.
    neighbours: Vec<Neighbours>,
    /// Records with a medium that is awaited or lost, the oldest first.
    pub(super) debts: Vec<RecordId>,
    /// The pages in the site's menu, in its order.
    pub(super) menu: Vec<RecordId>,
}

/// What comes before and after.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub(super) struct Neighbours {
    pub(super) previous: Option<RecordId>,
    pub(super) next: Option<RecordId>,
}

impl Listing {
    pub(super) fn new(knowledge: &KnowledgeBase) -> Self {
        let mut by_kind: Vec<Vec<RecordId>> = vec![Vec::new(); Kind::ALL.len()];
        knowledge.iter().for_each(|(id, record)| by_kind[record.kind as usize].push(id));
        for kind in Kind::ALL {
            let ids = &mut by_kind[kind as usize];
            if is_named(kind) {
                ids.sort_by_cached_key(|id| name_key(knowledge.record(*id)));
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

    pub(super) fn neighbours(&self, id: RecordId) -> Neighbours {
        self.neighbours.get(id.0 as usize).copied().unwrap_or_default()
    }
}

/// The heading that a name stands under: a Latin letter, `0–9`, or `…` for every other script.
pub(super) fn letter(title: &str) -> &'static str {
    const LETTERS: &str = "ABCDEFGHIJKLMNOPQRSTUVWXYZ";
    match fold(title).bytes().next() {
        Some(letter @ b'a'..=b'z') => {
            let at = usize::from(letter - b'a');
            &LETTERS[at..=at]
        }
        Some(first) if first.is_ascii() => "0–9",
        _ => "…",
    }
}

/// Whether a kind's list goes by name.
pub(super) fn is_named(kind: Kind) -> bool {
    matches!(kind, Kind::Series | Kind::Person | Kind::Organisation | Kind::Topic | Kind::Technology)
}

fn name_key(record: &Record) -> (u8, String, String, String) {
    let group = match letter(&record.title) {
        "0–9" => 0,
        "…" => 2,
        _ => 1,
    };
    (group, fold(&record.title), record.title.clone(), record.id.clone())
}

fn newest_first(knowledge: &KnowledgeBase, ids: &mut [RecordId]) {
    ids.sort_by(|a, b| {
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

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_stand_under_letters() {
        let letters: Vec<_> =
            ["Ève", "ada", "Øystein", "3scale", "李", "[bracket]", "Жанна"].map(letter).into();
        assert_eq!(letters, ["E", "A", "O", "0–9", "…", "B", "…"]);
    }
}
