//! The law, without a disk: whatever is edited, paid, given up, failed and killed, and in whatever order, each page is owed, or stands as a clean build
//! would make it; and so do the search data and the index. `REXBASE_CASES=10000` tries so many series.

use proptest::prelude::*;

use super::*;
use crate::vocab::fingerprint::Hasher;

/// How many documents there may be.
const DOCUMENTS: u8 = 3;
/// How many documents a feed shows: the first of all.
const FED: usize = 2;

#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
enum Page {
    /// A reader's, which shows the prose of a document and its related talks.
    Reader(u8),
    /// What machines read, which shows the prose of some.
    Feed,
    /// A page without prose.
    Home,
    /// One that holds something of the search data.
    Search,
}

/// How a payment ends.
#[derive(Debug, Clone, Copy)]
enum End {
    Paid,
    /// Before it was begun, for something newer.
    GivenUp,
    /// After so many files of the site were changed.
    Failed(usize),
}

#[derive(Debug, Clone, Copy)]
enum Step {
    /// A document comes, or goes.
    Toggle(u8),
    Prose(u8, u8),
    Outline(u8, u8),
    Theme(u8),
    Save(End),
    Search(End),
    Settle(End),
    /// The index of the search data that stand is published.
    Index,
    /// The record is left for the next run.
    Record,
    /// The process is killed, and another begins; meanwhile the index may be lost.
    Kill {
        loses_index: bool,
    },
}

fn any_step() -> impl Strategy<Value = Step> {
    let (document, version) = (0..DOCUMENTS, 0_u8..2);
    let end = prop_oneof![
        8 => Just(End::Paid),
        1 => Just(End::GivenUp),
        1 => (0_usize..4).prop_map(End::Failed)
    ];
    prop_oneof![
        1 => document.clone().prop_map(Step::Toggle),
        8 => (document.clone(), version.clone()).prop_map(|(document, text)| Step::Prose(document, text)),
        2 => (document, version.clone()).prop_map(|(document, outline)| Step::Outline(document, outline)),
        2 => version.prop_map(Step::Theme),
        6 => end.clone().prop_map(Step::Save),
        2 => end.clone().prop_map(Step::Search),
        4 => end.prop_map(Step::Settle),
        2 => Just(Step::Index),
        2 => Just(Step::Record),
        1 => any::<bool>().prop_map(|loses_index| Step::Kill { loses_index }),
    ]
}

/// The content: the outline and the text of each document that there is.
#[derive(Debug, Clone, Default)]
struct Content {
    documents: BTreeMap<u8, (u8, u8)>,
    theme: u8,
}

/// The files of the site, each as what it was made from.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
struct Disk {
    pages: BTreeMap<Page, Fingerprint>,
    search: Option<Fingerprint>,
    index: Option<Fingerprint>,
}

#[derive(Default)]
struct World {
    content: Content,
    disk: Disk,
    /// As the disk was when the site was settled last.
    settled: Disk,
    ledger: Ledger,
    record: Option<Whole>,
}

fn of(pieces: &[&dyn std::fmt::Debug]) -> Fingerprint {
    let mut hasher = Hasher::new();
    for piece in pieces {
        hasher.update(format!("{piece:?}").as_bytes());
    }
    hasher.finish()
}

impl Content {
    fn prose(&self) -> Prose {
        let path = |document: &u8| ContentPath::new(&format!("content/{document}.md")).unwrap();
        // An outline is part of its file.
        let files = self.documents.values().map(|texts| of(&[texts])).collect();
        Prose::new(self.documents.keys().map(path).collect(), files)
    }

    fn due(&self) -> Due {
        let outlines: Vec<_> =
            self.documents.iter().map(|(document, (outline, _))| (document, outline)).collect();
        let (ground, searched) = (of(&[&outlines, &self.theme]), of(&[&self.documents]));
        Due { ground, prose: self.prose(), searched }
    }

    /// The related talks of each: they depend on all texts.
    fn related(&self) -> Arc<Related> {
        let sum: u32 = self.documents.values().map(|(_, text)| u32::from(*text)).sum();
        let count = self.documents.len() as u32;
        Arc::new((0..count).map(|number| vec![RecordId((number + sum / 2) % count)]).collect())
    }

    fn pages(&self) -> Vec<Page> {
        self.documents
            .keys()
            .copied()
            .map(Page::Reader)
            .chain([Page::Feed, Page::Home, Page::Search])
            .collect()
    }

    /// What a page is made from, when these are the related talks, and this is held of the search data.
    fn made(&self, page: Page, related: &Related, held: &str) -> Fingerprint {
        let (ground, texts) = (self.due().ground, self.documents.values());
        match page {
            Page::Home => of(&[&ground]),
            Page::Search => of(&[&ground, &held]),
            Page::Feed => of(&[&ground, &texts.take(FED).collect::<Vec<_>>()]),
            Page::Reader(document) => {
                let number = self.documents.keys().position(|other| *other == document);
                let related = number.and_then(|number| related.get(number));
                of(&[&ground, &self.documents.get(&document), &related])
            }
        }
    }

