//! Raw HTML in the author's Markdown: what the walk made of it, without its attributes but for addresses and what stands in the place of a picture.

use crate::vocab::html::push_escaped;

use super::super::super::prose::GapPart;
use super::super::raw::{Tag, Token, TokenKind, tokens};
use super::copy::{Closing, Copy};

/// The elements that say something of the words in them; in the order of bytes.
const TELLING: &[&str] = &[
    "b",
    "blockquote",
    "br",
    "caption",
    "code",
    "dd",
    "del",
    "details",
    "div",
    "dl",
    "dt",
    "em",
    "figcaption",
    "figure",
    "h2",
    "h3",
    "h4",
    "h5",
    "h6",
    "hr",
    "i",
    "ins",
    "kbd",
    "li",
    "mark",
    "ol",
    "p",
    "pre",
    "q",
    "s",
    "samp",
    "small",
    "strong",
    "sub",
    "summary",
    "sup",
    "table",
    "tbody",
    "td",
    "tfoot",
    "th",
    "thead",
    "tr",
    "u",
    "ul",
    "var",
];

/// Those of them that begin a block; in the order of bytes.
const BLOCKS: &[&str] = &[
    "blockquote",
    "details",
    "div",
    "dl",
    "figure",
    "h2",
    "h3",
    "h4",
    "h5",
    "h6",
    "hr",
    "ol",
    "p",
    "pre",
    "table",
    "ul",
];

impl Copy<'_, '_, '_> {
    /// A tag within a line; gives the index of the event to go on with.
    pub(super) fn raw_in_line(&mut self, index: usize) -> usize {
        let range = &self.walk.events[index].1;
        self.signs_to(range.start);
        let Some(written) = self.walk.raw.written.get(&index) else {
            self.at = self.at.max(range.end);
            return index + 1;
        };
        self.push_raw(&written.html, "");
        self.at = self.at.max(self.walk.events[written.next - 1].1.end);
        written.next
    }

    /// A block; gives the index of the event to go on with.
    pub(super) fn raw_block(&mut self, index: usize) -> usize {
        let range = &self.walk.events[index].1;
        self.signs_to(range.start);
        self.at = self.at.max(range.end);
        let Some(written) = self.walk.raw.written.get(&index) else { return self.walk.end_of(index) + 1 };
        // What a line of it begins with in a quote or an item.
        let line = self.made.text.rfind('\n').map_or(0, |end| end + 1);
        let of_line = |letter: char| if matches!(letter, '>' | '\t') { letter } else { ' ' };
        let prefix: String = self.made.text[line..].chars().map(of_line).collect();
        let before = self.made.text.len();
        // What begins with an element that is no block, or is not written, would be read as Markdown.
        let is_block = matches!(tokens(&written.html).first(), Some(Token { kind: TokenKind::Open(tag), .. })
            if BLOCKS.binary_search(&tag.name.as_str()).is_ok());
        self.push(if is_block { "" } else { "<div>" });
        let begun = self.made.text.len();
        self.push_raw(written.html.trim_end(), &prefix);
        if self.made.text.len() > begun {
            let end = if is_block { "" } else { "</div>" };
            let blank = format!("{end}\n{}\n", prefix.trim_end());
            self.push(&blank);
        } else {
            self.made.text.truncate(before);
            self.begin_line();
        }
        written.next
    }

    fn push_raw(&mut self, html: &str, prefix: &str) {
        for token in tokens(html) {
            let text = &html[token.range.clone()];
            match &token {
                Token { kind: TokenKind::Text, .. } => {
                    // Where a tag was left out, no line is left blank: that would end the block.
                    let before = self.made.text.trim_end_matches([' ', '\t', '>']);
                    let is_blank = before.ends_with('\n') && text.starts_with('\n');
                    let text = text[usize::from(is_blank)..].replace('\n', &format!("\n{prefix}"));
                    self.push(&text);
                }
                Token { kind: TokenKind::Open(tag), .. } => self.open_element(tag),
                Token { kind: TokenKind::Close(name), .. } if name == "a" => self.close_element(),
                Token { kind: TokenKind::Close(name), .. } if is_telling(name) => {
                    self.push(&format!("</{name}>"));
                }
                _ => {}
            }
        }
    }

    fn open_element(&mut self, tag: &Tag) {
        match tag.name.as_str() {
            "a" => self.open_lead(tag.value("href")),
            "img" => {
                let (alt, source) =
                    (tag.value("alt").unwrap_or_default(), tag.value("src").unwrap_or_default());
                let mut written = String::from("<img src=\"");
                if let Some(link) = self.walk.marks.link(source) {
                    self.push(&written);
                    self.gap(GapPart::Address(link));
                    written.clear();
                }
                written.push_str("\" alt=\"");
                push_escaped(&mut written, alt);
                written.push_str("\">");
                self.push(&written);
            }
            name if is_telling(name) => self.push(&format!("<{name}>")),
            _ => {}
        }
    }

    fn open_lead(&mut self, address: Option<&str>) {
        let closing = match address.map(|address| (address, self.walk.marks.link(address))) {
            Some((_, Some(link))) => {
                self.gap(GapPart::OpenElement(link));
                Closing::Gap(GapPart::CloseElement(link))
            }
            Some((address, None)) if !address.is_empty() => {
                let mut written = String::from("<a href=\"");
                push_escaped(&mut written, address);
                written.push_str("\">");
                self.push(&written);
                Closing::Address(address.to_owned(), "")
            }
            _ => Closing::Nothing,
        };
        self.elements.push(closing);
    }

    fn close_element(&mut self) {
        match self.elements.pop() {
            Some(Closing::Gap(part)) => self.gap(part),
            Some(Closing::Address(..)) => self.push("</a>"),
            Some(Closing::Nothing) | None => {}
        }
    }
}

fn is_telling(name: &str) -> bool {
    TELLING.binary_search(&name).is_ok()
}

#[cfg(test)]
mod tests {
    use super::TELLING;

    #[test]
    fn the_elements_are_in_order() {
        assert!(TELLING.is_sorted() && super::BLOCKS.is_sorted());
    }
}
