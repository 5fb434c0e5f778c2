//! The times of a schedule: which talks have one, and which day each belongs to.
//!
//! What always holds: a day lasts from four in the morning to four in the morning, so that a talk after midnight belongs to the evening before, as in the schedules that
//! pretalx writes.

use std::collections::BTreeMap;

use jiff::ToSpan;
use jiff::civil::Date;

use crate::knowledge::{Details, Record, RecordId};
use crate::machines::instant::Instant;
use crate::site::Site;
use crate::vocab::date::{PartialDate, TimeOfDay};

/// When a day begins.
const MORNING: i8 = 4;

/// A talk and when it begins.
pub(super) struct Slot<'a> {
    pub(super) id: RecordId,
    pub(super) record: &'a Record,
    pub(super) instant: Instant,
    date: PartialDate,
    zone: Option<&'a str>,
}

/// The talks of an event that have a time of day, in the order of time, then of ids.
pub(super) fn slots<'a>(site: &Site<'a>, event: &'a Record) -> Vec<Slot<'a>> {
    let Details::Event(details) = &event.details else { return Vec::new() };
    let slot = |id: &RecordId| {
        let record = site.record(*id);
        let date = record.own_date().filter(|date| date.time.is_some())?;
        let zone = event.timezone();
        Some(Slot { id: *id, record, instant: Instant::of(date, zone)?, date, zone })
    };
    let mut slots: Vec<_> = details.talks.iter().filter_map(slot).collect();
    slots.sort_by(|a, b| (a.instant, &a.record.id).cmp(&(b.instant, &b.record.id)));
    slots
}

/// Those of each day.
pub(super) fn by_day<'s, 'a>(slots: &'s [Slot<'a>]) -> BTreeMap<Date, Vec<&'s Slot<'a>>> {
    let mut days: BTreeMap<Date, Vec<&Slot<'_>>> = BTreeMap::new();
    for slot in slots {
        let local = slot.instant.local();
        let before_morning = local.checked_sub(i64::from(MORNING).hours()).unwrap_or(local);
        days.entry(before_morning.date()).or_default().push(slot);
    }
    days
}

/// When a day begins and ends, in the zone of one of its talks.
pub(super) fn bounds(day: Date, slot: &Slot<'_>) -> (String, String) {
    let at = |day: Date, hour: i8, minute: i8| {
        let offset = slot.date.time.and_then(|time| time.offset);
        let time = Some(TimeOfDay { hour, minute, second: 0, offset });
        let date = PartialDate { year: day.year(), month: Some(day.month()), day: Some(day.day()), time };
        Instant::of(date, slot.zone).unwrap_or(slot.instant).rfc_3339()
    };
    (at(day, MORNING, 0), at(day.tomorrow().unwrap_or(day), MORNING - 1, 59))
}

/// The length of which all beginnings and durations are multiples.
pub(super) fn slot_length(slots: &[Slot<'_>]) -> &'static str {
    let fits = |minutes: u32| {
        slots.iter().all(|slot| {
            let begins = slot.instant.local().minute().unsigned_abs();
            let lasts = slot.record.duration().known().map_or(0, |duration| duration.minutes());
            u32::from(begins).is_multiple_of(minutes) && lasts.is_multiple_of(minutes)
        })
    };
    let lengths = [(30, "00:30"), (15, "00:15"), (10, "00:10"), (5, "00:05")];
    lengths.into_iter().find(|(minutes, _)| fits(*minutes)).map_or("00:01", |(_, text)| text)
}

pub(super) fn hours_and_minutes(minutes: u32) -> String {
    format!("{:02}:{:02}", minutes / 60, minutes % 60)
}

/// Whether the schema allows the name of a zone: two words of ASCII letters, or `UTC`. It knows no others, as `Etc/GMT+1`.
pub(super) fn is_named_as_the_schema_wants(zone: &str) -> bool {
    let is_word = |part: &str| {
        let mut letters = part.chars();
        letters.next().is_some_and(|first| first.is_ascii_uppercase())
            && letters.next().is_some_and(|second| second.is_ascii_lowercase())
    };
    zone == "UTC"
        || zone.split_once('/').is_some_and(|(area, place)| {
            area.len() > 1
                && area[1..].chars().all(|letter| letter.is_ascii_lowercase())
                && is_word(area)
                && is_word(place)
        })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn zones_and_durations_are_written_as_the_schema_wants() {
        let allowed = ["Europe/Paris", "UTC", "America/Argentina/Buenos_Aires"];
        assert!(allowed.iter().all(|zone| is_named_as_the_schema_wants(zone)));
        assert!(!["Etc/GMT+1", "CET", "US/Éa"].iter().any(|zone| is_named_as_the_schema_wants(zone)));
        assert_eq!((hours_and_minutes(0), hours_and_minutes(95)), ("00:00".into(), "01:35".into()));
    }
}
