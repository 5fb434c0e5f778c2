//! The pages of people, organisations, topics and technologies: what there is of each, newest first, on as many pages as it fills.

use crate::document::matter::Stance;
use crate::knowledge::{Record, RecordId, Relation, listing_relations};
use crate::render::cards::{ActionCard, EventCard, FigureCard, LessonCard, NameCard, WorkCard};
use crate::render::explore::by_year;
use crate::render::pieces::ListedWork;
use crate::site::bounds::{self, few};
use crate::site::lessons::Choice;
use crate::site::part::Part;
use crate::theme::view::{IfAny, Shared, Template, Text, view};
use crate::vocab::hash::HashSet;
use crate::vocab::kind::Kind;
use crate::vocab::web_address::WebAddress;

use super::explore::{self, YearBar};
use super::learned::{self, Learned};
use super::record::{EveryRecord, RecordPage};
use super::viewer::Viewer;

/// Lessons and figures on the first page of a name.
const EXTRACTS: usize = 6;

/// Events, or events and series.
type Gathering = Shared<(EventCard, NameCard)>;

view! {
    /// The page of a person.
    pub(super) struct PersonPage {
        ..every: RecordPage,
        ..actions: OwnActions,
        /// The person.
        record: PersonRecord,
        /// Talks and reports, newest first.
        items: Vec<NameItem>,
        /// The events and series that they organised; on the first page.
        organised: Vec<Gathering>,
    }
}

impl Template for PersonPage {
    const NAME: &str = "person.html";
}

view! {
    /// A person, on their own page.
    pub(super) struct PersonRecord {
        ..card: Shared<NameCard>,
        ..every: EveryRecord,
        /// What they do.
        role: Option<Text>,
        /// Their accounts on social media.
        social: Vec<Text>,
        /// The organisations that they belonged to at the time of a talk, and no longer do; on the first page.
        former: Vec<Shared<NameCard>>,
    }
}

view! {
    /// The page of an organisation.
    pub(super) struct OrganisationPage {
        ..every: RecordPage,
        ..actions: OwnActions,
        ..extracts: Extracts,
        /// The organisation.
        record: OrganisationRecord,
        /// Talks and reports, newest first.
        items: Vec<NameItem>,
        /// The people who belong to it; on the first page.
        people: Vec<Shared<NameCard>>,
        /// The events and series that it organised; on the first page.
        organised: Vec<Gathering>,
        /// The events and series that it sponsored; on the first page.
        sponsored: Vec<Gathering>,
    }
}

impl Template for OrganisationPage {
    const NAME: &str = "organisation.html";
}

view! {
    /// An organisation, on its own page.
    pub(super) struct OrganisationRecord {
        ..card: Shared<NameCard>,
        ..every: EveryRecord,
        /// What it does.
        sector: Option<Text>,
        /// Where it is (ISO 3166-1 alpha-2): `FR`.
        country: Option<Text>,
        /// Its accounts on social media.
        social: Vec<Text>,
        /// Talks and reports by year; on the first page, when there are some of three years or more.
        years: IfAny<YearBar>,
    }
}

view! {
    /// The page of a topic or technology.
    pub(super) struct TermPage {
        ..every: RecordPage,
        ..extracts: Extracts,
        /// The topic or technology.
        record: TermRecord,
        /// What was learned with it; on the first page.
        learned: Option<Learned>,
        /// Talks and reports, newest first.
        items: Vec<NameItem>,
    }
}

impl Template for TermPage {
    const NAME: &str = "term.html";
}

view! {
    /// A topic or technology, on its own page.
    pub(super) struct TermRecord {
        ..card: Shared<NameCard>,
        ..every: EveryRecord,
        /// The one that it is a part of.
        broader: Option<Shared<NameCard>>,
        /// Those that are a part of it; on the first page.
        narrower: Vec<Shared<NameCard>>,
        /// Of a technology: what talks and reports did with it; on the first page.
        stances: Vec<StanceCount>,
        /// Talks and reports by year; on the first page, when there are some of three years or more.
        years: IfAny<YearBar>,
    }
}

view! {
    /// How many talks and reports take a stance to a technology.
    pub(super) struct StanceCount {
        /// `adopted`, `trial`, `dropped` or `mentioned`.
        stance: Text,
        /// How many.
        count: usize,
    }
}

view! {
    /// A talk or report, on the page of a name.
    pub(super) struct NameItem {
        ..work: Shared<ListedWork>,
        /// On the page of a technology: what it did with it, `adopted`, `trial`, `dropped` or `mentioned`, when its author says so. The HTML of the item is not there then.
        stance: Option<Text>,
    }
}

