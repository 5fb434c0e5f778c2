//! The files for machines that are templates: Atom feeds (RFC 4287), the sitemap (sitemaps.org 0.9) and `robots.txt`.

use tera::Value;

use crate::knowledge::own::{OwnFile, OwnPage};
use crate::machines::feed::{self, Scope};
use crate::render::page::Entry;
use crate::theme::family::Family;
use crate::theme::value::Fields;

use super::viewer::Viewer;

/// The latest talks and reports: of the site with their prose, of a record with their summaries.
pub(super) fn feed(viewer: &Viewer<'_>, scope: Scope) -> (&'static str, Fields) {
    let feed = feed::of(viewer.site, &viewer.prose, scope);
    let page = viewer
        .head(&feed.title, "feed")
        .maybe("home", viewer.site.absolute_url(feed.home))
        .maybe("description", viewer.site.options().description.filter(|_| scope == Scope::Site));
    (Family::Feed.template(), feed::atom::context(feed).set("page", page.into_value()))
}

/// The addresses of pages.
pub(super) fn sitemap(viewer: &Viewer<'_>, entries: &[Entry]) -> (&'static str, Fields) {
    let alternates =
        |entry: &Entry| entry.translated.map(|id| viewer.site.alternates(id)).unwrap_or_default();
    let entry = |entry: &Entry| {
        Fields::with_capacity(3)
            .maybe("url", viewer.site.absolute_url(&entry.address))
            .maybe("changed", entry.changed.map(|date| date.without_time().to_string()))
            .unless_empty("alternates", alternates(entry).iter().map(Viewer::alternate).collect())
            .into_value()
    };
    (
        Family::Sitemap.template(),
        Fields::with_capacity(4).set("entries", entries.iter().map(entry).collect::<Vec<_>>()),
    )
}

/// The addresses of the sitemap's parts.
pub(super) fn sitemap_index(viewer: &Viewer<'_>, addresses: &[String]) -> (&'static str, Fields) {
    let urls: Vec<Value> = addresses.iter().map(|address| viewer.site.absolute_url(address).into()).collect();
    ("sitemap-index.xml", Fields::with_capacity(4).set("sitemaps", urls))
}

/// What crawlers may do: everything; and where the sitemap is.
pub(super) fn robots(viewer: &Viewer<'_>) -> (&'static str, Fields) {
    let sitemap =
        viewer.site.absolute_url(OwnFile::Sitemap.path()).filter(|_| viewer.site.has(Family::Sitemap));
    (Family::Robots.template(), Fields::with_capacity(4).maybe("sitemap", sitemap))
}

/// How browsers search the site (`OpenSearch` 1.1, draft 6: the description document).
pub(super) fn open_search(viewer: &Viewer<'_>) -> (&'static str, Fields) {
    let page = viewer.head(viewer.site.options().title, "search").into_value();
    let context = Fields::with_capacity(4)
        .set("page", page)
        .maybe("search", viewer.site.absolute_url(&OwnPage::Search.address()));
    ("opensearch.xml", context)
}
