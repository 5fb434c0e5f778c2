//! The keys of each kind, and those that every kind has.

use std::collections::BTreeMap;
use std::io;

use borsh::{BorshDeserialize, BorshSerialize};
use schemars::JsonSchema;
use serde::Deserialize;

use crate::matter::Free;
use crate::vocab::date::PartialDate;
use crate::vocab::duration::Duration;
use crate::vocab::fact::Fact;
use crate::vocab::language::Language;
use crate::vocab::spanned::Spanned;
use crate::vocab::web_address::WebAddress;

use super::amount::Amount;
use super::lessons::LessonLife;
use super::media::MediaList;
use super::named::{Cover, FormerName, Link, Participant, Reference, Refers, Scalar, TechnologyUse};
use super::transcripts::TranscriptFiles;
use super::when::When;

/// The keys that every kind has.
#[derive(Debug, Clone, Default, Deserialize, JsonSchema, PartialEq, BorshSerialize, BorshDeserialize)]
#[serde(default)]
pub struct Common {
    /// What the record is called. When missing: the first `# …` of the text, else the file's name. That is told, but for people,
    /// organisations, topics, technologies and series.
    pub title: Option<Spanned<String>>,
    /// Other names: abbreviations (`k8s`), spellings. References and search find the record by them.
    pub aliases: Vec<Spanned<String>>,
    /// Names that it had: `[{ name = "…", until = "2017-12" }]`. References and search find the record by them, the address that each made leads to it, and what was
    /// told at the time is shown under the name of the time. More: [below](#names-that-last).
    pub former: Vec<FormerName>,
    /// Former addresses of this page on this site, as `/old/path/`. Each leads to the record.
    pub redirects: Vec<Spanned<String>>,
    /// The language of the text. When missing: the site's.
    pub language: Option<Language>,
    /// One or two sentences for lists and link previews. When missing: the first paragraph.
    pub description: Option<String>,
    /// When it was: of a talk, when it was given; of a report, when it was written; of an event, its first day.
    pub date: Fact<Spanned<When>>,
    /// When the text was changed last.
    pub updated: Option<PartialDate>,
    /// What the record is about.
    #[schemars(with = "Vec<Refers>")]
    pub topics: Vec<Reference>,
    /// What was used, and how that went: `"AWS"`, or `{ name = "AWS", stance = "adopted" }`.
    pub technologies: Vec<TechnologyUse>,
    /// Those who *lived* the experience, not sponsors. A person's: whom they belong to today.
    #[schemars(with = "Vec<Refers>")]
    pub organisations: Vec<Reference>,
    /// The record's own site.
    pub url: Fact<WebAddress>,
    /// Related addresses, and sources: an address, or `{ url = "…", title = "…" }`.
    pub links: Vec<Link>,
    /// The same record in another language, of the same kind. One of the two says it; each page links to the other.
    #[schemars(with = "Option<Refers>")]
    pub translation_of: Option<Reference>,
    /// What was measured.
    pub figures: Vec<Figure>,
    /// What has become of the lessons in the text, each named by its anchor. The same may be written [below the lesson](#the-life-of-a-lesson).
    pub lessons: Vec<LessonLife>,
    /// Free for themes, which are handed it as it is.
    #[borsh(serialize_with = "write_free", deserialize_with = "read_free")]
    #[schemars(with = "BTreeMap<String, Free>")]
    pub extra: Free,
}

impl Common {
    /// The names that it has besides its title: its aliases, then the names that it had.
    pub fn other_names(&self) -> impl Iterator<Item = &Reference> {
        self.aliases.iter().chain(self.former.iter().map(|former| &former.name))
    }
}

/// The keys of a talk.
#[derive(Debug, Clone, Default, Deserialize, JsonSchema, PartialEq, BorshSerialize, BorshDeserialize)]
#[serde(default)]
pub struct Talk {
    /// The event that it was given at; `false`: at none.
    #[schemars(with = "Fact<Refers>")]
    pub event: Fact<Spanned<String>>,
    /// How long it lasted.
    pub duration: Fact<Duration>,
    /// The room that it was given in.
    pub room: Option<String>,
    /// What sort of session it was.
    pub format: Option<TalkFormat>,
    /// For whom it was, in the event's own words.
    pub level: Option<String>,
    /// Who spoke.
    pub speakers: Vec<Spanned<Participant>>,
    /// Recordings that show the talk; `false`: it was not recorded.
    pub video: MediaList,
    /// Recordings of its sound.
    pub audio: MediaList,
    /// What was shown; `false`: there were no slides.
    pub slides: MediaList,
    /// What was written for it.
    pub paper: MediaList,
    /// What is said in the recording: a file of WebVTT or SubRip, `"talk.fr.vtt"`, or a list of such, one a language. More: [below](#transcripts).
    pub transcript: Option<Spanned<TranscriptFiles>>,
}

