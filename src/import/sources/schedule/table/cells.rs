//! The rows of a table, of CSV or of JSON lines: only the columns that are named.

use std::collections::BTreeMap;

use serde_json::Value;

use super::mapping::Mapping;
use crate::harvest::reading::plain::line;
use crate::import::error::ImportError;
use crate::import::sources::schedule::context::Context;
use crate::programme::allowed::one_line;
use crate::vocab::shorten::boundary;

/// The cells of one row, by the names of their columns.
pub(super) struct Row(BTreeMap<String, Cell>);

enum Cell {
    Text(String),
    List(Vec<String>),
}

impl Row {
    /// A text of one line, when it says anything.
    pub(super) fn text(&self, column: Option<&str>) -> Option<String> {
        let text = match self.0.get(column?)? {
            Cell::Text(text) => line(text),
            Cell::List(items) => items.join(", "),
        };
        (!text.is_empty()).then_some(text)
    }

    /// A text of several lines.
    pub(super) fn prose(&self, column: Option<&str>) -> String {
        match column.and_then(|column| self.0.get(column)) {
            Some(Cell::Text(text)) => text.clone(),
            _ => String::new(),
        }
    }

    /// A list, of which one text has the items with a separator between them.
    pub(super) fn list(&self, column: Option<&str>, separator: &str) -> Vec<String> {
        match column.and_then(|column| self.0.get(column)) {
            Some(Cell::Text(text)) => {
                text.split(separator).map(line).filter(|item| !item.is_empty()).collect()
            }
            Some(Cell::List(items)) => items.clone(),
            None => Vec::new(),
        }
    }
}

/// The rows of a text.
pub(super) fn rows(
    text: &str,
    mapping: &Mapping,
    context: &mut Context<'_>,
) -> Result<Vec<Row>, ImportError> {
    if text.trim_start().starts_with('{') {
        of_json(text, mapping, context)
    } else {
        of_csv(text, mapping, context)
    }
}

fn of_json(text: &str, mapping: &Mapping, context: &mut Context<'_>) -> Result<Vec<Row>, ImportError> {
    let named = mapping.columns.named();
    let mut rows = Vec::new();
    let mut at = 0;
    for written in text.split_inclusive('\n') {
        let start = at;
        at += written.len();
        if written.trim().is_empty() {
            continue;
        }
        let Ok(Value::Object(object)) = serde_json::from_str(written) else {
            context.broken(text, start, "this line is no JSON object", 0)?;
            continue;
        };
        let cells = object.iter().filter(|(key, _)| named.contains(&key.as_str()));
        let cells = cells.filter_map(|(key, value)| Some((key.clone(), cell(value, mapping)?)));
        rows.push(Row(cells.collect()));
    }
    Ok(rows)
}

fn cell(value: &Value, mapping: &Mapping) -> Option<Cell> {
    match value {
        Value::Array(items) => Some(Cell::List(items.iter().filter_map(one_line).collect())),
        Value::String(text) => (!mapping.values.is_empty(text)).then(|| Cell::Text(text.clone())),
        other => one_line(other).map(Cell::Text),
    }
}

fn of_csv(text: &str, mapping: &Mapping, context: &mut Context<'_>) -> Result<Vec<Row>, ImportError> {
    let first = text.lines().next().unwrap_or_default();
    let count = |delimiter: &u8| first.bytes().filter(|byte| byte == delimiter).count();
    let told = [b'|', b'\t', b';', b','].into_iter().max_by_key(count).unwrap_or(b',');
    let delimiter = mapping.values.delimiter.and_then(|delimiter| u8::try_from(delimiter).ok());
    let mut reader = csv::ReaderBuilder::new()
        .delimiter(delimiter.unwrap_or(told))
        .flexible(true)
        .from_reader(text.as_bytes());
    let headers: Vec<String> = match reader.headers() {
        Ok(headers) => headers.iter().map(|header| header.trim().to_owned()).collect(),
        Err(_) => Vec::new(),
    };
    let named = mapping.columns.named();
    if let Some(missing) = named.iter().find(|column| !headers.iter().any(|header| header == *column)) {
        let there = headers.iter().map(|header| format!("`{header}`")).collect::<Vec<_>>().join(", ");
        let hint = format!("the mapping names the column `{missing}`, and there are {there}");
        return Err(context.unknown(&hint));
    }
    let mut rows = Vec::new();
    for record in reader.records() {
        let Ok(record) = record else { continue };
        if record.len() != headers.len() {
            let at = record.position().map_or(0, |position| position.byte() as usize);
            context.broken(text, boundary(text, at), "this row has not as many cells as the first one", 0)?;
        }
        let says = |value: &str| !mapping.values.is_empty(value);
        let cells = headers.iter().zip(record.iter());
        let cells = cells.filter(|(header, value)| named.contains(&header.as_str()) && says(value));
        let cells = cells.map(|(header, value)| (header.clone(), Cell::Text(value.to_owned())));
        rows.push(Row(cells.collect()));
    }
    Ok(rows)
}
