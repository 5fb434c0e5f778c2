//! The whole line: what was gathered is searched, rendered and written.
//!
//! The index is written on one thread while pages are rendered, and then the client search data made, on the others; each page
//! goes to the output as it is made, so that memory holds outlines and bodies, never the site.

use std::fmt;
use std::path::{Path, PathBuf};
use std::sync::Arc;

use super::gather::{Gathered, SiteOptions, counts, gather};
use super::progress::Progress;
use super::report::Timings;
use crate::config::{self, Config};
use crate::knowledge::{Attachment, RecordId};
use crate::output::{Foreign, OutputError, Transaction, Written};
use crate::render::{self, Failure, Rendered, Theme, ThemeError, ThemeFile};
use crate::search::export::Exported;
use crate::search::{self, IndexError};
use crate::source::{self, SourceError};
use crate::vocab::artifact::Artifact;
use crate::vocab::diagnostic::Diagnostic;
use crate::vocab::kind::Kind;
use crate::vocab::path::ContentPath;

/// How to publish.
#[derive(Debug, Clone)]
pub struct BuildOptions {
    pub site: SiteOptions,
    /// Where the site will be, instead of the config's word.
    pub base_url: Option<String>,
    /// The folder to publish to, instead of the config's.
    pub output: Option<PathBuf>,
    /// What to do with files in that folder that no build wrote.
    pub foreign: Foreign,
    /// What to do when content has errors.
    pub on_errors: OnErrors,
}

/// What to do when content has errors.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum OnErrors {
    /// Leave the old site as it is.
    Stop,
    /// Publish everything else.
    KeepGoing,
}

/// What a build did.
#[derive(Debug)]
pub struct BuildReport {
    /// In the order of files and places.
    pub diagnostics: Vec<Diagnostic>,
    /// Whether content has errors.
    pub failed: bool,
    /// What was published; none when it was not.
    pub published: Option<Published>,
    pub timings: Timings,
}

/// A site that was published.
#[derive(Debug)]
pub struct Published {
    pub output: PathBuf,
    /// How many files the site has that were rendered.
    pub pages: usize,
    /// How many records of each kind there are.
    pub counts: Vec<(Kind, usize)>,
    pub written: Written,
}

/// The environment or the theme failed.
#[derive(Debug)]
pub enum BuildError {
    Source(SourceError),
    Theme(ThemeError),
    /// Pages that a template failed on, by template error.
    Pages(Vec<Failure>),
    Index(IndexError),
    Output(OutputError),
}

impl fmt::Display for BuildError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Source(error) => error.fmt(f),
            Self::Theme(error) => error.fmt(f),
            Self::Index(error) => error.fmt(f),
            Self::Output(error) => error.fmt(f),
            Self::Pages(failures) => {
                for failure in failures {
                    let more = if failure.pages > 1 {
                        format!(" and {} more pages", failure.pages - 1)
                    } else {
                        String::new()
                    };
                    writeln!(f, "a template fails on {}{more}\n{}", failure.page, failure.text.trim_end())?;
                }
                f.write_str("nothing was published")
            }
        }
    }
}

impl std::error::Error for BuildError {
    fn source(&self) -> Option<&(dyn std::error::Error + 'static)> {
        match self {
            Self::Source(error) => error.source(),
            Self::Index(error) => error.source(),
            Self::Output(error) => error.source(),
            Self::Theme(_) | Self::Pages(_) => None,
        }
    }
}

impl From<SourceError> for BuildError {
    fn from(error: SourceError) -> Self {
        Self::Source(error)
    }
}

impl From<OutputError> for BuildError {
    fn from(error: OutputError) -> Self {
        Self::Output(error)
    }
}

