//! The tree of pretalx, c3voc, frab and eventyay: a conference has days, these have rooms, these have sessions.
//!
//! What always holds: only the fields of the lists below are looked at. frab's XML comes in as the same tree (`frab`).

use jiff::tz::TimeZone;
use serde_json::{Map, Value};

use super::context::Context;
use super::pointer::{self, Step};
use super::shapes;
use crate::harvest::record::Participant;
use crate::import::error::ImportError;
use crate::programme::allowed::{Allowed, one_line};
use crate::programme::session::{Programme, Recorded, Session, Speaker};
use crate::programme::{addresses, lengths, times};
use crate::vocab::date::PartialDate;
use crate::vocab::fold::fold;

/// Of the conference.
const CONFERENCE: &[&str] = &[
    "acronym",
    "city",
    "day_change",
    "days",
    "daysCount",
    "description",
    "end",
    "rooms",
    "start",
    "time_zone_name",
    "timeslot_duration",
    "title",
    "tracks",
    "url",
    "venue",
];

/// Of a session.
const SESSION: &[&str] = &[
    "abstract",
    "attachments",
    "code",
    "date",
    "description",
    "do_not_record",
    "duration",
    "guid",
    "id",
    "language",
    "links",
    "persons",
    "room",
    "slug",
    "start",
    "subtitle",
    "title",
    "track",
    "type",
    "url",
];

/// Of a person.
const PERSON: &[&str] =
    &["abstract", "biography", "code", "full_public_name", "guid", "id", "links", "name", "public_name"];

/// Of a link or an attachment.
const LINK: &[&str] = &["href", "title", "type", "url"];

/// The parts of the tree.
pub(super) struct Tree<'a> {
    conference: &'a Value,
    days: &'a [Value],
    /// How the text leads to the days.
    to_days: Vec<Step>,
    /// Where the programme is published.
    base_url: Option<&'a str>,
}

/// The tree in a value, when it is one. eventyay has `conference` beside `schedule`, all others within.
pub(super) fn tree(value: &Value) -> Option<Tree<'_>> {
    let schedule = value.get("schedule").filter(|schedule| schedule.is_object());
    let inner = schedule.and_then(|schedule| schedule.get("conference")).filter(|one| one.is_object());
    let conference = inner.or_else(|| value.get("conference").filter(|one| one.is_object()))?;
    let key = |name: &str| Step::Key(name.to_owned());
    let places = [
        (inner, vec![key("schedule"), key("conference"), key("days")]),
        (schedule, vec![key("schedule"), key("days")]),
        (value.get("conference"), vec![key("conference"), key("days")]),
        (Some(value), vec![key("days")]),
    ];
    let days = places.into_iter().find_map(|(above, steps)| Some((above?.get("days")?.as_array()?, steps)));
    let (days, to_days) = days?;
    let base_url = schedule.and_then(|schedule| schedule.get("base_url")).and_then(Value::as_str);
    Some(Tree { conference, days, to_days, base_url })
}

/// Refuses a tree whose values are not of the shapes that they should be, unless it is to be read all the same.
pub(super) fn check(tree: &Tree<'_>, text: &str, context: &mut Context<'_>) -> Result<(), ImportError> {
    let misfits = shapes::misfits(tree.days, &tree.to_days);
    let Some((first, others)) = misfits.split_first() else { return Ok(()) };
    let at = pointer::offset(text, &first.at).unwrap_or(0);
    context.broken(text, at, &first.message, others.len())
}

/// The programme of a tree.
pub(super) fn read(tree: &Tree<'_>, context: &mut Context<'_>) -> Programme {
    let Some(conference) = Allowed::of(tree.conference, CONFERENCE) else { return Programme::default() };
    let title = context.event_title(conference.text("title"));
    let timezone = context.timezone(conference.text("time_zone_name"));
    let zone = timezone.as_deref().and_then(times::zone);
    let mut day = |key| conference.text(key).and_then(|written| context.time(&written, None));
    let dates = match (day("start"), day("end")) {
        (Some(first), Some(last)) => Some((first, last)),
        _ => None,
    };
    context.leave(conference.left(), "conference");
    let mut programme = Programme {
        name: conference.text("acronym").unwrap_or_else(|| title.clone()),
        dates,
        venue: conference.text("venue"),
        address: conference.text("city"),
        url: conference.text("url").and_then(|url| addresses::public(&url)),
        programme: tree.base_url.and_then(addresses::public),
        text: conference.prose("description").to_owned(),
        timezone,
        title,
        ..Programme::default()
    };
    let change = conference.text("day_change").and_then(|clock| clock.split(':').next()?.trim().parse().ok());
    let change = change.filter(|hour| (0..24).contains(hour)).unwrap_or(NIGHT);
    let sessions = in_order(tree.days);
    let ids = Ids::of(&sessions);
    for placed in &sessions {
        let (session, mut people) = session(placed, &ids, change, zone.as_ref(), context);
        programme.sessions.push(session);
        programme.people.append(&mut people);
    }
    programme
}

/// What begins before this hour belongs to the night of the day before, unless the conference says another one.
const NIGHT: i8 = 4;

/// A session, and where it stands.
struct Placed<'a> {
    day: Option<PartialDate>,
    room: &'a str,
    session: Allowed<'a>,
}

