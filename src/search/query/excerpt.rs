//! Excerpts: the stretch of a document's text that shows best why it was found.
//!
//! Comes in: the sections of a card, and which words match. Goes out: segments, plain or matched. What always holds: segments joined are a
//! substring of the section's text; an excerpt has at most [`WORDS`] words and [`BYTES`] bytes.

use std::collections::BTreeSet;
use std::ops::Range;

use crate::search::card::CardSection;
use crate::search::words::tokenizer;

use super::answer::{Excerpt, Segment};

/// How many words an excerpt has at most.
const WORDS: usize = 32;
/// How many words before the first match are shown.
const LEAD: usize = 6;
/// How long an excerpt is at most.
const BYTES: usize = 480;

/// The best excerpt: the window with the most different words of the query, then the most matches, then the first.
/// `group_of` says which word of the query a token stands for, if any.
pub(crate) fn best_excerpt(
    sections: &[CardSection<'_>],
    group_of: impl FnMut(&str) -> Option<usize>,
) -> Option<Excerpt> {
    best_place(sections, group_of).map(|(excerpt, _)| excerpt)
}

/// The same, with its tokens.
pub(super) fn best_place(
    sections: &[CardSection<'_>],
    mut group_of: impl FnMut(&str) -> Option<usize>,
) -> Option<(Excerpt, Vec<Token>)> {
    let mut best: Option<((usize, usize), usize, Range<usize>)> = None;
    let mut all_tokens = Vec::with_capacity(sections.len());
    for (index, section) in sections.iter().enumerate() {
        let tokens: Vec<Token> = tokenizer::tokens(&section.text)
            .into_iter()
            .map(|range| Token { word: group_of(&section.text[range.clone()]), range })
            .collect();
        for start in (0..tokens.len()).filter(|start| tokens[*start].word.is_some()) {
            let window = start..(start + WORDS - LEAD).min(tokens.len());
            let groups: BTreeSet<usize> =
                tokens[window.clone()].iter().filter_map(|token| token.word).collect();
            let matches = tokens[window.clone()].iter().filter(|token| token.word.is_some()).count();
            if best.as_ref().is_none_or(|best| (groups.len(), matches) > best.0) {
                best = Some(((groups.len(), matches), index, window));
            }
        }
        all_tokens.push(tokens);
    }
    let (section, window) = if let Some((_, section, window)) = best {
        (section, window.start.saturating_sub(LEAD)..window.end)
    } else {
        let section = all_tokens.iter().position(|tokens| !tokens.is_empty())?;
        (section, 0..all_tokens[section].len().min(WORDS))
    };
    let mut tokens = all_tokens.swap_remove(section);
    let (excerpt, window) = cut(&sections[section], &tokens, window);
    tokens.truncate(window.end);
    Some((excerpt, tokens.split_off(window.start)))
}

/// A word of a section's text.
pub(super) struct Token {
    /// In bytes.
    pub(super) range: Range<usize>,
    /// Which word of the query it stands for.
    pub(super) word: Option<usize>,
}

fn cut(section: &CardSection<'_>, tokens: &[Token], mut window: Range<usize>) -> (Excerpt, Range<usize>) {
    let text = &*section.text;
    // Letters without spaces make long words short, and the other way round: bytes bound both.
    while window.len() > 1 && tokens[window.end - 1].range.end - tokens[window.start].range.start > BYTES {
        window.end -= 1;
    }
    let shown = &tokens[window.clone()];
    let start = if window.start == 0 { 0 } else { shown[0].range.start };
    let start = if shown[0].range.start - start > BYTES / 4 { shown[0].range.start } else { start };
    let last = shown[shown.len() - 1].range.end;
    let end = if window.end == tokens.len() { text.trim_end().len().max(last) } else { last };
    let end = if end - last > BYTES / 4 { last } else { end };
    let mut segments = Vec::new();
    let mut at = start;
    for token in shown.iter().filter(|token| token.word.is_some()) {
        // Pairs of Chinese letters overlap.
        let from = token.range.start.max(at);
        if from > at {
            segments.push(Segment::Plain(text[at..from].to_owned()));
        }
        match segments.last_mut() {
            Some(Segment::Matched(before)) => before.push_str(&text[from..token.range.end]),
            _ => segments.push(Segment::Matched(text[from..token.range.end].to_owned())),
        }
        at = token.range.end;
    }
    if end > at {
        segments.push(Segment::Plain(text[at..end].to_owned()));
    }
    let excerpt = Excerpt {
        anchor: section.anchor.as_deref().map(str::to_owned),
        heading: section.heading.clone().into_owned(),
        segments,
        cut_before: start > 0,
        cut_after: end < text.trim_end().len(),
    };
    (excerpt, window)
}

#[cfg(test)]
mod tests {
    use std::borrow::Cow;

    use proptest::prelude::*;

    use super::*;

    fn section(anchor: &str, text: &str) -> CardSection<'static> {
        CardSection {
            anchor: Some(Cow::Owned(anchor.to_owned())),
            heading: Cow::Borrowed(""),
            text: Cow::Owned(text.to_owned()),
        }
    }

    fn joined(excerpt: &Excerpt) -> String {
        excerpt.segments.iter().map(Segment::text).collect()
    }

    #[test]
    fn the_section_with_most_words_wins() {
        let sections = [
            section("a", "chaos chaos chaos"),
            section(
                "b",
                &format!("{} Then the chaos monkey came. {}", "before ".repeat(50), "after ".repeat(50)),
            ),
        ];
        let group = |word: &str| ["chaos", "monkey"].iter().position(|known| *known == word);
        let excerpt = best_excerpt(&sections, group).unwrap();
        assert_eq!(excerpt.anchor.as_deref(), Some("b"));
        assert!(excerpt.cut_before && excerpt.cut_after);
        let matched: Vec<_> =
            excerpt.segments.iter().filter(|segment| matches!(segment, Segment::Matched(_))).collect();
        assert_eq!(matched.len(), 2);
        assert!(joined(&excerpt).starts_with("before before"));
    }

    #[test]
    fn without_a_match_the_text_begins() {
        let excerpt =
            best_excerpt(&[section("a", ""), section("b", "« Bonjour » à tous.")], |_| None).unwrap();
        assert_eq!(excerpt.segments, [Segment::Plain("« Bonjour » à tous.".into())]);
        assert!(!excerpt.cut_before && !excerpt.cut_after);
        assert_eq!(best_excerpt(&[section("a", "…")], |_| None), None);
    }

    proptest! {
        #[test]
        fn segments_joined_are_in_the_text(text in "([a-c]{1,3}|入門|[ .,\n]|\\PC){0,120}", wanted in "[a-c]|入門") {
            let sections = [section("a", &text)];
            if let Some(excerpt) = best_excerpt(&sections, |word| (word == wanted).then_some(0)) {
                prop_assert!(text.contains(&joined(&excerpt)));
                prop_assert!(!excerpt.segments.iter().any(|segment| segment.text().is_empty()));
            }
        }
    }
}
