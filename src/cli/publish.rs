//! `rexbase publish TARGET`: sends what the last build left to where readers find it.

use std::path::PathBuf;
use std::process::ExitCode;
use std::sync::atomic::{AtomicBool, Ordering};

use clap::Args;
use serde_json::json;

use super::arguments::{Audience, ProjectArguments};
use super::numbers::thousands;
use super::progress::Bar;
use super::{diagnostics, summary};
use crate::pipeline::{self, Extent, Plan, PublishOptions, PublishingError, Report, Watcher};

#[derive(Debug, Args)]
#[expect(clippy::struct_excessive_bools, reason = "each is a flag of its own")]
pub(super) struct Arguments {
    /// Where to: `s3://bucket/path`, `gs://bucket/path`, `az://container/path`, or a folder [default: the config's]
    #[arg(value_name = "TARGET")]
    target: Option<String>,
    #[command(flatten)]
    project: ProjectArguments,
    /// The folder that the site was built in [default: output in the site's folder]
    #[arg(long, value_name = "DIR")]
    output_dir: Option<PathBuf>,
    /// Say what would be done, and do nothing
    #[arg(long)]
    dry_run: bool,
    /// How many of the published files may be gone at once
    #[arg(long, value_name = "PERCENT", default_value = "25%", value_parser = percent)]
    max_delete: u8,
    /// How long what pages load stays once no page needs it: `30m`, `12h`, `7d`, `0` [default: the config's, else 1d]
    #[arg(long, value_name = "TIME", value_parser = pipeline::period)]
    grace: Option<u32>,
    /// List in this file the addresses that changed, for a CDN
    #[arg(long, value_name = "FILE")]
    changed: Option<PathBuf>,
    /// Publish although another run said that it is publishing there
    #[arg(long)]
    take_over: bool,
    /// Publish beside files of others, replacing those in the way
    #[arg(long)]
    force: bool,
    /// Publish a site that was built with drafts
    #[arg(long)]
    drafts: bool,
    /// For whom the site may have been built [default: the config's, else public]
    #[arg(long, value_enum, value_name = "AUDIENCE")]
    audience: Option<Audience>,
    /// How to print what was done
    #[arg(long, value_enum, default_value_t = diagnostics::Format::Human)]
    format: diagnostics::Format,
}

/// Whether somebody pressed Ctrl-C.
static STOPPED: AtomicBool = AtomicBool::new(false);

/// Publishes, and says what was done.
pub(super) fn run(arguments: &Arguments) -> ExitCode {
    let Arguments { target, project, output_dir, grace, changed, format, .. } = arguments;
    let options = PublishOptions {
        root: project.root.clone(),
        config: project.config.clone(),
        output: output_dir.clone(),
        target: target.clone(),
        audience: arguments.audience.map(Audience::word),
        drafts: arguments.drafts,
        grace: *grace,
        most_gone: arguments.max_delete,
        extent: if arguments.dry_run { Extent::Plan } else { Extent::Whole },
        takes_over: arguments.take_over,
        forces: arguments.force,
        changed: changed.clone(),
        who: who(),
        environment: &environment,
    };
    // What was sent by then stays, and the next run goes on there.
    let _ = ctrlc::set_handler(|| STOPPED.store(true, Ordering::Relaxed));
    let bar = Bar::new();
    let planned = |plan: &Plan, target: &str| print_plan(plan, target, arguments);
    let watcher =
        Watcher { progress: &bar, planned: &planned, is_stopped: &|| STOPPED.load(Ordering::Relaxed) };
    let published = pipeline::publish(&options, &now, &watcher);
    drop(bar);
    match published {
        Ok(report) => {
            if !arguments.dry_run {
                print(&report, *format);
            }
            ExitCode::SUCCESS
        }
        Err(error) => {
            if let PublishingError::Config { root, diagnostics } = &error {
                diagnostics::print(diagnostics, root, *format);
            }
            diagnostics::failure(&error);
            ExitCode::from(error.code())
        }
    }
}

fn print_plan(plan: &Plan, target: &str, Arguments { dry_run, format, .. }: &Arguments) {
    let (sends, removes) = plan.counts();
    if *format == diagnostics::Format::Json {
        if *dry_run {
            let waves: Vec<_> = plan
                .lines()
                .map(|(what, send, remove)| json!({ "what": what, "send": send, "remove": remove }))
                .collect();
            let line = json!({ "target": target, "send": sends, "remove": removes, "unchanged": plan.unchanged, "waiting": plan.waiting, "steps": waves });
            anstream::println!("{line}");
        }
        return;
    }
    let [send, remove, unchanged] = [sends, removes, plan.unchanged].map(thousands);
    let line = format!("To {target}: {send} to send, {remove} to remove, {unchanged} unchanged.");
    summary::print_line(&line, *format);
    if !dry_run {
        return;
    }
    for (number, (what, sends, removes)) in plan.lines().enumerate() {
        let (count, verb) = if sends > 0 { (sends, "send") } else { (removes, "remove") };
        let line = format!("  {}. {what}: {verb} {}", number + 1, thousands(count));
        summary::print_line(&line, *format);
    }
    if plan.waiting > 0 {
        let line = format!(
            "  {} stay for a while, since a page on somebody's screen may load them.",
            thousands(plan.waiting)
        );
        summary::print_line(&line, *format);
    }
}

fn print(report: &Report, format: diagnostics::Format) {
    let Report { sent, bytes, removed, unchanged, waiting } = *report;
    if format == diagnostics::Format::Json {
        let line = json!({ "sent": sent, "bytes": bytes, "removed": removed, "unchanged": unchanged, "waiting": waiting });
        anstream::println!("{line}");
        return;
    }
    let line = format!(
        "Published: {} sent ({} MB), {} removed, {} unchanged.",
        thousands(sent),
        summary::megabytes(bytes),
        thousands(removed),
        thousands(unchanged)
    );
    summary::print_line(&line, format);
}

fn percent(text: &str) -> Result<u8, String> {
    let number = text.strip_suffix('%').unwrap_or(text).trim().parse().ok().filter(|percent| *percent <= 100);
    number.ok_or_else(|| "write a percentage: `25%`".to_owned())
}

/// In seconds since 1970.
#[expect(clippy::disallowed_methods, reason = "only the command line knows what time it is")]
fn now() -> i64 {
    jiff::Timestamp::now().as_second()
}

/// Which machine, process and time: no other run has the same.
#[expect(
    clippy::disallowed_methods,
    reason = "only the command line knows what time it is, and reads the environment"
)]
fn who() -> String {
    let machine = environment("HOSTNAME").or_else(|| environment("COMPUTERNAME")).unwrap_or_default();
    let machine: String =
        machine.chars().filter(|letter| letter.is_ascii_alphanumeric() || *letter == '-').take(40).collect();
    let time = jiff::Timestamp::now();
    format!(
        "{}process-{}-{}",
        if machine.is_empty() { String::new() } else { format!("{machine}-") },
        std::process::id(),
        time.as_microsecond()
    )
}

#[expect(clippy::disallowed_methods, reason = "only the command line reads the environment")]
fn environment(variable: &str) -> Option<String> {
    std::env::var(variable).ok().filter(|value| !value.is_empty())
}
