//! The blocks of a text: titles, paragraphs, lists, literal blocks, tables, line blocks.
//!
//! Comes in: lines without blanks at their ends. Goes out: lines of Markdown. Whatever is none of these is a paragraph.

use super::directives;
use super::inline::inline;
use super::lines::{
    adornment, dedented, fence, indent, indented, is_table_border, is_timed, is_title, marker,
};
use super::lists::Lists;
use super::references::{References, footnote, target};
use crate::harvest::reading::code::fence_for;

/// Blocks within blocks deeper than this are text.
const DEEPEST: usize = 16;

/// These lines as Markdown.
pub(super) fn markdown(lines: &[&str], references: &mut References, depth: usize) -> Vec<String> {
    let mut writer =
        Writer { lines, references, depth, out: Vec::new(), lists: Lists::default(), titles: Vec::new() };
    let mut at = 0;
    while at < lines.len() {
        let length = writer.block(at).max(1);
        at += length;
    }
    writer.out
}

struct Writer<'a, 'b> {
    lines: &'b [&'a str],
    references: &'b mut References,
    depth: usize,
    out: Vec<String>,
    lists: Lists,
    /// The ways of underlining, in the order in which they were met: the first is the highest.
    titles: Vec<(char, bool)>,
}

impl Writer<'_, '_> {
    /// Writes the block at line `at`; returns how many lines it takes.
    fn block(&mut self, at: usize) -> usize {
        let line = self.lines[at];
        if line.is_empty() {
            self.out.push(String::new());
            return 1;
        }
        let taken = self.fenced(at).or_else(|| self.explicit(at)).or_else(|| self.title(at));
        let taken =
            taken.or_else(|| self.table(at)).or_else(|| self.line_block(at)).or_else(|| self.doctest(at));
        taken.unwrap_or_else(|| self.paragraph(at))
    }

    fn line(&self, at: usize) -> &str {
        self.lines.get(at).copied().unwrap_or("")
    }

    /// Pushes lines as a part of the open item.
    fn push(&mut self, lines: impl IntoIterator<Item = String>) {
        let blanks = " ".repeat(self.lists.out());
        self.out.extend(
            lines.into_iter().map(|line| if line.is_empty() { line } else { format!("{blanks}{line}") }),
        );
    }

    fn push_apart(&mut self, lines: impl IntoIterator<Item = String>) {
        self.out.push(String::new());
        self.push(lines);
        self.out.push(String::new());
    }

    fn code(&mut self, language: &str, code: &[&str]) {
        let fence = fence_for(code.iter().copied());
        let lines = code.iter().map(|line| (*line).to_owned());
        let all: Vec<String> =
            std::iter::once(format!("{fence}{language}")).chain(lines).chain([fence.clone()]).collect();
        self.push_apart(all);
    }

    fn fenced(&mut self, at: usize) -> Option<usize> {
        let open = fence(self.lines[at])?;
        let length = self.lines[at + 1..].iter().position(|line| {
            fence(line).is_some_and(|close| close.len() >= open.len() && line.trim() == close)
        })?;
        let language: String =
            self.lines[at].trim()[open.len()..].chars().filter(char::is_ascii_alphanumeric).collect();
        let code = dedented(&self.lines[at + 1..at + 1 + length]);
        self.code(&language, &code);
        Some(length + 2)
    }

    /// Markup that begins with two dots: targets, footnotes, directives, comments.
    fn explicit(&mut self, at: usize) -> Option<usize> {
        if let Some(target) = target(self.lines, at) {
            return Some(target.length);
        }
        let line = self.lines[at];
        let rest = line.trim_start().strip_prefix(".. ")?;
        let outer = indent(line);
        let content = indented(self.lines, at + 1, outer);
        if let Some((label, text)) = footnote(line) {
            let more = content.iter().take_while(|line| !line.is_empty()).map(|line| line.trim());
            let text = std::iter::once(text).chain(more).collect::<Vec<_>>();
            let text = inline(&text.join(" "), self.references);
            let length = text_length(content);
            self.out.extend([String::new(), format!("[^{label}]: {text}"), String::new()]);
            return Some(1 + length);
        }
        if self.depth >= DEEPEST {
            return None;
        }
        if let Some(directive) = directives::read(rest, content) {
            if let Some(language) = directive.code {
                self.code(&language, &directive.content);
            } else {
                let mut lines = directive.title;
                lines.push(String::new());
                lines.extend(markdown(&directive.content, self.references, self.depth + 1));
                self.push_apart(lines);
            }
            return Some(1 + content.len());
        }
        let text = inline(rest, self.references);
        self.push_apart([text]);
        Some(1)
    }

