//! Days that a text names twice: by their weekday and by their date, which must be one day.
//!
//! Comes in: the whole text of a file. Goes out: a warning for each weekday that its date does not have. What always holds: a text without years costs a search for
//! them; only what stands together as one date is compared (`vendredi 13 janvier 2017`, `Friday, January 13, 2017`, `Friday 2017-01-13`), never what is code, or
//! marked as it was found (`[sic]`).

use jiff::civil::{Date, Weekday};

use crate::vocab::diagnostic::{self, Diagnostic};
use crate::vocab::path::ContentPath;
use crate::vocab::shorten::boundary;
use crate::vocab::spanned::Span;

/// How much of a text may stand before the year of one date, in bytes.
const REACH: usize = 60;

/// Weekdays in English and French, from Monday, each with what it may be shortened to.
const WEEKDAYS: [&[&str]; 7] = [
    &["monday", "mon", "lundi"],
    &["tuesday", "tue", "tues", "mardi"],
    &["wednesday", "wed", "mercredi"],
    &["thursday", "thu", "thurs", "jeudi"],
    &["friday", "fri", "vendredi"],
    &["saturday", "sat", "samedi"],
    &["sunday", "sun", "dimanche"],
];

const MONTHS: [&[&str]; 12] = [
    &["january", "jan", "janvier", "janv"],
    &["february", "feb", "février", "fevrier", "févr"],
    &["march", "mar", "mars"],
    &["april", "apr", "avril", "avr"],
    &["may", "mai"],
    &["june", "jun", "juin"],
    &["july", "jul", "juillet", "juil"],
    &["august", "aug", "août", "aout"],
    &["september", "sep", "sept", "septembre"],
    &["october", "oct", "octobre"],
    &["november", "nov", "novembre"],
    &["december", "dec", "décembre", "decembre", "déc"],
];

/// Reports the weekdays of this text that their dates do not have.
pub(super) fn check(text: &str, path: &ContentPath, diagnostics: &mut Vec<Diagnostic>) {
    for century in ["19", "20"] {
        let mut code = Code::of(text);
        for (at, _) in text.match_indices(century) {
            let Some(told) = told(text, at).filter(|told| told.date.weekday() != told.weekday) else {
                continue;
            };
            if code.holds(told.span.start) || is_sic(&text[told.span.end..]) {
                continue;
            }
            let message =
                format!("{} was a {}, not a {}", told.date, name(told.date.weekday()), name(told.weekday));
            diagnostics.push(
                Diagnostic::warning(diagnostic::Code::Weekday, path, message).with_span(told.span).with_hint(
                    "correct the weekday or the date; of a mistake that you quote, write `[sic]` behind it",
                ),
            );
        }
    }
}

/// A day that is named by its weekday and by its date.
struct Told {
    weekday: Weekday,
    date: Date,
    span: Span,
}

/// The day whose year begins at `at`, when a weekday belongs to it.
fn told(text: &str, at: usize) -> Option<Told> {
    let end = at + 4;
    let year: i16 = text.get(at..end).filter(|year| is_number(year))?.parse().ok()?;
    let is_apart = |byte: Option<&u8>| byte.is_none_or(|byte| !byte.is_ascii_alphanumeric());
    if !is_apart(text.as_bytes().get(end)) || (at > 0 && !is_apart(text.as_bytes().get(at - 1))) {
        return None;
    }
    let mut words = Words { text, from: boundary(text, at.saturating_sub(REACH)), until: at };
    let first = words.next()?;
    if let Some(weekday) = weekday(first.1) {
        let date = text.get(at..at + 10)?;
        let (month, day) = date.get(5..)?.split_once('-')?;
        let is_iso = is_number(month) && is_number(day) && is_apart(text.as_bytes().get(at + 10));
        let date = Date::new(year, month.parse().ok()?, day.parse().ok().filter(|_| is_iso)?).ok()?;
        return Some(Told { weekday, date, span: first.0..at + 10 });
    }
    let second = words.next_but(&["of", "de"])?;
    let (month, day) = match month(first.1) {
        Some(month) => (month, day(second.1)?),
        None => (month(second.1)?, day(first.1)?),
    };
    let (start, word) = words.next_but(&["the", "le"])?;
    let date = Date::new(year, month, day).ok()?;
    Some(Told { weekday: weekday(word)?, date, span: start..end })
}

/// The words before a place, the last first, as long as no more than blanks, commas and dots part them.
struct Words<'a> {
    text: &'a str,
    from: usize,
    until: usize,
}

impl<'a> Words<'a> {
    fn next(&mut self) -> Option<(usize, &'a str)> {
        let before = &self.text[self.from..self.until];
        let trimmed =
            before.trim_end_matches(|letter: char| letter.is_whitespace() || matches!(letter, ',' | '.'));
        // A paragraph ends a date.
        if trimmed.len() == before.len() || before[trimmed.len()..].matches('\n').count() > 1 {
            return None;
        }
        let start = trimmed
            .rfind(|letter: char| !letter.is_alphanumeric())
            .map_or(0, |at| at + trimmed[at..].chars().next().map_or(1, char::len_utf8));
        let word = &trimmed[start..];
        self.until = self.from + start;
        (!word.is_empty()).then_some((self.until, word))
    }

    /// The next word that is none of these.
    fn next_but(&mut self, passed_over: &[&str]) -> Option<(usize, &'a str)> {
        let next = self.next()?;
        let is_passed_over = passed_over.iter().any(|word| word.eq_ignore_ascii_case(next.1));
        if is_passed_over { self.next() } else { Some(next) }
    }
}

