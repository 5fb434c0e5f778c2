//! The home page, the page for what is not found, and the small pages at former addresses.

use std::cmp::Reverse;
use std::collections::HashMap;

use tera::Value;

use crate::document::LessonKind;
use crate::knowledge::{Details, RecordId};
use crate::machines::json_ld;
use crate::theme::family::Family;
use crate::theme::value::Fields;
use crate::vocab::kind::Kind;

use super::viewer::Viewer;

/// The home page: what is new, and the names that have most.
pub(super) fn view(viewer: &Viewer<'_>) -> (&'static str, Fields) {
    let site = viewer.site;
    let latest = |kind: Kind, count: usize| viewer.cards(site.of_kind(kind).iter().copied().take(count));
    let page = viewer.page(site.options().title, "home", site.options().description);
    let page = page.maybe("json_ld", viewer.json_ld(|| json_ld::of_site(site)));
    let context = Fields::with_capacity(16)
        .set("page", page.into_value())
        .set("works", viewer.works(site.listing.works.iter().copied().take(site.options().page_size)))
        .set("talks", latest(Kind::Talk, site.options().page_size))
        .set("reports", latest(Kind::Report, 12))
        .set("events", latest(Kind::Event, 12))
        .set("lessons", viewer.cards(lessons_of_note(viewer, 12)))
        .set("figures", latest(Kind::Figure, 12))
        .set("topics", largest(viewer, Kind::Topic))
        .set("technologies", largest(viewer, Kind::Technology))
        .set("organisations", largest(viewer, Kind::Organisation));
    (Family::Home.template(), context)
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
pub(super) fn not_found(viewer: &Viewer<'_>) -> (&'static str, Fields) {
    let page = viewer.head(viewer.site.phrases().text(&["not_found"]), "404").set("noindex", true);
    (Family::NotFound.template(), Fields::with_capacity(4).set("page", page.into_value()))
}

/// The page that searches in the browser; its script finds in it what it says and shows.
pub(super) fn search(viewer: &Viewer<'_>) -> (&'static str, Fields) {
    let title = viewer.site.phrases().text(&["search", "title"]);
    let page = viewer.head(title, "search").set("noindex", true);
    (Family::Search.template(), Fields::with_capacity(4).set("page", page.into_value()))
}

/// A page at a former address: it leads to the record.
pub(super) fn redirect(viewer: &Viewer<'_>, to: RecordId) -> (&'static str, Fields) {
    let record = viewer.site.record(to);
    let page = viewer.head(&record.title, "redirect").set("noindex", true);
    let page = page.maybe("canonical", viewer.site.absolute_url(record.address.as_str()));
    let context = Fields::with_capacity(4).set("page", page.into_value()).set("to", viewer.card(to));
    (Family::Redirects.template(), context)
}

/// The two dozen names of a kind that most talks and reports have.
fn largest(viewer: &Viewer<'_>, kind: Kind) -> Vec<Value> {
    let site = viewer.site;
    let count = |id: RecordId| site.knowledge().works_of(site.record(id)).count();
    let mut names: Vec<_> = site.of_kind(kind).iter().map(|id| (Reverse(count(*id)), *id)).collect();
    names.sort_by_key(|(count, _)| *count);
    viewer.cards(names.into_iter().take(24).filter(|(count, _)| count.0 > 0).map(|(_, id)| id))
}
