//! Diagnostics in the Reviewdog Diagnostic Format: one JSON object, `rdjson`.
//!
//! What always holds: columns count the bytes of UTF-8, as that format has it.

use serde_json::{Value, json};

use crate::vocab::diagnostic::{Diagnostic, Severity};

use super::machine::told;
use super::text::{Columns, Texts};

/// The whole result.
pub(super) fn result(diagnostics: &[Diagnostic], texts: &Texts) -> Value {
    let one = |diagnostic: &Diagnostic| {
        let severity = match diagnostic.severity {
            Severity::Error => "ERROR",
            Severity::Warning => "WARNING",
            Severity::Note => "INFO",
        };
        let mut location = json!({ "path": diagnostic.path.as_str() });
        if let Some(span) = texts.about(diagnostic).place(diagnostic) {
            let (start, end) = texts.about(diagnostic).range(span, Columns::Utf8);
            let place = |(line, column): (usize, usize)| json!({ "line": line, "column": column });
            location["range"] = json!({ "start": place(start), "end": place(end) });
        }
        json!({ "message": told(diagnostic), "location": location, "severity": severity, "code": { "value": diagnostic.code.name() } })
    };
    json!({ "source": { "name": "rexbase" }, "diagnostics": diagnostics.iter().map(one).collect::<Vec<_>>() })
}
