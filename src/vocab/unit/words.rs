//! The words and codes of units, and how much each is.

/// Seconds in a month and in a year, which are a twelfth and the whole of the Gregorian calendar's mean year.
const YEAR: f64 = 365.2425 * 86_400.0;
const MONTH: f64 = YEAR / 12.0;

/// Spellings of one length of time, folded to lower case, with its seconds.
const TIMES: &[(&[&str], f64)] = &[
    (&["ns"], 1e-9),
    (&["us", "µs", "μs"], 1e-6),
    (&["ms", "msec", "millisecond", "milliseconds", "milliseconde", "millisecondes"], 1e-3),
    (&["s", "sec", "secs", "second", "seconds", "seconde", "secondes"], 1.0),
    (&["min", "mins", "mn", "minute", "minutes"], 60.0),
    (&["h", "hr", "hrs", "hour", "hours", "heure", "heures"], 3600.0),
    (&["d", "j", "day", "days", "jour", "jours"], 86_400.0),
    (&["wk", "week", "weeks", "semaine", "semaines"], 7.0 * 86_400.0),
    (&["mo", "month", "months", "mois"], MONTH),
    (&["a", "yr", "year", "years", "an", "ans", "année", "années"], YEAR),
];

/// Prefixes of bytes, decimal and binary.
const PREFIXES: &[(&str, f64)] = &[
    ("", 1.0),
    ("k", 1e3),
    ("K", 1e3),
    ("M", 1e6),
    ("G", 1e9),
    ("T", 1e12),
    ("P", 1e15),
    ("Ki", 1024.0),
    ("Mi", 1_048_576.0),
    ("Gi", 1_073_741_824.0),
    ("Ti", 1_099_511_627_776.0),
    ("Pi", 1_125_899_906_842_624.0),
];

/// The currencies of ISO 4217 that claims of this trade are told in; any other code counts things of its name, and is compared with itself alone all the same.
const CURRENCIES: &[&str] = &[
    "AED", "ARS", "AUD", "BDT", "BGN", "BRL", "CAD", "CHF", "CLP", "CNY", "COP", "CZK", "DKK", "DZD", "EGP",
    "EUR", "FRF", "GBP", "HKD", "HUF", "IDR", "ILS", "INR", "ISK", "JPY", "KES", "KRW", "LKR", "MAD", "MXN",
    "MYR", "NGN", "NOK", "NZD", "PEN", "PHP", "PKR", "PLN", "QAR", "RON", "RSD", "RUB", "SAR", "SEK", "SGD",
    "THB", "TND", "TRY", "TWD", "UAH", "USD", "UYU", "VND", "XAF", "XOF", "ZAR",
];

/// How many hundredths a share's unit is.
pub(super) fn share(text: &str) -> Option<f64> {
    match text.to_lowercase().as_str() {
        "%" | "percent" | "per cent" | "pour cent" | "pourcent" | "pourcents" => Some(1.0),
        "‰" | "per mille" | "pour mille" => Some(0.1),
        _ => None,
    }
}

/// What an abbreviation counts in a second: requests of `rps`.
pub(super) fn a_second(text: &str) -> Option<&'static str> {
    match text.to_lowercase().as_str() {
        "rps" => Some("requests"),
        "qps" => Some("queries"),
        "tps" => Some("transactions"),
        _ => None,
    }
}

/// What is counted, and every how many seconds: `releases/week`, `per day`, `déploiements par semaine`.
pub(super) fn rate(text: &str) -> Option<(&str, f64)> {
    let slash = text.rsplit_once('/');
    let word = || {
        let lower = text.to_ascii_lowercase();
        // ASCII letters keep their places when their case changes.
        [" per ", " par ", " a ", " an ", "per ", "par "].iter().find_map(|word| {
            let at = if word.starts_with(' ') {
                lower.rfind(word)?
            } else {
                lower.starts_with(word).then_some(0)?
            };
            Some((text.get(..at)?, text.get(at + word.len()..)?))
        })
    };
    let (of, every) = slash.or_else(word)?;
    Some((of, time(every.trim())?))
}

