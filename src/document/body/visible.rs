//! Addresses lose what nobody sees: blanks and invisible characters at their ends, which come with what is pasted.

use std::borrow::Cow;

use crate::vocab::diagnostic::{Code, Diagnostic};
use crate::vocab::invisible::{self, is_invisible};
use crate::vocab::spanned::Span;

use super::super::links::is_web;
use super::state::Walk;

impl Walk<'_, '_> {
    /// The address without blanks and invisible characters at its ends; the latter are reported, as are those within an address of the web.
    pub(super) fn visible<'t>(&mut self, address: &'t str, span: &Span) -> Cow<'t, str> {
        let trimmed = address.trim_matches(|letter: char| letter.is_ascii_whitespace());
        if trimmed.is_ascii() && !trimmed.contains('%') {
            return Cow::Borrowed(trimmed);
        }
        let seen = invisible::trimmed(trimmed);
        let found = if seen.len() < trimmed.len() {
            let ends = if trimmed.starts_with(seen) { "ends" } else { "begins" };
            let letter = if ends == "ends" { invisible::last(trimmed) } else { trimmed.chars().next() };
            letter.map(|letter| {
                format!("this address {ends} with the invisible character {}", invisible::name(letter))
            })
        } else {
            let within = seen
                .chars()
                .find(|letter| is_web(seen) && is_invisible(*letter) && !invisible::joins(*letter));
            within
                .map(|letter| format!("this address has the invisible character {}", invisible::name(letter)))
        };
        if let Some(message) = found {
            self.diagnostics.push(
                Diagnostic::warning(Code::InvisibleCharacter, self.reading.path, message)
                    .with_span(span.clone())
                    .with_hint(
                        "write the address anew, or delete the character: it was probably pasted with it",
                    ),
            );
        }
        Cow::Borrowed(seen)
    }
}
