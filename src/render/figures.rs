//! How the period and the unit of a measured claim are told.

use crate::theme::dates::{self, Dates};
use crate::theme::phrases::Phrases;
use crate::vocab::date::PartialDate;

/// A period that is a date, or two with a slash between them (ISO 8601, a time interval), as an event's dates are; none for any other words.
pub(super) fn when(period: &str, phrases: &Phrases) -> Option<Dates> {
    let (start, end) = period.split_once('/').unwrap_or((period, period));
    let (start, end) = (PartialDate::parse(start).ok()?, PartialDate::parse(end).ok()?);
    // A range is told as precisely as the less precise of its ends, and without times: nothing that was written may be lost.
    let parts = |date: PartialDate| (date.month.is_some(), date.day.is_some());
    let is_whole = parts(start) == parts(end) && start.time.or(end.time).is_none() && start <= end;
    is_whole.then(|| dates::range(start, end, phrases))
}

/// The sign that readers know for a code (UCUM, ISO 4217); the code itself when there is none.
pub(super) fn unit(code: &str) -> &str {
    match code {
        "EUR" => "€",
        "USD" => "$",
        "GBP" => "£",
        "Cel" => "°C",
        other => other,
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::theme::phrases::phrases;

    #[test]
    fn a_period_is_told_as_dates_are_where_it_is_one() {
        let told =
            |period: &str, language: &str| Some(when(period, &phrases(language))?.text.as_str().to_owned());
        for (period, english, french) in [
            ("2016", "2016", "2016"),
            ("2017/2019", "2017\u{2009}–\u{2009}2019", "2017–2019"),
            ("2017-01", "January 2017", "janvier 2017"),
            ("2017-01-01", "January\u{a0}1, 2017", "1er\u{a0}janvier 2017"),
            ("2017-01/2017-03", "January\u{2009}–\u{2009}March 2017", "janvier\u{2009}–\u{2009}mars 2017"),
        ] {
            assert_eq!(
                (told(period, "en").as_deref(), told(period, "fr").as_deref()),
                (Some(english), Some(french)),
                "{period}"
            );
        }
        for words in
            ["2017-Q3", "par mois", "2019/2017", "2017/2018-03", "2017-01-01T10:00", "2017/", "/", ""]
        {
            assert_eq!(told(words, "en"), None, "{words}");
        }
    }
}
