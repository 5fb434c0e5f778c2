//! Text of strangers as a terminal may be given it: what a terminal would obey, and what turns the order of letters around, is shown
//! instead of done.
//!
//! Apart, since whatever prints a word that an author wrote (a title, an excerpt, a file's name, a message that quotes a value) needs the
//! same. What always holds: no result has a control character (C0, DEL, C1) but those between the values of JSON,
//! no line or paragraph separator, and no character that only steers the order of letters (Unicode's `Bidi_Control`); text without
//! these is given back as it is.

use std::borrow::Cow;
use std::path::Path;

/// Text that stays on one line: line feeds and tabs are shown, too. C0 and DEL become their pictures (`␛`, `␊`), all else the
/// escape of its number (`\u{202e}`).
pub(crate) fn printable(text: &str) -> Cow<'_, str> {
    shown(text, steers, push_picture)
}

/// A path as its author would write it, on one line: without a `./` before it.
pub(crate) fn printable_path(path: &Path) -> String {
    printable(&path.strip_prefix(".").unwrap_or(path).to_string_lossy()).into_owned()
}

/// A JSON text, which says the same value afterwards: what JSON lets stand as it is, and a terminal would obey, is escaped as JSON does.
pub(crate) fn printable_json(json: &str) -> Cow<'_, str> {
    // Line feeds and tabs stand between the values; within strings JSON has none.
    let is_layout = |letter| matches!(letter, '\n' | '\r' | '\t');
    shown(
        json,
        |letter| !is_layout(letter) && steers(letter),
        |text, letter| {
            text.push_str(&format!("\\u{:04x}", u32::from(letter)));
        },
    )
}

/// Whether a terminal would do something at this character, rather than show it.
fn steers(letter: char) -> bool {
    let is_separator = matches!(letter, '\u{2028}' | '\u{2029}');
    let is_annotation = matches!(letter, '\u{fff9}'..='\u{fffb}');
    letter.is_control() || is_separator || is_annotation || is_bidi_control(letter)
}

/// Unicode's property `Bidi_Control` (`PropList.txt`), which is closed by the standard's stability policy for these characters.
fn is_bidi_control(letter: char) -> bool {
    matches!(letter, '\u{61c}' | '\u{200e}' | '\u{200f}' | '\u{202a}'..='\u{202e}' | '\u{2066}'..='\u{2069}')
}

/// The text with each character that is hidden put by `push`.
fn shown(text: &str, is_hidden: impl Fn(char) -> bool, push: impl Fn(&mut String, char)) -> Cow<'_, str> {
    if !text.contains(&is_hidden) {
        return Cow::Borrowed(text);
    }
    let mut result = String::with_capacity(text.len() + 16);
    for letter in text.chars() {
        if is_hidden(letter) { push(&mut result, letter) } else { result.push(letter) }
    }
    Cow::Owned(result)
}

fn push_picture(text: &mut String, letter: char) {
    let picture = match u32::from(letter) {
        number @ 0..=0x1f => char::from_u32(0x2400 + number),
        0x7f => Some('\u{2421}'),
        _ => None,
    };
    match picture {
        Some(picture) => text.push(picture),
        None => text.extend(letter.escape_unicode()),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_a_terminal_obeys_is_shown() {
        for (text, shown) in [
            ("\u{1b}]0;PWNED\u{7}", "␛]0;PWNED␇"),
            ("\u{1b}[2J", "␛[2J"),
            ("a\rb\n::error::c\td", "a␍b␊::error::c␉d"),
            ("\u{7f}\0", "␡␀"),
            ("\u{9b}2J", "\\u{9b}2J"),
            ("\u{202e}gpj.exe", "\\u{202e}gpj.exe"),
            ("\u{2066}a\u{2069}", "\\u{2066}a\\u{2069}"),
            ("a\u{2028}b", "a\\u{2028}b"),
        ] {
            assert_eq!(printable(text), shown);
        }
    }

    #[test]
    fn no_character_is_obeyed_and_what_is_harmless_stays() {
        for letter in '\0'..=char::MAX {
            let text = letter.to_string();
            for printed in [printable(&text), printable_json(&text)] {
                let is_layout = matches!(&*printed, "\n" | "\r" | "\t");
                assert!(is_layout || !printed.contains(steers), "{printed:?}");
            }
            assert!(steers(letter) || matches!(printable(&text), Cow::Borrowed(_)));
        }
        let text = "Événement — 日本語 👩🏽‍🚀 العربية می‌خواهم";
        assert!(matches!(printable(text), Cow::Borrowed(same) if same == text));
    }

    #[test]
    fn json_says_the_same_value() {
        let value = serde_json::json!({ "title": "\u{1b}\u{9b}\u{7f}\u{202e}\u{2028}\r\n é" });
        let text = serde_json::to_string_pretty(&value).unwrap();
        let printed = printable_json(&text);
        assert!(printed.contains("\\u009b\\u007f\\u202e\\u2028"), "{printed}");
        assert_eq!(serde_json::from_str::<serde_json::Value>(&printed).unwrap(), value);
    }
}
