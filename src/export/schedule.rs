//! Schedules: for each event the JSON that c3voc's schema describes, which pretalx writes and conference apps read.
//!
//! What always holds: a schedule has the talks whose time of day is known; ids and guids are made of records' ids, so that they stay what they are while titles and times
//! change; the version changes when anything in the schedule does. The schema names its values' forms: an acronym without hyphens, `HH:MM` for durations.

mod days;
mod form;

use std::collections::{BTreeMap, BTreeSet};

use rayon::prelude::*;

use crate::document::matter::{Media, MediaSort, MediaStatus};
use crate::knowledge::{Appearance, Details, Record};
use crate::machines::markdown;
use crate::site::prose::{Prose, Reads};
use crate::site::{Input, Site};
use crate::vocab::fingerprint::Fingerprint;
use crate::vocab::fold::slug;
use crate::vocab::kind::Kind;

use super::distinct::Distinct;
use super::form::Left;

use days::Slot;
use form::{Attached, Conference, Day, Generator, Person, Room, Schedule, Session, Whole};

/// `<event>.json` for each event some of whose talks have a time, and what else there is.
pub(super) fn files(site: &Site<'_>, input: &Input<'_>) -> (Vec<(String, Vec<u8>)>, Vec<Left>) {
    let knowledge = site.knowledge();
    let mut names = Distinct::default();
    let events: Vec<_> = knowledge
        .of_kind(Kind::Event)
        .map(|(_, event)| (event, days::slots(site, event)))
        .filter(|(_, slots)| !slots.is_empty())
        .map(|(event, slots)| (format!("{}.json", names.name(&event.id)), event, slots))
        .collect();
    let scheduled: usize = events.iter().map(|(_, _, slots)| slots.len()).sum();
    let talks = knowledge.of_kind(Kind::Talk).count();
    let files = events
        .into_par_iter()
        .map(|(path, event, slots)| (path, bytes(site, input, event, &slots)))
        .collect();
    let left = Left::counted([
        ("talks of no event, or without a time of day", talks - scheduled),
        ("reports", knowledge.of_kind(Kind::Report).count()),
    ]);
    (files, left)
}

fn bytes(site: &Site<'_>, input: &Input<'_>, event: &Record, slots: &[Slot<'_>]) -> Vec<u8> {
    let conference = conference(site, input, event, slots);
    let version = Fingerprint::of(&serde_json::to_vec(&conference).unwrap_or_default()).to_string();
    let (name, number) = site.options().generator.split_once(' ').unwrap_or((site.options().generator, ""));
    let whole = Whole {
        schema: "https://c3voc.de/schedule/schema.json",
        generator: Generator { name, version: number },
        schedule: Schedule { version: &version[..8], base_url: site.absolute_root(), conference },
    };
    let mut bytes = serde_json::to_vec_pretty(&whole).unwrap_or_default();
    bytes.push(b'\n');
    bytes
}

fn conference<'a>(
    site: &Site<'a>,
    input: &Input<'a>,
    event: &'a Record,
    slots: &[Slot<'a>],
) -> Conference<'a> {
    let acronym = acronym(event);
    let (mut days, mut taken) = (Vec::new(), BTreeSet::new());
    for (date, of_day) in days::by_day(slots) {
        let mut rooms: BTreeMap<String, Vec<Session<'a>>> = BTreeMap::new();
        for slot in &of_day {
            let session = session(site, input, event, slot, &acronym, &mut taken);
            rooms.entry(session.room.clone()).or_default().push(session);
        }
        let (day_start, day_end) = days::bounds(date, of_day[0]);
        days.push(Day { index: days.len() + 1, date: date.to_string(), day_start, day_end, rooms });
    }
    let rooms: BTreeSet<&String> = days.iter().flat_map(|day| day.rooms.keys()).collect();
    let rooms = rooms
        .into_iter()
        .map(|name| Room { name: name.clone(), guid: guid(site, "room", &format!("{}/{name}", event.id)) });
    let dates = match &event.details {
        Details::Event(details) => {
            details.dates.filter(|(start, end)| start.day.is_some() && end.day.is_some())
        }
        _ => None,
    };
    let first = days.first().map_or_else(String::new, |day| day.date.clone());
    let last = days.last().map_or_else(String::new, |day| day.date.clone());
    Conference {
        acronym,
        title: &event.title,
        start: dates.map_or(first, |(start, _)| start.without_time().to_string()),
        end: dates.map_or(last, |(_, end)| end.without_time().to_string()),
        days_count: days.len(),
        timeslot_duration: days::slot_length(slots),
        time_zone_name: event.timezone().filter(|zone| days::is_named_as_the_schema_wants(zone)),
        url: site.page_url(event),
        rooms: rooms.collect(),
        days,
    }
}

