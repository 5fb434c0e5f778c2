//! Corrections: the known word that an unknown one was probably meant to be.
//!
//! Comes in: an unknown surface and sorted words. Goes out: the nearest by Damerau-Levenshtein distance (optimal string alignment: a mistake is an insertion, a deletion, a substitution or a
//! swap of neighbours), then the most frequent, then the first. What always holds:
//!
//! - Words of 4 to 7 letters are corrected by one mistake at most, longer ones by two, shorter ones not at all. Of two mistakes none is a substitution: another letter makes another word
//!   (`clickable` is not `crackable`), while letters are left out, doubled and swapped by slips (`accessiblity`). So a substitution costs 3, other mistakes 2, of 4.
//! - Known words with the same first letter come first, however far they are; then those that begin with the second letter, since the first may have slipped
//!   in or changed places with it; then the same word with a first letter that sounds alike. Few people mistake the first letter otherwise, and a reader that fetches the lexicon in
//!   pieces needs a small part of it.
//! - Neighbours in the sorted list share the rows of the table for the prefix that they share.

use std::cmp::Reverse;
use std::ops::Range;

use crate::search::lexicon::Lexicon;
use crate::search::tuning::{MORE_FREQUENT, RARE, SHORTEST_RESEMBLING};

const SUBSTITUTION: u8 = 3;
const OTHER_MISTAKE: u8 = 2;
/// Beginnings of words that sound alike.
const ALIKE: [(&str, &str); 9] = [
    ("c", "k"),
    ("c", "q"),
    ("c", "s"),
    ("e", "i"),
    ("f", "ph"),
    ("g", "j"),
    ("i", "y"),
    ("s", "z"),
    ("v", "w"),
];

/// How much the mistakes in a word of this many letters may cost; none when it is too short to be corrected.
pub(crate) fn bound(letters: usize) -> Option<u8> {
    match letters {
        0..=3 => None,
        4..=7 => Some(SUBSTITUTION),
        _ => Some(2 * OTHER_MISTAKE),
    }
}

/// How many mistakes cost so much.
fn mistakes(cost: u8) -> u8 {
    cost / OTHER_MISTAKE
}

/// The index of the known word that an unknown surface was probably meant to be: the nearest of those with the same first letter
/// (code point), or, when none of them is near enough, of those that begin with its second; else the most frequent that begins as if it sounded alike, and is the same from there.
pub(crate) fn nearest_known(unknown: &str, lexicon: &Lexicon) -> Option<usize> {
    let bound = bound(unknown.chars().count())?;
    let mut letter = [0; 4];
    let near = unknown.chars().take(2).find_map(|first| {
        let range = lexicon.with_prefix(first.encode_utf8(&mut letter));
        nearest(unknown, bound, range, |index| lexicon.surface(index), |index| lexicon.frequency(index))
    });
    near.or_else(|| {
        let alike = sounding_alike(unknown).filter_map(|other| lexicon.find(&other));
        alike.min_by_key(|index| (Reverse(lexicon.frequency(*index)), *index))
    })
}

/// A word with another beginning that sounds alike.
fn sounding_alike(word: &str) -> impl Iterator<Item = String> + '_ {
    let both_ways = ALIKE.into_iter().flat_map(|(one, other)| [(one, other), (other, one)]);
    both_ways.filter_map(move |(one, other)| Some(format!("{other}{}", word.strip_prefix(one)?)))
}

/// The index of the much more frequent word that a rare known one may be a misspelling of: made of letters only, with the same first two,
/// one mistake away; of several the most frequent, then the first.
pub(crate) fn resembling(rare: usize, lexicon: &Lexicon) -> Option<usize> {
    let (surface, frequency) = (lexicon.surface(rare), lexicon.frequency(rare));
    let is_word = surface.chars().count() >= SHORTEST_RESEMBLING && surface.chars().all(char::is_alphabetic);
    // A name that no document has is no mistake.
    if frequency == 0 || frequency > RARE || !is_word {
        return None;
    }
    let start = surface.char_indices().nth(2).map_or(surface.len(), |(at, _)| at);
    let mut table = Table::new(surface, SUBSTITUTION);
    let mut best: Option<(Reverse<u32>, usize)> = None;
    for index in lexicon.with_prefix(&surface[..start]) {
        let found = (Reverse(lexicon.frequency(index)), index);
        if found.0.0 >= frequency * MORE_FREQUENT
            && best.is_none_or(|best| found < best)
            && table.distance(lexicon.surface(index)).is_some()
        {
            best = Some(found);
        }
    }
    best.map(|best| best.1)
}

