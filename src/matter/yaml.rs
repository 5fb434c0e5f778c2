//! YAML text to nodes, through serde-saphyr's untyped events with places.
//!
//! Its own limits on nesting and on the size that aliases may grow to hold.

use std::fmt;

use serde::de::{self, Deserialize, Deserializer, MapAccess, SeqAccess, Visitor};
use serde_saphyr::Spanned as YamlSpanned;

use crate::vocab::shorten::boundary;
use crate::vocab::spanned::{Span, Spanned};

use super::node::{Node, Value};
use super::problem::Problem;
use super::yaml_errors::{explain, toml_hint};

/// The table that `text` is, and what is wrong with its syntax. YAML is not resumed after an error.
pub(super) fn parse(text: &str) -> (Node, Vec<Problem>) {
    let whole = 0..text.len();
    let empty = || Node::empty_table(whole.clone());
    if text.lines().all(|line| line.trim_start().is_empty() || line.trim_start().starts_with('#')) {
        return (empty(), Vec::new());
    }
    match serde_saphyr::from_str::<YamlSpanned<Any>>(text) {
        Ok(any) => {
            let node = to_node(any, text);
            match node.value {
                Value::Table(_) => (node, Vec::new()),
                Value::Null => (empty(), Vec::new()),
                _ => {
                    let message = "front matter is a list of `key: value` lines";
                    let hint = toml_hint(text).or_else(|| Some("put a space behind each `:`".to_owned()));
                    (empty(), vec![Problem::of_syntax(whole.clone(), message, hint)])
                }
            }
        }
        Err(error) => (empty(), vec![explain(&error, text)]),
    }
}

/// Any YAML value.
enum Any {
    Null,
    Bool(bool),
    Integer(i64),
    Float(f64),
    Text(String),
    List(Vec<YamlSpanned<Any>>),
    Table(Vec<(YamlSpanned<String>, YamlSpanned<Any>)>),
}

impl<'de> Deserialize<'de> for Any {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        deserializer.deserialize_any(AnyVisitor)
    }
}

struct AnyVisitor;

impl<'de> Visitor<'de> for AnyVisitor {
    type Value = Any;

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("a value")
    }

    fn visit_unit<E: de::Error>(self) -> Result<Any, E> {
        Ok(Any::Null)
    }

    fn visit_none<E: de::Error>(self) -> Result<Any, E> {
        Ok(Any::Null)
    }

    fn visit_some<D: Deserializer<'de>>(self, deserializer: D) -> Result<Any, D::Error> {
        Any::deserialize(deserializer)
    }

    fn visit_bool<E: de::Error>(self, value: bool) -> Result<Any, E> {
        Ok(Any::Bool(value))
    }

    fn visit_i64<E: de::Error>(self, value: i64) -> Result<Any, E> {
        Ok(Any::Integer(value))
    }

    fn visit_u64<E: de::Error>(self, value: u64) -> Result<Any, E> {
        i64::try_from(value).map(Any::Integer).map_err(|_| E::custom("this number is out of range"))
    }

    fn visit_f64<E: de::Error>(self, value: f64) -> Result<Any, E> {
        Ok(Any::Float(value))
    }

    fn visit_str<E: de::Error>(self, value: &str) -> Result<Any, E> {
        Ok(Any::Text(value.to_owned()))
    }

    fn visit_seq<A: SeqAccess<'de>>(self, mut seq: A) -> Result<Any, A::Error> {
        let mut items = Vec::new();
        while let Some(item) = seq.next_element()? {
            items.push(item);
        }
        Ok(Any::List(items))
    }

    fn visit_map<A: MapAccess<'de>>(self, mut map: A) -> Result<Any, A::Error> {
        let mut entries = Vec::new();
        while let Some(entry) = map.next_entry()? {
            entries.push(entry);
        }
        Ok(Any::Table(entries))
    }
}

fn to_node(any: YamlSpanned<Any>, text: &str) -> Node {
    let mut span = byte_span(&any.referenced, text);
    let bare = |value| Value::Bare(Box::new(value), text[span.clone()].trim().into());
    let value = match any.value {
        Any::Null => Value::Null,
        Any::Bool(truth) => bare(Value::Bool(truth)),
        Any::Integer(integer) => bare(Value::Integer(integer)),
        Any::Float(float) => bare(Value::Float(float)),
        Any::Text(text) => Value::Text(text),
        Any::List(items) => Value::List(items.into_iter().map(|item| to_node(item, text)).collect()),
        Any::Table(entries) => Value::Table(
            entries
                .into_iter()
                .map(|(key, value)| {
                    (Spanned::new(byte_span(&key.referenced, text), key.value), to_node(value, text))
                })
                .collect(),
        ),
    };
    let last = match &value {
        Value::List(items) => items.last().map(|item| item.span.end),
        Value::Table(entries) => entries.last().map(|(_, node)| node.span.end),
        _ => None,
    };
    span.end = span.end.max(last.unwrap_or(0));
    Node { span, value }
}

/// The bytes of a place; a collection's ends are mended from its items, since YAML reports where it begins.
fn byte_span(location: &serde_saphyr::Location, text: &str) -> Span {
    let span = location.span();
    let clamp = |offset: u64| boundary(text, usize::try_from(offset).unwrap_or(text.len()));
    match (span.byte_offset(), span.byte_len()) {
        (Some(start), Some(len)) => clamp(start)..clamp(start + len),
        _ => 0..text.len(),
    }
}
