//! The phrases of all languages as one table, made once from those that the languages list.
//!
//! How a phrase is written:
//!
//! - `lesson(s) (learned)`: what is in brackets may be missing.
//! - `marché/fonctionné`: one of these words.
//! - `drawbacks…`: what it is of may follow, after a preposition: *drawbacks of X*. A phrase that ends with a preposition needs what follows.
//! - `…tips`: a few words may stand before it: *speed tips*.
//!
//! Case, accents and punctuation do not matter. What always holds: no phrase means two sections (a test holds it).

use std::sync::LazyLock;

use crate::vocab::fold::fold;
use crate::vocab::hash::HashMap;
use crate::vocab::section::RexSection;

use super::english::ENGLISH;
use super::french::FRENCH;

/// What a language calls sections, and the small words around these phrases, which are written folded.
pub(super) struct Words {
    pub(super) sections: &'static [(RexSection, &'static [&'static str])],
    /// Words before a phrase that change nothing: *the*, *our*, *key*.
    pub(super) leading: &'static [&'static str],
    /// Words after one that change nothing.
    pub(super) trailing: &'static [&'static str],
    /// Prepositions, after which stands what a phrase is of.
    pub(super) linking: &'static [&'static str],
    /// What joins two phrases.
    pub(super) joining: &'static [&'static str],
    /// What a number at the end counts: *day 2*.
    pub(super) days: &'static [&'static str],
}

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
#[derive(Debug, Clone, Copy, Default)]
pub(super) struct Role {
    pub(super) leads: bool,
    pub(super) trails: bool,
    pub(super) links: bool,
    pub(super) joins: bool,
    pub(super) is_day: bool,
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

static ROLES: LazyLock<HashMap<&str, Role>> = LazyLock::new(|| {
    let mut roles: HashMap<&str, Role> = HashMap::default();
    for (_, words) in LANGUAGES {
        let mut set = |list: &[&'static str], role: fn(&mut Role)| {
            list.iter().for_each(|word| role(roles.entry(word).or_default()));
        };
        set(words.leading, |role| role.leads = true);
        set(words.trailing, |role| role.trails = true);
        set(words.linking, |role| role.links = true);
        set(words.joining, |role| role.joins = true);
        set(words.days, |role| role.is_day = true);
    }
    roles
});

/// What a small word does; nothing, when it is none.
pub(super) fn role(word: &str) -> Role {
    ROLES.get(word).copied().unwrap_or_default()
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
        for word in ROLES.keys() {
            assert_eq!(fold(word), *word);
        }
    }
}
