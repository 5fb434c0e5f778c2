//! A length of time as a text says it: `3h20`, `1 h 15 min`, `2d 4h`, `90s`, `PT1H15M`.

use super::words;

/// So many seconds; none when the text is no length of time. A number after hours without a unit is minutes, and after minutes seconds. A bare number is no length of time: nobody
/// can say of what.
pub(crate) fn length(text: &str) -> Option<f64> {
    let text = text.trim();
    let spelled = match text.strip_prefix(['P', 'p']) {
        Some(iso) => without_signs(&iso.to_lowercase())?,
        None => text.to_owned(),
    };
    let (mut rest, mut seconds, mut before) = (spelled.as_str(), 0.0, None::<f64>);
    while !rest.is_empty() {
        let end = rest.find(|letter: char| !is_of_number(letter)).unwrap_or(rest.len());
        let amount: f64 = rest[..end].replace(',', ".").parse().ok()?;
        rest = rest[end..].trim_start();
        let end =
            rest.find(|letter: char| is_of_number(letter) || letter.is_whitespace()).unwrap_or(rest.len());
        let unit = match &rest[..end] {
            "m" => 60.0,
            // Millions, mostly.
            "M" => return None,
            // What follows hours is minutes, and what follows minutes seconds.
            "" => before.filter(|before| [3600.0, 60.0].contains(before))? / 60.0,
            word => words::time(&word.to_lowercase())?,
        };
        rest = rest[end..].trim_start();
        // The larger part comes first, and none comes twice.
        if before.is_some_and(|before| unit >= before) {
            return None;
        }
        seconds += amount * unit;
        before = Some(unit);
    }
    before.map(|_| seconds).filter(|seconds: &f64| seconds.is_finite())
}

/// What follows the `P` of ISO 8601, without its `T`. Before that, an `M` is months, which are no length of time that can be counted.
fn without_signs(iso: &str) -> Option<String> {
    let (days, times) = iso.split_once('t').unwrap_or((iso, ""));
    (!days.contains(['m', 'y'])).then(|| format!("{days}{times}"))
}

fn is_of_number(letter: char) -> bool {
    letter.is_ascii_digit() || matches!(letter, '.' | ',')
}
