//! The XML of frab, pentabarf and their like, as c3voc's tree.
//!
//! What always holds: only the elements that are named here are looked at.

use roxmltree::Node;
use serde_json::{Map, Value, json};

use super::c3voc::{self, add_room, is_yes};
use super::context::Context;
use super::xml;
use crate::import::error::ImportError;
use crate::programme::session::Programme;

/// Of `<conference>`.
const CONFERENCE: &[&str] =
    &["acronym", "city", "day_change", "end", "start", "time_zone_name", "title", "url", "venue"];

/// Of `<event>`, as texts.
const EVENT: &[&str] = &[
    "abstract",
    "date",
    "description",
    "duration",
    "language",
    "room",
    "slug",
    "start",
    "subtitle",
    "title",
    "track",
    "type",
    "url",
];

/// Of `<event>`, with what is in them.
const LISTS: &[&str] = &["attachments", "links", "persons", "recording"];

/// Reads it.
pub(super) fn read(text: &str, context: &mut Context<'_>) -> Result<Programme, ImportError> {
    let (value, left) = xml::with_tree(text, "event", context, |tree| {
        let root = tree.root_element();
        let days = elements(root, "day").filter(|day| elements(*day, "room").next().is_some());
        let is_schedule = root.tag_name().name() == "schedule"
            && (elements(root, "conference").next().is_some() || days.count() > 0);
        let mut left = 0;
        (is_schedule.then(|| schedule(root, &mut left)), left)
    })?;
    let value = value.ok_or_else(|| {
        context
            .unknown("its outermost element is not `<schedule>` with a `<conference>`, and days with rooms")
    })?;
    context.leave(left, "event");
    let tree = c3voc::tree(&value).ok_or_else(|| context.unknown("it has no days"))?;
    Ok(c3voc::read(&tree, context))
}

fn schedule(root: Node<'_, '_>, left: &mut usize) -> Value {
    let conference = elements(root, "conference").next();
    let mut fields = conference.map(|node| texts(node, CONFERENCE)).unwrap_or_default();
    let days: Vec<Value> = elements(root, "day")
        .map(|day| {
            let mut rooms = Map::new();
            for room in elements(day, "room") {
                let name = room.attribute("name").unwrap_or_default();
                add_room(&mut rooms, name, elements(room, "event").map(|node| event(node, left)).collect());
            }
            json!({ "date": day.attribute("date"), "rooms": rooms })
        })
        .collect();
    fields.insert("days".to_owned(), Value::Array(days));
    let base_url = elements(root, "base_url").next().map(text_of);
    json!({ "schedule": { "conference": fields, "base_url": base_url } })
}

fn event(node: Node<'_, '_>, left: &mut usize) -> Value {
    let mut fields = texts(node, EVENT);
    for key in ["guid", "id"] {
        if let Some(id) = node.attribute(key).filter(|id| !id.trim().is_empty()) {
            fields.insert(key.to_owned(), c3voc::text(id));
        }
    }
    let recording = elements(node, "recording").next();
    let opted_out = recording.is_some_and(|recording| {
        let mut words = elements(recording, "optout").chain(elements(recording, "opt_out"));
        words.any(|word| is_yes(&text_of(word)))
    });
    let own = elements(node, "do_not_record").any(|word| is_yes(&text_of(word)));
    fields.insert("do_not_record".to_owned(), Value::Bool(opted_out || own));
    let people = list(node, "persons", "person")
        .map(|person| json!({ "id": person.attribute("id"), "public_name": own_text(person) }));
    fields.insert("persons".to_owned(), Value::Array(people.collect()));
    for (list_name, name) in [("links", "link"), ("attachments", "attachment")] {
        let links = list(node, list_name, name)
            .map(|link| json!({ "url": link.attribute("href"), "title": own_text(link) }));
        fields.insert(list_name.to_owned(), Value::Array(links.collect()));
    }
    let is_known = |name: &str| EVENT.contains(&name) || LISTS.contains(&name) || name == "do_not_record";
    let others = node.children().filter(|child| child.is_element() && !is_known(child.tag_name().name()));
    *left += others.filter(|child| !text_of(*child).trim().is_empty()).count();
    Value::Object(fields)
}

/// The elements of this name right below a node.
fn elements<'a, 'input: 'a>(
    node: Node<'a, 'input>,
    name: &'static str,
) -> impl Iterator<Item = Node<'a, 'input>> {
    node.children().filter(move |child| child.is_element() && child.tag_name().name() == name)
}

fn list<'a, 'input: 'a>(
    node: Node<'a, 'input>,
    list: &'static str,
    name: &'static str,
) -> impl Iterator<Item = Node<'a, 'input>> {
    elements(node, list).flat_map(move |list| elements(list, name))
}

/// The texts of these elements.
fn texts(node: Node<'_, '_>, names: &[&str]) -> Map<String, Value> {
    let children = node.children().filter(Node::is_element);
    let known = children.filter(|child| names.contains(&child.tag_name().name()));
    known.map(|child| (child.tag_name().name().to_owned(), Value::String(text_of(child)))).collect()
}

/// The text right in a node: what is in elements within has fields of its own.
fn own_text(node: Node<'_, '_>) -> String {
    node.children().filter(Node::is_text).filter_map(|text| text.text()).collect()
}

/// The text in a node, and in the elements of HTML within.
fn text_of(node: Node<'_, '_>) -> String {
    const MARKUP: &[&str] = &[
        "a",
        "b",
        "blockquote",
        "br",
        "code",
        "div",
        "em",
        "h1",
        "h2",
        "h3",
        "h4",
        "i",
        "li",
        "ol",
        "p",
        "pre",
        "span",
        "strong",
        "ul",
    ];
    let mut text = String::new();
    // Not by recursion: elements may lie as deep as a file is long.
    let mut waiting: Vec<Node<'_, '_>> = node.children().rev().collect();
    while let Some(next) = waiting.pop() {
        if MARKUP.contains(&next.tag_name().name()) {
            waiting.extend(next.children().rev());
        }
        text.push_str(next.text().filter(|_| next.is_text()).unwrap_or_default());
    }
    text
}
