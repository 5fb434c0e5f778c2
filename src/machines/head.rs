//! The metadata in a page's head: the Open Graph protocol (ogp.me), Twitter's card, and the `citation_*` tags that Google Scholar, Zotero and
//! others read. Only what is known is said.
//!
//! Comes in: what a page says of itself, and its record. Goes out: the tags, a line each, as HTML: a page has some twenty, which a template would
//! take longer to write than all the rest of its head.

use crate::document::matter::{MediaSort, MediaStatus};
use crate::knowledge::Record;
use crate::site::Site;
use crate::theme::view::Html;
use crate::vocab::date::PartialDate;
use crate::vocab::html::push_escaped;
use crate::vocab::kind::Kind;
use crate::vocab::media_type;
use crate::vocab::web_address::WebAddress;

use super::card;

/// What every page says: its title, address and description, and the picture to show with a link to it.
pub(crate) struct Page<'a> {
    pub(crate) title: &'a str,
    /// From the site's root.
    pub(crate) address: &'a str,
    pub(crate) description: Option<&'a str>,
    /// What a page without a picture of its own says of the site's: [`picture_of_site`].
    pub(crate) picture: &'a str,
}

/// The tags of a page that is no record's.
pub(crate) fn of_page(site: &Site<'_>, page: &Page<'_>) -> Html {
    let mut tags = Tags::default();
    shared(&mut tags, site, page, "website", None);
    tags.html()
}

/// The tags of a record's page.
pub(crate) fn of_record(site: &Site<'_>, record: &Record, page: &Page<'_>) -> Html {
    let mut tags = Tags(String::with_capacity(2048));
    let sort = match record.kind {
        Kind::Report | Kind::Talk => "article",
        Kind::Person => "profile",
        _ => "website",
    };
    shared(&mut tags, site, page, sort, Some(record));
    if matches!(record.kind, Kind::Talk | Kind::Report) {
        article(&mut tags, site, record);
        citation(&mut tags, site, record);
    }
    tags.html()
}

/// What every page without a picture of its own says of the site's.
pub(crate) fn picture_of_site(site: &Site<'_>) -> String {
    let mut tags = Tags::default();
    picture(&mut tags, site, None);
    tags.0
}

/// Tags, each on a line of its own.
#[derive(Default)]
struct Tags(String);

impl Tags {
    /// A tag of the Open Graph protocol.
    fn property(&mut self, property: &str, content: &str) {
        self.tag("property", property, content);
    }

    fn name(&mut self, name: &str, content: &str) {
        self.tag("name", name, content);
    }

    fn tag(&mut self, attribute: &str, named: &str, content: &str) {
        for part in ["<meta ", attribute, "=\"", named, "\" content=\""] {
            self.0.push_str(part);
        }
        push_escaped(&mut self.0, content);
        self.0.push_str("\">\n");
    }

    fn html(self) -> Html {
        Html::of(&self.0)
    }
}

fn shared(tags: &mut Tags, site: &Site<'_>, page: &Page<'_>, sort: &'static str, record: Option<&Record>) {
    tags.property("og:type", sort);
    tags.property("og:title", page.title);
    if let Some(url) = site.absolute_url(page.address) {
        tags.property("og:url", &url);
    }
    if let Some(description) = page.description {
        tags.property("og:description", description);
    }
    tags.property("og:site_name", site.options().title);
    match record.filter(|record| card::has_own(site, record)) {
        Some(record) => picture(tags, site, Some(record)),
        None => tags.0.push_str(page.picture),
    }
}

/// The picture to show with a link: of a record that has one, or the site's.
fn picture(tags: &mut Tags, site: &Site<'_>, record: Option<&Record>) {
    let card = card::address(site, record).and_then(|address| site.absolute_url(&address));
    let Some(card) = card else {
        tags.name("twitter:card", "summary");
        return;
    };
    tags.property("og:image", &card);
    tags.property("og:image:type", "image/png");
    tags.property("og:image:width", &card::WIDTH.to_string());
    tags.property("og:image:height", &card::HEIGHT.to_string());
    tags.property("og:image:alt", record.map_or(site.options().title, |record| record.title.as_str()));
    tags.name("twitter:card", "summary_large_image");
}

fn article(tags: &mut Tags, site: &Site<'_>, record: &Record) {
    if let Some(date) = record.own_date().and_then(whole_day) {
        tags.property("article:published_time", &date);
    }
    if let Some(date) = record.updated().and_then(whole_day) {
        tags.property("article:modified_time", &date);
    }
    for topic in &record.topics {
        tags.property("article:tag", site.record(*topic).title.as_str());
    }
}

fn citation(tags: &mut Tags, site: &Site<'_>, record: &Record) {
    tags.name("citation_title", record.title.as_str());
    for appearance in record.certain_people() {
        tags.name("citation_author", site.called(record, appearance.person));
        if let Some(organisation) = appearance.organisation {
            tags.name("citation_author_institution", site.called(record, organisation));
        }
    }
    let date = if record.kind == Kind::Report { record.own_date() } else { record.sure_date() };
    if let Some(date) = date {
        tags.name("citation_publication_date", &date.without_time().to_string().replace('-', "/"));
    }
    if let Some(event) = record.event() {
        tags.name("citation_conference_title", site.record(event).title.as_str());
    }
    tags.name("citation_language", record.language.as_str());
    for topic in &record.topics {
        tags.name("citation_keywords", site.record(*topic).title.as_str());
    }
    if let Some(url) = site.absolute_url(record.address.as_str()) {
        tags.name("citation_abstract_html_url", &url);
    }
    if let Some(url) = pdf_of(record) {
        tags.name("citation_pdf_url", url);
    }
}

/// The record's paper, when it is published as a PDF.
fn pdf_of(record: &Record) -> Option<&str> {
    let papers = record.media_of(MediaSort::Paper);
    let published = papers.filter(|paper| paper.status == MediaStatus::Published);
    let mut urls = published.filter_map(|paper| paper.url.as_ref()).map(WebAddress::as_str);
    urls.find(|url| media_type::of_address(url) == Some("application/pdf"))
}

/// A date as an ISO 8601 day, which the protocol asks for; none when the day is not known.
fn whole_day(date: PartialDate) -> Option<String> {
    date.civil().map(|day| day.to_string())
}
