//! What the records of a site owe, for the command line: the line's first half, and nothing is searched or rendered.

use std::path::PathBuf;

use super::error::BuildError;
use super::gather::gather_once;
use super::options::SiteOptions;
use super::progress::{Never, Progress};
use super::run::Run;
use crate::knowledge::KnowledgeBase;
use crate::knowledge::debts::{self, Actor, Debt, DebtKind};
use crate::vocab::date::PartialDate;
use crate::vocab::kind::Kind;
use crate::vocab::path::ContentPath;
use crate::vocab::spanned::Span;

/// What is owed, and where the site is.
#[derive(Debug)]
pub(crate) struct Debts {
    pub site_root: PathBuf,
    /// By who can act, then by kind, the most pressing first.
    pub owed: Vec<Owed>,
}

/// One thing that is owed.
#[derive(Debug)]
pub(crate) struct Owed {
    pub kind: DebtKind,
    pub actor: Actor,
    /// Who can act, by name; empty when nobody is known.
    pub who: Vec<String>,
    /// What owes it: its kind, and its id.
    pub of: (Kind, String),
    pub message: String,
    pub hint: String,
    pub since: Option<PartialDate>,
    pub due: Option<PartialDate>,
    /// Where it is mended.
    pub path: Option<ContentPath>,
    pub span: Option<Span>,
}

/// Reads and resolves the site, and tells what it owes; with a day in the options, what is overdue then.
///
/// # Errors
/// The site cannot be read, or its folders not be used.
pub(crate) fn debts(options: &SiteOptions, progress: &dyn Progress) -> Result<Debts, BuildError> {
    let gathered = gather_once(options, &Run::begin(&Never, progress))?;
    let knowledge = &*gathered.knowledge;
    let day = options.today.and_then(PartialDate::civil);
    let mut owed: Vec<_> = debts::all(knowledge)
        .iter()
        .filter(|debt| debt.is_owed_on(day))
        .map(|debt| owed_on(knowledge, debt, day))
        .collect();
    owed.sort_by_key(|owed| (owed.actor, owed.kind));
    Ok(Debts { site_root: options.root.clone(), owed })
}

fn owed_on(knowledge: &KnowledgeBase, debt: &Debt, day: Option<jiff::civil::Date>) -> Owed {
    let kind = debt.kind_on(day);
    let debt = Debt { kind, ..*debt };
    let record = knowledge.record(debt.of);
    let (path, span) = debt.place(knowledge).map_or((None, None), |(path, span)| (Some(path.clone()), span));
    Owed {
        kind,
        actor: debt.actor,
        who: debt.who(knowledge),
        of: (record.kind, record.id.clone()),
        message: debt.message(knowledge),
        hint: debt.hint(knowledge),
        since: debt.since,
        due: debt.due,
        path,
        span,
    }
}
