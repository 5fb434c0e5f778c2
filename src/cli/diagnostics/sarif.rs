//! Diagnostics as SARIF 2.1.0, which code hosts and editors read: a rule for each code that is met, a result for each diagnostic.
//!
//! What always holds: columns count UTF-16's units, as the standard has it where nothing else is said; a path is an address relative to the site's root.

use std::collections::BTreeMap;

use serde_json::{Value, json};

use crate::reference::{Explained, chapters};
use crate::vocab::code::Code;
use crate::vocab::diagnostic::{Diagnostic, Severity};
use crate::vocab::percent;

use super::machine::told;
use super::text::{Columns, Texts};

const SCHEMA: &str =
    "https://docs.oasis-open.org/sarif/sarif/v2.1.0/errata01/os/schemas/sarif-schema-2.1.0.json";

/// The whole log.
pub(super) fn log(diagnostics: &[Diagnostic], texts: &Texts) -> Value {
    let met: BTreeMap<&str, Code> =
        diagnostics.iter().map(|diagnostic| (diagnostic.code.name(), diagnostic.code)).collect();
    let explained: BTreeMap<&str, Explained> = chapters()
        .iter()
        .flat_map(|chapter| &chapter.sections)
        .map(|section| (section.code.name(), *section))
        .collect();
    let rule = |name: &&str| {
        let summary = explained.get(name).map_or_else(|| (*name).to_owned(), |section| section.summary());
        json!({ "id": name, "shortDescription": { "text": summary }, "help": { "text": format!("rexbase explain {name}") } })
    };
    let numbers: BTreeMap<&str, usize> = met.keys().copied().zip(0..).collect();
    let result = |diagnostic: &Diagnostic| result(diagnostic, texts, numbers[diagnostic.code.name()]);
    json!({
        "$schema": SCHEMA,
        "version": "2.1.0",
        "runs": [{
            "tool": { "driver": {
                "name": "rexbase",
                "semanticVersion": env!("CARGO_PKG_VERSION"),
                "rules": met.keys().map(rule).collect::<Vec<_>>(),
            } },
            "columnKind": "utf16CodeUnits",
            "results": diagnostics.iter().map(result).collect::<Vec<_>>(),
        }],
    })
}

fn result(diagnostic: &Diagnostic, texts: &Texts, rule: usize) -> Value {
    let level = match diagnostic.severity {
        Severity::Error => "error",
        Severity::Warning => "warning",
        Severity::Note => "note",
    };
    let mut place = json!({ "artifactLocation": { "uri": percent::path(diagnostic.path.as_str()) } });
    if let Some(span) = texts.about(diagnostic).place(diagnostic) {
        let (start, end) = texts.about(diagnostic).range(span, Columns::Utf16);
        place["region"] =
            json!({ "startLine": start.0, "startColumn": start.1, "endLine": end.0, "endColumn": end.1 });
    }
    json!({
        "ruleId": diagnostic.code.name(),
        "ruleIndex": rule,
        "level": level,
        "message": { "text": told(diagnostic) },
        "locations": [{ "physicalLocation": place }],
    })
}
