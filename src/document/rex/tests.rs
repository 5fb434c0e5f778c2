//! Headings as people write them: which section each opens, and which look like one and open none.

use super::*;
use crate::vocab::section::Meant;

fn assert_opens(section: RexSection, headings: &[&str]) {
    for heading in headings {
        assert_eq!(recognise(heading, &OwnPhrases::default()), Some(section), "{heading}");
    }
}

#[test]
fn headings_of_real_authors_are_known() {
    use RexSection::{
        Actions, Advice, Approach, Context, Failure, Internal, Lessons, Opinion, Problem, Regret, Results,
        Success, Surprise, Timeline,
    };
    assert_opens(
        Context,
        &["Contexte", "1. Contexte :", "Summary", "Executive summary", "RÉSUMÉ", "Le contexte"],
    );
    assert_opens(Timeline, &["Timeline (UTC)", "Chronologie de l’incident", "⏱️ Timeline"]);
    assert_opens(Problem, &["Déclencheur", "The trigger", "Nos enjeux"]);
    assert_opens(Approach, &["🚀 Mise en œuvre", "Detection", "Résolution", "Mitigation:"]);
    assert_opens(Results, &["The results", "Final result", "End result", "Impact", "Résultats obtenus"]);
    assert_opens(
        Success,
        &[
            "Forces",
            "Autres avantages",
            "Benefits of step functions",
            "Pros",
            "Ce qui a bien marché 👍",
            "What went well?",
        ],
    );
    assert_opens(
        Failure,
        &[
            "Ce qui n'a PAS fonctionné",
            "3) What went wrong",
            "Contributing Factors (Findings)",
            "Root Causes",
            "Causes profondes",
            "Drawbacks of microservices",
            "Problems with HTTP1",
            "Difficultés rencontrées",
            "Limitations",
            "What didn’t go so well",
        ],
    );
    assert_opens(Surprise, &["Where we got lucky", "Coup de chance"]);
    assert_opens(
        Lessons,
        &[
            "Leçons apprises",
            "Key takeaways",
            "TL;DR",
            "Les 3 points à retenir",
            "Ce que j’ai retenu",
            "What did we learn from it?",
            "Kubernetes: lessons learned",
            "Lessons learned & next steps",
            "Conclusion et enseignements",
        ],
    );
    assert_opens(Regret, &["With hindsight", "Si c'était à refaire…"]);
    assert_opens(
        Advice,
        &["Quick tips for faster apps", "Some advice", "Do’s & don’ts", "Un bon conseil", "Quelques tips"],
    );
    assert_opens(
        Actions,
        &["Action Items", "Plan d’actions", "What's next for us", "To do", "Et la suite ?", "Next"],
    );
    assert_opens(
        Opinion,
        &[
            "Conclusion du premier jour",
            "Conclusion Day 2 :",
            "Le mot de la fin",
            "In summary",
            "Conclusion : on y va",
            "Pour conclure",
        ],
    );
    assert_opens(Internal, &["Et chez nous ?", "What it means for us"]);
}

#[test]
fn what_only_looks_like_a_known_heading_is_none() {
    for heading in [
        "Lessons schedule",
        "Actions Jackson",
        "Summary of talks by day",
        "Results page",
        "Contexte technique",
        "Un problème de plus",
        "Solutions d’ERP",
        "Limited",
        "Learning from the worst",
        "Predicting the future",
        "Forces de vente",
        "Erreurs de compilation",
        "Pros and cons",
        "Redux: actions",
        "Lessons Learned from the Valley Pioneers & Reinventing Yourself",
        "Some Things I’ve Learned About Color",
        "The next big thing",
        "Timeline API",
        "",
        "12",
        "!?",
        "& / +",
    ] {
        assert_eq!(recognise(heading, &OwnPhrases::default()), None, "{heading}");
    }
    assert_eq!(recognise(&"Conclusion : ".repeat(20), &OwnPhrases::default()), None);
}

#[test]
fn a_site_has_the_last_word_on_its_headings() {
    let mut own = OwnPhrases::default();
    own.add("What stuck", Meant::Section(RexSection::Lessons));
    own.add("Actions", Meant::Nothing);
    assert_eq!(recognise("2. What stuck:", &own), Some(RexSection::Lessons));
    assert_eq!(recognise("What stuck and what’s next", &own), Some(RexSection::Lessons));
    assert_eq!(recognise("Actions", &own), None);
    assert_eq!(recognise("Action items", &own), Some(RexSection::Actions));
}

#[test]
fn parts_of_a_lesson_are_named() {
    assert_eq!(lesson_part("**Observations:**"), Some(LessonPart::Observation));
    assert_eq!(lesson_part("2. Recommandation :"), Some(LessonPart::Recommendation));
    assert_eq!(lesson_part("Discussion of it"), None);
}
