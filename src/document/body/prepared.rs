//! The text as the Markdown parser is to see it.
//!
//! Comes in: a body. Goes out: the same, or a copy of the same length in which what the parser would misread is said otherwise, so that
//! every place in the one is the same place in the other. Two things are misread: a colon that begins a line and defines nothing, as in
//! `:tada:`, which the parser takes for a definition; and Liquid's `{% highlight %}` and `{% raw %}`, whose content is code. What always
//! holds: a text that has neither is not copied, and what the parser reads of a copy is restored.

use std::borrow::Cow;
use std::ops::Range;

use pulldown_cmark::{CodeBlockKind, CowStr, Event, Tag};

use super::liquid;

/// A text to be parsed.
pub(super) struct Prepared<'t> {
    pub(super) text: Cow<'t, str>,
    /// What stands for a colon.
    colon: Option<char>,
    /// Where the first block of Liquid's begins.
    pub(super) liquid: Option<usize>,
}

/// Prepares a body.
pub(super) fn prepared(text: &str) -> Prepared<'_> {
    let colons = colons(text);
    let blocks = liquid::blocks(text);
    if colons.is_empty() && blocks.is_empty() {
        return Prepared { text: Cow::Borrowed(text), colon: None, liquid: None };
    }
    let stand_in = ('\u{1}'..='\u{8}').find(|control| !text.contains(*control));
    let mut bytes = text.as_bytes().to_vec();
    if let Some(stand_in) = stand_in {
        colons.iter().for_each(|at| bytes[*at] = stand_in as u8);
    }
    let liquid = blocks.first().map(|(range, _)| range.start);
    for (range, said) in blocks {
        bytes[range].copy_from_slice(said.as_bytes());
    }
    // What was put in is ASCII, and stands where ASCII stood.
    let copy = String::from_utf8(bytes).map_or(Cow::Borrowed(text), Cow::Owned);
    Prepared { text: copy, colon: stand_in.filter(|_| !colons.is_empty()), liquid }
}

impl Prepared<'_> {
    /// A part of the text as its author wrote it.
    pub(super) fn written(&self, range: Range<usize>) -> Cow<'_, str> {
        let part = &self.text[range];
        match self.colon.filter(|stand_in| part.contains(*stand_in)) {
            Some(stand_in) => Cow::Owned(part.replace(stand_in, ":")),
            None => Cow::Borrowed(part),
        }
    }

    /// An event of the text's, with its colons.
    pub(super) fn restored<'a>(&self, event: Event<'a>) -> Event<'a> {
        let Some(stand_in) = self.colon else { return event };
        let restore = |text: CowStr<'a>| {
            if text.contains(stand_in) { CowStr::from(text.replace(stand_in, ":")) } else { text }
        };
        match event {
            Event::Text(text) => Event::Text(restore(text)),
            Event::Code(text) => Event::Code(restore(text)),
            Event::Html(text) => Event::Html(restore(text)),
            Event::InlineHtml(text) => Event::InlineHtml(restore(text)),
            Event::InlineMath(text) => Event::InlineMath(restore(text)),
            Event::DisplayMath(text) => Event::DisplayMath(restore(text)),
            Event::FootnoteReference(label) => Event::FootnoteReference(restore(label)),
            Event::Start(tag) => Event::Start(match tag {
                Tag::CodeBlock(CodeBlockKind::Fenced(info)) => {
                    Tag::CodeBlock(CodeBlockKind::Fenced(restore(info)))
                }
                Tag::FootnoteDefinition(label) => Tag::FootnoteDefinition(restore(label)),
                Tag::Link { link_type, dest_url, title, id } => Tag::Link {
                    link_type,
                    dest_url: restore(dest_url),
                    title: restore(title),
                    id: restore(id),
                },
                Tag::Image { link_type, dest_url, title, id } => Tag::Image {
                    link_type,
                    dest_url: restore(dest_url),
                    title: restore(title),
                    id: restore(id),
                },
                other => other,
            }),
            other => other,
        }
    }
}

/// The colons that begin a line's text and define nothing: a definition has white space after its colon, and is not in a code span.
fn colons(text: &str) -> Vec<usize> {
    let begins_line = |at: usize| {
        let before = text[..at].trim_end_matches([' ', '\t', '>']);
        before.is_empty() || before.ends_with('\n')
    };
    let mut colons = Vec::new();
    for (at, _) in text.match_indices(':') {
        if !begins_line(at) {
            continue;
        }
        let rest = &text[at + 1..];
        let line = rest.lines().next().unwrap_or_default();
        let defines = line.starts_with([' ', '\t']) && !line.trim().is_empty();
        if !defines || is_in_code_span(text, at) {
            colons.push(at);
        }
    }
    colons
}

/// Whether the line before ends within a code span that goes on in the line that holds `at`.
fn is_in_code_span(text: &str, at: usize) -> bool {
    let start = text[..at].rfind('\n').unwrap_or(0);
    let before = text[..start].lines().next_back().unwrap_or_default();
    let here = text[start..].trim_start_matches('\n').lines().next().unwrap_or_default();
    let Some(open) = open_run(before) else { return false };
    runs(here).contains(&open)
}

/// The length of the run of backticks that opens a code span which this line does not close.
fn open_run(line: &str) -> Option<usize> {
    let runs = runs(line);
    let mut at = 0;
    while at < runs.len() {
        match runs[at + 1..].iter().position(|other| *other == runs[at]) {
            Some(close) => at += close + 2,
            None => return Some(runs[at]),
        }
    }
    None
}

/// The lengths of the line's runs of backticks, at most a few.
fn runs(line: &str) -> Vec<usize> {
    let parts = line.split(|letter| letter != '`').filter(|run| !run.is_empty());
    parts.map(str::len).take(64).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_definition_has_white_space_after_its_colon() {
        for text in ["Term\n: is this\n", "Term\n  :   this\n", "a: b\nc :d\n", "no colon", "> T\n> : d\n"] {
            assert!(matches!(prepared(text).text, Cow::Borrowed(_)), "{text:?}");
        }
        for (text, at) in [
            ("We did it\n:tada: we won\n", 10),
            (":::note\ntext\n:::\n", 0),
            ("Time is 10\n:30 in the morning\n", 11),
            ("> a\n> :b\n", 6),
            ("text `code\n: more` end\n", 11),
            ("a\n:\n", 2),
        ] {
            let prepared = prepared(text);
            assert_eq!(prepared.text.len(), text.len());
            assert_eq!(prepared.text.as_bytes()[at], 1, "{text:?}");
            assert_eq!(
                prepared.restored(Event::Text(prepared.text.to_string().into())),
                Event::Text(text.into())
            );
        }
        assert!(prepared("text `code` x\n: a ` b\n").colon.is_none());
    }
}
