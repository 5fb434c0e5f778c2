//! Where a site's folders are, and whether they may be used.
//!
//! What always holds: the output and the cache are reached through no symbolic link of the site's, and none of the folders lies in another, wherever links
//! lead: what a clone of a site brings cannot have anything outside of its own folders changed. What the command line names may be anywhere.

use std::fmt;
use std::path::{Path, PathBuf};

use crate::config::{self, Config};
use crate::disk;
use crate::memo::{self, CacheError};
use crate::vocab::path::overlap;

/// What messages call the folder that an export goes to.
const EXPORT: &str = "export";
/// What messages call a folder that is published to.
const PUBLISHED: &str = "published";

/// Where a site's folders are.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Folders {
    pub content: PathBuf,
    pub statics: PathBuf,
    pub themes: PathBuf,
    pub output: PathBuf,
    pub cache: PathBuf,
}

/// A folder of the site may not be used.
#[derive(Debug)]
pub enum FolderError {
    /// Two folders, of which one lies in the other.
    Overlap {
        one: (&'static str, PathBuf),
        other: (&'static str, PathBuf),
    },
    /// A symbolic link is, or leads to, what would be written.
    Link {
        key: &'static str,
        path: PathBuf,
    },
    Cache(CacheError),
}

impl fmt::Display for FolderError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Overlap { one, other } => write!(
                f,
                "the {} folder `{}` may not lie in or around the {} folder `{}`, as it does on the disk: what is in one would be read, or removed, as part of the other",
                one.0,
                one.1.display(),
                other.0,
                other.1.display()
            ),
            Self::Link { key: "output", path } => write!(
                f,
                "`{}` is a symbolic link, and nothing is written through one: remove it, or name the folder that it leads to with `--output-dir`",
                path.display()
            ),
            Self::Link { key: EXPORT, path } => write!(
                f,
                "`{}` is a symbolic link, and nothing is written through one: name the folder that it leads to",
                path.display()
            ),
            Self::Link { key, path } => write!(
                f,
                "`{}` is a symbolic link, and nothing is written through one: remove it, or choose another folder with `{key}` in rexbase.toml",
                path.display()
            ),
            Self::Cache(error) => error.fmt(f),
        }
    }
}

impl std::error::Error for FolderError {}

impl Folders {
    /// Those of the site at `root`, which is published to `output` when that is not where its config says.
    pub(super) fn of(root: &Path, config: &Config, output: Option<&Path>) -> Self {
        Self {
            content: root.join(config.content.as_str()),
            statics: root.join(config.statics.as_str()),
            themes: root.join(config.themes.as_str()),
            output: output.map_or_else(|| root.join(config.output.as_str()), Path::to_owned),
            cache: root.join(config.cache.as_str()),
        }
    }

    /// Those of a site at `root` whose config names none.
    pub fn usual(root: &Path) -> Self {
        Self::of(root, &config::parse("").0, None)
    }

    /// Looks whether something may be exported to `to`, which may be anywhere but in or around one of these folders, and changes nothing.
    pub(super) fn look_for_export(&self, root: &Path, to: &Path) -> Result<(), FolderError> {
        if let Some(path) = disk::link_below(&absolute(root), &absolute(to)) {
            return Err(FolderError::Link { key: EXPORT, path });
        }
        self.look_for_overlap(EXPORT, to)
    }

    /// Looks whether the site may be published to the folder `to`, which may be anywhere but in or around one of these folders.
    pub(super) fn look_for_publishing(&self, to: &Path) -> Result<(), FolderError> {
        self.look_for_overlap(PUBLISHED, to)
    }

    fn look_for_overlap(&self, called: &'static str, to: &Path) -> Result<(), FolderError> {
        let real = slashed(&disk::real(to));
        let in_the_way =
            self.named().into_iter().find(|(_, folder)| overlap(&real, &slashed(&disk::real(folder))));
        match in_the_way {
            Some((name, folder)) => {
                Err(FolderError::Overlap { one: (called, to.to_owned()), other: (name, folder.to_owned()) })
            }
            None => Ok(()),
        }
    }

    /// Each with what messages call it.
    fn named(&self) -> [(&'static str, &Path); 5] {
        let Self { content, statics, themes, output, cache } = self;
        [("content", content), ("static", statics), ("themes", themes), ("output", output), ("cache", cache)]
    }

    /// Looks whether they may be used, and changes nothing.
    pub(super) fn look(&self, root: &Path) -> Result<(), FolderError> {
        let Self { output, cache, .. } = self;
        for (key, folder) in [("output", output), ("cache", cache)] {
            if let Some(path) = disk::link_below(&absolute(root), &absolute(folder)) {
                return Err(FolderError::Link { key, path });
            }
        }
        let folders = self.named();
        let real = folders.map(|(_, folder)| slashed(&disk::real(folder)));
        for one in 0..folders.len() {
            for other in 0..one {
                if overlap(&real[one], &real[other]) {
                    let named = |index: usize| (folders[index].0, folders[index].1.to_owned());
                    return Err(FolderError::Overlap { one: named(one), other: named(other) });
                }
            }
        }
        memo::look(cache).map_err(FolderError::Cache)
    }
}

fn absolute(path: &Path) -> PathBuf {
    std::path::absolute(path).unwrap_or_else(|_| path.to_owned())
}

fn slashed(path: &Path) -> String {
    path.to_string_lossy().replace(std::path::MAIN_SEPARATOR, "/")
}
