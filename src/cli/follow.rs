//! What `rexbase serve` and `rexbase watch` share: their arguments, and telling the terminal what was done.

use std::collections::{BTreeSet, HashSet};
use std::path::PathBuf;
use std::sync::{Mutex, PoisonError};
use std::time::Duration;

use clap::Args;

use super::arguments::SiteArguments;
use super::{diagnostics, summary};
use crate::pipeline::{BuildError, BuildOptions, Foreign, Progress, Updated};
use crate::preview::{Preview, Update};
use crate::vocab::diagnostic::Diagnostic;
use crate::vocab::printable::printable;
use crate::watch::{Audience, Event, Options, Stop};

#[derive(Debug, Args)]
pub(super) struct FollowArguments {
    #[command(flatten)]
    pub(super) site: SiteArguments,
    /// Where the site will be, instead of the config's `base_url`
    #[arg(long, value_name = "URL", value_parser = crate::pipeline::base_url)]
    pub(super) base_url: Option<String>,
    /// The folder to publish to [default: output in the site's folder]
    #[arg(long, value_name = "DIR")]
    pub(super) output_dir: Option<PathBuf>,
    /// Publish into a folder that holds files of others, replacing those in the way
    #[arg(long)]
    pub(super) force: bool,
    /// Look at all files so often instead of waiting to be told, for network drives: milliseconds
    #[arg(long, value_name = "MS", num_args = 0..=1, default_missing_value = "1000")]
    pub(super) poll: Option<u64>,
    /// Say where the time went
    #[arg(long)]
    pub(super) timings: bool,
}

impl FollowArguments {
    /// How to follow the site; the output folder is this one for good.
    pub(super) fn options(&self, output: PathBuf) -> Options {
        Options {
            build: BuildOptions {
                site: self.site.site(),
                base_url: self.base_url.clone(),
                output: Some(output),
                foreign: if self.force { Foreign::Replace } else { Foreign::Refuse },
            },
            poll: self.poll.map(|interval| Duration::from_millis(interval.max(20))),
        }
    }

    /// The output folder.
    pub(super) fn output(&self) -> Result<PathBuf, Box<dyn std::error::Error>> {
        let folders = self.site.project.open()?.folders();
        Ok(self.output_dir.clone().unwrap_or(folders.output))
    }
}

/// Says on the terminal, and to browsers when there is a preview, what was done.
pub(super) struct Teller<'a> {
    arguments: &'a FollowArguments,
    preview: Option<&'a Preview>,
    /// What to say when the site is ready.
    ready: String,
    /// What was said to be wrong, and still is.
    said: Mutex<Said>,
    /// What to do when nothing is left to do.
    rest: fn(),
}

#[derive(Default)]
struct Said {
    diagnostics: Vec<Diagnostic>,
    failure: Option<String>,
}

impl Audience for Teller<'_> {
    fn tell(&self, event: Event) {
        match event {
            Event::Ready(updated, elapsed) => {
                self.tell_all("Published", &updated, elapsed);
                summary::print_line(&printable(&self.ready), self.arguments.site.format);
            }
            Event::Saved(updated, elapsed) => self.tell_all("Saved", &updated, elapsed),
            Event::Settled(updated, elapsed) if updated.written.written + updated.written.removed > 0 => {
                self.tell_all("Followed", &updated, elapsed);
            }
            Event::Settled(updated, _) => {
                self.tell_browsers(&updated);
                self.say_what_is_wrong(&updated);
            }
            Event::Failed(error) => self.fail(&error),
            Event::Resting => (self.rest)(),
        }
    }

    fn viewed(&self) -> BTreeSet<String> {
        self.preview.map(Preview::viewed).unwrap_or_default()
    }
}

impl<'a> Teller<'a> {
    pub(super) fn new(
        arguments: &'a FollowArguments,
        preview: Option<&'a Preview>,
        ready: String,
        rest: fn(),
    ) -> Self {
        Self { arguments, preview, ready, said: Mutex::default(), rest }
    }

    /// Browsers first: someone is looking.
    fn tell_all(&self, verb: &str, updated: &Updated, elapsed: Duration) {
        self.tell_browsers(updated);
        self.say_what_is_wrong(updated);
        summary::print_update(verb, updated, elapsed, self.arguments.site.format);
        if self.arguments.timings {
            summary::print_stages(&updated.timings);
        }
    }

    /// Prints what is wrong now and was not before.
    fn say_what_is_wrong(&self, updated: &Updated) {
        let mut said = self.said.lock().unwrap_or_else(PoisonError::into_inner);
        let old: HashSet<&Diagnostic> = said.diagnostics.iter().collect();
        let new: Vec<_> =
            updated.diagnostics.iter().filter(|diagnostic| !old.contains(diagnostic)).cloned().collect();
        diagnostics::print(&new, &self.arguments.site.project.root, self.arguments.site.format);
        said.diagnostics.clone_from(&updated.diagnostics);
        let failure = updated.theme_error.as_ref().map(ToString::to_string);
        if let Some(error) = updated.theme_error.as_ref().filter(|_| failure != said.failure) {
            diagnostics::failure(error);
        }
        said.failure = failure;
    }

    fn tell_browsers(&self, updated: &Updated) {
        if let Some(preview) = self.preview {
            let root = &updated.address_root;
            if preview.move_to(root) {
                anstream::println!("Now serving http://{}{}", preview.address(), printable(root));
            }
            let failure = updated.theme_error.as_ref().map(|error| error as &dyn std::error::Error);
            let problems =
                diagnostics::problems(failure, &updated.diagnostics, &self.arguments.site.project.root);
            preview.tell(&Update { changed: updated.changed.clone(), problems: Some(problems) });
        }
    }

    fn fail(&self, error: &BuildError) {
        if let Some(preview) = self.preview {
            let problems = diagnostics::problems(Some(error), &[], &self.arguments.site.project.root);
            preview.tell(&Update { problems: Some(problems), ..Update::default() });
        }
        diagnostics::failure(error);
    }
}

/// Ends the watching on Ctrl-C: at once when nothing is being written, else as soon as the site is whole.
pub(super) fn stop_on_interrupt(stop: &Stop) -> Result<(), ctrlc::Error> {
    /// How long what is being done may take to notice.
    const GRACE: Duration = Duration::from_millis(120);
    let stop = stop.clone();
    ctrlc::set_handler(move || {
        stop.stop();
        std::thread::sleep(GRACE);
        while stop.is_site_in_change() {
            std::thread::sleep(Duration::from_millis(5));
        }
        std::process::exit(0);
    })
}

/// Says nothing of stages: a save is done before anyone could read them.
pub(super) struct Silent;

impl Progress for Silent {
    fn begin(&self, _stage: &'static str, _total: usize) {}
    fn advance(&self) {}
}
