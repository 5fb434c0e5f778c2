//! Folding: the form under which two spellings of one name are equal, and the slug that names it in an address.
//!
//! `fold` decides identity (references, terms, headings); `slug` only makes addresses, and two different
//! names may share one: whoever hands out addresses settles collisions.

use std::borrow::Cow;

use unicode_normalization::UnicodeNormalization;
use unicode_normalization::char::is_combining_mark;

use super::kind::Kind;
use super::letters::spelled;

/// The form under which names are compared: compatibility-decomposed, without marks, lower case, with letters such as `đ` and `ø` spelled out ([`spelled`]), every run
/// of separators and punctuation but `+` and `#` turned into one space, none at the ends. A name made of
/// punctuation alone folds to itself.
///
/// `Déploiement Bleu-Vert` and `deploiement bleu vert` fold alike; `C`, `C++` and `C#` do not.
pub fn fold(text: &str) -> String {
    let folded = if text.is_ascii() { joined_ascii(text) } else { joined(letters(text), text.len()) };
    if folded.is_empty() { text.trim().to_owned() } else { folded }
}

/// The form under which names of what is counted are compared: folded, and each word without what makes it a plural, in English and French.
///
/// `Production releases` and `production release` are alike; so are `délais` and `délai`. A word of three letters or fewer stays as it is.
pub(crate) fn counted(text: &str) -> String {
    let folded = fold(text);
    let mut words = String::with_capacity(folded.len());
    for word in folded.split(' ') {
        if !words.is_empty() {
            words.push(' ');
        }
        push_stem(&mut words, word);
    }
    words
}

/// What a word and its plural share: `queri` of `query` and `queries`, `releas` of `release` and `releases`.
fn push_stem(words: &mut String, word: &str) {
    if word.chars().nth(3).is_none() {
        words.push_str(word);
        return;
    }
    if let Some(stem) = word.strip_suffix("aux") {
        words.push_str(stem);
        words.push_str("al");
        return;
    }
    let one = word.strip_suffix('s').filter(|one| !one.ends_with('s')).unwrap_or(word);
    let one = one.strip_suffix('e').unwrap_or(one);
    match one.strip_suffix('y') {
        Some(stem) => {
            words.push_str(stem);
            words.push('i');
        }
        None => words.push_str(one),
    }
}

/// Whether two names of what is counted differ by no more than the case of letters and the ends of plurals, which nobody would mend.
pub(crate) fn is_inflected(one: &str, other: &str) -> bool {
    let plain = |name: &str| -> Vec<String> { name.split_whitespace().map(str::to_lowercase).collect() };
    let (one, other) = (plain(one), plain(other));
    let is_plural =
        |of: &str, many: &str| many.strip_prefix(of).is_some_and(|end| matches!(end, "s" | "es" | "x"));
    one.len() == other.len()
        && one
            .iter()
            .zip(&other)
            .all(|(one, other)| one == other || is_plural(one, other) || is_plural(other, one))
}

/// The form under which a record of this kind is known by its name.
pub(crate) fn fold_name(kind: Kind, name: &str) -> String {
    if kind == Kind::Metric { counted(name) } else { fold(name) }
}

fn joined(letters: impl Iterator<Item = char>, capacity: usize) -> String {
    let mut folded = String::with_capacity(capacity);
    let mut pending_space = false;
    for letter in letters {
        if letter.is_alphanumeric() || letter == '+' || letter == '#' {
            if pending_space && !folded.is_empty() {
                folded.push(' ');
            }
            pending_space = false;
            folded.push(letter);
        } else {
            pending_space = true;
        }
    }
    folded
}

/// The same for ASCII, which most names are.
fn joined_ascii(text: &str) -> String {
    let mut folded = String::with_capacity(text.len());
    let is_part = |byte: u8| byte.is_ascii_alphanumeric() || byte == b'+' || byte == b'#';
    for word in text.split(|letter: char| !is_part(letter as u8)).filter(|word| !word.is_empty()) {
        if !folded.is_empty() {
            folded.push(' ');
        }
        folded.push_str(word);
    }
    folded.make_ascii_lowercase();
    folded
}

