//! What every subcommand that looks at a site takes, and what every subcommand ends with.

use std::path::PathBuf;
use std::process::ExitCode;

use clap::Args;

use super::diagnostics;
use crate::pipeline::SiteOptions;

/// Which site, and what to change in its config.
#[derive(Debug, Args)]
pub(super) struct SiteArguments {
    /// The site's folder
    #[arg(long, value_name = "DIR", default_value = ".")]
    pub(super) root: PathBuf,
    /// The config file [default: rexbase.toml in the site's folder]
    #[arg(long, value_name = "FILE")]
    pub(super) config: Option<PathBuf>,
    /// Count drafts in
    #[arg(long)]
    pub(super) drafts: bool,
    /// Take warnings for errors
    #[arg(long)]
    pub(super) strict: bool,
    /// How to print diagnostics
    #[arg(long, value_enum, default_value_t = diagnostics::Format::Human)]
    pub(super) format: diagnostics::Format,
}

impl SiteArguments {
    /// The options of the pipeline that these are.
    pub(super) fn site(&self) -> SiteOptions {
        SiteOptions {
            root: self.root.clone(),
            config: self.config.clone(),
            drafts: self.drafts,
            strict: self.strict,
        }
    }
}

/// What a subcommand ends with: an exit code, or a failure of the environment.
pub(super) type Outcome = Result<ExitCode, Box<dyn std::error::Error>>;
