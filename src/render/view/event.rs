//! The pages of events and series.

use crate::document::matter::{EventStatus, Venue};
use crate::knowledge::{Event, Record, RecordId};
use crate::render::cards::{EventCard, NameCard, WorkCard};
use crate::render::programme::{self, Cell, Grid, Row, Slot};
use crate::site::part::Part;
use crate::theme::dates::{self, Date};
use crate::theme::view::{Flag, Shared, Template, Text, view};
use crate::vocab::web_address::WebAddress;

use super::record::{EveryRecord, RecordPage};
use super::viewer::Viewer;

view! {
    /// The page of an event.
    pub(super) struct EventPage {
        ..every: RecordPage,
        /// The event.
        record: EventRecord,
        /// Its talks by day. Times are the event's; what begins before four in the morning belongs to the evening before.
        days: Vec<EventDay>,
        /// Of some talk it is known when it began.
        has_times: Flag,
        /// Reports on the event as a whole.
        reports: Vec<Shared<WorkCard>>,
    }
}

impl Template for EventPage {
    const NAME: &str = "event.html";
}

view! {
    /// An event, on its own page.
    pub(super) struct EventRecord {
        ..card: Shared<EventCard>,
        ..every: EveryRecord,
        /// The series that it is an edition of.
        series: Option<Shared<NameCard>>,
        /// The people and organisations that held it.
        organisers: Vec<Shared<NameCard>>,
        /// Who paid for it.
        sponsors: Vec<Sponsor>,
        /// `scheduled`, `held`, `cancelled` or `postponed`, when its author says so.
        status: Option<Text>,
        /// How much of it reports cover; when some do, or when it is known how many talks there were.
        coverage: Option<EventCoverage>,
        /// Where it was held.
        venue: Option<EventVenue>,
        /// The time zone that its times are in: `Europe/Paris`.
        timezone: Option<Text>,
        /// Where its own programme is.
        programme: Option<Text>,
        /// Where all of its slides are.
        slides: Option<Text>,
        /// Its author says that there are no slides.
        no_slides: Flag,
        /// Its accounts on social media.
        social: Vec<Text>,
    }
}

view! {
    /// Who paid for an event.
    pub(super) struct Sponsor {
        ..card: Shared<NameCard>,
        /// The event's word for how much: `gold`.
        level: Option<Text>,
    }
}

view! {
    /// How much of an event reports cover.
    pub(super) struct EventCoverage {
        /// Talks that some report covers.
        covered: usize,
        /// Talks that are known.
        listed: usize,
        /// Talks that there were, as far as is known.
        total: usize,
    }
}

view! {
    /// Where an event was held.
    pub(super) struct EventVenue {
        /// What the place is called.
        name: Option<Text>,
        /// Its address.
        address: Option<Text>,
        /// Its `geo:` address, for maps.
        geo: Option<Text>,
    }
}

view! {
    /// A day of an event.
    pub(super) struct EventDay {
        /// The day; not there for talks of which no day is known.
        date: Option<Date>,
        /// Its talks, in the order of their times.
        talks: Vec<Session>,
        /// The same by room and time, when talks were given at the same time in several rooms.
        grid: Option<DayGrid>,
    }
}

view! {
    /// A talk in a programme.
    pub(super) struct Session {
        /// The talk.
        talk: Shared<WorkCard>,
        /// When it began.
        time: Option<Text>,
        /// When it ended.
        end: Option<Text>,
        /// Where it was given.
        room: Option<Text>,
    }
}

view! {
    /// A day by room and time.
    pub(super) struct DayGrid {
        /// The rooms.
        rooms: Vec<Text>,
        /// What began at each time.
        rows: Vec<GridRow>,
    }
}

view! {
    /// What began at one time.
    pub(super) struct GridRow {
        /// The time.
        time: Text,
        /// From the first room on, without rooms where something goes on that began before.
        cells: Vec<GridCell>,
    }
}

view! {
    /// What was in one room from one time on.
    pub(super) struct GridCell {
        /// How many rows it lasts.
        rows: usize,
        /// The talks; none when the room was empty.
        talks: Vec<Shared<WorkCard>>,
    }
}

view! {
    /// The page of a series.
    pub(super) struct SeriesPage {
        ..every: RecordPage,
        /// The series.
        record: SeriesRecord,
        /// Its events, newest first.
        editions: Vec<Shared<EventCard>>,
    }
}

impl Template for SeriesPage {
    const NAME: &str = "series.html";
}

view! {
    /// A series, on its own page.
    pub(super) struct SeriesRecord {
        ..card: Shared<NameCard>,
        ..every: EveryRecord,
        /// The people and organisations that hold it.
        organisers: Vec<Shared<NameCard>>,
        /// Its accounts on social media.
        social: Vec<Text>,
    }
}

