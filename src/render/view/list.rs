//! The pages of lists: by date, by name, by year; figures, and what is awaited or lost.

use std::cmp::Reverse;
use std::ops::{Bound, Range};

use crate::knowledge::RecordId;
use crate::knowledge::own::OwnPage;
use crate::locale::{DIGITS, OTHERS};
use crate::machines::json_ld;
use crate::render::cards::{EventCard, FigureCard, NameCard, WorkCard};
use crate::render::pieces::ListedWork;
use crate::site::bounds;
use crate::site::listing::Letter;
use crate::site::part::Part;
use crate::theme::dates::{self, Date};
use crate::theme::view::{Shared, Template, Text, view};
use crate::vocab::kind::Kind;

use super::viewer::{PageHead, Pager, Viewer};

view! {
    /// What every list has.
    pub(super) struct ListPage {
        /// What the page says of itself.
        page: PageHead,
        /// The way to the list's other pages, when there are several.
        pager: Option<Pager>,
        /// How much is in the list, on all of its pages.
        total: usize,
    }
}

view! {
    /// The list of talks, or of reports.
    pub(super) struct WorksPage {
        ..list: ListPage,
        /// This page's, newest first.
        items: Vec<Shared<WorkCard>>,
    }
}

impl Template for WorksPage {
    const NAME: &str = "works.html";
}

view! {
    /// The list of figures.
    pub(super) struct FiguresPage {
        ..list: ListPage,
        /// This page's, newest first.
        items: Vec<Shared<FigureCard>>,
    }
}

impl Template for FiguresPage {
    const NAME: &str = "figures.html";
}

view! {
    /// The list of events.
    pub(super) struct EventsPage {
        ..list: ListPage,
        /// This page's, by year, newest first.
        groups: Vec<YearGroup>,
    }
}

impl Template for EventsPage {
    const NAME: &str = "events.html";
}

view! {
    /// The events of a year.
    pub(super) struct YearGroup {
        /// The year; not there for events without a date.
        year: Option<i16>,
        /// The events.
        items: Vec<Shared<EventCard>>,
    }
}

view! {
    /// The list of people, organisations, topics, technologies or series, in the order of their names.
    pub(super) struct NamesPage {
        ..list: ListPage,
        /// This page's, by their first letter.
        groups: Vec<LetterGroup>,
        /// Where letters begin; empty when all names are on one page.
        letters: Vec<LetterLink>,
    }
}

impl Template for NamesPage {
    const NAME: &str = "names.html";
}

view! {
    /// The names that begin with a letter.
    pub(super) struct LetterGroup {
        /// The letter, or `0–9`; `…` for what begins with no letter.
        letter: Text,
        /// The anchor for its heading.
        anchor: Text,
        /// The names.
        items: Vec<Shared<NameCard>>,
    }
}

view! {
    /// Where a letter begins.
    pub(super) struct LetterLink {
        /// The letter.
        letter: Text,
        /// The address of its heading.
        url: Text,
    }
}

view! {
    /// The years that something is known of.
    pub(super) struct YearsPage {
        /// What the page says of itself.
        page: PageHead,
        /// The years, the last first.
        years: Vec<YearCount>,
    }
}

impl Template for YearsPage {
    const NAME: &str = "years.html";
}

view! {
    /// A year, with how much there is of it.
    pub(super) struct YearCount {
        ..link: YearLink,
        /// How many talks and reports.
        count: usize,
    }
}

view! {
    /// A year's page.
    pub(super) struct YearLink {
        /// The year.
        year: i16,
        /// The page's address.
        url: Text,
    }
}

view! {
    /// The talks and reports of a year.
    pub(super) struct YearPage {
        ..list: ListPage,
        /// The year.
        year: i16,
        /// This page's, newest first.
        items: Vec<Shared<ListedWork>>,
        /// The year's events; on the first page.
        events: Vec<Shared<EventCard>>,
        /// The year before of which something is known.
        previous: Option<YearLink>,
        /// The year after of which something is known.
        next: Option<YearLink>,
    }
}

