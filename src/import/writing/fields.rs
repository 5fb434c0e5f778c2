//! A record as front matter: keys and TOML values, in the order in which they are written.
//!
//! Comes in: a record, and where all records are. Goes out: its keys (`extra.x` for a key below `[extra]`), its guesses and its body. Pure.

use toml_edit::{InlineTable, Value};

use super::guesses;
use super::places::{Placed, relative};
use super::values::{address, date, link, of_medium, participant, rows};
use crate::harvest::record::{
    Body, Common, Cover, Event, MediaOfRecord, Person, Piece, Publication, Record, Report, Specific, Stands,
    Talk, Venue,
};
use crate::vocab::date::PartialDate;
use crate::vocab::language::Language;
use crate::vocab::percent;
use crate::vocab::web_address::WebAddress;

/// What an import says of one record.
#[derive(Debug, Clone)]
pub(super) struct Fields {
    pub(super) from: String,
    /// In the order in which a new file has them; those of `[extra]` come last.
    pub(super) keys: Vec<(String, Value)>,
    /// Comments, each of some lines.
    pub(super) guesses: Vec<String>,
    pub(super) body: String,
}

impl Fields {
    /// The title that is written.
    pub(super) fn title(&self) -> &str {
        self.keys
            .iter()
            .find(|(key, _)| key == "title")
            .and_then(|(_, value)| value.as_str())
            .unwrap_or_default()
    }
}

/// The front matter and body of the record of this number.
pub(super) fn of(number: usize, record: &Record, places: &[Placed]) -> Fields {
    let mut keys = Keys(vec![("title".to_owned(), record.title.as_str().into())]);
    let common = &record.common;
    if common.publication == Publication::Draft {
        keys.push("draft", true.into());
    }
    match &record.specific {
        Specific::Event(event) => of_event(event, common, &mut keys),
        Specific::Talk(talk) => of_talk(talk, common, places, &mut keys),
        Specific::Report(report) => of_report(report, common, places, &mut keys),
        Specific::Person(Person { role, social }) => {
            keys.text("role", role.as_deref());
            keys.list("social", social.iter().map(address).collect());
            of_any(common, &mut keys);
        }
        Specific::Page => {
            keys.date("date", common.date);
            of_any(common, &mut keys);
        }
    }
    keys.texts("aliases", &common.aliases);
    keys.texts("redirects", &common.redirects);
    keys.text("translation_of", common.translation_of.map(|other| places[other.0].id.as_str()));
    keys.date("publishDate", common.published_between.0);
    keys.date("expiryDate", common.published_between.1);
    keys.date("updated", common.updated);
    for (key, text) in &record.extra {
        keys.push(&format!("extra.{key}"), text.as_str().into());
    }
    let guesses = record.guesses.iter().map(guesses::comment).collect();
    Fields {
        from: record.from.clone(),
        keys: keys.0,
        guesses,
        body: filled(&record.body, number, record, places),
    }
}

/// Keys in their order.
struct Keys(Vec<(String, Value)>);

impl Keys {
    fn push(&mut self, key: &str, value: Value) {
        self.0.push((key.to_owned(), value));
    }

    fn text(&mut self, key: &str, text: Option<&str>) {
        self.0.extend(text.map(|text| (key.to_owned(), text.into())));
    }

    fn address(&mut self, key: &str, url: Option<&WebAddress>) {
        self.text(key, url.map(WebAddress::as_str));
    }

    fn date(&mut self, key: &str, day: Option<PartialDate>) {
        self.0.extend(day.map(|day| (key.to_owned(), date(day))));
    }

    fn list(&mut self, key: &str, values: Vec<Value>) {
        if !values.is_empty() {
            self.push(key, Value::Array(values.into_iter().collect()));
        }
    }

    fn texts(&mut self, key: &str, texts: &[String]) {
        self.list(key, texts.iter().map(|text| text.as_str().into()).collect());
    }

    /// A list with a line for each item.
    fn rows(&mut self, key: &str, values: Vec<Value>) {
        if !values.is_empty() {
            self.push(key, Value::Array(rows(values)));
        }
    }
}

