//! Figures that can be compared: one metric over time, or several of one source in one unit.

use std::cmp::{Ordering, Reverse};

use crate::document::matter::Figure;
use crate::knowledge::{Details, KnowledgeBase, RecordId};
use crate::vocab::date::PartialDate;
use crate::vocab::kind::Kind;

/// Comparisons that are drawn: each metric has a page with all of its figures.
const LIMIT: usize = 3;
/// Figures in one comparison.
const ROWS: usize = 6;

/// Figures that mean the same, or the same thing of different things.
#[derive(Debug, Clone, PartialEq)]
pub(in crate::render) struct Claims {
    /// What was measured; none when the figures differ in it, and share their source and period.
    pub(in crate::render) metric: Option<String>,
    pub(in crate::render) unit: Option<String>,
    pub(in crate::render) rows: Vec<Claim>,
}

/// One value of a figure.
#[derive(Debug, Clone, PartialEq)]
pub(in crate::render) struct Claim {
    pub(in crate::render) figure: RecordId,
    pub(in crate::render) value: f64,
    /// The value that there was before the one that the figure tells.
    pub(in crate::render) is_before: bool,
    /// Its part of the largest value, 0 to 100.
    pub(in crate::render) share: usize,
}

/// A figure as it was told.
#[derive(Clone, Copy)]
struct Told<'a> {
    id: RecordId,
    source: RecordId,
    metric: Option<RecordId>,
    figure: &'a Figure,
    /// When its period begins, or else when its source is from.
    begins: Option<PartialDate>,
}

impl<'a> Told<'a> {
    /// What it can be set beside, over time.
    fn metric(&self) -> (Option<RecordId>, Option<&'a str>) {
        (self.metric, self.figure.unit())
    }

    fn period(&self) -> &'a str {
        self.figure.period.as_ref().map_or("", |period| &period.0)
    }

    /// What figures of one metric are ordered by: from when they are, where that is known; then the larger first.
    fn compare_in_time(&self, other: &Self) -> Ordering {
        (self.begins, self.period())
            .cmp(&(other.begins, other.period()))
            .then(other.figure.value.middle().total_cmp(&self.figure.value.middle()))
            .then(self.id.cmp(&other.id))
    }

    fn place(&self) -> (RecordId, Option<&'a str>, &'a str) {
        (self.source, self.figure.unit(), self.period())
    }
}

/// The comparisons with most figures: first metrics over time, then sources.
pub(in crate::render) fn claims(knowledge: &KnowledgeBase) -> Vec<Claims> {
    let figures: Vec<Told<'_>> = knowledge
        .of_kind(Kind::Figure)
        .filter_map(|(id, record)| {
            let Details::Figure(figure) = &record.details else { return None };
            let written = record.figure()?;
            let begins = written.period.as_ref().and_then(|period| beginning(&period.0)).or(record.date);
            Some(Told { id, source: figure.source, metric: figure.metric, figure: written, begins })
        })
        .collect();
    let mut figures: Vec<_> = figures.into_iter().map(|told| (told.metric(), told)).collect();
    figures.sort_by(|(a_metric, a), (b_metric, b)| a_metric.cmp(b_metric).then_with(|| a.compare_in_time(b)));
    let mut figures: Vec<_> = figures.into_iter().map(|(_, told)| told).collect();
    let over_time = figures.chunk_by(|a, b| a.metric() == b.metric()).map(|figures| {
        let metric = figures.first().and_then(|told| Some(knowledge.record(told.metric?).title.clone()));
        comparison(metric, figures)
    });
    let mut all = most(over_time);
    figures.sort_by(|a, b| {
        a.place()
            .cmp(&b.place())
            .then(b.figure.value.middle().total_cmp(&a.figure.value.middle()))
            .then(a.id.cmp(&b.id))
    });
    all.extend(most(
        figures.chunk_by(|a, b| a.place() == b.place()).map(|figures| comparison(None, figures)),
    ));
    all.truncate(LIMIT);
    all
}

/// The first date of a period that is one, or two with a slash between them.
fn beginning(period: &str) -> Option<PartialDate> {
    PartialDate::parse(period.split('/').next().unwrap_or(period)).ok()
}

/// Those that compare something, those with most rows first.
fn most(comparisons: impl Iterator<Item = Claims>) -> Vec<Claims> {
    let mut comparisons: Vec<_> = comparisons.filter(|claims| claims.rows.len() > 1).collect();
    comparisons.sort_by_key(|claims| Reverse(claims.rows.len()));
    comparisons
}

fn comparison(metric: Option<String>, figures: &[Told<'_>]) -> Claims {
    let unit = figures.first().and_then(|told| told.figure.unit().map(str::to_owned));
    let with_before = metric.is_some();
    let mut rows: Vec<Claim> = figures
        .iter()
        .flat_map(|told| {
            let claim = |value, is_before| Claim { figure: told.id, value, is_before, share: 0 };
            let before = told.figure.before.as_ref().filter(|_| with_before);
            let before = before.map(|value| claim(value.middle(), true));
            before.into_iter().chain([claim(told.figure.value.middle(), false)])
        })
        .collect();
    // The latest are last over time, and the largest first side by side.
    if with_before {
        rows.drain(..rows.len().saturating_sub(ROWS));
    } else {
        rows.truncate(ROWS);
    }
    let largest = rows.iter().map(|row| row.value).fold(0.0, f64::max);
    for row in rows.iter_mut().filter(|row| row.value > 0.0 && largest > 0.0) {
        let reaches = |part: &u8| f64::from(*part) / 100.0 * largest >= row.value;
        row.share = (1..100).find(reaches).map_or(100, usize::from);
    }
    Claims { metric, unit, rows }
}
