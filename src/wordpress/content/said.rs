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
    /// What became a comment.
    pub(crate) left: Vec<Left>,
    /// Files of the old site that it shows and that are not beside the export, by their paths there.
    pub(crate) files: BTreeSet<String>,
}

/// What became a comment: as it was written, and why.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Left {
    pub(crate) written: String,
    pub(crate) why: Why,
}

/// Why something became a comment.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Why {
    NoEquivalent,
    /// A part or a file that the old site does not show to everybody.
    NotPublic,
    /// A part that holds itself.
    InItself,
    /// Parts or files that are more than a post may take from elsewhere.
    TooMuch,
}
