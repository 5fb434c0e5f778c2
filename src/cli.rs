//! The command line: one file a subcommand, and no logic; each calls the pipeline or a room and prints what came of it.
//!
//! What always holds:
//!
//! - Results go to standard output, and so do diagnostics in a form for programs.
//! - Diagnostics for people and progress go to standard error.
//! - The exit code is 0 when all is well, 1 when content has errors or something failed, 2 when the command line is wrong; `publish` has more (docs/publish.md).
//! - Without a terminal there is no progress and no colour.

mod arguments;
mod build;
mod check;
mod completions;
mod debt;
mod diagnostics;
mod explain;
mod export;
mod fix;
mod follow;
mod hosting;
mod import;
mod init;
mod licenses;
mod man;
mod mcp;
mod new;
mod numbers;
mod plan;
mod progress;
mod publish;
mod rename;
mod schema;
mod search;
mod serve;
mod stats;
mod summary;
mod watch;

use std::process::ExitCode;

use clap::{CommandFactory, Parser, Subcommand};

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
    /// Publish the site
    Build(build::Arguments),
    /// Show the site in browsers on this machine, and follow every save
    Serve(serve::Arguments),
    /// Publish the site, and again with every save
    Watch(watch::Arguments),
    /// Say what is wrong with the content, and write nothing
    Check(check::Arguments),
    /// Write into content what `check --suggest` proposed
    Fix(fix::Arguments),
    /// Give a person, organisation, topic … another name, wherever content has it: `rexbase rename topic "k8s" "Kubernetes"`
    Rename(rename::Arguments),
    /// Answer a query from the last build
    Search(search::Arguments),
    /// Send the last build to where readers find it: `rexbase publish s3://bucket/kb`
    Publish(publish::Arguments),
    /// Let an assistant question the last build, by the Model Context Protocol on standard input and output
    Mcp(mcp::Arguments),
    /// Bring in what you have: `rexbase import notes DIR`
    Import(import::Arguments),
    /// Write what the site knows in another form: `rexbase export csv DIR`
    Export(export::Arguments),
    /// Say what a message means, and how to mend it: `rexbase explain dangling-link`
    Explain(explain::Arguments),
    /// Say what is still owed: open actions, recordings awaited, talks that no report covers
    Debt(debt::Arguments),
    /// Count what the knowledge base holds
    Stats(stats::Arguments),
    /// Print a JSON Schema for editors: `rexbase schema talk`
    Schema(schema::Arguments),
    /// Print the licences of what this program is made of
    Licenses(licenses::Arguments),
    /// Print a completion script for a shell
    Completions(completions::Arguments),
    /// Print a page of the manual: `rexbase man build | man -l -`
    Man(man::Arguments),
}

/// The stack of each thread that parses, in bytes, of which only what is used is taken: front matter may be nested two thousand deep.
const STACK: usize = 32 << 20;

/// The command line as it is read, for what is written of it.
pub fn command() -> clap::Command {
    Cli::command()
}

/// Runs the command line of this process. What follows saves calls `rest` when it has nothing left to do.
pub fn run(rest: fn()) -> ExitCode {
    // Where that cannot be had, the threads are as they are.
    let _ = rayon::ThreadPoolBuilder::new().stack_size(STACK).build_global();
    end_where_a_test_says();
    let result = match Cli::parse().command {
        Command::Init(arguments) => init::run(&arguments),
        Command::New(arguments) => new::run(&arguments),
        Command::Build(arguments) => build::run(&arguments),
        Command::Serve(arguments) => serve::run(&arguments, rest),
        Command::Watch(arguments) => watch::run(&arguments, rest),
        Command::Check(arguments) => check::run(&arguments),
        Command::Fix(arguments) => fix::run(&arguments),
        Command::Rename(arguments) => rename::run(&arguments),
        Command::Search(arguments) => search::run(&arguments),
        Command::Publish(arguments) => Ok(publish::run(&arguments)),
        Command::Mcp(arguments) => mcp::run(&arguments),
        Command::Import(arguments) => import::run(&arguments),
        Command::Export(arguments) => export::run(&arguments),
        Command::Explain(arguments) => explain::run(&arguments),
        Command::Debt(arguments) => debt::run(&arguments),
        Command::Stats(arguments) => stats::run(&arguments),
        Command::Schema(arguments) => schema::run(&arguments),
        Command::Licenses(arguments) => Ok(licenses::run(&arguments)),
        Command::Completions(arguments) => completions::run(&arguments, &mut Cli::command()),
        Command::Man(arguments) => man::run(&arguments, Cli::command()),
    };
    result.unwrap_or_else(|error| {
        diagnostics::failure(&*error);
        ExitCode::FAILURE
    })
}

/// With `REXBASE_STOP_AT=7` the process ends, as if it were killed, before the seventh change of the disk that publishing makes: for tests of what is left then.
#[expect(clippy::disallowed_methods, reason = "only the command line reads the environment")]
fn end_where_a_test_says() {
    if let Some(number) = std::env::var("REXBASE_STOP_AT").ok().and_then(|number| number.parse().ok()) {
        crate::pipeline::end_at(number);
    }
}
