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
use crate::theme::value::Fields;

/// What every piece may show besides what it is asked for.
#[derive(Clone, Copy)]
pub(super) struct Shared<'a> {
    pub(super) site: &'a Site<'a>,
    /// `site`, as templates see it.
    pub(super) value: &'a Value,
}

/// What was made so far.
pub(super) struct Pieces {
    /// By section.
    frames: Mutex<BTreeMap<&'static str, Value>>,
    /// By record.
    works: Vec<OnceLock<Value>>,
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
    pub(super) fn frame(&self, shared: Shared<'_>, section: &'static str) -> Value {
        let mut frames = self.frames.lock().unwrap_or_else(PoisonError::into_inner);
        let frame = || {
            let top = || made(shared, "frame_top", [("section", Value::from(section))]);
            Fields::with_capacity(3)
                .maybe("links", made(shared, "frame_links", []))
                .maybe("top", top())
                .maybe("bottom", made(shared, "frame_bottom", []))
                .into_value()
        };
        frames.entry(section).or_insert_with(frame).clone()
    }

    /// What a page's head says of the site's picture, for pages that have none of their own.
    pub(super) fn picture(&self, site: &Site<'_>) -> &str {
        self.picture.get_or_init(|| head::picture_of_site(site))
    }

    /// The card of a talk or report, with `work`: what it is in a list.
    pub(super) fn work(&self, shared: Shared<'_>, id: RecordId, card: &Value) -> Value {
        let card =
            || Fields::of(card).maybe("work", made(shared, "work", [("card", card.clone())])).into_value();
        self.works[id.0 as usize].get_or_init(card).clone()
    }
}

fn made<const N: usize>(
    Shared { site, value }: Shared<'_>,
    component: &str,
    arguments: [(&'static str, Value); N],
) -> Option<Value> {
    let context = |values: Vec<(&'static str, Value)>| {
        let mut context = Context::new();
        values.into_iter().for_each(|(name, value)| context.insert_value(name, value));
        context
    };
    let shared = vec![("site", value.clone()), ("t", site.phrases().table.clone())];
    site.theme.component(component, &context(arguments.into()), &context(shared))
}
