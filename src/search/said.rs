//! What is said in recordings, as it is searched: transcripts cut into parts, each of which is a text of its own in the index and a file of its own in the search data.
//!
//! Comes in: transcripts. Goes out: their parts. What always holds:
//!
//! - A document has at most [`MOST_PARTS`] parts of each transcript, and so 32 in all: a number of 32 bits tells in which of them a term is.
//! - A part is some minutes of speech, so that a reader fetches no more than it takes to show what was found.

use std::borrow::Cow;

use serde::{Deserialize, Serialize};

use crate::document::transcript::{Passage, Transcript};

use super::digits::Digits;

/// How many parts a transcript has at most.
pub(super) const MOST_PARTS: usize = 8;
/// How much text a part has, in bytes, as long as there are not too many: some five minutes.
const PART: usize = 4_500;

/// The parts of a transcript, about alike in length.
pub(super) fn parts(transcript: &Transcript) -> Vec<&[Passage]> {
    let passages = &transcript.passages[..];
    let whole: usize = passages.iter().map(|passage| passage.text.len() + 1).sum();
    let count = whole.div_ceil(PART).clamp(1, MOST_PARTS);
    let mut parts = Vec::with_capacity(count);
    let (mut start, mut length) = (0, 0);
    for (index, passage) in passages.iter().enumerate() {
        length += passage.text.len() + 1;
        if length * count >= whole * (parts.len() + 1) {
            parts.push(&passages[start..=index]);
            start = index + 1;
        }
    }
    parts
}

/// By what the names of a transcript's files change.
pub(super) fn digits(transcript: &Transcript) -> Digits {
    Digits::of(&[transcript.fingerprint])
}

/// The text of a part.
pub(super) fn text(part: &[Passage]) -> String {
    joined(part.iter().map(|passage| passage.text.as_str()))
}

/// The text of a part, of its passages' texts.
pub(super) fn joined<'t>(texts: impl Iterator<Item = &'t str>) -> String {
    let mut joined = String::new();
    for text in texts {
        if !joined.is_empty() {
            joined.push(' ');
        }
        joined.push_str(text);
    }
    joined
}

/// What is said in a document's recordings, as the index keeps it.
#[derive(Debug, Default, Serialize, Deserialize)]
pub(super) struct StoredSaid<'a> {
    /// The position at which each part but the first begins.
    pub(super) starts: Vec<u32>,
    /// Of each part the passages, by their seconds and texts.
    #[serde(borrow)]
    pub(super) parts: Vec<Part<'a>>,
}

/// The passages of a part, by their seconds and texts.
pub(super) type Part<'a> = Vec<(u32, Cow<'a, str>)>;

impl StoredSaid<'_> {
    /// Appends it as JSON.
    pub(super) fn write(&self, bytes: &mut Vec<u8>) {
        serde_json::to_writer(bytes, self).expect("plain text in memory");
    }

    /// The part that a position is in.
    pub(super) fn part_at(&self, position: u32) -> usize {
        self.starts.partition_point(|start| *start <= position)
    }
}

/// The second at which the passage begins that is at this byte of its part's text.
pub(super) fn second_at(passages: &[(u32, Cow<'_, str>)], byte: usize) -> u32 {
    let mut end = 0;
    let found = passages.iter().find(|(_, text)| {
        end += text.len() + 1;
        byte < end
    });
    found.or(passages.last()).map_or(0, |(second, _)| *second)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::vocab::fingerprint::Fingerprint;
    use crate::vocab::language::Language;

    fn transcript(texts: &[String]) -> Transcript {
        let passages = (0..).zip(texts).map(|(second, text)| Passage { second, text: text.clone() });
        Transcript {
            language: Language::english(),
            passages: passages.collect(),
            fingerprint: Fingerprint::of(b""),
        }
    }

    #[test]
    fn parts_are_whole_and_few() {
        for (count, length, expected) in
            [(0, 0, 0), (1, 10, 1), (100, 44, 1), (100, 45, 2), (2_000, 40, 8), (3, 90_000, 3)]
        {
            let transcript = transcript(&vec!["x".repeat(length); count]);
            let parts = parts(&transcript);
            assert_eq!(parts.len(), expected, "{count} of {length}");
            assert!(parts.iter().all(|part| !part.is_empty()));
            assert_eq!(parts.concat(), transcript.passages);
        }
    }

    #[test]
    fn a_place_tells_its_second() {
        let passages = [(3, "ab".into()), (9, "c".into())];
        let seconds: Vec<u32> = (0..6).map(|byte| second_at(&passages, byte)).collect();
        assert_eq!(seconds, [3, 3, 3, 9, 9, 9]);
    }
}
