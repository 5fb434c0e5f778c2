//! Answers: what a search found, and what was done to the query on the way, as data.
//!
//! What always holds: the segments of an excerpt, joined, stand word for word in the text of the document.

use crate::search::facet::FacetField;

/// The answer to a query.
#[derive(Debug, Clone, PartialEq)]
pub struct Answer {
    /// How many documents match.
    pub total: usize,
    /// Those asked for, best first.
    pub hits: Vec<Hit>,
    /// What was done to the query, in the order of its words.
    pub notes: Vec<Note>,
}

/// One document found.
#[derive(Debug, Clone, PartialEq)]
pub struct Hit {
    /// BM25 as tantivy computes it, boosted by field; 0 for a query without words.
    pub score: f32,
    /// The document's number in the index.
    pub document: u32,
    pub title: String,
    /// From the site's root, with the anchor of the lesson or of the excerpt's section.
    pub address: String,
    /// The singular word: `talk`.
    pub kind: String,
    /// A BCP 47 tag.
    pub language: String,
    /// As in ISO 8601.
    pub date: Option<String>,
    pub people: Vec<String>,
    /// The event's title.
    pub event: Option<String>,
    /// The title of the record that a lesson or figure comes from.
    pub source: Option<String>,
    pub excerpt: Option<Excerpt>,
}

/// A piece of a document's text that shows why it was found.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Excerpt {
    /// Of the section; without `#`; none before the first heading.
    pub anchor: Option<String>,
    /// The section's heading; may be empty.
    pub heading: String,
    pub segments: Vec<Segment>,
    /// Whether the section's text goes on before and after.
    pub cut_before: bool,
    pub cut_after: bool,
}

/// A piece of an excerpt.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Segment {
    Plain(String),
    /// A word that the query asked for.
    Matched(String),
}

impl Segment {
    /// The text.
    pub fn text(&self) -> &str {
        match self {
            Self::Plain(text) | Self::Matched(text) => text,
        }
    }
}

/// Something that was done to a query.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Note {
    /// No document has the word; this one is searched instead.
    Corrected { from: String, to: String },
    /// Hardly any document has the word: this one, which many have and which is much like it, is searched as well.
    Also { word: String, other: String },
    /// The word was left out.
    Ignored { word: String, why: Ignored },
    /// No document has all the words: those with some are shown.
    AnyWord,
    /// So few documents have all the words that those with some follow.
    SomeWords { all: usize },
    /// No document has the filter's value, so that nothing matches; the filter that was probably meant.
    UnknownFilter { field: FacetField, value: String, suggestion: Option<String> },
    /// A filter's value is no name, but can mean only one: that filter.
    FilterRead { field: FacetField, value: String, meant: String },
    /// The query was too long; its end was left out.
    Shortened,
}

/// Why a word was left out.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Ignored {
    /// No document has it or anything like it.
    Unknown,
    /// There is no letter or number in it.
    NoLetters,
}
