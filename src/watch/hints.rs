//! What the file system says may have changed: hints, gathered into bursts.
//!
//! What always holds: the first event of a burst is handed over as soon as the save that it belongs to has ended (a file that is written in place is
//! waited for until it is closed, for at most [`PATIENCE`]); our own reading, and editors' temporary files, are no events.

use std::collections::BTreeSet;
use std::path::{Path, PathBuf};
use std::sync::mpsc::{Receiver, RecvTimeoutError, channel};
use std::sync::{Mutex, PoisonError};
use std::time::{Duration, Instant};

use notify::event::{AccessKind, AccessMode, ModifyKind};
use notify::{Event, EventKind, RecommendedWatcher, RecursiveMode, Watcher};

use crate::vocab::path::is_left_out;

use super::places::Places;

/// What may have changed.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) enum Hint {
    Files(BTreeSet<PathBuf>),
    /// Anything: events were lost, or folders moved.
    Anything,
}

/// How long a file that is being written is waited for.
const PATIENCE: Duration = Duration::from_millis(20);
/// How long the rest of a burst is waited for.
const BREATH: Duration = Duration::from_millis(1);

/// The stream of hints.
pub(super) struct Hints {
    events: Mutex<Receiver<notify::Result<Event>>>,
    /// What was taken from the stream when it was asked whether there is more.
    waiting: Mutex<Option<Sorted>>,
    watcher: Mutex<Option<RecommendedWatcher>>,
    poll: Option<(Duration, Mutex<Instant>)>,
    content: PathBuf,
    statics: PathBuf,
    themes: PathBuf,
    config: PathBuf,
}

/// An event that matters.
#[derive(Debug)]
struct Sorted {
    hint: Hint,
    /// Whether a file is still being written.
    is_open: bool,
}

impl Hints {
    /// Begins to watch.
    pub(super) fn begin(places: &Places, poll: Option<Duration>) -> notify::Result<Self> {
        let (sender, events) = channel();
        let hints = Self {
            events: Mutex::new(events),
            waiting: Mutex::default(),
            watcher: Mutex::default(),
            poll: poll.map(|interval| (interval, Mutex::new(Instant::now()))),
            content: places.content.clone(),
            statics: places.statics.clone(),
            themes: places.themes.clone(),
            config: places.config.clone(),
        };
        if poll.is_none() {
            let mut watcher = notify::recommended_watcher(move |event| {
                // Nobody listens any more when the watching has ended.
                let _ = sender.send(event);
            })?;
            watcher.watch(&places.root, RecursiveMode::NonRecursive)?;
            if let Some(folder) = places.config.parent().filter(|folder| *folder != places.root) {
                watcher.watch(folder, RecursiveMode::NonRecursive)?;
            }
            *hints.watcher.lock().unwrap_or_else(PoisonError::into_inner) = Some(watcher);
            hints.watch_folders();
        }
        Ok(hints)
    }

    /// The next hint, when one comes within this time.
    pub(super) fn next(&self, patience: Duration) -> Option<Hint> {
        if let Some((interval, last)) = &self.poll {
            return poll(*interval, last, patience);
        }
        let mut sorted = match self.waiting.lock().unwrap_or_else(PoisonError::into_inner).take() {
            Some(sorted) => sorted,
            None => self.receive(Instant::now() + patience)?,
        };
        let start = Instant::now();
        loop {
            let patience = if sorted.is_open { PATIENCE } else { BREATH };
            let deadline = (Instant::now() + patience).min(start + PATIENCE * 3);
            let Some(more) = self.receive(deadline) else { break };
            sorted = Sorted { hint: join(sorted.hint, more.hint), is_open: more.is_open };
        }
        if sorted.hint == Hint::Anything {
            self.watch_folders();
        }
        Some(sorted.hint)
    }

    /// Whether a hint is waiting.
    pub(super) fn has_more(&self) -> bool {
        let mut waiting = self.waiting.lock().unwrap_or_else(PoisonError::into_inner);
        if waiting.is_none() && self.poll.is_none() {
            *waiting = self.receive(Instant::now());
        }
        waiting.is_some()
    }

