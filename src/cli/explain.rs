//! `rexbase explain CODE`: what a diagnostic means, and how to mend it.

use std::process::ExitCode;

use anstyle::Style;
use clap::Args;

use super::arguments::Outcome;
use crate::reference::{chapters, explained};
use crate::vocab::diagnostic::{Code, nearest};

#[derive(Debug, Args)]
pub(super) struct Arguments {
    /// The code that stands in the message, as `dangling-link`; all of them when it is left out
    #[arg(value_name = "CODE", value_parser = code)]
    code: Option<Code>,
}

const TITLE: Style = Style::new().bold();

/// Prints its section of `docs/diagnostics.md`, or a line for each code.
#[expect(clippy::unnecessary_wraps, reason = "every subcommand has one shape")]
pub(super) fn run(arguments: &Arguments) -> Outcome {
    match arguments.code {
        Some(code) => {
            let text = explained(code).map_or("", |section| section.text);
            anstream::println!("{TITLE}{code}{TITLE:#}\n\n{text}");
        }
        None => {
            for chapter in chapters() {
                anstream::println!("{TITLE}{}{TITLE:#}\n", chapter.title);
                for section in chapter.sections {
                    anstream::println!("  {:<24}  {}", section.code.name(), section.summary());
                }
                anstream::println!();
            }
        }
    }
    Ok(ExitCode::SUCCESS)
}

fn code(name: &str) -> Result<Code, String> {
    Code::from_name(name.trim()).ok_or_else(|| {
        match nearest(name, Code::ALL.iter().map(|code| code.name())) {
            Some(near) => format!("there is no such code; did you mean `{near}`?"),
            None => "there is no such code; `rexbase explain` lists them all".to_owned(),
        }
    })
}
