//! The forms that there are, and what one has no place for.

/// The form of an export.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Form {
    Pyvideo,
    Schedule,
    Csl,
    Bibtex,
    Csv,
    Markdown,
    Jsonl,
}

impl Form {
    /// Its name on the command line.
    pub(crate) fn name(self) -> &'static str {
        match self {
            Self::Pyvideo => "pyvideo",
            Self::Schedule => "schedule",
            Self::Csl => "csl",
            Self::Bibtex => "bibtex",
            Self::Csv => "csv",
            Self::Markdown => "markdown",
            Self::Jsonl => "jsonl",
        }
    }
}

/// Records, or parts of them, that a form has no place for.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Left {
    /// What they are, in the plural: `talks without a published recording`.
    pub what: &'static str,
    pub count: usize,
}

impl Left {
    /// Those of these counts that are of anything.
    pub(super) fn counted<const N: usize>(counts: [(&'static str, usize); N]) -> Vec<Self> {
        let counts = counts.into_iter().filter(|(_, count)| *count > 0);
        counts.map(|(what, count)| Self { what, count }).collect()
    }
}
