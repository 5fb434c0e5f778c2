//! Every order that lists show records in, worked out once: by date, by name, by year. Orders by name depend on the rules of a language; they
//! are worked out when somebody first asks.

use std::cmp::Reverse;
use std::collections::BTreeMap;
use std::sync::OnceLock;

use rayon::prelude::*;

use crate::document::ActionState;
use crate::knowledge::debts::{self, Debt};
use crate::knowledge::{Details, KnowledgeBase, Record, RecordId};
use crate::locale::Names;
use crate::vocab::date::PartialDate;
use crate::vocab::kind::Kind;

use super::bounds;
use super::lessons::{Choice, Lessons};

/// The orders of one knowledge base.
pub(crate) struct Listing {
    /// Talks and reports, newest first.
    pub(crate) works: Vec<RecordId>,
    /// Talks and reports of each year, newest first; the years, last first.
    pub(crate) years: BTreeMap<Reverse<i16>, Vec<RecordId>>,
    /// The records of each kind, by [`Kind::ALL`]: newest first, actions by [`order_of_action`], and in no order for what has names.
    by_kind: Vec<Vec<RecordId>>,
    /// The lists of lessons of a kind, in a state, about a topic or of an organisation.
    pub(crate) lessons: Lessons,
    /// By [`Kind::ALL`], for what has names.
    by_name: Vec<OnceLock<ByName>>,
    /// Where each record of what has names stands in the list of its kind, by number.
    places: OnceLock<Vec<u32>>,
    /// The talks and reports before and after each, by number: in the same event, else by date.
    neighbours: Vec<Neighbours>,
    /// Records with a medium that is awaited or lost, the oldest first.
    pub(crate) debts: Vec<RecordId>,
    /// What is owed, by who can act.
    pub(crate) follow_ups: Vec<Debt>,
    /// The pages in the site's menu, in its order.
    pub(crate) menu: Vec<RecordId>,
}

/// A list of names.
struct ByName {
    ids: Vec<RecordId>,
    /// Where each letter begins.
    letters: Vec<Letter>,
}

/// A letter in a list of names.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Letter {
    pub(crate) letter: String,
    /// The place of the first name that stands under it.
    pub(crate) start: usize,
}

/// What comes before and after.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub(crate) struct Neighbours {
    pub(crate) previous: Option<RecordId>,
    pub(crate) next: Option<RecordId>,
}

impl Listing {
    pub(crate) fn new(knowledge: &KnowledgeBase) -> Self {
        let mut by_kind: Vec<Vec<RecordId>> = vec![Vec::new(); Kind::ALL.len()];
        knowledge.iter().for_each(|(id, record)| by_kind[record.kind as usize].push(id));
        for kind in Kind::ALL {
            if !is_named(kind) && kind != Kind::Page {
                newest_first(knowledge, &mut by_kind[kind as usize]);
            }
        }
        by_kind[Kind::Action as usize].sort_by_key(|id| order_of_action(knowledge.record(*id)));
        let mut works = by_kind[Kind::Talk as usize].clone();
        // The talks are in order already.
        if !by_kind[Kind::Report as usize].is_empty() {
            works.extend(&by_kind[Kind::Report as usize]);
            newest_first(knowledge, &mut works);
        }
        let mut years: BTreeMap<_, Vec<_>> = BTreeMap::new();
        for id in &works {
            if let Some(date) = knowledge.record(*id).date {
                years.entry(Reverse(date.year)).or_default().push(*id);
            }
        }
        let owing = works.par_iter().copied().filter(|id| knowledge.record(*id).owed().next().is_some());
        let mut missing: Vec<_> = owing.collect();
        missing.reverse();
        Self {
            neighbours: neighbours(knowledge, &by_kind),
            menu: menu(knowledge),
            by_name: Kind::ALL.map(|_| OnceLock::new()).into(),
            places: OnceLock::new(),
            lessons: Lessons::new(knowledge, &by_kind[Kind::Lesson as usize]),
            works,
            years,
            by_kind,
            debts: missing,
            // A page asks no clock.
            follow_ups: debts::all(knowledge).into_iter().filter(|debt| debt.is_owed_on(None)).collect(),
        }
    }

