//! How long something lasted: `40m`, `1h15`, `1h15m`, `90s`, `PT1H15M` (ISO 8601), or a whole number of minutes.

use std::fmt;

use borsh::{BorshDeserialize, BorshSerialize};
use serde::{Deserialize, Deserializer, de};

/// A second of a recording as a place in it: `0:00`, `2:30`, `1:02:30`.
pub(crate) fn position(second: u32) -> String {
    let (hours, minutes, seconds) = (second / 3600, second / 60 % 60, second % 60);
    if hours > 0 { format!("{hours}:{minutes:02}:{seconds:02}") } else { format!("{minutes}:{seconds:02}") }
}

/// A length of time in whole seconds, at least one.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord, BorshSerialize, BorshDeserialize)]
pub struct Duration {
    seconds: u32,
}

impl Duration {
    /// So many seconds; none when it is zero.
    pub fn from_seconds(seconds: u32) -> Option<Self> {
        (seconds > 0).then_some(Self { seconds })
    }

    /// The length in seconds.
    pub fn seconds(self) -> u32 {
        self.seconds
    }

    /// The length in minutes, rounded, at least one.
    pub fn minutes(self) -> u32 {
        ((self.seconds + 30) / 60).max(1)
    }

    /// As a place in a recording: `2:30`, `1:02:30`.
    pub fn position(self) -> String {
        position(self.seconds)
    }

    /// The ISO 8601 form: `PT1H15M`.
    pub fn iso_8601(self) -> String {
        let mut text = String::from("PT");
        for (amount, unit) in self.parts() {
            if amount > 0 {
                text.push_str(&format!("{amount}{}", unit.to_ascii_uppercase()));
            }
        }
        text
    }

    /// Reads a duration.
    ///
    /// # Errors
    /// Says what a duration looks like.
    pub fn parse(text: &str) -> Result<Self, String> {
        let refuse =
            || format!("`{text}` is not a duration\nwrite `40m`, `1h15`, `PT1H15M`, or a number of minutes");
        let mut rest = text.trim().to_ascii_lowercase();
        rest.retain(|letter| !letter.is_whitespace());
        if let Some(iso) = rest.strip_prefix("pt") {
            rest = iso.to_owned();
        }
        let mut seconds = 0_u32;
        let mut unit_before = None;
        let mut rest = rest.as_str();
        while !rest.is_empty() {
            let end = rest.find(|letter: char| !letter.is_ascii_digit()).unwrap_or(rest.len());
            let amount: u32 = rest[..end].parse().map_err(|_| refuse())?;
            rest = &rest[end..];
            let unit_end = rest.find(|letter: char| letter.is_ascii_digit()).unwrap_or(rest.len());
            let unit = match (&rest[..unit_end], unit_before) {
                ("h", None) => 3600,
                ("m" | "min" | "mn" | "", None | Some(3600)) => 60,
                ("s" | "sec", None | Some(3600 | 60)) | ("", Some(60)) => 1,
                _ => return Err(refuse()),
            };
            rest = &rest[unit_end..];
            unit_before = Some(unit);
            seconds =
                amount.checked_mul(unit).and_then(|more| seconds.checked_add(more)).ok_or_else(refuse)?;
        }
        Self::from_seconds(seconds).ok_or_else(refuse)
    }

    fn parts(self) -> [(u32, char); 3] {
        [(self.seconds / 3600, 'h'), (self.seconds / 60 % 60, 'm'), (self.seconds % 60, 's')]
    }
}

impl fmt::Display for Duration {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.parts()
            .into_iter()
            .filter(|(amount, _)| *amount > 0)
            .try_for_each(|(amount, unit)| write!(f, "{amount}{unit}"))
    }
}

impl<'de> Deserialize<'de> for Duration {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        struct Visitor;

        impl de::Visitor<'_> for Visitor {
            type Value = Duration;

            fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
                f.write_str("a duration such as `40m` or `1h15`, or a number of minutes")
            }

            fn visit_i64<E: de::Error>(self, minutes: i64) -> Result<Duration, E> {
                Duration::parse(&minutes.to_string()).map_err(E::custom)
            }

            fn visit_str<E: de::Error>(self, text: &str) -> Result<Duration, E> {
                Duration::parse(text).map_err(E::custom)
            }
        }

        deserializer.deserialize_any(Visitor)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn reads_every_way_of_writing_it() {
        for (text, seconds) in [
            ("40m", 2400),
            ("1h15", 4500),
            ("1h15m", 4500),
            ("1 h 15 min", 4500),
            ("PT1H15M", 4500),
            ("90s", 90),
            ("40", 2400),
            ("2m30s", 150),
            ("1h2m3s", 3723),
        ] {
            assert_eq!(Duration::parse(text).unwrap().seconds(), seconds, "{text}");
        }
        for text in ["", "0", "soon", "m40", "1h15h", "-3m", "99999999999m", "1.5h"] {
            assert!(Duration::parse(text).is_err(), "{text}");
        }
    }

    #[test]
    fn writes_both_forms() {
        let duration = Duration::parse("1h15").unwrap();
        assert_eq!((duration.to_string(), duration.iso_8601()), ("1h15m".into(), "PT1H15M".into()));
        assert_eq!(Duration::parse("90s").unwrap().iso_8601(), "PT1M30S");
        let positions = ["2m30s", "1h02m30s"].map(|text| Duration::parse(text).unwrap().position());
        assert_eq!(positions, ["2:30", "1:02:30"]);
    }
}
