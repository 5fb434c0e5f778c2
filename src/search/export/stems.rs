//! What lets a reader ask for postings before the lexicon has told it which: in which shard a word's term probably is, and which other words
//! mean the same.
//!
//! Comes in: the postings shards, the table of words, and names. Goes out: lists of the manifest. What always holds: a term is in the last
//! shard whose first stem, as it is cut, does not sort after it.

use std::cmp::Reverse;

use crate::search::corpus::Corpus;
use crate::search::lexicon::word_table::{Names, WordTable};

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

/// How many groups of names the manifest has at most: those that are in the most documents.
const MOST_GROUPS: usize = 64;

/// The names that mean the same, as far as documents have them, by their surfaces; none of names that are all several words, which do not find
/// each other.
pub(super) fn of_same_meaning(groups: &[Names], words: &WordTable<'_>) -> Vec<Vec<String>> {
    let documents = |surface: &str| -> u32 {
        words.find(surface).map_or(0, |index| words.frequencies[words.entries(index as usize)].iter().sum())
    };
    let known = |names: &Names| {
        let mut known = Vec::new();
        for name in names {
            let rarest = name.iter().map(|word| documents(&word.surface)).min().unwrap_or(0);
            let text = name.iter().map(|word| &*word.surface).collect::<Vec<_>>().join(" ");
            if rarest > 0 && !known.iter().any(|(_, other)| *other == text) {
                known.push((rarest, text));
            }
        }
        let can_be_found = known.len() > 1 && known.iter().any(|(_, text)| !text.contains(' '));
        let most = known.iter().map(|(documents, _)| *documents).max().unwrap_or(0);
        can_be_found.then(|| (most, known.into_iter().map(|(_, text)| text).collect::<Vec<_>>()))
    };
    let mut known: Vec<_> = groups.iter().filter_map(known).collect();
    known.sort_by_key(|(documents, _)| Reverse(*documents));
    known.truncate(MOST_GROUPS);
    known.into_iter().map(|(_, names)| names).collect()
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
    use crate::search::lexicon::word_table::NameWord;

    /// Of four words, each its own term.
    fn table() -> WordTable<'static> {
        WordTable {
            surfaces: ["a", "b", "the", "thé"].map(Into::into).to_vec(),
            entry_ends: vec![1, 2, 3, 4],
            entry_terms: vec![0, 1, 2, 3],
            frequencies: vec![1; 4],
            in_other_writing: vec![false; 4],
            stop_words: vec![1, 0, 1, 1],
            terms: vec![0, 1, 2, 3],
            numbers: vec![0, 1, 2, 3],
            surface_of_word: vec![0, 1, 2, 3],
            synonyms: BTreeSet::new(),
        }
    }

    #[test]
    fn names_are_told_that_documents_have() {
        let word = |surface: &str| NameWord { surface: surface.to_owned(), stems: Vec::new() };
        let names = |texts: &[&str]| -> Names {
            texts.iter().map(|text| text.split(' ').map(word).collect()).collect()
        };
        let groups = [names(&["a", "the b", "a", "none"]), names(&["the b", "b the"]), names(&["b", "none"])];
        assert_eq!(of_same_meaning(&groups, &table()), [["a", "the b"]]);
    }

    #[test]
    fn shards_of_one_stop_word_are_told() {
        let table = table();
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
