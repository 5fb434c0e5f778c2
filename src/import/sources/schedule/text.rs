//! Bytes as text, and text as what it is written in: XML, JSON, iCalendar, or a table.

use serde_json::Value;

use super::context::{Context, OnBroken};
use super::{icalendar, json};
use crate::import::error::ImportError;

/// No schedule is longer, in bytes.
const LARGEST: usize = 128 * 1024 * 1024;

/// What a file holds.
pub(super) enum Content {
    Xml(String),
    /// The value, and the text that it was read from.
    Json(Value, String),
    Calendar(String),
    /// CSV or JSON lines.
    Table(String),
}

/// What these bytes are.
pub(super) fn content(bytes: &[u8], context: &mut Context<'_>) -> Result<Content, ImportError> {
    if bytes.len() > LARGEST {
        return Err(context.unknown("it is too large to be one"));
    }
    let text = decoded(bytes, context)?;
    match text.trim_start().chars().next() {
        Some('<') => Ok(Content::Xml(text)),
        _ if icalendar::is_calendar(&text) => Ok(Content::Calendar(text)),
        _ if context.asked.mapping.is_some() => Ok(Content::Table(text)),
        Some('{' | '[') => Ok(Content::Json(json::value(&text, context)?, text)),
        _ => Err(context.unknown(
            "it is neither XML nor JSON nor iCalendar; of a table, `--map FILE` says which column is what",
        )),
    }
}

fn decoded(bytes: &[u8], context: &mut Context<'_>) -> Result<String, ImportError> {
    let bytes = bytes.strip_prefix("\u{feff}".as_bytes()).unwrap_or(bytes);
    let error = match std::str::from_utf8(bytes) {
        Ok(text) => return Ok(text.to_owned()),
        Err(error) => error,
    };
    let head = String::from_utf8_lossy(&bytes[..bytes.len().min(200)]).to_lowercase();
    let is_latin = ["iso-8859-1", "latin1", "windows-1252"].iter().any(|name| head.contains(name));
    if head.starts_with("<?xml") && is_latin {
        return Ok(bytes.iter().map(|byte| char::from(*byte)).collect());
    }
    let text = String::from_utf8_lossy(bytes).into_owned();
    // What stands before is the same in both.
    context.broken(&text, error.valid_up_to(), "this is not UTF-8", 0)?;
    debug_assert!(context.asked.on_broken == OnBroken::KeepGoing);
    Ok(text)
}
