//! Watching a small site, on the disk.

use std::collections::BTreeSet;
use std::fs;
use std::path::Path;
use std::sync::Mutex;
use std::sync::mpsc::{Sender, channel};
use std::time::Duration;

use super::{Audience, Event, Options, Stop, follow};
use crate::pipeline::{BuildOptions, Foreign, OnErrors, Progress, SiteOptions};

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
            site: SiteOptions { root: root.to_owned(), config: None, drafts: false, strict: false },
            base_url: None,
            output: None,
            foreign: Foreign::Refuse,
            on_errors: OnErrors::KeepGoing,
        },
        poll: None,
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
    let (sender, events) = channel();
    let (stop, listener) = (Stop::default(), Listener(Mutex::new(sender)));
    std::thread::scope(|scope| {
        scope.spawn(|| follow(&options(root), &stop, &listener, &Quiet).unwrap());
        let next = || events.recv_timeout(Duration::from_secs(20)).unwrap();
        assert!(matches!(next(), Event::Ready(_)));
        assert!(page().contains("One."));

        fs::write(&talk, "+++\ntitle = \"A\"\n+++\nTwo.\n").unwrap();
        let Event::Saved(saved) = next() else { panic!("the save is told first") };
        assert_eq!((saved.work.parsed, saved.work.rendered), (1, 1));
        assert!(saved.changed.contains("talks/a/index.html") && page().contains("Two."));
        assert!(matches!(next(), Event::Settled(_)));

        fs::write(&talk, "+++\ntitle = \"A\n+++\nThree.\n").unwrap();
        let Event::Saved(saved) = next() else { panic!("the mistake is told") };
        assert!(saved.failed && !saved.diagnostics.is_empty());
        assert!(page().contains("Two."));
        next();

        fs::write(&talk, "+++\ntitle = \"A\"\n+++\nThree.\n").unwrap();
        let Event::Saved(saved) = next() else { panic!("the mending is told") };
        assert!(!saved.failed);
        assert!(page().contains("Three."));
        next();
        stop.stop();
    });
}