impl Template for YearPage {
    const NAME: &str = "year.html";
}

view! {
    /// What is awaited and what is lost, the oldest first. `total` is how many talks and reports are owed something.
    pub(super) struct DebtsPage {
        ..list: ListPage,
        /// This page's.
        items: Vec<Debt>,
    }
}

impl Template for DebtsPage {
    const NAME: &str = "debts.html";
}

view! {
    /// A recording or document that is awaited or lost.
    pub(super) struct Debt {
        /// The talk or report that it is of.
        card: Shared<WorkCard>,
        /// What it is: `video`, `audio`, `slides` or `paper`.
        sort: Text,
        /// What has become of it: `awaited` or `lost`.
        status: Text,
        /// When it is awaited.
        expected: Option<Date>,
        /// What its author says of it.
        note: Option<Text>,
    }
}

/// The list of talks, or of reports.
pub(super) fn works(viewer: &Viewer<'_>, kind: Kind, part: Part) -> WorksPage {
    WorksPage { list: of_kind(viewer, kind, part), items: viewer.cards(on_page(viewer, kind, part)) }
}

/// The list of figures.
pub(super) fn figures(viewer: &Viewer<'_>, part: Part) -> FiguresPage {
    let items = viewer.cards(on_page(viewer, Kind::Figure, part));
    FiguresPage { list: of_kind(viewer, Kind::Figure, part), items }
}

/// The list of events.
pub(super) fn events(viewer: &Viewer<'_>, part: Part) -> EventsPage {
    let year = |id: &RecordId| viewer.site.record(*id).date.map(|date| date.year);
    let ids: Vec<RecordId> = on_page(viewer, Kind::Event, part).collect();
    let groups = ids.chunk_by(|a, b| year(a) == year(b));
    let group =
        |ids: &[RecordId]| YearGroup { year: year(&ids[0]), items: viewer.cards(ids.iter().copied()) };
    EventsPage { list: of_kind(viewer, Kind::Event, part), groups: groups.map(group).collect() }
}

/// The list of what goes by name.
pub(super) fn names(viewer: &Viewer<'_>, kind: Kind, part: Part) -> NamesPage {
    let total = viewer.site.of_kind(kind).len();
    NamesPage {
        list: of_kind(viewer, kind, part),
        groups: by_letter(viewer, kind, part.range(total)),
        letters: letters(viewer, kind, part),
    }
}

/// The years that something is known of.
pub(super) fn years(viewer: &Viewer<'_>) -> YearsPage {
    let count = |(year, ids): (&Reverse<i16>, &Vec<RecordId>)| YearCount {
        link: year_link(viewer, year.0),
        count: ids.len(),
    };
    YearsPage {
        page: viewer.page(viewer.site.phrases().text(&["sections", "years"]), "years", None),
        years: viewer.site.listing.years.iter().map(count).collect(),
    }
}

/// The talks and reports of a year; its events on the first page.
pub(super) fn year(viewer: &Viewer<'_>, year: i16, part: Part) -> YearPage {
    let site = viewer.site;
    let years = &site.listing.years;
    let ids = years.get(&Reverse(year)).map_or(&[][..], Vec::as_slice);
    let of_year =
        |id: &RecordId| part.number == 1 && site.record(*id).date.is_some_and(|date| date.year == year);
    // The map holds the last year first.
    let earlier = years.range((Bound::Excluded(Reverse(year)), Bound::Unbounded)).next();
    let later = years.range(..Reverse(year)).next_back();
    YearPage {
        list: ListPage {
            page: viewer.page(&year.to_string(), "years", None),
            pager: viewer.pager(&OwnPage::Year(year).address(), part),
            total: ids.len(),
        },
        year,
        items: viewer.works(ids[part.range(ids.len())].iter().copied()),
        events: viewer.cards(site.of_kind(Kind::Event).iter().copied().filter(of_year)),
        previous: earlier.map(|(year, _)| year_link(viewer, year.0)),
        next: later.map(|(year, _)| year_link(viewer, year.0)),
    }
}

