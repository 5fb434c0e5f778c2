//! An export: the line's first half, then files to a folder that is not the site's.
//!
//! What always holds: what goes out is what a build would publish, so content with errors is not exported, and drafts never are; the folder holds nothing, or
//! an export of the same form, or nothing is touched.

use std::fmt;
use std::path::{Path, PathBuf};

use rayon::prelude::*;

use super::error::BuildError;
use super::files::Look;
use super::folders::{FolderError, Folders};
use super::gather::Gathered;
use super::mode::Mode;
use super::options::{BuildOptions, SiteOptions};
use super::progress::{Never, Progress};
use super::run::Run;
use super::workshop::Workshop;
use crate::export::{self, Export, Form, LABEL, Left, label};
use crate::memo::{self, CacheError};
use crate::output::{Folder, Foreign, Known, OutputError, Written};
use crate::site::Drawn;
use crate::vocab::diagnostic::Diagnostic;
use crate::vocab::fingerprint::Fingerprint;

/// Where exports keep their lock, in the cache folder.
const EXPORT: &str = "export";

/// What an export came to.
#[derive(Debug)]
pub(crate) struct Exported {
    pub files: usize,
    pub written: Written,
    /// What the form has no place for.
    pub left: Vec<Left>,
}

/// Why nothing was exported.
#[derive(Debug)]
pub(crate) enum ExportError {
    /// The site cannot be read.
    Site(BuildError),
    /// The content has errors: a build would publish nothing.
    Content {
        root: PathBuf,
        diagnostics: Vec<Diagnostic>,
    },
    /// The folder may not be used.
    Folder(FolderError),
    /// The folder holds a site, or an export of another form.
    Other {
        folder: PathBuf,
        form: Form,
    },
    Output(OutputError),
}

impl fmt::Display for ExportError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Site(error) => error.fmt(f),
            Self::Folder(error) => error.fmt(f),
            Self::Content { .. } => {
                f.write_str("nothing was exported, since the content has errors: `rexbase check` shows them")
            }
            Self::Other { folder, form } => write!(
                f,
                "`{}` holds a site, or an export of another form than `{}`, whose files would be removed: choose another folder",
                folder.display(),
                form.name()
            ),
            Self::Output(OutputError::Locked(path)) => write!(
                f,
                "another export of this site is being written: wait until it has ended (it holds `{}`)",
                path.display()
            ),
            Self::Output(OutputError::NotOurs { folder, names }) => {
                let shown: Vec<_> = names.iter().take(3).map(|name| format!("`{name}`")).collect();
                let more = names.len().saturating_sub(3);
                let more = if more > 0 { format!(" and {more} more") } else { String::new() };
                write!(
                    f,
                    "`{}` holds files that rexbase did not write ({}{more}): choose an empty folder, or one that is not there yet",
                    folder.display(),
                    shown.join(", ")
                )
            }
            Self::Output(OutputError::InTheWay(path)) => write!(
                f,
                "`{}` is in the way: rexbase did not write it, and the export has a file there; move it, or choose another folder",
                path.display()
            ),
            Self::Output(error) => error.fmt(f),
        }
    }
}

impl std::error::Error for ExportError {
    fn source(&self) -> Option<&(dyn std::error::Error + 'static)> {
        match self {
            Self::Site(error) => error.source(),
            Self::Output(error) => error.source(),
            Self::Folder(_) | Self::Content { .. } | Self::Other { .. } => None,
        }
    }
}

impl From<BuildError> for ExportError {
    fn from(error: BuildError) -> Self {
        Self::Site(error)
    }
}

impl From<OutputError> for ExportError {
    fn from(error: OutputError) -> Self {
        Self::Output(error)
    }
}

impl From<CacheError> for ExportError {
    fn from(error: CacheError) -> Self {
        Self::Folder(FolderError::Cache(error))
    }
}

/// Writes the public site in this form to the folder `to`. Drafts never go out, whatever the options say.
///
/// # Errors
/// The content has errors, the folder may not be used, or the environment fails; then nothing was changed.
pub(crate) fn export(
    options: &SiteOptions,
    form: Form,
    to: &Path,
    progress: &dyn Progress,
) -> Result<Exported, ExportError> {
    let site = SiteOptions { drafts: false, ..options.clone() };
    let root = site.root.clone();
    let run = Run::begin(&Never, progress);
    let building = BuildOptions { site, base_url: None, output: None, foreign: Foreign::Refuse };
    let mut workshop = Workshop::new(building, Mode::Check);
    let looked = workshop.look(&Look::Everywhere, &run)?;
    let folders = Folders::of(&root, looked.config(), None);
    folders.look_for_export(&root, to).map_err(ExportError::Folder)?;
    let line = workshop.gather(looked, &run);
    let Gathered { failed, diagnostics, .. } = &line.gathered;
    if *failed {
        return Err(ExportError::Content { root, diagnostics: diagnostics.clone() });
    }
    progress.begin("exporting", 0);
    let drawn = Drawn::default();
    let Export { files, left } = export::export(line.theme(), &line.input(&[], &drawn), form);
    let count = files.len();
    memo::own(&folders.cache)?;
    let mut folder = Known::read(to, &folders.cache.join(EXPORT)).open(Foreign::Refuse)?;
    if holds_another(&folder, form) {
        return Err(ExportError::Other { folder: to.to_owned(), form });
    }
    let transaction = folder.begin()?;
    files.into_par_iter().try_for_each(|file| transaction.put(file))?;
    let written = transaction.commit()?;
    workshop.end();
    Ok(Exported { files: count, written, left })
}

/// Whether files of ours are in the folder, and no label says that they are of this form.
fn holds_another(folder: &Folder, form: Form) -> bool {
    let listing = folder.listing();
    !listing.is_empty() && listing.get(LABEL) != Some(&Fingerprint::of(label(form).as_bytes()))
}
