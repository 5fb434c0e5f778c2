//! Publishing: what a build left in the output folder goes to where readers find it.
//!
//! What always holds: what is sent is a whole site that a build made, of what the public may see: an output folder that is not ours, that a build or a preview is changing or
//! left half-way, that is older than a build that failed, or that shows drafts or what is internal where that was not asked for, is refused. While it is sent,
//! nobody else changes it.

use std::collections::{BTreeMap, BTreeSet};
use std::fmt;
use std::io::Write;
use std::path::{Path, PathBuf};
use std::process::Command;
use std::sync::Mutex;

use super::build::FAILED;
use super::folders::{FolderError, Folders};
use super::ledger::Shown;
use super::progress::Progress;
use super::project::config_text;
use super::record;
use crate::config;
use crate::disk;
use crate::output::{Folder, Foreign, Known, OutputError};
use crate::publish::{
    self, Asked, Clock, Event, File, Packed, Settings, Site, Target, Watch, Where, addresses,
};
use crate::site::root_of;
use crate::source::SourceError;
use crate::vocab::audience::Audience;
use crate::vocab::diagnostic::{Diagnostic, Severity};
use crate::vocab::path::OutputPath;

pub(crate) use crate::config::period;
pub(crate) use crate::publish::{Extent, Plan, PublishError, Report};

/// What to publish, and where to.
pub(crate) struct PublishOptions<'a> {
    /// The site's folder.
    pub(crate) root: PathBuf,
    /// The config file, when it is not `rexbase.toml` there.
    pub(crate) config: Option<PathBuf>,
    /// The output folder, when not the config's.
    pub(crate) output: Option<PathBuf>,
    /// Where to publish to, when not where the config says.
    pub(crate) target: Option<String>,
    /// For whom the site that is published may be; none for whom the config says.
    pub(crate) audience: Option<Audience>,
    /// Publish a site that shows drafts.
    pub(crate) drafts: bool,
    /// In seconds; none for the config's.
    pub(crate) grace: Option<u32>,
    /// In percent.
    pub(crate) most_gone: u8,
    pub(crate) extent: Extent,
    pub(crate) takes_over: bool,
    pub(crate) forces: bool,
    /// The file to list the changed addresses in.
    pub(crate) changed: Option<PathBuf>,
    /// One word that no other run has.
    pub(crate) who: String,
    pub(crate) environment: &'a dyn Fn(&str) -> Option<String>,
}

/// Who watches a run, and may stop it.
pub(crate) struct Watcher<'a> {
    pub(crate) progress: &'a dyn Progress,
    /// Is called once it is known what will be done, and where.
    pub(crate) planned: &'a (dyn Fn(&Plan, &str) + Sync),
    pub(crate) is_stopped: &'a (dyn Fn() -> bool + Sync),
}

/// In the cache folder: the addresses that changed, for the program that tells a CDN.
const CHANGED: &str = "changed";
/// What stands for that file in the program's arguments.
const PLACE: &str = "{changed}";

/// Why nothing was published, or not all.
#[derive(Debug)]
pub(crate) enum PublishingError {
    /// The config cannot be read.
    Source(SourceError),
    /// The config has errors.
    Config {
        root: PathBuf,
        diagnostics: Vec<Diagnostic>,
    },
    Folder(FolderError),
    Output(OutputError),
    /// No place is named, or what is named is none.
    Target(String),
    /// No build has ended, or what it left was changed since.
    NotBuilt,
    /// The last build failed.
    Failed,
    /// The site shows drafts.
    Drafts,
    /// The site is for others.
    Audience(Audience),
    Publish(PublishError),
    /// All was published, and those who keep copies were not told.
    NotTold(String),
}

