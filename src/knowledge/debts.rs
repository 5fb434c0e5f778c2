//! Debts: what the records of a site still owe their readers, and who can act.
//!
//! Comes in: the knowledge base. Goes out: debts, in the order in which lists show them. What always holds:
//!
//! - A debt follows from what is written, never from a clock. Whether an action is overdue is a question with a day in it ([`Debt::kind_on`]).
//! - Nothing is a debt that nobody can mend: what is lost, was never recorded or is withheld is none.
//! - Finding all of them takes a time that grows as the number of records and of the references between them.

mod debt;
mod kind;
mod words;

use std::cmp::Reverse;

use rayon::prelude::*;

use crate::document::matter::{EventStatus, LessonState, MediaSort, MediaStatus};
use crate::document::{ActionState, LessonKind};
use crate::vocab::date::PartialDate;
use crate::vocab::hash::HashSet;
use crate::vocab::kind::Kind;

use super::record::{Details, KnowledgeBase, Record, RecordId};

pub(crate) use debt::Debt;
pub(crate) use kind::{Actor, DebtKind};

/// So many talks and reports name a person, organisation, topic or technology that should have a file: fewer are no debt.
pub(super) const MENTIONS: usize = 5;

/// Everything that is owed: by who can act, then by kind, the most pressing first.
pub(crate) fn all(knowledge: &KnowledgeBase) -> Vec<Debt> {
    let told = told_of(knowledge);
    let records = (0..knowledge.records.len() as u32).into_par_iter().map(RecordId);
    let mut debts: Vec<Debt> = records.flat_map_iter(|id| owed_by(knowledge, id, &told)).collect();
    debts.par_sort_by_key(|debt| {
        let Debt { kind, actor, of, since, due, mentions, .. } = *debt;
        (actor, kind, Reverse(mentions), due.is_none(), due, since.is_none(), since, of)
    });
    debts
}

/// The events of which some report tells.
fn told_of(knowledge: &KnowledgeBase) -> HashSet<RecordId> {
    let covered = |report: &Record| {
        let talks = report.coverages().iter().map(|coverage| knowledge.record(coverage.other));
        talks.filter_map(Record::event).chain(report.event()).collect::<Vec<_>>()
    };
    knowledge.of_kind(Kind::Report).flat_map(|(_, report)| covered(report)).collect()
}

fn owed_by(knowledge: &KnowledgeBase, id: RecordId, told: &HashSet<RecordId>) -> Vec<Debt> {
    let record = knowledge.record(id);
    let of_author = |kind| Debt {
        kind,
        actor: Actor::Author,
        of: id,
        medium: None,
        since: record.date,
        due: None,
        mentions: None,
    };
    let mut owed = Vec::new();
    match &record.details {
        Details::Action(_) => {
            owed.extend(action(record).map(|(kind, actor, due)| Debt { actor, due, ..of_author(kind) }));
        }
        Details::Talk(talk) => {
            let is_told = talk.event.is_some_and(|event| told.contains(&event));
            owed.extend((is_told && talk.reports.is_empty()).then(|| of_author(DebtKind::Uncovered)));
            owed.extend(awaited(record, &of_author(DebtKind::Awaited)));
        }
        Details::Report(_) => {
            owed.extend(is_one_sided(knowledge, record).then(|| of_author(DebtKind::OneSided)));
            owed.extend(awaited(record, &of_author(DebtKind::Awaited)));
        }
        Details::Event(event) => {
            let is_to_come = event.status == Some(EventStatus::Scheduled);
            let is_past =
                || told.contains(&id) || event.talks.iter().any(|talk| is_recorded(knowledge, *talk));
            owed.extend((is_to_come && is_past()).then(|| of_author(DebtKind::Stale)));
        }
        Details::Lesson(_) => owed.extend(lesson(record, &of_author(DebtKind::Unapplied))),
        Details::Figure(_) => {
            owed.extend(is_unsourced(knowledge, record).then(|| of_author(DebtKind::Unsourced)));
        }
        _ if record.document.is_none() => {
            let mentions = knowledge.works_of(record).count();
            let debt = Debt { mentions: Some(mentions), since: None, ..of_author(DebtKind::Stub) };
            owed.extend((mentions >= MENTIONS).then_some(debt));
        }
        _ => {}
    }
    owed
}

/// What an action that is open is, whose it is, and until when.
fn action(record: &Record) -> Option<(DebtKind, Actor, Option<PartialDate>)> {
    let written = record.action().filter(|written| written.state == ActionState::Open)?;
    Some(match written.owner {
        Some(_) => (DebtKind::Open, Actor::Owner, written.due),
        None => (DebtKind::Unowned, Actor::Author, written.due),
    })
}

/// What a lesson of which something is known owes: to be put into practice, or to be looked at again. One that is superseded or rejected owes nothing.
fn lesson(record: &Record, debt: &Debt) -> Option<Debt> {
    let review = record.written_life().and_then(|written| written.stale_after);
    match record.state() {
        Some(LessonState::Superseded | LessonState::Rejected) => None,
        // That more was told since is on its page, and nobody's debt.
        _ if record.life().is_some_and(|life| life.outdated().is_some()) => {
            Some(Debt { kind: DebtKind::Stale, ..*debt })
        }
        Some(LessonState::Identified) => Some(*debt),
        _ => review.map(|review| Debt { kind: DebtKind::Stale, due: Some(review), ..*debt }),
    }
}

/// What of a talk or report was announced and has not come: its event's organisers have it, if there is an event.
fn awaited(record: &Record, debt: &Debt) -> Vec<Debt> {
    let actor = if record.event().is_some() { Actor::Organiser } else { Actor::Author };
    let media = record.media().enumerate();
    let media = media.filter(|(_, (_, medium))| medium.status == MediaStatus::Awaited);
    media
        .map(|(number, (_, medium))| Debt { actor, medium: Some(number), due: medium.expected, ..*debt })
        .collect()
}

/// Whether nobody can look up where a figure was taken from: it says neither its words nor an address, and its record names none.
fn is_unsourced(knowledge: &KnowledgeBase, record: &Record) -> bool {
    let source = knowledge.source_of(record);
    let has_address = || {
        let mut media = source.media();
        source.website().known().is_some()
            || !source.further_links().is_empty()
            || media.any(|(_, medium)| medium.url.is_some())
    };
    record.figure().is_some_and(|figure| figure.quote.is_none() && figure.source.is_none()) && !has_address()
}

fn is_recorded(knowledge: &KnowledgeBase, talk: RecordId) -> bool {
    let mut videos = knowledge.record(talk).media_of(MediaSort::Video);
    videos.any(|video| video.status == MediaStatus::Published)
}

/// Whether a report tells lessons, and none of what went wrong.
fn is_one_sided(knowledge: &KnowledgeBase, report: &Record) -> bool {
    let is_failure = |id: &RecordId| matches!(&knowledge.record(*id).details, Details::Lesson(lesson) if lesson.kind == LessonKind::Failure);
    !report.lessons.is_empty() && !report.lessons.iter().any(is_failure)
}
