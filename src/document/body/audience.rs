//! What of a text is for whom: sections, list items, quotes, paragraphs and footnotes that are marked as internal.
//!
//! Comes in: a body, and the audience that it is read for. Goes out: the text as that audience may read it. It is apart from the walk, and comes before it, so
//! that nobody who makes something of a text (anchors, lessons, links, descriptions, words to search) can forget to ask: what is left out is not
//! in the text that they are handed. What always holds:
//!
//! - The text has the length of the body, and what is left in it stands in its place.
//! - The marks themselves are in no text.
//! - A mark that is not understood makes the whole record internal, and is an error.
//! - A text without a mark is not copied.

mod marks;

use std::borrow::Cow;
use std::collections::BTreeMap;
use std::ops::Range;

use pulldown_cmark::{CodeBlockKind, Event, HeadingLevel, Parser, Tag, TagEnd};

use crate::vocab::audience::Audience;
use crate::vocab::diagnostic::{Code, Diagnostic};
use crate::vocab::path::ContentPath;

use super::passage::bold_line;
use super::prepared::prepared;
use super::reading::options;
use marks::{Form, Mark, marks};

/// A body, parted by audience.
pub(in crate::document) struct Parted<'t> {
    /// The text as the audience may read it.
    pub(in crate::document) text: Cow<'t, str>,
    /// The whole of it, when something was left out.
    pub(in crate::document) whole: Option<String>,
    /// Its title is marked, or a mark is not understood: the record is internal.
    pub(in crate::document) is_internal: bool,
}

/// Parts a body that begins at byte `base` of its file.
pub(in crate::document) fn part<'t>(
    body: &'t str,
    base: usize,
    (audience, math): (Audience, bool),
    path: &ContentPath,
    diagnostics: &mut Vec<Diagnostic>,
) -> Parted<'t> {
    let marks = marks(body);
    if marks.is_empty() {
        return Parted { text: Cow::Borrowed(body), whole: None, is_internal: false };
    }
    let Placed { ranges, keys, is_internal, unclear } = placed(body, marks, math);
    for range in unclear {
        let message = "this does not say clearly for whom the text is, so the whole file is internal";
        let hint = "write `{audience=internal}` at the end of a heading, a list item, a quote or a paragraph; what is an example stands between backticks";
        diagnostics.push(
            Diagnostic::error(Code::UnclearAudience, path, message)
                .with_span(base + range.start..base + range.end)
                .with_hint(hint),
        );
    }
    let mut whole = body.as_bytes().to_vec();
    keys.iter().for_each(|key| key.blank(&mut whole));
    let mut cut = whole.clone();
    if audience == Audience::Public {
        ranges.iter().for_each(|range| range.blank(&mut cut));
        blank_notes_of(&ranges, body, &mut cut, math);
    }
    // Only whole characters were made spaces.
    let [whole, cut] = [whole, cut].map(|bytes| String::from_utf8(bytes).unwrap_or_default());
    let is_cut = whole != cut;
    // Of what is left, nothing may have become a mark.
    let left = placed(&cut, marks::marks(&cut), math);
    let is_internal = is_internal || !left.keys.is_empty() || !left.unclear.is_empty();
    Parted { text: Cow::Owned(cut), whole: is_cut.then_some(whole), is_internal }
}

/// What is to be blanked.
struct Blank {
    range: Range<usize>,
    how: How,
}

#[derive(Clone, Copy, PartialEq, Eq)]
enum How {
    /// Lines stay lines.
    InPlace,
    /// The lines are joined to the one before: a blank line between the items of a list would part them further.
    Joined,
}

impl Blank {
    fn blank(&self, bytes: &mut [u8]) {
        let mut range = self.range.clone();
        if self.how == How::Joined {
            let line = bytes[..range.start].iter().rposition(|byte| *byte == b'\n');
            let begins_line =
                |line: usize| bytes[line + 1..range.start].iter().all(|byte| matches!(byte, b' ' | b'\t'));
            if let Some(line) = line.filter(|line| begins_line(*line)) {
                range.start = line - usize::from(line > 0 && bytes[line - 1] == b'\r');
                // The last of its line feeds ends the line before.
                let text = bytes[range.clone()].trim_ascii_end().len();
                range.end = range.start + text.max(1);
                bytes[range].fill(b' ');
                return;
            }
        }
        let lines = bytes[range].iter_mut().filter(|byte| !matches!(byte, b'\n' | b'\r'));
        lines.for_each(|byte| *byte = b' ');
    }
}

/// What marks mean, by where they stand.
#[derive(Default)]
struct Placed {
    /// What is internal.
    ranges: Vec<Blank>,
    /// The marks.
    keys: Vec<Blank>,
    is_internal: bool,
    unclear: Vec<Range<usize>>,
}

