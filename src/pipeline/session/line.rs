//! The line's second half: what was gathered, on its ground, is searched, rendered and written.

use std::collections::BTreeSet;
use std::path::Path;
use std::sync::{Arc, Mutex, PoisonError};

use crate::config::Config;
use crate::knowledge::{Attachment, KnowledgeBase, RecordId};
use crate::output::{Folder, Transaction, Written};
use crate::pipeline::build::BuildError;
use crate::pipeline::gather::{Gathered, counts};
use crate::pipeline::images::Images;
use crate::pipeline::progress::{Interrupt, Progress};
use crate::pipeline::record::Record;
use crate::pipeline::report::{Timings, Work};
use crate::render::{self, Ground, Rendered, Selection, Theme, ThemeFile};
use crate::search::export::Exported;
use crate::search::{self, Remembered};
use crate::source;
use crate::vocab::artifact::Artifact;
use crate::vocab::fingerprint::Fingerprint;
use crate::vocab::path::{ContentPath, OutputPath};

/// What was gathered, on its ground.
pub(super) struct Line {
    pub(super) gathered: Arc<Gathered>,
    pub(super) theme: Arc<Theme>,
    pub(super) ground: Arc<Ground>,
    pub(super) ground_fingerprint: Fingerprint,
    pub(super) base_url: String,
}

/// Where things are.
pub(super) struct Places<'a> {
    pub(super) root: &'a Path,
    pub(super) cache: &'a Path,
    pub(super) images: &'a Images,
    pub(super) index: &'a Path,
    /// The record's file, which is removed before the site is touched.
    pub(super) record: &'a Path,
}

/// Who is told what is done, and who may stop it.
#[derive(Clone, Copy)]
pub(super) struct Told<'a> {
    pub(super) interrupt: &'a dyn Interrupt,
    pub(super) progress: &'a dyn Progress,
}

/// What was published.
pub(super) struct Published {
    pub(super) written: Written,
    /// The files that are now others.
    pub(super) changed: BTreeSet<String>,
    related: Vec<Vec<RecordId>>,
}

impl Told<'_> {
    fn check(self) -> Result<(), BuildError> {
        if self.interrupt.is_wanted() { Err(BuildError::Interrupted) } else { Ok(()) }
    }
}

/// What pages are made of.
pub(super) fn input<'a>(
    gathered: &'a Gathered,
    base_url: &'a str,
    related: &'a [Vec<RecordId>],
) -> render::Input<'a> {
    let config = &gathered.config;
    render::Input {
        knowledge: &gathered.knowledge,
        documents: &gathered.documents,
        related,
        pictures: &gathered.pictures,
        options: render::Options {
            title: &config.title,
            base_url,
            language: &config.language,
            description: config.description.as_deref(),
            page_size: config.page_size,
            record_feeds: config.record_feeds,
            edit_url: config.edit_url.as_deref(),
            generator: concat!("Rexbase ", env!("CARGO_PKG_VERSION")),
        },
    }
}

/// The related talks that were published, as far as those records are there.
pub(super) fn related_of(record: &Record, knowledge: &KnowledgeBase) -> Vec<Vec<RecordId>> {
    if record.related.len() != knowledge.records.len() {
        return Vec::new();
    }
    let is_there = |id: &RecordId| (id.0 as usize) < knowledge.records.len();
    record.related.iter().map(|ids| ids.iter().copied().map(RecordId).filter(is_there).collect()).collect()
}

/// The theme's files.
pub(super) fn read_theme(root: &Path, config: &Config) -> Result<Vec<source::ThemeFile>, BuildError> {
    let folder =
        config.theme.as_ref().and_then(|name| ContentPath::new(&format!("{}/{name}", config.themes)));
    Ok(source::read_theme(root, folder.as_ref())?)
}

pub(super) fn load_theme(files: &[source::ThemeFile], config: &Config) -> Result<Theme, BuildError> {
    let files: Vec<_> = files
        .iter()
        .map(|file| ThemeFile {
            path: &file.path,
            shown: file.own.as_ref().map_or(file.path.as_str(), ContentPath::as_str),
            bytes: &file.bytes,
        })
        .collect();
    Theme::load(&files, &config.language).map_err(BuildError::Theme)
}

