//! What no page and no feed may have: control characters and noncharacters, which HTML forbids in a document's text and XML 1.0 cannot even
//! escape.
//!
//! One place for all that templates make, since authors' text comes to them by many ways. What always holds: such a character is replaced
//! (U+FFFD), never taken out: what stood on both sides of it was looked at apart, and must not become one word, such as an address's
//! scheme.

/// The bytes of a document without characters that no markup may have.
pub(super) fn without_forbidden(document: Vec<u8>) -> Vec<u8> {
    if !may_have_forbidden(&document) {
        return document;
    }
    match String::from_utf8(document) {
        Ok(text) if text.contains(is_forbidden) => text.replace(is_forbidden, "\u{fffd}").into_bytes(),
        Ok(text) => text.into_bytes(),
        Err(error) => error.into_bytes(),
    }
}

/// HTML's control characters but white space (Infra, "control", and the HTML standard, 13.2.3.5), which cover what XML 1.0 forbids (its section 2.2,
/// `Char`), and the two noncharacters that XML forbids.
fn is_forbidden(letter: char) -> bool {
    letter.is_control() && !matches!(letter, '\t' | '\n' | '\r') || matches!(letter, '\u{fffe}' | '\u{ffff}')
}

/// Whether some bytes look like such a character: true for few documents, and found without a branch for each byte, since all of the site
/// is looked at.
#[expect(clippy::needless_bitwise_bool, reason = "a lazy operator is a branch for each byte")]
fn may_have_forbidden(document: &[u8]) -> bool {
    let is_ascii =
        |byte: u8| (byte < 0x20) & (byte != b'\t') & (byte != b'\n') & (byte != b'\r') | (byte == 0x7f);
    let next = document.get(1..).unwrap_or_default();
    let found = document.iter().zip(next).fold(false, |found, (&byte, &next)| {
        let is_c1 = (byte == 0xc2) & (next < 0xa0);
        let is_noncharacter = (byte == 0xbf) & (next >= 0xbe);
        found | is_ascii(byte) | is_c1 | is_noncharacter
    });
    found || document.last().is_some_and(|byte| is_ascii(*byte))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_forbidden_character_is_replaced_and_no_other() {
        for letter in '\0'..=char::MAX {
            let text = format!("<p>«é{letter}»\n");
            let clean = String::from_utf8(without_forbidden(text.clone().into_bytes())).unwrap();
            let expected = if is_forbidden(letter) { "<p>«é\u{fffd}»\n" } else { &text };
            assert_eq!(clean, expected, "{letter:?}");
            let last = without_forbidden(letter.to_string().into_bytes());
            assert_eq!(last == "\u{fffd}".as_bytes(), is_forbidden(letter) || letter == '\u{fffd}');
        }
    }

    #[test]
    fn what_stood_apart_stays_apart() {
        let clean = without_forbidden(b"java\x01script:".to_vec());
        assert_eq!(clean, "java\u{fffd}script:".as_bytes());
    }
}