/// A block that is open.
struct Open {
    sort: Sort,
    range: Range<usize>,
}

#[derive(Clone, Copy, PartialEq, Eq)]
enum Sort {
    Heading(HeadingLevel),
    Item,
    List,
    Quote,
    Paragraph,
    Note,
    /// What stands in it is shown as it is, but for the line that a fence begins with, which ends here.
    Code(usize),
    Other,
}

fn sort(tag: &Tag<'_>, range: &Range<usize>, body: &str) -> Option<Sort> {
    Some(match tag {
        Tag::Heading { level, .. } => Sort::Heading(*level),
        Tag::Item => Sort::Item,
        Tag::List(_) => Sort::List,
        Tag::BlockQuote(_) => Sort::Quote,
        Tag::Paragraph => Sort::Paragraph,
        Tag::FootnoteDefinition(_) => Sort::Note,
        Tag::CodeBlock(CodeBlockKind::Fenced(_)) => {
            Sort::Code(range.start + body[range.clone()].find('\n').unwrap_or(range.len()))
        }
        Tag::CodeBlock(CodeBlockKind::Indented) => Sort::Code(range.start),
        Tag::HtmlBlock
        | Tag::Table(_)
        | Tag::TableCell
        | Tag::DefinitionList
        | Tag::DefinitionListTitle
        | Tag::DefinitionListDefinition
        | Tag::MetadataBlock(_) => Sort::Other,
        _ => return None,
    })
}

fn placed(body: &str, marks: Vec<Mark>, math: bool) -> Placed {
    let mut placed = Placed::default();
    let mut headings: Vec<(HeadingLevel, usize)> = Vec::new();
    let mut sections: Vec<usize> = Vec::new();
    let mut waiting: Vec<Option<Mark>> = marks.into_iter().map(Some).collect();
    let starts: Vec<usize> = waiting.iter().flatten().map(|mark| mark.range.start).collect();
    let among = |range: &Range<usize>| {
        starts.partition_point(|at| *at < range.start)..starts.partition_point(|at| *at < range.end)
    };
    let mut open: Vec<Open> = Vec::new();
    let prepared = prepared(body);
    for (event, range) in Parser::new_ext(&prepared.text, options(math)).into_offset_iter() {
        match &event {
            Event::Start(tag) => {
                let Some(sort) = sort(tag, &range, body) else { continue };
                if let (Sort::Heading(level), true) = (sort, open.is_empty()) {
                    headings.push((level, range.start));
                }
                open.push(Open { sort, range });
            }
            // An example.
            Event::Code(_) => waiting[among(&range)].iter_mut().for_each(|mark| *mark = None),
            Event::End(end) if ends_block(*end) => {
                for index in among(&range) {
                    if let Some(mark) = waiting[index].take() {
                        placed.place(&mark, &open, body, &headings, &mut sections);
                    }
                }
                open.pop();
            }
            _ => {}
        }
    }
    placed.unclear.extend(waiting.into_iter().flatten().map(|mark| mark.range));
    for heading in sections {
        let (level, start) = headings[heading];
        let next = headings[heading + 1..].iter().find(|(other, _)| *other <= level);
        let end = next.map_or(body.len(), |(_, start)| *start);
        placed.ranges.push(Blank { range: start..end, how: How::InPlace });
    }
    placed.is_internal |= !placed.unclear.is_empty();
    placed
}

fn ends_block(end: TagEnd) -> bool {
    !matches!(
        end,
        TagEnd::Emphasis
            | TagEnd::Strong
            | TagEnd::Strikethrough
            | TagEnd::Superscript
            | TagEnd::Subscript
            | TagEnd::Link
            | TagEnd::Image
            | TagEnd::TableHead
            | TagEnd::TableRow
    )
}

