//! The walk over the events: it rewrites them, and notes headings, sections, links, lessons and actions.

use std::collections::HashSet;
use std::ops::Range;

use pulldown_cmark::{CowStr, Event, HeadingLevel, LinkType, Parser, Tag, TagEnd};

use crate::vocab::diagnostic::{Diagnostic, nearest};
use crate::vocab::fold::slug;
use crate::vocab::spanned::Span;

use super::super::links::{Destination, classify};
use super::super::outline::{Action, InternalLink, Lesson, LessonKind, LinkTarget};
use super::super::prose::{Body, Heading, RexSection, Section};
use super::super::rex;
use super::super::text::{one_line, push_plain, shorten};
use super::html::{self, Sanitise};
use super::items;
use super::reading::{Read, Reading, options};

/// How deep block quotes and lists may nest; what is deeper keeps its text and loses its frames.
const DEEPEST: usize = 100;

/// The longest summary, in characters.
const SUMMARY: usize = 300;

/// Walks over a body that begins at byte `base` of its file.
pub(super) fn walk(text: &str, base: usize, reading: Reading<'_>, diagnostics: &mut Vec<Diagnostic>) -> Read {
    let events: Vec<_> = Parser::new_ext(text, options()).into_offset_iter().collect();
    let mut walk = Walk {
        text,
        base,
        reading,
        diagnostics,
        events: &events,
        out: Vec::with_capacity(events.len()),
        used_anchors: HashSet::new(),
        under: Vec::new(),
        frames: Vec::new(),
        open_links: Vec::new(),
        page_anchors: Vec::new(),
        skip_to: 0,
        raw_html: false,
        too_deep: false,
        in_heading: false,
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

struct Walk<'a, 'r> {
    text: &'a str,
    base: usize,
    reading: Reading<'r>,
    diagnostics: &'r mut Vec<Diagnostic>,
    events: &'r [(Event<'a>, Range<usize>)],
    out: Vec<Event<'a>>,
    used_anchors: HashSet<String>,
    /// The headings in force: level, anchor, section.
    under: Vec<(HeadingLevel, String, Option<RexSection>)>,
    /// The block quotes, lists and items that are open.
    frames: Vec<Frame>,
    /// Whether each open link's tag was kept.
    open_links: Vec<bool>,
    /// Links to anchors of this page, to be checked at the end.
    page_anchors: Vec<(String, Span)>,
    /// Events that end before this offset are left out.
    skip_to: usize,
    raw_html: bool,
    too_deep: bool,
    in_heading: bool,
    read: Read,
}

/// An open block and how it is closed.
struct Frame {
    is_list: bool,
    close: Close,
}

enum Close {
    /// By its own end event.
    Own,
    /// By this tag, since it was opened by hand.
    Tag(&'static str),
    /// Not at all: it was too deep.
    Nothing,
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
                self.out.push(event.clone());
            }
            Event::End(TagEnd::Link) if self.open_links.pop() == Some(false) => {}
            Event::Start(Tag::BlockQuote(kind)) => {
                let lesson = if kind.is_none() { self.lesson_quote(index) } else { None };
                self.open(event, false, lesson);
            }
            Event::Start(Tag::List(_)) => self.open(event, true, None),
            Event::Start(Tag::Item) => {
                let item = self.item(index);
                self.open(event, false, item);
            }
            Event::End(TagEnd::BlockQuote(_) | TagEnd::List(_) | TagEnd::Item) => self.close(event),
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
            if !self.used_anchors.contains(&anchor) {
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
        let (html, slots) = html::render(self.out, self.read.links.len(), sanitise);
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
        let wanted =
            id.filter(|id| !id.chars().any(char::is_whitespace)).map_or_else(|| slug(&text), str::to_owned);
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
        let tag = Tag::Heading { level, id: Some(anchor.into()), classes: Vec::new(), attrs: Vec::new() };
        self.out.push(Event::Start(tag));
        self.in_heading = true;
        index + 1
    }

