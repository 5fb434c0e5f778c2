//! Texts with places written otherwise, and the lines in which two texts differ.

use crate::vocab::path::ContentPath;
use crate::vocab::spanned::Span;

/// A file that changes.
#[derive(Debug)]
pub(crate) struct ChangedFile {
    pub path: ContentPath,
    /// Where it is to be, when that is elsewhere.
    pub moves_to: Option<ContentPath>,
    /// The lines that change, in order.
    pub lines: Vec<ChangedLine>,
}

/// A line that changes.
#[derive(Debug, PartialEq, Eq)]
pub(crate) struct ChangedLine {
    /// From 1, as it is before; of a new line, that after which it comes.
    pub number: usize,
    pub before: Option<String>,
    pub after: Option<String>,
}

/// What is written in place of what, in one file.
pub(super) type Edit = (Span, String);

/// A text with each of these places written otherwise.
pub(super) fn replaced<'e>(text: &str, edits: impl Iterator<Item = &'e Edit>) -> String {
    let mut edits: Vec<&Edit> = edits.collect();
    edits.sort_by_key(|(span, _)| span.start);
    edits.dedup();
    let (mut result, mut at) = (String::with_capacity(text.len()), 0);
    for (span, written) in edits {
        if span.start >= at {
            result.push_str(&text[at..span.start]);
            result.push_str(written);
            at = span.end;
        }
    }
    result.push_str(&text[at..]);
    result
}

pub(super) fn line_of(text: &str, at: usize) -> usize {
    text.as_bytes().iter().take(at).filter(|byte| **byte == b'\n').count() + 1
}

/// The lines in which two texts differ that have the same lines but for changed ones, and for one that came or went.
pub(super) fn changed_lines(before: &str, after: &str) -> Vec<ChangedLine> {
    let (old, new): (Vec<&str>, Vec<&str>) = (before.lines().collect(), after.lines().collect());
    let (mut at, mut other) = (0, 0);
    let mut changed = Vec::new();
    while at < old.len() || other < new.len() {
        let (one, two) = (old.get(at), new.get(other));
        if one == two {
            (at, other) = (at + 1, other + 1);
            continue;
        }
        let (left, right) = (old.len() - at, new.len() - other);
        let came = right > left && (one.is_none() || new.get(other + 1) == one || right - left > 1);
        let went = left > right && (two.is_none() || old.get(at + 1) == two);
        changed.push(ChangedLine {
            number: if came { at } else { at + 1 },
            before: one.filter(|_| !came).map(ToString::to_string),
            after: two.filter(|_| !went).map(ToString::to_string),
        });
        at += usize::from(!came);
        other += usize::from(!went);
    }
    changed
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn lines_that_came_and_went_are_told_apart_from_those_that_changed() {
        let told = |before: &str, after: &str| -> Vec<(usize, Option<String>, Option<String>)> {
            let lines = changed_lines(before, after).into_iter();
            lines.map(|line| (line.number, line.before, line.after)).collect()
        };
        let some = |text: &str| Some(text.to_owned());
        assert_eq!(told("a\nb\nc\n", "a\nx\nc\n"), [(2, some("b"), some("x"))]);
        assert_eq!(told("a\nc\n", "x\nb\nc\n"), [(1, some("a"), some("x")), (1, None, some("b"))]);
        assert_eq!(told("a\nb\nc\n", "a\nc\n"), [(2, some("b"), None)]);
        assert_eq!(told("a\n", "a\nb\n"), [(1, None, some("b"))]);
        assert!(told("a\n", "a\n").is_empty());
    }
}
