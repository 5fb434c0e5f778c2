//! Where front matter ends and the body begins.

mod misplaced;

use serde::de::IgnoredAny;

use crate::matter::Syntax;
use crate::vocab::diagnostic::{Code, Diagnostic};
use crate::vocab::path::ContentPath;
use crate::vocab::spanned::Span;

use misplaced::Before;

/// A file's text, parted.
pub(super) struct Parts {
    pub(super) syntax: Syntax,
    /// Between the two fence lines; empty when there is no front matter.
    pub(super) matter: Span,
    /// All that follows.
    pub(super) body: Span,
}

/// Parts a file: front matter stands between `+++` (TOML) or `---` (YAML) lines, the first of which opens the file, or is an object in
/// braces that does (JSON). Front matter that is not closed is an error, and all of the file counts as body; so is front matter that does
/// not begin the file.
pub(super) fn split(text: &str, path: &ContentPath, diagnostics: &mut Vec<Diagnostic>) -> Parts {
    let begin = if text.starts_with('\u{feff}') { '\u{feff}'.len_utf8() } else { 0 };
    let first_end = line_end(text, begin);
    let fence = text[begin..first_end].trim_end();
    let parts = match fence {
        "+++" => fenced(text, begin, fence, Syntax::Toml),
        "---" => fenced(text, begin, fence, Syntax::Yaml),
        _ if misplaced::begins_json(&text[begin..]) => braced(text, begin),
        _ => Ok(Parts { syntax: Syntax::Toml, matter: begin..begin, body: begin..text.len() }),
    };
    let parts = parts.unwrap_or_else(|unclosed| {
        diagnostics.push(unclosed.diagnostic(path));
        Parts { syntax: Syntax::Toml, matter: begin..begin, body: begin..text.len() }
    });
    // Rules around a title are none.
    let says_nothing = |line: &str| line.trim().is_empty() || line.trim_start().starts_with('#');
    let is_empty = text[parts.matter.clone()].split(['\n', '\r']).all(says_nothing);
    let before = if is_empty { Before::Nothing } else { Before::FrontMatter };
    if diagnostics.is_empty()
        && let Some(found) = misplaced::find(&text[parts.body.clone()], before)
    {
        let at = parts.body.start;
        diagnostics.push(
            Diagnostic::error(Code::MisplacedFrontMatter, path, found.message)
                .with_span(found.span.start + at..found.span.end + at)
                .with_hint(found.hint),
        );
    }
    parts
}

/// Front matter that is opened and not closed.
struct Unclosed<'t> {
    fence: &'t str,
    at: usize,
}

impl Unclosed<'_> {
    fn diagnostic(&self, path: &ContentPath) -> Diagnostic {
        let (fence, at) = (self.fence, self.at);
        let message = format!("this front matter is never closed by a `{fence}` line");
        let hint = format!("write `{fence}` on a line of its own where the front matter ends");
        Diagnostic::error(Code::UnclosedFrontMatter, path, message)
            .with_span(at..at + if fence == "}" { 1 } else { fence.len() })
            .with_label("opened here")
            .with_hint(hint)
    }
}

/// Front matter between two lines; YAML's may end with `...` instead.
fn fenced<'t>(text: &str, begin: usize, fence: &'t str, syntax: Syntax) -> Result<Parts, Unclosed<'t>> {
    let start = line_end(text, begin);
    let mut line_start = start;
    while line_start < text.len() {
        let end = line_end(text, line_start);
        let line = text[line_start..end].trim_end();
        if line == fence || (syntax == Syntax::Yaml && line == "...") {
            return Ok(Parts { syntax, matter: start..line_start, body: end..text.len() });
        }
        line_start = end;
    }
    Err(Unclosed { fence, at: begin })
}

/// Front matter that is one JSON object.
fn braced(text: &str, begin: usize) -> Result<Parts, Unclosed<'static>> {
    let mut values = serde_json::Deserializer::from_str(&text[begin..]).into_iter::<IgnoredAny>();
    let Some(Ok(_)) = values.next() else { return Err(Unclosed { fence: "}", at: begin }) };
    let end = begin + values.byte_offset();
    let rest = line_end(text, end);
    let body = if text[end..rest].trim().is_empty() { rest } else { end };
    Ok(Parts { syntax: Syntax::Json, matter: begin..end, body: body..text.len() })
}

/// The offset after the line break that ends the line at `start`: `\n`, `\r\n` or, as old editors write it, `\r`.
fn line_end(text: &str, start: usize) -> usize {
    let Some(offset) = text[start..].find(['\n', '\r']) else { return text.len() };
    let at = start + offset;
    if text[at..].starts_with("\r\n") { at + 2 } else { at + 1 }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn parts(text: &str) -> (String, String, usize) {
        let mut diagnostics = Vec::new();
        let parts = split(text, &ContentPath::new("x.md").unwrap(), &mut diagnostics);
        (text[parts.matter].to_owned(), text[parts.body].to_owned(), diagnostics.len())
    }

    #[test]
    fn both_fences_part_the_file() {
        assert_eq!(parts("+++\na = 1\n+++\nbody\n"), ("a = 1\n".into(), "body\n".into(), 0));
        assert_eq!(parts("\u{feff}---\r\na: 1\r\n---\r\nbody"), ("a: 1\r\n".into(), "body".into(), 0));
        assert_eq!(parts("+++\n+++"), (String::new(), String::new(), 0));
        assert_eq!(parts("no front matter\n---\n"), (String::new(), "no front matter\n---\n".into(), 0));
        assert_eq!(parts(""), (String::new(), String::new(), 0));
    }

    #[test]
    fn old_line_ends_yamls_own_end_and_braces_part_it_too() {
        assert_eq!(parts("---\rdraft: true\r---\rbody"), ("draft: true\r".into(), "body".into(), 0));
        assert_eq!(parts("---\na: 1\n...\nbody"), ("a: 1\n".into(), "body".into(), 0));
        assert_eq!(parts("{ \"a\": {\n} }\nbody"), ("{ \"a\": {\n} }".into(), "body".into(), 0));
        assert_eq!(parts("{\"a\": 1} body"), ("{\"a\": 1}".into(), " body".into(), 0));
        assert_eq!(parts("{\"a\": 1\nbody").2, 1);
        for text in ["{% raw %}\n", "{{< x >}}\n", "{: .x}\n", "{}\n"] {
            assert_eq!(parts(text), (String::new(), text.into(), 0));
        }
    }

    #[test]
    fn a_title_between_rules_is_no_front_matter_that_others_follow() {
        assert_eq!(parts("---\n# Title\n\n---\ntitle: Secret\ndrafts: true\n---\nText").2, 1);
        assert_eq!(parts("---\n# a comment\n---\nText").2, 0);
    }

    #[test]
    fn unclosed_front_matter_loses_nothing() {
        assert_eq!(
            parts("+++\ntitle = \"x\"\n\nText"),
            (String::new(), "+++\ntitle = \"x\"\n\nText".into(), 1)
        );
    }
}
