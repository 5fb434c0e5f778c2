//! What is wrong with what an author wrote: where, what, and how to mend it.
//!
//! A diagnostic is data; the CLI draws it. Its code is stable: scripts and editors may rely on its name. It can be written and read again, since a run
//! remembers what the last one found.

use std::collections::BTreeMap;

use borsh::{BorshDeserialize, BorshSerialize};
use serde::{Deserialize, Serialize};

pub use super::code::Code;
pub(crate) use super::nearest::nearest;
use super::path::ContentPath;
use super::spanned::Span;

/// How much it matters.
#[derive(
    Debug,
    Clone,
    Copy,
    PartialEq,
    Eq,
    Hash,
    PartialOrd,
    Ord,
    Serialize,
    Deserialize,
    BorshSerialize,
    BorshDeserialize,
)]
pub enum Severity {
    /// The site would be wrong: nothing is published.
    Error,
    /// The author should look; published all the same, unless `--strict`.
    Warning,
    /// Worth knowing, and no mistake: what was passed over on purpose.
    Note,
}

/// One mistake, at one place.
#[derive(Debug, Clone, PartialEq, Eq, Hash, Serialize, Deserialize, BorshSerialize, BorshDeserialize)]
pub struct Diagnostic {
    /// How much it matters.
    pub severity: Severity,
    /// Of what sort it is.
    pub code: Code,
    /// The file, relative to the site's root.
    pub path: ContentPath,
    /// The bytes of the file that are meant; none when the whole file is.
    pub span: Option<Span>,
    /// What is wrong, in one line.
    pub message: String,
    /// What to say right under the underlined bytes; may be empty.
    pub label: String,
    /// How to mend it: complete sentences, most useful first.
    pub hints: Vec<String>,
}

impl Diagnostic {
    /// An error about a whole file; the `with` methods make it more precise.
    pub fn error(code: Code, path: &ContentPath, message: impl Into<String>) -> Self {
        Self::new(Severity::Error, code, path, message.into())
    }

    /// A warning about a whole file; the `with` methods make it more precise.
    pub fn warning(code: Code, path: &ContentPath, message: impl Into<String>) -> Self {
        Self::new(Severity::Warning, code, path, message.into())
    }

    /// A note about a whole file; the `with` methods make it more precise.
    pub fn note(code: Code, path: &ContentPath, message: impl Into<String>) -> Self {
        Self::new(Severity::Note, code, path, message.into())
    }

    /// Points at these bytes.
    #[must_use]
    pub fn with_span(mut self, span: Span) -> Self {
        self.span = Some(span);
        self
    }

    /// Says this under the bytes.
    #[must_use]
    pub fn with_label(mut self, label: impl Into<String>) -> Self {
        self.label = label.into();
        self
    }

    /// Adds a way to mend it.
    #[must_use]
    pub fn with_hint(mut self, hint: impl Into<String>) -> Self {
        self.hints.push(hint.into());
        self
    }

    fn new(severity: Severity, code: Code, path: &ContentPath, message: String) -> Self {
        Self {
            severity,
            code,
            path: path.clone(),
            span: None,
            message,
            label: String::new(),
            hints: Vec::new(),
        }
    }
}

/// At most so many diagnostics of one severity and code are kept for a file: nobody reads more, and a file may be made of mistakes.
pub(crate) const OF_A_KIND: usize = 100;

/// Puts diagnostics in the order of their files and of their places within a file; equal ones are kept once, and of each kind the
/// first [`OF_A_KIND`] of a file, with one that says how many more there are.
pub(crate) fn in_order(mut diagnostics: Vec<Diagnostic>) -> Vec<Diagnostic> {
    let place = |d: &Diagnostic| d.span.as_ref().map_or((0, 0), |span| (span.start, span.end));
    diagnostics.sort_by(|a, b| {
        (&a.path, place(a), a.severity, a.code, &a.message).cmp(&(
            &b.path,
            place(b),
            b.severity,
            b.code,
            &b.message,
        ))
    });
    diagnostics.dedup();
    bounded(diagnostics)
}

/// The first [`OF_A_KIND`] of each severity and code of a file; the next one says how many more there are.
fn bounded(diagnostics: Vec<Diagnostic>) -> Vec<Diagnostic> {
    if diagnostics.len() <= OF_A_KIND {
        return diagnostics;
    }
    /// How many there are of a kind, and where the kept one stands that says so.
    #[derive(Default)]
    struct Kind {
        count: usize,
        last: usize,
    }
    let mut kept: Vec<Diagnostic> = Vec::with_capacity(diagnostics.len().min(8 * OF_A_KIND));
    let mut kinds: BTreeMap<(Severity, Code), Kind> = BTreeMap::new();
    let close = |kinds: &mut BTreeMap<(Severity, Code), Kind>, kept: &mut Vec<Diagnostic>| {
        for ((_, code), kind) in std::mem::take(kinds).into_iter().filter(|(_, kind)| kind.count > OF_A_KIND)
        {
            let more = kind.count - OF_A_KIND;
            kept[kind.last].message = format!("… and {more} more of `{code}` in this file");
            kept[kind.last].label.clear();
            kept[kind.last].hints.clear();
        }
    };
    for diagnostic in diagnostics {
        if kept.last().is_some_and(|last| last.path != diagnostic.path) {
            close(&mut kinds, &mut kept);
        }
        let kind = kinds.entry((diagnostic.severity, diagnostic.code)).or_default();
        kind.count += 1;
        if kind.count <= OF_A_KIND + 1 {
            kind.last = kept.len();
            kept.push(diagnostic);
        }
    }
    close(&mut kinds, &mut kept);
    kept
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_file_made_of_mistakes_has_a_hundred_and_one_that_counts_the_rest() {
        let path = |p| ContentPath::new(p).unwrap();
        let at = |p, start, code| Diagnostic::warning(code, &path(p), "m").with_span(start..start + 1);
        let many = (0..1000)
            .map(|start| at("a", start, Code::Spelling))
            .chain((0..150).map(|start| at("b", start, Code::Spelling)));
        let few = (0..100).map(|start| at("a", start, Code::UnknownKey)).chain([Diagnostic::error(
            Code::Spelling,
            &path("a"),
            "worse",
        )]);
        let ordered = in_order(many.chain(few).collect());
        assert_eq!(ordered.len(), 101 + 100 + 1 + 101);
        let said: Vec<_> =
            ordered.iter().filter(|d| d.message.starts_with('…')).map(|d| d.message.as_str()).collect();
        assert_eq!(
            said,
            ["… and 900 more of `spelling` in this file", "… and 50 more of `spelling` in this file"]
        );
        assert!(ordered.iter().any(|d| d.severity == Severity::Error), "the kind is of one severity");
    }

    #[test]
    fn order_is_by_file_then_place() {
        let path = |p| ContentPath::new(p).unwrap();
        let at = |p, start| Diagnostic::error(Code::Spelling, &path(p), "m").with_span(start..start + 1);
        let ordered = in_order(vec![at("b", 1), at("a", 9), at("a", 2), at("a", 2)]);
        let places: Vec<_> =
            ordered.iter().map(|d| (d.path.as_str(), d.span.clone().unwrap().start)).collect();
        assert_eq!(places, [("a", 2), ("a", 9), ("b", 1)]);
    }
}
