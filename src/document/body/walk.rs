//! The walk over the events: it rewrites them, and notes headings, sections, links, lessons and actions.

use std::collections::{BTreeSet, HashMap};
use std::ops::Range;

use pulldown_cmark::{BlockQuoteKind, BrokenLink, CowStr, Event, HeadingLevel, Parser, Tag, TagEnd};

use crate::vocab::diagnostic::{Code, Diagnostic};
use crate::vocab::fold::{fold, slug};
use crate::vocab::shorten::shorten;

use super::super::anchors::also;
use super::super::prose::{Body, Heading, Phrase, Section};
use super::super::text::{one_line, push_plain};
use super::autolinks;
use super::dialects::Dialects;
use super::html::{self, Marks, Sanitise};
use super::markdown;
use super::notices::{self, Definition};
use super::prepared::{Prepared, prepared};
use super::reading::{Read, Reading, options};
use super::state::{Close, Footnotes, Frame, Passage, RawHtml, Walk};
use crate::typeset::math::Display;

/// How deep block quotes and lists may nest; what is deeper keeps its text and loses its frames.
pub(super) const DEEPEST: usize = 100;

/// The longest anchor that an author may give a heading, in bytes: what stands under it repeats it.
const LONGEST_ANCHOR: usize = 200;

/// The longest summary, in characters.
const SUMMARY: usize = 300;

/// Walks over a body that begins at byte `base` of its file.
pub(super) fn walk(text: &str, base: usize, reading: Reading<'_>, diagnostics: &mut Vec<Diagnostic>) -> Read {
    let prepared = prepared(text);
    let Parsed { events, undefined, unused } = parsed(&prepared, reading);
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
        title_at: None,
        raw: RawHtml::default(),
        dialects: Dialects::new(),
        callout_title: None,
        heading_level: HeadingLevel::H2,
        heading_tail: "",
        is_below_part: false,
        lists: 0,
        too_deep: false,
        in_heading: false,
        heading_end: String::new(),
        columns: (Vec::new(), 0, false),
        tables: 0,
        highlighted: 0,
        footnotes: Footnotes::default(),
        marks: Marks::of(text),
        passage: Passage::default(),
        lives: BTreeSet::new(),
        read: Read {
            body: Body { sections: vec![Section::default()], ..Body::default() },
            title: None,
            title_links: Vec::new(),
            anchors: Vec::new(),
            ids: Vec::new(),
            also: Vec::new(),
            lessons: Vec::new(),
            actions: Vec::new(),
            links: Vec::new(),
        },
    };
    walk.tell_undefined(undefined);
    walk.tell_unused(unused);
    if let Some(at) = prepared.liquid {
        walk.note_dialect(at);
    }
    let mut index = 0;
    while index < events.len() {
        index = walk.step(index);
    }
    walk.finish(&prepared)
}

/// What the parser makes of a text.
struct Parsed<'t> {
    events: Vec<(Event<'t>, Range<usize>)>,
    /// References in it that are not defined, and definitions that nothing refers to.
    undefined: Vec<(Range<usize>, String)>,
    unused: Vec<(Range<usize>, String)>,
}

fn parsed<'t>(prepared: &'t Prepared<'_>, reading: Reading<'_>) -> Parsed<'t> {
    let text: &str = &prepared.text;
    let mut undefined = Vec::new();
    let broken = |link: BrokenLink<'t>| {
        undefined.extend(notices::undefined(text, &link));
        None
    };
    let parser = Parser::new_with_broken_link_callback(text, options(reading.math), Some(broken));
    let mut parser = parser.into_offset_iter();
    let events: Vec<_> = parser.by_ref().map(|(event, range)| (prepared.restored(event), range)).collect();
    let definitions = parser.reference_definitions().iter().map(|(label, definition)| Definition {
        label: label.to_owned(),
        address: definition.dest.to_string(),
        range: definition.span.clone(),
    });
    let unused = notices::unused(definitions, &events);
    drop(parser);
    undefined.sort_by_key(|(range, _)| range.start);
    undefined.dedup();
    Parsed { events, undefined, unused }
}

