//! List items, paragraphs, definitions and block quotes that are lessons or actions.
//!
//! What is one depends on the passage that it stands in ([`super::passage`]). A lesson that is told in parts (observation, discussion, conclusion,
//! recommendation) has its observation as its statement; its recommendation is advice of its own.

use pulldown_cmark::{Event, Tag, TagEnd};

use crate::vocab::diagnostic::{Code, Diagnostic, nearest};
use crate::vocab::section::RexSection;

use super::super::life;
use super::super::outline::{Action, ActionState, Lesson, LessonKind};
use super::super::rex::{self, LessonPart};
use super::super::text::one_line;
use super::passage::bold_line;
use super::state::Walk;
use super::{items, statements};

impl Walk<'_, '_> {
    /// The opening tag of a list item that is a lesson or an action.
    pub(super) fn item(&mut self, index: usize) -> Option<(String, &'static str)> {
        if self.lists == 0 || self.lists > 2 {
            return None;
        }
        let section = self.section_in_force()?;
        if let Some(kind) = LessonKind::of(section) {
            let text = self.own_words(index);
            let (kind, statement) = match self.part_of_lesson(&text, kind) {
                Told::Whole if self.lists == 1 && !self.is_item_in_parts(index) => (kind, text.as_str()),
                Told::Statement(kind, statement) => (kind, statement),
                Told::Whole | Told::Aside => return None,
            };
            if !self.is_statement(statement) {
                return None;
            }
            let attributes = self.lesson(kind, statement.to_owned(), index);
            return Some((format!("\n<li {attributes}>"), "</li>"));
        }
        if section != RexSection::Actions || self.lists != 1 {
            return None;
        }
        let text = self.own_words(index);
        if text.is_empty() || statements::is_placeholder(&text) {
            return None;
        }
        let state = self.state_of_action(index);
        let range = self.events[index].1.clone();
        let lessons = life::places_named(&self.text[range.clone()]);
        let mut action = Action { lessons, ..items::action(&text, state, self.span(&range)) };
        // It stays when the action is given to somebody else, or another day.
        action.anchor = self.unique_anchor(&items::anchor("action", &action.text));
        let tag = format!("\n<li id=\"{}\" class=\"action\">", action.anchor);
        self.read.actions.push(action);
        Some((tag, "</li>"))
    }

