//! The laws of publishing, on values alone: whatever is published after whatever, killed wherever, in whatever order the steps of a wave are done.

use std::collections::{BTreeMap, BTreeSet};
use std::sync::Mutex;

use proptest::prelude::*;

use super::Event;
use super::plan::Plan;
use super::record::{Lease, RECORD, Record};
use super::run::{Asked, Extent, Site, Watch, publish};
use super::served::{File, Packed};
use super::step::Step;
use super::store::{Put, Store, Version};
use super::trouble::{PublishError, Trouble};
use crate::vocab::fingerprint::Fingerprint;
use crate::vocab::path::OutputPath;

/// A page of a made site: its number, a text, and which of the assets it loads.
type Page = (u8, u8, Vec<u8>);

/// A site, and what each of its files loads.
#[derive(Debug, Clone, Default)]
struct Made {
    files: BTreeMap<OutputPath, File>,
    loads: BTreeMap<Fingerprint, BTreeSet<OutputPath>>,
}

fn path(text: &str) -> OutputPath {
    OutputPath::new(text).unwrap()
}

fn asset(number: u8) -> OutputPath {
    path(&format!("assets/000000000{number}/x.css"))
}

fn data(number: u8) -> OutputPath {
    path(&format!("search/data/d0-0000000{number}"))
}

impl Made {
    fn of(pages: &[Page], shards: &[u8]) -> Self {
        let mut made = Self::default();
        for (number, text, assets) in pages {
            let photo = path(&format!("talks/{number}/photo.png"));
            let mut loads: BTreeSet<_> = assets.iter().map(|number| asset(*number)).collect();
            if text % 2 == 0 {
                loads.insert(photo);
            }
            made.add(&format!("talks/{number}/index.html"), *text, loads);
            made.add(&format!("talks/{number}/index.md"), *text, BTreeSet::new());
        }
        let first = pages.first().map(|(_, _, assets)| assets.iter().map(|number| asset(*number)).collect());
        made.add("index.html", pages.len() as u8, first.unwrap_or_default());
        made.add("search/manifest", 0, shards.iter().map(|number| data(*number)).collect());
        made
    }

    fn add(&mut self, name: &str, text: u8, loads: BTreeSet<OutputPath>) {
        for loaded in &loads {
            let file = File::new(loaded, Fingerprint::of(loaded.as_str().as_bytes()), 1, Packed::Plain);
            self.files.insert(loaded.clone(), file);
        }
        let fingerprint = Fingerprint::of(format!("{text} {loads:?}").as_bytes());
        let file = File::new(&path(name), fingerprint, 1, Packed::Plain);
        self.loads.insert(fingerprint, loads);
        self.files.insert(path(name), file);
    }
}

fn made() -> impl Strategy<Value = Made> {
    let page = (0..6_u8, 0..4_u8, prop::collection::vec(0..5_u8, 0..3));
    (prop::collection::vec(page, 0..6), prop::collection::vec(0..5_u8, 0..4))
        .prop_map(|(pages, shards)| Made::of(&pages, &shards))
}

/// What is served, and what was served by whom.
#[derive(Debug, Default)]
struct There {
    files: BTreeMap<OutputPath, Fingerprint>,
    loads: BTreeMap<Fingerprint, BTreeSet<OutputPath>>,
}

impl There {
    fn do_step(&mut self, made: &Made, step: Step<'_>) {
        match step {
            Step::Send(path) => {
                self.files.insert(path.clone(), made.files[path].fingerprint);
            }
            Step::Remove(path) => {
                self.files.remove(path);
            }
        }
    }

    /// The law: what each file that is served loads is served.
    fn expect_whole(&self) -> Result<(), TestCaseError> {
        for (path, fingerprint) in &self.files {
            for loaded in self.loads.get(fingerprint).into_iter().flatten() {
                prop_assert!(self.files.contains_key(loaded), "{path} is served, and {loaded} is not");
            }
        }
        Ok(())
    }
}

