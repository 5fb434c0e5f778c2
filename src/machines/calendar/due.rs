//! What is to be done, as iCalendar (RFC 5545): each open action on the day until which it is due.
//!
//! They are events of a whole day, not to-dos: most calendars show no to-dos of a calendar that they subscribe to. What is done or dropped is not among
//! them, so that it goes from the calendars of those who subscribed.

use jiff::civil::Date;

use crate::knowledge::{Record, RecordId};
use crate::site::Site;
use crate::theme::family::Family;
use crate::vocab::kind::Kind;

use super::writer::{Calendar, identifier, stamp};

/// Whether some open action has a due date, and it is known where the site will be.
pub(crate) fn are_offered(site: &Site<'_>) -> bool {
    let is_due = |id: &RecordId| day(site.record(*id)).is_some();
    site.has(Family::Calendar)
        && site.absolute_root().is_some()
        && site.of_kind(Kind::Action).iter().any(is_due)
}

/// Every open action that has a due date, in the order of their list.
pub(crate) fn of_site(site: &Site<'_>) -> Vec<u8> {
    let name = site.phrases().text(&["sections", Kind::Action.folder()]);
    let mut calendar = Calendar::begin(site, &format!("{} · {name}", site.options().title));
    for id in site.of_kind(Kind::Action) {
        action(&mut calendar, site, site.record(*id));
    }
    calendar.end()
}

/// The day until which an open action is due.
fn day(record: &Record) -> Option<Date> {
    record.action().filter(|_| record.is_open_action())?.due?.last_day()
}

fn action(calendar: &mut Calendar, site: &Site<'_>, record: &Record) {
    let (Some(day), Some(written)) = (day(record), record.action()) else { return };
    let source = site.knowledge().source_of(record);
    let owner = written.owner.as_ref().map(|owner| format!(" (@{})", owner.value));
    calendar.line("BEGIN", "VEVENT");
    calendar.text("UID", &identifier(site, record));
    calendar.line("DTSTAMP", &stamp(source.changed(), site.knowledge().zone_of(source)));
    let summary = format!("{}{}", written.text, owner.unwrap_or_default());
    calendar.text(&format!("SUMMARY;LANGUAGE={}", record.language), &summary);
    calendar.text(&format!("DESCRIPTION;LANGUAGE={}", source.language), &source.title);
    if let Some(url) = site.page_url(record) {
        calendar.line("URL", &url);
    }
    calendar.days(day, day);
    calendar.line("TRANSP", "TRANSPARENT");
    calendar.line("END", "VEVENT");
}
