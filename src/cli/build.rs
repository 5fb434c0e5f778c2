//! `rexbase build`: publishes the site.

use std::path::PathBuf;
use std::process::ExitCode;

use clap::Args;

use super::arguments::{Outcome, SiteArguments};
use super::diagnostics::{self, Format};
use super::progress::Bar;
use super::{hosting, summary};
use crate::pipeline::{self, BuildOptions, BuildReport, Foreign, OnErrors};

#[derive(Debug, Args)]
pub(super) struct Arguments {
    #[command(flatten)]
    site: SiteArguments,
    /// Where the site will be, instead of the config's `base_url`
    #[arg(long, value_name = "URL", value_parser = crate::pipeline::base_url)]
    base_url: Option<String>,
    /// The folder to publish to [default: output in the site's folder]
    #[arg(long, value_name = "DIR")]
    output_dir: Option<PathBuf>,
    /// Publish into a folder that holds files of others, replacing those in the way
    #[arg(long)]
    force: bool,
    /// Publish what has no errors, and still exit with 1 when something has
    #[arg(long)]
    keep_going: bool,
    /// Say where the time went
    #[arg(long)]
    timings: bool,
}

/// Prints every diagnostic and a line of what was done.
pub(super) fn run(arguments: &Arguments) -> Outcome {
    let options = BuildOptions {
        site: arguments.site.site(),
        base_url: arguments.base_url.clone(),
        output: arguments.output_dir.clone(),
        foreign: if arguments.force { Foreign::Replace } else { Foreign::Refuse },
    };
    let on_errors = if arguments.keep_going { OnErrors::KeepGoing } else { OnErrors::Stop };
    let start = std::time::Instant::now();
    use_small_pages();
    let report = pipeline::build(&options, on_errors, &Bar::new())?;
    diagnostics::print(&report.diagnostics, &options.site.root, arguments.site.format);
    summary::print_build(&report, start.elapsed(), arguments.site.format);
    if arguments.site.format == Format::Human {
        say_what_hosts_take(&report);
    }
    if arguments.timings {
        summary::print_timings(&report.timings, start.elapsed());
    }
    Ok(if report.failed { ExitCode::FAILURE } else { ExitCode::SUCCESS })
}

/// Says which hosts the site is too much for.
fn say_what_hosts_take(report: &BuildReport) {
    let census = report.published.iter().filter_map(|published| published.census.as_ref());
    census.flat_map(hosting::warnings).for_each(|line| anstream::eprintln!("{line}"));
}

/// Switches transparent huge pages off. An incremental build touches little memory, and zeroing 2 MB for a few bytes costs more than it saves; a build of
/// everything takes as long with them as without, and a seventh more memory.
fn use_small_pages() {
    #[cfg(target_os = "linux")]
    let _ = rustix::thread::disable_transparent_huge_pages(true);
}
