//! What the site makes of headings: their anchors, and which sections of an experience report they open.
//!
//! Apart, since it asks `document` itself, so that what an importer writes of a section is what the page will have.

use crate::document::{Options, Place, parse};
use crate::vocab::path::ContentPath;
use crate::vocab::section::RexSection;

/// A heading of a body.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Anchored {
    pub(crate) text: String,
    pub(crate) anchor: String,
    pub(crate) rex: Option<RexSection>,
}

/// The headings of a body whose record has this title.
pub(crate) fn headings(title: &str, body: &str) -> Vec<Anchored> {
    const BELOW: &str = "reports/x.md";
    let Some(path) = ContentPath::new(BELOW) else { return Vec::new() };
    let Ok(place) = Place::of(&path, BELOW) else { return Vec::new() };
    let matter = format!("+++\ntitle = {}\n+++\n\n", toml_edit::Value::from(title));
    let document = parse(place, format!("{matter}{body}").as_bytes(), &Options::default());
    let anchored = document.body.headings.iter().map(|heading| Anchored {
        text: heading.text.clone(),
        anchor: heading.anchor.clone(),
        rex: heading.rex,
    });
    anchored.collect()
}

/// The known section that a heading of this text opens.
pub(crate) fn section(heading: &str) -> Option<RexSection> {
    let line = heading.split_whitespace().collect::<Vec<_>>().join(" ");
    headings("", &format!("## {line}\n")).into_iter().next()?.rex
}
