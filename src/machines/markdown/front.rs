//! The front matter of a record, from what is known of it: every key that its page shows, and none that only its file has.

use serde_json::{Value, json};

use crate::document::matter::{self, Media, MediaSort, MediaStatus, Sureness};
use crate::knowledge::{Appearance, Coverage, Details, Event, Record, RecordId};
use crate::site::Site;
use crate::vocab::date::PartialDate;
use crate::vocab::kind::Kind;
use crate::vocab::language::Language;
use crate::vocab::spanned::Spanned;
use crate::vocab::web_address::WebAddress;

use super::keys::Keys;
use super::lives;

/// Its keys.
pub(super) fn matter(site: &Site<'_>, id: RecordId) -> Keys {
    let record = site.record(id);
    let mut keys = Keys::default();
    keys.text("title", Some(record.title.as_str()));
    keys.texts("aliases", record.other_names_today().map(String::as_str));
    let former = record.former_names().iter().map(|former| {
        let date = |date: &Option<Spanned<PartialDate>>| date.as_ref().map(|date| date.value.to_string());
        let mut table = Keys::default();
        table.text("name", Some(former.name.value.as_str()));
        table.text("since", date(&former.since));
        table.text("until", date(&former.until));
        table
    });
    keys.tables("former", former, "name");
    keys.text("language", Some(record.language.as_str()));
    keys.text("description", record.description());
    if record.kind != Kind::Event {
        keys.set("date", record.written_date().map(|when| date(&when)));
    }
    match &record.details {
        Details::Talk(_) => of_talk(site, record, &mut keys),
        Details::Report(_) => of_work(site, record, "authors", &mut keys),
        Details::Event(event) => of_event(site, record, event, &mut keys),
        Details::Series { organisers } => titles(site, record, "organisers", organisers, &mut keys),
        Details::Person => keys.text("role", record.role()),
        Details::Organisation => {
            keys.text("sector", record.sector());
            keys.text("country", record.country());
        }
        Details::Term { broader } => keys.text("broader", broader.map(|id| title(site, id))),
        Details::Metric => keys.text("unit", record.unit()),
        Details::Page => keys.set("menu", record.menu_place().map(Value::from)),
        Details::Lesson(_) | Details::Figure(_) | Details::Action(_) => {}
    }
    of_any(site, record, &mut keys);
    keys
}

/// A date as its author may have written it.
fn date(when: &matter::When) -> Value {
    match &when.doubt {
        None => Value::from(when.date.to_string()),
        Some(matter::Doubt::Unsure) => Value::from(format!("{}?", when.date)),
        Some(matter::Doubt::OneOf(dates)) => {
            json!({ "one_of": dates.iter().map(ToString::to_string).collect::<Vec<_>>() })
        }
    }
}

fn of_any(site: &Site<'_>, record: &Record, keys: &mut Keys) {
    titles(site, record, "organisations", &record.organisations, keys);
    titles(site, record, "topics", &record.topics, keys);
    let technologies = record.technologies.iter().map(|(id, stance)| {
        let mut table = Keys::default();
        table.text("name", Some(called(site, record, *id)));
        table.text("stance", stance.map(matter::Stance::name));
        table
    });
    keys.tables("technologies", technologies, "name");
    keys.texts("social", record.social().iter().map(WebAddress::as_str));
    keys.fact("url", record.website(), |url| url.as_str().to_owned());
    let links = record.further_links().iter().map(|link| {
        let mut table = Keys::default();
        table.text("url", Some(link.url.as_str()));
        table.text("title", link.title.as_deref());
        table
    });
    keys.tables("links", links, "url");
    // Of records in several languages, the first is what the others are translations of.
    let original = record.translations.iter().map(|id| site.record(*id).id.as_str()).min();
    keys.text("translation_of", original.filter(|original| *original < record.id.as_str()));
    keys.text("updated", record.updated().map(|date| date.to_string()));
    let figures = record.figures.iter().filter_map(|id| figure(site, site.record(*id)));
    keys.tables("figures", figures, "metric");
    let lives = record.lessons.iter().filter_map(|id| lives::life(site, *id));
    keys.list("lessons", lives);
}

fn of_talk(site: &Site<'_>, record: &Record, keys: &mut Keys) {
    keys.fact("duration", record.duration(), ToString::to_string);
    keys.text("room", record.room());
    keys.text("format", record.format().map(matter::TalkFormat::name));
    keys.text("level", record.level());
    of_work(site, record, "speakers", keys);
}

fn of_work(site: &Site<'_>, record: &Record, people: &'static str, keys: &mut Keys) {
    match record.event() {
        Some(event) => keys.text("event", Some(site.record(event).id.as_str())),
        None if record.had_no_event() => keys.set("event", Value::Bool(false)),
        None => {}
    }
    keys.tables(
        people,
        record.people().iter().map(|appearance| participant(site, record, appearance)),
        "name",
    );
    if record.kind == Kind::Report {
        let retells = match &record.details {
            Details::Report(report) => report.retells,
            _ => None,
        };
        keys.text("retells", retells.map(|id| site.record(id).id.as_str()));
        keys.tables("covers", record.coverages().iter().map(|coverage| cover(site, coverage)), "talk");
    }
    for sort in [MediaSort::Video, MediaSort::Audio, MediaSort::Slides, MediaSort::Paper] {
        let media: Vec<&Media> = record.media_of(sort).collect();
        match media.as_slice() {
            [one] if one.status == MediaStatus::NotRecorded && one.note.is_none() => {
                keys.set(sort.name(), Value::Bool(false));
            }
            media => keys.tables(sort.name(), media.iter().map(|one| medium(one)), "url"),
        }
    }
}