    /// Watches the folders, which may have come, or gone and come again.
    fn watch_folders(&self) {
        if let Some(watcher) = self.watcher.lock().unwrap_or_else(PoisonError::into_inner).as_mut() {
            for folder in [&self.content, &self.statics, &self.themes] {
                // What is not there yet is noticed in the folder that it will be in.
                let _ = watcher.watch(folder, RecursiveMode::Recursive);
            }
        }
    }

    /// The next event that matters, until a deadline.
    fn receive(&self, deadline: Instant) -> Option<Sorted> {
        let events = self.events.lock().unwrap_or_else(PoisonError::into_inner);
        loop {
            let left = deadline.saturating_duration_since(Instant::now());
            match events.recv_timeout(left) {
                Ok(Ok(event)) => {
                    if let Some(sorted) = self.sort(event) {
                        return Some(sorted);
                    }
                }
                Ok(Err(_)) => return Some(Sorted { hint: Hint::Anything, is_open: false }),
                Err(RecvTimeoutError::Timeout | RecvTimeoutError::Disconnected) => return None,
            }
        }
    }

    fn sort(&self, event: Event) -> Option<Sorted> {
        if event.need_rescan() {
            return Some(Sorted { hint: Hint::Anything, is_open: false });
        }
        let is_open = match event.kind {
            EventKind::Access(AccessKind::Close(AccessMode::Write)) => false,
            EventKind::Access(_) => return None,
            // A file that was made is written next; one that a rename puts in place is whole, and comes as `Name`.
            EventKind::Modify(ModifyKind::Data(_)) | EventKind::Create(_) => true,
            _ => false,
        };
        let paths: BTreeSet<_> = event.paths.into_iter().filter(|path| self.is_ours(path)).collect();
        if paths.is_empty() {
            return None;
        }
        let is_file = |path: &PathBuf| {
            path.starts_with(&self.content) && path.extension().is_some_and(|ending| ending == "md")
        };
        let hint = if paths.iter().all(is_file) { Hint::Files(paths) } else { Hint::Anything };
        Some(Sorted { hint, is_open })
    }

    /// Whether a path is of content, a theme, the config or what is published as it lies there, and no temporary file.
    fn is_ours(&self, path: &Path) -> bool {
        if path == self.config {
            return true;
        }
        let Some(folder) =
            [&self.content, &self.statics, &self.themes].into_iter().find(|folder| path.starts_with(folder))
        else {
            return false;
        };
        // What hosts ask for has hidden names, too: a look tells what is published.
        if folder == &self.statics {
            return true;
        }
        let below = path.strip_prefix(folder).unwrap_or(path);
        !below.components().any(|part| is_left_out(&part.as_os_str().to_string_lossy()))
    }
}

fn join(one: Hint, other: Hint) -> Hint {
    match (one, other) {
        (Hint::Files(mut one), Hint::Files(other)) => {
            one.extend(other);
            Hint::Files(one)
        }
        _ => Hint::Anything,
    }
}

/// Waits until the interval is over, or `patience` is.
fn poll(interval: Duration, last: &Mutex<Instant>, patience: Duration) -> Option<Hint> {
    let mut last = last.lock().unwrap_or_else(PoisonError::into_inner);
    let left = interval.saturating_sub(last.elapsed());
    std::thread::sleep(left.min(patience));
    if left > patience {
        return None;
    }
    *last = Instant::now();
    Some(Hint::Anything)
}

#[cfg(test)]
mod tests {
    use std::fs;

    use super::*;

    /// Far longer than a hint takes.
    const PATIENCE: Duration = Duration::from_secs(20);

    struct Watched {
        folder: tempfile::TempDir,
        hints: Hints,
    }

    fn watched() -> Watched {
        let folder = tempfile::tempdir().unwrap();
        let root = folder.path().to_owned();
        fs::create_dir_all(root.join("content/talks")).unwrap();
        fs::write(root.join("content/talks/a.md"), "a").unwrap();
        let places = Places {
            config: root.join("rexbase.toml"),
            content: root.join("content"),
            statics: root.join("static"),
            themes: root.join("themes"),
            root,
        };
        let hints = Hints::begin(&places, None).unwrap();
        Watched { folder, hints }
    }

