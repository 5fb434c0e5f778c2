//! The author's Markdown, as far as it is published.
//!
//! Comes in: the text, the events that the parser made of it, and what the walk decided of links and raw HTML. Goes out: the text as it was written, word for
//! word, but for what a page does not have or has otherwise: comments, definitions of references, notes that nothing calls, links that may not be followed, raw
//! HTML that is not published. It is apart from the walk, which writes HTML: nothing here tells of a mistake. What always holds:
//!
//! - What is copied is what an event tells of. Between events, only signs of Markdown's own are copied, never a letter or a digit: what the parser passed over stays
//!   away, whatever it is.
//! - A link of this site is a gap, as in the HTML, so that what leads nowhere is text.
//! - Reading it again gives the same headings, anchors, lessons and links.

mod copy;
mod raw;

use std::collections::HashMap;
use std::ops::Range;

use pulldown_cmark::{CodeBlockKind, CowStr, Event, LinkType, Tag, TagEnd};

use crate::vocab::invisible;
use crate::vocab::markdown::{push_address, push_text, push_title};

use super::super::links::{Destination, classify, is_web};
use super::super::outline::has_place;
use super::super::prose::{GapPart, Markdown};
use super::super::text::{one_line, push_plain};
use super::blocks::language_of;
use super::images::{sized, width_of};
use super::links::{is_name, is_placeholder, wiki_name};
use super::prepared::Prepared;
use super::state::Walk;
use copy::{Closing, Copy};

/// What a walk that has ended read, as Markdown; `led` says where links to headings lead that name these by their words.
pub(super) fn markdown(
    walk: &Walk<'_, '_>,
    prepared: &Prepared<'_>,
    led: &HashMap<String, String>,
) -> Markdown {
    let links = walk.read.links.iter().enumerate();
    let mut numbers = HashMap::new();
    links.for_each(|(number, link)| {
        numbers.entry((link.span.start, link.span.end)).or_insert(number);
    });
    let mut copy = Copy {
        walk,
        prepared,
        led,
        numbers,
        notes: notes(walk),
        at: 0,
        open: Vec::new(),
        elements: Vec::new(),
        heading: 0,
        depth: 0,
        tail: String::new(),
        made: Markdown::default(),
    };
    let mut index = 0;
    while index < walk.events.len() {
        index = copy.step(index);
    }
    copy.signs_to(prepared.text.len());
    copy.made
}

/// The numbers of footnotes, in the order in which they are called; their labels tell no cases apart.
fn notes(walk: &Walk<'_, '_>) -> HashMap<String, usize> {
    let mut notes = HashMap::new();
    for (event, _) in walk.events {
        if let Event::FootnoteReference(label) = event {
            let next = notes.len() + 1;
            notes.entry(label.to_lowercase()).or_insert(next);
        }
    }
    notes
}

/// What becomes of a link or an image.
enum Lead {
    /// It is none, or leads where it says.
    AsWritten,
    /// To what this link of the outline leads to.
    Site(usize),
    Address(String),
    Nowhere,
}

