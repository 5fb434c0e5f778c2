//! The pages of events and series.

use tera::Value;

use crate::document::matter::{EventStatus, Venue};
use crate::knowledge::{Event, Record, RecordId};
use crate::render::programme::{self, Cell, Grid, Row, Slot};
use crate::site::part::Part;
use crate::theme::dates;
use crate::theme::value::Fields;
use crate::vocab::web_address::WebAddress;

use super::viewer::Viewer;

/// An event: when and where, its talks by day, how much of it is covered.
pub(super) fn event(
    viewer: &Viewer<'_>,
    record: &Record,
    event: &Event,
    part: Part,
    fields: Fields,
    context: Fields,
) -> (Fields, Fields) {
    let sponsor = |(id, level): &(RecordId, Option<String>)| {
        viewer.card_with(*id).maybe("level", level.as_deref()).into_value()
    };
    let is_first = part.number == 1;
    let fields = fields
        .maybe("series", event.series.map(|id| viewer.card(id)))
        .set("organisers", viewer.cards(event.organisers.iter().copied().filter(|_| is_first)))
        .set("sponsors", event.sponsors.iter().filter(|_| is_first).map(sponsor).collect::<Vec<_>>())
        .maybe("status", event.status.map(EventStatus::name))
        .maybe("coverage", coverage(event))
        .maybe("venue", record.venue().map(venue))
        .maybe("timezone", record.timezone())
        .maybe("programme", record.programme().map(WebAddress::as_str))
        .maybe("slides", record.slides().known().map(WebAddress::as_str))
        .flag("no_slides", record.slides().is_absent())
        .set(
            "social",
            record.social().iter().filter(|_| is_first).map(WebAddress::as_str).collect::<Vec<_>>(),
        );
    let about = viewer.site.knowledge().reports_on(record).filter(|_| is_first);
    let slots = programme(viewer, record, event);
    let context = context
        .set("days", days(viewer, &slots[part.range(slots.len())]))
        .flag("has_times", slots.iter().any(|slot| slot.start.is_some()))
        .set("reports", viewer.cards(about));
    (fields, context)
}

/// A series: its editions, newest first.
pub(super) fn series(
    viewer: &Viewer<'_>,
    record: &Record,
    organisers: &[RecordId],
    fields: Fields,
    context: Fields,
) -> (Fields, Fields) {
    let social: Vec<_> = record.social().iter().map(WebAddress::as_str).collect();
    let editions = viewer.site.knowledge().editions_of(record);
    let fields = fields.set("organisers", viewer.cards(organisers.iter().copied())).set("social", social);
    (fields, context.set("editions", viewer.cards(editions)))
}

/// How many talks some report covers, of how many there were as far as is known.
fn coverage(event: &Event) -> Option<Value> {
    let coverage = event.coverage();
    let says_something = coverage.covered > 0 || event.announced.is_some();
    (says_something && coverage.total > 0).then(|| {
        Fields::with_capacity(3)
            .set("covered", coverage.covered)
            .set("listed", coverage.listed)
            .set("total", coverage.total)
            .into_value()
    })
}

fn venue(venue: &Venue) -> Value {
    let point = venue.latitude.zip(venue.longitude);
    Fields::with_capacity(3)
        .maybe("name", venue.name.as_deref())
        .maybe("address", venue.address.as_deref())
        .maybe("geo", point.map(|(latitude, longitude)| format!("geo:{latitude},{longitude}")))
        .into_value()
}

/// The talks on this page in the order of the programme.
fn programme<'a>(viewer: &Viewer<'a>, record: &'a Record, event: &'a Event) -> Vec<Slot<'a, RecordId>> {
    let has_offsets = event.talks.iter().any(|id| programme::has_offset(viewer.site.record(*id).date));
    let zone = record.timezone().filter(|_| has_offsets).and_then(programme::zone);
    let slot = |id: &RecordId| {
        let talk = viewer.site.record(*id);
        programme::slot(*id, talk.date, talk.duration().known().copied(), talk.room(), zone.as_ref())
    };
    let mut slots: Vec<_> = event.talks.iter().map(slot).collect();
    programme::sort(&mut slots);
    slots
}

/// Talks by the day of the programme: `date` (none for those without a day), `talks`, each with `time`, `end` and `room`, and
/// `grid`, when talks were given at the same time in several rooms.
fn days(viewer: &Viewer<'_>, slots: &[Slot<'_, RecordId>]) -> Vec<Value> {
    let phrases = viewer.site.phrases();
    let day = |slots: &[Slot<'_, RecordId>]| {
        Fields::with_capacity(3)
            .maybe("date", slots[0].day.map(|day| dates::date(day, phrases)))
            .set("talks", slots.iter().map(|slot| session(viewer, slot)).collect::<Vec<_>>())
            .maybe("grid", programme::grid(slots).map(|found| grid(viewer, &found)))
            .into_value()
    };
    slots.chunk_by(|a, b| a.day == b.day).map(day).collect()
}

fn session(viewer: &Viewer<'_>, slot: &Slot<'_, RecordId>) -> Value {
    let time = |minutes: i32| dates::time(programme::clock(minutes), viewer.site.phrases());
    Fields::with_capacity(4)
        .set("talk", viewer.card(slot.talk))
        .maybe("time", slot.start.map(time))
        .maybe("end", slot.end.map(time))
        .maybe("room", slot.room)
        .into_value()
}

/// A day by room and time: `rooms`, and `rows`, each with its `time` and `cells`: how many `rows` each lasts, and its `talks`.
fn grid(viewer: &Viewer<'_>, grid: &Grid<'_, '_, RecordId>) -> Value {
    let cell = |cell: &Cell<'_, '_, RecordId>| {
        let talks: Vec<_> = cell.slots.iter().map(|slot| viewer.card(slot.talk)).collect();
        Fields::with_capacity(2).set("rows", cell.rows).set("talks", talks).into_value()
    };
    let row = |row: &Row<'_, '_, RecordId>| {
        Fields::with_capacity(2)
            .set("time", dates::time(programme::clock(row.start), viewer.site.phrases()))
            .set("cells", row.cells.iter().map(cell).collect::<Vec<_>>())
            .into_value()
    };
    Fields::with_capacity(2)
        .set("rooms", grid.rooms.clone())
        .set("rows", grid.rows.iter().map(row).collect::<Vec<_>>())
        .into_value()
}