    /// The records of a kind, in the order of its list.
    pub(crate) fn of(&self, knowledge: &KnowledgeBase, names: &Names, kind: Kind) -> &[RecordId] {
        if is_named(kind) { &self.by_name(knowledge, names, kind).ids } else { &self.by_kind[kind as usize] }
    }

    /// The lessons of a choice, newest first; none when it has no list.
    pub(crate) fn lessons(&self, choice: Choice) -> &[RecordId] {
        if choice == Choice::default() {
            &self.by_kind[Kind::Lesson as usize]
        } else {
            self.lessons.of(choice)
        }
    }

    pub(crate) fn count(&self, kind: Kind) -> usize {
        self.by_kind[kind as usize].len()
    }

    /// Where each letter begins in the list of a kind; none for what does not go by name.
    pub(crate) fn letters(&self, knowledge: &KnowledgeBase, names: &Names, kind: Kind) -> &[Letter] {
        if is_named(kind) { &self.by_name(knowledge, names, kind).letters } else { &[] }
    }

    /// Puts records of what has names in the order of the lists of their kinds.
    pub(crate) fn sort(&self, knowledge: &KnowledgeBase, names: &Names, ids: &mut [RecordId]) {
        let places = self.places.get_or_init(|| {
            let mut places = vec![0; knowledge.records.len()];
            for kind in Kind::ALL.into_iter().filter(|kind| is_named(*kind)) {
                let of_kind = self.of(knowledge, names, kind);
                (0_u32..).zip(of_kind).for_each(|(place, id)| places[id.0 as usize] = place);
            }
            places
        });
        ids.sort_by_key(|id| places.get(id.0 as usize).copied());
    }

    fn by_name(&self, knowledge: &KnowledgeBase, names: &Names, kind: Kind) -> &ByName {
        self.by_name[kind as usize].get_or_init(|| {
            let mut ids = self.by_kind[kind as usize].clone();
            ids.sort_by_cached_key(|id| {
                let record = knowledge.record(*id);
                (names.key(&record.title), record.title.clone(), record.id.clone())
            });
            let letters = letters(knowledge, names, &ids);
            ByName { ids, letters }
        })
    }

    pub(crate) fn neighbours(&self, id: RecordId) -> Neighbours {
        self.neighbours.get(id.0 as usize).copied().unwrap_or_default()
    }
}

/// Whether a kind's list goes by name.
pub(crate) fn is_named(kind: Kind) -> bool {
    kind.may_be_stub()
}

fn letters(knowledge: &KnowledgeBase, names: &Names, ids: &[RecordId]) -> Vec<Letter> {
    let mut letters: Vec<Letter> = Vec::new();
    for (start, letter) in ids.iter().map(|id| names.letter(&knowledge.record(*id).title)).enumerate() {
        if letters.last().is_none_or(|last| last.letter != letter) {
            letters.push(Letter { letter, start });
        }
    }
    letters
}

/// What is to be done comes first, the most pressing at the top; what has the same place stays newest first.
fn order_of_action(record: &Record) -> (ActionState, bool, Option<PartialDate>) {
    let Some(action) = record.action() else { return (ActionState::Dropped, true, None) };
    let due = action.due.filter(|_| action.state == ActionState::Open);
    (action.state, due.is_none(), due)
}

/// Puts records in the order of their dates, the last first.
pub(crate) fn newest_first(knowledge: &KnowledgeBase, ids: &mut [RecordId]) {
    let key = |id: &RecordId| {
        let record = knowledge.record(*id);
        (Reverse(record.date), record.title.as_str(), *id)
    };
    let mut keyed: Vec<_> = ids.iter().map(key).collect();
    keyed.par_sort_unstable();
    ids.iter_mut().zip(keyed).for_each(|(id, (.., sorted))| *id = sorted);
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

fn menu(knowledge: &KnowledgeBase) -> Vec<RecordId> {
    let mut pages: Vec<(u32, RecordId)> =
        knowledge.of_kind(Kind::Page).filter_map(|(id, record)| Some((record.menu_place()?, id))).collect();
    pages.sort_unstable();
    pages.truncate(bounds::MENU);
    pages.into_iter().map(|(_, id)| id).collect()
}
