//! What every source needs to read: clean text, Markdown and other systems' prose, names, titles, dates, languages, voices, figures.
//!
//! Apart from the sources, since several read the same things. Pure: texts in, values out.

pub(crate) mod addresses;
pub(crate) mod anchors;
pub(crate) mod blocks;
pub(crate) mod claims;
pub(crate) mod code;
pub(crate) mod dates;
pub(crate) mod days;
pub(crate) mod durations;
pub(crate) mod elements;
pub(crate) mod frames;
pub(crate) mod front;
pub(crate) mod heads;
pub(crate) mod languages;
pub(crate) mod markup;
pub(crate) mod names;
pub(crate) mod occasions;
pub(crate) mod people;
pub(crate) mod plain;
pub(crate) mod prose;
pub(crate) mod sections;
pub(crate) mod tables;
pub(crate) mod teams;
pub(crate) mod titles;
pub(crate) mod tongue;
pub(crate) mod voices;
