//! A feed as JSON Feed 1.1 (jsonfeed.org).

use std::borrow::Cow;

use serde::Serialize;

use crate::site::Site;
use crate::vocab::duration::Duration;

use super::typed::{Enclosure, Entry, Feed};

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
    /// Where the recording is that has come.
    #[serde(skip_serializing_if = "Option::is_none")]
    external_url: Option<&'a str>,
    title: &'a str,
    #[serde(skip_serializing_if = "Option::is_none")]
    content_html: Option<String>,
    /// An item has a text, if only its title.
    #[serde(skip_serializing_if = "Option::is_none")]
    content_text: Option<Cow<'a, str>>,
    #[serde(skip_serializing_if = "Option::is_none")]
    summary: Option<Cow<'a, str>>,
    date_published: String,
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
pub(crate) fn bytes(site: &Site<'_>, feed: Feed<'_>, address: &str) -> Vec<u8> {
    let feed = JsonFeed {
        version: "https://jsonfeed.org/version/1.1",
        title: feed.title,
        home_page_url: site.absolute_url(&feed.home),
        feed_url: site.absolute_url(address),
        description: feed.description,
        language: feed.language,
        items: feed.entries.into_iter().map(item).collect(),
    };
    let mut bytes = serde_json::to_vec(&feed).unwrap_or_default();
    bytes.push(b'\n');
    bytes
}

fn item(entry: Entry<'_>) -> Item<'_> {
    let Entry { url, title, language, published, updated, summary, content, .. } = entry;
    Item {
        id: url.clone(),
        url,
        external_url: entry.recording,
        title,
        content_text: if content.is_some() { None } else { summary.clone().or(Some(Cow::Borrowed(title))) },
        summary: summary.filter(|_| content.is_some()),
        content_html: content,
        date_published: published.rfc_3339(),
        date_modified: (updated != published).then(|| updated.rfc_3339()),
        authors: entry
            .authors
            .into_iter()
            .map(|author| Author { name: author.name, url: author.url })
            .collect(),
        tags: entry.topics,
        language,
        attachments: entry.enclosures.iter().map(attachment).collect(),
    }
}

fn attachment<'a>(enclosure: &Enclosure<'a>) -> Attachment<'a> {
    Attachment {
        url: enclosure.url,
        mime_type: enclosure.media_type,
        title: enclosure.title,
        duration_in_seconds: enclosure.duration.map(Duration::seconds),
    }
}
