//! Watching: a save wakes the line, and what came of it is told.
//!
//! Comes in: a site and how to publish it. Goes out: for each save an [`Event`] as soon as its own pages are published, and another when all that
//! follows is. What always holds:
//!
//! - The file system's events are hints: after each burst of them everything is looked at again, so that a lost event costs a moment and nothing
//!   else.
//! - A mistake never ends the watching, and a failure of the environment loses no save: all is tried again until it passes.
//! - What is newer is done first.

mod failing;
mod hints;
mod places;

use std::collections::BTreeSet;
use std::fmt;
use std::path::PathBuf;
use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering};
use std::time::{Duration, Instant};

use crate::pipeline::{
    BuildError, BuildOptions, Interrupt, Left, Look, Progress, Session, SiteChange, Updated,
};
use crate::vocab::path::ContentPath;

use failing::Failing;
use hints::{Hint, Hints};
use places::Places;

/// What and how to watch.
#[derive(Debug, Clone)]
pub(crate) struct Options {
    pub(crate) build: BuildOptions,
    /// Look at everything so often, instead of asking the file system to tell: for network drives.
    pub(crate) poll: Option<Duration>,
}

/// What was done, and in how long.
#[derive(Debug)]
pub(crate) enum Event {
    /// Everything is published for the first time.
    Ready(Updated, Duration),
    /// The pages that a save changed are published; more may follow.
    Saved(Updated, Duration),
    /// All that follows from the saves before is published.
    Settled(Updated, Duration),
    /// Nothing could be published: the theme or the environment failed.
    Failed(BuildError),
    /// Nothing is left to do until something is saved.
    Resting,
}

/// The watching could not begin.
#[derive(Debug)]
pub(crate) enum WatchError {
    /// The system watches no folders, or no more of them.
    Watch(notify::Error),
    Build(BuildError),
}

impl fmt::Display for WatchError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Watch(error) => {
                write!(
                    f,
                    "cannot watch the site's folder: {error}; `--poll` looks at all files every second instead"
                )
            }
            Self::Build(error) => error.fmt(f),
        }
    }
}

impl std::error::Error for WatchError {}

/// Who is told, and asked.
pub(crate) trait Audience: Sync {
    /// Something was done.
    fn tell(&self, event: Event);
    /// The files of the output that someone looks at now: they are published first.
    fn viewed(&self) -> BTreeSet<String>;
}

/// Ends the watching, from any thread.
#[derive(Debug, Clone, Default)]
pub(crate) struct Stop {
    wanted: Arc<AtomicBool>,
    busy: Arc<AtomicBool>,
}

impl Stop {
    /// Asks for the end.
    pub(crate) fn stop(&self) {
        self.wanted.store(true, Ordering::SeqCst);
    }

    /// Whether the end was asked for.
    pub(crate) fn is_wanted(&self) -> bool {
        self.wanted.load(Ordering::SeqCst)
    }

    /// Whether the site is just being changed: to end the process now would leave it to the next build to mend.
    pub(crate) fn is_site_in_change(&self) -> bool {
        self.busy.load(Ordering::SeqCst)
    }
}

/// A burst of saves delays what follows from them at most so many times in a row.
const MOST_INTERRUPTIONS: usize = 4;

/// How long a watcher that has nothing to do sleeps before it looks whether it should end.
const NAP: Duration = Duration::from_millis(50);

/// Publishes the site, and again whenever it changes, until `stop`.
///
/// # Errors
/// The site's folder cannot be watched, or the output folder not be had. What fails later is told.
pub(crate) fn follow(
    options: &Options,
    stop: &Stop,
    audience: &dyn Audience,
    progress: &dyn Progress,
) -> Result<(), WatchError> {
    let places = Places::of(&options.build);
    let hints = Hints::begin(&places, options.poll).map_err(WatchError::Watch)?;
    let session = Session::going_on(options.build.clone());
    let mut following = Following { session, failing: Failing::default(), stop, audience, progress };
    following.begin().map_err(WatchError::Build)?;
    let mut state = State::Settled;
    while !stop.is_wanted() {
        let patience = if state.is_settled() { NAP } else { Duration::ZERO };
        if let Some(hint) = hints.next(patience) {
            following.save(&look(hint, &places));
            state = State::Saved { interruptions: state.interruptions() };
        } else if !state.is_settled() || following.failing.nap() {
            state = following.settle(&hints, state.interruptions());
        } else if state != State::Finished {
            state = following.finish(state);
        }
    }
    Ok(())
}

