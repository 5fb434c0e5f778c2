//! `rexbase fix`: writes into content what was proposed, and nothing that was not accepted.

use std::process::ExitCode;

use clap::Args;

use super::arguments::{Outcome, SiteArguments};
use super::progress::Bar;
use crate::pipeline;

#[derive(Debug, Args)]
pub(super) struct Arguments {
    /// Write this suggestion of `check --suggest` into the file that it names; several may be named
    #[arg(long, value_name = "ID", required = true, value_delimiter = ',')]
    accept: Vec<String>,
    #[command(flatten)]
    site: SiteArguments,
}

/// Prints what was written where.
pub(super) fn run(arguments: &Arguments) -> Outcome {
    let accepted = pipeline::accept(&arguments.site.site(), &arguments.accept, &Bar::new())?;
    for (path, lines) in &accepted.written {
        println!("{path}");
        lines.iter().for_each(|line| println!("  + {line}"));
    }
    for id in &accepted.unknown {
        eprintln!("there is no suggestion `{id}`: `rexbase check --suggest` prints those that there are");
    }
    Ok(if accepted.unknown.is_empty() { ExitCode::SUCCESS } else { ExitCode::FAILURE })
}
