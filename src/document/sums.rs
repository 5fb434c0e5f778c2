//! Sums and shares in the words that a figure was taken from, which must come to what they say.
//!
//! Comes in: the figures of a file. Goes out: a warning for each whose quotation contradicts itself or its value. What always holds: what rounding explains is right, and only two forms are
//! looked at: `18 + 9 = 27`, and `12 of 48` beside a value in percent. Any other words may mean anything.

use crate::vocab::diagnostic::{Code, Diagnostic};
use crate::vocab::path::ContentPath;
use crate::vocab::unit::{Dimension, Unit};

use super::matter::Figure;

/// Reports sums and shares that are wrong.
pub(super) fn check(figures: &[Figure], path: &ContentPath, diagnostics: &mut Vec<Diagnostic>) {
    for figure in figures {
        let Some(quote) = &figure.quote else { continue };
        let Some(message) = wrong_sum(quote).or_else(|| wrong_share(figure, quote)) else { continue };
        diagnostics.push(
            Diagnostic::warning(Code::Sum, path, message).with_span(figure.metric.span.clone()).with_hint(
                "correct the value; of a mistake that you quote, write `[sic]` into the quotation",
            ),
        );
    }
}

/// What is wrong with the one equation of a quotation.
fn wrong_sum(quote: &str) -> Option<String> {
    let (left, right) = quote.split_once('=')?;
    // `<=` and `!=` say nothing of a sum.
    let is_other_sign = left.ends_with(['<', '>', '!', '~', ':']);
    if right.contains('=')
        || !left.contains('+')
        || left.contains(['×', '*'])
        || is_other_sign
        || is_sic(quote)
    {
        return None;
    }
    let terms: Vec<Number> = left.split('+').map(last_number).collect::<Option<_>>()?;
    // Each term is a number, with at most a word: what else is there may be part of the sum.
    if terms.len() < 2
        || left.split('+').any(has_more_numbers)
        || left.split('+').skip(1).any(|term| term.contains('-'))
    {
        return None;
    }
    let total = first_number(right)?;
    // Nobody adds hours to minutes without a conversion.
    let mut words =
        terms.iter().chain([&total]).map(|number| number.word.as_str()).filter(|word| !word.is_empty());
    let word = words.next();
    if words.any(|other| Some(other) != word) {
        return None;
    }
    let sum: f64 = terms.iter().map(|term| term.value).sum();
    let rounding: f64 = terms.iter().chain([&total]).map(|number| number.rounding).sum();
    let is_wrong = (sum - total.value).abs() > rounding;
    is_wrong
        .then(|| format!("the quotation of this figure says {}, but the sum is {}", total.value, shown(sum)))
}

/// What is wrong with the one share of a quotation, beside a value in percent.
fn wrong_share(figure: &Figure, quote: &str) -> Option<String> {
    let share = figure.value.known().filter(|_| !figure.is_uncertain())?;
    let is_share = Unit::parse(figure.unit().unwrap_or_default()).dimension == Dimension::Share;
    if !is_share || is_sic(quote) {
        return None;
    }
    let mut found = [" out of ", " of ", " sur "].iter().flat_map(|word| quote.match_indices(word));
    let (at, word) = found.next().filter(|_| found.next().is_none())?;
    let (part, whole) = (ending_number(&quote[..at])?, beginning_number(&quote[at + word.len()..])?);
    if whole.value <= 0.0 || part.value > whole.value || part.rounding < 0.5 || whole.rounding < 0.5 {
        return None;
    }
    let share = Unit::parse(figure.unit().unwrap_or_default()).base(share);
    let computed = part.value / whole.value * 100.0;
    // One more than rounding explains: "12 of 48" may itself be rounded.
    let is_wrong = (computed - share).abs() > 1.0 + rounding_of(share);
    // What is not in the share may be what is meant.
    let is_rest = (100.0 - computed - share).abs() <= 1.0;
    (is_wrong && !is_rest).then(|| {
        format!(
            "{} of {} is {} %, but this figure says {} %",
            part.value,
            whole.value,
            shown(computed),
            shown(share)
        )
    })
}

/// A number of a text, by how much it may be rounded, and the word behind it in small letters.
struct Number {
    value: f64,
    rounding: f64,
    word: String,
}

fn is_sic(quote: &str) -> bool {
    quote.contains("[sic]") || quote.contains("(sic)")
}

/// Half of what the last written digit of a number stands for.
fn rounding_of(value: f64) -> f64 {
    if value.fract() == 0.0 { 0.5 } else { 0.05 }
}

fn last_number(text: &str) -> Option<Number> {
    let end = text.rfind(|letter: char| letter.is_ascii_digit())? + 1;
    let start = text[..end]
        .rfind(|letter: char| !is_of_number(letter))
        .map_or(0, |at| at + text[at..].chars().next().map_or(1, char::len_utf8));
    let before = &text[..start];
    // A sign, or the thousands of it.
    let is_part = before.ends_with(['-', '\u{2212}'])
        || before.trim_end().len() < before.len() && ends_in_digit(before.trim_end());
    number(&text[start..end], &text[end..]).filter(|_| !is_part)
}

