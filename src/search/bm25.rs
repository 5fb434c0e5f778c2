//! What BM25 says of a word that few or many documents have, in 32-bit numbers, as tantivy computes it.
//!
//! What always holds: every step is rounded to 32 bits, so that another reader of the same counts gets the same bits.

const K1: f32 = 1.2;

/// What the logarithm of the inverse document frequency is taken of.
#[expect(clippy::cast_precision_loss, reason = "as tantivy does")]
pub(super) fn idf_argument(documents: u32, document_frequency: u32) -> f32 {
    let without = documents.saturating_sub(document_frequency);
    1.0 + ((without as f32 + 0.5) / (document_frequency as f32 + 0.5))
}

/// The most that a word in so many of the documents can be worth.
pub(super) fn weight(documents: u32, document_frequency: u32) -> f32 {
    idf_argument(documents, document_frequency).ln() * (1.0 + K1)
}
