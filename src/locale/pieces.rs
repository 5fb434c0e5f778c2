//! A formatted text in pieces, so that what stands between the parts of a date or of a list can be told from the parts.

use std::fmt;

use writeable::{Part, PartsWrite, Writeable};

/// A stretch of the text, and the innermost of the wanted parts that it belongs to.
#[derive(Debug, Clone, PartialEq)]
pub(super) struct Piece {
    pub(super) text: String,
    pub(super) part: Option<Part>,
    /// The formatter had no word for it.
    pub(super) is_missing: bool,
}

/// The text, cut at the borders of the wanted parts.
pub(super) fn pieces(formatted: &impl Writeable, wanted: &[Part]) -> Vec<Piece> {
    let mut sink = Sink { wanted, open: None, is_missing: false, pieces: Vec::new() };
    // Writing to memory does not fail.
    let _ = formatted.write_to_parts(&mut sink);
    sink.pieces
}

struct Sink<'a> {
    wanted: &'a [Part],
    open: Option<Part>,
    is_missing: bool,
    pieces: Vec<Piece>,
}

impl fmt::Write for Sink<'_> {
    fn write_str(&mut self, text: &str) -> fmt::Result {
        if text.is_empty() {
            return Ok(());
        }
        match self.pieces.last_mut() {
            Some(last) if last.part == self.open && last.is_missing == self.is_missing => {
                last.text.push_str(text);
            }
            _ => self.pieces.push(Piece {
                text: text.to_owned(),
                part: self.open,
                is_missing: self.is_missing,
            }),
        }
        Ok(())
    }
}

impl PartsWrite for Sink<'_> {
    type SubPartsWrite = Self;

    fn with_part(&mut self, part: Part, mut write: impl FnMut(&mut Self) -> fmt::Result) -> fmt::Result {
        let before = (self.open, self.is_missing);
        if self.wanted.contains(&part) {
            self.open = Some(part);
        }
        self.is_missing |= part == Part::ERROR;
        let written = write(self);
        (self.open, self.is_missing) = before;
        written
    }
}