    impl Watched {
        fn path(&self, path: &str) -> PathBuf {
            self.folder.path().join(path)
        }

        /// All that is hinted at until nothing comes any more.
        fn all(&self) -> Option<Hint> {
            let mut all = self.hints.next(PATIENCE)?;
            for more in self.until_still(Duration::from_millis(50)) {
                all = join(all, more);
            }
            Some(all)
        }

        /// What is hinted at until nothing comes for so long.
        fn until_still(&self, silence: Duration) -> Vec<Hint> {
            let (begun, mut hints) = (Instant::now(), Vec::new());
            while let Some(hint) = self.hints.next(silence) {
                hints.push(hint);
                assert!(begun.elapsed() < PATIENCE, "hints do not end: {} came", hints.len());
            }
            hints
        }
    }

    fn file(path: PathBuf) -> Hint {
        Hint::Files(BTreeSet::from([path]))
    }

    #[test]
    fn a_save_names_its_file() {
        let site = watched();
        fs::write(site.path("content/talks/a.md"), "in place").unwrap();
        assert_eq!(site.all(), Some(file(site.path("content/talks/a.md"))));
        fs::write(site.path("content/talks/.a.md.tmp"), "atomic").unwrap();
        fs::rename(site.path("content/talks/.a.md.tmp"), site.path("content/talks/a.md")).unwrap();
        assert_eq!(site.all(), Some(file(site.path("content/talks/a.md"))));
        fs::remove_file(site.path("content/talks/a.md")).unwrap();
        assert_eq!(site.all(), Some(file(site.path("content/talks/a.md"))));
    }

    #[test]
    fn temporary_files_and_reading_are_nothing() {
        let site = watched();
        for name in [".a.md.swp", "a.md~", "#a.md#", "4913", ".#a.md", "x.tmp"] {
            fs::write(site.path("content/talks").join(name), "x").unwrap();
        }
        fs::read(site.path("content/talks/a.md")).unwrap();
        fs::create_dir_all(site.path("output/talks")).unwrap();
        fs::write(site.path("output/index.html"), "x").unwrap();
        assert_eq!(site.hints.next(Duration::from_millis(200)), None);
    }

    #[test]
    fn folders_and_the_config_mean_anything() {
        let site = watched();
        fs::rename(site.path("content/talks"), site.path("content/events")).unwrap();
        assert_eq!(site.all(), Some(Hint::Anything));
        fs::write(site.path("rexbase.toml"), "title = \"x\"").unwrap();
        assert_eq!(site.all(), Some(Hint::Anything));
        fs::create_dir_all(site.path("themes/mine")).unwrap();
        assert_eq!(site.all(), Some(Hint::Anything));
        fs::write(site.path("themes/mine/page.html"), "x").unwrap();
        assert_eq!(site.all(), Some(Hint::Anything));
        fs::write(site.path("content/events/a.md"), "moved").unwrap();
        assert!(site.all().is_some());
    }

    #[test]
    fn content_that_goes_and_comes_again_is_watched() {
        let site = watched();
        fs::remove_dir_all(site.path("content")).unwrap();
        assert_eq!(site.all(), Some(Hint::Anything));
        fs::create_dir_all(site.path("content/talks")).unwrap();
        assert_eq!(site.all(), Some(Hint::Anything));
        fs::write(site.path("content/talks/b.md"), "b").unwrap();
        assert!(site.all().is_some());
    }

    #[test]
    fn a_thousand_saves_are_one_burst_or_a_few() {
        let site = watched();
        for number in 0..1000 {
            fs::write(site.path(&format!("content/talks/{number}.md")), "x").unwrap();
        }
        let bursts = site.until_still(Duration::from_millis(100)).len();
        assert!((1..100).contains(&bursts), "{bursts}");
    }

    #[test]
    fn polling_needs_no_events() {
        let last = Mutex::new(Instant::now());
        assert_eq!(poll(Duration::from_millis(30), &last, Duration::from_millis(5)), None);
        assert_eq!(poll(Duration::from_millis(30), &last, Duration::from_secs(5)), Some(Hint::Anything));
    }
}
