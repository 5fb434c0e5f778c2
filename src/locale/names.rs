//! Names in the order of a language, and the letter that each stands under in a list.
//!
//! The order is CLDR's collation, blind to the signs that a name begins with: `.NET` stands under N. Letters are found by the same
//! collation, so that what a language counts as a letter of its own has its own place: Å after Z in Swedish, Ł after L in Polish,
//! Ch after H in Czech. Scripts that are no alphabets share one place, the last.

use std::cmp::Ordering;

use icu_collator::options::{CollatorOptions, Strength};
use icu_collator::{Collator, CollatorBorrowed};
use icu_locale::Locale;
use icu_properties::CodePointMapData;
use icu_properties::props::Script;

/// Where names stand that begin with a digit.
pub(crate) const DIGITS: &str = "0–9";
/// Where names stand whose script is no alphabet.
pub(crate) const OTHERS: &str = "…";

const LATIN: &str = "ABCDEFGHIJKLMNOPQRSTUVWXYZ";

/// How a language orders names.
#[derive(Debug)]
pub(crate) struct Names {
    order: CollatorBorrowed<'static>,
    /// Tells only different letters apart, not their accents and cases.
    letters: CollatorBorrowed<'static>,
}

/// What names are sorted by: the group of their letters, then the letters.
pub(crate) type Key = (u8, Vec<u8>);

impl Names {
    pub(super) fn new(locale: &Locale) -> Result<Self, String> {
        let mut options = CollatorOptions::default();
        let of = |options| Collator::try_new(locale.into(), options).map_err(|error| error.to_string());
        let order = of(options)?;
        options.strength = Some(Strength::Primary);
        Ok(Self { order, letters: of(options)? })
    }

    /// The key that sorts a name.
    pub(crate) fn key(&self, name: &str) -> Key {
        let name = without_signs(name);
        let group = match name.chars().next() {
            Some(first) if first.is_numeric() => 0,
            Some(first) if is_alphabet(first) => 1,
            _ => 2,
        };
        let mut key = Vec::with_capacity(name.len() * 2);
        // Writing to memory does not fail.
        let Ok(()) = self.order.write_sort_key_to(name, &mut key);
        (group, key)
    }

    /// The heading that a name stands under: a letter, [`DIGITS`] or [`OTHERS`].
    pub(crate) fn letter(&self, name: &str) -> String {
        let name = without_signs(name);
        let Some(first) = name.chars().next() else { return OTHERS.to_owned() };
        if first.is_numeric() {
            return DIGITS.to_owned();
        }
        if !is_alphabet(first) {
            return OTHERS.to_owned();
        }
        let own = self.own_letter(first);
        if CodePointMapData::<Script>::new().get(first) != Script::Latin {
            return own;
        }
        let (of_name, of_first) = (self.latin(name), self.latin(&own));
        match (of_name, of_first) {
            (Some(letter), _) if self.is_same(&own, letter) || self.is_ligature(&own, letter) => {
                letter.to_owned()
            }
            // The language sorts two letters as one: the name is not where its first letter alone would put it.
            (name_at, first_at) if name_at != first_at => titled(name, 2),
            _ => own,
        }
    }

    /// The letter A to Z at or after which a name stands.
    fn latin(&self, name: &str) -> Option<&'static str> {
        let letters: Vec<&'static str> = (0..LATIN.len()).map(|at| &LATIN[at..=at]).collect();
        let after = letters.partition_point(|letter| self.letters.compare(letter, name) != Ordering::Greater);
        letters.get(after.checked_sub(1)?).copied()
    }

    fn is_same(&self, one: &str, other: &str) -> bool {
        self.letters.compare(one, other) == Ordering::Equal
    }

    /// Whether a sign is two letters of which this is the first: Œ, Æ, ß.
    fn is_ligature(&self, sign: &str, first: &str) -> bool {
        LATIN.chars().any(|second| self.is_same(sign, &format!("{first}{second}")))
    }

    /// A letter as headings show it: a capital, without the marks that make no other letter of it.
    fn own_letter(&self, letter: char) -> String {
        use unicode_normalization::UnicodeNormalization;
        let capital: String = letter.to_uppercase().collect();
        let bare: String = capital.nfd().take(1).collect();
        if self.is_same(&bare, &capital) { bare } else { capital }
    }
}

/// A name from its first letter or digit on.
fn without_signs(name: &str) -> &str {
    name.trim_start_matches(|sign: char| !sign.is_alphanumeric())
}

fn titled(name: &str, letters: usize) -> String {
    let mut letters = name.chars().take(letters);
    let first: String = letters.next().into_iter().flat_map(char::to_uppercase).collect();
    first + &letters.flat_map(char::to_lowercase).collect::<String>()
}

fn is_alphabet(letter: char) -> bool {
    let scripts = [
        Script::Latin,
        Script::Greek,
        Script::Cyrillic,
        Script::Georgian,
        Script::Armenian,
        Script::Hebrew,
        Script::Arabic,
    ];
    scripts.contains(&CodePointMapData::<Script>::new().get(letter))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn sorted(language: &str, names: &[&str]) -> Vec<(String, String)> {
        let order = Names::new(&language.parse().unwrap()).unwrap();
        let mut names: Vec<_> = names.iter().map(|name| (order.key(name), (*name).to_owned())).collect();
        names.sort();
        names.into_iter().map(|(_, name)| (order.letter(&name), name)).collect()
    }

    fn lines(language: &str, names: &[&str]) -> String {
        let lines: Vec<_> =
            sorted(language, names).into_iter().map(|(letter, name)| format!("{letter} {name}")).collect();
        lines.join(", ")
    }

    #[test]
    fn accents_and_signs_do_not_part_names() {
        assert_eq!(
            lines("fr", &["Zoé", "Élodie", "emma", ".NET", "Œuvre", "3scale", "李", "[bracket]", "Øystein"]),
            "0–9 3scale, B [bracket], E Élodie, E emma, N .NET, O Œuvre, O Øystein, Z Zoé, … 李"
        );
    }

    #[test]
    fn a_letter_of_its_own_has_its_own_place() {
        assert_eq!(lines("sv", &["Ärla", "Zorn", "Åsa", "Anna"]), "A Anna, Z Zorn, Å Åsa, Ä Ärla");
        assert_eq!(lines("pl", &["Łódź", "Lublin", "Mazury"]), "L Lublin, Ł Łódź, M Mazury");
        assert_eq!(lines("cs", &["Chrome", "Cisco", "Heroku", "IBM"]), "C Cisco, H Heroku, Ch Chrome, I IBM");
        assert_eq!(lines("ru", &["Ёлка", "Ель", "Йод", "Ada"]), "Е Ёлка, Е Ель, Й Йод, A Ada");
        assert_eq!(lines("de", &["Özil", "Otto", "Zaun"]), "O Otto, O Özil, Z Zaun");
    }

    #[test]
    fn each_heading_is_met_once() {
        let names =
            ["Ж", "Δέλτα", "abc", "Äb", "Aß", "東京", "ไทย", "العربية", "עברית", "2x", "ﬁne", "Þór", "ǆ", ""];
        for language in ["fr", "en", "sv", "da", "cs", "hr", "hu", "ru", "ar", "ja", "zh", "tr", "es"] {
            let mut letters: Vec<_> =
                sorted(language, &names).into_iter().map(|(letter, _)| letter).collect();
            letters.dedup();
            let count = letters.len();
            letters.sort();
            letters.dedup();
            assert_eq!(letters.len(), count, "{language}: {letters:?}");
        }
    }
}
