//! Who refers to a record: the talks and reports that its page lists, its editions, and what is written about it.
//!
//! What always holds: answers are in the order of [`Record::backlinks`], newest first, each record once.

use crate::vocab::kind::Kind;

use super::record::{KnowledgeBase, Record, RecordId, Relation};

impl KnowledgeBase {
    /// The records of these kinds that refer to this record in one of these ways.
    pub fn referrers<'a>(
        &'a self,
        record: &'a Record,
        relations: &'a [Relation],
        kinds: &'a [Kind],
    ) -> impl Iterator<Item = RecordId> + 'a {
        let fits = move |index: usize| {
            let link = record.backlinks[index];
            relations.contains(&link.relation) && kinds.contains(&self.record(link.from).kind)
        };
        // One record's references to another stand side by side, since the order is that of the referrers.
        (0..record.backlinks.len()).filter(move |index| fits(*index)).filter_map(move |index| {
            let from = record.backlinks[index].from;
            let before = record.backlinks[..index].iter().enumerate().rev();
            let repeated = before.take_while(|(_, link)| link.from == from).any(|(index, _)| fits(index));
            (!repeated).then_some(from)
        })
    }

    /// The talks and reports that refer to this record in one of these ways.
    pub fn works_by<'a>(
        &'a self,
        record: &'a Record,
        relations: &'a [Relation],
    ) -> impl Iterator<Item = RecordId> + 'a {
        self.referrers(record, relations, &[Kind::Talk, Kind::Report])
    }

    /// The talks and reports that the record's page lists.
    pub fn works_of<'a>(&'a self, record: &'a Record) -> impl Iterator<Item = RecordId> + 'a {
        self.works_by(record, listing_relations(record.kind))
    }

    /// The events of a series.
    pub fn editions_of<'a>(&'a self, series: &'a Record) -> impl Iterator<Item = RecordId> + 'a {
        self.referrers(series, &[Relation::EditionOf], &[Kind::Event])
    }

    /// The figures that measure this metric, newest first.
    pub fn figures_of<'a>(&'a self, metric: &'a Record) -> impl Iterator<Item = RecordId> + 'a {
        self.referrers(metric, &[Relation::Measures], &[Kind::Figure])
    }

    /// The reports about an event as a whole.
    pub fn reports_on<'a>(&'a self, event: &'a Record) -> impl Iterator<Item = RecordId> + 'a {
        self.referrers(event, &[Relation::ReportsOn], &[Kind::Report])
    }
}

/// How talks and reports refer to a record of this kind, in a way that lists them on its page.
pub(crate) fn listing_relations(kind: Kind) -> &'static [Relation] {
    match kind {
        Kind::Person => &[Relation::SpokenBy, Relation::WrittenBy],
        Kind::Organisation => &[Relation::LivedBy, Relation::AffiliatedWith],
        Kind::Topic => &[Relation::About],
        Kind::Technology => &[Relation::Uses],
        Kind::Event => &[Relation::HeldAt],
        _ => &[],
    }
}
