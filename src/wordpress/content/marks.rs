//! Markdown that is known already waits behind marks while the HTML around it becomes Markdown.
//!
//! What always holds: a mark is made of characters for private use, which no clean text has (`harvest/reading/plain.rs`); each is put back once.

/// What waits.
#[derive(Debug, Default)]
pub(super) struct Marks(Vec<String>);

const OPEN: char = '\u{e000}';
const CLOSE: char = '\u{e001}';

impl Marks {
    /// HTML that stands for a block of Markdown.
    pub(super) fn block(&mut self, markdown: impl Into<String>) -> String {
        format!("\n<p>{}</p>\n", self.inline(markdown))
    }

    /// HTML that stands for a part of a line.
    pub(super) fn inline(&mut self, markdown: impl Into<String>) -> String {
        self.0.push(markdown.into());
        format!("{OPEN}{}{CLOSE}", self.0.len() - 1)
    }

    /// The Markdown with what waited in its place: in a list or a quotation, all of its lines are.
    pub(super) fn put_back(&self, text: &str) -> String {
        let mut out = String::with_capacity(text.len());
        let mut rest = text;
        while let Some(at) = rest.find(OPEN) {
            out.push_str(&rest[..at]);
            rest = &rest[at + OPEN.len_utf8()..];
            let Some((number, after)) = rest.split_once(CLOSE) else { continue };
            let Some(waited) = number.parse().ok().and_then(|number: usize| self.0.get(number)) else {
                continue;
            };
            rest = after;
            // What stands in code there holds marks itself.
            let waited = if waited.contains(OPEN) { self.put_back(waited) } else { waited.clone() };
            if !waited.contains('\n') {
                out.push_str(&waited);
                continue;
            }
            let line = out.rsplit('\n').next().unwrap_or_default();
            let begins =
                line.chars().all(|letter| letter.is_whitespace() || "*->.0123456789".contains(letter));
            let prefix: String = line.chars().map(|letter| if letter == '>' { '>' } else { ' ' }).collect();
            let joint = if begins { format!("\n{prefix}") } else { " ".to_owned() };
            out.push_str(&waited.replace('\n', &joint));
        }
        out.push_str(rest);
        out
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_waited_stands_where_its_mark_was() {
        let mut marks = Marks::default();
        let code = marks.inline("```\na\n```");
        let comment = marks.inline("<!-- x -->");
        assert_eq!(
            marks.put_back(&format!("{code}\n\n1.  {code}\n\n> {code}\n\n| a {code} | {comment}")),
            "```\na\n```\n\n1.  ```\n    a\n    ```\n\n> ```\n> a\n> ```\n\n| a ``` a ``` | <!-- x -->"
        );
        assert_eq!(marks.put_back("\u{e000}9\u{e001} \u{e000}"), "9\u{e001} ");
    }
}
