//! The inversion: from the tokens of each document to the documents of each term.
//!
//! Comes in: the corpus and its table of words. Goes out: postings and positions in shards, and the counts that scores need. What
//! always holds: terms are taken slice by slice of about as many tokens each, so that memory holds the places of a few slices, never of
//! all; where shards end does not hang on where slices do.

use std::collections::BTreeSet;
use std::ops::{Range, RangeInclusive};
use std::sync::Arc;

use rayon::prelude::*;
use tantivy::tokenizer::MAX_TOKEN_LEN;

use crate::search::corpus::{Corpus, Symbol, Tokens};
use crate::search::field::Field;
use crate::search::interner::hash;
use crate::search::stream_tokenizer::GAP;
use crate::search::word_table::WordTable;

use super::postings::{ByField, Occurrence, TermWriter, length_id};
use super::shard::{Shard, Size, Things, shards};

const POSTINGS: Size = Size { least: 3 * 1024, most: 6 * 1024 };
const POSITIONS: Size = Size { least: 4608, most: 10 * 1024 };
/// Into how many slices the terms are cut, at least and at most; each is one more pass over the tokens.
const SLICES: RangeInclusive<u64> = 2..=8;
/// How many tokens a slice has where there are many: their places take 8 bytes each.
const SLICE: u64 = 1 << 20;

/// The corpus by terms.
pub(super) struct Inverted {
    pub(super) postings: Vec<Shard>,
    pub(super) positions: Vec<Shard>,
    /// How many tokens each field has in all documents.
    pub(super) tokens: ByField<u64>,
    /// Each number of documents that some term is in, in some field.
    pub(super) document_frequencies: BTreeSet<u32>,
}

/// Inverts a corpus.
pub(super) fn invert(corpus: &Corpus, words: &WordTable<'_>) -> Inverted {
    let numbers = indexed_numbers(corpus, words);
    let numbers: Vec<u32> = corpus.word_terms.iter().map(|term| numbers[*term as usize]).collect();
    let counts = Counts::of(corpus, &numbers, words.terms.len());
    let surfaces = words.surfaces_by_term();
    let forms = Forms { words, numbers: &numbers, surfaces: &surfaces };
    let slices: Vec<Slice> =
        counts.slices().into_par_iter().map(|terms| slice(corpus, &forms, &counts, terms)).collect();
    let mut document_frequencies = BTreeSet::new();
    for surface in 0..words.surfaces.len() {
        document_frequencies.insert(words.frequencies[words.entries(surface)].iter().sum());
    }
    let (mut postings, mut positions) = (Vec::new(), Vec::new());
    for slice in slices {
        postings.push(slice.postings);
        positions.push(slice.positions);
        document_frequencies.extend(slice.document_frequencies);
    }
    let keys = || words.terms.iter().map(|term| hash(corpus.terms.get(*term).as_bytes()));
    let (postings, positions) =
        rayon::join(|| shards(&postings, POSTINGS, keys()), || shards(&positions, POSITIONS, keys()));
    Inverted { postings, positions, tokens: counts.tokens, document_frequencies }
}

/// The number of each of the corpus's terms; of one that is too long to be indexed, a number that no term has.
fn indexed_numbers(corpus: &Corpus, words: &WordTable<'_>) -> Vec<u32> {
    let terms = 0..corpus.terms.len() as u32;
    terms
        .zip(&words.numbers)
        .map(|(id, number)| if corpus.terms.get(id).len() > MAX_TOKEN_LEN { u32::MAX } else { *number })
        .collect()
}

/// Which surfaces stand for which terms.
struct Forms<'a> {
    words: &'a WordTable<'a>,
    /// The number of the term of each of the corpus's words.
    numbers: &'a [u32],
    /// By term: the surfaces, in order.
    surfaces: &'a [Vec<&'a str>],
}

impl Forms<'_> {
    /// The terms of a slice that have several surfaces: the term, a surface's number, a document that has it; all in order.
    fn in_slice(&self, corpus: &Corpus, terms: &Range<u32>) -> Vec<(u32, u32, u32)> {
        let mut found = Vec::new();
        for (document, tokens) in (0..).zip(&corpus.documents) {
            for word in &tokens.words {
                let word = word.number() as usize;
                let term = self.numbers[word];
                if terms.contains(&term) && self.surfaces[term as usize].len() > 1 {
                    found.push((term, self.words.surface_of_word[word], document));
                }
            }
        }
        found.sort_unstable();
        found
    }
}

/// The terms of a document, field by field, each with its position; `numbers` are those of the words' terms.
fn for_each_term(tokens: &Tokens, numbers: &[u32], mut found: impl FnMut(Field, u32, u32)) {
    for (field, symbols) in tokens.fields(numbers) {
        let mut position = 0;
        for symbol in symbols {
            match symbol {
                Symbol::Gap => position += GAP as u32,
                Symbol::Term(term) => {
                    found(field, term, position);
                    position += 1;
                }
            }
        }
    }
}