/// Publishes the site.
///
/// # Errors
/// The environment or the theme fails; then the old site is whole.
pub fn build(options: &BuildOptions, progress: &dyn Progress) -> Result<BuildReport, BuildError> {
    let mut timings = Timings::default();
    let gathered = gather(&options.site, progress, &mut timings)?;
    if gathered.failed && options.on_errors == OnErrors::Stop {
        return Ok(BuildReport { diagnostics: gathered.diagnostics, failed: true, published: None, timings });
    }
    let published = publish(options, &gathered, progress, &mut timings)?;
    Ok(BuildReport {
        diagnostics: gathered.diagnostics,
        failed: gathered.failed,
        published: Some(published),
        timings,
    })
}

/// Where the cache of the site at `root` is.
pub(super) fn cache_folder(root: &Path, config: &Config) -> PathBuf {
    root.join(config.cache.as_str())
}

/// Where the search index is, in the cache.
pub(super) fn index_folder(root: &Path, config: &Config) -> PathBuf {
    cache_folder(root, config).join("search")
}

fn publish(
    options: &BuildOptions,
    gathered: &Gathered,
    progress: &dyn Progress,
    timings: &mut Timings,
) -> Result<Published, BuildError> {
    let Gathered { config, documents, knowledge, .. } = gathered;
    let root = &options.site.root;
    let theme = timings.time("theme", || read_theme(root, config))?;
    let bodies: Vec<_> = documents.iter().map(|document| Arc::clone(&document.body)).collect();

    progress.begin("analysing", 0);
    let corpus = timings.time("analyse", || {
        let analyser = search::Analyser::new();
        search::Corpus::build(knowledge, &bodies, |entry| analyser.analyse(entry))
    });
    let related: Vec<Vec<RecordId>> = timings.time("relate", || {
        let related = search::related(&corpus, knowledge);
        knowledge.iter().map(|(id, _)| related.of(id).to_vec()).collect()
    });

    let output = options.output.clone().unwrap_or_else(|| root.join(config.output.as_str()));
    let mut folder = crate::output::Folder::open(&output, &cache_folder(root, config), options.foreign)?;
    let transaction = folder.begin()?;
    let base_url = options.base_url.as_deref().map_or_else(|| config.base_url.clone(), config::base_url);
    let input = render::Input {
        knowledge,
        documents,
        related: &related,
        options: render::Options {
            title: &config.title,
            base_url: &base_url,
            language: &config.language,
            description: config.description.as_deref(),
            page_size: config.page_size,
            generator: concat!("Rexbase ", env!("CARGO_PKG_VERSION")),
        },
    };
    progress.begin("publishing", 0);
    let (mut of_index, mut of_pages) = (Timings::default(), Timings::default());
    let (pending, (rendered, exported)) = rayon::join(
        || {
            of_index.time("index", || {
                search::index::write(&corpus, knowledge, &bodies, &index_folder(root, config))
            })
        },
        || {
            let rendered = of_pages.time("render", || {
                let ground = render::Ground::new(&theme, &input);
                render::render(&theme, &input, &ground, &render::Selection::All, |artifact| {
                    progress.advance();
                    transaction.put(artifact)
                })
            });
            let exported = of_pages.time("export", || {
                if theme.has_search() {
                    search::export::export(&corpus, knowledge, &bodies, |artifact| transaction.put(artifact))
                } else {
                    Ok(Exported::default())
                }
            });
            (rendered, exported)
        },
    );
    timings.stages.append(&mut of_index.stages);
    timings.stages.append(&mut of_pages.stages);
    let Rendered { files: pages, failures } = rendered?;
    if !failures.is_empty() {
        return Err(BuildError::Pages(failures));
    }
    exported?;
    let pending = pending.map_err(BuildError::Index)?;
    timings.time("attach", || copy_attachments(root, &knowledge.attachments, &transaction))?;
    let written = timings.time("commit", || transaction.commit())?;
    pending.publish().map_err(BuildError::Index)?;
    Ok(Published { output, pages, counts: counts(knowledge), written })
}

fn read_theme(root: &Path, config: &Config) -> Result<Theme, BuildError> {
    let folder =
        config.theme.as_ref().and_then(|name| ContentPath::new(&format!("{}/{name}", config.themes)));
    let files = source::read_theme(root, folder.as_ref())?;
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
