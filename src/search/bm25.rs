//! BM25 in 32-bit numbers, step by step as tantivy computes it, but for titles, whose length counts less (Robertson & Zaragoza, section 3.6, have a B by field, too).
//!
//! Apart because the browser's engine (`score.js`) takes the same steps. What always holds: every step is an addition, a multiplication, a division or a rounding, which IEEE 754
//! fixes; so another reader of the same counts gets the same bits on any machine. That is why the logarithm is our own: those of systems differ in their last bits.

use super::field::Field;
use super::tuning::{B, K1, TITLE_B};

/// By fieldnorm id: what a field's length adds to how often a term is in it.
pub(super) type Norms = [f32; 256];

/// The inverse document frequency of what so many of the documents have.
#[expect(clippy::cast_precision_loss, reason = "as tantivy does")]
pub(super) fn idf(documents: u32, document_frequency: u32) -> f32 {
    let without = documents.saturating_sub(document_frequency);
    ln(1.0 + (without as f32 + 0.5) / (document_frequency as f32 + 0.5))
}

/// The most that something of this inverse document frequency can be worth.
pub(super) fn most(idf: f32) -> f32 {
    idf * (1.0 + K1)
}

/// What something that can be worth `weight` is worth where it stands so often.
#[expect(clippy::cast_precision_loss, reason = "as tantivy does")]
pub(super) fn score(weight: f32, times: u32, norm: f32) -> f32 {
    let times = times as f32;
    weight * (times / (times + norm))
}

/// The norms of a field that has so many tokens in all, in so many documents that have it.
#[expect(clippy::cast_precision_loss, reason = "as tantivy does")]
pub(super) fn norms(field: Field, tokens: u32, documents: u32) -> Norms {
    let average = tokens as f32 / documents as f32;
    let b = if field == Field::Title { TITLE_B } else { B };
    std::array::from_fn(|id| {
        let length = tantivy::fieldnorm::FieldNormReader::id_to_fieldnorm(id as u8);
        K1 * (1.0 - b + b * length as f32 / average)
    })
}

/// The natural logarithm of a number that is 1 or more: halved until it is near 1, then by the series of the area tangent.
fn ln(number: f32) -> f32 {
    let (mut rest, mut halvings) = (f64::from(number), 0.0);
    while rest > 1.5 {
        rest /= 2.0;
        halvings += 1.0;
    }
    let ratio = (rest - 1.0) / (rest + 1.0);
    let square = ratio * ratio;
    let mut sum = 0.0;
    for odd in (1..=23).rev().step_by(2) {
        sum = sum * square + 1.0 / f64::from(odd);
    }
    (halvings * std::f64::consts::LN_2 + 2.0 * ratio * sum) as f32
}

#[cfg(test)]
mod tests {
    #![expect(clippy::cast_precision_loss, reason = "as the code that is tested does")]

    use tantivy::query::Bm25Weight;

    use super::*;

    #[test]
    fn logarithms_are_right_to_the_last_bit() {
        for number in (0..40_000).map(|step| 1.0 + step as f32 * step as f32 / 977.0) {
            assert_eq!(ln(number).to_bits(), (f64::from(number).ln() as f32).to_bits(), "{number}");
        }
    }

    #[test]
    fn scores_are_those_of_tantivy() {
        let (documents, tokens) = (19_234, 2_345_678);
        let norms = norms(Field::Body, tokens, documents);
        for document_frequency in (1..documents).step_by(97) {
            let average = tokens as f32 / documents as f32;
            let theirs = Bm25Weight::for_one_term_without_explain(
                u64::from(document_frequency),
                u64::from(documents),
                average,
            )
            .boost_by(1.5);
            let weight = most(idf(documents, document_frequency)) * 1.5;
            for (id, times) in [(0_u8, 1), (9, 2), (40, 1), (88, 17), (255, 3)] {
                let ours = score(weight, times, norms[usize::from(id)]);
                let theirs = theirs.score(id, times);
                // The system's own logarithm may be off by a bit.
                assert!(
                    (ours - theirs).abs() <= theirs * 4.0 * f32::EPSILON,
                    "{document_frequency} {id} {times}: {ours} {theirs}"
                );
            }
        }
    }
}