impl Line {
    /// The documents, by number, whose files are not those that the record names.
    pub(super) fn changed_documents(&self, record: &Record) -> BTreeSet<usize> {
        let documents = self.gathered.documents.iter().zip(&self.gathered.fingerprints).enumerate();
        documents
            .filter(|(_, (document, fingerprint))| !record.has(&document.outline.path, **fingerprint))
            .map(|(index, _)| index)
            .collect()
    }

    /// Notes what the documents are, of which these, by number, are not what the record says.
    pub(super) fn note_documents(&self, record: &mut Record, changed: &BTreeSet<usize>) {
        for index in changed {
            let path = self.gathered.documents[*index].outline.path.to_string();
            record.documents.insert(path, self.gathered.fingerprints[*index]);
        }
        if record.documents.len() > self.gathered.documents.len() {
            let there: BTreeSet<_> =
                self.gathered.documents.iter().map(|document| document.outline.path.as_str()).collect();
            record.documents.retain(|path, _| there.contains(path.as_str()));
        }
        record.inputs.clear();
    }

    /// Forgets what these documents, by number, were: of what shows them, only readers' pages are published yet.
    pub(super) fn forget_documents(&self, record: &mut Record, changed: &BTreeSet<usize>) {
        self.note_documents(record, &BTreeSet::new());
        for index in changed {
            record.documents.remove(self.gathered.documents[*index].outline.path.as_str());
        }
    }

    /// Notes what was published.
    pub(super) fn note(&self, record: &mut Record, published: &Published) {
        self.note_documents(record, &(0..self.gathered.documents.len()).collect());
        record.ground = self.ground_fingerprint.to_string();
        record.set_related(&published.related);
        record.pages = self.ground.paths(&self.theme).count();
        record.counts = counts(&self.gathered.knowledge).into_iter().map(|(_, count)| count).collect();
        record.failed = self.gathered.failed;
        record.set_diagnostics(&self.gathered.diagnostics);
    }

    /// Publishes some pages, and nothing else; gives their paths.
    pub(super) fn publish_some(
        &self,
        selection: &Selection,
        related: &[Vec<RecordId>],
        folder: &mut Folder,
        timings: &mut Timings,
    ) -> Result<(Written, BTreeSet<String>), BuildError> {
        let transaction = folder.begin()?;
        let rendered = Mutex::new(BTreeSet::new());
        let input = input(&self.gathered, &self.base_url, related);
        let result = timings.time("render", || {
            render::render(&self.theme, &input, &self.ground, selection, |artifact| {
                let path = artifact.path.as_str().to_owned();
                rendered.lock().unwrap_or_else(PoisonError::into_inner).insert(path);
                transaction.put(artifact)
            })
        });
        let Rendered { failures, .. } = result?;
        if !failures.is_empty() {
            return Err(BuildError::Pages(failures));
        }
        let written = timings.time("commit", || transaction.commit_changes(&BTreeSet::new()))?;
        Ok((written, rendered.into_inner().unwrap_or_else(PoisonError::into_inner)))
    }

