//! Which elements of raw HTML are open, and where each ends.
//!
//! What always holds: an element ends within the block that it was opened in, however its closing tag stands, so that nothing of an
//! author's reaches over what follows; one that an author does not close is told.

use pulldown_cmark::Event;

use super::super::state::{RawElement, Walk};
use super::rules;
use super::source::Source;
use super::tokens::{Token, TokenKind};

impl Walk<'_, '_> {
    /// Closes the elements that are open where the event at `index` begins, and may not stay so: those of a block that ends there.
    pub(in crate::document::body) fn close_raw(&mut self, index: usize) {
        let Some(first) = self.raw.open.iter().position(|element| element.ends_at <= index) else { return };
        let mut written = String::new();
        for element in self.raw.open.split_off(first).into_iter().rev() {
            if !element.is_closed && !rules::may_stay_open(&element.name) {
                self.unclosed(&element.name, element.range.clone());
            }
            self.write_end(&element, &mut written);
        }
        self.push_html(written);
    }

    pub(super) fn write_end(&self, element: &RawElement, written: &mut String) {
        if !self.reading.trust_html {
            written.push_str(&format!("</{}>{}", element.name, element.after));
        }
    }

    /// Finds, before the first raw HTML is read, where the elements end that events stand in, and which names are closed somewhere.
    pub(super) fn prepare_raw(&mut self) {
        if !self.raw.enclosing.is_empty() {
            return;
        }
        let mut ends = Vec::new();
        let mut enclosing = vec![usize::MAX; self.events.len()];
        for (index, (event, _)) in self.events.iter().enumerate().rev() {
            if matches!(event, Event::Start(_)) {
                ends.pop();
            }
            enclosing[index] = ends.last().copied().unwrap_or(usize::MAX);
            match event {
                Event::End(_) => ends.push(index),
                Event::Html(html) | Event::InlineHtml(html) => {
                    for (at, _) in html.match_indices("</") {
                        let name: String =
                            html[at + 2..].chars().take_while(char::is_ascii_alphanumeric).take(32).collect();
                        self.raw.closed.insert(name.to_ascii_lowercase());
                    }
                }
                _ => {}
            }
        }
        self.raw.enclosing = enclosing;
    }

    /// The index of the tag that closes the element that is opened at `index`, in the same block.
    pub(super) fn closing_of(&self, index: usize, token: &Token) -> Option<usize> {
        let TokenKind::Open(tag) = &token.kind else { return None };
        if !self.raw.closed.contains(&tag.name) {
            return None;
        }
        let end = self.raw.enclosing[index].min(self.events.len());
        (index + 1..end).find(|other| {
            let Event::InlineHtml(html) = &self.events[*other].0 else { return false };
            let name = html.strip_prefix("</").and_then(|rest| rest.get(..tag.name.len()));
            name.is_some_and(|name| name.eq_ignore_ascii_case(&tag.name))
                && self.raw.enclosing[*other] == self.raw.enclosing[index]
        })
    }

    pub(super) fn open_element(&mut self, source: &Source<'_>, token: &Token, name: &str) {
        self.raw.open.push(RawElement {
            name: name.to_owned(),
            ends_at: self.raw.enclosing[source.index],
            range: source.range(&token.range),
            is_closed: false,
            after: String::new(),
        });
    }

    /// Closes the innermost of these names that was opened in the same block, and what is open in it.
    pub(super) fn close_implied(
        &mut self,
        source: &Source<'_>,
        names: &[&str],
        within: &[&str],
        written: &mut String,
    ) {
        let ends_at = self.raw.enclosing[source.index];
        let of_block = self.raw.open.iter().rev().take_while(|element| element.ends_at == ends_at);
        let mut near = of_block.take_while(|element| !within.contains(&element.name.as_str()));
        if let Some(depth) = near.position(|element| names.contains(&element.name.as_str())) {
            self.pop_raw(depth + 1, written);
        }
    }

    pub(super) fn pop_raw(&mut self, count: usize, written: &mut String) {
        let keep = self.raw.open.len() - count;
        for element in self.raw.open.split_off(keep).into_iter().rev() {
            self.write_end(&element, written);
        }
    }

    /// A closing tag. One of an element that was opened outside of this block closes it after the block.
    pub(super) fn close_element(&mut self, source: &Source<'_>, name: &str, written: &mut String) {
        if rules::is_block(name) {
            self.end_line();
        }
        let name = if name == "h1" && !self.reading.trust_html { "h2" } else { name };
        let Some(depth) =
            self.raw.open.iter().rev().position(|element| element.name == name && !element.is_closed)
        else {
            return;
        };
        let index = self.raw.open.len() - 1 - depth;
        let opened_in = self.raw.open[index].ends_at;
        let mut block = self.raw.enclosing[source.index];
        if block == opened_in {
            return self.pop_raw(depth + 1, written);
        }
        while let Some(around) = self.raw.enclosing.get(block).copied().filter(|around| *around != opened_in)
        {
            block = around;
        }
        let element = &mut self.raw.open[index];
        (element.is_closed, element.ends_at) = (true, block.saturating_add(1));
    }
}
