//! Dates in words, as precise as they are known, and the ranges between them; always of the Gregorian calendar, in which authors write.

use icu_calendar::{Date, Gregorian};
use icu_datetime::fieldsets::{M, T, Y, YM, YMD};
use icu_datetime::input::Time;
use icu_datetime::parts::{DAY, MONTH};
use icu_datetime::range::FixedCalendarDateRangeFormatter as RangeFormatter;
use icu_datetime::{DateTimeFormatterLoadError, FixedCalendarDateTimeFormatter, NoCalendarFormatter};
use icu_locale::Locale;

use crate::vocab::date::{PartialDate, TimeOfDay};

use super::pieces::{Piece, pieces};

type Formatter<Fields> = FixedCalendarDateTimeFormatter<Gregorian, Fields>;

/// How a language writes dates.
#[derive(Debug)]
pub(crate) struct Calendar {
    day: Formatter<YMD>,
    month: Formatter<YM>,
    year: Formatter<Y>,
    days: RangeFormatter<Gregorian, YMD>,
    months: RangeFormatter<Gregorian, YM>,
    years: RangeFormatter<Gregorian, Y>,
    time: NoCalendarFormatter<T>,
    month_alone: Formatter<M>,
}

/// What typography asks for beyond CLDR.
#[derive(Debug, Clone, Copy, Default)]
pub(crate) struct DateForms<'a> {
    /// The first of a month, `1er`, where it is not a mere 1.
    pub(crate) first: Option<&'a str>,
}

impl Calendar {
    pub(super) fn new(locale: &Locale) -> Result<Self, DateTimeFormatterLoadError> {
        Ok(Self {
            day: Formatter::try_new(locale.into(), YMD::long())?,
            month: Formatter::try_new(locale.into(), YM::long())?,
            year: Formatter::try_new(locale.into(), Y::long())?,
            days: RangeFormatter::try_new(locale.into(), YMD::long())?,
            months: RangeFormatter::try_new(locale.into(), YM::long())?,
            years: RangeFormatter::try_new(locale.into(), Y::long())?,
            time: NoCalendarFormatter::try_new(locale.into(), T::hm())?,
            month_alone: Formatter::try_new(locale.into(), M::medium())?,
        })
    }

    /// A date, without its time.
    pub(crate) fn date(&self, date: PartialDate, forms: DateForms<'_>) -> String {
        let Some(day) = gregorian(date) else { return date.year.to_string() };
        match (date.month, date.day) {
            (Some(_), Some(_)) => finished(self.pieces(day), forms),
            (Some(_), None) => self.month.format(&day).to_string(),
            _ => self.year.format(&day).to_string(),
        }
    }

    /// From one date to another, without saying twice what they share.
    pub(crate) fn range(&self, start: PartialDate, end: PartialDate, forms: DateForms<'_>) -> String {
        let (Some(first), Some(last)) = (gregorian(start), gregorian(end)) else {
            return self.date(start, forms);
        };
        // The range is as precise as the less precise of its ends.
        match (start.month.and(end.month), start.day.and(end.day)) {
            (Some(_), Some(_)) => {
                let mut range = pieces(&self.days.format(&first, &last), &[DAY, MONTH]);
                self.name_months(&mut range, first, last);
                finished(range, forms)
            }
            (Some(_), None) => self.months.format(&first, &last).to_string(),
            _ => self.years.format(&first, &last).to_string(),
        }
    }

    /// A time of day.
    pub(crate) fn time(&self, time: TimeOfDay) -> String {
        let part = |number: i8| u8::try_from(number).unwrap_or_default();
        Time::try_new(part(time.hour), part(time.minute), 0, 0).map_or_else(
            |_| format!("{:02}:{:02}", time.hour, time.minute),
            |time| self.time.format(&time).to_string(),
        )
    }

    /// The short name of a month, 1 to 12: `Jan`, `janv.`.
    pub(crate) fn month(&self, month: u8) -> String {
        Date::try_new_gregorian(2000, month, 1)
            .map_or_else(|_| month.to_string(), |day| self.month_alone.format(&day).to_string())
    }

    fn pieces(&self, day: Date<Gregorian>) -> Vec<Piece> {
        pieces(&self.day.format(&day), &[DAY, MONTH])
    }

    /// Fills in the months that a range has no names for: `icu_datetime` 2.4 loads those of the form that single dates have, where
    /// CLDR writes ranges with a shorter one. CLDR's own algorithm takes the longer names, too, when they are asked for.
    fn name_months(&self, range: &mut [Piece], first: Date<Gregorian>, last: Date<Gregorian>) {
        let mut months: Vec<_> = range.iter_mut().filter(|piece| piece.part == Some(MONTH)).collect();
        let is_one = months.len() == 1;
        for (index, month) in months.iter_mut().enumerate().filter(|(_, month)| month.is_missing) {
            let day = if index == 0 && !is_one { first } else { last };
            let named = self.pieces(day).into_iter().find(|piece| piece.part == Some(MONTH));
            month.text = named.map_or_else(|| month.text.clone(), |named| named.text);
        }
    }
}

