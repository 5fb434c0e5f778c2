//! `rexbase new KIND TITLE`: a content file to fill in; `rexbase new theme NAME`: a theme to go on with.

use std::process::ExitCode;

use clap::Args;
use clap::builder::PossibleValuesParser;

use super::arguments::{Outcome, ProjectArguments};
use crate::pipeline;
use crate::scaffold::{self, NewRecord};
use crate::vocab::date::PartialDate;
use crate::vocab::kind::Kind;
use crate::vocab::printable::{printable, printable_path};

const THEME: &str = "theme";

#[derive(Debug, Args)]
pub(super) struct Arguments {
    /// What it is
    #[arg(value_parser = PossibleValuesParser::new(Kind::written().map(Kind::name).chain([THEME])))]
    kind: String,
    /// Its title or name
    title: String,
    /// The id of the event that a talk or report belongs to
    #[arg(long, value_name = "ID")]
    event: Option<String>,
    /// For a theme: a file of the built-in theme to begin with, as `templates/talk.html`; may be repeated
    #[arg(long, value_name = "FILE")]
    copy: Vec<String>,
    #[command(flatten)]
    project: ProjectArguments,
}

/// Writes the file and names it.
#[expect(clippy::disallowed_methods, reason = "a new report's file begins with today's date")]
pub(super) fn run(arguments: &Arguments) -> Outcome {
    if arguments.kind == THEME {
        return theme(arguments);
    }
    let kind = Kind::from_name(&arguments.kind).unwrap_or(Kind::Page);
    let today = jiff::ZonedDateTime::now().date();
    let date =
        PartialDate { year: today.year(), month: Some(today.month()), day: Some(today.day()), time: None };
    let new = NewRecord { kind, title: arguments.title.clone(), event: arguments.event.clone(), date };
    let project = arguments.project.open()?;
    let path = scaffold::begin_record(project.root(), project.content(), &new)?;
    anstream::println!("{}", printable_path(&path));
    Ok(ExitCode::SUCCESS)
}

/// Writes the theme's files and says what to put in the config.
fn theme(arguments: &Arguments) -> Outcome {
    let mut copies = Vec::new();
    for path in &arguments.copy {
        let bytes = pipeline::built_in_file(path).map_err(|nearest| {
            let meant = nearest.map(|nearest| format!("; did you mean `{nearest}`?")).unwrap_or_default();
            format!("the built-in theme has no file `{path}`{meant}")
        })?;
        copies.push((path.clone(), bytes));
    }
    let project = arguments.project.open()?;
    for file in scaffold::begin_theme(project.root(), project.themes(), &arguments.title, &copies)? {
        anstream::println!("wrote {}", printable_path(&file));
    }
    anstream::println!(
        "Next: put `theme = \"{}\"` in rexbase.toml, and `rexbase serve` shows each save.",
        printable(&arguments.title)
    );
    anstream::println!(
        "What it does not have stays the built-in theme's; `--copy templates/talk.html` brings one of its files here."
    );
    Ok(ExitCode::SUCCESS)
}
