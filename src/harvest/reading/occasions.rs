//! The event that a title names: `Velocity Europe 2012, day 1`, `Retour sur le Forum PHP 2014`, `CR Agora du 15 mai 2013`.
//!
//! What always holds: a title says it by the day that it tells of, or by a word before or in the name; a year alone says nothing (`Our plans for 2014`).

use super::dates;
use super::plain::line;
use crate::vocab::date::PartialDate;
use crate::vocab::fold::fold;

/// An event that a title names.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Occasion {
    /// Without its year.
    pub(crate) name: String,
    pub(crate) year: Option<i16>,
    /// Its first and last day, where the title says them.
    pub(crate) days: Option<(PartialDate, PartialDate)>,
    /// Which of its days the text tells of.
    pub(crate) day: Option<u8>,
}

/// No event lasts longer: what has a tenth day is a series.
pub(crate) const MOST_DAYS: u8 = 7;

/// The event that a title names.
pub(crate) fn occasion(title: &str) -> Option<Occasion> {
    let title = line(title);
    let (bare, is_report) = without_head(&title);
    let words: Vec<&str> = bare.split(' ').map(|word| word.trim_matches(AROUND)).collect();
    let marker = day_marker(&words);
    let day = marker.map(|(_, _, day)| day);
    // What stands before the day, else behind it: `Day 1 at X 2012`.
    let named = match marker {
        Some((0, end, _)) => {
            &words[(end
                + usize::from(words.get(end).is_some_and(|word| OF.contains(&fold(word).as_str()))))
            .min(words.len())..]
        }
        Some((at, _, _)) => &words[..at],
        None => &words[..],
    };
    let named: Vec<&str> = named.iter().copied().filter(|word| !word.is_empty()).collect();
    let at_year = named.iter().position(|word| dates::year(word).is_some());
    let year = at_year.and_then(|at| dates::year(named[at]));
    let named = &named[..at_year.unwrap_or(named.len())];
    let days = year.and_then(|_| dates::days(&title)).filter(|(first, _)| first.day.is_some());
    let named = if days.is_some() { before_date(named) } else { named };
    let is_event = named.iter().any(|word| is_word_of_events(&fold(word)));
    let is_told = match (day, year) {
        (Some(_), Some(_)) => true,
        (Some(_), None) => is_report,
        (None, Some(_)) => is_report && is_event,
        (None, None) => false,
    };
    let name = named.join(" ");
    let is_name = named.len() <= 6
        && name.chars().any(char::is_uppercase)
        && !name.contains(['?', '!', ':', '"', '«', '/'])
        && !named.iter().any(|word| ["advent", "challenge", "sprint", "week"].contains(&fold(word).as_str()));
    (is_told && is_name).then(|| Occasion { name: capital(&name), year, days, day })
}

/// What stands around words.
const AROUND: [char; 9] = [':', '-', '–', '—', ',', '(', ')', '|', '.'];

/// Words between a day and its event.
const OF: &[&str] = &["at", "of", "de", "du", "from", "a", "au", "in"];

/// A title without the words that say that it reports, and whether it had any.
fn without_head(title: &str) -> (&str, bool) {
    const HEADS: &[&str] = &[
        "cr ",
        "compte rendu ",
        "compte-rendu ",
        "retour sur ",
        "retours sur ",
        "retour de ",
        "retour du ",
        "notes from ",
        "notes on ",
        "report from ",
        "report on ",
        "recap of ",
        "recap: ",
        "recap : ",
        "back from ",
        "trip report: ",
        "trip report from ",
        "summary of ",
        "live from ",
        "rückblick auf ",
    ];
    const ARTICLES: &[&str] = &[
        "de la ", "de l'", "de l’", "du ", "de ", "des ", "la ", "le ", "les ", "l'", "l’", "the ", "from ",
        ": ",
    ];
    let cut = |text: &str, heads: &[&str]| {
        let lower = text.to_lowercase();
        let head = heads.iter().filter(|head| lower.starts_with(**head)).map(|head| head.len()).max()?;
        text.is_char_boundary(head).then_some(head)
    };
    let Some(head) = cut(title, HEADS) else { return (title, false) };
    let rest = title[head..].trim_start();
    (&rest[cut(rest, ARTICLES).unwrap_or(0)..], true)
}

