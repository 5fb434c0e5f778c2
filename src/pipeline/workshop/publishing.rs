//! What is owed is paid: a save's own pages, the search data alone, or the whole site.
//!
//! What always holds: a payment is begun right before its commit. Until then nothing was touched, and what stood stands.

use std::collections::{BTreeMap, BTreeSet};
use std::path::Path;
use std::sync::{Arc, Mutex, PoisonError};

use crate::knowledge::KnowledgeBase;
use crate::output::Written;
use crate::pipeline::attachments;
use crate::pipeline::error::BuildError;
use crate::pipeline::gather::{Gathered, counts};
use crate::pipeline::images::Images;
use crate::pipeline::keyed::Keyed;
use crate::pipeline::ledger::{Paid, Related, Search, Settled};
use crate::pipeline::mode::Mode;
use crate::pipeline::record::Account;
use crate::pipeline::run::Run;
use crate::pipeline::search::INDEX;
use crate::render::{Changed, Ground, Selection};
use crate::search::index::{Pending, Threads};
use crate::search::{self, Materials, Remembered};
use crate::vocab::artifact::Artifact;
use crate::vocab::fingerprint::Fingerprint;
use crate::vocab::path::OutputPath;

use super::books::{Desk, analyses_of};
use super::change::Change;
use super::found::{Anew, Found};
use super::keepsakes::Keepsakes;
use super::line::Line;
use super::search_page;

/// What was published.
#[derive(Default)]
pub(in crate::pipeline) struct Outcome {
    pub(in crate::pipeline) written: Written,
    /// How many files the site has that are rendered.
    pub(in crate::pipeline) pages: usize,
    /// In a preview, the files that are now others, or are gone.
    pub(in crate::pipeline) changed: BTreeSet<String>,
    /// What the index is still owed from.
    pub(in crate::pipeline) anew: Option<Arc<Anew>>,
    /// What is still to be saved.
    pub(in crate::pipeline) keepsakes: Option<Keepsakes>,
}

/// A line, at the desk where it is published.
pub(super) struct Publishing<'p> {
    pub(super) line: &'p Line,
    pub(super) desk: Desk<'p>,
    pub(super) grounds: &'p mut Keyed<Ground>,
    pub(super) run: &'p Run<'p>,
}

/// What a whole site needs besides its pages.
pub(super) struct Besides<'b> {
    pub(super) mode: Mode,
    pub(super) root: &'b Path,
    pub(super) images: &'b Images,
    /// Of all that was read; none when another run would not make the same of it.
    pub(super) inputs: Option<Fingerprint>,
    pub(super) keepsakes: Keepsakes,
}

