//! `rexbase man [COMMAND]`: a page of the manual, as `man` reads it. The first names the others; what makes an archive of a release writes them all.

use std::process::ExitCode;

use clap::error::ErrorKind;
use clap::{Args, Command};
use clap_mangen::Man;

use super::arguments::Outcome;

#[derive(Debug, Args)]
pub(super) struct Arguments {
    /// The command that the page is about: `build`, `import notes` [default: the program]
    #[arg(value_name = "COMMAND")]
    command: Vec<String>,
}

/// Prints the page.
pub(super) fn run(arguments: &Arguments, mut program: Command) -> Outcome {
    // Full names and inherited options are known only then.
    program.build();
    let about = arguments.command.iter().try_fold(&program, |command, name| command.find_subcommand(name));
    let Some(about) = about.cloned() else {
        let words = arguments.command.join(" ");
        let message = format!("there is no command `{words}`; `rexbase --help` names them\n");
        program.error(ErrorKind::InvalidValue, message).exit()
    };
    let mut page = Vec::new();
    Man::new(about).manual("Rexbase").render(&mut page)?;
    anstream::print!("{}", String::from_utf8_lossy(&page));
    Ok(ExitCode::SUCCESS)
}
