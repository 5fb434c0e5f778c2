//! The files for machines that are templates: Atom feeds (RFC 4287), the sitemap (sitemaps.org 0.9) and `robots.txt`.

use crate::knowledge::own::{OwnFile, OwnPage};
use crate::machines::feed::atom::{self, FeedContent};
use crate::machines::feed::{self, Scope};
use crate::render::page::Entry;
use crate::theme::family::Family;
use crate::theme::view::{IfAny, Template, Text, view};

use super::viewer::{Alternate, PageHead, Viewer};

view! {
    /// The latest talks and reports: of the site with their prose, of a record with their summaries.
    pub(super) struct FeedFile {
        ..content: FeedContent,
        /// What the feed says of itself.
        page: PageHead,
    }
}

impl Template for FeedFile {
    const NAME: &str = "atom.xml";
}

view! {
    /// The addresses of pages. Of a large site, one of several parts.
    pub(super) struct SitemapFile {
        /// The pages.
        entries: Vec<SitemapEntry>,
    }
}

impl Template for SitemapFile {
    const NAME: &str = "sitemap.xml";
}

view! {
    /// A page in the sitemap.
    pub(super) struct SitemapEntry {
        /// Its absolute address.
        url: Option<Text>,
        /// The day of its last change, as far as its author says.
        changed: Option<Text>,
        /// The page in each language that it is in.
        alternates: IfAny<Alternate>,
    }
}

view! {
    /// Of a large site: the parts that its sitemap has.
    pub(super) struct SitemapIndexFile {
        /// Their absolute addresses.
        sitemaps: Vec<Text>,
    }
}

impl Template for SitemapIndexFile {
    const NAME: &str = "sitemap-index.xml";
}

view! {
    /// What crawlers may do: everything; and where the sitemap is.
    pub(super) struct RobotsFile {
        /// The sitemap's absolute address.
        sitemap: Option<Text>,
    }
}

impl Template for RobotsFile {
    const NAME: &str = "robots.txt";
}

view! {
    /// How browsers search the site (`OpenSearch` 1.1, draft 6: the description document).
    pub(super) struct OpenSearchFile {
        /// What the file says of itself.
        page: PageHead,
        /// The absolute address of the page that searches.
        search: Option<Text>,
    }
}

impl Template for OpenSearchFile {
    const NAME: &str = "opensearch.xml";
}

/// A feed.
pub(super) fn feed(viewer: &Viewer<'_>, scope: Scope) -> FeedFile {
    let feed = feed::of(viewer.site, &viewer.prose, scope);
    let description = viewer.site.options().description.filter(|_| scope == Scope::Site);
    let page = PageHead {
        home: viewer.site.absolute_url(&feed.home).map(Text::of),
        description: description.map(Text::of),
        ..viewer.head(&feed.title, "feed")
    };
    FeedFile { content: atom::content(feed), page }
}

/// The sitemap, or a part of it.
pub(super) fn sitemap(viewer: &Viewer<'_>, entries: &[Entry]) -> SitemapFile {
    let alternates = |entry: &Entry| entry.translated.map(|id| viewer.alternates(id)).unwrap_or_default();
    let entry = |entry: &Entry| SitemapEntry {
        url: viewer.site.absolute_url(&entry.address).map(Text::of),
        changed: entry.changed.map(|date| Text::of(date.without_time().to_string())),
        alternates: IfAny(alternates(entry)),
    };
    SitemapFile { entries: entries.iter().map(entry).collect() }
}

/// The parts of the sitemap.
pub(super) fn sitemap_index(viewer: &Viewer<'_>, addresses: &[String]) -> SitemapIndexFile {
    let urls = addresses.iter().filter_map(|address| viewer.site.absolute_url(address));
    SitemapIndexFile { sitemaps: Text::each(urls) }
}

/// What crawlers may do.
pub(super) fn robots(viewer: &Viewer<'_>) -> RobotsFile {
    let sitemap = viewer.site.absolute_url(OwnFile::Sitemap.path());
    RobotsFile { sitemap: sitemap.filter(|_| viewer.site.has(Family::Sitemap)).map(Text::of) }
}

/// How browsers search the site.
pub(super) fn open_search(viewer: &Viewer<'_>) -> OpenSearchFile {
    OpenSearchFile {
        page: viewer.head(viewer.site.options().title, "search"),
        search: viewer.site.absolute_url(&OwnPage::Search.address()).map(Text::of),
    }
}
