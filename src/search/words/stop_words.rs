//! Stop words by language: those of Snowball's lists that tantivy carries, and those of our own file.
//!
//! Comes in: a word in lower case, with its accents. Goes out: whether it carries no meaning of its own. Apart from the stemmers because our own words are data
//! (`stop_words.txt`, which says how it is written). What always holds: every language that has a stemmer has stop words, and among them the words that questions begin with.

use std::collections::BTreeSet;

use tantivy::tokenizer::{Language as Snowball, RawTokenizer, StopWordFilter, TextAnalyzer, TokenStream};

const OWN: &str = include_str!("stop_words.txt");

/// The stop words of one language.
pub(super) struct StopWords {
    own: BTreeSet<&'static str>,
    /// None where the file has all.
    snowball: Option<TextAnalyzer>,
}

impl StopWords {
    /// Those of a language by its primary subtag, and by its stemmer.
    pub(super) fn of(language: &str, snowball: Snowball) -> Self {
        let (own, is_whole) = own(language);
        let filter = StopWordFilter::new(snowball).filter(|_| !is_whole);
        let analyser = |filter| TextAnalyzer::builder(RawTokenizer::default()).filter(filter).build();
        Self { own, snowball: filter.map(analyser) }
    }

    /// Whether a word is one of them.
    pub(super) fn has(&mut self, word: &str) -> bool {
        let is_filtered = |filter: &mut TextAnalyzer| !filter.token_stream(word).advance();
        self.own.contains(word) || self.snowball.as_mut().is_some_and(is_filtered)
    }
}

/// The words that our own file has for a language by its primary subtag; none for one without a stemmer.
pub(crate) fn own_words(language: &str) -> BTreeSet<&'static str> {
    let ((own, _), (of_all, _)) = (own(language), own("*"));
    if own.len() > of_all.len() { own } else { BTreeSet::new() }
}

/// Those of our file, and whether they are all that there are.
fn own(language: &str) -> (BTreeSet<&'static str>, bool) {
    let language = if matches!(language, "nb" | "nn") { "no" } else { language };
    let (mut own, mut is_whole) = (BTreeSet::new(), false);
    let lines = OWN.lines().filter(|line| !line.starts_with('#'));
    for (head, words) in lines.filter_map(|line| line.split_once(':')) {
        let (of, beside) = head.split_once(' ').map_or((head, false), |(of, _)| (of, true));
        if of == language || of == "*" {
            own.extend(words.split_whitespace());
            is_whole |= !beside;
        }
    }
    (own, is_whole)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::search::words::folding;

    #[test]
    fn the_file_has_words_as_the_tokenizer_gives_them() {
        for line in OWN.lines().filter(|line| !line.is_empty() && !line.starts_with('#')) {
            let (_, words) = line.split_once(": ").unwrap();
            for word in words.split(' ') {
                assert_eq!(folding::stemmable(word).as_deref(), Some(word), "{line}");
            }
        }
    }
}
