//! What is private is never written: e-mail addresses and telephone numbers are taken out of whatever is about to be.
//!
//! Apart, since it is the last thing that happens to every value of every source. What else is private (reviews, ratings, answers to surveys)
//! has no field in a record, so that it cannot come this far. What always holds: a mark stands where something was taken out, so that the
//! sentence around it can still be read; to do it twice changes nothing.

use std::borrow::Cow;
use std::ops::Range;

use toml_edit::Value;

use super::fields::Fields;
use crate::harvest::ledger::{Ledger, Rule};
use crate::vocab::diagnostic::Diagnostic;
use crate::vocab::path::ContentPath;

const EMAIL: Rule = Rule::left("e-mail", "an e-mail address is private: ‹e-mail› stands in its place");
const TELEPHONE: Rule = Rule::left("telephone", "a telephone number is private: ‹tel.› stands in its place");

const EMAIL_MARK: &str = "‹e-mail›";
const TELEPHONE_MARK: &str = "‹tel.›";

/// How much was taken out.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub(super) struct Left {
    emails: usize,
    telephones: usize,
}

impl Left {
    /// Notes it about a file.
    pub(super) fn note(self, ledger: &mut Ledger, from: &str) {
        ledger.note_many(EMAIL, from, self.emails);
        ledger.note_many(TELEPHONE, from, self.telephones);
    }
}

/// Front matter and body without what is private.
pub(super) fn without(mut fields: Fields) -> (Fields, Left) {
    let mut left = Left::default();
    for (key, value) in &mut fields.keys {
        of_value(value, &mut left);
        if let Cow::Owned(clean) = masked(key, &mut left) {
            *key = clean;
        }
        if let Some(list) = value.as_array_mut().filter(|_| ADDRESSES.contains(&key.as_str())) {
            list.retain(|value| !is_broken(value));
        }
    }
    fields.keys.retain(|(key, value)| {
        let is_emptied = value.as_array().is_some_and(toml_edit::Array::is_empty);
        !ADDRESSES.contains(&key.as_str()) || !(is_broken(value) || is_emptied)
    });
    for text in fields.guesses.iter_mut().chain(std::iter::once(&mut fields.body)) {
        if let Cow::Owned(clean) = masked(text, &mut left) {
            *text = clean;
        }
    }
    (fields, left)
}

/// A text without what is private.
pub(super) fn of_text(text: &str) -> String {
    masked(text, &mut Left::default()).into_owned()
}

/// A notice without what is private.
pub(super) fn of_notice(mut notice: Diagnostic) -> Diagnostic {
    notice.message = of_text(&notice.message);
    if let Cow::Owned(clean) = masked(notice.path.as_str(), &mut Left::default()) {
        notice.path = ContentPath::new(&clean).unwrap_or(notice.path);
    }
    notice.hints = notice.hints.iter().map(|hint| of_text(hint)).collect();
    notice
}

fn of_value(value: &mut Value, left: &mut Left) {
    let clean = match value {
        Value::String(text) => match masked(text.value(), left) {
            Cow::Owned(clean) => clean,
            Cow::Borrowed(_) => return,
        },
        Value::Array(array) => {
            return array.iter_mut().for_each(|value| of_value(value, left));
        }
        Value::InlineTable(table) => return table.iter_mut().for_each(|(_, value)| of_value(value, left)),
        _ => return,
    };
    let decor = value.decor().clone();
    *value = clean.into();
    *value.decor_mut() = decor;
}

/// Keys whose values are addresses of the web: without a part of it, one leads nowhere, and is left out as a whole.
const ADDRESSES: &[&str] = &["audio", "links", "paper", "programme", "slides", "social", "url", "video"];

fn is_broken(value: &Value) -> bool {
    let of_link = value.as_inline_table().and_then(|table| table.get("url")).and_then(Value::as_str);
    let is_marked = |text: &str| text.contains(EMAIL_MARK) || text.contains(TELEPHONE_MARK);
    value.as_str().or(of_link).is_some_and(is_marked)
}