/// A run: a site, after how many steps it is killed, how many of these the record knows of, the grace, and an order.
type Round = (Made, Option<usize>, usize, i64, u64);

fn round() -> impl Strategy<Value = Round> {
    (made(), prop::option::of(0..30_usize), 0..30_usize, 0..3_i64, any::<u64>())
}

/// The steps of each wave in another order.
fn in_some_order(plan: &Plan, seed: u64) -> Vec<Step<'_>> {
    let mut all = Vec::new();
    for wave in &plan.waves {
        let mut steps: Vec<_> = wave.steps().collect();
        steps.sort_by_key(|step| Fingerprint::of(format!("{seed} {step:?}").as_bytes()));
        all.extend(steps);
    }
    all
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(crate::publish::tests::cases()))]

    /// At every instant, all that is served has what it loads; after a run that ended there is the site, and what waits.
    #[test]
    fn what_is_served_is_whole_at_every_instant(rounds in prop::collection::vec(round(), 1..6)) {
        let (mut there, mut record) = (There::default(), Record::default());
        for (now, (made, killed, known, grace, seed)) in (0_i64..).zip(&rounds) {
            there.loads.extend(made.loads.clone());
            let plan = Plan::new(&made.files, &record, *grace, now);
            record.begin(&made.files, plan.steps());
            let steps = in_some_order(&plan, *seed);
            let end = killed.unwrap_or(steps.len()).min(steps.len());
            for (number, step) in steps.iter().enumerate().take(end) {
                there.do_step(made, *step);
                there.expect_whole()?;
                if killed.is_none() || number < *known {
                    record.done(&made.files, *step);
                }
            }
            // What is said to be there is there, and nothing is there that is not known.
            for (path, row) in &record.files {
                prop_assert!(row.mark.is_none() || there.files.contains_key(path), "{path} is said to be there");
            }
            for path in there.files.keys() {
                prop_assert!(record.files.contains_key(path), "{path} was forgotten");
            }
            if killed.is_some() {
                continue;
            }
            record.end(&made.files, now);
            for (path, file) in &made.files {
                prop_assert_eq!(there.files.get(path), Some(&file.fingerprint), "{}", path);
            }
            let more: Vec<_> = there.files.keys().filter(|path| !made.files.contains_key(*path)).collect();
            prop_assert!(*grace > 0 || more.is_empty(), "{more:?}");
            for path in more {
                prop_assert!(record.files[path].leaving.is_some(), "{path} would stay for ever");
            }
            let again = Plan::new(&made.files, &record, *grace, now);
            prop_assert!(again.steps().next().is_none(), "{again:?}");
            // What waits goes when its time has come.
            let later = Plan::new(&made.files, &record, 5, now + 5);
            prop_assert_eq!(later.waiting, 0);
        }
    }
}

#[expect(clippy::disallowed_methods, reason = "how often is for whoever runs the tests to say")]
pub(super) fn cases() -> u32 {
    // As of the other laws: more where somebody asks for it.
    std::env::var("REXBASE_CASES").ok().and_then(|cases| cases.parse().ok()).unwrap_or(200)
}

#[test]
fn the_order_is_named_files_media_pages_feeds_entries_and_what_goes_away() {
    let made = Made::of(&[(1, 0, vec![1])], &[1]);
    let plan = Plan::new(&made.files, &Record::default(), 10, 0);
    let lines: Vec<_> = plan.lines().collect();
    assert_eq!(
        lines,
        [
            ("named files", 2, 0),
            ("media", 1, 0),
            ("new pages", 1, 0),
            ("feeds and API", 1, 0),
            ("the manifest of search", 1, 0),
            ("entry pages", 1, 0)
        ]
    );
    let mut record = Record::default();
    record.begin(&made.files, plan.steps());
    plan.steps().for_each(|step| record.done(&made.files, step));
    record.end(&made.files, 0);
    let next = Made::of(&[(2, 1, vec![2])], &[2]);
    let plan = Plan::new(&next.files, &record, 10, 5);
    assert_eq!((plan.gone.part, plan.gone.whole, plan.waiting), (3, 5, 3));
    assert_eq!(plan.lines().last(), Some(("removed pages", 0, 2)));
}

