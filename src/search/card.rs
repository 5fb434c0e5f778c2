//! A card: what a result shows of a document, as it is stored in the index.
//!
//! Comes in: a record, its knowledge base, its body. Goes out: JSON, and the card again. What always holds: the texts of its sections are
//! those that were indexed, so that excerpts can be cut from them.

use std::borrow::Cow;

use serde::{Deserialize, Serialize};

use crate::document::Body;
use crate::knowledge::{Details, KnowledgeBase, Record};
use crate::vocab::kind::Kind;

use super::entry::{chapters_of, event_of, figure_of, figure_text, people_of};

/// What a result shows of a document.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub(super) struct Card<'a> {
    #[serde(borrow, rename = "t")]
    pub title: Cow<'a, str>,
    /// From the site's root; a lesson's or figure's may be a page of its own or its source's.
    #[serde(borrow, rename = "a")]
    pub address: Cow<'a, str>,
    /// The singular word: `talk`.
    #[serde(borrow, rename = "k")]
    pub kind: Cow<'a, str>,
    #[serde(borrow, rename = "l")]
    pub language: Cow<'a, str>,
    /// As in ISO 8601, as precise as is known.
    #[serde(rename = "d", default, skip_serializing_if = "Option::is_none")]
    pub date: Option<String>,
    /// Who gave or wrote it, by name.
    #[serde(borrow, rename = "p", default, skip_serializing_if = "Vec::is_empty")]
    pub people: Vec<Cow<'a, str>>,
    /// The event's title.
    #[serde(borrow, rename = "e", default, skip_serializing_if = "Option::is_none")]
    pub event: Option<Cow<'a, str>>,
    /// Where a lesson or figure comes from.
    #[serde(borrow, rename = "s", default, skip_serializing_if = "Option::is_none")]
    pub source: Option<Source<'a>>,
    /// The text, for excerpts.
    #[serde(borrow, rename = "x", default, skip_serializing_if = "Vec::is_empty")]
    pub sections: Vec<CardSection<'a>>,
}

/// The record that a lesson or figure comes from.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub(super) struct Source<'a> {
    #[serde(borrow, rename = "t")]
    pub title: Cow<'a, str>,
    #[serde(borrow, rename = "a")]
    pub address: Cow<'a, str>,
    /// Without `#`; none for a figure.
    #[serde(borrow, rename = "n", default, skip_serializing_if = "Option::is_none")]
    pub anchor: Option<Cow<'a, str>>,
}

/// A section's text.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub(super) struct CardSection<'a> {
    /// Without `#`; none before the first heading.
    #[serde(borrow, rename = "n", default, skip_serializing_if = "Option::is_none")]
    pub anchor: Option<Cow<'a, str>>,
    #[serde(borrow, rename = "h", default, skip_serializing_if = "str::is_empty")]
    pub heading: Cow<'a, str>,
    #[serde(borrow, rename = "x")]
    pub text: Cow<'a, str>,
}

/// The card of a record.
pub(crate) fn card<'a>(record: &'a Record, knowledge: &'a KnowledgeBase, body: Option<&'a Body>) -> Card<'a> {
    let title_of = |id| Cow::Borrowed(knowledge.record(id).title.as_str());
    Card {
        title: Cow::Borrowed(&record.title),
        address: Cow::Borrowed(record.address.as_str()),
        kind: Cow::Borrowed(record.kind.name()),
        language: Cow::Borrowed(record.language.as_str()),
        date: record.date.map(|date| date.to_string()),
        people: people_of(record, knowledge).map(|(person, _)| title_of(person)).collect(),
        event: event_of(record, knowledge).map(title_of),
        source: source(record, knowledge),
        sections: sections(record, knowledge, body),
    }
}

fn source<'a>(record: &'a Record, knowledge: &'a KnowledgeBase) -> Option<Source<'a>> {
    let (source, anchor) = match &record.details {
        Details::Lesson(lesson) => (lesson.source, Some(Cow::Borrowed(lesson.anchor.as_str()))),
        Details::Figure(figure) => (figure.source, None),
        _ => return None,
    };
    let source = knowledge.record(source);
    Some(Source {
        title: Cow::Borrowed(&source.title),
        address: Cow::Borrowed(source.address.as_str()),
        anchor,
    })
}

fn sections<'a>(
    record: &'a Record,
    knowledge: &'a KnowledgeBase,
    body: Option<&'a Body>,
) -> Vec<CardSection<'a>> {
    let alone = |text: Cow<'a, str>| CardSection { anchor: None, heading: Cow::Borrowed(""), text };
    match (&record.details, record.kind) {
        (Details::Lesson(lesson), _) => vec![alone(Cow::Borrowed(&lesson.text))],
        (Details::Figure(figure), _) => figure_of(knowledge.record(figure.source), figure.index)
            .map(|written| match &written.quote {
                Some(quote) => alone(Cow::Borrowed(quote)),
                None => alone(Cow::Owned(figure_text(written))),
            })
            .into_iter()
            .collect(),
        (_, Kind::Lesson | Kind::Figure) => Vec::new(),
        _ => {
            let description =
                record.outline.as_ref().and_then(|outline| outline.common.description.as_deref());
            let described =
                description.filter(|text| !text.is_empty()).map(|text| alone(Cow::Borrowed(text)));
            let written = body.into_iter().flat_map(|body| &body.sections).map(|section| CardSection {
                anchor: section.anchor.as_deref().map(Cow::Borrowed),
                heading: Cow::Borrowed(&section.heading),
                text: Cow::Borrowed(&section.text),
            });
            let chapters = chapters_of(record).map(|(anchor, chapter)| CardSection {
                anchor: Some(Cow::Owned(anchor)),
                heading: Cow::Owned(chapter.at.position()),
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
