//! `rexbase check`: the same validation as a build, and nothing is written.

use std::process::ExitCode;

use clap::Args;

use super::arguments::{Outcome, SiteArguments};
use super::progress::Bar;
use super::{diagnostics, summary};
use crate::pipeline;

#[derive(Debug, Args)]
pub(super) struct Arguments {
    #[command(flatten)]
    site: SiteArguments,
}

/// Prints every diagnostic and a line of totals.
pub(super) fn run(arguments: &Arguments) -> Outcome {
    let checked = pipeline::check(&arguments.site.site(), &Bar::new())?;
    diagnostics::print(&checked.diagnostics, &checked.site_root, arguments.site.format);
    summary::print_check(&checked, arguments.site.format);
    Ok(if checked.failed { ExitCode::FAILURE } else { ExitCode::SUCCESS })
}
