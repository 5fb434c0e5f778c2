//! What hangs on other records once every reference is resolved: dates, programmes, coverage, translations.

use std::cmp::Reverse;
use std::collections::BTreeMap;

use crate::document::matter::Depth;

use super::record::{Coverage, Details, Record, RecordId};

/// Settles dates first, since programmes are in the order of time.
pub(super) fn settle(records: &mut [Record], translation_of: &[(RecordId, RecordId)]) {
    take_dates(records);
    cover_talks(records);
    fill_programmes(records);
    link_translations(records, translation_of);
}

/// A talk or report without a date takes its event's, a lesson or figure its source's.
fn take_dates(records: &mut [Record]) {
    for from_event in [true, false] {
        for index in 0..records.len() {
            let giver = match &records[index].details {
                Details::Talk(talk) if from_event => talk.event,
                Details::Report(report) if from_event => report.event,
                Details::Lesson(lesson) if !from_event => Some(lesson.source),
                Details::Figure(figure) if !from_event => Some(figure.source),
                _ => None,
            };
            if let (None, Some(giver)) = (records[index].date, giver) {
                records[index].date =
                    records[giver.0 as usize].date.map(super::super::vocab::date::PartialDate::without_time);
            }
        }
    }
}

fn cover_talks(records: &mut [Record]) {
    let mut seen_from_talks: Vec<(RecordId, Coverage)> = Vec::new();
    for (report, record) in (0_u32..).map(RecordId).zip(&*records) {
        if let Details::Report(details) = &record.details {
            seen_from_talks.extend(
                details.covers.iter().map(|cover| (cover.other, Coverage { other: report, ..cover.clone() })),
            );
        }
    }
    for (talk, coverage) in seen_from_talks {
        if let Details::Talk(details) = &mut records[talk.0 as usize].details {
            details.reports.push(coverage);
        }
    }
    for record in records {
        if let Details::Talk(talk) = &mut record.details {
            talk.reports.sort_by_key(|coverage| {
                (Reverse(coverage.recommended), depth_order(coverage.depth), coverage.other)
            });
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
    for (talk, record) in (0_u32..).map(RecordId).zip(&*records) {
        if let Details::Talk(details) = &record.details
            && let Some(event) = details.event
        {
            programmes.entry(event).or_default().push(talk);
        }
    }
    for (event, mut talks) in programmes {
        talks.sort_by(|a, b| {
            let (a, b) = (&records[a.0 as usize], &records[b.0 as usize]);
            (a.date.is_none(), a.date, &a.title, &a.id).cmp(&(b.date.is_none(), b.date, &b.title, &b.id))
        });
        let is_covered = |talk: &&RecordId| matches!(&records[talk.0 as usize].details, Details::Talk(talk) if !talk.reports.is_empty());
        let covered = talks.iter().filter(is_covered).count();
        if let Details::Event(details) = &mut records[event.0 as usize].details {
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
