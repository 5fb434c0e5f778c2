//! Where the time went, and what was done in it.

use std::time::{Duration, Instant};

/// How long each stage took, in the order of the line.
#[derive(Debug, Clone, Default)]
pub struct Timings {
    pub stages: Vec<(&'static str, Duration)>,
}

/// What a build did anew; all else was remembered.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct Work {
    /// Files of content.
    pub parsed: usize,
    /// Records whose texts were taken apart for the search.
    pub analysed: usize,
    /// Files of the site.
    pub rendered: usize,
}

impl Timings {
    /// Does `work`, and notes how long it took.
    pub(super) fn time<T>(&mut self, stage: &'static str, work: impl FnOnce() -> T) -> T {
        let start = Instant::now();
        let result = work();
        self.stages.push((stage, start.elapsed()));
        result
    }
}
