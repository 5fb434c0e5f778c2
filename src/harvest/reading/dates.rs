//! Dates in words and in names of files: `2 octobre 2017`, `October 2nd, 2017`, `2–4 October 2017`, `2017-10-02-x`, `x-2017-10-02`.

use crate::vocab::date::PartialDate;
use crate::vocab::fold::fold;

/// The first and the last day that a text names first; one day twice.
pub(crate) fn days(text: &str) -> Option<(PartialDate, PartialDate)> {
    iso(text).map(|day| (day, day)).or_else(|| in_words(text)).or_else(|| slashed(text))
}

/// The first `2017-10-02` in a text.
pub(crate) fn iso(text: &str) -> Option<PartialDate> {
    let is_digit = |letter: Option<char>| letter.is_some_and(|letter| letter.is_ascii_digit());
    text.match_indices("20")
        .chain(text.match_indices("19"))
        .filter_map(|(at, _)| {
            let is_apart =
                !is_digit(text[..at].chars().next_back()) && !is_digit(text.get(at + 10..)?.chars().next());
            let day = PartialDate::parse(text.get(at..at + 10)?).ok()?;
            (is_apart && day.day.is_some()).then_some((at, day))
        })
        .min_by_key(|(at, _)| *at)
        .map(|(_, day)| day)
}

/// `02/10/2017`, day first, as in French; nothing where that may be read two ways.
fn slashed(text: &str) -> Option<(PartialDate, PartialDate)> {
    text.split(|letter: char| !letter.is_ascii_digit() && letter != '/').find_map(|word| {
        let parts: Vec<&str> = word.split('/').collect();
        let [day, month, year] = parts.as_slice() else { return None };
        if year.len() != 4 || day.is_empty() || month.is_empty() || month.len() > 2 || day.len() > 2 {
            return None;
        }
        let date = PartialDate::parse(&format!("{year}-{month:0>2}-{day:0>2}")).ok()?;
        // 12/10 is the 12th of October or the 10th of December.
        (date.day > Some(12) || day == month).then_some((date, date))
    })
}

/// Words and numbers of a text, folded.
fn in_words(text: &str) -> Option<(PartialDate, PartialDate)> {
    let folded = fold(text);
    let words: Vec<&str> = folded.split(' ').collect();
    let months: Vec<(usize, u8)> =
        words.iter().enumerate().filter_map(|(index, word)| Some((index, month(word)?))).collect();
    for (place, month) in months {
        let year = (place + 1..=place + 4).find_map(|at| Some((at, year(words.get(at)?)?)));
        let Some((year_at, year)) = year else { continue };
        let before: Vec<u8> = (place.saturating_sub(4)..place)
            .rev()
            .take_while(|at| is_joint(words[*at]) || day(words[*at]).is_some())
            .filter_map(|at| day(words[at]))
            .collect();
        let after: Vec<u8> = words[place + 1..year_at].iter().filter_map(|word| day(word)).collect();
        let days = if before.is_empty() { after } else { before };
        let date = |day: u8| PartialDate::parse(&format!("{year}-{month:02}-{day:02}")).ok();
        if let (Some(first), Some(last)) = (days.iter().min(), days.iter().max()) {
            return Some((date(*first)?, date(*last)?));
        }
        let whole = PartialDate::parse(&format!("{year}-{month:02}")).ok()?;
        return Some((whole, whole));
    }
    None
}

/// Whether a word joins days.
fn is_joint(word: &str) -> bool {
    ["et", "and", "au", "to", "le", "les", "the", "of", "a"].contains(&word)
}

fn day(word: &str) -> Option<u8> {
    let digits = word.trim_end_matches(|letter: char| letter.is_alphabetic());
    let ending = &word[digits.len()..];
    let is_day = ["", "st", "nd", "rd", "th", "er", "e"].contains(&ending);
    digits.parse().ok().filter(|day| is_day && (1..=31).contains(day))
}

/// A year of our time.
pub(crate) fn year(word: &str) -> Option<i16> {
    let is_number = word.len() == 4 && word.bytes().all(|byte| byte.is_ascii_digit());
    word.parse().ok().filter(|year| is_number && (1980..=2099).contains(year))
}

