//! The workshop: what a build and a preview have in common. It remembers what a site was made from, and keeps the books of the folder that it is
//! published to.
//!
//! A run goes through typed phases, each made from the one before: [`Looked`] (what was read), [`Line`] (what was gathered, and is to be published),
//! `Found` (what is searched), [`Outcome`] (what was published). Who drives is elsewhere: a build does it once (`build.rs`), a preview again and again
//! (`session.rs`).
//!
//! What always holds: after [`Workshop::publish`], the output is what a clean build of the same content makes, byte for byte. Each page goes to the
//! output as it is made, so that memory holds outlines and bodies, never the site.

mod books;
mod change;
mod found;
mod keepsakes;
mod line;
mod publishing;
mod search_page;
mod themes;

use std::collections::BTreeSet;
use std::path::PathBuf;

use super::error::BuildError;
use super::files::{Files, Look};
use super::folders::Folders;
use super::gather::Memory;
use super::keyed::Keyed;
use super::ledger::Settled;
use super::mode::Mode;
use super::options::BuildOptions;
use super::run::Run;
use super::search::INDEX;
use crate::config::Config;
use crate::output::Written;
use crate::output::hosting::Census;
use crate::render::Ground;
use crate::search::Remembered;
use crate::theme::ThemeError;
use crate::vocab::fingerprint::{Fingerprint, Hasher};

use books::Books;
pub(super) use found::Anew;
pub(super) use keepsakes::Keepsakes;
pub(super) use line::{Line, Looked};
pub(super) use publishing::Outcome;
use publishing::{Besides, Publishing};
use themes::Themes;

/// What a build and a preview have in common.
pub(super) struct Workshop {
    options: BuildOptions,
    memory: Memory,
    themes: Themes,
    grounds: Keyed<Ground>,
    /// Those of the folders that were looked at last.
    books: Option<Books>,
}

impl Workshop {
    pub(super) fn new(options: BuildOptions, mode: Mode) -> Self {
        let (memory, themes) = (Memory::new(mode), Themes::default());
        Self { options, memory, themes, grounds: Keyed::default(), books: None }
    }

    /// What is wrong with the theme's files as they are now; the last theme that had nothing wrong stands for it.
    pub(super) fn theme_error(&self) -> Option<&ThemeError> {
        self.themes.error()
    }

    /// Begins to give back the memory of what was replaced, once what is waited for is there.
    pub(super) fn release(&mut self) {
        self.memory.release();
        self.grounds.release();
    }

    /// Reads what changed.
    pub(super) fn look(&mut self, look: &Look, run: &Run<'_>) -> Result<Looked, BuildError> {
        let Self { options, memory, themes, books, .. } = self;
        let (site, mode) = (&options.site, memory.mode);
        let read = memory.read_config(site, run)?;
        let config = &read.config;
        let folders = folders(options, config);
        let is_elsewhere = books.as_ref().is_none_or(|books| !books.are_of(&folders));
        if is_elsewhere || *look == Look::Everywhere {
            folders.look(&site.root)?;
        }
        let theme = themes.last().filter(|_| *look != Look::Everywhere);
        if let Some(theme) = theme.clone().filter(|_| !is_elsewhere) {
            // A save is read sooner than threads that are busy elsewhere can be had.
            memory.read(site, config, look, run)?;
            return Ok(Looked { read, theme });
        }
        let (content, (last_run, theme)) = rayon::join(
            || memory.read(site, config, look, run),
            || {
                let theme =
                    theme.map_or_else(|| run.time("theme", || themes.read(&site.root, config, mode)), Ok);
                (is_elsewhere.then(|| Books::read(&folders)), theme)
            },
        );
        if let Some(last_run) = last_run {
            *books = Some(last_run);
        }
        content?;
        Ok(Looked { theme: theme?, read })
    }

    /// Parses and resolves what was read.
    pub(super) fn gather(&mut self, looked: Looked, run: &Run<'_>) -> Line {
        let gathered = self.memory.gather(&self.options.site, &looked.read, run);
        Line::new(gathered, looked, &self.options)
    }

    /// The same, while what will be wanted of the last run is read. What was believed to be as it was, but must be parsed, is read first.
    pub(super) fn gather_all(&mut self, looked: Looked, run: &Run<'_>) -> Result<Line, BuildError> {
        let Self { options, memory, books, .. } = self;
        memory.read_rest(&options.site, &looked.read.config, run)?;
        let (gathered, ()) = rayon::join(
            || memory.gather(&options.site, &looked.read, run),
            || books.iter_mut().for_each(Books::get_ready),
        );
        Ok(Line::new(gathered, looked, options))
    }

