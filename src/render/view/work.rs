//! The pages of talks and reports.

use tera::Value;

use crate::document::matter::{Depth, TalkFormat};
use crate::knowledge::{Appearance, Coverage, Record, RecordId, Report, Talk};
use crate::render::programme;
use crate::theme::dates;
use crate::theme::value::Fields;

use super::media;
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
    let (duration, format) = (record.duration().known(), record.format());
    let fields = around(viewer, record, fields)
        .maybe("duration", duration.map(|duration| dates::duration(*duration)))
        .maybe("duration_iso", duration.map(|duration| duration.iso_8601()))
        .maybe("room", record.room())
        .maybe("level", record.level())
        .maybe("format", format.filter(|format| *format != TalkFormat::Other).map(TalkFormat::name));
    let zone_name = viewer.site.knowledge().zone_of(record);
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
    (fields, neighbours(viewer, id, context).set("related", viewer.works(viewer.related.iter().copied())))
}

/// A report: who wrote it, on which event, which talks it covers and how.
pub(super) fn report(
    viewer: &Viewer<'_>,
    id: RecordId,
    report: &Report,
    fields: Fields,
    context: Fields,
) -> (Fields, Fields) {
    let fields = around(viewer, viewer.site.record(id), fields)
        .set("covers", report.covers.iter().map(|coverage| covered(viewer, coverage)).collect::<Vec<_>>());
    (fields, neighbours(viewer, id, context).set("related", viewer.works(viewer.related.iter().copied())))
}

/// People with their part, the event, and media; the same for talks and reports.
fn around(viewer: &Viewer<'_>, record: &Record, fields: Fields) -> Fields {
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
        .set("people", record.people().iter().map(person).collect::<Vec<_>>())
        .maybe("event", record.event().map(|id| viewer.card(id)))
        .flag("no_event", record.had_no_event())
        .set("media", media::values(viewer.site, record))
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
    fields.maybe("depth", coverage.depth.map(Depth::name)).maybe("recommended", coverage.recommended)
}

fn neighbours(viewer: &Viewer<'_>, id: RecordId, context: Fields) -> Fields {
    let neighbours = viewer.site.listing.neighbours(id);
    context
        .maybe("previous", neighbours.previous.map(|id| viewer.card(id)))
        .maybe("next", neighbours.next.map(|id| viewer.card(id)))
}
