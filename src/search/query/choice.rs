//! The choice: which documents answer a query, and in which order.
//!
//! Comes in: a plan, what documents are worth to it, and how many are asked for. Goes out: their numbers, best first, how many there are, and what a reader must be told of
//! that. What always holds:
//!
//! - What has all words comes before what has some.
//! - What has some of the words is shown only where few documents have all, and only if these words are worth something among all.
//! - Equal scores, and equal dates, keep the order of documents.

use std::cmp::Ordering;

use crate::search::tuning::{FEW, LEAST_SHARE};

use super::answer::Note;
use super::plan::Plan;
use super::tally::{Books, Tally, having};

/// What answers a query.
pub(super) struct Choice {
    pub(super) documents: Vec<u32>,
    pub(super) total: usize,
    pub(super) note: Option<Note>,
}

/// The order of results.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum Sort {
    /// Highest score first; a query without words is sorted by date.
    #[default]
    Relevance,
    /// Newest first; what has no date comes last.
    Date,
}

/// Chooses at most `limit` documents, after `offset` better ones.
pub(super) fn choose(
    plan: &Plan,
    tally: &Tally,
    books: Books<'_>,
    sort: Sort,
    (offset, limit): (usize, usize),
) -> tantivy::Result<Choice> {
    let fits = fitting(plan, books)?;
    let all: Vec<u32>;
    let candidates = if plan.asks_for_words {
        &tally.found
    } else {
        all = (0..books.documents).collect();
        &all
    };
    let fitting = candidates.iter().copied().filter(|document| fits[*document as usize]);
    let wanted = plan.wanted.len() as u32;
    let (whole, rest): (Vec<u32>, Vec<u32>) =
        fitting.partition(|document| tally.groups[*document as usize] == wanted);
    let few = if sort == Sort::Relevance { FEW } else { 1 };
    let least = LEAST_SHARE * tally.whole;
    let is_worth_it = |document: &u32| tally.shares[*document as usize] >= least;
    let rest: Vec<u32> =
        if whole.len() < few { rest.into_iter().filter(is_worth_it).collect() } else { Vec::new() };
    let note = match (whole.len(), rest.len()) {
        (_, 0) => None,
        (0, _) => Some(Note::AnyWord),
        (all, _) => Some(Note::SomeWords { all }),
    };
    let total = whole.len() + rest.len();
    let by_score = sort == Sort::Relevance && plan.asks_for_words;
    let order = |one: &u32, other: &u32| {
        let ordered = if by_score {
            tally.scores[*other as usize].total_cmp(&tally.scores[*one as usize])
        } else {
            books.segments.date(*other).cmp(&books.segments.date(*one))
        };
        ordered.then(one.cmp(other))
    };
    let end = offset.saturating_add(limit);
    let mut documents = first(whole, end, order);
    let missing = end - documents.len();
    documents.extend(first(rest, missing, order));
    documents.drain(..offset.min(documents.len()));
    Ok(Choice { documents, total, note })
}

/// The first documents of an order.
fn first(mut documents: Vec<u32>, count: usize, order: impl Fn(&u32, &u32) -> Ordering) -> Vec<u32> {
    if count < documents.len() {
        if count > 0 {
            documents.select_nth_unstable_by(count - 1, &order);
        }
        documents.truncate(count);
    }
    documents.sort_unstable_by(order);
    documents
}

/// By document, whether it has what the filters ask for and nothing that is excluded.
fn fitting(plan: &Plan, books: Books<'_>) -> tantivy::Result<Vec<bool>> {
    let count = books.documents as usize;
    let mut fits = vec![true; count];
    for filter in &plan.filters {
        let mut has = vec![false; count];
        for value in filter {
            books.segments.with_value(value, |document| has[document as usize] = true)?;
        }
        fits.iter_mut().zip(has).for_each(|(fits, has)| *fits &= has);
    }
    for value in &plan.excluded_facets {
        books.segments.with_value(value, |document| fits[document as usize] = false)?;
    }
    having(&plan.excluded, books, |document| fits[document as usize] = false)?;
    Ok(fits)
}
