//! For tests: a body that is read by itself.

use crate::document::body::{Names, Read, Reading, read};
use crate::vocab::diagnostic::Diagnostic;
use crate::vocab::path::ContentPath;
use crate::vocab::section::OwnPhrases;

/// A text that is a whole body, of a talk that has a title and mentions two names; read otherwise where `change` says so.
pub(super) fn read_alone(
    text: &str,
    sections: &OwnPhrases,
    change: impl FnOnce(&mut Reading<'_>),
) -> (Read, Vec<Diagnostic>) {
    let path = ContentPath::new("content/talks/x.md").unwrap();
    let names = Names::of(vec!["Ada Lovelace", "Amazon Web Services"]);
    let mut reading = Reading {
        path: &path,
        trust_html: false,
        math: false,
        title: Some("My talk"),
        others: &[],
        names: &names,
        own_address: None,
        sections,
        withheld: &[],
    };
    change(&mut reading);
    let mut diagnostics = Vec::new();
    (read(text, 0, reading, &mut diagnostics), diagnostics)
}
