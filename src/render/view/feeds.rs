//! The files for machines that are templates: Atom feeds (RFC 4287), the sitemap (sitemaps.org 0.9) and `robots.txt`.

use tera::Value;

use crate::knowledge::RecordId;
use crate::knowledge::own::{OwnFile, OwnPage};
use crate::render::family::Family;
use crate::render::filters::xml_text;
use crate::render::machines::feed::{self, Scope};
use crate::render::machines::rfc_3339;
use crate::render::page::Entry;
use crate::render::plan;
use crate::render::value::Fields;

use super::viewer::Viewer;

/// The latest talks and reports: of the site with their prose, of a record with their summaries.
pub(super) fn feed(viewer: &Viewer<'_>, scope: Scope) -> (&'static str, Fields) {
    let site = viewer.site;
    let latest = feed::entries(site.knowledge(), &site.listing, scope);
    let updated = latest.iter().filter_map(|id| plan::changed(site, *id)).max();
    let page = viewer
        .head(&feed::title(site, scope), "feed")
        .maybe("home", site.absolute_url(feed::home(site, scope)))
        .maybe("description", site.options().description.filter(|_| scope == Scope::Site));
    let context = Fields::with_capacity(6)
        .set("page", page.into_value())
        .set("updated", rfc_3339(updated))
        .set("entries", latest.iter().map(|id| entry(viewer, scope, *id)).collect::<Vec<_>>());
    (Family::Feed.template(), context)
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

fn entry(viewer: &Viewer<'_>, scope: Scope, id: RecordId) -> Value {
    let site = viewer.site;
    let record = site.record(id);
    let enclosure = |(_, url, media_type): (_, &str, &'static str)| {
        Fields::with_capacity(2).set("url", url).set("type", media_type).into_value()
    };
    viewer
        .card_with(id)
        .set("title", xml_text(&record.title))
        .set("language", record.language.as_str())
        .maybe("absolute_url", site.absolute_url(record.address.as_str()))
        .maybe("published", record.date.map(|date| rfc_3339(Some(date))))
        .set("updated", rfc_3339(plan::changed(site, id)))
        .set("topics", viewer.cards(record.topics.iter().copied()))
        .set("enclosures", feed::enclosures(record).map(enclosure).collect::<Vec<_>>())
        .maybe("content", feed::content(site, scope, record).map(|content| xml_text(&content)))
        .maybe("summary", feed::summary(site, record).map(xml_text))
        .into_value()
}

/// How browsers search the site (`OpenSearch` 1.1, draft 6: the description document).
pub(super) fn open_search(viewer: &Viewer<'_>) -> (&'static str, Fields) {
    let page = viewer.head(viewer.site.options().title, "search").into_value();
    let context = Fields::with_capacity(4)
        .set("page", page)
        .maybe("search", viewer.site.absolute_url(&OwnPage::Search.address()));
    ("opensearch.xml", context)
}
