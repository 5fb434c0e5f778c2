//! The corpus: every document's tokens over one set of terms, in the order of the index.
//!
//! Comes in: analysed documents, in the order of [`document_order`]. Goes out: terms, words and their document frequencies,
//! which the lexicon, the related talks and the index are all made from. What always holds: the n-th document is the n-th of
//! the index (its document number); terms and words are numbered in the order of first meeting, whatever the thread count.

use std::borrow::Cow;
use std::sync::Arc;

use rayon::prelude::*;

use crate::document::Body;
use crate::knowledge::{Details, KnowledgeBase, RecordId};
use crate::vocab::date::PartialDate;

use super::analysis::{AnalysedDocument, Word, take_leb128};
use super::entry::{Entry, entry, event_of};
use super::field::Field;
use super::interner::Interner;

/// How many documents are analysed before their tokens are taken in; bounds memory.
const CHUNK: usize = 1024;

/// Every document's tokens.
#[derive(Debug, Default)]
pub struct Corpus {
    /// The record of each document.
    pub(crate) order: Vec<RecordId>,
    pub(crate) documents: Vec<Tokens>,
    /// The index terms.
    pub(crate) terms: Interner,
    /// In how many documents each term is.
    pub(crate) term_documents: Vec<u32>,
    /// Distinct words, as lines of a vocabulary without the stop mark: surface, `=` stem.
    pub(crate) words: Interner,
    /// By word: its term, in how many documents it is, and in how many of them as a stop word.
    pub(crate) word_counts: Vec<WordCount>,
    /// By term: the last document that had it, plus one.
    last_met: Vec<u32>,
}

#[derive(Debug, Clone, Copy)]
pub(crate) struct WordCount {
    pub(crate) term: u32,
    pub(crate) documents: u32,
    pub(crate) as_stop_word: u32,
}

/// The tokens of one document.
#[derive(Debug, Default)]
pub(crate) struct Tokens {
    /// The number of each of the document's words among the corpus's.
    pub(crate) words: Box<[u32]>,
    /// As in [`AnalysedDocument::streams`].
    streams: Box<[u8]>,
}

/// A symbol of a stream.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Symbol {
    Gap,
    Term(u32),
}

impl Corpus {
    /// Analyses every record by `analyse` (which may remember), in parallel, and takes the results in, in order; gives up as soon as it
    /// is not wanted any more. `bodies` are by [`crate::knowledge::Record::document`].
    pub fn build(
        knowledge: &KnowledgeBase,
        bodies: &[Arc<Body>],
        analyse: impl Fn(&Entry<'_>) -> Arc<AnalysedDocument> + Sync,
        is_wanted: &dyn Fn() -> bool,
    ) -> Option<Self> {
        let mut corpus = Self::default();
        let one = |id: &RecordId| {
            let record = knowledge.record(*id);
            let body = record.document.and_then(|index| bodies.get(index));
            (*id, analyse(&entry(record, knowledge, body.map(Arc::as_ref))))
        };
        let all = |chunk: &[RecordId]| -> Vec<_> { chunk.par_iter().map(one).collect() };
        let order = document_order(knowledge);
        let mut analysed: Vec<(RecordId, Arc<AnalysedDocument>)> = Vec::new();
        // One thread takes a chunk in, while the others analyse the next.
        for chunk in order.chunks(CHUNK).chain([&[][..]]) {
            if !is_wanted() {
                return None;
            }
            let take_in = || analysed.iter().for_each(|(id, document)| corpus.push(*id, document));
            let ((), next) = rayon::join(take_in, || all(chunk));
            analysed = next;
        }
        Some(corpus)
    }

    /// Takes in the next document; they must come in the order of [`document_order`].
    pub fn push(&mut self, id: RecordId, document: &AnalysedDocument) {
        self.order.push(id);
        let met = self.order.len() as u32;
        let mut words = Vec::new();
        for line in document.vocabulary.lines() {
            let parsed = Word::parse(line);
            let word = self.words.intern(line.strip_suffix('!').unwrap_or(line)) as usize;
            if word == self.word_counts.len() {
                let term = self.terms.intern(parsed.stem);
                self.word_counts.push(WordCount { term, documents: 0, as_stop_word: 0 });
                self.term_documents.resize(self.terms.len(), 0);
                self.last_met.resize(self.terms.len(), 0);
            }
            let count = &mut self.word_counts[word];
            count.documents += 1;
            count.as_stop_word += u32::from(parsed.is_stop_word);
            let term = count.term as usize;
            if self.last_met[term] != met {
                self.last_met[term] = met;
                self.term_documents[term] += 1;
            }
            words.push(word as u32);
        }
        self.documents.push(Tokens { words: words.into(), streams: document.streams.as_slice().into() });
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
            text.push_str(Word::parse(self.words.get(*word)).surface);
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
    /// The symbols of each field, in the order of [`Field::ALL`], in a corpus whose words are these.
    pub(crate) fn fields<'a>(
        &'a self,
        words: &'a [WordCount],
    ) -> impl Iterator<Item = (Field, impl Iterator<Item = Symbol>)> {
        let term_of =
            |word: u32| Some(Symbol::Term(words.get(*self.words.get(word as usize - 1)? as usize)?.term));
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
