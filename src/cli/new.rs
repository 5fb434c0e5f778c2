//! `rexbase new KIND TITLE`: a content file to fill in.

use std::path::PathBuf;
use std::process::ExitCode;

use clap::Args;
use clap::builder::PossibleValuesParser;

use super::arguments::Outcome;
use crate::pipeline;
use crate::scaffold::{self, NewRecord};
use crate::vocab::date::PartialDate;
use crate::vocab::kind::Kind;

#[derive(Debug, Args)]
pub(super) struct Arguments {
    /// What it is
    #[arg(value_parser = PossibleValuesParser::new(Kind::written().map(Kind::name)))]
    kind: String,
    /// Its title or name
    title: String,
    /// The id of the event that a talk or report belongs to
    #[arg(long, value_name = "ID")]
    event: Option<String>,
    /// The site's folder
    #[arg(long, value_name = "DIR", default_value = ".")]
    root: PathBuf,
}

/// Writes the file and names it.
#[expect(clippy::disallowed_methods, reason = "a new report's file begins with today's date")]
pub(super) fn run(arguments: &Arguments) -> Outcome {
    let kind = Kind::from_name(&arguments.kind).unwrap_or(Kind::Page);
    let today = jiff::ZonedDateTime::now().date();
    let date =
        PartialDate { year: today.year(), month: Some(today.month()), day: Some(today.day()), time: None };
    let new = NewRecord { kind, title: arguments.title.clone(), event: arguments.event.clone(), date };
    let content = pipeline::content_folder(&arguments.root)?;
    let path = scaffold::begin_record(&arguments.root, &content, &new)?;
    anstream::println!("{}", path.display());
    Ok(ExitCode::SUCCESS)
}
