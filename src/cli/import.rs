//! `rexbase import`: notes, posts and other systems’ data as content files.

use std::path::{Path, PathBuf};
use std::process::ExitCode;

use clap::{Args, Subcommand};

use super::arguments::{Outcome, ProjectArguments};
use super::plan;
use super::progress::Bar;
use super::{diagnostics, summary};
use crate::import::{self, Harvest, ImportError};
use crate::pipeline::Progress;

#[derive(Debug, Args)]
pub(super) struct Arguments {
    #[command(subcommand)]
    source: Source,
}

#[derive(Debug, Subcommand)]
enum Source {
    /// The archive of conference videos at github.com/pyvideo/data
    Pyvideo(Folder),
    /// A folder of notes in Markdown: talks, reports, post-mortems
    Notes(Folder),
    /// One post about an event: text, Markdown or saved HTML
    Post(File),
}

/// A file to import.
#[derive(Debug, Args)]
struct File {
    /// The file to read
    #[arg(value_name = "FILE")]
    file: PathBuf,
    #[command(flatten)]
    way: Way,
}

/// A folder to import.
#[derive(Debug, Args)]
struct Folder {
    /// The folder to read
    #[arg(value_name = "DIR")]
    folder: PathBuf,
    #[command(flatten)]
    way: Way,
}

/// Where to write, and how.
#[derive(Debug, Args)]
struct Way {
    #[command(flatten)]
    project: ProjectArguments,
    /// The content folder below the site's [default: the config's]
    #[arg(long, value_name = "DIR")]
    content: Option<PathBuf>,
    /// Show what would be written, and write nothing
    #[arg(long, conflicts_with = "yes")]
    dry_run: bool,
    /// Write, even where files that exist would change
    #[arg(long)]
    yes: bool,
    /// How to print notices, and what was done
    #[arg(long, value_enum, default_value_t = diagnostics::Format::Human)]
    format: diagnostics::Format,
}

/// What reads a file or a folder.
type Door = fn(&Path) -> Result<Harvest, ImportError>;

/// Reads a system's data, shows what would become of it or writes it, and prints the notices and a line of totals.
pub(super) fn run(arguments: &Arguments) -> Outcome {
    let (way, from, read): (_, _, Door) = match &arguments.source {
        Source::Pyvideo(Folder { folder, way }) => (way, folder, import::pyvideo),
        Source::Notes(Folder { folder, way }) => (way, folder, import::notes),
        Source::Post(File { file, way }) => (way, file, import::post),
    };
    let content = match &way.content {
        Some(content) => way.project.root.join(content),
        None => way.project.open()?.folders().content,
    };
    let bar = Bar::new();
    bar.begin("reading", 0);
    let harvest = read(from)?;
    bar.begin("comparing", 0);
    let mut plan = import::plan(harvest, &content)?;
    let is_shown_only = way.dry_run || (plan.meets_content() && !way.yes);
    if is_shown_only {
        drop(bar);
        diagnostics::print(&plan.notices, notices_root(from), way.format);
        plan::print(&plan, None, way.format);
        summary::print_plan(&plan, way.format);
        return Ok(code(&plan));
    }
    bar.begin("writing", 0);
    let carried = import::carry_out(&mut plan, &way.project.root)?;
    drop(bar);
    diagnostics::print(&plan.notices, notices_root(from), way.format);
    plan::print(&plan, Some(carried), way.format);
    summary::print_import(&plan, carried, way.format);
    Ok(code(&plan))
}

/// The folder that the notices' paths are below.
fn notices_root(from: &Path) -> &Path {
    if from.is_file() { from.parent().unwrap_or(from) } else { from }
}

/// A failure only where there was nothing to import.
fn code(plan: &import::Plan) -> ExitCode {
    let is_empty = plan.files.iter().all(|file| file.change == import::Change::NotOurs);
    if is_empty { ExitCode::FAILURE } else { ExitCode::SUCCESS }
}
