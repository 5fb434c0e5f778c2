//! Sessionize: everything (`All`), or one of its views (sessions, the grid, speakers).
//!
//! What always holds: only the fields of the lists below are looked at. Answers to questions are private, but for one: the address of a
//! recording, on a site of recordings, in answer to a question that asks for it.

mod categories;

use serde_json::Value;
use std::collections::BTreeMap;

use super::context::Context;
use crate::harvest::record::Participant;
use crate::programme::allowed::Allowed;
use crate::programme::session::{Programme, Session, Speaker, Standing};
use crate::programme::{addresses, times};
use crate::vocab::fold::fold;
use categories::Categories;

/// Of the whole.
const ALL: &[&str] = &["categories", "questions", "rooms", "sessions", "speakers"];

/// Of a session, in every view.
const SESSION: &[&str] = &[
    "categories",
    "categoryItems",
    "description",
    "endsAt",
    "id",
    "isPlenumSession",
    "isServiceSession",
    "questionAnswers",
    "recordingUrl",
    "room",
    "roomId",
    "speakers",
    "startsAt",
    "status",
    "title",
];

/// Of a speaker.
const SPEAKER: &[&str] =
    &["bio", "firstName", "fullName", "id", "isTopSpeaker", "lastName", "links", "sessions", "tagLine"];

/// Of a speaker of a session, in the views.
const NAMED: &[&str] = &["id", "name"];

/// Of a room, a group of sessions, a day.
const GROUP: &[&str] = &[
    "date",
    "groupId",
    "groupName",
    "hasOnlyPlenumSessions",
    "id",
    "isDefault",
    "name",
    "rooms",
    "sessions",
    "sort",
];

/// Of a speaker's link.
const LINK: &[&str] = &["linkType", "title", "url"];

/// Of a question and of an answer.
const QUESTION: &[&str] = &["id", "question"];
const ANSWER: &[&str] = &["answer", "answerValue", "question", "questionId"];

/// What is told once and meant by number.
#[derive(Default)]
struct Known {
    rooms: BTreeMap<String, String>,
    speakers: BTreeMap<String, String>,
    questions: BTreeMap<String, String>,
    categories: Categories,
}

/// The programme in a value, when Sessionize wrote it.
pub(super) fn read(value: &Value, context: &mut Context<'_>) -> Option<Programme> {
    if let Some(all) = Allowed::of(value, ALL) {
        let first = all.objects("sessions", SESSION).next()?;
        let is_ours = ["isServiceSession", "startsAt", "roomId"].iter().any(|key| first.get(key).is_some());
        return is_ours.then(|| everything(&all, context));
    }
    let groups: Vec<Allowed<'_>> =
        value.as_array()?.iter().filter_map(|group| Allowed::of(group, GROUP)).collect();
    if groups.iter().any(|group| group.get("groupId").is_some() || group.get("groupName").is_some()) {
        return Some(of_views(groups.iter().flat_map(|group| group.list("sessions")), context));
    }
    if groups.iter().any(|group| group.get("date").is_some() && group.get("rooms").is_some()) {
        let rooms = groups.iter().flat_map(|day| day.objects("rooms", GROUP));
        return Some(of_views(rooms.flat_map(|room| room.list("sessions").iter()), context));
    }
    let speakers: Vec<_> = value.as_array()?.iter().filter_map(|one| Allowed::of(one, SPEAKER)).collect();
    let is_ours = speakers.first()?.get("fullName").is_some() && speakers.first()?.get("sessions").is_some();
    is_ours.then(|| {
        let mut programme = named(context);
        programme.people = speakers.iter().filter_map(|one| speaker(one, context)).collect();
        programme
    })
}

/// A programme of which only the name is known.
fn named(context: &mut Context<'_>) -> Programme {
    let title = context.event_title(None);
    let timezone = context.timezone(None);
    Programme { name: title.clone(), title, timezone, ..Programme::default() }
}