/// An event: when and where, its talks by day, how much of it is covered.
pub(super) fn event(
    viewer: &Viewer<'_>,
    id: RecordId,
    event: &Event,
    part: Part,
    page: RecordPage,
    every: EveryRecord,
) -> EventPage {
    let record = viewer.site.record(id);
    let is_first = part.number == 1;
    let sponsor = |(id, level): &(RecordId, Option<String>)| Sponsor {
        card: viewer.card(*id),
        level: level.as_deref().map(Text::of),
    };
    let slots = programme(viewer, record, event);
    let reports = viewer.site.knowledge().reports_on(record).filter(|_| is_first);
    EventPage {
        every: page,
        record: EventRecord {
            card: viewer.card(id),
            every,
            series: event.series.map(|id| viewer.spoken(record, id)),
            organisers: viewer.cards(event.organisers.iter().copied().filter(|_| is_first)),
            sponsors: event.sponsors.iter().filter(|_| is_first).map(sponsor).collect(),
            status: event.status.map(|status| Text::of(EventStatus::name(status))),
            coverage: coverage(event),
            venue: record.venue().map(venue),
            timezone: record.timezone().map(Text::of),
            programme: record.programme().map(|url| Text::of(url.as_str())),
            slides: record.slides().known().map(|url| Text::of(url.as_str())),
            no_slides: Flag(record.slides().is_absent()),
            social: Text::each(record.social().iter().filter(|_| is_first).map(WebAddress::as_str)),
        },
        days: days(viewer, &slots[part.range(slots.len())]),
        has_times: Flag(slots.iter().any(|slot| slot.start.is_some())),
        reports: viewer.cards(reports),
    }
}

/// A series: its editions, newest first.
pub(super) fn series(
    viewer: &Viewer<'_>,
    id: RecordId,
    organisers: &[RecordId],
    page: RecordPage,
    every: EveryRecord,
) -> SeriesPage {
    let record = viewer.site.record(id);
    SeriesPage {
        every: page,
        record: SeriesRecord {
            card: viewer.card(id),
            every,
            organisers: viewer.cards(organisers.iter().copied()),
            social: Text::each(record.social().iter().map(WebAddress::as_str)),
        },
        editions: viewer.cards(viewer.site.knowledge().editions_of(record)),
    }
}

/// How many talks some report covers, of how many there were as far as is known.
fn coverage(event: &Event) -> Option<EventCoverage> {
    let coverage = event.coverage();
    let says_something = coverage.covered > 0 || event.announced.is_some();
    (says_something && coverage.total > 0).then_some(EventCoverage {
        covered: coverage.covered,
        listed: coverage.listed,
        total: coverage.total,
    })
}

fn venue(venue: &Venue) -> EventVenue {
    let point = venue.latitude.zip(venue.longitude);
    EventVenue {
        name: venue.name.as_deref().map(Text::of),
        address: venue.address.as_deref().map(Text::of),
        geo: point.map(|(latitude, longitude)| Text::of(format!("geo:{latitude},{longitude}"))),
    }
}

/// The talks of the event in the order of the programme.
fn programme<'a>(viewer: &Viewer<'a>, record: &'a Record, event: &'a Event) -> Vec<Slot<'a, RecordId>> {
    let has_offsets = event.talks.iter().any(|id| programme::has_offset(viewer.site.record(*id).date));
    let zone = record.timezone().filter(|_| has_offsets).and_then(programme::zone);
    let slot = |id: &RecordId| {
        let talk = viewer.site.record(*id);
        programme::slot(*id, talk.date, talk.duration().known().copied(), talk.room(), zone.as_ref())
    };
    let mut slots: Vec<_> = event.talks.iter().map(slot).collect();
    programme::sort(&mut slots);
    slots
}

/// Talks by the day of the programme.
fn days(viewer: &Viewer<'_>, slots: &[Slot<'_, RecordId>]) -> Vec<EventDay> {
    let day = |slots: &[Slot<'_, RecordId>]| EventDay {
        date: slots[0].day.map(|day| dates::date(day, viewer.site.phrases())),
        talks: slots.iter().map(|slot| session(viewer, slot)).collect(),
        grid: programme::grid(slots).map(|found| grid(viewer, &found)),
    };
    slots.chunk_by(|a, b| a.day == b.day).map(day).collect()
}

fn session(viewer: &Viewer<'_>, slot: &Slot<'_, RecordId>) -> Session {
    let time = |minutes: i32| Text::of(dates::time(programme::clock(minutes), viewer.site.phrases()));
    Session {
        talk: viewer.card(slot.talk),
        time: slot.start.map(time),
        end: slot.end.map(time),
        room: slot.room.map(Text::of),
    }
}

fn grid(viewer: &Viewer<'_>, grid: &Grid<'_, '_, RecordId>) -> DayGrid {
    let cell = |cell: &Cell<'_, '_, RecordId>| GridCell {
        rows: cell.rows,
        talks: viewer.cards(cell.slots.iter().map(|slot| slot.talk)),
    };
    let row = |row: &Row<'_, '_, RecordId>| GridRow {
        time: Text::of(dates::time(programme::clock(row.start), viewer.site.phrases())),
        cells: row.cells.iter().map(cell).collect(),
    };
    DayGrid { rooms: Text::each(&grid.rooms), rows: grid.rows.iter().map(row).collect() }
}
