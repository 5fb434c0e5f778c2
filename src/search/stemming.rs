//! Stems and stop words by language: Snowball's, as tantivy carries them.
//!
//! Comes in: a token as it was written, in a language. Goes out: its folded stem, and whether it is a stop word.
//! What always holds: a language without a stemmer keeps each surface as its own stem.

use tantivy::tokenizer::{
    Language as Snowball, RawTokenizer, Stemmer, StopWordFilter, TextAnalyzer, TokenStream,
};

use super::folding;

/// The stemmer and the stop words of one language.
pub(crate) struct WordForms {
    stemmer: Option<TextAnalyzer>,
    stop_words: Option<TextAnalyzer>,
    /// What an apostrophe leaves behind, where the lists do not have it.
    remnants: &'static [&'static str],
}

impl WordForms {
    /// Those of a language by its primary subtag (`fr`).
    pub(crate) fn of(language: &str) -> Self {
        let snowball = snowball(language);
        let raw = || TextAnalyzer::builder(RawTokenizer::default());
        Self {
            stemmer: snowball.map(|language| raw().filter(Stemmer::new(language)).build()),
            stop_words: snowball.and_then(StopWordFilter::new).map(|filter| raw().filter(filter).build()),
            remnants: match language {
                "en" => &["s", "t", "d", "m", "ll", "re", "ve"],
                "it" | "ca" => &["l", "d"],
                _ => &[],
            },
        }
    }

    /// The stem of a token, folded. Its surface stands in for a stem that would be empty.
    pub(crate) fn stem(&mut self, token: &str, surface: &str) -> String {
        let (Some(stemmer), Some(word)) = (&mut self.stemmer, folding::stemmable(token)) else {
            return surface.to_owned();
        };
        let mut stream = stemmer.token_stream(&word);
        let stem = if stream.advance() { folding::surface(&stream.token().text) } else { String::new() };
        if stem.is_empty() { surface.to_owned() } else { stem }
    }

    /// Whether the language counts the token among those that carry no meaning of their own.
    pub(crate) fn is_stop_word(&mut self, token: &str) -> bool {
        let Some(filter) = &mut self.stop_words else { return false };
        let Some(word) = folding::stemmable(token) else { return false };
        self.remnants.contains(&word.as_str()) || !filter.token_stream(&word).advance()
    }
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
        assert!(!WordForms::of("en").is_stop_word("C++"));
    }
}
