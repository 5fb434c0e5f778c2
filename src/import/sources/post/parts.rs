//! A post's parts, whatever it was written in: headings, paragraphs, quotes and what else there is, each as Markdown and as plain text.

use crate::harvest::reading::blocks::{BlockKind, blocks};
use crate::harvest::reading::front::Front;

/// A post, taken apart.
#[derive(Debug, Default)]
pub(super) struct Post {
    pub(super) title: Option<String>,
    pub(super) front: Front,
    pub(super) parts: Vec<Part>,
    /// Lines around the post that are of the page and not of the post.
    pub(super) around: Vec<Part>,
}

/// A part of a post.
#[derive(Debug, Clone, PartialEq)]
pub(super) struct Part {
    pub(super) kind: Kind,
    pub(super) markdown: String,
    pub(super) text: String,
    /// Labels and addresses.
    pub(super) links: Vec<(String, String)>,
    /// The cells of a table, the items of a list.
    pub(super) rows: Vec<Vec<String>>,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Kind {
    /// Of this level; 7 is a paragraph that is bold as a whole.
    Heading(u8),
    Paragraph,
    Quote,
    Other,
}

impl Part {
    pub(super) fn new(kind: Kind, markdown: String, text: &str) -> Self {
        Self { kind, markdown, text: text.to_owned(), links: Vec::new(), rows: Vec::new() }
    }

    pub(super) fn level(&self) -> Option<u8> {
        match self.kind {
            Kind::Heading(level) => Some(level),
            _ => None,
        }
    }

    pub(super) fn is_paragraph(&self) -> bool {
        self.kind == Kind::Paragraph
    }

    /// The text on one line.
    pub(super) fn line(&self) -> String {
        self.text.split_whitespace().collect::<Vec<_>>().join(" ")
    }
}

/// The parts of a Markdown text; what no part holds (definitions of links) is a part, too.
pub(super) fn of_markdown(text: &str) -> Vec<Part> {
    let mut parts = Vec::new();
    let mut at = 0;
    let rest = |from: usize, to: usize, parts: &mut Vec<Part>| {
        let between = text.get(from..to).unwrap_or_default().trim();
        if !between.is_empty() {
            parts.push(Part::new(Kind::Other, between.to_owned(), between));
        }
    };
    for block in blocks(text).list {
        rest(at, block.range.start, &mut parts);
        at = block.range.end;
        let markdown = text[block.range.clone()].trim_end().to_owned();
        let kind = match block.kind {
            BlockKind::Heading(level) => Kind::Heading(level),
            BlockKind::Paragraph if is_bold(&markdown) => Kind::Heading(7),
            BlockKind::Paragraph => Kind::Paragraph,
            BlockKind::Quote => Kind::Quote,
            _ => Kind::Other,
        };
        parts.push(Part { kind, markdown, text: block.text, links: block.links, rows: block.rows });
    }
    rest(at, text.len(), &mut parts);
    parts
}

/// `**A title**`.
fn is_bold(markdown: &str) -> bool {
    let inner = ["**", "__"].iter().find_map(|mark| markdown.trim().strip_prefix(mark)?.strip_suffix(mark));
    inner.is_some_and(|inner| {
        !inner.contains("**")
            && !inner.contains('\n')
            && inner.chars().count() <= 80
            && !inner.ends_with(['.', '!', '?', ','])
    })
}
