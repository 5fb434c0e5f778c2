//! TOML text to nodes, through the toml crate's own spanned tree; it recovers after an error and reports several.

use toml::Spanned as TomlSpanned;
use toml::de::{DeTable, DeValue};

use crate::vocab::date::PartialDate;
use crate::vocab::spanned::Spanned;

use super::node::{Node, Value};
use super::problem::Problem;

/// The table that `text` is, and what is wrong with its syntax.
pub(super) fn parse(text: &str) -> (Node, Vec<Problem>) {
    let (table, errors) = DeTable::parse_recoverable(text);
    let mut problems: Vec<Problem> = errors
        .into_iter()
        .map(|error| {
            let span = error.span().unwrap_or(0..text.len());
            let hint = hint(&text[span.clone()]).or_else(|| yaml_hint(text, span.start));
            let message = format!("this is not TOML: {}", error.message().replace('\n', ", "));
            Problem::of_syntax(span, message, hint)
        })
        .collect();
    let span = table.span();
    let mut entries = table_entries(table.get_ref(), &mut problems);
    entries.sort_by_key(|(key, _)| key.span.start);
    (Node { span, value: Value::Table(entries) }, problems)
}

/// How to mend what is often written without quotes.
fn hint(wrong: &str) -> Option<String> {
    if PartialDate::parse(wrong).is_ok() {
        return Some(format!("put a date that is not a whole day in quotes: `\"{wrong}\"`"));
    }
    let is_word = wrong.starts_with(char::is_alphabetic) && !wrong.contains(['\n', '"', '=', '[', '{']);
    is_word.then(|| format!("put a text in quotes: `\"{wrong}\"`"))
}

/// How to mend a line that is YAML.
fn yaml_hint(text: &str, at: usize) -> Option<String> {
    let start = text[..at].rfind('\n').map_or(0, |line| line + 1);
    let line = text[start..].lines().next()?;
    let (key, value) = line.split_once(':')?;
    let is_yaml = !line.contains('=')
        && !key.is_empty()
        && key.chars().all(|letter| letter.is_alphanumeric() || letter == '_');
    is_yaml.then(|| format!("write `{key} = {}`: front matter between `+++` lines is TOML", value.trim()))
}

fn table_entries(table: &DeTable<'_>, problems: &mut Vec<Problem>) -> Vec<(Spanned<String>, Node)> {
    table
        .iter()
        .map(|(key, value)| (Spanned::new(key.span(), key.get_ref().to_string()), node(value, problems)))
        .collect()
}

fn node(value: &TomlSpanned<DeValue<'_>>, problems: &mut Vec<Problem>) -> Node {
    let span = value.span();
    let mut out_of_range = |what: &str| {
        problems.push(Problem::of_syntax(span.clone(), format!("this {what} is out of range"), None));
        Value::Null
    };
    let value = match value.get_ref() {
        DeValue::String(text) => Value::Text(text.to_string()),
        DeValue::Integer(integer) => i64::from_str_radix(integer.as_str(), integer.radix())
            .map_or_else(|_| out_of_range("number"), Value::Integer),
        DeValue::Float(float) => float.as_str().parse().map_or_else(|_| out_of_range("number"), Value::Float),
        DeValue::Boolean(truth) => Value::Bool(*truth),
        DeValue::Datetime(datetime) => Value::Text(datetime.to_string()),
        DeValue::Array(items) => Value::List(items.iter().map(|item| node(item, problems)).collect()),
        DeValue::Table(table) => {
            let mut entries = table_entries(table, problems);
            entries.sort_by_key(|(key, _)| key.span.start);
            Value::Table(entries)
        }
    };
    Node { span, value }
}
