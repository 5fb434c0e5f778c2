//! The line that a command ends with.

use super::diagnostics::Format;
use crate::pipeline::Checked;
use crate::vocab::diagnostic::{Diagnostic, Severity};
use crate::vocab::kind::Kind;

/// Says how many mistakes a check found, and in how much.
pub(super) fn print_check(checked: &Checked, format: Format) {
    if format != Format::Human {
        return;
    }
    anstream::eprintln!("{}: {}.", verdict(&checked.diagnostics), holdings(&checked.counts));
}

/// `2 errors, 1 warning` or `no mistakes`.
pub(super) fn verdict(diagnostics: &[Diagnostic]) -> String {
    let of = |severity| diagnostics.iter().filter(|diagnostic| diagnostic.severity == severity).count();
    let parts: Vec<_> = [(of(Severity::Error), "error"), (of(Severity::Warning), "warning")]
        .into_iter()
        .filter(|(count, _)| *count > 0)
        .map(|(count, word)| counted(count, word))
        .collect();
    if parts.is_empty() { "no mistakes".into() } else { parts.join(", ") }
}

/// `3 talks, 5 people, 16 lessons`: every kind that there is any of.
pub(super) fn holdings(counts: &[(Kind, usize)]) -> String {
    let parts: Vec<_> = counts
        .iter()
        .filter(|(_, count)| *count > 0)
        .map(|(kind, count)| format!("{} {}", thousands(*count), if *count == 1 { kind.name() } else { kind.folder() }))
        .collect();
    if parts.is_empty() { "no content".into() } else { parts.join(", ") }
}

/// `1 page`, `21,715 pages`.
pub(super) fn counted(count: usize, word: &str) -> String {
    format!("{} {word}{}", thousands(count), if count == 1 { "" } else { "s" })
}

/// `21,715`.
pub(super) fn thousands(number: usize) -> String {
    let digits = number.to_string();
    let mut text = String::with_capacity(digits.len() + digits.len() / 3);
    for (index, digit) in digits.chars().enumerate() {
        if index > 0 && (digits.len() - index).is_multiple_of(3) {
            text.push(',');
        }
        text.push(digit);
    }
    text
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn numbers_are_readable() {
        assert_eq!([thousands(7), thousands(1000), thousands(21_715)], ["7", "1,000", "21,715"]);
        assert_eq!(holdings(&[(Kind::Talk, 1), (Kind::Person, 2), (Kind::Page, 0)]), "1 talk, 2 people");
        assert_eq!(verdict(&[]), "no mistakes");
    }
}
