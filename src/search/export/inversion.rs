//! The inversion: from the tokens of each document to the documents of each term.
//!
//! Comes in: the corpus, its table of words, and the inversion of the corpus before. Goes out: postings and positions in shards. What always holds:
//!
//! - The output depends on the corpus alone.
//! - Terms are taken in slices of about as many tokens each, so that memory holds the positions of a few slices, never of all.
//! - Where shards end does not depend on where slices end.

use std::io::{self, Write};
use std::ops::{Range, RangeInclusive};
use std::sync::Arc;

use borsh::{BorshDeserialize, BorshSerialize};
use rayon::prelude::*;

use crate::search::corpus::{Corpus, Symbol, Tokens};
use crate::search::field::Field;
use crate::search::lexicon::word_table::WordTable;
use crate::search::words::interner::hash;
use crate::search::words::stream_tokenizer::GAP;
use crate::vocab::hash::HashSet;

use super::postings::{ByField, Occurrence, TermWriter, length_id};
use super::shard::{Shard, Size, Things, shards};

const POSTINGS: Size = Size { least: 3 * 1024, most: 6 * 1024 };
const POSITIONS: Size = Size { least: 2304, most: 5 * 1024 };
/// If more documents changed than this, all terms are written again; else only those of their words.
const MOST_CHANGED: usize = 256;
/// Stands for "this term is not to be written". No term has this number.
const NOT_WRITTEN: u32 = u32::MAX;
/// How many slices the terms are cut into, at least and at most. Each slice takes one more pass over the tokens.
const SLICES: RangeInclusive<u64> = 2..=8;
/// How many tokens a slice of a large corpus has. The position of each takes 8 bytes.
const SLICE: u64 = 1 << 20;

/// A corpus inverted.
pub(super) struct Inversion {
    pub(super) postings: Vec<Shard>,
    pub(super) positions: Vec<Shard>,
    pub(super) inverted: Inverted,
}

/// A corpus by terms, kept for the next one: a term's postings are written again only if a document with that term changed.
pub struct Inverted {
    corpus: Arc<Corpus>,
    terms: ByTerm,
}

/// The postings and positions of each term, in sorted order.
#[derive(Default, BorshSerialize, BorshDeserialize)]
struct ByTerm {
    /// Their numbers in the corpus.
    numbers: Vec<u32>,
    postings: Things,
    positions: Things,
}

impl Inverted {
    /// As bytes: the fingerprint of the corpus, then the terms in Borsh.
    pub(crate) fn write(&self, to: &mut impl Write) -> io::Result<()> {
        to.write_all(self.corpus.fingerprint().as_bytes())?;
        borsh::to_writer(to, &self.terms)
    }

    /// Reads what [`Self::write`] wrote; none if it is of another corpus, or damaged.
    pub(in crate::search) fn decode(bytes: &[u8], corpus: &Arc<Corpus>) -> Option<Self> {
        let (fingerprint, terms) = bytes.split_first_chunk()?;
        if corpus.fingerprint().as_bytes() != fingerprint {
            return None;
        }
        Some(Self { corpus: Arc::clone(corpus), terms: borsh::from_slice(terms).ok()? })
    }

    /// For each term of a corpus, by number: its place here, if its postings would be written just so again.
    fn kept(&self, corpus: &Corpus, words: &WordTable<'_>) -> Vec<Option<Kept<'_>>> {
        let changed = self.changed(corpus).filter(|changed| changed.len() <= MOST_CHANGED);
        let Some(changed) = changed else { return vec![None; words.terms.len()] };
        let of_both = |document: &usize| self.corpus.terms_of(*document).chain(corpus.terms_of(*document));
        let changed: HashSet<&str> = changed.iter().flat_map(of_both).collect();
        let mut known =
            self.terms.numbers.iter().map(|term| self.corpus.terms.get(*term)).enumerate().peekable();
        let kept = words.terms.iter().map(|term| {
            let term = corpus.terms.get(*term);
            while known.next_if(|(_, other)| *other < term).is_some() {}
            let (number, _) = known.next_if(|(_, other)| *other == term)?;
            self.terms.get(number).filter(|_| !changed.contains(term))
        });
        kept.collect()
    }

    /// The documents that differ from this corpus's; none if the numbers of documents differ.
    fn changed(&self, corpus: &Corpus) -> Option<Vec<usize>> {
        let both = self.corpus.documents.iter().zip(&corpus.documents).enumerate();
        let others = both.filter(|(_, (one, other))| one.entry != other.entry).map(|(document, _)| document);
        (self.corpus.len() == corpus.len()).then(|| others.collect())
    }
}

/// The bytes of a term.
#[derive(Clone, Copy)]
struct Kept<'i> {
    postings: &'i [u8],
    positions: &'i [u8],
}

