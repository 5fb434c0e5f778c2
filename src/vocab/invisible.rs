//! Characters that nobody sees, and that make an address another: they come with what is pasted from word processors and web pages.

/// Whether nothing of it is seen, or no more than a blank (Unicode's default ignorable code points that occur in text, and spaces beyond ASCII's).
pub(crate) fn is_invisible(letter: char) -> bool {
    matches!(
        letter,
        '\u{a0}' | '\u{ad}' | '\u{34f}' | '\u{61c}' | '\u{180e}' | '\u{2000}'..='\u{200f}' | '\u{2028}'..='\u{202f}'
            | '\u{205f}'..='\u{206f}' | '\u{3000}' | '\u{feff}'
    )
}

/// Whether it tells letters of some scripts how to join, and may stand within a word.
pub(crate) fn joins(letter: char) -> bool {
    matches!(letter, '\u{200c}' | '\u{200d}')
}

/// As Unicode numbers it, with its name where that is one that people know.
pub(crate) fn name(letter: char) -> String {
    let known = match letter {
        '\u{a0}' => " (no-break space)",
        '\u{ad}' => " (soft hyphen)",
        '\u{200b}' => " (zero width space)",
        '\u{202f}' => " (narrow no-break space)",
        '\u{2060}' => " (word joiner)",
        '\u{feff}' => " (byte order mark)",
        _ => "",
    };
    format!("U+{:04X}{known}", u32::from(letter))
}

/// The address without such characters at its ends, also where they are percent-encoded at its end.
pub(crate) fn trimmed(address: &str) -> &str {
    let mut seen = address.trim_matches(is_invisible);
    while let Some((shorter, _)) = encoded_end(seen) {
        seen = shorter.trim_end_matches(is_invisible);
    }
    seen
}

/// The last character of an address, percent-encoded or not, where it is such a one.
pub(crate) fn last(address: &str) -> Option<char> {
    encoded_end(address)
        .map(|(_, letter)| letter)
        .or_else(|| address.chars().next_back().filter(|last| is_invisible(*last)))
}

/// What stands before an invisible character that is percent-encoded at the end, and the character.
fn encoded_end(address: &str) -> Option<(&str, char)> {
    const ENCODED: [(&str, char); 6] = [
        ("%E2%80%8B", '\u{200b}'),
        ("%EF%BB%BF", '\u{feff}'),
        ("%E2%81%A0", '\u{2060}'),
        ("%E2%80%AF", '\u{202f}'),
        ("%C2%AD", '\u{ad}'),
        ("%C2%A0", '\u{a0}'),
    ];
    ENCODED.iter().find_map(|(encoded, letter)| {
        let at = address.len().checked_sub(encoded.len())?;
        let end = address.get(at..).filter(|end| end.eq_ignore_ascii_case(encoded))?;
        Some((&address[..address.len() - end.len()], *letter))
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_nobody_sees_goes_from_both_ends() {
        for written in [
            "\u{200b}https://e.org/",
            "https://e.org/\u{a0}",
            "\u{feff}https://e.org/%e2%80%8b\u{ad}",
            "https://e.org/",
        ] {
            assert_eq!(trimmed(written), "https://e.org/", "{written:?}");
        }
        assert_eq!(trimmed("a\u{200b}b"), "a\u{200b}b");
        assert_eq!((last("x%C2%A0"), last("x\u{200b}"), last("é")), (Some('\u{a0}'), Some('\u{200b}'), None));
        assert_eq!(name('\u{200b}'), "U+200B (zero width space)");
        assert!(!"aé日 \t".chars().any(is_invisible));
    }
}
