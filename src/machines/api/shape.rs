//! The shapes of the API's documents. What stands here as documentation is the published schema's, too.
//!
//! A property that is missing is not known. `null` says that there is known to be none; only the properties that say so have it.

mod former;
mod media;
mod practice;
mod stated;

use schemars::JsonSchema;
use serde::Serialize;

pub(super) use former::FormerName;
pub(super) use media::{Chapter, Media, Transcript};
pub(super) use practice::{Application, Verification};
pub(super) use stated::Stated;

/// One document of the API; `collection` says which.
#[derive(Debug, Serialize, JsonSchema)]
#[serde(tag = "collection", rename_all = "lowercase")]
pub(super) enum Document<'a> {
    /// What the API has.
    Index(Index<'a>),
    Talks(Page<Talk<'a>>),
    Reports(Page<Report<'a>>),
    Events(Page<Event<'a>>),
    Series(Page<Series<'a>>),
    People(Page<Person<'a>>),
    Organisations(Page<Organisation<'a>>),
    Topics(Page<Term<'a>>),
    Technologies(Page<Term<'a>>),
    Metrics(Page<Metric<'a>>),
    Lessons(Page<Lesson<'a>>),
    Figures(Page<Figure<'a>>),
    Actions(Page<Action<'a>>),
    Debts(Page<Debt<'a>>),
}

/// What the API has.
#[derive(Debug, Serialize, JsonSchema)]
pub(super) struct Index<'a> {
    /// Of the shapes: a change that could break a reader raises it.
    pub(super) version: u32,
    pub(super) title: &'a str,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub(super) description: Option<&'a str>,
    /// Of the interface (BCP 47).
    pub(super) language: &'a str,
    /// The site's home page.
    pub(super) url: String,
    pub(super) generator: &'a str,
    /// The JSON Schema (2020-12) of every document.
    pub(super) schema: String,
    pub(super) collections: Vec<Entry>,
}

/// A collection in the index.
#[derive(Debug, Serialize, JsonSchema)]
pub(super) struct Entry {
    pub(super) name: &'static str,
    /// How many records it has, on all its pages.
    pub(super) count: usize,
    /// Its first page.
    pub(super) url: String,
    /// How many pages it has.
    pub(super) pages: usize,
}

/// A page of a collection, in the order of ids.
#[derive(Debug, Serialize, JsonSchema)]
pub(super) struct Page<T> {
    /// Of the shapes: a change that could break a reader raises it.
    pub(super) version: u32,
    /// How many records the collection has, on all its pages.
    pub(super) count: usize,
    /// From 1.
    pub(super) page: usize,
    pub(super) pages: usize,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub(super) previous: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub(super) next: Option<String>,
    pub(super) items: Vec<T>,
}

/// Another record: `id` is unique in its collection.
#[derive(Debug, Serialize, JsonSchema)]
pub(super) struct Reference<'a> {
    /// `talk`, `report`, `event`, `series`, `person`, `organisation`, `topic`, `technology`, `metric`, `lesson`, `figure` or `page`.
    pub(super) kind: &'static str,
    pub(super) id: &'a str,
    pub(super) title: &'a str,
    /// What it was called when the record that names it was given, when that is another name.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub(super) called: Option<&'a str>,
}

/// What every record has.
#[derive(Debug, Serialize, JsonSchema)]
pub(super) struct Common<'a> {
    /// Unique in its collection, and the end of its address; it does not change when its title does.
    pub(super) id: &'a str,
    pub(super) title: &'a str,
    /// The record's page; missing when the site has no such pages.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub(super) url: Option<String>,
    /// Of the record (BCP 47).
    pub(super) language: &'a str,
    /// Other names, those that it had before among them.
    #[serde(skip_serializing_if = "<[String]>::is_empty")]
    pub(super) aliases: &'a [String],
    /// The names that it had, as far as its author says when.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub(super) former_names: Vec<FormerName<'a>>,
    /// Its author's description, else its first paragraph.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub(super) description: Option<&'a str>,
    /// As precise as is known: `2017`, `2017-10`, `2017-10-02` or with a time.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub(super) date: Option<String>,
    /// Of a date that is not sure: each that it may be. `date` is what they share.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub(super) likely_dates: Vec<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub(super) updated: Option<String>,
    /// The record's own site elsewhere; `null` when it is known to have none.
    #[serde(skip_serializing_if = "Stated::is_unknown")]
    pub(super) website: Stated<&'a str>,
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub(super) links: Vec<Link<'a>>,
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub(super) topics: Vec<Reference<'a>>,
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub(super) technologies: Vec<Technology<'a>>,
    /// Who lived what is told; for a person, current affiliations.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub(super) organisations: Vec<Reference<'a>>,
    /// The same record in other languages.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub(super) translations: Vec<Reference<'a>>,
}

#[derive(Debug, Serialize, JsonSchema)]
pub(super) struct Link<'a> {
    pub(super) url: &'a str,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub(super) title: Option<&'a str>,
}

/// What was used, and how that went.
#[derive(Debug, Serialize, JsonSchema)]
pub(super) struct Technology<'a> {
    #[serde(flatten)]
    pub(super) technology: Reference<'a>,
    /// `adopted`, `trial`, `dropped` or `mentioned`.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub(super) stance: Option<&'static str>,
}

/// A person's part in a talk or report.
#[derive(Debug, Serialize, JsonSchema)]
pub(super) struct Appearance<'a> {
    pub(super) person: Reference<'a>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub(super) role: Option<&'a str>,
    /// The affiliation at that time.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub(super) organisation: Option<Reference<'a>>,
    /// Sources disagree on whether this person took part.
    #[serde(skip_serializing_if = "is_false")]
    pub(super) uncertain: bool,
}

/// That a report covers a talk.
#[derive(Debug, Serialize, JsonSchema)]
pub(super) struct Coverage<'a> {
    #[serde(flatten)]
    pub(super) record: Reference<'a>,
    /// The anchor in the report.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub(super) section: Option<&'a str>,
    /// `detailed`, `summary` or `mention`.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub(super) depth: Option<&'static str>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub(super) recommended: Option<bool>,
}

/// A session of an event.
#[derive(Debug, Serialize, JsonSchema)]
pub(super) struct Talk<'a> {
    #[serde(flatten)]
    pub(super) common: Common<'a>,
    /// `null` when it is known to have been given at none.
    #[serde(skip_serializing_if = "Stated::is_unknown")]
    pub(super) event: Stated<Reference<'a>>,
    /// ISO 8601: `PT40M`; `null` when it is known to have had none.
    #[serde(skip_serializing_if = "Stated::is_unknown")]
    pub(super) duration: Stated<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub(super) room: Option<&'a str>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub(super) level: Option<&'a str>,
    /// `talk`, `keynote`, `lightning`, `workshop`, `panel`, `tutorial`, `interview` or `other`.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub(super) format: Option<&'static str>,
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub(super) speakers: Vec<Appearance<'a>>,
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub(super) media: Vec<Media<'a>>,
    /// What is said in its recordings, one a language.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub(super) transcripts: Vec<Transcript<'a>>,
    /// The reports that cover it.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub(super) reports: Vec<Coverage<'a>>,
    /// The ids of its lessons.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub(super) lessons: Vec<&'a str>,
    /// The ids of its figures.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub(super) figures: Vec<&'a str>,
    /// The ids of its actions.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub(super) actions: Vec<&'a str>,
}

/// A write-up by an author.
#[derive(Debug, Serialize, JsonSchema)]
pub(super) struct Report<'a> {
    #[serde(flatten)]
    pub(super) common: Common<'a>,
    /// `null` when it is known to be on none.
    #[serde(skip_serializing_if = "Stated::is_unknown")]
    pub(super) event: Stated<Reference<'a>>,
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub(super) authors: Vec<Appearance<'a>>,
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub(super) media: Vec<Media<'a>>,
    /// What is said in its recordings, one a language.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub(super) transcripts: Vec<Transcript<'a>>,
    /// The talks that it covers.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub(super) covers: Vec<Coverage<'a>>,
    /// The ids of its lessons.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub(super) lessons: Vec<&'a str>,
    /// The ids of its figures.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub(super) figures: Vec<&'a str>,
    /// The ids of its actions.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub(super) actions: Vec<&'a str>,
}

/// One edition of a conference.
#[derive(Debug, Serialize, JsonSchema)]
pub(super) struct Event<'a> {
    #[serde(flatten)]
    pub(super) common: Common<'a>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub(super) series: Option<Reference<'a>>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub(super) start_date: Option<String>,
    /// Inclusive.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub(super) end_date: Option<String>,
    /// An IANA name.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub(super) timezone: Option<&'a str>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub(super) venue: Option<Venue<'a>>,
    /// `scheduled`, `held`, `cancelled` or `postponed`.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub(super) status: Option<&'static str>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub(super) programme: Option<&'a str>,
    /// `null` when it is known that none were published.
    #[serde(skip_serializing_if = "Stated::is_unknown")]
    pub(super) slides: Stated<&'a str>,
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub(super) social: Vec<&'a str>,
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub(super) organisers: Vec<Reference<'a>>,
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub(super) sponsors: Vec<Sponsor<'a>>,
    /// How many talks were announced.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub(super) announced_talks: Option<u32>,
    /// How many of `talks` some report covers.
    pub(super) covered_talks: usize,
    /// The ids of its talks, in the order of time.
    pub(super) talks: Vec<&'a str>,
}

#[derive(Debug, Serialize, JsonSchema)]
pub(super) struct Venue<'a> {
    #[serde(skip_serializing_if = "Option::is_none")]
    pub(super) name: Option<&'a str>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub(super) address: Option<&'a str>,
    /// Degrees north, WGS 84.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub(super) latitude: Option<f64>,
    /// Degrees east, WGS 84.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub(super) longitude: Option<f64>,
}

#[derive(Debug, Serialize, JsonSchema)]
pub(super) struct Sponsor<'a> {
    #[serde(flatten)]
    pub(super) organisation: Reference<'a>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub(super) level: Option<&'a str>,
}

/// A conference that recurs.
#[derive(Debug, Serialize, JsonSchema)]
pub(super) struct Series<'a> {
    #[serde(flatten)]
    pub(super) common: Common<'a>,
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub(super) organisers: Vec<Reference<'a>>,
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub(super) social: Vec<&'a str>,
    /// The ids of its events, newest first.
    pub(super) events: Vec<&'a str>,
}

