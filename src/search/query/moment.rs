//! Moments: the excerpt of what is said in a document's recordings, which leads to the second at which it is said.
//!
//! Comes in: what the index keeps of the transcripts, and the groups of a query, of which the document has some by its transcripts alone. Goes out: an excerpt whose anchor is the
//! second. What always holds:
//!
//! - It is from the part in which the most groups are said, a phrase where its words stand side by side, then the first part; so a browser fetches that part and no other.
//! - Stop words of a phrase are nowhere: they are said everywhere.

use std::borrow::Cow;
use std::collections::{BTreeMap, BTreeSet};

use crate::search::card::CardSection;
use crate::search::field::Field;
use crate::search::said::{self, StoredSaid};
use crate::vocab::duration::position;

use super::answer::Excerpt;
use super::excerpt::{Token, best_place};
use super::group::{Group, Reading};
use super::tally::Books;

/// The anchor of a second of a record's recording, on the record's page.
pub(crate) fn anchor(second: u32) -> String {
    format!("t={second}")
}

/// The excerpt of what is said in a document; none when nothing of it is kept. `word_of` says of a token which of [`words`] it is.
pub(super) fn of(
    document: u32,
    stored: &[u8],
    wanted: &[Group],
    books: Books<'_>,
    word_of: impl FnMut(&str) -> Option<usize>,
) -> tantivy::Result<Option<Excerpt>> {
    let Ok(stored) = serde_json::from_slice::<StoredSaid<'_>>(stored) else { return Ok(None) };
    let mut groups = vec![0; stored.parts.len()];
    for group in wanted {
        let mut has = BTreeSet::new();
        for reading in &group.readings {
            has.extend(places(reading, document, books)?.into_iter().map(|place| stored.part_at(place)));
        }
        has.into_iter().for_each(|part| groups.get_mut(part).into_iter().for_each(|groups| *groups += 1));
    }
    let most = groups.iter().copied().max().unwrap_or(0);
    let Some(part) = groups.iter().position(|groups| *groups == most).map(|best| &stored.parts[best]) else {
        return Ok(None);
    };
    let text = said::joined(part.iter().map(|(_, text)| &**text));
    let section = CardSection { text: Cow::Owned(text), anchor: None, heading: Cow::Borrowed("") };
    Ok(best_place(&[section], word_of).map(|(excerpt, shown)| {
        let second = said::second_at(part, shown.get(closest(&shown)).map_or(0, |token| token.range.start));
        Excerpt { anchor: Some(anchor(second)), heading: position(second), ..excerpt }
    }))
}

/// The words that are listened for, by their terms: what stands for one word of the query is one; of phrases each is, but stop words.
pub(super) fn words(wanted: &[Group]) -> BTreeMap<u32, usize> {
    let (mut words, mut next) = (BTreeMap::new(), 0);
    for group in wanted {
        let own = next;
        next += 1;
        for reading in &group.readings {
            for word in reading.said() {
                let number = if reading.words.len() == 1 { own } else { next };
                next += usize::from(number != own);
                word.iter().for_each(|term| _ = words.entry(*term).or_insert(number));
            }
        }
    }
    words
}

/// Where a word or phrase is said in a document.
fn places(reading: &Reading, document: u32, books: Books<'_>) -> tantivy::Result<Vec<u32>> {
    let mut all = Vec::new();
    for word in reading.said() {
        let mut places = BTreeSet::new();
        for term in word {
            let term = books.lexicon.term(*term);
            places.extend(books.segments.positions(document, Field::Transcript, term)?);
        }
        all.push(places);
    }
    let Some((first, rest)) = all.split_first() else { return Ok(Vec::new()) };
    let stands = |at: &u32| (1..).zip(rest).all(|(after, places)| places.contains(&(at + after)));
    Ok(first.iter().copied().filter(stands).collect())
}

/// Of the tokens of an excerpt the one with which the shortest stretch begins that has all words that are in it, the first of such; else the first.
fn closest(shown: &[Token]) -> usize {
    let count = shown.iter().filter_map(|token| token.word).collect::<BTreeSet<_>>().len();
    let mut last = BTreeMap::new();
    let (mut best, mut shortest) = (0, usize::MAX);
    for (at, token) in shown.iter().enumerate() {
        let Some(word) = token.word else { continue };
        last.insert(word, at);
        let from = last.values().copied().min().unwrap_or(at);
        if last.len() == count && at - from < shortest {
            (best, shortest) = (from, at - from);
        }
    }
    best
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_recording_begins_where_the_words_are_closest() {
        let shown = |text: &str| -> Vec<Token> {
            let word = |letter: char| "abc".find(letter);
            (0..)
                .zip(text.chars())
                .map(|(at, letter)| Token { range: at..at + 1, word: word(letter) })
                .collect()
        };
        for (text, expected) in
            [("", 0), ("..", 0), (".b.", 1), ("a..a.b", 3), ("a.b..ab..ab", 5), ("ba.c.abc", 5), ("a.a", 0)]
        {
            assert_eq!(closest(&shown(text)), expected, "{text}");
        }
    }

    #[test]
    fn stop_words_of_phrases_are_not_listened_for() {
        let word = |term: u32| Reading { words: vec![vec![term]], worth: 1.0, stops: Vec::new() };
        let phrase = Reading {
            words: vec![vec![3, 4], vec![5], vec![1]],
            worth: 1.0,
            stops: vec![false, true, false],
        };
        let group = |readings| Group { readings, forms: Vec::new() };
        let wanted = [group(vec![word(1), word(2)]), group(vec![phrase]), group(vec![word(9)])];
        assert_eq!(words(&wanted), BTreeMap::from([(1, 0), (2, 0), (3, 2), (4, 2), (9, 4)]));
    }
}
