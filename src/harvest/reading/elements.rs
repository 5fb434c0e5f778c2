//! A text of HTML part by part: words, tags and comments, as they stand.
//!
//! Apart, since what a system writes between HTML's lines (shortcodes, blocks) has to be read before HTML is. What always holds: the parts are the whole text, in order; each is
//! looked at once; what only looks like a tag is words.

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
        let is_end = rest[1..].starts_with('/');
        let named = &rest[1 + usize::from(is_end)..];
        let is_name = |letter: char| letter.is_ascii_alphanumeric() || letter == '-';
        let length = named.find(|letter| !is_name(letter)).unwrap_or(named.len());
        let begins = named.starts_with(|letter: char| letter.is_ascii_alphabetic());
        let ends = named[length..].starts_with([' ', '\n', '\t', '/', '>']);
        if !begins || !ends || at > self.last_tag {
            return None;
        }
        let mut end = rest.find('>')? + 1;
        // An angle bracket within quotes ends no tag, where the quotes are closed soon after.
        for _ in 0..3 {
            if rest[..end].matches('"').count().is_multiple_of(2) {
                break;
            }
            end += rest[end..].find('>').map_or(0, |more| more + 1);
        }
        let name = named[..length].to_ascii_lowercase();
        Some((Part::Tag(Tag { written: &rest[..end], name, is_end }), end))
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
    fn a_long_text_is_read_once() {
        for text in ["<!--".repeat(30_000), "<a".repeat(30_000), "<a \"".repeat(30_000), "<".repeat(30_000)] {
            assert_eq!(Parts::new(&text).count(), 1);
        }
    }
}