#[derive(Debug, Serialize, JsonSchema)]
pub(super) struct Person<'a> {
    #[serde(flatten)]
    pub(super) common: Common<'a>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub(super) role: Option<&'a str>,
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub(super) social: Vec<&'a str>,
    /// How many talks and reports name the person.
    pub(super) works: usize,
}

#[derive(Debug, Serialize, JsonSchema)]
pub(super) struct Organisation<'a> {
    #[serde(flatten)]
    pub(super) common: Common<'a>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub(super) sector: Option<&'a str>,
    /// ISO 3166-1 alpha-2.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub(super) country: Option<&'a str>,
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub(super) social: Vec<&'a str>,
    /// How many talks and reports tell what it lived, or are by its people.
    pub(super) works: usize,
}

/// A topic or technology.
#[derive(Debug, Serialize, JsonSchema)]
pub(super) struct Term<'a> {
    #[serde(flatten)]
    pub(super) common: Common<'a>,
    /// A wider one of the same kind.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub(super) broader: Option<Reference<'a>>,
    /// How many talks and reports are about it or use it.
    pub(super) works: usize,
}

/// One statement learned.
#[derive(Debug, Serialize, JsonSchema)]
pub(super) struct Lesson<'a> {
    #[serde(flatten)]
    pub(super) common: Common<'a>,
    /// `practice`, `success`, `failure` or `surprise`.
    pub(super) sort: &'static str,
    pub(super) text: &'a str,
    pub(super) source: Reference<'a>,
    /// The anchor in the source's page.
    pub(super) anchor: &'a str,
    #[serde(flatten)]
    pub(super) life: LessonLife<'a>,
}

