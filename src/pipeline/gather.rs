//! The line's first half: config, sources, documents, knowledge, and everything that is wrong with them.

use std::path::PathBuf;
use std::sync::Arc;

use super::attachments;
use super::error::BuildError;
use super::files::{Broken, Documents, Files, Look, Parsing};
use super::folders::Folders;
use super::images::{self, Images, Pictures, Purpose};
use super::options::SiteOptions;
use super::progress::Progress;
use super::project::config_text;
use super::report::Timings;
use crate::config::{self, Config};
use crate::document::Document;
use crate::document::matter::{is_key, keys};
use crate::knowledge::{self, Drafts, FutureDates, KnowledgeBase, OtherFile};
use crate::source::{self, SourceError, SourceFile};
use crate::vocab::diagnostic::{Code, Diagnostic, Severity, in_order, nearest};
use crate::vocab::fingerprint::{Fingerprint, Hasher};
use crate::vocab::kind::Kind;
use crate::vocab::path::ContentPath;
use crate::vocab::spanned::Spanned;

/// The documents of the last run, a folder in the cache folder.
pub(super) const DOCUMENTS: &str = "documents";

/// What a check found.
#[derive(Debug)]
pub struct Checked {
    pub site_root: PathBuf,
    /// In the order of files and places.
    pub diagnostics: Vec<Diagnostic>,
    /// Whether a build would refuse to publish.
    pub failed: bool,
    /// How many records of each kind there are.
    pub counts: Vec<(Kind, usize)>,
    pub timings: Timings,
}

/// All that is known before anything is searched or rendered.
pub(super) struct Gathered {
    pub(super) config: Config,
    /// In the order of their paths.
    pub(super) documents: Arc<Vec<Document>>,
    /// Of each document's file.
    pub(super) fingerprints: Arc<Vec<Fingerprint>>,
    /// Equal for documents of the same files, in one run.
    pub(super) listing: u64,
    pub(super) knowledge: Arc<KnowledgeBase>,
    pub(super) pictures: Pictures,
    /// Of all that the knowledge was made from, and of the pictures: equal when they are.
    pub(super) fingerprint: Fingerprint,
    pub(super) diagnostics: Vec<Diagnostic>,
    pub(super) failed: bool,
    /// How many files were parsed.
    pub(super) parsed: usize,
}

/// What was gathered before.
pub(super) struct Memory {
    pub(super) files: Files,
    pub(super) images: Images,
    pub(super) broken: Broken,
    config: Option<ReadConfig>,
    /// Whether content was not read yet as this config says.
    is_config_new: bool,
    knowledge: Option<Resolved>,
}

struct ReadConfig {
    text: String,
    config: Config,
    diagnostics: Vec<Diagnostic>,
}

struct Resolved {
    fingerprint: Fingerprint,
    /// Of each document's file.
    fingerprints: Arc<Vec<Fingerprint>>,
    knowledge: Arc<KnowledgeBase>,
    diagnostics: Vec<Diagnostic>,
}

/// Reads and resolves the site, and writes nothing.
///
/// # Errors
/// The site cannot be read, or its folders not be used.
pub fn check(options: &SiteOptions, progress: &dyn Progress) -> Result<Checked, BuildError> {
    let mut timings = Timings::default();
    let gathered = gather_once(options, progress, &mut timings)?;
    Ok(Checked {
        site_root: options.root.clone(),
        failed: gathered.failed,
        counts: counts(&gathered.knowledge),
        diagnostics: gathered.diagnostics,
        timings,
    })
}

/// How many records of each kind there are, in the order of kinds.
pub(super) fn counts(knowledge: &KnowledgeBase) -> Vec<(Kind, usize)> {
    Kind::ALL.into_iter().map(|kind| (kind, knowledge.of_kind(kind).count())).collect()
}

/// Runs the first half of the line, with nothing to remember.
pub(super) fn gather_once(
    options: &SiteOptions,
    progress: &dyn Progress,
    timings: &mut Timings,
) -> Result<Gathered, BuildError> {
    let mut memory = Memory::new(Broken::AsItIs);
    let config = memory.read_config(options, progress)?;
    Folders::of(&options.root, &config, None).look(&options.root)?;
    memory.read(options, &config, &Look::Everywhere, timings)?;
    Ok(memory.gather(options, config, progress, timings))
}

