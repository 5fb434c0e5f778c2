//! What a build did, and where the time went.

use std::path::PathBuf;
use std::time::Duration;

use crate::output::Written;
use crate::output::hosting::Census;
use crate::vocab::diagnostic::Diagnostic;
use crate::vocab::kind::Kind;

/// What a build did.
#[derive(Debug)]
pub struct BuildReport {
    /// In the order of files and places.
    pub diagnostics: Vec<Diagnostic>,
    /// Whether content has errors.
    pub failed: bool,
    /// What was published; none when it was not.
    pub published: Option<Published>,
    pub work: Work,
    pub timings: Timings,
}

/// A site that was published.
#[derive(Debug)]
pub struct Published {
    pub output: PathBuf,
    /// How many files the site has that were rendered.
    pub pages: usize,
    /// How many records of each kind there are.
    pub counts: Vec<(Kind, usize)>,
    pub written: Written,
    /// What hosts count of it; none where it is small enough for each of them.
    pub(crate) census: Option<Census>,
}

/// How long each stage took, in the order in which they began.
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
