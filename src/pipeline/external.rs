//! Links to other sites: a check that asks them, when it is told to.
//!
//! What always holds: each address is asked once, however many files name it; what was asked some days ago is not asked again ([`Kept`]); drafts are
//! not looked at unless they are counted in.

use std::collections::BTreeMap;
use std::path::Path;

use super::error::BuildError;
use super::files::Look;
use super::folders::{FolderError, Folders};
use super::gather::{Checked, Gathered, Memory, counts};
use super::mode::Mode;
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
    let mut memory = Memory::new(Mode::Check);
    let read = memory.read_config(options, &run)?;
    let folders = Folders::of(&options.root, &read.config, None);
    folders.look(&options.root)?;
    memory.read(options, &read.config, &Look::Everywhere, &run)?;
    let gathered = memory.gather(options, &read, &run);
    let named = named(&gathered);
    let kept = folders.cache.join(KEPT);
    memo::own(&folders.cache).map_err(FolderError::Cache)?;
    let mut known = memo::load(&kept).map_or_else(Kept::default, |bytes| Kept::read(&bytes));
    let day = today.civil();
    let is_known = |address: &String| day.is_some_and(|day| known.answer(address, day).is_some());
    let asked: Vec<String> = named.keys().filter(|address| !is_known(address)).cloned().collect();
    progress.begin("asking", asked.len());
    let answers = web::ask(&asked, Asking { reach, pause: web::PAUSE }, || progress.advance());
    let mut diagnostics = gathered.diagnostics.clone();
    for (address, files) in &named {
        let before = || day.and_then(|day| known.answer(address, day));
        let Some(answer) = answers.get(address).or_else(before) else { continue };
        diagnostics.extend(files.iter().filter_map(|file| told(&options.root, address, answer, file)));
    }
    known.keep(answers, today);
    memo::save(&kept, &known.bytes());
    let is_wrong = |diagnostic: &Diagnostic| diagnostic.severity == Severity::Warning && options.strict;
    Ok(Checked {
        site_root: options.root.clone(),
        failed: gathered.failed || diagnostics.iter().any(is_wrong),
        counts: counts(&gathered.knowledge),
        diagnostics: in_order(diagnostics),
    })
}

/// The addresses of other sites, with the published files that name them.
fn named(gathered: &Gathered) -> Named {
    let mut named = Named::new();
    for document in gathered.knowledge.records.iter().filter_map(Record::own_document) {
        let document = &gathered.documents[document];
        for (address, of) in elsewhere(&document.outline, &document.body) {
            let files = named.entry(address).or_default();
            let file = (document.outline.path.clone(), of);
            if !files.contains(&file) {
                files.push(file);
            }
        }
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
