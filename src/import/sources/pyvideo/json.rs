//! One JSON object of the archive, read with patience: a file that cannot be read becomes a notice.

use std::path::Path;

use serde_json::{Map, Value};

use crate::harvest::notices::{Notices, shown};
use crate::harvest::reading::plain::line;
use crate::import::folder;
use crate::vocab::diagnostic::Code;
use crate::vocab::shorten::boundary;

/// A JSON object.
pub(super) type Object = Map<String, Value>;

/// No file of the archive is longer, in bytes.
const LARGEST: usize = 4 * 1024 * 1024;

/// The object in this file.
pub(super) fn read(path: &Path, notices: &mut Notices) -> Option<Object> {
    match folder::read(path) {
        Ok(Some(bytes)) => object(&bytes, notices),
        Ok(None) => {
            notices.say(Code::ImportMissing, "this file is missing", "the event is called after its folder");
            None
        }
        Err(cause) => {
            notices.say(Code::ImportUnreadable, format!("this file cannot be read: {cause}"), LEFT_OUT);
            None
        }
    }
}

const LEFT_OUT: &str = "it was left out; mend the file and import again";

/// The object in these bytes.
pub(super) fn object(bytes: &[u8], notices: &mut Notices) -> Option<Object> {
    if bytes.len() > LARGEST {
        notices.say(Code::ImportUnreadable, format!("this file has {} MB", bytes.len() >> 20), LEFT_OUT);
        return None;
    }
    let text = bytes.strip_prefix("\u{feff}".as_bytes()).unwrap_or(bytes);
    match serde_json::from_slice(text) {
        Ok(Value::Object(object)) => Some(object),
        Ok(_) => {
            notices.say(Code::ImportUnreadable, "this file holds no JSON object", LEFT_OUT);
            None
        }
        Err(error) => {
            let at = offset(bytes, error.line(), error.column());
            let message = format!("this is not JSON: {error}");
            notices.point(Code::ImportUnreadable, at, message, LEFT_OUT);
            None
        }
    }
}

/// The offset of a line and column, both from 1.
fn offset(bytes: &[u8], line: usize, column: usize) -> usize {
    let lines = bytes.split_inclusive(|byte| *byte == b'\n');
    let before: usize = lines.take(line.saturating_sub(1)).map(<[u8]>::len).sum();
    let offset = (before + column.saturating_sub(1)).min(bytes.len());
    std::str::from_utf8(bytes).map_or(0, |text| boundary(text, offset))
}

/// A text of one line, when there is one; a number is its digits. Any other value is reported.
pub(super) fn one_line(object: &Object, key: &str, notices: &mut Notices) -> Option<String> {
    let text = match object.get(key)? {
        Value::String(text) => line(text),
        Value::Number(number) => number.to_string(),
        Value::Null => return None,
        other => {
            notices.say(
                Code::ImportValue,
                format!("`{key}` is no text: {}", shown(&other.to_string())),
                "it was left out",
            );
            return None;
        }
    };
    (!text.is_empty()).then_some(text)
}

/// The items of a list; a single value counts as a list of one.
pub(super) fn list<'a>(object: &'a Object, key: &str) -> &'a [Value] {
    match object.get(key) {
        Some(Value::Array(items)) => items,
        Some(Value::Null) | None => &[],
        Some(single) => std::slice::from_ref(single),
    }
}
