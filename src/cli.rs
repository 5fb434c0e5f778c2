//! The command line: one file a subcommand, and no logic; each calls the pipeline or a room and prints what came of it.
//!
//! What always holds: results go to standard output, diagnostics and progress to standard error; the exit code is 0
//! when all is well, 1 when content has errors or something failed, 2 when the command line is wrong; without a
//! terminal there is no progress and no colour.

mod check;
mod completions;
mod diagnostics;
mod init;
mod new;
mod progress;
mod stats;
mod summary;

use std::path::PathBuf;
use std::process::ExitCode;

use clap::{Args, Parser, Subcommand};

use crate::pipeline;

/// Turn Markdown write-ups of talks and experience reports into a knowledge base that people can question.
#[derive(Debug, Parser)]
#[command(name = "rexbase", version, about, max_term_width = 100)]
struct Cli {
    #[command(subcommand)]
    command: Command,
}

#[derive(Debug, Subcommand)]
enum Command {
    /// Begin a site: a small one that builds at once
    Init(init::Arguments),
    /// Write a new content file: `rexbase new talk "Chaos monkeys at work"`
    New(new::Arguments),
    /// Say what is wrong with the content, and write nothing
    Check(check::Arguments),
    /// Count what the knowledge base holds
    Stats(stats::Arguments),
    /// Print a completion script for a shell
    Completions(completions::Arguments),
}

/// Which site, and what to change in its config.
#[derive(Debug, Args)]
struct SiteArguments {
    /// The site's folder
    #[arg(long, value_name = "DIR", default_value = ".")]
    root: PathBuf,
    /// The config file [default: rexbase.toml in the site's folder]
    #[arg(long, value_name = "FILE")]
    config: Option<PathBuf>,
    /// Count drafts in
    #[arg(long)]
    drafts: bool,
    /// Take warnings for errors
    #[arg(long)]
    strict: bool,
    /// How to print diagnostics
    #[arg(long, value_enum, default_value_t = diagnostics::Format::Human)]
    format: diagnostics::Format,
}

impl SiteArguments {
    fn site(&self) -> pipeline::SiteOptions {
        pipeline::SiteOptions {
            root: self.root.clone(),
            config: self.config.clone(),
            drafts: self.drafts,
            strict: self.strict,
        }
    }
}

/// Runs the command line of this process.
pub fn run() -> ExitCode {
    let result = match Cli::parse().command {
        Command::Init(arguments) => init::run(&arguments),
        Command::New(arguments) => new::run(&arguments),
        Command::Check(arguments) => check::run(&arguments),
        Command::Stats(arguments) => stats::run(&arguments),
        Command::Completions(arguments) => completions::run(&arguments),
    };
    result.unwrap_or_else(|error| {
        diagnostics::failure(&*error);
        ExitCode::FAILURE
    })
}

/// What a subcommand ends with: an exit code, or a failure of the environment.
type Outcome = Result<ExitCode, Box<dyn std::error::Error>>;
