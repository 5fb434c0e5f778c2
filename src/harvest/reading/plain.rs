//! Plain text, made clean: one kind of line break, no control or invisible characters, composed letters.
//!
//! What always holds: the result is NFC and has no control character but `\n`; [`line()`] has no line break, no
//! doubled space, none at the ends, and no entity.

use unicode_normalization::UnicodeNormalization;

/// A text of several lines: line breaks become `\n`, tabs four spaces; what cannot be seen goes.
pub(crate) fn lines(text: &str) -> String {
    if text.is_ascii() && !text.bytes().any(|byte| byte < b' ' && byte != b'\n') {
        return text.to_owned();
    }
    let text = text.replace("\r\n", "\n");
    let mut clean = String::with_capacity(text.len());
    for letter in text.nfc() {
        match letter {
            '\n' | '\r' | '\u{85}' | '\u{2028}' | '\u{2029}' | '\u{b}' | '\u{c}' => clean.push('\n'),
            '\t' => clean.push_str("    "),
            _ if is_invisible(letter) => {}
            _ => clean.push(letter),
        }
    }
    clean
}

/// A text of one line: a title, a name, a label.
pub(crate) fn line(text: &str) -> String {
    let text = unescape(&lines(text));
    lines(&text).split_whitespace().collect::<Vec<_>>().join(" ")
}

/// Controls, zero-width spaces and byte order marks, what turns the direction of the text around it, and what is private;
/// joiners stay, since scripts and emoji need them.
fn is_invisible(letter: char) -> bool {
    letter.is_control()
        || matches!(letter, '\u{200b}' | '\u{2060}' | '\u{feff}' | '\u{fffe}' | '\u{ffff}')
        || matches!(letter, '\u{202a}'..='\u{202e}' | '\u{2066}'..='\u{2069}')
        || is_private(letter)
}

/// Characters for private use, which mean something to one font or program alone; `wordpress/content/marks.rs` makes marks of them.
pub(crate) fn is_private(letter: char) -> bool {
    matches!(letter, '\u{e000}'..='\u{f8ff}')
}

/// Character references of HTML become the characters that they name, but for private ones, which go.
pub(crate) fn unescape(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    let mut rest = text;
    while let Some(at) = rest.find('&') {
        out.push_str(&rest[..at]);
        rest = &rest[at..];
        let named = rest.bytes().take(12).position(|byte| byte == b';');
        let known = named.and_then(|end| Some((entity(&rest[1..end])?, end + 1)));
        let (letter, length) = known.unwrap_or(('&', 1));
        out.extend(Some(letter).filter(|letter| !is_private(*letter)));
        rest = &rest[length..];
    }
    out.push_str(rest);
    out
}

fn entity(name: &str) -> Option<char> {
    if let Some(number) = name.strip_prefix('#') {
        let code = match number.strip_prefix(['x', 'X']) {
            Some(digits) => u32::from_str_radix(digits, 16),
            None => number.parse(),
        };
        return code.ok().and_then(char::from_u32);
    }
    let letter = match name {
        "amp" => '&',
        "lt" => '<',
        "gt" => '>',
        "quot" => '"',
        "apos" => '\'',
        "nbsp" => '\u{a0}',
        "hellip" => '…',
        "ndash" => '–',
        "mdash" => '—',
        "lsquo" => '‘',
        "rsquo" => '’',
        "ldquo" => '“',
        "rdquo" => '”',
        "laquo" => '«',
        "raquo" => '»',
        "copy" => '©',
        "reg" => '®',
        "trade" => '™',
        "eacute" => 'é',
        "egrave" => 'è',
        "agrave" => 'à',
        "aacute" => 'á',
        "iacute" => 'í',
        "oacute" => 'ó',
        "uacute" => 'ú',
        "ntilde" => 'ñ',
        "ccedil" => 'ç',
        "auml" => 'ä',
        "ouml" => 'ö',
        "uuml" => 'ü',
        _ => return None,
    };
    Some(letter)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_line_is_clean() {
        assert_eq!(line("  a\r\n\tb\u{2028}c \u{200b}\u{feff}"), "a b c");
        assert_eq!(
            line("&quot;Tom &amp; J&#233;r&#xf4;me&quot; & co; &unknown;"),
            "\"Tom & Jérôme\" & co; &unknown;"
        );
        assert_eq!(line("Cafe\u{301}"), "Café");
        assert_eq!(line("\u{202e}evil\u{0}"), "evil");
        assert_eq!(line("&#0;&#xD800;&#10;x"), "&#xD800; x");
        assert_eq!(unescape("a\u{e000}&#xE000;&#57345;b"), "a\u{e000}b");
        assert_eq!(line("😶\u{200d}🌫️"), "😶\u{200d}🌫️");
    }

    #[test]
    fn line_breaks_are_of_one_kind() {
        assert_eq!(lines("a\r\nb\rc\u{2029}d\te"), "a\nb\nc\nd    e");
    }
}
