//! The manifest: what a reader must know before it fetches anything else.

use serde_json::json;

use crate::search::digits::FORMAT;
use crate::search::facet::FacetField;
use crate::search::field::Field;
use crate::vocab::fingerprint::Hasher;

use super::file::{NamedFile, Sort};
use super::postings::ByField;

/// What the manifest says, the build's number and the names of files aside.
pub(super) struct Manifest<'m> {
    pub(super) documents: u32,
    /// For each field how many tokens it has in all, and how many documents have it.
    pub(super) lengths: ByField<(u64, u32)>,
    /// The languages of documents, which stop words name by their numbers.
    pub(super) languages: &'m [String],
    /// The first surface of each lexicon shard.
    pub(super) lexicon: Vec<String>,
    /// The first term of each lexicon shard's first surface.
    pub(super) lexicon_terms: Vec<u32>,
    /// The first term of each postings shard.
    pub(super) postings: Vec<u32>,
    /// The first stop word of each shard of titles.
    pub(super) titles: Vec<String>,
    /// The first term of each positions shard, and the first document of each documents shard, which the manifest does not say: they have files of their own.
    pub(super) positions: Vec<u32>,
    pub(super) documents_shards: Vec<u32>,
    /// The first index term of each postings shard, cut to what tells it from the term before.
    pub(super) stems: Vec<String>,
    /// The postings shards that hold one stop word and nothing else.
    pub(super) stop_words: Vec<u32>,
    /// Groups of names that mean the same.
    pub(super) same: Vec<Vec<String>>,
    /// The facets.
    pub(super) facets: Vec<(FacetField, FacetPlace<'m>)>,
}

/// Where a facet's body is.
pub(super) enum FacetPlace<'m> {
    /// In the manifest itself.
    Here(&'m [u8]),
    /// In a file of its own, of so many bytes.
    File(usize),
}

impl<'m> Manifest<'m> {
    /// A line of JSON; then the bodies of the facets that are in here.
    pub(super) fn bytes(&self, files: &[NamedFile<'_>]) -> Vec<u8> {
        let file = |sort: Sort, name: &str| {
            files.iter().find(|file| file.file.sort == sort && file.file.name == name)
        };
        let facets = self.facets.iter().map(|(field, place)| match place {
            FacetPlace::Here(body) => json!([field.name(), body.len()]),
            FacetPlace::File(length) => {
                let digits = file(Sort::Facet, field.name()).map(|file| file.digits.text());
                json!([field.name(), 0, digits, length])
            }
        });
        let names = [Sort::Lexicon, Sort::Postings, Sort::Titles].map(|sort| names_of(sort, files));
        let mut manifest = json!({
            "format": FORMAT,
            "documents": self.documents,
            "lengths": self.lengths,
            "boosts": Field::ALL.map(Field::boost),
            "languages": self.languages,
            "lexicon": self.lexicon,
            "lexicon_terms": steps(&self.lexicon_terms),
            "postings": steps(&self.postings),
            "titles": self.titles,
            "stems": self.stems,
            "stop_words": self.stop_words,
            "same": self.same,
            "facets": facets.collect::<Vec<_>>(),
            "dates": file(Sort::Dates, "").map(|file| file.digits.text()),
            "places": file(Sort::Places, "").map(|file| file.digits.text()),
            "cards": file(Sort::Cards, "").map(|file| file.digits.text()),
            "names": names,
        });
        let here = |(_, place): &(FacetField, FacetPlace<'m>)| match place {
            FacetPlace::Here(body) => Some(*body),
            FacetPlace::File(_) => None,
        };
        let bodies: Vec<&[u8]> = self.facets.iter().filter_map(here).collect();
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

/// Of a sort of numbered files: the letter, how many there are, how many in a row share their digits, and the digits.
pub(super) fn names_of(sort: Sort, files: &[NamedFile<'_>]) -> (&'static str, usize, usize, String) {
    let digits: Vec<String> =
        files.iter().filter(|file| file.file.sort == sort).map(|file| file.digits.text()).collect();
    let shared: String = digits.iter().step_by(sort.sharing()).map(String::as_str).collect();
    (sort.prefix(), digits.len(), sort.sharing(), shared)
}

/// Ascending numbers, each less the one before: shorter, and compressed far better.
pub(super) fn steps(numbers: &[u32]) -> Vec<i64> {
    let before = std::iter::once(0).chain(numbers.iter().copied());
    numbers.iter().zip(before).map(|(number, before)| i64::from(*number) - i64::from(before)).collect()
}
