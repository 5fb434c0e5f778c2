//! A record as front matter: keys and TOML values, in the order in which they are written.
//!
//! Comes in: a record. Goes out: its keys (`extra.x` for a key below `[extra]`) and its body. Pure.

use toml_edit::{Array, InlineTable, Value};

use super::record::{ImportedEvent, ImportedLink, ImportedTalk};
use crate::vocab::date::PartialDate;
use crate::vocab::web_address::WebAddress;

/// What an import says of one record.
#[derive(Debug, Clone)]
pub(super) struct Fields {
    pub(super) from: String,
    /// In the order in which a new file has them; those of `[extra]` come last.
    pub(super) keys: Vec<(String, Value)>,
    pub(super) body: String,
}

/// The front matter and body of an event.
pub(super) fn of_event(event: &ImportedEvent) -> Fields {
    let mut keys = vec![("title".to_owned(), event.title.as_str().into())];
    match event.dates {
        Some((first, last)) if first == last => keys.push(("date".into(), date(first))),
        Some((first, last)) => {
            keys.push(("start_date".into(), date(first)));
            keys.push(("end_date".into(), date(last)));
        }
        None => {}
    }
    keys.extend(event.url.as_ref().map(|url| ("url".into(), url.as_str().into())));
    Fields { from: event.from.clone(), keys, body: event.body.clone() }
}

/// The front matter and body of a talk at the event with this id.
pub(super) fn of_talk(talk: &ImportedTalk, event: &str) -> Fields {
    let mut keys: Vec<(String, Value)> =
        vec![("title".to_owned(), talk.title.as_str().into()), ("event".into(), event.into())];
    keys.extend(talk.date.map(|day| ("date".into(), date(day))));
    keys.extend(talk.duration.map(|duration| ("duration".into(), duration.to_string().into())));
    keys.extend(talk.language.as_ref().map(|language| ("language".into(), language.as_str().into())));
    let mut list = |key: &str, values: Vec<Value>| {
        if !values.is_empty() {
            keys.push((key.into(), Value::Array(values.into_iter().collect::<Array>())));
        }
    };
    list("speakers", talk.speakers.iter().map(|name| name.as_str().into()).collect());
    list("topics", talk.topics.iter().map(|name| name.as_str().into()).collect());
    list("links", talk.links.iter().map(link).collect());
    match talk.video.as_slice() {
        [] => {}
        [one] => keys.push(("video".into(), one.as_str().into())),
        several => list("video", several.iter().map(address).collect()),
    }
    keys.extend(talk.extra.iter().map(|(key, text)| (format!("extra.{key}"), text.as_str().into())));
    Fields { from: talk.from.clone(), keys, body: talk.body.clone() }
}

fn address(url: &WebAddress) -> Value {
    url.as_str().into()
}

fn link(link: &ImportedLink) -> Value {
    let Some(title) = &link.title else { return address(&link.url) };
    let mut table = InlineTable::new();
    table.insert("url", address(&link.url));
    table.insert("title", title.as_str().into());
    Value::InlineTable(table)
}

/// A TOML date where TOML has one; a text where it is less precise than a day.
fn date(date: PartialDate) -> Value {
    let text = date.to_string();
    match text.parse::<toml_edit::Datetime>() {
        Ok(datetime) if date.day.is_some() => datetime.into(),
        _ => text.into(),
    }
}