/// Every session, day by day and room by room.
fn in_order(days: &[Value]) -> Vec<Placed<'_>> {
    let mut sessions = Vec::new();
    for day in days {
        let date = day.get("date").and_then(Value::as_str).and_then(|date| PartialDate::parse(date).ok());
        let rooms = day.get("rooms").and_then(Value::as_object).into_iter().flatten();
        for (room, list) in rooms {
            let list = list.as_array().into_iter().flatten();
            let list = list.filter_map(|session| Allowed::of(session, SESSION));
            sessions.extend(list.map(|session| Placed { day: date, room, session }));
        }
    }
    sessions
}

/// Which field tells the sessions of this file apart: not all have each, and some repeat.
struct Ids(Option<&'static str>);

impl Ids {
    fn of(sessions: &[Placed<'_>]) -> Self {
        let tells_apart = |key: &&&str| {
            let mut ids: Vec<_> = sessions.iter().map(|placed| placed.session.text(key)).collect();
            ids.sort_unstable();
            ids.iter().all(Option::is_some) && ids.windows(2).all(|pair| pair[0] != pair[1])
        };
        Self(["guid", "id", "code"].iter().find(tells_apart).copied())
    }

    /// What a session is found by; where nothing tells all apart, what this one has.
    fn id(&self, session: &Allowed<'_>) -> String {
        let own = || ["guid", "id", "code"].iter().find_map(|key| session.text(key));
        self.0.and_then(|key| session.text(key)).or_else(own).unwrap_or_default()
    }
}

fn session(
    placed: &Placed<'_>,
    ids: &Ids,
    change: i8,
    zone: Option<&TimeZone>,
    context: &mut Context<'_>,
) -> (Session, Vec<Speaker>) {
    let fields = &placed.session;
    let id = ids.id(fields);
    context.leave(fields.left(), &id);
    let (mut speakers, mut people) = (Vec::new(), Vec::new());
    for person in fields.objects("persons", PERSON) {
        context.leave(person.left(), &id);
        let Some(speaker) = speaker(&person) else { continue };
        speakers.push(Participant::named(speaker.name.clone()));
        people.push(speaker);
    }
    let mut session = Session {
        id,
        title: fields.text("title").unwrap_or_default(),
        subtitle: fields.text("subtitle"),
        texts: vec![fields.prose("abstract").to_owned(), fields.prose("description").to_owned()],
        start: start(placed, change, zone, context),
        duration: fields.text("duration").and_then(|written| lengths::length(&written)),
        room: fields.text("room").or_else(|| Some(placed.room.to_owned())),
        topics: fields.text("track").into_iter().collect(),
        language: context.language(fields.text("language")),
        format: fields.text("type"),
        recorded: if fields.says_yes("do_not_record") { Recorded::Never } else { Recorded::Unknown },
        url: fields.text("url").and_then(|url| addresses::public(&url)),
        speakers,
        ..Session::default()
    };
    for link in fields.objects("links", LINK).chain(fields.objects("attachments", LINK)) {
        let url = link.text("url").or_else(|| link.text("href"));
        if let Some(url) = url.and_then(|url| addresses::public(&url)) {
            addresses::add(&mut session, url, link.text("title").as_deref());
        }
    }
    (session, people)
}

fn speaker(person: &Allowed<'_>) -> Option<Speaker> {
    let name = ["public_name", "full_public_name", "name"].iter().find_map(|key| person.text(key))?;
    let links =
        person.objects("links", LINK).filter_map(|link| link.text("url").or_else(|| link.text("href")));
    Some(Speaker {
        id: ["guid", "code", "id"].iter().find_map(|key| person.text(key)).unwrap_or_default(),
        name,
        text: ["biography", "abstract"].map(|key| person.prose(key)).join("\n\n"),
        social: links.filter_map(|link| addresses::public(&link)).collect(),
        ..Speaker::default()
    })
}

/// The date with its time, else the clock on the programme's day.
fn start(
    placed: &Placed<'_>,
    change: i8,
    zone: Option<&TimeZone>,
    context: &mut Context<'_>,
) -> Option<PartialDate> {
    let date = placed.session.text("date").and_then(|written| context.time(&written, zone));
    if date.is_some_and(|date| date.time.is_some()) {
        return date;
    }
    let day = date.or(placed.day)?;
    let clock = placed.session.text("start");
    clock.and_then(|clock| times::of_day(day, &clock, change)).or(Some(day))
}

/// A room of XML as the JSON of this tree: sessions of rooms of the same name are together.
pub(super) fn add_room(rooms: &mut Map<String, Value>, name: &str, sessions: Vec<Value>) {
    match rooms.get_mut(name) {
        Some(Value::Array(list)) => list.extend(sessions),
        _ => {
            rooms.insert(name.to_owned(), Value::Array(sessions));
        }
    }
}

/// Whether a text says yes, as XML does.
pub(super) fn is_yes(text: &str) -> bool {
    ["true", "yes", "1"].contains(&fold(text).as_str())
}

/// A text as a value.
pub(super) fn text(text: &str) -> Value {
    one_line(&Value::String(text.to_owned())).map_or(Value::Null, Value::String)
}
