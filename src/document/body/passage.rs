//! Passages: what stands below a heading, or below a bold line that serves as one, until the next.
//!
//! A passage has a section of an experience report, of its own or the heading's above. Apart from headings, since a bold line is none: it has no anchor, and
//! is not in the table of contents. What always holds: what a passage is depends on the text up to its end alone, and each event is looked at once for
//! it.

use pulldown_cmark::{Event, Tag};

use crate::vocab::section::RexSection;

use super::super::outline::LessonKind;
use super::super::rex::{self, LessonPart};
use super::state::{Passage, Walk};

/// How many paragraphs of a passage may be lessons each; more are an essay.
const MOST_PARAGRAPHS: usize = 8;

impl Walk<'_, '_> {
    /// The section that a heading opens: by its words or, for an observation, by the parts of a lesson that follow.
    pub(super) fn section_of(&self, index: usize, text: &str) -> Option<RexSection> {
        let section = rex::recognise(text, self.reading.sections);
        let is_alone = || self.rex_in_force().and_then(LessonKind::of).is_none();
        if section.is_none()
            && rex::lesson_part(text) == Some(LessonPart::Observation)
            && is_alone()
            && self.is_told_in_parts(index)
        {
            return Some(RexSection::Lessons);
        }
        section
    }

    /// Whether the heading at `index` is followed by those of a lesson's other parts.
    fn is_told_in_parts(&self, index: usize) -> bool {
        let Event::Start(Tag::Heading { level, .. }) = &self.events[index].0 else { return false };
        let headings = (index + 1..self.events.len()).filter_map(|at| match &self.events[at].0 {
            Event::Start(Tag::Heading { level, .. }) => Some((at, *level)),
            _ => None,
        });
        let siblings =
            headings.take_while(|(_, other)| other >= level).filter(|(_, other)| other == level).take(3);
        let is_part = |at: usize| {
            let text = self.plain_between(at + 1, self.end_of(at));
            matches!(rex::lesson_part(&text), Some(LessonPart::Discussion | LessonPart::Recommendation))
        };
        siblings.into_iter().any(|(at, _)| is_part(at))
    }

    /// Begins the passage of a heading that ends at `end`.
    pub(super) fn begin_passage(&mut self, end: usize, text: &str) {
        let part = rex::lesson_part(text);
        let is_own = self.under.last().is_some_and(|(_, _, section)| section.is_some());
        self.passage =
            Passage { is_observed: self.passage.is_observed && part.is_some(), ..Passage::default() };
        self.go_on(end, part, is_own);
    }

    /// Begins the passage of a bold line, the paragraph that ends at `end`.
    pub(super) fn begin_labelled(&mut self, end: usize, label: &str) {
        let section = rex::recognise(label, self.reading.sections);
        self.passage.label = section;
        let is_own = section.is_some() || self.under.last().is_some_and(|(_, _, section)| section.is_some());
        self.go_on(end, rex::lesson_part(label), is_own);
    }

    fn go_on(&mut self, end: usize, part: Option<LessonPart>, is_own: bool) {
        self.passage.kind = self.section_in_force().and_then(LessonKind::of);
        let is_observation = part == Some(LessonPart::Observation);
        self.passage.part = part.filter(|_| is_observation || self.passage.is_observed);
        let may_be_prose = self.passage.kind.is_some() && (is_own || is_observation);
        self.passage.is_prose = may_be_prose && self.is_prose(end + 1);
        self.passage.is_observed |= is_observation && self.passage.kind.is_some();
    }

    /// Whether the passage that begins at `start` is a few paragraphs without a list or table.
    fn is_prose(&self, start: usize) -> bool {
        let (mut paragraphs, mut at) = (0, start);
        while let Some((event, range)) = self.events.get(at) {
            match event {
                Event::Start(Tag::Heading { .. }) => break,
                Event::Start(Tag::List(_)) if self.tells_a_life(at) => at = self.end_of(at),
                Event::Start(Tag::List(_) | Tag::Table(_) | Tag::DefinitionList) => return false,
                Event::Start(Tag::Paragraph) if bold_line(&self.text[range.clone()]).is_some() => break,
                Event::Start(Tag::Paragraph) => paragraphs += 1,
                _ => {}
            }
            at += 1;
        }
        paragraphs <= MOST_PARAGRAPHS
    }

    /// The section in force: that of the bold line above, else that of the innermost heading that has one.
    pub(super) fn section_in_force(&self) -> Option<RexSection> {
        self.passage.label.or_else(|| self.rex_in_force())
    }
}

/// The words of a paragraph that is in bold as a whole: `**Forces**`, `**Drawbacks:**`, `__Next__ :`.
pub(super) fn bold_line(paragraph: &str) -> Option<&str> {
    if !paragraph.starts_with("**") && !paragraph.starts_with("__") {
        return None;
    }
    let without_colon = |text| str::trim_end(str::trim_end(text).trim_end_matches(':'));
    let (mark, line) = without_colon(paragraph).split_at(2);
    let words = line.strip_suffix(mark).filter(|words| !words.contains(mark) && !words.contains('\n'))?;
    let words = without_colon(words.trim());
    (!words.is_empty()).then_some(words)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn bold_lines_are_bold_as_a_whole() {
        for line in ["**Forces**", "**Forces:**", "**Forces** :\n", "__Forces__", "** Forces : **"] {
            assert_eq!(bold_line(line), Some("Forces"), "{line}");
        }
        for line in
            ["**", "****", "** **", "**a** and **b**", "**a** b", "a **b**", "**a\nb**", "*a*", "__a**"]
        {
            assert_eq!(bold_line(line), None, "{line}");
        }
    }
}