    fn title(&mut self, at: usize) -> Option<usize> {
        let over = adornment(self.line(at)).filter(|letter| adornment(self.line(at + 2)) == Some(*letter));
        if let Some(letter) = over.filter(|_| is_title(self.line(at + 1), self.line(at + 2))) {
            self.heading(at + 1, (letter, true));
            return Some(3);
        }
        let follows_blank =
            at == 0 || self.line(at - 1).is_empty() || self.out.last().is_some_and(String::is_empty);
        if follows_blank && is_title(self.line(at), self.line(at + 1)) {
            let letter = adornment(self.line(at + 1))?;
            self.heading(at, (letter, false));
            return Some(2);
        }
        if adornment(self.line(at)).is_some() {
            self.out.extend([String::new(), "---".to_owned(), String::new()]);
            return Some(1);
        }
        None
    }

    fn heading(&mut self, at: usize, style: (char, bool)) {
        self.lists.leave(0);
        let known = self.titles.iter().position(|title| *title == style);
        let level = known.unwrap_or_else(|| {
            self.titles.push(style);
            self.titles.len() - 1
        });
        let title = inline(self.lines[at].trim().trim_start_matches(['#', ' ']), self.references);
        let text = format!("{} {}", "#".repeat((level + 2).min(6)), no_attributes(&title));
        self.out.extend([String::new(), text, String::new()]);
    }

    /// A table of reStructuredText stays as it was drawn.
    fn table(&mut self, at: usize) -> Option<usize> {
        if !is_table_border(self.lines[at]) {
            return None;
        }
        let rest = &self.lines[at..];
        let is_grid = self.lines[at].trim().starts_with('+');
        let length = if is_grid {
            rest.iter().take_while(|line| line.trim_start().starts_with(['+', '|'])).count()
        } else {
            let blank_after = |index: &usize| rest.get(index + 1).is_none_or(|line| line.is_empty());
            1 + (1..rest.len()).find(|index| is_table_border(rest[*index]) && blank_after(index))?
        };
        let table = dedented(&rest[..length]);
        self.code("", &table);
        Some(length)
    }

    /// Lines that begin with a bar keep their breaks; a table of Markdown stays one.
    fn line_block(&mut self, at: usize) -> Option<usize> {
        let first = self.lines[at].trim_start();
        if first != "|" && !first.starts_with("| ") {
            return None;
        }
        let outer = indent(self.lines[at]);
        let length = self.lines[at..]
            .iter()
            .take_while(|line| {
                line.trim_start().starts_with('|') || (!line.is_empty() && indent(line) > outer)
            })
            .count();
        let block = &self.lines[at..at + length];
        let is_rule = |line: &&str| line.contains('-') && line.chars().all(|letter| "|-: ".contains(letter));
        if block.get(1).is_some_and(is_rule) {
            let rows: Vec<String> = block.iter().map(|line| inline(line.trim(), self.references)).collect();
            self.push_apart(rows);
            return Some(length);
        }
        let mut rows: Vec<String> = Vec::new();
        for line in block {
            match line.trim_start().strip_prefix('|') {
                Some(row) => rows.push(row.trim().to_owned()),
                None => rows.last_mut().into_iter().for_each(|row| {
                    row.push(' ');
                    row.push_str(line.trim());
                }),
            }
        }
        let text = inline(&rows.join("\n"), self.references);
        let rows: Vec<&str> = text.lines().collect();
        let broken = rows.iter().enumerate().map(|(index, row)| {
            let is_followed = rows.get(index + 1).is_some_and(|next| !next.is_empty());
            if is_followed && !row.is_empty() { format!("{row}\\") } else { (*row).to_owned() }
        });
        let broken: Vec<String> = broken.collect();
        self.push_apart(broken);
        Some(length)
    }

