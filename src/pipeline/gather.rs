//! The line's first half: config, sources, documents, knowledge, and everything that is wrong with them.

use std::path::PathBuf;
use std::sync::Arc;

use super::attachments;
use super::error::BuildError;
use super::files::{Documents, Files, Look, Parsing};
use super::folders::Folders;
use super::images::{self, Images, Pictures};
use super::keyed::Keyed;
use super::mode::Mode;
use super::options::SiteOptions;
use super::progress::{Never, Progress};
use super::project::config_text;
use super::prose::Prose;
use super::run::Run;
use super::transcripts::Transcripts;
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
}

/// All that is known before anything is searched or rendered.
pub(super) struct Gathered {
    /// In the order of their paths.
    pub(super) documents: Arc<Vec<Document>>,
    /// The documents' files, with their transcripts.
    pub(super) prose: Prose,
    /// The same without: as they were read.
    pub(super) files: Prose,
    pub(super) knowledge: Arc<KnowledgeBase>,
    pub(super) pictures: Pictures,
    /// Of all that the knowledge was made from, and of the pictures: equal when they are.
    pub(super) fingerprint: Fingerprint,
    pub(super) diagnostics: Vec<Diagnostic>,
    pub(super) failed: bool,
}

/// What was gathered before.
pub(super) struct Memory {
    pub(super) mode: Mode,
    pub(super) files: Files,
    pub(super) images: Images,
    transcripts: Transcripts,
    config: Keyed<ReadConfig>,
    /// The config as which content was read last.
    read_as: Option<Arc<Config>>,
    knowledge: Keyed<Resolved>,
}

/// The config as it is written, or the last one without errors, with what is wrong now.
pub(super) struct ReadConfig {
    /// Of its text.
    pub(super) text: Fingerprint,
    pub(super) config: Arc<Config>,
    diagnostics: Vec<Diagnostic>,
}

struct Resolved {
    knowledge: Arc<KnowledgeBase>,
    diagnostics: Vec<Diagnostic>,
    /// The files that something is wrong with, and what they were: if one is another, the mistake may be at another place in it.
    wrong: Vec<(ContentPath, Option<Fingerprint>)>,
}

/// Reads and resolves the site, and writes nothing.
///
/// # Errors
/// The site cannot be read, or its folders not be used.
pub fn check(options: &SiteOptions, progress: &dyn Progress) -> Result<Checked, BuildError> {
    let run = Run::begin(&Never, progress);
    Ok(checked(options, gather_once(options, &run)?))
}

/// What is told of what was gathered.
pub(super) fn checked(options: &SiteOptions, gathered: Gathered) -> Checked {
    Checked {
        site_root: options.root.clone(),
        failed: gathered.failed,
        counts: counts(&gathered.knowledge),
        diagnostics: gathered.diagnostics,
    }
}

/// How many records of each kind there are, in the order of kinds.
pub(super) fn counts(knowledge: &KnowledgeBase) -> Vec<(Kind, usize)> {
    Kind::ALL.into_iter().map(|kind| (kind, knowledge.of_kind(kind).count())).collect()
}

/// Runs the first half of the line, with nothing to remember.
pub(super) fn gather_once(options: &SiteOptions, run: &Run<'_>) -> Result<Gathered, BuildError> {
    gather_with_config(options, run).map(|(gathered, _)| gathered)
}

/// The same, with the config as which it was read.
pub(super) fn gather_with_config(
    options: &SiteOptions,
    run: &Run<'_>,
) -> Result<(Gathered, Arc<Config>), BuildError> {
    let mut memory = Memory::new(Mode::Check);
    let config = memory.read_config(options, run)?;
    Folders::of(&options.root, &config.config, None).look(&options.root)?;
    memory.read(options, &config.config, &Look::Everywhere, run)?;
    Ok((memory.gather(options, &config, run), Arc::clone(&config.config)))
}

impl Memory {
    /// Of nothing.
    pub(super) fn new(mode: Mode) -> Self {
        Self {
            mode,
            files: Files::default(),
            images: Images::default(),
            transcripts: Transcripts::default(),
            config: Keyed::default(),
            read_as: None,
            knowledge: Keyed::default(),
        }
    }

    /// Begins to give back the memory of what was resolved before.
    pub(super) fn release(&mut self) {
        self.knowledge.release();
    }

    /// Reads the config; when it is another, [`Self::read`] reads all content again.
    pub(super) fn read_config(
        &mut self,
        options: &SiteOptions,
        run: &Run<'_>,
    ) -> Result<Arc<ReadConfig>, SourceError> {
        run.progress.begin("reading", 0);
        let written = config_text(&options.root, options.config.as_deref())?;
        let text = Fingerprint::of(written.as_bytes());
        let last_good = self.config.last().filter(|_| self.mode == Mode::Follow).cloned();
        Ok(self.config.get_or_make(text, || {
            let (config, mut diagnostics) = config::parse(&written);
            diagnostics.extend(meant_for_nothing(&config));
            let has_errors = diagnostics.iter().any(|diagnostic| diagnostic.severity == Severity::Error);
            let config = match last_good.filter(|_| has_errors) {
                Some(last) => Arc::clone(&last.config),
                None => Arc::new(config),
            };
            ReadConfig { text, config, diagnostics }
        }))
    }

