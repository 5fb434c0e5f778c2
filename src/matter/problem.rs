//! A mistake in front matter, before it is known which file it is in.

use crate::vocab::diagnostic::{Code, Diagnostic, Severity, nearest};
use crate::vocab::path::ContentPath;
use crate::vocab::spanned::Span;

use super::foreign::meant;
use super::syntax::Syntax;

/// The key whose value is free: neither its keys nor its empty strings are reported.
pub(super) const FREE_KEY: &str = "extra";

/// A mistake in front matter.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Problem {
    /// How much it matters.
    pub severity: Severity,
    /// As in [`Diagnostic`].
    pub code: Code,
    /// The bytes of the file that are meant.
    pub span: Span,
    /// What is wrong.
    pub message: String,
    /// How to mend it.
    pub hint: Option<String>,
}

impl Problem {
    /// Something that cannot be read as its syntax.
    pub(super) fn of_syntax(span: Span, message: impl Into<String>, hint: Option<String>) -> Self {
        let (severity, message) = (Severity::Error, message.into());
        Self { severity, code: Code::FrontMatterSyntax, span, message, hint }
    }

    /// The same as a diagnostic about this file.
    pub(crate) fn into_diagnostic(self, path: &ContentPath) -> Diagnostic {
        let Self { severity, code, span, message, hint } = self;
        let hints = hint.into_iter().collect();
        let (path, span, label) = (path.clone(), Some(span), String::new());
        Diagnostic { severity, code, path, span, message, label, hints }
    }
}

/// Where an unknown key stands.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Level {
    Top,
    /// In a table within.
    Inner,
}

/// A key that no struct has, with what was most likely meant: the nearest that one has, or what another tool calls so.
pub(super) fn unknown_key<'a>(
    key: &str,
    span: Span,
    known: &(impl IntoIterator<Item = &'a str> + Clone),
    level: Level,
    syntax: Syntax,
) -> Problem {
    let for_all = |line: &str| format!("`{line}` below `[front_matter]` in rexbase.toml");
    let hint = match (nearest(key, known.clone()), meant(key, known), level, syntax) {
        (Some(known), ..) => format!("did you mean `{known}`?"),
        (None, Some(meant), Level::Top, Syntax::Toml | Syntax::Yaml | Syntax::Json) => {
            format!("write `{meant}`, or say for all files: {}", for_all(&format!("{key} = \"{meant}\"")))
        }
        (None, Some(meant), ..) => format!("write `{meant}`"),
        (None, None, Level::Top, Syntax::Toml | Syntax::Yaml | Syntax::Json) => {
            let free = match syntax {
                Syntax::Yaml | Syntax::Json => format!("below `{FREE_KEY}:`"),
                _ => format!("to `[{FREE_KEY}]`"),
            };
            let pass_over = for_all(&format!("pass_over = [\"{key}\"]"));
            format!("remove it, move it {free}, which is free for themes, or say for all files: {pass_over}")
        }
        (None, None, ..) => "remove it".to_owned(),
    };
    Problem {
        severity: Severity::Warning,
        code: Code::UnknownKey,
        span,
        message: format!("unknown key `{key}`"),
        hint: Some(hint),
    }
}
