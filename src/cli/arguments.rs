//! What every subcommand that looks at a site takes, and what every subcommand ends with.

use std::path::PathBuf;
use std::process::ExitCode;

use clap::{Args, ValueEnum};

use super::diagnostics;
use crate::pipeline::{Project, SiteOptions};
use crate::vocab::audience;
use crate::vocab::date::PartialDate;

/// Which site: the same for every subcommand.
#[derive(Debug, Args)]
pub(super) struct ProjectArguments {
    /// The site's folder
    #[arg(long, value_name = "DIR", default_value = ".")]
    pub(super) root: PathBuf,
    /// The config file [default: rexbase.toml in the site's folder]
    #[arg(long, value_name = "FILE")]
    pub(super) config: Option<PathBuf>,
}

impl ProjectArguments {
    /// Opens it.
    pub(super) fn open(&self) -> Result<Project, Box<dyn std::error::Error>> {
        Ok(Project::open(&self.root, self.config.as_deref())?)
    }
}

/// Which site, and how to look at it.
#[derive(Debug, Args)]
pub(super) struct SiteArguments {
    #[command(flatten)]
    pub(super) project: ProjectArguments,
    /// Count drafts in
    #[arg(long)]
    pub(super) drafts: bool,
    /// For whom: what is internal is left out for the public [default: the config's, else public]
    #[arg(long, value_enum, value_name = "AUDIENCE")]
    pub(super) audience: Option<Audience>,
    /// The day of the build, for what is published from a day on or until one
    #[arg(long, value_name = "DATE", value_parser = day)]
    pub(super) today: Option<PartialDate>,
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
            root: self.project.root.clone(),
            config: self.project.config.clone(),
            drafts: self.drafts,
            audience: self.audience.map(Audience::word),
            today: self.today,
            strict: self.strict,
        }
    }
}

/// For whom.
#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
pub(super) enum Audience {
    /// Everybody
    Public,
    /// The authors' own organisation
    Internal,
}

impl Audience {
    /// As the rooms say it.
    pub(super) fn word(self) -> audience::Audience {
        match self {
            Self::Public => audience::Audience::Public,
            Self::Internal => audience::Audience::Internal,
        }
    }
}

/// A whole day.
pub(super) fn day(text: &str) -> Result<PartialDate, String> {
    let whole = PartialDate::parse(text).ok().filter(|date| date.day.is_some() && date.time.is_none());
    whole.ok_or_else(|| "write a whole day: `2030-12-31`".to_owned())
}

/// The day that it is here.
#[expect(clippy::disallowed_methods, reason = "only the command line knows what day it is")]
pub(super) fn today() -> PartialDate {
    let today = jiff::ZonedDateTime::now().date();
    PartialDate { year: today.year(), month: Some(today.month()), day: Some(today.day()), time: None }
}

/// What a subcommand ends with: an exit code, or a failure of the environment.
pub(super) type Outcome = Result<ExitCode, Box<dyn std::error::Error>>;
