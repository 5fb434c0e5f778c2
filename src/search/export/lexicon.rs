//! Lexicon shards: words with the terms that they stand for, each shard readable alone.

use crate::search::word_table::WordTable;

use super::numbers::{push_difference, push_text, push_varint};

/// How many bytes a shard has at most, before it is compressed.
const SHARD: usize = 8 * 1024;

const STOP_WORD: u32 = 1;
const SYNONYMS: u32 = 2;

/// Every shard with the first of its surfaces; the first shard's is said to be empty, since it is asked for what is before it.
pub(super) fn shards(words: &WordTable<'_>) -> (Vec<String>, Vec<Vec<u8>>) {
    let mut firsts: Vec<String> = Vec::new();
    let mut bodies: Vec<Vec<u8>> = Vec::new();
    let mut context = Context::default();
    for (index, surface) in words.surfaces.iter().enumerate() {
        let mut entry = Vec::new();
        let after = push_entry(&mut entry, words, index, context);
        match bodies.last_mut() {
            Some(body) if body.len() + entry.len() <= SHARD => {
                body.extend_from_slice(&entry);
                context = after;
            }
            _ => {
                entry.clear();
                context = push_entry(&mut entry, words, index, Context::default());
                firsts.push(if bodies.is_empty() { String::new() } else { (*surface).to_owned() });
                bodies.push(entry);
            }
        }
    }
    (firsts, bodies)
}

/// What an entry is written in difference to.
#[derive(Clone, Copy, Default)]
struct Context<'a> {
    surface: &'a str,
    term: u32,
}

fn push_entry<'a>(
    bytes: &mut Vec<u8>,
    words: &WordTable<'a>,
    index: usize,
    before: Context<'_>,
) -> Context<'a> {
    let surface = words.surfaces[index];
    let shared = shared_prefix(before.surface, surface);
    push_varint(bytes, shared as u32);
    push_text(bytes, &surface[shared..]);
    let entries = words.entries(index);
    let terms = &words.entry_terms[entries.clone()];
    let has_synonyms = terms.iter().any(|term| words.synonyms_of(*term).next().is_some());
    let stop_word = if words.stop_words[index] == 0 { 0 } else { STOP_WORD };
    let synonyms = if has_synonyms { SYNONYMS } else { 0 };
    push_varint(bytes, stop_word | synonyms | (terms.len() as u32 * 4));
    let mut term_before = before.term;
    for (term, frequency) in terms.iter().zip(&words.frequencies[entries]) {
        push_difference(bytes, *term, term_before);
        push_varint(bytes, *frequency);
        term_before = *term;
    }
    if has_synonyms {
        for term in terms {
            push_varint(bytes, words.synonyms_of(*term).count() as u32);
            words.synonyms_of(*term).for_each(|synonym| push_difference(bytes, synonym, *term));
        }
    }
    Context { surface, term: term_before }
}

/// How many bytes two texts begin with alike, whole letters only.
fn shared_prefix(a: &str, b: &str) -> usize {
    let letters = a.chars().zip(b.chars()).take_while(|(a, b)| a == b);
    letters.map(|(letter, _)| letter.len_utf8()).sum()
}
