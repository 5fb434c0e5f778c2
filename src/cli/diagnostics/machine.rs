//! Diagnostics for programs: JSON lines, and GitHub's workflow commands. Each is a line of its own, whatever authors wrote. And what reports say of one.

use crate::vocab::diagnostic::{Diagnostic, Severity};
use crate::vocab::printable::printable;

use super::text::Text;

/// One JSON object.
pub(super) fn json(diagnostic: &Diagnostic, text: &Text) -> serde_json::Value {
    let span = diagnostic.span.clone().unwrap_or(0..0);
    let (line, column) = text.position(span.start);
    let (end_line, end_column) = text.position(span.end);
    let severity = match diagnostic.severity {
        Severity::Error => "error",
        Severity::Warning => "warning",
        Severity::Note => "note",
    };
    serde_json::json!({
        "severity": severity,
        "code": diagnostic.code,
        "path": diagnostic.path.as_str(),
        "line": line,
        "column": column,
        "end_line": end_line,
        "end_column": end_column,
        "message": diagnostic.message,
        "hints": diagnostic.hints,
    })
}

/// What is wrong, and how to mend it: a line for each.
pub(super) fn told(diagnostic: &Diagnostic) -> String {
    let lines = std::iter::once(&diagnostic.message).chain(&diagnostic.hints);
    lines.map(String::as_str).collect::<Vec<_>>().join("\n")
}

/// A workflow command: `::error file=…,line=…,col=…,title=…::message`.
pub(super) fn github(diagnostic: &Diagnostic, text: &Text) -> String {
    let (line, column) = text.position(diagnostic.span.as_ref().map_or(0, |span| span.start));
    let command = match diagnostic.severity {
        Severity::Error => "error",
        Severity::Warning => "warning",
        Severity::Note => "notice",
    };
    format!(
        "::{command} file={},line={line},col={column},title={}::{}",
        property(diagnostic.path.as_str()),
        property(diagnostic.code.name()),
        escaped(&told(diagnostic))
    )
}

/// The message of a workflow command.
pub(in crate::cli) fn escaped(text: &str) -> String {
    let lines = text.replace('%', "%25").replace('\r', "%0D").replace('\n', "%0A");
    printable(&lines).into_owned()
}

/// A property of a workflow command.
pub(in crate::cli) fn property(text: &str) -> String {
    escaped(text).replace(':', "%3A").replace(',', "%2C")
}