/// A place in memory, which may do as services do.
#[derive(Default)]
struct Memory {
    files: Mutex<BTreeMap<String, Fingerprint>>,
    record: Mutex<Option<Vec<u8>>>,
    /// The record of somebody else, which is written at the same time as the first one.
    other: Mutex<Option<Vec<u8>>>,
    /// Whether conditions are known.
    is_careless: bool,
    /// After so many files, there is no room.
    room: Option<usize>,
}

impl Store for Memory {
    fn record(&self) -> Result<Option<(Vec<u8>, Version)>, Trouble> {
        let record = self.record.lock().unwrap().clone();
        Ok(record.map(|bytes| {
            (bytes.clone(), Version { tag: Some(Fingerprint::of(&bytes).to_string()), number: None })
        }))
    }

    fn write_record(&self, bytes: &[u8], over: Option<&Version>) -> Result<Version, Trouble> {
        let other = self.other.lock().unwrap().take();
        if let (Some(other), false) = (&other, self.is_careless) {
            *self.record.lock().unwrap() = Some(other.clone());
        }
        if !self.is_careless && self.record()?.map(|(_, version)| version).as_ref() != over {
            return Err(Trouble::Conflict);
        }
        // Where conditions are not known, the last one wins.
        *self.record.lock().unwrap() = Some(other.unwrap_or_else(|| bytes.to_vec()));
        Ok(Version { tag: Some(Fingerprint::of(bytes).to_string()), number: None })
    }

    fn some_names(&self) -> Result<Vec<String>, Trouble> {
        Ok(self.files.lock().unwrap().keys().take(3).cloned().collect())
    }

    fn refuse_others(&self, _new: &[&OutputPath]) -> Result<(), Trouble> {
        Ok(())
    }

    fn put(&self, put: &Put<'_>) -> Result<(), Trouble> {
        let mut files = self.files.lock().unwrap();
        if self.room.is_some_and(|room| files.len() >= room) {
            return Err(Trouble::Full("all taken".to_owned()));
        }
        files.insert(put.path.to_string(), put.file.fingerprint);
        Ok(())
    }

    fn remove(&self, path: &OutputPath) -> Result<(), Trouble> {
        self.files.lock().unwrap().remove(path.as_str());
        Ok(())
    }

    fn at_once(&self) -> usize {
        3
    }
}

/// Tells, or cannot.
struct Teller(bool, Mutex<Vec<usize>>);

