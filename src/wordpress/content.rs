//! The text of a post in Markdown: WordPress's HTML, its blocks and its shortcodes.
//!
//! Comes in: the text, and what shortcodes may name. Goes out: Markdown, with addresses as they were written (`harvest/posts` finds what they mean). The steps: blocks, shortcodes,
//! frames and code become HTML or Markdown that waits (`writer`, `shortcodes`, `marks`), paragraphs get their tags (`paragraphs`), HTML becomes Markdown, what waited
//! is put back. Pure. What always holds: no word is lost; what has no equivalent is a comment in its place.

mod fences;
mod known;
mod marks;
mod paragraphs;
mod said;
mod shortcodes;
mod writer;

use super::item::Item;
use crate::harvest::reading::{plain, prose};

pub(crate) use known::Known;
pub(crate) use said::Said;

/// Makes Markdown of an item's content.
pub(crate) fn markdown(item: &Item, known: &Known<'_>) -> Said {
    let content = plain::lines(&item.content);
    let mut writer = writer::Writer::new(item, known);
    let html = writer.html(&content, 0);
    // What is written in blocks has its paragraphs.
    let html = if content.contains("<!-- wp:") { html } else { paragraphs::paragraphs(&html) };
    let (marks, mut said) = writer.done();
    let text = marks.put_back(&prose::of_whole_html(&html));
    text.trim().clone_into(&mut said.text);
    said
}

#[cfg(test)]
mod tests;
