//! A session: the line with its memory, run as often as the site changes.
//!
//! [`Session::build`] publishes everything once. A preview calls, for each save, [`Session::update`], which publishes the pages that the save itself changed,
//! then [`Session::settle`], which publishes all that follows from it: the search data, related talks and, when more than prose changed, every page that
//! came out otherwise; and then, until it says that all is done, [`Session::finish`], which writes the index that the terminal asks, and the memory.
//!
//! In a build the index is written on one thread while pages are rendered on the others; whoever is idle first makes the client search data, whose
//! first half is one thread's work. Each page goes to the output as it is made, so that memory holds outlines and bodies, never the site.
//!
//! What always holds: after a settling, the output is what a clean build of the same content makes, byte for byte. A page is rendered when one of three things
//! changed: the *ground* (the knowledge, the theme, the options), its prose, its related talks; the record says what the published ones were made from, and
//! is removed before they are touched.

mod finishing;
mod found;
mod indexing;
mod inputs;
mod last_run;
mod line;
mod publishing;
mod updated;

use std::collections::BTreeSet;
use std::path::{Path, PathBuf};
use std::sync::{Arc, OnceLock};

use super::error::BuildError;
use super::files::{Broken, Look};
use super::folders::Folders;
use super::gather::{Gathered, Memory, counts};
use super::options::{BuildOptions, OnErrors, SiteOptions};
use super::progress::{Interrupt, Never, Progress};
use super::record::{RECORD, Record};
use super::report::{BuildReport, Published, Timings, Work};
use super::search::INDEX;
use crate::config::Config;
use crate::memo;
use crate::output::{Folder, Known, OutputError, Written};
use crate::render::{Ground, Selection};
use crate::search::Remembered;
use crate::site::{Drawn, root_of};
use crate::theme::{Theme, ThemeError};
use crate::vocab::fingerprint::{Fingerprint, Hasher};

use finishing::{Keepsakes, Unfinished};
use found::Found;
use indexing::Indexing;
use last_run::LastRun;
use line::Line;
pub use updated::Updated;

/// The line with its memory.
pub struct Session {
    options: BuildOptions,
    memory: Memory,
    output: PathBuf,
    cache: PathBuf,
    /// What the disk says of the site, as long as the folder is not held.
    known: Option<Known>,
    folder: Option<Folder>,
    /// Of what is published; none when that is not known, or not all of one site.
    record: Option<Record>,
    theme: Option<(Fingerprint, Arc<Theme>)>,
    /// What is wrong with the theme's files as they are now.
    theme_error: Option<ThemeError>,
    ground: Option<(Fingerprint, Arc<Ground>)>,
    analyses: Option<Remembered>,
    drawn: Arc<Drawn>,
    /// What was gathered last.
    gathered: Option<Arc<Gathered>>,
    /// What [`Self::finish`] has to do.
    unfinished: Option<Unfinished>,
    indexing: Option<Indexing>,
}

impl Session {
    /// One that builds once: what has errors is what could be read of it.
    pub(super) fn once(options: BuildOptions) -> Self {
        let mut once = Self::new(options, Broken::AsItIs);
        once.memory.files.believe_stamps();
        once
    }

    /// One that goes on: a file with errors keeps its last good text, the theme its last good state, and everything else is published.
    pub fn going_on(options: BuildOptions) -> Self {
        Self::new(BuildOptions { on_errors: OnErrors::KeepGoing, ..options }, Broken::LastGood)
    }

    fn new(options: BuildOptions, broken: Broken) -> Self {
        let memory = Memory::of_what_is_published(broken);
        Self {
            options,
            memory,
            output: PathBuf::new(),
            cache: PathBuf::new(),
            known: None,
            folder: None,
            record: None,
            theme: None,
            theme_error: None,
            ground: None,
            analyses: None,
            drawn: Arc::default(),
            gathered: None,
            unfinished: None,
            indexing: None,
        }
    }

    /// The folder that is published to; known after the first look.
    pub fn output(&self) -> &Path {
        &self.output
    }

