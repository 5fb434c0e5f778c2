//! How deep a line of a list is: reStructuredText's indents are any, Markdown's are the width of the marks.

use super::lines::Marker;

/// The items that are open.
#[derive(Debug, Default)]
pub(super) struct Lists(Vec<Level>);

#[derive(Debug)]
struct Level {
    /// The indent of the mark in the source.
    mark: usize,
    /// The indent of the item's text in Markdown.
    out: usize,
}

/// Markdown shows nothing deeper that a reader could follow.
const DEEPEST: usize = 8;

impl Lists {
    /// Opens an item whose mark stands at `indent`; returns the indent of the mark in Markdown.
    pub(super) fn open(&mut self, indent: usize, marker: &Marker) -> usize {
        self.leave(indent);
        while self.0.len() >= DEEPEST {
            self.0.pop();
        }
        let before = self.out();
        self.0.push(Level { mark: indent, out: before + marker.written.len() });
        before
    }

    /// Closes the items that a line at `indent`, after a blank one, is not part of.
    pub(super) fn leave(&mut self, indent: usize) {
        while self.0.last().is_some_and(|level| level.mark >= indent) {
            self.0.pop();
        }
    }

    /// The indent in Markdown of what is part of the innermost item.
    pub(super) fn out(&self) -> usize {
        self.0.last().map_or(0, |level| level.out)
    }
}
