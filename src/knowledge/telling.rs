//! Whether two records tell of one thing: then neither is news to the other, nor another house's experience.

use crate::vocab::kind::Kind;

use super::record::{Details, Record, RecordId};

/// Of one record so many talks or reports are looked at.
const LOOKED_AT: usize = 8;

/// Whether two talks or reports tell of one thing: one covers, retells or translates the other, or both report on one talk.
pub(crate) fn tell_the_same(records: &[Record], a: RecordId, b: RecordId) -> bool {
    let (one, other) = (&records[a.0 as usize], &records[b.0 as usize]);
    let retells = matches!(&one.details, Details::Report(report) if report.retellings.contains(&b));
    let are_reports = one.kind == Kind::Report && other.kind == Kind::Report;
    let covers = |record: &Record, talk: RecordId| {
        record.coverages().iter().take(LOOKED_AT).any(|cover| cover.other == talk)
    };
    a == b
        || retells
        || one.translations.contains(&b)
        || covers(one, b)
        || (are_reports && one.coverages().iter().take(LOOKED_AT).any(|cover| covers(other, cover.other)))
}
