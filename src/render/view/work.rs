//! The pages of talks and reports.

use tera::Value;

use crate::document::matter::{Depth, Specific, TalkFormat};
use crate::knowledge::{Appearance, Coverage, RecordId, Report, Talk};
use crate::render::programme;
use crate::site::{media, own_outline};
use crate::theme::dates;
use crate::theme::value::Fields;
use crate::vocab::fact::Fact;

use super::event;
use super::viewer::Viewer;

/// A talk: who, when, where, in which language, what has become of its recordings; who wrote about it.
pub(super) fn talk(
    viewer: &Viewer<'_>,
    id: RecordId,
    talk: &Talk,
    fields: Fields,
    context: Fields,
) -> (Fields, Fields) {
    let record = viewer.site.record(id);
    let mut fields = around(viewer, id, &talk.speakers, talk.event, fields);
    if let Some(Specific::Talk(written)) = own_outline(record).map(|outline| &outline.specific) {
        let known_format = written.format.filter(|format| *format != TalkFormat::Other);
        fields = fields
            .flag("no_event", written.event.is_absent())
            .maybe("duration", written.duration.known().map(|duration| dates::duration(*duration)))
            .maybe("duration_iso", written.duration.known().map(|duration| duration.iso_8601()))
            .maybe("room", written.room.as_deref())
            .maybe("level", written.level.as_deref())
            .maybe("format", known_format.map(format_name));
    }
    let zone_name = talk.event.and_then(|event| event::zone_name(viewer.site.record(event)));
    // A time zone is looked up only for times that are written with their offset.
    let zone = zone_name.filter(|_| programme::has_offset(record.date)).and_then(programme::zone);
    let date = record.date.map(|date| programme::local(date, zone.as_ref()));
    let time = date.and_then(|date| date.time);
    // Without a time of day it is the card's.
    let moved = date.filter(|date| date.time.is_some());
    let fields = fields
        .maybe("date", moved.map(|date| dates::date(date, viewer.site.phrases())))
        .maybe("timezone", zone_name.filter(|_| time.is_some()))
        .maybe("time", time.map(|time| dates::time(time, viewer.site.phrases())))
        .set("reports", talk.reports.iter().map(|coverage| covering(viewer, coverage)).collect::<Vec<_>>());
    (fields, neighbours(viewer, id, context).set("related", related(viewer, id)))
}

/// A report: who wrote it, on which event, which talks it covers and how.
pub(super) fn report(
    viewer: &Viewer<'_>,
    id: RecordId,
    report: &Report,
    fields: Fields,
    context: Fields,
) -> (Fields, Fields) {
    let written = own_outline(viewer.site.record(id)).map(|outline| &outline.specific);
    let no_event = matches!(written, Some(Specific::Report(report)) if matches!(report.event, Fact::Absent));
    let fields = around(viewer, id, &report.authors, report.event, fields)
        .flag("no_event", no_event)
        .set("covers", report.covers.iter().map(|coverage| covered(viewer, coverage)).collect::<Vec<_>>());
    (fields, neighbours(viewer, id, context).set("related", related(viewer, id)))
}

pub(crate) fn depth_name(depth: Depth) -> &'static str {
    match depth {
        Depth::Detailed => "detailed",
        Depth::Summary => "summary",
        Depth::Mention => "mention",
    }
}

pub(crate) fn format_name(format: TalkFormat) -> &'static str {
    match format {
        TalkFormat::Talk => "talk",
        TalkFormat::Keynote => "keynote",
        TalkFormat::Lightning => "lightning",
        TalkFormat::Workshop => "workshop",
        TalkFormat::Panel => "panel",
        TalkFormat::Tutorial => "tutorial",
        TalkFormat::Interview => "interview",
        TalkFormat::Other => "other",
    }
}

/// People with their part, the event, and media; the same for talks and reports.
fn around(
    viewer: &Viewer<'_>,
    id: RecordId,
    people: &[Appearance],
    event: Option<RecordId>,
    fields: Fields,
) -> Fields {
    let person = |appearance: &Appearance| {
        if appearance.role.is_none() && appearance.organisation.is_none() && !appearance.uncertain {
            return viewer.card(appearance.person);
        }
        viewer
            .card_with(appearance.person)
            .maybe("role", appearance.role.as_deref())
            .maybe("organisation", appearance.organisation.map(|id| viewer.card(id)))
            .flag("uncertain", appearance.uncertain)
            .into_value()
    };
    fields
        .set("people", people.iter().map(person).collect::<Vec<_>>())
        .maybe("event", event.map(|id| viewer.card(id)))
        .set("media", media::values(viewer.site, viewer.site.record(id)))
}

/// A report, seen from a talk that it covers; its address is that of the section that speaks of the talk.
fn covering(viewer: &Viewer<'_>, coverage: &Coverage) -> Value {
    let fields = viewer.card_with(coverage.other);
    let address = viewer.site.record(coverage.other).address.as_str();
    let place = coverage.section.as_ref().map(|section| format!("{}#{section}", viewer.site.url(address)));
    judged(fields, coverage).maybe("place", place).into_value()
}

/// A talk, seen from a report that covers it.
fn covered(viewer: &Viewer<'_>, coverage: &Coverage) -> Value {
    let place = coverage.section.as_ref().map(|section| format!("#{section}"));
    judged(viewer.card_with(coverage.other), coverage).maybe("place", place).into_value()
}

fn judged(fields: Fields, coverage: &Coverage) -> Fields {
    fields.maybe("depth", coverage.depth.map(depth_name)).maybe("recommended", coverage.recommended)
}

fn related(viewer: &Viewer<'_>, id: RecordId) -> Vec<Value> {
    let related = viewer.site.input.related.get(id.0 as usize).map_or(&[][..], Vec::as_slice);
    viewer.works(related.iter().copied())
}

fn neighbours(viewer: &Viewer<'_>, id: RecordId, context: Fields) -> Fields {
    let neighbours = viewer.site.listing.neighbours(id);
    context
        .maybe("previous", neighbours.previous.map(|id| viewer.card(id)))
        .maybe("next", neighbours.next.map(|id| viewer.card(id)))
}
