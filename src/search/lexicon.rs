//! The lexicon: every surface of the corpus with its index terms and how many documents have it, and the synonyms.
//!
//! Comes in: the corpus, and the names of topics and technologies. Goes out: bytes of a file, or a reader over them. Query analysis
//! is a look-up here: no stemmer is needed. What always holds: surfaces, and terms, are sorted by their UTF-8 bytes, which is the order of
//! their code points; a surface counts as a stop word when it is one in at least half of the documents that have it.
//!
//! The file, after what `string_table` says: surfaces; where each surface's entries end; the entries' terms; their
//! document frequencies; 1 for each stop word, else 0; terms; synonyms as two lists, from (sorted) and to.

use std::collections::BTreeSet;
use std::ops::Range;

use crate::knowledge::KnowledgeBase;
use crate::vocab::kind::Kind;

use super::analysis::Word;
use super::corpus::Corpus;
use super::string_table::{self, FileBuilder, Numbers, Strings};
use super::{folding, tokenizer};

const FORMAT: [u8; 8] = *b"rexlex01";

/// Writes the lexicon of a corpus.
pub(crate) fn encode(corpus: &Corpus, knowledge: &KnowledgeBase) -> Vec<u8> {
    let mut words: Vec<(&str, &str, u32)> = (0..corpus.words.len() as u32)
        .map(|id| {
            let word = Word::parse(corpus.words.get(id));
            (word.surface, word.stem, id)
        })
        .collect();
    words.sort_unstable();
    let terms = sorted_terms(corpus);
    let rank = ranks(&terms);

    let mut surfaces: Vec<&str> = Vec::new();
    let mut entry_ends: Vec<u32> = Vec::new();
    let mut entry_terms = Vec::with_capacity(words.len());
    let mut frequencies = Vec::with_capacity(words.len());
    let mut stop_words = Vec::new();
    for same_surface in words.chunk_by(|a, b| a.0 == b.0) {
        let (mut documents, mut as_stop_word) = (0, 0);
        for (_, _, id) in same_surface {
            let count = corpus.word_counts[*id as usize];
            entry_terms.push(rank[count.term as usize]);
            frequencies.push(count.documents);
            documents += count.documents;
            as_stop_word += count.as_stop_word;
        }
        surfaces.push(same_surface[0].0);
        entry_ends.push(entry_terms.len() as u32);
        stop_words.push(u32::from(as_stop_word * 2 >= documents && as_stop_word > 0));
    }
    let terms_of_surface = |surface: &str| -> Vec<u32> {
        let Ok(index) = surfaces.binary_search(&surface) else { return Vec::new() };
        let start = if index == 0 { 0 } else { entry_ends[index - 1] as usize };
        entry_terms[start..entry_ends[index] as usize].to_vec()
    };
    let synonyms = synonyms(knowledge, terms_of_surface);

    let mut file = FileBuilder::new(FORMAT);
    file.strings(surfaces.iter().copied());
    file.numbers(&entry_ends);
    file.numbers(&entry_terms);
    file.numbers(&frequencies);
    file.numbers(&stop_words);
    file.strings(terms.iter().map(|id| corpus.terms.get(*id)));
    file.numbers(&synonyms.iter().map(|pair| pair.0).collect::<Vec<_>>());
    file.numbers(&synonyms.iter().map(|pair| pair.1).collect::<Vec<_>>());
    file.finish()
}

/// The corpus's terms in sorted order.
fn sorted_terms(corpus: &Corpus) -> Vec<u32> {
    let mut terms: Vec<u32> = (0..corpus.terms.len() as u32).collect();
    terms.sort_unstable_by_key(|id| corpus.terms.get(*id));
    terms
}

/// For each of the corpus's terms its place in sorted order.
fn ranks(sorted: &[u32]) -> Vec<u32> {
    let mut ranks = vec![0; sorted.len()];
    for (rank, term) in (0..).zip(sorted) {
        ranks[*term as usize] = rank;
    }
    ranks
}