view! {
    /// What a person or organisation is named for, on the first page of their name.
    pub(super) struct OwnActions {
        /// The actions that are theirs, what is open first, ten at most.
        actions: Vec<Shared<ActionCard>>,
        /// How many others there are.
        more_actions: Option<usize>,
        /// Where the search shows all of them, when there are others; where the site can be searched.
        all_actions_url: Option<Text>,
    }
}

view! {
    /// What was learned and measured, on the first page of a name.
    pub(super) struct Extracts {
        /// The newest lessons, six at most.
        lessons: Vec<Shared<LessonCard>>,
        /// How many there are.
        lesson_count: usize,
        /// The address of the list of all of them, where there is one.
        lessons_url: Option<Text>,
        /// The newest figures, six at most.
        figures: Vec<Shared<FigureCard>>,
        /// How many there are.
        figure_count: usize,
    }
}

/// A person: what they do, where they were, what they gave and wrote.
pub(super) fn person(
    viewer: &Viewer<'_>,
    id: RecordId,
    part: Part,
    page: RecordPage,
    every: EveryRecord,
) -> PersonPage {
    let record = viewer.site.record(id);
    let former = if part.number == 1 { former_affiliations(viewer, record) } else { Vec::new() };
    PersonPage {
        every: page,
        record: PersonRecord {
            card: viewer.card(id),
            every,
            role: record.role().map(Text::of),
            social: addresses(record.social()),
            former: viewer.cards(former),
        },
        items: items(viewer, record, part),
        organised: viewer.cards(on_first(viewer, record, part, Relation::OrganisedBy, &GATHERINGS)),
        actions: actions(viewer, record, part),
    }
}

/// An organisation: what it lived, who its people are, what it learned and measured.
pub(super) fn organisation(
    viewer: &Viewer<'_>,
    id: RecordId,
    part: Part,
    page: RecordPage,
    every: EveryRecord,
) -> OrganisationPage {
    let record = viewer.site.record(id);
    let mut people = on_first(viewer, record, part, Relation::AffiliatedWith, &[Kind::Person]);
    viewer.site.sort_by_name(&mut people);
    OrganisationPage {
        every: page,
        extracts: extracts(viewer, id, &[Relation::LivedBy], part),
        record: OrganisationRecord {
            card: viewer.card(id),
            every,
            sector: record.sector().map(Text::of),
            country: record.country().map(Text::of),
            social: addresses(record.social()),
            years: years(viewer, record, part),
        },
        items: items(viewer, record, part),
        people: viewer.cards(people),
        organised: viewer.cards(on_first(viewer, record, part, Relation::OrganisedBy, &GATHERINGS)),
        sponsored: viewer.cards(on_first(viewer, record, part, Relation::SponsoredBy, &GATHERINGS)),
        actions: actions(viewer, record, part),
    }
}

/// A topic or technology: what is about it, what was learned, and, for a technology, how it went.
pub(super) fn term(
    viewer: &Viewer<'_>,
    id: RecordId,
    broader: Option<RecordId>,
    part: Part,
    page: RecordPage,
    every: EveryRecord,
) -> TermPage {
    let record = viewer.site.record(id);
    let mut narrower =
        on_first(viewer, record, part, Relation::NarrowerThan, &[Kind::Topic, Kind::Technology]);
    viewer.site.sort_by_name(&mut narrower);
    let has_stances = part.number == 1 && record.kind == Kind::Technology;
    TermPage {
        every: page,
        extracts: extracts(viewer, id, listing_relations(record.kind), part),
        record: TermRecord {
            card: viewer.card(id),
            every,
            broader: broader.map(|id| viewer.card(id)),
            narrower: viewer.cards(narrower),
            stances: if has_stances { stances(viewer, id) } else { Vec::new() },
            years: years(viewer, record, part),
        },
        learned: learned::learned(viewer, id, part),
        items: match record.kind {
            Kind::Technology => items_with_stance(viewer, id, part),
            _ => items(viewer, record, part),
        },
    }
}

const GATHERINGS: [Kind; 2] = [Kind::Event, Kind::Series];

/// Who refers to a name so, on the first of its pages: what is not the list that goes on over several stands there alone.
fn on_first(
    viewer: &Viewer<'_>,
    record: &Record,
    part: Part,
    relation: Relation,
    kinds: &[Kind],
) -> Vec<RecordId> {
    if part.number > 1 {
        return Vec::new();
    }
    viewer.site.knowledge().referrers(record, &[relation], kinds).collect()
}

/// The actions that a person or organisation is named for.
fn actions(viewer: &Viewer<'_>, record: &Record, part: Part) -> OwnActions {
    let mut actions = on_first(viewer, record, part, Relation::OwnedBy, &[Kind::Action]);
    actions.sort_by_key(|id| !viewer.site.record(*id).is_open_action());
    let (shown, more) = few(&actions, bounds::OWN_ACTIONS);
    let field = if record.kind == Kind::Person { "person" } else { "org" };
    let all = more.and_then(|_| viewer.search_for([("kind", "action"), (field, record.id.as_str())]));
    OwnActions { actions: viewer.cards(shown.iter().copied()), more_actions: more, all_actions_url: all }
}