/// How far the site has followed the last save.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum State {
    /// What follows from it is owed; that was begun so often, and given up for something newer.
    Saved { interruptions: usize },
    /// The site is published, or cannot be; what nobody looks at is owed.
    Settled,
    /// Only what has to grow old before it goes is left.
    Resting,
    /// All is done.
    Finished,
}

impl State {
    fn is_settled(self) -> bool {
        !matches!(self, Self::Saved { .. })
    }

    fn interruptions(self) -> usize {
        match self {
            Self::Saved { interruptions } => interruptions,
            Self::Settled | Self::Resting | Self::Finished => 0,
        }
    }
}

/// A session, and who is told what came of it.
struct Following<'a> {
    session: Session,
    failing: Failing,
    stop: &'a Stop,
    audience: &'a dyn Audience,
    progress: &'a dyn Progress,
}

impl Following<'_> {
    /// Publishes everything for the first time.
    fn begin(&mut self) -> Result<(), BuildError> {
        let (start, newer) = (Instant::now(), Newer { hints: None, stop: self.stop });
        match self.session.settle(Some(&Look::Everywhere), &newer, self.progress) {
            Ok(updated) => self.audience.tell(Event::Ready(updated, start.elapsed())),
            Err(error @ (BuildError::Output(_) | BuildError::Folder(_))) => return Err(error),
            Err(error) => self.fail(error),
        }
        Ok(())
    }

    /// Publishes the pages that a save changed.
    fn save(&mut self, look: &Look) {
        let (start, viewed) = (Instant::now(), self.audience.viewed());
        match self.session.update(look, &viewed, self.stop, self.progress) {
            Ok(updated) => self.audience.tell(Event::Saved(updated, start.elapsed())),
            Err(error) => self.fail(error),
        }
    }

    /// Publishes all that follows, unless something newer is to be done, for which it was given up so often in a row.
    fn settle(&mut self, hints: &Hints, interruptions: usize) -> State {
        let hints = Some(hints).filter(|_| interruptions < MOST_INTERRUPTIONS);
        let (start, newer) = (Instant::now(), Newer { hints, stop: self.stop });
        match self.session.settle(Some(&Look::Everywhere), &newer, self.progress) {
            Ok(updated) => {
                self.failing.end();
                self.audience.tell(Event::Settled(updated, start.elapsed()));
                State::Settled
            }
            Err(BuildError::Interrupted) => State::Saved { interruptions: interruptions + 1 },
            Err(error) => {
                self.fail(error);
                State::Settled
            }
        }
    }

    /// Does some of what nobody looks at.
    fn finish(&mut self, before: State) -> State {
        let after = match self.session.finish() {
            Ok(Left::Work) => State::Settled,
            Ok(Left::Spares) => State::Resting,
            Ok(Left::Nothing) => State::Finished,
            Err(error) => {
                self.fail(error);
                State::Finished
            }
        };
        if before == State::Settled && after != State::Settled {
            self.audience.tell(Event::Resting);
        }
        after
    }

    /// Tells of a failure, unless that is known; to be interrupted is none.
    fn fail(&mut self, error: BuildError) {
        if !matches!(error, BuildError::Interrupted) && self.failing.note(&error) {
            self.audience.tell(Event::Failed(error));
        }
    }
}

/// Whether something newer is to be done, or the end is wanted.
struct Newer<'a> {
    hints: Option<&'a Hints>,
    stop: &'a Stop,
}

impl Interrupt for Newer<'_> {
    fn is_wanted(&self) -> bool {
        self.stop.is_wanted() || self.hints.is_some_and(Hints::has_more)
    }

    fn site_changes(&self, change: SiteChange) {
        self.stop.site_changes(change);
    }
}

/// Where to look for what a hint says.
fn look(hint: Hint, places: &Places) -> Look {
    let Hint::Files(files) = hint else { return Look::Everywhere };
    let content = |path: PathBuf| {
        let relative =
            path.strip_prefix(&places.root).ok()?.to_str()?.replace(std::path::MAIN_SEPARATOR, "/");
        let is_markdown =
            path.starts_with(&places.content) && path.extension().is_some_and(|ending| ending == "md");
        ContentPath::new(&relative).filter(|_| is_markdown)
    };
    files.into_iter().map(content).collect::<Option<BTreeSet<_>>>().map_or(Look::Everywhere, Look::At)
}

impl Interrupt for Stop {
    fn is_wanted(&self) -> bool {
        Self::is_wanted(self)
    }

    fn site_changes(&self, change: SiteChange) {
        self.busy.store(change == SiteChange::Begins, Ordering::SeqCst);
    }
}

#[cfg(test)]
mod tests;
