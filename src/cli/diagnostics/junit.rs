//! Diagnostics as JUnit's XML, which most build servers show: a case for each diagnostic, in a suite for each file; what is no mistake is a case that passed.
//!
//! What always holds: it is XML 1.0 whatever authors wrote: signs that it cannot have are shown as what they are. It has no attribute that the schema of
//! Jenkins' xUnit plugin does not know, so a place stands in the case's name and text.

use crate::vocab::diagnostic::{Diagnostic, Severity};
use crate::vocab::html::push_escaped;
use crate::vocab::printable::printable;

use super::machine::told;
use super::text::Texts;

/// The whole file.
pub(super) fn suites(diagnostics: &[Diagnostic], texts: &Texts) -> String {
    let count = |all: &[Diagnostic]| all.iter().filter(|diagnostic| is_failure(diagnostic)).count();
    let mut xml = format!(
        "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n<testsuites name=\"rexbase\" tests=\"{}\" failures=\"{}\" errors=\"0\">\n",
        diagnostics.len().max(1),
        count(diagnostics)
    );
    if diagnostics.is_empty() {
        // A file without a case is taken for a run that broke.
        xml.push_str("<testsuite name=\"content\" tests=\"1\" failures=\"0\" errors=\"0\">\n<testcase name=\"nothing to mend\" classname=\"content\"/>\n</testsuite>\n");
    }
    for of_file in diagnostics.chunk_by(|a, b| a.path == b.path) {
        let path = attribute(of_file[0].path.as_str());
        xml.push_str(&format!(
            "<testsuite name=\"{path}\" tests=\"{}\" failures=\"{}\" errors=\"0\">\n",
            of_file.len(),
            count(of_file)
        ));
        of_file.iter().for_each(|diagnostic| push_case(&mut xml, diagnostic, texts));
        xml.push_str("</testsuite>\n");
    }
    xml + "</testsuites>"
}

fn push_case(xml: &mut String, diagnostic: &Diagnostic, texts: &Texts) {
    let text = texts.about(diagnostic);
    let (line, column) = text.place(diagnostic).map_or((1, 1), |span| text.position(span.start));
    let (path, code) = (attribute(diagnostic.path.as_str()), diagnostic.code.name());
    xml.push_str(&format!("<testcase name=\"{code} {line}:{column}\" classname=\"{path}\">"));
    let words = attribute(&told(diagnostic).replace('\n', " "));
    let words = format!("{path}:{line}:{column}: {words}");
    if is_failure(diagnostic) {
        let message = attribute(&diagnostic.message);
        xml.push_str(&format!("<failure type=\"{code}\" message=\"{message}\">{words}</failure>"));
    } else {
        xml.push_str(&format!("<system-out>{words}</system-out>"));
    }
    xml.push_str("</testcase>\n");
}

fn is_failure(diagnostic: &Diagnostic) -> bool {
    diagnostic.severity != Severity::Note
}

/// A text as it stands in an element, or in an attribute.
fn attribute(text: &str) -> String {
    let mut escaped = String::new();
    let can_be = |letter: char| !matches!(letter, '\u{fffe}' | '\u{ffff}');
    let text: String = printable(text).chars().filter(|letter| can_be(*letter)).collect();
    push_escaped(&mut escaped, &text);
    escaped
}
