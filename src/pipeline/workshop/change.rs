//! One change of the output folder: the pages and search data of a line, as they are made.

use std::collections::BTreeSet;

use crate::knowledge::RecordId;
use crate::output::Transaction;
use crate::pipeline::error::BuildError;
use crate::pipeline::ledger::Owed;
use crate::pipeline::run::Run;
use crate::render::{self, Ground, Rendered, Selection};
use crate::site::Drawn;
use crate::vocab::artifact::Artifact;
use crate::vocab::path::OutputPath;

use super::line::Line;
use super::search_page;

/// One change of the output folder.
pub(super) struct Change<'c> {
    pub(super) line: &'c Line,
    pub(super) drawn: &'c Drawn,
    pub(super) transaction: &'c Transaction<'c>,
    pub(super) run: &'c Run<'c>,
}

impl Change<'_> {
    /// The pages that are owed; all others are kept. When one of these is not there as it was published, all are made.
    pub(super) fn select(&self, ground: &Ground, owed: &Owed) -> Selection {
        if owed.every_page {
            return Selection::All;
        }
        let mut is_selected: BTreeSet<usize> =
            ground.showing(&self.line.gathered.knowledge, &owed.changed).into_iter().collect();
        if owed.search_page {
            is_selected.extend(ground.at(&BTreeSet::from([search_page::PATH.to_owned()])));
        }
        let paths: Vec<(usize, &OutputPath)> = ground.paths(self.line.theme()).enumerate().collect();
        let kept: Vec<_> = paths.iter().filter(|(index, _)| !is_selected.contains(index)).collect();
        if !self.transaction.keep(kept.into_iter().map(|(_, path)| *path)) {
            return Selection::All;
        }
        Selection::Pages(is_selected.into_iter().collect())
    }

    /// Renders these pages, and hands them out.
    pub(super) fn render(
        &self,
        ground: &Ground,
        related: &[Vec<RecordId>],
        selection: &Selection,
        put: impl Fn(Artifact) -> Result<(), BuildError> + Sync,
    ) -> Result<(), BuildError> {
        let Self { line, drawn, run, .. } = self;
        let input = line.input(related, drawn);
        let render = || render::render(line.theme(), &input, ground, selection, put);
        let Rendered { files, failures } = run.time("render", render)?;
        run.worked(|work| work.rendered += files);
        if failures.is_empty() { Ok(()) } else { Err(BuildError::Pages(failures)) }
    }

    /// Takes a file, unless something newer is to be done.
    pub(super) fn put(&self, artifact: Artifact) -> Result<(), BuildError> {
        self.run.check()?;
        self.transaction.put(artifact).map_err(BuildError::from)
    }
}
