//! Text that an author meant otherwise than Markdown reads it: it is told, at its place.
//!
//! Two kinds are told: what is published as it is written though it was meant to be read (references to nothing, links with a blank in
//! their address, markup of other tools), and what is swallowed or lost (a fence that never closes, a cell that has no column). What
//! always holds: what is told may be wrong in no file that means what it says, or is told once for a file.

use std::collections::HashSet;
use std::ops::Range;

use pulldown_cmark::{BrokenLink, Event, LinkType, Tag};

use crate::vocab::diagnostic::{Code, Diagnostic};
use crate::vocab::shorten::beginning;

use super::super::text::one_line;
use super::dialects::Dialect;
use super::state::Walk;

impl Walk<'_, '_> {
    /// Looks at the text event at `index` and at what follows it in the file.
    pub(super) fn look_at(&mut self, index: usize) {
        let (Event::Text(text), range) = &self.events[index] else { return };
        // What is not written as it is read (`&amp;`, `\[`) was meant so.
        let may_begin = |byte| matches!(byte, b'{' | b'[' | b']' | b':');
        if text.len() != range.len() || !text.bytes().any(may_begin) {
            return;
        }
        for (at, byte) in text.bytes().enumerate() {
            let at = range.start + at;
            match byte {
                b'{' => self.note_dialect(at),
                b'[' if !self.is_escaped(at) => self.look_at_footnote(at),
                b']' if !self.is_escaped(at) => self.look_at_address(at, range),
                b':' if at == range.start && self.text[at..].starts_with(":::") => {
                    let name = self.text[at..].trim_start_matches(':').trim_start();
                    if name.starts_with(|first: char| first.is_alphabetic() || first == '{') {
                        self.found(Dialect::Container, at..at + 3);
                    }
                }
                _ => {}
            }
        }
    }

    /// Notes the dialect of what begins with a brace at `at`.
    pub(super) fn note_dialect(&mut self, at: usize) {
        let line = line_near(&self.text[at..]);
        let (dialect, end) = if line.starts_with("{{<") {
            (Dialect::Hugo, ">}}")
        } else if line.starts_with("{{%") {
            (Dialect::Hugo, "%}}")
        } else if line.starts_with("{{") {
            (Dialect::Liquid, "}}")
        } else if line.starts_with("{%") {
            (Dialect::Liquid, "%}")
        } else if line.starts_with("{:") {
            (Dialect::Kramdown, "}")
        } else {
            return;
        };
        let Some(len) = line[2..].find(end) else { return };
        let is_meant = match dialect {
            // `${{ … }}` is of systems that build, and a formula has braces within braces.
            Dialect::Liquid => {
                let before = self.text[..at].chars().next_back();
                before.is_none_or(|before| !before.is_alphanumeric() && !"$^_}{\\".contains(before))
            }
            // Others write `{:ok, value}`.
            Dialect::Kramdown => is_attribute_list(&line[2..2 + len]),
            Dialect::Hugo | Dialect::Container => true,
        };
        if is_meant {
            self.found(dialect, at..at + 2 + len + end.len());
        }
    }

    pub(super) fn found(&mut self, dialect: Dialect, range: Range<usize>) {
        let first = self.dialects.entry(dialect).or_insert_with(|| range.clone());
        if range.start < first.start {
            *first = range;
        }
    }

