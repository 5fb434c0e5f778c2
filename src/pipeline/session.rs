//! A preview's session: the line, run as often as the site changes.
//!
//! A preview calls, for each save, [`Session::update`], which publishes the readers' pages that the save itself changed. Then [`Session::settle`]
//! publishes all that follows from it: the search data, related talks and, when more than prose changed, every page that came out otherwise. Then
//! [`Session::finish`], until it says that all is done, writes what nobody looks at: the index that the terminal asks, and the memory on the disk.
//!
//! What always holds: after a settling, the output is what a clean build of the same content makes, byte for byte; whatever was given up for something
//! newer is still owed.

mod indexing;
mod updated;

use std::collections::BTreeSet;

use super::error::BuildError;
use super::files::Look;
use super::mode::Mode;
use super::options::BuildOptions;
use super::progress::{Interrupt, Progress};
use super::run::Run;
use super::workshop::{Keepsakes, Line, Looked, Workshop};

use indexing::Index;
pub(crate) use updated::Updated;

/// A preview's session.
pub struct Session {
    workshop: Workshop,
    /// What was gathered last.
    line: Option<Line>,
    /// What the next run may remember, as long as it is not saved.
    keepsakes: Option<Keepsakes>,
    index: Index,
}

impl Session {
    /// One that publishes the site whenever it changes: a file with errors keeps its last good text, the theme its last good state.
    pub fn going_on(options: BuildOptions) -> Self {
        let workshop = Workshop::new(options, Mode::Follow);
        Self { workshop, line: None, keepsakes: None, index: Index::default() }
    }

    /// Publishes the pages that a save changed, and those at `viewed`, paths in the output folder; more will follow from [`Self::settle`].
    ///
    /// # Errors
    /// The environment or the theme fails; then the old site is whole.
    pub fn update(
        &mut self,
        look: &Look,
        viewed: &BTreeSet<String>,
        interrupt: &dyn Interrupt,
        progress: &dyn Progress,
    ) -> Result<Updated, BuildError> {
        self.index.hold();
        let run = Run::begin(interrupt, progress);
        let looked = self.workshop.look(look, &run)?;
        let line = gather(&mut self.line, &mut self.keepsakes, &mut self.workshop, looked, &run);
        let outcome = self.workshop.publish_save(line, viewed, &run)?;
        Ok(Updated::of(line, self.workshop.theme_error(), outcome, &run))
    }

    /// Publishes all that follows from the last update, or from a look at everything when `look` is given or nothing was gathered yet.
    ///
    /// # Errors
    /// The environment or the theme fails, or `interrupt` wants something newer to be done; then the old site is whole.
    pub fn settle(
        &mut self,
        look: Option<&Look>,
        interrupt: &dyn Interrupt,
        progress: &dyn Progress,
    ) -> Result<Updated, BuildError> {
        let run = Run::begin(interrupt, progress);
        let Self { workshop, line, keepsakes, index } = self;
        workshop.release();
        let line = match (look, line) {
            (None, Some(line)) => line,
            (look, line) => {
                let looked = workshop.look(look.unwrap_or(&Look::Everywhere), &run)?;
                gather(line, keepsakes, workshop, looked, &run)
            }
        };
        let searched = workshop.publish_search(line, &run)?;
        index.owe(searched.anew);
        let mut outcome = workshop.publish(line, &run)?;
        index.owe(outcome.anew.take());
        *keepsakes = outcome.keepsakes.take();
        outcome.changed.extend(searched.changed);
        Ok(Updated::of(line, workshop.theme_error(), outcome, &run))
    }

    /// Does some of what is left to do once the site is published, and gives what is left then. To be asked again while there is nothing newer to do.
    ///
    /// # Errors
    /// The index cannot be written; it is made again after the next settling.
    pub fn finish(&mut self) -> Result<Left, BuildError> {
        let Self { workshop, line, keepsakes, index } = self;
        if let (Some(keepsakes), Some(line)) = (keepsakes.take(), line) {
            let analyses = workshop.analyses().filter(|_| index.is_owed());
            let remember = move || keepsakes.save(analyses.as_ref());
            index.begin(workshop.index_folder(line.config()), remember)?;
            workshop.save_record();
        }
        index.go_on();
        if let Some(searched) = index.written()? {
            workshop.pay_index(searched);
            workshop.save_record();
        }
        Ok(match (index.is_idle(), workshop.remove_old_spares()) {
            (false, _) => Left::Work,
            (true, false) => Left::Spares,
            (true, true) => Left::Nothing,
        })
    }
}

/// What is left to do of a site that is published.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Left {
    Work,
    /// Files that are kept for a while, in case they are needed again.
    Spares,
    Nothing,
}

/// Gathers what was read, in the place of what was gathered last: documents are changed in place when nobody else has them.
fn gather<'l>(
    line: &'l mut Option<Line>,
    keepsakes: &mut Option<Keepsakes>,
    workshop: &mut Workshop,
    looked: Looked,
    run: &Run<'_>,
) -> &'l Line {
    (*line, *keepsakes) = (None, None);
    line.insert(workshop.gather(looked, run))
}
