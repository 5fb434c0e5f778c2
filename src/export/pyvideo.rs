//! pyvideo's archive: `<event>/category.json` and `<event>/videos/<talk>.json`, as `rexbase import pyvideo` reads it.
//!
//! What always holds: every file is valid by the archive's own schemas, which want a recording of each talk; what an import took from the archive goes
//! back into the key that it came from.

mod recordings;

use rayon::prelude::*;
use serde::Serialize;

use crate::document::matter::{Media, MediaSort, MediaStatus};
use crate::knowledge::{Details, Record, RecordId};
use crate::machines::markdown;
use crate::site::prose::{Prose, Reads};
use crate::site::{Input, Site};
use crate::vocab::date::PartialDate;
use crate::vocab::duration::Duration;
use crate::vocab::hash::HashMap;
use crate::vocab::iso_639;
use crate::vocab::kind::Kind;
use crate::vocab::web_address::WebAddress;

use super::distinct::Distinct;
use super::form::Left;

/// `category.json`: an event.
#[derive(Serialize)]
struct Category<'a> {
    title: &'a str,
    #[serde(skip_serializing_if = "Option::is_none")]
    url: Option<&'a str>,
    #[serde(skip_serializing_if = "Option::is_none")]
    description: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    start_date: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    end_date: Option<String>,
}

/// A talk. `null` says that nothing is known where the schema wants the key.
#[derive(Serialize)]
struct Video<'a> {
    #[serde(skip_serializing_if = "Option::is_none")]
    copyright_text: Option<&'a str>,
    description: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    duration: Option<u32>,
    #[serde(skip_serializing_if = "Option::is_none")]
    language: Option<&'a str>,
    #[serde(skip_serializing_if = "Option::is_none")]
    quality_notes: Option<&'a str>,
    recorded: Option<String>,
    #[serde(skip_serializing_if = "Vec::is_empty")]
    related_urls: Vec<Related<'a>>,
    speakers: Vec<&'a str>,
    #[serde(skip_serializing_if = "Vec::is_empty")]
    tags: Vec<&'a str>,
    title: &'a str,
    videos: Vec<Recording<'a>>,
}

/// An address, with what it is called where that is known.
#[derive(Serialize)]
#[serde(untagged)]
enum Related<'a> {
    Bare(&'a str),
    Labelled { label: &'a str, url: &'a str },
}

impl Related<'_> {
    fn url(&self) -> &str {
        match self {
            Self::Bare(url) | Self::Labelled { url, .. } => url,
        }
    }
}

#[derive(Serialize)]
struct Recording<'a> {
    #[serde(rename = "type")]
    kind: &'a str,
    url: &'a str,
}

/// Every event, every talk of an event that has a recording, and what else there is.
pub(super) fn files(site: &Site<'_>, input: &Input<'_>) -> (Vec<(String, Vec<u8>)>, Vec<Left>) {
    let knowledge = site.knowledge();
    let mut names = Distinct::default();
    let folders: HashMap<RecordId, String> =
        knowledge.of_kind(Kind::Event).map(|(id, event)| (id, names.name(&event.id))).collect();
    let (mut without_recording, mut without_event, mut without_day) = (0, 0, 0);
    let mut names_in: HashMap<RecordId, Distinct> = HashMap::default();
    let mut talks = Vec::new();
    for (id, record) in knowledge.of_kind(Kind::Talk) {
        if recordings(record).next().is_none() {
            without_recording += 1;
        } else if let Some(event) = record.event() {
            without_day += usize::from(record.own_date().is_some_and(|date| date.day.is_none()));
            let own = record.id.strip_prefix(&format!("{}/", site.record(event).id)).unwrap_or(&record.id);
            let name = names_in.entry(event).or_default().name(own);
            talks.push((id, format!("{}/videos/{name}.json", folders[&event])));
        } else {
            without_event += 1;
        }
    }
    let mut files: Vec<_> = talks
        .into_par_iter()
        .map(|(id, path)| (path, json(&video(site, &Prose::declared(input, Reads::Of(id)), id))))
        .collect();
    for (id, event) in knowledge.of_kind(Kind::Event) {
        let category = category(site, &Prose::declared(input, Reads::Of(id)), id, event);
        files.push((format!("{}/category.json", folders[&id]), json(&category)));
    }
    let left = Left::counted([
        ("talks without a published recording", without_recording),
        ("talks of no event", without_event),
        ("dates that are no whole day", without_day),
        ("reports", knowledge.of_kind(Kind::Report).count()),
    ]);
    (files, left)
}

