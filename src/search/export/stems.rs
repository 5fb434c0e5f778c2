//! What lets a reader ask for postings before the lexicon has told it which: in which shard a word's term probably is.
//!
//! Comes in: the postings shards and the table of words. Goes out: two lists of the manifest. What always holds: a term is in the last
//! shard whose first stem, as it is cut, does not sort after it.

use crate::search::corpus::Corpus;
use crate::search::lexicon::word_table::WordTable;

use super::shard::Shard;

/// The first term of each shard, cut to what still tells it from the term before.
pub(super) fn firsts(postings: &[Shard], corpus: &Corpus, words: &WordTable<'_>) -> Vec<String> {
    postings.iter().map(|shard| first_stem(corpus, words, shard.first)).collect()
}

/// The term with this number, cut to what tells it from the one before it.
fn first_stem(corpus: &Corpus, words: &WordTable<'_>, number: u32) -> String {
    let stem = |number: u32| words.terms.get(number as usize).map_or("", |term| corpus.terms.get(*term));
    let before = number.checked_sub(1).map_or("", stem);
    shortest_above(before, stem(number)).to_owned()
}

/// The shards that hold one stop word and nothing else: no reader needs them before it knows that a query has no other words.
pub(super) fn of_stop_words(postings: &[Shard], words: &WordTable<'_>) -> Vec<u32> {
    let mut is_asked_for = vec![false; words.terms.len() + 1];
    for surface in (0..words.surfaces.len()).filter(|surface| words.stop_words[*surface] == 0) {
        words.entries(surface).for_each(|entry| is_asked_for[words.entry_terms[entry] as usize] = true);
    }
    let ends = postings.iter().skip(1).map(|shard| shard.first).chain([words.terms.len() as u32]);
    let shards = (0..).zip(postings).zip(ends);
    let alone =
        shards.filter(|((_, shard), end)| shard.first + 1 == *end && !is_asked_for[shard.first as usize]);
    alone.map(|((number, _), _)| number).collect()
}

/// The shortest beginning of a text that still comes after another, which the text does.
fn shortest_above<'t>(before: &str, text: &'t str) -> &'t str {
    let ends = text.char_indices().map(|(start, char)| start + char.len_utf8());
    ends.map(|end| &text[..end]).find(|beginning| *beginning > before).unwrap_or(text)
}

#[cfg(test)]
mod tests {
    use std::collections::BTreeSet;

    use super::*;

    #[test]
    fn shards_of_one_stop_word_are_told() {
        let table = WordTable {
            surfaces: ["a", "b", "the", "thé"].map(Into::into).to_vec(),
            entry_ends: vec![1, 2, 3, 4],
            entry_terms: vec![0, 1, 2, 3],
            frequencies: vec![1; 4],
            stop_words: vec![1, 0, 1, 1],
            terms: vec![0, 1, 2, 3],
            numbers: vec![0, 1, 2, 3],
            surface_of_word: vec![0, 1, 2, 3],
            synonyms: BTreeSet::new(),
        };
        let shards = |firsts: &[u32]| {
            firsts.iter().map(|first| Shard { first: *first, body: Vec::new() }).collect::<Vec<_>>()
        };
        assert_eq!(of_stop_words(&shards(&[0, 1, 2, 3]), &table), [0, 2, 3]);
        assert_eq!(of_stop_words(&shards(&[0, 2, 3]), &table), [1, 2], "the first holds another word too");
    }

    #[test]
    fn stems_are_cut_where_they_differ() {
        let cut =
            [("", "django", "d"), ("chao", "chaos", "chaos"), ("dé", "déploi", "dép"), ("k8", "kube", "ku")];
        for (before, text, expected) in cut {
            assert_eq!(shortest_above(before, text), expected);
        }
    }
}
