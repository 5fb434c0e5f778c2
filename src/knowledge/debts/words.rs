//! Debts in words, for the terminal: it speaks English alone, as diagnostics do.

use crate::knowledge::record::{Details, KnowledgeBase, Life, RecordId, Stale};
use crate::vocab::date::PartialDate;
use crate::vocab::kind::Kind;

use super::debt::Debt;
use super::kind::DebtKind;

impl Debt {
    /// What is owed, in one line.
    pub(crate) fn message(&self, knowledge: &KnowledgeBase) -> String {
        let record = knowledge.record(self.of);
        let title = &record.title;
        let due = self.due.map_or_else(String::new, |due| format!(" by {due}"));
        match self.kind {
            DebtKind::Overdue | DebtKind::Open | DebtKind::Unowned => format!("to be done{due}: {title}"),
            DebtKind::Awaited => {
                let medium = self.medium.and_then(|number| record.media().nth(number));
                let sort = medium.map_or("recording", |(sort, _)| sort.name());
                let expected = self.due.map_or_else(String::new, |day| format!(", expected {day}"));
                format!("the {sort} of `{title}` is awaited{}{expected}", since(self.since))
            }
            DebtKind::Unapplied => {
                format!("the lesson is understood, and nobody says that it was put into practice: {title}")
            }
            DebtKind::Stale if record.kind == Kind::Lesson => {
                format!("the lesson may be out of date, since {}: {title}", self.reason(knowledge))
            }
            DebtKind::Stale => {
                format!(
                    "the event `{title}` says that it is to come, and there are reports or recordings of it"
                )
            }
            DebtKind::Uncovered => {
                let event = record.event().map_or("its event", |event| &knowledge.record(event).title);
                format!("no report covers the talk `{title}`, though one tells of `{event}`")
            }
            DebtKind::Unsourced => {
                let source = &knowledge.source_of(record).title;
                format!("`{title}` of `{source}` has neither its words nor an address where they are")
            }
            DebtKind::OneSided => format!("the report `{title}` has lessons, and tells of no failure"),
            DebtKind::Stub => {
                let count = self.mentions.unwrap_or_default();
                format!(
                    "{count} talks and reports name the {} `{title}`, which has no file",
                    record.kind.name()
                )
            }
        }
    }

    /// Why a lesson may be out of date.
    fn reason(&self, knowledge: &KnowledgeBase) -> String {
        let title = |id: RecordId| &knowledge.record(id).title;
        let life = knowledge.record(self.of).life();
        match (life.and_then(Life::outdated), self.due) {
            (Some(Stale::Dropped { technology, by }), _) => {
                format!("`{}` has dropped `{}`", title(by), title(technology))
            }
            (Some(Stale::Figure { by, .. }), _) => format!("`{}` was measured again", title(by)),
            (None, Some(review)) => format!("it was to be looked at again after {review}"),
            _ => "more is known".to_owned(),
        }
    }

    /// How to mend it.
    pub(crate) fn hint(&self, knowledge: &KnowledgeBase) -> String {
        let record = knowledge.record(self.of);
        match (self.kind, &record.details) {
            (DebtKind::Unowned, _) => "name somebody at its end: `(@Ada, 2030-12-31)`".to_owned(),
            (DebtKind::Overdue | DebtKind::Open, _) => {
                "tick its box, strike it through (`~~…~~`), or give it another date".to_owned()
            }
            (DebtKind::Awaited, _) => {
                "write its `url` and when it was `published`, or what became of it: `status = \"not_recorded\"`, `\"withheld\"` or `\"lost\"`"
                    .to_owned()
            }
            (DebtKind::Unapplied, _) => {
                "say below it where it was applied (`- applied: …`), or `- state: rejected`".to_owned()
            }
            (DebtKind::Stale, Details::Lesson(_)) => {
                "say below it what holds: `- verified: by …; at …`, `- state: rejected`, or a later `- stale_after: …`"
                    .to_owned()
            }
            (DebtKind::Stale, _) => "say `status = \"held\"`, or what else became of it".to_owned(),
            (DebtKind::Uncovered, _) => format!("name `{}` in the `covers` of a report", record.id),
            (DebtKind::Unsourced, _) => "write its `quote` or its `source`, or the record's `links`".to_owned(),
            (DebtKind::OneSided, _) => {
                "say what went wrong, too, below a heading such as `What went wrong`".to_owned()
            }
            (DebtKind::Stub, Details::Person) => {
                format!("write `people/{}.md`, with what they do and where they are", record.id)
            }
            (DebtKind::Stub, _) => format!("write `{}/{}.md`, with what it is", record.kind.folder(), record.id),
        }
    }
}

fn since(date: Option<PartialDate>) -> String {
    date.map_or_else(String::new, |date| format!(" since {}", date.without_time()))
}
