//! `videos/*.json`: a talk.

use serde_json::Value;

use super::event::date;
use super::json::{Object, list, one_line};
use crate::harvest::notices::{Notices, shown};
use crate::harvest::reading::durations::{Unit, unit};
use crate::harvest::reading::languages::language;
use crate::harvest::reading::names;
use crate::harvest::reading::plain::line;
use crate::harvest::reading::prose;
use crate::harvest::record::{
    Common, Link, Media, MediaOfRecord, Participant, Record, RecordId, Specific, Talk,
};
use crate::vocab::diagnostic::Code;
use crate::vocab::duration::Duration;
use crate::vocab::fold::slug;
use crate::vocab::web_address::WebAddress;

/// Keys that become front matter or the body.
const TAKEN: &[&str] = &[
    "abstract",
    "copyright_text",
    "description",
    "duration",
    "language",
    "quality_notes",
    "recorded",
    "related_url",
    "related_urls",
    "source_url",
    "speakers",
    "summary",
    "tags",
    "title",
    "title2",
    "videos",
];

/// Keys of the archive's own housekeeping, which say nothing of the talk.
const HOUSEKEEPING: &[&str] = &["alias", "category", "file_name", "id", "slug", "state", "thumbnail_url"];

/// The unit in which this event's talks write their durations; any other than seconds is reported.
pub(super) fn unit_of<'a>(talks: impl Iterator<Item = &'a Object>, notices: &mut Notices) -> Unit {
    let numbers: Vec<f64> = talks.filter_map(number).collect();
    let unit = unit(&numbers);
    if unit != Unit::Seconds {
        let message = format!("the durations of this event's {} talks are {}", numbers.len(), unit.name());
        notices.say(Code::ImportDurationUnit, message, "they were converted");
    }
    unit
}

/// The duration as it was written, when it says anything.
fn number(object: &Object) -> Option<f64> {
    let written = object.iter().find(|(key, value)| plain_key(key) == "duration" && !value.is_null());
    let number = written.and_then(|(_, value)| match value {
        Value::String(text) => text.trim().parse().ok(),
        other => other.as_f64(),
    });
    number.filter(|number| number.is_finite() && *number > 0.0)
}

/// A key without what slipped in beside it: `,duration` is `duration`.
fn plain_key(key: &str) -> &str {
    key.trim_matches(|letter: char| !letter.is_alphanumeric())
}

/// The talk in this file.
pub(super) fn talk(
    from: &str,
    object: &Object,
    event: RecordId,
    unit: Unit,
    notices: &mut Notices,
) -> Record {
    let mut mended = object.clone();
    for (key, value) in object.iter().filter(|(key, _)| plain_key(key) != key.as_str()) {
        let plain = plain_key(key);
        if TAKEN.contains(&plain) && mended.get(plain).is_none_or(Value::is_null) {
            notices.say(Code::ImportKey, format!("`{}` was taken for `{plain}`", shown(key)), "");
            mended.insert(plain.to_owned(), value.clone());
            mended.remove(key);
        }
    }
    let object = &mended;
    let name = from.rsplit('/').next().unwrap_or(from);
    let name = name.rsplit_once('.').map_or(name, |(stem, _)| stem).to_owned();
    let title = one_line(object, "title", notices).unwrap_or_else(|| {
        notices.say(Code::ImportTitle, "this talk has no title", "it is called after its file");
        let words = line(&name.replace(['-', '_'], " "));
        if words.is_empty() { "Untitled".into() } else { words }
    });
    let date = one_line(object, "recorded", notices).and_then(|text| date(&text, "recorded", notices));
    let duration = duration(object, unit, notices);
    let language = one_line(object, "language", notices).and_then(|written| {
        let known = language(&written);
        if known.is_none() {
            let message = format!("`{}` is no language that is known here", shown(&written));
            notices.say(Code::ImportLanguage, message, "it was left out: add `language` to the talk's file");
        }
        known
    });
    let speakers = speakers(object, notices);
    let topics = texts(object, "tags", notices).iter().flat_map(|text| names::topics(text)).collect();
    let video = videos(object, notices).into_iter().map(Media::Published).collect();
    let links = links(object, notices);
    let media = MediaOfRecord { video, ..MediaOfRecord::default() };
    let talk = Talk { event: Some(event), duration, speakers, media, ..Talk::default() };
    let mut record = Record::new(from, name, title, Specific::Talk(talk));
    record.parent = Some(event);
    record.common = Common { date, language, topics, links, ..Common::default() };
    record.extra = extra(object, notices);
    record.body = body(object).into();
    record
}

