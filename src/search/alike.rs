//! Lessons that may be the same, learned in other houses: by the rare words that they share.
//!
//! Comes in: the knowledge base. Goes out: pairs that an author may want to tie, the most alike first. Nothing is tied here: whether two lessons are the same
//! is for people to say. What always holds:
//!
//! - All arithmetic is in integers, and pairs are compared in the order of numbers, so that neither threads nor machines change the outcome.
//! - Each lesson is compared by at most [`RARE`] words with at most [`MOST_SHARING`] others each, so that the cost grows with the lessons and no faster.

use std::collections::BTreeMap;

use rayon::prelude::*;

use crate::document::LessonKind;
use crate::knowledge::{Details, KnowledgeBase, Record, RecordId, tell_the_same};
use crate::vocab::hash::HashMap;
use crate::vocab::kind::Kind;

use super::entry::Entry;
use super::field::Field;
use super::words::analysis::{Analyser, Word};

/// By how many of its rarest words a lesson is compared.
const RARE: usize = 8;
/// A word in more lessons than this says little, and costs much.
const MOST_SHARING: usize = 64;
/// So many suggestions name one lesson at most.
const OF_A_LESSON: usize = 3;
/// How much of their weight two lessons share at least, in percent.
const LEAST: u32 = 34;

/// Two lessons that may be the same.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) struct Alike {
    pub(crate) one: RecordId,
    /// It has the higher number.
    pub(crate) other: RecordId,
    /// How much of the weight of their words they share, in percent.
    pub(crate) percent: u32,
}

/// A word of a lesson, by its number, with what it weighs.
type Weighed = (u32, u32);

/// Finds pairs of lessons that nobody has tied yet, the most alike first.
pub(crate) fn same_lessons(knowledge: &KnowledgeBase) -> Vec<Alike> {
    let lessons: Vec<RecordId> = knowledge.of_kind(Kind::Lesson).map(|(id, _)| id).collect();
    let words = words(knowledge, &lessons);
    let mut sharing: HashMap<u32, Vec<u32>> = HashMap::default();
    for (lesson, words) in (0_u32..).zip(&words) {
        words.iter().for_each(|word| sharing.entry(*word).or_default().push(lesson));
    }
    let weight = |word: &u32| weight(lessons.len(), sharing[word].len());
    let weighed: Vec<Vec<Weighed>> =
        words.iter().map(|words| words.iter().map(|word| (*word, weight(word))).collect()).collect();
    let found: Vec<Vec<Alike>> = (0..lessons.len())
        .into_par_iter()
        .map(|lesson| nearest(lesson, &lessons, &weighed, &sharing, knowledge))
        .collect();
    let mut pairs: Vec<Alike> = found.into_iter().flatten().collect();
    pairs.sort_unstable_by_key(|pair| (std::cmp::Reverse(pair.percent), pair.one, pair.other));
    pairs.dedup();
    let mut named: BTreeMap<RecordId, usize> = BTreeMap::new();
    pairs.retain(|pair| {
        let is_new =
            [pair.one, pair.other].iter().all(|id| named.get(id).copied().unwrap_or(0) < OF_A_LESSON);
        if is_new {
            [pair.one, pair.other].into_iter().for_each(|id| *named.entry(id).or_default() += 1);
        }
        is_new
    });
    pairs
}

/// The distinct stems of each lesson but for stop words, as numbers in ascending order; stems are numbered in the order of first meeting.
fn words(knowledge: &KnowledgeBase, lessons: &[RecordId]) -> Vec<Vec<u32>> {
    let analyser = Analyser::new();
    let vocabulary = |id: &RecordId| {
        let record = knowledge.record(*id);
        let mut entry = Entry::new(&record.language);
        if let Details::Lesson(lesson) = &record.details {
            entry.push(Field::Lessons, lesson.text.as_str());
        }
        analyser.analyse(&entry).vocabulary
    };
    let vocabularies: Vec<String> = lessons.par_iter().map(vocabulary).collect();
    let mut numbers: HashMap<String, u32> = HashMap::default();
    let mut number = |stem: &str| {
        if let Some(number) = numbers.get(stem) {
            return *number;
        }
        let number = numbers.len() as u32;
        numbers.insert(stem.to_owned(), number);
        number
    };
    let of_one = |vocabulary: &String| {
        let telling = vocabulary.lines().map(Word::parse).filter(|word| !word.is_stop_word);
        let mut words: Vec<u32> = telling.map(|word| number(word.stem)).collect();
        words.sort_unstable();
        words.dedup();
        words
    };
    vocabularies.iter().map(of_one).collect()
}

