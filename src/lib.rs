//! Rexbase turns a folder of Markdown write-ups of talks and experience reports into a knowledge base that
//! people can question: a static site with full-text search, cross-indexed by event, person, organisation, topic,
//! technology, year, lesson and figure.
//!
//! The modules stand in the order in which data flows; `ARCHITECTURE.md` is the map.

#![cfg_attr(test, allow(clippy::disallowed_methods, reason = "tests make and read files"))]

pub mod vocab;

pub(crate) mod disk;

pub mod matter;

pub mod config;

pub mod source;

pub(crate) mod typeset;

pub mod document;
pub mod knowledge;

pub(crate) mod locale;
pub mod theme;

pub mod site;

pub(crate) mod machines;

pub mod render;

pub mod search;

pub(crate) mod export;

pub mod images;

pub mod output;

pub mod memo;

pub mod pipeline;

pub mod preview;
pub(crate) mod watch;

mod harvest;
pub mod import;
mod programme;
mod wordpress;

pub(crate) mod scaffold;

pub mod reference;

pub mod cli;

pub mod face;
