//! How one language writes numbers, dates, lists and names: the rules of Unicode CLDR, through ICU4X.
//!
//! Comes in: a language. Goes out: a [`Locale`], made once for a theme. What always holds: a tag that CLDR does not know has the rules
//! of its primary language, else those that all languages share; nothing here knows a phrase, and nothing depends on the machine's own locale.

mod calendar;
mod lists;
mod names;
mod numbers;
mod pieces;

use icu_locale::LocaleDirectionality;

use crate::vocab::language::Language;

pub(crate) use calendar::{Calendar, DateForms};
pub(crate) use lists::Lists;
pub(crate) use names::{DIGITS, Names, OTHERS};
pub(crate) use numbers::Numbers;

/// The rules of one language.
#[derive(Debug)]
pub(crate) struct Locale {
    pub(crate) numbers: Numbers,
    pub(crate) calendar: Calendar,
    pub(crate) lists: Lists,
    pub(crate) names: Names,
}

impl Locale {
    /// The rules of this language.
    ///
    /// # Errors
    /// The data that the program was built with lacks a part; it does not depend on the language.
    pub(crate) fn new(language: &Language) -> Result<Self, String> {
        let locale = known(language);
        let lacking = |part: &str, error: &dyn std::fmt::Display| {
            format!("this build of Rexbase has no {part} for `{language}`: {error}")
        };
        Ok(Self {
            numbers: Numbers::new(&locale).map_err(|error| lacking("numbers", &error))?,
            calendar: Calendar::new(&locale).map_err(|error| lacking("dates", &error))?,
            lists: Lists::new(&locale).map_err(|error| lacking("lists", &error))?,
            names: Names::new(&locale).map_err(|error| lacking("order of names", &error))?,
        })
    }
}

/// Whether text in this language runs from right to left.
pub(crate) fn is_right_to_left(language: &Language) -> bool {
    LocaleDirectionality::new_extended().is_right_to_left(&known(language).id)
}

fn known(language: &Language) -> icu_locale::Locale {
    let parsed = |tag: &str| icu_locale::Locale::try_from_str(tag).ok();
    parsed(language.as_str()).or_else(|| parsed(language.primary())).unwrap_or(icu_locale::Locale::UNKNOWN)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_tag_has_rules() {
        for tag in ["fr", "fr-CA", "zh-Hans", "qaa", "en-x-twain", "sl-rozaj", "zh-min-nan"] {
            let locale = Locale::new(&Language::parse(tag).unwrap()).unwrap();
            assert!(!locale.numbers.whole(1234).is_empty(), "{tag}");
        }
    }

    /// Why `Language` reads tags itself.
    #[test]
    fn unicode_has_fewer_tags_than_pages() {
        for tag in ["zh-yue", "zh-min-nan"] {
            assert!(Language::parse(tag).is_ok() && icu_locale::Locale::try_from_str(tag).is_err(), "{tag}");
        }
    }

    #[test]
    fn text_runs_as_its_script_does() {
        let runs_left = |tag: &str| is_right_to_left(&Language::parse(tag).unwrap());
        assert!(runs_left("ar") && runs_left("he") && runs_left("az-Arab") && runs_left("ur-PK"));
        assert!(!runs_left("fr") && !runs_left("ja") && !runs_left("az"));
    }
}