impl ByTerm {
    fn get(&self, number: usize) -> Option<Kept<'_>> {
        let (postings, positions) = (self.postings.get(number)?, self.positions.get(number)?);
        Some(Kept { postings, positions })
    }
}

/// Inverts a corpus. Terms whose documents did not change are taken from the inversion of the corpus before.
pub(super) fn invert(corpus: &Arc<Corpus>, words: &WordTable<'_>, before: Option<&Inverted>) -> Inversion {
    let kept = before.map_or_else(|| vec![None; words.terms.len()], |before| before.kept(corpus, words));
    let numbers = numbers_to_write(corpus, words, &kept);
    let counts = Counts::of(corpus, &numbers, words.terms.len());
    let surfaces = words.surfaces_by_term();
    let forms = Forms { words, numbers: &numbers, surfaces: &surfaces };
    let slices: Vec<ByTerm> =
        counts.slices().into_par_iter().map(|terms| slice(corpus, &forms, &counts, &kept, terms)).collect();
    let mut all = ByTerm { numbers: words.terms.clone(), ..ByTerm::default() };
    for slice in slices {
        all.postings.append(&slice.postings);
        all.positions.append(&slice.positions);
    }
    let keys = || words.terms.iter().map(|term| hash(corpus.terms.get(*term).as_bytes()));
    let (postings, positions) =
        rayon::join(|| shards(&all.postings, POSTINGS, keys()), || shards(&all.positions, POSITIONS, keys()));
    let inverted = Inverted { corpus: Arc::clone(corpus), terms: all };
    Inversion { postings, positions, inverted }
}

/// By word of the corpus: the number of its term, or [`NOT_WRITTEN`] if that term is kept as it was or is too long to be indexed.
fn numbers_to_write(corpus: &Corpus, words: &WordTable<'_>, kept: &[Option<Kept<'_>>]) -> Vec<u32> {
    let is_written = |term: u32| {
        let number = words.numbers[term as usize] as usize;
        kept.get(number).is_some_and(Option::is_none) && corpus.is_indexed(term)
    };
    let terms = (0..corpus.terms.len() as u32).zip(&words.numbers);
    let of_terms: Vec<u32> =
        terms.map(|(term, number)| if is_written(term) { *number } else { NOT_WRITTEN }).collect();
    corpus.word_terms.iter().map(|term| of_terms[*term as usize]).collect()
}

/// Which surfaces stand for which terms.
struct Forms<'a> {
    words: &'a WordTable<'a>,
    /// What [`numbers_to_write`] returned.
    numbers: &'a [u32],
    /// By term: the surfaces, in order.
    surfaces: &'a [Vec<&'a str>],
}

