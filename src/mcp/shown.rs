//! An answer, as assistants read it and as programs do.

use serde_json::Value;

use crate::vocab::shorten::{beginning, shorten};

/// An answer.
pub(super) struct Shown {
    /// In Markdown.
    pub(super) text: String,
    /// The same as JSON.
    pub(super) json: Value,
}

/// The most bytes of one text in an answer.
const LONGEST: usize = 24_000;

/// The part of a text that begins at a byte: as much of it as one answer has, to the end of a line where there is one; and where the next part begins.
pub(super) fn part(text: &str, from: usize) -> (&str, Option<usize>) {
    let from = crate::vocab::shorten::boundary(text, from);
    let rest = &text[from..];
    let mut part = beginning(rest, LONGEST);
    if part.len() < rest.len() {
        part = part.rfind('\n').filter(|end| *end > 0).map_or(part, |end| &part[..=end]);
    }
    (part, (part.len() < rest.len()).then_some(from + part.len()))
}

/// A text on one line, and not longer than a list may have it.
pub(super) fn line(text: &str) -> String {
    shorten(&text.split_whitespace().collect::<Vec<_>>().join(" "), 400)
}

/// What a list leaves out, and how to go on.
pub(super) fn rest(total: usize, offset: usize, shown: usize) -> String {
    let end = offset + shown;
    if end < total { format!("\n{} more: go on with `offset` {end}.\n", total - end) } else { String::new() }
}

/// As many entries of a list as an answer has room for as JSON: at least one.
pub(super) fn fitting(entries: impl Iterator<Item = Value>) -> Vec<Value> {
    let mut room = 4 * LONGEST;
    let mut some = Vec::new();
    for entry in entries {
        let size = entry.to_string().len();
        if size > room && !some.is_empty() {
            break;
        }
        room = room.saturating_sub(size);
        some.push(entry);
    }
    some
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn entries_fit_and_none_is_passed_over() {
        let entries = |size: usize| fitting((0..50).map(|_| Value::from("x".repeat(size)))).len();
        assert_eq!((entries(10), entries(30_000), entries(1 << 20)), (50, 3, 1));
    }

    #[test]
    fn the_parts_of_a_text_are_the_text() {
        for text in ["é".repeat(30_000), "word\n".repeat(20_000), "short".to_owned(), String::new()] {
            let (mut whole, mut at) = (String::new(), Some(0));
            while let Some(from) = at {
                let (part, next) = part(&text, from);
                assert!(part.len() <= LONGEST && (next.is_none() || !part.is_empty()));
                whole.push_str(part);
                at = next;
            }
            assert_eq!(whole, text);
        }
        assert_eq!(part("short", 99), ("", None));
        assert_eq!(
            (rest(12, 0, 10).as_str(), rest(10, 0, 10).as_str()),
            ("\n2 more: go on with `offset` 10.\n", "")
        );
    }
}
