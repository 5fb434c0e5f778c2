//! iCalendar (RFC 5545): each event of a calendar is a session.
//!
//! What always holds: only the properties of the list below are looked at: who organises and who attends is private.

mod lines;

use jiff::tz::TimeZone;

use super::context::Context;
use crate::import::error::ImportError;
use crate::programme::session::{Programme, Session, Standing};
use crate::programme::{addresses, lengths, times};
use crate::vocab::date::PartialDate;
use crate::vocab::fold::fold;

use lines::{Component, Property};

/// Of `VCALENDAR`.
const CALENDAR: &[&str] = &["NAME", "X-WR-CALNAME", "X-WR-TIMEZONE"];

/// Of `VEVENT`.
const EVENT: &[&str] = &[
    "CATEGORIES",
    "DESCRIPTION",
    "DTEND",
    "DTSTART",
    "DURATION",
    "LOCATION",
    "RECURRENCE-ID",
    "STATUS",
    "SUMMARY",
    "UID",
    "URL",
];

/// Whether a text is a calendar.
pub(super) fn is_calendar(text: &str) -> bool {
    text.trim_start().get(..15).is_some_and(|start| start.eq_ignore_ascii_case("BEGIN:VCALENDAR"))
}

/// Reads it.
pub(super) fn read(text: &str, context: &mut Context<'_>) -> Result<Programme, ImportError> {
    let (calendar, mistakes) = lines::components(text, CALENDAR, EVENT);
    if let Some((first, others)) = mistakes.split_first() {
        context.broken(text, first.at, first.message, others.len())?;
    }
    let title = context.event_title(calendar.text("X-WR-CALNAME").or_else(|| calendar.text("NAME")));
    let timezone = zone_of(&calendar);
    let timezone = context.timezone(timezone);
    let zone = timezone.as_deref().and_then(times::zone);
    let mut programme = Programme { name: title.clone(), title, timezone, ..Programme::default() };
    context.leave(calendar.left, "calendar");
    for event in &calendar.events {
        programme.sessions.push(session(event, zone.as_ref(), context));
    }
    Ok(programme)
}

/// The calendar's own zone, else the one that all its events are in.
fn zone_of(calendar: &Component) -> Option<String> {
    let own = calendar.text("X-WR-TIMEZONE");
    own.or_else(|| {
        let mut zones =
            calendar.events.iter().filter_map(|event| event.property("DTSTART")?.parameter("TZID"));
        let first = zones.next()?;
        (zones.all(|zone| zone == first) && times::zone(first).is_some()).then(|| first.to_owned())
    })
}

fn session(event: &Component, zone: Option<&TimeZone>, context: &mut Context<'_>) -> Session {
    let uid = event.text("UID").unwrap_or_default();
    context.leave(event.left, &uid);
    let start = event.property("DTSTART").and_then(|property| time(property, zone, context));
    let end = event.property("DTEND").and_then(|property| time(property, zone, context));
    let written = event.text("DURATION");
    let between = || start.zip(end).and_then(|(start, end)| times::between(start, end));
    let again = event.property("RECURRENCE-ID").map(|property| format!("/{}", property.value));
    let status = event.text("STATUS").map(|status| fold(&status));
    Session {
        // One of a series has the id of the whole.
        id: format!("{uid}{}", again.unwrap_or_default()),
        title: event.text("SUMMARY").unwrap_or_default(),
        texts: event.property("DESCRIPTION").map(Property::lines).into_iter().collect(),
        start,
        duration: written.and_then(|written| lengths::length(&written)).or_else(between),
        room: event.text("LOCATION"),
        topics: event.properties("CATEGORIES").flat_map(Property::list).collect(),
        url: event.text("URL").and_then(|url| addresses::public(&url)),
        standing: match status.as_deref() {
            Some("cancelled") => Standing::Cancelled,
            Some("tentative") => Standing::NotAccepted,
            _ => Standing::Accepted,
        },
        ..Session::default()
    }
}

/// `20240601`, `20240601T093000`, `20240601T073000Z`, with the zone that a parameter names.
fn time(property: &Property, zone: Option<&TimeZone>, context: &mut Context<'_>) -> Option<PartialDate> {
    let value = property.value.trim();
    let is_written = |at: usize, length: usize| {
        value.get(at..at + length).filter(|part| part.bytes().all(|byte| byte.is_ascii_digit()))
    };
    let day = is_written(0, 8).map(|day| format!("{}-{}-{}", &day[..4], &day[4..6], &day[6..]));
    let clock = is_written(9, 6).map(|clock| format!("T{}:{}:{}", &clock[..2], &clock[2..4], &clock[4..]));
    let utc = if value.ends_with('Z') { "Z" } else { "" };
    let text = match (day, clock) {
        (Some(day), Some(clock)) => format!("{day}{clock}{utc}"),
        (Some(day), None) => day,
        _ => value.to_owned(),
    };
    let time = context.time(&text, zone)?;
    let named = property.parameter("TZID").and_then(times::zone);
    Some(named.map_or(time, |named| times::placed(time, &named)))
}