/// How often each term stands where.
struct Counts {
    /// By term: in each field.
    terms: Vec<ByField<u32>>,
    /// By field and document: the byte that remembers the length.
    lengths: ByField<Vec<u8>>,
    tokens: ByField<u64>,
}

impl Counts {
    fn of(corpus: &Corpus, numbers: &[u32], terms: usize) -> Self {
        let share = corpus.len().div_ceil(rayon::current_num_threads()).max(1);
        let shares: Vec<Self> = corpus
            .documents
            .par_chunks(share)
            .map(|documents| Self::of_documents(documents, numbers, terms))
            .collect();
        let mut shares = shares.into_iter();
        let Some(mut all) = shares.next() else { return Self::of_documents(&[], numbers, terms) };
        for mut share in shares {
            for (all, share) in all.terms.iter_mut().flatten().zip(share.terms.iter().flatten()) {
                *all += share;
            }
            all.lengths.iter_mut().zip(&mut share.lengths).for_each(|(all, share)| all.append(share));
            all.tokens.iter_mut().zip(share.tokens).for_each(|(all, share)| *all += share);
        }
        all
    }

    fn of_documents(documents: &[Arc<Tokens>], numbers: &[u32], terms: usize) -> Self {
        let mut counts = Self {
            terms: vec![Default::default(); terms],
            lengths: std::array::from_fn(|_| Vec::with_capacity(documents.len())),
            tokens: Default::default(),
        };
        for document in documents {
            let mut lengths: ByField<u32> = Default::default();
            for_each_term(document, numbers, |field, term, _| {
                if let Some(count) = counts.terms.get_mut(term as usize) {
                    count[field as usize] += 1;
                    lengths[field as usize] += 1;
                }
            });
            for (field, length) in lengths.into_iter().enumerate() {
                counts.lengths[field].push(length_id(length));
                counts.tokens[field] += u64::from(length);
            }
        }
        counts
    }

    /// Ranges of terms with about as many tokens each.
    fn slices(&self) -> Vec<Range<u32>> {
        let all: u64 = self.tokens.iter().sum();
        let wanted = all / (all / SLICE).clamp(*SLICES.start(), *SLICES.end()) + 1;
        let mut slices = Vec::new();
        let (mut start, mut tokens) = (0, 0);
        for (term, counts) in (0..).zip(&self.terms) {
            tokens += counts.iter().map(|count| u64::from(*count)).sum::<u64>();
            if tokens >= wanted {
                slices.push(start..term + 1);
                (start, tokens) = (term + 1, 0);
            }
        }
        let end = self.terms.len() as u32;
        if start < end {
            slices.push(start..end);
        }
        slices
    }
}

/// What became of a slice: its terms, in order.
struct Slice {
    postings: Things,
    positions: Things,
    document_frequencies: BTreeSet<u32>,
}

fn slice(corpus: &Corpus, forms: &Forms<'_>, counts: &Counts, terms: Range<u32>) -> Slice {
    // The places of a term lie together, field after field: a counting sort, which keeps documents and positions in order.
    let mut next: Vec<ByField<usize>> = Vec::with_capacity(terms.len());
    let mut end = 0;
    for counts in &counts.terms[terms.start as usize..terms.end as usize] {
        next.push(counts.map(|count| {
            let start = end;
            end += count as usize;
            start
        }));
    }
    let mut places = vec![Occurrence::default(); end];
    for (document, tokens) in (0..).zip(&corpus.documents) {
        for_each_term(tokens, forms.numbers, |field, term, position| {
            if terms.contains(&term) {
                let next = &mut next[(term - terms.start) as usize][field as usize];
                places[*next] = Occurrence { document, position };
                *next += 1;
            }
        });
    }

    let (mut postings, mut positions) = (Things::default(), Things::default());
    let mut document_frequencies = BTreeSet::new();
    let mut writer = TermWriter::default();
    let in_forms = forms.in_slice(corpus, &terms);
    let mut in_forms = in_forms.chunk_by(|a, b| a.0 == b.0).peekable();
    for (term, ends) in terms.zip(next) {
        let times = counts.terms[term as usize];
        let of_field = std::array::from_fn(|field| &places[ends[field] - times[field] as usize..ends[field]]);
        let surfaces = &forms.surfaces[term as usize];
        document_frequencies.extend(writer.write(surfaces, &of_field, &counts.lengths));
        if let Some(in_forms) = in_forms.next_if(|forms| forms[0].0 == term) {
            let documents = in_forms.chunk_by(|a, b| a.1 == b.1);
            writer.add_forms(documents.map(|of_surface| of_surface.iter().map(|found| found.2)));
        }
        writer.close();
        postings.push(&writer.postings);
        positions.push(&writer.positions);
    }
    Slice { postings, positions, document_frequencies }
}
