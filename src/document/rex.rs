//! Which headings make their section a known one, in French and English.
//!
//! A heading counts when, folded and without its leading number, it is one of these whole phrases. Folding takes
//! away case, accents, apostrophes, emoji and the trailing colon.

use crate::vocab::fold::fold;

use super::outline::LessonKind;
use super::prose::RexSection;

/// The section that a heading of this text opens, when it is a known one.
pub(super) fn recognise(heading: &str) -> Option<RexSection> {
    let folded = fold(heading);
    let phrase = folded.trim_start_matches(|letter: char| letter.is_numeric() || letter == ' ');
    let phrase = phrase.strip_prefix('#').map_or(phrase, str::trim_start);
    PHRASES.iter().find(|(_, phrases)| phrases.contains(&phrase)).map(|(section, _)| *section)
}

/// What kind of lesson a list item of this section is; none where items are no lessons.
pub(super) fn lesson_kind(section: RexSection) -> Option<LessonKind> {
    match section {
        RexSection::Success => Some(LessonKind::Success),
        RexSection::Failure | RexSection::Regret => Some(LessonKind::Failure),
        RexSection::Lessons | RexSection::Advice => Some(LessonKind::Practice),
        _ => None,
    }
}

impl RexSection {
    /// Its name, as themes and phrases have it.
    pub fn name(self) -> &'static str {
        match self {
            Self::Context => "context",
            Self::Problem => "problem",
            Self::Approach => "approach",
            Self::Results => "results",
            Self::Success => "success",
            Self::Failure => "failure",
            Self::Lessons => "lessons",
            Self::Regret => "regret",
            Self::Advice => "advice",
            Self::Actions => "actions",
            Self::Opinion => "opinion",
            Self::Internal => "internal",
        }
    }
}

/// Folded phrases; `docs/format.md` lists them as an author writes them.
const PHRASES: &[(RexSection, &[&str])] = &[
    (
        RexSection::Context,
        &["contexte", "le contexte", "presentation", "situation", "context", "background", "setting"],
    ),
    (
        RexSection::Problem,
        &[
            "problematique",
            "probleme",
            "problemes",
            "constat",
            "enjeu",
            "enjeux",
            "defi",
            "defis",
            "difficulte",
            "difficultes",
            "problem",
            "problems",
            "the problem",
            "challenge",
            "challenges",
            "trigger",
        ],
    ),
    (
        RexSection::Approach,
        &[
            "demarche",
            "approche",
            "solution",
            "mise en place",
            "mise en oeuvre",
            "deroulement",
            "approach",
            "the approach",
            "the solution",
            "implementation",
            "what we did",
        ],
    ),
    (
        RexSection::Results,
        &[
            "resultat",
            "resultats",
            "bilan",
            "gains",
            "benefices",
            "impact",
            "results",
            "outcome",
            "outcomes",
            "benefits",
        ],
    ),
    (
        RexSection::Success,
        &[
            "ce qui a fonctionne",
            "ce qui a bien fonctionne",
            "ce qui a marche",
            "ce qui a bien marche",
            "points positifs",
            "points forts",
            "what went well",
            "what worked",
        ],
    ),
    (
        RexSection::Failure,
        &[
            "ce qui n a pas marche",
            "ce qui n a pas bien marche",
            "ce qui n a pas fonctionne",
            "ce qui n a pas bien fonctionne",
            "erreurs",
            "ecueils",
            "limites",
            "points a ameliorer",
            "what went wrong",
            "mistakes",
            "pitfalls",
            "limits",
            "contributing factors",
            "contributing factors findings",
            "facteurs contributifs",
        ],
    ),
    (
        RexSection::Lessons,
        &[
            "enseignements",
            "enseignements tires",
            "lecons apprises",
            "a retenir",
            "ce que j en retiens",
            "lessons learned",
            "lessons learnt",
            "lessons",
            "takeaways",
        ],
    ),
    (RexSection::Regret, &["si c etait a refaire", "avec le recul", "what we would do differently"]),
    (
        RexSection::Advice,
        &[
            "recommandations",
            "preconisations",
            "conseils",
            "bonnes pratiques",
            "recommendations",
            "best practices",
            "advice",
        ],
    ),
    (
        RexSection::Actions,
        &[
            "plan d action",
            "plan d actions",
            "actions correctives",
            "prochaines etapes",
            "action items",
            "next steps",
        ],
    ),
    (RexSection::Opinion, &["mon avis", "a mon sens", "conclusion", "opinion", "my opinion"]),
    (RexSection::Internal, &["et chez nous", "transposition", "for us", "what it means for us"]),
];

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn headings_are_known_by_whole_phrases() {
        for (heading, section) in [
            ("Contexte", RexSection::Context),
            ("1. Contexte :", RexSection::Context),
            ("Ce qui n’a pas marché", RexSection::Failure),
            ("CE QUI N'A PAS FONCTIONNÉ", RexSection::Failure),
            ("🚀 Mise en œuvre", RexSection::Approach),
            ("Leçons apprises", RexSection::Lessons),
            ("Et chez nous ?", RexSection::Internal),
            ("3) What went wrong", RexSection::Failure),
            ("Plan d’actions", RexSection::Actions),
        ] {
            assert_eq!(recognise(heading), Some(section), "{heading}");
        }
        for heading in ["Contexte technique", "Un problème de plus", "", "12", "Solutions d’ERP", "Limited"]
        {
            assert_eq!(recognise(heading), None, "{heading}");
        }
    }
}
