//! `category.json`: an event.

use super::json::{Object, one_line};
use crate::harvest::notices::{Notices, shown};
use crate::harvest::reading::plain::line;
use crate::harvest::reading::prose;
use crate::harvest::record::{Common, Event, Record, Specific};
use crate::vocab::date::PartialDate;
use crate::vocab::diagnostic::Code;
use crate::vocab::web_address::WebAddress;

/// The event whose folder has this name.
pub(super) fn event(name: &str, object: &Object, notices: &mut Notices) -> Record {
    let title = one_line(object, "title", notices).unwrap_or_else(|| {
        if !object.is_empty() {
            notices.say(Code::ImportTitle, "this event has no title", "it is called after its folder");
        }
        let words = line(&name.replace(['-', '_'], " "));
        if words.is_empty() { "Untitled".into() } else { words }
    });
    let url = one_line(object, "url", notices).and_then(|text| {
        let parsed = WebAddress::parse(&text).ok();
        if parsed.is_none() {
            notices.say(
                Code::ImportAddress,
                format!("`{}` is not an address", shown(&text)),
                "it was left out",
            );
        }
        parsed
    });
    let mut date = |key| one_line(object, key, notices).and_then(|text| date(&text, key, notices));
    let dates = match (date("start_date"), date("end_date")) {
        (Some(first), Some(last)) => Some((first.min(last), first.max(last))),
        (Some(one), None) | (None, Some(one)) => Some((one, one)),
        (None, None) => None,
    };
    let description = object.get("description").and_then(|text| text.as_str()).unwrap_or_default();
    let mut event = Record::new("", name, title, Specific::Event(Event { dates, ..Event::default() }));
    event.common = Common { url, ..Common::default() };
    event.body = prose::markdown(description).into();
    event
}

/// A date, without a time of day that is midnight; what is none is reported.
pub(super) fn date(text: &str, key: &str, notices: &mut Notices) -> Option<PartialDate> {
    let Ok(date) = PartialDate::parse(text) else {
        notices.say(Code::ImportDate, format!("`{key}` is no date: {}", shown(text)), "it was left out");
        return None;
    };
    let is_midnight = date.time.is_some_and(|time| (time.hour, time.minute, time.second) == (0, 0, 0));
    Some(if is_midnight { date.without_time() } else { date })
}