/// Pairs of terms that name one topic or technology: its names of a single word are synonyms of each other.
fn synonyms(knowledge: &KnowledgeBase, terms_of_surface: impl Fn(&str) -> Vec<u32>) -> BTreeSet<(u32, u32)> {
    let mut pairs = BTreeSet::new();
    for kind in [Kind::Topic, Kind::Technology] {
        for (_, record) in knowledge.of_kind(kind).filter(|(_, record)| !record.aliases.is_empty()) {
            let names = std::iter::once(&record.title).chain(&record.aliases);
            let surfaces: BTreeSet<String> = names.filter_map(|name| single_word(name)).collect();
            let groups: Vec<Vec<u32>> = surfaces.iter().map(|surface| terms_of_surface(surface)).collect();
            for (index, from) in groups.iter().enumerate() {
                for to in
                    groups.iter().enumerate().filter(|(other, _)| *other != index).flat_map(|(_, to)| to)
                {
                    pairs.extend(from.iter().filter(|from| *from != to).map(|from| (*from, *to)));
                }
            }
        }
    }
    pairs
}

fn single_word(name: &str) -> Option<String> {
    match tokenizer::tokens(name).as_slice() {
        [only] => Some(folding::surface(&name[only.clone()])),
        _ => None,
    }
}

/// A lexicon, read from its file.
pub(crate) struct Lexicon {
    bytes: Vec<u8>,
    surfaces: Strings,
    entry_ends: Numbers,
    entry_terms: Numbers,
    frequencies: Numbers,
    stop_words: Numbers,
    terms: Strings,
    synonyms_from: Numbers,
    synonyms_to: Numbers,
}

impl Lexicon {
    /// Reads a lexicon; nothing when the bytes are none.
    pub(crate) fn open(bytes: Vec<u8>) -> Option<Self> {
        let mut cursor = string_table::open(&bytes, FORMAT)?;
        Some(Self {
            surfaces: cursor.strings(&bytes)?,
            entry_ends: cursor.numbers(&bytes)?,
            entry_terms: cursor.numbers(&bytes)?,
            frequencies: cursor.numbers(&bytes)?,
            stop_words: cursor.numbers(&bytes)?,
            terms: cursor.strings(&bytes)?,
            synonyms_from: cursor.numbers(&bytes)?,
            synonyms_to: cursor.numbers(&bytes)?,
            bytes,
        })
    }

    /// How many surfaces there are.
    pub(crate) fn len(&self) -> usize {
        self.surfaces.len()
    }

    /// The surface at an index.
    pub(crate) fn surface(&self, index: usize) -> &str {
        self.surfaces.get(&self.bytes, index)
    }

    /// The index of a surface.
    pub(crate) fn find(&self, surface: &str) -> Option<usize> {
        self.surfaces.find(&self.bytes, surface)
    }

    /// The indexes of the surfaces that begin so.
    pub(crate) fn with_prefix(&self, prefix: &str) -> Range<usize> {
        self.surfaces.with_prefix(&self.bytes, prefix)
    }

    /// The numbers of a surface's terms, in the order of their stems.
    pub(crate) fn terms_of(&self, index: usize) -> impl Iterator<Item = u32> + '_ {
        self.entries(index).map(|entry| self.entry_terms.get(&self.bytes, entry))
    }

    /// In how many documents a surface is.
    pub(crate) fn frequency(&self, index: usize) -> u32 {
        self.entries(index).map(|entry| self.frequencies.get(&self.bytes, entry)).sum()
    }

    /// Whether a surface is a stop word.
    pub(crate) fn is_stop_word(&self, index: usize) -> bool {
        self.stop_words.get(&self.bytes, index) != 0
    }

    /// A term by its number; numbers follow the order of terms.
    pub(crate) fn term(&self, number: u32) -> &str {
        self.terms.get(&self.bytes, number as usize)
    }

    /// The terms that mean the same as a term.
    pub(crate) fn synonyms_of(&self, term: u32) -> impl Iterator<Item = u32> + '_ {
        let (mut low, mut high) = (0, self.synonyms_from.len());
        while low < high {
            let middle = low.midpoint(high);
            if self.synonyms_from.get(&self.bytes, middle) < term {
                low = middle + 1;
            } else {
                high = middle;
            }
        }
        (low..self.synonyms_from.len())
            .take_while(move |index| self.synonyms_from.get(&self.bytes, *index) == term)
            .map(|index| self.synonyms_to.get(&self.bytes, index))
    }

    fn entries(&self, index: usize) -> Range<usize> {
        let start = if index == 0 { 0 } else { self.entry_ends.get(&self.bytes, index - 1) };
        start as usize..self.entry_ends.get(&self.bytes, index) as usize
    }
}
