//! Conference Hall: an event with its proposals, or its schedule.
//!
//! What always holds: only the fields of the lists below are looked at: no review, no answer to a survey, no address of a person. A proposal is
//! taken when it was accepted, that was published, and the speakers confirmed: before, it is known to few.

use serde_json::Value;

use super::context::Context;
use crate::harvest::record::Participant;
use crate::programme::allowed::{Allowed, one_line};
use crate::programme::session::{Programme, Session, Speaker, Standing};
use crate::programme::{addresses, times};
use crate::vocab::fold::fold;

/// Of the whole.
const EVENT: &[&str] = &["days", "endDate", "id", "name", "proposals", "sessions", "startDate", "timeZone"];

/// Of a session of the schedule.
const SESSION: &[&str] = &["end", "id", "language", "proposal", "start", "title", "track"];

/// Of a proposal.
const PROPOSAL: &[&str] = &[
    "abstract",
    "categories",
    "confirmationStatus",
    "deliberationStatus",
    "formats",
    "id",
    "languages",
    "level",
    "proposalNumber",
    "publicationStatus",
    "speakers",
    "tags",
    "title",
];

/// Of a speaker.
const SPEAKER: &[&str] = &["bio", "company", "id", "name", "socialLinks"];

/// Of a format, a category or a tag that is more than its name.
const NAMED: &[&str] = &["id", "name"];

/// The programme in a value, when Conference Hall wrote it.
pub(super) fn read(value: &Value, context: &mut Context<'_>) -> Option<Programme> {
    let event = Allowed::of(value, EVENT)?;
    let is_schedule =
        event.get("sessions").is_some() && (event.get("timeZone").is_some() || event.get("days").is_some());
    if event.get("proposals").is_none() && !is_schedule {
        return None;
    }
    context.leave(event.left(), "event");
    let title = context.event_title(event.text("name"));
    let timezone = context.timezone(event.text("timeZone"));
    let zone = timezone.as_deref().and_then(times::zone);
    let mut day = |key| event.text(key).and_then(|written| context.time(&written, zone.as_ref()));
    let dates = day("startDate").zip(day("endDate"));
    let mut programme = Programme { name: title.clone(), title, timezone, dates, ..Programme::default() };
    for proposal in event.objects("proposals", PROPOSAL) {
        let session = of_proposal(&proposal, &mut programme.people, context);
        programme.sessions.push(session);
    }
    for slot in event.objects("sessions", SESSION) {
        context.leave(slot.left(), &slot.text("id").unwrap_or_default());
        let proposal = slot.get("proposal").and_then(|one| Allowed::of(one, PROPOSAL));
        let mut session = match proposal {
            Some(proposal) => of_proposal(&proposal, &mut programme.people, context),
            None => Session { id: slot.text("id").unwrap_or_default(), ..Session::default() },
        };
        if proposal.is_some() {
            // It has a place in the schedule.
            session.standing = Standing::Accepted;
        }
        let mut time = |key| slot.text(key).and_then(|written| context.time(&written, zone.as_ref()));
        let (start, end) = (time("start"), time("end"));
        session.duration = start.zip(end).and_then(|(start, end)| times::between(start, end));
        session.start = start;
        session.room = slot.text("track");
        if session.title.is_empty() {
            session.title = slot.text("title").unwrap_or_default();
        }
        if session.title.is_empty() {
            session.standing = Standing::Break;
        }
        let language = context.language(slot.text("language"));
        session.language = language.or(session.language);
        programme.sessions.push(session);
    }
    Some(programme)
}

fn of_proposal(fields: &Allowed<'_>, people: &mut Vec<Speaker>, context: &mut Context<'_>) -> Session {
    let id = fields.text("id").or_else(|| fields.text("proposalNumber")).unwrap_or_default();
    context.leave(fields.left(), &id);
    let mut speakers = Vec::new();
    for speaker in fields.objects("speakers", SPEAKER) {
        context.leave(speaker.left(), &id);
        let Some(name) = speaker.text("name") else { continue };
        let organisation = speaker.text("company");
        speakers.push(Participant { organisation: organisation.clone(), ..Participant::named(name.clone()) });
        let social = speaker.texts("socialLinks");
        people.push(Speaker {
            id: speaker.text("id").unwrap_or_default(),
            name,
            organisation,
            text: speaker.prose("bio").to_owned(),
            social: social.iter().filter_map(|url| addresses::public(url)).collect(),
            ..Speaker::default()
        });
    }
    let languages = fields.texts("languages");
    Session {
        title: fields.text("title").unwrap_or_default(),
        texts: vec![fields.prose("abstract").to_owned()],
        topics: ["categories", "tags"].iter().flat_map(|key| names(fields.list(key))).collect(),
        format: names(fields.list("formats")).into_iter().next(),
        level: fields.text("level").map(|level| level.to_lowercase()),
        language: context.language(languages.into_iter().next()),
        standing: standing(fields),
        speakers,
        id,
        ..Session::default()
    }
}

fn standing(fields: &Allowed<'_>) -> Standing {
    let status = |key| fields.text(key).map(|status| fold(&status));
    let is = |key, words: &[&str]| status(key).is_none_or(|status| words.contains(&status.as_str()));
    if status("confirmationStatus").as_deref() == Some("declined") {
        return Standing::Cancelled;
    }
    let is_accepted = is("deliberationStatus", &["accepted"])
        && is("publicationStatus", &["published"])
        && is("confirmationStatus", &["confirmed"]);
    if is_accepted { Standing::Accepted } else { Standing::NotAccepted }
}

/// Names, as texts or in objects.
fn names(list: &[Value]) -> Vec<String> {
    let name = |one: &Value| one_line(one).or_else(|| Allowed::of(one, NAMED)?.text("name"));
    list.iter().filter_map(name).collect()
}
