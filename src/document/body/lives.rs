//! Lists below lessons that tell what has become of them: `- state: applied`. They are read, and are no part of the text.
//!
//! Apart from lessons, since this is about which list of which block is meant. What always holds: a list is left out of the page only if all of it
//! was read as a life ([`super::super::life`]).

use pulldown_cmark::{Event, Tag};

use super::super::life::{self, Line};
use super::super::matter::LessonLife;
use super::state::Walk;

impl Walk<'_, '_> {
    /// What the lists within the block at `index`, or right below it, say of the lesson with this anchor.
    pub(super) fn life_of(&mut self, index: usize, anchor: &str) -> Option<Box<LessonLife>> {
        let mut life: Option<Box<LessonLife>> = None;
        for list in self.lists_of(index) {
            let Some(lines) = self.lines_of_life(list) else { continue };
            let told = life::life(anchor, &lines, self.reading.path, self.diagnostics);
            match &mut life {
                Some(life) => life.add(told),
                None => life = Some(Box::new(told)),
            }
            self.lives.insert(list);
        }
        life
    }

    /// Whether the list at `index` tells a lesson's life.
    pub(super) fn tells_a_life(&self, index: usize) -> bool {
        self.lines_of_life(index).is_some()
    }

    /// Where the words of the block at `index` end: before the first list that tells its life.
    pub(super) fn end_of_words(&self, index: usize) -> usize {
        let lives = self.lists_of(index).into_iter();
        lives.filter(|list| self.tells_a_life(*list)).min().unwrap_or_else(|| self.end_of(index))
    }

    /// The lists that stand right in the block at `index`; of a paragraph, which can hold none, the one that follows.
    fn lists_of(&self, index: usize) -> Vec<usize> {
        let end = self.end_of(index);
        let is_list = |at: &usize| matches!(self.events.get(*at), Some((Event::Start(Tag::List(_)), _)));
        if self.events[index].0 == Event::Start(Tag::Paragraph) {
            return Some(end + 1).filter(is_list).into_iter().collect();
        }
        let (mut depth, mut lists) = (0_usize, Vec::new());
        for (at, (event, _)) in self.events.iter().enumerate().take(end).skip(index + 1) {
            match event {
                Event::Start(_) => {
                    lists.extend((depth == 0 && is_list(&at)).then_some(at));
                    depth += 1;
                }
                Event::End(_) => depth = depth.saturating_sub(1),
                _ => {}
            }
        }
        lists
    }

    /// The lines of the list at `index`, if they tell a lesson's life.
    fn lines_of_life(&self, index: usize) -> Option<Vec<Line>> {
        let end = self.end_of(index);
        let mut lines = Vec::new();
        let mut at = index + 1;
        while at < end {
            let (Event::Start(Tag::Item), range) = &self.events[at] else { return None };
            let end_of_item = self.end_of(at);
            let is_simple = |(event, _): &(Event<'_>, _)| {
                !matches!(
                    event,
                    Event::Start(Tag::List(_) | Tag::CodeBlock(_) | Tag::Table(_)) | Event::TaskListMarker(_)
                )
            };
            if !self.events[at..end_of_item].iter().all(is_simple) {
                return None;
            }
            let text = self.text.get(range.clone()).map(without_marker)?;
            lines.push(life::line(text.trim_end(), self.span(range))?);
            at = end_of_item + 1;
        }
        life::are_of_a_life(&lines).then_some(lines)
    }
}

/// The text of a list item, without what makes it one.
fn without_marker(item: &str) -> &str {
    let item = item.trim_start();
    let digits = item.trim_start_matches(|letter: char| letter.is_ascii_digit());
    let rest = digits.strip_prefix(['-', '*', '+', '.', ')']).unwrap_or(digits);
    rest.trim_start()
}