    /// Looks at everything and publishes it.
    ///
    /// # Errors
    /// The environment or the theme fails; then the old site is whole.
    pub fn build(&mut self, progress: &dyn Progress) -> Result<BuildReport, BuildError> {
        let mut timings = Timings::default();
        let config = self.look(&Look::Everywhere, progress, &mut timings)?;
        let inputs = self.inputs(&config);
        if let Some(report) = self.as_published(inputs, &timings) {
            self.memory.files.save_stamps(&self.cache);
            return Ok(report);
        }
        self.memory.read_rest(&self.options.site, &config, &mut timings)?;
        let known = self.known.take();
        let (gathered, (known, analyses)) = rayon::join(
            || self.memory.gather(&self.options.site, config, progress, &mut timings),
            || rayon::join(|| known.map(Known::looked_at), || last_run::analyses(&self.cache)),
        );
        (self.known, self.analyses) = (known, Some(analyses));
        let (failed, diagnostics) = (gathered.failed, gathered.diagnostics.clone());
        let mut work = Work { parsed: gathered.parsed, ..Work::default() };
        let counts = counts(&gathered.knowledge);
        self.gathered = Some(Arc::new(gathered));
        if failed && self.options.on_errors == OnErrors::Stop {
            return Ok(BuildReport { diagnostics, failed, published: None, work, timings });
        }
        let (written, _) = self.publish(&Never, progress, &mut work, &mut timings)?;
        self.memory.files.save_stamps(&self.cache);
        let pages = self.record.as_ref().map_or(0, |record| record.pages);
        let published = Some(Published { output: self.output.clone(), pages, counts, written });
        Ok(BuildReport { diagnostics, failed, published, work, timings })
    }

    /// Lets go of the output folder; nobody should wait for the memory to be given back.
    pub(super) fn end(mut self) {
        self.folder = None;
        rayon::spawn(move || drop(self));
    }

    /// Publishes the pages that a save changed, and those at `viewed`, paths in the output folder; more will follow from [`Self::settle`].
    ///
    /// # Errors
    /// The environment or the theme fails; then the old site is whole.
    pub fn update(
        &mut self,
        look: &Look,
        viewed: &BTreeSet<String>,
        interrupt: &dyn Interrupt,
        progress: &dyn Progress,
    ) -> Result<Updated, BuildError> {
        self.indexing.iter().for_each(Indexing::hold);
        let mut timings = Timings::default();
        let config = self.look(look, progress, &mut timings)?;
        // The documents are changed in place, if nobody else has them. Nobody should wait for memory to be given back.
        let before = self.gathered.take().map(|gathered| Arc::clone(&gathered.knowledge));
        let gathered = self.memory.gather(&self.options.site, config, progress, &mut timings);
        let mut updated = Updated {
            diagnostics: gathered.diagnostics.clone(),
            failed: gathered.failed,
            theme_error: self.theme_error.clone(),
            changed: BTreeSet::new(),
            written: Written::default(),
            address_root: root_of(&self.base_url(&gathered.config)),
            work: Work { parsed: gathered.parsed, ..Work::default() },
            timings,
        };
        self.gathered = Some(Arc::new(gathered));
        let line = self.line();
        updated.timings.time("prepare", || line.ground());
        self.keep_ground(&line);
        let Some(mut record) = self.record.take() else { return Ok(updated) };
        let is_same_ground = record.ground == line.ground_fingerprint.to_string();
        let viewed = Some(viewed).filter(|_| !is_same_ground);
        let (changed, pages) = updated.timings.time("compare", || line.pages_of_a_save(&record, viewed));
        if !pages.is_empty() {
            self.forget_record()?;
            let mut folder = self.hold_folder()?;
            let related = line::related_of(&record, &line.gathered.knowledge);
            let selection =
                if is_same_ground { Selection::Pages(pages) } else { Selection::PagesAndAssets(pages) };
            let published =
                line.publish_some(&selection, related, &mut folder, interrupt, &mut updated.timings);
            self.folder = Some(folder);
            let (written, rendered, changed) = published?;
            updated.written = written;
            updated.work.rendered = rendered;
            updated.changed = changed;
        }
        if !is_same_ground {
            // Some pages stand on the new ground, and others on the old.
            record.ground.clear();
        }
        line.forget_documents(&mut record, &changed);
        self.record = Some(record);
        rayon::spawn(move || drop(before));
        Ok(updated)
    }

