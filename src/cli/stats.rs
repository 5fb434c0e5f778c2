//! `rexbase stats`: what the knowledge base holds.

use std::process::ExitCode;

use clap::Args;

use super::arguments::{Outcome, SiteArguments};
use super::progress::Bar;
use super::{diagnostics, numbers};
use crate::pipeline;

#[derive(Debug, Args)]
pub(super) struct Arguments {
    #[command(flatten)]
    site: SiteArguments,
}

/// Prints a row for each kind and for each thing worth counting.
pub(super) fn run(arguments: &Arguments) -> Outcome {
    let statistics = pipeline::statistics(&arguments.site.site(), &Bar::new())?;
    if arguments.site.format == diagnostics::Format::Json {
        let rows: serde_json::Map<_, _> =
            statistics.rows.iter().map(|row| (row.name.to_owned(), row.count.into())).collect();
        anstream::println!("{}", serde_json::Value::Object(rows));
        return Ok(ExitCode::SUCCESS);
    }
    for row in &statistics.rows {
        anstream::println!("{:>9}  {}", numbers::thousands(row.count), row.name.replace('_', " "));
    }
    Ok(ExitCode::SUCCESS)
}
