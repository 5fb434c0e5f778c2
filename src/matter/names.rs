//! Other names for keys, so that a folder that was written for another tool is read without rewriting a file.
//!
//! What always holds: a value is never lost without a word: of two that claim one key, lists are joined, and else the other is reported.

use std::collections::{BTreeMap, BTreeSet};

use crate::vocab::diagnostic::{Code, Severity};
use crate::vocab::spanned::Spanned;

use super::node::{Node, Value};
use super::problem::{FREE_KEY, Problem};

/// Which names mean which keys, and which mean nothing; whatever their case.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct KeyNames {
    meant: BTreeMap<String, String>,
    pass_over: BTreeSet<String>,
}

/// What a key's value is, for values that other tools write otherwise.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Shape {
    One,
    /// A list of names: `a, b` is two.
    Names,
    /// A list of addresses on this site.
    Addresses,
    /// Any other list.
    List,
}

impl KeyNames {
    /// Has `name` mean `key`; a name with a dot is that of a key within a table.
    pub fn add(&mut self, name: &str, key: &str) {
        self.meant.insert(name.to_lowercase(), key.to_owned());
    }

    /// Has the key of this name passed over, and those of tables within.
    pub fn pass_over(&mut self, name: &str) {
        self.pass_over.insert(name.to_lowercase());
    }

    fn is_empty(&self) -> bool {
        self.meant.is_empty() && self.pass_over.is_empty()
    }

    fn passes_over(&self, key: &str) -> bool {
        self.pass_over.contains(&key.to_lowercase())
    }

    fn meant(&self, name: &str) -> Option<&str> {
        self.meant.get(&name.to_lowercase()).map(String::as_str)
    }
}

type Entries = Vec<(Spanned<String>, Node)>;

/// Gives the keys of a table their names here. `shape` says what value a key has that there is, and nothing of others.
pub(super) fn rename(
    table: &mut Node,
    names: &KeyNames,
    shape: impl Fn(&str) -> Option<(&'static str, Shape)>,
    problems: &mut Vec<Problem>,
) {
    let Value::Table(entries) = &mut table.value else { return };
    if names.is_empty() {
        return;
    }
    let mut own: Entries = Vec::with_capacity(entries.len());
    let mut others: Entries = Vec::new();
    for (key, mut node) in lifted(std::mem::take(entries), names) {
        match names.meant(&key.value).and_then(&shape) {
            Some((meant, shape)) => {
                others.push((Spanned::new(key.span, meant.to_owned()), shaped(node, shape)));
            }
            None if names.passes_over(&key.value) => {}
            None => {
                if key.value != FREE_KEY {
                    pass_over_within(&mut node, names);
                }
                own.push((key, node));
            }
        }
    }
    for (key, mut node) in others {
        pass_over_within(&mut node, names);
        match own.iter_mut().find(|(other, _)| other.value == key.value) {
            None => own.push((key, node)),
            Some((_, present)) => join(present, node, &key, problems),
        }
    }
    *entries = own;
}

/// The entries, with those that stand within tables and have other names (`taxonomies.tags`) lifted out.
fn lifted(entries: Entries, names: &KeyNames) -> Entries {
    let mut lifted = Vec::with_capacity(entries.len());
    for (key, mut node) in entries {
        let mut inner = Vec::new();
        if let Value::Table(table) = &mut node.value
            && key.value != FREE_KEY
        {
            let dotted = |name: &str| format!("{}.{name}", key.value);
            let is_named =
                |name: &str| names.meant(&dotted(name)).is_some() || names.passes_over(&dotted(name));
            let (meant, rest) =
                std::mem::take(table).into_iter().partition(|(name, _)| is_named(&name.value));
            inner = meant;
            *table = rest;
            for (name, _) in &mut inner {
                name.value = dotted(&name.value);
            }
        }
        let is_emptied = !inner.is_empty() && matches!(&node.value, Value::Table(table) if table.is_empty());
        if !is_emptied {
            lifted.push((key, node));
        }
        lifted.append(&mut inner);
    }
    lifted
}

fn pass_over_within(node: &mut Node, names: &KeyNames) {
    match &mut node.value {
        Value::Table(entries) => {
            entries.retain(|(key, _)| !names.passes_over(&key.value));
            entries.iter_mut().for_each(|(_, node)| pass_over_within(node, names));
        }
        Value::List(items) => items.iter_mut().for_each(|item| pass_over_within(item, names)),
        _ => {}
    }
}

/// The value as its new key wants it: one is a list of one, `a, b` are two names, and an address on this site begins with `/`.
fn shaped(node: Node, shape: Shape) -> Node {
    let span = node.span.clone();
    let is_nothing = |node: &Node| match &node.value {
        Value::Null => true,
        Value::Text(text) => text.trim().is_empty(),
        _ => false,
    };
    let items = match (shape, node.value) {
        (Shape::One, value) => return Node { span, value },
        (_, Value::List(items)) => items,
        (Shape::Names, Value::Text(text)) => {
            let part = |part: &str| Node { span: span.clone(), value: Value::Text(part.trim().to_owned()) };
            text.split(',').map(part).collect()
        }
        (_, value) => vec![Node { span: span.clone(), value }],
    };
    let address = |mut item: Node| {
        if let (Shape::Addresses, Value::Text(text)) = (shape, &mut item.value)
            && !text.starts_with('/')
            && !text.contains("://")
        {
            text.insert(0, '/');
        }
        item
    };
    let items = items.into_iter().filter(|item| !is_nothing(item)).map(address).collect();
    Node { span, value: Value::List(items) }
}

/// Adds what was written under another name to what is there.
fn join(present: &mut Node, other: Node, key: &Spanned<String>, problems: &mut Vec<Problem>) {
    let is_nothing = match &present.value {
        Value::Null => true,
        Value::Text(text) => text.trim().is_empty(),
        _ => false,
    };
    match (&mut present.value, other.value) {
        (Value::List(items), Value::List(more)) => {
            for item in more {
                if !items.iter().take(MOST_COMPARED).any(|known| known.value == item.value) {
                    items.push(item);
                }
            }
        }
        (_, value) if is_nothing => *present = Node { span: other.span, value },
        (_, Value::Null) => {}
        (known, value) if *known == value => {}
        _ => problems.push(Problem {
            severity: Severity::Warning,
            code: Code::TwoValues,
            span: key.span.clone(),
            message: format!("`{}` has a value already, under another name: this one is left out", key.value),
            hint: Some("remove one of the two".to_owned()),
        }),
    }
}

/// A name that stands in two lists is taken once; lists that are longer than any author's are not compared to their end.
const MOST_COMPARED: usize = 100;
