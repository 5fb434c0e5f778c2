//! Which lessons may be out of date, found from what the site knows: a newer report of the same organisation on the same technology, a technology that
//! was dropped since, a figure that has a newer value.
//!
//! No calendar is asked. What always holds:
//!
//! - The cost grows with the lessons and the works, since each is looked at once, by lists that are bounded.
//! - What tells of the same thing is no news, and what came before the author looked at a lesson again is answered.

use crate::document::matter::{LessonState, Stance};
use crate::knowledge::measures::{Measure, measure};
use crate::knowledge::record::{Details, Record, RecordId, Stale};
use crate::knowledge::telling::tell_the_same;
use crate::vocab::date::{PartialDate, Zones};
use crate::vocab::hash::HashMap;
use crate::vocab::kind::Kind;

/// Of one record so many organisations, technologies and figures are looked at.
const LOOKED_AT: usize = 8;

/// The latest record of its sort, and when it was.
type Latest = Option<(PartialDate, RecordId)>;

/// What there is on an organisation's use of a technology.
#[derive(Default)]
struct Use {
    told: Latest,
    dropped: Latest,
}

/// Finds why each lesson may be out of date.
pub(super) fn find(records: &mut [Record]) {
    let lessons: Vec<usize> =
        (0..records.len()).filter(|index| records[*index].kind == Kind::Lesson).collect();
    if lessons.is_empty() {
        return;
    }
    let uses = uses(records, &lessons);
    let figures = figures(records);
    for index in lessons {
        let reasons = reasons(records, index, &uses, &figures);
        if let Details::Lesson(lesson) = &mut records[index].details
            && !reasons.is_empty()
        {
            lesson.life.get_or_insert_default().stale = reasons;
        }
    }
}

/// An organisation, and a technology or a metric.
type Pair = (RecordId, RecordId);

fn pairs(record: &Record) -> impl Iterator<Item = (Pair, Option<Stance>)> + '_ {
    record.organisations.iter().take(LOOKED_AT).flat_map(|organisation| {
        let technologies = record.technologies.iter().take(LOOKED_AT);
        technologies.map(|(technology, stance)| ((*organisation, *technology), *stance))
    })
}

/// The latest talk or report on each pair that some lesson is about, and the latest that tells that the technology was dropped.
fn uses(records: &[Record], lessons: &[usize]) -> HashMap<Pair, Use> {
    let mut uses: HashMap<Pair, Use> = HashMap::default();
    for index in lessons {
        uses.extend(pairs(&records[*index]).map(|(pair, _)| (pair, Use::default())));
    }
    for (id, record) in (0_u32..).map(RecordId).zip(records) {
        let (Kind::Talk | Kind::Report, Some(date)) = (record.kind, record.sure_date()) else { continue };
        for (pair, stance) in pairs(record) {
            let Some(known) = uses.get_mut(&pair) else { continue };
            note(&mut known.told, date, id);
            if stance == Some(Stance::Dropped) {
                note(&mut known.dropped, date, id);
            }
        }
    }
    uses
}

fn note(latest: &mut Latest, date: PartialDate, id: RecordId) {
    if latest.is_none_or(|(known, _)| known < date) {
        *latest = Some((date, id));
    }
}

/// What was measured at each organisation last.
fn figures(records: &[Record]) -> HashMap<Pair, Measure> {
    let mut figures: HashMap<Pair, Measure> = HashMap::default();
    for id in (0..records.len() as u32).map(RecordId) {
        let Some((key, measured)) = standing(records, id) else { continue };
        let is_newer = |known: &Measure| known.begins < measured.begins;
        if figures.get(&key).is_none_or(is_newer) {
            figures.insert(key, measured);
        }
    }
    figures
}

/// What a figure says of how things stand at one organisation. One of a single day or hour tells what happened then: how long an incident took is never
/// outdated by the next.
fn standing(records: &[Record], id: RecordId) -> Option<(Pair, Measure)> {
    let record = &records[id.0 as usize];
    let (Details::Figure(figure), [organisation]) = (&record.details, record.organisations.as_slice()) else {
        return None;
    };
    let period = record.figure()?.period.as_ref()?.0.as_str();
    let is_day =
        |part: &str| PartialDate::parse(part.trim_end_matches('?')).is_ok_and(|date| date.civil().is_some());
    if period.split('/').any(is_day) {
        return None;
    }
    Some(((*organisation, figure.metric?), measure(records, id)?))
}

fn reasons(
    records: &[Record],
    index: usize,
    uses: &HashMap<Pair, Use>,
    figures: &HashMap<Pair, Measure>,
) -> Vec<Stale> {
    let record = &records[index];
    let (Some(date), Details::Lesson(lesson)) = (record.date, &record.details) else { return Vec::new() };
    let written = record.written_life();
    let state = written.and_then(|life| life.state.as_ref()).map(|state| state.value);
    if state == Some(LessonState::Rejected) {
        return Vec::new();
    }
    let source = &records[lesson.source.0 as usize];
    let looked_at = written.and_then(|life| life.verified.as_ref()).and_then(|verified| verified.at);
    let until = written.and_then(|life| life.stale_after);
    let is_answered = |day: PartialDate| {
        looked_at.into_iter().chain(until).any(|known| !known.ends_before(day, Zones::Any))
    };
    let is_news = |(day, by): &(PartialDate, RecordId)| {
        date.ends_before(*day, Zones::Any)
            && !is_answered(*day)
            && !tells_the_same(source, lesson.source, *by, records)
    };
    let mut reasons = Vec::new();
    for ((organisation, technology), stance) in pairs(record) {
        let Some(known) = uses.get(&(organisation, technology)) else { continue };
        // A lesson of dropping it is not outdated by who drops it again.
        let dropped = known.dropped.filter(|_| stance != Some(Stance::Dropped));
        if let Some((_, by)) = dropped.filter(is_news) {
            reasons.push(Stale::Dropped { technology, by });
        } else if let Some((_, by)) = known.told.filter(is_news) {
            reasons.push(Stale::Newer { technology, by });
        }
    }
    for id in source.figures.iter().take(LOOKED_AT) {
        let Some((key, old)) = standing(records, *id) else { continue };
        let Some(new) = figures.get(&key) else { continue };
        let is_newer = old.begins.zip(new.begins).is_some_and(|(old, new)| old.ends_before(new, Zones::Any));
        let is_other = old.unit.dimension == new.unit.dimension && !old.amount.agrees(new.amount);
        if is_newer && is_other && !new.begins.is_some_and(is_answered) {
            reasons.push(Stale::Figure { old: *id, by: new.figure });
        }
    }
    reasons.dedup();
    reasons.truncate(LOOKED_AT);
    reasons
}

/// Whether the other tells of what the lesson was drawn from, or of the same event.
fn tells_the_same(source: &Record, id: RecordId, other: RecordId, records: &[Record]) -> bool {
    (source.event().is_some() && source.event() == records[other.0 as usize].event())
        || tell_the_same(records, id, other)
}
