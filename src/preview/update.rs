//! What browsers are told when something was published.

use std::collections::BTreeSet;

/// What browsers are told.
#[derive(Debug, Clone, Default)]
pub(crate) struct Update {
    /// Files of the output that are new, others or gone.
    pub changed: BTreeSet<String>,
    /// All that is wrong now, as a JSON array of objects with `severity`, `message`, `hints` and, when it is in a file, `path`, `line`,
    /// `column` and `code`; none when that is as it was.
    pub problems: Option<String>,
}
