//! Notes of several talks: the event that they are of, a talk for each heading, and the report that covers them.

use std::collections::{BTreeMap, HashMap};

use super::kinds::report;
use super::note::{Note, TitleFrom};
use crate::harvest::covered::{self, Told};
use crate::harvest::ledger::Rule;
use crate::harvest::reading::blocks::BlockKind;
use crate::harvest::reading::dates;
use crate::harvest::reading::titles::readable;
use crate::harvest::record::{Event, Harvest, Record, RecordId, Specific, Venue};
use crate::vocab::date::PartialDate;
use crate::vocab::fold::fold;
use crate::vocab::web_address::WebAddress;

const HEADING_TALK: Rule = Rule::took(
    "talk-heading",
    "a heading within a note names a talk and its speakers, or stands above a line that does",
);
const OWN_EVENT: Rule =
    Rule::took("event-of-note", "a note of several talks is of an event, called as the note is");

/// The event that a note of several talks is of.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Gathering {
    title: String,
    series: Option<String>,
    date: Option<PartialDate>,
}

/// The events of the notes that are of several talks, by the notes' numbers. Those of one name are told apart by their years, or days.
pub(super) fn named(notes: &[Note], is_gathering: impl Fn(&Note) -> bool) -> HashMap<usize, Gathering> {
    let mut found: BTreeMap<usize, (String, Option<PartialDate>)> = BTreeMap::new();
    for (index, note) in notes.iter().enumerate().filter(|(_, note)| is_gathering(note)) {
        let (bare, _) = dates::dated_name(note.stem());
        let (bare, year) = dates::named_year(bare);
        let name = match note.from {
            TitleFrom::FileName if !bare.is_empty() => readable_name(bare),
            _ => note.title.clone(),
        };
        let date = note.date.or_else(|| PartialDate::parse(&year?.to_string()).ok());
        found.insert(index, (name, date));
    }
    let years = |name: &str, year: Option<i16>| {
        found
            .values()
            .filter(|(other, date)| fold(other) == fold(name) && date.map(|date| date.year) == year)
            .count()
    };
    let editions = |name: &str| found.values().filter(|(other, _)| fold(other) == fold(name)).count();
    found
        .iter()
        .map(|(index, (name, date))| {
            let year = date.map(|date| date.year);
            let has_year = name.split_whitespace().any(|word| dates::year(word).is_some());
            let title = match date {
                Some(date) if years(name, year) > 1 => format!("{name} {}", date.without_time()),
                Some(date) if !has_year => format!("{name} {}", date.year),
                _ => name.clone(),
            };
            let series = (editions(name) > 1).then(|| name.clone());
            (*index, Gathering { title, series, date: *date })
        })
        .collect()
}

/// A file's name as an event's: what has capitals within is written so already.
fn readable_name(bare: &str) -> String {
    let first = bare.split(['-', '_', ' ']).next().unwrap_or(bare);
    let is_written = first.chars().skip(1).any(char::is_uppercase) || first.contains('.');
    let words = readable(bare);
    if is_written { bare.replace(['-', '_'], " ") } else { words }
}

/// Adds the event where the note's folder is none, the talks, and the report; returns the report.
pub(super) fn add(
    note: &Note,
    from: &str,
    folder: Option<RecordId>,
    own: Option<&Gathering>,
    harvest: &mut Harvest,
) -> RecordId {
    let first = harvest.records.len();
    let event = folder.or_else(|| own.map(|own| add_event(note, from, own, harvest)));
    let mut record = report(note, from.to_owned(), event);
    let text = note.heading_range().map_or_else(
        || note.text.clone(),
        |range| format!("{}{}", &note.text[..range.start], &note.text[range.end..]),
    );
    harvest.ledger.note_many(HEADING_TALK, &note.below, note.sections.len());
    let told = Told {
        from,
        title: &record.title,
        text: &text,
        blocks: &note.blocks.list,
        sections: &note.sections,
        event,
        date: note.date,
        language: note.language.as_ref(),
    };
    let covers = covered::covers(&told, harvest);
    harvest.records[first..].iter_mut().for_each(|told| told.common.hold_as(&record.common));
    if let Specific::Report(report) = &mut record.specific {
        report.covers = covers;
    }
    harvest.add(record)
}

fn add_event(note: &Note, from: &str, own: &Gathering, harvest: &mut Harvest) -> RecordId {
    harvest.ledger.note(OWN_EVENT, &note.below);
    let event = Event {
        series: own.series.clone(),
        dates: own.date.map(|date| (date, date)),
        venue: venue(note),
        ..Event::default()
    };
    let mut record = Record::new(format!("{from}#event"), &own.title, &own.title, Specific::Event(event));
    record.common.language.clone_from(&note.language);
    let linked = note.heading.and_then(|index| note.blocks.list[index].links.first());
    record.common.url = linked.and_then(|(_, address)| WebAddress::parse(address).ok());
    harvest.add(record)
}

/// `2015-12-15 in Augsburg, Germany`, below the title.
fn venue(note: &Note) -> Option<Venue> {
    let line = note
        .blocks
        .list
        .iter()
        .take(3)
        .find(|block| block.kind == BlockKind::Paragraph && block.text.chars().count() <= 80)?;
    let (date, place) = [" in ", " à ", " at "].iter().find_map(|joint| line.text.split_once(joint))?;
    dates::days(date)?;
    let address = place.trim().trim_end_matches('.').to_owned();
    (!address.is_empty()).then_some(Venue { name: None, address: Some(address) })
}
