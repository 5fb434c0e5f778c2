//! Stage 4a: records and bodies become what people search: an index, a lexicon, related talks, and answers.
//!
//! Comes in: the knowledge base and the bodies. Goes out, in steps that the pipeline may put on different threads:
//!
//! 1. [`Remembered::find`] analyses every record in parallel; `Analyser::analyse` of one `Entry` is a pure function whose result
//!    is remembered under `Entry::fingerprint` from one corpus to the next;
//! 2. [`related()`] finds the related talks: pure, needed by pages;
//! 3. [`Materials::of`] puts together what the next two are made from;
//! 4. [`index::write`] writes tantivy's segments that changed, and the lexicon, while pages are rendered;
//! 5. [`export::export`] writes the same for browsers, as files of the site;
//! 6. [`same_lessons`] proposes lessons that may be the same, when somebody asks for that;
//! 7. [`Searcher::open`] and [`Searcher::search`] answer queries.
//!
//! What always holds:
//!
//! - Documents are numbered by event, then date.
//! - The same content answers every query alike, whatever the thread count.
//! - Filters never change a score.
//! - Every string is a query.
//!
//! `docs/search.md` writes down the analysis, the grammar of queries and their meaning, so that other readers of the same data can do the same.

mod alike;
mod bm25;
mod card;
mod catalogue;
mod corpus;
mod cuts;
mod date_key;
mod digits;
mod entry;
pub(crate) mod export;
mod facet;
mod field;
mod filters;
pub(crate) mod index;
mod lexicon;
mod materials;
mod query;
mod related;
mod remembered;
mod said;
mod synonyms;
mod tuning;
mod words;

pub(crate) use alike::same_lessons;
pub use catalogue::Searched;
pub use facet::FacetField;
pub(crate) use index::IndexError;
pub use materials::Materials;
pub(crate) use query::answer::Excerpt;
pub use query::answer::{Answer, Hit, Ignored, Note, Segment};
pub use query::choice::Sort;
pub use query::plan::LastWord;
pub use query::searcher::{Options, Searcher};
pub(crate) use related::related;
pub(crate) use remembered::Found;
pub use remembered::Remembered;
pub use synonyms::Synonyms;
