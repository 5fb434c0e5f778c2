//! What was learned with a topic or technology: failures beside successes, how much is told of no failure, and who adopted and dropped it.

use std::collections::BTreeMap;

use crate::document::LessonKind;
use crate::document::matter::Stance;
use crate::knowledge::{Details, Record, RecordId, listing_relations};
use crate::render::cards::{LessonCard, NameCard, WorkCard};
use crate::site::lessons::Choice;
use crate::site::part::Part;
use crate::theme::view::{Shared, Text, view};
use crate::vocab::hash::HashMap;
use crate::vocab::kind::Kind;

use super::viewer::Viewer;

/// Lessons of each sort that a page leads with.
const OF_A_SORT: usize = 3;
/// Who adopted or dropped a technology: so many are told.
const TURNS: usize = 4;

view! {
    /// What was learned with a topic or technology.
    pub(super) struct Learned {
        /// The newest failures, three at most.
        failures: Vec<Shared<LessonCard>>,
        /// How many there are.
        failure_count: usize,
        /// The newest successes, three at most.
        successes: Vec<Shared<LessonCard>>,
        /// How many there are.
        success_count: usize,
        /// The newest practices and surprises, three at most.
        others: Vec<Shared<LessonCard>>,
        /// How many there are.
        other_count: usize,
        /// How many talks and reports tell lessons.
        tellers: usize,
        /// How many of these tell of no failure.
        without_failure: usize,
        /// Where all of these lessons are: a list with filters, else the search; not there where there is neither.
        all_url: Option<Text>,
        /// Who took up a technology, tried it or gave it up, the first first.
        turns: Vec<Turn>,
    }
}

view! {
    /// That an organisation took up a technology, tried it or gave it up.
    pub(super) struct Turn {
        /// The organisation.
        organisation: Shared<NameCard>,
        /// `adopted`, `trial` or `dropped`.
        stance: Text,
        /// The talk or report that tells it first.
        work: Shared<WorkCard>,
    }
}

/// What was learned, on the first page of a topic or technology; nothing where there are no lessons and no turns.
pub(super) fn learned(viewer: &Viewer<'_>, id: RecordId, part: Part) -> Option<Learned> {
    if part.number > 1 {
        return None;
    }
    let record = viewer.site.record(id);
    let (mut failures, mut successes, mut others) = (Sort::default(), Sort::default(), Sort::default());
    // Of each talk or report that tells lessons: whether it tells of a failure.
    let mut tellers: HashMap<RecordId, bool> = HashMap::default();
    for lesson in viewer.site.knowledge().referrers(record, listing_relations(record.kind), &[Kind::Lesson]) {
        let Details::Lesson(details) = &viewer.site.record(lesson).details else { continue };
        *tellers.entry(details.source).or_default() |= details.kind == LessonKind::Failure;
        match details.kind {
            LessonKind::Failure => failures.add(lesson),
            LessonKind::Success => successes.add(lesson),
            LessonKind::Practice | LessonKind::Surprise => others.add(lesson),
        }
    }
    let turns = if record.kind == Kind::Technology { turns(viewer, id, record) } else { Vec::new() };
    if tellers.is_empty() && turns.is_empty() {
        return None;
    }
    Some(Learned {
        failures: viewer.cards(failures.first),
        failure_count: failures.count,
        successes: viewer.cards(successes.first),
        success_count: successes.count,
        others: viewer.cards(others.first),
        other_count: others.count,
        tellers: tellers.len(),
        without_failure: tellers.values().filter(|tells_failure| !**tells_failure).count(),
        all_url: all_url(viewer, id, record),
        turns,
    })
}

/// Where all lessons of a topic or technology are: their list, else the search for them.
fn all_url(viewer: &Viewer<'_>, id: RecordId, record: &Record) -> Option<Text> {
    let field = if record.kind == Kind::Technology { "tech" } else { "topic" };
    let search = || viewer.search_for([("kind", "lesson"), (field, record.id.as_str())]);
    viewer.list_of_lessons(Choice { topic: Some(id), ..Choice::default() }).or_else(search)
}

/// The lessons of a sort: the first few, and how many there are.
#[derive(Default)]
struct Sort {
    first: Vec<RecordId>,
    count: usize,
}

impl Sort {
    fn add(&mut self, lesson: RecordId) {
        self.count += 1;
        if self.first.len() < OF_A_SORT {
            self.first.push(lesson);
        }
    }
}

/// Who took up a technology, tried it or gave it up: of each organisation the first that tells so.
fn turns(viewer: &Viewer<'_>, technology: RecordId, record: &Record) -> Vec<Turn> {
    let mut first: BTreeMap<(RecordId, Stance), RecordId> = BTreeMap::new();
    // The newest come first, so that an older one takes their place.
    for work in viewer.site.knowledge().works_of(record) {
        let told = viewer.site.record(work);
        let stance = told.stance_to(technology).filter(|stance| *stance != Stance::Mentioned);
        if let Some(stance) = stance.filter(|_| told.date.is_some()) {
            first.extend(told.organisations.iter().map(|organisation| ((*organisation, stance), work)));
        }
    }
    let mut turns: Vec<_> = first.into_iter().collect();
    turns.sort_by_key(|((organisation, stance), work)| {
        (viewer.site.record(*work).date, *organisation, *stance)
    });
    let left_out = turns.len().saturating_sub(TURNS);
    let turn = |((organisation, stance), work): ((RecordId, Stance), RecordId)| Turn {
        organisation: viewer.card(organisation),
        stance: Text::of(Stance::name(stance)),
        work: viewer.card(work),
    };
    turns.into_iter().skip(left_out).map(turn).collect()
}
