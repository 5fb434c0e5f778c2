//! A programme as records: the event, its talks, and a page for whoever more is told of than a name.

use std::collections::BTreeSet;

use super::breaks::is_break;
use super::formats::format;
use super::session::{Programme, Recorded, Session, Speaker, Standing};
use super::times;
use crate::harvest::ledger::{Ledger, Rule};
use crate::harvest::notices::{Notices, shown};
use crate::harvest::reading::days::span;
use crate::harvest::reading::names;
use crate::harvest::reading::plain::{line, unescape};
use crate::harvest::reading::prose;
use crate::harvest::record::{
    Common, Event, Harvest, Media, MediaOfRecord, Participant, Person, Presence, Publication, Record,
    RecordId, Specific, Talk, Venue,
};
use crate::vocab::diagnostic::Code;
use crate::vocab::fold::{fold, slug};

const SESSION: Rule = Rule::took("session", "a session is a talk of its event");
const NOT_RECORDED: Rule =
    Rule::took("not-recorded", "a session that must not be recorded has `video = false`");
const SPEAKER: Rule = Rule::took("speaker", "what is told of a speaker besides the name becomes a page");
const BREAK: Rule = Rule::left("break", "a pause, a meal or the opening of the doors is no talk");
const NOT_ACCEPTED: Rule = Rule::left("not-accepted", "what was not accepted is not written");
const CANCELLED: Rule = Rule::left("cancelled", "what was cancelled is not written");
const TWICE: Rule = Rule::left("twice", "a session that stands in several rooms is written once");

/// Adds these programmes to a harvest.
pub(crate) fn harvest(harvest: &mut Harvest, file: &str, programmes: Vec<Programme>) {
    let mut notices = Notices::new(file);
    for programme in programmes {
        add(harvest, &mut notices, programme);
    }
    harvest.notices.append(&mut notices.list);
    names::settle(&mut harvest.records);
}

fn add(harvest: &mut Harvest, notices: &mut Notices, mut programme: Programme) {
    let scope = scope(&programme);
    let sessions = judged(&scope, std::mem::take(&mut programme.sessions), &mut harvest.ledger);
    let people = std::mem::take(&mut programme.people);
    let mut speaking = BTreeSet::new();
    // A list of speakers says nothing of the event.
    let has_sessions = !sessions.is_empty() || people.is_empty();
    if has_sessions {
        let event = event_record(&scope, programme, &sessions, notices);
        harvest.add(event);
    }
    let event = RecordId(harvest.records.len().saturating_sub(1));
    for session in sessions {
        if session.standing == Standing::Accepted {
            speaking.extend(session.speakers.iter().map(|speaker| fold(&speaker.name)));
        }
        let record = talk_record(&scope, event, session, notices, &mut harvest.ledger);
        harvest.add(record);
    }
    let mut told = BTreeSet::new();
    for person in people {
        let folded = fold(&person.name);
        let is_public = !has_sessions || speaking.contains(&folded);
        let says_something = person.role.is_some()
            || person.url.is_some()
            || !person.social.is_empty()
            || !person.text.trim().is_empty();
        if !is_public
            || !says_something
            || names::is_nobody(&person.name)
            || is_address(&person.name)
            || !told.insert(folded)
        {
            continue;
        }
        let record = person_record(&scope, person);
        harvest.ledger.note(SPEAKER, &record.from);
        harvest.add(record);
    }
}

