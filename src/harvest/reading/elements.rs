//! A text of HTML part by part: words, tags and comments, as they stand.
//!
//! Apart, since what a system writes between HTML's lines (shortcodes, blocks) has to be read before HTML is. What always holds: the parts are the whole text, in order; each is
//! looked at once; what only looks like a tag is words.

use std::ops::Range;

/// A part of a text.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) enum Part<'t> {
    Words(&'t str),
    Tag(Tag<'t>),
    /// What stands between `<!--` and `-->`.
    Comment(&'t str),
}

/// A tag.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Tag<'t> {
    /// With its angle brackets.
    pub(crate) written: &'t str,
    /// In lower case.
    pub(crate) name: String,
    /// Whether it ends an element.
    pub(crate) is_end: bool,
}

/// Goes through a text.
#[derive(Debug)]
pub(crate) struct Parts<'t> {
    text: &'t str,
    at: usize,
    /// No tag, or no comment, ends behind these places.
    last_tag: usize,
    last_comment: usize,
}

impl<'t> Parts<'t> {
    pub(crate) fn new(text: &'t str) -> Self {
        let last = |end: &str| text.rfind(end).unwrap_or(0);
        Self { text, at: 0, last_tag: last(">"), last_comment: last("-->") }
    }

    /// Where the next part begins.
    pub(crate) fn at(&self) -> usize {
        self.at
    }

    /// Goes on from a place further on.
    pub(crate) fn go_to(&mut self, at: usize) {
        self.at = at.max(self.at);
    }

    /// What begins at a `<`, and how long it is; none where that is words.
    fn marked(&self, at: usize) -> Option<(Part<'t>, usize)> {
        let rest = &self.text[at..];
        if let Some(within) = rest.strip_prefix("<!--") {
            if at + 4 > self.last_comment {
                return None;
            }
            let end = within.find("-->")?;
            return Some((Part::Comment(&within[..end]), end + 7));
        }
        let name = tag_name(rest).filter(|_| at <= self.last_tag)?;
        let is_end = rest[1..].starts_with('/');
        let mut end = rest.find('>')? + 1;
        // An angle bracket within quotes ends no tag, where the quotes are closed soon after.
        for _ in 0..3 {
            if rest[..end].matches('"').count().is_multiple_of(2) {
                break;
            }
            end += rest[end..].find('>').map_or(0, |more| more + 1);
        }
        Some((Part::Tag(Tag { written: &rest[..end], name: name.to_ascii_lowercase(), is_end }), end))
    }
}

impl<'t> Iterator for Parts<'t> {
    type Item = Part<'t>;

    fn next(&mut self) -> Option<Part<'t>> {
        let start = self.at;
        let mut from = start;
        while let Some(found) = self.text[from..].find('<') {
            let at = from + found;
            if let Some((part, length)) = self.marked(at) {
                if at > start {
                    self.at = at;
                    return Some(Part::Words(&self.text[start..at]));
                }
                self.at = at + length;
                return Some(part);
            }
            from = at + 1;
        }
        self.at = self.text.len();
        (start < self.text.len()).then(|| Part::Words(&self.text[start..]))
    }
}

/// The name of the tag that a text begins with, as it is written.
pub(crate) fn tag_name(text: &str) -> Option<&str> {
    let named = text.strip_prefix('<')?;
    let named = named.strip_prefix('/').unwrap_or(named);
    let is_name = |letter: char| letter.is_ascii_alphanumeric() || letter == '-';
    let length = named.find(|letter| !is_name(letter)).unwrap_or(named.len());
    let begins = named.starts_with(|letter: char| letter.is_ascii_alphabetic());
    let ends = named[length..].starts_with([' ', '\n', '\t', '/', '>']);
    (begins && ends).then_some(&named[..length])
}

