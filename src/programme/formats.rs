//! What a session is, from the words of the source: `Talk 30 min + 10min Q&A` is a talk.

use crate::vocab::fold::fold;

/// The format that front matter knows, where one of the words says it.
pub(crate) fn format(written: &str) -> Option<&'static str> {
    let folded = fold(written);
    let has = |word: &&str| folded.split(' ').any(|other| other == *word) || folded == *word;
    WORDS.iter().find(|(_, words)| words.iter().any(has)).map(|(format, _)| *format)
}

/// The most telling first: a `lightning talk` is no mere talk.
const WORDS: &[(&str, &[&str])] = &[
    ("keynote", &["keynote", "keynotes", "plenary", "pleniere"]),
    ("lightning", &["lightning", "lightningtalk", "ignite", "ignites", "quickie", "quickies"]),
    (
        "workshop",
        &["workshop", "workshops", "atelier", "ateliers", "lab", "labs", "codelab", "handson", "hands"],
    ),
    ("tutorial", &["tutorial", "tutorials", "tutoriel", "training"]),
    ("panel", &["panel", "panels", "podium", "discussion", "roundtable"]),
    ("interview", &["interview", "interviews", "entretien"]),
    (
        "talk",
        &[
            "talk",
            "talks",
            "lecture",
            "conference",
            "conferences",
            "presentation",
            "maintrack",
            "devroom",
            "session",
        ],
    ),
];

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn words_say_what_it_is() {
        for (written, wanted) in [
            ("Talk 30 min + 10min Q&A", Some("talk")),
            ("LightningTalk 15min 10min Q&A", Some("lightning")),
            ("Lightning Talk", Some("lightning")),
            ("KEYNOTE", Some("keynote")),
            ("Plénière", Some("keynote")),
            ("podium", Some("panel")),
            ("other", None),
            ("", None),
        ] {
            assert_eq!(format(written), wanted, "{written}");
        }
    }
}
