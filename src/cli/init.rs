//! `rexbase init`: a small site that builds at once.

use std::path::PathBuf;
use std::process::ExitCode;

use clap::{Args, ValueEnum};

use super::arguments::Outcome;
use crate::scaffold::{self, Host};
use crate::vocab::printable::printable;

#[derive(Debug, Args)]
pub(super) struct Arguments {
    /// The folder to begin it in; made when it does not exist
    #[arg(value_name = "DIR", default_value = ".")]
    folder: PathBuf,

    /// Write the files by which a host checks and publishes it, too; where there is a site already, these alone. DIR is the root of the repository
    #[arg(long, value_name = "HOST")]
    ci: Option<Ci>,
}

#[derive(Debug, Clone, Copy, ValueEnum)]
enum Ci {
    /// A workflow for GitHub Pages
    Github,
    /// A pipeline for GitLab Pages
    Gitlab,
}

/// Writes the files and says what to do next.
pub(super) fn run(arguments: &Arguments) -> Outcome {
    let host = arguments.ci.map(|ci| match ci {
        Ci::Github => Host::GitHub,
        Ci::Gitlab => Host::GitLab,
    });
    let files = scaffold::begin_site(&arguments.folder, host)?;
    for file in &files {
        anstream::println!("wrote {}", printable(&file.to_string_lossy()));
    }
    let root = if arguments.folder.as_os_str() == "." {
        String::new()
    } else {
        format!(" --root {}", printable(&arguments.folder.to_string_lossy()))
    };
    if host.is_some() {
        anstream::println!(
            "Before it is pushed: name the release to install (`REXBASE_ARCHIVE`, `REXBASE_SHA256`), as `docs/hosts.md` says."
        );
    }
    anstream::println!("Next: `rexbase build{root}` publishes it to output/.");
    Ok(ExitCode::SUCCESS)
}
