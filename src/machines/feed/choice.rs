//! Which records have feeds, and which talks, reports and lessons are in them, by when.

use std::cmp::Reverse;

use jiff::civil::Date;

use crate::document::matter::{LessonState, Media, MediaStatus};
use crate::knowledge::{KnowledgeBase, Record, RecordId, Relation, listing_relations};
use crate::machines::instant::Instant;
use crate::site::Site;
use crate::site::listing::Listing;
use crate::theme::family::Family;
use crate::vocab::date::PartialDate;
use crate::vocab::kind::Kind;

/// What a feed is about.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Scope {
    Site,
    Record(RecordId),
    /// Lessons that were put into practice.
    Applied,
    /// Talks and reports of which a recording has come.
    Recordings,
}

/// The kinds whose records may have feeds of their own.
pub(crate) const KINDS: [Kind; 6] =
    [Kind::Topic, Kind::Technology, Kind::Event, Kind::Series, Kind::Organisation, Kind::Person];

/// Entries in the site's feed.
const OF_SITE: usize = 50;
/// Entries in a record's feed.
const OF_RECORD: usize = 20;
/// So many hours lie at most between what clocks show at one instant: they are from 14 ahead of UTC to 12 behind it. Written offsets may be larger.
const APART: i64 = 48;

/// The talks and reports that the feed has, with the instants by which they are in order, the newest first; then they are by title.
pub(crate) fn latest(knowledge: &KnowledgeBase, listing: &Listing, scope: Scope) -> Vec<(RecordId, Instant)> {
    let (among, most) = match scope {
        Scope::Site => (newest(knowledge, listing.works.iter().copied(), OF_SITE), OF_SITE),
        Scope::Record(id) => {
            let mut among = Vec::new();
            for named in of_which(knowledge, knowledge.record(id)) {
                among.extend(newest(knowledge, knowledge.works_by(named, relations(named.kind)), OF_RECORD));
            }
            (among, OF_RECORD)
        }
        Scope::Applied => (in_practice(knowledge).collect(), OF_SITE),
        Scope::Recordings => (recorded(knowledge, listing).collect(), OF_SITE),
    };
    let instant = |id: RecordId| {
        let record = knowledge.record(id);
        let date = match scope {
            Scope::Site | Scope::Record(_) => record.date,
            Scope::Applied => applied_on(record),
            Scope::Recordings => arrival(record).map(|(date, _)| date),
        };
        Some((id, Instant::of(date?, knowledge.zone_of(record))?))
    };
    let mut latest: Vec<_> = among.into_iter().filter_map(instant).collect();
    latest.sort_by_key(|(id, instant)| (Reverse(*instant), knowledge.record(*id).title.as_str(), *id));
    latest.dedup_by_key(|(id, _)| *id);
    latest.truncate(most);
    latest
}

/// The lessons that were put into practice, at a time that is known.
fn in_practice(knowledge: &KnowledgeBase) -> impl Iterator<Item = RecordId> + '_ {
    let lessons = knowledge.of_kind(Kind::Lesson);
    let applied = lessons.filter(|(_, record)| record.state().is_some_and(LessonState::is_in_practice));
    applied.filter(|(_, record)| applied_on(record).is_some()).map(|(id, _)| id)
}

/// Since when a lesson has been in practice: where it was applied last, else when it was found to hold, else when it was told.
fn applied_on(record: &Record) -> Option<PartialDate> {
    let written = record.written_life();
    let applied = written.and_then(|life| life.applied.iter().filter_map(|applied| applied.since).max());
    let verified = || written?.verified.as_ref()?.at;
    applied.or_else(verified).or(record.date)
}

/// The talks and reports of which a recording has come, at a time that is known.
fn recorded<'a>(knowledge: &'a KnowledgeBase, listing: &'a Listing) -> impl Iterator<Item = RecordId> + 'a {
    listing.works.iter().copied().filter(|id| arrival(knowledge.record(*id)).is_some())
}

/// The recording that came last, of those whose authors say when they were published, and when that was.
pub(super) fn arrival(record: &Record) -> Option<(PartialDate, &Media)> {
    let recordings = record.media().filter(|(sort, _)| sort.is_recording()).map(|(_, medium)| medium);
    let published = recordings.filter(|medium| medium.status == MediaStatus::Published);
    published
        .filter_map(|medium| Some((medium.published.as_ref()?.value, medium)))
        .max_by_key(|(date, _)| *date)
}

/// The first so many of these that have dates, by whose written form they are in order; and those that time zones may put before the last of them.
fn newest(knowledge: &KnowledgeBase, ids: impl Iterator<Item = RecordId>, most: usize) -> Vec<RecordId> {
    let mut newest = Vec::with_capacity(most);
    let mut last = None;
    for id in ids {
        let Some(day) = first_day(knowledge.record(id)) else { continue };
        if last.is_some_and(|last: Date| last.duration_since(day).as_hours() > APART) {
            break;
        }
        newest.push(id);
        if newest.len() == most {
            last = Some(day);
        }
    }
    newest
}

/// The first day that a record's date may mean.
fn first_day(record: &Record) -> Option<Date> {
    let date = record.date?;
    Date::new(date.year, date.month.unwrap_or(1), date.day.unwrap_or(1)).ok()
}

/// Whose talks and reports a record's feed has: its own; those of its editions, when it is a series.
fn of_which<'a>(knowledge: &'a KnowledgeBase, record: &'a Record) -> impl Iterator<Item = &'a Record> {
    let own = (record.kind != Kind::Series).then_some(record);
    own.into_iter().chain(knowledge.editions_of(record).map(|id| knowledge.record(id)))
}

/// Whether the site has feeds: they need to know where it will be, and when something was.
pub(crate) fn are_offered(site: &Site<'_>) -> bool {
    let is_dated = |id: &RecordId| site.record(*id).date.is_some();
    site.has(Family::Feed) && site.absolute_root().is_some() && site.listing.works.iter().any(is_dated)
}

/// Whether some lesson was put into practice, so that there is a feed of such.
pub(crate) fn is_offered_of_applied(site: &Site<'_>) -> bool {
    are_offered(site)
        && site.has(Family::List(Kind::Lesson))
        && in_practice(site.knowledge()).next().is_some()
}

/// Whether some recording has come at a time that is known, so that there is a feed of such.
pub(crate) fn is_offered_of_recordings(site: &Site<'_>) -> bool {
    site.has(Family::Feed)
        && site.absolute_root().is_some()
        && recorded(site.knowledge(), site.listing).next().is_some()
}

/// Whether a record has so many talks and reports with dates that it has feeds of its own.
pub(crate) fn is_offered(site: &Site<'_>, record: &Record) -> bool {
    let (least, knowledge) = (site.options().record_feeds, site.knowledge());
    let all =
        || of_which(knowledge, record).flat_map(|named| knowledge.works_by(named, relations(named.kind)));
    least > 0
        && KINDS.contains(&record.kind)
        && record.has_own_page()
        && site.has(Family::Record(record.kind))
        && are_offered(site)
        && all().filter(|id| knowledge.record(*id).date.is_some()).take(least).count() == least
}

fn relations(kind: Kind) -> &'static [Relation] {
    match kind {
        Kind::Event => &[Relation::HeldAt, Relation::ReportsOn],
        other => listing_relations(other),
    }
}
