//! A text in Markdown, and what became of what WordPress wrote in it.

use std::collections::BTreeSet;

/// A text, converted.
#[derive(Debug, Default, PartialEq, Eq)]
pub(crate) struct Said {
    pub(crate) text: String,
    /// How much of WordPress's own has an equivalent.
    pub(crate) taken: usize,
    /// How many scripts and styles were left out.
    pub(crate) scripts: usize,
    /// What became a comment, as it was written.
    pub(crate) left: Vec<String>,
    /// Files of the old site that it shows and that are not beside the export, by their paths there.
    pub(crate) files: BTreeSet<String>,
}