    fn link(&mut self, index: usize, link_type: LinkType, address: &CowStr<'a>, title: &CowStr<'a>) -> usize {
        let (event, range) = &self.events[index];
        let span = self.span(range);
        if let LinkType::WikiLink { has_pothole } = link_type {
            let number = self.internal(LinkTarget::Wiki(address.to_string()), None, span);
            self.open_link(html::address(number), CowStr::Borrowed(""));
            if has_pothole {
                return index + 1;
            }
            self.out.push(Event::Text(html::title(number).into()));
            self.push_text(address);
            return self.end_of(index);
        }
        if link_type == LinkType::Email {
            self.open_links.push(true);
            self.out.push(event.clone());
            return index + 1;
        }
        match classify(address) {
            Destination::Web => {
                self.open_links.push(true);
                self.out.push(event.clone());
            }
            Destination::Anchor(anchor) => {
                self.page_anchors.push((anchor.to_owned(), span));
                self.open_links.push(true);
                self.out.push(event.clone());
            }
            Destination::Internal { path, fragment } => {
                let number = self.internal(LinkTarget::Path(path.to_owned()), fragment, span);
                self.open_link(html::address(number), title.clone());
            }
            Destination::Refused(scheme) => {
                self.refuse(&scheme, span);
                self.open_links.push(false);
            }
        }
        index + 1
    }

    /// An image of this site stays one; another site's becomes a link, so that reading the page asks nothing of it.
    fn image(&mut self, index: usize, address: &CowStr<'a>, title: &CowStr<'a>) -> usize {
        let span = self.span(&self.events[index].1);
        let end = self.end_of(index);
        let alt = one_line(&self.plain_between(index + 1, end));
        self.push_text(&alt);
        match classify(address) {
            Destination::Internal { path, fragment } => {
                let number = self.internal(LinkTarget::Path(path.to_owned()), fragment, span);
                let tag = Tag::Image {
                    link_type: LinkType::Inline,
                    dest_url: html::address(number).into(),
                    title: title.clone(),
                    id: CowStr::Borrowed(""),
                };
                self.out.push(Event::Start(tag));
                self.out.push(Event::Text(alt.into()));
                self.out.push(Event::End(TagEnd::Image));
            }
            Destination::Web => {
                self.diagnostics.push(
                    Diagnostic::warning(
                        "external-image",
                        self.reading.path,
                        "this image is on another site: it is published as a link",
                    )
                    .with_span(span)
                    .with_hint("put the image beside the page, in a folder of its own with `index.md`"),
                );
                let label = if alt.is_empty() { address.to_string() } else { alt };
                if self.open_links.iter().any(|kept| *kept) {
                    self.out.push(Event::Text(label.into()));
                } else {
                    self.open_link(address.to_string(), title.clone());
                    self.out.push(Event::Text(label.into()));
                    self.out.push(Event::End(TagEnd::Link));
                    self.open_links.pop();
                }
            }
            Destination::Anchor(_) => self.out.push(Event::Text(alt.into())),
            Destination::Refused(scheme) => {
                self.refuse(&scheme, span);
                self.out.push(Event::Text(alt.into()));
            }
        }
        end + 1
    }

    /// The opening tag of a list item that is a lesson or an action.
    fn item(&mut self, index: usize) -> Option<(String, &'static str)> {
        let lists = self.frames.iter().filter(|frame| frame.is_list).count();
        let section = self.rex_in_force()?;
        if lists != 1 {
            return None;
        }
        let end = self.end_of(index);
        let span = self.span(&self.events[index].1);
        let text = one_line(&self.plain_between(index + 1, end));
        if text.is_empty() {
            return None;
        }
        if let Some(kind) = rex::lesson_kind(section) {
            let attributes = self.lesson(kind, text, span);
            return Some((format!("\n<li {attributes}>"), "</li>"));
        }
        if section != RexSection::Actions {
            return None;
        }
        let done = self.events[index..end].iter().any(|(event, _)| *event == Event::TaskListMarker(true));
        let anchor = self.unique_anchor(&items::anchor("action", &text));
        let action: Action = items::action(&text, anchor, done, &span);
        let tag = format!("\n<li id=\"{}\" class=\"action\">", action.anchor);
        self.read.actions.push(action);
        Some((tag, "</li>"))
    }

