//! The corpus: every document's tokens over one set of terms, in the order of the index.
//!
//! Comes in: analysed documents, or those of an earlier corpus, in the order of [`document_order`]. Goes out: terms, and words with their document
//! frequencies, which the lexicon, the related talks and the index are all made from. What always holds: the n-th document is the n-th of
//! the index (its document number); terms and words are numbered in the order of first meeting, whatever the thread count and
//! whatever was known before.

use std::borrow::Cow;
use std::sync::Arc;

use crate::knowledge::{Details, KnowledgeBase, RecordId};
use crate::vocab::date::PartialDate;
use crate::vocab::fingerprint::Fingerprint;

use super::analysis::{AnalysedDocument, Word, take_leb128};
use super::entry::event_of;
use super::field::Field;
use super::interner::Interner;

/// Every document's tokens.
#[derive(Debug, Default)]
pub struct Corpus {
    /// The record of each document.
    pub(crate) order: Vec<RecordId>,
    pub(crate) documents: Vec<Tokens>,
    /// The index terms.
    pub(crate) terms: Interner,
    /// Distinct words, as lines of a vocabulary without the stop mark: surface, `=` stem.
    pub(crate) words: Interner,
    /// By word: its term.
    pub(crate) word_terms: Vec<u32>,
    /// By word: in how many documents it is, and in how many of them as a stop word.
    pub(crate) word_counts: Vec<WordCount>,
}

#[derive(Debug, Clone, Copy)]
pub(crate) struct WordCount {
    pub(crate) documents: u32,
    pub(crate) as_stop_word: u32,
}

/// The tokens of one document.
#[derive(Debug, PartialEq, Eq)]
pub(crate) struct Tokens {
    /// Of the entry that they were made from.
    pub(super) entry: Fingerprint,
    /// The document's words among the corpus's, in the order of first meeting.
    pub(super) words: Box<[DocumentWord]>,
    /// As in [`AnalysedDocument::streams`].
    pub(super) streams: Arc<[u8]>,
}

/// A word's number, and whether it is a stop word in the document's language: the upper bit.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) struct DocumentWord(pub(super) u32);

impl DocumentWord {
    const STOP_WORD: u32 = 1 << 31;

    fn new(number: u32, is_stop_word: bool) -> Self {
        Self(number | if is_stop_word { Self::STOP_WORD } else { 0 })
    }

    /// The word's number in the corpus.
    pub(crate) fn number(self) -> u32 {
        self.0 & !Self::STOP_WORD
    }

    fn is_stop_word(self) -> bool {
        self.0 & Self::STOP_WORD != 0
    }
}

/// The words of one corpus by their numbers in another, as far as they were met.
pub(super) struct Renumbering<'a> {
    words: &'a Interner,
    /// By word: the new number plus one; 0 for what was not met yet.
    numbers: Vec<u32>,
}

impl<'a> Renumbering<'a> {
    /// Of these words, none of which was met.
    pub(super) fn of(words: &'a Interner) -> Self {
        Self { words, numbers: vec![0; words.len()] }
    }

    /// What a word's number is among `others`, where it is put when it is new.
    fn number(&mut self, word: u32, others: &mut Interner) -> u32 {
        let number = &mut self.numbers[word as usize];
        if *number == 0 {
            *number = others.intern(self.words.get(word)) + 1;
        }
        *number - 1
    }
}

/// A symbol of a stream.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Symbol {
    Gap,
    Term(u32),
}

impl Corpus {
    /// Takes in the next document, whose entry has this fingerprint; they must come in the order of [`document_order`].
    pub(super) fn push(&mut self, id: RecordId, entry: Fingerprint, document: &AnalysedDocument) {
        self.order.push(id);
        let words = document.vocabulary.lines().map(|line| {
            let is_stop_word = line.ends_with('!');
            let word = self.words.intern(line.strip_suffix('!').unwrap_or(line));
            self.meet(word, is_stop_word)
        });
        let words = words.collect();
        self.documents.push(Tokens { entry, words, streams: document.streams.as_slice().into() });
    }

