//! What is owed, as text: for people, for programs, for GitHub, for spreadsheets.

use std::fmt::Write as _;
use std::io::Write as _;

use anstyle::Style;
use serde_json::json;

use crate::cli::diagnostics::{Texts, escaped, property};
use crate::cli::numbers::thousands;
use crate::pipeline::{Actor, DebtKind, Debts, Owed};
use crate::vocab::cell::cell;
use crate::vocab::date::PartialDate;
use crate::vocab::printable::{printable, printable_json};

const BOLD: Style = Style::new().bold();
const FAINT: Style = Style::new().dimmed();
/// So many of each kind are printed for people.
const SHOWN: usize = 10;

/// Where something is mended: the file, the line and the column.
type Place<'a> = (&'a str, usize, usize);

/// Prints a text on standard output, until nobody reads it any more.
pub(super) fn print(text: &str) {
    // Whoever listened may be gone.
    let _ = anstream::stdout().write_all(text.as_bytes());
}

/// The first of each kind, below who can act.
pub(super) fn human(debts: &Debts) -> String {
    let groups: Vec<&[Owed]> = debts.owed.chunk_by(|a, b| (a.actor, a.kind) == (b.actor, b.kind)).collect();
    let shown = groups.iter().flat_map(|group| group.iter().take(SHOWN));
    let texts = texts(debts, shown);
    let mut text = String::new();
    let mut last = None;
    for group in &groups {
        let Owed { actor, kind, .. } = group[0];
        if last.replace(actor) != Some(actor) {
            line(&mut text, &format!("{BOLD}{}{BOLD:#}", heading(actor)));
        }
        line(
            &mut text,
            &format!("  {} {FAINT}({}){FAINT:#}: {}", kind.name(), thousands(group.len()), meaning(kind)),
        );
        for owed in group.iter().take(SHOWN) {
            let place = place(owed, &texts)
                .map_or_else(String::new, |(path, number, _)| format!("{}:{number}  ", printable(path)));
            line(&mut text, &format!("    {FAINT}{place}{FAINT:#}{}{}", printable(&owed.message), who(owed)));
        }
        if group.len() > SHOWN {
            line(
                &mut text,
                &format!(
                    "    {FAINT}and {} more: `--format json` lists all{FAINT:#}",
                    thousands(group.len() - SHOWN)
                ),
            );
        }
        line(&mut text, &format!("    {FAINT}help: {}{FAINT:#}", printable(&group[0].hint)));
    }
    let count = debts.owed.len();
    let all =
        if count == 0 { "Nothing is owed.".to_owned() } else { format!("{} owed in all.", thousands(count)) };
    line(&mut text, &all);
    text
}

/// One JSON object a line.
pub(super) fn json(debts: &Debts) -> String {
    let texts = texts(debts, &debts.owed);
    let mut text = String::new();
    for owed in &debts.owed {
        let place = place(owed, &texts);
        let object = json!({
            "kind": owed.kind.name(),
            "actor": owed.actor.name(),
            "who": owed.who,
            "record": { "kind": owed.of.0.name(), "id": owed.of.1 },
            "message": owed.message,
            "hint": owed.hint,
            "since": owed.since.map(|date| date.to_string()),
            "due": owed.due.map(|date| date.to_string()),
            "path": place.map(|(path, ..)| path),
            "line": place.map(|(_, line, _)| line),
            "column": place.map(|(.., column)| column),
        });
        line(&mut text, &printable_json(&object.to_string()));
    }
    text
}

/// GitHub Actions' annotations: what is overdue as a warning, all else as a notice.
pub(super) fn github(debts: &Debts) -> String {
    let texts = texts(debts, &debts.owed);
    let mut text = String::new();
    for owed in &debts.owed {
        let command = if owed.kind == DebtKind::Overdue { "warning" } else { "notice" };
        let file = place(owed, &texts).map_or_else(String::new, |(path, line, column)| {
            format!("file={},line={line},col={column},", property(path))
        });
        let message = escaped(&format!("{}{}\n{}", owed.message, who(owed), owed.hint));
        line(&mut text, &format!("::{command} {file}title={}::{message}", property(owed.kind.name())));
    }
    text
}

/// A table for spreadsheets: a text that one would run has an apostrophe before it.
pub(super) fn csv(debts: &Debts) -> String {
    let texts = texts(debts, &debts.owed);
    let mut writer = csv::WriterBuilder::new().terminator(csv::Terminator::CRLF).from_writer(Vec::new());
    // Memory takes what is written to it, and every row has as many cells as the first.
    let columns =
        ["kind", "actor", "who", "message", "since", "due", "path", "line", "record_kind", "record"];
    let _ = writer.write_record(columns);
    for owed in &debts.owed {
        let date = |date: Option<PartialDate>| date.map_or_else(String::new, |date| date.to_string());
        let (path, line) =
            place(owed, &texts).map_or(("", String::new()), |(path, line, _)| (path, line.to_string()));
        let (who, since, due) = (owed.who.join("; "), date(owed.since), date(owed.due));
        let row = [
            owed.kind.name(),
            owed.actor.name(),
            &who,
            &owed.message,
            &since,
            &due,
            path,
            &line,
            owed.of.0.name(),
            &owed.of.1,
        ];
        let _ = writer.write_record(row.map(|text| cell(text).into_owned()));
    }
    String::from_utf8(writer.into_inner().unwrap_or_default()).unwrap_or_default()
}

fn line(text: &mut String, line: &str) {
    let _ = writeln!(text, "{line}");
}

/// The texts of the files in which these are mended.
fn texts<'o>(debts: &Debts, owed: impl IntoIterator<Item = &'o Owed>) -> Texts {
    Texts::of_files(
        owed.into_iter().filter(|owed| owed.span.is_some()).filter_map(|owed| owed.path.as_ref()),
        &debts.site_root,
    )
}

fn place<'o>(owed: &'o Owed, texts: &Texts) -> Option<Place<'o>> {
    let path = owed.path.as_ref()?;
    let (line, column) = owed.span.as_ref().map_or((1, 1), |span| texts.of_file(path).position(span.start));
    Some((path.as_str(), line, column))
}

/// Who can act, in brackets.
fn who(owed: &Owed) -> String {
    if owed.who.is_empty() { String::new() } else { format!(" ({})", printable(&owed.who.join(", "))) }
}

fn heading(actor: Actor) -> &'static str {
    match actor {
        Actor::Owner => "Those named as owners",
        Actor::Organiser => "Organisers",
        Actor::Author => "Authors",
    }
}

fn meaning(kind: DebtKind) -> &'static str {
    match kind {
        DebtKind::Overdue => "open actions whose day has passed",
        DebtKind::Open => "open actions",
        DebtKind::Unowned => "open actions that nobody is named for",
        DebtKind::Awaited => "recordings and documents that were announced",
        DebtKind::Unapplied => "lessons that are understood and not yet put into practice",
        DebtKind::Stale => "records that say what is no longer so",
        DebtKind::Uncovered => "talks that no report covers, of events that reports tell of",
        DebtKind::Unsourced => "figures that nobody can look up",
        DebtKind::OneSided => "reports with lessons, and no failure among them",
        DebtKind::Stub => "names without a file that many talks and reports name",
    }
}