impl Placed {
    /// Makes something of a mark that stands in these blocks, the innermost last.
    fn place(
        &mut self,
        mark: &Mark,
        open: &[Open],
        body: &str,
        headings: &[(HeadingLevel, usize)],
        sections: &mut Vec<usize>,
    ) {
        let Some(inner) = open.last() else { return };
        if let Sort::Code(head) = inner.sort
            && mark.range.start >= head
        {
            return;
        }
        if mark.form == Form::Key {
            return self.place_key(mark, open);
        }
        let unclear = || mark.range.clone();
        let audience = mark.audience.filter(|_| mark.form == Form::Braces && ends_words(mark, inner, body));
        let Some(audience) = audience else { return self.unclear.push(unclear()) };
        let outer = open.len().checked_sub(2).map(|index| &open[index]);
        let outer_sort = outer.map(|outer| outer.sort);
        let blank = match (inner.sort, outer_sort) {
            (Sort::Heading(level), None) => {
                if audience == Audience::Internal {
                    let opens_body = level == HeadingLevel::H1 && body[..inner.range.start].trim().is_empty();
                    self.is_internal |= opens_body;
                    sections.extend((!opens_body).then_some(headings.len() - 1));
                }
                None
            }
            (Sort::Item, _) => Some((inner, of_item(open, open.len() - 1))),
            (Sort::Paragraph, None) => Some((inner, How::InPlace)),
            (Sort::Paragraph, Some(Sort::Item)) => outer.map(|item| (item, of_item(open, open.len() - 2))),
            (Sort::Paragraph, Some(Sort::Quote | Sort::Note)) => outer.map(|block| (block, How::InPlace)),
            _ => return self.unclear.push(unclear()),
        };
        if let Some((block, how)) = blank.filter(|_| audience == Audience::Internal) {
            self.ranges.push(Blank { range: block.range.clone(), how });
        }
        self.keys.push(Blank { range: mark.range.clone(), how: How::InPlace });
    }

    /// A line of a list in a list item says it of that item. Elsewhere the same words are prose, unless they are these alone.
    fn place_key(&mut self, mark: &Mark, open: &[Open]) {
        let items: Vec<usize> = (0..open.len()).filter(|index| open[*index].sort == Sort::Item).collect();
        match (items.as_slice(), mark.audience) {
            ([.., item, key], Some(audience)) => {
                if audience == Audience::Internal {
                    self.ranges.push(Blank { range: open[*item].range.clone(), how: of_item(open, *item) });
                }
                self.keys.push(Blank { range: open[*key].range.clone(), how: How::Joined });
            }
            ([_, _, ..], None) | (_, Some(Audience::Internal)) => self.unclear.push(mark.range.clone()),
            (_, Some(Audience::Public) | None) => {}
        }
    }
}

/// How an item is blanked: the first of a list that stands in no other leaves its line, without which a number behind it would go on with the paragraph above.
fn of_item(open: &[Open], item: usize) -> How {
    match open[..item] {
        [Open { sort: Sort::List, ref range }] if range.start == open[item].range.start => How::InPlace,
        _ => How::Joined,
    }
}

/// Whether a mark stands at the end of a line, behind words that it can be about: a line in bold that serves as a heading has no end.
fn ends_words(mark: &Mark, block: &Open, body: &str) -> bool {
    let after = body[mark.end..].lines().next().unwrap_or_default();
    let line = body[..mark.begin].rfind('\n').map_or(0, |end| end + 1);
    let has_words = body[line..mark.begin].chars().any(char::is_alphanumeric);
    let is_bold =
        block.sort == Sort::Paragraph && bold_line(body[block.range.start..mark.begin].trim_end()).is_some();
    after.trim().trim_end_matches('#').is_empty() && has_words && !is_bold
}

/// Blanks the footnotes that only what was left out calls, wherever they stand.
fn blank_notes_of(ranges: &[Blank], body: &str, cut: &mut [u8], math: bool) {
    if ranges.is_empty() || !body.contains("[^") {
        return;
    }
    let is_left_out = |cut: &[u8], at: usize| cut[at] == b' ';
    // Their labels tell no cases apart.
    let mut notes: BTreeMap<String, Note> = BTreeMap::new();
    let (mut within, mut reached) = (Vec::new(), Vec::new());
    for (event, range) in Parser::new_ext(&prepared(body).text, options(math)).into_offset_iter() {
        match event {
            Event::FootnoteReference(label) => {
                notes.entry(label.to_lowercase()).or_default().is_called = true;
                match within.last() {
                    Some(note) => {
                        notes.entry(String::clone(note)).or_default().calls.push(label.to_lowercase());
                    }
                    None if !is_left_out(cut, range.start) => reached.push(label.to_lowercase()),
                    None => {}
                }
            }
            Event::Start(Tag::FootnoteDefinition(label)) => {
                notes.entry(label.to_lowercase()).or_default().ranges.push(range);
                within.push(label.to_lowercase());
            }
            Event::End(TagEnd::FootnoteDefinition) => drop(within.pop()),
            _ => {}
        }
    }
    while let Some(label) = reached.pop() {
        let Some(note) = notes.get_mut(&label).filter(|note| !note.is_reached) else { continue };
        note.is_reached = true;
        if note.ranges.iter().any(|range| !is_left_out(cut, range.start)) {
            reached.append(&mut note.calls);
        }
    }
    for note in notes.into_values().filter(|note| note.is_called && !note.is_reached) {
        note.ranges.into_iter().for_each(|range| Blank { range, how: How::InPlace }.blank(cut));
    }
}