/// The address form of a name: ASCII lower case letters, digits and single hyphens, at most 80 bytes, never empty.
///
/// Any script is transliterated; a name that has no transliteration gets `x-` and eight hexadecimal digits of
/// its fingerprint.
pub(crate) fn slug(text: &str) -> String {
    let mut slug = String::with_capacity(text.len());
    let normal = if text.is_ascii() { Cow::Borrowed(text) } else { Cow::Owned(text.nfkc().collect()) };
    for letter in normal.chars() {
        match letter {
            '+' => push_word(&mut slug, "plus"),
            '#' => push_word(&mut slug, "sharp"),
            '&' => push_word(&mut slug, "and"),
            '\'' | '’' => push_hyphen(&mut slug),
            _ if letter.is_ascii() => push_ascii(&mut slug, letter),
            _ if is_combining_mark(letter) => {}
            _ => any_ascii::any_ascii_char(letter).chars().for_each(|ascii| push_ascii(&mut slug, ascii)),
        }
    }
    if slug.len() > 80 {
        slug.truncate(80);
    }
    let kept = slug.trim_end_matches('-').len();
    slug.truncate(kept);
    if slug.is_empty() {
        let fingerprint = super::fingerprint::Fingerprint::of(text.as_bytes()).to_string();
        slug = format!("x-{}", &fingerprint[..8]);
    }
    slug
}

fn letters(text: &str) -> impl Iterator<Item = char> + '_ {
    let plain = text.nfkd().filter(|letter| !is_combining_mark(*letter));
    plain.flat_map(char::to_lowercase).flat_map(spelled)
}

fn push_ascii(slug: &mut String, letter: char) {
    if letter.is_ascii_alphanumeric() {
        slug.push(letter.to_ascii_lowercase());
    } else {
        push_hyphen(slug);
    }
}

fn push_hyphen(slug: &mut String) {
    if !slug.is_empty() && !slug.ends_with('-') {
        slug.push('-');
    }
}

fn push_word(slug: &mut String, word: &str) {
    push_hyphen(slug);
    slug.push_str(word);
    slug.push('-');
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn spellings_of_one_name_fold_alike() {
        assert_eq!(fold("  Déploiement  Bleu-Vert "), "deploiement bleu vert");
        assert_eq!(fold("mise en ŒUVRE"), "mise en oeuvre");
        assert_eq!(fold("L’équipe"), fold("l'equipe"));
        assert_ne!(fold("C++"), fold("C"));
        assert_eq!(fold("!?"), "!?");
        assert_eq!(fold("Đặng Thị Hoa"), fold("Dang Thi Hoa"));
        assert_eq!(fold("ΟΔΟΣ"), fold("οδος"));
        for text in ["  A-b__C9 ", "C++ / C#", "", "...x", "x...", "A\u{7f}\tB"] {
            assert_eq!(joined_ascii(text), joined(letters(text), 0), "{text:?}");
        }
    }

    #[test]
    fn a_plural_counts_as_its_singular() {
        for (one, many) in [
            ("Production release", "production releases"),
            ("query", "Queries"),
            ("process", "processes"),
            ("Délai de mise en production", "délais de mises en productions"),
            ("canal", "canaux"),
            ("sortie", "sorties"),
            ("durée", "durees"),
        ] {
            assert_eq!(counted(one), counted(many));
        }
        assert_ne!(counted("time to recover"), counted("time to detect"));
        assert_eq!(counted("bus ms"), "bus ms");
        assert!(is_inflected("Production releases", "production release"));
        assert!(!is_inflected("durée", "duree") && !is_inflected("lead time", "lead-time"));
    }

    /// What the slug folds, names do: a Latin letter makes the same of both.
    #[test]
    fn latin_letters_fold_as_they_are_slugged() {
        let latin =
            ('\u{c0}'..='\u{24f}').chain('\u{1e00}'..='\u{1eff}').filter(|letter| letter.is_alphabetic());
        let mut others = Vec::new();
        for letter in latin {
            let name = format!("x{letter}x");
            if fold(&name).replace(' ', "-") != slug(&name) {
                others.push(letter);
            }
        }
        // Letters with an apostrophe, a glottal stop and abbreviations, which are more than one letter.
        let expected: Vec<char> = "ŉƸƹɁɂẚẜẝ".chars().collect();
        assert!(others.iter().all(|letter| expected.contains(letter)), "{others:?}");
    }

    #[test]
    fn any_name_has_a_slug() {
        assert_eq!(slug("Ève Dupont"), "eve-dupont");
        assert_eq!(slug("C++"), "c-plus-plus");
        assert_eq!(slug("Q&A"), "q-and-a");
        assert_eq!(slug("Иван Петров"), "ivan-petrov");
        assert!(!slug("李小龙").is_empty());
        assert!(slug("\u{200b}").starts_with("x-"));
        assert!(slug("…/../..").chars().all(|letter| letter.is_ascii_alphanumeric() || letter == '-'));
        assert!(slug(&"long ".repeat(100)).len() <= 80);
    }
}