fn json(value: &impl Serialize) -> Vec<u8> {
    let mut bytes = serde_json::to_vec_pretty(value).unwrap_or_default();
    bytes.push(b'\n');
    bytes
}

fn category<'a>(site: &Site<'a>, prose: &Prose<'a>, id: RecordId, record: &'a Record) -> Category<'a> {
    let dates = match &record.details {
        Details::Event(event) => event.dates,
        _ => None,
    };
    let day = |date: PartialDate| date.day.map(|_| date.without_time().to_string());
    Category {
        title: &record.title,
        url: record.website().known().map(WebAddress::as_str),
        description: description(site, prose, id),
        start_date: dates.and_then(|(start, _)| day(start)),
        end_date: dates.and_then(|(_, end)| day(end)),
    }
}

fn video<'a>(site: &Site<'a>, prose: &Prose<'a>, id: RecordId) -> Video<'a> {
    let record = site.record(id);
    let of_recording = recordings(record).find_map(|medium| medium.duration);
    let noted = |key: &str| record.extra()?.get(key)?.as_str();
    Video {
        copyright_text: noted("licence"),
        description: description(site, prose, id),
        duration: record.duration().known().copied().or(of_recording).map(Duration::seconds),
        language: iso_639::three_letters(record.language.primary()),
        quality_notes: noted("quality_notes"),
        recorded: record.own_date().and_then(recorded),
        related_urls: related(record),
        speakers: distinct(record.certain_people().map(|appearance| title(site, appearance.person))),
        tags: distinct(record.topics.iter().map(|topic| title(site, *topic))),
        title: &record.title,
        videos: recordings(record)
            .filter_map(|medium| medium.url.as_ref())
            .map(|url| Recording { kind: recordings::kind(url.as_str()), url: url.as_str() })
            .collect(),
    }
}

fn title<'a>(site: &Site<'a>, id: RecordId) -> &'a str {
    &site.record(id).title
}

/// The videos that are there to be watched.
fn recordings(record: &Record) -> impl Iterator<Item = &Media> {
    let videos = record.media_of(MediaSort::Video);
    videos.filter(|medium| medium.status == MediaStatus::Published && medium.url.is_some())
}

/// The whole text, else its author's description.
fn description<'a>(site: &Site<'a>, prose: &Prose<'a>, id: RecordId) -> Option<String> {
    markdown::prose(site, prose, id).or_else(|| site.record(id).description().map(str::to_owned))
}

/// A day, with the time and offset that were written; the schema knows nothing less exact.
fn recorded(date: PartialDate) -> Option<String> {
    date.day?;
    let text = date.to_string();
    Some(text.strip_suffix('Z').map_or_else(|| text.clone(), |clock| format!("{clock}+00:00")))
}

/// Links, then what was shown or written; each address once.
fn related(record: &Record) -> Vec<Related<'_>> {
    let links = record.further_links().iter().map(|link| (link.url.as_str(), link.title.as_deref()));
    let site = record.website().known().map(|url| (url.as_str(), Some("website")));
    let documents = [MediaSort::Slides, MediaSort::Paper].into_iter().flat_map(|sort| {
        record.media_of(sort).filter_map(move |medium| {
            let label = medium.title.as_deref().unwrap_or(sort.name());
            Some((medium.url.as_ref()?.as_str(), Some(label)))
        })
    });
    let mut related: Vec<Related<'_>> = Vec::new();
    for (url, label) in links.chain(site).chain(documents) {
        if related.iter().all(|other| other.url() != url) {
            related.push(label.map_or(Related::Bare(url), |label| Related::Labelled { label, url }));
        }
    }
    related
}

fn distinct<'a>(texts: impl Iterator<Item = &'a str>) -> Vec<&'a str> {
    let mut all: Vec<&str> = Vec::new();
    for text in texts {
        if !all.contains(&text) {
            all.push(text);
        }
    }
    all
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn recordings_have_days_and_perhaps_times() {
        let of = |text: &str| recorded(PartialDate::parse(text).unwrap());
        assert_eq!(of("2016-10-15").as_deref(), Some("2016-10-15"));
        assert_eq!(of("2016-10-15T09:30").as_deref(), Some("2016-10-15T09:30:00"));
        assert_eq!(of("2016-10-15T09:30-03:30").as_deref(), Some("2016-10-15T09:30:00-03:30"));
        assert_eq!(of("2016-10-15T09:30Z").as_deref(), Some("2016-10-15T09:30:00+00:00"));
        assert_eq!(of("2016-10"), None);
    }
}
