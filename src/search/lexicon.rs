//! The lexicon: every surface of the corpus with its index terms and how many documents have it, and the synonyms.
//!
//! Comes in: the table of words. Goes out: bytes of a file, or a reader over them. Query analysis is a look-up here: no stemmer is
//! needed. What always holds: surfaces, and terms, are in the order of the table, which is sorted.
//!
//! The file, after what `string_table` says: surfaces; where each surface's entries end; the entries' terms; their
//! document frequencies; for each stop word in which languages it is one, else 0; terms; synonyms as two lists, from (sorted) and to; for each field how many tokens it has in all; in how many
//! documents each has any; the surfaces that have meanings, where those of each end, and the meanings in numbers; the languages.

pub(super) mod facet_names;
pub(super) mod meanings;
pub(super) mod string_table;
pub(super) mod word_table;

use std::ops::Range;

use super::materials::Materials;

use meanings::{Code, Meanings};
use string_table::{FileBuilder, Numbers, Strings};

const FORMAT: [u8; 8] = *b"rexlex04";

/// Writes the lexicon of a corpus.
pub(crate) fn encode(materials: &Materials<'_>) -> Vec<u8> {
    let Materials { corpus, words, meanings, .. } = materials;
    let mut file = FileBuilder::new(FORMAT);
    file.strings(words.surfaces.iter().map(AsRef::as_ref));
    file.numbers(&words.entry_ends);
    file.numbers(&words.entry_terms);
    file.numbers(&words.frequencies);
    file.numbers(&words.stop_words);
    file.strings(words.terms.iter().map(|id| corpus.terms.get(*id)));
    file.numbers(&words.synonyms.iter().map(|pair| pair.0).collect::<Vec<_>>());
    file.numbers(&words.synonyms.iter().map(|pair| pair.1).collect::<Vec<_>>());
    let lengths = corpus.field_lengths();
    file.numbers(&lengths.map(|(tokens, _)| u32::try_from(tokens).unwrap_or(u32::MAX)));
    file.numbers(&lengths.map(|(_, documents)| documents));
    file.numbers(&meanings.keys().copied().collect::<Vec<_>>());
    let (mut codes, mut ends) = (Vec::new(), Vec::new());
    for meanings in meanings.values() {
        meanings.write(|code| match code {
            Code::Count(number) | Code::Term(number) => codes.push(number),
        });
        ends.push(codes.len() as u32);
    }
    file.numbers(&ends);
    file.numbers(&codes);
    file.strings(materials.languages.iter().map(String::as_str));
    file.finish()
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
    tokens: Numbers,
    documents: Numbers,
    with_meanings: Numbers,
    meaning_ends: Numbers,
    meaning_codes: Numbers,
    languages: Strings,
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
            tokens: cursor.numbers(&bytes)?,
            documents: cursor.numbers(&bytes)?,
            with_meanings: cursor.numbers(&bytes)?,
            meaning_ends: cursor.numbers(&bytes)?,
            meaning_codes: cursor.numbers(&bytes)?,
            languages: cursor.strings(&bytes)?,
            bytes,
        })
    }

    /// How many surfaces there are.
    #[cfg(test)]
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

    /// The language that most of these stop words are words of, if at least so many are, and of no other language as many.
    pub(crate) fn language_of(&self, stop_words: &[usize], least: usize) -> Option<&str> {
        let count = |language: &usize| {
            let words = stop_words.iter().map(|surface| self.stop_words.get(&self.bytes, *surface));
            words.filter(|languages| languages & (1 << language) != 0).count()
        };
        let languages = 0..self.languages.len();
        let most = languages.clone().map(|language| count(&language)).max().filter(|most| *most >= least)?;
        let mut with_most = languages.filter(|language| count(language) == most);
        let language = with_most.next()?;
        with_most.next().is_none().then(|| self.languages.get(&self.bytes, language))
    }

    /// A term by its number; numbers follow the order of terms.
    pub(crate) fn term(&self, number: u32) -> &str {
        self.terms.get(&self.bytes, number as usize)
    }

    /// The first of ascending numbers that is not below another.
    fn lower_bound(&self, numbers: Numbers, number: u32) -> usize {
        let (mut low, mut high) = (0, numbers.len());
        while low < high {
            let middle = low.midpoint(high);
            if numbers.get(&self.bytes, middle) < number {
                low = middle + 1;
            } else {
                high = middle;
            }
        }
        low
    }

    /// What a surface stands for beside itself, where that is several words.
    pub(crate) fn meanings_of(&self, surface: usize) -> Meanings {
        let at = self.lower_bound(self.with_meanings, surface as u32);
        if at == self.with_meanings.len() || self.with_meanings.get(&self.bytes, at) != surface as u32 {
            return Meanings::default();
        }
        let end = |index: usize| self.meaning_ends.get(&self.bytes, index) as usize;
        let codes = at.checked_sub(1).map_or(0, end)..end(at);
        Meanings::read(codes.map(|index| self.meaning_codes.get(&self.bytes, index)))
    }

    /// The terms that mean the same as a term.
    pub(crate) fn synonyms_of(&self, term: u32) -> impl Iterator<Item = u32> + '_ {
        let low = self.lower_bound(self.synonyms_from, term);
        (low..self.synonyms_from.len())
            .take_while(move |index| self.synonyms_from.get(&self.bytes, *index) == term)
            .map(|index| self.synonyms_to.get(&self.bytes, index))
    }

    /// For each field how many tokens it has in all, and how many documents have it.
    pub(crate) fn lengths(&self) -> impl Iterator<Item = (u32, u32)> + '_ {
        (0..self.tokens.len())
            .map(|field| (self.tokens.get(&self.bytes, field), self.documents.get(&self.bytes, field)))
    }

    fn entries(&self, index: usize) -> Range<usize> {
        let start = if index == 0 { 0 } else { self.entry_ends.get(&self.bytes, index - 1) };
        start as usize..self.entry_ends.get(&self.bytes, index) as usize
    }
}

#[cfg(test)]
impl Lexicon {
    /// A lexicon of these words, each its own term, with their document frequencies.
    pub(crate) fn of_words(words: &[(&str, u32)]) -> Self {
        let mut words = words.to_vec();
        words.sort_unstable();
        let terms: Vec<u32> = (0..words.len() as u32).collect();
        let mut file = FileBuilder::new(FORMAT);
        file.strings(words.iter().map(|word| word.0));
        file.numbers(&(1..=words.len() as u32).collect::<Vec<_>>());
        file.numbers(&terms);
        file.numbers(&words.iter().map(|word| word.1).collect::<Vec<_>>());
        file.numbers(&vec![0; words.len()]);
        file.strings(words.iter().map(|word| word.0));
        for _ in 0..7 {
            file.numbers(&[]);
        }
        file.strings([].into_iter());
        Self::open(file.finish()).expect("it was written just now")
    }
}
