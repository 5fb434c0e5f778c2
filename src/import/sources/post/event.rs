//! The event that a post tells of: its name, and what the closing table and the introduction say of it.

use super::closing::{Label, rows};
use super::parts::{Part, Post};
use crate::harvest::reading::claims::sentences;
use crate::harvest::reading::dates;
use crate::harvest::record::{Event, Venue};
use crate::vocab::date::PartialDate;
use crate::vocab::fold::fold;
use crate::vocab::web_address::WebAddress;

/// An event, as far as the post knows it.
#[derive(Debug, Clone, Default, PartialEq)]
pub(super) struct Told {
    pub(super) title: String,
    pub(super) url: Option<WebAddress>,
    pub(super) event: Event,
    /// A date that the introduction names, which may be the event's.
    pub(super) perhaps: Option<(PartialDate, PartialDate)>,
}

/// Reads it; nothing where no part of the post names an event.
pub(super) fn told(post: &Post) -> Option<Told> {
    let mut told = Told::default();
    let mut named = post.front.event.clone();
    for part in &post.parts {
        for (label, value, addresses) in rows(part) {
            take(&mut told, &mut named, label, &value, &addresses);
        }
    }
    let title = post.title.clone().unwrap_or_default();
    let whole: String = post.parts.iter().map(Part::line).collect::<Vec<_>>().join("\n");
    let year = told.event.dates.map(|(first, _)| first.year);
    let (name, year) = match named {
        Some(name) => with_year(&name, year),
        None => in_title(&title)
            .map(|(name, found)| (name, Some(found)))
            .or_else(|| Some((in_prose(&post.parts)?, year)))?,
    };
    let name = spelled(&name, &whole);
    told.title = year.map_or_else(|| name.clone(), |year| format!("{name} {year}"));
    told.event.series = Some(name);
    told.event.announced_talks = announced(&whole);
    if told.event.dates.is_none() {
        let near = post.parts.iter().filter(|part| part.level().is_none()).take(4);
        told.perhaps = near
            .filter_map(|part| dates::days(&part.text))
            .find(|(first, _)| year.is_none_or(|year| first.year == year));
    }
    Some(told)
}

fn with_year(name: &str, known: Option<i16>) -> (String, Option<i16>) {
    let (rest, year) = dates::named_year(name);
    if rest.is_empty() { (name.to_owned(), known) } else { (rest.trim().to_owned(), year.or(known)) }
}

fn take(told: &mut Told, named: &mut Option<String>, label: Label, value: &str, addresses: &[String]) {
    let address = addresses.iter().find_map(|text| WebAddress::parse(text).ok());
    match label {
        Label::Date => told.event.dates = told.event.dates.or_else(|| dates::days(value)),
        Label::Place => told.event.venue = venue(value),
        Label::DateAndPlace => {
            told.event.dates = told.event.dates.or_else(|| dates::days(value));
            told.event.venue = value
                .split([',', '|'])
                .flat_map(|part| part.split(" – "))
                .flat_map(|part| part.split(" - "))
                .flat_map(|part| part.split(" — "))
                .map(str::trim)
                .filter(|part| dates::days(part).is_none() && !part.is_empty())
                .collect::<Vec<_>>()
                .join(", ")
                .as_str()
                .into_venue();
        }
        Label::Site => told.url = told.url.take().or(address),
        Label::Programme => told.event.programme = told.event.programme.take().or(address),
        Label::Slides => told.event.slides = told.event.slides.take().or(address),
        Label::Social => told.event.social.extend(address),
        Label::Event => *named = named.take().or_else(|| Some(value.to_owned())),
        Label::Videos | Label::Author => {}
    }
}

trait IntoVenue {
    fn into_venue(self) -> Option<Venue>;
}

impl IntoVenue for &str {
    fn into_venue(self) -> Option<Venue> {
        venue(self)
    }
}

