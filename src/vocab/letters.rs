//! Letters that are another letter with more than a mark on it: how `đ`, `ø`, `ß`, `ħ` and `ı` are spelled without.
//!
//! Unicode takes marks off letters (`é`), but not these apart. What always holds: names, addresses and search spell them alike, as `any_ascii` does, and the
//! browser's list (`themes/default/assets/search/letters.js`) is the same; what is spelled out is lower case letters and digits of ASCII, so
//! that doing it twice is doing it once.

/// The lower case letters and digits that a lower case letter is spelled with; the letter itself when it is none of these.
///
/// Letters of the Latin script are, phonetic ones aside, which no name is written with; and `ς`, which is `σ` at the end of a word.
pub(crate) fn spelled(letter: char) -> impl Iterator<Item = char> {
    let ascii = if is_latin(letter) { any_ascii::any_ascii_char(letter) } else { "" };
    let ascii = if ascii.bytes().all(|byte| byte.is_ascii_alphanumeric()) { ascii } else { "" };
    let own = if letter == 'ς' { 'σ' } else { letter };
    ascii.chars().map(|letter| letter.to_ascii_lowercase()).chain(ascii.is_empty().then_some(own))
}

/// Whether it is a letter of the blocks Latin-1 Supplement to IPA Extensions, Latin Extended Additional, C and D.
fn is_latin(letter: char) -> bool {
    matches!(letter, '\u{c0}'..='\u{2af}' | '\u{1e00}'..='\u{1eff}' | '\u{2c60}'..='\u{2c7f}' | '\u{a722}'..='\u{a7ff}')
        && letter.is_alphabetic()
}

#[cfg(test)]
mod tests {
    use unicode_normalization::UnicodeNormalization;

    use super::*;

    #[test]
    fn letters_are_spelled_without_what_is_on_them() {
        for (letter, expected) in [
            ('đ', "d"),
            ('ð', "d"),
            ('þ', "th"),
            ('ħ', "h"),
            ('ı', "i"),
            ('ŧ', "t"),
            ('ł', "l"),
            ('ø', "o"),
            ('œ', "oe"),
            ('æ', "ae"),
            ('ß', "ss"),
            ('ŋ', "ng"),
            ('ə', "e"),
            ('ɛ', "e"),
            ('ɔ', "o"),
            ('ƴ', "y"),
            ('ς', "σ"),
            ('d', "d"),
            ('б', "б"),
            ('李', "李"),
            ('×', "×"),
        ] {
            assert_eq!(spelled(letter).collect::<String>(), expected, "{letter}");
        }
    }

    /// The same list as the browser has: every letter that Unicode does not take apart, in lower case.
    #[test]
    fn the_browser_has_the_same_list() {
        let is_own =
            |letter: char| letter.to_lowercase().eq([letter]) && [letter].into_iter().nfkd().eq([letter]);
        let mut list = String::new();
        for letter in ('\u{80}'..='\u{ffff}').filter(|letter| is_own(*letter)) {
            if !spelled(letter).eq([letter]) {
                list.push(letter);
                list.extend(spelled(letter));
            }
        }
        let script =
            std::path::Path::new(env!("CARGO_MANIFEST_DIR")).join("themes/default/assets/search/letters.js");
        let script = std::fs::read_to_string(script).unwrap();
        let of_browser = script.split('"').nth(1).unwrap();
        assert!(of_browser == list, "letters.js should have:\n{list}");
    }
}
