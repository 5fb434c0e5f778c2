//! Views: what each page's template is handed, and nothing else.
//!
//! Comes in: the site and a planned page. Goes out: the template's name and its context, and the numbers of the records whose cards the page
//! shows. What always holds: a view hangs on its own record (or list), on the body it shows, on those cards and on what all pages share.

mod event;
mod feeds;
mod home;
mod list;
mod name;
mod part;
mod record;
mod viewer;
mod work;

use tera::Context;

use crate::knowledge::RecordId;

use super::page::{Page, Subject};
use super::site::Site;

use viewer::Viewer;

/// A page, ready to be rendered.
pub(super) struct View {
    pub(super) template: &'static str,
    pub(super) context: Context,
    /// The records whose cards it shows, in the order in which they were asked for, with repetitions.
    #[cfg_attr(not(test), expect(dead_code, reason = "a page's key will be made of their fingerprints"))]
    pub(super) shown: Vec<RecordId>,
}

/// The view of one page.
pub(super) fn of(site: &Site<'_>, page: &Page) -> View {
    let viewer = Viewer::new(site, page);
    let (template, fields) = fields(site, page, &viewer);
    View { template, context: fields.into_context(), shown: viewer.into_shown() }
}

/// What the template of a page is handed, as one map.
#[cfg(test)]
pub(super) fn value(site: &Site<'_>, page: &Page) -> (&'static str, tera::Value) {
    let viewer = Viewer::new(site, page);
    let (template, fields) = fields(site, page, &viewer);
    (template, fields.into_value())
}

fn fields(site: &Site<'_>, page: &Page, viewer: &Viewer<'_>) -> (&'static str, super::value::Fields) {
    let (template, fields) = match &page.subject {
        Subject::Home => home::view(viewer),
        Subject::Record(id, part) => record::view(viewer, *id, *part),
        Subject::List(kind, part) => list::view(viewer, *kind, *part),
        Subject::Lessons(kind, part) => list::lessons(viewer, Some(*kind), *part),
        Subject::Years => list::years(viewer),
        Subject::Year(year, part) => list::year(viewer, *year, *part),
        Subject::Debts(part) => list::debts(viewer, *part),
        Subject::NotFound => home::not_found(viewer),
        Subject::Search => home::search(viewer),
        Subject::OpenSearch => feeds::open_search(viewer),
        Subject::Redirect(to) => home::redirect(viewer, *to),
        Subject::Feed => feeds::feed(viewer),
        Subject::Sitemap(entries) => feeds::sitemap(viewer, entries),
        Subject::SitemapIndex(addresses) => feeds::sitemap_index(viewer, addresses),
        Subject::Robots => feeds::robots(viewer),
    };
    (template, fields.set("site", site.value.clone()).set("t", site.phrases().table.clone()))
}