    /// Tells of each dialect, once.
    pub(super) fn tell_dialects(&mut self) {
        for (dialect, range) in std::mem::take(&mut self.dialects) {
            let written = &self.text[range.clone()];
            let (what, hint) = match dialect {
                Dialect::Liquid => (
                    format!(
                        "Liquid's `{written}` is not known here: only the code in `highlight` and `raw` is read as it is meant"
                    ),
                    "write what it stands for: a path for `{% link … %}`, a fenced block for `{% highlight … %}`; what is meant as text belongs in a code span",
                ),
                Dialect::Hugo => (
                    format!("Hugo's `{written}` is not known here, and printed as it is"),
                    "write what it stands for: Markdown, or a recording's address as `video` in the front matter; what is meant as text belongs in a code span",
                ),
                Dialect::Kramdown => (
                    format!("kramdown's `{written}` is not known here, and printed as it is"),
                    "remove it; a heading's own anchor is written `## Title {#anchor}`",
                ),
                Dialect::Container => (
                    format!("`{written}` opens no block here, and is printed as it is"),
                    "write a note as an alert: `> [!NOTE]` and the text on lines that begin with `> `",
                ),
            };
            let message = what.replace('\n', " ");
            self.warn(Code::ForeignMarkup, range, message, hint);
        }
    }

    /// `[^label]` that calls no note.
    fn look_at_footnote(&mut self, at: usize) {
        let Some(rest) = self.text[at..].strip_prefix("[^") else { return };
        let Some((label, after)) = beginning(rest, 100).split_once(']') else { return };
        let is_label = !label.is_empty()
            && label.chars().all(|letter| letter.is_alphanumeric() || matches!(letter, '-' | '_'));
        // A class of letters of a regular expression looks the same.
        let is_pattern = after.starts_with(['+', '*', '?', '{', '(', ']'])
            || matches!(label.as_bytes(), [first, b'-', last] if first.is_ascii_alphanumeric() && last.is_ascii_alphanumeric());
        if is_label && !is_pattern {
            let message = format!("there is no footnote `{label}`, so its call is printed as it is");
            let hint = format!("write it on a line of its own: `[^{label}]: …`");
            self.warn(Code::UndefinedReference, at..at + 2 + label.len() + 1, message, &hint);
        }
    }

    /// `[label](an address)`, which is no link since the address has a blank.
    fn look_at_address(&mut self, at: usize, range: &Range<usize>) {
        let Some(rest) = self.text[at..].strip_prefix("](") else { return };
        let Some((address, _)) = line_near(rest).split_once(')') else { return };
        let Some(last) = address.split_whitespace().next_back().filter(|_| address.trim().contains(' '))
        else {
            return;
        };
        let file = last.split('#').next().unwrap_or_default();
        let has_ending = file.rsplit_once('.').is_some_and(|(stem, ending)| {
            !stem.is_empty()
                && (1..=5).contains(&ending.len())
                && ending.bytes().all(|byte| byte.is_ascii_alphanumeric())
        });
        let is_path =
            ["http://", "https://", "/", "./", "../"].iter().any(|start| address.starts_with(start));
        let has_title = address.contains(['"', '\'', '<', '{']);
        if has_title || !(has_ending || is_path) {
            return;
        }
        let line_start = self.text[..range.start].rfind('\n').map_or(0, |end| end + 1);
        let start = self.text[line_start..at].rfind('[').map_or(at, |open| line_start + open);
        let written = address.trim().replace(' ', "%20");
        self.warn(
            Code::BrokenLink,
            start..at + 2 + address.len() + 1,
            "this is no link, since its address has a blank".to_owned(),
            &format!("write `{written}`, or put the address between `<` and `>`"),
        );
    }

    /// References that are not defined: `[text][nope]`.
    pub(super) fn tell_undefined(&mut self, undefined: Vec<(Range<usize>, String)>) {
        for (range, label) in undefined {
            let message = format!("the reference `{label}` is not defined, so the link is printed as it is");
            let hint = format!("write it on a line of its own: `[{label}]: https://…`");
            self.warn(Code::UndefinedReference, range, message, &hint);
        }
    }

    /// Definitions of references that nothing refers to: their addresses are nowhere on the page.
    pub(super) fn tell_unused(&mut self, defined: Vec<(Range<usize>, String)>) {
        for (range, label) in defined {
            let message = format!("nothing refers to the reference `{label}`, so it is not published");
            let hint = format!("write `[{label}]` where its link belongs, or remove it");
            self.warn(Code::UnusedReference, range, message, &hint);
        }
    }