impl Forms<'_> {
    /// Of a slice, the terms with several surfaces: term, number of the surface, document; sorted.
    fn in_slice(&self, corpus: &Corpus, terms: &Range<u32>) -> Vec<(u32, u32, u32)> {
        let mut found = Vec::new();
        for (document, tokens) in (0..).zip(&corpus.documents) {
            for word in tokens.written() {
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

/// The terms of a document that are to be written, field by field, each with its position. `numbers` gives the term of each word.
fn for_each_term(tokens: &Tokens, numbers: &[u32], mut found: impl FnMut(Field, u32, u32)) {
    if tokens.words.iter().all(|word| numbers[word.number() as usize] == NOT_WRITTEN) {
        return;
    }
    for (field, symbols) in tokens.fields(numbers) {
        let mut position = 0;
        for symbol in symbols {
            match symbol {
                Symbol::Gap => position += GAP as u32,
                Symbol::Term(term) => {
                    if term != NOT_WRITTEN {
                        found(field, term, position);
                    }
                    position += 1;
                }
            }
        }
    }
}

/// How often each term to be written occurs, and where.
struct Counts {
    /// By term: in each field.
    terms: Vec<ByField<u32>>,
    /// By field and document: the byte that encodes the length.
    lengths: ByField<Vec<u8>>,
    /// By document: where the parts but the first of what is said begin.
    parts: Vec<Box<[u32]>>,
}

impl Counts {
    fn of(corpus: &Corpus, numbers: &[u32], terms: usize) -> Self {
        let share = corpus.len().div_ceil(rayon::current_num_threads()).max(1);
        let shares = corpus.documents.par_chunks(share);
        let shares: Vec<_> = shares.map(|documents| Self::of_terms(documents, numbers, terms)).collect();
        let mut shares = shares.into_iter();
        let mut all = shares.next().unwrap_or_else(|| vec![Default::default(); terms]);
        for share in shares {
            for (all, share) in all.iter_mut().flatten().zip(share.iter().flatten()) {
                *all += share;
            }
        }
        let length = |field: usize| corpus.documents.iter().map(move |tokens| tokens.lengths[field]);
        Self {
            terms: all,
            lengths: std::array::from_fn(|field| length(field).map(length_id).collect()),
            parts: corpus.documents.iter().map(|tokens| corpus.part_starts(tokens)).collect(),
        }
    }

    fn of_terms(documents: &[Arc<Tokens>], numbers: &[u32], terms: usize) -> Vec<ByField<u32>> {
        let mut counts: Vec<ByField<u32>> = vec![Default::default(); terms];
        for document in documents {
            for_each_term(document, numbers, |field, term, _| counts[term as usize][field as usize] += 1);
        }
        counts
    }

    /// Ranges of terms with about as many tokens each.
    fn slices(&self) -> Vec<Range<u32>> {
        let all: u64 = self.terms.iter().flatten().map(|count| u64::from(*count)).sum();
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

/// Postings and positions of one slice of the terms.
fn slice(
    corpus: &Corpus,
    forms: &Forms<'_>,
    counts: &Counts,
    kept: &[Option<Kept<'_>>],
    terms: Range<u32>,
) -> ByTerm {
    // A counting sort brings a term's positions together, field after field, and keeps documents and positions in order.
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

    let mut written = ByTerm::default();
    let mut writer = TermWriter::default();
    let in_forms = forms.in_slice(corpus, &terms);
    let mut in_forms = in_forms.chunk_by(|a, b| a.0 == b.0).peekable();
    for (term, ends) in terms.zip(next) {
        if let Some(Kept { postings, positions }) = kept[term as usize] {
            written.postings.push(postings);
            written.positions.push(positions);
            continue;
        }
        let times = counts.terms[term as usize];
        let of_field = std::array::from_fn(|field| &places[ends[field] - times[field] as usize..ends[field]]);
        let surfaces = &forms.surfaces[term as usize];
        writer.write(surfaces, &of_field, &counts.lengths, &counts.parts);
        if surfaces.len() > 1 {
            let of_term = in_forms.next_if(|forms| forms[0].0 == term).unwrap_or_default();
            let mut written = of_term.chunk_by(|a, b| a.1 == b.1).peekable();
            let is_of = |found: &[(u32, u32, u32)], surface: &str| {
                forms.words.surfaces[found[0].1 as usize] == surface
            };
            let documents = surfaces
                .iter()
                .map(|surface| written.next_if(|found| is_of(found, surface)).unwrap_or_default())
                .map(|found| found.iter().map(|found| found.2));
            writer.add_forms(documents);
        }
        writer.close();
        written.postings.push(&writer.postings);
        written.positions.push(&writer.positions);
    }
    written
}
