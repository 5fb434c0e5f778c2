//! The ground: what all pages of a site share, and which pages there are. It depends on the theme, the options and the
//! knowledge alone, so that it stays as it is while prose is edited.

use std::collections::BTreeSet;
use std::sync::Arc;

use tera::Value;

use crate::knowledge::{KnowledgeBase, RecordId};
use crate::machines::{MachineFile, api, feed};
use crate::site::Input;
use crate::site::listing::Listing;
use crate::site::{Site, own_outline};
use crate::theme::Theme;
use crate::vocab::artifact::Artifact;
use crate::vocab::path::OutputPath;

use super::cards::Cards;
use super::page::{Page, Subject};
use super::pieces::Pieces;
use super::plan;

/// What all pages share.
pub struct Ground {
    pub(crate) root: String,
    pub(crate) cards: Arc<Cards>,
    pub(crate) listing: Arc<Listing>,
    pub(crate) value: Value,
    pub(crate) pieces: Arc<Pieces>,
    pub(crate) pages: Vec<Page>,
    /// The theme's files that those of authors stand before: `_headers` of the static folder.
    replaced: BTreeSet<OutputPath>,
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
        let site = Site::new(theme, input);
        let pages = plan::pages(&site);
        let of_authors = plan::of_authors(&site);
        let assets = theme.assets().iter().map(|asset| &asset.path);
        let replaced =
            assets.filter(|path| of_authors.contains(&path.as_str().to_lowercase())).cloned().collect();
        let Site { root, cards, listing, value, pieces, .. } = site;
        Self { root, cards, listing, value, pieces, pages, replaced }
    }

    /// The pages that show what changed, by number. When nothing changed for machines, what they read is not even looked at: a save waits for readers' pages alone.
    pub fn showing(&self, knowledge: &KnowledgeBase, changed: &Changed) -> Vec<usize> {
        let Changed { readers, machines, related } = changed;
        let is_changed = |id: RecordId| is_of(knowledge, id, machines);
        let shows = |page: &Page| match page.subject {
            Subject::Record(id, part) => {
                (part.number == 1 && is_of(knowledge, id, readers)) || related.contains(&id)
            }
            Subject::Feed(scope) | Subject::File(MachineFile::JsonFeed(scope)) => {
                let shown = || feed::latest(knowledge, &self.listing, scope);
                !machines.is_empty() && shown().into_iter().any(|(id, _)| is_changed(id))
            }
            Subject::File(MachineFile::Api(file)) => {
                !machines.is_empty() && api::shown(knowledge, file).map(RecordId).any(is_changed)
            }
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
        self.pages.iter().map(|page| &page.path).chain(self.assets(theme).map(|asset| &asset.path))
    }

    /// The theme's assets that are published.
    pub(crate) fn assets<'a>(&'a self, theme: &'a Theme) -> impl Iterator<Item = &'a Artifact> {
        theme.assets().iter().filter(|asset| !self.replaced.contains(&asset.path))
    }

    fn numbers(&self, is_meant: impl Fn(&Page) -> bool) -> Vec<usize> {
        (0..self.pages.len()).filter(|index| is_meant(&self.pages[*index])).collect()
    }
}

/// Whether a record was written in one of these documents.
fn is_of(knowledge: &KnowledgeBase, id: RecordId, documents: &BTreeSet<usize>) -> bool {
    let record = knowledge.record(id);
    own_outline(record).is_some() && record.document.is_some_and(|document| documents.contains(&document))
}
