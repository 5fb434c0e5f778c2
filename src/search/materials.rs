//! Materials: what the index and the search data for browsers are both made from.
//!
//! Comes in: the corpus, its catalogue, what is searched, and synonyms. Goes out: the table of words, and what they mean; and cards as bytes, each made when it is asked for, since
//! few are asked for after an edit. What always holds: everything is by document number.

use std::collections::BTreeMap;
use std::ops::Range;
use std::sync::Arc;

use crate::document::Transcript;
use crate::vocab::audience::Audience;
use crate::vocab::fingerprint::{Fingerprint, Hasher};

use super::catalogue::{Catalogue, Searched};
use super::corpus::Corpus;
use super::facet::FacetField;
use super::lexicon::meanings::{self, Meanings};
use super::lexicon::word_table::{self, Languages, Names, WordTable};
use super::said::{self, Part};
use super::synonyms::Synonyms;
use super::words::interner::hash;

/// What index and search data are made from.
pub struct Materials<'a> {
    pub(super) corpus: &'a Arc<Corpus>,
    pub(super) catalogue: &'a Catalogue,
    pub(super) words: WordTable<'a>,
    /// Groups of names that mean the same.
    pub(super) names: Vec<Names>,
    /// What words stand for, by their indexes in the table.
    pub(super) meanings: BTreeMap<u32, Meanings>,
    /// The languages of documents, as [`Languages`] numbers them.
    pub(super) languages: Vec<String>,
    searched: Searched<'a>,
}

impl<'a> Materials<'a> {
    /// The materials of a corpus.
    pub fn of(
        corpus: &'a Arc<Corpus>,
        catalogue: &'a Catalogue,
        searched: Searched<'a>,
        synonyms: &Synonyms,
    ) -> Self {
        let languages = Languages::of(corpus, searched.knowledge);
        let names = word_table::names(searched.knowledge, synonyms, &languages);
        let words = WordTable::of(corpus, &languages, &names);
        let meanings = meanings::of(&names, &words, corpus);
        Self { corpus, catalogue, words, names, meanings, languages: languages.all, searched }
    }

    /// For whom they are.
    pub(super) fn audience(&self) -> Audience {
        self.searched.knowledge.audience
    }

    /// How many documents there are.
    pub(super) fn len(&self) -> usize {
        self.corpus.len()
    }

    /// A fingerprint of everything that the index holds of these documents.
    pub(super) fn indexed(&self, documents: Range<usize>) -> Fingerprint {
        let mut hasher = Hasher::new();
        for digest in &self.catalogue.digests[documents] {
            hasher.update(digest.indexed.as_bytes());
        }
        hasher.finish()
    }

    /// Appends what a result shows of a document, in JSON.
    pub(super) fn write_card(&self, document: usize, bytes: &mut Vec<u8>) {
        self.searched.write_card(self.corpus.order[document], bytes);
    }

    /// What is said in recordings, in the order of documents.
    pub(super) fn transcripts(&self) -> impl Iterator<Item = &Transcript> {
        let bodies = self.corpus.order.iter().filter_map(|id| self.searched.own_body(*id));
        bodies.flat_map(|body| body.transcripts.iter().map(Arc::as_ref))
    }

    /// What is said in a document's recordings, by parts: the passages of each, by their seconds and texts.
    pub(super) fn said(&self, document: usize) -> Vec<Part<'_>> {
        let body = self.searched.own_body(self.corpus.order[document]);
        let parts =
            body.into_iter().flat_map(|body| body.transcripts.iter()).flat_map(|said| said::parts(said));
        parts
            .map(|part| part.iter().map(|passage| (passage.second, passage.text.as_str().into())).collect())
            .collect()
    }

    /// The values that a document is filtered by.
    pub(super) fn facets(&self, document: usize) -> Vec<(FacetField, String)> {
        self.searched.facets(self.corpus.order[document])
    }

    /// The number that a document is sorted by.
    pub(super) fn date(&self, document: usize) -> u64 {
        self.searched.date(self.corpus.order[document])
    }

    /// The key of a document that is put into runs ([`super::cuts::Thing`]).
    pub(super) fn key(&self, document: usize) -> u64 {
        let record = self.searched.knowledge.record(self.corpus.order[document]);
        hash(record.address.as_str().as_bytes())
    }
}
