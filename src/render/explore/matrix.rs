//! How often two things meet: a topic and a year, an organisation and a topic.

use std::cmp::Reverse;
use std::collections::{BTreeMap, BTreeSet};

use crate::knowledge::{Details, KnowledgeBase, RecordId};

/// Rows that are drawn: the largest.
const ROWS: usize = 10;
/// Columns that are drawn: the largest.
const COLUMNS: usize = 12;
/// Years that are drawn: the last.
const YEARS: i16 = 12;

/// Rows and columns, and how many talks and reports each pair has.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(in crate::render) struct Matrix<Column> {
    pub(in crate::render) rows: Vec<RecordId>,
    pub(in crate::render) columns: Vec<Column>,
    /// By row, then by column.
    pub(in crate::render) counts: Vec<Vec<usize>>,
}

impl<Column> Matrix<Column> {
    /// The largest count; 0 when nothing is counted.
    pub(in crate::render) fn largest(&self) -> usize {
        self.counts.iter().flatten().copied().max().unwrap_or_default()
    }

    fn of(rows: Vec<RecordId>, columns: Vec<Column>, pairs: &BTreeMap<(RecordId, Column), usize>) -> Self
    where
        Column: Copy + Ord,
    {
        let count =
            |row: &RecordId, column: &Column| pairs.get(&(*row, *column)).copied().unwrap_or_default();
        let counts =
            rows.iter().map(|row| columns.iter().map(|column| count(row, column)).collect()).collect();
        Self { rows, columns, counts }
    }
}

/// The topics that most talks and reports are about, over the last years.
pub(in crate::render) fn topics_by_year(knowledge: &KnowledgeBase, works: &[RecordId]) -> Matrix<i16> {
    let mut pairs = BTreeMap::new();
    let mut totals = BTreeMap::new();
    let mut years = BTreeSet::new();
    for id in works {
        let Some(date) = knowledge.record(*id).date else { continue };
        years.insert(date.year);
        for topic in topics(knowledge, *id) {
            *totals.entry(topic).or_default() += 1;
            *pairs.entry((topic, date.year)).or_default() += 1;
        }
    }
    let last = years.last().copied().unwrap_or_default();
    let first = years.first().copied().unwrap_or_default().max(last - YEARS + 1);
    let columns = if years.is_empty() { Vec::new() } else { (first..=last).collect() };
    Matrix::of(largest(&totals, ROWS), columns, &pairs)
}

/// The organisations that most is told of, and what of.
pub(in crate::render) fn organisations_by_topic(
    knowledge: &KnowledgeBase,
    works: &[RecordId],
) -> Matrix<RecordId> {
    let mut of_organisations: BTreeMap<RecordId, usize> = BTreeMap::new();
    let mut pairs = BTreeMap::new();
    for id in works {
        let topics = topics(knowledge, *id);
        for organisation in &knowledge.record(*id).organisations {
            *of_organisations.entry(*organisation).or_default() += 1;
            for topic in &topics {
                *pairs.entry((*organisation, *topic)).or_default() += 1;
            }
        }
    }
    let told: BTreeSet<RecordId> = pairs.keys().map(|(organisation, _)| *organisation).collect();
    of_organisations.retain(|organisation, _| told.contains(organisation));
    let rows = largest(&of_organisations, ROWS);
    let mut of_topics: BTreeMap<RecordId, usize> = BTreeMap::new();
    for ((organisation, topic), count) in &pairs {
        if rows.contains(organisation) {
            *of_topics.entry(*topic).or_default() += count;
        }
    }
    Matrix::of(rows, largest(&of_topics, COLUMNS), &pairs)
}

/// What a talk or report is about, the wider topics of its own among them.
fn topics(knowledge: &KnowledgeBase, work: RecordId) -> BTreeSet<RecordId> {
    let mut all = BTreeSet::new();
    for topic in &knowledge.record(work).topics {
        let mut next = Some(*topic);
        // Ends where topics go in a circle, too: the second time round nothing is new.
        while let Some(topic) = next.filter(|topic| all.insert(*topic)) {
            next = match knowledge.record(topic).details {
                Details::Term { broader } => broader,
                _ => None,
            };
        }
    }
    all
}

/// The names with most, most first; those with as many as another in the order of their ids.
fn largest(counts: &BTreeMap<RecordId, usize>, limit: usize) -> Vec<RecordId> {
    let mut names: Vec<_> = counts.iter().map(|(id, count)| (Reverse(*count), *id)).collect();
    names.sort_unstable();
    names.into_iter().take(limit).map(|(_, id)| id).collect()
}