fn duration(object: &Object, unit: Unit, notices: &mut Notices) -> Option<Duration> {
    let written = object.get("duration")?;
    let Some(number) = number(object) else {
        let is_unknown = written.is_null() || written.as_f64() == Some(0.0) || written.as_str() == Some("");
        if !is_unknown {
            let message = format!("`duration` is no length of time: {}", shown(&written.to_string()));
            notices.say(Code::ImportDuration, message, "it was left out");
        }
        return None;
    };
    let duration = unit.seconds(number).and_then(Duration::from_seconds);
    if duration.is_none() {
        notices.say(
            Code::ImportDuration,
            format!("no talk lasts {number} {}", unit.name()),
            "it was left out",
        );
    }
    duration
}

fn texts(object: &Object, key: &str, notices: &mut Notices) -> Vec<String> {
    let mut texts = Vec::new();
    for item in list(object, key) {
        match item {
            Value::String(text) => texts.push(text.clone()),
            Value::Number(number) => texts.push(number.to_string()),
            Value::Null => {}
            other => {
                let message = format!("`{key}` holds what is no text: {}", shown(&other.to_string()));
                notices.say(Code::ImportValue, message, "it was left out");
            }
        }
    }
    texts
}

fn speakers(object: &Object, notices: &mut Notices) -> Vec<Participant> {
    let mut speakers = Vec::new();
    for text in texts(object, "speakers", notices) {
        for name in names::people(&text) {
            if name.is_empty() {
                continue;
            }
            if names::is_nobody(&name) {
                notices.say(
                    Code::ImportSpeaker,
                    format!("`{}` is no person", shown(&name)),
                    "it was left out",
                );
            } else {
                speakers.push(Participant::named(name));
            }
        }
    }
    speakers
}

fn videos(object: &Object, notices: &mut Notices) -> Vec<WebAddress> {
    let mut videos = Vec::new();
    for item in list(object, "videos") {
        let url = item.as_str().or_else(|| item.get("url").and_then(Value::as_str));
        let Some(url) = url.filter(|url| !url.trim().is_empty()) else { continue };
        videos.extend(address(url, notices).filter(|url| !videos.contains(url)));
    }
    videos
}

fn links(object: &Object, notices: &mut Notices) -> Vec<Link> {
    let mut links: Vec<Link> = Vec::new();
    for item in ["related_urls", "related_url", "source_url"].iter().flat_map(|key| list(object, key)) {
        let written = item.as_str().or_else(|| item.get("url").and_then(Value::as_str)).unwrap_or_default();
        let label = item.get("label").and_then(Value::as_str).map(line).filter(|label| !label.is_empty());
        if written.trim().is_empty() {
            continue;
        }
        let Some(url) = address(written, notices) else { continue };
        let title = label.filter(|label| label != url.as_str());
        if links.iter().all(|link| link.url != url) {
            links.push(Link { url, title });
        }
    }
    links
}

fn address(text: &str, notices: &mut Notices) -> Option<WebAddress> {
    let text = line(text);
    let text = if text.starts_with("//") { format!("https:{text}") } else { text };
    let parsed = [text.replace(' ', "%20"), text.replace(' ', "")]
        .iter()
        .find_map(|text| WebAddress::parse(text).ok());
    if parsed.is_none() {
        notices.say(Code::ImportAddress, format!("`{}` is not an address", shown(&text)), "it was left out");
    }
    parsed
}

fn extra(object: &Object, notices: &mut Notices) -> Vec<(String, String)> {
    let mut extra = Vec::new();
    for (key, name) in
        [("copyright_text", "licence"), ("quality_notes", "quality_notes"), ("title2", "other_title")]
    {
        extra.extend(one_line(object, key, notices).map(|text| (name.to_owned(), text)));
    }
    for (key, value) in object {
        if TAKEN.contains(&key.as_str()) || HOUSEKEEPING.contains(&key.as_str()) || value.is_null() {
            continue;
        }
        let name = slug(key).replace('-', "_");
        let text = if value.is_array() || value.is_object() { None } else { one_line(object, key, notices) };
        let text = text.or_else(|| Some(line(&value.to_string())));
        let name = if name == "import" { "import_".to_owned() } else { name };
        if extra.iter().all(|(present, _)| *present != name) {
            notices.say(
                Code::ImportKey,
                format!("the key `{}` is unknown", shown(key)),
                "it was put into `[extra]`",
            );
            extra.extend(text.map(|text| (name, text)));
        }
    }
    extra
}

/// Summary, description and abstract.
fn body(object: &Object) -> String {
    let texts = ["summary", "description", "abstract"].map(|key| object.get(key).and_then(Value::as_str));
    prose::joined(&texts.map(Option::unwrap_or_default))
}