    /// What has become of the action that an item is: its box is ticked, or all that it says before its brackets is struck through.
    fn state_of_action(&self, index: usize) -> ActionState {
        let item = &self.events[index..self.end_of(index)];
        if item.iter().any(|(event, _)| *event == Event::TaskListMarker(true)) {
            return ActionState::Done;
        }
        let is_before = |event: &Event<'_>| match event {
            Event::Start(Tag::Item | Tag::Paragraph) | Event::TaskListMarker(_) => true,
            Event::Text(text) => text.trim().is_empty(),
            _ => false,
        };
        let mut said = item.iter().map(|(event, _)| event).skip_while(|event| is_before(event));
        if said.next() != Some(&Event::Start(Tag::Strikethrough)) {
            return ActionState::Open;
        }
        let is_blank = |event: &Event<'_>| match event {
            Event::Text(text) => text.trim().is_empty(),
            Event::SoftBreak | Event::HardBreak => true,
            _ => false,
        };
        let mut after = said.skip_while(|event| **event != Event::End(TagEnd::Strikethrough)).skip(1);
        match after.find(|event| !is_blank(event)) {
            Some(Event::Text(text)) if text.trim_start().starts_with('(') => ActionState::Dropped,
            // Its reasons may stand below.
            None | Some(Event::End(_) | Event::Start(Tag::Paragraph | Tag::List(_) | Tag::BlockQuote(_))) => {
                ActionState::Dropped
            }
            Some(_) => ActionState::Open,
        }
    }

    /// Passes an event on as it is, but for a block that tells a lesson: a paragraph that stands in no list or quote, or a definition.
    pub(super) fn pass_on(&mut self, index: usize) {
        let event = &self.events[index].0;
        let tag = match event {
            Event::Start(Tag::Paragraph) if self.frames.is_empty() && self.footnotes.open.is_empty() => {
                self.paragraph(index)
            }
            Event::Start(Tag::DefinitionListTitle) => {
                self.term(index);
                None
            }
            Event::Start(Tag::DefinitionListDefinition) => self.definition(index),
            _ => None,
        };
        self.out.push(tag.map_or_else(|| event.clone(), |tag| Event::Html(tag.into())));
    }

    /// The opening tag of a paragraph that is a lesson: one of a passage without a list. A bold line begins a passage.
    fn paragraph(&mut self, index: usize) -> Option<String> {
        if let Some(label) = bold_line(&self.text[self.events[index].1.clone()]) {
            self.begin_labelled(self.end_of(index), label);
            return None;
        }
        let kind = self.passage.kind?;
        let text = one_line(&self.plain_between(index + 1, self.end_of(index)));
        let (kind, statement) = match self.part_of_lesson(&text, kind) {
            // What leads to a list of another sort, or to a picture, is no statement.
            Told::Whole if self.passage.is_prose && !text.ends_with(':') => (kind, text.as_str()),
            Told::Statement(kind, statement) => (kind, statement),
            Told::Whole | Told::Aside => return None,
        };
        let statement = statements::first_sentence(statement);
        if !self.is_statement(&statement) {
            return None;
        }
        // An observation is one statement, however long it is told.
        self.passage.is_prose &= self.passage.part != Some(LessonPart::Observation);
        let attributes = self.lesson(kind, statement, index);
        Some(format!("<p {attributes}>"))
    }

    /// Notes what part of a lesson a term of a definition list names.
    fn term(&mut self, index: usize) {
        if self.passage.kind.is_some() {
            self.passage.term = rex::lesson_part(&self.plain_between(index + 1, self.end_of(index)));
        }
    }

    /// The opening tag of a definition that is a part of a lesson.
    fn definition(&mut self, index: usize) -> Option<String> {
        let (kind, part) = (self.passage.kind?, self.passage.term?);
        let text = self.own_words(index);
        let Told::Statement(kind, statement) = self.as_part(part, &text, kind) else { return None };
        let statement = statements::first_sentence(statement);
        if !self.is_statement(&statement) {
            return None;
        }
        let attributes = self.lesson(kind, statement, index);
        Some(format!("<dd {attributes}>"))
    }

    fn is_statement(&self, text: &str) -> bool {
        statements::is_statement(text) && !self.reading.names.has(text)
    }

    /// What a text in a passage with lessons of this kind is of a lesson.
    fn part_of_lesson<'t>(&mut self, text: &'t str, kind: LessonKind) -> Told<'t> {
        if let Some((part, rest)) = statements::labelled(text)
            && (self.passage.is_observed || part == LessonPart::Observation)
        {
            return self.as_part(part, rest, kind);
        }
        match self.passage.part {
            Some(LessonPart::Discussion | LessonPart::Conclusion) => Told::Aside,
            Some(LessonPart::Recommendation) if self.lists <= 1 => {
                Told::Statement(LessonKind::Practice, text)
            }
            _ => Told::Whole,
        }
    }

    fn as_part<'t>(&mut self, part: LessonPart, text: &'t str, kind: LessonKind) -> Told<'t> {
        match part {
            LessonPart::Observation => {
                self.passage.is_observed = true;
                Told::Statement(kind, text)
            }
            LessonPart::Recommendation => Told::Statement(LessonKind::Practice, text),
            LessonPart::Discussion | LessonPart::Conclusion => Told::Aside,
        }
    }

    /// Whether the parts of the lesson at `index` are the items of its own list.
    fn is_item_in_parts(&self, index: usize) -> bool {
        let end = self.end_of(index);
        let inner = (index + 1..end).find(|at| self.events[*at].0 == Event::Start(Tag::Item));
        let part = inner.and_then(|at| Some(statements::labelled(&self.own_words(at))?.0));
        part == Some(LessonPart::Observation)
    }

    /// The words of an item or a definition itself: its first paragraph, without lists and whatever else stands in it.
    fn own_words(&self, index: usize) -> String {
        let is_end = |event: &Event<'_>| {
            matches!(
                event,
                Event::End(TagEnd::Paragraph | TagEnd::Item | TagEnd::DefinitionListDefinition)
                    | Event::Start(
                        Tag::List(_)
                            | Tag::CodeBlock(_)
                            | Tag::BlockQuote(_)
                            | Tag::Table(_)
                            | Tag::Heading { .. }
                            | Tag::HtmlBlock
                            | Tag::DefinitionList
                    )
            )
        };
        let length = self.events[index + 1..].iter().position(|(event, _)| is_end(event)).unwrap_or_default();
        one_line(&self.plain_between(index + 1, index + 1 + length))
    }

    /// The opening tag of a block quote that begins with `[!LESSON]`.
    pub(super) fn lesson_quote(&mut self, index: usize) -> Option<(String, &'static str)> {
        let (Event::Start(Tag::Paragraph), first) = self.events.get(index + 1)? else { return None };
        let start = first.start;
        let marker = items::marker(&self.text[start..])?;
        let kind = marker.kind.unwrap_or_else(|word| {
            let names = ["practice", "success", "failure", "surprise"];
            let mut diagnostic = Diagnostic::warning(
                Code::UnknownLessonKind,
                self.reading.path,
                format!("`{word}` is no kind of lesson: it may be practice, success, failure or surprise"),
            )
            .with_span(self.base + start..self.base + start + marker.len);
            diagnostic.hints.extend(nearest(word, names).map(|near| format!("did you mean `{near}`?")));
            self.diagnostics.push(diagnostic);
            LessonKind::Practice
        });
        self.skip_to = start + marker.len;
        let text = one_line(&self.plain_between(index + 1, self.end_of_words(index)));
        let attributes = self.lesson(kind, text, index);
        Some((format!("<blockquote {attributes}>\n"), "</blockquote>"))
    }

    /// Notes the lesson that the block at `index` tells; gives the attributes of its tag.
    fn lesson(&mut self, kind: LessonKind, text: String, index: usize) -> String {
        let anchor = self.unique_anchor(&items::anchor("lesson", &text));
        let (span, life) = (self.span(&self.events[index].1), self.life_of(index, &anchor));
        let attributes = format!("id=\"{anchor}\" class=\"lesson lesson-{}\"", kind.name());
        let under = self.under.iter().map(|(_, anchor, _)| anchor.clone()).collect();
        self.read.anchors.push(anchor.clone());
        self.read.lessons.push(Lesson { anchor, kind, text, span, under, life });
        attributes
    }
}

/// What a text is of a lesson.
enum Told<'t> {
    /// A lesson by itself.
    Whole,
    /// Its statement, or advice that follows from it.
    Statement(LessonKind, &'t str),
    /// What explains it.
    Aside,
}