impl fmt::Display for PublishingError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Source(error) => error.fmt(f),
            Self::Config { .. } => f.write_str("nothing was published, since the config has errors"),
            Self::Folder(error) => error.fmt(f),
            Self::Output(OutputError::Locked(path)) => write!(
                f,
                "another rexbase is building, serving or publishing this site: wait until it has ended, or end it (it holds `{}`)",
                path.display()
            ),
            Self::Output(error) => error.fmt(f),
            Self::Target(why) => f.write_str(why),
            Self::NotBuilt => f.write_str(
                "there is no whole site to publish: run `rexbase build`, then publish (a preview may have left pages of its own)",
            ),
            Self::Failed => f.write_str(
                "the last build failed, so the site is older than the content: mend what `rexbase check` shows, run `rexbase build`, then publish",
            ),
            Self::Drafts => f.write_str(
                "the site was built with drafts: run `rexbase build` without `--drafts`, or pass `--drafts` to publish them",
            ),
            Self::Audience(audience) => write!(
                f,
                "the site was built for the audience `{0}`: build it for whom it is published, or pass `--audience {0}`",
                audience.name()
            ),
            Self::Publish(error) => error.fmt(f),
            Self::NotTold(why) => write!(
                f,
                "the site was published, and those who keep copies of it were not told: {why}\nmend that, and run this again: it tells them"
            ),
        }
    }
}

impl std::error::Error for PublishingError {}

impl From<OutputError> for PublishingError {
    fn from(error: OutputError) -> Self {
        Self::Output(error)
    }
}

impl From<PublishError> for PublishingError {
    fn from(error: PublishError) -> Self {
        Self::Publish(error)
    }
}

impl PublishingError {
    /// The exit code by which scripts tell it from others.
    pub(crate) fn code(&self) -> u8 {
        match self {
            Self::Publish(error) => error.code(),
            Self::Output(OutputError::Locked(_)) => 7,
            _ => 1,
        }
    }
}

/// Publishes what the last build left.
///
/// # Errors
/// There is no whole site, or something keeps it from being published; then what readers find is whole.
pub(crate) fn publish(
    options: &PublishOptions<'_>,
    clock: &Clock,
    watcher: &Watcher<'_>,
) -> Result<Report, PublishingError> {
    let PublishOptions { root, environment, .. } = options;
    let text = config_text(root, options.config.as_deref()).map_err(PublishingError::Source)?;
    let (config, diagnostics) = config::parse(&text);
    if diagnostics.iter().any(|found| found.severity == Severity::Error) {
        return Err(PublishingError::Config { root: root.clone(), diagnostics });
    }
    let folders = Folders::of(root, &config, options.output.as_deref());
    let target = target(options, config.publish.target.as_deref())?;
    folders.look(root).map_err(PublishingError::Folder)?;
    if let Target::Folder(path) = &target {
        folders.look_for_publishing(path).map_err(PublishingError::Folder)?;
    }
    look_what_is_shown(options, &folders, config.audience)?;
    let folder = Known::read(&folders.output, &folders.cache).open(Foreign::Refuse)?;
    if !folder.is_whole() {
        return Err(PublishingError::NotBuilt);
    }
    let files = files(&folder, &target, config.publish.compress);
    let settings = Settings {
        endpoint: config.publish.endpoint.as_deref(),
        region: config.publish.region.as_deref(),
        environment,
        foreign_is_replaced: options.forces,
    };
    let store = publish::open(&target, &settings).map_err(PublishError::from)?;
    let watch = Watching {
        watcher,
        target: target.to_string(),
        root,
        cache: &folders.cache,
        changed: options.changed.as_deref(),
        after: &config.publish.after,
        address_root: root_of(&config.base_url),
        failure: Mutex::default(),
    };
    let asked = Asked {
        who: options.who.clone(),
        grace: i64::from(options.grace.unwrap_or(config.publish.grace)),
        most_gone: options.most_gone,
        extent: options.extent,
        takes_over: options.takes_over,
        forces: options.forces,
    };
    let site = Site { folder: &folders.output, files: &files };
    let report = publish::publish(site, &*store, &asked, clock, &watch)?;
    match watch.failure.into_inner().ok().flatten() {
        Some(why) => Err(PublishingError::NotTold(why)),
        None => Ok(report),
    }
}

/// Hands on what happens, and tells those who keep copies of the site.
struct Watching<'a> {
    watcher: &'a Watcher<'a>,
    target: String,
    /// The site's folder, in which the program is run.
    root: &'a Path,
    cache: &'a Path,
    changed: Option<&'a Path>,
    after: &'a [String],
    address_root: String,
    /// Why nobody was told.
    failure: Mutex<Option<String>>,
}

