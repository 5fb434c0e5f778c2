//! What depends on other records once every reference is resolved: dates, programmes, coverage, translations.

use std::cmp::Reverse;
use std::collections::BTreeMap;
use std::ops::Range;

use crate::document::matter::Depth;
use crate::vocab::date::PartialDate;
use crate::vocab::kind::Kind;

use super::groups::groups;
use super::record::{Coverage, Details, Record, RecordId};

/// Settles dates first, since programmes are in the order of time; records are ordered by kind.
pub(super) fn settle(records: &mut [Record], translation_of: &[(RecordId, RecordId)]) {
    take_dates(records);
    cover_talks(records);
    fill_programmes(records);
    link_translations(records, translation_of);
    link_retellings(records);
}

/// Reports that tell one experience form a group; each lists the others.
fn link_retellings(records: &mut [Record]) {
    let pairs: Vec<(RecordId, RecordId)> = of_kind(records, Kind::Report)
        .filter_map(|index| match &records[index].details {
            Details::Report(report) => Some((RecordId(index as u32), report.retells?)),
            _ => None,
        })
        .collect();
    for group in groups(pairs) {
        for id in &group {
            if let Details::Report(report) = &mut records[id.0 as usize].details {
                report.retellings =
                    group.iter().copied().filter(|other| other != id).take(RETELLINGS).collect();
            }
        }
    }
}

/// How many others of its group a report lists at most.
const RETELLINGS: usize = 100;

/// The numbers of the records of a kind.
fn of_kind(records: &[Record], kind: Kind) -> Range<usize> {
    let start = records.partition_point(|record| record.kind < kind);
    start..start + records[start..].partition_point(|record| record.kind == kind)
}

/// A talk or report without a date takes its event's, a lesson, figure or action its source's.
fn take_dates(records: &mut [Record]) {
    for kind in [Kind::Talk, Kind::Report, Kind::Lesson, Kind::Figure, Kind::Action] {
        for index in of_kind(records, kind).filter(|index| records[*index].date.is_none()).collect::<Vec<_>>()
        {
            let giver = match &records[index].details {
                Details::Talk(talk) => talk.event,
                Details::Report(report) => report.event,
                Details::Lesson(lesson) => Some(lesson.source),
                Details::Figure(figure) => Some(figure.source),
                Details::Action(action) => Some(action.source),
                _ => None,
            };
            let Some(giver) = giver.map(|giver| &records[giver.0 as usize]) else { continue };
            let (date, doubt) = (giver.date.map(PartialDate::without_time), giver.doubt.clone());
            (records[index].date, records[index].doubt) = (date, doubt);
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

/// How many translations a record has at most: each of a group lists the others.
const TRANSLATIONS: usize = 100;

/// Records that translate one another form a group; each lists the others, by language.
fn link_translations(records: &mut [Record], translation_of: &[(RecordId, RecordId)]) {
    for mut group in groups(translation_of.iter().copied()) {
        group.sort_by(|a, b| (&records[a.0 as usize].language, a).cmp(&(&records[b.0 as usize].language, b)));
        for id in &group {
            let others = group.iter().copied().filter(|other| other != id).take(TRANSLATIONS);
            records[id.0 as usize].translations = others.collect();
        }
    }
}
