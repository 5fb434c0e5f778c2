//! Stage 4b: records and bodies become pages and feeds, through the theme's Tera templates.
//!
//! Comes in: the knowledge base, the documents, related talks by number, and a [`Theme`]. Goes out: the files of the site, one by one, to a sink:
//! all of them, or the [`Selection`] that an edit changed. Files that authors put beside their pages are not among them. What always holds:
//!
//! - A page depends on what its template is handed, and on nothing else: the [`Ground`] that all share, and the prose and related talks of its record.
//! - The same input gives the same bytes, whatever the thread count.
//! - No file, clock or search is known here. Memory holds cards, not pages.
//! - Each path is handed out once.

mod amounts;
mod cards;
mod explore;
mod figures;
mod follow_ups;
mod ground;
mod headers;
mod page;
mod pieces;
mod plan;
mod programme;
mod scale;
mod shared;
mod view;

use std::collections::BTreeMap;
use std::sync::Mutex;
use std::sync::atomic::{AtomicUsize, Ordering};

use rayon::prelude::*;

pub(crate) use ground::Changed;
pub use ground::{Ground, Selection};

use crate::machines::card;
use crate::site::prose::Prose;
use crate::site::{Input, Site};
use crate::theme::{Described, Handed, Theme};
use crate::vocab::artifact::Artifact;

use page::{Page, Subject};
use view::{Shown, Viewer};

/// What templates are handed, for the reference: every template, then each template besides, in the order of their names.
pub fn handed() -> (Described, Vec<Handed>) {
    (view::every(), view::handed())
}

/// How many pages one thread renders alone.
const FEW: usize = 8;

/// What rendering came to.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Rendered {
    /// How many files went to the sink.
    pub files: usize,
    /// What failed, by page; what has the same cause is told once.
    pub failures: Vec<Failure>,
}

/// Pages that a template could not render.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Failure {
    /// The path of the first of them.
    pub page: String,
    /// How many there are.
    pub pages: usize,
    /// The template engine's report: what, file, line and column.
    pub text: String,
}

/// Renders the selected pages and hands each file to `sink` as soon as it is made: from any thread, in no fixed order. A page
/// that fails is left out. `ground` was prepared from this theme and knowledge.
///
/// # Errors
/// The sink's own.
pub fn render<E: Send>(
    theme: &Theme,
    input: &Input<'_>,
    ground: &Ground,
    selection: &Selection,
    sink: impl Fn(Artifact) -> Result<(), E> + Sync,
) -> Result<Rendered, E> {
    let site = ground.site(theme, input);
    let pages = &*ground.pages;
    let files = AtomicUsize::new(0);
    let failures = Mutex::new(Failures::default());
    let hand_out = |artifact| {
        files.fetch_add(1, Ordering::Relaxed);
        sink(artifact)
    };
    let one = |index: usize| match one(&site, input, ground, &pages[index]) {
        Ok(bytes) => hand_out(Artifact { path: pages[index].path.clone(), bytes }),
        Err(text) => {
            failures.lock().unwrap_or_else(std::sync::PoisonError::into_inner).add(index, text);
            Ok(())
        }
    };
    match selection {
        Selection::All => {
            // The last are the largest: sitemaps, the API. They are made while the others have not filled the memory with what they share.
            (0..pages.len()).into_par_iter().rev().try_for_each(one)?;
            ground.assets(&site).par_bridge().try_for_each(|asset| hand_out(asset.clone()))?;
        }
        Selection::PagesAndAssets(some) => {
            // What the site makes of `_headers` can wait: it looks at every record's recordings.
            let mut assets = ground.published(theme).filter(|asset| asset.path.as_str() != headers::FILE);
            assets.try_for_each(|asset| hand_out(asset.clone()))?;
            some.par_iter().copied().try_for_each(one)?;
        }
        // A few pages are made sooner than threads that are busy elsewhere can be had.
        Selection::Pages(some) if some.len() <= FEW => some.iter().copied().try_for_each(one)?,
        Selection::Pages(some) => some.par_iter().copied().try_for_each(one)?,
    }
    let failures = failures.into_inner().unwrap_or_else(std::sync::PoisonError::into_inner);
    Ok(Rendered { files: files.into_inner(), failures: failures.in_order(pages) })
}

fn one(site: &Site<'_>, input: &Input<'_>, ground: &Ground, page: &Page) -> Result<Vec<u8>, String> {
    let prose = Prose::declared(input, page.subject.reads(input.knowledge, &ground.listing));
    let related = page.subject.relates().and_then(|id| input.related.get(id.0 as usize));
    let related = related.map_or(&[][..], Vec::as_slice);
    let rendered = match view::of(&Viewer { site, ground, page, prose, related }) {
        Shown::Page { template, context } => site.theme.render(template, &context)?,
        Shown::File(bytes) => return Ok(bytes),
    };
    match page.subject {
        Subject::Card(_) => card::png(site.drawn, &rendered),
        _ => Ok(rendered),
    }
}

/// Reports, with the first page that each was met on and how many there were.
#[derive(Default)]
struct Failures(BTreeMap<String, (usize, usize)>);

impl Failures {
    fn add(&mut self, page: usize, text: String) {
        let (first, pages) = self.0.entry(text).or_insert((page, 0));
        *first = page.min(*first);
        *pages += 1;
    }

    fn in_order(self, pages: &[Page]) -> Vec<Failure> {
        let mut failures: Vec<_> = self.0.into_iter().collect();
        failures.sort_by(|(a_text, a), (b_text, b)| (a.0, a_text).cmp(&(b.0, b_text)));
        let failure = |(text, (first, count)): (String, (usize, usize))| Failure {
            page: pages[first].path.to_string(),
            pages: count,
            text,
        };
        failures.into_iter().map(failure).collect()
    }
}

#[cfg(test)]
mod tests;
