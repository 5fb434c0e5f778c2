//! The manifest: what a reader must know before it fetches anything else.

use std::collections::BTreeSet;

use serde_json::json;

use crate::search::bm25::idf_argument;
use crate::search::facet::FacetField;
use crate::search::field::Field;

use super::file::{Build, FORMAT};
use super::postings::ByField;

/// What the manifest says, the build's number aside.
pub(super) struct Manifest {
    pub(super) documents: u32,
    /// How many tokens each field has in all.
    pub(super) tokens: ByField<u64>,
    /// Each number of documents that some term is in, in some field, and that some surface is in.
    pub(super) document_frequencies: BTreeSet<u32>,
    /// The first surface of each lexicon shard.
    pub(super) lexicon: Vec<String>,
    /// The first term or document of each shard.
    pub(super) postings: Vec<u32>,
    pub(super) positions: Vec<u32>,
    pub(super) shards: Vec<u32>,
    /// The first index term of each postings shard, cut to what tells it from the term before.
    pub(super) stems: Vec<String>,
    /// The postings shards that hold one stop word and nothing else.
    pub(super) stop_words: Vec<u32>,
    /// The facets, each with its body when that is in the manifest itself.
    pub(super) facets: Vec<(FacetField, Option<Vec<u8>>)>,
}

impl Manifest {
    /// A line of JSON, with or without the build's number; then the bodies of the facets that are in here.
    pub(super) fn bytes(&self, build: Option<&Build>) -> Vec<u8> {
        let length = |body: &Option<Vec<u8>>| body.as_ref().map_or(0, Vec::len);
        let facets: Vec<(&str, usize)> =
            self.facets.iter().map(|(field, body)| (field.name(), length(body))).collect();
        let line = json!({
            "format": FORMAT,
            "build": build.map(Build::digits),
            "documents": self.documents,
            "tokens": self.tokens,
            "boosts": Field::ALL.map(Field::boost),
            "idf": idf_exceptions(self.documents, &self.document_frequencies),
            "lexicon": self.lexicon,
            "postings": self.postings,
            "positions": self.positions,
            "shards": self.shards,
            "stems": self.stems,
            "stop_words": self.stop_words,
            "facets": facets,
        });
        let mut bytes = format!("{line}\n").into_bytes();
        self.facets
            .iter()
            .filter_map(|(_, body)| body.as_ref())
            .for_each(|body| bytes.extend_from_slice(body));
        bytes
    }
}

/// The document frequencies whose logarithm a reader may not get right by rounding a 64-bit one, each with the 32-bit logarithm's
/// bits. That is where the two are different, or would be if the 64-bit one were off by a few units in its last place.
fn idf_exceptions(documents: u32, document_frequencies: &BTreeSet<u32>) -> Vec<(u32, u32)> {
    let exceptions = document_frequencies.iter().filter(|df| **df > 0).filter_map(|df| {
        let sum = idf_argument(documents, *df);
        let wide = f64::from(sum).ln();
        let error = wide.abs() * 4.0 * f64::EPSILON;
        let narrow = sum.ln();
        let is_safe = [wide - error, wide, wide + error]
            .iter()
            .all(|wide| (*wide as f32).to_bits() == narrow.to_bits());
        (!is_safe).then_some((*df, narrow.to_bits()))
    });
    exceptions.collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn readers_get_every_logarithm_right() {
        let documents = 19_234;
        let all: BTreeSet<u32> = (0..=documents).collect();
        let exceptions = idf_exceptions(documents, &all);
        assert!(exceptions.len() < 2_000, "{}", exceptions.len());
        for df in 1..=documents {
            let sum = idf_argument(documents, df);
            let exact = exceptions.iter().find(|(other, _)| *other == df).map(|(_, bits)| *bits);
            let read = exact.unwrap_or_else(|| (f64::from(sum).ln() as f32).to_bits());
            assert_eq!(read, sum.ln().to_bits(), "{df}");
        }
    }
}
