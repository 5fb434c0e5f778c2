//! Tuning: every number by which answers are chosen and ranked, so that whoever changes one sees the others.
//!
//! Those that a browser needs, too, are written again in `tuning.js` of the theme; a test compares. `docs/search.md` says of each what it bought.

/// How soon a word's repetition in a document counts for no more.
pub(super) const K1: f32 = 1.2;
/// How much a field's length counts against a word in it.
pub(super) const B: f32 = 0.75;
/// The same of titles, whose length says little of how much a word in them matters.
pub(super) const TITLE_B: f32 = 0.25;
/// What a word in a field is worth, by field: title, names, topics, headings, lessons, body, transcript.
pub(super) const BOOSTS: [f32; 7] = [2.0, 1.5, 1.0, 1.0, 0.5, 1.0, 0.25];

/// What it is worth that a document has a word of the query at all, beside what the word is worth in each field: so many times the most that it could be
/// worth in a field of boost 1. By this, many of the query's words in the prose come before one of them in a title.
pub(super) const MATCHED: f32 = 2.0;
/// What that is worth, beside, of a word that is only said in the document's recordings.
pub(super) const SAID: f32 = 0.25;
/// What it is worth that a document has a word in the very form that was asked for, in the same measure.
pub(super) const FORM_BOOST: f32 = 1.5;
/// What it is worth that a title has all words of the query that are no stop words, when there are two or more, in the measure of all of them together: so much that such
/// titles come first; and that it has the stop words, too. And how many words the query then has at least, stop words counted.
pub(super) const WHOLE_TITLE: f32 = 20.0;
pub(super) const LEAST_IN_TITLE: usize = 3;

/// What a synonym, a completion, the word that a rare one may be a misspelling of, and two neighbours in one word are worth beside the word itself.
pub(super) const SYNONYM_WEIGHT: f32 = 0.5;
pub(super) const COMPLETION_WEIGHT: f32 = 0.5;
pub(super) const RESEMBLING_WEIGHT: f32 = 0.5;
pub(super) const JOINED_WEIGHT: f32 = 0.5;

/// What the score of a document in the query's language is multiplied by; how many of the query's words must be stop words of that language, for it to be the query's.
pub(super) const OWN_LANGUAGE: f32 = 1.15;
pub(super) const LEAST_STOP_WORDS: usize = 2;

/// When fewer documents have all words of the query, those that have some follow.
pub(super) const FEW: usize = 20;
/// Of these, a document must have words that are worth so much of all of the query's.
pub(super) const LEAST_SHARE: f32 = 0.2;

/// Words beyond this many are left out, those of phrases included.
pub(super) const MOST_WORDS: usize = 32;
/// How many completions of a prefix are searched, the most frequent first.
pub(super) const MOST_COMPLETIONS: usize = 16;
/// How many letters each part of an unknown word has that is taken for two words.
pub(super) const SHORTEST_PART: usize = 3;

/// A known word in more documents than this is taken at its word.
pub(super) const RARE: u32 = 2;
/// How much more frequent the word must be that a rare one may be a misspelling of.
pub(super) const MORE_FREQUENT: u32 = 20;
/// A shorter word resembles too many.
pub(super) const SHORTEST_RESEMBLING: usize = 6;