/// How many seconds a unit of time is. A letter alone counts as it is written: `A` is no year.
pub(super) fn time(text: &str) -> Option<f64> {
    let lower = if text.len() == 1 { text.to_owned() } else { text.to_lowercase() };
    TIMES.iter().find(|(names, _)| names.contains(&lower.as_str())).map(|(_, seconds)| *seconds)
}

/// How many bytes a unit is: `GB`, `Go`, `MiB`. Bits (`Mb`) are something else.
pub(super) fn data(text: &str) -> Option<f64> {
    if matches!(text.to_lowercase().as_str(), "byte" | "bytes" | "octet" | "octets") {
        return Some(1.0);
    }
    let prefix = text.strip_suffix('B').or_else(|| text.strip_suffix('o'))?;
    PREFIXES.iter().find(|(known, _)| *known == prefix).map(|(_, size)| *size)
}

/// A currency and how many of it a unit is: `EUR`, `k€`, `USD 2016`. A `$` may be of several countries, so it stays one.
pub(super) fn money(text: &str) -> Option<(String, f64)> {
    let (text, year) = without_year(text);
    let (currency, size) = currency(text).map(|currency| (currency, 1.0)).or_else(|| {
        let prefixes = [('k', 1e3), ('K', 1e3), ('M', 1e6)];
        prefixes.iter().find_map(|(prefix, size)| Some((currency(text.strip_prefix(*prefix)?)?, *size)))
    })?;
    Some((year.map_or_else(|| currency.to_owned(), |year| format!("{currency} {year}")), size))
}

fn currency(text: &str) -> Option<&str> {
    match text {
        "€" => Some("EUR"),
        "£" => Some("GBP"),
        "US$" => Some("USD"),
        "$" => Some("$"),
        _ if ["euro", "euros"].iter().any(|word| text.eq_ignore_ascii_case(word)) => Some("EUR"),
        _ => CURRENCIES.iter().find(|code| **code == text).copied(),
    }
}

/// The year at an end of a unit, and the rest: `EUR (2016)`.
fn without_year(text: &str) -> (&str, Option<&str>) {
    let is_year = |word: &str| {
        word.len() == 4
            && word.bytes().all(|byte| byte.is_ascii_digit())
            && matches!(word.as_bytes(), [b'1' | b'2', ..])
    };
    if let Some((rest, year)) =
        text.rsplit_once(' ').map(|(rest, year)| (rest, year.trim_matches(['(', ')'])))
        && is_year(year)
    {
        return (rest.trim(), Some(year));
    }
    match text.split_once(' ') {
        Some((year, rest)) if is_year(year) => (rest.trim(), Some(year)),
        _ => (text, None),
    }
}

/// What a unit counts thousands or millions of, and how many each is: `million requests`, `millions d’euros`. A "billion" is one thing in English
/// and a thousand times that in French, so it is a word as any other.
pub(super) fn multiple(text: &str) -> Option<(&str, f64)> {
    const WORDS: &[(&str, f64)] = &[
        ("thousand", 1e3),
        ("thousands", 1e3),
        ("millier", 1e3),
        ("milliers", 1e3),
        ("million", 1e6),
        ("millions", 1e6),
        ("milliard", 1e9),
        ("milliards", 1e9),
    ];
    let size =
        |word: &str| WORDS.iter().find(|(known, _)| known.eq_ignore_ascii_case(word)).map(|(_, size)| *size);
    if let Some(size) = size(text) {
        return Some(("", size));
    }
    let (first, rest) = text.split_once(' ')?;
    if let Some(size) = size(first) {
        let rest = rest.trim_start();
        let plain = ["of ", "de ", "d'", "d’"].iter().find_map(|word| rest.strip_prefix(word));
        return Some((plain.unwrap_or(rest), size));
    }
    let (rest, last) = text.rsplit_once(' ')?;
    Some((rest, size(last)?))
}
