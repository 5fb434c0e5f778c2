//! A calendar as text: its beginning, its lines, what its values are made of.
//!
//! What always holds: lines end with CRLF, and none is longer than 75 octets.

use jiff::ToSpan;
use jiff::civil::Date;

use crate::knowledge::Record;
use crate::machines::instant::{Instant, Moment};
use crate::site::Site;
use crate::vocab::date::PartialDate;

/// A calendar that is being written.
pub(super) struct Calendar(String);

impl Calendar {
    pub(super) fn begin(site: &Site<'_>, title: &str) -> Self {
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

    pub(super) fn end(mut self) -> Vec<u8> {
        self.line("END", "VCALENDAR");
        self.0.into_bytes()
    }

    /// Whole days, the last included: the end that is written is the day after.
    pub(super) fn days(&mut self, first: Date, last: Date) {
        self.line("DTSTART;VALUE=DATE", &first.strftime("%Y%m%d").to_string());
        if let Ok(end) = last.checked_add(1.day()) {
            self.line("DTEND;VALUE=DATE", &end.strftime("%Y%m%d").to_string());
        }
    }

    pub(super) fn moment(&mut self, name: &str, moment: Moment) {
        match moment {
            Moment::Instant(instant, _) => {
                self.line(name, &instant.strftime("%Y%m%dT%H%M%SZ").to_string());
            }
            Moment::Local(local) => self.line(name, &local.strftime("%Y%m%dT%H%M%S").to_string()),
            Moment::Date(_) => {}
        }
    }

    pub(super) fn text(&mut self, name: &str, value: &str) {
        self.line(name, &escaped(value));
    }

    /// A content line, folded (RFC 5545, 3.1) between characters.
    pub(super) fn line(&mut self, name: &str, value: &str) {
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
pub(super) fn identifier(site: &Site<'_>, record: &Record) -> String {
    let host = site
        .absolute_root()
        .and_then(|root| root.split_once("://"))
        .map_or("localhost", |(_, rest)| rest.split('/').next().unwrap_or(rest));
    let anchor = record.action().map_or_else(String::new, |action| format!("#{}", action.anchor));
    format!("{}{anchor}@{host}", site.url(record.address.as_str()).trim_matches('/'))
}

/// When the record was changed last, as far as it says; the epoch when it says nothing, since an entry must have a stamp.
pub(super) fn stamp(changed: Option<PartialDate>, zone: Option<&str>) -> String {
    let instant = changed.and_then(|date| Instant::of(date, zone));
    instant.map_or_else(|| "19700101T000000Z".to_owned(), Instant::compact)
}

/// A value of type TEXT (RFC 5545, 3.3.11).
pub(super) fn escaped(text: &str) -> String {
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
