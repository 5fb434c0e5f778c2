//! Feeds: the latest talks and reports of the site, or of one topic, technology, event, organisation, person or series.
//!
//! Comes in: the site, and what the feed is about. Goes out: a [`typed::Feed`], which two writers read, and nothing else: [`atom`], for a template
//! (RFC 4287), and [`json`] (JSON Feed 1.1, jsonfeed.org). What always holds:
//!
//! - Entries are in the order of instants, the newest first, each in the time zone of its event.
//! - What has no date is in no feed, since one would have to be made up.
//! - The site's feed has whole texts, a record's has summaries.
//!
//! A series' feed has what those of its editions have. Two feeds are of what has happened: lessons that were put into practice, and recordings that have come.

pub(crate) mod atom;
mod choice;
pub(crate) mod json;
mod typed;

use std::borrow::Cow;

use crate::document::matter::{LessonState, Media, MediaStatus};
use crate::knowledge::own::{LessonsOf, OwnPage};
use crate::knowledge::{Appearance, Record, RecordId};
use crate::site::lessons::Choice;
use crate::site::prose::Prose;
use crate::site::{Site, bounds, slots};
use crate::vocab::kind::Kind;
use crate::vocab::media_type;
use crate::vocab::shorten::shorten;
use crate::vocab::web_address::WebAddress;

use super::instant::Instant;

pub(crate) use choice::{
    KINDS, Scope, are_offered, is_offered, is_offered_of_applied, is_offered_of_recordings, latest,
};
use typed::{Author, Enclosure, Entry, Feed};

/// The address of the list that the feed of lessons in practice stands beside: of those that were applied, or, where none is, that were found to hold.
pub(crate) fn applied(site: &Site<'_>) -> String {
    let list = |state| LessonsOf { kind: None, state: Some(state) };
    let applied = list(LessonState::Applied);
    let has_any = !site.lessons_of(Choice::of(applied)).is_empty();
    OwnPage::Lessons(if has_any { applied } else { list(LessonState::Validated) }).address().into_owned()
}

/// Makes a feed.
pub(crate) fn of<'a>(site: &Site<'a>, prose: &Prose<'a>, scope: Scope) -> Feed<'a> {
    let latest = latest(site.knowledge(), site.listing, scope);
    let entries: Vec<_> =
        latest.into_iter().map(|(id, published)| entry(site, prose, scope, id, published)).collect();
    let (title, home) = match scope {
        Scope::Site => (site.options().title.to_owned(), "/".into()),
        Scope::Applied => {
            let name = site.phrases().text(&["lesson_life", "feed"]);
            (format!("{name} · {}", site.options().title), applied(site).into())
        }
        // Whatever is owed, this page stays: a feed is known by it.
        Scope::Recordings => {
            let name = site.phrases().text(&["recordings_feed"]);
            let list = OwnPage::List(Kind::Talk).address();
            (format!("{name} · {}", site.options().title), list.into_owned().into())
        }
        Scope::Record(id) => {
            let record = site.record(id);
            (format!("{} · {}", record.title, site.options().title), record.address.as_str().into())
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

fn entry<'a>(
    site: &Site<'a>,
    prose: &Prose<'a>,
    scope: Scope,
    id: RecordId,
    published: Instant,
) -> Entry<'a> {
    let record = site.record(id);
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
        updated: record
            .updated()
            .and_then(|date| Instant::of(date, site.knowledge().zone_of(record)))
            .unwrap_or(published),
        authors: record.certain_people().take(told).map(author).collect(),
        topics: record.topics.iter().take(told).map(|topic| site.record(*topic).title.as_str()).collect(),
        summary: summary(site, prose, id).map(|text| match scope {
            Scope::Site => Cow::Borrowed(text),
            Scope::Record(_) | Scope::Applied | Scope::Recordings => {
                Cow::Owned(shorten(text, bounds::DESCRIPTION))
            }
        }),
        content: content(site, prose, scope, id),
        enclosures: enclosures(record).take(told).collect(),
        recording: choice::arrival(record)
            .filter(|_| scope == Scope::Recordings)
            .and_then(|(_, medium)| medium.archived.as_ref().or(medium.url.as_ref()))
            .map(WebAddress::as_str),
    }
}

/// An entry's whole text, for the site's feed.
fn content(site: &Site<'_>, prose: &Prose<'_>, scope: Scope, id: RecordId) -> Option<String> {
    let (record, body) = (site.record(id), prose.of(id).filter(|_| scope == Scope::Site)?);
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
pub(crate) fn summary<'a>(site: &Site<'a>, prose: &Prose<'a>, id: RecordId) -> Option<&'a str> {
    let written = site.record(id).description().or_else(|| result(site.record(id)));
    written.or(prose.of(id).map(|body| body.summary.as_str())).filter(|text| !text.is_empty())
}

/// What came of a lesson where it was applied first.
fn result(record: &Record) -> Option<&str> {
    record.written_life()?.applied.iter().find_map(|applied| applied.result.as_deref())
}

fn enclosures<'a>(record: &'a Record) -> impl Iterator<Item = Enclosure<'a>> {
    let published = record.media().map(|(_, medium)| medium);
    published.filter(|medium| medium.status == MediaStatus::Published).filter_map(|medium: &'a Media| {
        let url = medium.url.as_ref()?.as_str();
        let media_type = media_type::of_address(url).filter(|media_type| is_enclosed(media_type))?;
        Some(Enclosure { url, media_type, title: medium.title.as_deref(), duration: medium.duration })
    })
}

/// Whether feed readers play or keep a file of this type.
fn is_enclosed(media_type: &str) -> bool {
    media_type.starts_with("video/") || media_type.starts_with("audio/") || media_type == "application/pdf"
}
