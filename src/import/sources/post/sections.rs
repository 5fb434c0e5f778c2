//! A post's sections, and which of them are about a talk.

use super::event::these;
use super::parts::{Kind, Part};
use crate::harvest::reading::anchors;
use crate::harvest::reading::titles::{byline, talk_heading};
use crate::harvest::reading::voices::{quoted, speaks_to_an_audience};
use crate::vocab::fold::fold;

/// A post, parted.
#[derive(Debug, Default)]
pub(super) struct Divided {
    pub(super) intro: Vec<Part>,
    pub(super) sections: Vec<Section>,
}

/// A heading, and what stands below it.
#[derive(Debug, Clone)]
pub(super) struct Section {
    pub(super) heading: Part,
    pub(super) parts: Vec<Part>,
    pub(super) is_talk: bool,
}

/// Parts a post at the level of headings that heads most talks.
pub(super) fn divide(parts: Vec<Part>, tells_of_event: bool) -> Divided {
    let mut levels: Vec<u8> = parts.iter().filter_map(Part::level).collect();
    levels.sort_unstable();
    levels.dedup();
    let count = |level: &u8| {
        let sections = at_level(parts.clone(), *level).sections;
        (sections.iter().filter(|section| is_evident(section)).count(), std::cmp::Reverse(*level))
    };
    let Some(level) = levels.iter().copied().max_by_key(count) else {
        return Divided { intro: parts, sections: Vec::new() };
    };
    let mut divided = at_level(parts, level);
    let whole: String = divided
        .intro
        .iter()
        .chain(divided.sections.iter().flat_map(|section| &section.parts))
        .map(Part::line)
        .collect::<Vec<_>>()
        .join("\n");
    let candidates: Vec<usize> = divided
        .sections
        .iter()
        .enumerate()
        .filter(|(_, section)| may_be_a_talk(section))
        .map(|(index, _)| index)
        .collect();
    let is_told = these(&whole) == Some(candidates.len());
    for index in candidates {
        let section = &mut divided.sections[index];
        section.is_talk = names_speakers(section) || (tells_of_event && (is_told || is_evident(section)));
    }
    divided
}

fn at_level(parts: Vec<Part>, level: u8) -> Divided {
    let mut divided = Divided::default();
    for part in parts {
        match part.level() {
            Some(found) if found <= level => {
                divided.sections.push(Section { heading: part, parts: Vec::new(), is_talk: false });
            }
            _ => match divided.sections.last_mut() {
                Some(section) => section.parts.push(part),
                None => divided.intro.push(part),
            },
        }
    }
    divided
}

/// Whether a section's heading is of the post itself: an introduction, a conclusion, a known section.
fn may_be_a_talk(section: &Section) -> bool {
    let folded = fold(&section.heading.text);
    !section.parts.is_empty()
        && !OF_THE_POST.contains(&folded.as_str())
        && anchors::section(&section.heading.text).is_none()
        && !folded.starts_with("jour ")
        && !folded.starts_with("day ")
}

/// Whether heading or first line name who spoke.
fn names_speakers(section: &Section) -> bool {
    talk_heading(&section.heading.text).is_some()
        || section
            .parts
            .first()
            .is_some_and(|part| part.text.chars().count() <= 160 && byline(&part.text).is_some())
}

/// Whether a section speaks of a talk.
fn is_evident(section: &Section) -> bool {
    const WORDS: &[&str] = &[
        "talk",
        "conference",
        "presentation",
        "intervention",
        "keynote",
        "speaker",
        "speakers",
        "orateur",
        "oratrice",
        "session",
        "slides",
        "video",
        "conferencier",
        "conferenciere",
        "workshop",
        "atelier",
    ];
    if !may_be_a_talk(section) {
        return false;
    }
    let text: String = section.parts.iter().map(Part::line).collect::<Vec<_>>().join("\n");
    let folded = fold(&text);
    let speaks = folded.split(' ').any(|word| WORDS.contains(&word));
    let quotes = section.parts.iter().any(|part| {
        part.kind == Kind::Quote || (quoted(&part.text, false).0 && part.text.chars().count() > 100)
    });
    names_speakers(section) || speaks || quotes || speaks_to_an_audience(&text)
}

/// Headings of a post's own sections, folded.
const OF_THE_POST: &[&str] = &[
    "introduction",
    "intro",
    "conclusions",
    "en conclusion",
    "pour conclure",
    "pour finir",
    "in conclusion",
    "le mot de la fin",
    "en resume",
    "pour resumer",
    "resume",
    "summary",
    "tl dr",
    "l evenement",
    "le lieu",
    "the venue",
    "the event",
    "l organisation",
    "ambiance",
    "informations pratiques",
    "practical information",
    "liens",
    "links",
    "ressources",
    "resources",
    "references",
    "sommaire",
    "table des matieres",
    "contents",
    "table of contents",
    "programme",
    "the programme",
    "schedule",
    "les talks",
    "the talks",
    "les conferences",
    "sponsors",
    "remerciements",
    "thanks",
    "a propos",
    "about",
    "commentaires",
    "comments",
    "partager",
    "share",
    "notes",
    "keynotes",
    "pour aller plus loin",
    "further reading",
    "wrap up",
    "final words",
];