impl Watch for Teller {
    fn see(&self, _event: Event<'_>) {}

    fn is_stopped(&self) -> bool {
        false
    }

    fn tell(&self, changed: &BTreeSet<&OutputPath>) -> bool {
        self.1.lock().unwrap().push(changed.len());
        self.0
    }
}

fn asked() -> Asked {
    Asked {
        who: "me".to_owned(),
        grace: 10,
        most_gone: 25,
        extent: Extent::Whole,
        takes_over: false,
        forces: false,
    }
}

fn run(made: &Made, store: &Memory, asked: &Asked, now: i64) -> Result<super::Report, PublishError> {
    let site = Site { folder: std::path::Path::new("."), files: &made.files };
    publish(site, store, asked, &move || now, &Teller(true, Mutex::default()))
}

#[test]
fn a_second_run_does_nothing_and_an_emptied_site_is_stopped() {
    let (store, made) =
        (Memory::default(), Made::of(&[(1, 0, vec![1]), (2, 1, vec![2]), (3, 1, vec![])], &[1]));
    let first = run(&made, &store, &asked(), 0).unwrap();
    assert_eq!((first.sent, first.unchanged), (made.files.len(), 0));
    let record = store.record().unwrap();
    let second = run(&made, &store, &asked(), 1).unwrap();
    assert_eq!((second.sent, second.removed, second.unchanged), (0, 0, made.files.len()));
    assert_eq!(store.record().unwrap(), record, "nothing was written");
    let empty = Made::of(&[], &[]);
    let stopped = run(&empty, &store, &asked(), 2).unwrap_err();
    assert!(matches!(stopped, PublishError::TooManyGone { .. }) && stopped.code() == 8, "{stopped}");
    assert_eq!(store.record().unwrap(), record);
    run(&empty, &store, &Asked { most_gone: 100, grace: 0, ..asked() }, 2).unwrap();
    assert_eq!(store.files.lock().unwrap().len(), empty.files.len());
}

#[test]
fn what_fails_half_way_is_gone_on_with() {
    let made = Made::of(&[(1, 0, vec![1]), (2, 1, vec![2])], &[1]);
    let store = Memory { room: Some(4), ..Memory::default() };
    let full = run(&made, &store, &asked(), 0).unwrap_err();
    assert_eq!(full.code(), 6, "{full}");
    let store = Memory { room: None, ..store };
    let rest = run(&made, &store, &asked(), 1).unwrap();
    assert_eq!((rest.sent, rest.unchanged), (made.files.len() - 4, 4));
}

#[test]
fn two_who_publish_at_once_are_noticed() {
    let made = Made::of(&[(1, 0, vec![1])], &[1]);
    let other = Record { lease: Some(Lease { who: "other".to_owned(), until: 50 }), ..Record::default() };
    for is_careless in [false, true] {
        let store = Memory { is_careless, other: Mutex::new(Some(other.encode())), ..Memory::default() };
        let refused = run(&made, &store, &asked(), 0).unwrap_err();
        assert!(matches!(&refused, PublishError::Leased { who, seconds: 50 } if who == "other"), "{refused}");
        assert_eq!((refused.code(), store.files.lock().unwrap().len()), (7, 0));
        // Later, too, until its time is over, or somebody knows better.
        assert!(run(&made, &store, &asked(), 49).is_err());
        run(&made, &store, &Asked { extent: Extent::Plan, takes_over: true, ..asked() }, 49).unwrap();
        run(&made, &store, &asked(), 50).unwrap();
    }
}

#[test]
fn what_is_of_others_or_damaged_is_refused() {
    let made = Made::of(&[], &[]);
    let store = Memory::default();
    store.files.lock().unwrap().insert("precious".to_owned(), Fingerprint::of(b"x"));
    assert!(
        matches!(run(&made, &store, &asked(), 0), Err(PublishError::NotOurs(names)) if names == ["precious"])
    );
    run(&made, &store, &Asked { forces: true, ..asked() }, 0).unwrap();
    assert!(store.files.lock().unwrap().contains_key("precious"));
    *store.record.lock().unwrap() = Some(b"no record".to_vec());
    assert!(matches!(run(&made, &store, &asked(), 0), Err(PublishError::Damaged)));
    assert!(RECORD.starts_with(".rexbase"));
}

#[test]
fn who_was_not_told_is_told_by_the_next_run() {
    let (store, made) = (Memory::default(), Made::of(&[(1, 0, vec![1])], &[1]));
    let site = Site { folder: std::path::Path::new("."), files: &made.files };
    let tell = |is_told| {
        let teller = Teller(is_told, Mutex::default());
        publish(site, &store, &asked(), &|| 0, &teller).unwrap();
        teller.1.into_inner().unwrap()
    };
    assert_eq!(tell(false), [made.files.len()]);
    assert_eq!(tell(true), [made.files.len()]);
    assert_eq!(tell(true), [0_usize; 0]);
}
