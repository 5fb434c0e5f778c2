//! Which headings make their section a known one, in French and English.
//!
//! Comes in: the text of a heading or of a bold line, and the site's own phrases. Goes out: the section that it opens. The phrases are data, a
//! file a language ([`french`], [`english`]); what may stand around a phrase is told by rules ([`heading`]). What always holds: a heading counts as a
//! whole, so that *Lessons schedule* is none.

mod english;
mod french;
mod heading;
mod language;
#[cfg(test)]
mod tests;
mod words;

use crate::vocab::section::{OwnPhrases, RexSection};

/// The section that a heading of this text opens, when it is a known one.
pub(super) fn recognise(heading: &str, own: &OwnPhrases) -> Option<RexSection> {
    heading::section(heading, own)
}

/// The phrases of each section, by language, as they are listed.
pub(crate) fn phrases() -> impl Iterator<Item = (&'static str, RexSection, &'static [&'static str])> {
    words::LANGUAGES.into_iter().flat_map(|(language, words)| {
        words.sections.iter().map(move |(section, phrases)| (language, *section, *phrases))
    })
}

/// A part of a lesson, by the letters ODCR: what was observed, what explains it, what follows, and what to do.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum LessonPart {
    Observation,
    Discussion,
    Conclusion,
    Recommendation,
}

/// The part of a lesson that these words name.
pub(super) fn lesson_part(text: &str) -> Option<LessonPart> {
    const NAMES: &[(&str, LessonPart)] = &[
        ("observation", LessonPart::Observation),
        ("discussion", LessonPart::Discussion),
        ("conclusion", LessonPart::Conclusion),
        ("recommendation", LessonPart::Recommendation),
        ("recommandation", LessonPart::Recommendation),
    ];
    // Nearly all that is asked about is longer.
    if text.len() > 30 {
        return None;
    }
    let word = text.trim_matches(|letter: char| !letter.is_alphabetic());
    let is_it = |name: &str| {
        word.eq_ignore_ascii_case(name)
            || word.strip_suffix(['s', 'S']).is_some_and(|word| word.eq_ignore_ascii_case(name))
    };
    NAMES.iter().find(|(name, _)| is_it(name)).map(|(_, part)| *part)
}
