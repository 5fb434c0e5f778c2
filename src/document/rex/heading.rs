//! The rules by which a heading is a known phrase, with what people write around it.
//!
//! What is left out: a number (`3.`, `IV)`, `A.`), emoji and punctuation, what is in brackets at either end, small words before (*our key*), a day or number
//! after. What is looked at in parts: what stands before a colon or a dash, and what is joined by *and*.

use std::ops::Range;

use crate::vocab::fold::fold;
use crate::vocab::section::{Meant, OwnPhrases, RexSection, key};

use super::super::outline::LessonKind;
use super::words::{Meaning, PHRASES, Role, is};

/// The longest heading that may be a phrase, in bytes.
const LONGEST: usize = 160;

/// How many words may follow a phrase's preposition: what is longer is a title.
const MOST_AFTER: usize = 5;

/// How many words may stand before a phrase that is a head: *speed tips*.
const MOST_BEFORE: usize = 3;

/// What is known of a heading; none when nothing is.
type Known = Option<Meant>;

/// The section that a heading of this text opens, when it is a known one.
pub(super) fn section(heading: &str, own: &OwnPhrases) -> Option<RexSection> {
    if heading.len() > LONGEST {
        return None;
    }
    let text = without_number(heading.trim());
    let known =
        phrase(text, own).or_else(|| phrase(without_brackets(text)?, own)).or_else(|| divided(text, own));
    known?.section()
}

/// The text without the number that it begins with: `3. `, `IV) `, `A. `.
fn without_number(text: &str) -> &str {
    let number = text.bytes().take(5).take_while(u8::is_ascii_alphanumeric).count();
    let is_number = (1..=4).contains(&number)
        && text[..number]
            .bytes()
            .all(|byte| byte.is_ascii_digit() || b"ivxIVX".contains(&byte) || number == 1);
    let rest = &text[number..];
    match rest.strip_prefix(['.', ')']) {
        Some(rest) if is_number && rest.starts_with(' ') => rest.trim_start(),
        _ => text,
    }
}

/// The text without what is in brackets at its end or beginning; none where nothing is.
fn without_brackets(text: &str) -> Option<&str> {
    let text = text.trim_end_matches([' ', ':']);
    if text.ends_with([')', ']']) {
        return Some(&text[..text.rfind(['(', '['])?]).filter(|text| !text.is_empty());
    }
    let rest = text.strip_prefix(['(', '['])?;
    Some(&rest[rest.find([')', ']'])? + 1..])
}

/// A heading of two parts. Before a colon or a dash, any phrase counts; after it, one that is sure: of two words, or one that holds lessons.
fn divided(text: &str, own: &OwnPhrases) -> Known {
    let marks = [":", " - ", " – ", " — ", "–", "—"];
    let cut = marks.iter().filter_map(|mark| Some((text.find(mark)?, mark.len()))).min_by_key(|(at, _)| *at);
    if let Some((at, length)) = cut {
        let (before, after) = (&text[..at], &text[at + length..]);
        return phrase(before, own).or_else(|| {
            let found = phrase(after, own)?;
            let is_sure = fold(after).contains(' ')
                || found.section().is_some_and(|section| LessonKind::of(section).is_some());
            is_sure.then_some(found)
        });
    }
    let (first, second) = text.split_once(['/', '+'])?;
    joined(phrase(first, own), phrase(second, own))
}

/// What two phrases mean together. A conclusion stays one, whatever is joined to it; sections whose items would be lessons of different kinds are none.
fn joined(first: Known, second: Known) -> Known {
    let (first, second) = match (first, second) {
        (Some(Meant::Section(first)), Some(Meant::Section(second))) => (first, second),
        (Some(Meant::Section(RexSection::Opinion)), None) => return first,
        _ => return None,
    };
    let section = match (LessonKind::of(first), LessonKind::of(second)) {
        _ if first == RexSection::Lessons || second == RexSection::Lessons => RexSection::Lessons,
        _ if first == RexSection::Opinion => second,
        _ if second == RexSection::Opinion => first,
        (Some(one), Some(other)) if one != other => return Some(Meant::Nothing),
        (Some(_), None) => second,
        _ => first,
    };
    Some(Meant::Section(section))
}

