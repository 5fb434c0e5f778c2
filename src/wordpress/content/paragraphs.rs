//! Paragraphs as WordPress makes them of posts that were written without blocks: a blank line parts two, a line's end is a line's end.
//!
//! Comes in: HTML whose paragraphs may be missing. Goes out: HTML that has them. Pure. What always holds: no word is lost; what has paragraphs already keeps them.

use crate::harvest::reading::elements::{Part, Parts, Tag};

/// The text with its paragraphs.
pub(super) fn paragraphs(html: &str) -> String {
    let mut writer =
        Writer { out: String::with_capacity(html.len() + 64), run: String::new(), open: Vec::new() };
    for part in Parts::new(html) {
        match part {
            Part::Words(words) => writer.run.push_str(words),
            Part::Comment(_) => {}
            Part::Tag(tag) if is_block(&tag.name) => writer.block(&tag),
            Part::Tag(tag) => writer.run.push_str(tag.written),
        }
    }
    writer.flush();
    writer.out
}

/// Whether an element of this name stands in no line.
pub(super) fn is_block(name: &str) -> bool {
    holding(name).is_some() || ["hr", "link", "meta"].contains(&name)
}

/// What an element holds.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Holding {
    /// Paragraphs.
    Paragraphs,
    /// Paragraphs where there are several, else a line.
    Either,
    /// Lines.
    Lines,
    /// Words, whose line ends say nothing.
    Words,
    /// Other elements.
    Elements,
}

fn holding(name: &str) -> Option<Holding> {
    Some(match name {
        "article" | "aside" | "blockquote" | "body" | "center" | "details" | "div" | "fieldset"
        | "footer" | "form" | "header" | "html" | "main" | "nav" | "section" => Holding::Paragraphs,
        "dd" | "figure" | "li" | "td" | "th" => Holding::Either,
        "address" | "figcaption" | "p" => Holding::Lines,
        "caption" | "dt" | "h1" | "h2" | "h3" | "h4" | "h5" | "h6" | "legend" | "pre" | "summary" => {
            Holding::Words
        }
        "colgroup" | "dl" | "ol" | "table" | "tbody" | "tfoot" | "thead" | "tr" | "ul" => Holding::Elements,
        _ => return None,
    })
}

struct Writer {
    out: String,
    /// Words and elements of lines since the last block's tag.
    run: String,
    open: Vec<String>,
}

impl Writer {
    fn block(&mut self, tag: &Tag<'_>) {
        self.flush();
        let is_single = holding(&tag.name).is_none() || tag.written.ends_with("/>");
        if tag.is_end {
            // Of elements that were left open, those within end with it.
            if let Some(at) = self.open.iter().rev().take(FAR).position(|name| *name == tag.name) {
                self.open.truncate(self.open.len() - 1 - at);
            }
        } else {
            let ends_by_itself = |name: &String| {
                name == "p" || (*name == tag.name && ["li", "td", "th", "dt", "dd"].contains(&name.as_str()))
            };
            if self.open.last().is_some_and(ends_by_itself) {
                self.open.pop();
            }
            if !is_single {
                self.open.push(tag.name.clone());
            }
        }
        self.out.push_str(tag.written);
    }

    /// Writes the run as what the innermost element holds.
    fn flush(&mut self) {
        let run = std::mem::take(&mut self.run);
        let holding =
            self.open.last().map_or(Holding::Paragraphs, |name| holding(name).unwrap_or(Holding::Paragraphs));
        let parts = parted(&run);
        if parts.is_empty() {
            // A blank between two elements of a line says nothing between blocks.
            return self.out.push('\n');
        }
        match holding {
            Holding::Elements | Holding::Words => self.out.push_str(&run),
            Holding::Lines => self.out.push_str(&parts.join("<br><br>")),
            Holding::Either if parts.len() == 1 => self.out.push_str(&parts[0]),
            Holding::Either | Holding::Paragraphs => {
                for part in parts {
                    self.out.push_str(&format!("\n<p>{part}</p>\n"));
                }
            }
        }
    }
}

/// An end is looked for so many elements up.
const FAR: usize = 100;

/// The parts of a text between blank lines, with breaks at the ends of lines.
fn parted(run: &str) -> Vec<String> {
    let mut parts: Vec<String> = Vec::new();
    let mut is_open = false;
    for line in run.lines() {
        let line = line.trim();
        if line.is_empty() {
            is_open = false;
            continue;
        }
        match parts.last_mut() {
            Some(part) if is_open => {
                let has_break = ["<br>", "<br/>", "<br />"].iter().any(|tag| part.ends_with(tag));
                part.push_str(if has_break { "" } else { "<br>" });
                part.push_str(line);
            }
            _ => parts.push(line.to_owned()),
        }
        is_open = true;
    }
    parts
}

#[cfg(test)]
mod tests {
    use super::*;

    fn read(html: &str) -> String {
        paragraphs(html).split('\n').filter(|line| !line.is_empty()).collect::<Vec<_>>().join(" ")
    }

    #[test]
    fn blank_lines_part_paragraphs() {
        for (html, wanted) in [
            ("a\nb\n\nc <em>d\n\ne</em>", "<p>a<br>b</p> <p>c <em>d</p> <p>e</em></p>"),
            ("a\n<h2>b\nc</h2>\nd", "<p>a</p> <h2>b c</h2> <p>d</p>"),
            ("<p>a\nb</p>\n\nc<br />\nd", "<p>a<br>b</p> <p>c<br />d</p>"),
            (
                "<ul>\n<li>a</li>\n<li>b\n\nc</li>\n</ul>",
                "<ul> <li>a</li> <li> <p>b</p> <p>c</p> </li> </ul>",
            ),
            ("<blockquote>a\n\nb</blockquote>", "<blockquote> <p>a</p> <p>b</p> </blockquote>"),
            ("<div><img src=\"x\"></div>", "<div> <p><img src=\"x\"></p> </div>"),
            ("<ul><li>a<li>b</ul>c\n\nd", "<ul> <li>a<li>b</ul> <p>c</p> <p>d</p>"),
            ("", ""),
        ] {
            assert_eq!(read(html), wanted, "{html}");
        }
    }
}
