//! The pages of lists: by date, by name, by year; lessons, figures, and what is owed.

use std::ops::Range;

use tera::Value;

use crate::document::LessonKind;
use crate::knowledge::RecordId;
use crate::knowledge::own::OwnPage;
use crate::locale::{DIGITS, OTHERS};
use crate::machines::json_ld;
use crate::site::bounds;
use crate::site::listing::{Letter, is_named};
use crate::site::part::Part;
use crate::theme::dates;
use crate::theme::family::Family;
use crate::theme::value::Fields;
use crate::vocab::kind::Kind;

use super::viewer::Viewer;

/// The list of the records of one kind.
pub(super) fn view(viewer: &Viewer<'_>, kind: Kind, part: Part) -> (&'static str, Fields) {
    if kind == Kind::Lesson {
        return lessons(viewer, None, part);
    }
    let section = kind.folder();
    let ids = viewer.site.of_kind(kind);
    let on_page = &ids[part.range(ids.len())];
    let context = list(viewer, section, &OwnPage::List(kind).address(), part).set("total", ids.len());
    let context = if is_named(kind) {
        context
            .set("groups", by_letter(viewer, kind, part.range(ids.len())))
            .set("letters", letters(viewer, kind, part))
    } else if kind == Kind::Event {
        context.set("groups", by_year(viewer, on_page))
    } else {
        context.set("items", viewer.cards(on_page.iter().copied()))
    };
    (Family::List(kind).template(), context)
}

/// Lessons, all or of one kind.
pub(super) fn lessons(viewer: &Viewer<'_>, kind: Option<LessonKind>, part: Part) -> (&'static str, Fields) {
    let site = viewer.site;
    let ids: Vec<RecordId> = match kind {
        Some(kind) => site.lessons_of(kind).collect(),
        None => site.of_kind(Kind::Lesson).to_vec(),
    };
    let all = OwnPage::List(Kind::Lesson).address();
    let first = kind.map_or_else(|| all.clone(), |kind| OwnPage::Lessons(kind).address());
    let tab = |kind: LessonKind| {
        let count = site.lessons_of(kind).count();
        (count > 0).then(|| {
            Fields::with_capacity(3)
                .set("kind", kind.name())
                .set("url", site.url(&OwnPage::Lessons(kind).address()))
                .set("count", count)
                .into_value()
        })
    };
    let tabs = LessonKind::ALL.into_iter().filter_map(tab);
    let context = list(viewer, "lessons", &first, part)
        .set("items", viewer.cards(ids[part.range(ids.len())].iter().copied()))
        .set("total", site.listing.count(Kind::Lesson))
        .set("all_url", site.url(&all))
        .maybe("lesson_kind", kind.map(LessonKind::name))
        .set("tabs", tabs.collect::<Vec<_>>());
    (Family::List(Kind::Lesson).template(), context)
}

/// The years that something is known of.
pub(super) fn years(viewer: &Viewer<'_>) -> (&'static str, Fields) {
    let years = viewer
        .site
        .listing
        .years
        .iter()
        .map(|(year, ids)| year_link(viewer, year.0).set("count", ids.len()).into_value());
    let context = Fields::with_capacity(6)
        .set(
            "page",
            viewer.page(viewer.site.phrases().text(&["sections", "years"]), "years", None).into_value(),
        )
        .set("years", years.collect::<Vec<_>>());
    ("years.html", context)
}

/// The talks and reports of a year; its events on the first page.
pub(super) fn year(viewer: &Viewer<'_>, year: i16, part: Part) -> (&'static str, Fields) {
    let site = viewer.site;
    let years = &site.listing.years;
    let ids = years.get(&std::cmp::Reverse(year)).map_or(&[][..], Vec::as_slice);
    let of_year =
        |id: &RecordId| part.number == 1 && site.record(*id).date.is_some_and(|date| date.year == year);
    let events = site.of_kind(Kind::Event).iter().copied().filter(of_year);
    // The map holds the last year first.
    let earlier =
        years.range((std::ops::Bound::Excluded(std::cmp::Reverse(year)), std::ops::Bound::Unbounded)).next();
    let later = years.range(..std::cmp::Reverse(year)).next_back();
    let first = OwnPage::Year(year).address();
    let context = Fields::with_capacity(10)
        .set("page", viewer.page(&year.to_string(), "years", None).into_value())
        .set("year", year)
        .set("total", ids.len())
        .set("items", viewer.works(ids[part.range(ids.len())].iter().copied()))
        .set("events", viewer.cards(events))
        .maybe("previous", earlier.map(|(year, _)| year_link(viewer, year.0).into_value()))
        .maybe("next", later.map(|(year, _)| year_link(viewer, year.0).into_value()))
        .maybe("pager", viewer.pager(&first, part));
    (Family::Years.template(), context)
}

