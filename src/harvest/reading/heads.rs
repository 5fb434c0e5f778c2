//! Front matter as a table, and whether it holds its file back.
//!
//! What always holds: what this tool would hold back when the post stood in its content folder as it is, is held back.

use serde_json::{Map, Value};

use super::tables::{Table, table};
use crate::document::{Document, Hold, Options, Place, parse};
use crate::matter::Syntax;
use crate::vocab::path::ContentPath;

/// A file's front matter and what follows it.
#[derive(Debug, Default)]
pub(crate) struct Front<'t> {
    pub(crate) table: Table,
    /// Whether there is any.
    pub(crate) is_there: bool,
    /// Whether some of it cannot be read.
    pub(crate) is_broken: bool,
    pub(crate) body: &'t str,
}

/// Parts a text: front matter between lines of `---` or `+++`, or a JSON object.
pub(crate) fn split(text: &str) -> Front<'_> {
    let text = text.strip_prefix('\u{feff}').unwrap_or(text);
    let none = Front { body: text, ..Front::default() };
    let (fence, syntax) = match text.lines().next().map(str::trim_end) {
        Some("---") => ("---", Syntax::Yaml),
        Some("+++") => ("+++", Syntax::Toml),
        Some(first) if first.starts_with('{') && !first.starts_with("{{") && !first.starts_with("{%") => {
            return of_json(text);
        }
        _ => return none,
    };
    let start = text.find('\n').map_or(text.len(), |end| end + 1);
    let mut at = start;
    for line in text[start..].split_inclusive('\n') {
        if line.trim_end() == fence || (fence == "---" && line.trim_end() == "...") {
            let matter = &text[start..at];
            // Rules around a title are none; two lines with nothing between them say that the defaults apply.
            if !matter.trim().is_empty() && !matter.contains([':', '=']) {
                return none;
            }
            let (table, is_broken) = table(matter, syntax);
            return Front { table, is_there: true, is_broken, body: &text[at + line.len()..] };
        }
        at += line.len();
    }
    none
}

fn of_json(text: &str) -> Front<'_> {
    let mut values = serde_json::Deserializer::from_str(text).into_iter::<Map<String, Value>>();
    match values.next() {
        Some(Ok(table)) => {
            let body = &text[values.byte_offset()..];
            Front { table, is_there: true, is_broken: false, body }
        }
        _ => Front { body: text, ..Front::default() },
    }
}

/// What holds a post back whose front matter, with what its folder hands down, is this. Where `whole` has none that was found, all of it is
/// looked at, since front matter may have been meant.
pub(crate) fn hold(table: &Table, front: &Front<'_>, whole: &str) -> Hold {
    let written = serde_json::to_string(&Value::Object(table.clone())).unwrap_or_default();
    let mut hold = held(&format!("{written}\n"));
    hold.is_draft |= front.is_broken;
    if !front.is_there && whole.lines().take(20).any(|line| line.contains([':', '='])) {
        let is_held = |read: &Document| read.outline.hold.is_for_some() || !read.outline.matter_is_whole;
        hold.is_draft |= read(whole).as_ref().is_some_and(is_held);
    }
    hold
}

fn held(text: &str) -> Hold {
    read(text).map(|document| Hold::clone(&document.outline.hold)).unwrap_or_default()
}

/// A text as the document that it would be.
fn read(text: &str) -> Option<Document> {
    const BELOW: &str = "reports/x.md";
    let place = Place::of(&ContentPath::new(BELOW)?, BELOW).ok()?;
    Some(parse(place, text.as_bytes(), &Options::default()))
}

/// Whether a table that a folder hands down holds back what is below it.
pub(crate) fn holds_folder(table: &Table) -> bool {
    let cascade = table.iter().find(|(key, _)| key.eq_ignore_ascii_case("cascade"));
    cascade.is_some_and(|(_, value)| {
        let only: Table = std::iter::once(("cascade".to_owned(), value.clone())).collect();
        held(&format!("{}\n", Value::Object(only))).is_for_some()
    })
}

/// Whether a key is of those that hold a file back.
pub(crate) fn is_of_hold(key: &str) -> bool {
    let plain: String =
        key.chars().filter(|letter| letter.is_alphanumeric()).flat_map(char::to_lowercase).collect();
    OF_HOLD.contains(&plain.as_str())
}

/// The usual ones: what else there is stands in `document`, which is asked what they mean.
const OF_HOLD: &[&str] = &[
    "build",
    "cascade",
    "draft",
    "eleventyexcludefromcollections",
    "expirydate",
    "hidden",
    "private",
    "pubdate",
    "publish",
    "published",
    "publishdate",
    "render",
    "status",
    "unlisted",
    "visibility",
];

#[cfg(test)]
mod tests {
    use super::*;

    fn is_held(text: &str) -> bool {
        let front = split(text);
        hold(&front.table.clone(), &front, text).is_for_some()
    }

    #[test]
    fn front_matter_is_read_in_three_syntaxes() {
        for text in ["---\na: b\n---\nx", "+++\na = \"b\"\n+++\nx", "{ \"a\": \"b\" }\nx"] {
            let front = split(text);
            assert_eq!(
                (front.table["a"].as_str(), front.body.trim(), front.is_there),
                (Some("b"), "x", true)
            );
        }
        assert!(!split("---\n\nTitle\n\n---\n").is_there);
        assert!(!split("{% if x %}").is_there && !split("{{ x }}").is_there);
    }

    #[test]
    fn what_this_tool_holds_back_is_held_back() {
        for text in [
            "---\npublished: false\n---\n",
            "---\ndraft: yes\n---\n",
            "---\nstatus: private\n---\n",
            "---\ndrfat: true\n---\n",
            "---\npermalink: false\n---\n",
            "---\ntitle: [\n---\n",
            "\n\n---\ndraft: true\n---\n",
            "+++\n[build]\nrender = \"never\"\n+++\n",
        ] {
            assert!(is_held(text), "{text}");
        }
        for text in
            ["---\npublished: true\n---\n", "---\npermalink: /x/\n---\n", "text: only\n", "---\n---\n"]
        {
            assert!(!is_held(text), "{text}");
        }
    }
}
