//! The known sections of an experience report, and a site's own phrases for them.
//!
//! Apart from `document`, which recognises them, since the config names them, too. What always holds: phrases are kept folded, in the order of their
//! letters, so that equal phrases print alike.

use std::collections::BTreeMap;

use borsh::{BorshDeserialize, BorshSerialize};

use super::fold::fold;

/// The known sections of an experience report.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord, BorshSerialize, BorshDeserialize)]
pub enum RexSection {
    Context,
    Timeline,
    Problem,
    Approach,
    Results,
    Success,
    Failure,
    Surprise,
    Lessons,
    Regret,
    Advice,
    Actions,
    Opinion,
    Internal,
}

impl RexSection {
    /// Every section, in the order in which they are explained.
    pub const ALL: [Self; 14] = [
        Self::Context,
        Self::Timeline,
        Self::Problem,
        Self::Approach,
        Self::Results,
        Self::Success,
        Self::Failure,
        Self::Surprise,
        Self::Lessons,
        Self::Regret,
        Self::Advice,
        Self::Actions,
        Self::Opinion,
        Self::Internal,
    ];

    /// Its name, as themes and phrases have it.
    pub fn name(self) -> &'static str {
        match self {
            Self::Context => "context",
            Self::Timeline => "timeline",
            Self::Problem => "problem",
            Self::Approach => "approach",
            Self::Results => "results",
            Self::Success => "success",
            Self::Failure => "failure",
            Self::Surprise => "surprise",
            Self::Lessons => "lessons",
            Self::Regret => "regret",
            Self::Advice => "advice",
            Self::Actions => "actions",
            Self::Opinion => "opinion",
            Self::Internal => "internal",
        }
    }
}

/// What a heading does.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Meant {
    /// It opens this section.
    Section(RexSection),
    /// It opens none, and is known to open none.
    Nothing,
}

impl Meant {
    /// The section that it opens.
    pub fn section(self) -> Option<RexSection> {
        match self {
            Self::Section(section) => Some(section),
            Self::Nothing => None,
        }
    }
}

/// A site's own phrases: what each means, and which mean nothing there.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct OwnPhrases(BTreeMap<String, Meant>);

impl OwnPhrases {
    /// Adds a phrase, and gives what it meant before when that is something else; the first meaning counts.
    pub fn add(&mut self, phrase: &str, meant: Meant) -> Option<Meant> {
        let known = self.0.entry(key(phrase)).or_insert(meant);
        (*known != meant).then_some(*known)
    }

    /// What a folded phrase means on this site, when the site says so.
    pub fn meaning(&self, folded: &str) -> Option<Meant> {
        self.0.get(folded).copied()
    }
}

/// A phrase as phrases are compared: folded, with `&` as the word that it stands for.
pub(crate) fn key(phrase: &str) -> String {
    if phrase.contains('&') { fold(&phrase.replace('&', " and ")) } else { fold(phrase) }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_first_meaning_of_a_phrase_counts() {
        let mut own = OwnPhrases::default();
        assert_eq!(own.add("What stuck", Meant::Section(RexSection::Lessons)), None);
        assert_eq!(own.add("WHAT STUCK!", Meant::Section(RexSection::Lessons)), None);
        assert_eq!(own.add("what stuck", Meant::Nothing), Some(Meant::Section(RexSection::Lessons)));
        assert_eq!(own.meaning("what stuck"), Some(Meant::Section(RexSection::Lessons)));
        assert_eq!(own.meaning("what"), None);
        assert_eq!(own.add("Keep & drop", Meant::Nothing), None);
        assert_eq!(own.meaning(&key("Keep and drop")), Some(Meant::Nothing));
    }
}
