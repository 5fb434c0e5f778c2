//! Amounts in words: how a measured claim's numbers are told, as they were written and in the unit that others are compared in.

use crate::document::matter::{Amount, Figure, Sureness};
use crate::knowledge::measures::{Comparable, Extent};
use crate::knowledge::{KnowledgeBase, Record};
use crate::theme::phrases::{Phrases, fill};
use crate::vocab::unit::{Dimension, Unit};

use super::figures;

/// The unit in which comparable figures are told.
#[derive(Debug)]
pub(super) struct Told {
    pub(super) unit: Unit,
    /// As readers know it; none where lengths of time are told in hours and minutes, or things have no name.
    pub(super) sign: Option<String>,
}

impl Told {
    /// That of a metric's comparable figures: the one that its author gives, else the one that most figures have. Lengths of time need none.
    pub(super) fn of(metric: &Record, comparable: &Comparable, knowledge: &KnowledgeBase) -> Self {
        let own = metric.unit().map(|unit| (Unit::of(Some(unit), &metric.title), unit));
        if let Some((unit, written)) = own.filter(|(unit, _)| unit.dimension == comparable.dimension) {
            return Self { unit, sign: Some(figures::unit(written).to_owned()) };
        }
        let mut written: Vec<(&str, usize)> = Vec::new();
        for measure in &comparable.measures {
            let figure = knowledge.record(measure.figure).figure();
            let unit = figure.and_then(Figure::unit).unwrap_or_default();
            match written.iter().position(|(known, _)| *known == unit) {
                Some(known) => written[known].1 += 1,
                // Of so many spellings none is the usual one.
                None if written.len() < 20 => written.push((unit, 1)),
                None => {}
            }
        }
        let most = written.iter().map(|(_, times)| *times).max();
        let usual = written.iter().find(|(_, times)| Some(*times) == most).map_or("", |(unit, _)| unit);
        let unit = Unit::of(Some(usual), &metric.title);
        let sign = Some(usual).filter(|usual| !usual.is_empty() && comparable.dimension != Dimension::Time);
        Self { unit, sign: sign.map(|sign| figures::unit(sign).to_owned()) }
    }

    /// An amount in this unit.
    pub(super) fn tell(&self, base: f64, phrases: &Phrases) -> String {
        if self.sign.is_none() && self.unit.dimension == Dimension::Time {
            return length(base, phrases);
        }
        let number = phrases.locale.numbers.decimal(rounded(self.unit.of_base(base)));
        match &self.sign {
            Some(sign) => with_sign(&number, sign, phrases),
            None => number,
        }
    }

    /// All that an amount may be, in this unit.
    pub(super) fn tell_extent(&self, extent: Extent, phrases: &Phrases) -> String {
        let least = self.tell(extent.least, phrases);
        if extent.least.total_cmp(&extent.most).is_eq() {
            return least;
        }
        format!("{least}\u{2009}–\u{2009}{}", self.tell(extent.most, phrases))
    }
}

/// A number as its author wrote it; a length of time in hours and minutes, all that it may be in a list.
pub(super) fn written(amount: &Amount, phrases: &Phrases) -> String {
    let number = |number: &f64| match amount.own_unit() {
        Some(_) => length(number * 60.0, phrases),
        None => phrases.locale.numbers.decimal(*number),
    };
    let numbers: Vec<String> = amount.numbers().iter().map(number).collect();
    match amount.sureness {
        Sureness::Between => numbers.join("\u{2009}–\u{2009}"),
        Sureness::Known | Sureness::OneOf => {
            let numbers: Vec<&str> = numbers.iter().map(String::as_str).collect();
            phrases.locale.lists.either(&numbers)
        }
    }
}

/// A figure's value with its unit, as it was written.
pub(super) fn with_unit(figure: &Figure, phrases: &Phrases) -> String {
    let value = written(&figure.value, phrases);
    match figure.unit.as_deref().filter(|_| figure.value.own_unit().is_none()) {
        Some(unit) => with_sign(&value, figures::unit(unit), phrases),
        None => value,
    }
}

/// A length of time in the two largest parts that it has: `18 min`, `24 h 11 min`, `3 d 1 h`.
pub(super) fn length(seconds: f64, phrases: &Phrases) -> String {
    /// From so many hours on, days are told.
    const HOURS: u64 = 100;
    let number =
        |number: f64, unit: &str| format!("{}\u{a0}{unit}", phrases.locale.numbers.decimal(rounded(number)));
    let part = |number: u64, unit: &str| format!("{}\u{a0}{unit}", phrases.locale.numbers.whole(number));
    if !(0.0..1e15).contains(&seconds) || seconds < 1.0 {
        return if seconds == 0.0 { part(0, "s") } else { number(seconds * 1e3, "ms") };
    }
    if seconds < 60.0 {
        return number(seconds, "s");
    }
    // Below a quadrillion, so that it is a whole number of minutes.
    #[expect(clippy::cast_sign_loss, reason = "the range is checked")]
    let minutes = (seconds / 60.0).round() as u64;
    let (hours, day) = (minutes / 60, phrases.text(&["units", "day"]));
    let (first, second) = match hours {
        0 => (part(minutes, "min"), None),
        _ if hours < HOURS => {
            (part(hours, "h"), Some(minutes % 60).filter(|rest| *rest > 0).map(|rest| part(rest, "min")))
        }
        // Of months and years, hours say nothing.
        _ => {
            let rest = Some(hours % 24).filter(|rest| *rest > 0 && hours < 60 * 24);
            (part(hours / 24, day), rest.map(|rest| part(rest, "h")))
        }
    };
    second.map_or_else(|| first.clone(), |second| format!("{first}\u{a0}{second}"))
}

/// A number with its unit, as the language sets them: `15%`, `15 %`, `233 releases`.
fn with_sign(number: &str, sign: &str, phrases: &Phrases) -> String {
    if sign == "%" {
        return fill(phrases.text(&["units", "percent"]), &[("number", number)]);
    }
    format!("{number}\u{a0}{sign}")
}

/// To four digits, which is more than most claims are sure of; what was converted would have more than anybody wrote.
fn rounded(number: f64) -> f64 {
    let digits = number.abs().log10().floor();
    if !digits.is_finite() || digits >= 3.0 {
        return if number.abs() < 1e15 { number.round() } else { number };
    }
    let unit = 10_f64.powi(3 - digits.max(-9.0) as i32);
    (number * unit).round() / unit
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::theme::phrases::phrases;

    #[test]
    fn lengths_are_told_in_their_two_largest_parts() {
        let (english, french) = (phrases("en"), phrases("fr"));
        for (seconds, told) in [
            (0.0, "0 s"),
            (0.25, "250 ms"),
            (42.0, "42 s"),
            (1080.0, "18 min"),
            (87_060.0, "24 h 11 min"),
            (262_800.0, "73 h"),
            (864_000.0, "10 d"),
            (867_600.0, "10 d 1 h"),
            (31_556_952.0, "365 d"),
        ] {
            assert_eq!(length(seconds, &english).replace('\u{a0}', " "), told);
        }
        assert_eq!(length(864_000.0, &french), "10\u{a0}j");
    }

    #[test]
    fn converted_numbers_have_four_digits() {
        for (number, told) in
            [(1.0 / 3.0, 0.3333), (12_345.6, 12_346.0), (233.0, 233.0), (0.0, 0.0), (99.999, 100.0)]
        {
            assert!((rounded(number) - told).abs() < 1e-12, "{number}");
        }
    }
}
