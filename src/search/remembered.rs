//! Analyses that are remembered from one corpus to the next: the last corpus, by the fingerprints of its entries.
//!
//! What always holds: what is remembered is what the last corpus was made of; an analysis is a pure function of its entry, so
//! remembering changes nothing but the time it takes.

use std::sync::Arc;

use rayon::prelude::*;

use crate::document::Body;
use crate::knowledge::{KnowledgeBase, RecordId};
use crate::vocab::fingerprint::Fingerprint;
use crate::vocab::hash::HashMap;

use super::analysis::{AnalysedDocument, Analyser};
use super::corpus::{Corpus, DocumentWord, Renumbering, Tokens, document_order};
use super::entry::entry;
use super::interner::Interner;

/// How many documents are analysed before their tokens are taken in; bounds memory.
const CHUNK: usize = 1024;

/// The last corpus.
#[derive(Debug, Clone, Default)]
pub struct Remembered {
    corpus: Arc<Corpus>,
    /// The documents of each entry.
    by_entry: HashMap<Fingerprint, u32>,
}

/// How a document comes to its tokens.
enum Source {
    /// The document of the last corpus with this number.
    Known(u32),
    Analysed(Fingerprint, AnalysedDocument),
}

impl Remembered {
    /// The corpus of a knowledge base, and how many of its documents had to be analysed, in parallel; none, and what was remembered
    /// still is, as soon as it is not wanted any more. `bodies` are by [`crate::knowledge::Record::document`].
    pub fn corpus(
        &mut self,
        knowledge: &KnowledgeBase,
        bodies: &[Arc<Body>],
        is_wanted: &dyn Fn() -> bool,
    ) -> Option<(Arc<Corpus>, usize)> {
        let analyser = Analyser::new();
        let one = |id: &RecordId| {
            let record = knowledge.record(*id);
            let body = record.document.and_then(|index| bodies.get(index));
            let entry = entry(record, knowledge, body.map(Arc::as_ref));
            let fingerprint = entry.fingerprint();
            let source = match self.by_entry.get(&fingerprint) {
                Some(document) => Source::Known(*document),
                None => Source::Analysed(fingerprint, analyser.analyse(&entry)),
            };
            (*id, source)
        };
        let all = |chunk: &[RecordId]| -> Vec<(RecordId, Source)> { chunk.par_iter().map(one).collect() };
        let order = document_order(knowledge);
        let mut corpus = Corpus::default();
        let mut renumbering = Renumbering::of(&self.corpus.words);
        let (mut sources, mut count) = (Vec::new(), 0);
        // One thread takes a chunk in, while the others look at the next.
        for chunk in order.chunks(CHUNK).chain([&[][..]]) {
            if !is_wanted() {
                return None;
            }
            let take_in = || {
                for (id, source) in &sources {
                    match source {
                        Source::Known(document) => {
                            let known = &self.corpus.documents[*document as usize];
                            corpus.push_known(*id, known, &mut renumbering);
                        }
                        Source::Analysed(fingerprint, document) => {
                            count += 1;
                            corpus.push(*id, *fingerprint, document);
                        }
                    }
                }
            };
            let ((), next) = rayon::join(take_in, || all(chunk));
            sources = next;
        }
        *self = Self::of(corpus);
        Some((Arc::clone(&self.corpus), count))
    }

    fn of(corpus: Corpus) -> Self {
        let by_entry = (0..).zip(&corpus.documents).map(|(document, tokens)| (tokens.entry, document));
        Self { by_entry: by_entry.collect(), corpus: Arc::new(corpus) }
    }

    /// As bytes, all numbers 32-bit little-endian: how many words there are and how many bytes they have, where each ends, and the words; for each
    /// document the fingerprint of its entry, how many words it has and how many bytes its streams have, its words, and its streams.
    pub fn encode(&self) -> Vec<u8> {
        let Corpus { words, documents, .. } = &*self.corpus;
        let mut bytes = Vec::new();
        let push = |bytes: &mut Vec<u8>, number: u32| bytes.extend_from_slice(&number.to_le_bytes());
        push(&mut bytes, words.len() as u32);
        push(&mut bytes, words.text().len() as u32);
        words.ends().iter().for_each(|end| push(&mut bytes, *end));
        bytes.extend_from_slice(words.text().as_bytes());
        for document in documents {
            bytes.extend_from_slice(document.entry.as_bytes());
            push(&mut bytes, document.words.len() as u32);
            push(&mut bytes, document.streams.len() as u32);
            document.words.iter().for_each(|word| push(&mut bytes, word.0));
            bytes.extend_from_slice(&document.streams);
        }
        bytes
    }

