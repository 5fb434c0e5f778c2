//! What the walk keeps in mind, and the small steps that every part of it takes.

use std::collections::{BTreeMap, BTreeSet, HashMap};
use std::ops::Range;

use pulldown_cmark::{Alignment, Event, HeadingLevel};

use crate::vocab::diagnostic::Diagnostic;
use crate::vocab::section::RexSection;
use crate::vocab::spanned::Span;

use super::super::outline::LessonKind;
use super::super::prose::{Phrase, Section};
use super::super::rex::LessonPart;
use super::super::text::{one_line, push_plain, push_separator};
use super::dialects::Dialects;
use super::html::Marks;
use super::reading::{Read, Reading};

/// All that the walk keeps in mind.
pub(super) struct Walk<'a, 'r> {
    pub(super) text: &'a str,
    pub(super) base: usize,
    pub(super) reading: Reading<'r>,
    pub(super) diagnostics: &'r mut Vec<Diagnostic>,
    pub(super) events: &'r [(Event<'a>, Range<usize>)],
    pub(super) out: Vec<Event<'a>>,
    /// The anchors in use, each with the last number that was put after it.
    pub(super) used_anchors: HashMap<String, usize>,
    /// The headings in force: level, anchor, section.
    pub(super) under: Vec<(HeadingLevel, String, Option<RexSection>)>,
    /// The block quotes, lists and items that are open.
    pub(super) frames: Vec<Frame>,
    /// Whether each open link's tag was kept.
    pub(super) open_links: Vec<bool>,
    /// Links to anchors of this page, to be checked at the end.
    pub(super) page_anchors: Vec<(String, Span)>,
    /// Events that end before this offset are left out.
    pub(super) skip_to: usize,
    /// The heading that is the page's title and so not part of its prose, by its index.
    pub(super) title_at: Option<usize>,
    pub(super) raw: RawHtml,
    pub(super) dialects: Dialects,
    /// The title of a callout, while it is written.
    pub(super) callout_title: Option<Title>,
    /// Of the heading that was begun last.
    pub(super) heading_level: HeadingLevel,
    /// What looked like its attributes, and is text.
    pub(super) heading_tail: &'a str,
    /// A heading of level 1 was met in the body.
    pub(super) is_below_part: bool,
    /// How many lists are open.
    pub(super) lists: usize,
    pub(super) too_deep: bool,
    pub(super) in_heading: bool,
    /// The tag that ends the heading's link to itself.
    pub(super) heading_end: String,
    /// How the columns of the open table are aligned, the column of its next cell, and whether that is a head's.
    pub(super) columns: (Vec<Alignment>, usize, bool),
    pub(super) tables: u32,
    /// The effort that colouring took.
    pub(super) highlighted: usize,
    pub(super) footnotes: Footnotes<'a>,
    pub(super) marks: Marks,
    /// The passage that was begun last.
    pub(super) passage: Passage,
    /// The lists that tell lessons' lives, which are no part of the text.
    pub(super) lives: BTreeSet<usize>,
    pub(super) read: Read,
}

/// The title of a callout.
pub(super) struct Title {
    /// Its closing tag.
    pub(super) end: &'static str,
}

/// The raw HTML met so far.
#[derive(Default)]
pub(super) struct RawHtml {
    /// Whether some tag of it is published: the whole is then sanitised.
    pub(super) is_published: bool,
    /// The elements that are open, outermost first.
    pub(super) open: Vec<RawElement>,
    /// Of each event, the index of the event that ends what it stands in; made when the first raw HTML is met.
    pub(super) enclosing: Vec<usize>,
    /// The names of the elements that are closed somewhere in the file.
    pub(super) closed: BTreeSet<String>,
    /// What was told not to be published.
    pub(super) told: BTreeSet<String>,
    pub(super) too_deep: bool,
    /// What was made of it, by the index of the event that it begins with.
    pub(super) written: BTreeMap<usize, WrittenRaw>,
}

/// What was made of a piece of raw HTML.
pub(super) struct WrittenRaw {
    pub(super) html: String,
    /// The index of the first event that is no part of it.
    pub(super) next: usize,
}

/// An open element of raw HTML.
pub(super) struct RawElement {
    pub(super) name: String,
    /// The index of the event at which it ends at the latest.
    pub(super) ends_at: usize,
    /// Its opening tag's place.
    pub(super) range: Range<usize>,
    /// Its closing tag was met within a block that it is not in.
    pub(super) is_closed: bool,
    /// What follows its end.
    pub(super) after: String,
}

