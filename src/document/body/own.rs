//! Links of a page to its own places: looked up when all of it is read.

use std::collections::{HashMap, HashSet};

use pulldown_cmark::{Event, Tag};

use crate::vocab::diagnostic::{Code, Diagnostic};
use crate::vocab::html::push_escaped;
use crate::vocab::nearest::{Effort, Suggestions};
use crate::vocab::percent::{self, decoded};

use super::super::anchors::{Anchors, Fragment, Index, block_reference, without_directive};
use super::state::Walk;

impl Walk<'_, '_> {
    /// Links that name a heading by its text lead to its anchor; gives where each such leads, by what is written.
    pub(super) fn lead_to_headings(&mut self) -> HashMap<String, String> {
        let is_exact =
            |written: &str| self.used_anchors.contains_key(&*decoded(without_directive(written).0));
        let mut by_text = self.page_anchors.iter().filter(|(written, _)| !is_exact(written)).peekable();
        if by_text.peek().is_none() {
            return HashMap::new();
        }
        let index = Index::of(&self.read.anchors, &self.read.also);
        let anchors = Anchors::of(&self.read.anchors, &[], &self.read.also).with(&index);
        let mut found: HashMap<String, String> = HashMap::new();
        for (written, _) in by_text {
            if let Fragment::Anchor(anchor) = anchors.find(written)
                && self.used_anchors.contains_key(&*anchor)
            {
                let (_, directive) = without_directive(written);
                found.insert(written.clone(), format!("#{}{directive}", percent::anchor(&anchor)));
            }
        }
        let in_html = |written: &String| {
            let mut html = String::with_capacity(written.len());
            push_escaped(&mut html, written);
            html
        };
        let found_in_html: HashMap<_, _> =
            found.iter().map(|(written, address)| (in_html(written), address.clone())).collect();
        for event in &mut self.out {
            match event {
                Event::Start(Tag::Link { dest_url, .. }) => {
                    if let Some(address) = dest_url.strip_prefix('#').and_then(|written| found.get(written)) {
                        *dest_url = address.clone().into();
                    }
                }
                Event::Html(html) | Event::InlineHtml(html) if html.contains(HREF) => {
                    *html = led(html, &found_in_html).into();
                }
                _ => {}
            }
        }
        self.page_anchors.retain(|(written, _)| !found.contains_key(written));
        found
    }

    /// Reports links to places that the page does not have.
    pub(super) fn report_page_anchors(&mut self) {
        if self.page_anchors.is_empty() {
            return;
        }
        let ids: HashSet<&str> =
            self.read.ids.iter().chain(self.reading.others).map(String::as_str).collect();
        let index = Index::default();
        // What a heading's text could tell was told before.
        let anchors = Anchors::of(&[], &[], &[]).with(&index);
        let mut known: Option<Suggestions<'_>> = None;
        let mut effort = Effort::of_a_file();
        for (written, span) in std::mem::take(&mut self.page_anchors) {
            let plain = decoded(without_directive(&written).0);
            if self.used_anchors.contains_key(&*plain) || ids.contains(&*plain) {
                continue;
            }
            let diagnostic = match anchors.find(&written) {
                Fragment::Anchor(_) => continue,
                Fragment::Block => block_reference(&written, self.reading.path),
                Fragment::Unknown => {
                    let all = || Suggestions::among(self.read.anchors.iter().map(String::as_str));
                    let near = known.get_or_insert_with(all).nearest(&plain, &mut effort);
                    let near = near.map(|index| &self.read.anchors[index]);
                    let hint = near.map(|near| format!("did you mean `#{near}`?"));
                    let mut diagnostic = Diagnostic::warning(
                        Code::DanglingAnchor,
                        self.reading.path,
                        format!("no heading of this page has the anchor `{written}`"),
                    );
                    diagnostic.hints.extend(hint);
                    diagnostic
                }
            };
            self.diagnostics.push(diagnostic.with_span(span));
        }
    }
}

const HREF: &str = " href=\"#";

/// Raw HTML whose links to these places of its page, as HTML writes them, lead to their anchors.
fn led(html: &str, anchors: &HashMap<String, String>) -> String {
    let mut led = String::with_capacity(html.len());
    let mut rest = html;
    while let Some(at) = rest.find(HREF) {
        let value = &rest[at + HREF.len()..];
        let end = value.find('"').unwrap_or(value.len());
        led.push_str(&rest[..at]);
        match anchors.get(&value[..end]) {
            Some(address) => led.push_str(&format!(" href=\"{address}")),
            None => led.push_str(&rest[at..at + HREF.len() + end]),
        }
        rest = &value[end..];
    }
    led + rest
}
