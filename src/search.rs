//! Stage 4a: records and bodies become what people search: an index, a lexicon, related talks, and answers.
//!
//! Comes in: the knowledge base and the bodies. Goes out, in steps that the pipeline may put on different threads:
//!
//! 1. [`Remembered::corpus`] analyses every record in parallel; [`Analyser::analyse`] of one [`Entry`] is a pure function whose result
//!    is remembered under [`Entry::fingerprint`];
//! 2. [`related()`] finds the related talks: pure, needed by pages;
//! 3. [`index::write`] writes tantivy's segment and the lexicon, on one thread, while pages are rendered on others;
//! 4. [`export::export`] writes the same for browsers, as files of the site;
//! 5. [`Searcher::open`] and [`Searcher::search`] answer queries.
//!
//! What always holds: documents are numbered by event, then date; the same content answers every query alike, whatever the
//! thread count; filters never change a score; every string is a query. `docs/search.md` writes down the analysis, the grammar of
//! queries and their meaning, so that other readers of the same data can do the same.

mod analysis;
mod answer;
mod bm25;
mod card;
mod corpus;
mod correction;
mod date_key;
mod endings;
mod entry;
mod excerpt;
pub mod export;
mod facet;
mod facet_names;
mod field;
mod folding;
pub mod index;
mod interner;
mod lexicon;
mod plan;
mod query;
mod related;
mod remembered;
mod searcher;
mod stemming;
mod stream_tokenizer;
mod string_table;
mod tokenizer;
mod word_table;

pub use analysis::{AnalysedDocument, Analyser};
pub use answer::{Answer, Excerpt, Hit, Ignored, Note, Segment};
pub use corpus::{Corpus, document_order};
pub use entry::{Entry, entry};
pub use facet::FacetField;
pub use field::Field;
pub use index::IndexError;
pub use plan::LastWord;
pub use related::{Related, related};
pub use remembered::Remembered;
pub use searcher::{Options, Searcher, Sort};
