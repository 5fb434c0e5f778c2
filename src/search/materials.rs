//! Materials: what the index and the search data for browsers are both made from.
//!
//! Comes in: the corpus, the knowledge base, the bodies. Goes out: the table of words, and of each document its facets, its card as bytes, and a
//! fingerprint. What always holds: all are by document number; documents of equal fingerprints are indexed alike.

use std::sync::Arc;

use rayon::prelude::*;

use crate::document::Body;
use crate::knowledge::KnowledgeBase;
use crate::vocab::fingerprint::{Fingerprint, Hasher};

use super::card;
use super::corpus::Corpus;
use super::date_key::date_key;
use super::facet::{FacetField, facets_of};
use super::interner::hash;
use super::word_table::WordTable;

/// What index and search data are made from.
pub struct Materials<'a> {
    pub(super) corpus: &'a Corpus,
    pub(super) knowledge: &'a KnowledgeBase,
    pub(super) words: WordTable<'a>,
    pub(super) documents: Vec<Material>,
}

/// What a document is besides its tokens.
pub(super) struct Material {
    pub(super) facets: Vec<(FacetField, String)>,
    pub(super) date: u64,
    /// As [`card::write`] writes it.
    pub(super) card: Box<[u8]>,
}

impl<'a> Materials<'a> {
    /// Those of a corpus; `bodies` are by [`crate::knowledge::Record::document`].
    pub fn of(corpus: &'a Corpus, knowledge: &'a KnowledgeBase, bodies: &[Arc<Body>]) -> Self {
        let of_document = |id| {
            let record = knowledge.record(id);
            let body = record.document.and_then(|index| bodies.get(index));
            let mut card = Vec::new();
            card::write(&card::card(record, knowledge, body.map(Arc::as_ref)), &mut card);
            let facets = facets_of(id, record, knowledge);
            Material { facets, date: date_key(record.date), card: card.into() }
        };
        let of_documents = || corpus.order().par_iter().map(|id| of_document(*id)).collect();
        let (words, documents) = rayon::join(|| WordTable::of(corpus, knowledge), of_documents);
        Self { corpus, knowledge, words, documents }
    }

    /// Of all that is indexed of a document.
    pub(super) fn fingerprint(&self, document: usize) -> Fingerprint {
        let Material { facets, date, card } = &self.documents[document];
        let mut hasher = Hasher::new();
        hasher.update(self.corpus.documents[document].entry.as_bytes()).update(card);
        hasher.update(&date.to_le_bytes());
        for (field, value) in facets {
            hasher.update(field.name().as_bytes()).update(value.as_bytes());
        }
        hasher.finish()
    }

    /// The key of a document that is put into runs ([`super::cuts::Thing`]).
    pub(super) fn key(&self, document: usize) -> u64 {
        hash(self.knowledge.record(self.corpus.order[document]).address.as_str().as_bytes())
    }
}
