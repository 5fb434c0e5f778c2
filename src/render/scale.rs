//! The scale of a drawing: where an amount stands on it, and which amounts are marked along it.
//!
//! What always holds: a larger amount stands no further left than a smaller one, and all stand within the drawing. A scale is logarithmic where the largest amount is so much larger than
//! the smallest that the others could not be told apart; then all amounts are above zero.

use crate::vocab::unit::Dimension;

/// From where to where amounts stand.
#[derive(Debug, Clone, Copy, PartialEq)]
pub(super) struct Scale {
    least: f64,
    most: f64,
    form: Form,
}

/// How distances on a scale grow.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Form {
    Linear,
    Logarithmic,
}

/// How many times the smallest amount the largest is, from which on a scale is logarithmic.
const SPREAD: f64 = 50.0;

impl Scale {
    /// The scale that has room for these amounts.
    pub(super) fn of(amounts: impl Iterator<Item = f64> + Clone) -> Self {
        let least = amounts.clone().fold(f64::INFINITY, f64::min);
        let most = amounts.fold(f64::NEG_INFINITY, f64::max);
        if !least.is_finite() || !most.is_finite() {
            return Self { least: 0.0, most: 1.0, form: Form::Linear };
        }
        if least > 0.0 && most / least >= SPREAD {
            return Self { least, most, form: Form::Logarithmic };
        }
        let (least, most) = (least.min(0.0), most.max(0.0));
        Self { least, most: if most > least { most } else { least + 1.0 }, form: Form::Linear }
    }

    pub(super) fn form(self) -> Form {
        self.form
    }

    /// How far along the scale an amount stands, of so many steps.
    #[expect(clippy::cast_sign_loss, reason = "the range is checked")]
    pub(super) fn place(self, amount: f64, steps: u16) -> usize {
        let part = match self.form {
            Form::Linear => (amount - self.least) / (self.most - self.least),
            Form::Logarithmic => (amount / self.least).ln() / (self.most / self.least).ln(),
        };
        let steps = f64::from(steps);
        // Between 0 and `steps`, whatever was computed.
        let place = (part * steps).round().clamp(0.0, steps);
        if place.is_finite() { place as usize } else { 0 }
    }

    /// The amounts that are marked: round ones in the unit of this size, at most about six.
    pub(super) fn marks(self, dimension: &Dimension, size: f64) -> Vec<f64> {
        let marks = match (self.form, dimension) {
            (Form::Logarithmic, Dimension::Time) => LENGTHS.to_vec(),
            (Form::Logarithmic, _) => (-9..16).map(|power| 10_f64.powi(power) * size).collect(),
            (Form::Linear, Dimension::Time) => steps(self.least, self.most, &STEPS_OF_TIME),
            (Form::Linear, _) => {
                let round: Vec<f64> = (-9..16)
                    .flat_map(|power| [1.0, 2.0, 5.0].map(|step| step * 10_f64.powi(power) * size))
                    .collect();
                steps(self.least, self.most, &round)
            }
        };
        let within: Vec<f64> =
            marks.into_iter().filter(|mark| (self.least..=self.most).contains(mark)).collect();
        let every = within.len().div_ceil(7).max(1);
        within.into_iter().step_by(every).collect()
    }
}

/// Lengths of time that people know, in seconds.
const LENGTHS: [f64; 13] = [
    0.001,
    0.01,
    0.1,
    1.0,
    10.0,
    60.0,
    600.0,
    3600.0,
    6.0 * 3600.0,
    86_400.0,
    7.0 * 86_400.0,
    30.0 * 86_400.0,
    365.0 * 86_400.0,
];

/// Steps of an even scale of time, in seconds.
const STEPS_OF_TIME: [f64; 19] = [
    0.001,
    0.01,
    0.1,
    1.0,
    5.0,
    15.0,
    60.0,
    300.0,
    600.0,
    1800.0,
    3600.0,
    7200.0,
    21_600.0,
    43_200.0,
    86_400.0,
    172_800.0,
    604_800.0,
    2_592_000.0,
    31_536_000.0,
];

/// Multiples of the smallest of these steps that goes at most six times into what is to be marked.
fn steps(least: f64, most: f64, round: &[f64]) -> Vec<f64> {
    let largest = round.last().copied().unwrap_or(1.0);
    let step = round.iter().copied().find(|step| (most - least) / step <= 6.0).unwrap_or(largest);
    let first = (least / step).ceil();
    (0..8).map(|number| (first + f64::from(number)) * step).collect()
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    fn scale(amounts: &[f64]) -> Scale {
        Scale::of(amounts.iter().copied())
    }

    #[test]
    fn few_round_amounts_are_marked() {
        let marks = |amounts: &[f64], dimension, size| scale(amounts).marks(&dimension, size);
        assert_eq!(marks(&[0.0, 100.0], Dimension::Share, 1.0), [0.0, 20.0, 40.0, 60.0, 80.0, 100.0]);
        assert_eq!(marks(&[1080.0, 262_800.0], Dimension::Time, 60.0), [3600.0, 21_600.0, 86_400.0]);
        assert_eq!(
            marks(&[600.0, 3600.0], Dimension::Time, 60.0),
            [0.0, 600.0, 1200.0, 1800.0, 2400.0, 3000.0, 3600.0]
        );
        assert_eq!(scale(&[1.0, 49.0]).form(), Form::Linear);
        assert_eq!(scale(&[1.0, 50.0]).form(), Form::Logarithmic);
        assert_eq!(scale(&[0.0, 5000.0]).form(), Form::Linear);
        assert_eq!(scale(&[]).place(7.0, 100), 100);
    }

    proptest! {
        #[test]
        fn more_stands_no_further_left(mut amounts in prop::collection::vec(-1e300_f64..1e300, 1..20)) {
            let scale = scale(&amounts);
            amounts.sort_by(f64::total_cmp);
            let places: Vec<usize> = amounts.iter().map(|amount| scale.place(*amount, 360)).collect();
            prop_assert!(places.is_sorted());
            prop_assert!(places.iter().all(|place| *place <= 360));
            prop_assert!(scale.marks(&Dimension::Time, 1.0).len() <= 8);
            prop_assert!(scale.marks(&Dimension::Share, 1.0).len() <= 8);
        }
    }
}
