//! `import-report.md`: what an import did, rule by rule, for people; it stands beside the content, not in it.
//!
//! Comes in: a plan that was carried out. Goes out: Markdown. Pure. What always holds: the same plan gives the same bytes; no text of the source is
//! in it but titles and names of files.

use std::collections::BTreeMap;

use crate::harvest::ledger::Did;
use crate::import::writing::{Carried, Change, Plan};
use crate::vocab::kind::Kind;

/// The name of the report, in the site's folder.
pub(crate) const REPORT: &str = "import-report.md";

/// What the report begins with, and a file of that name that does not is the author's.
pub(crate) const HEAD: &str = "# What was imported\n\n<!-- `rexbase import` writes this file anew each time that it changes content. -->\n";

/// The report.
pub(crate) fn markdown(plan: &Plan, carried: Carried) -> String {
    let mut out = String::from(HEAD);
    out.push_str(&format!(
        "\nSource: {}. {} content files were written and {} files copied beside them.\n",
        plan.source, carried.written, carried.copied
    ));
    counts(plan, &mut out);
    for (did, title) in [
        (Did::Took, "Taken"),
        (Did::Guessed, "Guessed: comments in front matter, to uncomment where they are right"),
        (Did::Left, "Left out"),
    ] {
        let uses: Vec<_> = plan.ledger.uses().filter(|(rule, _)| rule.did == did).collect();
        if uses.is_empty() {
            continue;
        }
        out.push_str(&format!("\n## {title}\n\n| rule | | times | first |\n|---|---|--:|---|\n"));
        for (rule, uses) in uses {
            let places: Vec<_> = uses.places.iter().map(|place| code(place)).collect();
            out.push_str(&format!(
                "| {} | {} | {} | {} |\n",
                rule.name,
                cell(rule.says),
                uses.count,
                places.join(", ")
            ));
        }
    }
    changed(plan, &mut out);
    notices(plan, &mut out);
    not_ours(plan, &mut out);
    out
}

fn counts(plan: &Plan, out: &mut String) {
    out.push_str("\n| | ");
    out.push_str(&Change::ALL.map(Change::name).join(" | "));
    out.push_str(" |\n|---|--:|--:|--:|--:|--:|\n");
    for kind in Kind::written() {
        let counts = Change::ALL.map(|change| plan.count(Some(kind), change));
        if counts.iter().any(|count| *count > 0) {
            let counts = counts.map(|count| count.to_string()).join(" | ");
            out.push_str(&format!("| {} | {counts} |\n", kind.folder()));
        }
    }
    if plan.kept() > 0 {
        out.push_str(&format!("\n{} keys and bodies stayed as they were changed since.\n", plan.kept()));
    }
}

/// What another import of the same source changed.
fn changed(plan: &Plan, out: &mut String) {
    let files: Vec<_> = plan.files.iter().filter(|file| !file.changed.is_empty()).collect();
    if !files.is_empty() {
        out.push_str("\n## Changed\n\n");
    }
    for file in files {
        out.push_str(&format!("- {}: {}\n", code(&file.below), cell(&file.changed.join(", "))));
    }
}

fn notices(plan: &Plan, out: &mut String) {
    /// So many places of one sort.
    const FIRST: usize = 3;
    let mut by_code: BTreeMap<&str, Vec<_>> = BTreeMap::new();
    for notice in &plan.notices {
        by_code.entry(notice.code.name()).or_default().push(notice);
    }
    if by_code.is_empty() {
        return;
    }
    out.push_str("\n## Not taken as it is\n\n| notice | times | first |\n|---|--:|---|\n");
    for (name, notices) in by_code {
        let first = notices.iter().take(FIRST);
        let first: Vec<_> = first
            .map(|notice| format!("{}: {}", code(notice.path.as_str()), cell(&notice.message)))
            .collect();
        out.push_str(&format!("| {name} | {} | {} |\n", notices.len(), first.join("<br>")));
    }
}

fn not_ours(plan: &Plan, out: &mut String) {
    let files: Vec<_> = plan.files.iter().filter(|file| file.change == Change::NotOurs).collect();
    if files.is_empty() {
        return;
    }
    out.push_str("\n## Left alone, since files of your own have these names\n\n");
    for file in files {
        out.push_str(&format!("- {}\n", code(&file.below)));
    }
}

/// Text that stays within its cell.
fn cell(text: &str) -> String {
    text.split_whitespace().collect::<Vec<_>>().join(" ").replace('|', "\\|").replace('<', "&lt;")
}

fn code(text: &str) -> String {
    format!("`{}`", cell(&text.replace('`', "'")))
}
