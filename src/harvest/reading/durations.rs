//! In which unit the durations of an event were written, told from all of them together.
//!
//! Comes in: the numbers of one event, meant to be seconds. Goes out: the unit that makes sense of them. Pure.

/// What the numbers of an event count.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Unit {
    Seconds,
    Minutes,
    Milliseconds,
    /// Seconds that were taken for minutes and multiplied by sixty once more.
    Sixtieths,
    /// Small numbers are minutes, large ones are seconds.
    MinutesOrSeconds,
}

/// No single talk is longer, in seconds.
const LONGEST: f64 = 24.0 * 3600.0;
/// No talk is shorter, in seconds.
const SHORTEST: f64 = 20.0;
/// The largest number that may be minutes.
const MOST_MINUTES: f64 = 240.0;

/// The unit of these numbers, which are all above zero.
pub(crate) fn unit(numbers: &[f64]) -> Unit {
    let mut sorted = numbers.to_vec();
    sorted.sort_by(f64::total_cmp);
    let Some(median) = sorted.get(sorted.len() / 2).copied() else { return Unit::Seconds };
    let (least, most) = (sorted[0], sorted[sorted.len() - 1]);
    if median > 200_000.0 && least > 10_000.0 && most < LONGEST * 1000.0 {
        return Unit::Milliseconds;
    }
    let all_of_sixty = sorted.iter().all(|number| number % 60.0 == 0.0);
    if median > 30_000.0 && all_of_sixty && sorted.len() > 5 && most / 60.0 < 4.0 * 3600.0 {
        return Unit::Sixtieths;
    }
    let small = sorted.iter().filter(|number| **number <= MOST_MINUTES).count();
    if median > 90.0 || small * 2 < sorted.len() {
        return Unit::Seconds;
    }
    if small == sorted.len() { Unit::Minutes } else { Unit::MinutesOrSeconds }
}

impl Unit {
    /// The whole seconds that a number means; nothing when no talk is so short or so long.
    pub(crate) fn seconds(self, number: f64) -> Option<u32> {
        let seconds = match self {
            Self::Minutes => number * 60.0,
            Self::Milliseconds => number / 1000.0,
            Self::Sixtieths => number / 60.0,
            Self::MinutesOrSeconds if number <= MOST_MINUTES => number * 60.0,
            Self::Seconds | Self::MinutesOrSeconds => number,
        };
        #[expect(clippy::cast_sign_loss, reason = "the range is checked")]
        (SHORTEST..=LONGEST).contains(&seconds).then(|| seconds.round() as u32)
    }

    /// What to call it.
    pub(crate) fn name(self) -> &'static str {
        match self {
            Self::Seconds => "seconds",
            Self::Minutes => "minutes",
            Self::Milliseconds => "milliseconds",
            Self::Sixtieths => "sixtieths of a second",
            Self::MinutesOrSeconds => "minutes up to 240, and seconds above",
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_unit_is_told_from_the_whole_event() {
        assert_eq!(unit(&[1500.0, 2700.0, 300.0]), Unit::Seconds);
        assert_eq!(unit(&[30.0, 30.0, 45.0, 20.0]), Unit::Minutes);
        assert_eq!(unit(&[1_551_880.0, 761_680.0, 3_060_760.0]), Unit::Milliseconds);
        assert_eq!(unit(&[6060.0, 60_120.0, 90_000.0, 72_000.0, 60_060.0, 172_860.0]), Unit::Sixtieths);
        assert_eq!(unit(&[60.0, 60.0, 60.0, 120.0, 1982.0]), Unit::MinutesOrSeconds);
        assert_eq!(unit(&[105.0, 194.0, 302.0]), Unit::Seconds, "an event of short films");
        assert_eq!(unit(&[]), Unit::Seconds);
        assert_eq!(unit(&[f64::NAN, f64::INFINITY]), Unit::Seconds);
    }

    #[test]
    fn what_cannot_be_is_left_out() {
        assert_eq!(Unit::Seconds.seconds(1500.4), Some(1500));
        assert_eq!(Unit::Milliseconds.seconds(1_551_880.0), Some(1552));
        for wrong in [0.0, -5.0, 3.0, 1e9, f64::NAN, f64::INFINITY] {
            assert_eq!(Unit::Seconds.seconds(wrong), None, "{wrong}");
        }
        assert_eq!(Unit::MinutesOrSeconds.seconds(60.0), Some(3600));
        assert_eq!(Unit::MinutesOrSeconds.seconds(1982.0), Some(1982));
    }
}
