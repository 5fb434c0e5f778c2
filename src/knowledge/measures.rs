//! Figures made comparable: what each measures in what its dimension is told in, and which of a metric's figures contradict one another.
//!
//! What always holds: figures of two dimensions (minutes and percent, euros and dollars) are never set against each other; a figure whose author gives several numbers is
//! all of them, from the least to the most.

use std::cmp::Ordering;
use std::ops::Range;

use crate::document::matter::{self, Amount};
use crate::vocab::date::PartialDate;
use crate::vocab::unit::{Dimension, Unit};

use super::record::{Details, KnowledgeBase, Record, RecordId};

/// The figures of a metric that can be told in one unit, in the order of time.
#[derive(Debug)]
pub(crate) struct Comparable {
    pub(crate) dimension: Dimension,
    pub(crate) measures: Vec<Measure>,
}

/// A figure as it can be compared.
#[derive(Debug, Clone)]
pub(crate) struct Measure {
    pub(crate) figure: RecordId,
    pub(crate) unit: Unit,
    pub(crate) amount: Extent,
    /// The amount before the change that the figure tells.
    pub(crate) before: Option<Extent>,
    /// When its period begins; else when its source is from.
    pub(crate) begins: Option<PartialDate>,
}

/// From the least that an amount may be to the most, in what its dimension is told in; mostly one and the same.
#[derive(Debug, Clone, Copy, PartialEq)]
pub(crate) struct Extent {
    pub(crate) least: f64,
    pub(crate) most: f64,
}

impl Extent {
    fn of(amount: &Amount, unit: &Unit) -> Self {
        let numbers = amount.numbers();
        let base = |number: Option<&f64>| unit.base(number.copied().unwrap_or_default());
        Self { least: base(numbers.first()), most: base(numbers.last()) }
    }

    /// Whether both may be the same amount, told with other digits or in other units.
    pub(crate) fn agrees(self, other: Self) -> bool {
        /// Of two amounts that are rounded to two digits and a half, as people round.
        const ROUNDED: f64 = 0.005;
        let near = |one: f64, other: f64| (one - other).abs() <= ROUNDED * one.abs().max(other.abs());
        (self.least <= other.most && other.least <= self.most)
            || near(self.least, other.most)
            || near(self.most, other.least)
    }
}

impl Measure {
    fn compare_in_time(&self, other: &Self) -> Ordering {
        (self.begins.is_none(), self.begins, self.figure).cmp(&(
            other.begins.is_none(),
            other.begins,
            other.figure,
        ))
    }
}

impl KnowledgeBase {
    /// What a figure measures, as it can be compared.
    pub(crate) fn measure(&self, id: RecordId) -> Option<Measure> {
        measure(&self.records, id)
    }

    /// The figures of a metric by what they can be told in, the most figures first.
    pub(crate) fn comparables(&self, metric: &Record) -> Vec<Comparable> {
        let mut all: Vec<Measure> = self.figures_of(metric).filter_map(|id| self.measure(id)).collect();
        all.sort_by(|one, other| {
            one.unit.dimension.cmp(&other.unit.dimension).then_with(|| one.compare_in_time(other))
        });
        let groups = all.chunk_by(|one, other| one.unit.dimension == other.unit.dimension);
        let mut groups: Vec<Comparable> = groups
            .map(|measures| Comparable {
                dimension: measures[0].unit.dimension.clone(),
                measures: measures.to_vec(),
            })
            .collect();
        // Stable: of equally many, the dimensions stay in their order.
        groups.sort_by_key(|group| std::cmp::Reverse(group.measures.len()));
        groups
    }

    /// Which figures of those contradict one another: of one organisation and one period, from several sources, and not the same amount. Each group is a range of the list.
    pub(crate) fn contradictions(&self, comparable: &Comparable) -> Vec<Vec<Measure>> {
        let mut told: Vec<((RecordId, &str), &Measure)> = comparable
            .measures
            .iter()
            .filter_map(|measure| Some((self.claim_on(measure.figure)?, measure)))
            .collect();
        told.sort_by(|(one, a), (other, b)| one.cmp(other).then_with(|| a.compare_in_time(b)));
        let groups = told.chunk_by(|(one, _), (other, _)| one == other);
        let differ = |group: &&[((RecordId, &str), &Measure)]| {
            let source = |measure: &Measure| match &self.record(measure.figure).details {
                Details::Figure(figure) => Some(figure.source),
                _ => None,
            };
            let (_, first) = group[0];
            group
                .iter()
                .any(|(_, other)| source(other) != source(first) && !first.amount.agrees(other.amount))
        };
        groups
            .filter(differ)
            .map(|group| group.iter().map(|(_, measure)| (*measure).clone()).collect())
            .collect()
    }

    /// Whose figure it is and of when, where both are known: other figures that claim the same are of the same thing.
    fn claim_on(&self, figure: RecordId) -> Option<(RecordId, &str)> {
        let record = self.record(figure);
        let period = record.figure()?.period.as_ref()?.0.as_str();
        // Much may take its time in one year: a length of time is of one thing only where its days are told.
        let is_length = self.measure(figure)?.unit.dimension == Dimension::Time;
        if is_length
            && !period.split('/').all(|day| PartialDate::parse(day).is_ok_and(|day| day.day.is_some()))
        {
            return None;
        }
        match record.organisations.as_slice() {
            [organisation] => Some((*organisation, period)),
            _ => None,
        }
    }
}

/// What a figure among these records says; nothing of another record.
pub(super) fn measure(records: &[Record], id: RecordId) -> Option<Measure> {
    let record = &records[id.0 as usize];
    let Details::Figure(figure) = &record.details else { return None };
    let written = record.figure()?;
    let metric = figure.metric.map_or("", |metric| records[metric.0 as usize].title.as_str());
    let unit = Unit::of(written.unit(), &format!("{metric} {}", written.metric.value));
    let before = written.before.as_ref().map(|before| match before.own_unit() {
        Some(own) => Extent::of(before, &Unit::parse(own)),
        None => Extent::of(before, &unit),
    });
    Some(Measure {
        figure: id,
        amount: Extent::of(&written.value, &unit),
        before,
        begins: begins(written).or(record.date),
        unit,
    })
}

/// The first date of a figure's period, where that is a date or two.
fn begins(figure: &matter::Figure) -> Option<PartialDate> {
    let period = figure.period.as_ref()?.0.as_str();
    PartialDate::parse(period.split('/').next().unwrap_or(period).trim_end_matches('?')).ok()
}

/// Those of a list that a drawing has room for: the latest.
pub(crate) fn latest(count: usize, most: usize) -> Range<usize> {
    count.saturating_sub(most)..count
}