    /// The pages that show what changed.
    fn showing(&self, changed: &Changed) -> Vec<Page> {
        let shows = |page: &Page| match page {
            Page::Home | Page::Search => false,
            Page::Feed => changed.machines.iter().any(|number| *number < FED),
            Page::Reader(document) => {
                let number = self.documents.keys().position(|other| other == document).unwrap();
                changed.readers.contains(&number) || changed.related.contains(&RecordId(number as u32))
            }
        };
        self.pages().into_iter().filter(shows).collect()
    }

    /// The pages that are owed on their ground.
    fn owed(&self, owed: &Owed) -> Vec<Page> {
        let search = Some(Page::Search).filter(|_| owed.search_page);
        self.showing(&owed.changed).into_iter().chain(search).collect()
    }

    fn clean(&self) -> Disk {
        let (searched, related) = (Some(self.due().searched), self.related());
        let held = self.search().held;
        let pages = self.pages().into_iter().map(|page| (page, self.made(page, &related, &held))).collect();
        Disk { pages, search: searched, index: searched }
    }

    fn search(&self) -> Search {
        Search {
            searched: self.due().searched,
            related: self.related(),
            exported: Arc::default(),
            held: format!("{:?}", self.due().searched).into(),
        }
    }
}

fn settled() -> Settled {
    Settled {
        inputs: None,
        pages: 0,
        counts: Vec::new(),
        failed: false,
        diagnostics: Vec::new(),
        shown: Shown::default(),
    }
}

impl World {
    fn take(&mut self, step: Step) {
        match step {
            Step::Toggle(document) => {
                if self.content.documents.remove(&document).is_none() {
                    self.content.documents.insert(document, (0, 0));
                }
            }
            Step::Prose(document, text) => {
                self.content.documents.entry(document).and_modify(|known| known.1 = text);
            }
            Step::Outline(document, outline) => {
                self.content.documents.entry(document).and_modify(|known| known.0 = outline);
            }
            Step::Theme(theme) => self.content.theme = theme,
            Step::Save(end) => self.save(end),
            Step::Search(end) => self.search(end),
            Step::Settle(end) => self.settle(end),
            Step::Index => {
                if let Some(search) = &self.ledger.stand().search {
                    let searched = search.searched;
                    self.disk.index = Some(searched);
                    self.ledger.pay_index(searched);
                }
            }
            Step::Record => self.record = self.ledger.whole().or(self.record.take()),
            Step::Kill { loses_index } => {
                self.disk.index.take_if(|_| loses_index);
                self.ledger = self.reopened();
            }
        }
    }

    /// Begins a payment, and changes the first files of it when it is to fail; gives it when it is to be made.
    fn begin(
        &mut self,
        end: End,
        pages: &[(Page, Fingerprint)],
        search: Option<Fingerprint>,
    ) -> Option<Begun> {
        let most = match end {
            End::GivenUp => return None,
            End::Failed(most) => most,
            End::Paid => usize::MAX,
        };
        self.record = None;
        let begun = self.ledger.begin();
        self.disk.pages.extend(pages.iter().copied().take(most));
        if most > pages.len() {
            self.disk.search = search.or(self.disk.search);
        }
        matches!(end, End::Paid).then_some(begun)
    }

    fn save(&mut self, end: End) {
        let (due, stand) = (self.content.due(), self.ledger.stand());
        let Some(stands) = &stand.pages else { return };
        let owed = owed(stand, &due, None);
        let readers = owed.changed.readers;
        let mut pages = self.content.showing(&Changed { readers: readers.clone(), ..Changed::default() });
        if owed.every_page {
            // Somebody looks at it.
            pages.extend([Page::Home, Page::Search]);
        }
        if pages.is_empty() {
            return;
        }
        let related = Arc::clone(&stands.related);
        let held = stand.held();
        let made: Vec<_> =
            pages.iter().map(|page| (*page, self.content.made(*page, &related, held))).collect();
        if let Some(begun) = self.begin(end, &made, None) {
            self.ledger.pay(begun, Paid::Save { due: &due, documents: &readers });
        }
    }

    fn search(&mut self, end: End) {
        let search = self.content.search();
        if let Some(begun) = self.begin(end, &[], Some(search.searched)) {
            self.ledger.pay(begun, Paid::Search(search));
        }
    }

