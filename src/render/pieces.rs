//! Pieces of pages: HTML that is the same on many pages, made once, when the first page asks for it.
//!
//! Comes in: a section, or the card of a talk or report. Goes out: what the theme's components `frame_links`, `frame_top` and `frame_bottom` make
//! of the section; the card with what the component `work` makes of it; the tags of the site's own picture.
//!
//! What always holds: a piece depends on `site`, `t` and what it is asked for, never on the page or on who asks first. A piece that cannot be made
//! so is left out: the page's template then calls the component itself, and reports what is wrong.

use std::collections::BTreeMap;
use std::sync::{Mutex, OnceLock, PoisonError};

use tera::{Context, Value};

use crate::knowledge::RecordId;
use crate::machines::head;
use crate::site::Site;
use crate::theme::view::{Html, Shared, view};

use super::cards::WorkCard;
use super::shared::TheSite;

view! {
    /// HTML that is the same on all pages of a section. What could not be made apart from a page is not there: its template calls the component itself.
    pub(super) struct Frame {
        /// Made by the component `frame_links`, for the head.
        links: Option<Html>,
        /// Made by the component `frame_top`, for what stands above the page's own content.
        top: Option<Html>,
        /// Made by the component `frame_bottom`, for what stands below it.
        bottom: Option<Html>,
    }
}

view! {
    /// A talk or report in a list.
    pub(super) struct ListedWork {
        ..card: Shared<WorkCard>,
        /// What the component `work` makes of the card; not there when it needs to know the page.
        work: Option<Html>,
    }
}

/// As a component makes it that needs to know the page.
impl From<Shared<WorkCard>> for Shared<ListedWork> {
    fn from(card: Shared<WorkCard>) -> Self {
        Self::known(card.as_value().clone())
    }
}

/// What every piece may show besides what it is asked for.
#[derive(Clone, Copy)]
pub(super) struct Common<'a> {
    pub(super) site: &'a Site<'a>,
    /// The site, as templates see it.
    pub(super) view: &'a Shared<TheSite>,
}

/// What was made so far.
pub(super) struct Pieces {
    /// By section.
    frames: Mutex<BTreeMap<&'static str, Shared<Frame>>>,
    /// By record.
    works: Vec<OnceLock<Shared<ListedWork>>>,
    /// The tags of the site's picture.
    picture: OnceLock<String>,
}

impl Pieces {
    /// None yet, of so many records.
    pub(super) fn new(records: usize) -> Self {
        let works = (0..records).map(|_| OnceLock::new()).collect();
        Self { frames: Mutex::default(), works, picture: OnceLock::new() }
    }

    /// What stands around the content of a section's pages.
    pub(super) fn frame(&self, common: Common<'_>, section: &'static str) -> Shared<Frame> {
        let mut frames = self.frames.lock().unwrap_or_else(PoisonError::into_inner);
        let frame = || {
            Shared::of(Frame {
                links: made(common, "frame_links", []),
                top: made(common, "frame_top", [("section", Value::from(section))]),
                bottom: made(common, "frame_bottom", []),
            })
        };
        frames.entry(section).or_insert_with(frame).clone()
    }

    /// What a page's head says of the site's picture, for pages that have none of their own.
    pub(super) fn picture(&self, site: &Site<'_>) -> &str {
        self.picture.get_or_init(|| head::picture_of_site(site))
    }

    /// The card of a talk or report, with what it is in a list.
    pub(super) fn work(
        &self,
        common: Common<'_>,
        id: RecordId,
        card: impl FnOnce() -> Shared<WorkCard>,
    ) -> Shared<ListedWork> {
        let listed = || {
            let card = card();
            let work = made(common, "work", [("card", card.as_value().clone())]);
            Shared::of(ListedWork { card, work })
        };
        self.works[id.0 as usize].get_or_init(listed).clone()
    }
}

/// What a component makes of its arguments and of what is the same on all pages.
fn made<const N: usize>(
    Common { site, view }: Common<'_>,
    component: &str,
    arguments: [(&'static str, Value); N],
) -> Option<Html> {
    let context = |values: Vec<(&'static str, Value)>| {
        let mut context = Context::new();
        values.into_iter().for_each(|(name, value)| context.insert_value(name, value));
        context
    };
    let shared = vec![("site", view.as_value().clone()), ("t", site.phrases().table.clone())];
    site.theme.component(component, &context(arguments.into()), &context(shared))
}