/// The folded names of months in French, English, German and Spanish; the second is the English one.
const MONTHS: [&[&str]; 12] = [
    &["janvier", "january", "jan", "januar", "enero"],
    &["fevrier", "february", "feb", "fev", "februar", "febrero"],
    &["mars", "march", "mar", "marz", "marzo"],
    &["avril", "april", "apr", "avr", "abril"],
    &["mai", "may", "mayo"],
    &["juin", "june", "jun", "juni", "junio"],
    &["juillet", "july", "jul", "juil", "juli", "julio"],
    &["aout", "august", "aug", "agosto"],
    &["septembre", "september", "sep", "sept", "septiembre"],
    &["octobre", "october", "oct", "oktober", "octubre"],
    &["novembre", "november", "nov", "noviembre"],
    &["decembre", "december", "dec", "dezember", "diciembre"],
];

/// The number of a month, by its folded name in French, English, German or Spanish.
pub(crate) fn month(word: &str) -> Option<u8> {
    MONTHS.iter().position(|names| names.contains(&word)).map(|index| index as u8 + 1)
}

/// The English name of the month of this number, in lower case.
pub(crate) fn english_month(number: u8) -> Option<&'static str> {
    Some(MONTHS.get(usize::from(number.checked_sub(1)?))?[1])
}

/// A file's name without the date at either end of it, and the date.
pub(crate) fn dated_name(name: &str) -> (&str, Option<PartialDate>) {
    let separators = ['-', '_', ' ', '.'];
    for length in [10, 7] {
        let is_date = |text: Option<&str>| {
            let text = text?.replace(['_', '.'], "-");
            PartialDate::parse(&text).ok().filter(|date| date.month.is_some() && text.len() == length)
        };
        if let Some(date) = is_date(name.get(..length))
            && let Some(rest) =
                name.get(length..).filter(|rest| rest.is_empty() || rest.starts_with(separators))
        {
            return (rest.trim_start_matches(separators), Some(date));
        }
        if let Some(at) = name.len().checked_sub(length)
            && let Some(date) = is_date(name.get(at..))
            && name[..at].ends_with(separators)
        {
            return (name[..at].trim_end_matches(separators), Some(date));
        }
    }
    (name, None)
}

/// A name without the year at either end of it, and the year.
pub(crate) fn named_year(name: &str) -> (&str, Option<i16>) {
    let separators = ['-', '_', ' '];
    if let Some((first, rest)) = name.split_once(separators)
        && let Some(found) = year(first)
    {
        return (rest, Some(found));
    }
    if let Some((rest, last)) = name.rsplit_once(separators)
        && let Some(found) = year(last)
    {
        return (rest, Some(found));
    }
    year(name).map_or((name, None), |found| ("", Some(found)))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn read(text: &str) -> String {
        days(text).map_or_else(String::new, |(first, last)| {
            if first == last { first.to_string() } else { format!("{first}/{last}") }
        })
    }

    #[test]
    fn dates_are_read_in_words() {
        for (text, wanted) in [
            ("2 octobre 2017 – Grand REX", "2017-10-02"),
            ("le 1er août 2019", "2019-08-01"),
            ("October 2nd, 2017", "2017-10-02"),
            ("les 23 et 24 avril 2015 à Lyon", "2015-04-23/2015-04-24"),
            ("2–4 October 2017", "2017-10-02/2017-10-04"),
            ("May 5-6, 2012", "2012-05-05/2012-05-06"),
            ("en juin 2016", "2016-06"),
            ("2015-12-15 in Augsburg", "2015-12-15"),
            ("25/12/2017", "2017-12-25"),
            ("02/10/2017", ""),
            ("31 février 2017", ""),
            ("in March we met", ""),
        ] {
            assert_eq!(read(text), wanted, "{text}");
        }
    }

    #[test]
    fn names_carry_dates() {
        let read = |name| {
            let (rest, date) = dated_name(name);
            (rest, date.map(|date| date.to_string()))
        };
        assert_eq!(read("2015-09-24-valley-in-berlin"), ("valley-in-berlin", Some("2015-09-24".into())));
        assert_eq!(read("ViennaJS-2013-11-27"), ("ViennaJS", Some("2013-11-27".into())));
        assert_eq!(read("PM2020-003 - x"), ("PM2020-003 - x", None));
        assert_eq!(read("notes-2017-03"), ("notes", Some("2017-03".into())));
        assert_eq!(named_year("KubeCon-2017"), ("KubeCon", Some(2017)));
        assert_eq!(named_year("2015-polymer-summit"), ("polymer-summit", Some(2015)));
    }
}