/// What sort of session a talk was.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Deserialize, JsonSchema, BorshSerialize, BorshDeserialize)]
#[serde(rename_all = "snake_case")]
#[schemars(rename = "format")]
pub enum TalkFormat {
    Talk,
    Keynote,
    Lightning,
    Workshop,
    Panel,
    Tutorial,
    Interview,
    Other,
}

impl TalkFormat {
    /// Its name, as front matter, themes and phrases have it.
    pub fn name(self) -> &'static str {
        match self {
            Self::Talk => "talk",
            Self::Keynote => "keynote",
            Self::Lightning => "lightning",
            Self::Workshop => "workshop",
            Self::Panel => "panel",
            Self::Tutorial => "tutorial",
            Self::Interview => "interview",
            Self::Other => "other",
        }
    }
}

/// The keys of a report.
#[derive(Debug, Clone, Default, Deserialize, JsonSchema, PartialEq, BorshSerialize, BorshDeserialize)]
#[serde(default)]
pub struct Report {
    /// Who wrote it.
    pub authors: Vec<Spanned<Participant>>,
    /// The event that it is about; `false`: it is about none.
    #[schemars(with = "Fact<Refers>")]
    pub event: Fact<Spanned<String>>,
    /// The talks that it speaks of: `"devops-rex-2017/tarkett"`, or a table that says more.
    pub covers: Vec<Cover>,
    /// A report that tells the same experience: another's view of one incident. What both say is set side by side on their pages.
    #[schemars(with = "Option<Refers>")]
    pub retells: Option<Reference>,
    /// Recordings that show what it reports.
    pub video: MediaList,
    /// Recordings of the sound.
    pub audio: MediaList,
    /// Slides that belong to it.
    pub slides: MediaList,
    /// Papers that belong to it.
    pub paper: MediaList,
    /// What is said in the recording: a file of WebVTT or SubRip, `"talk.fr.vtt"`, or a list of such, one a language. More: [below](#transcripts).
    pub transcript: Option<Spanned<TranscriptFiles>>,
}

/// The keys of an event.
#[derive(Debug, Clone, Default, Deserialize, JsonSchema, PartialEq, BorshSerialize, BorshDeserialize)]
#[serde(default)]
pub struct Event {
    /// The conference that this is an edition of.
    #[schemars(with = "Option<Refers>")]
    pub series: Option<Reference>,
    /// Its first day; `date` will do as well.
    pub start_date: Option<Spanned<PartialDate>>,
    /// Its last day, which is part of it.
    pub end_date: Option<Spanned<PartialDate>>,
    /// The time zone that its times are in, by its IANA name: `Europe/Paris`.
    pub timezone: Option<Spanned<String>>,
    /// Where it was.
    pub venue: Option<Venue>,
    /// Where its programme is.
    pub programme: Option<WebAddress>,
    /// Where a collection of its slides is; `false`: there is none.
    pub slides: Fact<WebAddress>,
    /// Its pages in social networks.
    pub social: Vec<WebAddress>,
    /// Organisations or people.
    #[schemars(with = "Vec<Refers>")]
    pub organisers: Vec<Reference>,
    /// Who paid for it: `[{ organisation = "AWS", level = "gold" }]`.
    pub sponsors: Vec<Sponsor>,
    /// How many talks were announced, when not all of them are here.
    pub announced_talks: Option<u32>,
    /// What became of it.
    pub status: Option<EventStatus>,
}

/// What became of an event.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Deserialize, JsonSchema, BorshSerialize, BorshDeserialize)]
#[serde(rename_all = "snake_case")]
#[schemars(rename = "status")]
pub enum EventStatus {
    /// It is to come.
    Scheduled,
    /// It took place.
    Held,
    /// It did not take place.
    Cancelled,
    /// It will take place later.
    Postponed,
}

impl EventStatus {
    /// Its name, as front matter, themes and phrases have it.
    pub fn name(self) -> &'static str {
        match self {
            Self::Scheduled => "scheduled",
            Self::Held => "held",
            Self::Cancelled => "cancelled",
            Self::Postponed => "postponed",
        }
    }
}

/// Where an event was.
#[derive(Debug, Clone, Default, Deserialize, JsonSchema, PartialEq, BorshSerialize, BorshDeserialize)]
#[serde(default)]
#[schemars(rename = "venue")]
pub struct Venue {
    /// What the place is called.
    pub name: Option<String>,
    /// Its postal address.
    pub address: Option<String>,
    /// Degrees north, WGS 84: -90 to 90.
    pub latitude: Option<f64>,
    /// Degrees east, WGS 84: -180 to 180.
    pub longitude: Option<f64>,
}

