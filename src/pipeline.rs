//! The assembly line: it names every stage, in the order in which data flows, and holds none of their logic.
//!
//! A build, an update of a preview and a check are the same line, with a fuller or emptier memory; a check stops before anything is
//! written. What always holds: diagnostics come out in the order of files and places, whatever the threads did; nothing
//! is published when there is an error, unless told to keep going; what is remembered changes nothing but the time it takes.

mod build;
mod error;
mod files;
mod gather;
mod images;
mod options;
mod progress;
mod record;
mod report;
mod search;
mod session;
mod statistics;

use std::path::Path;

pub use crate::output::{Foreign, Written};
pub use build::build;
pub use error::BuildError;
pub use files::Look;
pub use gather::{Checked, check};
pub use options::{BuildOptions, OnErrors, SiteOptions};
pub use progress::{Interrupt, Never, Progress};
pub use report::{BuildReport, Published, Timings, Work};
pub use search::{SearchError, search};
pub use session::{Session, Updated};
pub use statistics::{Row, Statistics, statistics};

use crate::source;
use crate::vocab::path::ContentPath;

/// The text of a file that a diagnostic is about; empty when it cannot be read any more.
pub fn source_text(root: &Path, path: &ContentPath) -> String {
    source::read_file(root, path)
        .map_or_else(|_| String::new(), |bytes| String::from_utf8_lossy(&bytes).into_owned())
}

/// The folders of a site, relative to it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Folders {
    pub content: String,
    pub statics: String,
    pub themes: String,
    pub output: String,
    pub cache: String,
}

impl Default for Folders {
    fn default() -> Self {
        Self {
            content: "content".to_owned(),
            statics: "static".to_owned(),
            themes: "themes".to_owned(),
            output: "output".to_owned(),
            cache: ".rexbase".to_owned(),
        }
    }
}

/// The folders of a site, as its config says.
///
/// # Errors
/// The config cannot be read.
pub fn folders(options: &SiteOptions) -> Result<Folders, source::SourceError> {
    let path = options.config.clone().unwrap_or_else(|| options.root.join(crate::config::FILE));
    let text = source::read_config(&path)?;
    let (config, _) = crate::config::parse(&text.unwrap_or_default());
    Ok(Folders {
        content: config.content.as_str().to_owned(),
        statics: config.statics.as_str().to_owned(),
        themes: config.themes.as_str().to_owned(),
        output: config.output.as_str().to_owned(),
        cache: config.cache.as_str().to_owned(),
    })
}

/// Whether a build of this site has the last one to remember.
pub fn was_built(options: &SiteOptions) -> bool {
    folders(options).is_ok_and(|folders| options.root.join(folders.cache).join(record::RECORD).exists())
}

/// The path that the site's addresses begin with: `/`, or `/kb/` for a site below another.
///
/// # Errors
/// The config cannot be read.
pub fn address_root(options: &SiteOptions, base_url: Option<&str>) -> Result<String, source::SourceError> {
    let path = options.config.clone().unwrap_or_else(|| options.root.join(crate::config::FILE));
    let text = source::read_config(&path)?;
    let (config, _) = crate::config::parse(&text.unwrap_or_default());
    Ok(crate::render::root_of(&base_url.map_or(config.base_url, crate::config::base_url)))
}

/// The folder of the themes of the site at `root`, relative to it.
///
/// # Errors
/// The config cannot be read.
pub fn themes_folder(root: &Path) -> Result<String, source::SourceError> {
    let text = source::read_config(&root.join(crate::config::FILE))?;
    Ok(crate::config::parse(&text.unwrap_or_default()).0.themes.as_str().to_owned())
}

/// The bytes of a file of the built-in theme, by its path in the theme's folder; else the nearest path that there is.
///
/// # Errors
/// There is no such file.
pub fn built_in_file(path: &str) -> Result<Vec<u8>, Option<String>> {
    let files = source::read_theme(Path::new("."), None).unwrap_or_default();
    match files.iter().find(|file| file.path == path) {
        Some(file) => Ok(file.bytes.clone()),
        None => Err(crate::vocab::diagnostic::nearest(path, files.iter().map(|file| file.path.as_str()))
            .map(str::to_owned)),
    }
}

/// The folder of a site's content.
///
/// # Errors
/// The config cannot be read.
pub fn content_folder(root: &Path) -> Result<String, source::SourceError> {
    let text = source::read_config(&root.join(crate::config::FILE))?;
    Ok(crate::config::parse(&text.unwrap_or_default()).0.content.as_str().to_owned())
}
