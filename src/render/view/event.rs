//! The pages of events and series.

use tera::Value;

use crate::document::matter::{EventStatus, Specific, Venue};
use crate::knowledge::{Event, Record, RecordId, Relation};
use crate::render::dates;
use crate::render::page::Part;
use crate::render::site::{own_outline, referrers};
use crate::render::value::Fields;
use crate::vocab::kind::Kind;
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
    let mut fields = fields
        .maybe("series", event.series.map(|id| viewer.card(id)))
        .set("organisers", viewer.cards(event.organisers.iter().copied()))
        .set("sponsors", event.sponsors.iter().map(sponsor).collect::<Vec<_>>())
        .maybe("status", event.status.map(status_name))
        .maybe("coverage", coverage(event));
    if let Some(Specific::Event(written)) = own_outline(record).map(|outline| &outline.specific) {
        fields = fields
            .maybe("venue", written.venue.as_ref().map(venue))
            .maybe("timezone", written.timezone.as_ref().map(|zone| zone.value.as_str()))
            .maybe("programme", written.programme.as_ref().map(WebAddress::as_str))
            .maybe("slides", written.slides.known().map(WebAddress::as_str))
            .flag("no_slides", written.slides.is_absent())
            .set("social", written.social.iter().map(WebAddress::as_str).collect::<Vec<_>>());
    }
    let about = referrers(viewer.site.knowledge(), record, &[Relation::ReportsOn], &[Kind::Report]);
    let talks = &event.talks[part.range(event.talks.len())];
    let context = context.set("days", days(viewer, talks)).set("reports", viewer.cards(about));
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
    let social = match own_outline(record).map(|outline| &outline.specific) {
        Some(Specific::Series(series)) => series.social.iter().map(WebAddress::as_str).collect(),
        _ => Vec::new(),
    };
    let editions = referrers(viewer.site.knowledge(), record, &[Relation::EditionOf], &[Kind::Event]);
    let fields = fields.set("organisers", viewer.cards(organisers.iter().copied())).set("social", social);
    (fields, context.set("editions", viewer.cards(editions)))
}

pub(in crate::render) fn status_name(status: EventStatus) -> &'static str {
    match status {
        EventStatus::Scheduled => "scheduled",
        EventStatus::Held => "held",
        EventStatus::Cancelled => "cancelled",
        EventStatus::Postponed => "postponed",
    }
}

/// How many talks some report covers, of how many there were as far as is known.
fn coverage(event: &Event) -> Option<Value> {
    let announced = event.announced.map_or(0, |announced| announced as usize);
    let total = announced.max(event.talks.len());
    let says_something = event.covered > 0 || event.announced.is_some();
    (says_something && total > 0).then(|| {
        Fields::with_capacity(3)
            .set("covered", event.covered)
            .set("listed", event.talks.len())
            .set("total", total)
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

/// Talks by the day they were given on: `date` (none for those without a day) and `talks`, each with `time` and `room`.
fn days(viewer: &Viewer<'_>, talks: &[RecordId]) -> Vec<Value> {
    let day = |id: &RecordId| viewer.site.record(*id).date.map(crate::vocab::date::PartialDate::without_time);
    talks
        .chunk_by(|a, b| day(a) == day(b))
        .map(|group| {
            Fields::with_capacity(2)
                .maybe("date", day(&group[0]).map(|date| dates::date(date, viewer.site.phrases())))
                .set("talks", group.iter().map(|id| session(viewer, *id)).collect::<Vec<_>>())
                .into_value()
        })
        .collect()
}

fn session(viewer: &Viewer<'_>, id: RecordId) -> Value {
    let record = viewer.site.record(id);
    let room = match own_outline(record).map(|outline| &outline.specific) {
        Some(Specific::Talk(talk)) => talk.room.as_deref(),
        _ => None,
    };
    let time = record.date.and_then(|date| date.time);
    Fields::with_capacity(4)
        .set("talk", viewer.card(id))
        .maybe("time", time.map(|time| dates::time(time, viewer.site.phrases())))
        .maybe("room", room)
        .into_value()
}
