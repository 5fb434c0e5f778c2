//! What a source reads, whatever the system: records with clean values, what was guessed of them, and a body in Markdown.
//!
//! Apart, since it is what all sources and the writer agree on. Every field is one that may be published: what has no field here (an
//! e-mail address, a telephone number, a review, a rating) cannot be written. What always holds: texts of one line are clean (no control
//! characters, no line breaks, not empty), addresses are safe to link to, a body is Markdown that dangles nowhere.

use std::path::PathBuf;

use crate::harvest::ledger::Ledger;
use crate::vocab::date::PartialDate;
use crate::vocab::diagnostic::Diagnostic;
use crate::vocab::duration::Duration;
use crate::vocab::kind::Kind;
use crate::vocab::language::Language;
use crate::vocab::web_address::WebAddress;

/// All that one import reads.
#[derive(Debug)]
pub struct Harvest {
    /// The source's name, which the files keep: `pyvideo`.
    pub(crate) source: &'static str,
    /// What every `from` begins with, and what is missing of that is gone; none when what is missing says nothing, as after one post.
    pub(crate) scope: Option<String>,
    /// In any order; references are places in this list.
    pub(crate) records: Vec<Record>,
    /// Every `from` that the source still has, whether or not it became a record.
    pub(crate) met: Vec<String>,
    /// What becomes of a file whose source is gone.
    pub(crate) vanished: Vanished,
    /// What the rules did.
    pub(crate) ledger: Ledger,
    /// What could not be taken as it is; the paths are the source's.
    pub(crate) notices: Vec<Diagnostic>,
}

impl Harvest {
    /// Nothing yet, of the source of this name.
    pub(crate) fn new(source: &'static str, scope: Option<String>) -> Self {
        let (records, met, notices) = (Vec::new(), Vec::new(), Vec::new());
        let vanished = Vanished::Told;
        Self { source, scope, records, met, vanished, ledger: Ledger::default(), notices }
    }

    /// Adds a record; returns what others refer to it by.
    pub(crate) fn add(&mut self, record: Record) -> RecordId {
        self.met.push(record.from.clone());
        self.records.push(record);
        RecordId(self.records.len() - 1)
    }
}

/// What becomes of a file whose source is gone: it is kept, whatever else.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Vanished {
    /// A notice says so.
    Told,
    /// So does the file itself, in `[extra.import]`: the source is one whole, such as an event's schedule.
    Marked,
}

/// A record's place in the [`Harvest`].
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) struct RecordId(pub(crate) usize);

/// One record of another system.
#[derive(Debug, Clone)]
pub(crate) struct Record {
    /// Where it comes from, in the source's own words: a path below the imported folder, with `#part` when one file has several. What it is
    /// found by when it is imported again, so it must stay the same while the thing does.
    pub(crate) from: String,
    /// The name that its file is to have, before it is made a slug.
    pub(crate) name: String,
    /// The record in whose folder its file stands: a talk's event.
    pub(crate) parent: Option<RecordId>,
    pub(crate) presence: Presence,
    pub(crate) title: String,
    pub(crate) common: Common,
    pub(crate) specific: Specific,
    /// What may be so; written as comments, for the author to uncomment.
    pub(crate) guesses: Vec<Guess>,
    /// Keys and texts for `[extra]`.
    pub(crate) extra: Vec<(String, String)>,
    pub(crate) body: Body,
    /// Files that are copied beside it; the body names them by their number.
    pub(crate) files: Vec<Attached>,
}

impl Record {
    /// A record of which only this is known.
    pub(crate) fn new(
        from: impl Into<String>,
        name: impl Into<String>,
        title: impl Into<String>,
        specific: Specific,
    ) -> Self {
        Self {
            from: from.into(),
            name: name.into(),
            parent: None,
            presence: Presence::Wanted,
            title: title.into(),
            common: Common::default(),
            specific,
            guesses: Vec::new(),
            extra: Vec::new(),
            body: Body::default(),
            files: Vec::new(),
        }
    }

    pub(crate) fn kind(&self) -> Kind {
        match self.specific {
            Specific::Event(_) => Kind::Event,
            Specific::Talk(_) => Kind::Talk,
            Specific::Report(_) => Kind::Report,
            Specific::Person(_) => Kind::Person,
            Specific::Page => Kind::Page,
        }
    }
}

/// When a record has a file.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Presence {
    /// Always.
    Wanted,
    /// Where nothing tells of it yet: many sources may tell of one person, and the first one's file stays. No other record refers to it.
    Offered,
    /// Where an earlier import made it: it was taken back since. No other record refers to it.
    TakenBack,
}

/// What every kind may have.
#[derive(Debug, Clone, Default, PartialEq)]
pub(crate) struct Common {
    pub(crate) date: Option<PartialDate>,
    pub(crate) updated: Option<PartialDate>,
    pub(crate) language: Option<Language>,
    pub(crate) description: Option<String>,
    pub(crate) publication: Publication,
    pub(crate) topics: Vec<String>,
    pub(crate) technologies: Vec<String>,
    pub(crate) organisations: Vec<String>,
    pub(crate) url: Option<WebAddress>,
    pub(crate) links: Vec<Link>,
    pub(crate) aliases: Vec<String>,
    pub(crate) redirects: Vec<String>,
    /// The same in another language.
    pub(crate) translation_of: Option<RecordId>,
    /// The day from which it may be published, and the day from which it may not.
    pub(crate) published_between: (Option<PartialDate>, Option<PartialDate>),
}

impl Common {
    /// Holds it back as another is: what a text tells of others is known to nobody while the text is held back.
    pub(crate) fn hold_as(&mut self, other: &Self) {
        self.publication = other.publication;
        self.published_between = other.published_between;
    }
}

