//! Feeds: the latest talks and reports of the site, or of one topic, technology, event, organisation, person or series; as Atom (RFC 4287), through
//! a template, and as JSON Feed 1.1 (jsonfeed.org), from here.
//!
//! What always holds: the site's feed has whole texts, a record's has summaries; both forms have the same entries in the same order. A series' feed
//! has what those of its editions have.

use serde::Serialize;

use crate::document::matter::{Media, MediaStatus};
use crate::knowledge::{Details, KnowledgeBase, Record, RecordId, Relation};
use crate::render::listing::{Listing, newest_first};
use crate::render::site::{Site, listing_relations, referrers, works};
use crate::render::{media, plan, slots};
use crate::vocab::duration::Duration;
use crate::vocab::kind::Kind;

use super::instant::rfc_3339;

/// What a feed is about.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(in crate::render) enum Scope {
    Site,
    Record(RecordId),
}

/// The kinds whose records may have feeds of their own.
pub(in crate::render) const KINDS: [Kind; 6] =
    [Kind::Topic, Kind::Technology, Kind::Event, Kind::Series, Kind::Organisation, Kind::Person];

/// Entries in the site's feed.
const OF_SITE: usize = 50;
/// Entries in a record's feed.
const OF_RECORD: usize = 20;

/// The talks and reports that the feed has, newest first.
pub(in crate::render) fn entries(
    knowledge: &KnowledgeBase,
    listing: &Listing,
    scope: Scope,
) -> Vec<RecordId> {
    match scope {
        Scope::Site => listing.works.iter().copied().take(OF_SITE).collect(),
        Scope::Record(id) => {
            let mut latest = Vec::new();
            for named in of_which(knowledge, knowledge.record(id)) {
                latest.extend(works(knowledge, named, relations(named.kind)).take(OF_RECORD));
            }
            newest_first(knowledge, &mut latest);
            latest.truncate(OF_RECORD);
            latest
        }
    }
}

/// Whose talks and reports a record's feed has: its own; those of its editions, when it is a series.
fn of_which<'a>(knowledge: &'a KnowledgeBase, record: &'a Record) -> impl Iterator<Item = &'a Record> {
    let own = (record.kind != Kind::Series).then_some(record);
    let editions = referrers(knowledge, record, &[Relation::EditionOf], &[Kind::Event]);
    own.into_iter().chain(editions.map(|id| knowledge.record(id)))
}

/// Whether a record has so many talks and reports that it has feeds of its own.
pub(in crate::render) fn is_offered(site: &Site<'_>, record: &Record) -> bool {
    let (least, knowledge) = (site.options().record_feeds, site.knowledge());
    let all = || of_which(knowledge, record).flat_map(|named| works(knowledge, named, relations(named.kind)));
    least > 0
        && KINDS.contains(&record.kind)
        && site.has(crate::render::family::Family::Record(record.kind))
        && site.has_feeds()
        && all().take(least).count() == least
}

fn relations(kind: Kind) -> &'static [Relation] {
    match kind {
        Kind::Event => &[Relation::HeldAt, Relation::ReportsOn],
        other => listing_relations(other),
    }
}

/// What the feed is called.
pub(in crate::render) fn title(site: &Site<'_>, scope: Scope) -> String {
    match scope {
        Scope::Site => site.options().title.to_owned(),
        Scope::Record(id) => format!("{} · {}", site.record(id).title, site.options().title),
    }
}

/// The address of the page that the feed belongs to, from the site's root.
pub(in crate::render) fn home<'a>(site: &Site<'a>, scope: Scope) -> &'a str {
    match scope {
        Scope::Site => "/",
        Scope::Record(id) => site.record(id).address.as_str(),
    }
}

/// An entry's whole text, for the site's feed.
pub(in crate::render) fn content(site: &Site<'_>, scope: Scope, record: &Record) -> Option<String> {
    let body = site.body(record).filter(|_| scope == Scope::Site)?;
    let base = site.absolute_root().unwrap_or_default();
    let page = site.public_url(record.address.as_str());
    let content = slots::fill(site.filling(base), record, body);
    Some(with_own_links(&content, &page)).filter(|content| !content.is_empty())
}

/// The prose of this page with its links within itself made complete: a feed has no other way to know where they lead.
fn with_own_links(html: &str, page: &str) -> String {
    let mut whole = html.to_owned();
    let page = page.replace('&', "&amp;").replace('"', "&quot;");
    // A tag's bracket is never text's, so that these are links and nothing else.
    for tag in ["<a href=\"#", "<a class=\"anchor\" href=\"#", "<a class=\"footnote-back\" href=\"#"] {
        if whole.contains(tag) {
            whole = whole.replace(tag, &format!("{}{page}#", tag.trim_end_matches('#')));
        }
    }
    whole
}

/// What an entry says in a line or two: its author's words for it, or its first paragraph.
pub(in crate::render) fn summary<'a>(site: &Site<'a>, record: &'a Record) -> Option<&'a str> {
    let written =
        crate::render::site::own_outline(record).and_then(|outline| outline.common.description.as_deref());
    written.or(site.body(record).map(|body| body.summary.as_str())).filter(|text| !text.is_empty())
}

