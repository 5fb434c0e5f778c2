//! Numbers: how their digits are grouped, and which plural form belongs to them.

use fixed_decimal::{Decimal, FloatPrecision};
use icu_decimal::DecimalFormatter;
use icu_decimal::options::DecimalFormatterOptions;
use icu_locale::Locale;
use icu_plurals::{PluralCategory, PluralRules, PluralRulesOptions};

/// Decimals that are shown at most.
const DECIMALS: i16 = 6;

/// How a language writes numbers.
#[derive(Debug)]
pub(crate) struct Numbers {
    decimal: DecimalFormatter,
    plural: PluralRules,
}

impl Numbers {
    pub(super) fn new(locale: &Locale) -> Result<Self, String> {
        let decimal = DecimalFormatter::try_new(locale.into(), DecimalFormatterOptions::default());
        let plural = PluralRules::try_new(locale.into(), PluralRulesOptions::default());
        Ok(Self {
            decimal: decimal.map_err(|error| error.to_string())?,
            plural: plural.map_err(|error| error.to_string())?,
        })
    }

    /// A whole number with its digits grouped.
    pub(crate) fn whole(&self, number: u64) -> String {
        self.decimal.format(&Decimal::from(number)).to_string()
    }

    /// A number with at most six decimals.
    pub(crate) fn decimal(&self, number: f64) -> String {
        let Ok(mut decimal) = Decimal::try_from_f64(number, FloatPrecision::RoundTrip) else {
            return number.to_string();
        };
        decimal.round(-DECIMALS);
        decimal.trim_end();
        // The sign that typography has for it, where CLDR keeps to what keyboards have.
        self.decimal.format(&decimal).to_string().replace('-', "\u{2212}")
    }

    /// The plural form for a count of things.
    pub(crate) fn plural(&self, count: u64) -> &'static str {
        match self.plural.category_for(count) {
            PluralCategory::Zero => "zero",
            PluralCategory::One => "one",
            PluralCategory::Two => "two",
            PluralCategory::Few => "few",
            PluralCategory::Many => "many",
            PluralCategory::Other => "other",
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn of(language: &str) -> Numbers {
        Numbers::new(&language.parse().unwrap()).unwrap()
    }

    #[test]
    fn digits_are_grouped_as_the_language_does() {
        assert_eq!(of("en").whole(1_234_567), "1,234,567");
        assert_eq!(of("fr").whole(21_715), "21\u{202f}715");
        assert_eq!(of("pl").whole(2017), "2017");
        assert_eq!(of("fr").decimal(-0.5), "\u{2212}0,5");
        assert_eq!(of("en").decimal(12_345.25), "12,345.25");
        assert_eq!(of("en").decimal(233.0), "233");
        assert_eq!(of("en").decimal(1.0 / 3.0), "0.333333");
        assert_eq!(of("en").decimal(f64::INFINITY), "inf");
    }

    #[test]
    fn all_plural_forms_are_told() {
        let forms = |language: &str, counts: &[u64]| -> Vec<&str> {
            let numbers = of(language);
            counts.iter().map(|count| numbers.plural(*count)).collect()
        };
        assert_eq!(forms("ar", &[0, 1, 2, 3, 11, 100]), ["zero", "one", "two", "few", "many", "other"]);
        assert_eq!(forms("fr", &[0, 1, 2, 1_000_000]), ["one", "one", "other", "many"]);
        assert_eq!(forms("pl", &[1, 2, 5, 22]), ["one", "few", "many", "few"]);
        assert_eq!(forms("ja", &[1, 2]), ["other", "other"]);
        assert_eq!(forms("en", &[0, 1, 2]), ["other", "one", "other"]);
    }
}
