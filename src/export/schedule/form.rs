//! The shapes of a schedule, in the schema's words.

use std::collections::BTreeMap;

use serde::Serialize;

#[derive(Serialize)]
pub(super) struct Whole<'a> {
    #[serde(rename = "$schema")]
    pub(super) schema: &'static str,
    pub(super) generator: Generator<'a>,
    pub(super) schedule: Schedule<'a>,
}

#[derive(Serialize)]
pub(super) struct Generator<'a> {
    pub(super) name: &'a str,
    pub(super) version: &'a str,
}

#[derive(Serialize)]
pub(super) struct Schedule<'a> {
    pub(super) version: &'a str,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub(super) base_url: Option<&'a str>,
    pub(super) conference: Conference<'a>,
}

#[derive(Serialize)]
pub(super) struct Conference<'a> {
    pub(super) acronym: String,
    pub(super) title: &'a str,
    pub(super) start: String,
    pub(super) end: String,
    #[serde(rename = "daysCount")]
    pub(super) days_count: usize,
    pub(super) timeslot_duration: &'static str,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub(super) time_zone_name: Option<&'a str>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub(super) url: Option<String>,
    pub(super) rooms: Vec<Room>,
    pub(super) days: Vec<Day<'a>>,
}

#[derive(Serialize)]
pub(super) struct Room {
    pub(super) name: String,
    pub(super) guid: String,
}

#[derive(Serialize)]
pub(super) struct Day<'a> {
    /// From 1.
    pub(super) index: usize,
    pub(super) date: String,
    pub(super) day_start: String,
    pub(super) day_end: String,
    pub(super) rooms: BTreeMap<String, Vec<Session<'a>>>,
}

/// The schema calls it an event; `null` stands where it wants a key of which nothing is known.
#[derive(Serialize)]
pub(super) struct Session<'a> {
    pub(super) id: u32,
    pub(super) guid: String,
    pub(super) date: String,
    /// On the clocks there. The schema says `date-time`, and all of its own examples have `HH:MM`.
    pub(super) start: String,
    pub(super) duration: String,
    pub(super) room: String,
    pub(super) slug: String,
    pub(super) url: String,
    pub(super) title: &'a str,
    pub(super) subtitle: Option<&'a str>,
    pub(super) track: Option<&'a str>,
    #[serde(rename = "type")]
    pub(super) kind: &'static str,
    pub(super) language: &'a str,
    #[serde(rename = "abstract")]
    pub(super) summary: Option<&'a str>,
    pub(super) description: Option<String>,
    pub(super) persons: Vec<Person<'a>>,
    pub(super) links: Vec<Attached<'a>>,
    pub(super) attachments: Vec<Attached<'a>>,
}

#[derive(Serialize)]
pub(super) struct Person<'a> {
    pub(super) guid: String,
    pub(super) name: &'a str,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub(super) biography: Option<&'a str>,
}

#[derive(Serialize)]
pub(super) struct Attached<'a> {
    pub(super) title: &'a str,
    pub(super) url: &'a str,
}
