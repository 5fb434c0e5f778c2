//! The walk over the events: it rewrites them, and notes headings, sections, links, lessons and actions.

use std::collections::HashMap;
use std::ops::Range;

use pulldown_cmark::{Event, HeadingLevel, Parser, Tag, TagEnd};

use crate::vocab::diagnostic::{Diagnostic, nearest};
use crate::vocab::fold::slug;

use super::super::math::Display;
use super::super::prose::{Body, Heading, Phrase, Section};
use super::super::rex;
use super::super::text::{one_line, push_plain, shorten};
use super::html::{self, Marks, Sanitise};
use super::reading::{Read, Reading, options};
use super::state::{Close, Footnotes, Frame, Walk};

/// How deep block quotes and lists may nest; what is deeper keeps its text and loses its frames.
const DEEPEST: usize = 100;

/// The longest summary, in characters.
const SUMMARY: usize = 300;

/// Walks over a body that begins at byte `base` of its file.
pub(super) fn walk(text: &str, base: usize, reading: Reading<'_>, diagnostics: &mut Vec<Diagnostic>) -> Read {
    let events: Vec<_> = Parser::new_ext(text, options(reading.math)).into_offset_iter().collect();
    let mut walk = Walk {
        text,
        base,
        reading,
        diagnostics,
        events: &events,
        out: Vec::with_capacity(events.len()),
        used_anchors: HashMap::new(),
        under: Vec::new(),
        frames: Vec::new(),
        open_links: Vec::new(),
        page_anchors: Vec::new(),
        skip_to: 0,
        raw_html: false,
        too_deep: false,
        in_heading: false,
        heading_end: String::new(),
        columns: (Vec::new(), 0, false),
        tables: 0,
        highlighted: 0,
        footnotes: Footnotes::default(),
        marks: Marks::default(),
        read: Read {
            body: Body { sections: vec![Section::default()], ..Body::default() },
            title: None,
            anchors: Vec::new(),
            lessons: Vec::new(),
            actions: Vec::new(),
            links: Vec::new(),
        },
    };
    let mut index = 0;
    while index < events.len() {
        index = walk.step(index);
    }
    walk.finish()
}

