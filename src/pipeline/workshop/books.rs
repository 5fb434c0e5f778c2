//! The books of an output folder: what is known of its files, the account of what they stand for, and what the last run left beside it.

use std::path::{Path, PathBuf};
use std::sync::Arc;

use crate::memo;
use crate::output::hosting::Census;
use crate::output::{Folder, Foreign, Known};
use crate::pipeline::error::BuildError;
use crate::pipeline::folders::Folders;
use crate::pipeline::mode::Mode;
use crate::pipeline::record::Account;
use crate::pipeline::search::INDEX;
use crate::search::Remembered;
use crate::site::Drawn;

/// The analyses of the last search data, in the cache folder.
pub(super) const ANALYSES: &str = "analyses";
/// What the last search data were made by, in the cache folder.
pub(super) const INVERTED: &str = "inverted";
/// The pictures of the last build, in the cache folder.
pub(super) const DRAWN: &str = "drawn";

/// The books of an output folder.
pub(super) struct Books {
    output: PathBuf,
    pub(super) cache: PathBuf,
    /// What the disk says of the site, read ahead of taking hold of it.
    known: Option<Known>,
    /// None as long as nothing was written.
    held: Option<Folder>,
    pub(super) account: Account,
    /// None as long as nobody asked: a run may not need them.
    pub(super) analyses: Option<Remembered>,
    pub(super) drawn: Arc<Drawn>,
}

/// The books of a folder that is held, opened where one writes.
pub(super) struct Desk<'b> {
    pub(super) folder: &'b mut Folder,
    pub(super) account: &'b mut Account,
    pub(super) analyses: &'b mut Option<Remembered>,
    pub(super) drawn: &'b Arc<Drawn>,
    pub(super) cache: &'b Path,
}

impl Books {
    /// Reads what the last run left, but for its analyses and documents.
    pub(super) fn read(Folders { output, cache, .. }: &Folders) -> Self {
        let index = cache.join(INDEX);
        let open = || Account::open(output, cache, &index);
        let (account, known) = rayon::join(open, || Known::read(output, cache));
        let drawn = memo::load(&cache.join(DRAWN)).and_then(|bytes| Drawn::decode(&bytes));
        Self {
            output: output.clone(),
            cache: cache.clone(),
            known: Some(known),
            held: None,
            account,
            analyses: None,
            drawn: Arc::new(drawn.unwrap_or_default()),
        }
    }

    pub(super) fn are_of(&self, folders: &Folders) -> bool {
        (&self.output, &self.cache) == (&folders.output, &folders.cache)
    }

    /// Looks at the files that are there, and reads the analyses.
    pub(super) fn get_ready(&mut self) {
        let Self { known, analyses, cache, .. } = self;
        rayon::join(
            || *known = known.take().map(Known::looked_at),
            || {
                analyses_of(analyses, cache);
            },
        );
    }

    /// Takes hold of the folder, which nobody else has meanwhile.
    pub(super) fn desk(&mut self, foreign: Foreign, mode: Mode) -> Result<Desk<'_>, BuildError> {
        let Self { output, cache, known, held, account, analyses, drawn } = self;
        let folder = match held {
            Some(folder) => folder,
            none => {
                memo::own(cache)?;
                let known = known.take().unwrap_or_else(|| Known::read(output, cache));
                let folder = known.open(foreign)?;
                none.insert(if mode == Mode::Follow { folder.keeping_spares() } else { folder })
            }
        };
        Ok(Desk { folder, account, analyses, drawn, cache })
    }

    /// What hosts count of the site that is there.
    pub(super) fn census(&self) -> Option<Census> {
        Census::unless_small(self.held.as_ref()?.files().map(|(path, _, size)| (path.as_str(), size)))
    }

    pub(super) fn remove_old_spares(&self) -> bool {
        self.held.as_ref().is_none_or(Folder::remove_old_spares)
    }

    /// Lets go of the folder.
    pub(super) fn close(&mut self) {
        self.held = None;
    }
}

/// The analyses of the last run, and what was made of them; read when they are first asked for.
pub(super) fn analyses_of<'a>(analyses: &'a mut Option<Remembered>, cache: &Path) -> &'a mut Remembered {
    analyses.get_or_insert_with(|| {
        let mut buffer = Vec::new();
        let bytes = memo::load_into(&cache.join(ANALYSES), &mut buffer);
        let mut analyses = bytes.and_then(Remembered::decode).unwrap_or_default();
        let bytes = memo::load_into(&cache.join(INVERTED), &mut buffer);
        bytes.into_iter().for_each(|bytes| analyses.decode_inverted(bytes));
        analyses
    })
}