impl Publishing<'_> {
    /// Publishes the readers' pages that are owed for what changed and, when every page is owed, those at `viewed`; nothing when nothing is known to stand.
    pub(super) fn save(self, viewed: &BTreeSet<String>) -> Result<Outcome, BuildError> {
        let Self { line, desk: Desk { folder, account, drawn, .. }, grounds, run } = self;
        let ground = line.ground(grounds, drawn, run);
        let Some(stands) = &account.stand().pages else { return Ok(Outcome::default()) };
        let knowledge = &line.gathered.knowledge;
        let (documents, selection) = run.time("compare", || {
            let owed = account.owed(&line.due, None);
            let changed = Changed { readers: owed.changed.readers, ..Changed::default() };
            let mut pages = ground.showing(knowledge, &changed);
            if !owed.every_page {
                return (changed.readers, Selection::Pages(pages));
            }
            pages.extend(ground.at(viewed));
            pages.sort_unstable();
            pages.dedup();
            (changed.readers, Selection::PagesAndAssets(pages))
        });
        if matches!(&selection, Selection::Pages(pages) | Selection::PagesAndAssets(pages) if pages.is_empty())
        {
            return Ok(Outcome::default());
        }
        let related = Arc::clone(&stands.related);
        let related = if are_of(&related, knowledge) { related.as_slice() } else { &[] };
        let transaction = folder.begin()?;
        let change = Change { line, drawn, transaction: &transaction, run };
        let held = account.stand().held();
        let put = |artifact| transaction.put(search_page::filled(artifact, held)).map_err(BuildError::from);
        change.render(&ground, related, &selection, put)?;
        let changed = transaction.changed();
        let begun = account.begin()?;
        let written = run.commit(|| transaction.commit_changes(&BTreeSet::new()))?;
        account.pay(begun, Paid::Save { due: &line.due, documents: &documents });
        Ok(Outcome { written, changed, ..Outcome::default() })
    }

    /// Publishes the search data alone, when they are owed and every page is: they are sooner done than the pages. All else stays.
    pub(super) fn search(self) -> Result<Outcome, BuildError> {
        let Self { line, desk: Desk { folder, account, analyses, drawn, cache }, run, .. } = self;
        let owed = account.owed(&line.due, None);
        if !(owed.search && owed.every_page && account.stand().pages.is_some()) {
            return Ok(Outcome::default());
        }
        let analyses = run.time("remember", || analyses_of(analyses, cache));
        let transaction = folder.begin()?;
        let change = Change { line, drawn, transaction: &transaction, run };
        let stands = account.stand().search.as_ref();
        let found = change.find(stands, &owed, analyses)?;
        let (related, materials) = found.related_and_materials(run);
        let (exported, held) =
            change.export(stands, &found, materials.as_ref(), analyses, |file| change.put(file))?;
        run.check()?;
        let before = stands.map(|search| Arc::clone(&search.exported)).unwrap_or_default();
        let gone = before.keys().filter(|path| !exported.contains_key(*path));
        let gone: BTreeSet<_> = gone.filter_map(|path| OutputPath::new(path)).collect();
        let mut changed = transaction.changed();
        changed.extend(gone.iter().map(ToString::to_string));
        let begun = account.begin()?;
        let written = run.commit(|| transaction.commit_changes(&gone))?;
        account.pay(begun, Paid::Search(Search { searched: line.due.searched, related, exported, held }));
        drop(materials);
        Ok(Outcome { written, changed, anew: found.anew(), ..Outcome::default() })
    }

    /// Publishes the whole site; what is not owed is kept. A build has the index written beside the pages, and published after them, and its keepsakes saved
    /// beside the commit; a preview does both later.
    pub(super) fn site(self, besides: Besides<'_>) -> Result<Outcome, BuildError> {
        let Self { line, desk: Desk { folder, account, analyses, drawn, cache }, grounds, run } = self;
        let Besides { mode, root, images, inputs, keepsakes } = besides;
        let analyses = run.time("remember", || analyses_of(analyses, cache));
        // Only who goes on asks what changed.
        let before = if mode == Mode::Follow { folder.listing() } else { BTreeMap::new() };
        let transaction = folder.begin()?;
        let change = Change { line, drawn, transaction: &transaction, run };
        let (stands, owed) = (account.stand().search.as_ref(), account.owed(&line.due, None));
        let (ground, found) =
            rayon::join(|| line.ground(grounds, drawn, run), || change.find(stands, &owed, analyses));
        let found = found?;
        let index = cache.join(INDEX);
        let index = Some(index.as_path()).filter(|_| mode != Mode::Follow);
        let (search, pending) = change.make(&ground, &found, account, analyses, index)?;
        run.time("attach", || {
            attachments::copy(root, &line.gathered.knowledge.attachments, &transaction)?;
            images.publish(root, cache, &transaction)
        })?;
        run.check()?;
        let anew = found.anew();
        let (is_anew, is_indexed) = (anew.is_some(), pending.is_some());
        let anew = anew.filter(|_| !is_indexed);
        let settled = settled(line, &ground, inputs);
        if mode == Mode::Once {
            // Nobody asks for what all pages shared any more, and the commit needs room for its lists.
            grounds.forget();
            drop(ground);
        }
        let begun = account.begin()?;
        let (written, keepsakes) = rayon::join(
            || run.commit(|| transaction.commit()),
            || match mode {
                Mode::Follow => Some(keepsakes),
                Mode::Once | Mode::Check => {
                    keepsakes.save(Some(&*analyses).filter(|_| is_anew));
                    None
                }
            },
        );
        let written = written?;
        pending.map_or(Ok(()), Pending::publish)?;
        let pages = settled.pages;
        account.pay(begun, Paid::Site { due: &line.due, search, settled });
        if is_indexed {
            account.pay_index(line.due.searched);
        }
        if mode == Mode::Once {
            run.time("remember", || account.save());
        }
        let changed = if mode == Mode::Follow { folder.changed_since(&before) } else { BTreeSet::new() };
        Ok(Outcome { written, pages, changed, anew, keepsakes })
    }
}