    /// Publishes all that follows from the last update, or from a look at everything when `look` is given.
    ///
    /// # Errors
    /// The environment or the theme fails, or `interrupt` wants something newer to be done; then the old site is whole.
    pub fn settle(
        &mut self,
        look: Option<&Look>,
        interrupt: &dyn Interrupt,
        progress: &dyn Progress,
    ) -> Result<Updated, BuildError> {
        let mut timings = Timings::default();
        let mut work = Work::default();
        // What was never gathered is looked for everywhere.
        let look = look.or_else(|| self.gathered.is_none().then_some(&Look::Everywhere));
        if let Some(look) = look {
            let config = self.look(look, progress, &mut timings)?;
            self.gathered = None;
            let gathered = self.memory.gather(&self.options.site, config, progress, &mut timings);
            work.parsed = gathered.parsed;
            self.gathered = Some(Arc::new(gathered));
        }
        let (written, changed) = self.publish(interrupt, progress, &mut work, &mut timings)?;
        let told = |gathered: &Arc<Gathered>| {
            (gathered.diagnostics.clone(), gathered.failed, root_of(&self.base_url(&gathered.config)))
        };
        let (diagnostics, failed, address_root) = self.gathered.as_ref().map(told).unwrap_or_default();
        let theme_error = self.theme_error.clone();
        Ok(Updated { diagnostics, failed, theme_error, changed, written, address_root, work, timings })
    }

    /// Does some of what is left to do once the site is published; gives whether all is done. To be asked again while there is nothing
    /// newer to do.
    ///
    /// # Errors
    /// The index cannot be written; it is made again after the next change.
    pub fn finish(&mut self) -> Result<bool, BuildError> {
        if let (Some(unfinished), Some(gathered)) = (self.unfinished.take(), &self.gathered) {
            self.save_record();
            let (index, before) = (self.cache.join(INDEX), self.indexing.take());
            let (keepsakes, analyses) = (self.keepsakes(gathered), self.analyses.as_ref());
            self.indexing = unfinished.begin(keepsakes, analyses, &gathered.knowledge, index, before)?;
        }
        self.indexing.iter().for_each(Indexing::go_on);
        if let Some(indexing) = self.indexing.take_if(|indexing| indexing.is_over()) {
            let searched = indexing.searched.to_string();
            let published = indexing.publish();
            if let Some(record) = &mut self.record {
                match &published {
                    Ok(()) => record.indexed = searched,
                    Err(_) => record.searched.clear(),
                }
                // A record that was removed is one of a site that is being changed.
                if self.cache.join(RECORD).exists() {
                    self.save_record();
                }
            }
            published?;
        }
        Ok(self.folder.as_ref().is_none_or(Folder::remove_old_spares) && self.indexing.is_none())
    }

    fn save_record(&self) {
        if let Some(record) = &self.record {
            record.save(&self.cache.join(RECORD));
        }
    }

    /// What the next run may remember of what was gathered last.
    fn keepsakes(&self, gathered: &Gathered) -> Keepsakes {
        Keepsakes::of(&self.cache, self.memory.files.remembered(), gathered, &self.drawn)
    }