/// A file to download with an entry: its address and its media type (IANA's registry).
pub(in crate::render) fn enclosures(record: &Record) -> impl Iterator<Item = (&Media, &str, &'static str)> {
    let lists = media::lists(record).into_iter().flatten();
    lists.flat_map(|(_, list)| &list.0).filter_map(|medium| {
        let url = medium.url.as_ref().filter(|_| medium.status == MediaStatus::Published)?.as_str();
        Some((medium, url, media_type(url)?))
    })
}

fn media_type(url: &str) -> Option<&'static str> {
    let path = url.split(['?', '#']).next().unwrap_or(url);
    let (_, ending) = path.rsplit_once('/')?.1.rsplit_once('.')?;
    match ending.to_ascii_lowercase().as_str() {
        "mp4" | "m4v" => Some("video/mp4"),
        "webm" => Some("video/webm"),
        "ogv" => Some("video/ogg"),
        "mp3" => Some("audio/mpeg"),
        "m4a" => Some("audio/mp4"),
        "ogg" | "oga" | "opus" => Some("audio/ogg"),
        "flac" => Some("audio/flac"),
        "pdf" => Some("application/pdf"),
        _ => None,
    }
}

/// A feed as JSON Feed 1.1.
#[derive(Serialize)]
struct JsonFeed<'a> {
    version: &'static str,
    title: String,
    #[serde(skip_serializing_if = "Option::is_none")]
    home_page_url: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    feed_url: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    description: Option<&'a str>,
    language: &'a str,
    items: Vec<Item<'a>>,
}

#[derive(Serialize)]
struct Item<'a> {
    id: String,
    url: String,
    title: &'a str,
    #[serde(skip_serializing_if = "Option::is_none")]
    content_html: Option<String>,
    /// An item has a text, if only its title.
    #[serde(skip_serializing_if = "Option::is_none")]
    content_text: Option<&'a str>,
    #[serde(skip_serializing_if = "Option::is_none")]
    summary: Option<&'a str>,
    #[serde(skip_serializing_if = "Option::is_none")]
    date_published: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    date_modified: Option<String>,
    #[serde(skip_serializing_if = "Vec::is_empty")]
    authors: Vec<Author<'a>>,
    #[serde(skip_serializing_if = "Vec::is_empty")]
    tags: Vec<&'a str>,
    language: &'a str,
    #[serde(skip_serializing_if = "Vec::is_empty")]
    attachments: Vec<Attachment<'a>>,
}

#[derive(Serialize)]
struct Author<'a> {
    name: &'a str,
    #[serde(skip_serializing_if = "Option::is_none")]
    url: Option<String>,
}

#[derive(Serialize)]
struct Attachment<'a> {
    url: &'a str,
    mime_type: &'static str,
    #[serde(skip_serializing_if = "Option::is_none")]
    title: Option<&'a str>,
    #[serde(skip_serializing_if = "Option::is_none")]
    duration_in_seconds: Option<u32>,
}

/// The JSON Feed that stands at `address`.
pub(super) fn json(site: &Site<'_>, scope: Scope, address: &str) -> Vec<u8> {
    let ids = entries(site.knowledge(), &site.listing, scope);
    let feed = JsonFeed {
        version: "https://jsonfeed.org/version/1.1",
        title: title(site, scope),
        home_page_url: site.absolute_url(home(site, scope)),
        feed_url: site.absolute_url(address),
        description: site.options().description.filter(|_| scope == Scope::Site),
        language: site.phrases().language.as_str(),
        items: ids.into_iter().map(|id| item(site, scope, id)).collect(),
    };
    let mut bytes = serde_json::to_vec(&feed).unwrap_or_default();
    bytes.push(b'\n');
    bytes
}

fn item<'a>(site: &Site<'a>, scope: Scope, id: RecordId) -> Item<'a> {
    let record = site.record(id);
    let url = site.public_url(record.address.as_str());
    let content_html = content(site, scope, record);
    let summary = summary(site, record);
    let people = match &record.details {
        Details::Talk(talk) => talk.speakers.as_slice(),
        Details::Report(report) => report.authors.as_slice(),
        _ => &[],
    };
    Item {
        id: url.clone(),
        url,
        title: &record.title,
        content_text: if content_html.is_some() { None } else { summary.or(Some(&record.title)) },
        summary: summary.filter(|_| content_html.is_some()),
        content_html,
        date_published: record.date.map(|date| rfc_3339(Some(date))),
        date_modified: plan::changed(site, id)
            .filter(|date| Some(*date) != record.date)
            .map(|date| rfc_3339(Some(date))),
        authors: people
            .iter()
            .filter(|appearance| !appearance.uncertain)
            .map(|appearance| {
                let person = site.record(appearance.person);
                Author { name: &person.title, url: site.page_url(person) }
            })
            .collect(),
        tags: record.topics.iter().map(|topic| site.record(*topic).title.as_str()).collect(),
        language: record.language.as_str(),
        attachments: enclosures(record)
            .map(|(medium, url, mime_type)| Attachment {
                url,
                mime_type,
                title: medium.title.as_deref(),
                duration_in_seconds: medium.duration.map(Duration::seconds),
            })
            .collect(),
    }
}
