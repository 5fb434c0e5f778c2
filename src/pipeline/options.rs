//! Which site, and how to look at it and publish it.

use std::path::PathBuf;

use crate::config::Config;
use crate::output::Foreign;
use crate::vocab::audience::Audience;
use crate::vocab::date::PartialDate;

/// Which site, and how to look at it.
#[derive(Debug, Clone)]
pub struct SiteOptions {
    /// The site's folder.
    pub root: PathBuf,
    /// The config file, when it is not `rexbase.toml` there.
    pub config: Option<PathBuf>,
    pub drafts: bool,
    /// For whom; none when nobody said it but the config.
    pub audience: Option<Audience>,
    /// The day of the build; none when nobody said it.
    pub today: Option<PartialDate>,
    /// Take warnings for errors.
    pub strict: bool,
}

impl SiteOptions {
    /// For whom the site is, with this config.
    pub(super) fn audience(&self, config: &Config) -> Audience {
        self.audience.unwrap_or(config.audience)
    }
}

/// How to publish.
#[derive(Debug, Clone)]
pub struct BuildOptions {
    pub site: SiteOptions,
    /// Where the site will be, instead of the config's word: in the form of [`super::base_url`].
    pub base_url: Option<String>,
    /// The folder to publish to, instead of the config's.
    pub output: Option<PathBuf>,
    /// What to do with files in that folder that no build wrote.
    pub foreign: Foreign,
}

/// What a build does when content has errors; a preview publishes everything else.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum OnErrors {
    /// Leave the old site as it is.
    Stop,
    /// Publish everything else.
    KeepGoing,
}
