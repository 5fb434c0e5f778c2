//! The line that a command ends with.

use std::time::Duration;

use super::diagnostics::Format;
use super::numbers::thousands;
use crate::import::{Carried, Change, Plan, REPORT};
use crate::pipeline::{BuildReport, Checked, Timings, Updated, Work, Written};
use crate::vocab::diagnostic::{Diagnostic, Severity};
use crate::vocab::kind::Kind;
use crate::vocab::printable::printable_path;

/// Says how many mistakes a check found, and in how much.
pub(super) fn print_check(checked: &Checked, format: Format) {
    if format != Format::Human {
        return;
    }
    anstream::eprintln!("{}: {}.", verdict(&checked.diagnostics), holdings(&checked.counts));
}

/// Says what a build did, in how long.
pub(super) fn print_build(report: &BuildReport, elapsed: Duration, format: Format) {
    if format != Format::Human {
        return;
    }
    let verdict = verdict(&report.diagnostics);
    let Some(published) = &report.published else {
        anstream::eprintln!("{verdict}: nothing was published. `--keep-going` publishes what has no errors.");
        return;
    };
    let Written { written, unchanged, removed, bytes } = published.written;
    let seconds = elapsed.as_secs_f64();
    let rate = thousands(published.pages * 1000 / (elapsed.as_millis().max(1) as usize));
    anstream::println!(
        "Published {} to {} in {seconds:.2} s ({rate} pages a second): {}; {}.",
        counted(published.pages, "page"),
        printable_path(&published.output),
        holdings(&published.counts),
        verdict,
    );
    anstream::println!(
        "{} written, {} unchanged, {} removed; {} MB in all.",
        thousands(written),
        thousands(unchanged),
        thousands(removed),
        megabytes(bytes),
    );
}

/// Prints a line for people: on standard output, unless a program reads the diagnostics there.
pub(super) fn print_line(line: &str, format: Format) {
    match format {
        Format::Human => anstream::println!("{line}"),
        _ => anstream::eprintln!("{line}"),
    }
}

/// Says what a save came to, in how long: stages that ran beside one another took less than their sum.
pub(super) fn print_update(verb: &str, updated: &Updated, elapsed: Duration, format: Format) {
    let Work { parsed, analysed, rendered } = updated.work;
    let analysed = if analysed > 0 { format!(", {} analysed", thousands(analysed)) } else { String::new() };
    let line = format!(
        "{verb} in {:.0} ms: {} parsed{analysed}, {} rendered, {} written, {} removed; {}.",
        elapsed.as_secs_f64() * 1000.0,
        thousands(parsed),
        thousands(rendered),
        thousands(updated.written.written),
        thousands(updated.written.removed),
        verdict(&updated.diagnostics),
    );
    print_line(&line, format);
}

/// In tenths: `1.6`.
pub(super) fn megabytes(bytes: u64) -> String {
    let tenths = (bytes + 50_000) / 100_000;
    format!("{}.{}", thousands((tenths / 10) as usize), tenths % 10)
}

/// Says what an import did.
pub(super) fn print_import(plan: &Plan, carried: Carried, format: Format) {
    let copied =
        if carried.copied > 0 { format!(", {} copied", thousands(carried.copied)) } else { String::new() };
    let report = if carried == Carried::default() {
        String::new()
    } else {
        format!(" {REPORT} says it rule by rule.")
    };
    let line = format!(
        "Imported {}: {} written{copied}, {} unchanged, {} kept; {}.{report}",
        imported(plan),
        thousands(carried.written),
        thousands(plan.count(None, Change::Same)),
        thousands(plan.kept()),
        counted(plan.notices.len(), "notice"),
    );
    print_line(&line, format);
}

/// Says what an import would do, and how to have it done.
pub(super) fn print_plan(plan: &Plan, format: Format) {
    let count = |change| thousands(plan.count(None, change));
    let how = if plan.is_idle() { "" } else { " `--yes` writes." };
    let line = format!(
        "Nothing was written. {}: {} new, {} changed, {} unchanged, {} gone, {} kept, {} not ours; {}.{how}",
        imported(plan),
        count(Change::New),
        count(Change::Changed),
        count(Change::Same),
        count(Change::Gone),
        thousands(plan.kept()),
        count(Change::NotOurs),
        counted(plan.notices.len(), "notice"),
    );
    print_line(&line, format);
}

/// `3 events and 12 talks`.
fn imported(plan: &Plan) -> String {
    let read = || plan.files.iter().filter(|file| file.change != Change::Gone);
    let of = |kind: Kind| read().filter(|file| file.kind == kind).count();
    let counts: Vec<_> =
        [Kind::Event, Kind::Talk, Kind::Report, Kind::Person, Kind::Organisation, Kind::Page]
            .into_iter()
            .map(|kind| (kind, of(kind)))
            .filter(|(_, count)| *count > 0)
            .map(|(kind, count)| {
                format!("{} {}", thousands(count), if count == 1 { kind.name() } else { kind.folder() })
            })
            .collect();
    match counts.split_last() {
        None => "nothing".into(),
        Some((last, [])) => last.clone(),
        Some((last, others)) => format!("{} and {last}", others.join(", ")),
    }
}

/// Says where the time went, in milliseconds; stages that ran beside one another overlap.
pub(super) fn print_timings(timings: &Timings, elapsed: Duration) {
    print_stages(timings);
    anstream::eprintln!(
        "{:>9.1} ms  in all; `index` and `export` run beside `render`",
        elapsed.as_secs_f64() * 1000.0
    );
}

/// One line for each stage.
pub(super) fn print_stages(timings: &Timings) {
    for (stage, duration) in &timings.stages {
        anstream::eprintln!("{:>9.1} ms  {stage}", duration.as_secs_f64() * 1000.0);
    }
}

/// `2 errors, 1 warning` or `no mistakes`.
pub(super) fn verdict(diagnostics: &[Diagnostic]) -> String {
    let of = |severity| diagnostics.iter().filter(|diagnostic| diagnostic.severity == severity).count();
    let parts: Vec<_> = [(of(Severity::Error), "error"), (of(Severity::Warning), "warning")]
        .into_iter()
        .filter(|(count, _)| *count > 0)
        .map(|(count, word)| counted(count, word))
        .collect();
    if parts.is_empty() { "no mistakes".into() } else { parts.join(", ") }
}

/// `3 talks, 5 people, 16 lessons`: every kind that there is any of.
pub(super) fn holdings(counts: &[(Kind, usize)]) -> String {
    let parts: Vec<_> = counts
        .iter()
        .filter(|(_, count)| *count > 0)
        .map(|(kind, count)| {
            format!("{} {}", thousands(*count), if *count == 1 { kind.name() } else { kind.folder() })
        })
        .collect();
    if parts.is_empty() { "no content".into() } else { parts.join(", ") }
}

/// `1 page`, `21,715 pages`.
pub(super) fn counted(count: usize, word: &str) -> String {
    format!("{} {word}{}", thousands(count), if count == 1 { "" } else { "s" })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_a_site_holds_is_readable() {
        assert_eq!(holdings(&[(Kind::Talk, 1), (Kind::Person, 2), (Kind::Page, 0)]), "1 talk, 2 people");
        assert_eq!(verdict(&[]), "no mistakes");
    }
}