impl<'a> Walk<'a, '_> {
    /// Handles the event at `index`; returns the index of the next one to handle.
    fn step(&mut self, index: usize) -> usize {
        let (event, range) = &self.events[index];
        if range.end <= self.skip_to && !matches!(event, Event::End(_)) {
            return index + 1;
        }
        match event {
            Event::Start(Tag::Heading { level, id, .. }) => {
                return self.heading(index, *level, id.as_deref());
            }
            Event::Start(Tag::Link { link_type, dest_url, title, .. }) => {
                return self.link(index, *link_type, dest_url, title);
            }
            Event::Start(Tag::Image { dest_url, title, .. }) => return self.image(index, dest_url, title),
            Event::End(TagEnd::Heading(_)) => {
                self.in_heading = false;
                let end = std::mem::take(&mut self.heading_end);
                self.push_html(end);
                self.out.push(event.clone());
            }
            Event::Start(Tag::CodeBlock(kind)) => return self.code_block(index, kind),
            Event::End(TagEnd::Link) if self.open_links.pop() == Some(false) => {}
            Event::Start(Tag::BlockQuote(kind)) => {
                let by_hand = match kind {
                    Some(kind) => Some(self.alert(*kind)),
                    None => self.lesson_quote(index),
                };
                self.open(event, false, by_hand);
            }
            Event::Start(Tag::List(_)) => self.open(event, true, None),
            Event::Start(Tag::Item) => {
                let item = self.item(index);
                self.open(event, false, item);
            }
            Event::End(TagEnd::BlockQuote(_) | TagEnd::List(_) | TagEnd::Item) => self.close(event),
            Event::InlineMath(formula) => self.math(index, formula, Display::Inline),
            Event::DisplayMath(formula) => self.math(index, formula, Display::Block),
            Event::TaskListMarker(done) => self.task(*done),
            Event::FootnoteReference(label) => self.footnote_reference(label),
            Event::Start(Tag::FootnoteDefinition(label)) => self.open_footnote(label),
            Event::End(TagEnd::FootnoteDefinition) => self.close_footnote(),
            Event::Start(Tag::Table(_) | Tag::TableHead | Tag::TableRow | Tag::TableCell)
            | Event::End(TagEnd::Table | TagEnd::TableHead | TagEnd::TableRow | TagEnd::TableCell) => {
                self.table(event);
            }
            Event::Html(raw) | Event::InlineHtml(raw) => self.raw_html(raw, event, range),
            Event::SoftBreak if range.start == self.skip_to && self.skip_to > 0 => {}
            _ => self.out.push(event.clone()),
        }
        self.plain(event);
        if matches!(event, Event::End(TagEnd::Paragraph)) && self.read.body.summary.is_empty() {
            let text = one_line(&self.section().text);
            self.read.body.summary = shorten(&text, SUMMARY);
        }
        index + 1
    }

    fn finish(mut self) -> Read {
        for (anchor, span) in std::mem::take(&mut self.page_anchors) {
            if !self.used_anchors.contains_key(&anchor) {
                let near = nearest(&anchor, self.read.anchors.iter().map(String::as_str));
                let hint = near.map(|near| format!("did you mean `#{near}`?"));
                let mut diagnostic = Diagnostic::warning(
                    "dangling-anchor",
                    self.reading.path,
                    format!("no heading of this page has the anchor `{anchor}`"),
                )
                .with_span(span);
                diagnostic.hints.extend(hint);
                self.diagnostics.push(diagnostic);
            }
        }
        let sanitise = if self.raw_html && !self.reading.trust_html { Sanitise::Yes } else { Sanitise::No };
        self.push_footnotes();
        self.marks.links = self.read.links.len();
        let (html, slots) = html::render(self.out, &self.marks, sanitise);
        let body = &mut self.read.body;
        body.html = html;
        body.slots = slots;
        body.words = body.sections.iter().map(|section| section.text.split_whitespace().count()).sum();
        body.sections.retain(|section| section.anchor.is_some() || !section.text.trim().is_empty());
        self.read
    }

    fn heading(&mut self, index: usize, level: HeadingLevel, id: Option<&str>) -> usize {
        let end = self.end_of(index);
        let text = one_line(&self.plain_between(index + 1, end));
        let range = &self.events[index].1;
        let opens_body = level == HeadingLevel::H1 && self.text[..range.start].trim().is_empty();
        if opens_body && self.reading.wants_title && !text.is_empty() {
            self.read.title = Some((text, self.span(range)));
            return end + 1;
        }
        let wanted = id.filter(|id| id.chars().all(is_plain)).map_or_else(|| slug(&text), str::to_owned);
        let anchor = self.unique_anchor(&wanted);
        let section = rex::recognise(&text);
        self.under.retain(|(above, _, _)| *above < level);
        self.under.push((level, anchor.clone(), section));
        self.read.anchors.push(anchor.clone());
        self.read.body.headings.push(Heading {
            level: level as u8,
            anchor: anchor.clone(),
            text: text.clone(),
            rex: section,
        });
        let section = Section {
            anchor: Some(anchor.clone()),
            heading: text,
            rex: self.rex_in_force(),
            text: String::new(),
        };
        self.read.body.sections.push(section);
        let address = format!("<a class=\"anchor\" href=\"#{anchor}\"");
        let tag = Tag::Heading { level, id: Some(anchor.into()), classes: Vec::new(), attrs: Vec::new() };
        self.out.push(Event::Start(tag));
        self.in_heading = true;
        // The words of a heading are its link to itself, so that it needs no other name; a link in a link there cannot be.
        if self.events[index..end].iter().any(|(event, _)| may_hold_link(event)) {
            let label = self.phrase(Phrase::Anchor);
            self.heading_end = format!(" {address} aria-label=\"{label}\"></a>");
        } else {
            self.push_html(address + ">");
            self.heading_end = "</a>".to_owned();
        }
        index + 1
    }

    /// Opens a block, by its own event or by this tag; too deep, not at all.
    fn open(&mut self, event: &Event<'a>, is_list: bool, by_hand: Option<(String, &'static str)>) {
        let close = if self.frames.len() >= DEEPEST {
            if !self.too_deep {
                self.too_deep = true;
                self.diagnostics.push(Diagnostic::warning(
                    "nested-too-deeply",
                    self.reading.path,
                    format!(
                        "lists and quotes are nested more than {DEEPEST} deep: the deeper ones are flattened"
                    ),
                ));
            }
            Close::Nothing
        } else if let Some((tag, end)) = by_hand {
            self.out.push(Event::Html(tag.into()));
            Close::Tag(end)
        } else {
            self.out.push(event.clone());
            Close::Own
        };
        self.frames.push(Frame { is_list, close });
    }

    fn close(&mut self, event: &Event<'a>) {
        match self.frames.pop().map(|frame| frame.close) {
            Some(Close::Own) => self.out.push(event.clone()),
            Some(Close::Tag(tag)) => self.out.push(Event::Html(format!("{tag}\n").into())),
            Some(Close::Nothing) | None => {}
        }
    }

    fn raw_html(&mut self, raw: &str, event: &Event<'a>, range: &Range<usize>) {
        self.raw_html = true;
        if !self.reading.trust_html
            && let Some(tag) = html::removed_tag(raw)
        {
            self.diagnostics.push(
                Diagnostic::warning("raw-html-removed", self.reading.path, format!("the raw HTML tag `<{tag}>` is not published"))
                    .with_span(self.span(range))
                    .with_hint("write it in Markdown, or set `raw_html = true` in rexbase.toml when you trust every author"),
            );
        }
        self.out.push(event.clone());
    }

    /// Adds to the section's text, but for headings, whose text is the section's name.
    pub(super) fn plain(&mut self, event: &Event<'_>) {
        if !self.in_heading {
            push_plain(&mut self.section().text, event);
        }
    }
}

/// Whether an anchor may have it as it is.
fn is_plain(letter: char) -> bool {
    letter.is_alphanumeric() || matches!(letter, '-' | '_' | '.' | ':')
}

fn may_hold_link(event: &Event<'_>) -> bool {
    matches!(
        event,
        Event::Start(Tag::Link { .. } | Tag::Image { .. })
            | Event::FootnoteReference(_)
            | Event::InlineHtml(_)
            | Event::Html(_)
    )
}
