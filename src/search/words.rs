//! Text to words: how a text is parted, folded and stemmed, and how the terms that come of it are numbered and stored.
//!
//! Comes in: texts with their languages. Goes out: index terms. What always holds: a query's words go the same way as those of what is searched; nothing here
//! knows a record, but for [`analysis`], which takes an entry field by field.

pub(super) mod analysis;
pub(super) mod folding;
pub(super) mod han;
pub(super) mod interner;
pub(super) mod numbers;
pub(super) mod stemming;
pub(super) mod stop_words;
pub(super) mod stream_tokenizer;
pub(super) mod tokenizer;
