//! Events as iCalendar (RFC 5545): one calendar of all of them, and one for each event with its talks; and one of what is to be done ([`due`]).
//!
//! What always holds:
//!
//! - Lines end with CRLF and none is longer than 75 octets.
//! - Identifiers are the records' addresses, which outlive their titles.
//! - The end of whole days is exclusive.
//! - Times are UTC where a zone is known and floating where none is.
//! - The stamp is when the record says that it was changed, never the clock.
//!
//! No library: what one would save is [`Calendar::line`] and [`escaped`]. `icalendar`, with which tests read the calendars, brings another library of
//! dates and clocks (chrono, where all else here is jiff's), writes the day and a random number where a stamp or an identifier was forgotten, and
//! passes on control characters, which no calendar may hold.

pub(crate) mod due;
mod writer;

use crate::document::matter::EventStatus;
use crate::knowledge::{Details, Event, Record, RecordId};
use crate::site::Site;
use crate::theme::family::Family;
use crate::vocab::date::PartialDate;
use crate::vocab::kind::Kind;

use super::instant::{Moment, moment};

use writer::{Calendar, escaped, identifier, stamp};

/// Whether a record is an event that has a calendar: the day that it begins on is known, and where the site will be.
pub(crate) fn is_offered(site: &Site<'_>, record: &Record) -> bool {
    site.has(Family::Calendar) && site.absolute_root().is_some() && start_of(record).is_some()
}

/// Whether some event has a calendar.
pub(crate) fn are_offered(site: &Site<'_>) -> bool {
    site.of_kind(Kind::Event).iter().any(|id| is_offered(site, site.record(*id)))
}

/// Every event whose day is known, in the order of their list.
pub(super) fn of_site(site: &Site<'_>) -> Vec<u8> {
    let mut calendar = Calendar::begin(site, site.options().title);
    for id in site.of_kind(Kind::Event) {
        if let Details::Event(event) = &site.record(*id).details {
            calendar.event(site, *id, event);
        }
    }
    calendar.end()
}

/// An event, and its talks whose times are known.
pub(super) fn of_event(site: &Site<'_>, id: RecordId) -> Vec<u8> {
    let record = site.record(id);
    let mut calendar = Calendar::begin(site, &record.title);
    if let Details::Event(event) = &record.details {
        calendar.event(site, id, event);
        for talk in &event.talks {
            calendar.talk(site, *talk, record);
        }
    }
    calendar.end()
}

fn start_of(record: &Record) -> Option<(PartialDate, PartialDate)> {
    let Details::Event(event) = &record.details else { return None };
    event.dates.filter(|(start, _)| start.civil().is_some() && record.doubt.is_none())
}

impl Calendar {
    fn event(&mut self, site: &Site<'_>, id: RecordId, event: &Event) {
        let record = site.record(id);
        let Some((start, end)) = start_of(record) else { return };
        let zone = site.knowledge().zone_of(record);
        self.begin_entry(site, record);
        match moment(start, zone) {
            Moment::Date(_) => {
                if let Some(first) = start.civil() {
                    self.days(first, end.civil().filter(|last| *last >= first).unwrap_or(first));
                }
            }
            begin => {
                self.moment("DTSTART", begin);
                if end.time.is_some() && end > start {
                    self.moment("DTEND", moment(end, zone));
                }
            }
        }
        if let Some(venue) = record.venue() {
            let place: Vec<_> =
                [&venue.name, &venue.address].into_iter().flatten().map(String::as_str).collect();
            if !place.is_empty() {
                self.text("LOCATION", &place.join(", "));
            }
            if let Some((latitude, longitude)) = venue.latitude.zip(venue.longitude) {
                self.line("GEO", &format!("{latitude};{longitude}"));
            }
        }
        match event.status {
            Some(EventStatus::Cancelled) => self.line("STATUS", "CANCELLED"),
            Some(EventStatus::Postponed) => self.line("STATUS", "TENTATIVE"),
            Some(EventStatus::Scheduled | EventStatus::Held) => self.line("STATUS", "CONFIRMED"),
            None => {}
        }
        // A conference does not make its reader busy.
        self.line("TRANSP", "TRANSPARENT");
        self.line("END", "VEVENT");
    }

    /// A talk, when its time is known.
    fn talk(&mut self, site: &Site<'_>, id: RecordId, event: &Record) {
        let record = site.record(id);
        let Some(date) = record.sure_date().filter(|date| date.time.is_some()) else { return };
        self.begin_entry(site, record);
        self.moment("DTSTART", moment(date, site.knowledge().zone_of(record)));
        if let Some(duration) = record.duration().known() {
            self.line("DURATION", &duration.iso_8601());
        }
        if let Some(room) = record.room() {
            self.text("LOCATION", room);
        }
        self.text("RELATED-TO", &identifier(site, event));
        self.line("TRANSP", "TRANSPARENT");
        self.line("END", "VEVENT");
    }

    fn begin_entry(&mut self, site: &Site<'_>, record: &Record) {
        self.line("BEGIN", "VEVENT");
        self.text("UID", &identifier(site, record));
        self.line("DTSTAMP", &stamp(record.changed(), site.knowledge().zone_of(record)));
        self.text(&format!("SUMMARY;LANGUAGE={}", record.language), &record.title);
        if let Some(description) = record.description() {
            self.text(&format!("DESCRIPTION;LANGUAGE={}", record.language), description);
        }
        if let Some(url) = site.page_url(record) {
            self.line("URL", &url);
        }
        if !record.topics.is_empty() {
            let topics: Vec<_> =
                record.topics.iter().map(|topic| escaped(&site.record(*topic).title)).collect();
            self.line("CATEGORIES", &topics.join(","));
        }
    }
}
