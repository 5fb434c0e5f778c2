//! Whether a text says something that may be learned or done, and what it says first.
//!
//! Apart, since these are rules on plain text: nothing here knows Markdown. What always holds: what is no statement stays on the page; it only has no
//! page of its own.

use crate::vocab::fold::fold;
use crate::vocab::shorten::shorten;

use super::super::rex::{LessonPart, lesson_part};

/// The longest statement that is taken from a paragraph, in characters.
const LONGEST: usize = 300;

/// How far the end of a first sentence is sought, in characters: beyond the longest statement.
const FURTHEST: usize = 2 * LONGEST;

/// What stands where nothing was written yet, or where there is nothing to write; folded.
const NOTHING: &[&str] = &[
    "n a",
    "na",
    "none",
    "none so far",
    "none yet",
    "nothing",
    "nil",
    "not applicable",
    "unknown",
    "tbd",
    "tba",
    "tbc",
    "to be defined",
    "to be determined",
    "to be completed",
    "to do",
    "todo",
    "wip",
    "xxx",
    "yyy",
    "zzz",
    "etc",
    "rien",
    "rien a signaler",
    "ras",
    "aucun",
    "aucune",
    "neant",
    "sans objet",
    "a completer",
    "a definir",
    "a remplir",
    "a venir",
    "lorem ipsum",
];

/// What a template numbers: *Lesson 1*, *Leçon 2*.
const NUMBERED: &[&str] = &[
    "lesson",
    "lessons",
    "learning",
    "takeaway",
    "item",
    "action",
    "action item",
    "point",
    "factor",
    "cause",
    "step",
    "example",
    "bullet",
    "thing",
    "lecon",
    "enseignement",
    "element",
    "facteur",
    "exemple",
    "etape",
];

/// Whether it says something that may be learned: more than an address, a word, initials or a placeholder.
pub(super) fn is_statement(text: &str) -> bool {
    let is_address = |word: &&str| {
        let word = word.trim_start_matches(['<', '(']);
        word.contains("://") || word.starts_with("www.") || word.starts_with("mailto:")
    };
    let words = text.split_whitespace().filter(|word| !is_address(word));
    let mut words = words.filter(|word| word.chars().any(char::is_alphanumeric));
    // A word alone is a name or a subject, unless its author made it a sentence: *Measure.*
    let says_something = match (words.next(), words.next()) {
        (Some(word), None) => word.chars().count() > 2 && word.ends_with(['.', '!']),
        (first, _) => first.is_some(),
    };
    says_something && !is_placeholder(text) && !is_initials(text)
}

/// Whether it stands where nothing was written yet: `n/a`, `TBD`, `[first lesson]`, `Lesson 1`.
pub(super) fn is_placeholder(text: &str) -> bool {
    let text = text.trim();
    let closed_by = |open, close| text.starts_with(open) && text.find(close) == Some(text.len() - 1);
    if closed_by('[', ']') || closed_by('<', '>') || (text.starts_with("{{") && text.ends_with("}}")) {
        return true;
    }
    // Whatever is longer says more.
    if text.len() > 40 {
        return false;
    }
    let folded = fold(text);
    let unnumbered = folded.trim_end_matches(|letter: char| letter.is_ascii_digit() || letter == ' ');
    !folded.contains(char::is_alphanumeric)
        || NOTHING.contains(&folded.as_str())
        || (unnumbered.len() < folded.len() && NUMBERED.contains(&unnumbered))
}

/// Whether it names people by their initials, or by what a chat calls them: `RF, PW`, `@ada`.
fn is_initials(text: &str) -> bool {
    let is_name = |word: &str| {
        let is_short = word.len() <= 3 && word.bytes().all(|byte| byte.is_ascii_uppercase());
        is_short || word.strip_prefix('@').is_some_and(|handle| !handle.is_empty())
    };
    let mut words = text.split([' ', ',', ';', '/', '.']).filter(|word| !word.is_empty());
    words.all(is_name)
}

