//! The tags of template languages in a text: where each stands, what it is called, and what it is given.
//!
//! Comes in: a text and its language. Goes out: tags in order, those that open a block with the tag that ends it. Pure. What always holds: tags do
//! not overlap; what stands in a block of code or in `raw` is no tag; a text is read in one pass.

use std::collections::HashMap;
use std::ops::Range;

use crate::vocab::shorten::beginning;

/// The template languages of blogs.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Language {
    /// Jekyll's and Eleventy's: `{% … %}`, `{{ … }}`.
    Liquid,
    /// Hugo's: `{{< … >}}`, `{{% … %}}`.
    Hugo,
    /// Zola's: `{{ f(a="b") }}`, `{% f() %} … {% end %}`.
    Tera,
    /// None: braces are braces.
    None,
}

/// One tag.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Tag {
    pub(super) range: Range<usize>,
    pub(super) kind: TagKind,
    /// In lower case, without what joins words; of an `include` the name of what is included.
    pub(super) name: String,
    pub(super) arguments: Vec<Argument>,
    /// What stands between the braces.
    pub(super) inner: String,
    /// The tag that ends its block.
    pub(super) end: Option<usize>,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum TagKind {
    /// `{{ … }}`.
    Value,
    /// `{% … %}`, `{{< … >}}`.
    Block,
    /// `{% end… %}`, `{{< /… >}}`.
    End,
    /// `{{</* … */>}}`: what is meant to be read as it is.
    Escaped,
    /// `{# … #}`.
    Comment,
}

/// One thing that a tag is given.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Argument {
    pub(super) key: Option<String>,
    pub(super) value: String,
    /// Whether it stood in quotes.
    pub(super) is_quoted: bool,
}

impl Tag {
    /// The value of the first of these keys that it is given, else what it is given at this place without a key.
    pub(super) fn given(&self, keys: &[&str], place: Option<usize>) -> Option<&str> {
        let of_key = |key: &&str| {
            self.arguments
                .iter()
                .find(|argument| argument.key.as_deref().is_some_and(|other| other.eq_ignore_ascii_case(key)))
                .map(|argument| argument.value.as_str())
        };
        let by_place = || {
            let mut plain = self.arguments.iter().filter(|argument| argument.key.is_none());
            plain.nth(place?).map(|argument| argument.value.as_str())
        };
        keys.iter().find_map(of_key).or_else(by_place).map(str::trim).filter(|value| !value.is_empty())
    }
}

/// Every tag of a text.
pub(super) fn tags(text: &str, language: Language) -> Vec<Tag> {
    let mut tags: Vec<Tag> = Vec::new();
    if language == Language::None {
        return tags;
    }
    let mut open = Open::default();
    // Blocks of these names end nowhere in what is left.
    let mut endless: Vec<String> = Vec::new();
    let mut at = 0;
    while let Some(found) = text[at..].find('{') {
        let start = at + found;
        let Some((length, kind, inner)) = delimited(&text[start..], language) else {
            at = start + 1;
            continue;
        };
        let tag = tag(start..start + length, kind, inner);
        at = tag.range.end;
        let index = tags.len();
        let is_verbatim = tag.kind == TagKind::Block && VERBATIM.contains(&tag.name.as_str());
        match tag.kind {
            TagKind::Block if !inner.trim_end().ends_with('/') => open.push(&tag.name, index),
            TagKind::End => {
                if let Some(opening) = open.pop(&tag.name) {
                    tags[opening].end = Some(index);
                }
            }
            _ => {}
        }
        if is_verbatim && !endless.contains(&tag.name) {
            match end_of_verbatim(&text[at..], &tag.name, language) {
                Some(end) => at += end,
                None => endless.push(tag.name.clone()),
            }
        }
        tags.push(tag);
    }
    tags
}

/// Blocks whose content is no template.
const VERBATIM: &[&str] =
    &["code", "codeblock", "comment", "highlight", "mermaid", "raw", "rawhtml", "verbatim"];

/// Blocks that are open, and how many of each name, so that an end without a beginning costs nothing.
#[derive(Default)]
struct Open {
    stack: Vec<(String, usize)>,
    counts: HashMap<String, usize>,
}