    /// Reads of the content what changed.
    pub(super) fn read(
        &mut self,
        options: &SiteOptions,
        config: &Arc<Config>,
        look: &Look,
        run: &Run<'_>,
    ) -> Result<(), SourceError> {
        let is_same = self.read_as.as_ref().is_some_and(|read_as| Arc::ptr_eq(read_as, config));
        match self.read_as.take_if(|_| !is_same) {
            Some(before) if before.content != config.content => self.files.begin_elsewhere(),
            Some(_) => self.files.begin_again(),
            None => {}
        }
        let look = if is_same { look } else { &Look::Everywhere };
        let cache = options.root.join(config.cache.as_str());
        let homes = source::Homes { content: &config.content, statics: &config.statics };
        run.time("read", || self.files.read(&options.root, homes, &cache, look, self.mode))?;
        self.read_as = Some(Arc::clone(config));
        Ok(())
    }

    /// Reads what is believed to be as it was, but must be parsed ([`Files::read`]).
    pub(super) fn read_rest(
        &mut self,
        options: &SiteOptions,
        config: &Config,
        run: &Run<'_>,
    ) -> Result<(), SourceError> {
        let memory = options.root.join(config.cache.as_str()).join(DOCUMENTS);
        run.time("recall", || {
            self.files.read_rest(&options.root, &memory, &Parsing::of(config, options.audience(config)))
        })
    }

    /// Parses and resolves what was read.
    pub(super) fn gather(
        &mut self,
        options: &SiteOptions,
        ReadConfig { config, diagnostics, .. }: &ReadConfig,
        run: &Run<'_>,
    ) -> Gathered {
        let (mode, progress) = (self.mode, run.progress);
        let cache = options.root.join(config.cache.as_str());
        let all = run.time("parse", || {
            let parsed = self.files.parse(
                &Parsing::of(config, options.audience(config)),
                &cache.join(DOCUMENTS),
                mode,
                progress,
            );
            run.worked(|work| work.parsed += parsed);
            self.files.documents(mode)
        });
        let mut diagnostics = diagnostics.clone();
        diagnostics.extend_from_slice(&all.diagnostics);

        progress.begin("resolving", 0);
        let (resolved, mut fingerprint) = run.time("resolve", || self.resolve(options, config, &all));
        diagnostics.extend_from_slice(&resolved.diagnostics);
        let knowledge = Arc::clone(&resolved.knowledge);
        let others = self.files.others();
        let (pictures, problems) = run.time("images", || {
            self.images.look(&options.root, &cache, &knowledge.attachments, others, mode, progress)
        });
        diagnostics.extend(problems);
        diagnostics.extend(attachments::check_sizes(&knowledge.attachments, others));
        let heard = run.time("transcripts", || {
            self.transcripts.attach(&options.root, &knowledge, others, &all.documents, &all.prose)
        });
        diagnostics.extend(heard.diagnostics);
        if !pictures.is_empty() {
            let mut hasher = Hasher::new();
            hasher.update(fingerprint.as_bytes()).update(images::fingerprint(&pictures).as_bytes());
            fingerprint = hasher.finish();
        }
        if diagnostics.iter().any(|diagnostic| diagnostic.code == Code::WrongVersion) {
            diagnostics.retain(|diagnostic| diagnostic.code == Code::WrongVersion);
        }
        let diagnostics = in_order(diagnostics);
        let failed = has_failed(&diagnostics, options);
        let (documents, prose, files) = (heard.documents, heard.prose, all.prose);
        Gathered { documents, prose, files, knowledge, pictures, fingerprint, diagnostics, failed }
    }

    /// The knowledge, resolved again only when an outline changed, and the fingerprint of all that it is made from.
    fn resolve(
        &mut self,
        options: &SiteOptions,
        config: &Config,
        all: &Documents,
    ) -> (Arc<Resolved>, Fingerprint) {
        let others = self.files.others().iter();
        let others: Vec<_> = others
            .map(|SourceFile { path, below, home, .. }| OtherFile { path, below, home: *home })
            .collect();
        let fingerprint = fingerprint(options, config, all.outlines, &others);
        self.knowledge.keep_if(|known| known.wrong.iter().all(|(path, file)| all.prose.of(path) == *file));
        let resolved = self.knowledge.get_or_make(fingerprint, || {
            let outlines: Vec<_> =
                all.documents.iter().map(|document| Arc::clone(&document.outline)).collect();
            let drafts = if options.drafts { Drafts::Include } else { Drafts::LeaveOut };
            let future_dates = match config.future_dates {
                config::FutureDates::Publish => FutureDates::Publish,
                config::FutureDates::Hold => FutureDates::Hold,
            };
            let options = knowledge::Options {
                audience: options.audience(config),
                language: &config.language,
                drafts,
                future_dates,
                today: options.today,
                others: &others,
                own_pages_from: config.own_pages_from,
                trust_files: config.raw_html,
            };
            let (knowledge, diagnostics) = knowledge::resolve(&outlines, options);
            let wrong = diagnostics.iter().map(|diagnostic| &diagnostic.path);
            let wrong = wrong.map(|path| (path.clone(), all.prose.of(path))).collect();
            Resolved { knowledge: Arc::new(knowledge), diagnostics, wrong }
        });
        (resolved, fingerprint)
    }
}

/// Whether a build would refuse to publish.
fn has_failed(diagnostics: &[Diagnostic], options: &SiteOptions) -> bool {
    diagnostics.iter().any(|diagnostic| match diagnostic.severity {
        Severity::Error => true,
        Severity::Warning => options.strict,
        Severity::Note => false,
    })
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

fn fingerprint(
    options: &SiteOptions,
    config: &Config,
    outlines: Fingerprint,
    others: &[OtherFile<'_>],
) -> Fingerprint {
    let mut hasher = Hasher::new();
    hasher.update(
        format!("{config:?} {} {:?} {:?}", options.drafts, options.today, options.audience(config))
            .as_bytes(),
    );
    hasher.update(outlines.as_bytes());
    hasher.update(b"others");
    for other in others {
        hasher.update(other.path.as_str().as_bytes());
    }
    hasher.finish()
}