/// What is awaited and what is lost, the oldest first.
pub(super) fn debts(viewer: &Viewer<'_>, part: Part) -> DebtsPage {
    let ids = &viewer.site.listing.debts;
    let mut list = list(viewer, "debts", &OwnPage::Debts.address(), part, ids.len());
    list.page.forms = viewer.recordings();
    DebtsPage { list, items: ids[part.range(ids.len())].iter().flat_map(|id| owed(viewer, *id)).collect() }
}

fn owed(viewer: &Viewer<'_>, id: RecordId) -> impl Iterator<Item = Debt> {
    viewer.site.record(id).owed().map(move |(sort, medium)| Debt {
        card: viewer.card(id),
        sort: Text::of(sort.name()),
        status: Text::of(medium.status.name()),
        expected: medium.expected.map(|date| dates::date(date, viewer.site.phrases())),
        note: medium.note.as_deref().map(Text::of),
    })
}

/// What the list of a kind has.
fn of_kind(viewer: &Viewer<'_>, kind: Kind, part: Part) -> ListPage {
    let total = viewer.site.of_kind(kind).len();
    list(viewer, kind.folder(), &OwnPage::List(kind).address(), part, total)
}

/// The records of a kind that are on this page of their list.
fn on_page<'a>(viewer: &Viewer<'a>, kind: Kind, part: Part) -> impl Iterator<Item = RecordId> + 'a {
    let ids = viewer.site.of_kind(kind);
    ids[part.range(ids.len())].iter().copied()
}

/// What the page of a list has that begins at `first`.
pub(super) fn list(
    viewer: &Viewer<'_>,
    section: &'static str,
    first: &str,
    part: Part,
    total: usize,
) -> ListPage {
    let page =
        viewer.page(viewer.site.phrases().text(&["sections", &section.replace('-', "_")]), section, None);
    let json_ld = viewer.json_ld(|| json_ld::of_list(viewer.site, section));
    ListPage { page: PageHead { json_ld, ..page }, pager: viewer.pager(first, part), total }
}

fn year_link(viewer: &Viewer<'_>, year: i16) -> YearLink {
    YearLink { year, url: Text::of(viewer.site.url(&OwnPage::Year(year).address())) }
}

/// Names by their first letter.
fn by_letter(viewer: &Viewer<'_>, kind: Kind, on_page: Range<usize>) -> Vec<LetterGroup> {
    let (ids, letters) = (viewer.site.of_kind(kind), viewer.site.letters(kind));
    let ends = letters.iter().skip(1).map(|letter| letter.start).chain([ids.len()]);
    let group = |(letter, end): (&Letter, usize)| {
        let (start, end) = (letter.start.max(on_page.start), end.min(on_page.end));
        (start < end).then(|| LetterGroup {
            letter: Text::of(&letter.letter),
            anchor: Text::of(anchor(&letter.letter)),
            items: viewer.cards(ids[start..end].iter().copied()),
        })
    };
    letters.iter().zip(ends).filter_map(group).collect()
}

/// Where each letter begins; empty when all names are on one page.
fn letters(viewer: &Viewer<'_>, kind: Kind, part: Part) -> Vec<LetterLink> {
    let first = format!("/{}/", kind.folder());
    let entry = |letter: &Letter| {
        let page = viewer.site.url(&Part::address(&first, letter.start / part.size + 1));
        LetterLink {
            letter: Text::of(&letter.letter),
            url: Text::of(format!("{page}#{}", anchor(&letter.letter))),
        }
    };
    let letters = viewer.site.letters(kind);
    // Of more letters than a reader would look through, every so many.
    let step = letters.len().div_ceil(bounds::LETTERS).max(1);
    letters.iter().step_by(step).filter(|_| part.of > 1).map(entry).collect()
}

/// The anchor of a letter's heading.
fn anchor(letter: &str) -> String {
    let plain = match letter {
        DIGITS => "digits",
        OTHERS => "others",
        letter => letter,
    };
    format!("names-{}", plain.to_lowercase())
}
