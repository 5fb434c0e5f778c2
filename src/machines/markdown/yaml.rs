//! A value in YAML's flow style, which is JSON with spaces: every reader of YAML takes it, and nothing in a text is taken for YAML.

use std::io;

use serde::Serialize;
use serde_json::ser::Formatter;
use serde_json::{Serializer, Value};

/// The value on one line.
pub(super) fn flow(value: &Value) -> String {
    let mut bytes = Vec::new();
    // Memory takes what is written to it, and JSON is UTF-8.
    let _ = value.serialize(&mut Serializer::with_formatter(&mut bytes, Spaced));
    String::from_utf8(bytes).unwrap_or_default()
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
        assert_eq!(flow(&value), r#"[{"name": "Ève: \"x\" # y\n"}, 1.5, false]"#);
    }
}
