//! A site of the Hugo theme of DevFests: a page for each session and speaker, and a programme in `data/`.
//!
//! What always holds: only the fields of the lists below are looked at.

use std::collections::BTreeMap;
use std::path::Path;

use serde_json::Value;

use super::context::Context;
use crate::harvest::record::Participant;
use crate::import::error::ImportError;
use crate::import::sources::files::{Files, Page};
use crate::programme::allowed::{Allowed, one_line};
use crate::programme::session::{Programme, Session, Speaker, Standing};
use crate::programme::{addresses, lengths, times};
use crate::vocab::date::PartialDate;

const SESSION: &[&str] = &[
    "draft",
    "format",
    "key",
    "language",
    "level",
    "presentation",
    "slides",
    "speakers",
    "tags",
    "title",
    "videoid",
];
const SPEAKER: &[&str] = &["company", "draft", "key", "name", "socials"];
const SOCIAL: &[&str] = &["icon", "link", "name"];
const INFO: &[&str] = &["address", "dates", "id", "name"];
const ADDRESS: &[&str] = &["formattedAddress"];
const NAMED: &[&str] = &["key", "label", "name"];
const SLOT: &[&str] = &["duration", "key", "start"];
const DAY: &[&str] = &["day", "rooms", "start"];
const ROOM: &[&str] = &["room", "slots"];
const FILLED: &[&str] = &["slot", "talk"];

/// Whether a folder is such a site.
pub(super) fn is_site(folder: &Path) -> bool {
    folder.join("data/schedule.yml").is_file() && folder.join("content/sessions").is_dir()
}

/// Where and when a session is.
struct Place {
    day: PartialDate,
    start: String,
    length: String,
    room: Option<String>,
}

/// Reads it.
pub(super) fn read(folder: &Path, context: &mut Context<'_>) -> Result<Programme, ImportError> {
    let mut files = Files::new(folder);
    let info = files.yaml("data/info.yml").unwrap_or_default();
    let info = Allowed::of(&info, INFO);
    let title = context.event_title(info.and_then(|info| info.text("name")));
    let address = info.and_then(|info| Allowed::of(info.get("address")?, ADDRESS)?.text("formattedAddress"));
    let timezone = context.timezone(None);
    let mut programme = Programme { name: title.clone(), title, timezone, address, ..Programme::default() };
    let categories = named(&files.yaml("data/categories.yml").unwrap_or_default(), "name");
    let mut names = BTreeMap::new();
    for page in files.pages("content/speakers")? {
        if let Some((key, speaker)) = speaker(&page, context) {
            names.insert(key, (speaker.name.clone(), speaker.organisation.clone()));
            programme.people.push(speaker);
        }
    }
    let places = places(&mut files, context);
    for page in files.pages("content/sessions")? {
        let Some(fields) = Allowed::of(&page.matter, SESSION) else { continue };
        context.leave(fields.left(), &page.below);
        let key = fields.text("key").unwrap_or_else(|| page.stem.clone());
        let mut session = session(&fields, &page, &categories, &names, context);
        if let Some(place) = places.get(&key) {
            session.start = times::of_day(place.day, &place.start, 0);
            session.duration = lengths::length(&place.length);
            session.room.clone_from(&place.room);
        }
        session.id = key;
        programme.sessions.push(session);
    }
    context.notices.list.append(&mut files.notices);
    Ok(programme)
}

/// Names by their keys.
fn named(list: &Value, name: &'static str) -> BTreeMap<String, String> {
    let items = list.as_array().into_iter().flatten().filter_map(|item| Allowed::of(item, NAMED));
    items.filter_map(|item| Some((item.text("key")?, item.text(name)?))).collect()
}

/// Where each session is first.
fn places(files: &mut Files<'_>, context: &mut Context<'_>) -> BTreeMap<String, Place> {
    let rooms = named(&files.yaml("data/rooms.yml").unwrap_or_default(), "label");
    let slots = files.yaml("data/slots.yml").unwrap_or_default();
    let slots = slots.as_array().into_iter().flatten().filter_map(|slot| Allowed::of(slot, SLOT));
    let slots: BTreeMap<String, (String, String)> = slots
        .filter_map(|slot| {
            Some((slot.text("key")?, (slot.text("start")?, slot.text("duration").unwrap_or_default())))
        })
        .collect();
    let schedule = files.yaml("data/schedule.yml").unwrap_or_default();
    let mut places = BTreeMap::new();
    for day in schedule.as_array().into_iter().flatten().filter_map(|day| Allowed::of(day, DAY)) {
        let Some(date) = day.text("day").and_then(|date| context.time(&date, None)) else { continue };
        for room in day.objects("rooms", ROOM) {
            let key = room.text("room");
            let name = key.map(|key| rooms.get(&key).cloned().unwrap_or(key));
            for filled in room.objects("slots", FILLED) {
                let slot = filled.text("slot").and_then(|slot| slots.get(&slot));
                let Some((talk, (start, length))) = filled.text("talk").zip(slot) else { continue };
                places.entry(talk).or_insert_with(|| Place {
                    day: date,
                    start: start.clone(),
                    length: length.clone(),
                    room: name.clone(),
                });
            }
        }
    }
    places
}

fn session(
    fields: &Allowed<'_>,
    page: &Page,
    categories: &BTreeMap<String, String>,
    names: &BTreeMap<String, (String, Option<String>)>,
    context: &mut Context<'_>,
) -> Session {
    let topic = |tag: &Value| {
        let tag = one_line(tag)?;
        let name = categories
            .get(&tag)
            .cloned()
            .filter(|_| tag.starts_with('_'))
            .or_else(|| (!tag.starts_with('_')).then_some(tag))?;
        // An emoji before the name says nothing more.
        Some(name.trim_start_matches(|letter: char| !letter.is_alphanumeric()).to_owned())
    };
    let format = fields.text("format");
    let topics = fields.list("tags").iter().filter_map(topic).filter(|tag| Some(tag) != format.as_ref());
    let speakers = fields.list("speakers").iter().filter_map(one_line).map(|key| match names.get(&key) {
        Some((name, organisation)) => {
            Participant { organisation: organisation.clone(), ..Participant::named(name.clone()) }
        }
        None => Participant::named(key),
    });
    let video = fields.text("videoid").map(|id| format!("https://www.youtube.com/watch?v={id}"));
    let slides = fields.text("presentation").or_else(|| fields.text("slides"));
    Session {
        title: fields.text("title").unwrap_or_default(),
        texts: vec![page.body.clone()],
        topics: topics.collect(),
        language: context.language(fields.text("language")),
        level: fields.text("level"),
        speakers: speakers.collect(),
        standing: if fields.says_yes("draft") { Standing::NotAccepted } else { Standing::Accepted },
        video: video.and_then(|url| addresses::public(&url)).into_iter().collect(),
        slides: slides.and_then(|url| addresses::public(&url)).into_iter().collect(),
        format,
        ..Session::default()
    }
}

fn speaker(page: &Page, context: &mut Context<'_>) -> Option<(String, Speaker)> {
    let fields = Allowed::of(&page.matter, SPEAKER)?;
    context.leave(fields.left(), &page.below);
    let name = fields.text("name")?;
    let key = fields.text("key").unwrap_or_else(|| page.stem.clone());
    let social = fields.objects("socials", SOCIAL).filter_map(|one| addresses::public(&one.text("link")?));
    let speaker = Speaker {
        id: key.clone(),
        name,
        organisation: fields.text("company"),
        text: page.body.clone(),
        social: social.collect(),
        ..Speaker::default()
    };
    Some((key, speaker))
}