impl<'w> Copy<'w, '_, '_> {
    /// Copies the event at `index`; gives the index of the next one to copy.
    fn step(&mut self, index: usize) -> usize {
        let (event, range) = &self.walk.events[index];
        match event {
            Event::Start(tag) if holds_blocks(tag.to_end()) => self.depth += 1,
            Event::End(end) if holds_blocks(*end) => self.depth = self.depth.saturating_sub(1),
            _ => {}
        }
        match event {
            Event::Start(Tag::Heading { .. }) if self.walk.title_at == Some(index) => {
                return self.leave_out(index);
            }
            Event::Start(Tag::Heading { id, classes, attrs, .. }) => {
                self.heading += 1;
                let is_text = id.is_none() && classes.is_empty() && !attrs.is_empty();
                self.tail = if is_text { format!(" {}", self.walk.braces(range)) } else { String::new() };
                if id.is_some() || self.names_others(index) {
                    self.tail.push_str(&self.own_anchor());
                }
            }
            Event::End(TagEnd::Heading(_)) => self.end_heading(range),
            Event::Start(Tag::List(_)) if self.walk.lives.contains(&index) => return self.leave_out(index),
            Event::Start(Tag::Item) => self.marker(range.start),
            Event::Start(Tag::BlockQuote(Some(_))) => self.alert(range),
            Event::Start(Tag::CodeBlock(CodeBlockKind::Fenced(info))) => self.fence(range.start, info),
            Event::Start(Tag::FootnoteDefinition(label)) => {
                let Some(number) = self.notes.get(&label.to_lowercase()) else {
                    self.depth -= 1;
                    return self.leave_out(index);
                };
                self.note(range, *number);
            }
            Event::FootnoteReference(label) => {
                self.signs_to(range.start);
                let number = self.notes.get(&label.to_lowercase()).copied().unwrap_or_default();
                self.push(&format!("[^{number}]"));
                self.at = range.end;
            }
            Event::Start(Tag::Link { link_type, dest_url, title, .. }) => {
                return self.link(index, *link_type, dest_url, title);
            }
            Event::End(TagEnd::Link) => self.close_link(index),
            Event::Start(Tag::Image { link_type, dest_url, title, .. }) => {
                return self.image(index, *link_type, dest_url, title);
            }
            Event::Start(Tag::HtmlBlock) => return self.raw_block(index),
            Event::InlineHtml(_) => return self.raw_in_line(index),
            Event::Start(_) | Event::End(_) => {}
            _ => self.copy(range),
        }
        index + 1
    }

    /// The mark of a list's item.
    fn marker(&mut self, start: usize) {
        self.signs_to(start);
        let rest = &self.prepared.text[self.at..];
        let indent = rest.len() - rest.trim_start_matches([' ', '\t']).len();
        let digits = rest[indent..].bytes().take_while(u8::is_ascii_digit).count();
        let is_mark = match rest.as_bytes().get(indent + digits) {
            Some(b'-' | b'*' | b'+') => digits == 0,
            Some(b'.' | b')') => digits > 0,
            _ => false,
        };
        if is_mark {
            let end = self.at + indent + digits + 1;
            self.copy(&(self.at..end));
        }
    }

    /// The first line of a quote that is an alert: `> [!NOTE]`.
    fn alert(&mut self, range: &Range<usize>) {
        let quote = &self.prepared.text[range.clone()];
        let mark = quote.find("[!").and_then(|open| Some((open, open + quote[open..].find(']')? + 1)));
        if let Some((open, close)) = mark {
            self.copy(&(range.start + open..range.start + close));
        }
    }

    /// The line that begins code: of what it says, the language alone is published.
    fn fence(&mut self, start: usize, info: &str) {
        self.signs_to(start);
        let line = self.prepared.text[start..].split('\n').next().unwrap_or_default();
        let marks = line.trim_start();
        let marks = &marks[..marks.len() - marks.trim_start_matches(['`', '~']).len()];
        let opening = format!("{marks}{}", language_of(info).unwrap_or_default());
        self.push(&opening);
        self.at = self.at.max(start + line.len());
    }

    /// The beginning of a footnote, under its number.
    fn note(&mut self, range: &Range<usize>, number: usize) {
        self.signs_to(range.start);
        self.push(&format!("[^{number}]:"));
        let label = self.prepared.text[range.clone()].find("]:").map_or(0, |end| end + 2);
        self.at = self.at.max(range.start + label);
    }

