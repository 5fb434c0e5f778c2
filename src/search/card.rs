//! A card: what a result shows of a document, as it is stored in the index and in the search data for browsers.
//!
//! Comes in: a record, its knowledge base, its body. Goes out: JSON, and the card again. What always holds: the texts of its sections are
//! those that were indexed, so that excerpts can be cut from them. The JSON is a list whose members are those of [`Card`], in
//! order, null for what there is none of; the last nulls are left out. Source and sections are such lists, too.

use std::borrow::Cow;
use std::sync::Arc;

use serde::{Deserialize, Deserializer, Serialize};

use crate::document::{Body, Transcript};
use crate::knowledge::{Details, KnowledgeBase, Record};

use super::entry::{figure_text, people_of};
use super::said;

/// What a result shows of a document.
#[derive(Debug, Clone, PartialEq, Eq, Deserialize)]
pub(super) struct Card<'a> {
    #[serde(borrow)]
    pub title: Cow<'a, str>,
    /// From the site's root; a lesson's or figure's may be a page of its own or its source's, an action's is its source's.
    #[serde(borrow)]
    pub address: Cow<'a, str>,
    /// The singular word: `talk`.
    #[serde(borrow)]
    pub kind: Cow<'a, str>,
    #[serde(borrow)]
    pub language: Cow<'a, str>,
    /// As in ISO 8601, as precise as is known.
    #[serde(default)]
    pub date: Option<String>,
    /// Who gave or wrote it, by name.
    #[serde(default, deserialize_with = "null_is_nothing")]
    pub people: Vec<Cow<'a, str>>,
    /// The event's title.
    #[serde(default)]
    pub event: Option<Cow<'a, str>>,
    /// Where a lesson, figure or action comes from.
    #[serde(default)]
    pub source: Option<Source<'a>>,
    /// The text, for excerpts.
    #[serde(borrow, default, deserialize_with = "null_is_nothing")]
    pub sections: Vec<CardSection<'a>>,
    /// What is said in its recordings: for each transcript the digits of the files that it is in, and how many these are.
    #[serde(default, deserialize_with = "null_is_nothing")]
    pub said: Vec<(String, usize)>,
}

/// The record that a lesson, figure or action comes from.
#[derive(Debug, Clone, PartialEq, Eq, Deserialize)]
pub(super) struct Source<'a> {
    pub title: Cow<'a, str>,
    pub address: Cow<'a, str>,
    /// Without `#`; none for a figure.
    #[serde(default)]
    pub anchor: Option<Cow<'a, str>>,
}

/// A section's text.
#[derive(Debug, Clone, PartialEq, Eq, Deserialize)]
pub(super) struct CardSection<'a> {
    #[serde(borrow)]
    pub text: Cow<'a, str>,
    /// Without `#`; none before the first heading.
    #[serde(default)]
    pub anchor: Option<Cow<'a, str>>,
    /// Empty where there is none.
    #[serde(default, deserialize_with = "null_is_nothing")]
    pub heading: Cow<'a, str>,
}

fn null_is_nothing<'de, D: Deserializer<'de>, T: Deserialize<'de> + Default>(from: D) -> Result<T, D::Error> {
    Ok(Option::deserialize(from)?.unwrap_or_default())
}

/// Appends a card as JSON.
pub(super) fn write(card: &Card<'_>, bytes: &mut Vec<u8>) {
    let mut row = Row::begin(bytes);
    row.push(Some(&card.title));
    row.push(Some(&card.address));
    row.push(Some(&card.kind));
    row.push(Some(&card.language));
    row.push(card.date.as_ref());
    row.push((!card.people.is_empty()).then_some(&card.people));
    row.push(card.event.as_ref());
    row.push_with(card.source.as_ref(), write_source);
    row.push_with((!card.sections.is_empty()).then_some(&card.sections), |bytes, sections| {
        for (index, section) in sections.iter().enumerate() {
            bytes.push(if index == 0 { b'[' } else { b',' });
            write_section(bytes, section);
        }
        bytes.push(b']');
    });
    row.push((!card.said.is_empty()).then_some(&card.said));
    row.end();
}

fn write_source(bytes: &mut Vec<u8>, source: &Source<'_>) {
    let mut row = Row::begin(bytes);
    row.push(Some(&source.title));
    row.push(Some(&source.address));
    row.push(source.anchor.as_ref());
    row.end();
}

fn write_section(bytes: &mut Vec<u8>, section: &CardSection<'_>) {
    let mut row = Row::begin(bytes);
    row.push(Some(&section.text));
    row.push(section.anchor.as_ref());
    row.push((!section.heading.is_empty()).then_some(&section.heading));
    row.end();
}

/// How many of its source's people a result that is a part of it shows.
const PEOPLE_OF_A_PART: usize = 12;

/// The card of a record.
pub(crate) fn card<'a>(record: &'a Record, knowledge: &'a KnowledgeBase, body: Option<&'a Body>) -> Card<'a> {
    let title_of = |id| Cow::Borrowed(knowledge.record(id).title.as_str());
    let people = if record.kind.is_part() { PEOPLE_OF_A_PART } else { usize::MAX };
    Card {
        title: Cow::Borrowed(&record.title),
        address: Cow::Borrowed(record.place()),
        kind: Cow::Borrowed(record.kind.name()),
        language: Cow::Borrowed(record.language.as_str()),
        date: record.date.map(|date| date.to_string()),
        people: people_of(record, knowledge).take(people).map(|(person, _)| title_of(person)).collect(),
        event: knowledge.source_of(record).event().map(title_of),
        source: source(record, knowledge),
        sections: sections(record, body),
        said: body.filter(|_| !record.kind.is_part()).map(said_in).unwrap_or_default(),
    }
}

