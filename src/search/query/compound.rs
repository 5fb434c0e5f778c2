//! Compounds: the two words that an unknown one is made of, as `testrunner` is `test runner`.
//!
//! What always holds: each part is a known word of some letters; of several ways the one whose rarer part is in the most documents is taken, then the first.

use std::cmp::Reverse;

use crate::search::lexicon::Lexicon;
use crate::search::tuning::SHORTEST_PART;

/// The lexicon's indexes of the parts.
pub(super) fn parts(unknown: &str, lexicon: &Lexicon) -> Option<[usize; 2]> {
    let letters: Vec<usize> = unknown.char_indices().map(|(start, _)| start).collect();
    let places = letters.iter().skip(SHORTEST_PART);
    let places = places.take((letters.len() + 1).saturating_sub(2 * SHORTEST_PART));
    let ways = places.filter_map(|place| {
        let (one, other) = unknown.split_at(*place);
        let parts = [lexicon.find(one)?, lexicon.find(other)?];
        let rarer = parts.map(|part| lexicon.frequency(part)).into_iter().min();
        Some((Reverse(rarer), parts))
    });
    ways.min_by_key(|(rarer, _)| *rarer).map(|(_, parts)| parts)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_unknown_word_is_two_known_ones() {
        let lexicon = Lexicon::of_words(&[
            ("test", 90),
            ("runner", 9),
            ("testrun", 1),
            ("ner", 4),
            ("te", 99),
            ("strunner", 99),
        ]);
        let parts_of =
            |word: &str| parts(word, &lexicon).map(|parts| parts.map(|part| lexicon.surface(part)));
        assert_eq!(parts_of("testrunner"), Some(["test", "runner"]));
        assert_eq!(parts_of("runnertest"), Some(["runner", "test"]));
        assert_eq!(parts_of("tester"), None);
        assert_eq!(parts_of("te"), None);
        assert_eq!(parts_of(""), None);
    }
}
