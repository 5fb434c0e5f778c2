//! `rexbase watch`: publishes the site, and again with every save.

use std::process::ExitCode;

use clap::Args;

use super::arguments::Outcome;
use super::follow::{FollowArguments, Silent, Teller, stop_on_interrupt};
use crate::watch::{Stop, follow};

#[derive(Debug, Args)]
pub(super) struct Arguments {
    #[command(flatten)]
    follow: FollowArguments,
}

/// Watches until it is interrupted.
pub(super) fn run(arguments: &Arguments, rest: fn()) -> Outcome {
    let output = arguments.follow.output()?;
    let stop = Stop::default();
    stop_on_interrupt(&stop)?;
    let ready = "Watching (Ctrl-C ends)".to_owned();
    let teller = Teller::new(&arguments.follow, None, ready, rest);
    follow(&arguments.follow.options(output), &stop, &teller, &Silent)?;
    Ok(ExitCode::SUCCESS)
}