impl Memory {
    /// Of nothing; `broken` says what will stand for files with errors.
    pub(super) fn new(broken: Broken) -> Self {
        Self {
            files: Files::default(),
            images: Images::default(),
            broken,
            config: None,
            is_config_new: false,
            knowledge: None,
        }
    }

    /// The same, for who publishes what is gathered.
    pub(super) fn of_what_is_published(broken: Broken) -> Self {
        let mut memory = Self::new(broken);
        memory.images.purpose = Purpose::Publish;
        memory
    }

    /// The config as it is written.
    pub(super) fn config_text(&self) -> &str {
        self.config.as_ref().map_or("", |read| &read.text)
    }

    /// Reads the config; when it is another, [`Self::read`] reads all content again.
    pub(super) fn read_config(
        &mut self,
        options: &SiteOptions,
        progress: &dyn Progress,
    ) -> Result<Config, SourceError> {
        progress.begin("reading", 0);
        let text = config_text(&options.root, options.config.as_deref())?;
        let content = self.config.as_ref().map(|known| known.config.content.clone());
        let (read, is_new) = match self.config.take() {
            Some(known) if known.text == text => (known, false),
            known => {
                let (config, mut diagnostics) = config::parse(&text);
                diagnostics.extend(meant_for_nothing(&config));
                let has_errors = diagnostics.iter().any(|diagnostic| diagnostic.severity == Severity::Error);
                match known.filter(|_| has_errors && self.broken == Broken::LastGood) {
                    Some(known) => (ReadConfig { text, config: known.config, diagnostics }, false),
                    None => (ReadConfig { text, config, diagnostics }, true),
                }
            }
        };
        let config = self.config.insert(read).config.clone();
        if is_new {
            self.knowledge = None;
            if content.as_ref() == Some(&config.content) {
                self.files.begin_again();
            } else {
                self.files.begin_elsewhere();
            }
        }
        self.is_config_new |= is_new;
        Ok(config)
    }

    /// Reads of the content what changed.
    pub(super) fn read(
        &mut self,
        options: &SiteOptions,
        config: &Config,
        look: &Look,
        timings: &mut Timings,
    ) -> Result<(), SourceError> {
        let look = if self.is_config_new { &Look::Everywhere } else { look };
        let cache = options.root.join(config.cache.as_str());
        let homes = source::Homes { content: &config.content, statics: &config.statics };
        timings.time("read", || self.files.read(&options.root, homes, &cache, look))?;
        self.is_config_new = false;
        Ok(())
    }

    /// Reads what is believed to be as it was, but must be parsed ([`Files::believe_stamps`]).
    pub(super) fn read_rest(
        &mut self,
        options: &SiteOptions,
        config: &Config,
        timings: &mut Timings,
    ) -> Result<(), SourceError> {
        let memory = options.root.join(config.cache.as_str()).join(DOCUMENTS);
        timings.time("recall", || self.files.read_rest(&options.root, &memory, &Parsing::of(config)))
    }

    /// Parses and resolves what was read.
    pub(super) fn gather(
        &mut self,
        options: &SiteOptions,
        config: Config,
        progress: &dyn Progress,
        timings: &mut Timings,
    ) -> Gathered {
        let cache = options.root.join(config.cache.as_str());
        let (parsed, all) = timings.time("parse", || {
            let (parsing, memory) = (Parsing::of(&config), cache.join(DOCUMENTS));
            let parsed = self.files.parse(&parsing, &memory, self.broken, progress);
            (parsed, self.files.documents(self.broken))
        });
        let mut diagnostics = self.config.as_ref().map(|read| read.diagnostics.clone()).unwrap_or_default();
        diagnostics.extend_from_slice(&all.diagnostics);

        progress.begin("resolving", 0);
        let resolved = timings.time("resolve", || self.resolve(options, &config, &all));
        let (knowledge, mut fingerprint) = (Arc::clone(&resolved.knowledge), resolved.fingerprint);
        diagnostics.extend_from_slice(&resolved.diagnostics);
        let (pictures, problems) = timings.time("images", || {
            let others = self.files.others();
            self.images.look(&options.root, &cache, &knowledge.attachments, others, progress)
        });
        diagnostics.extend(problems);
        diagnostics.extend(attachments::check_sizes(&knowledge.attachments, self.files.others()));
        if !pictures.is_empty() {
            let mut hasher = Hasher::new();
            hasher.update(fingerprint.as_bytes()).update(images::fingerprint(&pictures).as_bytes());
            fingerprint = hasher.finish();
        }
        if diagnostics.iter().any(|diagnostic| diagnostic.code == Code::WrongVersion) {
            diagnostics.retain(|diagnostic| diagnostic.code == Code::WrongVersion);
        }
        let diagnostics = in_order(diagnostics);
        let worst = diagnostics.iter().map(|diagnostic| diagnostic.severity).min();
        let failed = worst.is_some_and(|severity| match severity {
            Severity::Error => true,
            Severity::Warning => options.strict,
            Severity::Note => false,
        });
        Gathered {
            config,
            documents: all.documents,
            fingerprints: all.fingerprints,
            listing: all.listing,
            knowledge,
            pictures,
            fingerprint,
            diagnostics,
            failed,
            parsed,
        }
    }

