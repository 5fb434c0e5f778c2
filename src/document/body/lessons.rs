//! List items and block quotes that are lessons or actions.

use pulldown_cmark::{Event, Tag};

use crate::vocab::diagnostic::{Code, Diagnostic, nearest};
use crate::vocab::spanned::Span;

use super::super::outline::{Action, Lesson, LessonKind};
use super::super::prose::RexSection;
use super::super::rex;
use super::super::text::one_line;
use super::items;
use super::state::Walk;

impl Walk<'_, '_> {
    /// The opening tag of a list item that is a lesson or an action.
    pub(super) fn item(&mut self, index: usize) -> Option<(String, &'static str)> {
        if self.lists != 1 {
            return None;
        }
        let section = self.rex_in_force()?;
        let end = self.end_of(index);
        let span = self.span(&self.events[index].1);
        let text = one_line(&self.text_of_item(index + 1, end));
        if text.is_empty() {
            return None;
        }
        if let Some(kind) = rex::lesson_kind(section) {
            if !items::says_something(&text) {
                return None;
            }
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

    /// The plain text of a list item, without that of lists in it.
    fn text_of_item(&self, start: usize, end: usize) -> String {
        let mut text = String::new();
        let mut at = start;
        while at < end {
            let list = (at..end).find(|index| matches!(self.events[*index].0, Event::Start(Tag::List(_))));
            text.push_str(&self.plain_between(at, list.unwrap_or(end)));
            text.push(' ');
            at = list.map_or(end, |list| self.end_of(list) + 1);
        }
        text
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
        let end = self.end_of(index);
        let text = one_line(&self.plain_between(index + 1, end));
        let attributes = self.lesson(kind, text, self.span(&self.events[index].1));
        Some((format!("<blockquote {attributes}>\n"), "</blockquote>"))
    }

    pub(super) fn lesson(&mut self, kind: LessonKind, text: String, span: Span) -> String {
        let anchor = self.unique_anchor(&items::anchor("lesson", &text));
        let attributes = format!("id=\"{anchor}\" class=\"lesson lesson-{}\"", kind.name());
        let under = self.under.iter().map(|(_, anchor, _)| anchor.clone()).collect();
        self.read.anchors.push(anchor.clone());
        self.read.lessons.push(Lesson { anchor, kind, text, span, under });
        attributes
    }
}
