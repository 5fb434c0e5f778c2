//! A date that is as precise as is known: a year, a month, a day, or an instant of a day.
//!
//! Written as in ISO 8601: `2017`, `2017-10`, `2017-10-02`, `2017-10-02T09:30`, `2017-10-02T09:30:00+02:00`; read, too, as Jekyll and
//! Hugo write it: `2017-10-02 09:30:00 +0200`, with the zone's name behind (`+0200 CEST`) or alone where that is `UTC` or `GMT`.
//! Ordered by what is known; a less precise date comes before the more precise ones that it contains.

use std::fmt;

use borsh::{BorshDeserialize, BorshSerialize};
use serde::{Deserialize, Deserializer, de};

/// A date of the proleptic Gregorian calendar, years 1 to 9999.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord, BorshSerialize, BorshDeserialize)]
pub struct PartialDate {
    /// The year.
    pub year: i16,
    /// The month, 1 to 12.
    pub month: Option<i8>,
    /// The day of the month; only with a month.
    pub day: Option<i8>,
    /// The time of day; only with a day.
    pub time: Option<TimeOfDay>,
}

/// A wall-clock time, with its offset from UTC where one was written.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord, BorshSerialize, BorshDeserialize)]
pub struct TimeOfDay {
    /// 0 to 23.
    pub hour: i8,
    /// 0 to 59.
    pub minute: i8,
    /// 0 to 59.
    pub second: i8,
    /// Minutes east of UTC.
    pub offset: Option<i16>,
}

/// What is known of the time zones of two dates that were written without.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Zones {
    /// Both are of one place.
    Same,
    /// Each may be of any place.
    Any,
}

impl PartialDate {
    /// Reads a date.
    ///
    /// # Errors
    /// Says what a date looks like, or which part does not exist.
    pub fn parse(text: &str) -> Result<Self, String> {
        let text = text.trim();
        let shape =
            || format!("`{text}` is not a date\nwrite `2017`, `2017-10`, `2017-10-02` or `2017-10-02T09:30`");
        let (date, time) = match text.split_once(['T', 't', ' ']) {
            Some((date, time)) => (date, Some(time)),
            None => (text, None),
        };
        let mut parts = date.split('-');
        let year = parts.next().and_then(|part| digits(part, 4)).ok_or_else(shape)?;
        let month = parts.next().map(|part| digits(part, 2).ok_or_else(shape)).transpose()?;
        let day = parts.next().map(|part| digits(part, 2).ok_or_else(shape)).transpose()?;
        if parts.next().is_some() || (time.is_some() && day.is_none()) || year == 0 {
            return Err(shape());
        }
        let exists = jiff::civil::Date::new(year, month.unwrap_or(1) as i8, day.unwrap_or(1) as i8).is_ok();
        if !exists {
            return Err(format!(
                "there is no such day as `{date}`\nthe year comes first, then the month, then the day"
            ));
        }
        let time = time.map(|time| TimeOfDay::parse(time).ok_or_else(shape)).transpose()?;
        Ok(Self { year, month: month.map(|m| m as i8), day: day.map(|d| d as i8), time })
    }

    /// The same date without its time.
    #[must_use]
    pub fn without_time(self) -> Self {
        Self { time: None, ..self }
    }

    /// Whether it is over before another begins, whatever is not known of either: no day of 2017 is before `2017-10`.
    pub fn ends_before(self, other: Self, zones: Zones) -> bool {
        /// The clocks that are furthest behind UTC and before it, but for those of a few islands: so no two clocks are more than a day apart.
        const BEHIND: i64 = 11 * 3600;
        const BEFORE: i64 = 13 * 3600;
        let day = |date: Self| date.time.is_none().then_some((date.year, date.month?, date.day?));
        // Of two days, as most dates are.
        if let (Some(day), Some(other)) = (day(self), day(other))
            && zones == Zones::Same
        {
            return day < other;
        }
        let (Some((_, last)), Some((first, _))) = (self.wall_clock(), other.wall_clock()) else {
            return false;
        };
        let offset =
            |date: Self| date.time.and_then(|time| time.offset).map(|minutes| i64::from(minutes) * 60);
        match (offset(self), offset(other)) {
            (None, None) if zones == Zones::Same => last < first,
            (own, others) => last - own.unwrap_or(-BEHIND) < first - others.unwrap_or(BEFORE),
        }
    }

