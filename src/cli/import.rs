//! `rexbase import pyvideo DIR`: another system's data as content files.

use std::path::PathBuf;
use std::process::ExitCode;

use clap::{Args, Subcommand};

use super::arguments::{Outcome, ProjectArguments};
use super::progress::Bar;
use super::{diagnostics, summary};
use crate::import;
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
}

#[derive(Debug, Args)]
struct Folder {
    /// The folder that holds `<event>/category.json` and `<event>/videos/*.json`
    #[arg(value_name = "DIR")]
    folder: PathBuf,
    #[command(flatten)]
    project: ProjectArguments,
    /// The content folder below the site's [default: the config's]
    #[arg(long, value_name = "DIR")]
    content: Option<PathBuf>,
    /// How to print notices
    #[arg(long, value_enum, default_value_t = diagnostics::Format::Human)]
    format: diagnostics::Format,
}

/// Imports, prints the notices and a line of totals.
pub(super) fn run(arguments: &Arguments) -> Outcome {
    let Source::Pyvideo(Folder { folder, project, content, format }) = &arguments.source;
    let content = match content {
        Some(content) => project.root.join(content),
        None => project.open()?.folders().content,
    };
    let bar = Bar::new();
    bar.begin("importing", 0);
    let imported = import::pyvideo(folder, &content)?;
    drop(bar);
    diagnostics::print(&imported.notices, folder, *format);
    summary::print_import(&imported, *format);
    let is_empty = imported.written + imported.unchanged == 0;
    Ok(if is_empty { ExitCode::FAILURE } else { ExitCode::SUCCESS })
}
