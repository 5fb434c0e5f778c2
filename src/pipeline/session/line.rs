//! The line's second half: what was gathered, on its ground.

use std::collections::BTreeSet;
use std::path::Path;
use std::sync::{Arc, OnceLock};

use crate::config::Config;
use crate::knowledge::{KnowledgeBase, RecordId};
use crate::pipeline::error::BuildError;
use crate::pipeline::gather::Gathered;
use crate::pipeline::progress::{Interrupt, Progress};
use crate::pipeline::record::Record;
use crate::render::Ground;
use crate::site::{self, Drawn};
use crate::source;
use crate::theme::{Theme, ThemeError, ThemeFile};
use crate::vocab::fingerprint::{Fingerprint, Hasher};
use crate::vocab::path::ContentPath;

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

/// Who is told what is done, and who may stop it.
#[derive(Clone, Copy)]
pub(super) struct Told<'a> {
    pub(super) interrupt: &'a dyn Interrupt,
    pub(super) progress: &'a dyn Progress,
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
) -> site::Input<'a> {
    let config = &gathered.config;
    site::Input {
        knowledge: &gathered.knowledge,
        documents: &gathered.documents,
        related,
        drawn,
        pictures: &gathered.pictures,
        options: site::Options {
            title: &config.title,
            base_url,
            language: &config.language,
            description: config.description.as_deref(),
            page_size: config.page_size,
            record_feeds: config.record_feeds,
            edit_url: config.edit_url.as_deref(),
            social_cards: config.social_cards,
            trust_html: config.raw_html,
            peertube: config.peertube.as_deref(),
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
        // Feeds and the like are no reader's screen: they follow when all is settled.
        let mut pages = self.ground().readers_pages_of(&self.gathered.knowledge, &changed);
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
}