    /// Reads what [`Self::encode`] wrote; none when it is anything else.
    pub fn decode(mut bytes: &[u8]) -> Option<Self> {
        let (count, length) = (take_number(&mut bytes)? as usize, take_number(&mut bytes)? as usize);
        let ends = take_numbers(&mut bytes, count)?.collect();
        let text = std::str::from_utf8(bytes.split_off(..length)?).ok()?;
        let words = Interner::from_parts(text.to_owned(), ends)?;
        let mut documents = Vec::new();
        while !bytes.is_empty() {
            let entry = Fingerprint::from_bytes(*bytes.split_off(..16)?.first_chunk()?);
            let (words_here, streams) = (take_number(&mut bytes)?, take_number(&mut bytes)?);
            let document_words: Box<[DocumentWord]> =
                take_numbers(&mut bytes, words_here as usize)?.map(DocumentWord).collect();
            if document_words.iter().any(|word| word.number() as usize >= count) {
                return None;
            }
            let streams = bytes.split_off(..streams as usize)?.into();
            documents.push(Tokens { entry, words: document_words, streams });
        }
        Some(Self::of(Corpus { documents, words, ..Corpus::default() }))
    }
}

fn take_number(bytes: &mut &[u8]) -> Option<u32> {
    Some(u32::from_le_bytes(*bytes.split_off(..4)?.first_chunk()?))
}

fn take_numbers<'b>(bytes: &mut &'b [u8], count: usize) -> Option<impl Iterator<Item = u32> + use<'b>> {
    let (numbers, _) = bytes.split_off(..count.checked_mul(4)?)?.as_chunks::<4>();
    Some(numbers.iter().map(|number| u32::from_le_bytes(*number)))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn of(documents: &[(&str, &str, &[u8])]) -> Corpus {
        let mut corpus = Corpus::default();
        for (id, (entry, vocabulary, streams)) in (0..).zip(documents) {
            let document =
                AnalysedDocument { vocabulary: (*vocabulary).to_owned(), streams: streams.to_vec() };
            corpus.push(RecordId(id), Fingerprint::of(entry.as_bytes()), &document);
        }
        corpus
    }

    const LAST: [(&str, &str, &[u8]); 3] = [
        ("a", "équipe=equip\nles=le!\n", &[2, 1, 2, 0, 0, 0, 0, 0]),
        ("b", "", &[0, 0, 0, 0, 0, 0]),
        ("c", "les\néquipe=equip\nrex\n", &[3, 1, 2, 3, 0, 0, 0, 0, 0]),
    ];

    #[test]
    fn it_reads_what_it_wrote() {
        let remembered = Remembered::of(of(&LAST));
        let bytes = remembered.encode();
        let read = Remembered::decode(&bytes).unwrap();
        assert_eq!(read.corpus.documents, remembered.corpus.documents);
        assert_eq!(read.by_entry, remembered.by_entry);
        assert_eq!(read.encode(), bytes);
        (0..bytes.len()).for_each(|length| drop(Remembered::decode(&bytes[..length])));
        assert!(Remembered::decode(&bytes[..bytes.len() - 1]).is_none());
        assert!(Remembered::decode(&[]).is_none());
    }

    #[test]
    fn a_corpus_of_known_documents_is_as_one_of_new_ones() {
        let last = of(&LAST);
        let mut renumbering = Renumbering::of(&last.words);
        let mut corpus = Corpus::default();
        corpus.push_known(RecordId(0), &last.documents[2], &mut renumbering);
        let new = AnalysedDocument { vocabulary: "new\nles=le!\n".to_owned(), streams: vec![0; 6] };
        corpus.push(RecordId(1), Fingerprint::of(b"d"), &new);
        corpus.push_known(RecordId(2), &last.documents[0], &mut renumbering);
        let expected = of(&[LAST[2], ("d", "new\nles=le!\n", &[0; 6]), LAST[0]]);
        assert_eq!(format!("{corpus:?}"), format!("{expected:?}"));
    }
}