/// The sessions that become records, each once.
fn judged(scope: &str, sessions: Vec<Session>, ledger: &mut Ledger) -> Vec<Session> {
    let mut met = BTreeSet::new();
    let mut judged = Vec::with_capacity(sessions.len());
    for mut session in sessions {
        let place = from_of(scope, &session);
        let is_pause = session.speakers.is_empty() && is_break(&session.title, session.format.as_deref());
        if session.standing == Standing::Accepted && is_pause {
            session.standing = Standing::Break;
        }
        if !session.id.is_empty() && !met.insert((session.id.clone(), fold(&session.title), session.start)) {
            ledger.note(TWICE, &place);
            continue;
        }
        let rule = match session.standing {
            Standing::Accepted => SESSION,
            Standing::NotAccepted => NOT_ACCEPTED,
            Standing::Cancelled => CANCELLED,
            Standing::Break => BREAK,
        };
        ledger.note(rule, &place);
        if session.standing != Standing::Break {
            judged.push(session);
        }
    }
    judged
}

/// What a session is found by.
fn from_of(scope: &str, session: &Session) -> String {
    let id = if session.id.is_empty() { slug(&session.title) } else { session.id.clone() };
    format!("{scope}session/{id}")
}

/// What everything of an event that is found by at the next import begins with.
pub(crate) fn scope(programme: &Programme) -> String {
    format!("{}{}/", programme.within, name_of(&programme.name, &programme.title))
}

/// A name for files, not too long.
fn name_of(name: &str, title: &str) -> String {
    const LONGEST: usize = 80;
    let name = slug(if name.trim().is_empty() { title } else { name });
    let mut short = String::new();
    for word in name.split('-') {
        if !short.is_empty() && short.len() + word.len() >= LONGEST {
            break;
        }
        if !short.is_empty() {
            short.push('-');
        }
        short.push_str(word);
    }
    short.chars().take(LONGEST).collect()
}

fn event_record(scope: &str, programme: Programme, sessions: &[Session], notices: &mut Notices) -> Record {
    let name = name_of(&programme.name, &programme.title);
    let Programme { title, series, dates, timezone, venue, address, url, programme, text, .. } = programme;
    let accepted = sessions.iter().filter(|session| session.standing == Standing::Accepted);
    let starts: Vec<_> = accepted.filter_map(|session| session.start).collect();
    let timezone = timezone.filter(|written| {
        // Somebody may speak from elsewhere.
        let agreeing = |zone| starts.iter().filter(|start| times::agrees(**start, &zone)).count();
        let agrees = times::zone(written).is_some_and(|zone| agreeing(zone) * 2 >= starts.len());
        if !agrees {
            let message = format!("`{}` is not the time zone of the sessions' times", shown(written));
            notices.say(Code::ImportValue, message, "it was left out: add `timezone` to the event's file");
        }
        agrees
    });
    let dates = dates.map(|(first, last)| (first.without_time(), last.without_time()));
    let dates = dates.map(|(first, last)| (first.min(last), first.max(last)));
    let dates = dates.or_else(|| span(starts.iter().copied()));
    let venue = (venue.is_some() || address.is_some()).then_some(Venue { name: venue, address });
    let title = if title.is_empty() { name.clone() } else { title };
    let event = Event { series, dates, timezone, venue, programme, ..Event::default() };
    let mut record = Record::new(format!("{scope}event"), name, title, Specific::Event(event));
    record.common = Common { url, ..Common::default() };
    record.body = prose::markdown(&text).into();
    record
}