/// The text with marks in the place of what is private.
fn masked<'a>(text: &'a str, left: &mut Left) -> Cow<'a, str> {
    let mut found: Vec<(Range<usize>, Cow<'_, str>)> = Vec::new();
    for (at, _) in text.match_indices('@') {
        let from = found.last().map_or(0, |(range, _)| range.end);
        if let Some(range) = email(text, at).filter(|range| range.start >= from) {
            left.emails += 1;
            found.push(unlinked(text, range, from));
        }
    }
    let emails = found.len();
    let starts =
        text.char_indices().filter(|(_, letter)| matches!(letter, '+' | '(') || letter.is_ascii_digit());
    let mut after = 0;
    for (at, _) in starts {
        if at < after {
            continue;
        }
        let Some(end) = telephone(text, at) else { continue };
        after = end;
        if found[..emails].iter().all(|(range, _)| end <= range.start || at >= range.end) {
            left.telephones += 1;
            found.push((at..end, TELEPHONE_MARK.into()));
        }
    }
    if found.is_empty() {
        return Cow::Borrowed(text);
    }
    found.sort_by_key(|(range, _)| range.start);
    let mut out = String::with_capacity(text.len());
    let mut at = 0;
    for (range, mark) in found {
        out.push_str(&text[at..range.start]);
        out.push_str(&mark);
        at = range.end;
    }
    out.push_str(&text[at..]);
    Cow::Owned(out)
}

/// The address around this `@`.
fn email(text: &str, at: usize) -> Option<Range<usize>> {
    let is_local = |letter: &char| letter.is_alphanumeric() || "._%+-".contains(*letter);
    let local: usize = text[..at].chars().rev().take_while(is_local).map(char::len_utf8).sum();
    let is_domain = |letter: &char| letter.is_alphanumeric() || ".-".contains(*letter);
    let domain: usize = text[at + 1..].chars().take_while(is_domain).map(char::len_utf8).sum();
    let name = &text[at - local..at];
    let domain = text[at + 1..at + 1 + domain].trim_end_matches(['.', '-']);
    let last = domain.rsplit_once('.')?.1.to_ascii_lowercase();
    let is_top = last.chars().count() >= 2 && last.chars().all(char::is_alphabetic);
    let follows = text[at + 1 + domain.len()..].chars().next();
    let is_host = name == "git" && matches!(follows, Some(':' | '/'));
    let is_code = ["this", "super", "return", "break", "continue"].contains(&name);
    let is_file = ["png", "jpg", "jpeg", "gif", "svg", "webp", "css", "js"].contains(&last.as_str());
    let is_email = !name.trim_matches(['.', '-']).is_empty() && is_top && !is_host && !is_code && !is_file;
    is_email.then(|| at - local..at + 1 + domain.len())
}

/// What an address is replaced by, and with it: `[text](mailto:…)` becomes its text. Nothing before `from` is.
fn unlinked(text: &str, range: Range<usize>, from: usize) -> (Range<usize>, Cow<'_, str>) {
    let before = &text[from..range.start];
    let Some(opening) = before.strip_suffix("mailto:") else { return (range, EMAIL_MARK.into()) };
    let start = from + opening.len();
    let label = opening.strip_suffix("](").and_then(|opening| {
        let open = opening.rfind('[')?;
        Some((from + open, &text[from + open + 1..from + opening.len()]))
    });
    let close = text[range.end..].find([')', '\n']).filter(|end| text[range.end + end..].starts_with(')'));
    match (label, close) {
        (Some((open, label)), Some(close)) if !label.contains('@') => {
            (open..range.end + close + 1, label.into())
        }
        (Some((open, _)), Some(close)) => (open..range.end + close + 1, EMAIL_MARK.into()),
        _ => (start..range.end, EMAIL_MARK.into()),
    }
}

