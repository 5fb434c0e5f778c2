//! Rexbase turns a folder of Markdown write-ups of talks and experience reports into a knowledge base that
//! people can question: a static site with full-text search, cross-indexed by event, person, organisation, topic,
//! technology, year, lesson and figure.
//!
//! The modules stand in the order in which data flows; `ARCHITECTURE.md` is the map.

#![forbid(unsafe_code)]
#![cfg_attr(test, allow(clippy::disallowed_methods, reason = "tests make and read files"))]

pub(crate) mod vocab;

pub(crate) mod disk;

pub(crate) mod matter;

pub(crate) mod config;

pub(crate) mod source;

pub(crate) mod typeset;

pub(crate) mod document;
pub(crate) mod knowledge;

pub(crate) mod locale;
pub(crate) mod theme;

pub(crate) mod site;

pub(crate) mod machines;

pub(crate) mod render;

pub(crate) mod search;

pub(crate) mod export;

pub(crate) mod images;

pub(crate) mod output;

pub(crate) mod publish;

pub(crate) mod memo;
mod web;

pub(crate) mod pipeline;

pub(crate) mod preview;
pub(crate) mod watch;

mod harvest;
pub(crate) mod import;
mod programme;
mod wordpress;

pub(crate) mod scaffold;

pub(crate) mod reference;

pub(crate) mod mcp;

pub(crate) mod cli;

pub mod face;