impl Open {
    fn push(&mut self, name: &str, index: usize) {
        self.stack.push((name.to_owned(), index));
        *self.counts.entry(name.to_owned()).or_default() += 1;
    }

    /// The tag that this name ends; an empty name ends the last one.
    fn pop(&mut self, name: &str) -> Option<usize> {
        if !name.is_empty() && self.counts.get(name).is_none_or(|count| *count == 0) {
            return None;
        }
        while let Some((opened, index)) = self.stack.pop() {
            self.counts.entry(opened.clone()).and_modify(|count| *count -= 1);
            if name.is_empty() || opened == name {
                return Some(index);
            }
        }
        None
    }
}

/// The tag that a text begins with: its length, its kind, and what stands between its braces.
fn delimited(text: &str, language: Language) -> Option<(usize, TagKind, &str)> {
    /// No tag is longer.
    const LONGEST: usize = 4000;
    let forms: &[(&str, &str, TagKind)] = match language {
        Language::Hugo => &[
            ("{{</*", "*/>}}", TagKind::Escaped),
            ("{{%/*", "*/%}}", TagKind::Escaped),
            ("{{<", ">}}", TagKind::Block),
            ("{{%", "%}}", TagKind::Block),
        ],
        Language::Liquid | Language::Tera => {
            &[("{%", "%}", TagKind::Block), ("{{", "}}", TagKind::Value), ("{#", "#}", TagKind::Comment)]
        }
        Language::None => &[],
    };
    let (open, close, kind) = forms.iter().find(|(open, _, _)| text.starts_with(open))?;
    // `{#id}` is a heading's anchor in Markdown.
    if *kind == TagKind::Comment && (language == Language::Liquid || !text.starts_with("{# ")) {
        return None;
    }
    let rest = &text[open.len()..];
    let end = beginning(rest, LONGEST).find(close)?;
    let inner = rest[..end].trim_start_matches(['-', '~']).trim_end_matches(['-', '~']);
    Some((open.len() + end + close.len(), *kind, inner.trim()))
}

fn tag(range: Range<usize>, kind: TagKind, inner: &str) -> Tag {
    let whole =
        Tag { range, kind, name: String::new(), arguments: Vec::new(), inner: inner.to_owned(), end: None };
    if matches!(kind, TagKind::Escaped | TagKind::Comment) {
        return whole;
    }
    let (slash, rest) = inner.strip_prefix('/').map_or((false, inner), |rest| (true, rest.trim_start()));
    let length =
        rest.find(|letter: char| letter.is_whitespace() || "(,|".contains(letter)).unwrap_or(rest.len());
    let written = rest[..length].trim_end_matches('/');
    let mut arguments = arguments(rest[length..].trim_end_matches('/'));
    let mut name = plain(written);
    if matches!(name.as_str(), "include" | "includecached" | "render" | "partial") && !arguments.is_empty() {
        let included = arguments.remove(0).value;
        let last = included.rsplit('/').next().unwrap_or(&included);
        name = plain(last.split('.').next().unwrap_or(last));
    }
    let ended = if slash { Some(name.clone()) } else { name.strip_prefix("end").map(str::to_owned) };
    match ended {
        Some(ended) if kind == TagKind::Block => Tag { kind: TagKind::End, name: ended, ..whole },
        _ => Tag { name, arguments, ..whole },
    }
}

/// A tag of this name that is given this, which stands in no text.
pub(super) fn named(name: &str, given: &str) -> Tag {
    let (range, inner) = (0..0, String::new());
    Tag { range, kind: TagKind::Block, name: plain(name), arguments: arguments(given), inner, end: None }
}

/// A name in lower case, without what joins its words.
fn plain(name: &str) -> String {
    name.chars().filter(|letter| !"-_ \"'".contains(*letter)).flat_map(char::to_lowercase).collect()
}

/// `a="b" c='d' "e" f=g`, with commas and brackets around it or not.
fn arguments(text: &str) -> Vec<Argument> {
    let mut arguments = Vec::new();
    let mut rest = text.trim_start_matches(|letter: char| letter.is_whitespace() || letter == '(');
    while !rest.is_empty() {
        let (word, is_quoted, after) = word(rest);
        let equals = after.trim_start().strip_prefix('=').or_else(|| after.strip_prefix(": "));
        match equals {
            Some(value_on) if !is_quoted && !word.is_empty() => {
                let (value, is_quoted, after) = self::word(value_on.trim_start());
                arguments.push(Argument { key: Some(word), value, is_quoted });
                rest = after;
            }
            _ if !word.is_empty() || is_quoted => {
                arguments.push(Argument { key: None, value: word, is_quoted });
                rest = after;
            }
            _ => rest = after,
        }
        rest = rest.trim_start_matches(|letter: char| letter.is_whitespace() || ",();".contains(letter));
    }
    arguments
}