/// The index in `range` of the nearest word that is no further than `bound`. `word` must give the words in sorted order.
pub(crate) fn nearest<'a>(
    unknown: &str,
    bound: u8,
    range: Range<usize>,
    word: impl Fn(usize) -> &'a str,
    frequency: impl Fn(usize) -> u32,
) -> Option<usize> {
    let mut table = Table::new(unknown, bound);
    let mut best: Option<(u8, Reverse<u32>, usize)> = None;
    for index in range {
        if let Some(cost) = table.distance(word(index)) {
            let found = (mistakes(cost), Reverse(frequency(index)), index);
            if best.is_none_or(|best| found < best) {
                best = Some(found);
                // Nothing that has more mistakes is of interest now.
                table.bound = bound.min(found.0 * OTHER_MISTAKE + 1);
            }
        }
    }
    best.map(|best| best.2)
}

/// The costs between prefixes of the unknown word (columns) and of the word at hand (rows).
struct Table {
    unknown: Vec<char>,
    bound: u8,
    /// The word at hand, as far as rows were filled for it.
    letters: Vec<char>,
    /// Row after row, each one longer than the unknown word; the first is for the empty prefix.
    cells: Vec<u8>,
    /// How many letters of the word at hand it took to see that all words with that prefix are too far; none when not seen.
    dead_at: Option<usize>,
}

impl Table {
    fn new(unknown: &str, bound: u8) -> Self {
        let unknown: Vec<char> = unknown.chars().take(64).collect();
        let cells = (0..=unknown.len() as u8).map(|letters| letters * OTHER_MISTAKE).collect();
        Self { unknown, bound, letters: Vec::new(), cells, dead_at: None }
    }

    /// What the mistakes between it and a word cost, when it is within bounds. Words should come in sorted order.
    fn distance(&mut self, word: &str) -> Option<u8> {
        let width = self.unknown.len() + 1;
        let shared = self.letters.iter().zip(word.chars()).take_while(|(a, b)| **a == *b).count();
        if self.dead_at.is_some_and(|dead| dead <= shared) {
            return None;
        }
        self.letters.truncate(shared);
        self.cells.truncate((shared + 1) * width);
        self.dead_at = None;
        for letter in word.chars().skip(shared) {
            if self.push_row(letter) > self.bound {
                self.dead_at = Some(self.letters.len());
                return None;
            }
        }
        let distance = self.cells[self.cells.len() - 1];
        (distance <= self.bound).then_some(distance)
    }

