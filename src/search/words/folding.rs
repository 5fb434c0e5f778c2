//! Folding a word to its *surface*: the form in which the lexicon knows it and in which queries are compared.
//!
//! Comes in: a token as it was written. Goes out: its core compatibility-decomposed (NFKD), without marks, in lower
//! case per code point, with letters such as œ ß ø đ spelled out ([`spelled`]), only letters and numbers kept, recomposed (NFC); and the affixes that
//! the tokenizer left on it (`.net`, `c++`). What always holds: folding twice is folding once; JavaScript's
//! `normalize`, `toLowerCase` on single code points and `\p{M}` give the same.

use unicode_normalization::UnicodeNormalization;
use unicode_normalization::char::is_combining_mark;

use crate::vocab::letters::spelled;

/// Longer words are cut to this many code points, in texts and in queries alike.
const LONGEST: usize = 64;

/// Appends the surface of a token to `surface`; nothing when the token has no letter or number in it.
pub(crate) fn push_surface(token: &str, surface: &mut String) {
    let (prefix, core, suffix) = affixes(token);
    let before = surface.len();
    surface.push_str(prefix);
    let start = surface.len();
    if core.is_ascii() {
        surface.extend(core.chars().take(LONGEST).map(|letter| letter.to_ascii_lowercase()));
    } else {
        push_folded(core, surface);
    }
    if surface.len() == start {
        surface.truncate(before);
    } else {
        surface.push_str(suffix);
    }
}

/// The surface of a token.
pub(crate) fn surface(token: &str) -> String {
    let mut surface = String::with_capacity(token.len());
    push_surface(token, &mut surface);
    surface
}

/// The token's core in lower case, with its accents, as Snowball's stemmers expect it (NFC); none when an affix or a digit
/// says that it is no word of a language.
pub(crate) fn stemmable(token: &str) -> Option<String> {
    let (prefix, core, suffix) = affixes(token);
    if !prefix.is_empty() || !suffix.is_empty() {
        return None;
    }
    if core.is_ascii() {
        let is_word = !core.bytes().any(|byte| byte.is_ascii_digit());
        return is_word.then(|| core[..core.len().min(LONGEST)].to_ascii_lowercase());
    }
    let is_word = !core.chars().any(char::is_numeric);
    is_word.then(|| core.nfc().take(LONGEST).flat_map(char::to_lowercase).nfc().collect())
}

/// A leading dot, the core, trailing `+` and `#`.
pub(crate) fn affixes(token: &str) -> (&str, &str, &str) {
    let prefix = usize::from(token.starts_with('.'));
    let core = token[prefix..].trim_end_matches(['+', '#']);
    (&token[..prefix], core, &token[prefix + core.len()..])
}

fn push_folded(core: &str, surface: &mut String) {
    let folded = core
        .chars()
        .take(LONGEST)
        .nfkd()
        .filter(|letter| !is_combining_mark(*letter))
        .flat_map(char::to_lowercase)
        .flat_map(spelled)
        .filter(|letter| letter.is_alphanumeric())
        .nfc();
    surface.extend(folded);
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn accents_ligatures_and_case_fold_away() {
        for (written, folded) in [
            ("Déploiements", "deploiements"),
            ("De\u{301}ploiements", "deploiements"),
            ("ŒUVRE", "oeuvre"),
            ("Straße", "strasse"),
            ("Łódź", "lodz"),
            ("smørrebrød", "smorrebrod"),
            ("Đà", "da"),
            ("Đorđe", "dorde"),
            ("ışık", "isik"),
            ("Þór", "thor"),
            ("ΟΔΟΣ", "οδοσ"),
            ("İstanbul", "istanbul"),
            ("C++", "c++"),
            ("C#", "c#"),
            (".NET", ".net"),
            ("Ｐｙｔｈｏｎ", "python"),
            ("파이", "파이"),
            ("ガ", "カ"),
            ("½", "12"),
            ("\u{345}", ""),
        ] {
            assert_eq!(surface(written), folded);
            assert_eq!(surface(&surface(written)), folded, "folding is idempotent");
        }
        assert_eq!(surface(&"é".repeat(100)).chars().count(), 64);
    }

    #[test]
    fn stemmers_see_accents_but_no_affixes() {
        assert_eq!(stemmable("E\u{301}quipes").as_deref(), Some("équipes"));
        assert_eq!(stemmable("C++"), None);
        assert_eq!(stemmable("k8s"), None);
        assert_eq!(stemmable(".NET"), None);
        assert_eq!(stemmable("²x"), None);
        assert_eq!(stemmable("TeamS").as_deref(), Some("teams"));
        assert_eq!(stemmable(&"Ab".repeat(100)).map(|word| word.len()), Some(LONGEST));
    }
}