    /// The opening tag of a block quote that begins with `[!LESSON]`.
    fn lesson_quote(&mut self, index: usize) -> Option<(String, &'static str)> {
        let (Event::Start(Tag::Paragraph), first) = self.events.get(index + 1)? else { return None };
        let start = first.start;
        let marker = items::marker(&self.text[start..])?;
        let kind = marker.kind.unwrap_or_else(|word| {
            let names = ["practice", "success", "failure", "surprise"];
            let mut diagnostic = Diagnostic::warning(
                "unknown-lesson-kind",
                self.reading.path,
                format!("`{word}` is no kind of lesson: it may be practice, success, failure or surprise"),
            )
            .with_span(self.base + start..self.base + start + marker.len);
            diagnostic.hints.extend(nearest(word, names).map(|near| format!("did you mean `{near}`?")));
            self.diagnostics.push(diagnostic);
            LessonKind::Practice
        });
        self.skip_to = start + marker.len;
        let end = self.end_of(index);
        let text = one_line(&self.plain_between(index + 1, end));
        let attributes = self.lesson(kind, text, self.span(&self.events[index].1));
        Some((format!("<blockquote {attributes}>\n"), "</blockquote>"))
    }

    fn lesson(&mut self, kind: LessonKind, text: String, span: Span) -> String {
        let anchor = self.unique_anchor(&items::anchor("lesson", &text));
        let attributes = format!("id=\"{anchor}\" class=\"lesson lesson-{}\"", kind.name());
        let under = self.under.iter().map(|(_, anchor, _)| anchor.clone()).collect();
        self.read.anchors.push(anchor.clone());
        self.read.lessons.push(Lesson { anchor, kind, text, span, under });
        attributes
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

    fn refuse(&mut self, scheme: &str, span: Span) {
        let what = if scheme == "//" {
            "an address without its scheme".into()
        } else {
            format!("`{scheme}:` addresses")
        };
        self.diagnostics.push(
            Diagnostic::error("unsafe-address", self.reading.path, format!("a link may not lead to {what}"))
                .with_span(span)
                .with_hint("link to `https://`, `http://` or `mailto:` addresses, or to files of this site"),
        );
    }

    fn internal(&mut self, target: LinkTarget, fragment: Option<&str>, span: Span) -> usize {
        self.read.links.push(InternalLink { target, fragment: fragment.map(str::to_owned), span });
        self.read.links.len() - 1
    }

    fn open_link(&mut self, address: String, title: CowStr<'a>) {
        self.open_links.push(true);
        let link_type = LinkType::Inline;
        self.out.push(Event::Start(Tag::Link {
            link_type,
            dest_url: address.into(),
            title,
            id: CowStr::Borrowed(""),
        }));
    }

    /// Adds to the section's text, but for headings, whose text is the section's name.
    fn plain(&mut self, event: &Event<'_>) {
        if !self.in_heading {
            push_plain(&mut self.section().text, event);
        }
    }

    fn push_text(&mut self, text: &str) {
        if !self.in_heading {
            self.section().text.push_str(text);
        }
    }

    fn section(&mut self) -> &mut Section {
        let sections = &mut self.read.body.sections;
        if sections.is_empty() {
            sections.push(Section::default());
        }
        let last = sections.len() - 1;
        &mut sections[last]
    }

    fn rex_in_force(&self) -> Option<RexSection> {
        self.under.iter().rev().find_map(|(_, _, section)| *section)
    }

    fn unique_anchor(&mut self, wanted: &str) -> String {
        let mut anchor = wanted.to_owned();
        let mut number = 2;
        while !self.used_anchors.insert(anchor.clone()) {
            anchor = format!("{wanted}-{number}");
            number += 1;
        }
        anchor
    }

    /// The index of the event that ends what the event at `index` starts.
    fn end_of(&self, index: usize) -> usize {
        let mut depth = 0_usize;
        for (offset, (event, _)) in self.events[index..].iter().enumerate() {
            match event {
                Event::Start(_) => depth += 1,
                Event::End(_) => depth -= 1,
                _ => {}
            }
            if depth == 0 {
                return index + offset;
            }
        }
        self.events.len() - 1
    }

    fn plain_between(&self, start: usize, end: usize) -> String {
        let mut text = String::new();
        for (event, range) in &self.events[start..end] {
            if range.end > self.skip_to || matches!(event, Event::End(_)) {
                push_plain(&mut text, event);
            }
        }
        text
    }

    fn span(&self, range: &Range<usize>) -> Span {
        self.base + range.start..self.base + range.end
    }
}
