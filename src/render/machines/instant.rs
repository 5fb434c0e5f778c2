//! A written date as a program needs it: with its offset from UTC when the time zone is known, or as an instant.
//!
//! Zones come from the data that is built in, never from the system's, so that the same content gives the same bytes everywhere.

use std::sync::LazyLock;

use jiff::Timestamp;
use jiff::civil::DateTime;
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
    let zone = match time.offset {
        Some(minutes) => Offset::from_seconds(i32::from(minutes) * 60).ok().map(Offset::to_time_zone),
        None => zone.and_then(|zone| ZONES.get(zone).ok()),
    };
    let instant = zone.and_then(|zone: TimeZone| {
        // A time that was skipped or shown twice is read as RFC 5545 (3.3.5) does: with the offset before the change.
        let zoned = zone.to_ambiguous_zoned_datetime(local).compatible().ok()?;
        Some(Moment::Instant(zoned.timestamp(), zoned.offset()))
    });
    instant.unwrap_or(Moment::Local(local))
}

/// The ISO 8601 form: `2017-10-02T09:30:00+02:00`, without an offset or a time where none is known.
pub(super) fn iso_8601(date: PartialDate, zone: Option<&str>) -> String {
    match moment(date, zone) {
        Moment::Instant(instant, offset) => {
            let local = offset.to_datetime(instant).strftime("%Y-%m-%dT%H:%M:%S").to_string();
            let seconds = offset.seconds();
            if seconds == 0 {
                return format!("{local}Z");
            }
            let (sign, minutes) = (if seconds < 0 { '-' } else { '+' }, seconds.abs() / 60);
            format!("{local}{sign}{:02}:{:02}", minutes / 60, minutes % 60)
        }
        Moment::Local(local) => local.strftime("%Y-%m-%dT%H:%M:%S").to_string(),
        Moment::Date(date) => date.to_string(),
    }
}

/// An RFC 3339 instant for a date, the earliest that it may mean; the epoch when nothing is known.
pub(in crate::render) fn rfc_3339(date: Option<PartialDate>) -> String {
    let Some(date) = date else { return "1970-01-01T00:00:00Z".to_owned() };
    let day = format!("{:04}-{:02}-{:02}", date.year, date.month.unwrap_or(1), date.day.unwrap_or(1));
    match date.time {
        None => format!("{day}T00:00:00Z"),
        Some(time) if time.offset.is_none() => {
            format!("{day}T{:02}:{:02}:{:02}Z", time.hour, time.minute, time.second)
        }
        Some(_) => date.to_string(),
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
        let of = |text: &str| rfc_3339(PartialDate::parse(text).ok());
        assert_eq!(of("2017"), "2017-01-01T00:00:00Z");
        assert_eq!(of("2017-10-02T09:30"), "2017-10-02T09:30:00Z");
        assert_eq!(of("2017-10-02T09:30+02:00"), "2017-10-02T09:30:00+02:00");
        assert_eq!(rfc_3339(None), "1970-01-01T00:00:00Z");
    }
}
