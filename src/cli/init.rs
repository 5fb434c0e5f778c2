//! `rexbase init`: a small site that builds at once.

use std::path::PathBuf;
use std::process::ExitCode;

use clap::Args;

use super::arguments::Outcome;
use crate::scaffold;
use crate::vocab::printable::printable;

#[derive(Debug, Args)]
pub(super) struct Arguments {
    /// The folder to begin it in; made when it does not exist
    #[arg(value_name = "DIR", default_value = ".")]
    folder: PathBuf,
}

/// Writes the files and says what to do next.
pub(super) fn run(arguments: &Arguments) -> Outcome {
    let files = scaffold::begin_site(&arguments.folder)?;
    for file in &files {
        anstream::println!("wrote {}", printable(&file.to_string_lossy()));
    }
    let root = if arguments.folder.as_os_str() == "." {
        String::new()
    } else {
        format!(" --root {}", printable(&arguments.folder.to_string_lossy()))
    };
    anstream::println!("Next: `rexbase build{root}` publishes it to output/.");
    Ok(ExitCode::SUCCESS)
}
