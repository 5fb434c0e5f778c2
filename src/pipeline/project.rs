//! A site as every command finds it: by its folder, and by its config, which may be elsewhere.

use std::path::{Path, PathBuf};

use crate::config::{self, Config};
use crate::disk;
use crate::site;
use crate::source::{self, SourceError};
use crate::vocab::audience::Audience;

use super::folders::{FolderError, Folders};
use super::record::RECORD;

/// A site, whose config is read.
#[derive(Debug)]
pub struct Project {
    root: PathBuf,
    config: Config,
}

impl Project {
    /// The site at `root`, with this config file; else with `rexbase.toml` there, which may be missing.
    ///
    /// # Errors
    /// The config cannot be read, or there is none where one was named.
    pub fn open(root: &Path, config: Option<&Path>) -> Result<Self, SourceError> {
        let (config, _) = config::parse(&config_text(root, config)?);
        Ok(Self { root: root.to_owned(), config })
    }

    /// The site's folder.
    pub fn root(&self) -> &Path {
        &self.root
    }

    /// Where its folders are.
    pub fn folders(&self) -> Folders {
        Folders::of(&self.root, &self.config, None)
    }

    /// The folder of its content, relative to the site's.
    pub fn content(&self) -> &str {
        self.config.content.as_str()
    }

    /// The folder of its themes, relative to the site's.
    pub fn themes(&self) -> &str {
        self.config.themes.as_str()
    }

    /// For whom it is built when nobody says it.
    pub(super) fn audience(&self) -> Audience {
        self.config.audience
    }

    /// Whether a build of it has the last one to remember.
    fn was_built(&self) -> bool {
        disk::plain(&self.folders().cache.join(RECORD)).is_ok()
    }

    /// The folder of the published site; none when no build has ended.
    ///
    /// # Errors
    /// It may not be used: a symbolic link is, or leads to, what a build would write.
    pub(crate) fn published(&self) -> Result<Option<PathBuf>, FolderError> {
        let folders = self.folders();
        folders.look(&self.root)?;
        Ok(Some(folders.output).filter(|output| self.was_built() && disk::is_folder(output)))
    }

    /// The path that its addresses begin with: `/`, or `/kb/` for a site below another.
    pub fn address_root(&self, base_url: Option<&str>) -> String {
        site::root_of(base_url.unwrap_or(&self.config.base_url))
    }
}

/// The text of a site's config; empty when there is none and none was named.
pub(super) fn config_text(root: &Path, config: Option<&Path>) -> Result<String, SourceError> {
    let path = config.map_or_else(|| root.join(config::FILE), Path::to_owned);
    match (source::read_config(&path)?, config) {
        (None, Some(_)) => Err(SourceError { path, cause: std::io::ErrorKind::NotFound.into() }),
        (text, _) => Ok(text.unwrap_or_default()),
    }
}
