//! Diagnostics for people: the source line, underlined, with hints; many of a sort by their causes.
//!
//! What always holds: nothing that an author wrote begins a line or is obeyed by a terminal ([`printable`]).

use annotate_snippets::renderer::DecorStyle;
use annotate_snippets::{AnnotationKind, Group, Level, Origin, Renderer, Snippet};

use crate::vocab::diagnostic::{Diagnostic, Severity};
use crate::vocab::printable::printable;

use super::causes::Cause;
use super::text::{Text, Texts};

/// One diagnostic in full.
pub(super) fn full(diagnostic: &Diagnostic, text: &Text) -> String {
    let (path, label) = (printable(diagnostic.path.as_str()), printable(&diagnostic.label));
    let mut report = titled(diagnostic, printable(&diagnostic.message).into_owned());
    match text.place(diagnostic) {
        Some(span) => {
            let (line, lines) = text.line_around(span);
            let marked =
                AnnotationKind::Primary.span(span.start - lines.start..span.end.min(lines.end) - lines.start);
            let marked = if label.is_empty() { marked } else { marked.label(&*label) };
            let snippet = Snippet::source(text.slice(&lines)).line_start(line).path(&*path);
            report = report.element(snippet.annotation(marked));
        }
        None => report = report.element(Origin::path(&*path)),
    }
    for hint in &diagnostic.hints {
        report = report.element(Level::HELP.message(printable(hint).into_owned()));
    }
    renderer().render(&[report])
}

/// A cause: how often it is met, and the first places.
pub(super) fn cause(cause: &Cause<'_>, texts: &Texts) -> String {
    /// How many places are named.
    const NAMED: usize = 3;
    let place = |diagnostic: &&Diagnostic| {
        let path = printable(diagnostic.path.as_str());
        match diagnostic.span.as_ref() {
            Some(span) => {
                let (line, column) = texts.about(diagnostic).position(span.start);
                format!("{path}:{line}:{column}")
            }
            None => path.into_owned(),
        }
    };
    let (count, files) = (cause.all.len(), cause.files());
    let counted = match (count, files) {
        (1, _) => String::new(),
        (count, 1) => format!(" ({count} times in one file)"),
        (count, files) if count == files => format!(" (in {files} files)"),
        (count, files) => format!(" ({count} times in {files} files)"),
    };
    let mut places = cause.all.iter().take(NAMED).map(place).collect::<Vec<_>>().join(", ");
    if count > NAMED {
        places.push_str(", …");
    }
    let message = format!("{}{counted}", printable(&cause.message));
    let mut report = titled(cause.all[0], message).element(Origin::path(places));
    if let Some(hint) = cause.hint {
        report = report.element(Level::HELP.message(printable(hint).into_owned()));
    }
    renderer().render(&[report])
}

/// A failure of the environment, with its causes.
pub(super) fn failure(error: &dyn std::error::Error) -> String {
    let mut report = Group::with_title(Level::ERROR.primary_title(lines(&error.to_string())));
    let mut cause = error.source();
    while let Some(inner) = cause {
        let text = inner.to_string();
        if !error.to_string().contains(&text) {
            report = report.element(Level::NOTE.message(lines(&text)));
        }
        cause = inner.source();
    }
    renderer().render(&[report])
}

/// A text of several lines, none of which a log obeys.
fn lines(text: &str) -> String {
    let lines = text.split('\n').enumerate().map(|(number, line)| {
        let is_command = number > 0 && line.trim_start().starts_with("::");
        format!("{}{}", if is_command { "| " } else { "" }, printable(line))
    });
    lines.collect::<Vec<_>>().join("\n")
}

fn titled(diagnostic: &Diagnostic, message: String) -> Group<'_> {
    let level = match diagnostic.severity {
        Severity::Error => Level::ERROR,
        Severity::Warning => Level::WARNING,
        Severity::Note => Level::NOTE,
    };
    level.primary_title(message).id(diagnostic.code.name()).elements(Vec::<Origin<'_>>::new())
}

fn renderer() -> Renderer {
    Renderer::styled().decor_style(DecorStyle::Ascii)
}