    /// An interactive session is code.
    fn doctest(&mut self, at: usize) -> Option<usize> {
        if !self.lines[at].trim_start().starts_with(">>> ") {
            return None;
        }
        let length = self.lines[at..].iter().take_while(|line| !line.is_empty()).count();
        let code = dedented(&self.lines[at..at + length]);
        self.code("python", &code);
        Some(length)
    }

    /// A paragraph or a list's item, with the literal block that it may announce.
    fn paragraph(&mut self, at: usize) -> usize {
        let line = self.lines[at];
        let follows = at > 0 && !self.lines[at - 1].is_empty();
        let blanks = indent(line);
        let marker = marker(line).filter(|marker| marker.is_bullet || !follows || self.lists.out() > 0);
        if marker.is_none() && !follows {
            self.lists.leave(blanks);
        }
        let (mark_at, mark, first) = match &marker {
            Some(marker) => (self.lists.open(blanks, marker), marker.written.clone(), &line[marker.length..]),
            None => (self.lists.out(), String::new(), line.trim_start()),
        };
        let rest = &self.lines[at + 1..];
        let more = rest.iter().take_while(|line| !self.ends_paragraph(line)).count();
        let mut texts = vec![first];
        texts.extend(rest[..more].iter().map(|line| line.trim_start()));
        let length = 1 + more;

        let literal = indented(self.lines, at + length, if marker.is_some() { blanks + 1 } else { blanks });
        let announces =
            texts.last().is_some_and(|last| last.ends_with("::")) && self.line(at + length).is_empty();
        let literal = if announces { literal } else { &[] };
        let text = texts.join("\n");
        let text = if literal.is_empty() { &text } else { text.trim_end_matches(':').trim_end() };
        let colon = if literal.is_empty() || text.is_empty() { "" } else { ":" };
        let timed = texts.iter().filter(|line| is_timed(line)).count() > 1;
        let text = inline(text, self.references) + colon;
        let inner = " ".repeat(mark_at + mark.len());
        let rows: Vec<&str> = text.lines().collect();
        for (index, row) in rows.iter().enumerate() {
            let row = if row.starts_with('#') { no_attributes(row) } else { (*row).to_owned() };
            let breaks = timed && rows.get(index + 1).is_some_and(|next| is_timed(next));
            let ending = if breaks { "\\" } else { "" };
            let row = if index == 0 { row } else { guarded(&row) };
            match index {
                0 => self.out.push(format!("{}{mark}{row}{ending}", " ".repeat(mark_at))),
                _ => self.out.push(format!("{inner}{row}{ending}")),
            }
        }
        if literal.is_empty() {
            return length;
        }
        let code = dedented(literal);
        let code: Vec<&str> = code.iter().skip_while(|line| line.is_empty()).copied().collect();
        self.code("", &code);
        length + literal.len()
    }

    fn ends_paragraph(&self, line: &str) -> bool {
        line.is_empty()
            || adornment(line).is_some()
            || fence(line).is_some()
            || is_table_border(line)
            || line.trim_start().starts_with(".. ")
            || marker(line).is_some_and(|marker| marker.is_bullet || self.lists.out() > 0)
    }
}

/// How many lines the text at a block's beginning takes.
fn text_length(content: &[&str]) -> usize {
    content.iter().take_while(|line| !line.is_empty()).count()
}

/// A title that ends in braces would lose them as attributes.
fn no_attributes(title: &str) -> String {
    match title.rfind('{') {
        Some(open) if title.trim_end().ends_with('}') => format!("{}\\{}", &title[..open], &title[open..]),
        _ => title.to_owned(),
    }
}

/// A line within a paragraph that would begin something else in Markdown alone.
fn guarded(row: &str) -> String {
    if row.starts_with(": ") || row.starts_with("+++") { format!("\\{row}") } else { row.to_owned() }
}
