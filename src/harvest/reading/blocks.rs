//! The blocks of a Markdown text: headings, paragraphs, quotes, tables, and the links in them, each with its place.
//!
//! Apart, since sources look at the same text from many sides. What always holds: blocks are in order, do not overlap, and their ranges are of
//! the text; a block within another (a list's paragraph) is not listed.

use std::ops::Range;

use pulldown_cmark::{Event, HeadingLevel, LinkType, Options, Parser, Tag, TagEnd};

/// What stands in a text.
#[derive(Debug, Default)]
pub(crate) struct Blocks {
    pub(crate) list: Vec<Block>,
    /// Every address that the text links to or shows, by its place.
    pub(crate) links: Vec<Link>,
}

/// A block that stands in no other.
#[derive(Debug, Clone, PartialEq)]
pub(crate) struct Block {
    pub(crate) kind: BlockKind,
    /// With its markup.
    pub(crate) range: Range<usize>,
    /// What is read, on lines.
    pub(crate) text: String,
    /// Labels and addresses, in order.
    pub(crate) links: Vec<(String, String)>,
    /// The cells of a table's rows, its head first; the items of a list, a row each.
    pub(crate) rows: Vec<Vec<String>>,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum BlockKind {
    /// Of this level, 1 to 6.
    Heading(u8),
    Paragraph,
    List,
    Quote,
    Table,
    Other,
}

impl Block {
    /// The level of a heading.
    pub(crate) fn level(&self) -> Option<u8> {
        match self.kind {
            BlockKind::Heading(level) => Some(level),
            _ => None,
        }
    }
}

/// A link or an image.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Link {
    /// With its markup.
    pub(crate) range: Range<usize>,
    /// The address as it is written, where it stands in the text itself.
    pub(crate) target: Option<Range<usize>>,
    /// As it is meant.
    pub(crate) address: String,
    pub(crate) label: String,
    pub(crate) is_image: bool,
}

/// Reads a text.
pub(crate) fn blocks(text: &str) -> Blocks {
    let parser = Parser::new_ext(
        text,
        Options::ENABLE_TABLES
            | Options::ENABLE_FOOTNOTES
            | Options::ENABLE_TASKLISTS
            | Options::ENABLE_STRIKETHROUGH,
    );
    let mut reading = Reading { text, ..Reading::default() };
    for definition in parser.reference_definitions().iter() {
        let (_, definition) = definition;
        let target = within(text, &definition.span, &definition.dest, After::Label);
        reading.blocks.links.push(Link {
            range: definition.span.clone(),
            target,
            address: definition.dest.to_string(),
            label: String::new(),
            is_image: false,
        });
    }
    for (event, range) in parser.into_offset_iter() {
        reading.take(event, range);
    }
    reading.blocks.links.sort_by_key(|link| (link.range.start, link.range.end));
    reading.blocks
}

#[derive(Default)]
struct Reading<'t> {
    text: &'t str,
    blocks: Blocks,
    depth: usize,
    open: Option<Block>,
    links: Vec<(Link, usize)>,
    /// How deep in lists.
    lists: usize,
}

