//! The ledger: what the published site stands for, and what is owed of it.
//!
//! Comes in: what the site is [`Due`] to be. Goes out: what is [`Owed`]. Both are values, and nothing here touches a folder or knows a template, so that
//! the law is tested without either. What always holds:
//!
//! - whatever is not known to stand as it is due is owed;
//! - the stand changes by payments alone. [`Ledger::begin`] forgets all that stands: of a payment that was given up half-way nobody knows what it left.
//!   [`Ledger::pay`] says what stands when it is made;
//! - a stand is [`Whole`] when nothing was owed after the last payment; of that alone a record is kept for the next run.

use std::collections::{BTreeMap, BTreeSet};
use std::sync::Arc;

use serde::{Deserialize, Serialize};

use super::prose::Prose;
use crate::knowledge::RecordId;
use crate::render::Changed;
use crate::vocab::audience::Audience;
use crate::vocab::diagnostic::Diagnostic;
use crate::vocab::fingerprint::Fingerprint;
use crate::vocab::path::ContentPath;

/// The related talks of each record.
pub(super) type Related = Vec<Vec<RecordId>>;

/// Files of the search data, by path, with the fingerprints of their content.
pub(super) type Exported = BTreeMap<String, Fingerprint>;

/// What the site is due to be made from.
#[derive(Debug, Clone)]
pub(super) struct Due {
    /// Of all that every page depends on: the knowledge, the theme, the options.
    pub(super) ground: Fingerprint,
    pub(super) prose: Prose,
    /// Of all that search data, index and related talks are made from.
    pub(super) searched: Fingerprint,
}

/// What the published site was made from, as far as that is known.
#[derive(Debug, Clone, Default)]
pub(super) struct Stand {
    pub(super) pages: Option<Pages>,
    pub(super) search: Option<Search>,
    /// What the index was made from: it is published after the search data.
    index: Option<Fingerprint>,
    /// Of the last payment, when that was of the whole site.
    settled: Option<Settled>,
}

/// What the pages were made from.
#[derive(Debug, Clone)]
pub(super) struct Pages {
    /// None when some stand on one ground, and some on another.
    ground: Option<Fingerprint>,
    prose: Prose,
    /// The files from whose later text the readers' pages alone were made, by saves.
    saved: BTreeMap<ContentPath, Fingerprint>,
    pub(super) related: Arc<Related>,
    /// What the search page holds of the search data; none when nobody knows.
    held: Option<Arc<str>>,
}

/// What the search data are, and the related talks that were found with them.
#[derive(Debug, Clone, Serialize, Deserialize)]
pub(super) struct Search {
    pub(super) searched: Fingerprint,
    pub(super) related: Arc<Related>,
    pub(super) exported: Arc<Exported>,
    /// Their manifest, as the search page holds it ([`crate::search::export::Export`]).
    pub(super) held: Arc<str>,
}

/// What is told of a whole site.
#[derive(Debug, Clone, Serialize, Deserialize)]
pub(super) struct Settled {
    /// Of all that was read; none when another run would not make the same of it.
    pub(super) inputs: Option<Fingerprint>,
    pub(super) pages: usize,
    /// How many records there are of each kind.
    pub(super) counts: Vec<usize>,
    pub(super) failed: bool,
    pub(super) diagnostics: Vec<Diagnostic>,
    pub(super) shown: Shown,
}

/// What of the content the site shows.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Serialize, Deserialize)]
pub(super) struct Shown {
    pub(super) drafts: bool,
    pub(super) audience: Audience,
}

/// A stand of which nothing is owed.
#[derive(Debug, Clone, Serialize, Deserialize)]
pub(super) struct Whole {
    pub(super) ground: Fingerprint,
    pub(super) prose: Prose,
    pub(super) search: Search,
    pub(super) settled: Settled,
}

/// What is owed.
#[derive(Debug, PartialEq, Eq)]
#[expect(clippy::struct_excessive_bools, reason = "each is owed by itself")]
pub(super) struct Owed {
    /// Whether every page is, since some may stand on another ground.
    pub(super) every_page: bool,
    /// What pages show otherwise than they should, on whatever ground.
    pub(super) changed: Changed,
    pub(super) search: bool,
    /// Whether the search page is, since it holds something of other search data.
    pub(super) search_page: bool,
    pub(super) index: bool,
}

/// A payment that was begun: what stood before it.
#[must_use = "what stands is not known until it is paid"]
pub(super) struct Begun(Stand);

/// What was published.
pub(super) enum Paid<'a> {
    /// The readers' pages of these documents, by number, and perhaps others.
    Save { due: &'a Due, documents: &'a BTreeSet<usize> },
    /// The search data, and no page.
    Search(Search),
    /// All but the index.
    Site { due: &'a Due, search: Search, settled: Settled },
}

/// What stands; changed by payments alone.
#[derive(Debug, Default)]
pub(super) struct Ledger(Stand);