fn talk_record(
    scope: &str,
    event: RecordId,
    session: Session,
    notices: &mut Notices,
    ledger: &mut Ledger,
) -> Record {
    let from = from_of(scope, &session);
    let title = if session.title.is_empty() {
        notices.say(Code::ImportTitle, format!("the session `{}` has no title", shown(&session.id)), "");
        "Untitled".to_owned()
    } else {
        session.title
    };
    let mut video: Vec<Media> = session.video.into_iter().map(Media::Published).collect();
    if session.recorded == Recorded::Never && video.is_empty() {
        ledger.note(NOT_RECORDED, &from);
        video.push(Media::NotRecorded);
    }
    if session.recorded == Recorded::Awaited && video.is_empty() {
        video.push(Media::Awaited);
    }
    let slides = session.slides.into_iter().map(Media::Published).collect();
    let topics = session.topics.iter().map(|topic| line(topic));
    let room = session.room.map(|room| line(&room)).filter(|room| !room.is_empty());
    let is_topic = |topic: &String| {
        topic.chars().any(char::is_alphanumeric) && room.as_ref().is_none_or(|room| fold(room) != fold(topic))
    };
    let topics = topics.filter(is_topic).collect();
    let talk = Talk {
        event: Some(event),
        duration: session.duration,
        format: session.format.as_deref().and_then(format),
        level: session.level.map(|level| line(&level)).filter(|level| !level.is_empty()),
        speakers: speakers(session.speakers, notices),
        media: MediaOfRecord { video, slides },
        room,
    };
    let mut record = Record::new(from, name_of(&session.name, &title), title, Specific::Talk(talk));
    record.parent = Some(event);
    record.common = Common {
        date: session.start,
        language: session.language,
        description: session.subtitle.map(|text| line(&text)).filter(|text| !text.is_empty()),
        url: session.url,
        links: session.links,
        topics,
        ..Common::default()
    };
    if session.standing != Standing::Accepted {
        record.presence = Presence::TakenBack;
        record.common.publication = Publication::Draft;
    }
    let texts: Vec<String> = session.texts.iter().map(|text| once_more(text)).collect();
    record.body = prose::joined(&texts.iter().map(String::as_str).collect::<Vec<_>>()).into();
    record
}

/// Prose whose character references were escaped twice (`&amp;quot;`); HTML is left as it is.
fn once_more(text: &str) -> String {
    let is_plain =
        !text.contains("</") && ["&#", "&quot;", "&amp;", "&apos;"].iter().any(|mark| text.contains(mark));
    if is_plain { unescape(text) } else { text.to_owned() }
}

/// Whoever is somebody, each once.
fn speakers(written: Vec<Participant>, notices: &mut Notices) -> Vec<Participant> {
    let mut speakers: Vec<Participant> = Vec::with_capacity(written.len());
    for mut speaker in written {
        speaker.name = line(&speaker.name);
        speaker.organisation = speaker.organisation.filter(|name| is_organisation(name));
        if speaker.name.is_empty() {
            continue;
        }
        if is_address(&speaker.name) {
            let message = "an e-mail address stands where a speaker's name should be";
            notices.say(Code::ImportSpeaker, message, "it was left out: add the speaker to the talk's file");
        } else if names::is_nobody(&speaker.name) {
            let message = format!("`{}` is no person", shown(&speaker.name));
            notices.say(Code::ImportSpeaker, message, "it was left out");
        } else if speakers.iter().all(|known| fold(&known.name) != fold(&speaker.name)) {
            speakers.push(speaker);
        }
    }
    speakers
}

/// Whether a name is one of an organisation: some write how they are called on another site.
fn is_organisation(name: &str) -> bool {
    !name.trim_start().starts_with('@') && name.chars().any(char::is_alphanumeric)
}

/// Whether somebody is called by their e-mail address, which is private.
fn is_address(name: &str) -> bool {
    let parts = name.split_once('@').filter(|(user, host)| !user.is_empty() && host.contains('.'));
    parts.is_some() && !name.contains(' ')
}

fn person_record(scope: &str, person: Speaker) -> Record {
    let title = line(&person.name);
    let id = if person.id.is_empty() { slug(&title) } else { person.id };
    let role = person.role.map(|role| line(&role)).filter(|role| !role.is_empty());
    let specific = Specific::Person(Person { role, social: person.social });
    let mut record = Record::new(format!("{scope}person/{id}"), title.clone(), title, specific);
    record.presence = Presence::Offered;
    record.common = Common {
        organisations: person.organisation.into_iter().filter(|name| is_organisation(name)).collect(),
        url: person.url,
        ..Common::default()
    };
    record.body = prose::markdown(&once_more(&person.text)).into();
    record
}