    /// Reads what changed; gives the config.
    fn look(
        &mut self,
        look: &Look,
        progress: &dyn Progress,
        timings: &mut Timings,
    ) -> Result<Config, BuildError> {
        let config = self.memory.read_config(&self.options.site, progress)?;
        let root = &self.options.site.root;
        let folders = Folders::of(root, &config, self.options.output.as_deref());
        let is_elsewhere = (&folders.output, &folders.cache) != (&self.output, &self.cache);
        let wants_theme = *look == Look::Everywhere || self.theme.is_none();
        if is_elsewhere || *look == Look::Everywhere {
            folders.look(root)?;
        }
        let Folders { output, cache, .. } = folders;
        if !is_elsewhere && !wants_theme {
            // A save is read sooner than threads that are busy elsewhere can be had.
            self.memory.read(&self.options.site, &config, look, timings)?;
            return Ok(config);
        }
        let known = self.theme.as_ref().map(|(fingerprint, _)| *fingerprint);
        let mut of_theme = Timings::default();
        let (read, (published, theme)) = rayon::join(
            || self.memory.read(&self.options.site, &config, look, timings),
            || {
                let theme = wants_theme.then(|| of_theme.time("theme", || line::theme(root, &config, known)));
                (is_elsewhere.then(|| LastRun::read(&output, &cache)), theme)
            },
        );
        timings.stages.append(&mut of_theme.stages);
        if let Some(LastRun { record, known, drawn }) = published {
            (self.folder, self.analyses, self.known) = (None, None, Some(known));
            (self.record, self.drawn) = (record, Arc::new(drawn));
            (self.output, self.cache) = (output, cache);
        }
        read?;
        if let Some(theme) = theme.transpose()? {
            self.theme_error = None;
            match theme {
                line::ReadTheme::Same => {}
                line::ReadTheme::New(fingerprint, theme) => self.theme = Some((fingerprint, theme)),
                line::ReadTheme::Broken(error) if self.theme.is_some() => self.theme_error = Some(error),
                line::ReadTheme::Broken(error) => return Err(BuildError::Theme(error)),
            }
        }
        Ok(config)
    }

    /// Of all that the site is made from. What is wrong with the config is reported from the record, too.
    fn inputs(&self, config: &Config) -> Fingerprint {
        let theme = self.theme.as_ref().map(|(theme, _)| *theme);
        let files = &self.memory.files;
        inputs::fingerprint(&self.options_text(config), self.memory.config_text(), theme, files)
    }

    /// All choices that show in the site, as text.
    fn options_text(&self, config: &Config) -> String {
        let base_url = self.base_url(config);
        let SiteOptions { drafts, strict, today, .. } = &self.options.site;
        format!("{config:?} {base_url} {drafts} {strict} {today:?} {}", env!("CARGO_PKG_VERSION"))
    }

    fn base_url(&self, config: &Config) -> String {
        self.options.base_url.clone().unwrap_or_else(|| config.base_url.clone())
    }

    /// The report of a build that has nothing to do.
    fn as_published(&mut self, inputs: Fingerprint, timings: &Timings) -> Option<BuildReport> {
        let record = self.record.as_ref().filter(|record| record.inputs == inputs.to_string())?;
        if record.failed && self.options.on_errors == OnErrors::Stop {
            return None;
        }
        let (diagnostics, counts) = (record.diagnostics.clone(), record.counts()?);
        let (pages, failed) = (record.pages, record.failed);
        let mut timings = timings.clone();
        let folder = self.hold_folder().ok()?;
        let is_there = timings.time("compare", || folder.is_as_published());
        let (unchanged, bytes) = folder.size();
        self.folder = Some(folder);
        is_there.then(|| BuildReport {
            diagnostics,
            failed,
            published: Some(Published {
                output: self.output.clone(),
                pages,
                counts,
                written: Written { written: 0, unchanged, removed: 0, bytes },
            }),
            work: Work::default(),
            timings,
        })
    }

    /// What was gathered last, on its ground, which is prepared when it is not the one of before.
    fn line(&self) -> Line {
        let gathered = self.gathered.as_ref().expect("what is published was gathered");
        let (theme_fingerprint, theme) = self.theme.as_ref().expect("a look ends with a theme, or fails");
        let mut hasher = Hasher::new();
        hasher.update(gathered.fingerprint.as_bytes()).update(theme_fingerprint.as_bytes());
        hasher.update(self.options_text(&gathered.config).as_bytes());
        let ground_fingerprint = hasher.finish();
        let known = self.ground.as_ref().filter(|(known, _)| *known == ground_fingerprint);
        Line {
            gathered: Arc::clone(gathered),
            theme: Arc::clone(theme),
            ground: known.map_or_else(OnceLock::new, |(_, ground)| OnceLock::from(Arc::clone(ground))),
            ground_fingerprint,
            drawn: Arc::clone(&self.drawn),
            base_url: self.base_url(&gathered.config),
        }
    }