impl<'a> Walk<'a, '_> {
    /// Handles the event at `index`; returns the index of the next one to handle.
    fn step(&mut self, index: usize) -> usize {
        let (event, range) = &self.events[index];
        if !self.raw.open.is_empty() {
            self.close_raw(index);
        }
        if range.end <= self.skip_to && !matches!(event, Event::End(_)) {
            return index + 1;
        }
        match event {
            Event::Start(Tag::Heading { level, id, classes, attrs }) => {
                let is_text = id.is_none() && classes.is_empty() && !attrs.is_empty();
                self.heading_tail = if is_text { self.braces(range) } else { "" };
                return self.heading(index, *level, id.as_deref());
            }
            Event::Start(Tag::Link { link_type, dest_url, title, .. }) => {
                return self.link(index, *link_type, dest_url, title);
            }
            Event::Start(Tag::Image { link_type, dest_url, title, .. }) => {
                return self.image(index, *link_type, dest_url, title);
            }
            Event::End(TagEnd::Heading(_)) => self.end_heading(),
            Event::Text(text) => return self.text(index, text),
            Event::End(TagEnd::Paragraph) if self.callout_title.is_some() => self.end_title(""),
            Event::SoftBreak | Event::HardBreak if self.callout_title.is_some() => self.end_title("<p>"),
            Event::Start(Tag::CodeBlock(kind)) => return self.code_block(index, kind),
            Event::End(TagEnd::Link) if self.open_links.pop() == Some(false) => {}
            Event::Start(Tag::BlockQuote(kind)) => {
                if let Some(next) = self.block_quote(index, *kind) {
                    return next;
                }
            }
            Event::Start(Tag::List(_)) if self.lives.contains(&index) => return self.end_of(index) + 1,
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
                self.table(index);
            }
            Event::Start(Tag::HtmlBlock) => return self.html_block(index),
            Event::InlineHtml(html) => return self.inline_html(index, html),
            Event::SoftBreak | Event::HardBreak if self.is_skipped(range) => {}
            _ => self.pass_on(index),
        }
        self.plain(event);
        if matches!(event, Event::End(TagEnd::Paragraph)) {
            self.sum_up();
        }
        index + 1
    }

    /// Takes the first paragraph for a summary.
    fn sum_up(&mut self) {
        if self.read.body.summary.is_empty() {
            let text = one_line(&self.section().text);
            self.read.body.summary = shorten(&text, SUMMARY);
        }
    }

    fn end_heading(&mut self) {
        self.in_heading = false;
        let tail = std::mem::take(&mut self.heading_tail);
        if !tail.is_empty() {
            self.out.push(Event::Text(format!(" {tail}").into()));
        }
        let end = std::mem::take(&mut self.heading_end);
        self.push_html(end);
        self.out.push(Event::End(TagEnd::Heading(self.heading_level)));
    }

    /// Opens a block quote; gives where to go on when it is a callout, which was read whole.
    fn block_quote(&mut self, index: usize, kind: Option<BlockQuoteKind>) -> Option<usize> {
        let by_hand = match kind {
            Some(kind) => Some(self.alert(kind)),
            None => self.lesson_quote(index),
        };
        if by_hand.is_none()
            && let Some(next) = self.callout(index)
        {
            return Some(next);
        }
        self.open(&self.events[index].0, false, by_hand);
        None
    }

    /// Whether what was left out ends here.
    fn is_skipped(&self, range: &Range<usize>) -> bool {
        self.skip_to > 0 && range.start <= self.skip_to && self.skip_to <= range.end
    }

    /// A text; returns the index of the event to go on with.
    fn text(&mut self, index: usize, text: &CowStr<'a>) -> usize {
        let range = &self.events[index].1;
        let is_cut = range.start < self.skip_to && range.len() == text.len();
        let cut = if is_cut { text.get(self.skip_to - range.start..).unwrap_or(text) } else { text };
        self.look_at(index);
        if let Some(next) = self.autolinks(index, cut) {
            return next;
        }
        self.out.push(if is_cut { Event::Text(cut.to_owned().into()) } else { Event::Text(text.clone()) });
        self.push_text(cut);
        index + 1
    }

    /// Ends the title of a callout, and begins what stands below it in the same paragraph.
    fn end_title(&mut self, begins: &str) {
        let title = self.callout_title.take();
        self.push_html(format!("{}{begins}", title.map_or("", |title| title.end)));
    }

    fn finish(mut self, prepared: &Prepared<'_>) -> Read {
        self.close_raw(usize::MAX);
        self.tell_dialects();
        let sanitise =
            if self.raw.is_published && !self.reading.trust_html { Sanitise::Yes } else { Sanitise::No };
        self.push_footnotes();
        let led = self.lead_to_headings();
        self.marks.links = self.read.links.len();
        self.read.body.markdown = markdown::markdown(&self, prepared, &led);
        let (html, slots) = html::render(std::mem::take(&mut self.out), &self.marks, sanitise);
        self.report_page_anchors();
        let body = &mut self.read.body;
        body.html = html;
        body.slots = slots;
        body.words = body.sections.iter().map(|section| section.text.split_whitespace().count()).sum();
        body.sections.retain(|section| section.anchor.is_some() || !section.text.trim().is_empty());
        self.read
    }

    /// Says that a heading has another anchor than its author gave it, who links to it and would come to another place.
    fn report_anchor(&mut self, id: &str, anchor: &str, index: usize) {
        let (code, message, hint) = if id.chars().all(is_plain) {
            let message =
                format!("the anchor `{id}` is taken by something above: this heading's is `{anchor}`");
            (Code::TakenAnchor, message, format!("give one of the two another anchor than `{{#{id}}}`"))
        } else {
            let message = format!("`{id}` cannot be the anchor of a heading: it is `{anchor}` instead");
            let hint =
                "an anchor is made of letters, digits, `-`, `_` and `.`; a `:` is in those of the theme";
            (Code::HeadingAnchor, message, hint.to_owned())
        };
        let span = self.span(&self.events[index].1);
        let diagnostic = Diagnostic::warning(code, self.reading.path, message);
        self.diagnostics.push(diagnostic.with_span(span).with_hint(hint));
    }

    fn heading(&mut self, index: usize, level: HeadingLevel, id: Option<&str>) -> usize {
        let end = self.end_of(index);
        let text = one_line(&format!("{} {}", self.plain_between(index + 1, end), self.heading_tail));
        let range = &self.events[index].1;
        let opens_body = level == HeadingLevel::H1 && self.text[..range.start].trim().is_empty();
        if opens_body && !text.is_empty() {
            match self.reading.title {
                None => {
                    self.read.title = Some((text, self.span(range)));
                    self.links_of_title(index, end);
                    self.title_at = Some(index);
                    return end + 1;
                }
                // The page shows its title already.
                Some(title) if fold(title) == fold(&text) => {
                    self.title_at = Some(index);
                    return end + 1;
                }
                Some(_) => {}
            }
        }
        let level = self.level_below_title(level);
        let is_own = |id: &&str| id.len() <= LONGEST_ANCHOR && id.chars().all(is_plain);
        let wanted = id.filter(is_own).map_or_else(|| slug(&text), str::to_owned);
        let anchor = self.unique_anchor(&wanted);
        if let Some(id) = id.filter(|id| *id != anchor) {
            self.report_anchor(id, &anchor, index);
        }
        self.under.retain(|(above, _, _)| *above < level);
        let section = self.section_of(index, &text);
        self.under.push((level, anchor.clone(), section));
        self.begin_passage(end, &text);
        self.read.also.extend(also(&text, &anchor, self.read.anchors.len()));
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

    /// What stands between the last braces of a heading: `{1, 2}`, which are no attributes.
    pub(super) fn braces(&self, range: &Range<usize>) -> &'a str {
        let heading = &self.text[range.clone()];
        let braces = heading.rfind('{').zip(heading.rfind('}')).filter(|(open, close)| open < close);
        braces.map_or("", |(open, close)| &heading[open..=close])
    }

    /// The level of a heading on a page whose title is the only heading of level 1: an author's others are of level 2, and what stands
    /// below them is as much deeper.
    fn level_below_title(&mut self, level: HeadingLevel) -> HeadingLevel {
        self.is_below_part |= level == HeadingLevel::H1;
        self.heading_level = if self.is_below_part {
            HeadingLevel::try_from((level as usize + 1).min(6)).unwrap_or(HeadingLevel::H6)
        } else {
            level
        };
        self.heading_level
    }

    /// Opens a block, by its own event or by this tag; too deep, not at all.
    pub(super) fn open(&mut self, event: &Event<'a>, is_list: bool, by_hand: Option<(String, &'static str)>) {
        let close = if self.frames.len() >= DEEPEST {
            if !self.too_deep {
                self.too_deep = true;
                self.diagnostics.push(Diagnostic::warning(
                    Code::NestedTooDeeply,
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
        self.lists += usize::from(is_list);
        self.frames.push(Frame { is_list, close });
    }

    fn close(&mut self, event: &Event<'a>) {
        let frame = self.frames.pop();
        self.lists -= usize::from(frame.as_ref().is_some_and(|frame| frame.is_list));
        match frame.map(|frame| frame.close) {
            Some(Close::Own) => self.out.push(event.clone()),
            Some(Close::Tag(tag)) => self.out.push(Event::Html(format!("{tag}\n").into())),
            Some(Close::Nothing) | None => {}
        }
    }

    /// Adds to the section's text, but for headings, whose text is the section's name.
    pub(super) fn plain(&mut self, event: &Event<'_>) {
        if !self.in_heading {
            push_plain(&mut self.section().text, event);
        }
    }
}

/// Whether an anchor may have it as it is.
/// Whether an anchor that an author chose may hold it; a colon is in those of themes alone, so that none of these can be a heading's.
fn is_plain(letter: char) -> bool {
    letter.is_alphanumeric() || matches!(letter, '-' | '_' | '.')
}

fn may_hold_link(event: &Event<'_>) -> bool {
    matches!(
        event,
        Event::Start(Tag::Link { .. } | Tag::Image { .. })
            | Event::FootnoteReference(_)
            | Event::InlineHtml(_)
            | Event::Html(_)
    ) || matches!(event, Event::Text(text) if autolinks::may_be_in(text))
}
