//! The name that a misspelt word was most likely meant to be.
//!
//! Comes in: a word, and the names that there are. Goes out: which of them is nearest, when one is near enough: at most a third of the letters wrong
//! (Damerau–Levenshtein), after folding case and accents. What always holds: a word or name that is longer than anyone types has none that is near;
//! whoever asks more than once has an [`Effort`], which counts what was compared, so that a file of mistakes costs no more than it is long.

use super::fold::fold;
use super::hash::HashMap;

/// The longest word that is compared, in letters.
const LONGEST: usize = 64;

/// The candidate that `word` was most likely meant to be, when one is near enough; of several that are equally near, the first.
pub(crate) fn nearest<'a>(word: &str, candidates: impl IntoIterator<Item = &'a str>) -> Option<&'a str> {
    let candidates: Vec<&str> = candidates.into_iter().collect();
    let nearest = Suggestions::among(candidates.iter().copied()).nearest(word, &mut Effort::of_a_file());
    nearest.map(|index| candidates[index])
}

/// How much may still be compared. It is counted, never timed, so that the same content has the same suggestions.
#[derive(Debug, Clone)]
pub(crate) struct Effort {
    words: usize,
    /// In letters that are compared with letters.
    letters: usize,
}

/// What it costs to see that two words have other letters, in letters compared.
const GLANCE: usize = 8;

impl Effort {
    /// For the mistakes of one file.
    pub(crate) fn of_a_file() -> Self {
        Self { words: 20, letters: 4_000_000 }
    }

    /// For what dangles in a whole site: nobody reads more suggestions.
    pub(crate) fn of_a_site() -> Self {
        Self { words: 300, letters: 40_000_000 }
    }

    /// Takes so much of it, when there is so much.
    fn take(&mut self, letters: usize) -> bool {
        let left = self.letters.checked_sub(letters);
        self.letters = left.unwrap_or_default();
        left.is_some()
    }
}

/// Names that are compared with one word after another. Each different word is looked for once.
pub(crate) struct Suggestions<'a> {
    names: Vec<(&'a str, Letters)>,
    found: HashMap<String, Option<usize>>,
}

impl<'a> Suggestions<'a> {
    /// Suggests these names.
    pub(crate) fn among(names: impl IntoIterator<Item = &'a str>) -> Self {
        let names = names.into_iter().map(|name| (name, Letters::of(name))).collect();
        Self { names, found: HashMap::default() }
    }

    /// Which name, by its place, `word` was most likely meant to be; none once the effort is spent.
    pub(crate) fn nearest(&mut self, word: &str, effort: &mut Effort) -> Option<usize> {
        if let Some(known) = self.found.get(word) {
            return *known;
        }
        let letters = Letters::of(word);
        if letters.is_too_many() || effort.words == 0 {
            return None;
        }
        effort.words -= 1;
        let found = self.compare(word, &letters, effort);
        self.found.insert(word.to_owned(), found);
        found
    }

    fn compare(&self, word: &str, letters: &Letters, effort: &mut Effort) -> Option<usize> {
        let folded = fold(word);
        let length = folded.chars().count();
        let most = (length / 3).max(1);
        let mut best: Option<(usize, usize)> = None;
        for (index, (name, others)) in self.names.iter().enumerate() {
            if !effort.take(GLANCE) {
                break;
            }
            if others.is_too_many() || !letters.may_be_within(most, others) {
                continue;
            }
            let name = fold(name);
            if !effort.take(length * name.chars().count()) {
                break;
            }
            let distance = strsim::damerau_levenshtein(&folded, &name);
            if distance <= most && best.is_none_or(|(least, _)| distance < least) {
                best = Some((distance, index));
            }
        }
        best.map(|(_, index)| index)
    }
}

/// How often each letter occurs: two words that differ in more letters than may be wrong need not be compared, which is what keeps a
/// suggestion among a hundred thousand names quick.
struct Letters {
    /// `a` to `z`, whatever the case.
    ascii: [u8; 26],
    /// Letters of other scripts, and those with accents: they may fold to anything.
    others: usize,
    all: usize,
}

impl Letters {
    fn of(word: &str) -> Self {
        let mut letters = Self { ascii: [0; 26], others: 0, all: 0 };
        for letter in word.chars().take(LONGEST + 1) {
            letters.all += 1;
            if letter.is_ascii_alphabetic() {
                let count = &mut letters.ascii[usize::from(letter.to_ascii_lowercase() as u8 - b'a')];
                *count = count.saturating_add(1);
            } else if !letter.is_ascii() {
                letters.others += 1;
            }
        }
        letters
    }

    fn is_too_many(&self) -> bool {
        self.all > LONGEST
    }

    fn may_be_within(&self, most: usize, other: &Self) -> bool {
        let differing: usize =
            self.ascii.iter().zip(&other.ascii).map(|(a, b)| usize::from(a.abs_diff(*b))).sum();
        differing <= 2 * most + 2 * (self.others + other.others)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_nearest_word_is_found() {
        assert_eq!(nearest("tilte", ["date", "title", "topics"]), Some("title"));
        assert_eq!(nearest("Tarket", ["Tarkett", "Radio France"]), Some("Tarkett"));
        assert_eq!(nearest("zzz", ["title"]), None);
        assert_eq!(nearest("ete", ["hiver", "Été"]), Some("Été"));
        assert_eq!(nearest("title", ["titlex", "titles"]), Some("titlex"));
    }

    #[test]
    fn what_nobody_types_is_compared_with_nothing() {
        let long = "a".repeat(LONGEST + 1);
        assert_eq!(nearest(&long, [long.as_str()]), None);
        assert_eq!(nearest(&long[1..], [long.as_str(), &long[1..]]), Some(&long[1..]));
    }

    #[test]
    fn effort_is_spent_and_a_word_that_is_known_costs_none() {
        let names: Vec<String> = (0..1_000).map(|number| format!("name {number}")).collect();
        let mut suggestions = Suggestions::among(names.iter().map(String::as_str));
        let mut effort = Effort::of_a_file();
        let mut ask = |word: &str| suggestions.nearest(word, &mut effort);
        let words: Vec<String> = (0..21).map(|number| format!("nam {number}")).collect();
        let found: Vec<_> = words.iter().map(|word| ask(word)).collect();
        assert_eq!((found[0], found[19], found[20]), (Some(0), Some(19), None));
        assert_eq!(ask("nam 7"), Some(7));
        let mut little = Effort { words: 5, letters: 1_000 };
        assert_eq!(
            suggestions.nearest("name 99", &mut little),
            Some(9),
            "of those that it was compared with"
        );
        assert_eq!(little.letters, 0);
    }
}
