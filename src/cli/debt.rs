//! `rexbase debt`: what the site still owes its readers, by who can act, and where it is mended.

mod bound;
mod form;

use std::process::ExitCode;

use clap::{Args, ValueEnum};

use super::arguments::{Audience, Outcome, ProjectArguments, day, today};
use super::progress::Bar;
use crate::pipeline::{self, SiteOptions};
use crate::vocab::date::PartialDate;

use bound::Bound;

#[derive(Debug, Args)]
pub(super) struct Arguments {
    #[command(flatten)]
    project: ProjectArguments,
    /// Count drafts in
    #[arg(long)]
    drafts: bool,
    /// For whom: what is internal is left out for the public [default: the config's, else public]
    #[arg(long, value_enum, value_name = "AUDIENCE")]
    audience: Option<Audience>,
    /// The day on which actions are overdue [default: today]
    #[arg(long, value_name = "DATE", value_parser = day)]
    today: Option<PartialDate>,
    /// End with 1 when there are more than N of a kind, or of all (`total`): `--fail-on overdue=0`; may be repeated
    #[arg(long, value_name = "KIND=N")]
    fail_on: Vec<Bound>,
    /// How to print what is owed
    #[arg(long, value_enum, default_value_t = Format::Human)]
    format: Format,
}

/// How what is owed is printed, on standard output.
#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
enum Format {
    /// The first of each kind, below who can act
    Human,
    /// One JSON object a line
    Json,
    /// GitHub Actions' annotations
    Github,
    /// A table for spreadsheets
    Csv,
}

/// Prints what is owed, and says which bounds are passed.
pub(super) fn run(arguments: &Arguments) -> Outcome {
    let site = SiteOptions {
        root: arguments.project.root.clone(),
        config: arguments.project.config.clone(),
        drafts: arguments.drafts,
        audience: arguments.audience.map(Audience::word),
        today: Some(arguments.today.unwrap_or_else(today)),
        strict: false,
    };
    let bar = Bar::new();
    let debts = pipeline::debts(&site, &bar)?;
    drop(bar);
    let text = match arguments.format {
        Format::Human => form::human(&debts),
        Format::Json => form::json(&debts),
        Format::Github => form::github(&debts),
        Format::Csv => form::csv(&debts),
    };
    form::print(&text);
    let passed: Vec<_> = arguments.fail_on.iter().filter_map(|bound| bound.passed_by(&debts.owed)).collect();
    for message in &passed {
        anstream::eprintln!("{message}");
    }
    Ok(if passed.is_empty() { ExitCode::SUCCESS } else { ExitCode::FAILURE })
}
