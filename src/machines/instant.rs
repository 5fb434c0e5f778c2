//! A written date as a program needs it: with its offset from UTC when the time zone is known, or as an instant.
//!
//! Zones come from the data that is built in, never from the system's, so that the same content gives the same bytes everywhere.

use std::sync::LazyLock;

use jiff::Timestamp;
use jiff::civil::{Date, DateTime};
use jiff::tz::{Offset, TimeZone, TimeZoneDatabase};

use crate::vocab::date::PartialDate;

static ZONES: LazyLock<TimeZoneDatabase> = LazyLock::new(TimeZoneDatabase::bundled);

/// When something began, as exactly as is known.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Moment {
    /// An instant, and the offset from UTC that clocks showed there.
    Instant(Timestamp, Offset),
    /// What the clock on the wall showed, somewhere.
    Local(DateTime),
    /// A day, month or year.
    Date(PartialDate),
}

/// Reads a date in an IANA time zone, or in the one that it names itself.
pub(super) fn moment(date: PartialDate, zone: Option<&str>) -> Moment {
    let (Some(day), Some(time)) = (date.civil(), date.time) else { return Moment::Date(date.without_time()) };
    let local = day.at(time.hour, time.minute, time.second, 0);
    let instant = zone_at(date, zone).and_then(|zone: TimeZone| {
        // A time that was skipped or shown twice is read as RFC 5545 (3.3.5) does: with the offset before the change.
        let zoned = zone.to_ambiguous_zoned_datetime(local).compatible().ok()?;
        Some(Moment::Instant(zoned.timestamp(), zoned.offset()))
    });
    instant.unwrap_or(Moment::Local(local))
}

/// The zone that a date is in: the offset that it names itself, else the one with this name, when there is such a zone.
fn zone_at(date: PartialDate, zone: Option<&str>) -> Option<TimeZone> {
    match date.time.and_then(|time| time.offset) {
        Some(minutes) => Offset::from_seconds(i32::from(minutes) * 60).ok().map(Offset::to_time_zone),
        None => zone.and_then(|zone| ZONES.get(zone).ok()),
    }
}

/// An instant as clocks showed it, and by how much they were ahead of UTC.
fn text(instant: Timestamp, offset: Offset) -> String {
    let local = offset.to_datetime(instant).strftime("%Y-%m-%dT%H:%M:%S").to_string();
    let seconds = offset.seconds();
    if seconds == 0 {
        return format!("{local}Z");
    }
    let (sign, minutes) = (if seconds < 0 { '-' } else { '+' }, seconds.abs() / 60);
    format!("{local}{sign}{:02}:{:02}", minutes / 60, minutes % 60)
}

/// The ISO 8601 form: `2017-10-02T09:30:00+02:00`, without an offset or a time where none is known.
pub(super) fn iso_8601(date: PartialDate, zone: Option<&str>) -> String {
    match moment(date, zone) {
        Moment::Instant(instant, offset) => text(instant, offset),
        Moment::Local(local) => local.strftime("%Y-%m-%dT%H:%M:%S").to_string(),
        Moment::Date(date) => date.to_string(),
    }
}

/// The instant at which what a date names begins, with what clocks showed there; ordered by time alone.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) struct Instant {
    timestamp: Timestamp,
    /// Where clocks are behind, what they show is less.
    offset: Offset,
}

impl Instant {
    /// The earliest that a date may mean in an IANA time zone, or in the one that it names itself: a day begins at midnight, a month on its first day. Where no
    /// zone is known, clocks are taken to show UTC, since feeds have no other way to say a time.
    pub(crate) fn of(date: PartialDate, zone: Option<&str>) -> Option<Self> {
        let day = Date::new(date.year, date.month.unwrap_or(1), date.day.unwrap_or(1)).ok()?;
        let local = match date.time {
            Some(time) => day.at(time.hour, time.minute, time.second, 0),
            None => day.at(0, 0, 0, 0),
        };
        let zone = zone_at(date, zone).unwrap_or(TimeZone::UTC);
        let zoned = zone.to_ambiguous_zoned_datetime(local).compatible().ok()?;
        Some(Self { timestamp: zoned.timestamp(), offset: zoned.offset() })
    }

