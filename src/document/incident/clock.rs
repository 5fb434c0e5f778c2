//! Times as people write them at the beginning of a line, and lengths of time at its end.

use crate::vocab::date::PartialDate;
use crate::vocab::fold::fold;

/// A time of day, on a day or on none that is known.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Moment {
    pub(super) day: Option<PartialDate>,
    /// Minutes after midnight.
    pub(super) time: i64,
    /// Minutes after a midnight long ago, or after that of the first day.
    pub(super) minute: i64,
}

/// Reads the time that a line begins with (`2021-03-31 12:06`, `12:06 UTC`, `8h40`, `[9:05 PM]`), and what follows it. A line without a day is of the day
/// of the line before, or of the next where the clock went back by more than half a day.
pub(super) fn moment(line: &str, before: Option<Moment>) -> Option<(Moment, &str)> {
    const HALF_A_DAY: i64 = 12 * 60;
    const DAY: i64 = 24 * 60;
    let line = line.trim_start_matches(|letter: char| !letter.is_alphanumeric());
    let (day, rest) =
        match line.get(..10).and_then(|text| PartialDate::parse(text).ok()).filter(|day| day.day.is_some()) {
            Some(day) => (Some(day), line[10..].trim_start_matches(['T', ' ', ',', ':', '-', '–', '—', '|'])),
            None => (None, line),
        };
    let (time, rest) = time(rest)?;
    let rest = rest.trim_start_matches(|letter: char| {
        !letter.is_alphanumeric() && !matches!(letter, '"' | '“' | '«' | '@' | '#')
    });
    let minute = match (day, before) {
        (Some(day), _) => {
            let epoch = jiff::civil::date(1970, 1, 1);
            i64::from(day.civil()?.since((jiff::Unit::Day, epoch)).ok()?.get_days()) * DAY + time
        }
        (None, None) => time,
        (None, Some(before)) => {
            let midnight = before.minute - before.time;
            let is_next_day = before.time - time > HALF_A_DAY;
            midnight + time + if is_next_day { DAY } else { 0 }
        }
    };
    let is_same_day = |before: &Moment| minute - time == before.minute - before.time;
    let day = day.or_else(|| before.filter(is_same_day)?.day);
    Some((Moment { day, time, minute }, rest))
}

/// A time of day, in minutes, and what follows it and its time zone.
fn time(text: &str) -> Option<(i64, &str)> {
    let (hour, rest) = number(text, 2)?;
    let rest = rest.strip_prefix([':', 'h', 'H'])?;
    let (minute, mut rest) = number(rest, 2).filter(|(_, after)| rest.len() - after.len() == 2)?;
    if let Some((_, after)) = rest.strip_prefix(':').and_then(|rest| number(rest, 2)) {
        rest = after;
    }
    let follows = rest.trim_start();
    let word = follows.split(|letter: char| !letter.is_ascii_alphanumeric()).next().unwrap_or_default();
    let (hour, is_word) = match word {
        "PM" | "pm" if hour < 12 => (hour + 12, true),
        "AM" | "am" if hour == 12 => (0, true),
        "AM" | "am" | "PM" | "pm" | "UTC" | "GMT" | "CET" | "CEST" | "Z" => (hour, true),
        _ => (hour, false),
    };
    if is_word {
        rest = &follows[word.len()..];
    }
    // What goes on is a longer number or a word.
    let is_whole = !rest.starts_with(char::is_alphanumeric);
    (hour < 24 && minute < 60 && is_whole).then_some((hour * 60 + minute, rest))
}

fn number(text: &str, longest: usize) -> Option<(i64, &str)> {
    let length = text.bytes().take_while(u8::is_ascii_digit).count();
    let number = text[..length].parse().ok().filter(|_| length <= longest)?;
    Some((number, &text[length..]))
}

/// A length of time in minutes: `31 minutes`, `4 hours 42 minutes`, `1h30`, `2 h`; nothing else.
pub(super) fn minutes(text: &str) -> Option<f64> {
    let folded = fold(text.split(['[', '(']).next().unwrap_or(text));
    let spaced: String = folded
        .chars()
        .zip(std::iter::once(' ').chain(folded.chars()))
        .flat_map(|(letter, before)| {
            let is_border =
                letter.is_ascii_digit() != before.is_ascii_digit() && letter != ' ' && before != ' ';
            is_border.then_some(' ').into_iter().chain([letter])
        })
        .collect();
    let words: Vec<&str> =
        spaced.split(' ').filter(|word| !matches!(*word, "" | "and" | "et" | "about" | "environ")).collect();
    let mut total = 0.0;
    let mut pairs = words.chunks(2).peekable();
    pairs.peek()?;
    let mut hours = false;
    for pair in pairs {
        let number: f64 = pair[0].parse().ok()?;
        let factor = match pair.get(1).copied() {
            Some("minute" | "minutes" | "min" | "mins" | "m") => 1.0,
            Some("hour" | "hours" | "h" | "heure" | "heures") => 60.0,
            Some("second" | "seconds" | "s" | "sec" | "seconde" | "secondes") => 1.0 / 60.0,
            Some("day" | "days" | "jour" | "jours" | "d" | "j") => 1440.0,
            // `1h30`.
            None if hours => 1.0,
            _ => return None,
        };
        hours = (factor - 60.0_f64).abs() < 0.5;
        total += number * factor;
    }
    Some(total)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn times_begin_lines() {
        for (line, time, rest) in [
            ("2021-03-31 12:06 It expired", 726, "It expired"),
            ("2024-04-09 8:40 Noticed", 520, "Noticed"),
            ("2022-08-03T12:08Z – Found", 728, "Found"),
            ("[12:06 UTC] Found", 726, "Found"),
            ("9h05 : constat", 545, "constat"),
            ("9:05 PM Back", 1265, "Back"),
            ("12:26-12:?? Fix", 746, "12:?? Fix"),
            ("12:06:30 Found", 726, "Found"),
        ] {
            let (moment, found) = moment(line, None).unwrap_or_else(|| panic!("{line}"));
            assert_eq!((moment.time, found), (time, rest), "{line}");
        }
        for line in [
            "2019-12-03 --:-- Surge",
            "20202-01-16 12:00 x",
            "Time Event",
            "25:00 x",
            "10:5 x",
            "12:061 x",
            "3 things",
            "",
        ] {
            assert_eq!(moment(line, None), None, "{line}");
        }
    }

    #[test]
    fn the_clock_goes_on_past_midnight() {
        let (first, _) = moment("2021-03-31 23:50 a", None).unwrap();
        let (second, _) = moment("00:10 b", Some(first)).unwrap();
        assert_eq!((second.minute - first.minute, second.day), (20, None));
        let (third, _) = moment("00:05 c", Some(second)).unwrap();
        assert_eq!(third.minute - second.minute, -5);
    }

    #[test]
    fn lengths_are_minutes() {
        for (text, length) in [
            ("31 minutes", 31.0),
            ("4 hours 42 minutes", 282.0),
            ("1h30", 90.0),
            ("2 heures et 5 min", 125.0),
            ("0 minutes", 0.0),
            ("11 Days", 15840.0),
        ] {
            assert_eq!(minutes(text), Some(length), "{text}");
        }
        for text in ["?", "N/A", "YYY", "", "31", "soon", "5 minutes later"] {
            assert_eq!(minutes(text), None, "{text}");
        }
    }
}