/// What is awaited and what is lost, the oldest first.
pub(super) fn debts(viewer: &Viewer<'_>, part: Part) -> (&'static str, Fields) {
    let ids = &viewer.site.listing.debts;
    let entries = ids[part.range(ids.len())].iter().flat_map(|id| owed(viewer, *id));
    let context = list(viewer, "debts", &OwnPage::Debts.address(), part)
        .set("items", entries.collect::<Vec<_>>())
        .set("total", ids.len());
    (Family::Debts.template(), context)
}

fn owed(viewer: &Viewer<'_>, id: RecordId) -> Vec<Value> {
    let record = viewer.site.record(id);
    record
        .owed()
        .map(|(sort, medium)| {
            Fields::with_capacity(5)
                .set("card", viewer.card(id))
                .set("sort", sort.name())
                .set("status", medium.status.name())
                .maybe("expected", medium.expected.map(|date| dates::date(date, viewer.site.phrases())))
                .maybe("note", medium.note.as_deref())
                .into_value()
        })
        .collect()
}

fn list(viewer: &Viewer<'_>, section: &'static str, first: &str, part: Part) -> Fields {
    let title = viewer.site.phrases().text(&["sections", section]);
    let page = viewer.page(title, section, None);
    let page = page.maybe("json_ld", viewer.json_ld(|| json_ld::of_list(viewer.site, section)));
    Fields::with_capacity(10).set("page", page.into_value()).maybe("pager", viewer.pager(first, part))
}

fn year_link(viewer: &Viewer<'_>, year: i16) -> Fields {
    Fields::with_capacity(3).set("year", year).set("url", viewer.site.url(&OwnPage::Year(year).address()))
}

/// Names by their first letter: `letter`, its `anchor` and `items`.
fn by_letter(viewer: &Viewer<'_>, kind: Kind, on_page: Range<usize>) -> Vec<Value> {
    let (ids, letters) = (viewer.site.of_kind(kind), viewer.site.letters(kind));
    let ends = letters.iter().skip(1).map(|letter| letter.start).chain([ids.len()]);
    let group = |(letter, end): (&Letter, usize)| {
        let (start, end) = (letter.start.max(on_page.start), end.min(on_page.end));
        (start < end).then(|| {
            Fields::with_capacity(3)
                .set("letter", letter.letter.as_str())
                .set("anchor", anchor(&letter.letter))
                .set("items", viewer.cards(ids[start..end].iter().copied()))
                .into_value()
        })
    };
    letters.iter().zip(ends).filter_map(group).collect()
}

/// Events by their year: `year` (none for those without a date) and `items`.
fn by_year(viewer: &Viewer<'_>, ids: &[RecordId]) -> Vec<Value> {
    let of = |id: &RecordId| viewer.site.record(*id).date.map(|date| date.year);
    grouped(viewer, ids, of)
        .map(|(year, items)| Fields::with_capacity(2).maybe("year", year).set("items", items).into_value())
        .collect()
}

fn grouped<'a, Key: PartialEq + 'a>(
    viewer: &'a Viewer<'_>,
    ids: &'a [RecordId],
    of: impl Fn(&RecordId) -> Key + Copy + 'a,
) -> impl Iterator<Item = (Key, Vec<Value>)> + 'a {
    let groups = ids.chunk_by(move |a, b| of(a) == of(b));
    groups.map(move |group| (of(&group[0]), viewer.cards(group.iter().copied())))
}

/// Where each letter begins: `letter` and `url`; empty when all names are on one page.
fn letters(viewer: &Viewer<'_>, kind: Kind, part: Part) -> Vec<Value> {
    let first = format!("/{}/", kind.folder());
    let entry = |letter: &Letter| {
        let page = viewer.site.url(&Part::address(&first, letter.start / part.size + 1));
        Fields::with_capacity(2)
            .set("letter", letter.letter.as_str())
            .set("url", format!("{page}#{}", anchor(&letter.letter)))
            .into_value()
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
