//! The table of words: every surface of the corpus with its index terms, and which terms mean the same.
//!
//! Comes in: the corpus, and the names of topics and technologies. Goes out: what lexicons are written from. What always holds:
//! surfaces, and terms, are sorted by their UTF-8 bytes, which is the order of their code points, and terms are numbered so; a
//! surface counts as a stop word when it is one in at least half of the documents that have it.

use std::collections::BTreeSet;
use std::ops::Range;

use crate::knowledge::KnowledgeBase;
use crate::search::corpus::Corpus;
use crate::search::words::analysis::Word;
use crate::search::words::{folding, tokenizer};
use crate::vocab::kind::Kind;

/// So many names of one topic or technology, its title first, are synonyms of one another: each stands with all others.
const MOST_SYNONYMS: usize = 32;

/// Every surface with its terms, in sorted order.
pub(crate) struct WordTable<'a> {
    pub(crate) surfaces: Vec<&'a str>,
    /// Where each surface's entries end.
    pub(crate) entry_ends: Vec<u32>,
    /// The entries: a term's number, and in how many documents the surface stands for it; in the order of terms.
    pub(crate) entry_terms: Vec<u32>,
    pub(crate) frequencies: Vec<u32>,
    /// 1 for each surface that is a stop word, else 0.
    pub(crate) stop_words: Vec<u32>,
    /// The corpus's terms that some word stands for in sorted order, which numbers them.
    pub(crate) terms: Vec<u32>,
    /// The number of each of the corpus's terms; of one that no word stands for, a number that no term has.
    pub(crate) numbers: Vec<u32>,
    /// The surface of each of the corpus's words, by its index.
    pub(crate) surface_of_word: Vec<u32>,
    /// Pairs of terms, by their numbers, that mean the same; both ways round.
    pub(crate) synonyms: BTreeSet<(u32, u32)>,
}

impl<'a> WordTable<'a> {
    /// The words of a corpus.
    pub(crate) fn of(corpus: &'a Corpus, knowledge: &KnowledgeBase) -> Self {
        let mut words: Vec<(&str, &str, u32)> = (0..corpus.words.len() as u32)
            .filter(|id| corpus.word_counts[*id as usize].documents > 0)
            .map(|id| {
                let word = Word::parse(corpus.words.get(id));
                (word.surface, word.stem, id)
            })
            .collect();
        words.sort_unstable();
        let terms = sorted_terms(corpus);
        let numbers = numbers(&terms, corpus.terms.len());
        let mut table = Self {
            surfaces: Vec::new(),
            entry_ends: Vec::new(),
            entry_terms: Vec::with_capacity(words.len()),
            frequencies: Vec::with_capacity(words.len()),
            stop_words: Vec::new(),
            terms,
            numbers,
            surface_of_word: vec![0; corpus.words.len()],
            synonyms: BTreeSet::new(),
        };
        for same_surface in words.chunk_by(|a, b| a.0 == b.0) {
            let (mut documents, mut as_stop_word) = (0, 0);
            for (_, _, id) in same_surface {
                let count = corpus.word_counts[*id as usize];
                table.surface_of_word[*id as usize] = table.surfaces.len() as u32;
                table.entry_terms.push(table.numbers[corpus.word_terms[*id as usize] as usize]);
                table.frequencies.push(count.documents);
                documents += count.documents;
                as_stop_word += count.as_stop_word;
            }
            table.surfaces.push(same_surface[0].0);
            table.entry_ends.push(table.entry_terms.len() as u32);
            table.stop_words.push(u32::from(as_stop_word * 2 >= documents && as_stop_word > 0));
        }
        table.synonyms = table.synonyms_in(knowledge);
        table
    }

    /// The entries of the surface at an index.
    pub(crate) fn entries(&self, surface: usize) -> Range<usize> {
        let start = if surface == 0 { 0 } else { self.entry_ends[surface - 1] as usize };
        start..self.entry_ends[surface] as usize
    }

    /// The surfaces that stand for each term, in order.
    pub(crate) fn surfaces_by_term(&self) -> Vec<Vec<&'a str>> {
        let mut by_term = vec![Vec::new(); self.terms.len()];
        for (index, surface) in self.surfaces.iter().enumerate() {
            for entry in self.entries(index) {
                by_term[self.entry_terms[entry] as usize].push(*surface);
            }
        }
        by_term
    }

    /// The terms that mean the same as a term, in order.
    pub(crate) fn synonyms_of(&self, term: u32) -> impl Iterator<Item = u32> + '_ {
        self.synonyms.range((term, 0)..=(term, u32::MAX)).map(|(_, to)| *to)
    }

    /// Pairs of terms that name one topic or technology: its first names of a single word are synonyms of each other.
    fn synonyms_in(&self, knowledge: &KnowledgeBase) -> BTreeSet<(u32, u32)> {
        let mut pairs = BTreeSet::new();
        for kind in [Kind::Topic, Kind::Technology] {
            for (_, record) in knowledge.of_kind(kind).filter(|(_, record)| !record.aliases.is_empty()) {
                let names = std::iter::once(&record.title).chain(&record.aliases);
                let surfaces = names.filter_map(|name| single_word(name)).take(MOST_SYNONYMS);
                let surfaces: BTreeSet<String> = surfaces.collect();
                let groups: Vec<&[u32]> = surfaces.iter().map(|surface| self.terms_of(surface)).collect();
                for (index, from) in groups.iter().enumerate() {
                    for to in
                        groups.iter().enumerate().filter(|(other, _)| *other != index).flat_map(|(_, to)| *to)
                    {
                        pairs.extend(from.iter().filter(|from| *from != to).map(|from| (*from, *to)));
                    }
                }
            }
        }
        pairs
    }

    fn terms_of(&self, surface: &str) -> &[u32] {
        let index = self.surfaces.binary_search(&surface);
        index.map_or(&[], |index| &self.entry_terms[self.entries(index)])
    }
}

/// The corpus's terms that some word stands for, in sorted order.
fn sorted_terms(corpus: &Corpus) -> Vec<u32> {
    let mut is_met = vec![false; corpus.terms.len()];
    for (term, count) in corpus.word_terms.iter().zip(&corpus.word_counts) {
        is_met[*term as usize] |= count.documents > 0;
    }
    let mut terms: Vec<u32> = (0..corpus.terms.len() as u32).filter(|term| is_met[*term as usize]).collect();
    terms.sort_unstable_by_key(|id| corpus.terms.get(*id));
    terms
}

/// For each of the corpus's terms, of which there are so many, its place in sorted order.
fn numbers(sorted: &[u32], count: usize) -> Vec<u32> {
    let mut numbers = vec![u32::MAX; count];
    for (number, term) in (0..).zip(sorted) {
        numbers[*term as usize] = number;
    }
    numbers
}

fn single_word(name: &str) -> Option<String> {
    match tokenizer::tokens(name).as_slice() {
        [only] => Some(folding::surface(&name[only.clone()])),
        _ => None,
    }
}
