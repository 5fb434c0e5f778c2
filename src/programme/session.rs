//! The types of a programme: texts as the source wrote them, values as they are meant.

use crate::harvest::record::{Link, Participant};
use crate::vocab::date::PartialDate;
use crate::vocab::duration::Duration;
use crate::vocab::language::Language;
use crate::vocab::web_address::WebAddress;

/// One event's programme.
#[derive(Debug, Clone, Default)]
pub(crate) struct Programme {
    /// What the event's name is unique in, for events of one file; ends with a slash.
    pub(crate) within: String,
    /// What the event is found by at the next import, and what its files are called after.
    pub(crate) name: String,
    pub(crate) title: String,
    pub(crate) series: Option<String>,
    /// The first and the last day; else those of the sessions.
    pub(crate) dates: Option<(PartialDate, PartialDate)>,
    /// An IANA name.
    pub(crate) timezone: Option<String>,
    pub(crate) venue: Option<String>,
    pub(crate) address: Option<String>,
    pub(crate) url: Option<WebAddress>,
    /// Where the programme is published.
    pub(crate) programme: Option<WebAddress>,
    pub(crate) text: String,
    pub(crate) sessions: Vec<Session>,
    /// What is told of people apart from their sessions.
    pub(crate) people: Vec<Speaker>,
}

/// What fills a slot of a programme.
#[derive(Debug, Clone, Default)]
pub(crate) struct Session {
    /// What it is found by at the next import; a title where the source has nothing better.
    pub(crate) id: String,
    /// What its file is called after; the title where it is empty.
    pub(crate) name: String,
    pub(crate) title: String,
    pub(crate) subtitle: Option<String>,
    /// The short text and the long one.
    pub(crate) texts: Vec<String>,
    pub(crate) start: Option<PartialDate>,
    pub(crate) duration: Option<Duration>,
    pub(crate) room: Option<String>,
    pub(crate) topics: Vec<String>,
    pub(crate) language: Option<Language>,
    /// As the source names it.
    pub(crate) format: Option<String>,
    pub(crate) level: Option<String>,
    pub(crate) speakers: Vec<Participant>,
    pub(crate) standing: Standing,
    pub(crate) recorded: Recorded,
    pub(crate) video: Vec<WebAddress>,
    pub(crate) slides: Vec<WebAddress>,
    pub(crate) links: Vec<Link>,
    pub(crate) url: Option<WebAddress>,
}

/// Whether a session takes place.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub(crate) enum Standing {
    #[default]
    Accepted,
    /// Proposed, refused, or not decided.
    NotAccepted,
    Cancelled,
    /// It is no talk: a pause, a meal, the opening of the doors.
    Break,
}

/// Whether there will be a recording.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub(crate) enum Recorded {
    #[default]
    Unknown,
    /// The speakers do not want one.
    Never,
    /// It is to be published.
    Awaited,
}

/// What is told of a person.
#[derive(Debug, Clone, Default)]
pub(crate) struct Speaker {
    /// What they are found by at the next import; else their name.
    pub(crate) id: String,
    pub(crate) name: String,
    pub(crate) role: Option<String>,
    pub(crate) organisation: Option<String>,
    pub(crate) text: String,
    pub(crate) social: Vec<WebAddress>,
    pub(crate) url: Option<WebAddress>,
}