impl Change<'_> {
    /// Makes the pages that are owed and the search data and, in this folder when there is one, the index, side by side; all but the last are put.
    fn make(
        &self,
        ground: &Ground,
        found: &Found,
        account: &Account,
        analyses: &mut Remembered,
        index: Option<&Path>,
    ) -> Result<(Search, Option<Pending>), BuildError> {
        let run = self.run;
        let (related, materials) = found.related_and_materials(run);
        run.check()?;
        let owed = account.owed(&self.line.due, Some(&related));
        let selection = run.time("keep", || self.select(ground, &owed));
        run.progress.begin("publishing", 0);
        let put = |artifact| {
            run.progress.advance();
            self.put(artifact)
        };
        let stands = account.stand().search.as_ref();
        // It waits for what it holds of the search data.
        let waiting = Mutex::new(None);
        let put_page = |artifact: Artifact| {
            if !search_page::is(&artifact) {
                return put(artifact);
            }
            *waiting.lock().unwrap_or_else(PoisonError::into_inner) = Some(artifact);
            Ok(())
        };
        let mut make_files = || {
            let (rendered, exported) = rayon::join(
                || self.render(ground, &related, &selection, put_page),
                || self.export(stands, found, materials.as_ref(), analyses, put),
            );
            rendered?;
            let (exported, held) = exported?;
            if let Some(page) = waiting.lock().unwrap_or_else(PoisonError::into_inner).take() {
                put(search_page::filled(page, &held))?;
            }
            Ok::<_, BuildError>((exported, held))
        };
        let write_index = |(folder, materials): (&Path, &Materials<'_>)| {
            let is_wanted = || run.is_wanted();
            run.time("index", || search::index::write(materials, folder, Threads::All, &is_wanted))
        };
        let ((exported, held), pending) = match index.zip(materials.as_ref()) {
            Some(wanted) => {
                let (pending, exported) = rayon::join(|| write_index(wanted), make_files);
                (exported?, Some(pending?))
            }
            None => (make_files()?, None),
        };
        let searched = self.line.due.searched;
        Ok((Search { searched, related: Arc::clone(&related), exported, held }, pending))
    }
}

/// What is told of a site that was published as a whole.
fn settled(line: &Line, ground: &Ground, inputs: Option<Fingerprint>) -> Settled {
    let Gathered { knowledge, failed, diagnostics, .. } = &line.gathered;
    Settled {
        inputs,
        pages: ground.paths(line.theme()).count(),
        counts: counts(knowledge).into_iter().map(|(_, count)| count).collect(),
        failed: *failed,
        diagnostics: diagnostics.clone(),
        shown: line.shown,
    }
}

/// Whether these related talks are those of as many records.
fn are_of(related: &Related, knowledge: &KnowledgeBase) -> bool {
    let count = knowledge.records.len();
    related.len() == count && related.iter().flatten().all(|id| (id.0 as usize) < count)
}
