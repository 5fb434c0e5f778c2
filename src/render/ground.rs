//! The ground: what all pages of a site share, and which pages there are. It depends on the theme, the options and the
//! knowledge alone, so that it stays as it is while prose is edited.

use std::collections::BTreeSet;
use std::sync::OnceLock;

use crate::knowledge::{KnowledgeBase, RecordId};
use crate::site::listing::Listing;
use crate::site::{Input, Site};
use crate::theme::Theme;
use crate::theme::view::Shared;
use crate::vocab::artifact::Artifact;
use crate::vocab::path::OutputPath;

use super::cards::Cards;
use super::page::Page;
use super::pieces::Pieces;
use super::shared::TheSite;
use super::{headers, plan, shared};

/// What all pages share.
pub struct Ground {
    pub(super) listing: Listing,
    pub(super) cards: Cards,
    pub(super) pieces: Pieces,
    /// The site, as every template sees it.
    pub(super) view: Shared<TheSite>,
    pub(super) pages: Vec<Page>,
    /// The readers' pages by the document whose prose they show, both by number; found when somebody first asks.
    readers: OnceLock<Vec<(usize, usize)>>,
    /// The theme's files that those of authors stand before: `_headers` of the static folder.
    replaced: BTreeSet<OutputPath>,
    /// The theme's `_headers` with what the site makes of it; made when somebody first asks.
    headers: OnceLock<Option<Artifact>>,
}

/// Which pages to render.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Selection {
    /// Every page, and the theme's assets.
    All,
    /// These, by their number.
    Pages(Vec<usize>),
    /// These, and the theme's assets but `_headers`: these pages may be the first to name them.
    PagesAndAssets(Vec<usize>),
}

/// What changed since pages were made, on the same ground.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Changed {
    /// The documents, by number, whose prose readers' pages show otherwise.
    pub readers: BTreeSet<usize>,
    /// The same of what machines read.
    pub machines: BTreeSet<usize>,
    /// The records whose related talks are others.
    pub related: BTreeSet<RecordId>,
}

impl Ground {
    /// Prepares it; of the input, neither prose nor related talks are looked at.
    pub fn new(theme: &Theme, input: &Input<'_>) -> Self {
        let listing = Listing::new(input.knowledge);
        let records = input.knowledge.records.len();
        let (cards, pieces) = (Cards::new(records), Pieces::new(records));
        let site = Site::new(theme, input, &listing);
        let view = Shared::of(shared::site_view(&site, &cards));
        let pages = plan::pages(&site);
        let of_authors = plan::of_authors(&site);
        let assets = theme.assets().iter().map(|asset| &asset.path);
        let replaced =
            assets.filter(|path| of_authors.contains(&path.as_str().to_lowercase())).cloned().collect();
        Self {
            listing,
            cards,
            pieces,
            view,
            pages,
            readers: OnceLock::new(),
            replaced,
            headers: OnceLock::new(),
        }
    }

    /// The site on this ground, which was prepared from the same theme and knowledge.
    pub(super) fn site<'a>(&'a self, theme: &'a Theme, input: &Input<'a>) -> Site<'a> {
        Site::new(theme, input, &self.listing)
    }

    /// The pages that may show what changed, by number: those that declare to read it. A save waits for readers' pages alone, so these are looked up, and all
    /// others are looked through only when something changed for them.
    pub fn showing(&self, knowledge: &KnowledgeBase, changed: &Changed) -> Vec<usize> {
        let Changed { readers, machines, related } = changed;
        let mut pages: Vec<_> =
            readers.iter().flat_map(|document| self.of_readers(knowledge, *document)).collect();
        if !related.is_empty() {
            pages.extend(self.numbers(|page| page.subject.relates().is_some_and(|id| related.contains(&id))));
        }
        if !machines.is_empty() {
            let is_changed = |id: &RecordId| {
                document_of(knowledge, *id).is_some_and(|document| machines.contains(&document))
            };
            pages.extend(self.numbers(|Page { subject, .. }| {
                !subject.is_a_readers_page()
                    && subject.reads(knowledge, &self.listing).ids().iter().any(is_changed)
            }));
        }
        pages.sort_unstable();
        pages.dedup();
        pages
    }

    /// The readers' pages that show a document's prose.
    fn of_readers(&self, knowledge: &KnowledgeBase, document: usize) -> impl Iterator<Item = usize> {
        let all = self.readers.get_or_init(|| {
            let pages = self.pages.iter().enumerate().filter(|(_, page)| page.subject.is_a_readers_page());
            let mut all: Vec<_> = pages
                .flat_map(|(number, page)| {
                    let reads = page.subject.reads(knowledge, &self.listing);
                    let documents = reads.ids().iter().filter_map(|id| document_of(knowledge, *id));
                    documents.map(|document| (document, number)).collect::<Vec<_>>()
                })
                .collect();
            all.sort_unstable();
            all
        });
        let start = all.partition_point(|(other, _)| *other < document);
        all[start..].iter().take_while(move |(other, _)| *other == document).map(|(_, number)| *number)
    }

    /// The pages that go to these paths, by number.
    pub fn at(&self, paths: &BTreeSet<String>) -> Vec<usize> {
        self.numbers(|page| paths.contains(page.path.as_str()))
    }

    /// Where every page goes, by number, and the theme's assets.
    pub fn paths<'a>(&'a self, theme: &'a Theme) -> impl Iterator<Item = &'a OutputPath> {
        self.pages.iter().map(|page| &page.path).chain(self.published(theme).map(|asset| &asset.path))
    }

    /// The theme's assets that are published.
    pub(super) fn assets<'a>(&'a self, site: &'a Site<'_>) -> impl Iterator<Item = &'a Artifact> {
        let headers = self.headers.get_or_init(|| headers::filled(site, &plan::of_authors(site))).as_ref();
        self.published(site.theme)
            .map(move |asset| headers.filter(|headers| headers.path == asset.path).unwrap_or(asset))
    }

    /// The same, as the theme has them.
    pub(super) fn published<'a>(&'a self, theme: &'a Theme) -> impl Iterator<Item = &'a Artifact> {
        theme.assets().iter().filter(|asset| !self.replaced.contains(&asset.path))
    }

    fn numbers(&self, is_meant: impl Fn(&Page) -> bool) -> Vec<usize> {
        (0..self.pages.len()).filter(|index| is_meant(&self.pages[*index])).collect()
    }
}

/// The document that a record was written in, by number.
fn document_of(knowledge: &KnowledgeBase, id: RecordId) -> Option<usize> {
    knowledge.record(id).own_document()
}
