//! Where a text says for whom it is: as attributes in braces, as a key with its value, or in words that may have been meant for one of these.
//!
//! Apart from what a mark is about, since this looks at lines alone and knows nothing of Markdown. What always holds: whatever a reader
//! would take for a mark is in the list, and what is no clear one has no audience.

use std::ops::Range;

use crate::vocab::audience::{Audience, KEY};

/// Where something says for whom a text is.
pub(super) struct Mark {
    /// What is to be seen by nobody.
    pub(super) range: Range<usize>,
    /// Where it begins, with the braces that it stands in.
    pub(super) begin: usize,
    /// Where the braces end that it stands in.
    pub(super) end: usize,
    pub(super) form: Form,
    pub(super) audience: Option<Audience>,
}

#[derive(Clone, Copy, PartialEq, Eq)]
pub(super) enum Form {
    /// `{audience=internal}`.
    Braces,
    /// `audience: internal`, alone on its line.
    Key,
    /// Words that may have been meant for one of these.
    Words,
}

/// All marks, in order.
pub(super) fn marks(body: &str) -> Vec<Mark> {
    let mut marks = Vec::new();
    let mut start = 0;
    for line in body.split_inclusive('\n') {
        if line.contains('{') {
            in_braces(line, start, &mut marks);
        }
        in_words(line, start, &mut marks);
        start += line.len();
    }
    marks.sort_by_key(|mark| mark.range.start);
    // What stands in braces was read there.
    let mut end = 0;
    marks.retain(|mark| {
        let is_new = mark.range.start >= end;
        end = end.max(mark.range.end);
        is_new
    });
    marks
}

/// The most bytes between braces.
const LONGEST: usize = 1000;

/// The marks of a line that stand in braces.
fn in_braces(line: &str, start: usize, marks: &mut Vec<Mark>) {
    for (close, _) in line.match_indices('}') {
        let Some(open) = line[..close].rfind(['{', '}']).filter(|at| line.as_bytes()[*at] == b'{') else {
            continue;
        };
        let inner = &line[open + 1..close];
        // No attributes are so long: what such braces say of the audience is found in their words.
        if !inner.contains('=') || inner.len() > LONGEST {
            continue;
        }
        // Of another tool's markup, only what is surely meant.
        let is_foreign = line[..open].ends_with('{') || inner.starts_with(['%', '{', '<']);
        let mut entries = attributes(inner);
        let found = entries.find(|(key, value, _)| {
            (key.eq_ignore_ascii_case(KEY) && (!is_foreign || Audience::is_near(value)))
                || (Audience::is_key_near(key) && Audience::is_near(value))
        });
        let Some((key, value, range)) = found else { continue };
        let is_alone = inner[..range.start].trim().is_empty() && inner[range.end..].trim().is_empty();
        let range = if is_alone { open..close + 1 } else { open + 1 + range.start..open + 1 + range.end };
        let is_clear = key.eq_ignore_ascii_case(KEY)
            && !is_foreign
            && attributes(inner).filter(|(key, ..)| key.eq_ignore_ascii_case(KEY)).count() == 1;
        marks.push(Mark {
            range: start + range.start..start + range.end,
            begin: start + open,
            end: start + close + 1,
            form: Form::Braces,
            audience: Audience::parse(value).filter(|_| is_clear),
        });
    }
}

/// The attributes in braces: name, value without quotes, and where both stand.
fn attributes(inner: &str) -> impl Iterator<Item = (&str, &str, Range<usize>)> {
    inner.match_indices('=').map(|(at, _)| {
        let before = inner[..at].trim_end();
        let key_start = before
            .rfind(char::is_whitespace)
            .map_or(0, |blank| blank + before[blank..].chars().next().map_or(1, char::len_utf8));
        let after = &inner[at + 1..];
        let value_start = at + 1 + (after.len() - after.trim_start().len());
        let rest = &inner[value_start..];
        let quote = rest.chars().next().filter(|letter| matches!(letter, '"' | '\''));
        let end = match quote {
            Some(quote) => rest[1..].find(quote).map_or(rest.len(), |end| end + 2),
            None => rest.find(char::is_whitespace).unwrap_or(rest.len()),
        };
        let value = rest[..end].trim_matches(['"', '\'']);
        (&before[key_start..], value, key_start..value_start + end)
    })
}

/// Where a line says the audience in words.
fn in_words(line: &str, start: usize, marks: &mut Vec<Mark>) {
    const AROUND: &[char] = &['"', '\'', '`', '*', '_'];
    let lower = line.to_ascii_lowercase();
    for (at, _) in lower.match_indices(KEY) {
        let before = &line[..at];
        let rest = line[at + KEY.len()..].trim_start_matches(AROUND).trim_start();
        let Some(sign) = rest.chars().next().filter(|letter| matches!(letter, '=' | ':')) else { continue };
        let value = rest
            .trim_start_matches(sign)
            .trim_matches(|letter: char| letter.is_whitespace() || AROUND.contains(&letter));
        let value = value.trim_end_matches("-->").trim_end_matches(['.', ';', ',']).trim_end();
        let word: String = value.chars().take_while(|letter| letter.is_alphanumeric()).collect();
        let is_word = before
            .chars()
            .next_back()
            .is_none_or(|letter| letter.is_whitespace() || "{([\"'`*_<".contains(letter));
        if !is_word || !Audience::is_near(&word) {
            continue;
        }
        let audience = Audience::parse(value);
        let form = match sign {
            ':' if before
                .chars()
                .all(|letter| letter.is_whitespace() || "-*+>.)_<!\"'0123456789".contains(letter)) =>
            {
                // These words alone, and no clear ones: nothing else can be meant.
                if audience.is_none() && value == word { Form::Words } else { Form::Key }
            }
            // As it is written in other tools: `{audience: internal}`, `[audience:: internal]`.
            ':' if before.trim_end().ends_with(['{', '(', '[']) => Form::Words,
            '=' if Audience::parse(&word) != Some(Audience::Public) => Form::Words,
            _ => continue,
        };
        let end = start + line.trim_end().len();
        marks.push(Mark { range: start + at..end, begin: start + at, end, form, audience });
    }
}