    /// A fenced block of code that goes on to the end of what it stands in.
    pub(super) fn look_at_fence(&mut self, range: &Range<usize>) {
        let block = &self.text[range.clone()];
        let (first, rest) = block.split_once('\n').unwrap_or((block, ""));
        let first = first.trim_start();
        let Some(mark) = first.chars().next().filter(|mark| matches!(mark, '`' | '~')) else { return };
        let len = first.len() - first.trim_start_matches(mark).len();
        let last = rest.trim_end().lines().next_back().unwrap_or_default();
        let last = last.trim_start_matches([' ', '\t', '>']).trim_end();
        if last.len() >= len && last.chars().all(|letter| letter == mark) {
            return;
        }
        let fence = mark.to_string().repeat(len);
        self.warn(
            Code::UnclosedFence,
            range.start..range.start + first.len().min(block.len()),
            "this block of code is never closed: all that follows is code".to_owned(),
            &format!("write {fence} on a line of its own where it ends"),
        );
    }

    /// A row of a table that has more cells than the table has columns, or a link that ends a cell.
    pub(super) fn look_at_row(&mut self, range: &Range<usize>) {
        let row = self.text[range.clone()].trim_end();
        if let Some((link, written)) = split_link(row) {
            let link = range.start + link.start..range.start + link.end;
            let message = format!("the `|` in `{written}` ends the cell");
            return self.warn(
                Code::SplitLink,
                link,
                message,
                &format!("write `{}`", written.replace('|', "\\|")),
            );
        }
        let columns = self.columns.0.len();
        let Some(lost) = lost_cells(row, columns) else { return };
        let message = format!("the table has {columns} columns, so this is not published");
        let lost = range.start + lost.start..range.start + lost.end;
        self.warn(
            Code::LostCell,
            lost,
            message,
            "give the table a column more, in its second line too, or write `\\|` for a bar",
        );
    }

    fn warn(&mut self, code: Code, range: Range<usize>, message: String, hint: &str) {
        let span = self.span(&range);
        self.diagnostics
            .push(Diagnostic::warning(code, self.reading.path, message).with_span(span).with_hint(hint));
    }

    fn is_escaped(&self, at: usize) -> bool {
        self.text[..at].ends_with('\\')
    }
}

/// The line that a text begins with, as far as it is looked at.
fn line_near(text: &str) -> &str {
    beginning(text, LONGEST).lines().next().unwrap_or_default()
}

/// Whether this, between braces after a colon, is kramdown's.
fn is_attribute_list(inner: &str) -> bool {
    let inner = inner.trim_start();
    inner.starts_with(['.', '#', ':'])
        || ["toc", "no_toc"].contains(&inner.trim())
        || (inner.contains('=') && !inner.contains(','))
}

/// The most that is looked through for the end of something, in bytes.
const LONGEST: usize = 500;

/// Whether a reference that is not defined was meant as one, and what it names.
pub(super) fn undefined(text: &str, link: &BrokenLink<'_>) -> Option<(Range<usize>, String)> {
    if !matches!(link.link_type, LinkType::Reference | LinkType::Collapsed) {
        return None;
    }
    let label = text.get(link.span.clone())?.strip_prefix('[')?.split(']').next()?;
    // An element of an array, `a[i][j]`, and citations by number look the same.
    let follows_word =
        text[..link.span.start].ends_with(|last: char| last.is_alphanumeric() || ")]_`".contains(last));
    let is_short = label.trim().chars().count() < 2 || label.bytes().all(|byte| byte.is_ascii_digit());
    let is_reference = !link.reference.is_empty() && !link.reference.starts_with('^');
    (is_reference && !follows_word && !is_short).then(|| (link.span.clone(), link.reference.to_string()))
}

/// Where a reference is defined, and as what.
pub(super) struct Definition {
    pub(super) label: String,
    pub(super) address: String,
    pub(super) range: Range<usize>,
}

