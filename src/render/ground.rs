//! The ground: what all pages of a site share, and which pages there are. It hangs on the theme, the options and the
//! knowledge alone, so that it stays as it is while prose is edited.

use std::collections::BTreeSet;
use std::sync::Arc;

use tera::Value;

use crate::knowledge::{KnowledgeBase, RecordId};
use crate::vocab::path::OutputPath;

use super::cards::Cards;
use super::input::Input;
use super::listing::Listing;
use super::page::{Page, Subject};
use super::plan;
use super::site::{Site, own_outline};
use super::theme::Theme;

/// What all pages share.
pub struct Ground {
    pub(super) root: String,
    pub(super) cards: Arc<Cards>,
    pub(super) listing: Arc<Listing>,
    pub(super) value: Value,
    pub(super) pages: Vec<Page>,
}

/// Which pages to render.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Selection {
    /// Every page, and the theme's assets.
    All,
    /// These, by their number.
    Pages(Vec<usize>),
    /// These, and the theme's assets: these pages may be the first to name them.
    PagesAndAssets(Vec<usize>),
}

impl Ground {
    /// Prepares it; of the input, neither prose nor related talks are looked at.
    pub fn new(theme: &Theme, input: &Input<'_>) -> Self {
        let site = Site::new(theme, input);
        let pages = plan::pages(&site);
        Self { root: site.root, cards: site.cards, listing: site.listing, value: site.value, pages }
    }

    /// The pages that show the prose of these documents, or the related talks of these records; by number.
    pub fn showing(
        &self,
        knowledge: &KnowledgeBase,
        documents: &BTreeSet<usize>,
        related: &BTreeSet<RecordId>,
    ) -> Vec<usize> {
        let shows = |page: &Page| match page.subject {
            Subject::Record(id, part) => {
                let record = knowledge.record(id);
                let shows_prose = part.number == 1
                    && own_outline(record).is_some()
                    && record.document.is_some_and(|document| documents.contains(&document));
                shows_prose || related.contains(&id)
            }
            Subject::Feed => !documents.is_empty(),
            _ => false,
        };
        self.numbers(shows)
    }

    /// The pages that go to these paths, by number.
    pub fn at(&self, paths: &BTreeSet<String>) -> Vec<usize> {
        self.numbers(|page| paths.contains(page.path.as_str()))
    }

    /// Where every page goes, by number, and the theme's assets.
    pub fn paths<'a>(&'a self, theme: &'a Theme) -> impl Iterator<Item = &'a OutputPath> {
        self.pages.iter().map(|page| &page.path).chain(theme.assets().iter().map(|asset| &asset.path))
    }

    fn numbers(&self, is_meant: impl Fn(&Page) -> bool) -> Vec<usize> {
        (0..self.pages.len()).filter(|index| is_meant(&self.pages[*index])).collect()
    }
}