fn said_in(body: &Body) -> Vec<(String, usize)> {
    let files =
        |transcript: &Arc<Transcript>| (said::digits(transcript).text(), said::parts(transcript).len());
    body.transcripts.iter().map(files).collect()
}

fn source<'a>(record: &'a Record, knowledge: &'a KnowledgeBase) -> Option<Source<'a>> {
    let (source, anchor) = match &record.details {
        Details::Lesson(lesson) => (lesson.source, Some(Cow::Borrowed(lesson.anchor.as_str()))),
        Details::Figure(figure) => (figure.source, None),
        Details::Action(action) => {
            (action.source, record.action().map(|written| Cow::Borrowed(written.anchor.as_str())))
        }
        _ => return None,
    };
    let source = knowledge.record(source);
    Some(Source {
        title: Cow::Borrowed(&source.title),
        address: Cow::Borrowed(source.address.as_str()),
        anchor,
    })
}

fn sections<'a>(record: &'a Record, body: Option<&'a Body>) -> Vec<CardSection<'a>> {
    let alone = |text: Cow<'a, str>| CardSection { anchor: None, heading: Cow::Borrowed(""), text };
    match (&record.details, record.kind) {
        (Details::Lesson(lesson), _) => vec![alone(Cow::Borrowed(&lesson.text))],
        (Details::Action(_), _) => {
            record.action().map(|written| alone(Cow::Borrowed(&written.text))).into_iter().collect()
        }
        (Details::Figure(_), _) => record
            .figure()
            .map(|written| match &written.quote {
                Some(quote) => alone(Cow::Borrowed(quote)),
                None => alone(Cow::Owned(figure_text(written))),
            })
            .into_iter()
            .collect(),
        (_, kind) if kind.is_part() => Vec::new(),
        _ => {
            let described =
                record.description().filter(|text| !text.is_empty()).map(|text| alone(Cow::Borrowed(text)));
            let written = body.into_iter().flat_map(|body| &body.sections).map(|section| CardSection {
                anchor: section.anchor.as_deref().map(Cow::Borrowed),
                heading: Cow::Borrowed(&section.heading),
                text: Cow::Borrowed(&section.text),
            });
            let chapters = record.chapters().map(|(anchor, chapter)| CardSection {
                anchor: Some(Cow::Owned(anchor)),
                heading: Cow::Owned(chapter.at.value.position()),
                text: Cow::Borrowed(&chapter.title),
            });
            described
                .into_iter()
                .chain(written)
                .chain(chapters)
                .filter(|section| !section.text.is_empty())
                .collect()
        }
    }
}

/// A list in JSON whose last nulls are left out.
struct Row<'b> {
    bytes: &'b mut Vec<u8>,
    is_first: bool,
    nulls: usize,
}

impl<'b> Row<'b> {
    fn begin(bytes: &'b mut Vec<u8>) -> Self {
        bytes.push(b'[');
        Self { bytes, is_first: true, nulls: 0 }
    }

    fn push<T: Serialize>(&mut self, value: Option<&T>) {
        self.push_with(value, |bytes, value| {
            serde_json::to_writer(bytes, value).expect("plain text in memory");
        });
    }

    fn push_with<T>(&mut self, value: Option<&T>, write: impl FnOnce(&mut Vec<u8>, &T)) {
        let Some(value) = value else {
            self.nulls += 1;
            return;
        };
        for _ in 0..std::mem::take(&mut self.nulls) {
            self.comma();
            self.bytes.extend_from_slice(b"null");
        }
        self.comma();
        write(self.bytes, value);
    }

    fn comma(&mut self) {
        if !std::mem::take(&mut self.is_first) {
            self.bytes.push(b',');
        }
    }

    fn end(self) {
        self.bytes.push(b']');
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn nulls_are_written_where_something_follows() {
        let mut bytes = Vec::new();
        let mut row = Row::begin(&mut bytes);
        row.push(Some(&"a"));
        row.push(None::<&str>.as_ref());
        row.push(None::<&str>.as_ref());
        row.push(Some(&["b\"", "é"]));
        row.push(None::<&str>.as_ref());
        row.end();
        Row::begin(&mut bytes).end();
        assert_eq!(String::from_utf8(bytes).unwrap(), r#"["a",null,null,["b\"","é"]][]"#);
    }

    #[test]
    fn a_card_is_read_as_it_was_written() {
        let text = |text: &'static str| Cow::Borrowed(text);
        let section = |text, anchor, heading| CardSection { text, anchor, heading };
        let bare = Card {
            title: text("Le « chaos »"),
            address: text("/talks/x/"),
            kind: text("talk"),
            language: text("fr"),
            date: None,
            people: Vec::new(),
            event: None,
            source: None,
            sections: Vec::new(),
            said: Vec::new(),
        };
        let full = Card {
            people: vec![text("A \"B\" C")],
            event: Some(text("REX")),
            sections: vec![
                section(text("one"), None, text("")),
                section(text("two\n"), Some(text("b")), text("B")),
                section(text("three"), None, text("C")),
            ],
            said: vec![("89abcdef".to_owned(), 3)],
            ..bare.clone()
        };
        let source = Source { title: text("t"), address: text("/t/"), anchor: None };
        let lesson = Card { source: Some(source), date: Some("2017".to_owned()), ..bare.clone() };
        for card in [bare, full, lesson] {
            let mut bytes = Vec::new();
            write(&card, &mut bytes);
            assert_eq!(serde_json::from_slice::<Card<'_>>(&bytes).unwrap(), card);
        }
    }
}
