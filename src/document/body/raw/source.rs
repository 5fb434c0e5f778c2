//! A piece of raw HTML, and where it stands in its file.

use std::ops::Range;

/// Raw HTML and where it came from.
pub(super) struct Source<'s> {
    pub(super) html: &'s str,
    /// Where parts of it begin, and where these begin in the body's text.
    pub(super) places: &'s [(usize, usize)],
    /// The index of its event.
    pub(super) index: usize,
    pub(super) stands: Stands,
}

/// How raw HTML stands in the prose.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(super) enum Stands {
    InLine,
    Alone,
}

impl Source<'_> {
    /// Where a part of it stands in the body's text.
    pub(super) fn range(&self, part: &Range<usize>) -> Range<usize> {
        let place = |at: usize| {
            let known = self.places.partition_point(|(start, _)| *start <= at);
            let (start, source) = self.places[known.saturating_sub(1)];
            source + (at - start)
        };
        // The last byte's place, since the next part may begin after what a quote puts before its lines.
        place(part.start)..place(part.end.saturating_sub(1)) + 1
    }
}
