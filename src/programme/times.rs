//! Times of a programme: with the offset that was written, or as the clocks of the event's place show them.
//!
//! What always holds: the instant is the one that was written; a time without an offset stays without one.

use std::sync::LazyLock;

use jiff::civil;
use jiff::tz::{Offset, TimeZone, TimeZoneDatabase};

use crate::vocab::date::{PartialDate, TimeOfDay};
use crate::vocab::duration::Duration;

/// The zones that come with the program, so that every machine knows the same.
static ZONES: LazyLock<TimeZoneDatabase> = LazyLock::new(TimeZoneDatabase::bundled);

/// The time zone of this IANA name, when there is one.
pub(crate) fn zone(name: &str) -> Option<TimeZone> {
    let name = name.trim();
    if name.is_empty() { None } else { ZONES.get(name).ok() }
}

/// A time as clocks of the place show it: one that was written in UTC is moved there, where the place is known; any other stays as written.
pub(crate) fn local(time: PartialDate, zone: Option<&TimeZone>) -> PartialDate {
    let is_utc = time.time.is_some_and(|time| time.offset == Some(0));
    let moved = zone.filter(|_| is_utc).and_then(|zone| in_zone(time, zone));
    moved.unwrap_or(time)
}

fn in_zone(time: PartialDate, zone: &TimeZone) -> Option<PartialDate> {
    let instant = Offset::UTC.to_timestamp(wall_clock(time)?).ok()?;
    let offset = zone.to_offset(instant);
    Some(with(offset.to_datetime(instant), i16::try_from(offset.seconds() / 60).ok()))
}

/// A time of the clocks of a zone, with the offset that they have then; one that has an offset stays as it is.
pub(crate) fn placed(time: PartialDate, zone: &TimeZone) -> PartialDate {
    let clock = wall_clock(time).filter(|_| time.time.is_some_and(|time| time.offset.is_none()));
    let instant = clock.and_then(|clock| zone.to_timestamp(clock).ok());
    instant.map_or(time, |instant| {
        let offset = zone.to_offset(instant);
        with(offset.to_datetime(instant), i16::try_from(offset.seconds() / 60).ok())
    })
}

/// The date and time as a clock shows them.
fn wall_clock(date: PartialDate) -> Option<civil::DateTime> {
    let time = date.time?;
    Some(date.civil()?.at(time.hour, time.minute, time.second, 0))
}

fn with(clock: civil::DateTime, offset: Option<i16>) -> PartialDate {
    let time = TimeOfDay { hour: clock.hour(), minute: clock.minute(), second: clock.second(), offset };
    PartialDate { year: clock.year(), month: Some(clock.month()), day: Some(clock.day()), time: Some(time) }
}

/// How long it is from one time to another; nothing where that is not known, or no talk is so long.
pub(crate) fn between(start: PartialDate, end: PartialDate) -> Option<Duration> {
    const LONGEST: i64 = 24 * 3600;
    let offset = |date: PartialDate| date.time.and_then(|time| time.offset).map(i64::from);
    let second = |date| Some(Offset::UTC.to_timestamp(wall_clock(date)?).ok()?.as_second());
    let shift = match (offset(start), offset(end)) {
        (Some(start), Some(end)) => (end - start) * 60,
        (None, None) => 0,
        _ => return None,
    };
    let seconds = second(end)? - second(start)? - shift;
    let seconds = u32::try_from(seconds).ok().filter(|seconds| i64::from(*seconds) <= LONGEST)?;
    Duration::from_seconds(seconds)
}

/// A time of a programme's day, `10:00` or `10:00:00`: before `change` it belongs to the night that follows.
pub(crate) fn of_day(day: PartialDate, clock: &str, change: i8) -> Option<PartialDate> {
    let text = format!("{}T{}", day.without_time(), clock.trim());
    let time = PartialDate::parse(&text).ok()?;
    let is_night = time.time.is_some_and(|time| time.hour < change);
    if !is_night {
        return Some(time);
    }
    let next = time.civil()?.tomorrow().ok()?;
    Some(PartialDate { year: next.year(), month: Some(next.month()), day: Some(next.day()), ..time })
}

/// Whether a time's offset is one that the zone has then.
pub(crate) fn agrees(time: PartialDate, zone: &TimeZone) -> bool {
    let Some(offset) = time.time.and_then(|time| time.offset) else { return true };
    let Some(clock) = wall_clock(time) else { return true };
    let Ok(instant) = Offset::UTC.to_timestamp(clock) else { return true };
    let seconds = i64::from(offset) * 60;
    let Ok(instant) = jiff::Timestamp::from_second(instant.as_second() - seconds) else { return true };
    i64::from(zone.to_offset(instant).seconds()) == seconds
}

#[cfg(test)]
mod tests {
    use super::*;

    fn date(text: &str) -> PartialDate {
        PartialDate::parse(text).unwrap()
    }

    #[test]
    fn what_is_written_in_utc_is_moved_to_the_place() {
        let paris = zone("Europe/Paris").unwrap();
        assert_eq!(local(date("2024-06-01T07:30:00Z"), Some(&paris)), date("2024-06-01T09:30:00+02:00"));
        assert_eq!(local(date("2024-12-31T23:30:00.000Z"), Some(&paris)), date("2025-01-01T00:30:00+01:00"));
        for same in ["2024-06-01T07:30:00", "2024-06-01T07:30:00-05:00", "2024-06-01"] {
            assert_eq!(local(date(same), Some(&paris)), date(same));
        }
        assert_eq!(local(date("2024-06-01T07:30:00Z"), None), date("2024-06-01T07:30:00Z"));
        assert_eq!(placed(date("2024-06-01T09:30"), &paris), date("2024-06-01T09:30:00+02:00"));
        assert_eq!(placed(date("2024-06-01"), &paris), date("2024-06-01"));
        assert!(zone("Nowhere/Land").is_none() && zone("").is_none());
    }

    #[test]
    fn lengths_count_across_offsets_and_midnight() {
        let length = |a, b| between(date(a), date(b)).map(|length| length.to_string());
        assert_eq!(length("2024-10-27T02:30:00+02:00", "2024-10-27T02:30:00+01:00"), Some("1h".into()));
        assert_eq!(length("2024-06-01T23:30", "2024-06-02T00:15"), Some("45m".into()));
        assert_eq!(length("2024-06-01T10:00", "2024-06-01T09:00"), None);
        assert_eq!(length("2024-06-01T10:00", "2024-06-01T10:00"), None);
        assert_eq!(length("2024-06-01T10:00Z", "2024-06-01T11:00"), None);
        assert_eq!(length("2024-06-01", "2024-06-01T11:00"), None);
    }

    #[test]
    fn a_night_belongs_to_the_day_before() {
        assert_eq!(of_day(date("2018-02-28"), "01:30", 4), Some(date("2018-03-01T01:30")));
        assert_eq!(of_day(date("2018-02-28"), "04:00:00", 4), Some(date("2018-02-28T04:00")));
        assert_eq!(of_day(date("2018-02-28"), "soon", 4), None);
        assert!(agrees(date("2020-12-14T09:00:00+01:00"), &zone("Europe/Berlin").unwrap()));
        assert!(!agrees(date("2020-12-14T09:00:00+01:00"), &zone("UTC").unwrap()));
    }
}
