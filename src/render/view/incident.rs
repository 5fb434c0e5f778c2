//! The timeline of an incident, drawn on the page of the write-up that tells it.

use crate::document::{Body, Entry, Mark, Timeline, timeline};
use crate::theme::dates::{self, Date};
use crate::theme::view::{Text, view};
use crate::vocab::date::TimeOfDay;
use crate::vocab::duration::Duration;

use super::viewer::Viewer;

/// How wide the drawing is between its first and its last mark.
const WIDTH: i64 = 500;

view! {
    /// What happened in an incident, in time.
    pub(super) struct Incident {
        /// How long it took from the first entry to the last: `1 h 24 min`.
        duration: Text,
        /// What happened, in order; two entries or more.
        entries: Vec<IncidentEntry>,
    }
}

view! {
    /// What happened at one time.
    pub(super) struct IncidentEntry {
        /// How far to the right, from 0 to 500.
        place: u32,
        /// The time of day.
        time: Text,
        /// The day, where the text has it.
        date: Option<Date>,
        /// What happened.
        text: Text,
        /// What that is in the course of the incident: `detection` or `recovery`.
        mark: Option<Text>,
    }
}

/// The incident that a body tells of, where it has a timeline.
pub(super) fn incident(viewer: &Viewer<'_>, body: &Body) -> Option<Incident> {
    let timeline = timeline(body)?;
    let length = timeline.minutes();
    let duration = Duration::from_seconds(u32::try_from(length * 60).ok()?)?;
    let Timeline(entries) = timeline;
    let phrases = viewer.site.phrases();
    let entry = |entry: Entry| IncidentEntry {
        place: u32::try_from(entry.minute * WIDTH / length).unwrap_or_default(),
        time: Text::of(dates::time(time_of_day(entry.time), phrases)),
        date: entry.day.map(|day| dates::date(day, phrases)),
        text: Text::of(entry.text),
        mark: entry.mark.map(|mark| Text::of(name(mark))),
    };
    Some(Incident {
        duration: Text::of(dates::duration(duration)),
        entries: entries.into_iter().map(entry).collect(),
    })
}

/// A time of day of these minutes after midnight.
fn time_of_day(minutes: i64) -> TimeOfDay {
    let part = |minutes: i64| i8::try_from(minutes).unwrap_or_default();
    TimeOfDay { hour: part(minutes / 60), minute: part(minutes % 60), second: 0, offset: None }
}

/// Its name, as themes and phrases have it.
fn name(mark: Mark) -> &'static str {
    match mark {
        Mark::Detection => "detection",
        Mark::Recovery => "recovery",
    }
}
