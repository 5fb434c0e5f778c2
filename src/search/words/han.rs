//! Chinese letters in their two ways of writing: what is traditional in one text is simplified in another.
//!
//! Comes in: a surface. Goes out: the same in the other writing. Apart because the pairs of letters are data (`han.txt`). What always holds: it is asked when a corpus is put
//! together, never when a query is: a browser needs no table of letters.

use std::collections::{BTreeMap, BTreeSet};

const PAIRS: &str = include_str!("han.txt");
/// How many traditional forms of a surface are given at most.
const MOST: usize = 8;
/// Texts give pairs of letters; what is longer is no word.
const LONGEST: usize = 2;

/// Which letters are written in two ways.
pub(crate) struct Writings {
    simplified: BTreeMap<char, char>,
    traditional: BTreeMap<char, Vec<char>>,
}

impl Writings {
    pub(crate) fn new() -> Self {
        let (mut simplified, mut traditional) = (BTreeMap::new(), BTreeMap::<_, Vec<_>>::new());
        for (one, other) in pairs() {
            simplified.insert(one, other);
            traditional.entry(other).or_default().push(one);
        }
        Self { simplified, traditional }
    }

    /// A surface in the other writing, in all ways; none when there is but one.
    pub(crate) fn others(&self, surface: &str) -> BTreeSet<String> {
        if surface.is_ascii() || surface.chars().nth(LONGEST).is_some() {
            return BTreeSet::new();
        }
        let simplified: String =
            surface.chars().map(|letter| *self.simplified.get(&letter).unwrap_or(&letter)).collect();
        let mut forms = vec![String::new()];
        for letter in simplified.chars() {
            let itself = [letter];
            let letters = self.traditional.get(&letter).map_or(&itself[..], Vec::as_slice);
            forms = forms
                .iter()
                .flat_map(|form| letters.iter().map(move |letter| format!("{form}{letter}")))
                .take(MOST)
                .collect();
        }
        let mut forms: BTreeSet<String> = forms.into_iter().chain([simplified]).collect();
        forms.remove(surface);
        forms
    }
}

fn pairs() -> impl Iterator<Item = (char, char)> {
    let lines = PAIRS.lines().filter(|line| !line.starts_with('#'));
    lines.flat_map(str::split_whitespace).filter_map(|pair| {
        let mut letters = pair.chars();
        letters.next().zip(letters.next())
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn each_writing_gives_the_other() {
        let writings = Writings::new();
        let others = |surface: &str| writings.others(surface).into_iter().collect::<Vec<_>>();
        assert_eq!(others("機器"), ["机器"]);
        assert_eq!(others("机器"), ["機器"]);
        assert_eq!(others("學習"), ["学习"]);
        assert_eq!(others("学习"), ["學習"]);
        assert_eq!(others("机"), ["機"]);
        assert_eq!(others("里长"), ["裏長", "裡長", "里長"]);
        assert_eq!(others("里長"), ["裏長", "裡長", "里长"]);
        assert!(others("公里").contains(&"公裡".to_owned()));
        for one in ["python", "中文", "データ", "파이", "", "é", "機器學習"] {
            assert!(others(one).is_empty(), "{one}");
        }
    }

    #[test]
    fn the_table_leads_from_traditional_to_simplified_alone() {
        let writings = Writings::new();
        assert!(pairs().count() > 2500);
        for line in PAIRS.lines().filter(|line| !line.starts_with('#')) {
            assert!(line.split(' ').all(|pair| pair.chars().count() == 2), "{line}");
        }
        for (one, other) in pairs() {
            assert_eq!(writings.simplified.get(&one), Some(&other), "{one} is there twice");
            assert!(writings.simplified.get(&other).is_none_or(|again| *again == other), "{one}{other}");
        }
        assert!(writings.traditional.values().all(|letters| letters.len() <= MOST));
    }
}
