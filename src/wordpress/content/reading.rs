//! A text as it is read: where what begins in it ends, and what stands alone on its line.
//!
//! Apart, since it is what keeps the reading to one pass. What always holds: an end is looked for once in the text, not once for each beginning; of
//! what stands before and after a place, a tag is looked at and no more.

use std::collections::{BTreeSet, HashMap};
use std::ops::Range;

use super::paragraphs::is_block;
use crate::harvest::reading::elements::tag_name;

/// A text: a whole one, or what stands within a shortcode.
pub(super) struct Reading<'t> {
    pub(super) text: &'t str,
    /// The same in lower case.
    lower: String,
    /// Where shortcodes end in it, by their names in lower case.
    ends: HashMap<String, Vec<usize>>,
    /// What ends nowhere further on.
    nowhere: BTreeSet<String>,
    /// In how many others it stands.
    pub(super) depth: usize,
    pub(super) out: String,
}

impl<'t> Reading<'t> {
    pub(super) fn new(text: &'t str, depth: usize) -> Self {
        let lower = text.to_ascii_lowercase();
        let ends = ends(&lower);
        Self { text, lower, ends, nowhere: BTreeSet::new(), depth, out: String::with_capacity(text.len()) }
    }

    /// Where the end of an element stands next: `</pre>`. What is found has to be passed by before it is asked for again.
    pub(super) fn end(&mut self, end: &str, from: usize) -> Option<usize> {
        if self.nowhere.contains(end) {
            return None;
        }
        let found = self.lower[from..].find(end).map(|at| from + at);
        if found.is_none() {
            self.nowhere.insert(end.to_owned());
        }
        found
    }

    /// Where the end of a shortcode of this name stands next, with its brackets.
    pub(super) fn end_of_shortcode(&self, name: &str, from: usize) -> Option<Range<usize>> {
        let ends = self.ends.get(name)?;
        let start = *ends.get(ends.partition_point(|at| *at < from))?;
        Some(start..start + name.len() + "[/]".len())
    }

    /// Whether a shortcode of this name ends somewhere in it.
    pub(super) fn is_ended(&self, name: &str) -> bool {
        self.ends.contains_key(name)
    }
}

/// Where shortcodes end in a text in lower case.
fn ends(lower: &str) -> HashMap<String, Vec<usize>> {
    let mut ends: HashMap<String, Vec<usize>> = HashMap::new();
    for (at, _) in lower.match_indices("[/") {
        let rest = &lower[at + 2..];
        let is_name = |letter: char| letter.is_ascii_alphanumeric() || "-_".contains(letter);
        let length = rest.find(|letter| !is_name(letter)).unwrap_or(rest.len());
        if length > 0 && rest[length..].starts_with(']') {
            ends.entry(rest[..length].to_owned()).or_default().push(at);
        }
    }
    ends
}

/// Whether a line is an address and nothing else.
pub(super) fn is_address(line: &str) -> bool {
    let line = line.trim();
    ["https://", "http://"].iter().any(|scheme| line.starts_with(scheme))
        && !line.contains(char::is_whitespace)
}

/// Whether what comes next begins a line.
pub(super) fn is_after_block(before: &str) -> bool {
    /// No tag that matters is longer.
    const LONGEST: usize = 2000;
    let before = before.trim_end_matches([' ', '\t']);
    if before.is_empty() || before.ends_with('\n') {
        return true;
    }
    let length = before.bytes().rev().take(LONGEST).position(|byte| byte == b'<');
    let tag = length.filter(|_| before.ends_with('>')).map(|length| &before[before.len() - 1 - length..]);
    tag.is_some_and(parts_lines)
}

/// Whether what came before ends its line.
pub(super) fn is_before_block(after: &str) -> bool {
    after.trim_start_matches([' ', '\t']).is_empty() || after.starts_with("<!--") || parts_lines(after)
}

/// Whether a text begins with a tag that stands in no line, or ends one.
fn parts_lines(text: &str) -> bool {
    tag_name(text).map(str::to_ascii_lowercase).is_some_and(|name| is_block(&name) || name == "br")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn ends_are_found_from_wherever_one_asks() {
        let reading = Reading::new("[/A] [/b [/a][/a b] [/a]", 0);
        let ends: Vec<_> = [0, 1, 9, 10, 21].map(|from| reading.end_of_shortcode("a", from)).into();
        assert_eq!(ends, [Some(0..4), Some(9..13), Some(9..13), Some(20..24), None]);
        assert!(reading.is_ended("a") && !reading.is_ended("b"));
    }

    #[test]
    fn lines_end_at_blocks() {
        for before in ["", "a\n", "a<br />  ", "<P class=\"x\">", "a</li>"] {
            assert!(is_after_block(before), "{before}");
        }
        for before in ["a", "<b>", "a >", &format!("<p {}>", "x".repeat(3000))] {
            assert!(!is_after_block(before), "{before}");
        }
        for (after, wanted) in [(" ", true), ("<!-- x", true), ("</P>", true), ("<b>", false), (" a", false)]
        {
            assert_eq!(is_before_block(after), wanted, "{after}");
        }
    }
}
