//! Queries to answers: what somebody typed is read, planned, corrected, and asked of the index.
//!
//! Comes in: a query and the folder of an index. Goes out: an answer, with notes on what was done to its words. What always holds: every string is a query; the plan
//! names terms of the index, never patterns.

pub(super) mod answer;
pub(super) mod choice;
mod compound;
mod correction;
mod endings;
mod excerpt;
mod filter;
mod grammar;
mod group;
pub(crate) mod moment;
pub(super) mod plan;
mod postings;
pub(super) mod searcher;
mod spelling;
mod tally;
mod told;
