//! Whose words a paragraph is: the author's, who was there, or the speaker's, who announces a talk.
//!
//! What always holds: quotation marks are believed; anything else is told by persons (`je`, `I` against `nous`, `we`) and is a guess.

use crate::vocab::fold::fold;

/// Whose words.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Voice {
    Author,
    Speaker,
    /// Nothing tells.
    Neutral,
}

/// The voice of one paragraph by itself.
pub(crate) fn voice(text: &str) -> Voice {
    let folded = format!(" {} ", fold(text));
    let has = |words: &[&str]| words.iter().any(|word| folded.contains(&format!(" {word} ")));
    if has(AUTHOR) || has(OF_THE_TALK) {
        Voice::Author
    } else if has(SPEAKER) {
        Voice::Speaker
    } else {
        Voice::Neutral
    }
}

/// Whether a text speaks to an audience, as the announcement of a talk does.
pub(crate) fn speaks_to_an_audience(text: &str) -> bool {
    let folded = format!(" {} ", fold(text));
    let has = |words: &[&str]| words.iter().any(|word| folded.contains(&format!(" {word} ")));
    has(SPEAKER) && has(&["vous", "you"])
}

const AUTHOR: &[&str] = &[
    "je",
    "j ai",
    "j avais",
    "j etais",
    "mon",
    "ma",
    "mes",
    "moi",
    "i",
    "i m",
    "i ve",
    "my",
    "me",
    "imho",
    "a mon sens",
    "selon moi",
];

/// Only who sat in the room speaks so of a talk.
const OF_THE_TALK: &[&str] = &[
    "ce talk",
    "cette conference",
    "cette presentation",
    "cette intervention",
    "cette session",
    "cette keynote",
    "du talk",
    "le talk",
    "this talk",
    "the talk",
    "this session",
    "the speaker",
    "the speakers",
    "le speaker",
    "les speakers",
    "l orateur",
    "les orateurs",
    "l oratrice",
];

const SPEAKER: &[&str] = &["nous", "notre", "nos", "we", "our", "us", "we ll", "we re"];

/// Whether this paragraph opens, holds or closes a quotation, given whether one is open: what it is, and whether one is open after it.
pub(crate) fn quoted(text: &str, is_open: bool) -> (bool, bool) {
    let text = text.trim();
    let opens = text.starts_with(['«', '“', '„']) || (text.starts_with('"') && !is_open);
    let closes = |text: &str| {
        let end = text.trim_end_matches(['.', ' ', '\u{a0}', '\u{202f}']);
        end.ends_with(['»', '”']) || (end.ends_with('"') && (is_open || text.len() > 1))
    };
    let is_quote = opens || is_open;
    (is_quote, is_quote && !closes(text))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn persons_tell_voices() {
        assert_eq!(voice("Je conseille à tout le monde de regarder la vidéo."), Voice::Author);
        assert_eq!(voice("Ce talk n’était pas le plus passionnant."), Voice::Author);
        assert_eq!(voice("Nous allons vous raconter notre migration."), Voice::Speaker);
        assert_eq!(voice("We moved our services."), Voice::Speaker);
        assert_eq!(voice("La plateforme tient la charge."), Voice::Neutral);
        assert!(
            speaks_to_an_audience("We will show you our mistakes") && !speaks_to_an_audience("We went there")
        );
    }

    #[test]
    fn quotations_go_over_paragraphs() {
        assert_eq!(quoted("« Un début", false), (true, true));
        assert_eq!(quoted("au milieu", true), (true, true));
        assert_eq!(quoted("et la fin. »", true), (true, false));
        assert_eq!(quoted("“All of it.”", false), (true, false));
        assert_eq!(quoted("Sans guillemets", false), (false, false));
    }
}