fn everything(all: &Allowed<'_>, context: &mut Context<'_>) -> Programme {
    let mut programme = named(context);
    let by_id =
        |key: &'static str, list: &'static [&'static str], name: &'static str| -> BTreeMap<String, String> {
            all.objects(key, list).filter_map(|one| Some((one.text("id")?, one.text(name)?))).collect()
        };
    programme.people = all.objects("speakers", SPEAKER).filter_map(|one| speaker(&one, context)).collect();
    let known = Known {
        rooms: by_id("rooms", GROUP, "name"),
        speakers: programme.people.iter().map(|one| (one.id.clone(), one.name.clone())).collect(),
        questions: by_id("questions", QUESTION, "question"),
        categories: Categories::of(all.list("categories")),
    };
    programme.sessions =
        all.objects("sessions", SESSION).map(|one| session(&one, &known, &programme, context)).collect();
    programme
}

/// Of the views, sessions name what they mean; one that fills all rooms stands in each.
fn of_views<'a>(sessions: impl Iterator<Item = &'a Value>, context: &mut Context<'_>) -> Programme {
    let mut programme = named(context);
    let sessions = sessions.filter_map(|one| Allowed::of(one, SESSION));
    programme.sessions = sessions.map(|one| session(&one, &Known::default(), &programme, context)).collect();
    programme
}

fn session(fields: &Allowed<'_>, known: &Known, programme: &Programme, context: &mut Context<'_>) -> Session {
    let id = fields.text("id").unwrap_or_default();
    context.leave(fields.left(), &id);
    let zone = programme.timezone.as_deref().and_then(times::zone);
    let mut time = |key| fields.text(key).and_then(|written| context.time(&written, zone.as_ref()));
    let (start, end) = (time("startsAt"), time("endsAt"));
    let room = fields.text("roomId").and_then(|id| known.rooms.get(&id).cloned());
    let mut session = Session {
        id,
        title: fields.text("title").unwrap_or_default(),
        texts: vec![fields.prose("description").to_owned()],
        duration: start.zip(end).and_then(|(start, end)| times::between(start, end)),
        start,
        room: room.or_else(|| fields.text("room")),
        speakers: speakers(fields, known),
        standing: standing(fields),
        ..Session::default()
    };
    let of_view = Categories::of(fields.list("categories"));
    known.categories.chosen(fields.list("categoryItems")).chain(of_view.all()).for_each(
        |(category, item)| {
            categories::add(&mut session, category, item, context);
        },
    );
    let recording = fields.text("recordingUrl").and_then(|url| addresses::public(&url));
    session.video.extend(recording);
    for answer in fields.objects("questionAnswers", ANSWER) {
        let asked = answer.text("questionId").and_then(|id| known.questions.get(&id).cloned());
        let asked = asked.or_else(|| answer.text("question")).unwrap_or_default();
        let given = if asks_for_a_recording(&asked) {
            answer.text("answerValue").or_else(|| answer.text("answer"))
        } else {
            None
        };
        let url = given.and_then(|url| addresses::public(&url)).filter(addresses::is_recording);
        session.video.extend(url.filter(|url| !session.video.contains(url)));
    }
    session
}

fn asks_for_a_recording(question: &str) -> bool {
    let folded = fold(question);
    let mut words = folded.split(' ');
    words.any(|word| ["video", "youtube", "vimeo", "recording", "aufzeichnung"].contains(&word))
}

fn standing(fields: &Allowed<'_>) -> Standing {
    if fields.says_yes("isServiceSession") {
        return Standing::Break;
    }
    match fields.text("status").map(|status| fold(&status)).as_deref() {
        None | Some("accepted") => Standing::Accepted,
        Some("canceled" | "cancelled") => Standing::Cancelled,
        Some(_) => Standing::NotAccepted,
    }
}

/// By their numbers, or by name.
fn speakers(fields: &Allowed<'_>, known: &Known) -> Vec<Participant> {
    let names = fields.list("speakers").iter().filter_map(|one| match Allowed::of(one, NAMED) {
        Some(named) => named.text("name"),
        None => known.speakers.get(one.as_str()?).cloned(),
    });
    names.map(Participant::named).collect()
}

fn speaker(fields: &Allowed<'_>, context: &mut Context<'_>) -> Option<Speaker> {
    let id = fields.text("id").unwrap_or_default();
    context.leave(fields.left(), &id);
    let parts = || {
        Some(
            [fields.text("firstName"), fields.text("lastName")]
                .into_iter()
                .flatten()
                .collect::<Vec<_>>()
                .join(" "),
        )
    };
    let name = fields.text("fullName").or_else(parts).filter(|name| !name.is_empty())?;
    let links = fields.objects("links", LINK).filter_map(|link| link.text("url"));
    Some(Speaker {
        id,
        name,
        role: fields.text("tagLine"),
        text: fields.prose("bio").to_owned(),
        social: links.filter_map(|url| addresses::public(&url)).collect(),
        ..Speaker::default()
    })
}
