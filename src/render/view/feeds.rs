//! The files for machines: the Atom feed (RFC 4287), the sitemap (sitemaps.org 0.9) and `robots.txt`.

use tera::Value;

use crate::knowledge::RecordId;
use crate::render::family::Family;
use crate::render::filters::xml_text;
use crate::render::page::Entry;
use crate::render::value::Fields;
use crate::render::{plan, slots};
use crate::vocab::date::PartialDate;

use super::viewer::Viewer;

/// Entries in the feed.
const FEED_LENGTH: usize = 50;

/// The latest talks and reports with their prose.
pub(super) fn feed(viewer: &Viewer<'_>) -> (&'static str, Fields) {
    let site = viewer.site;
    let latest: Vec<RecordId> = site.listing.works.iter().copied().take(FEED_LENGTH).collect();
    let updated = latest.iter().filter_map(|id| plan::changed(site, *id)).max();
    let context = Fields::with_capacity(6)
        .set("page", viewer.head(site.options().title, "feed").into_value())
        .set("updated", instant(updated))
        .set("entries", latest.iter().map(|id| entry(viewer, *id)).collect::<Vec<_>>());
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
    let sitemap = viewer.site.absolute_url("/sitemap.xml").filter(|_| viewer.site.has(Family::Sitemap));
    (Family::Robots.template(), Fields::with_capacity(4).maybe("sitemap", sitemap))
}

fn entry(viewer: &Viewer<'_>, id: RecordId) -> Value {
    let site = viewer.site;
    let record = site.record(id);
    let base = site.absolute_root().unwrap_or_default();
    let body = site.body(record);
    let content = body.map(|body| xml_text(&slots::fill(site.filling(base), record, body)));
    viewer
        .card_with(id)
        .set("title", xml_text(&record.title))
        .set("language", record.language.as_str())
        .maybe("absolute_url", site.absolute_url(record.address.as_str()))
        .set("published", instant(record.date))
        .set("updated", instant(plan::changed(site, id)))
        .maybe("content", content.filter(|content| !content.is_empty()))
        .maybe("summary", body.map(|body| xml_text(&body.summary)))
        .into_value()
}

/// How browsers search the site (`OpenSearch` 1.1, draft 6: the description document).
pub(super) fn open_search(viewer: &Viewer<'_>) -> (&'static str, Fields) {
    let page = viewer.head(viewer.site.options().title, "search").into_value();
    let context =
        Fields::with_capacity(4).set("page", page).maybe("search", viewer.site.absolute_url("/search/"));
    ("opensearch.xml", context)
}

/// An RFC 3339 instant for a date, the earliest that it may mean; the epoch when nothing is known.
fn instant(date: Option<PartialDate>) -> String {
    let Some(date) = date else { return "1970-01-01T00:00:00Z".to_owned() };
    let day = format!("{:04}-{:02}-{:02}", date.year, date.month.unwrap_or(1), date.day.unwrap_or(1));
    match date.time {
        None => format!("{day}T00:00:00Z"),
        Some(time) if time.offset.is_none() => {
            format!("{day}T{:02}:{:02}:{:02}Z", time.hour, time.minute, time.second)
        }
        Some(_) => date.to_string(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_instant_is_whole_whatever_is_known() {
        let of = |text: &str| instant(PartialDate::parse(text).ok());
        assert_eq!(of("2017"), "2017-01-01T00:00:00Z");
        assert_eq!(of("2017-10-02T09:30"), "2017-10-02T09:30:00Z");
        assert_eq!(of("2017-10-02T09:30+02:00"), "2017-10-02T09:30:00+02:00");
        assert_eq!(instant(None), "1970-01-01T00:00:00Z");
    }
}