/// Where words say which day of an event it is (`Day 1`, `premier jour`): from, to, and which.
fn day_marker(words: &[&str]) -> Option<(usize, usize, u8)> {
    let number = |word: &str| {
        let folded = fold(word);
        let digits = folded.trim_end_matches(|letter: char| letter.is_alphabetic());
        let ending = &folded[digits.len()..];
        let is_number = ["", "er", "e", "eme", "re", "st", "nd", "rd", "th"].contains(&ending);
        digits.parse().ok().filter(|_| is_number).or_else(|| {
            NUMBERS.iter().position(|names| names.contains(&folded.as_str())).map(|at| at as u8 + 1)
        })
    };
    for (at, word) in words.iter().enumerate() {
        if !["day", "jour", "journee", "tag", "dia"].contains(&fold(word).as_str()) {
            continue;
        }
        if let Some(day) = words.get(at + 1).and_then(|word| number(word)) {
            return Some((at, at + 2, day));
        }
        if let Some(day) = at.checked_sub(1).and_then(|before| number(words[before])) {
            return Some((at - 1, at + 1, day));
        }
    }
    None
}

/// Words for the days of an event, folded.
const NUMBERS: [&[&str]; 5] = [
    &["one", "first", "un", "premier", "premiere"],
    &["two", "second", "deux", "deuxieme", "seconde"],
    &["three", "third", "trois", "troisieme"],
    &["four", "fourth", "quatre", "quatrieme"],
    &["five", "fifth", "cinq", "cinquieme"],
];

/// The words before a date and what leads to it: `X du 15 mai`.
fn before_date<'w, 't>(words: &'w [&'t str]) -> &'w [&'t str] {
    let Some(month) = words.iter().position(|word| dates::month(&fold(word)).is_some()) else { return words };
    let leads = |word: &str| {
        let folded = fold(word);
        folded.is_empty()
            || folded.starts_with(|letter: char| letter.is_ascii_digit())
            || ["du", "le", "les", "au", "et", "on", "and", "to", "en", "in"].contains(&folded.as_str())
    };
    let kept = words[..month].iter().rposition(|word| !leads(word)).map_or(0, |at| at + 1);
    &words[..kept]
}

/// Whether a word, folded, is one that events are called by.
fn is_word_of_events(word: &str) -> bool {
    const WORDS: &[&str] = &[
        "camp",
        "con",
        "conf",
        "conference",
        "congress",
        "convention",
        "days",
        "event",
        "expo",
        "fest",
        "festival",
        "forum",
        "hackathon",
        "journees",
        "live",
        "meetup",
        "rencontres",
        "salon",
        "summit",
        "symposium",
        "tour",
        "unconference",
        "workshop",
    ];
    const ENDS: &[&str] = &["camp", "conf", "con", "days", "fest", "forum", "summit", "tour"];
    WORDS.contains(&word) || (word.len() > 5 && ENDS.iter().any(|end| word.ends_with(end)))
}

fn capital(name: &str) -> String {
    let mut letters = name.chars();
    letters.next().map_or_else(String::new, |first| first.to_uppercase().chain(letters).collect())
}

#[cfg(test)]
mod tests {
    use super::*;

    fn read(title: &str) -> Option<(String, Option<i16>, Option<u8>)> {
        occasion(title).map(|one| (one.name, one.year, one.day))
    }

    #[test]
    fn titles_name_events() {
        let some = |name: &str, year: i16, day: u8| {
            Some((name.to_owned(), Some(year).filter(|year| *year > 0), Some(day).filter(|day| *day > 0)))
        };
        for (title, wanted) in [
            ("CR BoatConf Europe 2012 : Day 1 (Hulls/Oars)", some("BoatConf Europe", 2012, 1)),
            ("Boat-IT 2015 - Jour 2", some("Boat-IT", 2015, 2)),
            ("Retour sur la Regatta Barcelone - troisième journée", some("Regatta Barcelone", 0, 3)),
            ("Day two at BoatConf 2019", some("BoatConf", 2019, 2)),
            ("Retour sur le forum des Bateaux 2014 organisé par eux", some("Forum des Bateaux", 2014, 0)),
            ("Retour sur la Regatta New York Conference 2016", some("Regatta New York Conference", 2016, 0)),
            ("CR Conférence Agora du 15 mai 2013", some("Conférence Agora", 2013, 0)),
        ] {
            assert_eq!(read(title), wanted, "{title}");
        }
        let days = occasion("CR Conférence Agora du 15 mai 2013").unwrap().days;
        assert_eq!(
            days.map(|(first, last)| (first.to_string(), last.to_string())),
            Some(("2013-05-15".into(), "2013-05-15".into()))
        );
        for title in [
            "Our plans for 2014",
            "Retour sur l'année 2014",
            "Notes from January 2014",
            "A day in the life",
            "Advent of Oars 2020 - Day 5",
            "We were at BoatConf 2012",
            "Every day 2 boats sink",
            "Day 1",
            "",
            "Retour sur nos objectifs 2015",
            "What we learned: 2019, day by day",
        ] {
            assert_eq!(read(title), None, "{title}");
        }
    }
}