/// A footnote.
#[derive(Default)]
struct Note {
    ranges: Vec<Range<usize>>,
    /// Those that it calls itself.
    calls: Vec<String>,
    is_called: bool,
    /// Whether something calls it that is left.
    is_reached: bool,
}

#[cfg(test)]
mod tests {
    use super::*;

    fn parted(body: &str) -> (String, bool, usize) {
        let path = ContentPath::new("content/talks/x.md").unwrap();
        let mut diagnostics = Vec::new();
        let parted = part(body, 0, (Audience::Public, false), &path, &mut diagnostics);
        assert_eq!(parted.text.len(), body.len());
        let words: Vec<_> = parted.text.split_whitespace().collect();
        (words.join(" "), parted.is_internal, diagnostics.len())
    }

    #[test]
    fn what_is_marked_is_left_out_and_nothing_else() {
        for (body, left) in [
            ("a\n\n## S {audience=internal}\n\nx\n\n### D\n\ny\n\n## N\n\nb\n", "a ## N b"),
            ("## S {#s audience=\"Internal\"}\n\nx\n\n# N\n", "# N"),
            ("## S {audience = internal #s}\n\nx\n\n# N\n", "# N"),
            ("a\n\nS {audience=internal}\n===\nx\n\nN\n===\n\nb", "a N === b"),
            ("- a\n- x {audience=internal}\n  more\n\n  - y\n- b\n", "- a - b"),
            ("- a\n- x\n  - Audience: internal\n  - y\n- b\n", "- a - b"),
            ("- a\n  - audience: public\n- b\n", "- a - b"),
            ("> a\n\n> [!LESSON]\n> x {audience=internal}\n> y\n\nb\n", "> a b"),
            ("a\n\nx\ny {audience=internal}\n\nb", "a b"),
            ("a {audience=public}\n", "a"),
            ("a[^1]\n\nx[^2] {audience=internal}\n\n[^1]: b\n\n[^2]: y[^3]\n\n[^3]: z\n", "a[^1] [^1]: b"),
            ("a\n\nx[^N] {audience=internal}\n\n[^n]: y\n", "a"),
            ("## S {audience=internal}\n\n[^1]: y\n[r]: https://x.example\n\n## N\n", "## N"),
            (
                "`{audience=internal}` a\n\n    {audience=internal}\n",
                "`{audience=internal}` a {audience=internal}",
            ),
            ("Audience: developers\n\n- Audience: public\n", "Audience: developers - Audience: public"),
            ("Audience: internal teams\n", "Audience: internal teams"),
            (
                "{% if audience == \"all\" %} <https://x.example/?audience=internal>",
                "{% if audience == \"all\" %} <https://x.example/?audience=internal>",
            ),
        ] {
            assert_eq!(parted(body), (left.to_owned(), false, 0), "{body}");
        }
    }

    #[test]
    fn what_is_not_understood_makes_the_whole_internal() {
        for body in [
            "## S {audience=intern}\n",
            "## S {audiance=internal}\n",
            "## S {{audience=internal}}\n",
            "## S {audience=internal audience=public}\n",
            "> ## S {audience=internal}\n",
            "a {audience=internal} b\n",
            "a\n\n{audience=internal}\n",
            "- a\n- b\n{audience=internal}\n",
            "**S** {audience=internal}\n\nx\n",
            "**S** {#s audience=internal}\n\nx\n",
            "## S\n{#s audience=internal}\n\nx\n",
            "## S\n{: audience=internal}\n\nx\n",
            "{#s audience=internal}\n## S\n\nx\n",
            "## S {audience: internal}\n\nx\n",
            "- x (audience: internal)\n",
            "- x [audience:: internal]\n",
            "audience:: internal\n\nx\n",
            "Audience : interne\n\nx\n",
            "| a |\n|---|\n| x {audience=internal} |\n",
            "```sh {audience=internal}\nx\n```\n",
            "<h2 audience=\"internal\">S</h2>\n",
            "<!-- audience: internal -->\n",
            "Audience: internal\n\nx\n",
            "- a\n  - audience: interne\n",
            "T\n: x {audience=internal}\n",
        ] {
            let (_, is_internal, told) = parted(body);
            assert!(is_internal && told == 1, "{told} {body}");
        }
        assert!(parted("# T {audience=internal}\n\nx\n").1);
    }

    #[test]
    fn lists_stay_as_tight_as_they_were() {
        let path = ContentPath::new("content/talks/x.md").unwrap();
        let body = "- a\r\n- x {audience=internal}\r\n- b\r\n";
        let parted = part(body, 0, (Audience::Public, false), &path, &mut Vec::new());
        let mut html = String::new();
        pulldown_cmark::html::push_html(&mut html, Parser::new(&parted.text));
        assert_eq!(html, "<ul>\n<li>a</li>\n<li>b</li>\n</ul>\n");
    }
}