/// A folded text by its words.
struct Line<'a> {
    text: &'a str,
    words: Vec<Range<usize>>,
}

impl<'a> Line<'a> {
    fn of(text: &'a str) -> Self {
        let mut at = 0;
        let words = text.split(' ').map(|word| {
            let range = at..at + word.len();
            at = range.end + 1;
            range
        });
        Self { text, words: words.collect() }
    }

    fn word(&self, index: usize) -> &'a str {
        &self.text[self.words[index].clone()]
    }

    /// The words from one to before another.
    fn part(&self, words: Range<usize>) -> &'a str {
        if words.is_empty() {
            return "";
        }
        &self.text[self.words[words.start].start..self.words[words.end - 1].end]
    }
}

/// What is known of a phrase with the small words around it.
fn phrase(text: &str, own: &OwnPhrases) -> Known {
    let folded = key(text);
    if let Some(meaning) = own.meaning(&folded) {
        return Some(meaning);
    }
    let line = Line::of(&folded);
    let words = without_counts(&line);
    let joint = words.clone().skip(1).find(|index| is(line.word(*index), Role::Joins));
    one(&line, words.clone(), own).or_else(|| {
        let joint = joint?;
        joined(one(&line, words.start..joint, own), one(&line, joint + 1..words.end, own))
    })
}

/// The words without numbers at either end, and without what these count: *day 2*.
fn without_counts(line: &Line<'_>) -> Range<usize> {
    let is_number = |word: &str| word == "#" || word.chars().all(char::is_numeric);
    let (mut first, mut end) = (0, line.words.len());
    while first < end && is_number(line.word(first)) {
        first += 1;
    }
    while end > first && is_number(line.word(end - 1)) {
        end -= 1;
        if end > first + 1 && is(line.word(end - 1), Role::Counted) {
            end -= 1;
        }
    }
    first..end
}

/// What is known of these words as one phrase.
fn one(line: &Line<'_>, words: Range<usize>, own: &OwnPhrases) -> Known {
    let end = words.end;
    for start in words.clone() {
        let whole = line.part(start..end);
        if let Some(meaning) = own.meaning(whole) {
            return Some(meaning);
        }
        let found = PHRASES.get(whole).or_else(|| with_complement(line, start..end));
        if let Some(found) = found.or_else(|| without_trailing(line, start..end)) {
            return Some(Meant::Section(found.section));
        }
        if !is(line.word(start), Role::Leads) {
            break;
        }
    }
    let before = words.start + 1..end.min(words.start + MOST_BEFORE + 1);
    let heads = before.filter_map(|start| PHRASES.get(line.part(start..end)));
    heads.into_iter().find(|meaning| meaning.is_head).map(|meaning| Meant::Section(meaning.section))
}

/// A phrase that is followed by what it is of.
fn with_complement(line: &Line<'_>, words: Range<usize>) -> Option<&'static Meaning> {
    let first = (words.start + 1).max(words.end.saturating_sub(MOST_AFTER + 1));
    let links = (first..words.end.saturating_sub(1)).filter(|index| is(line.word(*index), Role::Links));
    links.into_iter().find_map(|link| {
        // One that ends with the preposition, else one that ends before it.
        let meanings = [link + 1, link].map(|end| PHRASES.get(line.part(words.start..end)));
        meanings.into_iter().flatten().find(|meaning| meaning.has_complement)
    })
}

/// A phrase that is followed by words that change nothing.
fn without_trailing(line: &Line<'_>, words: Range<usize>) -> Option<&'static Meaning> {
    let mut end = words.end;
    while end > words.start + 1 && is(line.word(end - 1), Role::Trails) {
        end -= 1;
        if let Some(meaning) = PHRASES.get(line.part(words.start..end)) {
            return Some(meaning);
        }
    }
    None
}
