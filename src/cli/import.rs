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
    /// A blog: Jekyll, Hugo, Zola, Eleventy, an Obsidian vault, or front matter alone
    Blog(Folder),
    /// An export of WordPress: the XML file of Tools, Export
    Wordpress(File),
    /// One post about an event: text, Markdown or saved HTML
    Post(File),
    /// The conferences at github.com/rubyevents/rubyevents
    Rubyevents(Folder),
    /// The events of the site of DevOpsDays, at github.com/devopsdays/devopsdays-web
    Devopsdays(Folder),
    /// A conference's schedule in one file: its structure tells of which system it is
    Schedule(Schedule),
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

/// A schedule to import.
#[derive(Debug, Args)]
struct Schedule {
    /// The file to read
    #[arg(value_name = "FILE")]
    file: PathBuf,
    /// What the event is called [default: what the file says]
    #[arg(long, value_name = "NAME")]
    event: Option<String>,
    /// The event's time zone, as `Europe/Paris` [default: what the file says]
    #[arg(long, value_name = "ZONE")]
    timezone: Option<String>,
    /// Of a table (CSV, JSON lines): a TOML file that says which column is what
    #[arg(long, value_name = "FILE")]
    map: Option<PathBuf>,
    /// Take what can be read of a broken file
    #[arg(long)]
    keep_going: bool,
    #[command(flatten)]
    way: Way,
}

impl Schedule {
    fn asked(&self) -> import::Asked {
        let on_broken = if self.keep_going { import::OnBroken::KeepGoing } else { import::OnBroken::Refuse };
        import::Asked {
            event: self.event.clone(),
            timezone: self.timezone.clone(),
            mapping: self.map.clone(),
            on_broken,
        }
    }
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

/// Reads a system's data, shows what would become of it or writes it, and prints the notices and a line of totals.
pub(super) fn run(arguments: &Arguments) -> Outcome {
    let (way, from) = match &arguments.source {
        Source::Pyvideo(Folder { folder, way })
        | Source::Rubyevents(Folder { folder, way })
        | Source::Devopsdays(Folder { folder, way })
        | Source::Blog(Folder { folder, way })
        | Source::Notes(Folder { folder, way }) => (way, folder),
        Source::Post(File { file, way }) | Source::Wordpress(File { file, way }) => (way, file),
        Source::Schedule(schedule) => (&schedule.way, &schedule.file),
    };
    let content = match &way.content {
        Some(content) => way.project.root.join(content),
        None => way.project.open()?.folders().content,
    };
    let bar = Bar::new();
    bar.begin("reading", 0);
    let harvest = read(&arguments.source)?;
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

fn read(source: &Source) -> Result<Harvest, ImportError> {
    match source {
        Source::Pyvideo(Folder { folder, .. }) => import::pyvideo(folder),
        Source::Rubyevents(Folder { folder, .. }) => import::rubyevents(folder),
        Source::Devopsdays(Folder { folder, .. }) => import::devopsdays(folder),
        Source::Notes(Folder { folder, .. }) => import::notes(folder),
        Source::Blog(Folder { folder, .. }) => import::blog(folder),
        Source::Post(File { file, .. }) => import::post(file),
        Source::Wordpress(File { file, .. }) => import::wordpress(file),
        Source::Schedule(schedule) => import::schedule(&schedule.file, &schedule.asked()),
    }
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