    /// Fills the row of one more letter; gives the least of its cells and, for a swap's sake, of the row before.
    fn push_row(&mut self, letter: char) -> u8 {
        let width = self.unknown.len() + 1;
        let row = self.letters.len() + 1;
        let before = self.letters.last().copied();
        self.letters.push(letter);
        let above = (row - 1) * width;
        let mut least = u8::MAX;
        for column in 0..width {
            let mut cell = self.cells[above + column].saturating_add(OTHER_MISTAKE);
            if column > 0 {
                let other = if self.unknown[column - 1] == letter { 0 } else { SUBSTITUTION };
                let left = self.cells[row * width + column - 1].saturating_add(OTHER_MISTAKE);
                let diagonal = self.cells[above + column - 1].saturating_add(other);
                cell = cell.min(left).min(diagonal);
                if column > 1
                    && row > 1
                    && self.unknown[column - 2] == letter
                    && before == Some(self.unknown[column - 1])
                {
                    cell = cell.min(self.cells[above - width + column - 2].saturating_add(OTHER_MISTAKE));
                }
            }
            self.cells.push(cell);
            least = least.min(cell);
        }
        let least_above = self.cells[above..above + width].iter().copied().min().unwrap_or(u8::MAX);
        least.min(least_above.saturating_add(OTHER_MISTAKE))
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    fn correct(unknown: &str, words: &[(&str, u32)]) -> Option<String> {
        let mut words = words.to_vec();
        words.sort_unstable();
        let bound = bound(unknown.chars().count())?;
        nearest(unknown, bound, 0..words.len(), |index| words[index].0, |index| words[index].1)
            .map(|index| words[index].0.to_owned())
    }

    #[test]
    fn nearest_then_most_frequent() {
        let words =
            [("kubernetes", 200), ("django", 900), ("asyncio", 50), ("jango", 1), ("test", 9), ("text", 10)];
        for (unknown, expected) in [
            ("kuberntes", Some("kubernetes")),
            ("djnago", Some("django")),
            ("asynico", Some("asyncio")),
            ("tesst", Some("test")),
            ("tezt", Some("text")),
            ("kubrntes", Some("kubernetes")),
            ("kubernatis", None),
            ("dja", None),
            ("xylophone", None),
        ] {
            assert_eq!(correct(unknown, &words).as_deref(), expected, "{unknown}");
        }
    }

    #[test]
    fn the_first_letter_is_trusted_before_distance_and_frequency() {
        let lexicon = Lexicon::of_words(&[
            ("best", 900),
            ("kubernetes", 3),
            ("ret", 1),
            ("überall", 2),
            ("uberlegen", 50),
            ("rubernetes", 1),
            ("physics", 4),
            ("sicle", 1),
            ("kicle", 7),
        ]);
        for (unknown, expected) in [
            ("rest", Some("ret")),
            ("xbest", Some("best")),
            ("qest", None),
            ("rubernete", Some("rubernetes")),
            ("ukbernetes", Some("kubernetes")),
            ("gubernetes", None),
            ("cubernetes", Some("kubernetes")),
            ("fysics", Some("physics")),
            ("fhysics", None),
            ("cicle", Some("kicle")),
            ("kubernets", Some("kubernetes")),
            ("überal", Some("überall")),
            ("re", None),
            ("zzzzzz", None),
        ] {
            let found = nearest_known(unknown, &lexicon).map(|index| lexicon.surface(index));
            assert_eq!(found, expected, "{unknown}");
        }
    }

    #[test]
    fn a_rare_word_resembles_a_frequent_one() {
        let lexicon = Lexicon::of_words(&[
            ("kubernetes", 56),
            ("kuberntes", 1),
            ("kubernete", 40),
            ("hansen", 2),
            ("hanson", 39),
            ("tests", 1),
            ("test", 900),
            ("rython3", 1),
            ("python3", 90),
        ]);
        for (rare, expected) in [
            ("kuberntes", Some("kubernetes")),
            ("hansen", None),
            ("tests", None),
            ("rython3", None),
            ("hanson", None),
        ] {
            let index = lexicon.find(rare).unwrap();
            assert_eq!(resembling(index, &lexicon).map(|index| lexicon.surface(index)), expected, "{rare}");
        }
    }

    /// The textbook's table, row by row and without bounds.
    fn plain_cost(a: &str, b: &str) -> usize {
        let (a, b): (Vec<char>, Vec<char>) = (a.chars().collect(), b.chars().collect());
        let mut table = vec![vec![0; b.len() + 1]; a.len() + 1];
        for i in 0..=a.len() {
            for j in 0..=b.len() {
                table[i][j] = match (i, j) {
                    (0, _) => 2 * j,
                    (_, 0) => 2 * i,
                    _ => {
                        let cost = if a[i - 1] == b[j - 1] { 0 } else { 3 };
                        let mut least =
                            (table[i - 1][j] + 2).min(table[i][j - 1] + 2).min(table[i - 1][j - 1] + cost);
                        if i > 1 && j > 1 && a[i - 1] == b[j - 2] && a[i - 2] == b[j - 1] {
                            least = least.min(table[i - 2][j - 2] + 2);
                        }
                        least
                    }
                };
            }
        }
        table[a.len()][b.len()]
    }

    proptest! {
        #[test]
        fn shared_rows_change_nothing(
            unknown in "[abc]{4,9}",
            words in proptest::collection::btree_set("[abc]{1,9}", 1..40),
        ) {
            let words: Vec<String> = words.into_iter().collect();
            let bound = bound(unknown.chars().count()).unwrap();
            let found = nearest(&unknown, bound, 0..words.len(), |index| &words[index], |_| 1);
            let expected = (0..words.len())
                .map(|index| (plain_cost(&unknown, &words[index]), index))
                .filter(|(cost, _)| *cost <= usize::from(bound))
                .map(|(cost, index)| (cost / 2, index))
                .min()
                .map(|(_, index)| index);
            prop_assert_eq!(found, expected);
        }
    }
}
