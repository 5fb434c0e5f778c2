//! Events as iCalendar (RFC 5545): one calendar of all of them, and one for each event with its talks.
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

use jiff::ToSpan;
use jiff::civil::Date;

use crate::document::matter::EventStatus;
use crate::knowledge::{Details, Event, Record, RecordId};
use crate::site::Site;
use crate::theme::family::Family;
use crate::vocab::date::PartialDate;
use crate::vocab::kind::Kind;

use super::instant::{Instant, Moment, moment};

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
    event.dates.filter(|(start, _)| start.civil().is_some())
}

struct Calendar(String);

impl Calendar {
    fn begin(site: &Site<'_>, title: &str) -> Self {
        let mut calendar = Self(String::with_capacity(1024));
        calendar.line("BEGIN", "VCALENDAR");
        calendar.line("VERSION", "2.0");
        calendar.text("PRODID", &format!("-//Rexbase//{}//EN", site.options().generator));
        calendar.line("CALSCALE", "GREGORIAN");
        // RFC 7986, and what calendars read that do not know it.
        calendar.text("NAME", title);
        calendar.text("X-WR-CALNAME", title);
        calendar
    }

    fn end(mut self) -> Vec<u8> {
        self.line("END", "VCALENDAR");
        self.0.into_bytes()
    }

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
        let Some(date) = record.date.filter(|date| date.time.is_some()) else { return };
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

    /// Whole days, the last included: the end that is written is the day after.
    fn days(&mut self, first: Date, last: Date) {
        self.line("DTSTART;VALUE=DATE", &first.strftime("%Y%m%d").to_string());
        if let Ok(end) = last.checked_add(1.day()) {
            self.line("DTEND;VALUE=DATE", &end.strftime("%Y%m%d").to_string());
        }
    }

    fn moment(&mut self, name: &str, moment: Moment) {
        match moment {
            Moment::Instant(instant, _) => {
                self.line(name, &instant.strftime("%Y%m%dT%H%M%SZ").to_string());
            }
            Moment::Local(local) => self.line(name, &local.strftime("%Y%m%dT%H%M%S").to_string()),
            Moment::Date(_) => {}
        }
    }

    fn text(&mut self, name: &str, value: &str) {
        self.line(name, &escaped(value));
    }

    /// A content line, folded (RFC 5545, 3.1) between characters.
    fn line(&mut self, name: &str, value: &str) {
        let mut octets = 0;
        for letter in name.chars().chain([':']).chain(value.chars().filter(|letter| !letter.is_control())) {
            if octets + letter.len_utf8() > 75 {
                self.0.push_str("\r\n ");
                octets = 1;
            }
            self.0.push(letter);
            octets += letter.len_utf8();
        }
        self.0.push_str("\r\n");
    }
}

/// The record's address, before the name of the site's host.
fn identifier(site: &Site<'_>, record: &Record) -> String {
    let host = site
        .absolute_root()
        .and_then(|root| root.split_once("://"))
        .map_or("localhost", |(_, rest)| rest.split('/').next().unwrap_or(rest));
    format!("{}@{host}", site.url(record.address.as_str()).trim_matches('/'))
}

/// When the record was changed last, as far as it says; the epoch when it says nothing, since an entry must have a stamp.
fn stamp(changed: Option<PartialDate>, zone: Option<&str>) -> String {
    let instant = changed.and_then(|date| Instant::of(date, zone));
    instant.map_or_else(|| "19700101T000000Z".to_owned(), Instant::compact)
}

/// A value of type TEXT (RFC 5545, 3.3.11).
fn escaped(text: &str) -> String {
    let mut escaped = String::with_capacity(text.len() + 8);
    for letter in text.chars() {
        match letter {
            '\\' | ';' | ',' => escaped.extend(['\\', letter]),
            '\n' => escaped.push_str("\\n"),
            letter if letter.is_control() => {}
            other => escaped.push(other),
        }
    }
    escaped
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn lines_fold_at_75_octets_between_characters() {
        let mut calendar = Calendar(String::new());
        calendar.text("SUMMARY", &format!("{} é; à, la \\ fin\nfin", "éà".repeat(60)));
        let lines: Vec<_> = calendar.0.split("\r\n").collect();
        assert!(lines.len() > 3 && lines.iter().all(|line| line.len() <= 75), "{lines:#?}");
        assert!(lines[1..lines.len() - 1].iter().all(|line| line.starts_with(' ')));
        let unfolded = calendar.0.replace("\r\n ", "");
        assert_eq!(unfolded, format!("SUMMARY:{} é\\; à\\, la \\\\ fin\\nfin\r\n", "éà".repeat(60)));
    }

    #[test]
    fn whole_days_end_on_the_day_after() {
        let mut calendar = Calendar(String::new());
        calendar.days(jiff::civil::date(2017, 12, 30), jiff::civil::date(2017, 12, 31));
        assert_eq!(calendar.0, "DTSTART;VALUE=DATE:20171230\r\nDTEND;VALUE=DATE:20180101\r\n");
    }

    #[test]
    fn a_stamp_hangs_on_what_is_written_alone() {
        let of = |text: &str| stamp(PartialDate::parse(text).ok(), None);
        assert_eq!(
            (of("2017"), of("2017-10-02T09:30+02:00")),
            ("20170101T000000Z".into(), "20171002T073000Z".into())
        );
        assert_eq!(of("no date"), "19700101T000000Z");
    }
}
