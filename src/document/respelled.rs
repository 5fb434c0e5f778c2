//! A name in a text that becomes another name, as it is written there: between the same quotes, or without any.
//!
//! Comes in: a text, the place of a value in it, and the value as it was read. Goes out: the place of what is written for it, and what to write instead. What always
//! holds: nothing around it changes. Whoever writes it reads it again first, and sees that it says what was meant.

use crate::vocab::spanned::Span;

use super::extended::quoted;

/// The place of a name, and what is written there for another; none where it is written in no plain way.
pub(crate) fn respelled(text: &str, span: &Span, name: &str, other: &str) -> Option<(Span, String)> {
    let span = with_quotes(text, span);
    let raw = text.get(span.clone())?;
    // Three quotes make a text of several lines.
    if raw.starts_with(['"', '\'']) && span.start > 0 && text.as_bytes()[span.start - 1] == raw.as_bytes()[0]
    {
        return None;
    }
    let is_toml = text.trim_start_matches('\u{feff}').starts_with("+++");
    if raw == name {
        let bare = if is_plain(other) || is_toml { other.to_owned() } else { quoted(other) };
        return Some((span, bare));
    }
    let inner = |quote: char| raw.strip_prefix(quote)?.strip_suffix(quote);
    if let Some(inner) = inner('"') {
        return (!inner.starts_with('"')).then(|| (span.clone(), quoted(other)));
    }
    let inner = inner('\'')?;
    let is_literal = !other.contains(|letter: char| letter.is_control());
    let written = match (is_toml, other.contains('\'')) {
        _ if inner.starts_with('\'') => return None,
        (_, false) if is_literal => format!("'{other}'"),
        (false, true) if is_literal => format!("'{}'", other.replace('\'', "''")),
        _ => quoted(other),
    };
    Some((span, written))
}

/// The place with the quotes around it, where it is without.
fn with_quotes(text: &str, span: &Span) -> Span {
    let quote = |at: Option<usize>| at.and_then(|at| text.as_bytes().get(at)).copied();
    let (before, after) = (quote(span.start.checked_sub(1)), quote(Some(span.end)));
    let is_quoted = matches!((before, after), (Some(b'"'), Some(b'"')) | (Some(b'\''), Some(b'\'')));
    if is_quoted { span.start - 1..span.end + 1 } else { span.clone() }
}

/// Whether YAML reads a text without quotes as that text.
fn is_plain(text: &str) -> bool {
    let is_letter = |letter: char| {
        letter.is_alphanumeric()
            || matches!(letter, ' ' | '.' | '-' | '_' | '’' | '&' | '/' | '+' | '\'' | '(' | ')')
    };
    let word = text.to_lowercase();
    text.starts_with(char::is_alphabetic)
        && text.chars().all(is_letter)
        && text.trim() == text
        && !matches!(word.as_str(), "true" | "false" | "yes" | "no" | "on" | "off" | "null" | "y" | "n")
}

/// The same of a name in the text, or of a part of a link there: what stands around it (`[[`, a folder, an anchor, a label) stays.
pub(crate) fn relinked(text: &str, span: &Span, name: &str, other: &str) -> Option<(Span, String)> {
    let raw = text.get(span.clone())?;
    let at = raw.find(name)?;
    let is_link = other.chars().all(|letter| !matches!(letter, '[' | ']' | '|' | '#' | '\n'));
    is_link.then(|| (span.start + at..span.start + at + name.len(), other.to_owned()))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn changed(text: &str, name: &str, other: &str) -> Option<String> {
        let at = text.find(name).unwrap();
        let (span, written) = respelled(text, &(at..at + name.len()), name, other)?;
        Some(format!("{}{written}{}", &text[..span.start], &text[span.end..]))
    }

    #[test]
    fn quotes_stay_as_they_are() {
        for (before, other, after) in [
            ("+++\na = [\"A B\"] # c\n+++", "X \"Y\"", "+++\na = [\"X \\\"Y\\\"\"] # c\n+++"),
            ("+++\na = ['A B']\n+++", "X", "+++\na = ['X']\n+++"),
            ("+++\na = ['A B']\n+++", "O'X", "+++\na = [\"O'X\"]\n+++"),
            ("---\na:\n- A B # c\n---", "X Y", "---\na:\n- X Y # c\n---"),
            ("---\na:\n- A B\n---", "X: Y", "---\na:\n- \"X: Y\"\n---"),
            ("---\na: ['A B']\n---", "O'X", "---\na: ['O''X']\n---"),
        ] {
            assert_eq!(changed(before, "A B", other).as_deref(), Some(after));
        }
        assert_eq!(changed("+++\na = \"\"\"A B\"\"\"\n+++", "A B", "X"), None);
    }
}
