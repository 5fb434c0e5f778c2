//! Stop words in titles: which documents have one in their title, each shard readable alone.
//!
//! Comes in: the corpus, and its table of words. Goes out: shards of stop words, in the order of their surfaces. Apart from postings, since a reader who asks for a title as it stands
//! needs no more of its stop words, whose postings are the largest. What always holds: a document has a stop word in its title when the index has one of the word's terms there.

use std::collections::BTreeMap;

use crate::search::corpus::{Corpus, Symbol};
use crate::search::cuts::{Thing, cut};
use crate::search::lexicon::word_table::WordTable;
use crate::search::words::interner::hash;
use crate::search::words::numbers::{push_text, push_varint};

use super::shard::Size;

const SIZE: Size = Size { least: 1024, most: 2048 };

/// All shards.
pub(super) struct Shards {
    /// The first surface of each.
    pub(super) firsts: Vec<String>,
    pub(super) bodies: Vec<Vec<u8>>,
}

/// Puts the stop words of titles into shards.
pub(super) fn shards(corpus: &Corpus, words: &WordTable<'_>) -> Shards {
    let in_titles = in_titles(corpus, words);
    let surfaces = (0..words.surfaces.len()).filter(|surface| words.stop_words[*surface] != 0);
    let entry = |surface: usize| {
        let terms = words.entries(surface).map(|entry| words.entry_terms[entry]);
        let mut documents: Vec<u32> =
            terms.filter_map(|term| in_titles.get(&term)).flatten().copied().collect();
        documents.sort_unstable();
        documents.dedup();
        let surface = words.surfaces[surface].as_ref();
        (!documents.is_empty()).then(|| (surface, entry_of(surface, &documents)))
    };
    let entries: Vec<(&str, Vec<u8>)> = surfaces.filter_map(entry).collect();
    let things: Vec<Thing> = entries
        .iter()
        .map(|(surface, entry)| Thing { size: entry.len(), key: hash(surface.as_bytes()) })
        .collect();
    let runs = cut(&things, SIZE.least, SIZE.most);
    Shards {
        firsts: runs.iter().map(|run| entries[run.start].0.to_owned()).collect(),
        bodies: runs
            .into_iter()
            .map(|run| entries[run].iter().flat_map(|(_, entry)| entry).copied().collect())
            .collect(),
    }
}

/// By the number of a stop word's term: the documents whose titles have it, in order.
fn in_titles(corpus: &Corpus, words: &WordTable<'_>) -> BTreeMap<u32, Vec<u32>> {
    let mut is_wanted = vec![false; words.terms.len()];
    for surface in (0..words.surfaces.len()).filter(|surface| words.stop_words[*surface] != 0) {
        words.entries(surface).for_each(|entry| is_wanted[words.entry_terms[entry] as usize] = true);
    }
    let numbers: Vec<u32> = corpus.word_terms.iter().map(|term| words.numbers[*term as usize]).collect();
    let mut found: BTreeMap<u32, Vec<u32>> = BTreeMap::new();
    for (document, tokens) in (0..).zip(&corpus.documents) {
        // The title is the first field.
        for symbol in tokens.fields(&numbers).next().into_iter().flat_map(|(_, title)| title) {
            let Symbol::Term(term) = symbol else { continue };
            if is_wanted.get(term as usize) == Some(&true) {
                found.entry(term).or_default().push(document);
            }
        }
    }
    found
}

/// The surface; how many bytes follow; the documents, each less the one before.
fn entry_of(surface: &str, documents: &[u32]) -> Vec<u8> {
    let mut list = Vec::with_capacity(documents.len() + 1);
    let mut before = 0;
    for document in documents {
        push_varint(&mut list, document - before);
        before = *document;
    }
    let mut entry = Vec::with_capacity(list.len() + surface.len() + 3);
    push_text(&mut entry, surface);
    push_varint(&mut entry, list.len() as u32);
    entry.extend(list);
    entry
}