/// The first word of a text, what stands in quotes being one, and what follows it: always less.
fn word(text: &str) -> (String, bool, &str) {
    let first = text.chars().next().unwrap_or(' ');
    if let '"' | '\'' | '`' | '“' | '”' = first {
        let rest = &text[first.len_utf8()..];
        let is_close = |letter: char| letter == first || (matches!(first, '“' | '”') && letter == '”');
        let mut escaped = false;
        for (at, letter) in rest.char_indices() {
            if is_close(letter) && !escaped {
                let value = rest[..at].replace("\\\"", "\"").replace("\\'", "'");
                return (value, true, &rest[at + letter.len_utf8()..]);
            }
            escaped = letter == '\\' && !escaped;
        }
    }
    let is_end = |letter: char| letter.is_whitespace() || ",=()".contains(letter);
    let length = text.find(is_end).unwrap_or(text.len());
    if length == 0 {
        return (String::new(), false, text.get(first.len_utf8()..).unwrap_or_default());
    }
    let value = text[..length].trim_end_matches(':');
    (value.to_owned(), false, &text[value.len().max(1)..])
}

/// Where the tag begins that ends a block whose content is no template.
fn end_of_verbatim(text: &str, name: &str, language: Language) -> Option<usize> {
    let mut at = 0;
    while let Some(found) = text[at..].find('{') {
        let start = at + found;
        if let Some((length, kind, inner)) = delimited(&text[start..], language) {
            let ending = tag(start..start + length, kind, inner);
            let ends = ending.name == name || (ending.name.is_empty() && language == Language::Tera);
            if ending.kind == TagKind::End && ends {
                return Some(start);
            }
        }
        at = start + 1;
    }
    None
}

#[cfg(test)]
mod tests {
    use super::*;

    fn read(text: &str, language: Language) -> Vec<String> {
        let shown = |tag: Tag| {
            let given = tag.arguments.iter().map(|one| match &one.key {
                Some(key) => format!("{key}={}", one.value),
                None => one.value.clone(),
            });
            let end = tag.end.map_or(String::new(), |end| format!(" to {end}"));
            format!("{:?} {} {}{end}", tag.kind, tag.name, given.collect::<Vec<_>>().join(","))
        };
        tags(text, language).into_iter().map(shown).collect()
    }

    #[test]
    fn tags_have_names_and_arguments() {
        assert_eq!(
            read(
                "{% include figure.html src='/a b.png' alt=\"x \\\"y\\\"\" %}{%- link _posts/x.md -%}",
                Language::Liquid
            ),
            ["Block figure src=/a b.png,alt=x \"y\"", "Block link _posts/x.md"]
        );
        assert_eq!(
            read(
                "{{< figure src=\"a.png\" >}} {{% notice note %}}x{{% /notice %}} {{< br />}}",
                Language::Hugo
            ),
            ["Block figure src=a.png", "Block notice note to 2", "End notice ", "Block br "]
        );
        assert_eq!(
            read("{{ youtube(id=\"x\", autoplay=true) }}{% quote(author=\"A\") %}q{% end %}", Language::Tera),
            ["Value youtube id=x,autoplay=true", "Block quote author=A to 2", "End  "]
        );
        assert_eq!(read("{{< a >}}", Language::None), Vec::<String>::new());
    }

    #[test]
    fn code_is_no_template() {
        assert_eq!(
            read("{% raw %}{{ x }}{% if %}{% endraw %}{{ y }}", Language::Liquid),
            ["Block raw  to 1", "End raw ", "Value y "]
        );
        assert_eq!(read("{{</* figure */>}} {# Title {#id}", Language::Hugo), ["Escaped  "]);
        assert_eq!(read("{% if a %}{% if b %}{% endif %}{% endfor %}", Language::Liquid).len(), 4);
    }
}
