//! Which site, and how to look at it and publish it.

use std::path::PathBuf;

use crate::output::Foreign;
use crate::vocab::date::PartialDate;

/// Which site, and how to look at it.
#[derive(Debug, Clone)]
pub struct SiteOptions {
    /// The site's folder.
    pub root: PathBuf,
    /// The config file, when it is not `rexbase.toml` there.
    pub config: Option<PathBuf>,
    pub drafts: bool,
    /// The day of the build; none when nobody said it.
    pub today: Option<PartialDate>,
    /// Take warnings for errors.
    pub strict: bool,
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
