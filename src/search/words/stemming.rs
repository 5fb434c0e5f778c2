//! Stems by language: Snowball's, as tantivy carries them.
//!
//! Comes in: a token as it was written, in a language. Goes out: its folded stem, and whether it is a stop word.
//! What always holds: a language without a stemmer keeps each surface as its own stem; French genders and numbers that Snowball's stemmer
//! keeps apart (`développeur` and `développeuse`, `actif` and `active`, `nouveau` and `nouvelle`, `travail` and `travaux`) share one.

use tantivy::tokenizer::{Language as Snowball, RawTokenizer, Stemmer, TextAnalyzer, TokenStream};

use super::folding;
use super::stop_words::StopWords;

/// The stemmer and the stop words of one language.
pub(crate) struct WordForms {
    stemmer: Option<TextAnalyzer>,
    stop_words: Option<StopWords>,
    is_french: bool,
}

impl WordForms {
    /// Those of a language by its primary subtag (`fr`).
    pub(crate) fn of(language: &str) -> Self {
        let snowball = snowball(language);
        let stemmer =
            |language| TextAnalyzer::builder(RawTokenizer::default()).filter(Stemmer::new(language)).build();
        Self {
            stemmer: snowball.map(stemmer),
            stop_words: snowball.map(|snowball| StopWords::of(language, snowball)),
            is_french: language == "fr",
        }
    }

    /// The stem of a token, folded. Its surface stands in for a stem that would be empty.
    pub(crate) fn stem(&mut self, token: &str, surface: &str) -> String {
        let (Some(stemmer), Some(word)) = (&mut self.stemmer, folding::stemmable(token)) else {
            return surface.to_owned();
        };
        let word = if self.is_french { french_masculine(word) } else { word };
        let mut stream = stemmer.token_stream(&word);
        let stem = if stream.advance() { folding::surface(&stream.token().text) } else { String::new() };
        let stem = if self.is_french { french_stem(stem) } else { stem };
        if stem.is_empty() { surface.to_owned() } else { stem }
    }

    /// Whether the language counts the token among those that carry no meaning of their own.
    pub(crate) fn is_stop_word(&mut self, token: &str) -> bool {
        let Some(stop_words) = &mut self.stop_words else { return false };
        folding::stemmable(token).is_some_and(|word| stop_words.has(&word))
    }
}

/// A word in the form that the stemmer takes for others: feminines and plurals that it does not know.
fn french_masculine(word: String) -> String {
    const FEMININES: [(&str, &str); 7] = [
        ("euse", "eur"),
        ("euses", "eur"),
        ("ère", "er"),
        ("ères", "er"),
        ("travaux", "travail"),
        ("trice", "teur"),
        ("trices", "teur"),
    ];
    let found = FEMININES.iter().find_map(|(feminine, masculine)| {
        let stem = word.strip_suffix(feminine)?;
        (stem.is_empty() || stem.chars().count() >= 3).then(|| format!("{stem}{masculine}"))
    });
    found.unwrap_or(word)
}

/// One stem for those that differ by gender or number only; it is never shown.
fn french_stem(stem: String) -> String {
    const ENDINGS: [(&str, &str); 7] =
        [("eur", "eu"), ("eux", "eu"), ("eau", "el"), ("f", "v"), ("qu", "c"), ("gu", "g"), ("ss", "s")];
    let found = ENDINGS.iter().find_map(|(ending, one)| {
        let start = stem.strip_suffix(ending)?;
        (start.chars().count() >= 2).then(|| format!("{start}{one}"))
    });
    found.unwrap_or(stem)
}

fn snowball(language: &str) -> Option<Snowball> {
    Some(match language {
        "ar" => Snowball::Arabic,
        "da" => Snowball::Danish,
        "nl" => Snowball::Dutch,
        "en" => Snowball::English,
        "fi" => Snowball::Finnish,
        "fr" => Snowball::French,
        "de" => Snowball::German,
        "el" => Snowball::Greek,
        "hu" => Snowball::Hungarian,
        "it" => Snowball::Italian,
        "no" | "nb" | "nn" => Snowball::Norwegian,
        "pt" => Snowball::Portuguese,
        "ro" => Snowball::Romanian,
        "ru" => Snowball::Russian,
        "es" => Snowball::Spanish,
        "sv" => Snowball::Swedish,
        "ta" => Snowball::Tamil,
        "tr" => Snowball::Turkish,
        _ => return None,
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    fn stem(language: &str, token: &str) -> String {
        WordForms::of(language).stem(token, &folding::surface(token))
    }

    #[test]
    fn forms_of_a_word_share_a_stem() {
        for (language, forms) in [
            ("fr", ["équipe", "ÉQUIPES"]),
            ("fr", ["déploiement", "déploiements"]),
            ("fr", ["utilisé", "utilisées"]),
            ("fr", ["développeur", "développeuses"]),
            ("fr", ["développeuse", "développeurs"]),
            ("fr", ["utilisateur", "utilisatrices"]),
            ("fr", ["directeur", "directrice"]),
            ("fr", ["heureux", "heureuses"]),
            ("fr", ["enjeu", "enjeux"]),
            ("fr", ["actif", "actives"]),
            ("fr", ["neuf", "neuve"]),
            ("fr", ["nouveau", "nouvelles"]),
            ("fr", ["nouveaux", "nouvelle"]),
            ("fr", ["réseau", "réseaux"]),
            ("fr", ["local", "locaux"]),
            ("fr", ["local", "locales"]),
            ("fr", ["travail", "travaux"]),
            ("fr", ["public", "publiques"]),
            ("fr", ["étranger", "étrangères"]),
            ("fr", ["premier", "première"]),
            ("fr", ["complet", "complètes"]),
            ("fr", ["quotidien", "quotidiennes"]),
            ("fr", ["européen", "européenne"]),
            ("fr", ["long", "longues"]),
            ("fr", ["gros", "grosses"]),
            ("fr", ["déployé", "déployées"]),
            ("en", ["testing", "tests"]),
            ("es", ["programación", "programaciones"]),
        ] {
            assert_eq!(stem(language, forms[0]), stem(language, forms[1]), "{forms:?}");
            assert!(stem(language, forms[0]).is_ascii());
        }
        assert_eq!(stem("fr", "C++"), "c++");
        assert_eq!(stem("en", "k8s"), "k8s");
        assert_eq!(stem("ja", "入門"), "入門");
        assert_eq!(stem("xx", "Ábc"), "abc");
    }

    #[test]
    fn stop_words_belong_to_a_language() {
        assert!(WordForms::of("fr").is_stop_word("Les"));
        assert!(WordForms::of("fr").is_stop_word("l"));
        assert!(WordForms::of("fr").is_stop_word("étée"));
        assert!(!WordForms::of("en").is_stop_word("les"));
        assert!(WordForms::of("en").is_stop_word("the"));
        for (language, question) in [
            ("en", "How"),
            ("fr", "Pourquoi"),
            ("de", "vs"),
            ("nb", "hvordan"),
            ("el", "Πώς"),
            ("ta", "எப்படி"),
            ("ar", "كيف"),
            ("tr", "nasıl"),
        ] {
            assert!(WordForms::of(language).is_stop_word(question), "{question}");
        }
        assert!(!WordForms::of("en").is_stop_word("us"), "it is a country, too");
        assert!(!WordForms::of("xx").is_stop_word("vs"));
        assert!(!WordForms::of("en").is_stop_word("C++"));
    }
}
