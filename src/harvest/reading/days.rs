//! The days of an event, from those of its talks.

use crate::vocab::date::PartialDate;

/// The talks of one event are given within so many days; a group that meets each month has no dates of its own.
const LONGEST: i32 = 14;

/// The first and the last day of these talks, when they lie within two weeks.
pub(crate) fn span(dates: impl Iterator<Item = PartialDate>) -> Option<(PartialDate, PartialDate)> {
    let days: Vec<_> = dates.map(PartialDate::without_time).filter(|date| date.day.is_some()).collect();
    let (first, last) = (days.iter().min()?, days.iter().max()?);
    let length = last.civil()?.since(first.civil()?).ok()?.get_days();
    (length < LONGEST).then_some((*first, *last))
}
