//! `rexbase rename KIND OLD NEW`: another name, wherever content has the old one; nothing is written without `--yes`.

use std::process::ExitCode;

use clap::Args;
use clap::builder::PossibleValuesParser;

use super::arguments::{Outcome, ProjectArguments};
use super::progress::Bar;
use super::summary::counted;
use crate::pipeline::{self, Merge, Renamed, Renaming, SiteOptions};
use crate::vocab::kind::Kind;
use crate::vocab::printable::printable;

#[derive(Debug, Args)]
pub(super) struct Arguments {
    /// What it is
    #[arg(value_parser = PossibleValuesParser::new(Kind::written().filter(|kind| kind.may_be_stub()).map(Kind::name)))]
    kind: String,
    /// Its name, or its id
    old: String,
    /// The name that it gets
    new: String,
    /// Write it
    #[arg(long)]
    yes: bool,
    /// When something else has the new name already: make both one
    #[arg(long)]
    merge: bool,
    #[command(flatten)]
    project: ProjectArguments,
}

/// Prints each line that changes, before and after, and writes them when that was asked for.
pub(super) fn run(arguments: &Arguments) -> Outcome {
    let site = SiteOptions {
        root: arguments.project.root.clone(),
        config: arguments.project.config.clone(),
        drafts: true,
        audience: None,
        today: None,
        strict: false,
    };
    let renaming = Renaming {
        kind: Kind::from_name(&arguments.kind).unwrap_or(Kind::Page),
        old: arguments.old.clone(),
        new: arguments.new.clone(),
        merge: if arguments.merge { Merge::Allow } else { Merge::Refuse },
    };
    let renamed = pipeline::rename(&site, &renaming, &Bar::new())?;
    print(&renamed);
    if arguments.yes {
        renamed.write()?;
        eprintln!("written");
    } else if !renamed.files.is_empty() {
        eprintln!("nothing was written: `--yes` writes it");
    }
    Ok(ExitCode::SUCCESS)
}

fn print(renamed: &Renamed) {
    for file in &renamed.files {
        if let Some(to) = &file.moves_to {
            anstream::println!("{} -> {}", file.path, to);
        }
        for line in &file.lines {
            anstream::println!("{}:{}", file.path, line.number);
            let print = |sign: char, text: &Option<String>| {
                if let Some(text) = text {
                    anstream::println!("  {sign} {}", printable(text));
                }
            };
            print('-', &line.before);
            print('+', &line.after);
        }
    }
    let (places, files) = (counted(renamed.places, "reference"), counted(renamed.files.len(), "file"));
    anstream::println!("{places} in {files}");
    if let Some(lost) = &renamed.lost {
        eprintln!(
            "note: `{lost}` is no longer there; to lead from it, give the record a file with `redirects = [\"{lost}\"]`"
        );
    }
}
