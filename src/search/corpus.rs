//! The corpus: every document's tokens over one set of terms, in the order of the index.
//!
//! Comes in: analysed documents, or those of an earlier corpus, in the order of [`document_order`]. Goes out: terms, and words with their document
//! frequencies, from which the lexicon, the related talks and the index are made. What always holds:
//!
//! - The n-th document is the n-th of the index (its document number).
//! - A corpus that follows another keeps the numbers of that one's terms and words, so that an edit renumbers nothing. Some numbers then stand for
//!   words that no document has any more. So no number of a term or word may appear in the output.

use std::borrow::Cow;
use std::sync::Arc;

use tantivy::tokenizer::MAX_TOKEN_LEN;

use crate::knowledge::{Details, KnowledgeBase, RecordId};
use crate::vocab::date::PartialDate;
use crate::vocab::fingerprint::{Fingerprint, Hasher};

use super::field::Field;
use super::words::analysis::{AnalysedDocument, Word, take_leb128};
use super::words::interner::Interner;
use super::words::stream_tokenizer::GAP;

/// Words that no document has are dropped once more than one in so many words is such.
const MOST_UNUSED: usize = 4;

/// Every document's tokens.
#[derive(Debug, Default)]
pub struct Corpus {
    /// The record of each document.
    pub(crate) order: Arc<[RecordId]>,
    pub(crate) documents: Vec<Arc<Tokens>>,
    /// The index terms.
    pub(crate) terms: Interner,
    /// Distinct words, as lines of a vocabulary without the stop mark: surface, `=` stem.
    pub(crate) words: Interner,
    /// By word: its term.
    pub(crate) word_terms: Vec<u32>,
    /// By word: in how many documents it is, and in how many of them as a stop word.
    pub(crate) word_counts: Vec<WordCount>,
}

#[derive(Debug, Clone, Copy, Default)]
pub(crate) struct WordCount {
    pub(crate) documents: u32,
    pub(crate) as_stop_word: u32,
}

/// The tokens of one document.
#[derive(Debug, PartialEq, Eq)]
pub(crate) struct Tokens {
    /// The fingerprint of the entry that they were made from.
    pub(super) entry: Fingerprint,
    /// The document's words among the corpus's, in the order of first meeting.
    pub(super) words: Box<[DocumentWord]>,
    /// How many tokens each field has, but for those that are too long to be indexed.
    pub(super) lengths: [u32; Field::ALL.len()],
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

    /// Whether it is a stop word in the document's language.
    pub(crate) fn is_stop_word(self) -> bool {
        self.0 & Self::STOP_WORD != 0
    }
}

/// A symbol of a stream.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Symbol {
    Gap,
    Term(u32),
}

impl Corpus {
    /// One that has no documents yet, for those of these records, with the numbers that another has.
    pub(super) fn after(before: &Self, order: Arc<[RecordId]>) -> Self {
        Self {
            documents: Vec::with_capacity(order.len()),
            order,
            terms: before.terms.clone(),
            words: before.words.clone(),
            word_terms: before.word_terms.clone(),
            word_counts: vec![WordCount::default(); before.words.len()],
        }
    }

    /// Takes in the next document, whose entry has this fingerprint; they must come in the order of [`document_order`].
    pub(super) fn push(&mut self, entry: Fingerprint, document: &AnalysedDocument) {
        let words = document.vocabulary.lines().map(|line| {
            let word = self.word(line.strip_suffix('!').unwrap_or(line));
            DocumentWord::new(word, line.ends_with('!'))
        });
        let (words, streams) = (words.collect(), document.streams.as_slice().into());
        let mut tokens = Tokens { entry, words, lengths: Default::default(), streams };
        tokens.lengths = self.lengths(&tokens);
        self.push_known(Arc::new(tokens));
    }

    /// Takes in the next document, which is one of the corpus before.
    pub(super) fn push_known(&mut self, known: Arc<Tokens>) {
        for word in &known.words {
            let count = &mut self.word_counts[word.number() as usize];
            count.documents += 1;
            count.as_stop_word += u32::from(word.is_stop_word());
        }
        self.documents.push(known);
    }

    fn lengths(&self, tokens: &Tokens) -> [u32; Field::ALL.len()] {
        let mut lengths = [0; Field::ALL.len()];
        for (field, symbols) in tokens.fields(&self.word_terms) {
            let is_indexed = |symbol: &Symbol| matches!(symbol, Symbol::Term(term) if self.is_indexed(*term));
            lengths[field as usize] = symbols.filter(is_indexed).count() as u32;
        }
        lengths
    }

