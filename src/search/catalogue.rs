//! The catalogue: for each document of the corpus a digest, which tells whether the document changed, and its facets.
//!
//! Comes in: what is searched, and the catalogue of before. Goes out: digests by document number, and the filters. What always holds:
//!
//! - Documents with equal digests are indexed and shown alike, so that what was made of one stands for the other.
//! - The order of documents and the filters depend on the knowledge alone.
//! - A document's digest depends on the knowledge and on its file. While the knowledge is the same, the digest of an unchanged file stays.

use std::sync::Arc;

use borsh::{BorshDeserialize, BorshSerialize};
use rayon::prelude::*;

use crate::document::Body;
use crate::knowledge::{KnowledgeBase, RecordId};
use crate::vocab::fingerprint::{Fingerprint, Hasher};

use super::card;
use super::corpus::document_order;
use super::date_key::date_key;
use super::facet::{FacetField, facets_of};
use super::filters::Filters;

/// What is searched.
#[derive(Clone, Copy)]
pub struct Searched<'a> {
    pub knowledge: &'a KnowledgeBase,
    /// The fingerprint of everything that the knowledge was made from.
    pub fingerprint: Fingerprint,
    /// By [`crate::knowledge::Record::document`].
    pub bodies: &'a [Arc<Body>],
    /// The fingerprints of the files that the bodies are in.
    pub files: &'a [Fingerprint],
}

/// What is known of every document.
#[derive(Debug, Clone, BorshSerialize, BorshDeserialize)]
pub struct Catalogue {
    /// The fingerprint of everything that the knowledge was made from.
    knowledge: Fingerprint,
    /// The record of each document.
    pub(super) order: Arc<[RecordId]>,
    pub(super) digests: Vec<Digest>,
    pub(super) filters: Arc<Filters>,
}

/// Fingerprints that tell whether a document changed.
#[derive(Debug, Clone, PartialEq, Eq, BorshSerialize, BorshDeserialize)]
pub(super) struct Digest {
    /// Its file; none when it is a stub.
    file: Option<Fingerprint>,
    /// The texts that are searched.
    pub(super) entry: Fingerprint,
    /// Its card as bytes, and how many bytes those are.
    pub(super) card: Fingerprint,
    pub(super) card_length: u32,
    /// Everything that the index holds of it.
    pub(super) indexed: Fingerprint,
}

impl<'a> Searched<'a> {
    /// The prose of a record's file.
    pub(super) fn body(&self, id: RecordId) -> Option<&'a Body> {
        let document = self.knowledge.record(id).document?;
        self.bodies.get(document).map(Arc::as_ref)
    }

    /// The same of a record that is no part of another, whose prose is its source's.
    pub(super) fn own_body(&self, id: RecordId) -> Option<&'a Body> {
        self.body(id).filter(|_| !self.knowledge.record(id).kind.is_part())
    }

    fn file(&self, id: RecordId) -> Option<Fingerprint> {
        let document = self.knowledge.record(id).document?;
        self.files.get(document).copied()
    }

    /// What a result shows of a record, as [`card::write`] writes it.
    pub(super) fn write_card(&self, id: RecordId, bytes: &mut Vec<u8>) {
        let record = self.knowledge.record(id);
        card::write(&card::card(record, self.knowledge, self.body(id)), bytes);
    }

    pub(super) fn facets(&self, id: RecordId) -> Vec<(FacetField, String)> {
        facets_of(id, self.knowledge.record(id), self.knowledge)
    }

    pub(super) fn date(&self, id: RecordId) -> u64 {
        date_key(self.knowledge.record(id).date)
    }

    /// The digest of a record whose entry has this fingerprint.
    pub(super) fn digest(&self, id: RecordId, entry: Fingerprint) -> Digest {
        let mut bytes = Vec::new();
        self.write_card(id, &mut bytes);
        let mut hasher = Hasher::new();
        hasher.update(entry.as_bytes()).update(&bytes).update(&self.date(id).to_le_bytes());
        for (field, value) in self.facets(id) {
            hasher.update(field.name().as_bytes()).update(value.as_bytes());
        }
        let (card, card_length) = (Fingerprint::of(&bytes), bytes.len() as u32);
        Digest { file: self.file(id), entry, card, card_length, indexed: hasher.finish() }
    }
}

impl Catalogue {
    /// A catalogue without digests yet. `before` is a catalogue of the same knowledge, if there is one: its order and filters are taken over.
    pub(super) fn begin(searched: &Searched<'_>, before: Option<&Self>) -> Self {
        let knowledge = searched.fingerprint;
        if let Some(before) = before {
            let (order, filters) = (Arc::clone(&before.order), Arc::clone(&before.filters));
            return Self { knowledge, order, digests: Vec::new(), filters };
        }
        let order: Arc<[RecordId]> = document_order(searched.knowledge).into();
        let of_document = |id: &RecordId| (searched.facets(*id), searched.date(*id));
        let documents: Vec<_> = order.par_iter().map(of_document).collect();
        let filters = Arc::new(Filters::of(&documents, searched.knowledge));
        Self { knowledge, order, digests: Vec::new(), filters }
    }

    /// Whether it is one of this knowledge.
    pub(super) fn is_of(&self, searched: &Searched<'_>) -> bool {
        self.knowledge == searched.fingerprint
            && self.order.iter().all(|id| (id.0 as usize) < searched.knowledge.records.len())
    }

    /// The digest of a document, by its number, if its file is unchanged. Ask only a catalogue of this knowledge ([`Self::is_of`]).
    pub(super) fn known(&self, searched: &Searched<'_>, document: usize) -> Option<&Digest> {
        let id = *self.order.get(document)?;
        self.digests.get(document).filter(|digest| digest.file == searched.file(id))
    }
}
