//! Links to other sites: a check that asks them, when it is told to.
//!
//! What always holds: each address is asked once, however many files name it; what was asked some days ago is not asked again ([`Kept`]); drafts are
//! not looked at unless they are counted in.

use std::collections::BTreeMap;
use std::path::Path;
use std::sync::{Mutex, PoisonError};

use super::error::BuildError;
use super::folders::{FolderError, Folders};
use super::gather::{Checked, Gathered, checked, gather_with_config};
use super::options::SiteOptions;
use super::progress::{Never, Progress};
use super::run::Run;
use super::texts::source_text;
use crate::document::{NamedFor, elsewhere};
use crate::knowledge::Record;
use crate::memo;
use crate::vocab::date::PartialDate;
use crate::vocab::diagnostic::{Code, Diagnostic, Severity, in_order};
use crate::vocab::path::ContentPath;
use crate::web::{self, Answer, Asking, Kept, Reach};

/// What was found before, in the cache folder.
const KEPT: &str = "elsewhere";

/// After so many answers of what is there, these are saved.
const SAVED_EVERY: usize = 50;

/// The files that name each address, and for what.
type Named = BTreeMap<String, Vec<(ContentPath, NamedFor)>>;

/// Checks the site, and whether what its links to other sites lead to is there.
///
/// # Errors
/// The site cannot be read, or its folders not be used.
pub(crate) fn check_external(
    options: &SiteOptions,
    reach: Reach,
    today: PartialDate,
    progress: &dyn Progress,
) -> Result<Checked, BuildError> {
    let run = Run::begin(&Never, progress);
    let (gathered, config) = gather_with_config(options, &run)?;
    let folders = Folders::of(&options.root, &config, None);
    let named = named(&gathered);
    let kept = folders.cache.join(KEPT);
    memo::own(&folders.cache).map_err(FolderError::Cache)?;
    let known = memo::load(&kept).map_or_else(Kept::default, |bytes| Kept::read(&bytes));
    let day = today.civil();
    let is_known = |address: &String| day.is_some_and(|day| known.answer(address, day).is_some());
    let mut asked: Vec<String> =
        named.keys().map(|address| page(address).to_owned()).filter(|address| !is_known(address)).collect();
    asked.dedup();
    progress.begin("asking", asked.len());
    // An interrupt costs the last few answers, no more. What seems gone is kept at the end, when it is known that the network was there.
    let so_far = Mutex::new((known, Vec::new()));
    let answers = web::ask(&asked, Asking { reach, pause: web::PAUSE }, |address, answer| {
        progress.advance();
        if *answer != Answer::There {
            return;
        }
        let mut so_far = so_far.lock().unwrap_or_else(PoisonError::into_inner);
        let (known, fresh) = &mut *so_far;
        fresh.push((address.to_owned(), answer.clone()));
        if fresh.len() >= SAVED_EVERY {
            known.keep(fresh.drain(..), today);
            memo::save(&kept, &known.bytes());
        }
    });
    let (mut known, _) = so_far.into_inner().unwrap_or_else(PoisonError::into_inner);
    let mut diagnostics = gathered.diagnostics.clone();
    for (address, files) in &named {
        let before = || day.and_then(|day| known.answer(page(address), day));
        let Some(answer) = answers.get(page(address)).or_else(before) else { continue };
        diagnostics.extend(files.iter().filter_map(|file| told(&options.root, address, answer, file)));
    }
    known.keep(answers, today);
    memo::save(&kept, &known.bytes());
    let is_wrong = |diagnostic: &Diagnostic| diagnostic.severity == Severity::Warning && options.strict;
    let failed = gathered.failed || diagnostics.iter().any(is_wrong);
    Ok(Checked { failed, diagnostics: in_order(diagnostics), ..checked(options, gathered) })
}

/// The address that is asked: without the place on the page.
fn page(address: &str) -> &str {
    address.split('#').next().unwrap_or_default()
}

/// The addresses of other sites, with the published files that name them.
fn named(gathered: &Gathered) -> Named {
    let mut named = Named::new();
    for document in gathered.knowledge.records.iter().filter_map(Record::own_document) {
        let document = &gathered.documents[document];
        for (address, of) in elsewhere(&document.outline, &document.body) {
            let files = named.entry(address).or_default();
            let file = (document.outline.path.clone(), of);
            // What a file names twice in other places is sorted out below.
            if files.last() != Some(&file) {
                files.push(file);
            }
        }
    }
    for files in named.values_mut() {
        files.sort_unstable();
        files.dedup();
    }
    named
}

/// What to say of an address in a file; nothing when something is there.
fn told(
    root: &Path,
    address: &str,
    answer: &Answer,
    (path, of): &(ContentPath, NamedFor),
) -> Option<Diagnostic> {
    let archived = format!("https://web.archive.org/web/2/{address}");
    let diagnostic = match answer {
        Answer::There => return None,
        Answer::Gone(why) => {
            let hint = match of {
                NamedFor::Medium => {
                    format!("if it was archived, lead readers there: `archived = \"{archived}\"`")
                }
                NamedFor::Other => format!("lead to where it is now, or to a copy: {archived}"),
            };
            let message = format!("nothing is at `{address}` any more: {why}");
            Diagnostic::warning(Code::DeadLinkElsewhere, path, message).with_hint(hint)
        }
        Answer::Unsure(why) => {
            let message = format!("whether something is at `{address}` cannot be told: {why}");
            Diagnostic::note(Code::UnsureLinkElsewhere, path, message).with_hint("ask again later")
        }
        Answer::Private => {
            let message =
                format!("`{address}` is on this machine or in a private network, and was not asked");
            Diagnostic::note(Code::UnsureLinkElsewhere, path, message)
                .with_hint("readers cannot reach it; `--allow-private` asks it all the same")
        }
    };
    let text = source_text(root, path);
    let place = text.find(address).map(|at| at..at + address.len());
    Some(match place {
        Some(span) => diagnostic.with_span(span),
        None => diagnostic,
    })
}
