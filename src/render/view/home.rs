//! The home page, the page for what is not found, and the small pages at former addresses.

use std::cmp::Reverse;
use std::collections::HashMap;

use crate::document::LessonKind;
use crate::knowledge::{Details, RecordId};
use crate::machines::json_ld;
use crate::render::cards::{Card, EventCard, FigureCard, LessonCard, NameCard, OfKind, WorkCard};
use crate::render::pieces::ListedWork;
use crate::theme::view::{Flag, Html, IfAny, Shared, Template, Text, view};
use crate::vocab::kind::Kind;

use super::viewer::{PageHead, Viewer};

view! {
    /// The home page: what is new, and the names that have most.
    pub(super) struct HomePage {
        /// What the page says of itself.
        page: PageHead,
        /// The newest talks and reports, as many as one page of a list has.
        works: Vec<Shared<ListedWork>>,
        /// The newest talks, as many as one page of a list has.
        talks: Vec<Shared<WorkCard>>,
        /// The newest reports, twelve at most.
        reports: Vec<Shared<WorkCard>>,
        /// The newest events, twelve at most.
        events: Vec<Shared<EventCard>>,
        /// Twelve of the newest lessons, one of each source before a second of any.
        lessons: Vec<Shared<LessonCard>>,
        /// The newest figures, twelve at most.
        figures: Vec<Shared<FigureCard>>,
        /// The topics that have most talks and reports, two dozen at most.
        topics: Vec<Shared<NameCard>>,
        /// The same of technologies.
        technologies: Vec<Shared<NameCard>>,
        /// The same of organisations.
        organisations: Vec<Shared<NameCard>>,
    }
}

impl Template for HomePage {
    const NAME: &str = "home.html";
}

view! {
    /// What a server answers with when there is no such page.
    pub(super) struct NotFoundPage {
        /// What the page says of itself.
        page: PageHead,
        /// The folders of the kinds of which names share pages (`people` …): a script leads from their former addresses to these.
        shared: IfAny<Text>,
    }
}

impl Template for NotFoundPage {
    const NAME: &str = "404.html";
}

view! {
    /// The page that searches in the browser; its script finds in it what it says and shows (`form.search`).
    pub(super) struct SearchPage {
        /// What the page says of itself.
        page: PageHead,
        /// The script that it has in itself, a module, unless the theme's scripts of search are the site's own.
        script: Option<Html>,
    }
}

impl Template for SearchPage {
    const NAME: &str = "search.html";
}

view! {
    /// A page at a former address: it leads to the record.
    pub(super) struct RedirectPage {
        /// What the page says of itself.
        page: PageHead,
        /// The record.
        to: Shared<Card>,
    }
}

impl Template for RedirectPage {
    const NAME: &str = "redirect.html";
}

/// The home page.
pub(super) fn home(viewer: &Viewer<'_>) -> HomePage {
    let site = viewer.site;
    let page_size = site.options().page_size;
    HomePage {
        page: PageHead {
            json_ld: viewer.json_ld(|| json_ld::of_site(site)),
            ..viewer.page(site.options().title, "home", site.options().description)
        },
        works: viewer.works(site.listing.works.iter().copied().take(page_size)),
        talks: latest(viewer, Kind::Talk, page_size),
        reports: latest(viewer, Kind::Report, 12),
        events: latest(viewer, Kind::Event, 12),
        lessons: viewer.cards(lessons_of_note(viewer, 12)),
        figures: latest(viewer, Kind::Figure, 12),
        topics: largest(viewer, Kind::Topic),
        technologies: largest(viewer, Kind::Technology),
        organisations: largest(viewer, Kind::Organisation),
    }
}

fn latest<V: OfKind>(viewer: &Viewer<'_>, kind: Kind, count: usize) -> Vec<Shared<V>> {
    viewer.cards(viewer.site.of_kind(kind).iter().copied().take(count))
}

/// The newest lessons, one of each source before a second of any; of one source, what to do comes before what happened.
fn lessons_of_note(viewer: &Viewer<'_>, count: usize) -> Vec<RecordId> {
    /// How many of the newest are looked at.
    const NEWEST: usize = 1_000;
    let mut of_source: HashMap<RecordId, usize> = HashMap::new();
    let lesson = |id: RecordId| match &viewer.site.record(id).details {
        Details::Lesson(lesson) => Some((lesson.source, lesson.kind != LessonKind::Practice)),
        _ => None,
    };
    let newest = viewer.site.of_kind(Kind::Lesson).iter().copied().take(NEWEST);
    let mut lessons: Vec<_> = newest.filter_map(|id| Some((id, lesson(id)?))).collect();
    // The order of sources is that of their newest lesson.
    let mut sources = HashMap::new();
    for (_, (source, _)) in &lessons {
        let next = sources.len();
        sources.entry(*source).or_insert(next);
    }
    lessons.sort_by_key(|(_, (source, is_story))| (sources[source], *is_story));
    let mut rounds: Vec<(usize, RecordId)> = lessons
        .into_iter()
        .map(|(id, (source, _))| {
            let round = of_source.entry(source).or_default();
            *round += 1;
            (*round, id)
        })
        .collect();
    rounds.sort_by_key(|(round, _)| *round);
    rounds.into_iter().take(count).map(|(_, id)| id).collect()
}

/// What a server answers with when there is no such page.
pub(super) fn not_found(viewer: &Viewer<'_>) -> NotFoundPage {
    let head = viewer.head(viewer.site.phrases().text(&["not_found"]), "404");
    let mut kinds: Vec<Kind> = viewer.site.knowledge().shared.iter().map(|page| page.kind).collect();
    kinds.dedup();
    let shared = kinds.into_iter().map(|kind| Text::of(kind.folder())).collect();
    NotFoundPage { page: PageHead { noindex: Flag(true), ..head }, shared: IfAny(shared) }
}

/// The page that searches in the browser.
pub(super) fn search(viewer: &Viewer<'_>) -> SearchPage {
    let head = viewer.head(viewer.site.phrases().text(&["search", "title"]), "search");
    let early = viewer.site.theme.early();
    SearchPage {
        page: PageHead { noindex: Flag(true), script: early.map(|early| Text::of(&early.hash)), ..head },
        script: early.map(|early| Html::of(&early.script)),
    }
}

/// A page at a former address.
pub(super) fn redirect(viewer: &Viewer<'_>, to: RecordId) -> RedirectPage {
    let record = viewer.site.record(to);
    let head = viewer.head(&record.title, "redirect");
    let canonical = viewer.site.absolute_url(record.address.as_str()).map(Text::of);
    RedirectPage { page: PageHead { noindex: Flag(true), canonical, ..head }, to: viewer.card(to) }
}

/// The two dozen names of a kind that most talks and reports have.
fn largest(viewer: &Viewer<'_>, kind: Kind) -> Vec<Shared<NameCard>> {
    let site = viewer.site;
    let count = |id: RecordId| site.knowledge().works_of(site.record(id)).count();
    let mut names: Vec<_> = site.of_kind(kind).iter().map(|id| (Reverse(count(*id)), *id)).collect();
    names.sort_by_key(|(count, _)| *count);
    viewer.cards(names.into_iter().take(24).filter(|(count, _)| count.0 > 0).map(|(_, id)| id))
}
