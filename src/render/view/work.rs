//! The pages of talks and reports.

use crate::document::matter::{Depth, TalkFormat};
use crate::knowledge::{Appearance, Coverage, RecordId, Report, Talk};
use crate::render::cards::{NameCard, WorkCard};
use crate::render::pieces::ListedWork;
use crate::render::programme;
use crate::theme::dates::{self, Date};
use crate::theme::view::{Flag, IfAny, Shared, Template, Text, view};

use super::accounts::{self, AccountMatter};
use super::incident::{self, Incident};
use super::media::{self, MediaItem};
use super::record::{EveryRecord, RecordPage};
use super::transcript::{self, TranscriptLink};
use super::viewer::Viewer;

view! {
    /// The page of a talk.
    pub(super) struct TalkPage {
        ..every: RecordPage,
        ..work: WorkPage,
        /// The talk.
        record: TalkRecord,
    }
}

impl Template for TalkPage {
    const NAME: &str = "talk.html";
}

view! {
    /// The page of a report.
    pub(super) struct ReportPage {
        ..every: RecordPage,
        ..work: WorkPage,
        /// The report.
        record: ReportRecord,
        /// Talks and reports of other organisations that tell a similar experience, four at most.
        similar: Vec<SimilarWork>,
    }
}

impl Template for ReportPage {
    const NAME: &str = "report.html";
}

view! {
    /// A talk or report that tells a similar experience.
    pub(super) struct SimilarWork {
        ..card: Shared<WorkCard>,
        /// The topics and technologies that both are about.
        shared: Vec<Shared<NameCard>>,
    }
}

view! {
    /// What stands beside a talk or report on its page.
    pub(super) struct WorkPage {
        /// Talks and reports that are about the same.
        related: Vec<Shared<ListedWork>>,
        /// The one before it in the order of dates.
        previous: Option<Shared<WorkCard>>,
        /// The one after it.
        next: Option<Shared<WorkCard>>,
    }
}

view! {
    /// What talks and reports have on their own page.
    pub(super) struct WorkRecord {
        /// Speakers or authors, all of them.
        people: Vec<Participant>,
        /// Its author says that there was no event.
        no_event: Flag,
        /// Recordings and documents: videos, sound, slides, papers.
        media: Vec<MediaItem>,
        /// What is said in its recordings, on pages of their own, one a language.
        transcripts: IfAny<TranscriptLink>,
        /// What the text tells of an incident, hour by hour; on the first page.
        incident: Option<Incident>,
        /// What it and others tell of the same matters: where they agree, and where they differ.
        accounts: IfAny<AccountMatter>,
    }
}

view! {
    /// Somebody who spoke or wrote.
    pub(super) struct Participant {
        ..person: Shared<NameCard>,
        /// What they did, or were, then.
        role: Option<Text>,
        /// The organisation that they belonged to then.
        organisation: Option<Shared<NameCard>>,
        /// Sources disagree on whether they took part.
        uncertain: Flag,
    }
}

view! {
    /// A talk, on its own page.
    pub(super) struct TalkRecord {
        ..card: Shared<WorkCard>,
        ..every: EveryRecord,
        ..work: WorkRecord,
        /// How long it was: `45 min`.
        duration: Option<Text>,
        /// The same for HTML's `datetime`: `PT45M`.
        duration_iso: Option<Text>,
        /// Where it was given, at its event.
        room: Option<Text>,
        /// For whom it was, in its event's words.
        level: Option<Text>,
        /// What form it had: `talk`, `keynote`, `lightning`, `workshop`, `panel`, `tutorial` or `interview`.
        format: Option<Text>,
        /// When it was given. With a time, the day is that of the event's time zone.
        date: Option<Date>,
        /// The time of day, in the event's time zone.
        time: Option<Text>,
        /// The event's time zone, when there is a time: `Europe/Paris`.
        timezone: Option<Text>,
        /// The reports that cover it, best recommended and most detailed first.
        reports: Vec<CoveringReport>,
    }
}

view! {
    /// A report, on its own page.
    pub(super) struct ReportRecord {
        ..card: Shared<WorkCard>,
        ..every: EveryRecord,
        ..work: WorkRecord,
        /// The talks that it covers, in the order written.
        covers: Vec<CoveredTalk>,
        /// Other reports that tell the same experience.
        retellings: IfAny<Shared<ListedWork>>,
    }
}

view! {
    /// A report, seen from a talk that it covers.
    pub(super) struct CoveringReport {
        ..card: Shared<WorkCard>,
        ..judgement: Judgement,
        /// The address of the section that speaks of the talk, on the report's page.
        place: Option<Text>,
    }
}

view! {
    /// A talk, seen from a report that covers it.
    pub(super) struct CoveredTalk {
        ..card: Shared<WorkCard>,
        ..judgement: Judgement,
        /// The section that speaks of the talk, on this page: `#the-talk`.
        place: Option<Text>,
    }
}

