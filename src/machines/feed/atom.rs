//! A feed as the template `atom.xml` receives it (RFC 4287). What is text there is without the signs that XML does not allow.

use crate::machines::instant::Instant;
use crate::theme::view::{Text, view};

use super::typed::{self, Feed};

view! {
    /// What a feed says.
    pub(crate) struct FeedContent {
        /// When the newest entry was changed (RFC 3339); not there when there is no entry.
        updated: Option<Text>,
        /// The newest talks and reports. Which they are and what is said of them is the same in `feed.json`, which no theme writes.
        entries: Vec<FeedEntry>,
    }
}

view! {
    /// A talk or report in a feed.
    pub(crate) struct FeedEntry {
        /// Its title.
        title: Text,
        /// Its language (BCP 47).
        language: Text,
        /// The address of its page, which is its identifier.
        url: Text,
        /// When it was given or written (RFC 3339).
        published: Text,
        /// When it was changed last, as far as its author says (RFC 3339).
        updated: Text,
        /// The names of its speakers or authors.
        authors: Vec<Text>,
        /// The names of its topics.
        topics: Vec<Text>,
        /// Files to download with it.
        enclosures: Vec<Enclosure>,
        /// Where the recording is that has come; in the feed of such alone.
        recording: Option<Text>,
        /// Its whole text as HTML, which stands in the feed as text: it is escaped. In the feed of the site alone.
        content: Option<Text>,
        /// What it says in short.
        summary: Option<Text>,
    }
}

view! {
    /// A file to download with an entry of a feed.
    pub(crate) struct Enclosure {
        /// Its address.
        url: Text,
        /// Its media type: `video/mp4`.
        r#type: Text,
    }
}

/// What the template is handed of a feed.
pub(crate) fn content(feed: Feed<'_>) -> FeedContent {
    FeedContent {
        updated: feed.updated.map(|updated| Text::of(updated.rfc_3339())),
        entries: feed.entries.into_iter().map(entry).collect(),
    }
}

fn entry(entry: typed::Entry<'_>) -> FeedEntry {
    let rfc_3339 = |at: Instant| Text::of(at.rfc_3339());
    FeedEntry {
        title: Text::of(entry.title),
        language: Text::of(entry.language),
        url: Text::of(entry.url),
        published: rfc_3339(entry.published),
        updated: rfc_3339(entry.updated),
        authors: Text::each(entry.authors.iter().map(|author| author.name)),
        topics: Text::each(entry.topics),
        enclosures: entry.enclosures.iter().map(enclosure).collect(),
        recording: entry.recording.map(Text::of),
        content: entry.content.map(Text::of),
        summary: entry.summary.map(Text::of),
    }
}

fn enclosure(enclosure: &typed::Enclosure<'_>) -> Enclosure {
    Enclosure { url: Text::of(enclosure.url), r#type: Text::of(enclosure.media_type) }
}
