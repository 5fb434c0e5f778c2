//! Facets for readers: which values each document has, by what names values are known, and the order of documents by date.

use std::collections::{BTreeMap, BTreeSet};

use rayon::prelude::*;
use serde_json::json;

use crate::knowledge::KnowledgeBase;
use crate::search::facet::FacetField;
use crate::search::facet_names;
use crate::search::materials::{Material, Materials};

use super::file::{DataFile, Sort};
use super::numbers::{push_difference, push_text, push_varint};

/// The values of every document.
pub(super) struct Facets<'m> {
    documents: &'m [Material],
    knowledge: &'m KnowledgeBase,
    /// By field: each value, in order, with the number of documents that have it.
    values: BTreeMap<FacetField, BTreeMap<&'m str, u32>>,
}

impl<'m> Facets<'m> {
    pub(super) fn of(materials: &'m Materials<'_>) -> Self {
        let Materials { documents, knowledge, .. } = materials;
        let mut values: BTreeMap<FacetField, BTreeMap<&str, u32>> = BTreeMap::new();
        for (field, value) in documents.iter().flat_map(|document| &document.facets) {
            *values.entry(*field).or_default().entry(value).or_default() += 1;
        }
        Self { documents, knowledge, values }
    }

    /// What is written of each field that some document has a value of: its values' names, then which documents have which.
    pub(super) fn bodies(&self) -> Vec<(FacetField, Vec<u8>)> {
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
        let of_document = |document: &Material| -> Vec<u32> {
            let own = document.facets.iter().filter(|(other, _)| *other == field);
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
pub(super) fn dates(documents: &[Material]) -> DataFile {
    let keys: Vec<u64> = documents.iter().map(|document| document.date).collect();
    let distinct: BTreeSet<u64> = keys.iter().copied().collect();
    let ranks: BTreeMap<u64, u32> = distinct.into_iter().rev().zip(0..).collect();
    let mut body = Vec::new();
    let mut before = 0;
    for key in keys {
        push_difference(&mut body, ranks[&key], before);
        before = ranks[&key];
    }
    DataFile { sort: Sort::Dates, name: String::new(), body }
}
