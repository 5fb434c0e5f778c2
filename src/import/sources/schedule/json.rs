//! JSON as a value, and as much of it as can be read where it is broken.

use serde_json::Value;

use super::context::Context;
use crate::import::error::ImportError;
use crate::vocab::shorten::boundary;

/// The value of a text.
pub(super) fn value(text: &str, context: &mut Context<'_>) -> Result<Value, ImportError> {
    let error = match serde_json::from_str(text) {
        Ok(value) => return Ok(value),
        Err(error) => error,
    };
    let at = offset(text, error.line(), error.column());
    context.broken(text, at, &format!("this is not JSON: {}", without_place(&error)), 0)?;
    read_until(text, at).ok_or_else(|| context.unknown("nothing before its first mistake can be read"))
}

/// The message without the place, which is told beside it.
fn without_place(error: &serde_json::Error) -> String {
    let message = error.to_string();
    message.rsplit_once(" at line ").map_or(message.clone(), |(message, _)| message.to_owned())
}

/// The offset of a line and column, both from 1; columns are bytes.
fn offset(text: &str, line: usize, column: usize) -> usize {
    let before: usize = text.split_inclusive('\n').take(line.saturating_sub(1)).map(str::len).sum();
    boundary(text, before + column.saturating_sub(1))
}

/// What was whole before a place: the text up to the last object that ends there, with what is open closed.
fn read_until(text: &str, end: usize) -> Option<Value> {
    let mut open: Vec<u8> = Vec::new();
    let (mut in_text, mut escaped) = (false, false);
    let mut last: Option<(usize, Vec<u8>)> = None;
    for (at, byte) in text.bytes().enumerate().take(end) {
        if in_text {
            match byte {
                _ if escaped => escaped = false,
                b'\\' => escaped = true,
                b'"' => in_text = false,
                _ => {}
            }
            continue;
        }
        match byte {
            b'"' => in_text = true,
            b'{' => open.push(b'}'),
            b'[' => open.push(b']'),
            b'}' | b']' => {
                if open.pop() != Some(byte) {
                    break;
                }
                if byte == b'}' {
                    last = Some((at + 1, open.clone()));
                }
            }
            _ => {}
        }
    }
    let (end, open) = last?;
    let closing: String = open.iter().rev().map(|byte| char::from(*byte)).collect();
    serde_json::from_str(&format!("{}{closing}", &text[..end])).ok()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_whole_before_a_mistake_is_read() {
        let cut = r#"{"a": [{"x": "}]"}, {"y": 2}, {"z": "#;
        assert_eq!(read_until(cut, cut.len()).unwrap().to_string(), r#"{"a":[{"x":"}]"},{"y":2}]}"#);
        assert_eq!(read_until("[1, 2", 5), None);
        assert_eq!(read_until("]}", 2), None);
        assert_eq!(offset("é\nab", 2, 2), 4);
    }
}
