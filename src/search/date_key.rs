//! The number by which documents are sorted when the newest shall come first.

use crate::vocab::date::PartialDate;

/// A number that orders dates: of two, the later has the greater; a date that says less comes before those that it may be; no date is 0.
pub(crate) fn date_key(date: Option<PartialDate>) -> u64 {
    let Some(date) = date else { return 0 };
    let part = |part: Option<i8>| u64::from(part.unwrap_or(0).unsigned_abs());
    let time = date.time.map_or(0, |time| {
        1 + (part(Some(time.hour)) * 60 + part(Some(time.minute))) * 60 + part(Some(time.second))
    });
    ((u64::from(date.year.unsigned_abs()) * 16 + part(date.month)) * 32 + part(date.day)) * (1 << 17) + time
}
