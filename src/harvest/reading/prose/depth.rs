//! HTML that is not too deep for what reads it: the library goes into elements as deep as they go, and so would a stack.
//!
//! What always holds: no word is lost; a text that is not too deep stays as it is.

use std::borrow::Cow;

use crate::harvest::reading::elements::{Part, Parts};

/// Elements are read so deep within one another.
const DEEPEST: usize = 100;

/// The text without the tags that go too deep.
pub(super) fn bounded(html: &str) -> Cow<'_, str> {
    if is_deep(html) { balanced(html).into() } else { html.into() }
}

/// Whether elements may be too deep in it; ends that are out of place end nothing.
fn is_deep(html: &str) -> bool {
    let mut open: Vec<String> = Vec::new();
    for part in Parts::new(html) {
        let Part::Tag(tag) = part else { continue };
        if tag.is_end {
            // What need not be ended ends with what it is in.
            let is_ended = |name: &String| !ENDED_BY_OTHERS.contains(&name.as_str()) || *name == tag.name;
            let at = open.iter().rposition(is_ended).filter(|at| open[*at] == tag.name);
            open.truncate(at.unwrap_or(open.len()));
        } else {
            while open.last().is_some_and(|last| is_ended_by(last, &tag.name)) {
                open.pop();
            }
            if !is_void(&tag.name) {
                open.push(tag.name);
            }
        }
        if open.len() > DEEPEST {
            return true;
        }
    }
    false
}

/// The text with every element ended where it ends, and without those that go too deep.
fn balanced(html: &str) -> String {
    let mut out = String::with_capacity(html.len());
    let mut open: Vec<String> = Vec::new();
    let end = |open: &mut Vec<String>, out: &mut String, length: usize| {
        for name in open.drain(length..).rev() {
            out.push_str(&format!("</{name}>"));
        }
    };
    for part in Parts::new(html) {
        match part {
            Part::Words(words) => out.push_str(words),
            Part::Comment(_) => {}
            Part::Tag(tag) if tag.is_end => {
                if let Some(at) = open.iter().rposition(|name| *name == tag.name) {
                    end(&mut open, &mut out, at);
                }
            }
            Part::Tag(tag) => {
                while open.last().is_some_and(|last| is_ended_by(last, &tag.name)) {
                    let length = open.len() - 1;
                    end(&mut open, &mut out, length);
                }
                if is_void(&tag.name) {
                    out.push_str(tag.written);
                } else if open.len() < DEEPEST {
                    out.push_str(tag.written);
                    open.push(tag.name);
                } else {
                    out.push(' ');
                }
            }
        }
    }
    out
}

/// Whether an element that is open ends where another begins.
fn is_ended_by(open: &str, name: &str) -> bool {
    match open {
        "p" => !IN_LINES.contains(&name),
        "li" => name == "li",
        "dt" | "dd" => matches!(name, "dt" | "dd"),
        "td" | "th" => matches!(name, "td" | "th" | "tr" | "tbody" | "tfoot"),
        "tr" => matches!(name, "tr" | "tbody" | "tfoot"),
        _ => false,
    }
}

/// Elements that stand in a paragraph and do not end it.
const IN_LINES: &[&str] = &[
    "a", "abbr", "b", "big", "br", "button", "cite", "code", "del", "em", "font", "i", "img", "input", "ins",
    "kbd", "label", "mark", "q", "s", "small", "span", "strike", "strong", "sub", "sup", "time", "tt", "u",
    "var", "wbr",
];

/// Elements whose ends are often left out.
const ENDED_BY_OTHERS: &[&str] = &["dd", "dt", "li", "p", "tbody", "td", "tfoot", "th", "thead", "tr"];

fn is_void(name: &str) -> bool {
    [
        "area", "base", "br", "col", "embed", "hr", "img", "input", "link", "meta", "param", "source",
        "track", "wbr",
    ]
    .contains(&name)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_deep_is_made_flat() {
        let usual = "<div><p>a<p>b <b>c</b></div><ul><li>d<li>e</ul>".repeat(500);
        assert!(matches!(bounded(&usual), Cow::Borrowed(_)));
        for tower in ["<div>", "<b><p>", "<div><table><tr><td></div>", "<span></x>", "<blockquote>"] {
            let deep = format!("{}a{}b", tower.repeat(5000), "</div>".repeat(5000));
            let flat = bounded(&deep);
            assert!(!is_deep(&flat), "{tower}");
            let words = crate::harvest::reading::elements::words(&flat);
            assert_eq!(words.replace(' ', ""), "ab", "{tower}");
        }
    }
}
