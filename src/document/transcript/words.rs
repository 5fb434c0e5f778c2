//! The words of a cue: its text without tags, with entities read, and who says it.

use html5ever::data::NAMED_ENTITIES;

use crate::vocab::shorten::{beginning, shorten};

/// The longest name of an entity, with its semicolon.
const LONGEST_ENTITY: usize = 40;
/// The longest tag that is taken for one: what is longer is text that has a `<`.
const LONGEST_TAG: usize = 300;
/// The longest name of somebody who speaks, in letters.
const LONGEST_SPEAKER: usize = 100;

/// What a cue says.
#[derive(Debug, PartialEq, Eq)]
pub(super) struct Words {
    /// Its lines, each without blanks around it.
    pub(super) text: String,
    /// Whether times stand within it.
    pub(super) has_clock: bool,
    /// Who says it, by its first `<v …>`.
    pub(super) speaker: Option<String>,
}

/// Reads the text of a cue.
pub(super) fn plain(written: &str) -> Words {
    let mut words = Words { text: String::with_capacity(written.len()), has_clock: false, speaker: None };
    let mut raw = String::with_capacity(written.len());
    let mut rest = written;
    while let Some(at) = rest.find(['<', '{', '&']) {
        raw.push_str(&rest[..at]);
        rest = &rest[at..];
        let length = if rest.starts_with('&') {
            entity(rest).map(|(text, length)| {
                raw.push_str(&text);
                length
            })
        } else {
            tag(rest).map(|(inner, length)| {
                words.has_clock |= inner.starts_with(|first: char| first.is_ascii_digit());
                if words.speaker.is_none() {
                    words.speaker = speaker(inner);
                }
                length
            })
        };
        let length = length.unwrap_or_else(|| {
            raw.push_str(&rest[..1]);
            1
        });
        rest = &rest[length..];
    }
    raw.push_str(rest);
    for line in raw.lines().map(one_line).filter(|line| !line.is_empty()) {
        if !words.text.is_empty() {
            words.text.push('\n');
        }
        words.text.push_str(&line);
    }
    words
}

/// What stands in the tag that a text begins with, and how long that is: `<c.yellow>`, `</v>`, `<00:00:01.000>`, or SubRip's `{\an8}`.
fn tag(text: &str) -> Option<(&str, usize)> {
    let window = beginning(text, LONGEST_TAG);
    let (close, is_tag): (char, fn(char) -> bool) = if text.starts_with('{') {
        ('}', |first| first == '\\')
    } else {
        ('>', |first| first.is_ascii_alphanumeric() || first == '/')
    };
    let end = window.find(close)?;
    let inner = &window[1..end];
    let is_whole = inner.starts_with(is_tag) && !inner.contains('<');
    is_whole.then_some((inner, end + 1))
}

/// Who speaks, by a tag such as `v.loud Ada Lovelace`.
fn speaker(tag: &str) -> Option<String> {
    let (kind, name) = tag.split_once(char::is_whitespace)?;
    if kind.split('.').next() != Some("v") {
        return None;
    }
    let name = shorten(&one_line(&decoded(name)), LONGEST_SPEAKER);
    (!name.is_empty()).then_some(name)
}

/// The text with every run of blanks and control characters made one space.
fn one_line(text: &str) -> String {
    let words = text.split(|letter: char| letter.is_whitespace() || letter.is_control());
    words.filter(|word| !word.is_empty()).collect::<Vec<_>>().join(" ")
}

/// A text with its entities read.
fn decoded(text: &str) -> String {
    let mut decoded = String::with_capacity(text.len());
    let mut rest = text;
    while let Some(at) = rest.find('&') {
        decoded.push_str(&rest[..at]);
        let (text, length) = entity(&rest[at..]).unwrap_or_else(|| ("&".to_owned(), 1));
        decoded.push_str(&text);
        rest = &rest[at + length..];
    }
    decoded + rest
}

/// What the entity stands for that a text begins with, and how long it is written.
fn entity(text: &str) -> Option<(String, usize)> {
    let window = beginning(text, LONGEST_ENTITY);
    let end = window.find(';')?;
    let name = &window[1..end];
    let letters = |first: u32, second: u32| {
        [first, second].into_iter().filter(|code| *code > 0).filter_map(char::from_u32).collect::<String>()
    };
    let text = if let Some(number) = name.strip_prefix('#') {
        let code = match number.strip_prefix(['x', 'X']) {
            Some(hex) => u32::from_str_radix(hex, 16).ok()?,
            None => number.parse().ok()?,
        };
        letters(code, 0)
    } else {
        let (first, second) = NAMED_ENTITIES.get(&format!("{name};"))?;
        letters(*first, *second)
    };
    Some((text, end + 1))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn text(written: &str) -> String {
        plain(written).text
    }

    #[test]
    fn tags_and_entities_become_text() {
        assert_eq!(text("<i>It</i> was <c.yellow>down</c> <b>again</b>"), "It was down again");
        assert_eq!(text("&lt;b&gt; &amp;amp; &eacute;&#233;&#xE9; &nbsp;x"), "<b> &amp; ééé x");
        assert_eq!(text("{\\an8}<font color=\"#fff\">up</font>"), "up");
        assert_eq!(
            text("a < b and b > c, {x}, AT&T &unknown; &#0; <"),
            "a < b and b > c, {x}, AT&T &unknown; <"
        );
        assert_eq!(text("  one \n\n two\u{7}three "), "one\ntwo three");
        let rolling = plain("so<00:00:01.000><c> then</c>");
        assert_eq!((rolling.text.as_str(), rolling.has_clock), ("so then", true));
    }

    #[test]
    fn who_speaks_is_known() {
        let speaker = |written: &str| plain(written).speaker;
        assert_eq!(speaker("<v Ada &amp; co>Hello</v>").as_deref(), Some("Ada & co"));
        assert_eq!(speaker("<v.loud  Ada  Lovelace>Hello").as_deref(), Some("Ada Lovelace"));
        assert_eq!((speaker("<v>Hello"), speaker("<video x>Hello")), (None, None));
    }
}
