//! XML as a tree of elements, and as much of it as can be read where it is broken.

use roxmltree::{Document, ParsingOptions};

use super::context::Context;
use crate::import::error::ImportError;

/// No schedule has more elements and texts.
const MOST: u32 = 4_000_000;

/// Hands the tree of a text to `read`. Of one that is broken, the innermost `unit` around each mistake is left out, where that was asked for.
pub(super) fn with_tree<T>(
    text: &str,
    unit: &str,
    context: &mut Context<'_>,
    read: impl Fn(&Document<'_>) -> T,
) -> Result<T, ImportError> {
    let mut mended = text.to_owned();
    let mut mistakes = 0;
    loop {
        let options = ParsingOptions { nodes_limit: MOST, ..ParsingOptions::default() };
        let (message, at) = match Document::parse_with_options(&mended, options) {
            Ok(tree) => return Ok(read(&tree)),
            Err(error) => {
                let at = match error {
                    roxmltree::Error::UnclosedRootNode | roxmltree::Error::UnexpectedEndOfStream => {
                        mended.trim_end().len()
                    }
                    _ => offset(&mended, error.pos().row as usize, error.pos().col as usize),
                };
                (without_place(&error), at)
            }
        };
        context.broken(&mended, at, &format!("this is not well-formed XML: {message}"), 0)?;
        mistakes += 1;
        mended = match without_unit(&mended, unit, at).or_else(|| closed_after_last(&mended, unit, at)) {
            Some(text) if mistakes <= MOST_MISTAKES => text,
            _ => return Err(context.unknown("too much of it is broken")),
        };
    }
}

/// A file with more is broken as a whole.
const MOST_MISTAKES: usize = 100;

/// The message without the place, which is told beside it.
fn without_place(error: &roxmltree::Error) -> String {
    let message = error.to_string();
    message.rsplit_once(" at ").map_or(message.clone(), |(message, _)| message.to_owned())
}

/// The offset of a line and column, both from 1; columns are characters.
fn offset(text: &str, line: usize, column: usize) -> usize {
    let before: usize = text.split_inclusive('\n').take(line.saturating_sub(1)).map(str::len).sum();
    let rest = &text[before..];
    let within = rest.char_indices().nth(column.saturating_sub(1)).map_or(rest.len(), |(at, _)| at);
    before + within
}

/// The text without the unit that holds this place; its lines are kept empty, so that others keep their numbers.
fn without_unit(text: &str, unit: &str, at: usize) -> Option<String> {
    let (opening, closing) = (format!("<{unit}"), format!("</{unit}>"));
    let before = &text[..at];
    let start = before
        .rmatch_indices(&opening)
        .map(|(start, _)| start)
        .find(|start| text[start + opening.len()..].starts_with([' ', '>', '\n', '\r', '\t']))?;
    // Where another one ended since, the mistake is between the two.
    if before[start..].contains(&closing) && !text[start..at].ends_with(&closing) {
        return None;
    }
    let end = start + text[start..].find(&closing)? + closing.len();
    // A unit that never ends would take the next one with it.
    let next = text[start + opening.len()..end].find(&opening).map(|next| start + opening.len() + next);
    let end = next.unwrap_or(end);
    let lines: String = text[start..end].chars().filter(|letter| *letter == '\n').collect();
    Some(format!("{}{lines}{}", &text[..start], &text[end..]))
}

/// The text up to the last whole unit before a place, with what is open there closed.
fn closed_after_last(text: &str, unit: &str, at: usize) -> Option<String> {
    let closing = format!("</{unit}>");
    let end = text[..at].rfind(&closing)? + closing.len();
    let mut open: Vec<&str> = Vec::new();
    for tag in text[..end].split('<').skip(1) {
        let name = |tag: &'_ str| tag.find([' ', '>', '/', '\n', '\r', '\t']).unwrap_or(tag.len());
        if let Some(closed) = tag.strip_prefix('/') {
            let closed = &closed[..name(closed)];
            if open.last() == Some(&closed) {
                open.pop();
            }
        } else if !tag.starts_with(['?', '!']) && !tag.split('>').next().is_some_and(|tag| tag.ends_with('/'))
        {
            open.push(&tag[..name(tag)]);
        }
    }
    let closings = open.iter().rev().map(|name| format!("</{name}>"));
    let mended = format!("{}{}", &text[..end], closings.collect::<String>());
    (mended.len() < text.len() || mended != text).then_some(mended)
}
