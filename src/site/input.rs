//! What pages are made of: the knowledge, the prose, and the few choices of the site that show on pages.

use std::collections::BTreeMap;

use crate::document::Document;
use crate::knowledge::{KnowledgeBase, RecordId};
use crate::vocab::kind::Kinds;
use crate::vocab::picture::Picture;

use super::drawn::Drawn;

/// What a site's pages depend on besides the knowledge.
#[derive(Debug, Clone, Copy)]
pub struct Options<'a> {
    pub title: &'a str,
    /// Where the site will be; it ends with `/`. A mere `/` when that is not known: then there are no feeds.
    pub base_url: &'a str,
    pub description: Option<&'a str>,
    /// Talks and reports on one page of a list, at least one.
    pub page_size: usize,
    /// How many talks and reports a topic, technology, event, organisation or person must have to have feeds of its own; with 0, none has.
    pub record_feeds: usize,
    /// Of which kinds records are published as Markdown, too.
    pub markdown: Kinds,
    /// Where a record's file can be edited, with `{path}` for the file.
    pub edit_url: Option<&'a str>,
    /// Whether each report and event has a social card of its own.
    pub social_cards: bool,
    /// Raw HTML is published as it is: it may show what other sites have.
    pub trust_html: bool,
    /// The `PeerTube` hosts whose recordings play within pages; none when any host's do.
    pub peertube: Option<&'a [String]>,
    /// What made the site: `Rexbase 0.1.0`.
    pub generator: &'a str,
}

/// All that pages are made of.
#[derive(Debug, Clone, Copy)]
pub struct Input<'a> {
    pub knowledge: &'a KnowledgeBase,
    /// A record's `document` is an index into these.
    pub documents: &'a [Document],
    /// The talks nearest to each record, by its number; may be shorter than the records.
    pub related: &'a [Vec<RecordId>],
    /// Pictures that were drawn before.
    pub drawn: &'a Drawn,
    /// The images beside pages, by their paths in the output folder.
    pub pictures: &'a BTreeMap<String, Picture>,
    pub options: Options<'a>,
}
