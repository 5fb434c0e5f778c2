//! The places that are watched.

use std::path::PathBuf;

use crate::pipeline::{BuildOptions, Folders, Project};

/// The places that are watched.
pub(super) struct Places {
    pub(super) root: PathBuf,
    pub(super) config: PathBuf,
    pub(super) content: PathBuf,
    pub(super) statics: PathBuf,
    pub(super) themes: PathBuf,
}

impl Places {
    /// Those of a site.
    pub(super) fn of(options: &BuildOptions) -> Self {
        let root = std::path::absolute(&options.site.root).unwrap_or_else(|_| options.site.root.clone());
        let named = Project::open(&root, options.site.config.as_deref());
        let folders = named.map_or_else(|_| Folders::usual(&root), |project| project.folders());
        let config = options
            .site
            .config
            .as_ref()
            .map(|config| std::path::absolute(config).unwrap_or_else(|_| config.clone()));
        Self {
            config: config.unwrap_or_else(|| root.join("rexbase.toml")),
            content: folders.content,
            statics: folders.statics,
            themes: folders.themes,
            root,
        }
    }
}
