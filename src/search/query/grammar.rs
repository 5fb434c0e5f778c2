//! The language of queries: a string becomes clauses.
//!
//! Comes in: what a reader typed. Goes out: a [`Query`], always: every string is one. What always holds: parsing what was printed gives the
//! same query; nothing here knows what the corpus holds. The grammar is in `docs/search.md`; its test vectors are in
//! `tests/vectors/queries.json`, for other implementations too.

use std::fmt;

use crate::search::facet::FacetField;

/// Clauses beyond this many are left out.
pub(crate) const MOST_CLAUSES: usize = 32;
/// Code points beyond this many are not read, nor the beginning of the word that they would cut.
pub(crate) const LONGEST_QUERY: usize = 1000;

/// A query as it was written.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub(in crate::search) struct Query {
    pub clauses: Vec<Clause>,
    /// Whether something was left out, for the sake of bounded time.
    pub shortened: bool,
}

/// One part of a query.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(in crate::search) struct Clause {
    pub occur: Occur,
    pub what: What,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(in crate::search) enum Occur {
    Wanted,
    Excluded,
}

#[derive(Debug, Clone, PartialEq, Eq)]
pub(in crate::search) enum What {
    /// Letters between spaces; the tokenizer may see several words in them, or none.
    Word(String),
    /// `word*`: what begins so.
    Prefix(String),
    Phrase(String),
    Filter(FacetField, String),
}

/// Reads a query.
pub(in crate::search) fn parse(text: &str) -> Query {
    let text = text.trim_start();
    let read = cut(text);
    let mut query = Query { clauses: Vec::new(), shortened: read.len() < text.len() };
    let mut rest = read;
    while !rest.is_empty() {
        if query.clauses.len() == MOST_CLAUSES {
            query.shortened = true;
            break;
        }
        let (clause, after) = clause(rest);
        query.clauses.extend(clause);
        rest = after.trim_start();
    }
    query
}

/// What is read of a text that begins with no space: no part of a word, unless it is one word.
fn cut(text: &str) -> &str {
    let Some((end, next)) = text.char_indices().nth(LONGEST_QUERY) else { return text };
    let word = if next.is_whitespace() { None } else { text[..end].rfind(char::is_whitespace) };
    &text[..word.unwrap_or(end)]
}

/// Reads one clause off the front of a text that begins with no space.
fn clause(text: &str) -> (Option<Clause>, &str) {
    let (occur, text) = match text.strip_prefix('-') {
        Some(rest) if rest.starts_with(|next: char| !next.is_whitespace()) => (Occur::Excluded, rest),
        _ => (Occur::Wanted, text),
    };
    let (what, rest) = what(text);
    (what.map(|what| Clause { occur, what }), rest)
}

fn what(text: &str) -> (Option<What>, &str) {
    if let Some((phrase, rest)) = quoted(text) {
        let phrase = phrase.trim();
        return ((!phrase.is_empty()).then(|| What::Phrase(phrase.to_owned())), rest);
    }
    if let Some((name, value)) = text.split_once(':')
        && let Some(field) = FacetField::from_name(name)
    {
        let (value, rest) = quoted(value).unwrap_or_else(|| bare(value));
        let value = value.trim();
        let word = || What::Word(name.to_owned());
        return (Some(if value.is_empty() { word() } else { What::Filter(field, value.to_owned()) }), rest);
    }
    let (word, rest) = bare(text);
    let what = match word.trim_end_matches('*') {
        "" => None,
        stem if stem.len() < word.len() => Some(What::Prefix(stem.to_owned())),
        _ => Some(What::Word(word.to_owned())),
    };
    (what, rest)
}

/// What stands between quotes of any shape, and what comes after; the last quote may be missing.
fn quoted(text: &str) -> Option<(&str, &str)> {
    let inside = text.strip_prefix(is_quote)?;
    Some(match inside.find(is_quote) {
        Some(end) => {
            let (phrase, rest) = inside.split_at(end);
            (phrase, rest.strip_prefix(is_quote).unwrap_or(rest))
        }
        None => (inside, ""),
    })
}

/// What comes before a space or a quote, and what comes after.
fn bare(text: &str) -> (&str, &str) {
    let end = text.find(|letter: char| letter.is_whitespace() || is_quote(letter)).unwrap_or(text.len());
    text.split_at(end)
}

fn is_quote(letter: char) -> bool {
    matches!(letter, '"' | '“' | '”' | '„' | '«' | '»')
}

impl fmt::Display for Query {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        for (index, clause) in self.clauses.iter().enumerate() {
            if index > 0 {
                f.write_str(" ")?;
            }
            if clause.occur == Occur::Excluded {
                f.write_str("-")?;
            }
            match &clause.what {
                What::Word(word) => f.write_str(word)?,
                What::Prefix(stem) => write!(f, "{stem}*")?,
                What::Phrase(phrase) => write!(f, "\"{phrase}\"")?,
                What::Filter(field, value) if value.contains(char::is_whitespace) => {
                    write!(f, "{}:\"{value}\"", field.name())?;
                }
                What::Filter(field, value) => write!(f, "{}:{value}", field.name())?,
            }
        }
        Ok(())
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;
    use serde_json::Value;

    use super::*;

    fn as_json(query: &Query) -> Value {
        let clauses = query.clauses.iter().map(|clause| {
            let (kind, text) = match &clause.what {
                What::Word(text) => ("word".to_owned(), text),
                What::Prefix(text) => ("prefix".to_owned(), text),
                What::Phrase(text) => ("phrase".to_owned(), text),
                What::Filter(field, text) => (format!("filter {}", field.name()), text),
            };
            let occur = if clause.occur == Occur::Excluded { "-" } else { "+" };
            serde_json::json!([occur, kind, text])
        });
        clauses.collect()
    }

    #[test]
    fn the_shared_vectors_hold() {
        let vectors: Vec<Value> =
            serde_json::from_str(include_str!("../../../tests/vectors/queries.json")).unwrap();
        assert!(vectors.len() > 20);
        for vector in vectors {
            let text = vector["query"].as_str().unwrap();
            assert_eq!(as_json(&parse(text)), vector["clauses"], "{text}");
        }
    }

    #[test]
    fn long_queries_are_cut() {
        let query = parse(&"a ".repeat(5000));
        assert_eq!(query.clauses.len(), MOST_CLAUSES);
        assert!(query.shortened);
        assert!(parse(&"é".repeat(10_000)).shortened);
        for (end, phrase) in [("monkeys", "chaos"), ("monkey chaos", "chaos monkey"), ("(monkey)", "chaos")] {
            let query = parse(&format!("{} \"chaos {end}\"", "a".repeat(LONGEST_QUERY - 14)));
            assert_eq!(query.clauses.last().unwrap().what, What::Phrase(phrase.to_owned()), "{end}");
            assert!(query.shortened);
        }
    }

    proptest! {
        #[test]
        fn any_string_is_a_query_that_prints_as_it_is_read(
            text in "([a-zé0-9:*\"«»“ -]|topic:|-|year:2016\\.\\.|\\PC){0,60}",
        ) {
            let query = parse(&text);
            prop_assert_eq!(parse(&query.to_string()).clauses, query.clauses);
        }
    }
}
