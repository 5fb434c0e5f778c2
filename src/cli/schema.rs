//! `rexbase schema SUBJECT`: a JSON Schema for editors.

use std::process::ExitCode;

use clap::Args;
use clap::builder::PossibleValuesParser;

use super::arguments::Outcome;
use crate::reference::Subject;

#[derive(Debug, Args)]
pub(super) struct Arguments {
    /// What to describe: the config, or the front matter of a kind
    #[arg(value_parser = PossibleValuesParser::new(Subject::all().map(Subject::name)))]
    subject: String,
}

/// Prints the schema.
pub(super) fn run(arguments: &Arguments) -> Outcome {
    if let Some(subject) = Subject::from_name(&arguments.subject) {
        anstream::println!("{}", serde_json::to_string_pretty(&subject.schema())?);
    }
    Ok(ExitCode::SUCCESS)
}