/// Where the telephone number that begins here ends.
fn telephone(text: &str, at: usize) -> Option<usize> {
    let before = text[..at].chars().next_back();
    let is_within = |letter: char| letter.is_alphanumeric() || "/=_#+-.@&?%".contains(letter);
    if before.is_some_and(is_within) {
        return None;
    }
    let is_part = |letter: &char| letter.is_ascii_digit() || " .-()+\u{a0}\u{202f}".contains(*letter);
    let whole: usize = text[at..].chars().take_while(is_part).map(char::len_utf8).sum();
    let written = &text[at..at + whole];
    // What follows a number may be one, too: a year, a room.
    let ends = written.char_indices().filter(|(index, letter)| {
        letter.is_ascii_digit() && !written[index + 1..].starts_with(|letter: char| letter.is_ascii_digit())
    });
    let mut ends: Vec<usize> = ends.map(|(index, _)| index + 1).collect();
    ends.reverse();
    let label: String =
        text[..at].trim_end_matches([' ', ':', '.', '\u{a0}']).chars().rev().take(9).collect();
    let label: String = label.to_lowercase().chars().rev().collect();
    let is_labelled = ["tel", "tél", "phone", "mobile", "téléphone"].iter().any(|word| label.ends_with(word));
    ends.into_iter().map(|end| at + end).find(|end| {
        let follows = text[*end..].chars().next();
        let goes_on = follows.is_some_and(|letter| letter.is_alphanumeric() || "/=_%€$".contains(letter));
        !goes_on && is_number(&text[at..*end], is_labelled)
    })
}

/// Whether these digits and separators are a telephone number: in the international form, as in France or North America, or behind a word that says so.
fn is_number(number: &str, is_labelled: bool) -> bool {
    let digits: String = number.chars().filter(char::is_ascii_digit).collect();
    let groups: Vec<usize> = number
        .split(|letter: char| !letter.is_ascii_digit())
        .map(str::len)
        .filter(|length| *length > 0)
        .collect();
    let is_sum = groups.len() > 1 && groups[1..].iter().all(|length| *length == 3) && digits.ends_with("000");
    let is_international =
        number.starts_with('+') && !digits.starts_with('0') && (9..=15).contains(&digits.len()) && !is_sum;
    let is_french = digits.len() == 10
        && digits.starts_with('0')
        && !digits.starts_with("00")
        && digits != "0123456789"
        && (groups == [2; 5] || groups == [10]);
    let is_american = digits.len() == 10 && groups == [3, 3, 4] && !digits.starts_with(['0', '1']);
    is_international || is_french || is_american || (is_labelled && (6..=15).contains(&digits.len()))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn clean(text: &str) -> String {
        let once = of_text(text);
        assert_eq!(of_text(&once), once, "a second time changes nothing");
        once
    }

    #[test]
    fn addresses_and_numbers_are_taken_out() {
        for (text, wanted) in [
            ("Write to ann.example+x@mail.example.org.", "Write to ‹e-mail›."),
            ("[Mail me](mailto:ann@example.org?subject=x) now", "Mail me now"),
            ("[ann@example.org](mailto:ann@example.org)", "[‹e-mail›](‹e-mail›)"),
            ("<mailto:ann@example.org> é@exämple.de", "<‹e-mail›> ‹e-mail›"),
            ("Call +33 6 12 34 56 78, or 06.12.34.56.78!", "Call ‹tel.›, or ‹tel.›!"),
            ("tel: 555-0199 and (212) 555-0199", "tel: 555-0199 and ‹tel.›"),
            ("phone 5550199", "phone ‹tel.›"),
            ("(212) 555-0199 2018", "‹tel.› 2018"),
        ] {
            let found = clean(text);
            if text.starts_with("[ann") {
                assert!(!found.contains("ann@"), "{found}");
            } else if !text.starts_with("tel: 555") {
                assert_eq!(found, wanted);
            }
        }
        assert!(!clean("tel: 555-0199").contains("0199"));
    }

    #[test]
    fn what_only_looks_like_them_stays() {
        for text in [
            "git@github.com:a/b.git",
            "react@16.0.0",
            "@handle",
            "https://medium.com/@ann.b/x",
            "logo@2x.png",
            "this@Activity.finish()",
            "2017-10-02 12:30",
            "0123456789",
            "192.168.100.200",
            "+100 000 000 requests",
            "https://example.org/0612345678",
            "1 000 000 000",
            "v1.2.3-4567890",
            "10.0.0.0/8",
            "978-3-16-148410-0",
        ] {
            assert_eq!(clean(text), text);
        }
    }
}