    /// The first and the last second that it may stand for, as clocks there show it.
    fn wall_clock(self) -> Option<(i64, i64)> {
        let first = jiff::civil::Date::new(self.year, self.month.unwrap_or(1), self.day.unwrap_or(1)).ok()?;
        let last = match (self.month, self.day) {
            (None, _) => first.last_of_year(),
            (_, None) => first.last_of_month(),
            _ => first,
        };
        let second = |date: jiff::civil::Date, [hour, minute, second]: [i8; 3]| {
            let utc = jiff::tz::Offset::UTC.to_timestamp(date.at(hour, minute, second, 0)).ok()?;
            Some(utc.as_second())
        };
        let time = self.time.map(|time| [time.hour, time.minute, time.second]);
        Some((second(first, time.unwrap_or([0, 0, 0]))?, second(last, time.unwrap_or([23, 59, 59]))?))
    }

    /// The day, when it is known.
    pub fn civil(self) -> Option<jiff::civil::Date> {
        jiff::civil::Date::new(self.year, self.month?, self.day?).ok()
    }
}

impl PartialDate {
    /// The last day that it may mean: of a year or month, its last.
    pub fn last_day(self) -> Option<jiff::civil::Date> {
        let first =
            jiff::civil::Date::new(self.year, self.month.unwrap_or(12), self.day.unwrap_or(1)).ok()?;
        Some(if self.day.is_some() { first } else { first.last_of_month() })
    }
}

impl TimeOfDay {
    fn parse(text: &str) -> Option<Self> {
        let (clock, offset) = split_offset(text.trim())?;
        let clock = clock.trim_end();
        let clock = clock.split_once('.').map_or(clock, |(whole, _fraction)| whole);
        let mut parts = clock.split(':');
        let hour = parts.next()?;
        let hour = digits(hour, hour.len().clamp(1, 2))?;
        let minute = digits(parts.next()?, 2)?;
        let second = parts.next().map_or(Some(0), |part| digits(part, 2))?;
        if parts.next().is_some() || hour > 23 || minute > 59 || second > 60 {
            return None;
        }
        Some(Self { hour: hour as i8, minute: minute as i8, second: second.min(59) as i8, offset })
    }
}

fn split_offset(text: &str) -> Option<(&str, Option<i16>)> {
    for zone in ["Z", "z", "UTC", "GMT"] {
        if let Some(clock) = text.strip_suffix(zone).filter(|clock| !clock.contains(['+', '-'])) {
            return Some((clock, Some(0)));
        }
    }
    let name =
        |zone: &str| (1..=5).contains(&zone.len()) && zone.bytes().all(|byte| byte.is_ascii_alphabetic());
    let text = match text.rsplit_once(' ') {
        Some((before, zone)) if name(zone) && before.contains(['+', '-']) => before,
        _ => text,
    };
    let Some(at) = text.rfind(['+', '-']) else { return Some((text, None)) };
    let (clock, offset) = text.split_at(at);
    let sign = if offset.starts_with('-') { -1 } else { 1 };
    let (hours, minutes) = match offset[1..].split_once(':') {
        Some((hours, minutes)) => (digits(hours, 2)?, digits(minutes, 2)?),
        None if offset.len() == 5 && offset.is_ascii() => {
            (digits(&offset[1..3], 2)?, digits(&offset[3..], 2)?)
        }
        None => (digits(&offset[1..], 2)?, 0),
    };
    (hours < 24 && minutes < 60).then_some((clock, Some(sign * (hours * 60 + minutes))))
}

fn digits(text: &str, length: usize) -> Option<i16> {
    (text.len() == length && text.bytes().all(|byte| byte.is_ascii_digit()))
        .then(|| text.parse().ok())
        .flatten()
}

impl fmt::Display for PartialDate {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{:04}", self.year)?;
        if let Some(month) = self.month {
            write!(f, "-{month:02}")?;
        }
        if let Some(day) = self.day {
            write!(f, "-{day:02}")?;
        }
        let Some(time) = self.time else { return Ok(()) };
        write!(f, "T{:02}:{:02}:{:02}", time.hour, time.minute, time.second)?;
        match time.offset {
            None => Ok(()),
            Some(0) => f.write_str("Z"),
            Some(offset) => {
                let sign = if offset < 0 { '-' } else { '+' };
                write!(f, "{sign}{:02}:{:02}", offset.abs() / 60, offset.abs() % 60)
            }
        }
    }
}

impl<'de> Deserialize<'de> for PartialDate {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        struct Visitor;

        impl de::Visitor<'_> for Visitor {
            type Value = PartialDate;

            fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
                f.write_str("a date such as `2017`, `2017-10` or `2017-10-02`")
            }

            fn visit_i64<E: de::Error>(self, year: i64) -> Result<PartialDate, E> {
                PartialDate::parse(&format!("{year:04}")).map_err(E::custom)
            }

            fn visit_str<E: de::Error>(self, text: &str) -> Result<PartialDate, E> {
                PartialDate::parse(text).map_err(E::custom)
            }
        }

        deserializer.deserialize_any(Visitor)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn reads_what_it_writes() {
        for text in [
            "2017",
            "2017-10",
            "2017-10-02",
            "2017-10-02T09:30:00",
            "2017-10-02T09:30:00Z",
            "2017-10-02T09:30:00+02:00",
            "2017-10-02T09:30:00-03:30",
        ] {
            assert_eq!(PartialDate::parse(text).unwrap().to_string(), text);
        }
        assert_eq!(PartialDate::parse("2017-10-02 09:30").unwrap().to_string(), "2017-10-02T09:30:00");
        assert_eq!(
            PartialDate::parse("2017-10-02T09:30:00.123+0200").unwrap().to_string(),
            "2017-10-02T09:30:00+02:00"
        );
    }

    #[test]
    fn reads_what_jekyll_and_hugo_write() {
        for (written, read) in [
            ("2024-01-02 10:00:00 +0200", "2024-01-02T10:00:00+02:00"),
            ("2024-01-02 10:00:00 -05:30", "2024-01-02T10:00:00-05:30"),
            ("2024-01-02 10:00 +02", "2024-01-02T10:00:00+02:00"),
            ("2024-01-02 9:05", "2024-01-02T09:05:00"),
            ("2024-01-02 10:00:00 UTC", "2024-01-02T10:00:00Z"),
            ("2024-01-02 10:00:00 Z", "2024-01-02T10:00:00Z"),
            ("2024-01-02 10:00:00.123456789 +0200 CEST", "2024-01-02T10:00:00+02:00"),
            ("2024-01-02 10:00:00 +0000 UTC", "2024-01-02T10:00:00Z"),
            ("  2024-01-02T10:00:00+02:00  ", "2024-01-02T10:00:00+02:00"),
        ] {
            assert_eq!(PartialDate::parse(written).map(|date| date.to_string()).as_deref(), Ok(read));
        }
        for wrong in ["2024-01-02 10:00 CEST", "2024-01-02 10", "2024-01-02 100:00", "2024-01-02 :00"] {
            assert!(PartialDate::parse(wrong).is_err(), "{wrong}");
        }
    }

    #[test]
    fn refuses_days_that_do_not_exist() {
        for text in [
            "",
            "17",
            "2017-13",
            "2017-02-30",
            "2017-10T09:30",
            "2017-10-02T25:00",
            "0000",
            "hier",
            "2017-1-2",
        ] {
            assert!(PartialDate::parse(text).is_err(), "{text}");
        }
    }

    #[test]
    fn what_may_overlap_does_not_end_before() {
        let ends_before = |one: &str, other: &str, zones| {
            PartialDate::parse(one).unwrap().ends_before(PartialDate::parse(other).unwrap(), zones)
        };
        for (one, other) in [
            ("2016", "2017"),
            ("2017-09", "2017-10-01"),
            ("2017-10-01", "2017-10-02"),
            ("2017-10-02T09:00", "2017-10-02T09:30"),
            ("2017-10-02T10:30+02:00", "2017-10-02T09:00Z"),
        ] {
            assert!(ends_before(one, other, Zones::Same), "{one} {other}");
            assert!(!ends_before(other, one, Zones::Same), "{other} {one}");
        }
        for (one, other) in [
            ("2017", "2017-10"),
            ("2017", "2017-01-01"),
            ("2017-10-02", "2017-10-02"),
            ("2017-10-02", "2017-10-02T23:30"),
            ("2017-10-02T11:30+02:00", "2017-10-02T09:30Z"),
            // 23:30 in Los Angeles is the next day in UTC, and the event's day is its place's.
            ("2017-10-02", "2017-10-03T06:30Z"),
            ("2017-10-01T23:00-08:00", "2017-10-02"),
        ] {
            assert!(
                !ends_before(one, other, Zones::Same) && !ends_before(other, one, Zones::Same),
                "{one} {other}"
            );
        }
        // The first of June begins in Tokyo while it is May in California.
        assert!(!ends_before("2017-05-31", "2017-06-01", Zones::Any));
        assert!(ends_before("2017-05-30", "2017-06-01", Zones::Any));
    }

    #[test]
    fn orders_by_what_is_known() {
        let mut dates: Vec<_> =
            ["2017-10-02", "2017", "2016-12", "2017-10"].map(|d| PartialDate::parse(d).unwrap()).to_vec();
        dates.sort();
        assert_eq!(
            dates.iter().map(ToString::to_string).collect::<Vec<_>>(),
            ["2016-12", "2017", "2017-10", "2017-10-02"]
        );
    }
}
