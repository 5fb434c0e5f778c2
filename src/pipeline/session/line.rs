//! The line's second half: what was gathered, on its ground, is searched, rendered and written.

use std::collections::{BTreeMap, BTreeSet};
use std::path::Path;
use std::sync::{Arc, OnceLock};

use crate::config::Config;
use crate::knowledge::{Attachment, KnowledgeBase, RecordId};
use crate::memo;
use crate::output::{Folder, OutputError, Transaction, Written};
use crate::pipeline::build::BuildError;
use crate::pipeline::gather::{Gathered, counts};
use crate::pipeline::images::Images;
use crate::pipeline::progress::{Interrupt, Progress};
use crate::pipeline::record::{Exported, Noted, Record};
use crate::pipeline::report::{Timings, Work};
use crate::render::{self, Drawn, Ground, Rendered, Selection, Theme, ThemeError, ThemeFile};
use crate::search::index::Threads;
use crate::search::{self, Remembered};
use crate::source;
use crate::vocab::artifact::Artifact;
use crate::vocab::fingerprint::{Fingerprint, Hasher};
use crate::vocab::path::{ContentPath, OutputPath};

use super::finishing::Keepsakes;
use super::found::Found;

/// What was gathered, on its ground.
pub(super) struct Line {
    pub(super) gathered: Arc<Gathered>,
    pub(super) theme: Arc<Theme>,
    /// Prepared when it is first asked for.
    pub(super) ground: OnceLock<Arc<Ground>>,
    pub(super) ground_fingerprint: Fingerprint,
    pub(super) drawn: Arc<Drawn>,
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

impl Told<'_> {
    pub(super) fn check(self) -> Result<(), BuildError> {
        if self.interrupt.is_wanted() { Err(BuildError::Interrupted) } else { Ok(()) }
    }
}

/// What pages are made of.
pub(super) fn input<'a>(
    gathered: &'a Gathered,
    base_url: &'a str,
    related: &'a [Vec<RecordId>],
    drawn: &'a Drawn,
) -> render::Input<'a> {
    let config = &gathered.config;
    render::Input {
        knowledge: &gathered.knowledge,
        documents: &gathered.documents,
        related,
        drawn,
        pictures: &gathered.pictures,
        options: render::Options {
            title: &config.title,
            base_url,
            language: &config.language,
            description: config.description.as_deref(),
            page_size: config.page_size,
            record_feeds: config.record_feeds,
            edit_url: config.edit_url.as_deref(),
            social_cards: config.social_cards,
            generator: concat!("Rexbase ", env!("CARGO_PKG_VERSION")),
        },
    }
}

/// The related talks that were published, when they are those of as many records.
pub(super) fn related_of<'r>(record: &'r Record, knowledge: &KnowledgeBase) -> &'r [Vec<RecordId>] {
    let count = knowledge.records.len();
    let is_there = |id: &RecordId| (id.0 as usize) < count;
    let fits = record.related.len() == count && record.related.iter().flatten().all(is_there);
    if fits { &record.related } else { &[] }
}

/// What reading the theme came to.
pub(super) enum ReadTheme {
    Same,
    New(Fingerprint, Arc<Theme>),
    Broken(ThemeError),
}

/// Reads the theme, and loads it when it is not the one with the fingerprint that is known.
pub(super) fn theme(
    root: &Path,
    config: &Config,
    known: Option<Fingerprint>,
) -> Result<ReadTheme, BuildError> {
    let folder =
        config.theme.as_ref().and_then(|name| ContentPath::new(&format!("{}/{name}", config.themes)));
    let files = source::read_theme(root, folder.as_ref())?;
    let fingerprint = theme_fingerprint(&files, config);
    if known == Some(fingerprint) {
        return Ok(ReadTheme::Same);
    }
    Ok(match load_theme(&files, config) {
        Ok(theme) => ReadTheme::New(fingerprint, Arc::new(theme)),
        Err(error) => ReadTheme::Broken(error),
    })
}

/// Of all that a theme is loaded from.
fn theme_fingerprint(files: &[source::ThemeFile], config: &Config) -> Fingerprint {
    let mut hasher = Hasher::new();
    hasher.update(config.language.as_str().as_bytes());
    for file in files {
        hasher.update(file.path.as_bytes()).update(&file.bytes);
        hasher.update(file.own.as_ref().map_or("", |own| own.as_str()).as_bytes());
    }
    hasher.finish()
}

fn load_theme(files: &[source::ThemeFile], config: &Config) -> Result<Theme, ThemeError> {
    let files: Vec<_> = files
        .iter()
        .map(|file| ThemeFile {
            path: &file.path,
            shown: file.own.as_ref().map_or(file.path.as_str(), ContentPath::as_str),
            bytes: &file.bytes,
        })
        .collect();
    Theme::load(&files, &config.language)
}

impl Line {
    /// What all its pages share.
    pub(super) fn ground(&self) -> &Arc<Ground> {
        let prepare = || Ground::new(&self.theme, &input(&self.gathered, &self.base_url, &[], &self.drawn));
        self.ground.get_or_init(|| Arc::new(prepare()))
    }

    /// The documents, by number, whose files are not those that the record names. Both are in the order of paths.
    pub(super) fn changed_documents(&self, record: &Record) -> BTreeSet<usize> {
        if let Some(noted) = record.noted.as_ref().filter(|noted| noted.listing == self.gathered.listing) {
            let both = noted.fingerprints.iter().zip(self.gathered.fingerprints.iter()).enumerate();
            let others = both.filter(|(_, (old, new))| old != new).map(|(index, _)| index);
            return others.chain(noted.forgotten.iter().copied()).collect();
        }
        let mut known = record.documents.iter().peekable();
        let documents = self.gathered.documents.iter().zip(self.gathered.fingerprints.iter()).enumerate();
        documents
            .filter(|(_, (document, fingerprint))| {
                let path = document.outline.path.as_str();
                while known.next_if(|(known, _)| known.as_str() < path).is_some() {}
                known
                    .next_if(|(known, _)| known.as_str() == path)
                    .is_none_or(|(_, known)| known != *fingerprint)
            })
            .map(|(index, _)| index)
            .collect()
    }

    /// The documents, by number, whose files are not those that the record names, and the readers' pages, by number, that show their prose or go to a path
    /// in `viewed`.
    pub(super) fn pages_of_a_save(
        &self,
        record: &Record,
        viewed: Option<&BTreeSet<String>>,
    ) -> (BTreeSet<usize>, Vec<usize>) {
        let changed = self.changed_documents(record);
        let mut pages = self.ground().showing(&self.gathered.knowledge, &changed, &BTreeSet::new());
        // Feeds and the like are no reader's screen: they follow when all is settled.
        self.ground().keep_readers(&mut pages);
        if let Some(viewed) = viewed {
            pages.extend(self.ground().at(viewed));
            pages.sort_unstable();
            pages.dedup();
        }
        (changed, pages)
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
        record.noted.iter_mut().for_each(|noted| noted.forgotten.extend(changed));
        record.noted.take_if(|noted| noted.listing != self.gathered.listing);
        self.note_documents(record, &BTreeSet::new());
        for index in changed {
            record.documents.remove(self.gathered.documents[*index].outline.path.as_str());
        }
    }

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
        record.set_diagnostics(&self.gathered.diagnostics);
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
        let attachments = &self.gathered.knowledge.attachments;
        timings.time("attach", || {
            copy_attachments(places.root, attachments, &transaction)?;
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