view! {
    /// What a report makes of a talk.
    pub(super) struct Judgement {
        /// How much it says of it: `detailed`, `summary` or `mention`.
        depth: Option<Text>,
        /// Whether its author recommends the talk, when they say so.
        recommended: Option<bool>,
    }
}

/// A talk: who, when, where, in which language, what has become of its recordings; who wrote about it.
pub(super) fn talk(
    viewer: &Viewer<'_>,
    id: RecordId,
    talk: &Talk,
    page: RecordPage,
    every: EveryRecord,
) -> TalkPage {
    let record = viewer.site.record(id);
    let (duration, format) = (record.duration().known(), record.format());
    let zone_name = viewer.site.knowledge().zone_of(record);
    // A time zone is looked up only for times that are written with their offset.
    let zone = zone_name.filter(|_| programme::has_offset(record.date)).and_then(programme::zone);
    let date = record.date.map(|date| programme::local(date, zone.as_ref()));
    let time = date.and_then(|date| date.time);
    // Without a time of day it is the card's.
    let moved = date.filter(|date| date.time.is_some());
    TalkPage {
        every: page,
        work: beside(viewer, id),
        record: TalkRecord {
            card: viewer.card(id),
            every,
            work: work(viewer, id),
            duration: duration.map(|duration| Text::of(dates::duration(*duration))),
            duration_iso: duration.map(|duration| Text::of(duration.iso_8601())),
            room: record.room().map(Text::of),
            level: record.level().map(Text::of),
            format: format
                .filter(|format| *format != TalkFormat::Other)
                .map(|format| Text::of(format.name())),
            date: moved.map(|date| dates::doubtful(date, record.doubt.as_ref(), viewer.site.phrases())),
            time: time.map(|time| Text::of(dates::time(time, viewer.site.phrases()))),
            timezone: zone_name.filter(|_| time.is_some()).map(Text::of),
            reports: talk.reports.iter().map(|coverage| covering(viewer, coverage)).collect(),
        },
    }
}

/// A report: who wrote it, on which event, which talks it covers and how.
pub(super) fn report(
    viewer: &Viewer<'_>,
    id: RecordId,
    report: &Report,
    page: RecordPage,
    every: EveryRecord,
) -> ReportPage {
    ReportPage {
        every: page,
        work: beside(viewer, id),
        record: ReportRecord {
            card: viewer.card(id),
            every,
            work: work(viewer, id),
            covers: report.covers.iter().map(|coverage| covered(viewer, coverage)).collect(),
            retellings: IfAny(viewer.works(report.retellings.iter().copied())),
        },
        similar: similar(viewer, id),
    }
}

fn similar(viewer: &Viewer<'_>, id: RecordId) -> Vec<SimilarWork> {
    let similar = viewer.site.knowledge().similar_experiences(id).into_iter();
    similar.map(|one| SimilarWork { card: viewer.card(one.id), shared: viewer.cards(one.shared) }).collect()
}

fn beside(viewer: &Viewer<'_>, id: RecordId) -> WorkPage {
    let neighbours = viewer.site.listing.neighbours(id);
    WorkPage {
        related: viewer.works(viewer.related.iter().copied()),
        previous: neighbours.previous.map(|id| viewer.card(id)),
        next: neighbours.next.map(|id| viewer.card(id)),
    }
}

fn work(viewer: &Viewer<'_>, id: RecordId) -> WorkRecord {
    let record = viewer.site.record(id);
    let person = |appearance: &Appearance| Participant {
        person: viewer.spoken(record, appearance.person),
        role: appearance.role.as_deref().map(Text::of),
        organisation: appearance.organisation.map(|id| viewer.spoken(record, id)),
        uncertain: Flag(appearance.uncertain),
    };
    WorkRecord {
        people: record.people().iter().map(person).collect(),
        no_event: Flag(record.had_no_event()),
        media: media::media(viewer.site, record),
        transcripts: transcript::links(viewer.site, record),
        incident: viewer.prose.of(id).and_then(|body| incident::incident(viewer, body)),
        accounts: IfAny(accounts::accounts(viewer, id)),
    }
}

fn covering(viewer: &Viewer<'_>, coverage: &Coverage) -> CoveringReport {
    let address = viewer.site.record(coverage.other).address.as_str();
    let place = |section: &String| Text::of(format!("{}#{section}", viewer.site.url(address)));
    CoveringReport {
        card: viewer.card(coverage.other),
        judgement: judgement(coverage),
        place: coverage.section.as_ref().map(place),
    }
}

fn covered(viewer: &Viewer<'_>, coverage: &Coverage) -> CoveredTalk {
    CoveredTalk {
        card: viewer.card(coverage.other),
        judgement: judgement(coverage),
        place: coverage.section.as_ref().map(|section| Text::of(format!("#{section}"))),
    }
}

fn judgement(coverage: &Coverage) -> Judgement {
    Judgement {
        depth: coverage.depth.map(|depth| Text::of(Depth::name(depth))),
        recommended: coverage.recommended,
    }
}
