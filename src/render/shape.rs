//! The shape of what templates are handed: which keys there are, of which types, and which may be missing.
//!
//! Comes in: the contexts of many pages. Goes out: a text that a person can read and a test can compare, so that a key which themes
//! count on cannot go unseen.

use std::collections::{BTreeMap, BTreeSet};

use tera::Value;
use tera::value::{Key, ValueKind};

/// What was seen, by template.
#[derive(Default)]
pub(super) struct Shapes(BTreeMap<String, Seen>);

/// What was seen at one place: how often, of which types, and below it.
#[derive(Default)]
struct Seen {
    times: usize,
    types: BTreeSet<String>,
    below: BTreeMap<String, Seen>,
}

/// What a text that stands for a record has, and what else it may hold.
const CARD: [&str; 2] = ["kind", "title"];

impl Shapes {
    /// Notes what one page's template is handed.
    pub(super) fn note(&mut self, template: &str, context: &Value) {
        let mut cards = Vec::new();
        self.0.entry(template.to_owned()).or_default().note(context, true, &mut cards);
        if let Some(site) = context.get_from_path("site") {
            self.0.entry("site, in every template".to_owned()).or_default().note(site, true, &mut cards);
        }
        while let Some(card) = cards.pop() {
            let kind = text_of(&card, "kind");
            self.0.entry(format!("card of a {kind}")).or_default().note(&card, true, &mut cards);
        }
    }

    /// One line a key, below its template: `people: list?`; what has a question mark is not always there.
    pub(super) fn text(&self) -> String {
        let mut text = String::new();
        for (template, seen) in &self.0 {
            text.push_str(&format!("\n{template}\n"));
            seen.write(1, &mut text);
        }
        text.trim_start().to_owned()
    }
}

impl Seen {
    /// `is_open` says whether to look into a record here, or to leave its card for its own entry.
    fn note(&mut self, value: &Value, is_open: bool, cards: &mut Vec<Value>) {
        self.times += 1;
        if let Some(list) = value.as_array() {
            self.types.insert("list".to_owned());
            list.iter()
                .for_each(|item| self.below.entry("each".to_owned()).or_default().note(item, false, cards));
            return;
        }
        let Some(map) = value.as_map() else {
            self.types.insert(scalar(value).to_owned());
            return;
        };
        let keys: BTreeSet<&str> = map.keys().filter_map(Key::as_str).collect();
        let is_card = CARD.iter().all(|key| keys.contains(key));
        let named = if is_card {
            format!("card of a {}", text_of(value, "kind"))
        } else if keys.contains("iso") && keys.contains("text") {
            "date".to_owned()
        } else if keys.contains("start") && keys.contains("text") {
            "dates".to_owned()
        } else if keys.contains("other") && keys.contains("language") {
            "phrase with forms".to_owned()
        } else {
            "map".to_owned()
        };
        let is_whole = named == "map" || (is_card && is_open);
        self.types.insert(if is_open { "map".to_owned() } else { named });
        if is_card && !is_open {
            cards.push(value.clone());
        }
        if is_whole {
            for key in keys {
                if let Some(inner) = map.get(&Key::Str(key)) {
                    // What the author chose, and what is the same everywhere, is not a shape.
                    let is_looked_into = !["extra", "site", "t"].contains(&key);
                    let seen = self.below.entry(key.to_owned()).or_default();
                    if is_looked_into {
                        seen.note(inner, key == "record", cards);
                    } else {
                        seen.times += 1;
                        seen.types.insert("map".to_owned());
                    }
                }
            }
        }
    }

    fn write(&self, depth: usize, text: &mut String) {
        for (key, seen) in &self.below {
            let types: Vec<&str> = seen.types.iter().map(String::as_str).collect();
            let missing = if seen.times < self.times && key != "each" { "?" } else { "" };
            text.push_str(&format!("{}{key}{missing}: {}\n", "  ".repeat(depth), types.join(" or ")));
            seen.write(depth + 1, text);
        }
    }
}

fn text_of(value: &Value, key: &str) -> String {
    value.get_from_path(key).and_then(Value::as_str).unwrap_or_default().to_owned()
}

fn scalar(value: &Value) -> &'static str {
    match value.kind() {
        ValueKind::String if value.is_safe() => "HTML",
        ValueKind::String => "text",
        ValueKind::Bool => "true or false",
        _ if value.is_number() => "number",
        _ => value.name(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::theme::value::Fields;

    #[test]
    fn a_shape_says_what_is_there_and_what_may_be_missing() {
        let person = Fields::with_capacity(2).set("kind", "person").set("title", "Ada").into_value();
        let talk =
            Fields::with_capacity(4).set("people", vec![person]).set("body", Value::safe_string("<p>"));
        let mut shapes = Shapes::default();
        shapes.note("talk.html", &talk.into_value());
        shapes.note("talk.html", &Fields::with_capacity(1).set("people", Vec::<Value>::new()).into_value());
        assert_eq!(
            shapes.text(),
            "card of a person\n  kind: text\n  title: text\n\ntalk.html\n  body?: HTML\n  people: list\n    each: card of a person\n"
        );
    }
}