fn first_number(text: &str) -> Option<Number> {
    let start = text.find(|letter: char| letter.is_ascii_digit())?;
    beginning_number(&text[start..]).filter(|_| !text[..start].ends_with(['-', '\u{2212}']))
}

fn ends_in_digit(text: &str) -> bool {
    text.ends_with(|letter: char| letter.is_ascii_digit())
}

/// The number that a text ends with.
fn ending_number(text: &str) -> Option<Number> {
    ends_in_digit(text).then(|| last_number(text))?
}

/// The number that a text begins with.
fn beginning_number(text: &str) -> Option<Number> {
    let end = text.find(|letter: char| !is_of_number(letter)).unwrap_or(text.len());
    let after = &text[end..];
    // What may be its thousands.
    let is_part = after.trim_start().len() < after.len()
        && after.trim_start().starts_with(|letter: char| letter.is_ascii_digit());
    number(text[..end].trim_end_matches(['.', ',']), after).filter(|_| !is_part)
}

fn has_more_numbers(term: &str) -> bool {
    let mut runs = term
        .split(|letter: char| !is_of_number(letter))
        .filter(|run| run.contains(|digit: char| digit.is_ascii_digit()));
    runs.nth(1).is_some()
}

fn is_of_number(letter: char) -> bool {
    letter.is_ascii_digit() || matches!(letter, '.' | ',')
}

/// A number with at most one sign in it; more than one, or three digits behind it, may be thousands: then nobody can say.
fn number(written: &str, after: &str) -> Option<Number> {
    let decimals = match written.split_once(['.', ',']) {
        None => 0,
        Some((_, decimals)) if decimals.len() != 3 && !decimals.contains(['.', ',']) => decimals.len(),
        Some(_) => return None,
    };
    let value: f64 = written.replace(',', ".").parse().ok()?;
    let word = after.trim_start().chars().take_while(|letter| letter.is_alphabetic() || *letter == '%');
    let rounding = 0.5 / 10_f64.powi(i32::try_from(decimals).unwrap_or(9));
    Some(Number { value, rounding, word: word.flat_map(char::to_lowercase).collect() })
}

/// A number with at most one decimal, for a message.
fn shown(value: f64) -> f64 {
    (value * 10.0).round() / 10.0
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;
    use crate::document::matter::Common;
    use crate::matter::{Matter, Syntax};

    fn told(value: &str, unit: &str, quote: &str) -> Vec<String> {
        let text = format!(
            "figures = [{{ metric = \"m\", value = {value}, unit = \"{unit}\", quote = \"{quote}\" }}]\n"
        );
        let common: Common = Matter::parse(&text, 0, Syntax::Toml).read();
        assert_eq!(common.figures.len(), 1, "{text}");
        let mut diagnostics = Vec::new();
        check(&common.figures, &ContentPath::new("content/reports/x.md").unwrap(), &mut diagnostics);
        diagnostics.into_iter().map(|diagnostic| diagnostic.message).collect()
    }

    #[test]
    fn a_sum_that_is_wrong_is_told() {
        assert_eq!(
            told("29", "min", "18 + 9 = 29 minutes"),
            ["the quotation of this figure says 29, but the sum is 27"]
        );
        for right in [
            "18 + 9 = 27 minutes",
            "18 min + 9 min = 27 min",
            "33.3 + 33.3 + 33.3 = 100",
            "1,000 + 1 = 1,100",
            "18 + 9 = 28 [sic]",
            "18 + 9",
            "2 × 9 + 9 = 27",
            "1 h 20 + 10 min = 90 min",
            "1 h + 30 min = 90 min",
            "500 + 500 = 1 000",
            "1\u{202f}000 + 500 = 1\u{202f}500",
            "18 + 9 <= 40",
            "18 + 9 != 40",
            "-18 + 9 = -9",
            "18 + 9 = \u{2212}9",
            "a + b = 3",
            "E = mc2",
        ] {
            assert_eq!(told("27", "min", right), Vec::<String>::new(), "{right}");
        }
    }

    #[test]
    fn a_share_that_is_wrong_is_told() {
        assert_eq!(told("20", "%", "12 of 48 hosts"), ["12 of 48 is 25 %, but this figure says 20 %"]);
        assert_eq!(told("200", "‰", "12 of 48 hosts"), ["12 of 48 is 25 %, but this figure says 20 %"]);
        assert_eq!(told("20", "%", "12 serveurs, soit 12 sur 48").len(), 1);
        for right in [
            "12 of 48 hosts",
            "36 of 48 hosts stayed",
            "12 of our 48 hosts, on the 3 of May",
            "48 of 12",
            "12.5 of 60",
            "1 002 sur 4 008",
            "12 sur 4\u{202f}008",
            "one of 48",
        ] {
            assert_eq!(told("25", "%", right), Vec::<String>::new(), "{right}");
        }
        assert_eq!(told("12", "hosts", "11 of 48 hosts"), Vec::<String>::new());
    }

    proptest! {
        #[test]
        fn no_quotation_is_too_much(quote in "([0-9]{1,4}|[.,+=%é]| of | sur |[a-z ]){0,24}") {
            told("25", "%", &quote);
        }
    }
}
