//! What hangs on other records once every reference is resolved: dates, programmes, coverage, translations.

use std::cmp::Reverse;
use std::collections::BTreeMap;
use std::ops::Range;

use crate::document::matter::Depth;
use crate::vocab::date::PartialDate;
use crate::vocab::kind::Kind;

use super::record::{Coverage, Details, Record, RecordId};

/// Settles dates first, since programmes are in the order of time; records are ordered by kind.
pub(super) fn settle(records: &mut [Record], translation_of: &[(RecordId, RecordId)]) {
    take_dates(records);
    cover_talks(records);
    fill_programmes(records);
    link_translations(records, translation_of);
}

/// The numbers of the records of a kind.
fn of_kind(records: &[Record], kind: Kind) -> Range<usize> {
    let start = records.partition_point(|record| record.kind < kind);
    start..start + records[start..].partition_point(|record| record.kind == kind)
}

/// A talk or report without a date takes its event's, a lesson or figure its source's.
fn take_dates(records: &mut [Record]) {
    for kind in [Kind::Talk, Kind::Report, Kind::Lesson, Kind::Figure] {
        for index in of_kind(records, kind).filter(|index| records[*index].date.is_none()).collect::<Vec<_>>()
        {
            let giver = match &records[index].details {
                Details::Talk(talk) => talk.event,
                Details::Report(report) => report.event,
                Details::Lesson(lesson) => Some(lesson.source),
                Details::Figure(figure) => Some(figure.source),
                _ => None,
            };
            let date = giver.and_then(|giver| records[giver.0 as usize].date);
            records[index].date = date.map(PartialDate::without_time);
        }
    }
}

fn cover_talks(records: &mut [Record]) {
    let mut seen_from_talks: Vec<(RecordId, Coverage)> = Vec::new();
    for report in of_kind(records, Kind::Report) {
        if let Details::Report(details) = &records[report].details {
            let other = RecordId(report as u32);
            seen_from_talks.extend(
                details.covers.iter().map(|cover| (cover.other, Coverage { other, ..cover.clone() })),
            );
        }
    }
    seen_from_talks.sort_by_key(|(talk, coverage)| {
        (*talk, Reverse(coverage.recommended), depth_order(coverage.depth), coverage.other)
    });
    for (talk, coverage) in seen_from_talks {
        if let Details::Talk(details) = &mut records[talk.0 as usize].details {
            details.reports.push(coverage);
        }
    }
}

fn depth_order(depth: Option<Depth>) -> u8 {
    match depth {
        Some(Depth::Detailed) => 0,
        Some(Depth::Summary) => 1,
        Some(Depth::Mention) => 2,
        None => 3,
    }
}

fn fill_programmes(records: &mut [Record]) {
    let mut programmes: BTreeMap<RecordId, Vec<RecordId>> = BTreeMap::new();
    for talk in of_kind(records, Kind::Talk) {
        if let Details::Talk(details) = &records[talk].details
            && let Some(event) = details.event
        {
            programmes.entry(event).or_default().push(RecordId(talk as u32));
        }
    }
    for (event, mut talks) in programmes {
        talks.sort_by(|a, b| {
            let (a, b) = (&records[a.0 as usize], &records[b.0 as usize]);
            (a.date.is_none(), a.date, &a.title, &a.id).cmp(&(b.date.is_none(), b.date, &b.title, &b.id))
        });
        let is_covered = |talk: &&RecordId| matches!(&records[talk.0 as usize].details, Details::Talk(talk) if !talk.reports.is_empty());
        let covered = talks.iter().filter(is_covered).count();
        // An event of which nobody wrote when it was has its place in time all the same: its first talk's day.
        let first =
            talks.first().and_then(|talk| records[talk.0 as usize].date).map(PartialDate::without_time);
        let record = &mut records[event.0 as usize];
        record.date = record.date.or(first);
        if let Details::Event(details) = &mut record.details {
            (details.talks, details.covered) = (talks, covered);
        }
    }
}

/// Records that translate one another form a group; each lists the others, by language.
fn link_translations(records: &mut [Record], translation_of: &[(RecordId, RecordId)]) {
    let mut group_of: BTreeMap<RecordId, RecordId> = BTreeMap::new();
    for (a, b) in translation_of {
        let of = |id: &RecordId| *group_of.get(id).unwrap_or(id);
        let (a, b) = (of(a).min(*a), of(b).min(*b));
        let (low, high) = (a.min(b), a.max(b));
        let members: Vec<_> =
            group_of.iter().filter(|(_, group)| **group == high).map(|(id, _)| *id).collect();
        for member in members.into_iter().chain([low, high]) {
            group_of.insert(member, low);
        }
    }
    for (a, b) in translation_of {
        let group = *group_of.get(a).unwrap_or(a);
        group_of.insert(*a, group);
        group_of.insert(*b, group);
    }
    for (id, group) in &group_of {
        let mut others: Vec<_> = group_of
            .iter()
            .filter(|(other, of)| *of == group && *other != id)
            .map(|(other, _)| *other)
            .collect();
        others
            .sort_by(|a, b| (&records[a.0 as usize].language, a).cmp(&(&records[b.0 as usize].language, b)));
        records[id.0 as usize].translations = others;
    }
}
