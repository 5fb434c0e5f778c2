//! What is remembered from one corpus to the next: the last corpus, by the fingerprints of its entries, and its catalogue.
//!
//! What always holds: an analysis depends on its entry alone, and a digest on the knowledge and a file. So remembering changes how long a build takes,
//! and nothing else.

use std::io::{self, Write};
use std::sync::Arc;

use rayon::prelude::*;

use crate::knowledge::RecordId;
use crate::vocab::fingerprint::Fingerprint;
use crate::vocab::hash::HashMap;

use super::catalogue::{Catalogue, Digest, Searched};
use super::corpus::{Corpus, DocumentWord, Tokens};
use super::entry::entry;
use super::export::Inverted;
use super::field::Field;
use super::words::analysis::{AnalysedDocument, Analyser};
use super::words::interner::Interner;

/// How many documents are analysed before their tokens enter the corpus. It bounds memory.
const CHUNK: usize = 1024;

/// The last corpus, its catalogue, and the last inversion.
#[derive(Clone, Default)]
pub struct Remembered {
    corpus: Arc<Corpus>,
    catalogue: Option<Arc<Catalogue>>,
    /// The document of each entry, by the entry's fingerprint.
    by_entry: HashMap<Fingerprint, u32>,
    /// The inversion that the last search data were made from. It may be of an earlier corpus.
    inverted: Option<Arc<Inverted>>,
}

/// Where a document's tokens come from.
enum Source {
    /// The document of the last corpus with this number.
    Known(u32),
    Analysed(AnalysedDocument),
}

/// The corpus and catalogue of a build.
pub struct Found {
    pub corpus: Arc<Corpus>,
    pub catalogue: Arc<Catalogue>,
    /// How many documents had to be analysed.
    pub analysed: usize,
}

impl Remembered {
    /// Makes the corpus and the catalogue of a knowledge base, in parallel. Gives none as soon as they are not wanted any more; what was remembered then stays.
    pub fn find(&mut self, searched: &Searched<'_>, is_wanted: &dyn Fn() -> bool) -> Option<Found> {
        let before = self.catalogue.as_deref().filter(|before| before.is_of(searched));
        let mut catalogue = Catalogue::begin(searched, before);
        let analyser = Analyser::new();
        let one = |(document, id): (usize, &RecordId)| {
            let known = before.and_then(|before| before.known(searched, document));
            if let Some(digest) = known
                && let Some(number) = self.by_entry.get(&digest.entry)
            {
                return (digest.clone(), Source::Known(*number));
            }
            let entry = entry(searched.knowledge.record(*id), searched.knowledge, searched.body(*id));
            let fingerprint = entry.fingerprint();
            let source = match self.by_entry.get(&fingerprint) {
                Some(number) => Source::Known(*number),
                None => Source::Analysed(analyser.analyse(&entry)),
            };
            (searched.digest(*id, fingerprint), source)
        };
        let order = Arc::clone(&catalogue.order);
        let all = |start: usize, ids: &[RecordId]| -> Vec<(Digest, Source)> {
            ids.par_iter().enumerate().map(|(index, id)| one((start + index, id))).collect()
        };
        let mut corpus = Corpus::after(&self.corpus, Arc::clone(&order));
        let (mut sources, mut count) = (Vec::<(Digest, Source)>::new(), 0);
        // One thread takes a chunk in while the others analyse the next.
        for (chunk, ids) in order.chunks(CHUNK).chain([&[][..]]).enumerate() {
            if !is_wanted() {
                return None;
            }
            let take_in = || {
                for (digest, source) in sources {
                    match source {
                        Source::Known(number) => {
                            corpus.push_known(Arc::clone(&self.corpus.documents[number as usize]));
                        }
                        Source::Analysed(document) => {
                            count += 1;
                            corpus.push(digest.entry, &document);
                        }
                    }
                    catalogue.digests.push(digest);
                }
            };
            let ((), next) = rayon::join(take_in, || all(chunk * CHUNK, ids));
            sources = next;
        }
        let catalogue = Arc::new(catalogue);
        let inverted = self.inverted.take();
        *self = Self { inverted, ..Self::of(corpus.tidied(), Some(Arc::clone(&catalogue))) };
        Some(Found { corpus: Arc::clone(&self.corpus), catalogue, analysed: count })
    }

