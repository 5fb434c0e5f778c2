//! What is to be done, in order, from what is here and what is there. Pure.
//!
//! What always holds, at every instant of a plan that is carried out, whatever part of a wave was done, and whatever plans were given up half-way before:
//!
//! - What a page that is there loads is there, and so is what the search's manifest that is there names: it is sent waves before, and is removed after the last
//!   page with it was replaced: in a later run, when it was needed by none for a while.
//! - New pages are sent before those that changed and lead to them; what is removed is removed when nothing leads to it any more.
//!
//! A wave's steps may be done in any order, at once; a wave begins when the one before is done.

use std::collections::BTreeMap;

use crate::vocab::path::OutputPath;

use super::record::Record;
use super::served::File;
use super::sort::{self, Sort};
use super::step::Step;

/// What is to be done, in order.
#[derive(Debug, Default, PartialEq, Eq)]
pub(crate) struct Plan {
    pub(super) waves: Vec<Wave>,
    /// How many files are as they should be.
    pub(crate) unchanged: usize,
    /// How many files wait to be removed, since a page on somebody's screen may load them.
    pub(crate) waiting: usize,
    /// Of the addresses that are there, how many will be gone.
    pub(crate) gone: Share,
}

/// Steps that may be done at once.
#[derive(Debug, PartialEq, Eq)]
pub(super) struct Wave {
    /// What is done, in two words.
    pub(super) what: &'static str,
    pub(super) sends: Vec<OutputPath>,
    pub(super) removes: Vec<OutputPath>,
}

/// A part of a whole.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub(crate) struct Share {
    pub(crate) part: usize,
    pub(crate) whole: usize,
}

impl Share {
    /// In percent, rounded up.
    pub(crate) fn percent(self) -> usize {
        (self.part * 100).div_ceil(self.whole.max(1))
    }
}

impl Wave {
    /// Each step.
    pub(super) fn steps(&self) -> impl Iterator<Item = Step<'_>> {
        self.sends.iter().map(Step::Send).chain(self.removes.iter().map(Step::Remove))
    }
}

impl Plan {
    /// What makes `there` what is `here`. `now` is in seconds since 1970; what pages load stays for
    /// `grace` seconds after the first run that did not need it; with none, it goes last in that run.
    pub(super) fn new(here: &BTreeMap<OutputPath, File>, there: &Record, grace: i64, now: i64) -> Self {
        const WAVES: [&str; 9] = [
            "named files",
            "media",
            "new pages",
            "changed pages",
            "feeds and API",
            "the manifest of search",
            "entry pages",
            "removed pages",
            "old files",
        ];
        let mut waves = WAVES.map(|what| Wave { what, sends: Vec::new(), removes: Vec::new() });
        let mut plan = Self::default();
        for (path, file) in here {
            let row = there.files.get(path);
            if row.is_some_and(|row| row.mark == Some(file.mark())) {
                plan.unchanged += 1;
                continue;
            }
            let wave = match sort::of(path) {
                Sort::Named => 0,
                Sort::Shown => 1,
                Sort::Page if row.is_none() => 2,
                Sort::Page => 3,
                Sort::Told => 4,
                Sort::Manifest => 5,
                Sort::Entry => 6,
            };
            waves[wave].sends.push(path.clone());
        }
        for (path, row) in &there.files {
            let sort = sort::of(path);
            let counts = sort.has_an_address() && row.leaving.is_none();
            plan.gone.whole += usize::from(counts);
            if here.contains_key(path) {
                continue;
            }
            plan.gone.part += usize::from(counts);
            if !sort.is_loaded_by_pages() {
                waves[7].removes.push(path.clone());
            } else if grace == 0 || row.leaving.is_some_and(|since| since.saturating_add(grace) <= now) {
                waves[8].removes.push(path.clone());
            } else {
                plan.waiting += 1;
            }
        }
        plan.waves = waves.into_iter().filter(|wave| wave.steps().next().is_some()).collect();
        plan
    }

    /// Every step, in order.
    pub(super) fn steps(&self) -> impl Iterator<Item = Step<'_>> {
        self.waves.iter().flat_map(Wave::steps)
    }

    /// The files to be sent that this record does not name.
    pub(super) fn new_of<'a>(&'a self, there: &'a Record) -> impl Iterator<Item = &'a OutputPath> {
        let sends = self.waves.iter().flat_map(|wave| &wave.sends);
        sends.filter(|path| !there.files.contains_key(*path))
    }

    /// How many files are to be sent, and how many removed.
    pub(crate) fn counts(&self) -> (usize, usize) {
        let count = |of: fn(&Wave) -> usize| self.waves.iter().map(of).sum();
        (count(|wave| wave.sends.len()), count(|wave| wave.removes.len()))
    }

    /// What is done in each wave, with how many files are sent and how many removed.
    pub(crate) fn lines(&self) -> impl Iterator<Item = (&'static str, usize, usize)> {
        self.waves.iter().map(|wave| (wave.what, wave.sends.len(), wave.removes.len()))
    }
}
