//! What is wrong with YAML, in words of ours: the library's name its own options, and count lines from the front matter's first.

use serde_saphyr::Error;

use crate::vocab::shorten::boundary;
use crate::vocab::spanned::Span;

use super::problem::Problem;

/// What the library's error says, at the place that it means, with a way to mend it.
pub(super) fn explain(error: &Error, text: &str) -> Problem {
    let at = error.location().map_or(0, |location| offset(text, location.line(), location.column()));
    let line_start = text[..at].rfind('\n').map_or(0, |line| line + 1);
    let line = text[line_start..].lines().next().unwrap_or("");
    let said = error.without_snippet().to_string();
    let (span, message, hint) = meant(&said, line, at, line_start);
    let end = boundary(text, span.end).max(span.start);
    Problem::of_syntax(span.start..end, message, hint)
}

/// What the library's words mean at a place of a line, and how to mend it.
fn meant(said: &str, line: &str, at: usize, line_start: usize) -> (Span, String, Option<String>) {
    let says = |part: &str| said.contains(part);
    let rest_of_line = at..(line_start + line.len()).max(at);
    if says("duplicate mapping key") {
        let key = line.split(':').next().unwrap_or(line).trim();
        let message = format!("the key `{key}` stands here a second time");
        (at..at + key.len(), message, Some("keep one of the two".to_owned()))
    } else if says("mapping values are not allowed") {
        let message = "this value has a `:` in it, so that it could be a key as well".to_owned();
        (
            line_start..line_start + line.len(),
            message,
            quoted(line).or_else(|| Some("indent keys alike".to_owned())),
        )
    } else if says("tabs disallowed") {
        (at..at, "YAML is not indented by tabs".to_owned(), Some("indent with spaces".to_owned()))
    } else if says("unclosed quote") {
        (rest_of_line, "this quote is never closed".to_owned(), Some("close it, or take it away".to_owned()))
    } else if says("unclosed bracket") {
        let hint = quoted(line).map(|hint| format!("close it; or {hint}"));
        (rest_of_line, "this bracket is never closed".to_owned(), hint)
    } else if says("expected ':'") {
        let hint = toml_hint(line)
            .unwrap_or_else(|| "write `key: value`; indent what goes on with the line above".to_owned());
        (line_start..line_start + line.len(), "this line has no `:` behind its key".to_owned(), Some(hint))
    } else if says("unexpected character") || says("block scalar") || says("expected string scalar") {
        (rest_of_line, "a text without quotes may not begin so".to_owned(), quoted(line))
    } else if says("unknown anchor") {
        let hint = quoted(line).unwrap_or_else(|| "put the text in quotes".to_owned());
        (rest_of_line, "this refers to an anchor that there is not".to_owned(), Some(hint))
    } else if says("escape") {
        let hint = "write `\\\\` for a backslash, or put the text in single quotes".to_owned();
        (rest_of_line, "this text in quotes has a `\\` that begins no escape".to_owned(), Some(hint))
    } else if says("trailing content") {
        let hint = "within single quotes write `''` for an apostrophe, or use double quotes".to_owned();
        (rest_of_line, "something follows the closing quote".to_owned(), Some(hint))
    } else if says("sequence entries are not allowed") {
        (
            rest_of_line,
            "a list does not begin behind its key".to_owned(),
            Some("begin it on a line of its own".to_owned()),
        )
    } else if says("budget") || says("alias") || says("depth") || says("recurs") {
        (rest_of_line, "this YAML grows beyond all bounds, or is nested too deeply".to_owned(), None)
    } else if says("non-finite") || says("out of range") {
        (
            rest_of_line,
            "this number is out of range".to_owned(),
            Some("put it in quotes when it is a text".to_owned()),
        )
    } else if says("multiple") {
        (rest_of_line, "front matter is one document, and here begins another".to_owned(), None)
    } else {
        (rest_of_line, "this is not YAML".to_owned(), quoted(line))
    }
}

/// How to mend a line of TOML in YAML.
pub(super) fn toml_hint(text: &str) -> Option<String> {
    let is_key = |key: &str| {
        !key.is_empty() && key.chars().all(|letter| letter.is_alphanumeric() || matches!(letter, '_' | '-'))
    };
    let mut assigned = text.lines().filter_map(|line| line.split_once('='));
    let (key, value) = assigned.find(|(key, _)| is_key(key.trim()))?;
    Some(format!(
        "write `{}: {}`: front matter between `---` lines is YAML; TOML stands between `+++` lines",
        key.trim(),
        value.trim()
    ))
}

/// How to put a line's value in quotes.
fn quoted(line: &str) -> Option<String> {
    let (key, value) = line.split_once(": ")?;
    let value = value.trim();
    let is_plain = !value.is_empty() && !value.starts_with(['"', '\'']) && value.chars().count() <= 200;
    is_plain.then(|| {
        let value = value.replace('\\', "\\\\").replace('"', "\\\"");
        format!("put the text in quotes: `{}: \"{value}\"`", key.trim_start())
    })
}

/// The byte at this line and column, both of which count from 1, columns in characters.
fn offset(text: &str, line: u64, column: u64) -> usize {
    let number = |count: u64| usize::try_from(count.saturating_sub(1)).unwrap_or(usize::MAX);
    let start: usize = text.split_inclusive('\n').take(number(line)).map(str::len).sum();
    let within = text[start..].char_indices().take_while(|(_, letter)| *letter != '\n');
    let within = within.map(|(at, letter)| at + letter.len_utf8());
    start + within.take(number(column)).last().unwrap_or(0)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::matter::yaml::parse;

    #[test]
    fn each_mistake_is_told_at_its_place_in_words_of_ours() {
        for (text, at, part) in [
            ("title: A: colon\n", "title: A: colon", "`title: \"A: colon\"`"),
            ("a: 1\ntitle: x \"y\": z\n", "title: x \"y\": z", "title: \"x \\\"y\\\": z\""),
            ("title: x\nb:\n\t- a\n", "", "with spaces"),
            ("title: x\ntitle: y\n", "title", "keep one"),
            ("title: x\ndraft = true\n", "draft = true", "`draft: true`"),
            ("title: \"x\nb: 1\n", "\"x", "close it"),
            ("title: [x\n", "[x", "close it"),
            ("title: @x\n", "@x", "\"@x\""),
            ("title: *x\n", "*x", "\"*x\""),
            ("title: {{ x }}\n", "", "\"{{ x }}\""),
            ("title: 'it's'\n", "", "''"),
            ("title: \"a\\qb\"\n", "", "backslash"),
            ("title: - x\n", "- x", "line of its own"),
            ("title:x\n", "title:x\n", "space behind"),
            ("big: 1e999\n", "1e999", "quotes"),
        ] {
            let problems = parse(text).1;
            assert_eq!(problems.len(), 1, "{text:?}");
            let Problem { span, message, hint, .. } = &problems[0];
            assert!(hint.as_deref().is_some_and(|hint| hint.contains(part)), "{text:?}: {message}: {hint:?}");
            assert!(at.is_empty() || &text[span.clone()] == at, "{text:?}: {:?}", &text[span.clone()]);
            let said = format!("{message} {}", hint.as_deref().unwrap_or(""));
            for word in ["line 1", "line 2", "column", "Options", "Policy", "policy", "from_str", "budget"] {
                assert!(!said.contains(word), "{text:?}: {said}");
            }
        }
    }
}