fn of_event(event: &Event, common: &Common, keys: &mut Keys) {
    keys.text("series", event.series.as_deref());
    match event.dates {
        Some((first, last)) if first == last => keys.date("date", Some(first)),
        Some((first, last)) => {
            keys.date("start_date", Some(first));
            keys.date("end_date", Some(last));
        }
        None => keys.date("date", common.date),
    }
    keys.text("timezone", event.timezone.as_deref());
    if let Some(Venue { name, address }) = &event.venue {
        let mut table = InlineTable::new();
        table.extend(name.as_deref().map(|name| ("name", Value::from(name))));
        table.extend(address.as_deref().map(|address| ("address", Value::from(address))));
        keys.push("venue", Value::InlineTable(table));
    }
    of_any(common, keys);
    keys.address("programme", event.programme.as_ref());
    keys.address("slides", event.slides.as_ref());
    keys.list("social", event.social.iter().map(address).collect());
    if let Some(number) = event.announced_talks {
        keys.push("announced_talks", i64::from(number).into());
    }
}

fn of_talk(talk: &Talk, common: &Common, places: &[Placed], keys: &mut Keys) {
    keys.text("event", talk.event.map(|event| places[event.0].id.as_str()));
    keys.date("date", common.date);
    keys.text("duration", talk.duration.map(|duration| duration.to_string()).as_deref());
    keys.text("room", talk.room.as_deref());
    keys.text("format", talk.format);
    keys.text("level", talk.level.as_deref());
    keys.text("language", common.language.as_ref().map(Language::as_str));
    keys.text("description", common.description.as_deref());
    keys.list("speakers", talk.speakers.iter().map(participant).collect());
    of_any(&Common { language: None, description: None, ..common.clone() }, keys);
    of_media(&talk.media, keys);
}

fn of_report(report: &Report, common: &Common, places: &[Placed], keys: &mut Keys) {
    keys.list("authors", report.authors.iter().map(participant).collect());
    keys.text("event", report.event.map(|event| places[event.0].id.as_str()));
    keys.date("date", common.date);
    let cover = |Cover { talk, section }: &Cover| {
        let mut table = InlineTable::new();
        table.insert("talk", places[talk.0].id.as_str().into());
        table.extend(section.as_deref().map(|section| ("section", Value::from(section))));
        Value::InlineTable(table)
    };
    keys.rows("covers", report.covers.iter().map(cover).collect());
    of_any(common, keys);
    of_media(&report.media, keys);
}

fn of_any(common: &Common, keys: &mut Keys) {
    keys.text("language", common.language.as_ref().map(Language::as_str));
    keys.text("description", common.description.as_deref());
    keys.texts("organisations", &common.organisations);
    keys.texts("topics", &common.topics);
    keys.texts("technologies", &common.technologies);
    keys.address("url", common.url.as_ref());
    keys.list("links", common.links.iter().map(link).collect());
}

fn of_media(media: &MediaOfRecord, keys: &mut Keys) {
    for (key, list) in [("slides", &media.slides), ("video", &media.video)] {
        match list.as_slice() {
            [] => {}
            [one] => keys.push(key, of_medium(one)),
            several => keys.list(key, several.iter().map(of_medium).collect()),
        }
    }
}

/// The body with the paths that belong in its gaps.
fn filled(body: &Body, number: usize, record: &Record, places: &[Placed]) -> String {
    let path = |path: &str| if path.contains(' ') { format!("<{path}>") } else { path.to_owned() };
    let pieces = body.0.iter().map(|piece| match piece {
        Piece::Text(text) => text.clone(),
        Piece::PathTo(to) => path(&relative(&places[number].below, &places[to.0].below)),
        Piece::PathToFile(file) => {
            record.files.get(*file).map_or_else(String::new, |file| match &file.stands {
                Stands::Beside(name) => path(name),
                Stands::At(below) => format!("/{}", percent::path(below)),
            })
        }
    });
    pieces.collect()
}