/// `Palais, 1 rue X, Lyon`: a name, and an address behind the first comma.
fn venue(text: &str) -> Option<Venue> {
    let (name, address) =
        text.split_once(',').map_or((text, None), |(name, address)| (name, Some(address.trim().to_owned())));
    let name = name.trim();
    (!name.is_empty()).then(|| Venue {
        name: Some(name.to_owned()),
        address: address.filter(|address| !address.is_empty()),
    })
}

/// The words with capitals before a year in a title: `M6 au Forum PHP 2012` names Forum PHP.
pub(super) fn in_title(title: &str) -> Option<(String, i16)> {
    let words: Vec<&str> = title.split_whitespace().collect();
    words.iter().enumerate().find_map(|(at, word)| {
        let bare = word.trim_matches(|letter: char| !letter.is_alphanumeric());
        let (glued, digits) = bare.split_at_checked(bare.len().saturating_sub(4))?;
        let year = dates::year(digits)?;
        let glued = glued.trim_end_matches(['-', '_']);
        let mut name: Vec<&str> = if glued.is_empty() { Vec::new() } else { vec![glued] };
        for before in words[..at].iter().rev().take_while(|_| glued.is_empty()) {
            let parts_segment = before.ends_with([':', ',', '|', '!', '?'])
                || ["–", "—", "-", "|", ":", "»"].contains(before);
            let plain = before.trim_matches(|letter: char| !letter.is_alphanumeric());
            let is_capital =
                plain.starts_with(|letter: char| letter.is_uppercase() || letter.is_ascii_digit());
            let folded = fold(plain);
            let is_noise = NOISE.contains(&folded.as_str()) || dates::month(&folded).is_some();
            if parts_segment || !is_capital || is_noise {
                break;
            }
            name.insert(0, plain);
        }
        (!name.is_empty() && name.iter().any(|word| word.chars().any(char::is_alphabetic)))
            .then(|| (name.join(" "), year))
    })
}

/// Words that begin titles of reports and are in no event's name, as months are.
const NOISE: &[&str] = &[
    "cr",
    "compte",
    "rendu",
    "retour",
    "retours",
    "notes",
    "my",
    "mes",
    "our",
    "nos",
    "review",
    "report",
    "recap",
    "le",
    "la",
    "les",
    "the",
    "at",
    "au",
    "from",
    "highlights",
    "impressions",
    "back",
    "en",
    "de",
    "du",
    "what",
    "why",
    "how",
    "when",
    "pourquoi",
    "comment",
    "que",
    "bilan",
    "best",
    "top",
    "happy",
    "in",
    "since",
    "depuis",
];

/// `X is a conference`, `X est la conférence`: the words before.
fn in_prose(parts: &[Part]) -> Option<String> {
    const SAYS: &[&str] = &[
        " est une conférence",
        " est la conférence",
        " est un évènement",
        " est un événement",
        " est le rendez-vous",
        " est l’évènement",
        " est l'événement",
        " est une journée",
        " is a conference",
        " is the conference",
        " is an annual conference",
        " is a yearly conference",
        " is an event",
        " is a meetup",
    ];
    let near = parts.iter().filter(|part| part.level().is_none()).take(4);
    near.flat_map(|part| sentences(&part.text)).find_map(|sentence| {
        let at = SAYS.iter().filter_map(|says| sentence.find(says)).min()?;
        let name = sentence[..at].trim();
        let name = ["Le ", "La ", "Les ", "The ", "L’", "L'"]
            .iter()
            .find_map(|article| name.strip_prefix(article))
            .unwrap_or(name);
        let is_name = name.starts_with(char::is_uppercase) && name.split(' ').count() <= 5;
        is_name.then(|| name.to_owned())
    })
}

