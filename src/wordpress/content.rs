//! The text of a post in Markdown: WordPress's HTML, its blocks and its shortcodes.
//!
//! Comes in: the text, and what shortcodes may name. Goes out: Markdown, with addresses as they were written (`harvest/posts` finds what they mean). The steps: blocks, shortcodes,
//! frames and code become HTML or Markdown that waits (`writer`, `shortcodes`, `marks`), paragraphs get their tags (`paragraphs`), HTML becomes Markdown, what waited
//! is put back. Pure. What always holds: no word is lost; what has no equivalent, or is not for everybody, is a comment in its place; a
//! post takes from elsewhere no more than a bound.

mod fences;
mod known;
mod marks;
mod paragraphs;
mod reading;
mod said;
mod shortcodes;
mod writer;

use super::item::Item;
use crate::harvest::reading::plain;

pub(crate) use known::Known;
pub(crate) use said::{Left, Said, Why};

/// Makes Markdown of an item's content.
pub(crate) fn markdown(item: &Item, known: &Known<'_>) -> Said {
    let content = plain::lines(&item.content);
    let mut writer = writer::Writer::new(item, known);
    let html = writer.html(&content, 0);
    // What is written in blocks has its paragraphs.
    let html = if content.contains("<!-- wp:") { html } else { paragraphs::paragraphs(&html) };
    let (mut marks, mut said) = writer.done();
    let text = marks.markdown(&html);
    text.trim().clone_into(&mut said.text);
    said
}

#[cfg(test)]
mod tests;