fn session<'a>(
    site: &Site<'a>,
    input: &Input<'a>,
    event: &'a Record,
    slot: &Slot<'a>,
    acronym: &str,
    taken: &mut BTreeSet<u32>,
) -> Session<'a> {
    let record = slot.record;
    let declared = Prose::declared(input, Reads::Of(slot.id));
    let number = number(record, taken);
    let links = record.further_links().iter().map(|link| Attached {
        title: link.title.as_deref().unwrap_or(link.url.as_str()),
        url: link.url.as_str(),
    });
    let recordings =
        record.media_of(MediaSort::Video).filter_map(|medium| attached(medium, MediaSort::Video));
    let documents = [MediaSort::Slides, MediaSort::Paper].into_iter();
    let documents =
        documents.flat_map(|sort| record.media_of(sort).filter_map(move |medium| attached(medium, sort)));
    Session {
        id: number,
        guid: guid(site, "talk", &record.id),
        date: slot.instant.rfc_3339(),
        start: slot.instant.local().strftime("%H:%M").to_string(),
        duration: days::hours_and_minutes(record.duration().known().map_or(0, |duration| duration.minutes())),
        room: room(record, event),
        slug: format!("{acronym}-{number}-{}", slug(&record.title)),
        url: site.public_url(record.address.as_str()),
        title: &record.title,
        subtitle: None,
        track: None,
        kind: record.format().map_or("talk", |format| format.name()),
        language: record.language.as_str(),
        summary: record.description(),
        description: markdown::prose(site, &declared, slot.id),
        persons: record.certain_people().map(|appearance| person(site, appearance)).collect(),
        links: links.chain(recordings).collect(),
        attachments: documents.collect(),
    }
}

fn attached(medium: &Media, sort: MediaSort) -> Option<Attached<'_>> {
    let url = medium.url.as_ref().filter(|_| medium.status == MediaStatus::Published)?.as_str();
    Some(Attached { title: medium.title.as_deref().unwrap_or(sort.name()), url })
}

fn person<'a>(site: &Site<'a>, appearance: &Appearance) -> Person<'a> {
    let record = site.record(appearance.person);
    Person { guid: guid(site, "person", &record.id), name: &record.title, biography: record.description() }
}

/// The room that a talk was in; of one that is not known, the event's venue stands for it, since the schema wants one.
fn room(record: &Record, event: &Record) -> String {
    let venue = event.venue().and_then(|venue| venue.name.as_deref());
    record.room().or(venue).unwrap_or("Room").to_owned()
}

/// The event's id as the schema allows it: at least four letters, digits or underscores.
fn acronym(event: &Record) -> String {
    let acronym = slug(&event.id).replace('-', "_");
    format!("{acronym:_<4}")
}

/// A number that is made of the talk's id, and no other talk's of the event. It fits in 31 bits, since apps keep it in such a number.
fn number(record: &Record, taken: &mut BTreeSet<u32>) -> u32 {
    let fingerprint = Fingerprint::of(record.id.as_bytes());
    let [a, b, c, d, ..] = *fingerprint.as_bytes();
    let mut number = (u32::from_le_bytes([a, b, c, d]) >> 2).max(1);
    while !taken.insert(number) {
        number += 1;
    }
    number
}

/// A UUID of a form of our own (RFC 9562, version 8) that is made of where the site is and of what the thing is called there.
fn guid(site: &Site<'_>, kind: &str, id: &str) -> String {
    let mut bytes =
        *Fingerprint::of(format!("{}\n{kind}\n{id}", site.options().base_url).as_bytes()).as_bytes();
    bytes[6] = (bytes[6] & 0x0f) | 0x80;
    bytes[8] = (bytes[8] & 0x3f) | 0x80;
    let hex = bytes.map(|byte| format!("{byte:02x}")).concat();
    format!("{}-{}-{}-{}-{}", &hex[..8], &hex[8..12], &hex[12..16], &hex[16..20], &hex[20..])
}
