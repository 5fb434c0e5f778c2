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

    /// Looks whether they may be used, and changes nothing.
    pub(super) fn look(&self, root: &Path) -> Result<(), FolderError> {
        let Self { content, statics, themes, output, cache } = self;
        let absolute = |path: &Path| std::path::absolute(path).unwrap_or_else(|_| path.to_owned());
        for (key, folder) in [("output", output), ("cache", cache)] {
            if let Some(path) = disk::link_below(&absolute(root), &absolute(folder)) {
                return Err(FolderError::Link { key, path });
            }
        }
        let folders = [
            ("content", content),
            ("static", statics),
            ("themes", themes),
            ("output", output),
            ("cache", cache),
        ];
        let real = folders.map(|(_, folder)| slashed(&disk::real(folder)));
        for one in 0..folders.len() {
            for other in 0..one {
                if overlap(&real[one], &real[other]) {
                    let named = |index: usize| (folders[index].0, folders[index].1.clone());
                    return Err(FolderError::Overlap { one: named(one), other: named(other) });
                }
            }
        }
        memo::look(cache).map_err(FolderError::Cache)
    }
}

fn slashed(path: &Path) -> String {
    path.to_string_lossy().replace(std::path::MAIN_SEPARATOR, "/")
}
