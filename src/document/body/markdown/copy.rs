//! A copy of an author's Markdown while it is made: what is copied, and what is never.

use std::collections::HashMap;
use std::ops::Range;

use super::super::super::prose::{Gap, GapPart, Markdown};
use super::super::prepared::Prepared;
use super::super::state::Walk;

/// A copy that is being made.
pub(super) struct Copy<'w, 'a, 'r> {
    pub(super) walk: &'w Walk<'a, 'r>,
    pub(super) prepared: &'w Prepared<'w>,
    pub(super) led: &'w HashMap<String, String>,
    /// The links of the outline, by where they stand in the file.
    pub(super) numbers: HashMap<(usize, usize), usize>,
    pub(super) notes: HashMap<String, usize>,
    /// How much of the text is done with.
    pub(super) at: usize,
    /// How each open link ends.
    pub(super) open: Vec<Closing<'w>>,
    /// How each open `<a>` of raw HTML ends.
    pub(super) elements: Vec<Closing<'w>>,
    /// How many headings were begun, but for the page's title.
    pub(super) heading: usize,
    /// How many items, quotes and notes are open.
    pub(super) depth: usize,
    /// What follows the words of the open heading.
    pub(super) tail: String,
    pub(super) made: Markdown,
}

/// How a link ends.
pub(super) enum Closing<'w> {
    /// By this gap.
    Gap(GapPart),
    /// With this address and title.
    Address(String, &'w str),
    /// Not at all: its words are all that is published.
    Nothing,
}

impl Copy<'_, '_, '_> {
    pub(super) fn push(&mut self, text: &str) {
        self.made.text.push_str(text);
    }

    pub(super) fn gap(&mut self, part: GapPart) {
        self.made.gaps.push(Gap { offset: self.made.text.len(), part });
    }

    /// Copies what an event tells of.
    pub(super) fn copy(&mut self, range: &Range<usize>) {
        self.signs_to(range.start);
        if self.at < range.end {
            let written = self.prepared.written(self.at..range.end);
            self.made.text.push_str(&written);
            self.at = range.end;
        }
    }

    /// Passes over what begins at `index`.
    pub(super) fn leave_out(&mut self, index: usize) -> usize {
        let range = &self.walk.events[index].1;
        self.signs_to(range.start);
        self.at = self.at.max(range.end);
        self.begin_line();
        self.walk.end_of(index) + 1
    }

    /// Whether anything was copied: a text may begin with a gap.
    fn is_begun(&self) -> bool {
        !self.made.text.is_empty() || !self.made.gaps.is_empty()
    }

    /// Takes back what a line begins with, where nothing of it was copied and the next begins anew.
    pub(super) fn begin_line(&mut self) {
        let line = self.made.text.rfind('\n').map_or(0, |end| end + 1);
        let is_prefix = self.made.text[line..].chars().all(|letter| matches!(letter, ' ' | '\t' | '>'));
        if is_prefix && self.prepared.text[..self.at].ends_with('\n') {
            self.made.text.truncate(line);
        }
    }

    /// Copies the signs up to an offset: those of emphasis, of quotes, of tables. Lines that have anything else are definitions, or what a table has no column for.
    pub(super) fn signs_to(&mut self, to: usize) {
        if to <= self.at {
            return;
        }
        let between = self.prepared.written(self.at..to);
        self.at = to;
        let mut left_out = false;
        for (number, line) in between.split_inclusive('\n').enumerate() {
            let ends = line.ends_with('\n');
            if ends && !self.is_begun() && line.trim().is_empty() {
                left_out = false;
                continue;
            }
            if ends && line.trim().is_empty() {
                // Room at the end of a line says nothing, nor does a second blank line; what was cut out may have left them.
                let from = self.made.gaps.last().map_or(0, |gap| gap.offset);
                if !self.made.text[from..].ends_with("\n\n") {
                    self.made.text.push('\n');
                }
                left_out = false;
                continue;
            }
            if line.chars().all(is_sign) {
                // What goes on after a definition is no code, however far it is indented.
                let begins_anew = left_out && self.depth == 0 && line.trim().is_empty() && !ends;
                self.made.text.push_str(if begins_anew { "" } else { line });
                left_out = false;
                continue;
            }
            left_out = true;
            if number == 0 && ends && self.is_begun() {
                self.made.text.push('\n');
            } else if !ends {
                let prefix = line.chars().take_while(|letter| matches!(letter, ' ' | '\t' | '>'));
                self.made.text.extend(prefix);
            }
        }
    }
}

/// Whether it is a sign of Markdown's own that says nothing by itself.
fn is_sign(letter: char) -> bool {
    letter.is_whitespace() || "><*_-+=#|:`~\\".contains(letter)
}