    /// Takes in the next document, which is one of another corpus; `renumbering` is of that corpus, and kept from one document to the next.
    pub(super) fn push_known(&mut self, id: RecordId, known: &Tokens, renumbering: &mut Renumbering<'_>) {
        self.order.push(id);
        let words = known.words.iter().map(|word| {
            let number = renumbering.number(word.number(), &mut self.words);
            self.meet(number, word.is_stop_word())
        });
        let words = words.collect();
        self.documents.push(Tokens { entry: known.entry, words, streams: Arc::clone(&known.streams) });
    }

    /// Counts a word that the document at hand has not met before.
    fn meet(&mut self, word: u32, is_stop_word: bool) -> DocumentWord {
        if word as usize == self.word_counts.len() {
            let term = self.terms.intern(Word::parse(self.words.get(word)).stem);
            self.word_terms.push(term);
            self.word_counts.push(WordCount { documents: 0, as_stop_word: 0 });
        }
        let count = &mut self.word_counts[word as usize];
        count.documents += 1;
        count.as_stop_word += u32::from(is_stop_word);
        DocumentWord::new(word, is_stop_word)
    }

    /// How many documents there are.
    pub fn len(&self) -> usize {
        self.order.len()
    }

    /// Whether there is no document.
    pub fn is_empty(&self) -> bool {
        self.order.is_empty()
    }

    /// The record of each document, by document number.
    pub fn order(&self) -> &[RecordId] {
        &self.order
    }

    /// Puts a document's surfaces into `text`, each once, parted by spaces.
    pub(crate) fn write_forms(&self, document: &Tokens, text: &mut String) {
        text.clear();
        for word in &document.words {
            text.push_str(Word::parse(self.words.get(word.number())).surface);
            text.push(' ');
        }
    }

    /// Puts a document's terms in one field into `text`, as the index's tokenizer reads them: parted by spaces, gaps by line breaks.
    pub(crate) fn write_field(&self, symbols: impl Iterator<Item = Symbol>, text: &mut String) {
        text.clear();
        for symbol in symbols {
            match symbol {
                Symbol::Gap => text.push('\n'),
                Symbol::Term(term) => {
                    text.push_str(self.terms.get(term));
                    text.push(' ');
                }
            }
        }
    }
}

impl Tokens {
    /// The symbols of each field, in the order of [`Field::ALL`], in a corpus whose words stand for these terms.
    pub(crate) fn fields<'a>(
        &'a self,
        terms: &'a [u32],
    ) -> impl Iterator<Item = (Field, impl Iterator<Item = Symbol>)> {
        let term_of = |word: u32| {
            let number = self.words.get(word as usize - 1)?.number();
            Some(Symbol::Term(*terms.get(number as usize)?))
        };
        let mut rest = &*self.streams;
        Field::ALL.into_iter().map(move |field| {
            let count = take_leb128(&mut rest) as usize;
            let mut bytes = rest;
            // The symbols of a field are skipped by their last bytes, which alone are below 0x80.
            let length = rest
                .iter()
                .enumerate()
                .filter(|(_, byte)| **byte < 0x80)
                .nth(count.wrapping_sub(1))
                .map_or(0, |(index, _)| index + 1);
            rest = &rest[length..];
            let symbols = (0..count).map(move |_| match take_leb128(&mut bytes) {
                0 => Symbol::Gap,
                word => term_of(word).unwrap_or(Symbol::Gap),
            });
            (field, symbols)
        })
    }
}

/// The order of documents: those of an event together, by its date, then by their own date; then what belongs to no event.
pub fn document_order(knowledge: &KnowledgeBase) -> Vec<RecordId> {
    type Key<'a> = (bool, Option<PartialDate>, Cow<'a, str>, bool, Option<PartialDate>, RecordId);
    let key = |id: RecordId| -> Key<'_> {
        let record = knowledge.record(id);
        let event = match &record.details {
            Details::Event(_) => Some(record),
            _ => event_of(record, knowledge).map(|event| knowledge.record(event)),
        };
        (
            event.is_none(),
            event.and_then(|event| event.date),
            event.map_or(Cow::Borrowed(""), |event| Cow::Borrowed(event.id.as_str())),
            record.date.is_none(),
            record.date,
            id,
        )
    };
    let mut keyed: Vec<Key<'_>> = knowledge.iter().map(|(id, _)| key(id)).collect();
    keyed.sort_unstable();
    keyed.into_iter().map(|key| key.5).collect()
}
