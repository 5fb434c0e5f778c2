//! What was gathered, on its ground, is searched, rendered and written: a save's own pages, the search data alone, or the whole site.

use std::collections::{BTreeMap, BTreeSet};
use std::path::Path;
use std::sync::Arc;

use crate::knowledge::RecordId;
use crate::memo;
use crate::output::{Folder, OutputError, Transaction, Written};
use crate::pipeline::attachments;
use crate::pipeline::error::BuildError;
use crate::pipeline::gather::counts;
use crate::pipeline::images::Images;
use crate::pipeline::progress::Interrupt;
use crate::pipeline::record::{Exported, Noted, Record};
use crate::pipeline::report::{Timings, Work};
use crate::render::{self, Rendered, Selection};
use crate::search::index::Threads;
use crate::search::{self, Remembered};
use crate::vocab::artifact::Artifact;
use crate::vocab::path::OutputPath;

use super::finishing::Keepsakes;
use super::found::Found;
use super::line::{Line, Told, input};

/// Where things are.
pub(super) struct Places<'a> {
    pub(super) root: &'a Path,
    pub(super) cache: &'a Path,
    pub(super) images: &'a Images,
    pub(super) index: &'a Path,
    /// The record's file, which is removed before the site is touched.
    pub(super) record: &'a Path,
}

/// What was published.
pub(super) struct Published {
    pub(super) written: Written,
    /// The files that are now others, when the index is written later.
    pub(super) changed: BTreeSet<String>,
    pub(super) found: Found,
    /// By record.
    related: Vec<Vec<RecordId>>,
    exported: Exported,
}

impl Places<'_> {
    /// Removes the record's file, since what it says will not be true.
    fn forget_record(&self) -> Result<(), OutputError> {
        let path = self.record.to_owned();
        memo::forget(self.record).map_err(|cause| OutputError::Io { path, cause })
    }
}

impl Line {
    /// Notes what was published.
    pub(super) fn note(&self, record: &mut Record, published: &Published) {
        self.note_documents(record, &(0..self.gathered.documents.len()).collect());
        let fingerprints = Arc::clone(&self.gathered.fingerprints);
        let (listing, forgotten) = (self.gathered.listing, BTreeSet::new());
        record.noted = Some(Noted { listing, fingerprints, forgotten });
        record.ground = self.ground_fingerprint.to_string();
        record.related.clone_from(&published.related);
        record.searched = published.found.searched.to_string();
        record.exported.clone_from(&published.exported);
        record.pages = self.ground().paths(&self.theme).count();
        record.counts = counts(&self.gathered.knowledge).into_iter().map(|(_, count)| count).collect();
        record.failed = self.gathered.failed;
        record.diagnostics.clone_from(&self.gathered.diagnostics);
    }

    /// Publishes some pages, and nothing else; gives how many files were made, and which came out otherwise than those that are there.
    pub(super) fn publish_some(
        &self,
        selection: &Selection,
        related: &[Vec<RecordId>],
        folder: &mut Folder,
        interrupt: &dyn Interrupt,
        timings: &mut Timings,
    ) -> Result<(Written, usize, BTreeSet<String>), BuildError> {
        let transaction = folder.begin()?;
        let input = input(&self.gathered, &self.base_url, related, &self.drawn);
        let result = timings.time("render", || {
            render::render(&self.theme, &input, self.ground(), selection, |artifact| {
                transaction.put(artifact)
            })
        });
        let Rendered { files, failures } = result?;
        if !failures.is_empty() {
            return Err(BuildError::Pages(failures));
        }
        let changed = transaction.changed();
        interrupt.site_changes(true);
        let written = timings.time("commit", || transaction.commit_changes(&BTreeSet::new()));
        interrupt.site_changes(false);
        Ok((written?, files, changed))
    }