/// The value of an attribute, and where it stands.
pub(crate) fn attribute<'t>(element: &'t str, name: &str) -> Option<(&'t str, Range<usize>)> {
    let lower = element.to_ascii_lowercase();
    let mut from = 0;
    while let Some(found) = lower[from..].find(name) {
        let at = from + found;
        from = at + name.len();
        let is_apart =
            lower[..at].ends_with(|letter: char| letter.is_whitespace() || letter == '"' || letter == '\'');
        let rest = element[from..].trim_start();
        let Some(value) = rest.strip_prefix('=').map(str::trim_start).filter(|_| is_apart) else { continue };
        let start = element.len() - value.len();
        let quote = value.chars().next().filter(|letter| matches!(letter, '"' | '\''));
        let range = match quote {
            Some(quote) => start + 1..start + 1 + value[1..].find(quote)?,
            None => {
                start
                    ..start
                        + value
                            .find(|letter: char| letter.is_whitespace() || letter == '>')
                            .unwrap_or(value.len())
            }
        };
        return Some((&element[range.clone()], range));
    }
    None
}

/// A comment that says this; nothing in it ends it.
pub(crate) fn comment(text: &str) -> String {
    let mut comment = String::with_capacity(text.len() + 9);
    comment.push_str("<!-- ");
    for letter in text.trim().chars() {
        if letter == '-' && comment.ends_with('-') {
            comment.push(' ');
        }
        comment.push(letter);
    }
    comment.push_str(" -->");
    comment
}

/// The words of a text, without its tags and comments.
pub(crate) fn words(html: &str) -> String {
    let words = Parts::new(html).filter_map(|part| match part {
        Part::Words(words) => Some(words),
        _ => None,
    });
    words.collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn read(text: &str) -> Vec<String> {
        let shown = |part| match part {
            Part::Words(words) => words.to_owned(),
            Part::Tag(tag) => format!("{}{}", if tag.is_end { "/" } else { "" }, tag.name),
            Part::Comment(comment) => format!("!{comment}"),
        };
        Parts::new(text).map(shown).collect()
    }

    #[test]
    fn a_text_has_words_tags_and_comments() {
        assert_eq!(
            read("a <B class=\"x > y\">b</B><br/> c <!-- d --> e"),
            ["a ", "b", "b", "/b", "br", " c ", "! d ", " e"]
        );
        assert_eq!(read("1 < 2 <3 > <<p>"), ["1 < 2 <3 > <", "p"]);
        assert_eq!(read("a <b"), ["a <b"]);
        assert_eq!(read("<!-- a <p>"), ["<!-- a ", "p"]);
        assert_eq!(read("<a \"><b>"), ["a"]);
        assert_eq!(read(""), Vec::<String>::new());
        assert_eq!(words("T <em>with</em> 1 < 2"), "T with 1 < 2");
    }

    #[test]
    fn attributes_have_places() {
        let element = "<img data-src=a src=\"b c\" alt='d'>";
        assert_eq!(attribute(element, "src").map(|(value, _)| value), Some("b c"));
        assert_eq!(attribute(element, "alt").map(|(_, range)| &element[range]), Some("d"));
        assert_eq!(attribute(element, "data-src").map(|(value, _)| value), Some("a"));
        assert_eq!(attribute(element, "href"), None);
    }

    #[test]
    fn nothing_within_a_comment_ends_it() {
        for (text, wanted) in [
            (" a ", "<!-- a -->"),
            ("a-b -- c", "<!-- a-b - - c -->"),
            ("--->x", "<!-- - - ->x -->"),
            ("a --!> b -", "<!-- a - -!> b - -->"),
        ] {
            assert_eq!(comment(text), wanted);
            let whole = comment(text);
            assert_eq!(Parts::new(&whole).collect::<Vec<_>>(), [Part::Comment(&whole[4..whole.len() - 3])]);
        }
    }

    /// Were the rest looked through at each of these, this would take hours.
    #[test]
    fn a_long_text_is_read_once() {
        for piece in ["<!--", "<a", "<a \"", "<", "<a <"] {
            let text = piece.repeat(1_000_000);
            assert_eq!(
                Parts::new(&text)
                    .map(|part| matches!(part, Part::Words(words) if words == text))
                    .collect::<Vec<_>>(),
                [true]
            );
        }
        let text = "<a \">".repeat(300_000);
        let tags: Vec<usize> = Parts::new(&text)
            .map(|part| if let Part::Tag(tag) = part { tag.written.len() } else { 0 })
            .collect();
        assert_eq!(tags, [10].repeat(150_000));
    }
}
