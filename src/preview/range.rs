//! The `Range` header (RFC 9110, section 14): which bytes of a file are asked for.
//!
//! What always holds: what is not understood is ignored, as the standard wants, and the whole file is sent; several ranges, which a server
//! need not know, likewise.
//!
//! No library: `http-range-header`, which `tower-http` uses, refuses what the standard has a server take (`bytes=-99` of a shorter file, `Bytes=0-1`,
//! `bytes=00-1`), and has one error for a range that is turned round, which is to be ignored, and for one beyond the end, which is not.

/// What of a file is to be sent.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Range {
    /// All of it: nothing else was asked for, or nothing that is understood.
    Whole,
    /// From the first of these up to before the second.
    Part(u64, u64),
    /// What was asked for lies beyond the end.
    Beyond,
}

/// Reads the header's value, for a file of so many bytes.
pub(super) fn read(header: &str, size: u64) -> Range {
    one_range(header).map_or(Range::Whole, |(first, last)| match (first, last) {
        (Some(first), _) if first >= size => Range::Beyond,
        (Some(first), last) => Range::Part(first, last.map_or(size, |last| last.saturating_add(1).min(size))),
        (None, last) => match last.unwrap_or(0).min(size) {
            0 => Range::Beyond,
            length => Range::Part(size - length, size),
        },
    })
}

/// The first and the last byte, or only how many last ones; nothing when the header is not one valid range of bytes.
fn one_range(header: &str) -> Option<(Option<u64>, Option<u64>)> {
    let (unit, ranges) = header.split_once('=')?;
    if !unit.trim().eq_ignore_ascii_case("bytes") {
        return None;
    }
    // A list may have empty elements (section 5.6.1).
    let mut ranges =
        ranges.split(',').map(|range| range.trim_matches([' ', '\t'])).filter(|range| !range.is_empty());
    let (range, None) = (ranges.next()?, ranges.next()) else { return None };
    let (first, last) = range.split_once('-')?;
    match (first, last) {
        ("", last) => Some((None, Some(number(last)?))),
        (first, "") => Some((Some(number(first)?), None)),
        (first, last) => {
            let (first, last) = (number(first)?, number(last)?);
            (first <= last).then_some((Some(first), Some(last)))
        }
    }
}

/// Digits only; what no file is as long as is as good as the longest.
fn number(digits: &str) -> Option<u64> {
    let is_number = !digits.is_empty() && digits.bytes().all(|byte| byte.is_ascii_digit());
    is_number.then(|| digits.parse().unwrap_or(u64::MAX))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn ranges_are_read_as_the_rfc_says() {
        for (range, expected) in [
            ("bytes=0-4", Range::Part(0, 5)),
            ("bytes=5-", Range::Part(5, 10)),
            ("bytes=-3", Range::Part(7, 10)),
            ("bytes=-99", Range::Part(0, 10)),
            ("bytes=8-99", Range::Part(8, 10)),
            ("bytes=8-99999999999999999999", Range::Part(8, 10)),
            ("Bytes=0-0", Range::Part(0, 1)),
            ("bytes=0-4,", Range::Part(0, 5)),
            ("bytes=10-", Range::Beyond),
            ("bytes=10-20", Range::Beyond),
            ("bytes=99999999999999999999-", Range::Beyond),
            ("bytes=-0", Range::Beyond),
            ("lines=1-2", Range::Whole),
            ("bytes=0-1,4-5", Range::Whole),
            ("bytes=0-1, 99-", Range::Whole),
            ("bytes=4-2", Range::Whole),
            ("bytes=x-", Range::Whole),
            ("bytes=+1-2", Range::Whole),
            ("bytes=1", Range::Whole),
            ("bytes=-", Range::Whole),
            ("bytes=", Range::Whole),
            ("bytes", Range::Whole),
            ("", Range::Whole),
        ] {
            assert_eq!(read(range, 10), expected, "{range}");
        }
        assert_eq!((read("bytes=0-", 0), read("bytes=-1", 0)), (Range::Beyond, Range::Beyond));
    }
}