/// Who paid for an event.
#[derive(Debug, Clone, Deserialize, JsonSchema, PartialEq, BorshSerialize, BorshDeserialize)]
#[schemars(rename = "sponsor")]
pub struct Sponsor {
    /// Who it was.
    #[schemars(with = "Refers")]
    pub organisation: Reference,
    /// In the event's own words: `gold`.
    pub level: Option<String>,
}

/// The keys of a series.
#[derive(Debug, Clone, Default, Deserialize, JsonSchema, PartialEq, BorshSerialize, BorshDeserialize)]
#[serde(default)]
pub struct Series {
    /// Its pages in social networks.
    pub social: Vec<WebAddress>,
    /// Organisations or people.
    #[schemars(with = "Vec<Refers>")]
    pub organisers: Vec<Reference>,
}

/// The keys of a person.
#[derive(Debug, Clone, Default, Deserialize, JsonSchema, PartialEq, BorshSerialize, BorshDeserialize)]
#[serde(default)]
pub struct Person {
    /// What they do: `site reliability engineer`.
    pub role: Option<String>,
    /// Their pages in social networks.
    pub social: Vec<WebAddress>,
}

/// The keys of an organisation.
#[derive(Debug, Clone, Default, Deserialize, JsonSchema, PartialEq, BorshSerialize, BorshDeserialize)]
#[serde(default)]
pub struct Organisation {
    /// What it is in: `retail`.
    pub sector: Option<String>,
    /// Where its seat is, as ISO 3166-1 alpha-2 has it: `FR`.
    pub country: Option<String>,
    /// Its pages in social networks.
    pub social: Vec<WebAddress>,
}

/// The keys of a topic or technology.
#[derive(Debug, Clone, Default, Deserialize, JsonSchema, PartialEq, BorshSerialize, BorshDeserialize)]
#[serde(default)]
pub struct Term {
    /// A wider one of the same kind.
    #[schemars(with = "Option<Refers>")]
    pub broader: Option<Reference>,
}

/// The keys of a page.
#[derive(Debug, Clone, Default, Deserialize, JsonSchema, PartialEq, BorshSerialize, BorshDeserialize)]
#[serde(default)]
pub struct Page {
    /// Its place in the site's menu. When missing: it is not in it.
    pub menu: Option<u32>,
}

/// The keys of a metric.
#[derive(Debug, Clone, Default, Deserialize, JsonSchema, PartialEq, BorshSerialize, BorshDeserialize)]
#[serde(default)]
pub struct Metric {
    /// What its page tells all figures in that can be told in it: `h`. When missing: the unit that most of them have.
    pub unit: Option<String>,
}

/// One measured claim.
#[derive(Debug, Clone, Deserialize, JsonSchema, PartialEq, BorshSerialize, BorshDeserialize)]
#[schemars(rename = "figure")]
pub struct Figure {
    /// What was measured: `production releases`. Each is a page, where its figures stand side by side.
    #[schemars(with = "Refers")]
    pub metric: Reference,
    /// How much it was.
    pub value: Amount,
    /// A UCUM code (`min`), an ISO 4217 code (`EUR`), or a plain word; with a rate, too: `releases/week`.
    pub unit: Option<String>,
    /// When it was so: a date, two (`2016/2017`, `2017-01/2017-03`), one that is not sure (`2017-01?`), or plain words.
    pub period: Option<Scalar>,
    /// Whose figure it is, when the record has several organisations.
    #[schemars(with = "Option<Refers>")]
    pub organisation: Option<Reference>,
    /// For a change: the value before.
    pub before: Option<Amount>,
    /// Sources disagree, or it is an estimate.
    #[serde(default)]
    pub uncertain: bool,
    /// The words that it was taken from.
    pub quote: Option<String>,
    /// Where it was taken from, when that is not the record itself.
    pub source: Option<WebAddress>,
}

impl Figure {
    /// The unit of its value: what was written, or what a length of time brings with it.
    pub fn unit(&self) -> Option<&str> {
        self.value.own_unit().or(self.unit.as_deref())
    }

    /// Whether it is not sure: its author says so, or its value is one of several.
    pub fn is_uncertain(&self) -> bool {
        self.uncertain || self.value.known().is_none()
    }
}

/// Refuses what is nested too deeply to be read again.
fn write_free<W: io::Write>(free: &Free, writer: &mut W) -> io::Result<()> {
    let json = serde_json::to_vec(free)?;
    serde_json::from_slice::<Free>(&json)?;
    json.serialize(writer)
}

fn read_free<R: io::Read>(reader: &mut R) -> io::Result<Free> {
    Ok(serde_json::from_slice(&Vec::<u8>::deserialize_reader(reader)?)?)
}