/// The footnotes met so far.
#[derive(Default)]
pub(super) struct Footnotes<'a> {
    /// By label.
    pub(super) notes: BTreeMap<String, Footnote<'a>>,
    /// The labels, in the order of their numbers.
    pub(super) order: Vec<String>,
    /// What was being written when a note began, and the note's label.
    pub(super) open: Vec<(Vec<Event<'a>>, String)>,
}

/// A footnote, as far as it was met.
#[derive(Default)]
pub(super) struct Footnote<'a> {
    /// Its number, once it was called.
    pub(super) number: Option<usize>,
    /// Its own anchor, once it was called.
    pub(super) anchor: Option<String>,
    /// The anchors of its calls.
    pub(super) calls: Vec<String>,
    pub(super) text: Vec<Event<'a>>,
}

/// The passage that was begun last.
#[derive(Debug, Default)]
pub(super) struct Passage {
    /// The section that a bold line opened.
    pub(super) label: Option<RexSection>,
    /// Of what kind its lessons are, where it holds lessons.
    pub(super) kind: Option<LessonKind>,
    /// Its paragraphs are lessons, since its own heading says that it holds some, and no list does.
    pub(super) is_prose: bool,
    /// The part of a lesson that it is.
    pub(super) part: Option<LessonPart>,
    /// The part that the definition list's last term names.
    pub(super) term: Option<LessonPart>,
    /// An observation was met below the heading.
    pub(super) is_observed: bool,
}

/// An open block and how it is closed.
pub(super) struct Frame {
    pub(super) is_list: bool,
    pub(super) close: Close,
}

pub(super) enum Close {
    /// By its own end event.
    Own,
    /// By this tag, since it was opened by hand.
    Tag(&'static str),
    /// Not at all: it was too deep.
    Nothing,
}

impl Walk<'_, '_> {
    pub(super) fn push_text(&mut self, text: &str) {
        if !self.in_heading {
            self.section().text.push_str(text);
        }
    }

    /// Text of raw HTML, in which white space of any length is one space.
    pub(super) fn push_words(&mut self, text: &str) {
        if self.in_heading {
            return;
        }
        let plain = &mut self.section().text;
        if text.starts_with(char::is_whitespace) {
            push_separator(plain, ' ');
        }
        plain.push_str(&one_line(text));
        if text.ends_with(char::is_whitespace) {
            push_separator(plain, ' ');
        }
    }

    /// The end of a block of raw HTML.
    pub(super) fn end_line(&mut self) {
        if !self.in_heading {
            push_separator(&mut self.section().text, '\n');
        }
    }

    /// HTML of our own.
    pub(super) fn push_html(&mut self, html: impl Into<String>) {
        self.out.push(Event::InlineHtml(html.into().into()));
    }

    /// What stands for a phrase of the interface.
    pub(super) fn phrase(&mut self, phrase: Phrase) -> String {
        self.marks.phrase(phrase)
    }

    pub(super) fn section(&mut self) -> &mut Section {
        let sections = &mut self.read.body.sections;
        if sections.is_empty() {
            sections.push(Section::default());
        }
        let last = sections.len() - 1;
        &mut sections[last]
    }

    pub(super) fn rex_in_force(&self) -> Option<RexSection> {
        self.under.iter().rev().find_map(|(_, _, section)| *section)
    }

    pub(super) fn unique_anchor(&mut self, wanted: &str) -> String {
        let Some(last) = self.used_anchors.get(wanted) else {
            self.used_anchors.insert(wanted.to_owned(), 1);
            return wanted.to_owned();
        };
        let mut number = last + 1;
        while self.used_anchors.contains_key(&format!("{wanted}-{number}")) {
            number += 1;
        }
        let anchor = format!("{wanted}-{number}");
        self.used_anchors.insert(wanted.to_owned(), number);
        self.used_anchors.insert(anchor.clone(), 1);
        anchor
    }

    /// The index of the event that ends what the event at `index` starts.
    pub(super) fn end_of(&self, index: usize) -> usize {
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

    pub(super) fn plain_between(&self, start: usize, end: usize) -> String {
        let mut text = String::new();
        for (event, range) in &self.events[start..end] {
            if range.end > self.skip_to || matches!(event, Event::End(_)) {
                push_plain(&mut text, event);
            }
        }
        text
    }

    pub(super) fn span(&self, range: &Range<usize>) -> Span {
        self.base + range.start..self.base + range.end
    }
}