    fn settle(&mut self, end: End) {
        let (due, search) = (self.content.due(), self.content.search());
        let owed = owed(self.ledger.stand(), &due, Some(&search.related));
        let pages = if owed.every_page { self.content.pages() } else { self.content.owed(&owed) };
        let made = |page| (page, self.content.made(page, &search.related, &search.held));
        let made: Vec<_> = pages.into_iter().map(made).collect();
        if let Some(begun) = self.begin(end, &made, Some(search.searched)) {
            let there = self.content.pages();
            self.disk.pages.retain(|page, _| there.contains(page));
            self.ledger.pay(begun, Paid::Site { due: &due, search, settled: settled() });
            self.settled = self.disk.clone();
        }
    }

    /// The ledger of a process that begins now.
    fn reopened(&self) -> Ledger {
        match self.record.clone() {
            Some(whole) if self.disk.index.is_some() => Ledger::of(whole),
            Some(whole) => Ledger::without_index(whole),
            None => Ledger::default(),
        }
    }

    /// Whatever is not owed stands as a clean build would make it.
    fn check(&self, ledger: &Ledger) -> Result<(), TestCaseError> {
        let (due, related, clean) = (self.content.due(), self.content.related(), self.content.clean());
        let owed = owed(ledger.stand(), &due, Some(&related));
        let owed_pages = self.content.owed(&owed);
        let others = self.disk.pages.keys().filter(|page| !clean.pages.contains_key(page));
        let others: Vec<_> = clean.pages.keys().chain(others).collect();
        for page in others {
            let stands = self.disk.pages.get(page) == clean.pages.get(page);
            let is_owed = owed.every_page || owed_pages.contains(page);
            prop_assert!(stands || is_owed, "{page:?} is another, and not owed: {owed:?}");
        }
        prop_assert!(owed.search || self.disk.search == clean.search, "the search data: {owed:?}");
        prop_assert!(owed.index || self.disk.index == clean.index, "the index: {owed:?}");
        Ok(())
    }
}

fn cases() -> u32 {
    std::env::var("REXBASE_CASES").ok().and_then(|cases| cases.parse().ok()).unwrap_or(400)
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(cases()))]

    #[test]
    fn each_page_is_owed_or_stands_as_a_clean_build_would_make_it(
        documents in prop::collection::btree_map(0..DOCUMENTS, (0_u8..2, 0_u8..2), 0..=usize::from(DOCUMENTS)),
        steps in prop::collection::vec(any_step(), 1..60),
    ) {
        let mut world = World { content: Content { documents, theme: 0 }, ..World::default() };
        for step in steps {
            world.take(step);
            world.check(&world.ledger)?;
            // Whoever is killed now is followed by one that knows as much.
            world.check(&world.reopened())?;
            if world.record.is_some() {
                prop_assert_eq!(&world.disk.pages, &world.settled.pages, "of a site that is not whole there is no record");
                prop_assert_eq!(world.disk.search, world.settled.search);
            }
        }
        // All that is owed is paid, and then nothing is, and a record is left.
        for step in [Step::Settle(End::Paid), Step::Index, Step::Record] {
            world.take(step);
        }
        let nothing = Owed { every_page: false, changed: Changed::default(), search: false, search_page: false, index: false };
        let now = owed(world.ledger.stand(), &world.content.due(), Some(&world.content.related()));
        prop_assert_eq!(now, nothing);
        prop_assert_eq!(&world.disk, &world.content.clean());
        prop_assert!(world.record.is_some());
    }
}

/// What is owed is no more than what changed: an edit of prose costs the pages that show it.
#[test]
fn no_more_is_owed_than_what_changed() {
    let documents = (0..DOCUMENTS).map(|document| (document, (0, 0))).collect();
    let mut world = World { content: Content { documents, theme: 0 }, ..World::default() };
    let owed_now = |world: &World| owed(world.ledger.stand(), &world.content.due(), None);
    assert!(owed_now(&world).every_page, "nothing stands yet");
    world.take(Step::Settle(End::Paid));
    assert_eq!(owed_now(&world).changed, Changed::default());
    assert!(owed_now(&world).index && !owed_now(&world).search);
    world.take(Step::Prose(1, 1));
    let (both, one) = (owed_now(&world), BTreeSet::from([1]));
    assert!(!both.every_page && both.search);
    assert_eq!((both.changed.readers, both.changed.machines), (one.clone(), one.clone()));
    world.take(Step::Save(End::Paid));
    let machines = owed_now(&world).changed;
    assert_eq!(
        (machines.readers, machines.machines),
        (BTreeSet::new(), one.clone()),
        "readers' pages are paid"
    );
    world.take(Step::Prose(1, 0));
    let readers = owed_now(&world).changed;
    assert_eq!(
        (readers.readers, readers.machines),
        (one, BTreeSet::new()),
        "undone: machines were never told"
    );
    world.take(Step::Theme(1));
    assert!(owed_now(&world).every_page && !owed_now(&world).search, "what is searched knows no theme");
}
