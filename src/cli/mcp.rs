//! `rexbase mcp`: assistants question the last build.

use std::process::ExitCode;

use clap::Args;

use super::arguments::{Outcome, ProjectArguments};
use crate::mcp;

#[derive(Debug, Args)]
pub(super) struct Arguments {
    #[command(flatten)]
    project: ProjectArguments,
}

/// Answers until standard input ends.
pub(super) fn run(arguments: &Arguments) -> Outcome {
    mcp::serve(arguments.project.open()?)?;
    Ok(ExitCode::SUCCESS)
}