fn is_number(text: &str) -> bool {
    !text.is_empty() && text.bytes().all(|byte| byte.is_ascii_digit())
}

/// The day of a month: `13`, `1er`, `3rd`.
fn day(word: &str) -> Option<i8> {
    let digits = ["st", "nd", "rd", "th", "er"].iter().find_map(|end| word.strip_suffix(end)).unwrap_or(word);
    digits.parse().ok().filter(|_| is_number(digits) && digits.len() <= 2)
}

fn month(word: &str) -> Option<i8> {
    let word = word.to_lowercase();
    (1_i8..).zip(MONTHS).find(|(_, names)| names.contains(&word.as_str())).map(|(number, _)| number)
}

fn weekday(word: &str) -> Option<Weekday> {
    let word = word.to_lowercase();
    let number =
        (1_i8..).zip(WEEKDAYS).find(|(_, names)| names.contains(&word.as_str())).map(|(number, _)| number)?;
    Weekday::from_monday_one_offset(number).ok()
}

fn name(weekday: Weekday) -> &'static str {
    match weekday {
        Weekday::Monday => "Monday",
        Weekday::Tuesday => "Tuesday",
        Weekday::Wednesday => "Wednesday",
        Weekday::Thursday => "Thursday",
        Weekday::Friday => "Friday",
        Weekday::Saturday => "Saturday",
        Weekday::Sunday => "Sunday",
    }
}

/// Whether what follows says that a mistake was found as it is.
fn is_sic(after: &str) -> bool {
    let after = after.trim_start();
    ["[sic]", "(sic)"].iter().any(|sic| after.get(..5).is_some_and(|start| start.eq_ignore_ascii_case(sic)))
}

/// What of a text is code, for one who asks of later and later places: each byte is looked at once.
struct Code<'t> {
    text: &'t str,
    /// How far was looked.
    at: usize,
    /// Where the line began.
    line: usize,
    is_fenced: bool,
    is_ticked: bool,
}

impl<'t> Code<'t> {
    fn of(text: &'t str) -> Self {
        Self { text, at: 0, line: 0, is_fenced: false, is_ticked: false }
    }

    /// Whether a place is within a fence of code, an indented line, or code in a line.
    fn holds(&mut self, place: usize) -> bool {
        for at in self.at..place {
            match self.text.as_bytes()[at] {
                b'\n' => {
                    self.is_fenced ^= is_fence(&self.text[self.line..at]);
                    (self.line, self.is_ticked) = (at + 1, false);
                }
                b'`' => self.is_ticked = !self.is_ticked,
                _ => {}
            }
        }
        self.at = self.at.max(place);
        let line = &self.text[self.line..];
        self.is_fenced
            || self.is_ticked
            || is_fence(line)
            || line.starts_with("    ")
            || line.starts_with('\t')
    }
}

fn is_fence(line: &str) -> bool {
    let line = line.trim_start_matches([' ', '\t']);
    line.starts_with("```") || line.starts_with("~~~")
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    fn told(text: &str) -> Vec<String> {
        let mut diagnostics = Vec::new();
        check(text, &ContentPath::new("content/reports/x.md").unwrap(), &mut diagnostics);
        diagnostics
            .into_iter()
            .map(|diagnostic| format!("{}: {}", &text[diagnostic.span.unwrap()], diagnostic.message))
            .collect()
    }

    #[test]
    fn a_weekday_that_its_date_does_not_have_is_told() {
        for wrong in [
            "jeudi 13 janvier 2017",
            "Thursday 13 January 2017",
            "Thursday, January 13, 2017",
            "Thursday the 13th of January 2017",
            "thu. 13 jan. 2017",
            "Jeudi\u{a0}13 janvier\n2017",
            "Thursday 2017-01-13",
        ] {
            let found = told(&format!("We met on {wrong}, early."));
            assert_eq!(found, [format!("{wrong}: 2017-01-13 was a Friday, not a Thursday")]);
        }
        assert_eq!(told("le dimanche 1er octobre 2017 et le lundi 1er octobre 2017").len(), 1);
        assert_eq!(
            told("```\nx\n```\n\nA `b`, Thursday 13 January 2017, `c` Thursday 13 January 2017.").len(),
            2
        );
    }

    #[test]
    fn what_may_be_right_is_not_told() {
        for right in [
            "vendredi 13 janvier 2017",
            "Friday, January 13th, 2017",
            "Thursday and Friday 13 January 2017",
            "from Thursday 12 to Friday 13 January 2017",
            "Thursday: 13 January 2017",
            "every Thursday of January 2017",
            "Thursday 13 January",
            "Thursday 32 January 2017",
            "Thursday, 13 January 20170",
            "Thursday 13 January 2017 [sic]",
            "`Thursday 13 January 2017`",
            "```\nThursday 13 January 2017\n```\n",
            "~~~\n`\nThursday 13 January 2017, Thursday 13 January 2017\n\nThursday 13 January 2017\n~~~\n",
            "text\n\n\tThursday 13 January 2017 and Thursday 13 January 2017",
            "| Thursday | 13 January 2017 |",
            "Thursday\n\n13 January 2017",
            "it was sunday13 January 2017",
        ] {
            assert_eq!(told(right), Vec::<String>::new(), "{right}");
        }
    }

    proptest! {
        #[test]
        fn no_text_is_too_much(text in "(thursday|jeudi|13|1er|janvier|2017|19|20|-|,|é|\\n| |`|[a-z]){0,40}") {
            told(&text);
        }
    }
}
