//! A value in YAML's flow style, which is JSON with spaces: every reader of YAML takes it, and nothing in a text is taken for YAML.

use std::io;

use serde::Serialize;
use serde_json::ser::Formatter;
use serde_json::{Serializer, Value};

/// Adds a text, as it is written on one line.
pub(super) fn push_text(line: &mut Vec<u8>, text: &str) {
    // Memory takes what is written to it.
    let _ = serde_json::to_writer(line, text);
}

/// Adds a value, as it is written on one line.
pub(super) fn push_value(line: &mut Vec<u8>, value: &Value) {
    let _ = value.serialize(&mut Serializer::with_formatter(line, Spaced));
}

/// After a comma and a colon is a space, without which readers of YAML 1.1 see no pair.
struct Spaced;

impl Formatter for Spaced {
    fn begin_array_value<W: ?Sized + io::Write>(&mut self, writer: &mut W, first: bool) -> io::Result<()> {
        writer.write_all(if first { b"" } else { b", " })
    }

    fn begin_object_key<W: ?Sized + io::Write>(&mut self, writer: &mut W, first: bool) -> io::Result<()> {
        writer.write_all(if first { b"" } else { b", " })
    }

    fn begin_object_value<W: ?Sized + io::Write>(&mut self, writer: &mut W) -> io::Result<()> {
        writer.write_all(b": ")
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_value_is_a_line() {
        let value = serde_json::json!([{ "name": "Ève: \"x\" # y\n" }, 1.5, false]);
        let mut line = Vec::new();
        push_value(&mut line, &value);
        assert_eq!(String::from_utf8(line).unwrap(), r#"[{"name": "Ève: \"x\" # y\n"}, 1.5, false]"#);
    }
}
