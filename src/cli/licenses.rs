//! `rexbase licenses`: the notices of what the program is made of besides its own code.

use std::process::ExitCode;

use clap::Args;

/// Made by a test from the sources of the dependencies, and held to be of these.
const NOTICES: &str = include_str!("../../THIRD-PARTY.txt");

#[derive(Debug, Args)]
pub(super) struct Arguments {}

/// Prints them all.
pub(super) fn run(_: &Arguments) -> ExitCode {
    anstream::print!("{NOTICES}");
    ExitCode::SUCCESS
}
