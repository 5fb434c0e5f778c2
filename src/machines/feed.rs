//! Feeds: the latest talks and reports of the site, or of one topic, technology, event, organisation, person or series.
//!
//! Comes in: the site, and what the feed is about. Goes out: a [`typed::Feed`], which two writers read, and nothing else: [`atom`], for a template
//! (RFC 4287), and [`json`] (JSON Feed 1.1, jsonfeed.org). What always holds: entries are in the order of instants, the newest first, each in the time
//! zone of its event; what has no date is in no feed, since one would have to be made up; the site's feed has whole texts, a record's has summaries.
//! A series' feed has what those of its editions have.

pub(crate) mod atom;
mod choice;
pub(crate) mod json;
mod typed;

use std::borrow::Cow;

use crate::document::matter::{Media, MediaStatus};
use crate::knowledge::{Appearance, Details, Record, RecordId};
use crate::site::{Site, bounds, media, own_outline, slots};
use crate::vocab::shorten::shorten;

use super::instant::{Instant, zone_of};

pub(crate) use choice::{KINDS, Scope, is_offered, latest};
use typed::{Author, Enclosure, Entry, Feed};

/// Makes a feed.
pub(crate) fn of<'a>(site: &Site<'a>, scope: Scope) -> Feed<'a> {
    let latest = latest(site.knowledge(), &site.listing, scope);
    let entries: Vec<_> =
        latest.into_iter().map(|(id, published)| entry(site, scope, id, published)).collect();
    let (title, home) = match scope {
        Scope::Site => (site.options().title.to_owned(), "/"),
        Scope::Record(id) => {
            let record = site.record(id);
            (format!("{} · {}", record.title, site.options().title), record.address.as_str())
        }
    };
    Feed {
        title,
        home,
        description: site.options().description.filter(|_| scope == Scope::Site),
        language: site.theme.phrases().language.as_str(),
        updated: entries.iter().map(|entry| entry.updated).max(),
        entries,
    }
}

fn entry<'a>(site: &Site<'a>, scope: Scope, id: RecordId, published: Instant) -> Entry<'a> {
    let record = site.record(id);
    let written = own_outline(record).and_then(|outline| outline.common.updated);
    let people = match &record.details {
        Details::Talk(talk) => talk.speakers.as_slice(),
        Details::Report(report) => report.authors.as_slice(),
        _ => &[],
    };
    // The site's feed has a few entries; those of records have the same ones again and again.
    let told = if scope == Scope::Site { usize::MAX } else { bounds::IN_AN_ENTRY };
    let author = |appearance: &Appearance| {
        let person = site.record(appearance.person);
        Author { name: &person.title, url: site.page_url(person) }
    };
    Entry {
        url: site.public_url(record.address.as_str()),
        title: &record.title,
        language: record.language.as_str(),
        published,
        updated: written
            .and_then(|date| Instant::of(date, zone_of(site.knowledge(), record)))
            .unwrap_or(published),
        authors: people.iter().filter(|appearance| !appearance.uncertain).take(told).map(author).collect(),
        topics: record.topics.iter().take(told).map(|topic| site.record(*topic).title.as_str()).collect(),
        summary: summary(site, record).map(|text| match scope {
            Scope::Site => Cow::Borrowed(text),
            Scope::Record(_) => Cow::Owned(shorten(text, bounds::DESCRIPTION)),
        }),
        content: content(site, scope, record),
        enclosures: enclosures(record).take(told).collect(),
    }
}

/// An entry's whole text, for the site's feed.
fn content(site: &Site<'_>, scope: Scope, record: &Record) -> Option<String> {
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
pub(crate) fn summary<'a>(site: &Site<'a>, record: &'a Record) -> Option<&'a str> {
    let written = own_outline(record).and_then(|outline| outline.common.description.as_deref());
    written.or(site.body(record).map(|body| body.summary.as_str())).filter(|text| !text.is_empty())
}

fn enclosures<'a>(record: &'a Record) -> impl Iterator<Item = Enclosure<'a>> {
    let lists = media::lists(record).into_iter().flatten();
    let published =
        lists.flat_map(|(_, list)| &list.0).filter(|medium| medium.status == MediaStatus::Published);
    published.filter_map(|medium: &'a Media| {
        let url = medium.url.as_ref()?.as_str();
        let media_type = media_type(url)?;
        Some(Enclosure { url, media_type, title: medium.title.as_deref(), duration: medium.duration })
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
