//! The exact reverse of every reference, newest first.

use std::cmp::Reverse;

use rayon::prelude::*;

use crate::vocab::date::PartialDate;

use super::record::{Backlink, Destination, Details, Informed, Life, Record, RecordId, Relation};

/// Fills `backlinks` of all records from what they refer to: records that refer to others are taken in the order in which those show them.
pub(super) fn fill(records: &mut [Record]) {
    let mut found: Vec<_> = records.par_iter().enumerate().filter_map(refers).collect();
    found.par_sort_unstable_by_key(|(order, _)| *order);
    let found: Vec<_> = found.into_iter().map(|((.., from), found)| (from, found)).collect();
    for (from, found) in found {
        for (relation, to) in found {
            records[to.0 as usize].backlinks.push(Backlink { from, relation });
        }
    }
}

/// By what referring records are ordered: the last date first, then the title.
type Order<'r> = (Reverse<Option<PartialDate>>, &'r str, RecordId);

/// What the record of this number refers to, each once; none when that is nothing.
fn refers((number, record): (usize, &Record)) -> Option<(Order<'_>, Vec<(Relation, RecordId)>)> {
    let from = RecordId(number as u32);
    let mut found: Vec<(Relation, RecordId)> = Vec::new();
    references(record, &mut |to, relation| {
        if to != from {
            found.push((relation, to));
        }
    });
    found.sort_unstable();
    found.dedup();
    (!found.is_empty()).then_some(((Reverse(record.date), record.title.as_str(), from), found))
}

/// Calls `add` with every record that this one refers to, and how.
fn references(record: &Record, add: &mut impl FnMut(RecordId, Relation)) {
    record.topics.iter().for_each(|to| add(*to, Relation::About));
    record.technologies.iter().for_each(|(to, _)| add(*to, Relation::Uses));
    let of_organisation =
        if matches!(record.details, Details::Person) { Relation::AffiliatedWith } else { Relation::LivedBy };
    record.organisations.iter().for_each(|to| add(*to, of_organisation));
    for lead in record.links.iter().flatten() {
        if let Destination::Record(to) = lead.to {
            add(to, Relation::Mentions);
        }
    }
    match &record.details {
        Details::Talk(talk) => {
            talk.event.iter().for_each(|to| add(*to, Relation::HeldAt));
            for appearance in &talk.speakers {
                add(appearance.person, Relation::SpokenBy);
                appearance.organisation.iter().for_each(|to| add(*to, Relation::AffiliatedWith));
            }
        }
        Details::Report(report) => {
            report.event.iter().for_each(|to| add(*to, Relation::ReportsOn));
            report.covers.iter().for_each(|cover| add(cover.other, Relation::Covers));
            report.retells.iter().for_each(|to| add(*to, Relation::Retells));
            for appearance in &report.authors {
                add(appearance.person, Relation::WrittenBy);
                appearance.organisation.iter().for_each(|to| add(*to, Relation::AffiliatedWith));
            }
        }
        Details::Event(event) => {
            event.series.iter().for_each(|to| add(*to, Relation::EditionOf));
            event.organisers.iter().for_each(|to| add(*to, Relation::OrganisedBy));
            event.sponsors.iter().for_each(|(to, _)| add(*to, Relation::SponsoredBy));
        }
        Details::Series { organisers } => organisers.iter().for_each(|to| add(*to, Relation::OrganisedBy)),
        Details::Term { broader } => broader.iter().for_each(|to| add(*to, Relation::NarrowerThan)),
        Details::Lesson(lesson) => {
            add(lesson.source, Relation::ComesFrom);
            lesson.life.iter().for_each(|life| of_life(life, add));
        }
        Details::Figure(figure) => {
            add(figure.source, Relation::ComesFrom);
            figure.metric.iter().for_each(|to| add(*to, Relation::Measures));
        }
        Details::Action(action) => {
            add(action.source, Relation::ComesFrom);
            action.owner.iter().for_each(|to| add(*to, Relation::OwnedBy));
        }
        Details::Person | Details::Organisation | Details::Metric | Details::Page => {}
    }
}

fn of_life(life: &Life, add: &mut impl FnMut(RecordId, Relation)) {
    life.supersedes.iter().for_each(|to| add(*to, Relation::Supersedes));
    life.contradicts.iter().for_each(|to| add(*to, Relation::Contradicts));
    life.same_as.iter().for_each(|to| add(*to, Relation::SameAs));
    for informed in &life.informs {
        if let Informed::Place(lead) = informed
            && let Destination::Record(to) = lead.to
        {
            add(to, Relation::Informs);
        }
    }
}
