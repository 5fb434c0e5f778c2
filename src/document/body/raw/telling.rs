//! What is told of raw HTML that is not published as it was written.

use std::ops::Range;

use crate::vocab::diagnostic::{Code, Diagnostic};

use super::super::state::Walk;
use super::source::Source;
use super::tokens::{Token, TokenKind};

/// The most names of elements and attributes that are told of a file.
const MOST_TOLD: usize = 50;

pub(super) const WRITE_MARKDOWN: &str =
    "write it in Markdown, or set `raw_html = true` in rexbase.toml when you trust every author";
const WITHOUT_ATTRIBUTE: &str =
    "remove it, or set `raw_html = true` in rexbase.toml when you trust every author";

impl Walk<'_, '_> {
    pub(super) fn unclosed_comment(&mut self, source: &Source<'_>, token: &Token) {
        self.diagnostics.push(
            Diagnostic::warning(
                Code::UnclosedHtml,
                self.reading.path,
                "this comment is never closed: what follows is not published",
            )
            .with_span(self.span(&source.range(&(token.range.start..token.range.start + 4))))
            .with_hint("write `-->` where it ends"),
        );
    }

    /// An element whose closing tag is nowhere.
    pub(super) fn unclosed(&mut self, name: &str, range: Range<usize>) {
        self.diagnostics.push(
            Diagnostic::warning(
                Code::UnclosedHtml,
                self.reading.path,
                format!("`<{name}>` is never closed, so it ends where the text around it ends"),
            )
            .with_span(self.span(&range))
            .with_hint(format!("write `</{name}>` where it ends")),
        );
    }

    pub(super) fn tell_element(&mut self, source: &Source<'_>, token: &Token) {
        let TokenKind::Open(tag) = &token.kind else { return };
        let name = &tag.name;
        let message = format!("the raw HTML tag `<{name}>` is not published");
        self.tell(source, token, &format!("<{name}"), &message, WRITE_MARKDOWN);
    }

    pub(super) fn tell_attribute(&mut self, source: &Source<'_>, token: &Token, name: &str) {
        let message = format!("the attribute `{name}` of raw HTML is not published");
        self.tell(source, token, name, &message, WITHOUT_ATTRIBUTE);
    }

    /// Tells that something is not published, once for each name.
    pub(super) fn tell(&mut self, source: &Source<'_>, token: &Token, name: &str, message: &str, hint: &str) {
        if self.raw.told.len() < MOST_TOLD && self.raw.told.insert(name.to_owned()) {
            self.diagnostics.push(
                Diagnostic::warning(Code::RawHtmlRemoved, self.reading.path, message)
                    .with_span(self.span(&source.range(&token.range)))
                    .with_hint(hint),
            );
        }
    }
}
