//! Filters: which values each document has in each facet, by what names values are known, and the order of documents by date.
//!
//! Comes in: the facets and the date of each document, by its number, and the knowledge base. Goes out: what search data and index hold of them, as bytes.

use std::collections::{BTreeMap, BTreeSet};

use borsh::{BorshDeserialize, BorshSerialize};
use rayon::prelude::*;
use serde_json::json;

use crate::knowledge::KnowledgeBase;

use super::facet::FacetField;
use super::lexicon::facet_names;
use super::words::numbers::{push_difference, push_text, push_varint};

/// What readers filter by, as search data and index hold it.
#[derive(Debug, Clone, PartialEq, Eq, BorshSerialize, BorshDeserialize)]
pub(super) struct Filters {
    /// For each facet that has values: their names, then which documents have which (`docs/search-data.md`).
    pub(super) facets: Vec<(FacetField, Vec<u8>)>,
    /// The order of documents by date, in the search data.
    pub(super) dates: Vec<u8>,
    /// The names of all values, in the index ([`facet_names`]).
    pub(super) names: Vec<u8>,
}

/// The facets of a document, and the number that it is sorted by.
type Filtered = (Vec<(FacetField, String)>, u64);

impl Filters {
    /// Those of these documents.
    pub(super) fn of(documents: &[Filtered], knowledge: &KnowledgeBase) -> Self {
        let (facets, names) = rayon::join(
            || Values::of(documents, knowledge).bodies(),
            || {
                let facets = documents.iter().flat_map(|(facets, _)| facets);
                facet_names::encode(&facets.map(|(field, value)| field.term(value)).collect(), knowledge)
            },
        );
        Self { facets, dates: dates(documents), names }
    }
}

/// The values of every document.
struct Values<'d> {
    documents: &'d [Filtered],
    knowledge: &'d KnowledgeBase,
    /// By field: each value, in order, with the number of documents that have it.
    values: BTreeMap<FacetField, BTreeMap<&'d str, u32>>,
}

impl<'d> Values<'d> {
    fn of(documents: &'d [Filtered], knowledge: &'d KnowledgeBase) -> Self {
        let mut values: BTreeMap<FacetField, BTreeMap<&str, u32>> = BTreeMap::new();
        for (field, value) in documents.iter().flat_map(|(facets, _)| facets) {
            *values.entry(*field).or_default().entry(value).or_default() += 1;
        }
        Self { documents, knowledge, values }
    }

    fn bodies(&self) -> Vec<(FacetField, Vec<u8>)> {
        let knowledge = self.knowledge;
        let titles = titles(knowledge);
        let fields: Vec<(FacetField, &BTreeMap<&str, u32>)> =
            self.values.iter().map(|(field, values)| (*field, values)).collect();
        fields
            .into_par_iter()
            .map(|(field, values)| {
                let mut body = Vec::new();
                push_text(&mut body, &names(field, values, &titles, knowledge).to_string());
                self.push_runs(&mut body, field, values);
                (field, body)
            })
            .collect()
    }

    /// Appends runs of documents with the same values.
    fn push_runs(&self, bytes: &mut Vec<u8>, field: FacetField, values: &BTreeMap<&str, u32>) {
        let numbers: BTreeMap<&str, u32> = values.keys().copied().zip(0..).collect();
        let of_document = |(facets, _): &Filtered| -> Vec<u32> {
            let own = facets.iter().filter(|(other, _)| *other == field);
            own.map(|(_, value)| numbers[value.as_str()]).collect()
        };
        let all: Vec<Vec<u32>> = self.documents.iter().map(of_document).collect();
        for run in all.chunk_by(|a, b| a == b) {
            push_varint(bytes, run.len() as u32);
            push_varint(bytes, run[0].len() as u32);
            let mut before = 0;
            for number in &run[0] {
                push_varint(bytes, number - before);
                before = *number;
            }
        }
    }
}

/// The titles of the records that are values, by field and id.
fn titles(knowledge: &KnowledgeBase) -> BTreeMap<(FacetField, &str), &str> {
    let records = knowledge.iter().map(|(_, record)| record);
    records
        .filter_map(|record| {
            Some(((FacetField::of_kind(record.kind)?, record.id.as_str()), record.title.as_str()))
        })
        .collect()
}

fn names(
    field: FacetField,
    values: &BTreeMap<&str, u32>,
    titles: &BTreeMap<(FacetField, &str), &str>,
    knowledge: &KnowledgeBase,
) -> serde_json::Value {
    let rows: Vec<_> = values
        .iter()
        .map(|(value, count)| {
            let title = titles.get(&(field, *value)).copied().unwrap_or(value);
            json!([value, title, count])
        })
        .collect();
    let terms: BTreeSet<String> = values.keys().map(|value| field.term(value)).collect();
    let numbers: BTreeMap<&str, usize> = terms.iter().map(String::as_str).zip(0..).collect();
    let prefix = field.term("");
    let keys: Vec<_> = facet_names::keys(&terms, knowledge)
        .iter()
        .map(|(key, term)| json!([&key[prefix.len()..], numbers[term]]))
        .collect();
    json!({ "values": rows, "keys": keys })
}

/// The order of documents by date.
fn dates(documents: &[Filtered]) -> Vec<u8> {
    let distinct: BTreeSet<u64> = documents.iter().map(|(_, date)| *date).collect();
    let ranks: BTreeMap<u64, u32> = distinct.into_iter().rev().zip(0..).collect();
    let mut body = Vec::new();
    let mut before = 0;
    for (_, date) in documents {
        push_difference(&mut body, ranks[date], before);
        before = ranks[date];
    }
    body
}