/// Whether it may be published.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub(crate) enum Publication {
    #[default]
    Public,
    Draft,
}

/// What one kind has.
#[derive(Debug, Clone, PartialEq)]
pub(crate) enum Specific {
    Event(Event),
    Talk(Talk),
    Report(Report),
    Person(Person),
    Page,
}

#[derive(Debug, Clone, Default, PartialEq)]
pub(crate) struct Event {
    pub(crate) series: Option<String>,
    /// The first and the last day.
    pub(crate) dates: Option<(PartialDate, PartialDate)>,
    /// An IANA name.
    pub(crate) timezone: Option<String>,
    pub(crate) venue: Option<Venue>,
    pub(crate) programme: Option<WebAddress>,
    pub(crate) slides: Option<WebAddress>,
    pub(crate) social: Vec<WebAddress>,
    pub(crate) announced_talks: Option<u32>,
}

#[derive(Debug, Clone, Default, PartialEq)]
pub(crate) struct Venue {
    pub(crate) name: Option<String>,
    pub(crate) address: Option<String>,
}

#[derive(Debug, Clone, Default, PartialEq)]
pub(crate) struct Talk {
    pub(crate) event: Option<RecordId>,
    pub(crate) duration: Option<Duration>,
    pub(crate) room: Option<String>,
    /// One of the words that front matter knows: `keynote`.
    pub(crate) format: Option<&'static str>,
    pub(crate) level: Option<String>,
    pub(crate) speakers: Vec<Participant>,
    pub(crate) media: MediaOfRecord,
}

#[derive(Debug, Clone, Default, PartialEq)]
pub(crate) struct Report {
    pub(crate) authors: Vec<Participant>,
    pub(crate) event: Option<RecordId>,
    pub(crate) covers: Vec<Cover>,
    pub(crate) media: MediaOfRecord,
}

#[derive(Debug, Clone, Default, PartialEq)]
pub(crate) struct Person {
    pub(crate) role: Option<String>,
    pub(crate) social: Vec<WebAddress>,
}

/// Recordings and documents.
#[derive(Debug, Clone, Default, PartialEq)]
pub(crate) struct MediaOfRecord {
    pub(crate) video: Vec<Media>,
    pub(crate) slides: Vec<Media>,
}

/// A recording or a document.
#[derive(Debug, Clone, PartialEq)]
pub(crate) enum Media {
    Published(WebAddress),
    Awaited,
    NotRecorded,
}

/// Who took part, and as what at that time.
#[derive(Debug, Clone, Default, PartialEq)]
pub(crate) struct Participant {
    pub(crate) name: String,
    pub(crate) role: Option<String>,
    pub(crate) organisation: Option<String>,
}

impl Participant {
    /// Somebody of whom the name is known.
    pub(crate) fn named(name: impl Into<String>) -> Self {
        Self { name: name.into(), ..Self::default() }
    }
}

/// A talk that a report speaks of.
#[derive(Debug, Clone, PartialEq)]
pub(crate) struct Cover {
    pub(crate) talk: RecordId,
    /// The anchor of the heading under which it does.
    pub(crate) section: Option<String>,
}

/// A related address.
#[derive(Debug, Clone, PartialEq)]
pub(crate) struct Link {
    pub(crate) url: WebAddress,
    pub(crate) title: Option<String>,
}

/// A measured claim.
#[derive(Debug, Clone, PartialEq)]
pub(crate) struct Figure {
    pub(crate) metric: String,
    pub(crate) value: f64,
    pub(crate) unit: Option<String>,
    pub(crate) period: Option<String>,
    /// The words that it was taken from.
    pub(crate) quote: Option<String>,
}

/// Something that may be so.
#[derive(Debug, Clone, PartialEq)]
pub(crate) struct Guess {
    pub(crate) what: Guessed,
    /// Why, to follow "since": `the heading is a single name`.
    pub(crate) reason: String,
}

/// What may be guessed: a key, and its value.
#[derive(Debug, Clone, PartialEq)]
pub(crate) enum Guessed {
    Date(PartialDate),
    Organisations(Vec<String>),
    Speakers(Vec<Participant>),
    Figure(Figure),
    /// That nothing need be uncommented: how the text was read.
    Reading(String),
}

/// A file of the source that a record takes along.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Attached {
    /// Where it is.
    pub(crate) path: PathBuf,
    pub(crate) stands: Stands,
}

/// Where a file of the source comes to stand.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) enum Stands {
    /// Beside its record, under this name.
    Beside(String),
    /// At this path below the content folder, which is its address: several records may show it.
    At(String),
}

/// Markdown with gaps for where other records and attached files will be.
#[derive(Debug, Clone, Default, PartialEq)]
pub(crate) struct Body(pub(crate) Vec<Piece>);

/// A part of a body.
#[derive(Debug, Clone, PartialEq)]
pub(crate) enum Piece {
    Text(String),
    /// The path to the file of another record, fit for a Markdown link.
    PathTo(RecordId),
    /// The path to an attached file, by its number.
    PathToFile(usize),
}

impl Body {
    /// Adds text.
    pub(crate) fn push(&mut self, text: &str) {
        match self.0.last_mut() {
            Some(Piece::Text(last)) => last.push_str(text),
            _ if text.is_empty() => {}
            _ => self.0.push(Piece::Text(text.to_owned())),
        }
    }

    /// Adds the place of a path.
    pub(crate) fn push_path(&mut self, to: Piece) {
        self.0.push(to);
    }
}

impl From<String> for Body {
    fn from(text: String) -> Self {
        let mut body = Self::default();
        body.push(&text);
        body
    }
}