fn of_event(site: &Site<'_>, record: &Record, event: &Event, keys: &mut Keys) {
    keys.text("series", event.series.map(|id| called(site, record, id)));
    let unsure = record.written_date().filter(|when| when.doubt.is_some());
    match (unsure, event.dates) {
        (Some(when), _) => keys.set("date", date(&when)),
        (None, Some((start, end))) if start == end => keys.text("date", Some(start.to_string())),
        (None, Some((start, end))) => {
            keys.text("start_date", Some(start.to_string()));
            keys.text("end_date", Some(end.to_string()));
        }
        (None, None) => {}
    }
    keys.text("timezone", record.timezone());
    if let Some(venue) = record.venue() {
        let mut table = Keys::default();
        table.text("name", venue.name.as_deref());
        table.text("address", venue.address.as_deref());
        table.set("latitude", venue.latitude.map(Value::from));
        table.set("longitude", venue.longitude.map(Value::from));
        keys.table("venue", &table);
    }
    keys.text("status", event.status.map(matter::EventStatus::name));
    titles(site, record, "organisers", &event.organisers, keys);
    let sponsors = event.sponsors.iter().map(|(id, level)| {
        let mut table = Keys::default();
        table.text("organisation", Some(called(site, record, *id)));
        table.text("level", level.as_deref());
        table
    });
    keys.list("sponsors", sponsors);
    keys.text("programme", record.programme().map(WebAddress::as_str));
    keys.fact("slides", record.slides(), |url| url.as_str().to_owned());
    keys.set("announced_talks", event.announced.map(Value::from));
}

fn participant(site: &Site<'_>, speaker: &Record, appearance: &Appearance) -> Keys {
    let mut table = Keys::default();
    table.text("name", Some(called(site, speaker, appearance.person)));
    table.text("role", appearance.role.as_deref());
    table.text("organisation", appearance.organisation.map(|id| called(site, speaker, id)));
    table.set("uncertain", appearance.uncertain.then_some(Value::Bool(true)));
    table
}

fn cover(site: &Site<'_>, coverage: &Coverage) -> Keys {
    let mut table = Keys::default();
    table.text("talk", Some(site.record(coverage.other).id.as_str()));
    table.text("section", coverage.section.as_deref());
    table.text("depth", coverage.depth.map(matter::Depth::name));
    table.set("recommended", coverage.recommended.map(Value::Bool));
    if let Some(says) = &coverage.says {
        table.set("date", says.date.as_ref().map(date));
        table.texts("speakers", says.speakers.iter().map(|id| title(site, *id)));
        table.text("duration", says.duration.map(|duration| duration.to_string()));
    }
    table
}

fn medium(medium: &Media) -> Keys {
    let mut table = Keys::default();
    if medium.status != MediaStatus::Published {
        table.text("status", Some(medium.status.name()));
    }
    table.text("url", medium.url.as_ref().map(WebAddress::as_str));
    table.text("title", medium.title.as_deref());
    table.text("language", medium.language.as_ref().map(Language::as_str));
    table.text("duration", medium.duration.map(|duration| duration.to_string()));
    table.text("published", medium.published.as_ref().map(|date| date.value.to_string()));
    table.text("archived", medium.archived.as_ref().map(WebAddress::as_str));
    table.text("expected", medium.expected.map(|date| date.to_string()));
    table.text("note", medium.note.as_deref());
    let chapters = medium.chapters.iter().map(|chapter| {
        let mut table = Keys::default();
        let at = chapter.at.value;
        table.text("at", Some(if at.seconds() == 0 { "0m".to_owned() } else { at.to_string() }));
        table.text("title", Some(chapter.title.as_str()));
        table
    });
    table.list("chapters", chapters);
    table
}

fn figure(site: &Site<'_>, record: &Record) -> Option<Keys> {
    let Details::Figure(details) = &record.details else { return None };
    let figure = record.figure()?;
    let mut table = Keys::default();
    table.text("metric", Some(figure.metric.value.as_str()));
    table.set("value", Some(amount(&figure.value)));
    table.text("unit", figure.unit.as_deref());
    table.text("period", figure.period.as_ref().map(|period| period.0.as_str()));
    // What it takes from its record need not be said.
    let own = figure.organisation.as_ref().and(details.organisation);
    table.text("organisation", own.map(|id| called(site, record, id)));
    table.set("before", figure.before.as_ref().map(amount));
    table.set("uncertain", figure.uncertain.then_some(Value::Bool(true)));
    table.text("quote", figure.quote.as_deref());
    table.text("source", figure.source.as_ref().map(WebAddress::as_str));
    Some(table)
}

/// An amount as its author may have written it.
fn amount(amount: &matter::Amount) -> Value {
    let number = |number: &f64| match amount.own_unit() {
        Some(unit) => Value::from(format!("{number} {unit}")),
        None => Value::from(*number),
    };
    let mut numbers = amount.numbers().iter().map(number);
    match amount.sureness {
        Sureness::Known => numbers.next_back().unwrap_or_default(),
        Sureness::OneOf => json!({ "one_of": numbers.collect::<Vec<_>>() }),
        Sureness::Between => json!({ "between": numbers.collect::<Vec<_>>() }),
    }
}

fn titles(site: &Site<'_>, speaker: &Record, key: &'static str, ids: &[RecordId], keys: &mut Keys) {
    keys.texts(key, ids.iter().map(|id| called(site, speaker, *id)));
}

/// What a record was called when another spoke of it.
fn called<'a>(site: &Site<'a>, speaker: &Record, id: RecordId) -> &'a str {
    site.called(speaker, id)
}

fn title<'a>(site: &Site<'a>, id: RecordId) -> &'a str {
    &site.record(id).title
}
