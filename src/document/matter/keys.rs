//! The keys of each kind, and those that every kind has.

use std::io;

use borsh::{BorshDeserialize, BorshSerialize};
use serde::Deserialize;

use crate::matter::Free;
use crate::vocab::date::PartialDate;
use crate::vocab::duration::Duration;
use crate::vocab::fact::Fact;
use crate::vocab::language::Language;
use crate::vocab::spanned::Spanned;
use crate::vocab::web_address::WebAddress;

use super::media::MediaList;
use super::named::{Cover, Link, Participant, Reference, Scalar, TechnologyUse};

/// The keys that every kind has.
#[derive(Debug, Clone, Default, Deserialize, PartialEq, BorshSerialize, BorshDeserialize)]
#[serde(default)]
pub struct Common {
    pub title: Option<Spanned<String>>,
    pub aliases: Vec<Spanned<String>>,
    pub redirects: Vec<Spanned<String>>,
    pub language: Option<Language>,
    pub description: Option<String>,
    pub date: Fact<Spanned<PartialDate>>,
    pub updated: Option<PartialDate>,
    pub topics: Vec<Reference>,
    pub technologies: Vec<TechnologyUse>,
    pub organisations: Vec<Reference>,
    pub url: Fact<WebAddress>,
    pub links: Vec<Link>,
    pub translation_of: Option<Reference>,
    pub figures: Vec<Figure>,
    #[borsh(serialize_with = "write_free", deserialize_with = "read_free")]
    pub extra: Free,
}

#[derive(Debug, Clone, Default, Deserialize, PartialEq, BorshSerialize, BorshDeserialize)]
#[serde(default)]
pub struct Talk {
    pub event: Fact<Spanned<String>>,
    pub duration: Fact<Duration>,
    pub room: Option<String>,
    pub format: Option<TalkFormat>,
    pub level: Option<String>,
    pub speakers: Vec<Spanned<Participant>>,
    pub video: MediaList,
    pub audio: MediaList,
    pub slides: MediaList,
    pub paper: MediaList,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, Deserialize, BorshSerialize, BorshDeserialize)]
#[serde(rename_all = "snake_case")]
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

#[derive(Debug, Clone, Default, Deserialize, PartialEq, BorshSerialize, BorshDeserialize)]
#[serde(default)]
pub struct Report {
    pub authors: Vec<Spanned<Participant>>,
    pub event: Fact<Spanned<String>>,
    pub covers: Vec<Cover>,
    pub video: MediaList,
    pub audio: MediaList,
    pub slides: MediaList,
    pub paper: MediaList,
}

#[derive(Debug, Clone, Default, Deserialize, PartialEq, BorshSerialize, BorshDeserialize)]
#[serde(default)]
pub struct Event {
    pub series: Option<Reference>,
    pub start_date: Option<Spanned<PartialDate>>,
    /// Inclusive.
    pub end_date: Option<Spanned<PartialDate>>,
    /// An IANA name, `Europe/Paris`.
    pub timezone: Option<Spanned<String>>,
    pub venue: Option<Venue>,
    pub programme: Option<WebAddress>,
    pub slides: Fact<WebAddress>,
    pub social: Vec<WebAddress>,
    pub organisers: Vec<Reference>,
    pub sponsors: Vec<Sponsor>,
    pub announced_talks: Option<u32>,
    pub status: Option<EventStatus>,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, Deserialize, BorshSerialize, BorshDeserialize)]
#[serde(rename_all = "snake_case")]
pub enum EventStatus {
    Scheduled,
    Held,
    Cancelled,
    Postponed,
}

#[derive(Debug, Clone, Default, Deserialize, PartialEq, BorshSerialize, BorshDeserialize)]
#[serde(default)]
pub struct Venue {
    pub name: Option<String>,
    pub address: Option<String>,
    /// Degrees north, WGS 84.
    pub latitude: Option<f64>,
    /// Degrees east, WGS 84.
    pub longitude: Option<f64>,
}

#[derive(Debug, Clone, Deserialize, PartialEq, BorshSerialize, BorshDeserialize)]
pub struct Sponsor {
    pub organisation: Reference,
    pub level: Option<String>,
}

#[derive(Debug, Clone, Default, Deserialize, PartialEq, BorshSerialize, BorshDeserialize)]
#[serde(default)]
pub struct Series {
    pub social: Vec<WebAddress>,
    pub organisers: Vec<Reference>,
}

#[derive(Debug, Clone, Default, Deserialize, PartialEq, BorshSerialize, BorshDeserialize)]
#[serde(default)]
pub struct Person {
    pub role: Option<String>,
    pub social: Vec<WebAddress>,
}

#[derive(Debug, Clone, Default, Deserialize, PartialEq, BorshSerialize, BorshDeserialize)]
#[serde(default)]
pub struct Organisation {
    pub sector: Option<String>,
    /// ISO 3166-1 alpha-2.
    pub country: Option<String>,
    pub social: Vec<WebAddress>,
}

#[derive(Debug, Clone, Default, Deserialize, PartialEq, BorshSerialize, BorshDeserialize)]
#[serde(default)]
pub struct Term {
    pub broader: Option<Reference>,
}

#[derive(Debug, Clone, Default, Deserialize, PartialEq, BorshSerialize, BorshDeserialize)]
#[serde(default)]
pub struct Page {
    /// Its place in the site's menu; none when it is not in it.
    pub menu: Option<u32>,
}

/// One measured claim.
#[derive(Debug, Clone, Deserialize, PartialEq, BorshSerialize, BorshDeserialize)]
pub struct Figure {
    pub metric: Spanned<String>,
    pub value: f64,
    /// A UCUM code, an ISO 4217 code, or a plain word.
    pub unit: Option<String>,
    /// A date, `2016/2017`, or plain words.
    pub period: Option<Scalar>,
    pub organisation: Option<Reference>,
    pub before: Option<f64>,
    #[serde(default)]
    pub uncertain: bool,
    pub quote: Option<String>,
    pub source: Option<WebAddress>,
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
