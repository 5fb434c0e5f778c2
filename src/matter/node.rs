//! The tree that both syntaxes parse to: values with their places.

use crate::vocab::diagnostic::Severity;
use crate::vocab::spanned::{Span, Spanned};

use super::problem::{FREE_KEY, Problem};

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

    /// Takes out empty strings, reporting each; what is free is left alone.
    pub(super) fn cut_empty_strings(&mut self, problems: &mut Vec<Problem>) {
        match &mut self.value {
            Value::List(items) => {
                items.retain(|item| !is_empty_text(item, problems));
                items.iter_mut().for_each(|item| item.cut_empty_strings(problems));
            }
            Value::Table(entries) => {
                entries.retain(|(key, node)| key.value == FREE_KEY || !is_empty_text(node, problems));
                let checked = entries.iter_mut().filter(|(key, _)| key.value != FREE_KEY);
                checked.for_each(|(_, node)| node.cut_empty_strings(problems));
            }
            _ => {}
        }
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

fn is_empty_text(node: &Node, problems: &mut Vec<Problem>) -> bool {
    let empty = matches!(&node.value, Value::Text(text) if text.trim().is_empty());
    // What could not be parsed is an empty text, and was reported.
    if empty && !problems.iter().any(|problem| problem.span == node.span) {
        problems.push(Problem {
            severity: Severity::Warning,
            code: "empty-value",
            span: node.span.clone(),
            message: "an empty string is not a fact".into(),
            hint: Some("remove the key when it is not known; write `false` when there is none".into()),
        });
    }
    empty
}
