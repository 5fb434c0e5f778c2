//! Raw HTML, taken apart: tags, comments, and what stands between them.
//!
//! Comes in: HTML as an author wrote it, whatever it is. Goes out: tokens, each with its place. Where a tag ends is found as the HTML
//! standard says (13.2.5); what stands in it is read by html5ever's tokenizer, as a browser would read it. What always holds: the tokens
//! cover the text without a gap, and a tag that never ends is text.

use std::borrow::Cow;
use std::cell::RefCell;
use std::ops::Range;

use html5ever::tendril::StrTendril;
use html5ever::tokenizer::{
    BufferQueue, TagKind, Token as Html5Token, TokenSink, TokenSinkResult, Tokenizer, TokenizerOpts,
};

/// A part of raw HTML, and where it stands in it.
#[derive(Debug, PartialEq, Eq)]
pub(in crate::document::body) struct Token {
    pub(in crate::document::body) range: Range<usize>,
    pub(in crate::document::body) kind: TokenKind,
}

#[derive(Debug, PartialEq, Eq)]
pub(in crate::document::body) enum TokenKind {
    Text,
    Open(Tag),
    /// The name, in small letters.
    Close(String),
    /// What stands in an element whose content is not HTML: `<script>`.
    RawText,
    Comment {
        is_closed: bool,
    },
    /// `<![CDATA[…]]>`, whose text begins and ends here.
    Data(Range<usize>),
    /// `<!DOCTYPE …>`, `<?…?>`.
    Instruction,
}

/// An opening tag as a browser reads it.
#[derive(Debug, PartialEq, Eq)]
pub(in crate::document::body) struct Tag {
    /// In small letters.
    pub(in crate::document::body) name: String,
    /// Their names, in small letters, and their values, without character references; each name once.
    pub(in crate::document::body) attributes: Vec<(String, String)>,
    /// It ends in `/>`.
    pub(in crate::document::body) closes_itself: bool,
}

impl Tag {
    /// The value of an attribute.
    pub(in crate::document::body) fn value(&self, name: &str) -> Option<&str> {
        self.attributes.iter().find(|(known, _)| known == name).map(|(_, value)| value.as_str())
    }
}

/// Elements whose content browsers don't read as HTML.
const RAW_TEXT: &[&str] = &["iframe", "noembed", "noframes", "script", "style", "textarea", "title", "xmp"];

/// Takes raw HTML apart.
pub(in crate::document::body) fn tokens(html: &str) -> Vec<Token> {
    let mut tokens = Vec::new();
    let (mut at, mut text) = (0, 0);
    while let Some(found) = html[at..].find('<') {
        let start = at + found;
        let Some(token) = token(html, start) else {
            at = start + 1;
            continue;
        };
        if text < start {
            tokens.push(Token { range: text..start, kind: TokenKind::Text });
        }
        (at, text) = (token.range.end, token.range.end);
        let raw_text = match &token.kind {
            TokenKind::Open(tag) if RAW_TEXT.contains(&tag.name.as_str()) => {
                Some(end_of_raw_text(html, at, &tag.name))
            }
            _ => None,
        };
        tokens.push(token);
        if let Some(end) = raw_text.filter(|end| *end > at) {
            tokens.push(Token { range: at..end, kind: TokenKind::RawText });
            (at, text) = (end, end);
        }
    }
    if text < html.len() {
        tokens.push(Token { range: text..html.len(), kind: TokenKind::Text });
    }
    tokens
}

/// Text with its character references read.
pub(in crate::document::body) fn decoded(text: &str) -> Cow<'_, str> {
    if !text.contains('&') {
        return Cow::Borrowed(text);
    }
    let parts = text.split('<').map(|part| {
        let mut read = String::new();
        for token in tokenized(part) {
            if let Html5Token::CharacterTokens(text) = token {
                read.push_str(&text);
            }
        }
        read
    });
    Cow::Owned(parts.collect::<Vec<_>>().join("<"))
}

/// The tag, comment or instruction that begins at `start`; none when that is text.
fn token(html: &str, start: usize) -> Option<Token> {
    let rest = &html[start..];
    let to = |len: usize| start..start + len;
    if let Some(comment) = rest.strip_prefix("<!--") {
        let end = if comment.starts_with('>') {
            Some(5)
        } else if comment.starts_with("->") {
            Some(6)
        } else {
            rest[2..].find("-->").map(|end| 2 + end + 3)
        };
        let range = to(end.unwrap_or(rest.len()));
        return Some(Token { range, kind: TokenKind::Comment { is_closed: end.is_some() } });
    }
    if let Some(data) = rest.strip_prefix("<![CDATA[") {
        let (len, end) = data.find("]]>").map_or((data.len(), rest.len()), |len| (len, 9 + len + 3));
        return Some(Token { range: to(end), kind: TokenKind::Data(start + 9..start + 9 + len) });
    }
    let second = *rest.as_bytes().get(1)?;
    if matches!(second, b'!' | b'?') {
        let end = rest.find('>').map_or(rest.len(), |end| end + 1);
        return Some(Token { range: to(end), kind: TokenKind::Instruction });
    }
    let is_close = second == b'/';
    let name = if is_close { *rest.as_bytes().get(2)? } else { second };
    if !name.is_ascii_alphabetic() {
        return None;
    }
    let range = to(end_of_tag(rest)?);
    let kind = tokenized(&html[range.clone()]).into_iter().find_map(|token| match token {
        Html5Token::TagToken(tag) => Some(tag),
        _ => None,
    })?;
    let name = kind.name.to_string();
    if kind.kind == TagKind::EndTag {
        return Some(Token { range, kind: TokenKind::Close(name) });
    }
    let attributes =
        kind.attrs.iter().map(|attribute| (attribute.name.local.to_string(), attribute.value.to_string()));
    let tag = Tag { name, attributes: attributes.collect(), closes_itself: kind.self_closing };
    Some(Token { range, kind: TokenKind::Open(tag) })
}

