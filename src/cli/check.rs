//! `rexbase check`: the same validation as a build, and nothing is written.

use std::process::ExitCode;

use clap::Args;
use serde_json::json;

use super::arguments::{Outcome, SiteArguments, today};
use super::diagnostics::Format;
use super::progress::Bar;
use super::{diagnostics, summary};
use crate::pipeline::{self, Called, Duplicate, Reach, Suggestion, Suggestions};
use crate::vocab::path::ContentPath;
use crate::vocab::printable::printable;
use crate::vocab::shorten::shorten;

#[derive(Debug, Args)]
pub(super) struct Arguments {
    #[command(flatten)]
    site: SiteArguments,
    /// Propose names of people, organisations and topics that may mean one, and lessons of different organisations that may be the same, ready to paste or to `fix --accept`
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
        (pipeline::check_external(&site, reach, day, &Bar::new())?, Suggestions::default())
    } else {
        (pipeline::check(&site, &Bar::new())?, Suggestions::default())
    };
    diagnostics::print(&checked.diagnostics, &checked.site_root, format);
    suggestions.names.iter().for_each(|duplicate| print_names(duplicate, format));
    suggestions.lessons.iter().for_each(|suggestion| print(suggestion, format));
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

fn print_names(duplicate: &Duplicate, format: Format) {
    let Duplicate { id, kind, differ_by, names, path, is_written, .. } = duplicate;
    let kind = kind.name();
    if format == Format::Json {
        let name = |called: &Called| json!({ "name": called.name, "times": called.times, "file": called.path.as_ref().map(ContentPath::as_str) });
        let names: Vec<_> = names.iter().map(name).collect();
        let line = json!({ "suggestion": id, "kind": kind, "differ_by": differ_by, "names": names, "file": path.as_str(), "lines": duplicate.lines() });
        anstream::println!("{line}");
        return;
    }
    let shown = |called: &Called| printable(&shorten(&called.name, SHOWN)).into_owned();
    if format == Format::Github {
        let names: Vec<String> = names.iter().map(|called| format!("`{}`", shown(called))).collect();
        anstream::println!(
            "::notice file={path}::perhaps one {kind}: {}: rexbase fix --accept {id}",
            names.join(", ")
        );
        return;
    }
    anstream::println!("Perhaps one {kind} (the names differ by {differ_by}): {id}");
    for called in names {
        match called.times {
            Some(times) => anstream::println!("  {:>5} × {}", times, shown(called)),
            None => anstream::println!("          {}", shown(called)),
        }
    }
    if duplicate.has_two_files() {
        let files = names.iter().filter_map(|called| called.path.as_ref());
        let files: Vec<String> = files.map(ToString::to_string).collect();
        anstream::println!("  merge by hand, and keep one file: {}\n", files.join(", "));
        return;
    }
    let what = if *is_written { "write into" } else { "write, with the first as `title`," };
    anstream::println!("  {what} {path}:");
    duplicate.lines().iter().for_each(|line| anstream::println!("    {}", printable(line)));
    anstream::println!("  or: rexbase fix --accept {id}\n");
}