/// What has become of a lesson.
#[derive(Debug, Default, Serialize, JsonSchema)]
pub(super) struct LessonLife<'a> {
    /// `observed`, `identified`, `applied`, `validated`, `superseded` or `rejected`.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub(super) state: Option<&'static str>,
    /// Where it was put into practice.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub(super) applied: Vec<Application<'a>>,
    /// That it was found to hold.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub(super) verified: Option<Verification<'a>>,
    /// When somebody should look at it again.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub(super) stale_after: Option<String>,
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub(super) supersedes: Vec<Reference<'a>>,
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub(super) superseded_by: Vec<Reference<'a>>,
    /// The lessons that say otherwise.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub(super) contradicts: Vec<Reference<'a>>,
    /// The same lesson, learned elsewhere.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub(super) same_as: Vec<Reference<'a>>,
}

/// What figures measure.
#[derive(Debug, Serialize, JsonSchema)]
pub(super) struct Metric<'a> {
    #[serde(flatten)]
    pub(super) common: Common<'a>,
    /// The unit that its figures are told in, where its author says so.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub(super) unit: Option<&'a str>,
    /// The ids of its figures, newest first.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub(super) figures: Vec<&'a str>,
}

/// One measured claim.
#[derive(Debug, Serialize, JsonSchema)]
pub(super) struct Figure<'a> {
    #[serde(flatten)]
    pub(super) common: Common<'a>,
    pub(super) metric: &'a str,
    /// The metric that this is a name of.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub(super) measures: Option<Reference<'a>>,
    /// Of a value that is one of several, or between two: their middle.
    pub(super) value: f64,
    /// Where sources disagree: each that it may be.
    #[serde(skip_serializing_if = "<[f64]>::is_empty")]
    pub(super) one_of: &'a [f64],
    /// The least and the most that it may be.
    #[serde(skip_serializing_if = "<[f64]>::is_empty")]
    pub(super) between: &'a [f64],
    /// A UCUM code, an ISO 4217 code, or a plain word.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub(super) unit: Option<&'a str>,
    /// For a change: the value before.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub(super) before: Option<f64>,
    /// A date, `2016/2017`, or plain words.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub(super) period: Option<&'a str>,
    #[serde(skip_serializing_if = "is_false")]
    pub(super) uncertain: bool,
    /// The words that it was taken from.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub(super) quote: Option<&'a str>,
    /// Where it was taken from, when that is not the record itself.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub(super) source_url: Option<&'a str>,
    pub(super) source: Reference<'a>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub(super) organisation: Option<Reference<'a>>,
}

/// What somebody will do about what was learned.
#[derive(Debug, Serialize, JsonSchema)]
pub(super) struct Action<'a> {
    #[serde(flatten)]
    pub(super) common: Common<'a>,
    pub(super) text: &'a str,
    /// `open`, `done` or `dropped`.
    pub(super) state: &'static str,
    /// Who does it, as the author calls them.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub(super) owner_name: Option<&'a str>,
    /// The person or organisation that this is, when it is known.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub(super) owner: Option<Reference<'a>>,
    /// Until when: a year, a month or a day.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub(super) due: Option<String>,
    pub(super) source: Reference<'a>,
    /// The anchor in the source's page.
    pub(super) anchor: &'a str,
}

/// A talk or report with recordings or documents that are awaited or lost, the oldest first.
#[derive(Debug, Serialize, JsonSchema)]
pub(super) struct Debt<'a> {
    pub(super) record: Reference<'a>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub(super) date: Option<String>,
    pub(super) media: Vec<Media<'a>>,
}

#[expect(clippy::trivially_copy_pass_by_ref, reason = "the form that serde calls")]
fn is_false(value: &bool) -> bool {
    !value
}
