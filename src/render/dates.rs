//! Dates as readers read them: `2 octobre 2017`, `October 2, 2017`, `October 2017`, `2017`.
//!
//! The order of the parts and their words are the language's own, under `date` in its phrases.

use tera::Value;

use crate::vocab::date::{PartialDate, TimeOfDay};
use crate::vocab::duration::Duration;

use super::phrases::{Phrases, fill};
use super::value::Fields;

/// A date for templates: `iso` (as HTML's `datetime`), `text`, `year`.
pub(super) fn date(date: PartialDate, phrases: &Phrases) -> Value {
    let day = date.without_time();
    Fields::with_capacity(3)
        .set("iso", day.to_string())
        .set("text", text(day, phrases))
        .set("year", day.year)
        .into_value()
}

/// The dates of an event, both inclusive: `start`, `end` (when it is another day) and `text`.
pub(super) fn range(start: PartialDate, end: PartialDate, phrases: &Phrases) -> Value {
    let (start, end) = (start.without_time(), end.without_time());
    Fields::with_capacity(3)
        .set("start", date(start, phrases))
        .maybe("end", (start != end).then(|| date(end, phrases)))
        .set("text", range_text(start, end, phrases))
        .into_value()
}

/// A date in words, without its time.
pub(super) fn text(date: PartialDate, phrases: &Phrases) -> String {
    let year = date.year.to_string();
    let Some(month) = date.month else { return year };
    let month = phrases.month(month);
    let Some(day) = date.day else {
        return fill(phrases.text(&["date_forms", "month"]), &[("month", month), ("year", &year)]);
    };
    fill(
        phrases.text(&["date_forms", "day"]),
        &[("day", &day_text(day, phrases)), ("month", month), ("year", &year)],
    )
}

/// A time of day: `09:30`, `9 h 30`.
pub(super) fn time(time: TimeOfDay, phrases: &Phrases) -> String {
    let values = [
        ("hour", time.hour.to_string()),
        ("hour2", format!("{:02}", time.hour)),
        ("minute", format!("{:02}", time.minute)),
    ];
    let values: Vec<_> = values.iter().map(|(name, value)| (*name, value.as_str())).collect();
    fill(phrases.text(&["date_forms", "time"]), &values)
}

/// A length of time: `1 h 15 min`, `45 min`, and seconds below a minute.
pub(super) fn duration(duration: Duration) -> String {
    let minutes = duration.minutes();
    match (minutes / 60, minutes % 60) {
        _ if duration.seconds() < 60 => format!("{}\u{a0}s", duration.seconds()),
        (0, minutes) => format!("{minutes}\u{a0}min"),
        (hours, 0) => format!("{hours}\u{a0}h"),
        (hours, minutes) => format!("{hours}\u{a0}h\u{a0}{minutes:02}\u{a0}min"),
    }
}

fn range_text(start: PartialDate, end: PartialDate, phrases: &Phrases) -> String {
    if start == end {
        return text(start, phrases);
    }
    let (Some(start_month), Some(end_month), Some(start_day), Some(end_day)) =
        (start.month, end.month, start.day, end.day)
    else {
        return span(start, end, phrases);
    };
    if start.year != end.year {
        return span(start, end, phrases);
    }
    let pattern = if start_month == end_month { "days" } else { "months" };
    fill(
        phrases.text(&["date_forms", pattern]),
        &[
            ("start_day", &day_text(start_day, phrases)),
            ("end_day", &day_text(end_day, phrases)),
            ("start_month", phrases.month(start_month)),
            ("end_month", phrases.month(end_month)),
            ("year", &start.year.to_string()),
        ],
    )
}

fn span(start: PartialDate, end: PartialDate, phrases: &Phrases) -> String {
    fill(
        phrases.text(&["date_forms", "span"]),
        &[("start", &text(start, phrases)), ("end", &text(end, phrases))],
    )
}

fn day_text(day: i8, phrases: &Phrases) -> String {
    if day == 1 { phrases.text(&["date_forms", "first"]).to_owned() } else { day.to_string() }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::render::phrases::phrases;

    fn parsed(text: &str) -> PartialDate {
        PartialDate::parse(text).unwrap()
    }

    #[test]
    fn a_date_is_said_as_precisely_as_it_is_known() {
        let (french, english) = (phrases("fr"), phrases("en"));
        let both = |date: &str| (text(parsed(date), &french), text(parsed(date), &english));
        assert_eq!(both("2017-10-02"), ("2\u{a0}octobre 2017".into(), "October\u{a0}2, 2017".into()));
        assert_eq!(both("2017-08-01"), ("1er\u{a0}août 2017".into(), "August\u{a0}1, 2017".into()));
        assert_eq!(both("2017-10"), ("octobre 2017".into(), "October 2017".into()));
        assert_eq!(both("2017"), ("2017".into(), "2017".into()));
    }

    #[test]
    fn a_range_says_nothing_twice() {
        let (french, english) = (phrases("fr"), phrases("en"));
        let both = |start, end| {
            (
                range_text(parsed(start), parsed(end), &french),
                range_text(parsed(start), parsed(end), &english),
            )
        };
        assert_eq!(both("2017-10-02", "2017-10-04").0, "2–4\u{a0}octobre 2017");
        assert_eq!(both("2017-10-02", "2017-10-04").1, "October\u{a0}2–4, 2017");
        assert_eq!(both("2017-09-30", "2017-10-01").0, "30\u{a0}septembre –\u{a0}1er\u{a0}octobre 2017");
        assert_eq!(both("2017-12-31", "2018-01-02").1, "December\u{a0}31, 2017 –\u{a0}January\u{a0}2, 2018");
        assert_eq!(both("2017", "2018").1, "2017 –\u{a0}2018");
        assert_eq!(both("2017-10-02", "2017-10-02").1, "October\u{a0}2, 2017");
    }

    #[test]
    fn times_and_lengths_are_short() {
        let nine = parsed("2017-10-02T09:05").time.unwrap();
        assert_eq!(
            (time(nine, &phrases("fr")), time(nine, &phrases("en"))),
            ("9\u{a0}h\u{a0}05".into(), "09:05".into())
        );
        assert_eq!(duration(Duration::parse("1h15").unwrap()), "1\u{a0}h\u{a0}15\u{a0}min");
    }
}
