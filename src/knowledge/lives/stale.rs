//! Which lessons may be out of date, found from what the site knows: a newer report of the same organisation on the same technology, a technology that
//! was dropped since, a figure that has a newer value.
//!
//! No calendar is asked. What always holds: the cost grows with the lessons and the works, since each is looked at once, by lists that are bounded.

use crate::document::matter::Stance;
use crate::knowledge::record::{Details, Record, RecordId, Stale};
use crate::vocab::date::{PartialDate, Zones};
use crate::vocab::fold::fold;
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

/// An organisation and a technology, or another thing that is the organisation's.
type Pair<T> = (RecordId, T);

fn pairs(record: &Record) -> impl Iterator<Item = (Pair<RecordId>, Option<Stance>)> + '_ {
    record.organisations.iter().take(LOOKED_AT).flat_map(|organisation| {
        let technologies = record.technologies.iter().take(LOOKED_AT);
        technologies.map(|(technology, stance)| ((*organisation, *technology), *stance))
    })
}

/// The latest talk or report on each pair that some lesson is about, and the latest that tells that the technology was dropped.
fn uses(records: &[Record], lessons: &[usize]) -> HashMap<Pair<RecordId>, Use> {
    let mut uses: HashMap<Pair<RecordId>, Use> = HashMap::default();
    for index in lessons {
        uses.extend(pairs(&records[*index]).map(|(pair, _)| (pair, Use::default())));
    }
    for (id, record) in (0_u32..).map(RecordId).zip(records) {
        let (Kind::Talk | Kind::Report, Some(date)) = (record.kind, record.date) else { continue };
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

/// What was measured at each organisation last, by the folded name of the metric: of figures that say of which time they are. How long one incident took is
/// never outdated by the next.
fn figures(records: &[Record]) -> HashMap<Pair<String>, Latest> {
    let mut figures: HashMap<Pair<String>, Latest> = HashMap::default();
    for (id, record) in (0_u32..).map(RecordId).zip(records) {
        let (Details::Figure(_), Some(date)) = (&record.details, record.date) else { continue };
        let (Some(organisation), Some(written)) = (record.organisations.first(), record.figure()) else {
            continue;
        };
        if written.period.is_none() {
            continue;
        }
        note(figures.entry((*organisation, fold(&written.metric.value))).or_default(), date, id);
    }
    figures
}

fn reasons(
    records: &[Record],
    index: usize,
    uses: &HashMap<Pair<RecordId>, Use>,
    figures: &HashMap<Pair<String>, Latest>,
) -> Vec<Stale> {
    let record = &records[index];
    let (Some(date), Details::Lesson(lesson)) = (record.date, &record.details) else { return Vec::new() };
    let source = &records[lesson.source.0 as usize];
    let is_later = |other: &(PartialDate, RecordId)| date.ends_before(other.0, Zones::Any);
    let mut reasons = Vec::new();
    for ((organisation, technology), _) in pairs(record) {
        let Some(known) = uses.get(&(organisation, technology)) else { continue };
        if let Some((_, by)) = known.dropped.filter(is_later).filter(|(_, by)| *by != lesson.source) {
            reasons.push(Stale::Dropped { technology, by });
        } else if let Some((_, by)) = known.told.filter(is_later)
            && !tells_the_same(source, lesson.source, by, records)
        {
            reasons.push(Stale::Newer { technology, by });
        }
    }
    for id in source.figures.iter().take(LOOKED_AT) {
        let figure = &records[id.0 as usize];
        let (Some(organisation), Some(written)) = (figure.organisations.first(), figure.figure()) else {
            continue;
        };
        if written.period.is_none() {
            continue;
        }
        let latest = figures.get(&(*organisation, fold(&written.metric.value))).copied().flatten();
        let is_other = |(_, other): &(PartialDate, RecordId)| {
            let other = records[other.0 as usize].figure();
            other.is_some_and(|other| (&other.value, &other.unit) != (&written.value, &written.unit))
        };
        reasons
            .extend(latest.filter(is_later).filter(is_other).map(|(_, by)| Stale::Figure { old: *id, by }));
    }
    reasons.dedup();
    reasons.truncate(LOOKED_AT);
    reasons
}

/// Whether the other is about what the lesson was drawn from: the talk that a report covers, or the same event.
fn tells_the_same(source: &Record, id: RecordId, other: RecordId, records: &[Record]) -> bool {
    let other_record = &records[other.0 as usize];
    other == id
        || (source.event().is_some() && source.event() == other_record.event())
        || source
            .coverages()
            .iter()
            .chain(other_record.coverages())
            .any(|cover| cover.other == other || cover.other == id)
        || source.translations.contains(&other)
}
