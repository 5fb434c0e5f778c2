//! After any sequence of edits, what a session published, or a build that remembers the last one, is what a clean build publishes, byte for byte, and
//! the terminal is answered as it is then; whatever was begun and given up meanwhile for something newer.
//!
//! `REXBASE_LAW="20 200" cargo test --release --test suite incremental` runs 20 sequences of 200 edits; without it, one short sequence.

use std::collections::BTreeSet;
use std::path::Path;
use std::sync::Mutex;
use std::sync::atomic::{AtomicUsize, Ordering};
use std::time::{Duration, Instant};

use rexbase::face::pipeline::{
    BuildError, BuildOptions, Foreign, Interrupt, Look, Never, OnErrors, Progress, Project, Session,
    SiteOptions, build, search,
};
use rexbase::face::vocab::Audience;

use crate::edits::{Edit, Pair, at};
use crate::site::Site;

pub(crate) struct Quiet;

impl Progress for Quiet {
    fn begin(&self, _stage: &'static str, _total: usize) {}
    fn advance(&self) {}
}

/// Something newer is there from when that is asked for the so many-th time.
struct After(AtomicUsize);

impl Interrupt for After {
    fn is_wanted(&self) -> bool {
        self.0.fetch_update(Ordering::SeqCst, Ordering::SeqCst, |left| left.checked_sub(1)).is_err()
    }
}

/// What is asked of the index: words, filters, and what is in some edits alone.
const QUERIES: &[&str] = &[
    "chaos",
    "mesurer enseignements",
    "nouveau topic:chaos",
    "\"devops rex\" kind:talk",
    "ève",
    "year:2017",
];

/// Longer than an index takes, even on a busy machine.
const LONG: Duration = Duration::from_secs(60);

/// How many files each build parsed.
#[derive(Default)]
struct Parsed(Mutex<Vec<usize>>);

impl Progress for Parsed {
    fn begin(&self, stage: &'static str, total: usize) {
        if stage == "parsing" {
            self.0.lock().unwrap().push(total);
        }
    }
    fn advance(&self) {}
}

#[test]
fn a_file_that_something_is_wrong_with_is_remembered_as_others_are() {
    let site = Site::new();
    let wrong = "+++\ntitle = \"W\"\nnosuch = 1\n+++\n\n![](missing.png)\n";
    site.file("content/talks/wrong.md", wrong).file("content/talks/right.md", "# Right\n");
    let parsed = Parsed::default();
    let first = build(&options(&site.path("")), OnErrors::KeepGoing, &parsed).unwrap();
    site.file("content/talks/right.md", "# Right\n\nMore.\n");
    let second = build(&options(&site.path("")), OnErrors::KeepGoing, &parsed).unwrap();
    assert_eq!(*parsed.0.lock().unwrap(), [2, 1]);
    assert!(second.diagnostics.len() > 2, "{:?}", second.diagnostics);
    assert_eq!(first.diagnostics, second.diagnostics);
}

fn options(root: &Path) -> BuildOptions {
    BuildOptions {
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
    }
}

fn sequence(seed: u64, edits: usize) {
    let mut pair = Pair::demo(seed);
    let mut session = Session::going_on(options(&pair.edited.path("")));
    session.settle(Some(&Look::Everywhere), &Never, &Quiet).unwrap();
    for _ in 0..edits {
        let edit = pair.edit();
        if pair.broken.is_none() && pair.random.below(3) == 0 {
            // Another process does it, which knows of the one before what is on the disk.
            drop(session);
            build(&options(&pair.edited.path("")), OnErrors::KeepGoing, &Quiet).unwrap();
            let when = format!("seed {seed}, edit {}, built: {}", pair.count, edit.what);
            compare(&pair, &when);
            let audience = pair.audience();
            assert_eq!(answers(&pair.edited, audience), answers(&pair.clean, audience), "{when}");
            session = Session::going_on(options(&pair.edited.path("")));
            session.settle(Some(&Look::Everywhere), &Never, &Quiet).unwrap();
        } else {
            follow(&mut session, &mut pair, &edit);
        }
        if pair.broken.as_ref().is_none_or(|broken| !broken.is_theme) {
            let when = format!("seed {seed}, edit {}: {}", pair.count, edit.what);
            compare(&pair, &when);
            if pair.random.below(3) == 0 {
                compare_answers(&mut session, &pair, &when);
            }
        }
    }
    let edit = pair.mend();
    follow(&mut session, &mut pair, &edit);
    let when = format!("seed {seed}, at the end: {}", edit.what);
    compare(&pair, &when);
    compare_answers(&mut session, &pair, &when);
}

/// What a watcher does of an edit: the pages that are looked at first, then what follows.
fn follow(session: &mut Session, pair: &mut Pair, edit: &Edit) {
    let pages: Vec<_> =
        pair.edited.output().into_keys().filter(|path| path.ends_with("/index.html")).collect();
    let viewed = (0..3).map(|_| pair.random.one_of(&pages).clone()).collect();
    let updated = session.update(&edit.look, &viewed, &Never, &Quiet);
    let look = (pair.random.below(2) == 0).then_some(Look::Everywhere);
    // What follows is begun, and given up once or twice, for something newer that then is nothing.
    let given_up: Vec<_> = (0..pair.random.below(3))
        .filter_map(|_| {
            let newer = After(AtomicUsize::new(pair.random.below(60)));
            session.settle(look.as_ref(), &newer, &Quiet).err()
        })
        .filter(|error| !matches!(error, BuildError::Interrupted))
        .collect();
    let settled = session.settle(look.as_ref(), &Never, &Quiet);
    for _ in 0..pair.random.below(3) {
        session.finish().unwrap();
    }
    for error in [updated.err(), settled.err()].into_iter().flatten().chain(given_up) {
        let is_expected = pair.broken.as_ref().is_some_and(|broken| broken.is_theme)
            && matches!(error, BuildError::Theme(_) | BuildError::Pages(_));
        assert!(is_expected, "edit {}: {}: {error}", pair.count, edit.what);
    }
}

/// The followed site is what a clean build of the other copy makes.
fn compare(pair: &Pair, when: &str) {
    let _ = std::fs::remove_dir_all(pair.clean.path("output"));
    let _ = std::fs::remove_dir_all(pair.clean.path(".rexbase"));
    build(&options(&pair.clean.path("")), OnErrors::KeepGoing, &Quiet).unwrap();
    let (ours, expected) = (pair.edited.output(), pair.clean.output());
    let differing: Vec<_> =
        ours.keys().chain(expected.keys()).filter(|path| ours.get(*path) != expected.get(*path)).collect();
    assert!(differing.is_empty(), "{when}: {differing:#?}");
}

/// What the terminal is answered, in words.
fn answers(site: &Site, audience: Audience) -> Vec<String> {
    let project = Project::open(&site.path(""), None).unwrap();
    let ask = |query: &&str| {
        format!("{:?}", search(&project, Some(audience), query, &rexbase::face::search::Options::default()))
    };
    QUERIES.iter().map(ask).collect()
}

/// Once what is left to do is done, the terminal is answered as after a clean build.
fn compare_answers(session: &mut Session, pair: &Pair, when: &str) {
    let (begun, expected) = (Instant::now(), answers(&pair.clean, pair.audience()));
    assert!(expected.iter().all(|answer| answer.starts_with("Ok")), "{expected:#?}");
    loop {
        session.finish().unwrap();
        let ours = answers(&pair.edited, pair.audience());
        if ours == expected {
            return;
        }
        assert!(begun.elapsed() < LONG, "{when}: {ours:#?} instead of {expected:#?}");
        std::thread::sleep(Duration::from_millis(2));
    }
}

#[test]
fn any_sequence_of_edits_ends_as_a_clean_build() {
    let wanted = std::env::var("REXBASE_LAW").unwrap_or_else(|_| "1 12".to_owned());
    let (seeds, edits) = wanted.split_once(' ').expect("REXBASE_LAW is two numbers: seeds and edits");
    let (seeds, edits): (u64, usize) = (seeds.parse().unwrap(), edits.parse().unwrap());
    for seed in 0..seeds {
        sequence(seed, edits);
        println!("seed {seed}: {edits} edits, no difference");
    }
}

#[test]
fn the_last_good_text_outlives_another_config() {
    let site = Site::demo();
    let mut session = Session::going_on(options(&site.path("")));
    let mut settle = || session.settle(Some(&Look::Everywhere), &Never, &Quiet).map(drop);
    settle().unwrap();
    // The head may say otherwise what a page may load.
    let prose = || site.page("series/kubecon/index.html").split_once("<main").unwrap().1.to_owned();
    let before = prose();
    site.file("content/series/kubecon.md", "+++\ntitle = [\n+++\nlost\n");
    let config = std::fs::read_to_string(site.path("rexbase.toml")).unwrap();
    for line in ["page_size = 7", "raw_html = true"] {
        site.file("rexbase.toml", format!("{line}\n{config}"));
        settle().unwrap();
        assert_eq!(prose(), before, "{line}");
    }
}

/// A file that is as it was when it had long been so is not read; what is remembered of it may be lost nevertheless.
#[cfg(unix)]
#[test]
fn files_that_settled_are_believed_and_read_when_they_must_be() {
    let site = Site::demo();
    let once = || build(&options(&site.path("")), OnErrors::KeepGoing, &Quiet).unwrap();
    let first = once();
    let published = site.output();
    // The clock by which files settle is the file system's.
    std::thread::sleep(std::time::Duration::from_millis(3100));
    assert_eq!(once().work.parsed, 0);
    assert!(site.path(".rexbase/stamps").is_file());
    let talk = "content/talks/devops-rex-2017/radio-france.md";
    let text = std::fs::read_to_string(site.path(talk)).unwrap();
    let edit = |word: &str| site.file(talk, format!("{text}\nUn mot de plus : {word}.\n"));
    edit("un");
    assert_eq!(once().work.parsed, 1);
    let file = std::fs::File::options().write(true).open(site.path(talk)).unwrap();
    let modified = file.metadata().unwrap().modified().unwrap();
    edit("ah");
    file.set_modified(modified).unwrap();
    assert_eq!(once().work.parsed, 1, "a change is seen that keeps size and time");
    std::fs::remove_dir_all(site.path(".rexbase/documents")).unwrap();
    std::fs::remove_file(site.path("content/series/kubecon.md")).unwrap();
    edit("eh");
    assert_eq!(once().work.parsed, first.work.parsed - 1, "what is not remembered is read again");
    let ours = site.output();
    std::fs::remove_dir_all(site.path(".rexbase")).unwrap();
    std::fs::remove_dir_all(site.path("output")).unwrap();
    once();
    assert!(ours == site.output() && ours != published);
}

/// One edit of prose renders one page; nothing at all renders none; a new process knows what the last one did.
#[test]
fn only_what_an_edit_changed_is_done() {
    let site = Site::demo();
    let once = || build(&options(&site.path("")), OnErrors::KeepGoing, &Quiet).unwrap();
    let first = once();
    assert!(first.work.rendered > 200 && first.work.parsed > 20 && first.work.analysed > 100);
    let again = once();
    assert_eq!((again.work.parsed, again.work.analysed, again.work.rendered), (0, 0, 0));
    assert_eq!(again.published.unwrap().written.written, 0);
    assert_eq!(first.diagnostics, again.diagnostics);
    let talk = "content/talks/devops-rex-2017/radio-france.md";
    let text = std::fs::read_to_string(site.path(talk)).unwrap();
    site.file(talk, format!("{text}\nUn mot de plus.\n"));
    let edited = once();
    // The talk's page, the feeds that hold the talk, and its page of the API.
    assert!((1..=20).contains(&edited.work.rendered), "{:?}", edited.work);
    assert_eq!((edited.work.parsed, edited.work.analysed), (1, 1));
    // What others changed in the output is mended.
    site.file("output/index.html", "broken");
    assert_eq!(once().published.unwrap().written.written, 1);
    // A memory that is damaged is none.
    let damage = |name: &str| {
        let path = site.path(&format!(".rexbase/{name}"));
        let mut bytes = std::fs::read(&path).unwrap();
        let middle = bytes.len() / 2;
        bytes[middle] ^= 0x20;
        std::fs::write(&path, bytes).unwrap();
    };
    for name in ["published", "analyses", "inverted", "output-stats"] {
        damage(name);
        assert_eq!(once().published.unwrap().written.written, 0, "{name}");
    }
    let parts = std::fs::read_dir(site.path(".rexbase/documents")).unwrap();
    let parts: Vec<_> = parts.map(|part| part.unwrap().file_name().into_string().unwrap()).collect();
    parts.iter().for_each(|part| damage(&format!("documents/{part}")));
    site.file(talk, &text);
    let mended = once();
    assert_eq!(mended.work.parsed, first.work.parsed);
    assert_eq!(mended.published.unwrap().written.written, edited.published.unwrap().written.written);
    // Nor is a document that was parsed as another config says.
    site.file(talk, format!("{text}\nUn mot de plus.\n"));
    let config = std::fs::read_to_string(site.path("rexbase.toml")).unwrap();
    site.file("rexbase.toml", format!("raw_html = true\n{config}"));
    assert_eq!(once().work.parsed, first.work.parsed);
}

/// A page that a template fails on costs what shows it, and no more: nothing was touched, and what stood stands.
#[test]
fn what_stood_before_a_templates_mistake_still_stands() {
    let site = Site::demo();
    let config = std::fs::read_to_string(site.path("rexbase.toml")).unwrap();
    site.file("rexbase.toml", format!("theme = \"mine\"\n{config}"));
    site.file(
        "themes/mine/templates/page.html",
        "{% if body is containing(pat=\"boom\") %}{{ oops.deeper }}{% endif %}{{ body }}",
    );
    let page = "content/pages/about-it.md";
    let write = |text: &str| site.file(page, format!("+++\ntitle = \"About it\"\n+++\n{text}\n"));
    write("One.");
    let mut session = Session::going_on(options(&site.path("")));
    session.settle(Some(&Look::Everywhere), &Never, &Quiet).unwrap();
    write("boom");
    let failed = session.update(&at(page), &BTreeSet::new(), &Never, &Quiet);
    assert!(matches!(failed, Err(BuildError::Pages(_))), "{failed:?}");
    let failed = session.settle(Some(&Look::Everywhere), &Never, &Quiet);
    assert!(matches!(failed, Err(BuildError::Pages(_))), "{failed:?}");
    assert!(site.page("about-it/index.html").contains("One."));
    write("Two.");
    let saved = session.update(&at(page), &BTreeSet::new(), &Never, &Quiet).unwrap();
    assert_eq!(saved.work.rendered, 1);
    let settled = session.settle(Some(&Look::Everywhere), &Never, &Quiet).unwrap();
    assert!(settled.work.rendered < 10, "{:?}", settled.work);
    assert!(site.page("about-it/index.html").contains("Two."));
}

/// The record of what is published is on the disk only while nothing is owed of it, the index included.
#[test]
fn a_record_is_left_when_nothing_is_owed() {
    let site = Site::demo();
    let mut session = Session::going_on(options(&site.path("")));
    let is_there = || site.path(".rexbase/published").is_file();
    let finish = |session: &mut Session| {
        let begun = Instant::now();
        while !is_there() {
            session.finish().unwrap();
            assert!(begun.elapsed() < LONG);
            std::thread::sleep(Duration::from_millis(2));
        }
    };
    session.settle(Some(&Look::Everywhere), &Never, &Quiet).unwrap();
    assert!(!is_there(), "the index is owed");
    finish(&mut session);
    let talk = "content/talks/devops-rex-2017/radio-france.md";
    let text = std::fs::read_to_string(site.path(talk)).unwrap();
    site.file(talk, format!("{text}\nUn mot de plus.\n"));
    session.update(&at(talk), &BTreeSet::new(), &Never, &Quiet).unwrap();
    assert!(!is_there(), "feeds and search data are owed");
    session.settle(None, &Never, &Quiet).unwrap();
    finish(&mut session);
    drop(session);
    let again = build(&options(&site.path("")), OnErrors::KeepGoing, &Quiet).unwrap();
    assert_eq!((again.work.rendered, again.work.analysed), (0, 0), "the next process knows all of it");
}
