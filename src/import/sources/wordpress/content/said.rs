//! A text in Markdown, and what became of what WordPress wrote in it.

use std::collections::BTreeSet;

/// A text, converted.
#[derive(Debug, Default, PartialEq, Eq)]
pub(in crate::import::sources::wordpress) struct Said {
    pub(in crate::import::sources::wordpress) text: String,
    /// How much of WordPress's own has an equivalent.
    pub(in crate::import::sources::wordpress) taken: usize,
    /// How many scripts and styles were left out.
    pub(in crate::import::sources::wordpress) scripts: usize,
    /// What became a comment, as it was written.
    pub(in crate::import::sources::wordpress) left: Vec<String>,
    /// Files of the old site that it shows and that are not beside the export, by their paths there.
    pub(in crate::import::sources::wordpress) files: BTreeSet<String>,
}
