//! The theme, as it was last read and loaded.

use std::path::Path;
use std::sync::Arc;

use crate::config::Config;
use crate::pipeline::error::BuildError;
use crate::pipeline::keyed::Keyed;
use crate::pipeline::mode::Mode;
use crate::source;
use crate::theme::{Theme, ThemeError, ThemeFile};
use crate::vocab::fingerprint::{Fingerprint, Hasher};
use crate::vocab::path::ContentPath;

/// The theme, as it was last read.
#[derive(Default)]
pub(super) struct Themes {
    good: Keyed<Loaded>,
    /// What is wrong with its files as they are now, while the last good one stands for it.
    error: Option<ThemeError>,
}

/// A theme that can be used.
pub(super) struct Loaded {
    pub(super) theme: Theme,
    /// Of all that it was loaded from.
    pub(super) fingerprint: Fingerprint,
}

impl Themes {
    pub(super) fn error(&self) -> Option<&ThemeError> {
        self.error.as_ref()
    }

    /// The last one that could be used.
    pub(super) fn last(&self) -> Option<Arc<Loaded>> {
        self.good.last().cloned()
    }

    /// Reads the theme, and loads it when it is another. One that cannot be used fails a build; in a preview the last good one stands for it.
    pub(super) fn read(
        &mut self,
        root: &Path,
        config: &Config,
        mode: Mode,
    ) -> Result<Arc<Loaded>, BuildError> {
        let folder =
            config.theme.as_ref().and_then(|name| ContentPath::new(&format!("{}/{name}", config.themes)));
        let files = source::read_theme(root, folder.as_ref())?;
        let fingerprint = fingerprint(&files, config);
        let load = || Ok(Loaded { theme: load(&files, config)?, fingerprint });
        self.error = None;
        match (self.good.get_or_try(fingerprint, load), self.last()) {
            (Ok(loaded), _) => Ok(loaded),
            (Err(error), Some(last)) if mode == Mode::Follow => {
                self.error = Some(error);
                Ok(last)
            }
            (Err(error), _) => Err(BuildError::Theme(error)),
        }
    }
}

fn fingerprint(files: &[source::ThemeFile], config: &Config) -> Fingerprint {
    let mut hasher = Hasher::new();
    hasher.update(config.language.as_str().as_bytes());
    for file in files {
        hasher.update(file.path.as_bytes()).update(&file.bytes);
        hasher.update(file.own.as_ref().map_or("", |own| own.as_str()).as_bytes());
    }
    hasher.finish()
}

fn load(files: &[source::ThemeFile], config: &Config) -> Result<Theme, ThemeError> {
    let files: Vec<_> = files
        .iter()
        .map(|file| ThemeFile {
            path: &file.path,
            shown: file.own.as_ref().map_or(file.path.as_str(), ContentPath::as_str),
            bytes: &file.bytes,
        })
        .collect();
    Theme::load(&files, &config.language)
}
