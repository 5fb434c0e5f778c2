//! Small sites as `(path, text)`, and what to look at once they are resolved.

use std::sync::Arc;

use crate::document::{self, Outline, Place};
use crate::knowledge::{Drafts, FutureDates, KnowledgeBase, Options, OtherFile, Record, resolve};
use crate::vocab::audience::Audience;
use crate::vocab::diagnostic::Diagnostic;
use crate::vocab::kind::Kind;
use crate::vocab::language::Language;
use crate::vocab::path::{ContentPath, Home};

pub(super) fn outlines(files: &[(&str, &str)]) -> Vec<Arc<Outline>> {
    let parse = |(below, text): &(&str, &str)| {
        let path = ContentPath::new(&format!("content/{below}")).unwrap();
        let document =
            document::parse(Place::of(&path, below).unwrap(), text.as_bytes(), &document::Options::default());
        assert_eq!(document.diagnostics, [], "{below}");
        document.outline
    };
    files.iter().map(parse).collect()
}

pub(super) fn resolved_with(
    files: &[(&str, &str)],
    others: &[&str],
    drafts: Drafts,
) -> (KnowledgeBase, Vec<Diagnostic>) {
    resolved_among(files, others, drafts, false)
}

fn resolved_among(
    files: &[(&str, &str)],
    others: &[&str],
    drafts: Drafts,
    trust_files: bool,
) -> (KnowledgeBase, Vec<Diagnostic>) {
    let mut paths: Vec<_> = others.iter().map(|path| ContentPath::new(path).unwrap()).collect();
    paths.sort();
    let other = |path| {
        let (home, below) = ContentPath::as_str(path).split_once('/').unwrap();
        let home = if home == "static" { Home::Static } else { Home::Content };
        OtherFile { path, below, home }
    };
    let others: Vec<_> = paths.iter().map(other).collect();
    let language = Language::english();
    resolve(
        &outlines(files),
        Options {
            language: &language,
            audience: Audience::Public,
            drafts,
            future_dates: FutureDates::Publish,
            today: None,
            others: &others,
            own_pages_from: 1,
            trust_files,
        },
    )
}

/// With files that are not Markdown, whose authors are trusted.
pub(super) fn trusted(files: &[(&str, &str)], others: &[&str]) -> (KnowledgeBase, Vec<Diagnostic>) {
    resolved_among(files, others, Drafts::LeaveOut, true)
}

pub(super) fn resolved(files: &[(&str, &str)]) -> (KnowledgeBase, Vec<Diagnostic>) {
    resolved_with(files, &[], Drafts::LeaveOut)
}

pub(super) fn find<'k>(knowledge: &'k KnowledgeBase, kind: Kind, title: &str) -> &'k Record {
    let found = knowledge.records.iter().find(|record| record.kind == kind && record.title == title);
    found.unwrap_or_else(|| panic!("no {} `{title}`", kind.name()))
}

pub(super) fn codes(diagnostics: &[Diagnostic]) -> Vec<&str> {
    diagnostics.iter().map(|diagnostic| diagnostic.code.name()).collect()
}

pub(super) fn matter(lines: &str) -> String {
    format!("+++\n{lines}\n+++\n")
}
