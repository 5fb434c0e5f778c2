//! Structured data in pages: schema.org's vocabulary as JSON-LD 1.1, in a data block that no script policy forbids.
//!
//! Comes in: the site, and the record that a page is about. Goes out: the text for a `<script type="application/ld+json">`. What always
//! holds: it is JSON whatever authors wrote, and cannot end the element that it stands in; what is not known is not said.

mod breadcrumbs;
mod brief;
mod event;
mod media;
mod name;
mod vocabulary;
mod work;

use std::io;

use serde::Serialize;
use serde_json::Serializer;
use serde_json::ser::Formatter;

use crate::document::matter::{Amount, Sureness};
use crate::document::{ActionState, Body};
use crate::knowledge::own::OwnPage;
use crate::knowledge::{Details, Record, RecordId};
use crate::site::Site;

use vocabulary::{
    Action, EntryPoint, Graph, Person, QuantitativeValue, Quotation, SearchAction, Thing, WebPage, WebSite,
};

/// The site as a whole, and how to search it: for the home page.
pub(crate) fn of_site(site: &Site<'_>) -> String {
    let options = site.options();
    let search = site.can_be_searched().then(|| SearchAction {
        target: Some(EntryPoint {
            url_template: format!("{}?q={{search_term_string}}", site.public_url(&OwnPage::Search.address())),
            ..EntryPoint::default()
        }),
        query_input: Some("required name=search_term_string".to_owned()),
        ..SearchAction::default()
    });
    let root = site.public_url("/");
    let web_site = WebSite {
        id: Some(root.clone()),
        name: options.title.to_owned(),
        url: Some(root),
        description: options.description.map(ToOwned::to_owned),
        in_language: Some(site.phrases().language.to_string()),
        potential_action: search,
    };
    text(vec![web_site.into()])
}

/// A list: where it stands.
pub(crate) fn of_list(site: &Site<'_>, section: &'static str) -> String {
    text(vec![breadcrumbs::of_list(site, section).into()])
}

/// A record, and where its page stands. `description` is what its page says of itself, `body` the prose that it shows.
pub(crate) fn of_record(
    site: &Site<'_>,
    record: &Record,
    description: Option<&str>,
    body: Option<&Body>,
) -> String {
    let mut graph = match &record.details {
        Details::Talk(talk) => work::talk(site, record, talk, description, body),
        Details::Report(report) => vec![work::report(site, record, report, description, body)],
        Details::Event(details) => vec![event::event(site, record, details, description)],
        Details::Series { organisers } => vec![event::series(site, record, organisers, description)],
        Details::Person => vec![name::person(site, record, description)],
        Details::Organisation => vec![name::organisation(site, record, description)],
        Details::Term { .. } | Details::Metric => vec![name::term(site, record, description)],
        Details::Lesson(lesson) => vec![
            Quotation {
                id: site.page_url(record),
                text: lesson.text.clone(),
                url: site.page_url(record),
                in_language: Some(record.language.to_string()),
                date_published: record.sure_date().map(|date| date.without_time().to_string()),
                is_part_of: Some(brief::of(site, lesson.source)),
                about: brief::all(site, record.topics.iter().copied()),
                creative_work_status: record.state().map(|state| state.name().to_owned()),
            }
            .into(),
        ],
        Details::Figure(figure) => record
            .figure()
            .map(|written| measured(site, record, figure.source, written))
            .into_iter()
            .collect(),
        Details::Action(_) => Vec::new(),
        Details::Page => vec![page(site, record, description)],
    };
    graph.extend(record.actions.iter().take(ACTIONS).filter_map(|id| action(site, *id)));
    graph.push(breadcrumbs::of_record(site, record).into());
    text(graph)
}

/// How many of a record's actions its page tells of.
const ACTIONS: usize = 50;

