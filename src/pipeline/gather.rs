//! The line's first half: config, sources, documents, knowledge, and everything that is wrong with them.

use std::path::PathBuf;
use std::sync::Arc;

use rayon::prelude::*;

use super::progress::Progress;
use super::report::Timings;
use crate::config::{self, Config};
use crate::document::{self, Document, Place};
use crate::knowledge::{self, Drafts, KnowledgeBase};
use crate::source::{self, SourceError, SourceSet};
use crate::vocab::diagnostic::{Diagnostic, Severity, in_order};
use crate::vocab::kind::Kind;

/// Which site, and how to look at it.
#[derive(Debug, Clone)]
pub struct SiteOptions {
    /// The site's folder.
    pub root: PathBuf,
    /// The config file, when it is not `rexbase.toml` there.
    pub config: Option<PathBuf>,
    pub drafts: bool,
    /// Take warnings for errors.
    pub strict: bool,
}

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
    pub(super) documents: Vec<Document>,
    pub(super) knowledge: KnowledgeBase,
    pub(super) diagnostics: Vec<Diagnostic>,
    pub(super) failed: bool,
}

/// Reads and resolves the site, and writes nothing.
///
/// # Errors
/// The site cannot be read.
pub fn check(options: &SiteOptions, progress: &dyn Progress) -> Result<Checked, SourceError> {
    let mut timings = Timings::default();
    let gathered = gather(options, progress, &mut timings)?;
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

/// Runs the first half of the line.
pub(super) fn gather(
    options: &SiteOptions,
    progress: &dyn Progress,
    timings: &mut Timings,
) -> Result<Gathered, SourceError> {
    let (config, mut diagnostics) = read_config(options)?;
    progress.begin("reading", 0);
    let sources = timings.time("read", || source::read(&options.root, &config.content))?;
    let SourceSet { files, others, diagnostics: of_sources } = sources;
    diagnostics.extend(of_sources);

    progress.begin("parsing", files.len());
    let parsing = document::Options { trust_html: config.raw_html };
    let parsed: Vec<Result<Document, Diagnostic>> = timings.time("parse", || {
        files
            .into_par_iter()
            .map(|file| {
                progress.advance();
                Place::of(&file.path, &file.below).map(|place| document::parse(place, &file.bytes, parsing))
            })
            .collect()
    });
    let mut documents = Vec::with_capacity(parsed.len());
    for document in parsed {
        match document {
            Ok(mut document) => {
                diagnostics.append(&mut document.diagnostics);
                documents.push(document);
            }
            Err(diagnostic) => diagnostics.push(diagnostic),
        }
    }

    progress.begin("resolving", 0);
    let knowledge = timings.time("resolve", || {
        let outlines: Vec<_> = documents.iter().map(|document| Arc::clone(&document.outline)).collect();
        let others: Vec<_> = others.into_iter().map(|file| file.path).collect();
        let drafts = if options.drafts { Drafts::Include } else { Drafts::LeaveOut };
        let (knowledge, of_knowledge) = knowledge::resolve(
            &outlines,
            knowledge::Options {
                language: &config.language,
                drafts,
                others: &others,
                trust_files: config.raw_html,
            },
        );
        diagnostics.extend(of_knowledge);
        knowledge
    });
    let diagnostics = in_order(diagnostics);
    let worst = diagnostics.iter().map(|diagnostic| diagnostic.severity).min();
    let failed = worst.is_some_and(|severity| severity == Severity::Error || options.strict);
    Ok(Gathered { config, documents, knowledge, diagnostics, failed })
}

fn read_config(options: &SiteOptions) -> Result<(Config, Vec<Diagnostic>), SourceError> {
    let path = options.config.clone().unwrap_or_else(|| options.root.join(config::FILE));
    let text = source::read_config(&path)?;
    if text.is_none() && options.config.is_some() {
        let cause = std::io::Error::from(std::io::ErrorKind::NotFound);
        return Err(SourceError { path, cause });
    }
    Ok(config::parse(&text.unwrap_or_default()))
}