/// Where the tag that `html` begins with ends, after its bracket: brackets in quoted values are part of it.
fn end_of_tag(html: &str) -> Option<usize> {
    #[derive(PartialEq)]
    enum State {
        /// Before the name of an attribute, or in the tag's own name.
        Between,
        Name,
        BeforeValue,
        Quoted(u8),
        Unquoted,
    }
    let mut state = State::Between;
    for (at, byte) in html.bytes().enumerate().skip(1) {
        state = match (state, byte) {
            (State::Quoted(quote), byte) => {
                if byte == quote {
                    State::Between
                } else {
                    State::Quoted(quote)
                }
            }
            (_, b'>') => return Some(at + 1),
            (State::BeforeValue, b'"' | b'\'') => State::Quoted(byte),
            (State::BeforeValue, b' ' | b'\t' | b'\n' | b'\r' | 0x0c) | (State::Name, b'=') => {
                State::BeforeValue
            }
            (State::Unquoted, b' ' | b'\t' | b'\n' | b'\r' | 0x0c)
            | (State::Name, b'/')
            | (State::Between, b' ' | b'\t' | b'\n' | b'\r' | 0x0c | b'/') => State::Between,
            (State::BeforeValue | State::Unquoted, _) => State::Unquoted,
            // White space after a name may still be followed by its value.
            (State::Name | State::Between, _) => State::Name,
        };
    }
    None
}

/// Where the content of an element that is not HTML ends: before its closing tag, or with the text.
fn end_of_raw_text(html: &str, from: usize, name: &str) -> usize {
    let rest = &html[from..];
    let closes = |at: usize| {
        let after = &rest[at + 2..];
        let is_name = after.get(..name.len()).is_some_and(|found| found.eq_ignore_ascii_case(name));
        let next = after.as_bytes().get(name.len());
        is_name && next.is_none_or(|byte| matches!(byte, b'>' | b'/' | b' ' | b'\t' | b'\n' | b'\r' | 0x0c))
    };
    let end = rest.match_indices("</").map(|(at, _)| at).find(|at| closes(*at));
    from + end.unwrap_or(rest.len())
}

/// What html5ever makes of this.
fn tokenized(html: &str) -> Vec<Html5Token> {
    let tokenizer =
        Tokenizer::new(Sink::default(), TokenizerOpts { discard_bom: false, ..TokenizerOpts::default() });
    let queue = BufferQueue::default();
    queue.push_back(StrTendril::from_slice(html));
    let _ = tokenizer.feed(&queue);
    tokenizer.end();
    tokenizer.sink.0.into_inner()
}

#[derive(Default)]
struct Sink(RefCell<Vec<Html5Token>>);

impl TokenSink for Sink {
    type Handle = ();

    fn process_token(&self, token: Html5Token, _line: u64) -> TokenSinkResult<()> {
        self.0.borrow_mut().push(token);
        TokenSinkResult::Continue
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn told(html: &str) -> Vec<String> {
        let all = tokens(html);
        assert_eq!(all.iter().map(|token| &html[token.range.clone()]).collect::<String>(), html);
        let told = |token: &Token| match &token.kind {
            TokenKind::Text => format!("text {}", &html[token.range.clone()]),
            TokenKind::Open(tag) => format!("<{} {:?} {}", tag.name, tag.attributes, tag.closes_itself),
            TokenKind::Close(name) => format!("</{name}"),
            TokenKind::RawText => format!("raw {}", &html[token.range.clone()]),
            TokenKind::Comment { is_closed } => format!("comment {is_closed}"),
            TokenKind::Data(range) => format!("data {}", &html[range.clone()]),
            TokenKind::Instruction => "instruction".to_owned(),
        };
        all.iter().map(told).collect()
    }

    #[test]
    fn html_is_taken_apart_as_browsers_do() {
        assert_eq!(told("a <B>b</b> c"), ["text a ", "<b [] false", "text b", "</b", "text  c"]);
        assert_eq!(
            told("<a href='x>y' title=\"a&amp;b\" open X=java&#x73;cript&colon;1 /t/>"),
            [
                r#"<a [("href", "x>y"), ("title", "a&b"), ("open", ""), ("x", "javascript:1"), ("t", "")] true"#
            ]
        );
        assert_eq!(told("1 < 2 <3 </ x <a"), ["text 1 < 2 <3 </ x <a"]);
        assert_eq!(told("<a b = 'c>d'>e"), [r#"<a [("b", "c>d")] false"#, "text e"]);
        assert_eq!(told("<script>a<b></SCRIPT >c"), ["<script [] false", "raw a<b>", "</script", "text c"]);
        assert_eq!(told("<style>a{}"), ["<style [] false", "raw a{}"]);
        assert_eq!(told("x<!-- a --><!--> b"), ["text x", "comment true", "comment true", "text  b"]);
        assert_eq!(told("<!-- a"), ["comment false"]);
        assert_eq!(
            told("<?php x?><!DOCTYPE html><![CDATA[a<b]]>"),
            ["instruction", "instruction", "data a<b"]
        );
        assert_eq!(told("<ip>:<port>"), ["<ip [] false", "text :", "<port [] false"]);
    }

    #[test]
    fn character_references_are_read() {
        assert_eq!(decoded("a &amp; b &lt;i&gt; &eacute; < c&nbsp;d"), "a & b <i> é < c\u{a0}d");
        assert_eq!(decoded("plain"), "plain");
    }
}
