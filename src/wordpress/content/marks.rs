//! Markdown that is known already waits behind marks while the HTML around it becomes Markdown.
//!
//! What always holds: a mark is made of characters for private use, which no clean text has (`harvest/reading/plain.rs`), and nobody else makes one, however
//! it is written; what waits holds no mark; each is put back once.

use std::borrow::Cow;

use crate::harvest::reading::plain::is_private;
use crate::harvest::reading::prose;

/// What waits; nothing where it has been put back.
#[derive(Debug, Default)]
pub(super) struct Marks(Vec<Option<String>>);

const OPEN: char = '\u{e000}';
const CLOSE: char = '\u{e001}';

/// What stands before a block in its line (marks of lists and of quotations) is no longer.
const WIDEST: usize = 400;

impl Marks {
    /// HTML that stands for a block of Markdown.
    pub(super) fn block(&mut self, markdown: impl Into<String>) -> String {
        format!("\n<p>{}</p>\n", self.inline(markdown))
    }

    /// HTML that stands for a part of a line.
    pub(super) fn inline(&mut self, markdown: impl Into<String>) -> String {
        let mut markdown = markdown.into();
        markdown.retain(|letter| !is_private(letter));
        self.0.push(Some(markdown));
        format!("{OPEN}{}{CLOSE}", self.0.len() - 1)
    }

    /// HTML with marks in it as Markdown, with what waited in its place.
    pub(super) fn markdown(&mut self, html: &str) -> String {
        self.put_back(&prose::of_whole_html(&without_private_references(html)))
    }

    /// The Markdown with what waited in its place: in a list or a quotation, all of its lines are.
    fn put_back(&mut self, text: &str) -> String {
        let mut out = Text { written: String::with_capacity(text.len()), line: 0 };
        let mut pieces = text.split(OPEN);
        out.push(pieces.next().unwrap_or_default());
        for piece in pieces {
            let length = piece.find(|letter: char| !letter.is_ascii_digit()).unwrap_or(piece.len());
            let (number, rest) = piece.split_at(length);
            let waiting = number.parse().ok().and_then(|number: usize| self.0.get_mut(number));
            match (rest.strip_prefix(CLOSE), waiting) {
                (Some(rest), Some(waiting)) => {
                    out.put(&waiting.take().unwrap_or_default());
                    out.push(rest);
                }
                _ => out.push(piece),
            }
        }
        out.written
    }
}

/// A text as it is put together, and where its last line begins.
struct Text {
    written: String,
    line: usize,
}

impl Text {
    fn push(&mut self, text: &str) {
        if let Some(at) = text.rfind('\n') {
            self.line = self.written.len() + at + 1;
        }
        self.written.push_str(text);
    }

    /// Adds what waited: with what begins the line before each of its lines, or in one line where words stand before it.
    fn put(&mut self, waited: &str) {
        if !waited.contains('\n') {
            return self.written.push_str(waited);
        }
        let line = &self.written[self.line..];
        let begins = line.len() <= WIDEST
            && line.chars().all(|letter| letter.is_whitespace() || "*->.0123456789".contains(letter));
        if !begins {
            return self.written.push_str(&waited.replace('\n', " "));
        }
        let prefix: String = line.chars().map(|letter| if letter == '>' { '>' } else { ' ' }).collect();
        self.push(&waited.replace('\n', &format!("\n{prefix}")));
    }
}

/// HTML with a blank in the place of each reference to a character for private use.
fn without_private_references(html: &str) -> Cow<'_, str> {
    let mut out = String::new();
    let mut at = 0;
    for (start, _) in html.match_indices("&#") {
        let rest = &html[start + 2..];
        let (digits, radix) = rest.strip_prefix(['x', 'X']).map_or((rest, 10), |digits| (digits, 16));
        let length = digits.find(|letter: char| !letter.is_digit(radix)).unwrap_or(digits.len());
        // However many zeros stand before it.
        let code = digits[..length].chars().filter_map(|digit| digit.to_digit(radix));
        let code = code.fold(0_u32, |code, digit| code.saturating_mul(radix).saturating_add(digit));
        if char::from_u32(code).is_some_and(is_private) {
            out.push_str(&html[at..start]);
            out.push(' ');
            let rest = &digits[length..];
            at = html.len() - rest.strip_prefix(';').unwrap_or(rest).len();
        }
    }
    if at == 0 {
        return html.into();
    }
    out.push_str(&html[at..]);
    out.into()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_waited_stands_where_its_mark_was() {
        let mut marks = Marks::default();
        let mut code = || marks.inline("```\na\n```");
        let text = format!("{}\n\n1.  {}\n\n> {}\n\n| a {} | ", code(), code(), code(), code());
        let comment = marks.inline("<!-- x -->");
        assert_eq!(
            marks.put_back(&format!("{text}{comment}")),
            "```\na\n```\n\n1.  ```\n    a\n    ```\n\n> ```\n> a\n> ```\n\n| a ``` a ``` | <!-- x -->"
        );
    }

    #[test]
    fn nobody_else_makes_a_mark() {
        let mut marks = Marks::default();
        let code = marks.block("code \u{e000}0\u{e001}");
        for forged in [
            "&#xE000;0&#xE001;",
            "&#57344;0&#57345;",
            "&#x000e000 0&#XE001",
            "&#&#xE000;xE000;0&#xE001;",
            "&amp;#xE000;0&amp;#xE001;",
        ] {
            let read = marks.markdown(&format!("<p>a {forged} b</p>"));
            assert!(!read.contains("code") && !read.contains(is_private), "{forged}: {read}");
        }
        assert_eq!(marks.markdown(&code).trim(), "code 0");
        assert_eq!(marks.put_back("\u{e000}0\u{e001}|\u{e000}9"), "|9", "each is put back once");
    }

    /// Were the line looked through for each mark, this would take minutes.
    #[test]
    fn many_marks_stand_in_one_line() {
        let mut marks = Marks::default();
        let line: String = (0..100_000).map(|_| marks.inline("<!--\n-->")).collect();
        assert_eq!(marks.put_back(&format!("a{line}")).len(), 1 + 800_000);
    }

    #[test]
    fn a_long_line_is_repeated_before_nothing() {
        let mut marks = Marks::default();
        let mark = marks.inline("\n".repeat(1000));
        assert!(marks.put_back(&format!("{}{mark}", "1".repeat(1000))).len() < 2100);
    }
}
