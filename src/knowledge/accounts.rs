//! Several accounts of one thing: a talk and the reports that cover it, or reports that retell one experience. What more than one of them says is set side by side.
//!
//! What always holds: an account says only what its author wrote of that very thing; what differs by rounding, or is less precise, agrees.

use crate::document::Outline;
use crate::document::matter::Doubt;
use crate::vocab::date::{PartialDate, Zones};
use crate::vocab::duration::Duration;

use super::measures::Measure;
use super::record::{Coverage, Details, KnowledgeBase, Record, RecordId};

/// What several accounts say of one matter, in the order of matters.
#[derive(Debug)]
pub(crate) struct Compared {
    pub(crate) matter: Matter,
    /// Those who agree stand together; more than one group is a difference.
    pub(crate) claims: Vec<Claim>,
}

/// What an account may speak of.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) enum Matter {
    Date,
    Speakers,
    Duration,
    /// A figure of this metric.
    Metric(RecordId),
}

/// What some accounts say alike.
#[derive(Debug)]
pub(crate) struct Claim {
    pub(crate) said: Said,
    /// The records that say so, each once.
    pub(crate) by: Vec<RecordId>,
}

/// What an account says of a matter.
#[derive(Debug, Clone)]
pub(crate) enum Said {
    Date(PartialDate, Option<Doubt>),
    /// In the order of records.
    People(Vec<RecordId>),
    Duration(Duration),
    Figure(Measure),
}

impl Said {
    fn agrees(&self, other: &Self) -> bool {
        match (self, other) {
            (Self::Date(one, _), Self::Date(other, _)) => {
                !one.ends_before(*other, Zones::Any) && !other.ends_before(*one, Zones::Any)
            }
            (Self::People(one), Self::People(other)) => one == other,
            // Lengths in minutes are rounded.
            (Self::Duration(one), Self::Duration(other)) => one.seconds().abs_diff(other.seconds()) <= 60,
            (Self::Figure(one), Self::Figure(other)) => one.amount.agrees(other.amount),
            _ => false,
        }
    }
}

/// So many accounts of one thing are compared, and so many figures of each.
const MOST: usize = 24;

impl KnowledgeBase {
    /// What a talk and the reports that cover it both say, or a report and those that retell the same.
    pub(crate) fn compared(&self, id: RecordId) -> Vec<Compared> {
        let record = self.record(id);
        let mut said: Vec<(Matter, RecordId, Said)> = Vec::new();
        match &record.details {
            Details::Talk(talk) if !talk.reports.is_empty() => {
                self.of_talk(id, record, &mut said);
                talk.reports.iter().take(MOST).for_each(|report| self.of_report(record, report, &mut said));
            }
            Details::Report(report) if !report.retellings.is_empty() => {
                let others = report.retellings.iter().copied().take(MOST);
                std::iter::once(id).chain(others).for_each(|id| self.figures_said(id, |_| true, &mut said));
            }
            _ => return Vec::new(),
        }
        // Stable: who speaks first of a matter stays first.
        said.sort_by_key(|(matter, ..)| *matter);
        let matters = said.chunk_by(|(one, ..), (other, ..)| one == other);
        matters.filter_map(compared).collect()
    }

    /// What a talk's own file says of it.
    fn of_talk(&self, id: RecordId, record: &Record, said: &mut Vec<(Matter, RecordId, Said)>) {
        if let Some(date) = record.own_outline().and_then(Outline::date) {
            said.push((Matter::Date, id, Said::Date(date, record.doubt.clone())));
        }
        let speakers = people(record.certain_people().map(|appearance| appearance.person));
        if !speakers.is_empty() {
            said.push((Matter::Speakers, id, Said::People(speakers)));
        }
        if let Some(duration) = record.duration().known() {
            said.push((Matter::Duration, id, Said::Duration(*duration)));
        }
        self.figures_said(id, |_| true, said);
    }

    /// What a report says of a talk that it covers. Its figures are the talk's when it covers no other, or when they are of the talk's organisations.
    fn of_report(&self, talk: &Record, report: &Coverage, said: &mut Vec<(Matter, RecordId, Said)>) {
        let id = report.other;
        if let Some(claims) = &report.says {
            let date = claims.date.as_ref().map(|when| Said::Date(when.date, when.doubt.clone()));
            said.extend(date.map(|date| (Matter::Date, id, date)));
            if !claims.speakers.is_empty() {
                said.push((Matter::Speakers, id, Said::People(people(claims.speakers.iter().copied()))));
            }
            said.extend(claims.duration.map(|duration| (Matter::Duration, id, Said::Duration(duration))));
        }
        let covers_one =
            matches!(&self.record(id).details, Details::Report(report) if report.covers.len() == 1);
        let is_of_talk = |figure: &Record| {
            covers_one
                || matches!(&figure.details, Details::Figure(figure)
                    if figure.organisation.is_some_and(|organisation| talk.organisations.contains(&organisation)))
        };
        self.figures_said(id, is_of_talk, said);
    }

    fn figures_said(
        &self,
        id: RecordId,
        is_one: impl Fn(&Record) -> bool,
        said: &mut Vec<(Matter, RecordId, Said)>,
    ) {
        for figure in self.record(id).figures.iter().take(MOST).filter(|figure| is_one(self.record(**figure)))
        {
            if let Details::Figure(details) = &self.record(*figure).details
                && let (Some(metric), Some(measure)) = (details.metric, self.measure(*figure))
            {
                said.push((Matter::Metric(metric), id, Said::Figure(measure)));
            }
        }
    }
}

/// What is said of one matter, when more than one account speaks of it. A second figure of one account is of something else, so it is left out.
fn compared(said: &[(Matter, RecordId, Said)]) -> Option<Compared> {
    let matter = said.first()?.0;
    let mut heard: Vec<RecordId> = Vec::new();
    let mut claims: Vec<Claim> = Vec::new();
    for (_, by, said) in said {
        // What is told in another unit, or of another time, is of something else, too.
        let is_alike = match (claims.first().map(|claim| &claim.said), said) {
            (Some(Said::Figure(first)), Said::Figure(this)) => {
                let is_of_one_time = first.begins.zip(this.begins).is_none_or(|(one, other)| {
                    !one.ends_before(other, Zones::Any) && !other.ends_before(one, Zones::Any)
                });
                first.unit.dimension == this.unit.dimension && is_of_one_time
            }
            _ => true,
        };
        if heard.contains(by) || !is_alike {
            continue;
        }
        heard.push(*by);
        match claims.iter_mut().find(|claim| claim.said.agrees(said)) {
            Some(claim) => claim.by.push(*by),
            None => claims.push(Claim { said: said.clone(), by: vec![*by] }),
        }
    }
    (heard.len() > 1).then_some(Compared { matter, claims })
}

fn people(people: impl Iterator<Item = RecordId>) -> Vec<RecordId> {
    let mut people: Vec<RecordId> = people.collect();
    people.sort_unstable();
    people.dedup();
    people
}
