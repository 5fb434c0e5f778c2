//! The phrases of all languages as one table, made once from those that the languages list.
//!
//! Case, accents and punctuation do not matter. What always holds: no phrase means two sections (a test holds it).

use std::sync::LazyLock;

use crate::vocab::fold::fold;
use crate::vocab::hash::HashMap;
use crate::vocab::section::RexSection;

use super::english::ENGLISH;
use super::french::FRENCH;
use super::language::Words;

/// The languages whose phrases are known, each with its name.
pub(super) const LANGUAGES: [(&str, &Words); 2] = [("French", &FRENCH), ("English", &ENGLISH)];

/// What a phrase means, and what may stand around it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Meaning {
    pub(super) section: RexSection,
    /// Words may stand before it.
    pub(super) is_head: bool,
    /// What it is of may follow.
    pub(super) has_complement: bool,
}

/// What a small word does.
#[derive(Debug, Clone, Copy)]
pub(super) enum Role {
    Leads,
    Trails,
    Links,
    Joins,
    Counted,
}

pub(super) static PHRASES: LazyLock<HashMap<String, Meaning>> = LazyLock::new(|| {
    let mut phrases = HashMap::default();
    for (section, pattern) in patterns() {
        let (is_head, pattern) = pattern.strip_prefix('…').map_or((false, pattern), |rest| (true, rest));
        let (has_complement, pattern) =
            pattern.strip_suffix('…').map_or((false, pattern), |rest| (true, rest));
        for phrase in spelled_out(pattern) {
            let meaning = phrases.entry(phrase).or_insert(Meaning { section, is_head, has_complement });
            meaning.is_head |= is_head;
            meaning.has_complement |= has_complement;
        }
    }
    phrases
});

/// The small words, each with what it does, by number of [`Role`].
static ROLES: LazyLock<HashMap<&str, [bool; 5]>> = LazyLock::new(|| {
    let mut roles: HashMap<&str, [bool; 5]> = HashMap::default();
    for (_, words) in LANGUAGES {
        for (role, list) in [
            (Role::Leads, words.leading),
            (Role::Trails, words.trailing),
            (Role::Links, words.linking),
            (Role::Joins, words.joining),
            (Role::Counted, words.days),
        ] {
            list.iter().for_each(|word| roles.entry(word).or_default()[role as usize] = true);
        }
    }
    roles
});

/// Whether a word does this.
pub(super) fn is(word: &str, role: Role) -> bool {
    ROLES.get(word).is_some_and(|roles| roles[role as usize])
}

/// Every pattern, with its section.
fn patterns() -> impl Iterator<Item = (RexSection, &'static str)> {
    let sections = LANGUAGES.iter().flat_map(|(_, words)| words.sections);
    sections.flat_map(|(section, patterns)| patterns.iter().map(|pattern| (*section, *pattern)))
}

/// The phrases that a pattern stands for, folded.
fn spelled_out(pattern: &str) -> Vec<String> {
    if let Some((before, rest)) = pattern.split_once('(')
        && let Some((inner, after)) = rest.split_once(')')
    {
        let without = spelled_out(&format!("{before}{after}"));
        // What is chosen from in the brackets is chosen from within them.
        let with = inner.split('/').flat_map(|choice| spelled_out(&format!("{before}{choice}{after}")));
        return without.into_iter().chain(with).collect();
    }
    let Some(word) = pattern.split(' ').find(|word| word.contains('/')) else { return vec![fold(pattern)] };
    word.split('/').flat_map(|choice| spelled_out(&pattern.replacen(word, choice, 1))).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn patterns_are_spelled_out() {
        assert_eq!(spelled_out("leçon(s)"), ["lecon", "lecons"]);
        assert_eq!(spelled_out("mise en place/œuvre"), ["mise en place", "mise en oeuvre"]);
        assert_eq!(spelled_out("a (b/c d) e"), ["a e", "a b e", "a c d e"]);
        assert_eq!(spelled_out("plan d'action"), ["plan d action"]);
    }

    #[test]
    fn no_phrase_means_two_sections() {
        for (section, pattern) in patterns() {
            for phrase in spelled_out(pattern.trim_matches('…')) {
                assert_eq!(PHRASES[&phrase].section, section, "{pattern}: {phrase}");
            }
        }
    }

    #[test]
    fn small_words_are_folded() {
        let lists = LANGUAGES
            .iter()
            .flat_map(|(_, words)| [words.leading, words.trailing, words.linking, words.joining, words.days]);
        for word in lists.flatten() {
            assert_eq!(fold(word), *word);
        }
    }
}
