//! What the site is: its addresses, its lists, its prose and media, and which pages the theme has.
//!
//! Comes in: an [`Input`], a theme, and the orders that lists show records in. Goes out: what pages and the files for machines ask of the site as a whole. What
//! always holds: nothing here knows a page; a page's prose is not the site's to hand out ([`prose::Prose`]).

pub(crate) mod bounds;
mod drawn;
mod input;
pub(crate) mod lessons;
pub(crate) mod listing;
pub(crate) mod media;
pub(crate) mod part;
pub(crate) mod picture;
pub(crate) mod prose;
pub(crate) mod said;
pub(crate) mod slots;

use std::borrow::Cow;
use std::collections::BTreeMap;

use crate::knowledge::{KnowledgeBase, Record, RecordId};
use crate::theme::Theme;
use crate::theme::family::Family;
use crate::theme::phrases::Phrases;
use crate::vocab::kind::Kind;
use crate::vocab::picture::Picture;

pub use drawn::Drawn;
pub use input::{Input, Options};

use lessons::Choice;
use listing::{Letter, Listing};
use slots::Filling;

/// The site that pages are of.
pub(crate) struct Site<'a> {
    pub(crate) theme: &'a Theme,
    pub(crate) listing: &'a Listing,
    pub(crate) drawn: &'a Drawn,
    /// The images beside pages, by their paths in the output folder.
    pub(crate) pictures: &'a BTreeMap<String, Picture>,
    /// The path that addresses begin with: `/`, or `/kb/` for a site below another.
    pub(crate) root: String,
    knowledge: &'a KnowledgeBase,
    options: Options<'a>,
}

impl<'a> Site<'a> {
    /// `listing` was made of the same knowledge.
    pub(crate) fn new(theme: &'a Theme, input: &Input<'a>, listing: &'a Listing) -> Self {
        Self {
            theme,
            listing,
            drawn: input.drawn,
            pictures: input.pictures,
            root: root_of(input.options.base_url),
            knowledge: input.knowledge,
            options: input.options,
        }
    }

    pub(crate) fn knowledge(&self) -> &'a KnowledgeBase {
        self.knowledge
    }

    pub(crate) fn record(&self, id: RecordId) -> &'a Record {
        self.knowledge.record(id)
    }

    /// What a record is called where another speaks of it: by the name that it had then.
    pub(crate) fn called(&self, speaker: &Record, id: RecordId) -> &'a str {
        self.knowledge.name_then(speaker, id).unwrap_or(&self.record(id).title)
    }

    pub(crate) fn options(&self) -> &Options<'a> {
        &self.options
    }

    pub(crate) fn phrases(&self) -> &'a Phrases {
        self.theme.phrases()
    }

    /// The records of a kind, in the order of its list.
    pub(crate) fn of_kind(&self, kind: Kind) -> &'a [RecordId] {
        self.listing.of(self.knowledge, &self.phrases().locale.names, kind)
    }

    /// The lessons of a choice, newest first; none when it has no list.
    pub(crate) fn lessons_of(&self, choice: Choice) -> &'a [RecordId] {
        self.listing.lessons(choice)
    }

    /// Where each letter begins in the list of a kind; none for what does not go by name.
    pub(crate) fn letters(&self, kind: Kind) -> &'a [Letter] {
        self.listing.letters(self.knowledge, &self.phrases().locale.names, kind)
    }

    /// Puts records of what has names in the order of the lists of their kinds.
    pub(crate) fn sort_by_name(&self, ids: &mut [RecordId]) {
        self.listing.sort(self.knowledge, &self.phrases().locale.names, ids);
    }

    /// Whether the theme renders these pages.
    pub(crate) fn has(&self, family: Family) -> bool {
        !self.theme.manifest().leave_out.contains(&family)
    }

    /// Whether what is said in a record's recordings is published.
    pub(crate) fn tells_what_is_said(&self, record: &Record) -> bool {
        !record.transcripts.is_empty()
            && self.has(Family::Transcript)
            && self.has(Family::Record(record.kind))
    }

    /// Whether there is a page that searches in the browser.
    pub(crate) fn can_be_searched(&self) -> bool {
        self.has(Family::Search) && !self.knowledge.records.is_empty()
    }

    /// The site's own absolute address; none when it is not known.
    pub(crate) fn absolute_root(&self) -> Option<&'a str> {
        let base = self.options.base_url;
        base.contains("://").then_some(base)
    }

    /// An address from the site's root, `/talks/`, as pages link to it.
    pub(crate) fn url(&self, address: &str) -> String {
        [self.root.as_str(), address.trim_start_matches('/')].concat()
    }

    /// The same with the site's own address before it, when that is known.
    pub(crate) fn absolute_url(&self, address: &str) -> Option<String> {
        self.absolute_root().map(|base| [base, address.trim_start_matches('/')].concat())
    }

    /// What fills the gaps of prose whose addresses begin with `root`.
    pub(crate) fn filling<'s>(&'s self, root: &'s str) -> Filling<'s> {
        Filling { knowledge: self.knowledge, pictures: self.pictures, phrases: self.phrases(), root }
    }

    /// The same as complete as it can be: absolute when the site's own address is known, else from the root of its host.
    pub(crate) fn public_url(&self, address: &str) -> String {
        self.absolute_url(address).unwrap_or_else(|| self.url(address))
    }

    /// The most complete address of a record's page; none when the theme renders no such pages.
    pub(crate) fn page_url(&self, record: &Record) -> Option<String> {
        self.place(record).map(|place| self.public_url(&place))
    }

    /// Where a record is, from the site's root: its page, its place on one that it shares, or on its source's; none when the theme renders no such pages.
    pub(crate) fn place<'r>(&self, record: &'r Record) -> Option<Cow<'r, str>> {
        let page = if record.kind.has_page() { record } else { self.knowledge.source_of(record) };
        self.has(Family::Record(page.kind)).then(|| match record.action() {
            Some(action) => Cow::Owned(format!("{}#{}", record.address, action.anchor)),
            None => Cow::Borrowed(record.place()),
        })
    }

    /// The absolute addresses of a record in every language that it is in, its own among them; none when it is in one.
    pub(crate) fn alternates(&self, id: RecordId) -> Vec<(&'a str, String)> {
        let own = self.record(id);
        if own.translations.is_empty() {
            return Vec::new();
        }
        let translations = own.translations.iter().map(|id| self.record(*id));
        let rendered = std::iter::once(own)
            .chain(translations)
            .filter(|record| self.has(Family::Record(record.kind)))
            .filter_map(|record| {
                Some((record.language.as_str(), self.absolute_url(record.address.as_str())?))
            });
        let mut all: Vec<_> = rendered.collect();
        all.sort_unstable();
        // One address a language: search engines want no more.
        all.dedup_by_key(|(language, _)| *language);
        if all.len() > 1 { all } else { Vec::new() }
    }
}

/// The path that addresses begin with, of a site at this address.
pub(crate) fn root_of(base_url: &str) -> String {
    let after_scheme = base_url.split_once("://").map_or(base_url, |(_, rest)| rest);
    let path = after_scheme.find('/').map_or("/", |at| &after_scheme[at..]);
    format!("{}/", path.trim_end_matches('/'))
}

#[cfg(test)]
pub(crate) mod tests;
