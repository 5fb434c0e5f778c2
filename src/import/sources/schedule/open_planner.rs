//! OpenPlanner: its public JSON.
//!
//! What always holds: only the fields of the lists below are looked at; while the schedule is not public, times and rooms are left out.

use std::collections::BTreeMap;

use serde_json::Value;

use super::context::Context;
use crate::harvest::record::Participant;
use crate::programme::allowed::{Allowed, one_line};
use crate::programme::session::{Programme, Session, Speaker, Standing};
use crate::programme::{addresses, lengths, times};
use crate::vocab::diagnostic::Code;

/// Of the whole.
const WHOLE: &[&str] = &["event", "generatedAt", "sessions", "speakers"];

/// Of the event.
const EVENT: &[&str] =
    &["categories", "dateEnd", "dateStart", "formats", "id", "name", "scheduleVisible", "timezone", "tracks"];

/// Of a format, a category, a track.
const NAMED: &[&str] = &["id", "name"];

/// Of a session.
const SESSION: &[&str] = &[
    "abstract",
    "categoryId",
    "dateEnd",
    "dateStart",
    "durationMinutes",
    "formatId",
    "hideTrackTitle",
    "id",
    "language",
    "level",
    "presentationLink",
    "speakerIds",
    "tags",
    "title",
    "trackId",
    "videoLink",
];

/// Of a speaker.
const SPEAKER: &[&str] = &["bio", "company", "id", "jobTitle", "name", "socials"];

/// Of a speaker's address.
const SOCIAL: &[&str] = &["link", "name"];

/// The programme in a value, when OpenPlanner wrote it.
pub(super) fn read(value: &Value, context: &mut Context<'_>) -> Option<Programme> {
    let whole = Allowed::of(value, WHOLE)?;
    let event = whole.get("event").and_then(|event| Allowed::of(event, EVENT))?;
    if whole.get("sessions").is_none() || whole.get("speakers").is_none() {
        return None;
    }
    context.leave(event.left(), "event");
    let title = context.event_title(event.text("name"));
    let timezone = context.timezone(event.text("timezone"));
    let zone = timezone.as_deref().and_then(times::zone);
    let mut day = |key| event.text(key).and_then(|written| context.time(&written, zone.as_ref()));
    let dates = day("dateStart").zip(day("dateEnd"));
    let mut programme = Programme { name: title.clone(), title, timezone, dates, ..Programme::default() };
    let mut known: BTreeMap<String, Participant> = BTreeMap::new();
    for speaker in whole.objects("speakers", SPEAKER) {
        let id = speaker.text("id").unwrap_or_default();
        context.leave(speaker.left(), &id);
        let Some(name) = speaker.text("name") else { continue };
        let (role, organisation) = (speaker.text("jobTitle"), speaker.text("company"));
        known
            .insert(id.clone(), Participant { name: name.clone(), role, organisation: organisation.clone() });
        let social =
            speaker.objects("socials", SOCIAL).filter_map(|one| addresses::public(&one.text("link")?));
        programme.people.push(Speaker {
            id,
            name,
            organisation,
            text: speaker.prose("bio").to_owned(),
            social: social.collect(),
            ..Speaker::default()
        });
    }
    for fields in whole.objects("sessions", SESSION) {
        let mut session = session(&fields, &event, &known, context);
        let mut time = |key| fields.text(key).and_then(|written| context.time(&written, zone.as_ref()));
        let (start, end) = (time("dateStart"), time("dateEnd"));
        session.duration =
            session.duration.or_else(|| start.zip(end).and_then(|(start, end)| times::between(start, end)));
        session.start = start;
        programme.sessions.push(session);
    }
    if event.says_no("scheduleVisible") {
        let message = "the schedule is not public yet: times and rooms were left out";
        context.notices.say(Code::ImportValue, message, "import it again when it is");
        for session in &mut programme.sessions {
            (session.start, session.room) = (None, None);
        }
    }
    Some(programme)
}

fn session(
    fields: &Allowed<'_>,
    event: &Allowed<'_>,
    known: &BTreeMap<String, Participant>,
    context: &mut Context<'_>,
) -> Session {
    let id = fields.text("id").unwrap_or_default();
    context.leave(fields.left(), &id);
    let name_of = |list: &'static str, key: &'static str| {
        let wanted = fields.text(key)?;
        event.objects(list, NAMED).find(|one| one.text("id").as_ref() == Some(&wanted))?.text("name")
    };
    let speakers: Vec<Participant> =
        fields.texts("speakerIds").iter().filter_map(|id| known.get(id).cloned()).collect();
    let is_break = fields.says_yes("hideTrackTitle") && speakers.is_empty();
    let tags = fields
        .list("tags")
        .iter()
        .filter_map(|tag| one_line(tag).or_else(|| Allowed::of(tag, NAMED)?.text("name")));
    let address = |key: &str| fields.text(key).and_then(|url| addresses::public(&url)).into_iter().collect();
    Session {
        title: fields.text("title").unwrap_or_default(),
        texts: vec![fields.prose("abstract").to_owned()],
        duration: fields.text("durationMinutes").and_then(|minutes| lengths::length(&minutes)),
        room: name_of("tracks", "trackId"),
        topics: name_of("categories", "categoryId").into_iter().chain(tags).collect(),
        format: name_of("formats", "formatId"),
        level: fields.text("level"),
        language: context.language(fields.text("language")),
        video: address("videoLink"),
        slides: address("presentationLink"),
        standing: if is_break { Standing::Break } else { Standing::Accepted },
        speakers,
        id,
        ..Session::default()
    }
}