    fn of(corpus: Corpus, catalogue: Option<Arc<Catalogue>>) -> Self {
        let by_entry = (0..).zip(&corpus.documents).map(|(document, tokens)| (tokens.entry, document));
        Self { by_entry: by_entry.collect(), corpus: Arc::new(corpus), catalogue, inverted: None }
    }

    /// The inversion that the next search data start from.
    pub fn inverted(&self) -> Option<&Inverted> {
        self.inverted.as_deref()
    }

    /// Keeps the inversion that the next search data start from.
    pub fn keep_inverted(&mut self, inverted: Inverted) {
        self.inverted = Some(Arc::new(inverted));
    }

    /// Reads what [`Inverted::write`] wrote; nothing if it is of another corpus, or damaged.
    pub fn decode_inverted(&mut self, bytes: &[u8]) {
        self.inverted = Inverted::decode(bytes, &self.corpus).map(Arc::new);
    }

    /// As bytes; all numbers are 32-bit little-endian. In this order:
    ///
    /// 1. terms, then words, each as: how many there are, how many bytes they have, where each ends, their text;
    /// 2. the term of each word;
    /// 3. how many documents there are; for each: the fingerprint of its entry, how many words it has, how many bytes its streams have, the lengths of its
    ///    fields, its words, its streams;
    /// 4. the catalogue, in Borsh.
    ///
    /// # Errors
    /// Those of who takes the bytes.
    pub fn write(&self, to: &mut impl Write) -> io::Result<()> {
        let Corpus { terms, words, word_terms, documents, .. } = &*self.corpus;
        let push = |to: &mut _, number: u32| Write::write_all(to, &number.to_le_bytes());
        for strings in [terms, words] {
            push(to, strings.len() as u32)?;
            push(to, strings.text().len() as u32)?;
            strings.ends().iter().try_for_each(|end| push(to, *end))?;
            to.write_all(strings.text().as_bytes())?;
        }
        word_terms.iter().try_for_each(|term| push(to, *term))?;
        push(to, documents.len() as u32)?;
        for document in documents {
            to.write_all(document.entry.as_bytes())?;
            push(to, document.words.len() as u32)?;
            push(to, document.streams.len() as u32)?;
            document.lengths.iter().try_for_each(|length| push(to, *length))?;
            document.words.iter().try_for_each(|word| push(to, word.0))?;
            to.write_all(&document.streams)?;
        }
        borsh::to_writer(to, &self.catalogue)
    }

    /// Reads what [`Self::write`] wrote; none if it is damaged.
    pub fn decode(mut bytes: &[u8]) -> Option<Self> {
        let (terms, words) = (take_strings(&mut bytes)?, take_strings(&mut bytes)?);
        let word_terms: Vec<u32> = take_numbers(&mut bytes, words.len())?.collect();
        if word_terms.iter().any(|term| *term as usize >= terms.len()) {
            return None;
        }
        let count = take_number(&mut bytes)?;
        let mut documents = Vec::new();
        for _ in 0..count {
            let entry = Fingerprint::from_bytes(*bytes.split_off(..16)?.first_chunk()?);
            let (words_here, streams) = (take_number(&mut bytes)?, take_number(&mut bytes)?);
            let mut lengths = [0; Field::ALL.len()];
            lengths
                .iter_mut()
                .zip(take_numbers(&mut bytes, Field::ALL.len())?)
                .for_each(|(to, from)| *to = from);
            let document_words: Box<[DocumentWord]> =
                take_numbers(&mut bytes, words_here as usize)?.map(DocumentWord).collect();
            if document_words.iter().any(|word| word.number() as usize >= words.len()) {
                return None;
            }
            let streams = bytes.split_off(..streams as usize)?.into();
            documents.push(Arc::new(Tokens { entry, words: document_words, lengths, streams }));
        }
        let catalogue = borsh::from_slice(bytes).ok()?;
        Some(Self::of(Corpus { documents, terms, words, word_terms, ..Corpus::default() }, catalogue))
    }
}

