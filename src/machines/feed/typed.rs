//! What a feed says, in no form yet.

use std::borrow::Cow;

use crate::machines::instant::Instant;
use crate::vocab::duration::Duration;

/// A feed.
pub(crate) struct Feed<'a> {
    pub(crate) title: String,
    /// The address of the page that it belongs to, from the site's root.
    pub(crate) home: Cow<'a, str>,
    pub(super) description: Option<&'a str>,
    pub(super) language: &'a str,
    /// When the newest of its entries was changed; none when it has none.
    pub(super) updated: Option<Instant>,
    pub(super) entries: Vec<Entry<'a>>,
}

/// A talk, report or lesson in a feed.
pub(super) struct Entry<'a> {
    /// The address of its page, which is its identifier.
    pub(super) url: String,
    pub(super) title: &'a str,
    pub(super) language: &'a str,
    /// When it was given or written; of what has happened, when that was.
    pub(super) published: Instant,
    /// When it was changed last, as far as its author says.
    pub(super) updated: Instant,
    /// Speakers or authors, but for those whom sources disagree about.
    pub(super) authors: Vec<Author<'a>>,
    pub(super) topics: Vec<&'a str>,
    pub(super) summary: Option<Cow<'a, str>>,
    /// The whole text, as HTML.
    pub(super) content: Option<String>,
    pub(super) enclosures: Vec<Enclosure<'a>>,
    /// Where the recording is that has come; in the feed of such alone.
    pub(super) recording: Option<&'a str>,
}

pub(super) struct Author<'a> {
    pub(super) name: &'a str,
    pub(super) url: Option<String>,
}

/// A file to download with an entry.
pub(super) struct Enclosure<'a> {
    pub(super) url: &'a str,
    /// Its media type (IANA's registry).
    pub(super) media_type: &'static str,
    pub(super) title: Option<&'a str>,
    pub(super) duration: Option<Duration>,
}