/// Its first sentence, bounded.
pub(super) fn first_sentence(text: &str) -> String {
    /// What ends with a full stop and ends no sentence.
    const SHORTENED: &[&str] =
        &["e.g", "i.e", "etc", "cf", "vs", "mr", "mrs", "dr", "st", "no", "fig", "ex", "env", "p"];
    let text = text.char_indices().nth(FURTHEST).map_or(text, |(end, _)| &text[..end]);
    let end = text.match_indices(['.', '!', '?', '…']).find_map(|(at, mark)| {
        let rest = &text[at + mark.len()..];
        let after = rest.trim_start_matches(['"', '”', '»', ')', '*']);
        let mut letters = after.chars();
        let begins_anew =
            letters.next().is_none_or(char::is_whitespace) && !letters.next().is_some_and(char::is_lowercase);
        let word = || text[..at].rsplit([' ', '(']).next().unwrap_or_default();
        let is_short =
            |word: &str| SHORTENED.contains(&word.to_lowercase().as_str()) || word.chars().count() == 1;
        (begins_anew && !is_short(word())).then_some(text.len() - after.len())
    });
    let end = end.unwrap_or(text.len());
    shorten(text[..end].trim(), LONGEST)
}

/// The part of a lesson that a text says to be, and what follows: `Observation: …`.
pub(super) fn labelled(text: &str) -> Option<(LessonPart, &str)> {
    let (label, rest) =
        text.split_once(':').or_else(|| text.split_once('—')).or_else(|| text.split_once('–'))?;
    Some((lesson_part(label)?, rest.trim()))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_says_nothing_is_no_statement() {
        for text in [
            "n/a",
            "N/A.",
            "None",
            "TBD",
            "…",
            "...",
            "-",
            "x",
            "a.",
            "http://www.example.org",
            "<https://e.org>",
            "XXX",
            "Aucun",
            "À compléter",
            "[Lesson learned]",
            "<what went well>",
            "{{ lesson }}",
            "Lesson 1",
            "Action item 2",
            "Leçon 3",
            "RF, PW, AN",
            "AN",
            "@ada",
            "WC.",
        ] {
            assert!(!is_statement(text), "{text}");
        }
        for text in [
            "Mesurer.",
            "Pas de tests",
            "None of the alarms fired",
            "See https://e.org for more",
            "Rien ne marche sans tests",
            "[Traefik bug] is known",
            "DNS failed",
            "Lesson 1: test more",
            "2 pizzas",
            "To do less",
            "[a] or [b]",
        ] {
            assert!(is_statement(text), "{text}");
        }
    }

    #[test]
    fn the_first_sentence_is_whole() {
        for (text, sentence) in [
            ("We learned. Then more.", "We learned."),
            ("Use tools, e.g. Docker, i.e. boxes. Then more.", "Use tools, e.g. Docker, i.e. boxes."),
            ("Version 1.2 broke! Why? Nobody knows", "Version 1.2 broke!"),
            ("It was (see cf. below) fine", "It was (see cf. below) fine"),
            ("He said “no.” Then left.", "He said “no.”"),
            ("Été… long. Puis court.", "Été… long."),
            ("", ""),
        ] {
            assert_eq!(first_sentence(text), sentence);
        }
        assert!(first_sentence(&"mot ".repeat(200)).chars().count() <= 301);
    }

    #[test]
    fn parts_of_lessons_are_labelled() {
        assert_eq!(labelled("Observation: it broke"), Some((LessonPart::Observation, "it broke")));
        assert_eq!(labelled("1. Recommandation : tester"), Some((LessonPart::Recommendation, "tester")));
        assert_eq!(labelled("Conclusion — test"), Some((LessonPart::Conclusion, "test")));
        assert_eq!(labelled("An observation: it broke"), None);
    }
}
