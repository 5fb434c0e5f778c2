//! Guesses as comments of front matter: why, and what to uncomment.
//!
//! What always holds: each line of a guess begins with `#`; without that, its keys are valid front matter.

use toml_edit::{Array, Value};

use super::values::{date, of_figure, participant};
use crate::harvest::record::{Guess, Guessed};

/// The lines of one guess.
pub(super) fn comment(guess: &Guess) -> String {
    let texts = |texts: &[String]| Value::Array(texts.iter().map(String::as_str).collect::<Array>());
    let single = match &guess.what {
        Guessed::Date(day) => Some(("date", date(*day))),
        Guessed::Organisations(names) => Some(("organisations", texts(names))),
        Guessed::Speakers(names) => Some(("speakers", Value::Array(names.iter().map(participant).collect()))),
        Guessed::Figure(figure) => {
            let keys = of_figure(figure);
            let lines = keys.iter().map(|(key, value)| format!("\n#{key} = {}", line(&value.to_string())));
            return format!("{}\n#[[figures]]{}\n", why(&guess.reason), lines.collect::<String>());
        }
        Guessed::Reading(how) => return format!("# {}, since {}.\n", line(how), line(&guess.reason)),
    };
    let keys = single.map(|(key, value)| format!("\n#{key} = {}", line(&value.to_string())));
    format!("{}{}\n", why(&guess.reason), keys.unwrap_or_default())
}

fn why(reason: &str) -> String {
    format!("# Perhaps, since {}: uncomment it if it is so.", line(reason))
}

fn line(text: &str) -> String {
    text.split_whitespace().collect::<Vec<_>>().join(" ")
}

/// Front matter with these comments before its first table; at its end where it has none.
pub(super) fn inserted(matter: &str, comments: &[String], is_same: impl Fn(&str) -> bool) -> String {
    if comments.is_empty() {
        return matter.to_owned();
    }
    let block = comments.join("\n");
    let mut at = 0;
    let starts = matter.split_inclusive('\n').filter_map(|line| {
        let start = at;
        at += line.len();
        line.starts_with('[').then_some(start)
    });
    // A line that begins so may stand in a text of several lines.
    let places = starts.map(|start| format!("{}{block}\n{}", &matter[..start], &matter[start..]));
    places.into_iter().find(|text| is_same(text)).unwrap_or_else(|| format!("{matter}\n{block}"))
}
