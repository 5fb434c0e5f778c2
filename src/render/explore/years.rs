//! Talks and reports by year.

use std::collections::BTreeMap;

use crate::knowledge::{KnowledgeBase, RecordId};
use crate::vocab::kind::Kind;

/// Years that are drawn: the last ones.
const LIMIT: i16 = 40;

/// What one year has.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(in crate::render) struct Year {
    pub(in crate::render) year: i16,
    pub(in crate::render) talks: usize,
    pub(in crate::render) reports: usize,
}

/// Every year from the first to the last of these works, empty ones among them; the last forty.
pub(in crate::render) fn by_year(
    knowledge: &KnowledgeBase,
    works: impl Iterator<Item = RecordId>,
) -> Vec<Year> {
    let mut counts: BTreeMap<i16, (usize, usize)> = BTreeMap::new();
    for record in works.map(|id| knowledge.record(id)) {
        let Some(date) = record.date else { continue };
        let (talks, reports) = counts.entry(date.year).or_default();
        *(if record.kind == Kind::Report { reports } else { talks }) += 1;
    }
    let (Some(first), Some(last)) = (counts.keys().next().copied(), counts.keys().next_back().copied())
    else {
        return Vec::new();
    };
    let year = |year: i16| {
        let (talks, reports) = counts.get(&year).copied().unwrap_or_default();
        Year { year, talks, reports }
    };
    (first.max(last - LIMIT + 1)..=last).map(year).collect()
}