/// A date as a day: its first, when it is no more precise.
fn gregorian(date: PartialDate) -> Option<Date<Gregorian>> {
    let part = |number: Option<i8>| u8::try_from(number.unwrap_or(1)).unwrap_or(1);
    Date::try_new_gregorian(i32::from(date.year), part(date.month), part(date.day)).ok()
}

/// The text of the pieces: the first of a month as the forms say, and no break between a day and its month.
fn finished(mut pieces: Vec<Piece>, forms: DateForms<'_>) -> String {
    for index in 0..pieces.len() {
        let is_between = index > 0 && index + 1 < pieces.len() && pieces[index].part.is_none() && {
            let around = [pieces[index - 1].part, pieces[index + 1].part];
            around == [Some(DAY), Some(MONTH)] || around == [Some(MONTH), Some(DAY)]
        };
        let piece = &mut pieces[index];
        if is_between {
            piece.text = piece.text.replace(' ', "\u{a0}");
        } else if piece.part == Some(DAY)
            && piece.text == "1"
            && let Some(first) = forms.first
        {
            piece.text = first.to_owned();
        }
    }
    pieces.into_iter().map(|piece| piece.text).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn of(language: &str) -> Calendar {
        Calendar::new(&language.parse().unwrap()).unwrap()
    }

    fn parsed(text: &str) -> PartialDate {
        PartialDate::parse(text).unwrap()
    }

    fn forms(language: &str) -> DateForms<'static> {
        DateForms { first: (language == "fr").then_some("1er") }
    }

    fn date(language: &str, text: &str) -> String {
        of(language).date(parsed(text), forms(language))
    }

    fn range(language: &str, start: &str, end: &str) -> String {
        of(language).range(parsed(start), parsed(end), forms(language))
    }

    #[test]
    fn a_date_is_said_as_precisely_as_it_is_known() {
        assert_eq!(date("fr", "2017-10-02"), "2\u{a0}octobre 2017");
        assert_eq!(date("fr", "2017-08-01"), "1er\u{a0}août 2017");
        assert_eq!(date("fr", "2017-10"), "octobre 2017");
        assert_eq!(date("fr", "2017"), "2017");
        assert_eq!(date("en", "2017-10-02"), "October\u{a0}2, 2017");
        assert_eq!(date("en-GB", "2017-10-02"), "2\u{a0}October 2017");
        // In Polish a month has another form beside a day than alone.
        assert_eq!(date("pl", "2017-10-02"), "2\u{a0}października 2017");
        assert_eq!(date("pl", "2017-10"), "październik 2017");
        assert_eq!(date("ja", "2017-10-02"), "2017年10月2日");
    }

    #[test]
    fn a_range_says_nothing_twice() {
        assert_eq!(range("fr", "2017-10-02", "2017-10-04"), "2–4\u{a0}octobre 2017");
        assert_eq!(
            range("fr", "2017-09-30", "2017-10-01"),
            "30\u{a0}septembre\u{2009}–\u{2009}1er\u{a0}octobre 2017"
        );
        assert_eq!(
            range("fr", "2017-12-31", "2018-01-02"),
            "31\u{a0}décembre\u{a0}2017\u{2009}–\u{2009}2\u{a0}janvier 2018"
        );
        assert_eq!(range("en", "2017-10-02", "2017-10-04"), "October\u{a0}2\u{2009}–\u{2009}4, 2017");
        assert_eq!(range("en", "2017-10-02", "2017-10-02"), "October\u{a0}2, 2017");
        assert_eq!(range("fr", "2017-09", "2017-10"), "septembre\u{2009}–\u{2009}octobre 2017");
        assert_eq!(range("fr", "2017", "2018"), "2017–2018");
        assert_eq!(
            range("pl", "2017-09-30", "2017-10-01"),
            "30\u{a0}września\u{2009}–\u{2009}1\u{a0}października 2017"
        );
        assert_eq!(range("de", "2017-10-02", "2017-10-04"), "2.–4.\u{a0}Oktober 2017");
        assert_eq!(range("ja", "2017-10-02", "2017-10-04"), "2017年10月2日～4日");
    }

    #[test]
    fn a_range_is_as_precise_as_the_less_precise_of_its_ends() {
        assert_eq!(range("fr", "2017-10", "2017-11-04"), "octobre\u{2009}–\u{2009}novembre 2017");
        assert_eq!(range("fr", "2017", "2017-11-04"), "2017");
    }

    #[test]
    fn a_time_is_that_of_the_language() {
        let nine = parsed("2017-10-02T09:05").time.unwrap();
        assert_eq!(of("fr").time(nine), "09:05");
        assert_eq!(of("en").time(nine), "9:05\u{202f}AM");
        assert_eq!(of("en-GB").time(nine), "09:05");
    }

    #[test]
    fn months_have_short_names() {
        assert_eq!([1, 5, 12].map(|month| of("fr").month(month)), ["janv.", "mai", "déc."]);
        assert_eq!(of("en").month(9), "Sep");
    }

    #[test]
    fn the_first_and_the_last_of_years_are_written() {
        assert_eq!(date("fr", "9999-12-31"), "31\u{a0}décembre 9999");
        assert!(date("fr", "0001-01-01").contains("janvier"));
    }
}