fn take_strings(bytes: &mut &[u8]) -> Option<Interner> {
    let (count, length) = (take_number(bytes)? as usize, take_number(bytes)? as usize);
    let ends = take_numbers(bytes, count)?.collect();
    let text = std::str::from_utf8(bytes.split_off(..length)?).ok()?;
    Interner::from_parts(text.to_owned(), ends)
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
    use std::collections::BTreeMap;

    use super::*;

    fn of(documents: &[(&str, &str, &[u8])]) -> Corpus {
        let order = (0..documents.len() as u32).map(RecordId).collect();
        let mut corpus = Corpus::after(&Corpus::default(), order);
        for (entry, vocabulary, streams) in documents {
            let document =
                AnalysedDocument { vocabulary: (*vocabulary).to_owned(), streams: streams.to_vec() };
            corpus.push(Fingerprint::of(entry.as_bytes()), &document);
        }
        corpus
    }

    /// One that follows another, with room for so many documents.
    fn after(last: &Corpus, count: u32) -> Corpus {
        Corpus::after(last, (0..count).map(RecordId).collect())
    }

    const LAST: [(&str, &str, &[u8]); 3] = [
        ("a", "équipe=equip\nles=le!\n", &[2, 1, 2, 0, 0, 0, 0, 0]),
        ("b", "", &[0, 0, 0, 0, 0, 0]),
        ("c", "les\néquipe=equip\nrex\n", &[3, 1, 2, 3, 0, 0, 0, 0, 0]),
    ];

    #[test]
    fn it_reads_what_it_wrote() {
        let remembered = Remembered::of(of(&LAST), None);
        let mut bytes = Vec::new();
        remembered.write(&mut bytes).unwrap();
        let read = Remembered::decode(&bytes).unwrap();
        assert_eq!(read.corpus.documents, remembered.corpus.documents);
        assert_eq!(read.by_entry, remembered.by_entry);
        let mut again = Vec::new();
        read.write(&mut again).unwrap();
        assert_eq!(again, bytes);
        (0..bytes.len()).for_each(|length| drop(Remembered::decode(&bytes[..length])));
        assert!(Remembered::decode(&bytes[..bytes.len() - 1]).is_none());
        assert!(Remembered::decode(&[]).is_none());
    }

    /// All that may show of a corpus.
    #[derive(Debug, PartialEq, Eq)]
    struct Shown<'c> {
        /// Each document's tokens as texts.
        documents: Vec<Vec<String>>,
        /// Each word with its term, and in how many documents it is, and as a stop word.
        words: BTreeMap<&'c str, (&'c str, u32, u32)>,
    }

    fn shown(corpus: &Corpus) -> Shown<'_> {
        let texts_of = |tokens: &Arc<Tokens>| {
            let fields = tokens.fields(&corpus.word_terms).map(|(_, symbols)| {
                let mut text = String::new();
                corpus.write_field(symbols, &mut text);
                text
            });
            let mut texts: Vec<String> = fields.collect();
            texts.push(String::new());
            corpus.write_forms(tokens, texts.last_mut().unwrap());
            texts
        };
        let words =
            (0..).zip(&corpus.word_counts).filter(|(_, count)| count.documents > 0).map(|(word, count)| {
                let term = corpus.terms.get(corpus.word_terms[word as usize]);
                (corpus.words.get(word), (term, count.documents, count.as_stop_word))
            });
        Shown { documents: corpus.documents.iter().map(texts_of).collect(), words: words.collect() }
    }

    #[test]
    fn a_corpus_after_another_shows_what_one_of_new_documents_does() {
        let last = of(&LAST);
        let mut corpus = after(&last, 2);
        corpus.push_known(Arc::clone(&last.documents[2]));
        let new = AnalysedDocument {
            vocabulary: "new\nles=le!\n".to_owned(),
            streams: vec![2, 1, 2, 0, 0, 0, 0, 0],
        };
        corpus.push(Fingerprint::of(b"d"), &new);
        let expected = of(&[LAST[2], ("d", &new.vocabulary, &new.streams)]);
        assert_eq!(shown(&corpus), shown(&expected));
        assert_eq!(corpus.words.len(), 5, "`les=le!` and `les` are two words, one was met as both");
        let again = after(&corpus, 0);
        assert_eq!((again.len(), again.words.len()), (0, 5));
    }

    #[test]
    fn words_that_stand_for_nothing_are_let_go_when_they_are_many() {
        let last = of(&LAST);
        let mut corpus = after(&last, 1);
        corpus.push_known(Arc::clone(&last.documents[0]));
        let expected = of(&LAST[..1]);
        assert_eq!(corpus.words.len(), 4);
        let tidy = corpus.tidied();
        assert_eq!((tidy.words.len(), tidy.terms.len()), (2, 2));
        assert_eq!(shown(&tidy), shown(&expected));
        let mut corpus = after(&last, 3);
        last.documents.iter().for_each(|known| corpus.push_known(Arc::clone(known)));
        assert_eq!(corpus.tidied().words.len(), 4, "none is unused");
    }
}