impl Watch for Watching<'_> {
    fn see(&self, event: Event<'_>) {
        match event {
            Event::Planned(plan) => (self.watcher.planned)(plan, &self.target),
            Event::Begins(what, steps) => self.watcher.progress.begin(what, steps),
            Event::Did => self.watcher.progress.advance(),
        }
    }

    fn is_stopped(&self) -> bool {
        (self.watcher.is_stopped)()
    }

    fn tell(&self, changed: &BTreeSet<&OutputPath>) -> bool {
        let told = self.try_to_tell(changed);
        let is_told = told.is_ok();
        if let (Err(why), Ok(mut failure)) = (told, self.failure.lock()) {
            *failure = Some(why);
        }
        is_told
    }
}

impl Watching<'_> {
    fn try_to_tell(&self, changed: &BTreeSet<&OutputPath>) -> Result<(), String> {
        let Self { root, cache, changed: file, after, address_root, .. } = self;
        if file.is_none() && after.is_empty() {
            return Ok(());
        }
        let addresses = addresses(changed.iter().copied(), address_root);
        let lines: String = addresses.iter().flat_map(|address| [address.as_str(), "\n"]).collect();
        let kept = cache.join(CHANGED);
        let list = file.unwrap_or(&kept);
        let list = std::path::absolute(list).unwrap_or_else(|_| list.to_owned());
        let waiting = list.with_extension(format!("new-{}", std::process::id()));
        disk::replace(&list, &waiting, |file| file.write_all(lines.as_bytes()))
            .map_err(|cause| format!("cannot write `{}`: {cause}", list.display()))?;
        let Some((program, arguments)) = after.split_first() else { return Ok(()) };
        if addresses.is_empty() {
            return Ok(());
        }
        let list = list.to_string_lossy();
        let arguments = arguments.iter().map(|argument| argument.replace(PLACE, &list));
        match Command::new(program).args(arguments).current_dir(root).status() {
            Ok(status) if status.success() => Ok(()),
            Ok(status) => Err(format!("`{program}` ended with {status}")),
            Err(cause) => Err(format!("`{program}` cannot be run: {cause}")),
        }
    }
}

fn target(options: &PublishOptions<'_>, written: Option<&str>) -> Result<Target, PublishingError> {
    let target = match (options.target.as_deref(), written) {
        (Some(target), _) => Target::parse(target, Where::CommandLine),
        (None, Some(target)) => Target::parse(target, Where::Config(&options.root)),
        (None, None) => Err("it is not said where to publish to\nname it (`rexbase publish s3://bucket/kb`), or write `target` into `[publish]` of rexbase.toml".to_owned()),
    };
    target.map_err(PublishingError::Target)
}

/// The site's files as they are to be published: compressed only where that can be said of them.
fn files(folder: &Folder, target: &Target, compress: bool) -> BTreeMap<OutputPath, File> {
    let packed = match target {
        Target::Bucket(_) if compress => Packed::Gzip,
        _ => Packed::Plain,
    };
    let file = |(path, fingerprint, size): (&OutputPath, _, _)| {
        (path.clone(), File::new(path, fingerprint, size, packed))
    };
    folder.files().map(file).collect()
}

/// Refuses a site that no build left whole, or that shows what was not asked for.
fn look_what_is_shown(
    options: &PublishOptions<'_>,
    folders: &Folders,
    audience: Audience,
) -> Result<(), PublishingError> {
    if disk::plain(&folders.cache.join(FAILED)).is_ok() {
        return Err(PublishingError::Failed);
    }
    let Some(shown) = record::shown(&folders.output, &folders.cache) else {
        return Err(PublishingError::NotBuilt);
    };
    let Shown { drafts, audience: shown_to } = shown;
    if drafts && !options.drafts {
        return Err(PublishingError::Drafts);
    }
    if shown_to != options.audience.unwrap_or(audience) {
        return Err(PublishingError::Audience(shown_to));
    }
    Ok(())
}
