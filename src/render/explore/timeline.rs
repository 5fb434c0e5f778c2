//! Events in time: a row a year, and each event at its day.

use crate::knowledge::{Details, KnowledgeBase, RecordId};
use crate::vocab::date::PartialDate;

/// Events that are drawn: the latest.
const LIMIT: usize = 300;

/// An event in its year.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(in crate::render) struct Mark {
    pub(in crate::render) event: RecordId,
    /// How far into the year it is, 0 to 1,000; none when no more than the year is known.
    pub(in crate::render) place: Option<usize>,
    /// How much is known of it: 1 without talks, to 4 with fifty and more.
    pub(in crate::render) size: usize,
}

/// The latest events by year, the last year first, each year from its first day to its last. `events` come newest first.
pub(in crate::render) fn timeline(knowledge: &KnowledgeBase, events: &[RecordId]) -> Vec<(i16, Vec<Mark>)> {
    let mut years: Vec<(i16, Vec<Mark>)> = Vec::new();
    let dated = events.iter().filter_map(|id| Some((*id, knowledge.record(*id).date?)));
    for (event, date) in dated.take(LIMIT) {
        let mark = Mark { event, place: place(date), size: size(knowledge, event) };
        match years.last_mut() {
            Some((year, marks)) if *year == date.year => marks.push(mark),
            _ => years.push((date.year, vec![mark])),
        }
    }
    for (_, marks) in &mut years {
        marks.reverse();
        marks.sort_by_key(|mark| mark.place);
    }
    years
}

fn place(date: PartialDate) -> Option<usize> {
    let month = usize::try_from(date.month?).ok()?.saturating_sub(1);
    // Without a day, the middle of the month.
    let day = date.day.map_or(15, |day| usize::try_from(day).unwrap_or(1).saturating_sub(1));
    Some((month * 1000 + day * 1000 / 31) / 12)
}

fn size(knowledge: &KnowledgeBase, event: RecordId) -> usize {
    match &knowledge.record(event).details {
        Details::Event(event) => [1, 10, 50].iter().filter(|least| event.talks.len() >= **least).count() + 1,
        _ => 1,
    }
}
