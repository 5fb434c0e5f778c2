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

use crate::document::matter::Specific;
use crate::knowledge::{Details, Record};
use crate::render::figures;
use crate::render::site::{Site, own_outline};

pub(super) use event::zone_of;
use vocabulary::{EntryPoint, Graph, QuantitativeValue, Quotation, SearchAction, Thing, WebPage, WebSite};

/// The site as a whole, and how to search it: for the home page.
pub(in crate::render) fn of_site(site: &Site<'_>) -> String {
    let options = site.options();
    let search = site.can_be_searched().then(|| SearchAction {
        target: Some(EntryPoint {
            url_template: format!("{}?q={{search_term_string}}", site.public_url("/search/")),
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
pub(in crate::render) fn of_list(site: &Site<'_>, section: &'static str) -> String {
    text(vec![breadcrumbs::of_list(site, section).into()])
}

/// A record, and where its page stands. `description` is what its page says of itself.
pub(in crate::render) fn of_record(site: &Site<'_>, record: &Record, description: Option<&str>) -> String {
    let mut graph = match &record.details {
        Details::Talk(talk) => work::talk(site, record, talk, description),
        Details::Report(report) => vec![work::report(site, record, report, description)],
        Details::Event(details) => vec![event::event(site, record, details, description)],
        Details::Series { organisers } => vec![event::series(site, record, organisers, description)],
        Details::Person => vec![name::person(site, record, description)],
        Details::Organisation => vec![name::organisation(site, record, description)],
        Details::Term { .. } => vec![name::term(site, record, description)],
        Details::Lesson(lesson) => vec![
            Quotation {
                id: site.page_url(record),
                text: lesson.text.clone(),
                url: site.page_url(record),
                in_language: Some(record.language.to_string()),
                date_published: record.date.map(|date| date.without_time().to_string()),
                is_part_of: Some(brief::of(site, lesson.source)),
                about: brief::all(site, record.topics.iter().copied()),
            }
            .into(),
        ],
        Details::Figure(figure) => figures::written(record)
            .map(|written| measured(site, record, figure.source, written))
            .into_iter()
            .collect(),
        Details::Page => vec![page(site, record, description)],
    };
    graph.push(breadcrumbs::of_record(site, record).into());
    text(graph)
}

fn measured(
    site: &Site<'_>,
    record: &Record,
    source: crate::knowledge::RecordId,
    written: &crate::document::matter::Figure,
) -> Thing {
    let before = written.before.map(|before| {
        Box::new(QuantitativeValue {
            value: Some(before),
            unit_text: written.unit.clone(),
            ..QuantitativeValue::default()
        })
    });
    QuantitativeValue {
        id: site.page_url(record),
        name: Some(written.metric.value.clone()),
        url: site.page_url(record),
        description: written.quote.clone(),
        value: Some(written.value),
        unit_text: written.unit.clone(),
        value_reference: before,
        subject_of: Some(brief::of(site, source)),
    }
    .into()
}

fn page(site: &Site<'_>, record: &Record, description: Option<&str>) -> Thing {
    let common = own_outline(record).filter(|outline| matches!(outline.specific, Specific::Page(_)));
    WebPage {
        id: site.page_url(record),
        name: record.title.clone(),
        url: site.page_url(record),
        description: description.map(ToOwned::to_owned),
        in_language: Some(record.language.to_string()),
        date_modified: common
            .and_then(|outline| outline.common.updated)
            .map(|date| date.without_time().to_string()),
    }
    .into()
}

/// The first byte of U+2028 and U+2029, and of other signs, in UTF-8.
const SEPARATOR: u8 = 0xe2;

/// JSON that can stand in a `script` element: nothing in it begins a tag or a comment.
fn text(graph: Vec<Thing>) -> String {
    let graph = Graph { context: "https://schema.org", graph };
    let json = serde_json::to_string(&graph).unwrap_or_default();
    let mut safe = String::with_capacity(json.len() + 64);
    let mut rest = json.as_str();
    // Most of it needs nothing, and is taken over in long pieces.
    while let Some(at) = rest.bytes().position(|byte| matches!(byte, b'<' | b'>' | b'&' | SEPARATOR)) {
        let (plain, from) = rest.split_at(at);
        let letter = from.chars().next().unwrap_or_default();
        safe.push_str(plain);
        // Only strings hold these, where an escape means the same.
        match letter {
            '<' => safe.push_str("\\u003c"),
            '>' => safe.push_str("\\u003e"),
            '&' => safe.push_str("\\u0026"),
            '\u{2028}' => safe.push_str("\\u2028"),
            '\u{2029}' => safe.push_str("\\u2029"),
            other => safe.push(other),
        }
        rest = &from[letter.len_utf8()..];
    }
    safe.push_str(rest);
    safe
}

#[cfg(test)]
mod tests;
