//! The fields that are searched. Their order is the order in which scores are summed.

use super::tuning;

/// A searched field.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub(crate) enum Field {
    /// The title of a talk, report or page.
    Title,
    /// People, organisations, events and series: those of the record, or the record itself when it is one.
    Names,
    /// Topics and technologies with their aliases: those of the record, or the record itself when it is one.
    Topics,
    /// The headings of the body, and the chapters of recordings.
    Headings,
    /// The words of a lesson or figure.
    Lessons,
    /// The prose.
    Body,
    /// What is said in recordings, without its stop words.
    Transcript,
}

impl Field {
    /// Every field, in the order of summing.
    pub(crate) const ALL: [Self; 7] =
        [Self::Title, Self::Names, Self::Topics, Self::Headings, Self::Lessons, Self::Body, Self::Transcript];

    /// Its name in the index.
    pub(crate) fn name(self) -> &'static str {
        match self {
            Self::Title => "title",
            Self::Names => "names",
            Self::Topics => "topics",
            Self::Headings => "headings",
            Self::Lessons => "lessons",
            Self::Body => "body",
            Self::Transcript => "transcript",
        }
    }

    /// What the score of a word in this field is multiplied by.
    pub(crate) fn boost(self) -> f32 {
        tuning::BOOSTS[self as usize]
    }
}
