//! `rexbase check`: the same validation as a build, and nothing is written.

use std::process::ExitCode;

use clap::Args;
use serde_json::json;

use super::arguments::{Outcome, SiteArguments, today};
use super::diagnostics::Format;
use super::progress::Bar;
use super::{diagnostics, summary};
use crate::pipeline::{self, Reach, Suggestion};
use crate::vocab::shorten::shorten;

#[derive(Debug, Args)]
pub(super) struct Arguments {
    #[command(flatten)]
    site: SiteArguments,
    /// Propose lessons of different organisations that may be the same, ready to paste or to `fix --accept`
    #[arg(long)]
    suggest: bool,
    /// Ask other sites whether what links lead to is still there: each host one thing at a time
    #[arg(long, conflicts_with = "suggest")]
    external: bool,
    /// With --external: ask this machine and private networks, too, when links lead there
    #[arg(long, requires = "external")]
    allow_private: bool,
}

/// Prints every diagnostic, what is proposed, and a line of totals.
pub(super) fn run(arguments: &Arguments) -> Outcome {
    let (site, format) = (arguments.site.site(), arguments.site.format);
    let (checked, suggestions) = if arguments.suggest {
        pipeline::suggest(&site, &Bar::new())?
    } else if arguments.external {
        let reach = if arguments.allow_private { Reach::Everywhere } else { Reach::Public };
        let day = site.today.unwrap_or_else(today);
        (pipeline::check_external(&site, reach, day, &Bar::new())?, Vec::new())
    } else {
        (pipeline::check(&site, &Bar::new())?, Vec::new())
    };
    diagnostics::print(&checked.diagnostics, &checked.site_root, format);
    suggestions.iter().for_each(|suggestion| print(suggestion, format));
    summary::print_check(&checked, format);
    Ok(if checked.failed { ExitCode::FAILURE } else { ExitCode::SUCCESS })
}

/// How much of a lesson is printed, in characters.
const SHOWN: usize = 100;

fn print(suggestion: &Suggestion, format: Format) {
    let Suggestion { id, percent, one, other } = suggestion;
    if format == Format::Json {
        let teller = |one: &pipeline::Teller| json!({ "file": one.path.as_str(), "line": one.line, "lesson": one.reference, "text": one.text });
        let line =
            json!({ "suggestion": id, "percent": percent, "one": teller(one), "other": teller(other) });
        anstream::println!("{line}");
        return;
    }
    if format == Format::Github {
        let (place, line) = (&one.path, one.line);
        let what =
            format!("perhaps the same lesson as {}:{}: rexbase fix --accept {id}", other.path, other.line);
        anstream::println!("::notice file={place},line={line}::{what}");
        return;
    }
    anstream::println!("Perhaps the same lesson ({percent} % alike): {id}");
    for teller in [one, other] {
        anstream::println!("  {}:{}  {}", teller.path, teller.line, shorten(&teller.text, SHOWN));
    }
    anstream::println!("  write below the first:  - same_as: [[{}]]", other.reference);
    anstream::println!("  or: rexbase fix --accept {id}\n");
}
