//! `rexbase completions SHELL`.

use std::process::ExitCode;

use clap::{Args, Command};
use clap_complete::Shell;

use super::arguments::Outcome;

#[derive(Debug, Args)]
pub(super) struct Arguments {
    /// The shell to print it for
    shell: Shell,
}

/// Prints the script.
#[expect(clippy::unnecessary_wraps, reason = "every subcommand has one shape")]
pub(super) fn run(arguments: &Arguments, command: &mut Command) -> Outcome {
    let mut script = Vec::new();
    clap_complete::generate(arguments.shell, command, "rexbase", &mut script);
    anstream::print!("{}", String::from_utf8_lossy(&script));
    Ok(ExitCode::SUCCESS)
}
