//! A text with one more line below a lesson: the author's formatting stays as it is.
//!
//! Comes in: a text, and the lesson as it was read from it. Goes out: the text with the line in the list that tells the lesson's life, which is begun where
//! there is none. What always holds: nothing else of the text changes. Whoever writes it reads it again first, and sees that it says what was meant.

use super::outline::Lesson;

/// The text with these lines (`same_as: …`) below a lesson.
pub(crate) fn with_lines(text: &str, lesson: &Lesson, lines: &[String]) -> Option<String> {
    let block = text.get(lesson.span.clone())?;
    let start = text[..lesson.span.start].rfind('\n').map_or(0, |at| at + 1);
    let before = &text[start..lesson.span.start];
    let end = lesson.span.start + block.trim_end().len();
    let ending = if text.contains("\r\n") { "\r\n" } else { "\n" };
    let margin = format!("{}{}", continued(before), margin_of(block));
    let mut amended = text[..end].to_owned();
    for line in lines {
        amended.extend([ending, margin.as_str(), "- ", line.as_ref()]);
    }
    amended.push_str(&text[end..]);
    Some(amended)
}

/// What stands before the block on its first line, as it goes on below: quotes stay, all else is room.
fn continued(before: &str) -> String {
    before.chars().map(|letter| if matches!(letter, '>' | '\t') { letter } else { ' ' }).collect()
}

/// What what stands in a block is moved in by: the width of a list item's or definition's mark, or a quote's.
fn margin_of(block: &str) -> String {
    if block.starts_with('>') {
        return "> ".to_owned();
    }
    let digits = block.chars().take_while(char::is_ascii_digit).count();
    let mark = &block[digits..];
    let is_item = mark.starts_with(['-', '*', '+', ':']) || (digits > 0 && mark.starts_with(['.', ')']));
    if !is_item {
        return String::new();
    }
    let room = mark[1..].chars().take_while(|letter| *letter == ' ').count();
    // Five spaces and more begin code.
    " ".repeat(digits + 1 + if (1..=4).contains(&room) { room } else { 1 })
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::document::{Options, Place, parse};
    use crate::vocab::path::ContentPath;

    fn read(text: &str) -> crate::document::Document {
        let path = ContentPath::new("content/reports/x.md").unwrap();
        parse(Place::of(&path, "reports/x.md").unwrap(), text.as_bytes(), &Options::default())
    }

    #[test]
    fn a_line_is_added_where_the_lesson_stands_and_is_read_as_meant() {
        for (before, after) in [
            (
                "- One lesson here.\n- Another one.\n",
                "- One lesson here.\n  - same_as: x#y\n- Another one.\n",
            ),
            (
                "1. One lesson here.\n2. Another one.",
                "1. One lesson here.\n   - same_as: x#y\n2. Another one.",
            ),
            (
                "*   One lesson here,\n    told in two lines.\n    - state: observed\n\n*   Another one.\n",
                "*   One lesson here,\n    told in two lines.\n    - state: observed\n    - same_as: x#y\n\n*   Another one.\n",
            ),
            (
                "> [!LESSON]\n> One lesson here.\n\nText.\n",
                "> [!LESSON]\n> One lesson here.\n> - same_as: x#y\n\nText.\n",
            ),
            ("One lesson here.\n", "One lesson here.\n- same_as: x#y\n"),
            (
                "- One lesson here.\r\n- Another.\r\n",
                "- One lesson here.\r\n  - same_as: x#y\r\n- Another.\r\n",
            ),
        ] {
            let head = "+++\ntitle = \"X\"\n+++\n\n## Lessons learned\n\n";
            let text = format!("{head}{before}");
            let first = read(&text).outline.lessons[0].clone();
            let amended = with_lines(&text, &first, &["same_as: x#y".to_owned()]).unwrap();
            assert_eq!(amended, format!("{head}{after}"));
            let again = read(&amended);
            assert_eq!(again.diagnostics, [], "{amended}");
            let life = again.outline.lessons[0].life.as_ref().unwrap();
            assert_eq!(life.same_as[0].value, "x#y");
            let texts = |document: &crate::document::Document| {
                document.outline.lessons.iter().map(|lesson| lesson.text.clone()).collect::<Vec<_>>()
            };
            assert_eq!(texts(&again), texts(&read(&text)));
            assert_eq!(again.body.html, read(&text).body.html, "the page does not print it");
        }
    }
}
