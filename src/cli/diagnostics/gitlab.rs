//! Diagnostics as a report of GitLab's Code Quality: a list of findings, each with a fingerprint by which the next report knows it again.
//!
//! What always holds: fingerprints are unique in a report, and the same as long as file, code and message are: where lines move, a finding stays the one it was.

use std::collections::BTreeMap;

use serde_json::{Value, json};

use crate::vocab::diagnostic::{Diagnostic, Severity};
use crate::vocab::fingerprint::Fingerprint;

use super::machine::told;
use super::text::Texts;

/// The whole report.
pub(super) fn report(diagnostics: &[Diagnostic], texts: &Texts) -> Value {
    let mut met: BTreeMap<[&str; 3], usize> = BTreeMap::new();
    let mut findings = Vec::with_capacity(diagnostics.len());
    for diagnostic in diagnostics {
        let key = [diagnostic.path.as_str(), diagnostic.code.name(), diagnostic.message.as_str()];
        let number = met.entry(key).or_default();
        *number += 1;
        let fingerprint = Fingerprint::of(format!("{}\0{number}", key.join("\0")).as_bytes());
        let severity = match diagnostic.severity {
            Severity::Error => "critical",
            Severity::Warning => "minor",
            Severity::Note => "info",
        };
        let text = texts.about(diagnostic);
        let line = text.place(diagnostic).map_or(1, |span| text.position(span.start).0);
        findings.push(json!({
            "description": told(diagnostic),
            "check_name": diagnostic.code.name(),
            "fingerprint": fingerprint.to_string(),
            "severity": severity,
            "location": { "path": diagnostic.path.as_str(), "lines": { "begin": line } },
        }));
    }
    Value::Array(findings)
}