/// A name that is in capitals alone as the text spells it elsewhere.
fn spelled(name: &str, text: &str) -> String {
    let is_shouted = |word: &str| word.chars().all(|letter| !letter.is_lowercase());
    if !is_shouted(name) || name.chars().count() <= 4 {
        return name.to_owned();
    }
    let wanted = fold(name);
    let count = name.split(' ').count();
    let words: Vec<&str> = text.split_whitespace().collect();
    let mut windows = words.windows(count).map(|window| window.join(" "));
    let found = windows.find(|window| fold(window) == wanted && !is_shouted(window));
    found.map_or_else(
        || name.to_owned(),
        |found| found.trim_matches(|letter: char| !letter.is_alphanumeric()).to_owned(),
    )
}

/// `8 talks`, where the sentence speaks of the programme.
fn announced(text: &str) -> Option<u32> {
    sentences(text).into_iter().find_map(|sentence| {
        let folded = fold(sentence);
        let words: Vec<&str> = folded.split(' ').collect();
        let is_programme = words.iter().any(|word| {
            ["programme", "program", "schedule", "journee", "day", "planning", "affiche", "lineup", "agenda"]
                .contains(word)
        });
        words.windows(2).enumerate().find_map(|(at, pair)| {
            let count: u32 = pair[0].parse().ok().or_else(|| number(pair[0]))?;
            let is_these =
                at > 0 && ["ces", "these", "les", "the", "mes", "my", "those"].contains(&words[at - 1]);
            let are_talks =
                ["talks", "conferences", "presentations", "sessions", "interventions", "keynotes"]
                    .contains(&pair[1]);
            (are_talks && is_programme && !is_these && (2..=2000).contains(&count)).then_some(count)
        })
    })
}

/// How many talks a text calls `these 3 talks`.
pub(super) fn these(text: &str) -> Option<usize> {
    let folded = fold(text);
    let words: Vec<&str> = folded.split(' ').collect();
    words.windows(3).find_map(|three| {
        let is_these = ["ces", "these", "des", "of", "les", "the"].contains(&three[0]);
        let are_talks =
            ["talks", "conferences", "presentations", "sessions", "interventions"].contains(&three[2]);
        let count = three[1].parse::<u32>().ok().or_else(|| number(three[1]));
        (is_these && are_talks).then_some(count?).map(|count| count as usize)
    })
}

fn number(word: &str) -> Option<u32> {
    const FRENCH: [&str; 11] =
        ["deux", "trois", "quatre", "cinq", "six", "sept", "huit", "neuf", "dix", "onze", "douze"];
    const ENGLISH: [&str; 11] =
        ["two", "three", "four", "five", "six", "seven", "eight", "nine", "ten", "eleven", "twelve"];
    let at = [FRENCH, ENGLISH].iter().find_map(|names| names.iter().position(|name| *name == word))?;
    u32::try_from(at).ok().map(|at| at + 2)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn titles_name_events() {
        let read = |title: &str| in_title(title).map(|(name, year)| format!("{name}/{year}"));
        assert_eq!(read("MIXTEEN CONF 2018 : Ève raconte").as_deref(), Some("MIXTEEN CONF/2018"));
        assert_eq!(read("Retour sur le Forum PHP 2012").as_deref(), Some("Forum PHP/2012"));
        assert_eq!(read("My notes from KubeCon Europe 2018, day 1").as_deref(), Some("KubeCon Europe/2018"));
        assert_eq!(read("What 2016 taught us"), None);
        assert_eq!(read("Forum xxé知 é€8"), None);
        assert_eq!(read("Pourquoi nous avons quitté le monolithe"), None);
    }

    #[test]
    fn talks_are_counted_where_the_programme_is_spoken_of() {
        assert_eq!(announced("Le programme comptait 12 conférences. Je résume ces 3 talks."), Some(12));
        assert_eq!(announced("The day had nine talks."), Some(9));
        assert_eq!(announced("J’ai vu 3 talks."), None);
        assert_eq!(these("le résumé de ces trois talks"), Some(3));
    }
}