    /// What is told of the site that is there, when it is what was read, file by file.
    pub(super) fn as_published(&mut self, looked: &Looked, run: &Run<'_>) -> Option<(Settled, Written)> {
        let inputs = inputs(&self.options, &self.memory.files, looked);
        let (foreign, mode) = (self.options.foreign, self.memory.mode);
        let books = self.books.as_mut()?;
        let settled = books.account.settled_of(inputs)?;
        let folder = books.desk(foreign, mode).ok()?.folder;
        let is_there = run.time("compare", || folder.is_as_published());
        let (unchanged, bytes) = folder.size();
        is_there.then_some((settled, Written { written: 0, unchanged, removed: 0, bytes }))
    }

    /// Publishes the pages that a save changed, and those at `viewed`, paths in the output folder.
    pub(super) fn publish_save(
        &mut self,
        line: &Line,
        viewed: &BTreeSet<String>,
        run: &Run<'_>,
    ) -> Result<Outcome, BuildError> {
        self.publishing(line, run)?.save(viewed)
    }

    /// Publishes the search data alone, when every page may be another.
    pub(super) fn publish_search(&mut self, line: &Line, run: &Run<'_>) -> Result<Outcome, BuildError> {
        self.publishing(line, run)?.search()
    }

    /// Publishes all that is owed.
    pub(super) fn publish(&mut self, line: &Line, run: &Run<'_>) -> Result<Outcome, BuildError> {
        let Self { options, memory, grounds, books, .. } = self;
        let mode = memory.mode;
        let books = books_of(books, options, line);
        let remembered = memory.files.remembered();
        let keepsakes = Keepsakes::of(&books.cache, remembered, line, &books.drawn);
        // What stands for a broken file is not what another run would put there.
        let inputs = (!line.gathered.failed).then(|| inputs(options, &memory.files, &line.looked));
        let besides = Besides { mode, root: &options.site.root, images: &memory.images, inputs, keepsakes };
        let desk = books.desk(options.foreign, mode)?;
        Publishing { line, desk, grounds, run }.site(besides)
    }

    fn publishing<'p>(&'p mut self, line: &'p Line, run: &'p Run<'p>) -> Result<Publishing<'p>, BuildError> {
        let Self { options, memory, grounds, books, .. } = self;
        let desk = books_of(books, options, line).desk(options.foreign, memory.mode)?;
        Ok(Publishing { line, desk, grounds, run })
    }

    /// What hosts count of the site that was published last; none where it is small enough for each of them.
    pub(super) fn census(&self) -> Option<Census> {
        self.books.as_ref()?.census()
    }

    /// Where a site of this config is published to.
    pub(super) fn output(&self, config: &Config) -> PathBuf {
        folders(&self.options, config).output
    }

    /// Where the index is.
    pub(super) fn index_folder(&self, config: &Config) -> PathBuf {
        folders(&self.options, config).cache.join(INDEX)
    }

    /// What was analysed, for the next run.
    pub(super) fn analyses(&self) -> Option<Remembered> {
        self.books.as_ref()?.analyses.clone()
    }

    /// The index that was made from this is published.
    pub(super) fn pay_index(&mut self, searched: Fingerprint) {
        self.books.iter_mut().for_each(|books| books.account.pay_index(searched));
    }

    /// Leaves the record for the next run when nothing is owed.
    pub(super) fn save_record(&self) {
        self.books.iter().for_each(|books| books.account.save());
    }

    /// Leaves for a later run as what the files were read.
    pub(super) fn save_stamps(&self) {
        self.books.iter().for_each(|books| self.memory.files.save_stamps(&books.cache));
    }

    /// Removes some of the spare files that were not needed for long; gives whether there are no more.
    pub(super) fn remove_old_spares(&self) -> bool {
        self.books.as_ref().is_none_or(Books::remove_old_spares)
    }

    /// Lets go of the output folder; nobody should wait for the memory to be given back.
    pub(super) fn end(mut self) {
        self.books.iter_mut().for_each(Books::close);
        rayon::spawn(move || drop(self));
    }
}

/// The books of the folders that a line is published to; read when those of others were looked at last.
fn books_of<'b>(books: &'b mut Option<Books>, options: &BuildOptions, line: &Line) -> &'b mut Books {
    let folders = folders(options, line.config());
    books.get_or_insert_with(|| Books::read(&folders))
}

fn folders(options: &BuildOptions, config: &Config) -> Folders {
    Folders::of(&options.site.root, config, options.output.as_deref())
}

/// Of all that the site is made from: the options and the config as text, the theme, and every file of content. What is wrong with the config is
/// reported from the record, too.
fn inputs(options: &BuildOptions, files: &Files, Looked { read, theme }: &Looked) -> Fingerprint {
    let mut hasher = Hasher::new();
    hasher.update(line::choices(options, &read.config).as_bytes()).update(read.text.as_bytes());
    hasher.update(theme.fingerprint.as_bytes());
    for (path, fingerprint) in files.fingerprints() {
        hasher.update(path.as_str().as_bytes()).update(fingerprint.as_bytes());
    }
    for other in files.others() {
        hasher.update(other.path.as_str().as_bytes()).update(format!("{:?}", other.stamp).as_bytes());
    }
    hasher.finish()
}
