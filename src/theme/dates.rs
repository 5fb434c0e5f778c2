//! Dates as readers read them: `2 octobre 2017`, `October 2, 2017`, `October 2017`, `2017`.
//!
//! The order of the parts and their words are the language's own (`locale/calendar.rs`); phrases may refine them, under `date_forms`.

use crate::document::matter::Doubt;
use crate::vocab::date::{PartialDate, TimeOfDay};
use crate::vocab::duration::Duration;

use super::phrases::{Phrases, fill};
use super::view::{Flag, Text, view};

view! {
    /// A day, a month or a year.
    pub(crate) struct Date {
        /// As HTML's `datetime` has it: `2017-10-02`, `2017-10`, `2017`; of a date that is not sure, what is sure of it.
        iso: Option<Text>,
        /// In words, as the interface's language writes it: `October 2, 2017`.
        text: Text,
        /// Its year.
        year: i16,
        /// It is not sure.
        uncertain: Flag,
    }
}

view! {
    /// A day or several, as an event's.
    pub(crate) struct Dates {
        /// The first.
        start: Date,
        /// The last, when it is another.
        end: Option<Date>,
        /// Both in words: `October 2 – 3, 2017`.
        text: Text,
    }
}

/// A date for templates.
pub(crate) fn date(date: PartialDate, phrases: &Phrases) -> Date {
    let day = date.without_time();
    Date {
        iso: Some(Text::of(day.to_string())),
        text: Text::of(text(day, phrases)),
        year: day.year,
        uncertain: Flag(false),
    }
}

/// A date for templates that may not be sure.
pub(crate) fn doubtful(date: PartialDate, doubt: Option<&Doubt>, phrases: &Phrases) -> Date {
    let Some(doubt) = doubt else { return self::date(date, phrases) };
    Date {
        iso: doubt.sure().map(|date| Text::of(date.without_time().to_string())),
        text: Text::of(doubtful_text(date, Some(doubt), phrases)),
        year: date.year,
        uncertain: Flag(true),
    }
}

/// The same in words: each day that it may be.
pub(crate) fn doubtful_text(date: PartialDate, doubt: Option<&Doubt>, phrases: &Phrases) -> String {
    match doubt {
        Some(Doubt::OneOf(dates)) => {
            let told: Vec<String> = dates.iter().map(|date| text(date.without_time(), phrases)).collect();
            phrases.locale.lists.either(&told.iter().map(String::as_str).collect::<Vec<_>>())
        }
        Some(Doubt::Unsure) | None => text(date.without_time(), phrases),
    }
}

/// The dates of an event for templates, both inclusive.
pub(crate) fn range(start: PartialDate, end: PartialDate, phrases: &Phrases) -> Dates {
    let (start, end) = (start.without_time(), end.without_time());
    Dates {
        start: date(start, phrases),
        end: (start != end).then(|| date(end, phrases)),
        text: Text::of(range_text(start, end, phrases)),
    }
}

/// The dates of an event in words, without times.
pub(crate) fn range_text(start: PartialDate, end: PartialDate, phrases: &Phrases) -> String {
    phrases.locale.calendar.range(start.without_time(), end.without_time(), phrases.date_forms())
}

/// A date in words, without its time.
pub(crate) fn text(date: PartialDate, phrases: &Phrases) -> String {
    phrases.locale.calendar.date(date, phrases.date_forms())
}

/// A time of day: `9:30 AM`, `9 h 30`.
pub(crate) fn time(time: TimeOfDay, phrases: &Phrases) -> String {
    let Some(form) = phrases.find(&["date_forms", "time"]) else { return phrases.locale.calendar.time(time) };
    let (hour, minute) = (time.hour.to_string(), format!("{:02}", time.minute));
    fill(form, &[("hour", &hour), ("minute", &minute)])
}

/// A length of time: `1 h 15 min`, `45 min`, and seconds below a minute.
pub(crate) fn duration(duration: Duration) -> String {
    let minutes = duration.minutes();
    match (minutes / 60, minutes % 60) {
        _ if duration.seconds() < 60 => format!("{}\u{a0}s", duration.seconds()),
        (0, minutes) => format!("{minutes}\u{a0}min"),
        (hours, 0) => format!("{hours}\u{a0}h"),
        (hours, minutes) => format!("{hours}\u{a0}h\u{a0}{minutes:02}\u{a0}min"),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::theme::phrases::phrases;

    fn parsed(text: &str) -> PartialDate {
        PartialDate::parse(text).unwrap()
    }

    #[test]
    fn french_says_the_first_of_a_month() {
        assert_eq!(text(parsed("2017-08-01"), &phrases("fr")), "1er\u{a0}août 2017");
        assert_eq!(text(parsed("2017-08-01"), &phrases("en")), "August\u{a0}1, 2017");
        let dates = range(parsed("2017-10-01"), parsed("2017-10-02"), &phrases("fr"));
        assert_eq!(dates.text.as_str(), "1er–2\u{a0}octobre 2017");
        assert_eq!(dates.end.as_ref().and_then(|end| end.iso.as_ref()).map(Text::as_str), Some("2017-10-02"));
    }

    #[test]
    fn times_and_lengths_are_short() {
        let nine = parsed("2017-10-02T09:05").time.unwrap();
        assert_eq!(
            (time(nine, &phrases("fr")), time(nine, &phrases("en"))),
            ("9\u{a0}h\u{a0}05".into(), "9:05\u{202f}AM".into())
        );
        assert_eq!(duration(Duration::parse("1h15").unwrap()), "1\u{a0}h\u{a0}15\u{a0}min");
    }
}
