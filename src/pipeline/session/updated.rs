//! What an update or a settling came to.

use std::collections::BTreeSet;

use crate::output::Written;
use crate::pipeline::report::{Timings, Work};
use crate::pipeline::run::Run;
use crate::pipeline::workshop::{Line, Outcome};
use crate::theme::ThemeError;
use crate::vocab::diagnostic::Diagnostic;

/// What an update or a settling came to.
#[derive(Debug)]
pub struct Updated {
    /// In the order of files and places.
    pub diagnostics: Vec<Diagnostic>,
    /// Whether content has errors.
    pub failed: bool,
    /// Why the theme cannot be used as it is now; the last one that could be stands for it.
    pub theme_error: Option<ThemeError>,
    /// The files of the output folder that are now others, or are gone.
    pub changed: BTreeSet<String>,
    pub written: Written,
    /// The path that the site's addresses begin with.
    pub address_root: String,
    pub work: Work,
    pub timings: Timings,
}

impl Updated {
    /// Of a line of which so much was published.
    pub(super) fn of(line: &Line, theme_error: Option<&ThemeError>, outcome: Outcome, run: &Run<'_>) -> Self {
        let Outcome { written, changed, .. } = outcome;
        let (work, timings) = run.report();
        Self {
            diagnostics: line.gathered.diagnostics.clone(),
            failed: line.gathered.failed,
            theme_error: theme_error.cloned(),
            changed,
            written,
            address_root: line.address_root(),
            work,
            timings,
        }
    }
}
