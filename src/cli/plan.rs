//! What an import would do, or did: a table for people, JSON lines for programs.

use super::diagnostics::Format;
use super::numbers::thousands;
use crate::import::{Carried, Change, Plan};
use crate::vocab::kind::Kind;
use crate::vocab::printable::printable;

/// So many files are listed for people; programs get all.
const LISTED: usize = 40;

/// Prints it: for people only while nothing is carried out.
pub(super) fn print(plan: &Plan, carried: Option<Carried>, format: Format) {
    match format {
        Format::Human if carried.is_none() => table(plan),
        Format::Json => json(plan, carried),
        _ => {}
    }
}

fn table(plan: &Plan) {
    let names = Change::ALL.map(Change::name);
    anstream::println!("{:<14}{}", "", names.map(|name| format!("{name:>12}")).concat());
    for kind in Kind::written() {
        let counts = Change::ALL.map(|change| plan.count(Some(kind), change));
        if counts.iter().any(|count| *count > 0) {
            let counts = counts.map(|count| format!("{:>12}", thousands(count))).concat();
            anstream::println!("{:<14}{counts}", kind.folder());
        }
    }
    let mut listed: Vec<_> = plan.files.iter().filter(|file| file.change != Change::Same).collect();
    // What is there already first: it is what may surprise.
    listed.sort_by_key(|file| (file.change == Change::New, file.change));
    if !listed.is_empty() {
        anstream::println!();
    }
    for file in listed.iter().take(LISTED) {
        let (name, title) = (printable(&file.below), printable(&file.title));
        let keys = if file.changed.is_empty() {
            String::new()
        } else {
            format!(": {}", printable(&file.changed.join(", ")))
        };
        anstream::println!("{:<10}{name}  {title}{keys}", file.change.name());
    }
    if listed.len() > LISTED {
        let more = thousands(listed.len() - LISTED);
        anstream::println!("… and {more} more: `--format json` lists every file");
    }
    anstream::println!();
}

/// One object a line: each file, each rule, and what was done.
fn json(plan: &Plan, carried: Option<Carried>) {
    for file in &plan.files {
        let line = serde_json::json!({
            "file": file.below, "kind": file.kind.name(), "title": file.title, "change": file.change.name(), "kept": file.kept,
            "keys": file.changed,
        });
        anstream::println!("{line}");
    }
    for (rule, uses) in plan.ledger.uses() {
        let line = serde_json::json!({
            "rule": rule.name, "says": rule.says, "did": rule.did.name(), "times": uses.count, "first": uses.places,
        });
        anstream::println!("{line}");
    }
    let count = |change| plan.count(None, change);
    let line = serde_json::json!({
        "source": plan.source,
        "written": carried.map(|carried| carried.written),
        "copied": carried.map(|carried| carried.copied),
        "new": count(Change::New), "changed": count(Change::Changed), "unchanged": count(Change::Same),
        "not_ours": count(Change::NotOurs), "kept": plan.kept(), "notices": plan.notices.len(),
    });
    anstream::println!("{line}");
}
