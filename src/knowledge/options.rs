//! What resolving depends on besides the outlines.

use crate::vocab::audience::Audience;
use crate::vocab::date::PartialDate;
use crate::vocab::language::Language;
use crate::vocab::path::{ContentPath, Home};

/// What resolving depends on besides the outlines.
#[derive(Debug, Clone, Copy)]
pub struct Options<'a> {
    /// The site's language, for records that name none.
    pub language: &'a Language,
    /// For whom the records are: what is internal is left out for everybody else.
    pub audience: Audience,
    /// Whether drafts are records.
    pub drafts: Drafts,
    /// What becomes of records whose date has not come.
    pub future_dates: FutureDates,
    /// The day of the build, when somebody said it.
    pub today: Option<PartialDate>,
    /// The files that are not Markdown, in the order of their paths.
    pub others: &'a [OtherFile<'a>],
    /// How many records must speak of a name without a file for it to have a page of its own.
    pub own_pages_from: usize,
    /// Publish files that a browser may run.
    pub trust_files: bool,
}

/// A file that is not Markdown.
#[derive(Debug, Clone, Copy)]
pub struct OtherFile<'a> {
    pub path: &'a ContentPath,
    /// The path below the folder that is its home.
    pub below: &'a str,
    pub home: Home,
}

/// Whether drafts are records, or only known to exist.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Drafts {
    LeaveOut,
    Include,
}

/// What becomes of records whose date has not come.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub enum FutureDates {
    /// They announce what will be.
    #[default]
    Publish,
    Hold,
}
