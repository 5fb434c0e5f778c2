//! What the last run left for this one, as it is read while content is.

use std::path::Path;

use crate::memo;
use crate::output::Known;
use crate::pipeline::record::{ANALYSES, DRAWN, INVERTED, RECORD, Record};
use crate::pipeline::search::INDEX;
use crate::search::{self, Remembered};
use crate::site::Drawn;

/// What the last run left, but for its analyses and documents.
pub(super) struct LastRun {
    pub(super) record: Option<Record>,
    pub(super) known: Known,
    pub(super) drawn: Drawn,
}

impl LastRun {
    /// Reads it.
    pub(super) fn read(output: &Path, cache: &Path) -> Self {
        let record = || {
            let mut record = Record::load(&cache.join(RECORD), output)?;
            if !search::index::is_sound(&cache.join(INDEX)) {
                record.forget_index();
            }
            Some(record)
        };
        let (record, known) = rayon::join(record, || Known::read(output, cache));
        let drawn = memo::load(&cache.join(DRAWN)).and_then(|bytes| Drawn::decode(&bytes));
        Self { record, known, drawn: drawn.unwrap_or_default() }
    }
}

/// Its analyses, and what was made of them, which a run may not need.
pub(super) fn analyses(cache: &Path) -> Remembered {
    let mut buffer = Vec::new();
    let bytes = memo::load_into(&cache.join(ANALYSES), &mut buffer);
    let mut analyses = bytes.and_then(Remembered::decode).unwrap_or_default();
    let bytes = memo::load_into(&cache.join(INVERTED), &mut buffer);
    bytes.into_iter().for_each(|bytes| analyses.decode_inverted(bytes));
    analyses
}