/// What a word weighs that so many of all lessons have: the base-2 logarithm of how rare it is, in 1/16.
fn weight(all: usize, sharing: usize) -> u32 {
    let rarity = (all as u64 * 16) / (sharing.max(1) as u64);
    rarity.max(1).ilog2() * 16 + ((rarity << 4) >> rarity.max(1).ilog2()) as u32 % 16
}

/// The pairs of a lesson with those that are most like it, each with the lower number first.
fn nearest(
    lesson: usize,
    lessons: &[RecordId],
    weighed: &[Vec<Weighed>],
    sharing: &HashMap<u32, Vec<u32>>,
    knowledge: &KnowledgeBase,
) -> Vec<Alike> {
    let own = &weighed[lesson];
    let mut rare: Vec<&Weighed> =
        own.iter().filter(|(word, _)| (2..=MOST_SHARING).contains(&sharing[word].len())).collect();
    rare.sort_by_key(|(word, _)| (sharing[word].len(), *word));
    rare.truncate(RARE);
    let mut others: Vec<u32> = rare.iter().flat_map(|(word, _)| &sharing[word]).copied().collect();
    others.sort_unstable();
    others.dedup();
    let scored = others.into_iter().map(|other| other as usize).filter(|other| *other != lesson);
    let scored = scored.filter_map(|other| {
        let percent = likeness(own, &weighed[other]);
        (percent >= LEAST && may_be_one(lessons[lesson], lessons[other], knowledge)).then(|| Alike {
            one: lessons[lesson.min(other)],
            other: lessons[lesson.max(other)],
            percent,
        })
    });
    let mut scored: Vec<Alike> = scored.collect();
    scored.sort_unstable_by_key(|pair| (std::cmp::Reverse(pair.percent), pair.one, pair.other));
    scored.truncate(OF_A_LESSON);
    scored
}

/// Twice the weight that two share, of the weight of both, in percent (Dice); nothing for those that share a single word.
fn likeness(one: &[Weighed], other: &[Weighed]) -> u32 {
    let (mut shared, mut count, mut at) = (0_u64, 0, 0);
    for (word, weight) in one {
        while other.get(at).is_some_and(|(other, _)| other < word) {
            at += 1;
        }
        if other.get(at).is_some_and(|(other, _)| other == word) {
            (shared, count) = (shared + u64::from(*weight), count + 1);
        }
    }
    let all: u64 = one.iter().chain(other).map(|(_, weight)| u64::from(*weight)).sum();
    if count < 2 { 0 } else { (200 * shared / all.max(1)) as u32 }
}

/// Whether one tells what went well and the other what went wrong: *no data was lost* and *data was lost* have the same words.
fn are_opposite(a: &Record, b: &Record) -> bool {
    let kind = |record: &Record| match &record.details {
        Details::Lesson(lesson) => Some(lesson.kind),
        _ => None,
    };
    let kinds = [kind(a), kind(b)];
    kinds.contains(&Some(LessonKind::Success)) && kinds.contains(&Some(LessonKind::Failure))
}

/// Whether two lessons may be one that two houses learned: they come from two records that tell of other organisations, and nobody has tied them.
fn may_be_one(one: RecordId, other: RecordId, knowledge: &KnowledgeBase) -> bool {
    let (a, b) = (knowledge.record(one), knowledge.record(other));
    let source = |record: &Record, id: RecordId| match &record.details {
        Details::Lesson(lesson) => lesson.source,
        _ => id,
    };
    let is_of = |record: &Record, id: RecordId| {
        let tied = record
            .life()
            .map(|life| [&life.same_as, &life.contradicts, &life.supersedes, &life.superseded_by]);
        tied.is_some_and(|lists| lists.iter().any(|list| list.contains(&id)))
    };
    !are_opposite(a, b)
        && !a.organisations.iter().any(|organisation| b.organisations.contains(organisation))
        && !is_of(a, other)
        && !tell_the_same(&knowledge.records, source(a, one), source(b, other))
}
