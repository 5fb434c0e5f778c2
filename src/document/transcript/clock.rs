//! Times of cues: `01:02:03.456` of WebVTT, `01:02:03,456` of SubRip; hours and the fraction may be missing.

/// Nothing is said later, in milliseconds: a hundred hours.
const LATEST: u64 = 100 * 3600 * 1000;

/// The milliseconds that a time is after the beginning; none when it is no time.
pub(super) fn milliseconds(written: &str) -> Option<u64> {
    let (clock, fraction) = match written.split_once(['.', ',']) {
        Some((clock, fraction)) => (clock, fraction),
        None => (written, "0"),
    };
    let mut parts = clock.rsplit(':').map(|part| number(part, 3));
    let seconds = parts.next()??;
    let minutes = parts.next()??;
    let hours = parts.next().unwrap_or(Some(0))?;
    if parts.next().is_some() || seconds > 59 || minutes > 59 {
        return None;
    }
    let digits = u32::try_from(fraction.len()).ok().filter(|digits| (1..=9).contains(digits))?;
    let fraction = number(fraction, 9)? * 1000 / 10_u64.pow(digits);
    let all = ((hours * 60 + minutes) * 60 + seconds) * 1000 + fraction;
    (all < LATEST).then_some(all)
}

/// A number of at most so many digits.
fn number(digits: &str, most: usize) -> Option<u64> {
    let is_number = (1..=most).contains(&digits.len()) && digits.bytes().all(|byte| byte.is_ascii_digit());
    is_number.then(|| digits.parse().ok()).flatten()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn both_forms_are_read() {
        for (written, time) in [
            ("00:00:01.000", 1_000),
            ("00:16:42,5", 1_002_500),
            ("16:42.25", 1_002_250),
            ("1:02:03", 3_723_000),
            ("99:59:59.999", 359_999_999),
        ] {
            assert_eq!(milliseconds(written), Some(time), "{written}");
        }
        for wrong in [
            "",
            "1",
            "1:2:3:4",
            "00:60.000",
            "00:00:61,000",
            "0x:00",
            "100:00:00.000",
            "00:01.",
            "00:01.0000000000",
            "-1:00",
            "+1:00",
            "1 :00",
        ] {
            assert_eq!(milliseconds(wrong), None, "{wrong}");
        }
    }
}
