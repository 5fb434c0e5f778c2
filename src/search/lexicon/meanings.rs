//! Meanings: what words stand for beside themselves, where one of the names is several words: `drf` is `django rest framework`.
//!
//! Comes in: groups of names that mean the same, and the table of words. Goes out: by surface, its meanings. Names that are single words are synonyms term by term
//! (`word_table.rs`). What always holds: meanings name terms that some document has; a word and its inflections have the same.

use std::collections::{BTreeMap, BTreeSet};

use crate::search::corpus::Corpus;

use super::word_table::{NameWord, Names, WordTable};

/// Words side by side, each by its terms.
pub(crate) type Phrase = Vec<Vec<u32>>;

/// How many meanings of each sort a word has at most.
const MOST: usize = 16;
/// How many names of a group are looked at.
const LARGEST: usize = 100;
/// How many words a name has at most.
const LONGEST: usize = 5;

/// What a word stands for.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub(crate) struct Meanings {
    /// It means any of these; each with a bit for each of its words that is a stop word.
    pub(crate) means: Vec<(Phrase, u32)>,
    /// Phrases that begin with it: the rest of each, and the word, by its terms, that means the same.
    pub(crate) begins: Vec<(Phrase, Vec<u32>)>,
}

/// A number of meanings that are written one after the other.
#[derive(Debug, Clone, Copy)]
pub(crate) enum Code {
    Count(u32),
    Term(u32),
}

impl Meanings {
    /// Hands out the meanings in numbers, as [`Self::read`] takes them.
    pub(crate) fn write(&self, mut put: impl FnMut(Code)) {
        put(Code::Count(self.means.len() as u32));
        for (phrase, stops) in &self.means {
            write_phrase(phrase, &mut put);
            put(Code::Count(*stops));
        }
        put(Code::Count(self.begins.len() as u32));
        for (rest, word) in &self.begins {
            write_phrase(rest, &mut put);
            write_word(word, &mut put);
        }
    }

    /// Reads meanings.
    pub(crate) fn read(mut codes: impl Iterator<Item = u32>) -> Self {
        let mut next = || codes.next().unwrap_or(0);
        let means = (0..next()).map(|_| (read_phrase(&mut next), next())).collect();
        let begins = (0..next()).map(|_| (read_phrase(&mut next), read_word(&mut next))).collect();
        Self { means, begins }
    }
}

fn write_phrase(phrase: &Phrase, put: &mut impl FnMut(Code)) {
    put(Code::Count(phrase.len() as u32));
    phrase.iter().for_each(|word| write_word(word, put));
}

fn write_word(word: &[u32], put: &mut impl FnMut(Code)) {
    put(Code::Count(word.len() as u32));
    word.iter().for_each(|term| put(Code::Term(*term)));
}

fn read_phrase(next: &mut impl FnMut() -> u32) -> Phrase {
    (0..next()).map(|_| read_word(next)).collect()
}

fn read_word(next: &mut impl FnMut() -> u32) -> Vec<u32> {
    (0..next()).map(|_| next()).collect()
}

/// The meanings of each surface that has any, by the surface's index.
pub(crate) fn of(groups: &[Names], table: &WordTable<'_>, corpus: &Corpus) -> BTreeMap<u32, Meanings> {
    let surfaces = table.surfaces_of_terms();
    let inflections = |terms: &[u32]| -> BTreeSet<u32> {
        terms.iter().flat_map(|term| &surfaces[*term as usize]).copied().collect()
    };
    let mut means: BTreeMap<u32, BTreeSet<(Phrase, u32)>> = BTreeMap::new();
    let mut begins: BTreeMap<u32, BTreeSet<(Phrase, Vec<u32>)>> = BTreeMap::new();
    for names in groups {
        let is_stop_word = |word: &NameWord| {
            table.find(&word.surface).is_some_and(|surface| table.stop_words[surface as usize] != 0)
        };
        let phrase_of = |name: &Vec<NameWord>| -> Option<(Phrase, u32)> {
            let words: Phrase = name.iter().map(|word| table.terms_of_name(word, corpus)).collect();
            let stops = (0..).zip(name).map(|(number, word)| u32::from(is_stop_word(word)) << number).sum();
            words.iter().all(|word| !word.is_empty()).then_some((words, stops))
        };
        let names = &names[..names.len().min(LARGEST)];
        let known: Vec<(Phrase, u32)> =
            names.iter().filter(|name| name.len() <= LONGEST).filter_map(phrase_of).collect();
        for name in names.iter().filter(|name| name.len() == 1) {
            let Some(own) = table.find(&name[0].surface) else { continue };
            let terms = table.terms_of(&name[0].surface);
            let others = known.iter().filter(|(phrase, _)| phrase.len() > 1 || terms.is_empty());
            let all = if terms.is_empty() { BTreeSet::from([own]) } else { inflections(terms) };
            for surface in all {
                means.entry(surface).or_default().extend(others.clone().cloned());
            }
            for (phrase, _) in known.iter().filter(|(phrase, _)| phrase.len() > 1 && !terms.is_empty()) {
                for surface in inflections(&phrase[0]) {
                    begins.entry(surface).or_default().insert((phrase[1..].to_vec(), terms.to_vec()));
                }
            }
        }
    }
    let mut all: BTreeMap<u32, Meanings> = BTreeMap::new();
    for (surface, phrases) in means {
        all.entry(surface).or_default().means = phrases.into_iter().take(MOST).collect();
    }
    for (surface, phrases) in begins {
        all.entry(surface).or_default().begins = phrases.into_iter().take(MOST).collect();
    }
    all.retain(|_, meanings| *meanings != Meanings::default());
    all
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn meanings_are_read_as_they_were_written() {
        let meanings = Meanings {
            means: vec![(vec![vec![7, 9], vec![3]], 0b10), (vec![vec![1]], 0)],
            begins: vec![(vec![vec![4], vec![5, 6]], vec![2])],
        };
        let mut codes = Vec::new();
        meanings.write(|code| {
            codes.push(match code {
                Code::Count(number) | Code::Term(number) => number,
            });
        });
        assert_eq!(Meanings::read(codes.into_iter()), meanings);
        assert_eq!(Meanings::read([].into_iter()), Meanings::default());
    }
}