    /// As RFC 3339 has it: `2017-10-02T09:30:00+02:00`.
    pub(crate) fn rfc_3339(self) -> String {
        text(self.timestamp, self.offset)
    }

    /// What clocks showed there.
    pub(crate) fn local(self) -> DateTime {
        self.offset.to_datetime(self.timestamp)
    }

    /// In UTC, as iCalendar has it: `20171002T073000Z`.
    pub(super) fn compact(self) -> String {
        self.timestamp.strftime("%Y%m%dT%H%M%SZ").to_string()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn date(text: &str) -> PartialDate {
        PartialDate::parse(text).unwrap()
    }

    #[test]
    fn an_offset_is_said_when_it_is_known() {
        let paris = Some("Europe/Paris");
        assert_eq!(iso_8601(date("2017-10-02T09:30"), paris), "2017-10-02T09:30:00+02:00");
        assert_eq!(iso_8601(date("2017-12-02T09:30"), paris), "2017-12-02T09:30:00+01:00");
        assert_eq!(iso_8601(date("2017-10-02T09:30Z"), paris), "2017-10-02T09:30:00Z");
        assert_eq!(iso_8601(date("2017-10-02T09:30"), None), "2017-10-02T09:30:00");
        assert_eq!(iso_8601(date("2017-10-02T09:30"), Some("Nowhere/Land")), "2017-10-02T09:30:00");
        assert_eq!(iso_8601(date("2017-10-02T09:30"), Some("America/St_Johns")), "2017-10-02T09:30:00-02:30");
        assert_eq!(iso_8601(date("2017-10"), paris), "2017-10");
    }

    #[test]
    fn a_time_that_clocks_skipped_is_read_with_the_offset_before() {
        assert_eq!(iso_8601(date("2017-03-26T02:30"), Some("Europe/Paris")), "2017-03-26T03:30:00+02:00");
        assert_eq!(iso_8601(date("2017-10-29T02:30"), Some("Europe/Paris")), "2017-10-29T02:30:00+02:00");
    }

    #[test]
    fn an_instant_is_whole_whatever_is_known() {
        let of = |text: &str, zone| Instant::of(date(text), zone).unwrap().rfc_3339();
        let tokyo = Some("Asia/Tokyo");
        assert_eq!(of("2017", None), "2017-01-01T00:00:00Z");
        assert_eq!(of("2017-06", tokyo), "2017-06-01T00:00:00+09:00");
        assert_eq!(of("2017-10-02", tokyo), "2017-10-02T00:00:00+09:00");
        assert_eq!(of("2017-10-02T09:30", None), "2017-10-02T09:30:00Z");
        assert_eq!(of("2017-10-02T09:30", tokyo), "2017-10-02T09:30:00+09:00");
        assert_eq!(of("2017-10-02T09:30+02:00", tokyo), "2017-10-02T09:30:00+02:00");
        assert_eq!(of("2017-03-26T02:30", Some("Europe/Paris")), "2017-03-26T03:30:00+02:00");
        // Clocks skipped midnight there.
        assert_eq!(of("2017-10-15", Some("America/Sao_Paulo")), "2017-10-15T01:00:00-02:00");
        assert_eq!(Instant::of(date("2017-10-02T09:30"), tokyo).unwrap().compact(), "20171002T003000Z");
    }

    #[test]
    fn instants_are_in_the_order_of_time() {
        let of = |text: &str| Instant::of(date(text), None).unwrap();
        assert!(of("2025-01-01T00:30+14:00") < of("2024-12-31T23:30-08:00"));
        assert!(Instant::of(date("9999-12-31T23:59-12:00"), None).is_none());
    }
}
