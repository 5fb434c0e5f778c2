//! How a body is read, and what reading it gives.

use std::cell::OnceCell;

use pulldown_cmark::Options;

use crate::vocab::fold::fold;
use crate::vocab::hash::HashSet;
use crate::vocab::path::ContentPath;
use crate::vocab::section::OwnPhrases;
use crate::vocab::spanned::Span;
use crate::vocab::web_address::WebAddress;

use super::super::anchors::Also;
use super::super::outline::{Action, InternalLink, Lesson};
use super::super::prose::Body;

/// What the walk found.
pub(in crate::document) struct Read {
    pub(in crate::document) body: Body,
    /// The text of a first heading of level 1 that opens the body; it is then not part of the body.
    pub(in crate::document) title: Option<(String, Span)>,
    /// Web addresses that the title was linked to, each with its label.
    pub(in crate::document) title_links: Vec<TitleLink>,
    /// Of headings and lessons, in order.
    pub(in crate::document) anchors: Vec<String>,
    /// Of footnotes and raw HTML.
    pub(in crate::document) ids: Vec<String>,
    pub(in crate::document) also: Vec<Also>,
    pub(in crate::document) lessons: Vec<Lesson>,
    pub(in crate::document) actions: Vec<Action>,
    pub(in crate::document) links: Vec<InternalLink>,
}

/// A link of the title, which is published as text.
pub(in crate::document) struct TitleLink {
    pub(in crate::document) url: WebAddress,
    pub(in crate::document) label: String,
}

/// How to read a body.
#[derive(Debug, Clone, Copy)]
pub(in crate::document) struct Reading<'a> {
    pub(in crate::document) path: &'a ContentPath,
    /// Publish raw HTML as it is.
    pub(in crate::document) trust_html: bool,
    /// Read `$…$` and `$$…$$` as mathematics.
    pub(in crate::document) math: bool,
    /// The title that the front matter gives; where it gives none, one may open the body.
    pub(in crate::document) title: Option<&'a str>,
    /// Anchors that the page has besides those of its body.
    pub(in crate::document) others: &'a [String],
    /// The names of people, organisations and technologies that its record mentions.
    pub(in crate::document) names: &'a Names<'a>,
    /// The site's own absolute address.
    pub(in crate::document) own_address: Option<&'a str>,
    /// The site's own phrases for sections.
    pub(in crate::document) sections: &'a OwnPhrases,
    /// Anchors of what is left out of the text for its audience: links to them are words.
    pub(in crate::document) withheld: &'a [String],
}

/// Names, folded when one is first asked for: few documents have a statement that may be one.
#[derive(Debug, Default)]
pub(in crate::document) struct Names<'a> {
    written: Vec<&'a str>,
    folded: OnceCell<HashSet<String>>,
}

impl<'a> Names<'a> {
    pub(in crate::document) fn of(written: Vec<&'a str>) -> Self {
        Self { written, folded: OnceCell::new() }
    }

    /// Whether a text is one of them and nothing else.
    pub(super) fn has(&self, text: &str) -> bool {
        // Most statements are longer than any name.
        text.len() <= 80
            && !self.written.is_empty()
            && self
                .folded
                .get_or_init(|| self.written.iter().map(|name| fold(name)).collect())
                .contains(&fold(text))
    }
}

/// The Markdown that authors write: named one by one, so that an update of the parser changes no site.
pub(super) fn options(math: bool) -> Options {
    let math = if math { Options::ENABLE_MATH } else { Options::empty() };
    math | Options::ENABLE_TABLES
        | Options::ENABLE_FOOTNOTES
        | Options::ENABLE_STRIKETHROUGH
        | Options::ENABLE_TASKLISTS
        | Options::ENABLE_GFM
        | Options::ENABLE_DEFINITION_LIST
        | Options::ENABLE_HEADING_ATTRIBUTES
        | Options::ENABLE_WIKILINKS
}