/// A small chart on the first page, where there is something to compare.
fn years(viewer: &Viewer<'_>, record: &Record, part: Part) -> IfAny<YearBar> {
    if part.number > 1 {
        return IfAny(Vec::new());
    }
    let knowledge = viewer.site.knowledge();
    let years = by_year(knowledge, knowledge.works_of(record));
    let says_something = years.iter().filter(|year| year.talks + year.reports > 0).count() > 2;
    IfAny(if says_something { explore::years(viewer, &years) } else { Vec::new() })
}

/// This page's talks and reports.
fn items(viewer: &Viewer<'_>, record: &Record, part: Part) -> Vec<NameItem> {
    on_this_page(viewer, record, part).map(|id| NameItem { work: viewer.work(id), stance: None }).collect()
}

/// The same with the stance that each takes to a technology, where that is known.
fn items_with_stance(viewer: &Viewer<'_>, technology: RecordId, part: Part) -> Vec<NameItem> {
    let item = |id: RecordId| match viewer.site.record(id).stance_to(technology) {
        // What the component `work` makes of a card says no stance.
        Some(stance) => {
            NameItem { work: viewer.card::<WorkCard>(id).into(), stance: Some(Text::of(stance.name())) }
        }
        None => NameItem { work: viewer.work(id), stance: None },
    };
    on_this_page(viewer, viewer.site.record(technology), part).map(item).collect()
}

fn on_this_page<'a>(
    viewer: &'a Viewer<'_>,
    record: &'a Record,
    part: Part,
) -> impl Iterator<Item = RecordId> + 'a {
    let range = part.range(usize::MAX);
    viewer.site.knowledge().works_of(record).skip(range.start).take(part.size)
}

/// The newest lessons and figures, on the first page.
fn extracts(viewer: &Viewer<'_>, id: RecordId, relations: &[Relation], part: Part) -> Extracts {
    let record = viewer.site.record(id);
    let newest = |kinds: &[Kind]| -> (Vec<RecordId>, usize) {
        if part.number > 1 {
            return (Vec::new(), 0);
        }
        let all = || viewer.site.knowledge().referrers(record, relations, kinds);
        (all().take(EXTRACTS).collect(), all().count())
    };
    let (lessons, lesson_count) = newest(&[Kind::Lesson]);
    let (figures, figure_count) = newest(&[Kind::Figure]);
    Extracts {
        lessons: viewer.cards(lessons),
        lesson_count,
        lessons_url: lessons_url(viewer, id),
        figures: viewer.cards(figures),
        figure_count,
    }
}

/// The list of the lessons of a name, where there is one.
fn lessons_url(viewer: &Viewer<'_>, id: RecordId) -> Option<Text> {
    let choice = match viewer.site.record(id).kind {
        Kind::Topic => Choice { topic: Some(id), ..Choice::default() },
        Kind::Organisation => Choice { organisation: Some(id), ..Choice::default() },
        _ => return None,
    };
    viewer.list_of_lessons(choice)
}

/// How many talks and reports take each stance to a technology, in the order of stances.
fn stances(viewer: &Viewer<'_>, technology: RecordId) -> Vec<StanceCount> {
    let mut counts = [0_usize; 4];
    for id in viewer.site.knowledge().works_of(viewer.site.record(technology)) {
        if let Some(stance) = viewer.site.record(id).stance_to(technology) {
            counts[stance as usize] += 1;
        }
    }
    let order = [Stance::Adopted, Stance::Trial, Stance::Dropped, Stance::Mentioned];
    let entry = |(stance, count): (Stance, usize)| StanceCount { stance: Text::of(stance.name()), count };
    order.into_iter().zip(counts).filter(|(_, count)| *count > 0).map(entry).collect()
}

/// The organisations that a person spoke for and no longer belongs to, as far as is known, newest first.
fn former_affiliations(viewer: &Viewer<'_>, record: &Record) -> Vec<RecordId> {
    let (mut former, mut known) = (Vec::new(), HashSet::default());
    for id in viewer.site.knowledge().works_of(record) {
        let people = viewer.site.record(id).people();
        let own =
            people.iter().filter(|appearance| std::ptr::eq(viewer.site.record(appearance.person), record));
        for organisation in own.filter_map(|appearance| appearance.organisation) {
            if !record.organisations.contains(&organisation) && known.insert(organisation) {
                former.push(organisation);
            }
        }
    }
    former
}

fn addresses(list: &[WebAddress]) -> Vec<Text> {
    Text::each(list.iter().map(WebAddress::as_str))
}