    /// Publishes the whole site; of what the record says was published, what need not be rendered is kept. A run that ends with this has keepsakes, which
    /// are saved beside; it has the index written beside the pages, and published after them. Else whoever gets what was found writes it later.
    #[expect(clippy::too_many_arguments, reason = "each is another part of the session")]
    pub(super) fn publish_all(
        &self,
        record: Option<&Record>,
        analyses: &mut Remembered,
        folder: &mut Folder,
        places: &Places<'_>,
        keepsakes: Option<Keepsakes>,
        told: Told<'_>,
        work: &mut Work,
        timings: &mut Timings,
    ) -> Result<Published, BuildError> {
        // Only who goes on asks what changed.
        let goes_on = keepsakes.is_none();
        let before = if goes_on { folder.listing() } else { BTreeMap::new() };
        let transaction = folder.begin()?;
        let mut of_ground = Timings::default();
        let (_, found) = rayon::join(
            || of_ground.time("prepare", || self.ground()),
            || self.find(record, analyses, &transaction, told, (&mut *work, &mut *timings)),
        );
        timings.stages.append(&mut of_ground.stages);
        let found = found?;
        let knowledge = &self.gathered.knowledge;
        let (related, materials) = found.related_and_materials(record, knowledge, timings);
        told.check()?;
        let selection = self.selection(record, &related);
        let selection = timings.time("keep", || self.keep(selection, &transaction));
        told.progress.begin("publishing", 0);
        let put = |artifact: Artifact| {
            told.check()?;
            told.progress.advance();
            transaction.put(artifact).map_err(BuildError::from)
        };
        let input = input(&self.gathered, &self.base_url, &related, &self.drawn);
        let (mut of_index, mut of_pages, mut of_export) =
            (Timings::default(), Timings::default(), Timings::default());
        let write_index = || {
            let is_wanted = || told.check().is_ok();
            let Some(materials) = &materials else { return Ok(None) };
            let write = || search::index::write(materials, places.index, Threads::All, &is_wanted);
            of_index.time("index", write).map(Some)
        };
        let mut make_pages = || {
            let render = || render::render(&self.theme, &input, self.ground(), &selection, put);
            let (rendered, exported) = rayon::join(
                || of_pages.time("render", render),
                || self.export(&found, materials.as_ref(), analyses, &transaction, put, &mut of_export),
            );
            Ok::<_, BuildError>((rendered?, exported?))
        };
        let (pending, pages) =
            if goes_on { (Ok(None), make_pages()) } else { rayon::join(write_index, make_pages) };
        timings.stages.append(&mut of_index.stages);
        timings.stages.append(&mut of_pages.stages);
        timings.stages.append(&mut of_export.stages);
        let (Rendered { files, failures }, (exported, inverted)) = pages?;
        inverted.into_iter().for_each(|inverted| analyses.keep_inverted(inverted));
        work.rendered = files;
        if !failures.is_empty() {
            return Err(BuildError::Pages(failures));
        }
        let pending = pending?;
        timings.time("attach", || {
            attachments::copy(places.root, &self.gathered.knowledge.attachments, &transaction)?;
            places.images.publish(places.root, places.cache, &transaction)
        })?;
        told.check()?;
        places.forget_record()?;
        told.interrupt.site_changes(true);
        let new_analyses = Some(&*analyses).filter(|_| found.is_new());
        let (written, ()) = rayon::join(
            || timings.time("commit", || transaction.commit()),
            || keepsakes.into_iter().for_each(|keepsakes| keepsakes.save(new_analyses)),
        );
        told.interrupt.site_changes(false);
        let written = written?;
        if let Some(pending) = pending {
            pending.publish()?;
        }
        let changed = if goes_on { folder.changed_since(&before) } else { BTreeSet::new() };
        Ok(Published { written, changed, found, related, exported })
    }

    /// Publishes the search data alone, when it is not that of the record, which then says of it what is true; all else stays. Gives what
    /// was found, and what changed.
    ///
    /// # Errors
    /// As for [`Self::publish_all`].
    #[expect(clippy::too_many_arguments, reason = "each is another part of the session")]
    pub(super) fn publish_search(
        &self,
        record: &mut Record,
        analyses: &mut Remembered,
        folder: &mut Folder,
        places: &Places<'_>,
        told: Told<'_>,
        work: &mut Work,
        timings: &mut Timings,
    ) -> Result<Option<(Found, BTreeSet<String>)>, BuildError> {
        let transaction = folder.begin()?;
        let found = self.find(Some(&*record), analyses, &transaction, told, (&mut *work, &mut *timings))?;
        if !found.is_new() {
            return Ok(None);
        }
        let put = |artifact: Artifact| {
            told.check()?;
            transaction.put(artifact).map_err(BuildError::from)
        };
        let knowledge = &self.gathered.knowledge;
        let (related, materials) = found.related_and_materials(Some(&*record), knowledge, timings);
        let (exported, inverted) =
            self.export(&found, materials.as_ref(), analyses, &transaction, put, timings)?;
        inverted.into_iter().for_each(|inverted| analyses.keep_inverted(inverted));
        told.check()?;
        places.forget_record()?;
        let gone = record.exported.keys().filter(|path| !exported.contains_key(*path));
        let gone: BTreeSet<_> = gone.filter_map(|path| OutputPath::new(path)).collect();
        let mut changed = transaction.changed();
        changed.extend(gone.iter().map(ToString::to_string));
        // What other pages stand on is not known once this is done half.
        record.ground.clear();
        record.searched.clear();
        told.interrupt.site_changes(true);
        let written = timings.time("commit", || transaction.commit_changes(&gone));
        told.interrupt.site_changes(false);
        written?;
        record.searched = found.searched.to_string();
        record.related = related;
        record.exported = exported;
        Ok(Some((found, changed)))
    }

    /// What must be rendered, when the site is what the record says.
    fn selection(&self, record: Option<&Record>, related: &[Vec<RecordId>]) -> Selection {
        let Some(record) = record.filter(|record| {
            record.ground == self.ground_fingerprint.to_string() && record.related.len() == related.len()
        }) else {
            return Selection::All;
        };
        let changed = (0_u32..).map(RecordId).zip(related.iter().zip(&record.related));
        let changed = changed.filter(|(_, (new, old))| new != old).map(|(id, _)| id).collect();
        let documents = self.changed_documents(record);
        Selection::Pages(self.ground().showing(&self.gathered.knowledge, &documents, &changed))
    }

    /// Keeps what is not selected; selects what is not there as it was published, and all when that is true of an asset.
    fn keep(&self, selection: Selection, transaction: &Transaction<'_>) -> Selection {
        let Selection::Pages(selected) = selection else { return Selection::All };
        let is_selected: BTreeSet<usize> = selected.iter().copied().collect();
        let paths: Vec<(usize, &OutputPath)> = self.ground().paths(&self.theme).enumerate().collect();
        let kept: Vec<_> = paths.iter().filter(|(index, _)| !is_selected.contains(index)).collect();
        if !transaction.keep(kept.into_iter().map(|(_, path)| *path)) {
            return Selection::All;
        }
        Selection::Pages(selected)
    }
}
