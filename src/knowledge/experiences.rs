//! Experiences that are like one another: records of other organisations that share technologies or topics, and kinds of lessons.
//!
//! What always holds: the answer depends on the knowledge alone, and its cost is bounded: a few names, each with its newest talks and reports.

use std::cmp::Reverse;
use std::collections::BTreeMap;

use crate::document::LessonKind;
use crate::vocab::kind::Kind;

use super::record::{Details, KnowledgeBase, Record, RecordId};
use super::referrers::listing_relations;
use super::telling::tell_the_same;

/// So many of a record's topics, and of its technologies, are looked at.
const NAMES: usize = 10;
/// So many of the newest talks and reports on each are looked at.
const WORKS: usize = 50;
/// So many of a record's lessons say of which kinds they are.
const LESSONS: usize = 50;
/// What so few talks and reports are about says something by itself.
const FEW: usize = 8;
/// So many are told.
const TOLD: usize = 4;

/// A record that tells of a similar experience.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Similar {
    pub(crate) id: RecordId,
    /// The topics and technologies that both are about, in the order of the record that was asked for.
    pub(crate) shared: Vec<RecordId>,
}

impl KnowledgeBase {
    /// The records that tell experiences like this one's in other organisations, the most alike first.
    pub(crate) fn similar_experiences(&self, id: RecordId) -> Vec<Similar> {
        let record = self.record(id);
        let kinds = self.kinds_of_lessons(record);
        if kinds == 0 || record.organisations.is_empty() {
            return Vec::new();
        }
        let technologies = record.technologies.iter().map(|(technology, _)| *technology).take(NAMES);
        let names: Vec<RecordId> = record.topics.iter().copied().take(NAMES).chain(technologies).collect();
        // Each with its weight and the names that it shares.
        let mut met: BTreeMap<RecordId, (u32, Vec<RecordId>)> = BTreeMap::new();
        for name in names {
            let topic = self.record(name);
            let works: Vec<RecordId> =
                self.works_by(topic, listing_relations(topic.kind)).take(WORKS).collect();
            for other in &works {
                let (weight, shared) = met.entry(*other).or_default();
                *weight += 16 - (topic.backlinks.len().max(1).ilog2()).min(15);
                if works.len() <= FEW {
                    *weight += 4;
                }
                shared.push(name);
            }
        }
        let mut found: Vec<_> = met
            .into_iter()
            .filter(|(other, (_, shared))| {
                let says_enough =
                    shared.len() > 1 || shared.iter().any(|name| self.record(*name).backlinks.len() <= FEW);
                says_enough && self.is_elsewhere(id, *other)
            })
            .filter_map(|(other, (weight, shared))| {
                let common = kinds & self.kinds_of_lessons(self.record(other));
                let date = Reverse(self.record(other).date);
                (common != 0).then(|| (Reverse(weight + 4 * common.count_ones()), date, other, shared))
            })
            .collect();
        found.sort_unstable();
        found.truncate(TOLD);
        found.into_iter().map(|(.., id, shared)| Similar { id, shared }).collect()
    }

    /// Whether another record tells of other organisations, and not of what this one tells.
    fn is_elsewhere(&self, id: RecordId, other: RecordId) -> bool {
        let (record, other_record) = (self.record(id), self.record(other));
        !other_record.organisations.is_empty()
            && !other_record.organisations.iter().any(|one| record.organisations.contains(one))
            && !tell_the_same(&self.records, id, other)
    }

    /// The kinds of a record's lessons, a bit for each.
    fn kinds_of_lessons(&self, record: &Record) -> u32 {
        debug_assert!(record.kind != Kind::Lesson);
        let kinds = record.lessons.iter().take(LESSONS).filter_map(|id| match &self.record(*id).details {
            Details::Lesson(lesson) => Some(lesson.kind),
            _ => None,
        });
        kinds.fold(0, |bits, kind: LessonKind| bits | 1 << kind as u32)
    }
}