/// The definitions of references that no link of these events uses; those that are comments by custom are meant so.
pub(super) fn unused(
    definitions: impl Iterator<Item = Definition>,
    events: &[(Event<'_>, Range<usize>)],
) -> Vec<(Range<usize>, String)> {
    let mut unused: Vec<_> = definitions
        .filter(|found| {
            !["//", "comment"].contains(&found.label.as_str()) && !["", "#"].contains(&found.address.as_str())
        })
        .map(|found| (found.range, found.label))
        .collect();
    if unused.is_empty() {
        return unused;
    }
    let folded = |label: &str| one_line(label).to_lowercase();
    let used: HashSet<String> = events
        .iter()
        .filter_map(|(event, _)| match event {
            Event::Start(Tag::Link { id, .. } | Tag::Image { id, .. }) if !id.is_empty() => Some(folded(id)),
            _ => None,
        })
        .collect();
    unused.retain(|(_, label)| !used.contains(&folded(label)));
    unused.sort_by_key(|(range, _)| range.start);
    unused
}

/// The places of the bars that part cells.
fn bars(row: &str) -> impl Iterator<Item = usize> {
    let bytes = row.as_bytes();
    let mut escaped = false;
    (0..bytes.len()).filter(move |at| {
        let is_bar = bytes[*at] == b'|' && !escaped;
        escaped = bytes[*at] == b'\\' && !escaped;
        is_bar
    })
}

/// What stands in the cells beyond the last column.
fn lost_cells(row: &str, columns: usize) -> Option<Range<usize>> {
    let skipped = usize::from(row.trim_start().starts_with('|'));
    let start = bars(row).nth((columns + skipped).checked_sub(1)?)? + 1;
    let rest = row[start..].trim_end();
    let rest = rest.strip_suffix('|').filter(|rest| !rest.ends_with('\\')).unwrap_or(rest);
    let is_blank = rest.trim_matches([' ', '\t', '|']).is_empty();
    let blanks = rest.len() - rest.trim_start().len();
    (!is_blank).then(|| start + blanks..start + rest.trim_end().len())
}

/// The first wikilink of a row whose bar parts two cells.
fn split_link(row: &str) -> Option<(Range<usize>, &str)> {
    row.match_indices("[[").take(100).find_map(|(at, _)| {
        let rest = beginning(&row[at..], LONGEST);
        let len = rest.find("]]")? + 2;
        let inside = &rest[2..len - 2];
        let bar = bars(inside).next()?;
        let is_name = |name: &str| name.contains(char::is_alphabetic) && !name.contains(['[', ']', '`']);
        let is_code = row[..at].matches('`').count() % 2 == 1;
        let is_link = is_name(&inside[..bar]) && !inside[bar + 1..].contains(['[', '`', '|']) && !is_code;
        is_link.then(|| (at..at + len, &rest[..len]))
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn cells_without_a_column_are_found() {
        let lost = |row: &'static str, columns| lost_cells(row, columns).map(|range| &row[range]);
        assert_eq!(lost("| 1 | 2 | 3 |", 2), Some("3"));
        assert_eq!(lost("1 | 2 | 3 | 4", 2), Some("3 | 4"));
        for row in ["| 1 | 2 |", "1 | 2", "| 1 | 2 | |", r"| 1 \| x | 2 |", "| 1 |", ""] {
            assert_eq!(lost(row, 2), None, "{row}");
        }
    }

    #[test]
    fn a_link_that_ends_a_cell_is_found() {
        let link = |row| split_link(row).map(|(_, written)| written);
        assert_eq!(link("| a | [[k|label]] |"), Some("[[k|label]]"));
        for row in [r"| [[k\|label]] |", "| [[k]] | [[l]] |", "| `[[ a | b ]]` |", "| [[1 | 2]] |"] {
            assert_eq!(link(row), None, "{row}");
        }
    }
}
