//! `rexbase export csv DIR`: what the site knows in another form.

use std::path::PathBuf;
use std::process::ExitCode;

use clap::{Args, ValueEnum};
use serde_json::json;

use super::arguments::{Audience, Outcome, ProjectArguments, day};
use super::numbers::thousands;
use super::progress::Bar;
use super::{diagnostics, summary};
use crate::pipeline::{self, ExportError, Exported, SiteOptions, Written};
use crate::vocab::date::PartialDate;
use crate::vocab::printable::printable_path;

#[derive(Debug, Args)]
pub(super) struct Arguments {
    /// In which form
    #[arg(value_enum)]
    form: Form,
    /// The folder to write to: empty, not there yet, or with an earlier export of the same form
    #[arg(value_name = "DIR")]
    folder: PathBuf,
    #[command(flatten)]
    project: ProjectArguments,
    /// For whom: what is internal is left out for the public [default: the config's, else public]
    #[arg(long, value_enum, value_name = "AUDIENCE")]
    audience: Option<Audience>,
    /// The day of the export, for what is published from a day on or until one
    #[arg(long, value_name = "DATE", value_parser = day)]
    today: Option<PartialDate>,
    /// How to print what was done, and diagnostics
    #[arg(long, value_enum, default_value_t = diagnostics::Format::Human)]
    format: diagnostics::Format,
}

/// The forms that there are.
#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
enum Form {
    /// The archive of conference videos at github.com/pyvideo/data: events, and their talks that were recorded
    Pyvideo,
    /// The schedule of each event as c3voc's JSON, which pretalx and conference apps read
    Schedule,
    /// Every talk and report as one list of CSL-JSON
    Csl,
    /// Every talk and report as one BibTeX file
    Bibtex,
    /// Talks, lessons, figures and actions, a table each
    Csv,
    /// Every record that has text or facts of its own, a file each, with YAML front matter
    Markdown,
    /// Every record, one JSON object a line
    Jsonl,
}

impl From<Form> for pipeline::Form {
    fn from(form: Form) -> Self {
        match form {
            Form::Pyvideo => Self::Pyvideo,
            Form::Schedule => Self::Schedule,
            Form::Csl => Self::Csl,
            Form::Bibtex => Self::Bibtex,
            Form::Csv => Self::Csv,
            Form::Markdown => Self::Markdown,
            Form::Jsonl => Self::Jsonl,
        }
    }
}

/// Exports, and says what was written and what was left.
pub(super) fn run(arguments: &Arguments) -> Outcome {
    let Arguments { folder, project, today, format, .. } = arguments;
    let site = SiteOptions {
        root: project.root.clone(),
        config: project.config.clone(),
        drafts: false,
        audience: arguments.audience.map(Audience::word),
        today: *today,
        strict: false,
    };
    let bar = Bar::new();
    let exported = pipeline::export(&site, arguments.form.into(), folder, &bar);
    drop(bar);
    match exported {
        Ok(exported) => print(&exported, arguments),
        Err(error) => {
            if let ExportError::Content { root, diagnostics } = &error {
                diagnostics::print(diagnostics, root, *format);
            }
            return Err(error.into());
        }
    }
    Ok(ExitCode::SUCCESS)
}

fn print(exported: &Exported, Arguments { form, folder, format, .. }: &Arguments) {
    let Exported { files, written: Written { written, unchanged, removed, .. }, left } = exported;
    let name = pipeline::Form::from(*form).name();
    if *format == diagnostics::Format::Json {
        let left: Vec<_> =
            left.iter().map(|left| json!({ "what": left.what, "count": left.count })).collect();
        let line = json!({ "form": name, "files": files, "written": written, "unchanged": unchanged, "removed": removed, "left_out": left });
        anstream::println!("{line}");
        return;
    }
    let [written, unchanged, removed] = [*written, *unchanged, *removed].map(thousands);
    let files = summary::counted(*files, "file");
    let line = format!(
        "Exported {name} to {}: {files}; {written} written, {unchanged} unchanged, {removed} removed.",
        printable_path(folder)
    );
    summary::print_line(&line, *format);
    for left in left {
        summary::print_line(
            &format!("Left out, since {name} has no place for it: {} {}.", thousands(left.count), left.what),
            *format,
        );
    }
}
