//! What the site knows in the forms of other systems: files that leave.
//!
//! Comes in: what pages are made of, as the public site has it, and a [`Form`]. Goes out: files, and what that form has no place for, counted. It is apart
//! from `machines`, whose files are part of the site and stand beside its pages: an export is asked for, and goes elsewhere. What always holds:
//!
//! - Nothing goes out that the public site would not show: there is no way in here for drafts, and the source of a file is never read.
//! - The same content gives the same bytes: no clock, no order of threads.
//! - What a form has no place for is told, never dropped without a word.

mod bibliography;
mod distinct;
mod form;
mod lines;
mod markdown;
mod pyvideo;
mod schedule;
mod tables;

use crate::site::listing::Listing;
use crate::site::{Input, Site};
use crate::theme::Theme;
use crate::vocab::artifact::Artifact;
use crate::vocab::path::OutputPath;

pub(crate) use form::{Form, Left};

/// What goes out.
#[derive(Debug)]
pub(crate) struct Export {
    /// In the order of their paths.
    pub(crate) files: Vec<Artifact>,
    /// What the form has no place for.
    pub(crate) left: Vec<Left>,
}

/// A file of every export that says what the folder is, and by which the next export knows it.
pub(crate) const LABEL: &str = "rexbase-export.txt";

/// What the label of a folder says that holds an export of this form.
pub(crate) fn label(form: Form) -> String {
    format!(
        "This folder was written by `rexbase export {}`.\nThe next such export replaces these files and removes those that are no longer wanted.\n",
        form.name()
    )
}

/// The site in this form. `input` is of the public site: without drafts.
pub(crate) fn export(theme: &Theme, input: &Input<'_>, form: Form) -> Export {
    let listing = Listing::new(input.knowledge);
    let site = Site::new(theme, input, &listing);
    let (files, left) = match form {
        Form::Pyvideo => pyvideo::files(&site, input),
        Form::Schedule => schedule::files(&site, input),
        Form::Csl => (bibliography::csl(&site), Vec::new()),
        Form::Bibtex => (bibliography::bibtex(&site), Vec::new()),
        Form::Csv => (tables::files(&site), Vec::new()),
        Form::Markdown => markdown::files(&site, input),
        Form::Jsonl => (lines::files(&site, input), Vec::new()),
    };
    let label = (LABEL.to_owned(), label(form).into_bytes());
    let mut files: Vec<_> = files
        .into_iter()
        .chain([label])
        .filter_map(|(path, bytes)| Some(Artifact { path: OutputPath::new(&path)?, bytes }))
        .collect();
    files.sort_by(|a, b| a.path.cmp(&b.path));
    Export { files, left }
}
