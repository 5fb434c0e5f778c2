//! `rexbase stats`: what the knowledge base holds.

use std::process::ExitCode;

use clap::Args;

use super::arguments::{Outcome, SiteArguments};
use super::progress::Bar;
use super::{diagnostics, hosting, numbers};
use crate::pipeline;
use crate::pipeline::hosting::Census;

#[derive(Debug, Args)]
pub(super) struct Arguments {
    #[command(flatten)]
    site: SiteArguments,
    /// Say instead how many files and bytes the last build published, and which hosts that is too much for
    #[arg(long)]
    hosting: bool,
}

/// Prints a row for each kind and for each thing worth counting.
pub(super) fn run(arguments: &Arguments) -> Outcome {
    if arguments.hosting {
        return of_hosts(arguments);
    }
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

/// Prints what was published, and what each host takes of it.
fn of_hosts(arguments: &Arguments) -> Outcome {
    let folder = arguments.site.project.open()?.published()?;
    let census = folder.map(|folder| Census::of(&folder)).transpose()?.flatten();
    let Some(census) = census else {
        anstream::eprintln!("nothing was published yet: `rexbase build` publishes the site");
        return Ok(ExitCode::FAILURE);
    };
    if arguments.site.format == diagnostics::Format::Json {
        anstream::println!("{}", hosting::as_json(&census));
    } else {
        hosting::table(&census).iter().for_each(|line| anstream::println!("{line}"));
    }
    Ok(ExitCode::SUCCESS)
}
