//! One thing that is owed: what it is on a day, whose it is, and where it is mended.

use jiff::civil::Date;

use crate::knowledge::record::{Details, KnowledgeBase, RecordId};
use crate::vocab::date::PartialDate;
use crate::vocab::kind::Kind;
use crate::vocab::path::ContentPath;
use crate::vocab::spanned::Span;

use super::kind::{Actor, DebtKind};

/// One thing that is owed.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) struct Debt {
    pub kind: DebtKind,
    pub actor: Actor,
    /// What owes it: an action, a talk, a report, an event, a lesson, a figure or a name.
    pub of: RecordId,
    /// Which of the record's recordings and documents is awaited.
    pub medium: Option<usize>,
    /// Since when.
    pub since: Option<PartialDate>,
    /// Until when.
    pub due: Option<PartialDate>,
    /// How many talks and reports name it.
    pub mentions: Option<usize>,
}

impl Debt {
    /// What it is on a day: an open action whose last day has passed is overdue.
    pub(crate) fn kind_on(&self, day: Option<Date>) -> DebtKind {
        let is_action = matches!(self.kind, DebtKind::Open | DebtKind::Unowned);
        let has_passed =
            || self.due.and_then(PartialDate::last_day).zip(day).is_some_and(|(last, day)| last < day);
        if is_action && has_passed() { DebtKind::Overdue } else { self.kind }
    }

    /// Whether it is owed on a day: a lesson that somebody is to look at again from a day on is owed once it has passed, and on no day that is not known.
    pub(crate) fn is_owed_on(&self, day: Option<Date>) -> bool {
        let review = self.due.filter(|_| self.kind == DebtKind::Stale);
        review.is_none_or(|review| review.last_day().zip(day).is_some_and(|(last, day)| last < day))
    }

    /// Who can act, by name: the action's owner, the event's organisers; of all else, those who spoke or wrote.
    pub(crate) fn who(&self, knowledge: &KnowledgeBase) -> Vec<String> {
        let record = knowledge.record(self.of);
        let title = |id: RecordId| knowledge.record(id).title.clone();
        match (self.actor, record.event().map(|event| &knowledge.record(event).details)) {
            (Actor::Owner, _) => {
                let owner = record.action().and_then(|written| written.owner.as_ref());
                owner.map(|owner| owner.value.clone()).into_iter().collect()
            }
            (Actor::Organiser, Some(Details::Event(event))) => {
                event.organisers.iter().map(|id| title(*id)).collect()
            }
            (Actor::Organiser, _) => Vec::new(),
            (Actor::Author, _) if record.kind == Kind::Talk => Vec::new(),
            (Actor::Author, _) => {
                knowledge.source_of(record).people().iter().map(|author| title(author.person)).collect()
            }
        }
    }

    /// Where it is mended: in which file, and at which bytes of it when it is one place. Of a name without a file, a file that names it.
    pub(crate) fn place<'a>(&self, knowledge: &'a KnowledgeBase) -> Option<(&'a ContentPath, Option<Span>)> {
        let record = knowledge.record(self.of);
        let Some(outline) = &record.outline else {
            let naming = knowledge.works_of(record).next()?;
            return knowledge.record(naming).outline.as_ref().map(|outline| (&outline.path, None));
        };
        let medium = self.medium.and_then(|number| record.media().nth(number));
        let span = match &record.details {
            Details::Action(_) => record.action().map(|written| written.span.clone()),
            Details::Figure(_) => record.figure().map(|figure| figure.metric.span.clone()),
            Details::Lesson(lesson) => outline.lessons.get(lesson.index).map(|lesson| lesson.span.clone()),
            _ => medium.and_then(|(_, medium)| medium.status_span.clone()),
        };
        Some((&outline.path, span))
    }
}