/// What is owed of a site that stands so and is due to be so, with these related talks; when those are not found yet, they are taken for those that pages show.
pub(super) fn owed(stand: &Stand, due: &Due, related: Option<&Related>) -> Owed {
    let search = stand.search.as_ref().is_none_or(|search| search.searched != due.searched);
    let is_held = |pages: &Pages| pages.held.as_deref() == Some(stand.held());
    Owed {
        every_page: stand.pages.as_ref().is_none_or(|pages| {
            pages.ground != Some(due.ground) || related.is_some_and(|new| new.len() != pages.related.len())
        }),
        changed: stand.pages.as_ref().map(|pages| pages.changed(due, related)).unwrap_or_default(),
        search,
        search_page: search || !stand.pages.as_ref().is_some_and(is_held),
        index: stand.index != Some(due.searched),
    }
}

impl Stand {
    /// What pages that are made now hold of the search data.
    pub(super) fn held(&self) -> &str {
        self.search.as_ref().map_or("", |search| &search.held)
    }
}

impl Pages {
    /// What they show otherwise than is due.
    fn changed(&self, due: &Due, related: Option<&Related>) -> Changed {
        let machines = due.prose.changed_since(&self.prose);
        let mut readers = machines.clone();
        for (path, saved) in &self.saved {
            let Some(number) = due.prose.number(path) else { continue };
            match due.prose.at(number) {
                Some((_, file)) if file == *saved => readers.remove(&number),
                _ => readers.insert(number),
            };
        }
        let both = related.into_iter().flatten().zip(self.related.iter());
        let others = (0..).map(RecordId).zip(both).filter(|(_, (new, old))| new != old);
        Changed { readers, machines, related: others.map(|(id, _)| id).collect() }
    }
}

impl Ledger {
    /// Of a site that an earlier run left whole.
    pub(super) fn of(whole: Whole) -> Self {
        let Whole { ground, prose, search, settled } = whole;
        let (saved, related) = (BTreeMap::new(), Arc::clone(&search.related));
        let held = Some(Arc::clone(&search.held));
        let pages = Some(Pages { ground: Some(ground), prose, saved, related, held });
        Self(Stand { pages, index: Some(search.searched), search: Some(search), settled: Some(settled) })
    }

    /// The same when the index cannot be used: what it is made from is found with the search data, so that those are owed, too.
    pub(super) fn without_index(whole: Whole) -> Self {
        let Self(stand) = Self::of(whole);
        Self(Stand { search: None, index: None, settled: None, ..stand })
    }

    pub(super) fn stand(&self) -> &Stand {
        &self.0
    }

    /// Begins a payment. From now on until it is made, nothing is known to stand.
    pub(super) fn begin(&mut self) -> Begun {
        Begun(std::mem::take(&mut self.0))
    }

    /// Makes a payment that was begun.
    pub(super) fn pay(&mut self, Begun(before): Begun, paid: Paid<'_>) {
        self.0 = match paid {
            Paid::Save { due, documents } => {
                let Stand { pages, search, index, .. } = before;
                let held = search.as_ref().map_or("", |search| &search.held);
                let pages = pages.map(|pages| pages.after_save(due, documents, held));
                Stand { pages, search, index, settled: None }
            }
            Paid::Search(search) => Stand { search: Some(search), settled: None, ..before },
            Paid::Site { due, search, settled } => {
                let pages = Pages {
                    ground: Some(due.ground),
                    prose: due.prose.clone(),
                    saved: BTreeMap::new(),
                    related: Arc::clone(&search.related),
                    held: Some(Arc::clone(&search.held)),
                };
                let (pages, search, settled) = (Some(pages), Some(search), Some(settled));
                Stand { pages, search, settled, index: before.index }
            }
        };
    }

    /// The index that was made from this is published: no file of the site is.
    pub(super) fn pay_index(&mut self, searched: Fingerprint) {
        self.0.index = Some(searched);
    }

    /// All that stands, when nothing is owed of it.
    pub(super) fn whole(&self) -> Option<Whole> {
        let Stand { pages, search, index, settled } = &self.0;
        let (pages, search, settled) = (pages.as_ref()?, search.as_ref()?, settled.as_ref()?);
        (*index == Some(search.searched)).then_some(())?;
        let (prose, search) = (pages.prose.clone(), search.clone());
        Some(Whole { ground: pages.ground?, prose, search, settled: settled.clone() })
    }
}

impl Pages {
    /// After readers' pages of these documents were made, and perhaps the search page, which then holds this.
    fn after_save(mut self, due: &Due, documents: &BTreeSet<usize>, held: &str) -> Self {
        self.held = self.held.filter(|known| **known == *held);
        self.ground = self.ground.filter(|ground| *ground == due.ground);
        let saved = documents.iter().filter_map(|number| due.prose.at(*number));
        self.saved.extend(saved.map(|(path, file)| (path.clone(), file)));
        self
    }
}

#[cfg(test)]
mod tests;
