//! Where front matter ends and the body begins.

use crate::matter::Syntax;
use crate::vocab::diagnostic::Diagnostic;
use crate::vocab::path::ContentPath;
use crate::vocab::spanned::Span;

/// A file's text, parted.
pub(super) struct Parts {
    pub(super) syntax: Syntax,
    /// Between the two fence lines; empty when there is no front matter.
    pub(super) matter: Span,
    /// All that follows.
    pub(super) body: Span,
}

/// Parts a file: front matter stands between `+++` (TOML) or `---` (YAML) lines, the first of which opens the file.
/// Front matter that is not closed is an error, and all of the file counts as body.
pub(super) fn split(text: &str, path: &ContentPath, diagnostics: &mut Vec<Diagnostic>) -> Parts {
    let begin = if text.starts_with('\u{feff}') { '\u{feff}'.len_utf8() } else { 0 };
    let no_matter =
        |body_start| Parts { syntax: Syntax::Toml, matter: begin..begin, body: body_start..text.len() };
    let first_end = line_end(text, begin);
    let fence = text[begin..first_end].trim_end();
    let syntax = match fence {
        "+++" => Syntax::Toml,
        "---" => Syntax::Yaml,
        _ => return no_matter(begin),
    };
    let mut line_start = first_end;
    while line_start < text.len() {
        let end = line_end(text, line_start);
        if text[line_start..end].trim_end() == fence {
            return Parts { syntax, matter: first_end..line_start, body: end..text.len() };
        }
        line_start = end;
    }
    diagnostics.push(
        Diagnostic::error(
            "unclosed-front-matter",
            path,
            format!("this front matter is never closed by a `{fence}` line"),
        )
        .with_span(begin..begin + fence.len())
        .with_label("opened here")
        .with_hint(format!("write `{fence}` on a line of its own where the front matter ends")),
    );
    no_matter(begin)
}

/// The offset after the line break that ends the line at `start`.
fn line_end(text: &str, start: usize) -> usize {
    text[start..].find('\n').map_or(text.len(), |offset| start + offset + 1)
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
    fn unclosed_front_matter_loses_nothing() {
        assert_eq!(
            parts("+++\ntitle = \"x\"\n\nText"),
            (String::new(), "+++\ntitle = \"x\"\n\nText".into(), 1)
        );
    }
}
