//! Lexicon shards: words with the terms that they stand for, each shard readable alone.

use std::borrow::Cow;

use crate::search::cuts::{Thing, cut};
use crate::search::lexicon::meanings::Code;
use crate::search::materials::Materials;
use crate::search::words::interner::hash;
use crate::search::words::numbers::{push_difference, push_text, push_varint};

use super::shard::Size;

const SIZE: Size = Size { least: 2304, most: 5 * 1024 };

const STOP_WORD: u32 = 1;
const SYNONYMS: u32 = 2;
const MEANINGS: u32 = 4;
/// Of how many terms there are, above the flags.
const COUNT: u32 = 8;

/// All shards.
pub(super) struct Shards {
    /// The first surface of each; the first shard's is said to be empty, since it is asked for what is before it.
    pub(super) firsts: Vec<String>,
    /// The first term of the first surface of each.
    pub(super) terms: Vec<u32>,
    pub(super) bodies: Vec<Vec<u8>>,
}

/// Puts the words into shards.
pub(super) fn shards(materials: &Materials<'_>) -> Shards {
    let words = &materials.words;
    let mut all = Shards { firsts: Vec::new(), terms: Vec::new(), bodies: Vec::new() };
    for run in cut(&things(materials), SIZE.least, SIZE.most) {
        let first = words.surfaces[run.start].as_ref();
        // A name without terms may be the last entry of all.
        let term = words.entry_terms.get(words.entries(run.start).start).copied().unwrap_or(0);
        let mut context = Context { surface: "", term };
        let mut body = Vec::new();
        for index in run {
            context = push_entry(&mut body, materials, index, context);
        }
        all.firsts.push(if all.bodies.is_empty() { String::new() } else { first.to_owned() });
        all.terms.push(term);
        all.bodies.push(body);
    }
    all
}

/// Every entry, with its size as it is in the midst of a shard.
fn things(materials: &Materials<'_>) -> Vec<Thing> {
    let mut context = Context::default();
    let mut entry = Vec::new();
    let thing = |(index, surface): (usize, &Cow<'_, str>)| {
        entry.clear();
        context = push_entry(&mut entry, materials, index, context);
        Thing { size: entry.len(), key: hash(surface.as_bytes()) }
    };
    materials.words.surfaces.iter().enumerate().map(thing).collect()
}

/// What an entry is written in difference to.
#[derive(Clone, Copy, Default)]
struct Context<'a> {
    surface: &'a str,
    term: u32,
}

fn push_entry<'a>(
    bytes: &mut Vec<u8>,
    materials: &'a Materials<'_>,
    index: usize,
    before: Context<'_>,
) -> Context<'a> {
    let words = &materials.words;
    let surface = words.surfaces[index].as_ref();
    let shared = shared_prefix(before.surface, surface);
    push_varint(bytes, shared as u32);
    push_text(bytes, &surface[shared..]);
    let entries = words.entries(index);
    let terms = &words.entry_terms[entries.clone()];
    let has_synonyms = terms.iter().any(|term| words.synonyms_of(*term).next().is_some());
    let stop_word = if words.stop_words[index] == 0 { 0 } else { STOP_WORD };
    let synonyms = if has_synonyms { SYNONYMS } else { 0 };
    let meanings = materials.meanings.get(&(index as u32));
    let has_meanings = if meanings.is_some() { MEANINGS } else { 0 };
    push_varint(bytes, stop_word | synonyms | has_meanings | (terms.len() as u32 * COUNT));
    let mut term_before = before.term;
    for (term, frequency) in terms.iter().zip(&words.frequencies[entries]) {
        push_difference(bytes, *term, term_before);
        push_varint(bytes, *frequency);
        term_before = *term;
    }
    if stop_word != 0 {
        push_varint(bytes, words.stop_words[index]);
    }
    if has_synonyms {
        for term in terms {
            push_varint(bytes, words.synonyms_of(*term).count() as u32);
            words.synonyms_of(*term).for_each(|synonym| push_difference(bytes, synonym, *term));
        }
    }
    if let Some(meanings) = meanings {
        let mut content = Vec::new();
        meanings.write(|code| match code {
            Code::Count(count) => push_varint(&mut content, count),
            Code::Term(term) => push_difference(&mut content, term, term_before),
        });
        push_varint(bytes, content.len() as u32);
        bytes.extend_from_slice(&content);
    }
    Context { surface, term: term_before }
}

/// How many bytes two texts begin with alike, whole letters only.
fn shared_prefix(a: &str, b: &str) -> usize {
    let letters = a.chars().zip(b.chars()).take_while(|(a, b)| a == b);
    letters.map(|(letter, _)| letter.len_utf8()).sum()
}
