//! One run of the line: who watches it, who may end it, what it did, and where the time went.

use std::sync::{Mutex, PoisonError};
use std::time::{Duration, Instant};

use super::error::BuildError;
use super::progress::{Interrupt, Progress, SiteChange};
use super::report::{Timings, Work};

/// One run of the line; shared by all its threads.
pub(super) struct Run<'a> {
    pub(super) progress: &'a dyn Progress,
    interrupt: &'a dyn Interrupt,
    begun: Instant,
    did: Mutex<Did>,
}

/// What was done so far.
#[derive(Default)]
struct Did {
    work: Work,
    /// Each stage with when it began, and how long it took.
    stages: Vec<(&'static str, Duration, Duration)>,
}

impl<'a> Run<'a> {
    pub(super) fn begin(interrupt: &'a dyn Interrupt, progress: &'a dyn Progress) -> Self {
        Self { progress, interrupt, begun: Instant::now(), did: Mutex::default() }
    }

    /// Whether nothing newer is to be done.
    pub(super) fn is_wanted(&self) -> bool {
        !self.interrupt.is_wanted()
    }

    /// Ends the run when something newer is to be done.
    pub(super) fn check(&self) -> Result<(), BuildError> {
        if self.is_wanted() { Ok(()) } else { Err(BuildError::Interrupted) }
    }

    /// Does `work`, and notes how long it took.
    pub(super) fn time<T>(&self, stage: &'static str, work: impl FnOnce() -> T) -> T {
        let start = Instant::now();
        let result = work();
        self.did(|did| did.stages.push((stage, start - self.begun, start.elapsed())));
        result
    }

    /// Changes the site's files; that it begins and ends is told.
    pub(super) fn commit<T>(&self, commit: impl FnOnce() -> T) -> T {
        self.interrupt.site_changes(SiteChange::Begins);
        let result = self.time("commit", commit);
        self.interrupt.site_changes(SiteChange::Ends);
        result
    }

    /// Notes work that was done.
    pub(super) fn worked(&self, note: impl FnOnce(&mut Work)) {
        self.did(|did| note(&mut did.work));
    }

    /// What was done so far, and how long each stage took, in the order in which they began.
    pub(super) fn report(&self) -> (Work, Timings) {
        self.did(|did| {
            did.stages.sort_by_key(|(_, begun, _)| *begun);
            let stages = did.stages.iter().map(|(stage, _, took)| (*stage, *took)).collect();
            (did.work, Timings { stages })
        })
    }

    fn did<T>(&self, with: impl FnOnce(&mut Did) -> T) -> T {
        with(&mut self.did.lock().unwrap_or_else(PoisonError::into_inner))
    }
}
