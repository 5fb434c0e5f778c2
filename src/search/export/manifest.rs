//! The manifest: what a reader must know before it fetches anything else.

use std::collections::BTreeSet;

use serde_json::json;

use crate::search::bm25::idf_argument;
use crate::search::facet::FacetField;
use crate::search::field::Field;
use crate::vocab::fingerprint::Hasher;

use super::file::{FORMAT, NamedFile, Sort};
use super::postings::ByField;

/// What the manifest says, the build's number and the names of files aside.
pub(super) struct Manifest<'m> {
    pub(super) documents: u32,
    /// How many tokens each field has in all.
    pub(super) tokens: ByField<u64>,
    /// Each number of documents that some term is in, in some field, and that some surface is in.
    pub(super) document_frequencies: BTreeSet<u32>,
    /// The first surface of each lexicon shard.
    pub(super) lexicon: Vec<String>,
    /// The first term of each lexicon shard's first surface.
    pub(super) lexicon_terms: Vec<u32>,
    /// The first term or document of each shard.
    pub(super) postings: Vec<u32>,
    pub(super) positions: Vec<u32>,
    pub(super) shards: Vec<u32>,
    /// The first index term of each postings shard, cut to what tells it from the term before.
    pub(super) stems: Vec<String>,
    /// The postings shards that hold one stop word and nothing else.
    pub(super) stop_words: Vec<u32>,
    /// The facets, each with its body when that is in the manifest itself.
    pub(super) facets: Vec<(FacetField, Option<&'m [u8]>)>,
}

impl Manifest<'_> {
    /// A line of JSON; then the bodies of the facets that are in here.
    pub(super) fn bytes(&self, files: &[NamedFile<'_>]) -> Vec<u8> {
        let file = |sort: Sort, name: &str| {
            files.iter().find(|file| file.file.sort == sort && file.file.name == name)
        };
        let facets = self.facets.iter().map(|(field, body)| match body {
            Some(body) => json!([field.name(), body.len()]),
            None => {
                json!([field.name(), 0, file(Sort::Facet, field.name()).map(|file| file.digits.text())])
            }
        });
        let mut manifest = json!({
            "format": FORMAT,
            "documents": self.documents,
            "tokens": self.tokens,
            "boosts": Field::ALL.map(Field::boost),
            "idf": idf_exceptions(self.documents, &self.document_frequencies),
            "lexicon": self.lexicon,
            "lexicon_terms": self.lexicon_terms,
            "postings": self.postings,
            "positions": self.positions,
            "shards": self.shards,
            "stems": self.stems,
            "stop_words": self.stop_words,
            "facets": facets.collect::<Vec<_>>(),
            "dates": file(Sort::Dates, "").map(|file| file.digits.text()),
            "names": names(files),
        });
        let bodies: Vec<&[u8]> = self.facets.iter().filter_map(|(_, body)| *body).collect();
        let mut hasher = Hasher::new();
        hasher.update(manifest.to_string().as_bytes());
        for body in &bodies {
            hasher.update(body);
        }
        manifest["build"] = hasher.finish().to_string()[..16].into();
        let mut bytes = format!("{manifest}\n").into_bytes();
        bodies.iter().for_each(|body| bytes.extend_from_slice(body));
        bytes
    }
}

/// For each sort of numbered files: the letter, how many there are, how many in a row share their digits, and the digits.
fn names(files: &[NamedFile<'_>]) -> Vec<(&'static str, usize, usize, String)> {
    let numbered = [Sort::Lexicon, Sort::Postings, Sort::Positions, Sort::Documents];
    let of_sort = |sort: Sort| {
        let digits: Vec<String> =
            files.iter().filter(|file| file.file.sort == sort).map(|file| file.digits.text()).collect();
        let shared: String = digits.iter().step_by(sort.sharing()).map(String::as_str).collect();
        (sort.prefix(), digits.len(), sort.sharing(), shared)
    };
    numbered.map(of_sort).into()
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
