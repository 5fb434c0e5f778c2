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

/// Bytes that are looked at together: by vector instructions, without a branch for each.
const BLOCK: usize = 64;

/// Whether some bytes look like such a character: true for few documents. All of the site is looked at, so that a block is judged as a whole, and only one
/// with a byte that may begin or end such a character is read closely.
fn may_have_forbidden(document: &[u8]) -> bool {
    let (blocks, rest) = document.as_chunks::<BLOCK>();
    let of_blocks = |index: usize, block: &[u8; BLOCK]| {
        let end = (index + 1) * BLOCK;
        // What begins in a block may end in the next one.
        is_suspicious(block) && is_forbidden_in(&document[index * BLOCK..document.len().min(end + 1)])
    };
    blocks.iter().enumerate().any(|(index, block)| of_blocks(index, block)) || is_forbidden_in(rest)
}

/// Whether any byte is one of ASCII's that are forbidden, or may be one of another character that is.
#[expect(clippy::needless_bitwise_bool, reason = "a lazy operator is a branch for each byte")]
fn is_suspicious(block: &[u8; BLOCK]) -> bool {
    let is_one = |byte: u8| is_ascii_control(byte) | (byte == 0xc2) | (byte == 0xbf);
    block.iter().fold(false, |found, byte| found | is_one(*byte))
}

fn is_forbidden_in(bytes: &[u8]) -> bool {
    let pairs = bytes.windows(2).any(|pair| matches!(pair, [0xc2, ..0xa0] | [0xbf, 0xbe | 0xbf]));
    pairs || bytes.iter().any(|byte| is_ascii_control(*byte))
}

#[expect(clippy::needless_bitwise_bool, reason = "a lazy operator is a branch for each byte")]
fn is_ascii_control(byte: u8) -> bool {
    (byte < 0x20) & (byte != b'\t') & (byte != b'\n') & (byte != b'\r') | (byte == 0x7f)
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
    fn it_is_found_wherever_it_stands() {
        for letter in ["\x01", "\x7f", "\u{80}", "\u{9f}", "\u{fffe}", "\u{ffff}"] {
            for before in 0..3 * BLOCK {
                let text = format!("{}{letter}{}", "a".repeat(before), "é".repeat(BLOCK));
                let clean = without_forbidden(text.clone().into_bytes());
                assert_eq!(clean, text.replace(letter, "\u{fffd}").as_bytes(), "{letter:?} after {before}");
            }
        }
        let harmless = "«¿é\u{a0}»\u{ffbf}\t\r\n".repeat(BLOCK);
        assert!(!may_have_forbidden(harmless.as_bytes()));
    }

    #[test]
    fn what_stood_apart_stays_apart() {
        let clean = without_forbidden(b"java\x01script:".to_vec());
        assert_eq!(clean, "java\u{fffd}script:".as_bytes());
    }
}
