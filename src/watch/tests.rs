//! Watching a small site, on the disk. Nothing is waited for longer than [`PATIENCE`]: what does not come is a test that fails.

use std::collections::BTreeSet;
use std::fs;
use std::iter;
use std::path::Path;
use std::sync::Mutex;
use std::sync::mpsc::{Receiver, RecvTimeoutError, Sender, channel};
use std::time::{Duration, Instant};

use super::{Audience, Event, Options, Stop, follow};
use crate::pipeline::{BuildOptions, Foreign, Progress, SiteOptions};

/// Far longer than anything here takes.
const PATIENCE: Duration = Duration::from_secs(60);

struct Quiet;

impl Progress for Quiet {
    fn begin(&self, _stage: &'static str, _total: usize) {}
    fn advance(&self) {}
}

struct Listener(Mutex<Sender<Event>>);

impl Audience for Listener {
    fn tell(&self, event: Event) {
        let _ = self.0.lock().unwrap().send(event);
    }

    fn viewed(&self) -> BTreeSet<String> {
        BTreeSet::new()
    }
}

fn options(root: &Path) -> Options {
    Options {
        build: BuildOptions {
            site: SiteOptions {
                root: root.to_owned(),
                config: None,
                drafts: false,
                audience: None,
                today: None,
                strict: false,
            },
            base_url: None,
            output: None,
            foreign: Foreign::Refuse,
        },
        poll: None,
    }
}

/// A site that is watched, until this goes: a test that fails does not leave a thread that another waits for.
struct Watched {
    events: Receiver<Event>,
    end: Receiver<Result<(), String>>,
    stop: Stop,
}

impl Watched {
    fn of(root: &Path) -> Self {
        let (sender, events) = channel();
        let (ended, end) = channel();
        let (options, stop) = (options(root), Stop::default());
        let wanted = stop.clone();
        std::thread::spawn(move || {
            let listener = Listener(Mutex::new(sender));
            let result = follow(&options, &wanted, &listener, &Quiet).map_err(|error| error.to_string());
            let _ = ended.send(result);
        });
        Self { events, end, stop }
    }

    /// What is told next, of work.
    fn next(&self, what: &str) -> Event {
        let mut told = iter::repeat_with(|| self.told(what));
        told.find(|event| !matches!(event, Event::Resting)).expect("it goes on for ever, or panics")
    }

    /// Waits until nothing is left to do.
    fn rests(&self) {
        while !matches!(self.told("nothing is left to do"), Event::Resting) {}
    }

    fn told(&self, what: &str) -> Event {
        self.events.recv_timeout(PATIENCE).unwrap_or_else(|error| match error {
            RecvTimeoutError::Timeout => panic!("{what}: nothing is told for {PATIENCE:?}"),
            RecvTimeoutError::Disconnected => {
                panic!("{what}: the watching ended before: {:?}", self.end.recv_timeout(PATIENCE))
            }
        })
    }

    fn stop(&self) {
        self.stop.stop();
        match self.end.recv_timeout(PATIENCE) {
            Ok(result) => result.unwrap(),
            Err(error) => panic!("the watching does not end when it is asked to: {error}"),
        }
    }
}

impl Drop for Watched {
    fn drop(&mut self) {
        self.stop.stop();
    }
}

/// A save is published, a mistake keeps the last good page and is told, and is mended.
#[test]
fn saves_are_published_and_mistakes_are_told() {
    let folder = tempfile::tempdir().unwrap();
    let root = folder.path();
    let talk = root.join("content/talks/a.md");
    fs::create_dir_all(talk.parent().unwrap()).unwrap();
    fs::write(root.join("rexbase.toml"), "title = \"T\"\n").unwrap();
    fs::write(&talk, "+++\ntitle = \"A\"\n+++\nOne.\n").unwrap();
    let page = || fs::read_to_string(root.join("output/talks/a/index.html")).unwrap();
    let watched = Watched::of(root);
    assert!(matches!(watched.next("the site is published"), Event::Ready(..)));
    assert!(page().contains("One."));

    let begin = Instant::now();
    fs::write(&talk, "+++\ntitle = \"A\"\n+++\nTwo.\n").unwrap();
    let Event::Saved(saved, elapsed) = watched.next("a save") else { panic!("the save is told first") };
    let longest = saved.timings.stages.iter().map(|(_, time)| *time).max().unwrap();
    assert!(longest <= elapsed && elapsed <= begin.elapsed(), "{elapsed:?} is not the time that passed");
    assert_eq!((saved.work.parsed, saved.work.rendered), (1, 1));
    assert!(saved.changed.contains("talks/a/index.html") && page().contains("Two."));
    assert!(matches!(watched.next("what follows from the save"), Event::Settled(..)));

    fs::write(&talk, "+++\ntitle = \"A\n+++\nThree.\n").unwrap();
    let Event::Saved(saved, _) = watched.next("a mistake") else { panic!("the mistake is told") };
    assert!(saved.failed && !saved.diagnostics.is_empty());
    assert!(page().contains("Two."));
    watched.next("what follows from the mistake");

    fs::write(&talk, "+++\ntitle = \"A\"\n+++\nThree.\n").unwrap();
    let Event::Saved(saved, _) = watched.next("its mending") else { panic!("the mending is told") };
    assert!(!saved.failed);
    assert!(page().contains("Three."));
    watched.rests();
    watched.stop();
}

/// A watching that ends is told at once, with its reason, to whoever waits for it.
#[test]
#[should_panic(expected = "the site is published: the watching ended before: Ok(Err(")]
fn what_cannot_be_watched_is_not_waited_for() {
    let folder = tempfile::tempdir().unwrap();
    Watched::of(&folder.path().join("missing")).next("the site is published");
}