impl Reading<'_> {
    fn take(&mut self, event: Event<'_>, range: Range<usize>) {
        match event {
            Event::Start(tag) => self.start(&tag, range),
            Event::End(tag) => self.end(tag),
            Event::Text(text) | Event::Code(text) => self.push(&text),
            Event::SoftBreak | Event::HardBreak => self.push("\n"),
            Event::Rule => self.single(range),
            Event::Html(_) if self.depth == 0 => self.single(range),
            _ => {}
        }
    }

    fn push(&mut self, text: &str) {
        if let Some(block) = &mut self.open {
            block.text.push_str(text);
            if let Some(cell) = block.rows.last_mut().and_then(|row| row.last_mut())
                && self.lists <= 1
            {
                cell.push_str(text);
            }
        }
    }

    fn single(&mut self, range: Range<usize>) {
        let (text, links, rows) = (String::new(), Vec::new(), Vec::new());
        self.blocks.list.push(Block { kind: BlockKind::Other, range, text, links, rows });
    }

    fn start(&mut self, tag: &Tag<'_>, range: Range<usize>) {
        match tag {
            Tag::Link { link_type, dest_url, .. } => {
                return self.start_link(*link_type, dest_url, range, false);
            }
            Tag::Image { link_type, dest_url, .. } => {
                return self.start_link(*link_type, dest_url, range, true);
            }
            Tag::Emphasis | Tag::Strong | Tag::Strikethrough => return,
            _ => {}
        }
        if self.depth == 0 {
            let kind = match tag {
                Tag::Heading { level, .. } => BlockKind::Heading(number(*level)),
                Tag::Paragraph => BlockKind::Paragraph,
                Tag::List(_) => BlockKind::List,
                Tag::BlockQuote(_) => BlockKind::Quote,
                Tag::Table(_) => BlockKind::Table,
                _ => BlockKind::Other,
            };
            let (text, links, rows) = (String::new(), Vec::new(), Vec::new());
            self.open = Some(Block { kind, range, text, links, rows });
        } else if let Some(block) = &mut self.open {
            let is_item = matches!(tag, Tag::Item) && self.lists == 1;
            match tag {
                Tag::TableHead | Tag::TableRow => block.rows.push(Vec::new()),
                Tag::TableCell => block.rows.last_mut().into_iter().for_each(|row| row.push(String::new())),
                _ if is_item => block.rows.push(vec![String::new()]),
                _ => {}
            }
            let parts = matches!(
                tag,
                Tag::Paragraph | Tag::Item | Tag::TableRow | Tag::TableCell | Tag::Heading { .. }
            );
            if parts && !block.text.is_empty() && !block.text.ends_with('\n') {
                block.text.push('\n');
            }
        }
        self.lists += usize::from(matches!(tag, Tag::List(_)));
        self.depth += 1;
    }

    fn end(&mut self, tag: TagEnd) {
        match tag {
            TagEnd::Link | TagEnd::Image => {
                let Some((mut link, start)) = self.links.pop() else { return };
                let text = self.open.as_ref().map_or("", |block| block.text.get(start..).unwrap_or_default());
                link.label = text.split_whitespace().collect::<Vec<_>>().join(" ");
                if let Some(block) = &mut self.open {
                    block.links.push((link.label.clone(), link.address.clone()));
                }
                self.blocks.links.push(link);
                return;
            }
            TagEnd::Emphasis | TagEnd::Strong | TagEnd::Strikethrough => return,
            _ => {}
        }
        self.lists -= usize::from(matches!(tag, TagEnd::List(_)));
        self.depth -= 1;
        if self.depth == 0
            && let Some(block) = self.open.take()
        {
            self.blocks.list.push(block);
        }
    }

    fn start_link(&mut self, kind: LinkType, address: &str, range: Range<usize>, is_image: bool) {
        let target = match kind {
            LinkType::Inline => within(self.text, &range, address, After::Anything),
            LinkType::Autolink | LinkType::Email => Some(range.start + 1..range.end.saturating_sub(1)),
            _ => None,
        };
        let start = self.open.as_ref().map_or(0, |block| block.text.len());
        let (address, label) = (address.to_owned(), String::new());
        self.links.push((Link { range, target, address, label, is_image }, start));
    }
}

/// Where in a link's markup its address may stand.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum After {
    Anything,
    /// Behind `]:`.
    Label,
}

/// Where the address stands; nothing where it is written otherwise than it is meant.
fn within(text: &str, range: &Range<usize>, address: &str, after: After) -> Option<Range<usize>> {
    let slice = text.get(range.clone())?;
    let from = match after {
        After::Anything => slice.rfind("](").map_or(0, |at| at + 2),
        After::Label => slice.find("]:").map_or(0, |at| at + 2),
    };
    let at = slice[from..].find(address).filter(|_| !address.is_empty())? + from + range.start;
    Some(at..at + address.len())
}

fn number(level: HeadingLevel) -> u8 {
    level as u8
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn blocks_have_their_kind_text_and_place() {
        let text =
            "# A [b](c)\n\nd *e*\nf\n\n- g\n  - h\n- i\n\n> j\n>\n> k\n\n| l | m |\n|---|---|\n| n | o |\n";
        let read = blocks(text);
        let kinds: Vec<_> = read.list.iter().map(|block| (block.kind, block.text.as_str())).collect();
        assert_eq!(
            kinds,
            [
                (BlockKind::Heading(1), "A b"),
                (BlockKind::Paragraph, "d e\nf"),
                (BlockKind::List, "g\nh\ni"),
                (BlockKind::Quote, "j\nk"),
                (BlockKind::Table, "l\nm\nn\no"),
            ]
        );
        assert_eq!(read.list[2].rows, [["g"], ["i"]]);
        assert_eq!(read.list[4].rows, [["l", "m"], ["n", "o"]]);
        assert_eq!(&text[read.list[1].range.clone()], "d *e*\nf\n");
        assert_eq!(read.list[0].links, [("b".to_owned(), "c".to_owned())]);
    }

    #[test]
    fn links_have_the_place_of_their_address() {
        let text = "[a](x.md \"t\") ![b](<y z.png>) [c][d] <https://e.org>\n\n[d]: z.md\n";
        let read = blocks(text);
        let targets: Vec<_> =
            read.links.iter().map(|link| link.target.clone().map(|range| &text[range])).collect();
        assert_eq!(targets, [Some("x.md"), Some("y z.png"), None, Some("https://e.org"), Some("z.md")]);
    }
}
