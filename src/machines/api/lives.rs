//! What has become of lessons, as the API tells it.

use crate::document::matter::LessonState;
use crate::knowledge::{Record, RecordId};

use super::collect::Collector;
use super::shape::{Application, LessonLife, Reference, Verification};

impl<'a> Collector<'a> {
    pub(super) fn life(&self, record: &'a Record) -> LessonLife<'a> {
        let written = record.written_life();
        let applied = written.map_or(&[][..], |written| &written.applied);
        let verified = written.and_then(|written| written.verified.as_ref());
        let mut life = LessonLife {
            state: record.state().map(LessonState::name),
            applied: applied
                .iter()
                .map(|one| Application {
                    place: one.place.as_deref(),
                    since: one.since.map(|date| date.to_string()),
                    by: one.by.as_deref(),
                    result: one.result.as_deref(),
                })
                .collect(),
            verified: verified
                .map(|one| Verification { by: one.by.as_deref(), at: one.at.map(|date| date.to_string()) }),
            stale_after: written.and_then(|written| written.stale_after).map(|date| date.to_string()),
            ..LessonLife::default()
        };
        if let Some(known) = record.life() {
            life.supersedes = self.lessons(&known.supersedes);
            life.superseded_by = self.lessons(&known.superseded_by);
            life.contradicts = self.lessons(&known.contradicts);
            life.same_as = self.lessons(&known.same_as);
        }
        life
    }

    fn lessons(&self, ids: &[RecordId]) -> Vec<Reference<'a>> {
        ids.iter().map(|id| self.reference(*id)).collect()
    }
}
