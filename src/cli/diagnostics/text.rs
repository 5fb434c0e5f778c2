//! The text of a file that diagnostics are about, with a table of its lines: made once for a file, since there may be many places in it.

use std::collections::BTreeMap;
use std::path::Path;

use crate::pipeline;
use crate::vocab::diagnostic::Diagnostic;
use crate::vocab::path::ContentPath;
use crate::vocab::shorten::boundary;
use crate::vocab::spanned::Span;

/// The texts of all files that some diagnostics are about.
pub(in crate::cli) struct Texts(BTreeMap<ContentPath, Text>);

impl Texts {
    /// Reads them.
    pub(super) fn of<'d>(diagnostics: impl IntoIterator<Item = &'d Diagnostic>, root: &Path) -> Self {
        Self::of_files(diagnostics.into_iter().map(|diagnostic| &diagnostic.path), root)
    }

    /// The texts of these files.
    pub(in crate::cli) fn of_files<'p>(
        paths: impl IntoIterator<Item = &'p ContentPath>,
        root: &Path,
    ) -> Self {
        let mut texts = BTreeMap::new();
        for path in paths {
            let read = || Text::new(pipeline::source_text(root, path));
            texts.entry(path.clone()).or_insert_with(read);
        }
        Self(texts)
    }

    /// The text that this diagnostic is about.
    pub(super) fn about(&self, diagnostic: &Diagnostic) -> &Text {
        self.of_file(&diagnostic.path)
    }

    /// The text of this file, when it is one of these.
    pub(in crate::cli) fn of_file(&self, path: &ContentPath) -> &Text {
        const EMPTY: &Text = &Text { text: String::new(), starts: Vec::new() };
        self.0.get(path).unwrap_or(EMPTY)
    }
}

/// What columns count.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Columns {
    Characters,
    Utf16,
    Utf8,
}

/// A text, and where its lines begin; empty when its file cannot be read any more.
pub(in crate::cli) struct Text {
    text: String,
    /// The offsets of all lines but the first.
    starts: Vec<usize>,
}

/// At most this many bytes of source are shown around a place: lines of a megabyte exist.
const SHOWN: usize = 400;

impl Text {
    pub(super) fn new(text: String) -> Self {
        let starts =
            text.bytes().enumerate().filter(|(_, byte)| *byte == b'\n').map(|(at, _)| at + 1).collect();
        Self { text, starts }
    }

    /// The bytes in this range, which lies in the text.
    pub(super) fn slice(&self, span: &Span) -> &str {
        &self.text[span.clone()]
    }

    /// The place of a diagnostic, when it is in the text.
    pub(super) fn place<'d>(&self, diagnostic: &'d Diagnostic) -> Option<&'d Span> {
        let span = diagnostic.span.as_ref()?;
        self.text.get(span.clone()).map(|_| span)
    }

    /// Line and column of an offset, both from 1; columns count characters.
    pub(in crate::cli) fn position(&self, offset: usize) -> (usize, usize) {
        self.position_in(offset, Columns::Characters)
    }

    /// Line and column of a place's beginning, and of what follows its end.
    pub(super) fn range(&self, span: &Span, columns: Columns) -> ((usize, usize), (usize, usize)) {
        (self.position_in(span.start, columns), self.position_in(span.end, columns))
    }

    fn position_in(&self, offset: usize, columns: Columns) -> (usize, usize) {
        let offset = offset.min(self.text.len());
        let (number, start) = self.line(offset);
        let before = self.text.get(start..offset).unwrap_or("");
        let column = match columns {
            Columns::Characters => before.chars().count(),
            Columns::Utf16 => before.encode_utf16().count(),
            Columns::Utf8 => before.len(),
        };
        (number, column + 1)
    }

    /// The number of the line that holds the place's beginning, and those of its bytes that are shown.
    pub(super) fn line_around(&self, span: &Span) -> (usize, Span) {
        let (number, start) = self.line(span.start);
        let end = self.text[span.start..].find('\n').map_or(self.text.len(), |at| span.start + at);
        let near = |offset| boundary(&self.text, offset);
        let start = if span.start - start > SHOWN { near(span.start - SHOWN) } else { start };
        let end = if end - span.start > SHOWN { near(span.start + SHOWN) } else { end };
        (number, start..end)
    }

    /// The number of the line that holds this offset, and where it begins.
    fn line(&self, offset: usize) -> (usize, usize) {
        let before = self.starts.partition_point(|start| *start <= offset);
        (before + 1, before.checked_sub(1).map_or(0, |last| self.starts[last]))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn lines_and_columns_count_from_one() {
        let text = Text::new("é1\n\nxyz\n".to_owned());
        let places = [
            (0, (1, 1)),
            (2, (1, 2)),
            (3, (1, 3)),
            (4, (2, 1)),
            (5, (3, 1)),
            (7, (3, 3)),
            (9, (4, 1)),
            (99, (4, 1)),
        ];
        for (offset, place) in places {
            assert_eq!(text.position(offset), place, "{offset}");
        }
        assert_eq!(text.line_around(&(6..7)), (3, 5..8));
        assert_eq!(Text::new(String::new()).position(3), (1, 1));
        let text = Text::new("a\né\u{1f600}x\n".to_owned());
        let place = 8..9;
        assert_eq!(text.slice(&place), "x");
        for (columns, start) in [(Columns::Characters, 3), (Columns::Utf16, 4), (Columns::Utf8, 7)] {
            assert_eq!(text.range(&place, columns), ((2, start), (2, start + 1)), "{columns:?}");
        }
    }

    #[test]
    fn a_line_of_a_megabyte_is_shown_in_part() {
        let text = Text::new("é".repeat(500_000));
        let (_, lines) = text.line_around(&(600_000..600_004));
        assert!(lines.len() <= 2 * SHOWN + 4 && lines.contains(&600_000));
    }
}