    /// For each field how many tokens it has in all documents, and how many documents have any in it.
    pub(super) fn field_lengths(&self) -> [(u64, u32); Field::ALL.len()] {
        std::array::from_fn(|field| {
            let lengths =
                self.documents.iter().map(|tokens| tokens.lengths[field]).filter(|length| *length > 0);
            lengths.fold((0, 0), |(tokens, documents), length| (tokens + u64::from(length), documents + 1))
        })
    }

    /// The terms of a document, by its number; some may come twice.
    pub(super) fn terms_of(&self, document: usize) -> impl Iterator<Item = &str> {
        let words = self.documents[document].words.iter();
        words.map(|word| self.terms.get(self.word_terms[word.number() as usize]))
    }

    /// Whether a term is not too long.
    pub(super) fn is_indexed(&self, term: u32) -> bool {
        self.terms.get(term).len() <= MAX_TOKEN_LEN
    }

    /// The number of a word, which is a new one when it is new.
    fn word(&mut self, line: &str) -> u32 {
        let word = self.words.intern(line);
        if word as usize == self.word_terms.len() {
            self.word_terms.push(self.terms.intern(Word::parse(line).stem));
            self.word_counts.push(WordCount::default());
        }
        word
    }

    /// The same corpus; without the words that no document has, once there are many.
    pub(super) fn tidied(self) -> Self {
        let unused = self.word_counts.iter().filter(|count| count.documents == 0).count();
        if unused * MOST_UNUSED <= self.words.len() {
            return self;
        }
        let mut tidy = Self::after(&Self::default(), Arc::clone(&self.order));
        let mut numbers = vec![0; self.words.len()];
        for (old, _) in (0..).zip(&self.word_counts).filter(|(_, count)| count.documents > 0) {
            numbers[old as usize] = tidy.word(self.words.get(old));
        }
        for tokens in &self.documents {
            let renumbered =
                |word: &DocumentWord| DocumentWord::new(numbers[word.number() as usize], word.is_stop_word());
            let words = tokens.words.iter().map(renumbered).collect();
            let Tokens { entry, lengths, .. } = **tokens;
            let streams = Arc::clone(&tokens.streams);
            tidy.push_known(Arc::new(Tokens { entry, words, lengths, streams }));
        }
        tidy
    }

    /// A fingerprint of all documents' entries, in order, and of the numbers of terms.
    pub(super) fn fingerprint(&self) -> Fingerprint {
        let mut hasher = Hasher::new();
        hasher.update(self.terms.text().as_bytes());
        for tokens in &self.documents {
            hasher.update(tokens.entry.as_bytes());
        }
        hasher.finish()
    }

    /// How many documents there are.
    pub fn len(&self) -> usize {
        self.documents.len()
    }

    /// Whether there is no document.
    pub fn is_empty(&self) -> bool {
        self.documents.is_empty()
    }

    /// The record of each document, by document number.
    #[cfg(test)]
    pub(super) fn order(&self) -> &[RecordId] {
        &self.order
    }

    /// Where the parts but the first of what is said in a document's recordings begin, among the positions of that field.
    pub(super) fn part_starts(&self, document: &Tokens) -> Box<[u32]> {
        if document.lengths[Field::Transcript as usize] == 0 {
            return Box::default();
        }
        let (mut starts, mut position) = (Vec::new(), 0);
        let of_transcripts =
            document.fields(&self.word_terms).filter(|(field, _)| *field == Field::Transcript);
        for symbol in of_transcripts.flat_map(|(_, symbols)| symbols) {
            match symbol {
                Symbol::Gap => {
                    position += GAP as u32;
                    starts.push(position);
                }
                Symbol::Term(_) => position += 1,
            }
        }
        starts.into()
    }

    /// Puts the surfaces of a document's written words into `text`, each once, parted by spaces.
    pub(crate) fn write_forms(&self, document: &Tokens, text: &mut String) {
        text.clear();
        for word in document.written() {
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
    /// The words that are written: those that are only said in recordings were met last, and come after them.
    pub(crate) fn written(&self) -> &[DocumentWord] {
        if self.lengths[Field::Transcript as usize] == 0 {
            return &self.words;
        }
        let (mut rest, mut last) = (&*self.streams, 0);
        for _ in 0..Field::Transcript as usize {
            let count = take_leb128(&mut rest);
            last = (0..count).fold(last, |last, _| last.max(take_leb128(&mut rest)));
        }
        self.words.get(..last as usize).unwrap_or(&self.words)
    }

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
pub(crate) fn document_order(knowledge: &KnowledgeBase) -> Vec<RecordId> {
    type Key<'a> = (bool, Option<PartialDate>, Cow<'a, str>, bool, Option<PartialDate>, RecordId);
    let key = |id: RecordId| -> Key<'_> {
        let record = knowledge.record(id);
        let event = match &record.details {
            Details::Event(_) => Some(record),
            _ => knowledge.source_of(record).event().map(|event| knowledge.record(event)),
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
