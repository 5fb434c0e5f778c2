//! `rexbase serve`: publishes the site, shows it in browsers on this machine, and follows every save.

use std::process::ExitCode;

use clap::Args;

use super::arguments::Outcome;
use super::follow::{FollowArguments, Silent, Teller, stop_on_interrupt};
use crate::preview;
use crate::watch::{self, Stop};

#[derive(Debug, Args)]
pub(super) struct Arguments {
    #[command(flatten)]
    follow: FollowArguments,
    /// The port on 127.0.0.1; 0 for any that is free
    #[arg(long, default_value_t = 8080)]
    port: u16,
}

/// Serves until it is interrupted.
pub(super) fn run(arguments: &Arguments, rest: fn()) -> Outcome {
    let output = arguments.follow.output()?;
    let project = arguments.follow.site.project.open()?;
    let root = project.address_root(arguments.follow.base_url.as_deref());
    let options = preview::Options { folder: output.clone(), port: arguments.port, root: root.clone() };
    let preview = preview::start(options).map_err(|error| {
        format!(
            "cannot listen on port {}: {error}; choose another with `--port`, or `--port 0` for any",
            arguments.port
        )
    })?;
    let stop = Stop::default();
    stop_on_interrupt(&stop)?;
    let ready = format!("Serving http://{}{root} (Ctrl-C ends)", preview.address());
    let teller = Teller::new(&arguments.follow, Some(&preview), ready, rest);
    watch::follow(&arguments.follow.options(output), &stop, &teller, &Silent)?;
    preview.stop();
    Ok(ExitCode::SUCCESS)
}
