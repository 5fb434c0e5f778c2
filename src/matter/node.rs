//! The tree that both syntaxes parse to: values with their places.

use std::collections::HashSet;

use crate::vocab::diagnostic::{Code, Severity};
use crate::vocab::spanned::{Span, Spanned};

use super::problem::{FREE_KEY, Problem};
use super::syntax::Syntax;

/// A value and where it stands.
#[derive(Debug, Clone, PartialEq)]
pub(super) struct Node {
    pub(super) span: Span,
    pub(super) value: Value,
}

/// What a value may be; dates are text until a type asks for one.
#[derive(Debug, Clone, PartialEq)]
pub(super) enum Value {
    Null,
    Bool(bool),
    Integer(i64),
    Float(f64),
    /// What YAML takes for a number or a truth, as it is written: where a text is expected, it is one.
    Bare(Box<Value>, Box<str>),
    Text(String),
    List(Vec<Node>),
    /// In the order written; no key stands twice.
    Table(Vec<(Spanned<String>, Node)>),
}

impl Node {
    /// A table without keys.
    pub(super) fn empty_table(span: Span) -> Self {
        Self { span, value: Value::Table(Vec::new()) }
    }

    /// Moves every place by `offset` bytes.
    pub(super) fn shift(&mut self, offset: usize) {
        self.span = self.span.start + offset..self.span.end + offset;
        match &mut self.value {
            Value::List(items) => items.iter_mut().for_each(|item| item.shift(offset)),
            Value::Table(entries) => {
                for (key, node) in entries {
                    key.span = key.span.start + offset..key.span.end + offset;
                    node.shift(offset);
                }
            }
            _ => {}
        }
    }

    /// Takes out what says nothing: keys without a value, and empty strings, of which each is reported that was not. What is free is left
    /// alone.
    pub(super) fn cut_nothing(
        &mut self,
        reported: &HashSet<(usize, usize)>,
        syntax: Syntax,
        problems: &mut Vec<Problem>,
    ) {
        let says_nothing = |node: &Node, problems: &mut Vec<Problem>| match &node.value {
            Value::Null => true,
            Value::Text(text) if text.trim().is_empty() => {
                if !reported.contains(&(node.span.start, node.span.end)) {
                    problems.push(empty_value(node.span.clone(), syntax));
                }
                true
            }
            _ => false,
        };
        match &mut self.value {
            Value::List(items) => {
                items.retain(|item| !says_nothing(item, problems));
                items.iter_mut().for_each(|item| item.cut_nothing(reported, syntax, problems));
            }
            Value::Table(entries) => {
                entries.retain(|(key, node)| key.value == FREE_KEY || !says_nothing(node, problems));
                let checked = entries.iter_mut().filter(|(key, _)| key.value != FREE_KEY);
                checked.for_each(|(_, node)| node.cut_nothing(reported, syntax, problems));
            }
            _ => {}
        }
    }

    /// The value without its places.
    pub(super) fn free(&self) -> serde_json::Value {
        use serde_json::Value as Free;
        match &self.value {
            Value::Null => Free::Null,
            Value::Bool(truth) => Free::from(*truth),
            Value::Integer(integer) => Free::from(*integer),
            Value::Float(float) => Free::from(*float),
            Value::Bare(value, _) => Self { span: self.span.clone(), value: (**value).clone() }.free(),
            Value::Text(text) => Free::from(text.as_str()),
            Value::List(items) => items.iter().map(Self::free).collect(),
            Value::Table(entries) => {
                entries.iter().map(|(key, node)| (key.value.clone(), node.free())).collect()
            }
        }
    }

    /// Takes out the top-level key whose place holds `span`. Says whether it did.
    pub(super) fn cut_key(&mut self, span: &Span) -> bool {
        let Value::Table(entries) = &mut self.value else { return false };
        let found = entries.iter().position(|(key, node)| node.holds(span) || key.span == *span);
        found.map(|index| entries.remove(index)).is_some()
    }

    /// Takes out the item of a top-level list, else the top-level key, whose place holds `span`. Says whether it did.
    pub(super) fn cut(&mut self, span: &Span) -> bool {
        let Value::Table(entries) = &mut self.value else { return false };
        let Some(index) = entries.iter().position(|(key, node)| node.holds(span) || key.span == *span) else {
            return false;
        };
        if let Value::List(items) = &mut entries[index].1.value
            && let Some(item) = items.iter().position(|item| item.holds(span))
        {
            items.remove(item);
            return true;
        }
        entries.remove(index);
        true
    }

    /// Whether `span` is of this node or of one within: a table under a header of its own spans no more than that header.
    fn holds(&self, span: &Span) -> bool {
        let is_around = self.span.start <= span.start && span.end <= self.span.end;
        is_around
            || match &self.value {
                Value::Table(entries) => {
                    entries.iter().any(|(key, node)| key.span == *span || node.holds(span))
                }
                Value::List(items) => items.iter().any(|item| item.holds(span)),
                _ => false,
            }
    }
}

fn empty_value(span: Span, syntax: Syntax) -> Problem {
    let none = syntax.entry("key", "false");
    Problem {
        severity: Severity::Warning,
        code: Code::EmptyValue,
        span,
        message: "an empty string is not a fact".into(),
        hint: Some(format!("remove the key when it is not known; say `{none}` when there is none")),
    }
}