/// What was decided on a record's page: schema.org has no date by which an action is due, so that none is said.
fn action(site: &Site<'_>, id: RecordId) -> Option<Thing> {
    let record = site.record(id);
    let Details::Action(details) = &record.details else { return None };
    let written = record.action()?;
    let unknown =
        written.owner.as_ref().map(|owner| Person { name: owner.value.clone(), ..Person::default() });
    let status = match written.state {
        ActionState::Open => "https://schema.org/PotentialActionStatus",
        ActionState::Done => "https://schema.org/CompletedActionStatus",
        ActionState::Dropped => "https://schema.org/FailedActionStatus",
    };
    let action = Action {
        id: site.page_url(record),
        name: record.title.clone(),
        url: site.page_url(record),
        action_status: Some(status),
        agent: details.owner.map(|id| brief::of(site, id)).or(unknown.map(Thing::from)),
        object: Some(brief::node(site, details.source)),
    };
    Some(action.into())
}

fn measured(
    site: &Site<'_>,
    record: &Record,
    source: crate::knowledge::RecordId,
    written: &crate::document::matter::Figure,
) -> Thing {
    let unit = written.unit().map(ToOwned::to_owned);
    let before = written.before.as_ref().and_then(Amount::known).map(|before| {
        Box::new(QuantitativeValue {
            value: Some(before),
            unit_text: unit.clone(),
            ..QuantitativeValue::default()
        })
    });
    let (least, most) = (written.value.numbers().first().copied(), written.value.numbers().last().copied());
    let is_between = written.value.sureness == Sureness::Between && !written.uncertain;
    QuantitativeValue {
        id: site.page_url(record),
        name: Some(written.metric.value.clone()),
        url: site.page_url(record),
        description: written.quote.clone(),
        // What is not sure is not said; what it is between is.
        value: written.value.known().filter(|_| !written.uncertain),
        min_value: least.filter(|_| is_between),
        max_value: most.filter(|_| is_between),
        unit_text: unit,
        value_reference: before,
        subject_of: Some(brief::of(site, source)),
    }
    .into()
}

fn page(site: &Site<'_>, record: &Record, description: Option<&str>) -> Thing {
    WebPage {
        id: site.page_url(record),
        name: record.title.clone(),
        url: site.page_url(record),
        description: description.map(ToOwned::to_owned),
        in_language: Some(record.language.to_string()),
        date_modified: record.updated().map(|date| date.without_time().to_string()),
    }
    .into()
}

/// JSON that can stand in a `script` element: nothing in it begins a tag or a comment.
fn text(graph: Vec<Thing>) -> String {
    let graph = Graph { context: "https://schema.org", graph };
    let mut json = Vec::with_capacity(2048);
    let written = graph.serialize(&mut Serializer::with_formatter(&mut json, Safe));
    written.ok().and_then(|()| String::from_utf8(json).ok()).unwrap_or_default()
}

/// Writes strings, in which alone they stand, without the signs that HTML or an old script reads as more than text.
struct Safe;

impl Formatter for Safe {
    fn write_string_fragment<W: ?Sized + io::Write>(&mut self, writer: &mut W, text: &str) -> io::Result<()> {
        // Looking at every byte is quicker than stopping at the first: most strings need nothing.
        if !text.bytes().fold(false, |found, byte| found | is_unsafe(byte)) {
            return writer.write_all(text.as_bytes());
        }
        let mut from = 0;
        for (at, letter) in text.char_indices() {
            let escape = match letter {
                '<' => "\\u003c",
                '>' => "\\u003e",
                '&' => "\\u0026",
                '\u{2028}' => "\\u2028",
                '\u{2029}' => "\\u2029",
                _ => continue,
            };
            writer.write_all(&text.as_bytes()[from..at])?;
            writer.write_all(escape.as_bytes())?;
            from = at + letter.len_utf8();
        }
        writer.write_all(&text.as_bytes()[from..])
    }
}

/// Whether a byte is a sign that must be escaped, or may begin one: U+2028 and U+2029 begin with `0xe2`.
#[inline]
fn is_unsafe(byte: u8) -> bool {
    matches!(byte, b'<' | b'>' | b'&' | 0xe2)
}

#[cfg(test)]
mod tests;