    /// Publishes the whole site; of what the record says was published, what need not be rendered is kept.
    #[expect(clippy::too_many_arguments, reason = "each is another part of the session")]
    pub(super) fn publish_all(
        &self,
        record: Option<&Record>,
        analyses: &mut Remembered,
        folder: &mut Folder,
        places: &Places<'_>,
        told: Told<'_>,
        work: &mut Work,
        timings: &mut Timings,
    ) -> Result<Published, BuildError> {
        let knowledge = &*self.gathered.knowledge;
        let bodies: Vec<_> =
            self.gathered.documents.iter().map(|document| Arc::clone(&document.body)).collect();
        told.check()?;
        told.progress.begin("analysing", 0);
        let (corpus, count) = timings.time("analyse", || analyses.corpus(knowledge, &bodies));
        work.analysed = count;
        told.check()?;
        let related: Vec<Vec<RecordId>> = timings.time("relate", || {
            let related = search::related(&corpus, knowledge);
            knowledge.iter().map(|(id, _)| related.of(id).to_vec()).collect()
        });
        told.check()?;
        let selection = self.selection(record, &related);
        let before = folder.listing();
        let transaction = folder.begin()?;
        let selection = timings.time("keep", || self.keep(selection, &transaction));
        told.progress.begin("publishing", 0);
        let put = |artifact: Artifact| {
            told.check()?;
            told.progress.advance();
            transaction.put(artifact).map_err(BuildError::from)
        };
        let input = input(&self.gathered, &self.base_url, &related);
        let (mut of_index, mut of_pages) = (Timings::default(), Timings::default());
        let (pending, (rendered, exported)) = rayon::join(
            || of_index.time("index", || search::index::write(&corpus, knowledge, &bodies, places.index)),
            || {
                let rendered = of_pages
                    .time("render", || render::render(&self.theme, &input, &self.ground, &selection, put));
                let exported = of_pages.time("export", || {
                    if rendered.is_ok() && self.theme.has_search() {
                        search::export::export(&corpus, knowledge, &bodies, put)
                    } else {
                        Ok(Exported::default())
                    }
                });
                (rendered, exported)
            },
        );
        timings.stages.append(&mut of_index.stages);
        timings.stages.append(&mut of_pages.stages);
        let Rendered { files, failures } = rendered?;
        work.rendered = files;
        if !failures.is_empty() {
            return Err(BuildError::Pages(failures));
        }
        exported?;
        let pending = pending?;
        timings.time("attach", || {
            copy_attachments(places.root, &knowledge.attachments, &transaction)?;
            places.images.publish(places.root, places.cache, &transaction)
        })?;
        told.check()?;
        crate::memo::forget(places.record).map_err(|cause| {
            BuildError::Output(crate::output::OutputError::Io { path: places.record.to_owned(), cause })
        })?;
        told.interrupt.site_changes(true);
        let written = timings.time("commit", || transaction.commit());
        told.interrupt.site_changes(false);
        let written = written?;
        pending.publish()?;
        let changed = folder.changed_since(&before);
        Ok(Published { written, changed, related })
    }

    /// What must be rendered, when the site is what the record says.
    fn selection(&self, record: Option<&Record>, related: &[Vec<RecordId>]) -> Selection {
        let Some(record) = record.filter(|record| {
            record.ground == self.ground_fingerprint.to_string() && record.related.len() == related.len()
        }) else {
            return Selection::All;
        };
        let is_changed =
            |(new, old): (&Vec<RecordId>, &Vec<u32>)| !new.iter().map(|id| id.0).eq(old.iter().copied());
        let changed = (0_u32..).map(RecordId).zip(related.iter().zip(&record.related));
        let changed = changed.filter(|(_, pair)| is_changed(*pair)).map(|(id, _)| id).collect();
        let documents = self.changed_documents(record);
        Selection::Pages(self.ground.showing(&self.gathered.knowledge, &documents, &changed))
    }

    /// Keeps what is not selected; selects what is not there as it was published, and all when that is true of an asset.
    fn keep(&self, selection: Selection, transaction: &Transaction<'_>) -> Selection {
        let Selection::Pages(selected) = selection else { return Selection::All };
        let is_selected: BTreeSet<usize> = selected.iter().copied().collect();
        let paths: Vec<(usize, &OutputPath)> = self.ground.paths(&self.theme).enumerate().collect();
        let kept: Vec<_> = paths.iter().filter(|(index, _)| !is_selected.contains(index)).collect();
        if !transaction.keep(kept.into_iter().map(|(_, path)| *path)) {
            return Selection::All;
        }
        Selection::Pages(selected)
    }
}

fn copy_attachments(
    root: &Path,
    attachments: &[Attachment],
    transaction: &Transaction<'_>,
) -> Result<(), BuildError> {
    for Attachment { path, output } in attachments {
        let bytes = source::read_file(root, path)?;
        transaction.put(Artifact { path: output.clone(), bytes })?;
    }
    Ok(())
}