    /// Whether a heading has a link whose words are its target's name, which may be written otherwise in the copy: then its anchor is said.
    fn names_others(&self, index: usize) -> bool {
        let is_wiki = |event: &Event<'_>| {
            matches!(
                event,
                Event::Start(
                    Tag::Link { link_type: LinkType::WikiLink { .. }, .. }
                        | Tag::Image { link_type: LinkType::WikiLink { .. }, .. }
                )
            )
        };
        self.walk.events[index..self.walk.end_of(index)].iter().any(|(event, _)| is_wiki(event))
    }

    /// The anchor of the open heading, as it is on the page.
    fn own_anchor(&self) -> String {
        let heading = self.walk.read.body.headings.get(self.heading - 1);
        heading.map_or_else(String::new, |heading| format!(" {{#{}}}", heading.anchor))
    }

    /// The end of a heading: of its attributes, only an anchor is published.
    fn end_heading(&mut self, range: &Range<usize>) {
        let heading = &self.prepared.text[range.clone()];
        let words = heading.trim_start_matches('#');
        // A line of words may begin with such marks, and be underlined.
        let is_marked =
            words.len() < heading.len() && !words.starts_with(|letter: char| !letter.is_whitespace());
        let marks = if is_marked { heading.len() - words.len() } else { 0 };
        // One without words has marks alone.
        self.signs_to(range.start + marks);
        let tail = std::mem::take(&mut self.tail);
        self.push(&tail);
        let line = self.prepared.text[self.at.min(range.end)..range.end].find('\n');
        self.at = line.map_or(range.end, |line| self.at + line);
        if marks == 0 {
            self.signs_to(range.end);
        } else if self.at < range.end {
            self.push("\n");
            self.at = range.end;
        }
    }

    fn link(
        &mut self,
        index: usize,
        link_type: LinkType,
        address: &CowStr<'_>,
        title: &'w CowStr<'_>,
    ) -> usize {
        let (range, end) = (&self.walk.events[index].1, self.walk.end_of(index));
        let closing = match self.lead(range, link_type, address, Shows::Link) {
            Lead::AsWritten => {
                self.copy(range);
                return end + 1;
            }
            Lead::Site(number) => {
                self.signs_to(range.start);
                self.gap(GapPart::Open(number));
                Closing::Gap(GapPart::Close(number))
            }
            Lead::Address(address) => {
                self.signs_to(range.start);
                self.push("[");
                Closing::Address(address, title)
            }
            Lead::Nowhere => {
                self.signs_to(range.start);
                Closing::Nothing
            }
        };
        if let LinkType::WikiLink { .. } = link_type
            && self.wiki_label(index).is_none()
        {
            let name = wiki_name(&one_line(address));
            match &closing {
                Closing::Gap(GapPart::Close(number)) => self.gap(GapPart::Title(*number)),
                _ => push_text(&mut self.made.text, name.strip_prefix('#').unwrap_or(&name)),
            }
            self.at = self.at.max(self.end_of_link(range, link_type));
            self.close(closing);
            return end + 1;
        }
        self.at = match link_type {
            LinkType::WikiLink { .. } => self.walk.events[index + 1].1.start,
            _ => range.start + 1,
        };
        self.open.push(closing);
        index + 1
    }

    /// The words of the link or the image at `index`. The walk, which has ended, would leave out what it had passed over by then.
    fn plain(&self, index: usize) -> String {
        let mut text = String::new();
        let events = &self.walk.events[index + 1..self.walk.end_of(index)];
        events.iter().for_each(|(event, _)| push_plain(&mut text, event));
        one_line(&text)
    }

    /// The words that a wikilink shows instead of its target's.
    fn wiki_label(&self, index: usize) -> Option<String> {
        let shows_words = LinkType::WikiLink { has_pothole: true };
        let label = match &self.walk.events[index].0 {
            Event::Start(Tag::Link { link_type, .. } | Tag::Image { link_type, .. })
                if *link_type == shows_words =>
            {
                Some(self.plain(index))
            }
            _ => None,
        };
        label.filter(|label| !label.is_empty())
    }

    /// Where a link or an image ends: of a wikilink, the parser may say that it ends with its line.
    fn end_of_link(&self, range: &Range<usize>, link_type: LinkType) -> usize {
        let closed = self.prepared.text[range.clone()].find("]]").map(|end| range.start + end + 2);
        closed.filter(|_| matches!(link_type, LinkType::WikiLink { .. })).unwrap_or(range.end)
    }

    fn close_link(&mut self, index: usize) {
        let label = self.walk.events[index - 1].1.end;
        self.signs_to(label.min(self.walk.events[index].1.end));
        self.at = self.at.max(self.walk.events[index].1.end);
        if let Some(closing) = self.open.pop() {
            self.close(closing);
        }
    }

    fn close(&mut self, closing: Closing<'_>) {
        match closing {
            Closing::Gap(part) => self.gap(part),
            Closing::Address(address, title) => {
                self.push("](");
                push_address(&mut self.made.text, &address);
                push_title(&mut self.made.text, title);
                self.push(")");
            }
            Closing::Nothing => {}
        }
    }

    fn image(
        &mut self,
        index: usize,
        link_type: LinkType,
        address: &CowStr<'_>,
        title: &'w CowStr<'_>,
    ) -> usize {
        let (range, end) = (&self.walk.events[index].1, self.walk.end_of(index));
        let lead = self.lead(range, link_type, address, Shows::Image);
        if let Lead::AsWritten = lead {
            self.copy(range);
            return end + 1;
        }
        self.signs_to(range.start);
        self.at = self.at.max(self.end_of_link(range, link_type));
        let label = match link_type {
            LinkType::WikiLink { .. } => self.wiki_label(index).unwrap_or_default(),
            _ => self.plain(index),
        };
        let is_width = matches!(link_type, LinkType::WikiLink { .. }) && width_of(&label).is_some();
        let alt = if is_width { "" } else { sized(&label).0 };
        match lead {
            Lead::Site(number) => {
                self.gap(GapPart::OpenImage(number));
                push_text(&mut self.made.text, alt);
                if alt.is_empty() {
                    self.gap(GapPart::ImageTitle(number));
                }
                self.gap(GapPart::CloseImage(number));
            }
            Lead::Address(address) if !self.is_in_link() => {
                self.push("[");
                push_text(
                    &mut self.made.text,
                    if alt.is_empty() { address.trim_start_matches('#') } else { alt },
                );
                self.close(Closing::Address(address, title));
            }
            Lead::Address(address) if alt.is_empty() => push_text(&mut self.made.text, &address),
            Lead::Address(_) | Lead::Nowhere | Lead::AsWritten => push_text(&mut self.made.text, alt),
        }
        end + 1
    }

    fn is_in_link(&self) -> bool {
        self.open.iter().chain(&self.elements).any(|closing| !matches!(closing, Closing::Nothing))
    }

    /// What the walk made of a link or an image.
    fn lead(&self, range: &Range<usize>, link_type: LinkType, address: &str, shows: Shows) -> Lead {
        let span = self.walk.span(range);
        if address.contains("{{") || address.contains("{%") {
            return Lead::AsWritten;
        }
        if let Some(number) = self.numbers.get(&(span.start, span.end)) {
            return Lead::Site(*number);
        }
        let wiki = matches!(link_type, LinkType::WikiLink { .. }).then(|| wiki_name(&one_line(address)));
        if let Some(name) = &wiki {
            return match name.strip_prefix('#') {
                _ if !is_name(name) => Lead::AsWritten,
                Some(heading) => self.on_this_page(heading),
                None if is_web(name) => Lead::Address(name.clone()),
                None => Lead::Nowhere,
            };
        }
        let is_plain = matches!(link_type, LinkType::Autolink | LinkType::Email);
        if link_type == LinkType::Email || (is_plain && is_placeholder(address)) {
            return Lead::AsWritten;
        }
        let address = address.trim_matches(|letter: char| letter.is_ascii_whitespace());
        let address = invisible::trimmed(address);
        match classify(address) {
            Destination::Web if is_plain && matches!(shows, Shows::Link) => Lead::AsWritten,
            Destination::Web => Lead::Address(address.to_owned()),
            Destination::Anchor(anchor) => self.on_this_page(anchor),
            Destination::Internal { .. } | Destination::Refused(_) => Lead::Nowhere,
        }
    }

    /// Where a link to a place on this page leads.
    fn on_this_page(&self, written: &str) -> Lead {
        if has_place(self.walk.reading.withheld, written) {
            return Lead::Nowhere;
        }
        Lead::Address(self.led.get(written).cloned().unwrap_or_else(|| format!("#{written}")))
    }
}

/// Whether blocks stand in it, each of whose lines begins as it says.
fn holds_blocks(tag: TagEnd) -> bool {
    matches!(
        tag,
        TagEnd::Item | TagEnd::BlockQuote(_) | TagEnd::FootnoteDefinition | TagEnd::DefinitionListDefinition
    )
}

/// What a link of Markdown's does.
#[derive(Clone, Copy)]
enum Shows {
    Link,
    Image,
}

#[cfg(test)]
mod tests;