    /// Keeps the line's ground for the next one.
    fn keep_ground(&mut self, line: &Line) {
        let before = self.ground.replace((line.ground_fingerprint, Arc::clone(line.ground())));
        rayon::spawn(move || drop(before));
    }

    /// The output folder, which nobody else has meanwhile.
    fn hold_folder(&mut self) -> Result<Folder, BuildError> {
        if let Some(folder) = self.folder.take() {
            return Ok(folder);
        }
        memo::own(&self.cache)?;
        let known = self.known.take().unwrap_or_else(|| Known::read(&self.output, &self.cache));
        let folder = known.open(self.options.foreign)?;
        Ok(if self.memory.broken == Broken::LastGood { folder.keeping_spares() } else { folder })
    }

    fn forget_record(&self) -> Result<(), OutputError> {
        let path = self.cache.join(RECORD);
        memo::forget(&path).map_err(|cause| OutputError::Io { path, cause })
    }

    /// Publishes all of what was gathered last.
    fn publish(
        &mut self,
        interrupt: &dyn Interrupt,
        progress: &dyn Progress,
        work: &mut Work,
        timings: &mut Timings,
    ) -> Result<(Written, BTreeSet<String>), BuildError> {
        let goes_on = self.memory.broken == Broken::LastGood;
        let mut analyses = match self.analyses.take() {
            Some(analyses) => analyses,
            None => timings.time("remember", || last_run::analyses(&self.cache)),
        };
        let mut folder = self.hold_folder()?;
        let line = self.line();
        let mut before = self.record.take();
        let (index, record_file) = (self.cache.join(INDEX), self.cache.join(RECORD));
        let places = publishing::Places {
            root: &self.options.site.root,
            cache: &self.cache,
            images: &self.memory.images,
            index: &index,
            record: &record_file,
        };
        let told = line::Told { interrupt, progress };
        let keepsakes = (!goes_on).then(|| self.keepsakes(&line.gathered));
        // When every page may be another, what is searched comes first: it is sooner done. A single build is done as a whole.
        let stands_elsewhere =
            |record: &&mut Record| goes_on && record.ground != line.ground_fingerprint.to_string();
        let searched = before.as_mut().filter(stands_elsewhere).map_or(Ok(None), |record| {
            line.publish_search(record, &mut analyses, &mut folder, &places, told, work, timings)
        });
        let mut to_index = None;
        let published = searched.and_then(|searched| {
            let (found, searched) = searched.unzip();
            to_index = found;
            let (record, analyses, folder) = (before.as_ref(), &mut analyses, &mut folder);
            let mut published =
                line.publish_all(record, analyses, folder, &places, keepsakes, told, work, timings)?;
            published.changed.extend(searched.into_iter().flatten());
            Ok(published)
        });
        (self.folder, self.analyses) = (Some(folder), Some(analyses));
        match &published {
            Ok(_) => self.keep_ground(&line),
            // The search data may be published already, and no later run would find them new.
            Err(_) => self.unfinished = Unfinished::given_up(self.unfinished.take(), to_index.take()),
        }
        match published {
            Ok(published) => {
                let mut record = Record::empty(&self.output);
                line.note(&mut record, &published);
                // What stands for a broken file is not what another run would put there.
                if !line.gathered.failed {
                    record.inputs = self.inputs(&line.gathered.config).to_string();
                }
                let publishing::Published { written, changed, found, .. } = published;
                let is_new = found.is_new();
                record.indexed = match before.filter(|_| !is_new) {
                    Some(before) => before.indexed,
                    None if goes_on => String::new(),
                    None => record.searched.clone(),
                };
                self.record = Some(record);
                if goes_on {
                    let found = to_index.or(Some(found).filter(Found::is_new));
                    self.unfinished = Some(Unfinished::after(self.unfinished.take(), found));
                } else {
                    timings.time("remember", || self.save_record());
                }
                Ok((written, changed))
            }
            // Nothing was touched yet.
            Err(error @ (BuildError::Interrupted | BuildError::Pages(_) | BuildError::Source(_))) => {
                self.record = before;
                Err(error)
            }
            Err(error) => Err(error),
        }
    }
}
