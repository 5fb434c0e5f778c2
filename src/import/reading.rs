//! What every source needs to read: clean text, Markdown of other systems' prose, names, languages, durations, dates, voices.
//!
//! Apart from the sources, since several read the same things. Pure: texts in, values out.

pub(crate) mod durations;
pub(crate) mod languages;
pub(crate) mod names;
pub(crate) mod plain;
pub(crate) mod prose;