    /// The knowledge, resolved again only when an outline changed.
    fn resolve(&mut self, options: &SiteOptions, config: &Config, all: &Documents) -> &Resolved {
        let Documents { documents, fingerprints, .. } = all;
        let others = self.files.others().iter();
        let others: Vec<_> = others
            .map(|SourceFile { path, below, home, .. }| OtherFile { path, below, home: *home })
            .collect();
        let fingerprint = fingerprint(options, config, all.outlines, &others);
        let is_known = self.knowledge.as_ref().is_some_and(|known| {
            known.fingerprint == fingerprint && !is_reported_elsewhere(known, documents, fingerprints)
        });
        if let Some(known) = self.knowledge.take_if(|_| is_known) {
            return self.knowledge.insert(Resolved { fingerprints: Arc::clone(fingerprints), ..known });
        }
        let outlines: Vec<_> = documents.iter().map(|document| Arc::clone(&document.outline)).collect();
        let drafts = if options.drafts { Drafts::Include } else { Drafts::LeaveOut };
        let future_dates = match config.future_dates {
            config::FutureDates::Publish => FutureDates::Publish,
            config::FutureDates::Hold => FutureDates::Hold,
        };
        let (knowledge, diagnostics) = knowledge::resolve(
            &outlines,
            knowledge::Options {
                language: &config.language,
                drafts,
                future_dates,
                today: options.today,
                others: &others,
                trust_files: config.raw_html,
            },
        );
        self.knowledge.insert(Resolved {
            fingerprint,
            fingerprints: Arc::clone(fingerprints),
            knowledge: Arc::new(knowledge),
            diagnostics,
        })
    }
}

/// Reports names that mean keys that there are not.
fn meant_for_nothing(config: &Config) -> Vec<Diagnostic> {
    let path = ContentPath::new(config::FILE).expect("a plain name is confined");
    let unknown = config.meant.iter().filter(|key| !is_key(&key.value));
    let report = |key: &Spanned<String>| {
        let message = format!("there is no key `{}` in front matter", key.value);
        let hint = nearest(&key.value, keys()).map_or_else(
            || "write one that a kind of record has".to_owned(),
            |near| format!("did you mean `{near}`?"),
        );
        Diagnostic::error(Code::FrontMatterValue, &path, message).with_span(key.span.clone()).with_hint(hint)
    };
    unknown.map(report).collect()
}

/// Whether a file that changed has a mistake that resolving found: what is wrong may now be at another place in it.
fn is_reported_elsewhere(known: &Resolved, documents: &[Document], fingerprints: &[Fingerprint]) -> bool {
    if known.diagnostics.is_empty() {
        return false;
    }
    let changed = documents
        .iter()
        .zip(fingerprints)
        .zip(known.fingerprints.iter())
        .filter(|((_, new), old)| new != old);
    changed.into_iter().any(|((document, _), _)| {
        known.diagnostics.iter().any(|diagnostic| diagnostic.path == document.outline.path)
    })
}

fn fingerprint(
    options: &SiteOptions,
    config: &Config,
    outlines: Fingerprint,
    others: &[OtherFile<'_>],
) -> Fingerprint {
    let mut hasher = Hasher::new();
    hasher.update(format!("{config:?} {} {:?}", options.drafts, options.today).as_bytes());
    hasher.update(outlines.as_bytes());
    hasher.update(b"others");
    for other in others {
        hasher.update(other.path.as_str().as_bytes());
    }
    hasher.finish()
}
