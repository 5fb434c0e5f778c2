//! A mistake in front matter, before it is known which file it is in.

use crate::vocab::diagnostic::{Diagnostic, Severity, nearest};
use crate::vocab::path::ContentPath;
use crate::vocab::spanned::Span;

/// The key whose value is free: neither its keys nor its empty strings are reported.
pub(super) const FREE_KEY: &str = "extra";

/// A mistake in front matter.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Problem {
    /// How much it matters.
    pub severity: Severity,
    /// As in [`Diagnostic`].
    pub code: &'static str,
    /// The bytes of the file that are meant.
    pub span: Span,
    /// What is wrong.
    pub message: String,
    /// How to mend it.
    pub hint: Option<String>,
}

impl Problem {
    /// The same as a diagnostic about this file.
    pub fn into_diagnostic(self, path: &ContentPath) -> Diagnostic {
        let mut diagnostic = match self.severity {
            Severity::Error => Diagnostic::error(self.code, path, self.message),
            Severity::Warning => Diagnostic::warning(self.code, path, self.message),
        }
        .with_span(self.span);
        diagnostic.hints.extend(self.hint);
        diagnostic
    }
}

/// A key that no struct has, with the nearest that one has.
pub(super) fn unknown_key<'a>(key: &str, span: Span, known: impl IntoIterator<Item = &'a str>) -> Problem {
    let hint = nearest(key, known).map_or_else(
        || format!("remove it, or move it to `[{FREE_KEY}]`, which is free for themes"),
        |known| format!("did you mean `{known}`?"),
    );
    Problem {
        severity: Severity::Warning,
        code: "unknown-key",
        span,
        message: format!("unknown key `{key}`"),
        hint: Some(hint),
    }
}
