//! Raw HTML in Markdown: read, checked and written anew, so that what stays of it is treated as Markdown is.
//!
//! Comes in: what the Markdown parser took for HTML, a block or a tag at a time. Goes out: the same in one form, with links and images as gaps. What
//! always holds:
//!
//! - Every element that is opened is closed where the block that it stands in ends, at the latest.
//! - What is deep is bounded.
//! - What is not published is told, once for each name.
//! - What HTML doesn't know is text.

mod attributes;
mod embeds;
mod media;
mod nesting;
mod rules;
mod source;
mod telling;
#[cfg(test)]
mod tests;
mod tokens;

use pulldown_cmark::Event;

use crate::vocab::diagnostic::{Code, Diagnostic};
use crate::vocab::html::push_escaped;

use super::state::{Walk, WrittenRaw};
use rules::Fate;
use source::{Source, Stands};
use telling::WRITE_MARKDOWN;
use tokens::decoded;
pub(super) use tokens::{Tag, Token, TokenKind, tokens};

/// How deep elements may nest: beyond, tags are text. What reads HTML takes a time that grows with the square of the depth.
const DEEPEST: usize = 200;

impl Walk<'_, '_> {
    /// A tag or a comment within a line; returns the index of the event after it.
    pub(super) fn inline_html(&mut self, index: usize, html: &str) -> usize {
        self.prepare_raw();
        let places = [(0, self.events[index].1.start)];
        let source = Source { html, places: &places, index, stands: Stands::InLine };
        let mut written = String::new();
        let all = tokens(html);
        for token in &all {
            if self.is_hidden(token)
                && let Some(end) = self.closing_of(index, token)
            {
                self.tell_element(&source, token);
                self.raw.written.insert(index, WrittenRaw { html: String::new(), next: end + 1 });
                return end + 1;
            }
            self.token(&source, token, &mut written);
        }
        self.raw.written.insert(index, WrittenRaw { html: written.clone(), next: index + 1 });
        self.out.push(Event::InlineHtml(written.into()));
        index + 1
    }

    /// A block of HTML; returns the index of the event after it.
    pub(super) fn html_block(&mut self, index: usize) -> usize {
        self.prepare_raw();
        let end = self.end_of(index);
        let (mut html, mut places) = (String::new(), Vec::new());
        for (event, range) in &self.events[index + 1..end] {
            if let Event::Html(text) | Event::Text(text) = event {
                places.push((html.len(), range.start));
                html.push_str(text);
            }
        }
        if places.is_empty() {
            return end + 1;
        }
        let source = Source { html: &html, places: &places, index, stands: Stands::Alone };
        let mut written = String::new();
        let all = tokens(&html);
        let is_text = matches!(all.first(), Some(Token { kind: TokenKind::Open(tag), .. })
            if rules::fate(&tag.name) == Fate::Unknown && !self.reading.trust_html);
        if is_text {
            written.push_str("<p>");
        }
        let mut at = 0;
        while let Some(token) = all.get(at) {
            at += 1;
            self.token(&source, token, &mut written);
            if self.is_hidden(token) {
                let content = content_of(&all[at..], token);
                if content.is_none() {
                    self.unclosed(token_name(token), source.range(&token.range));
                }
                at += content.unwrap_or(all.len() - at);
            }
        }
        if is_text {
            written.push_str("</p>\n");
        }
        self.end_line();
        self.raw.written.insert(index, WrittenRaw { html: written.clone(), next: end + 1 });
        self.out.push(Event::Html(written.into()));
        end + 1
    }

    fn is_hidden(&self, token: &Token) -> bool {
        matches!(&token.kind, TokenKind::Open(tag) if rules::fate(&tag.name) == Fate::Hidden)
            && !self.reading.trust_html
    }

    fn token(&mut self, source: &Source<'_>, token: &Token, written: &mut String) {
        let text = &source.html[token.range.clone()];
        match &token.kind {
            TokenKind::Comment { is_closed: false } => self.unclosed_comment(source, token),
            TokenKind::Open(tag) if self.reading.trust_html => self.trusted(source, token, tag, written),
            TokenKind::Close(name) if self.reading.trust_html => {
                self.close_element(source, name, written);
                written.push_str(text);
            }
            _ if self.reading.trust_html => {
                if token.kind == TokenKind::Text {
                    self.push_words(&decoded(text));
                }
                written.push_str(text);
            }
            TokenKind::Text | TokenKind::RawText => self.raw_text(text, written),
            TokenKind::Data(range) => {
                let data = &source.html[range.clone()];
                push_escaped(written, data);
                self.push_text(data);
            }
            TokenKind::Comment { .. } => {}
            TokenKind::Instruction => {
                if !text.to_ascii_lowercase().starts_with("<!doctype") {
                    let name = text.chars().take(5).collect::<String>();
                    self.tell(
                        source,
                        token,
                        &name,
                        &format!("raw HTML such as `{name}…` is not published"),
                        WRITE_MARKDOWN,
                    );
                }
            }
            TokenKind::Open(tag) => self.open_tag(source, token, tag, written),
            TokenKind::Close(name) => match rules::fate(name) {
                Fate::Kept => self.close_element(source, name, written),
                Fate::Unknown => self.literal_tag(text, written),
                Fate::Removed | Fate::Hidden | Fate::Embed => {}
            },
        }
    }

    fn raw_text(&mut self, text: &str, written: &mut String) {
        for part in text.split_inclusive(['<', '>']) {
            let plain = part.trim_end_matches(['<', '>']);
            written.push_str(plain);
            push_escaped(written, &part[plain.len()..]);
        }
        self.push_words(&decoded(text));
    }

    /// A tag that is none: text in angle brackets.
    fn literal_tag(&mut self, text: &str, written: &mut String) {
        push_escaped(written, text);
        self.push_text(text);
    }

    fn open_tag(&mut self, source: &Source<'_>, token: &Token, tag: &Tag, written: &mut String) {
        let text = &source.html[token.range.clone()];
        let fate = rules::fate(&tag.name);
        if fate == Fate::Unknown || self.is_placeholder(source, tag, fate) {
            return self.literal_tag(text, written);
        }
        match fate {
            Fate::Kept if self.frames.len() + self.raw.open.len() >= DEEPEST => {
                if !std::mem::replace(&mut self.raw.too_deep, true) {
                    self.diagnostics.push(
                        Diagnostic::warning(
                            Code::NestedTooDeeply,
                            self.reading.path,
                            format!("elements of raw HTML are nested more than {DEEPEST} deep: the deeper tags are text"),
                        )
                        .with_span(self.span(&source.range(&token.range))),
                    );
                }
                self.literal_tag(text, written);
            }
            Fate::Kept => self.kept(source, token, tag, written),
            Fate::Embed => {
                let address = tag.value("src").or_else(|| tag.value("data")).unwrap_or_default();
                self.embed(source, token, tag, address, written);
            }
            Fate::Hidden => match embeds::of_script(|name| tag.value(name)) {
                Some(address) => self.embed(source, token, tag, &address, written),
                None => self.tell_element(source, token),
            },
            Fate::Removed | Fate::Unknown => self.tell_element(source, token),
        }
    }

    /// Whether a tag says where something is to be put, as `<source> <output>` do, rather than what HTML does: bare, and never closed.
    fn is_placeholder(&self, source: &Source<'_>, tag: &Tag, fate: Fate) -> bool {
        if !tag.attributes.is_empty() || tag.closes_itself || self.raw.closed.contains(&tag.name) {
            return false;
        }
        let needs_attributes = ["img", "source", "track"].contains(&tag.name.as_str());
        match fate {
            Fate::Kept if source.stands == Stands::Alone => needs_attributes,
            Fate::Kept => needs_attributes || !rules::is_void(&tag.name) && !rules::may_stay_open(&tag.name),
            Fate::Hidden => source.stands == Stands::InLine,
            _ => true,
        }
    }

    fn kept(&mut self, source: &Source<'_>, token: &Token, tag: &Tag, written: &mut String) {
        self.raw.is_published = true;
        if rules::is_block(&tag.name) {
            self.end_line();
        }
        if let Some((names, within)) = rules::closes(&tag.name) {
            self.close_implied(source, names, within, written);
        }
        match tag.name.as_str() {
            "img" => return self.raw_image(source, token, tag, written),
            "audio" | "video" | "source" | "track" => return self.medium(source, token, tag, written),
            _ => {}
        }
        let name = if tag.name == "h1" { "h2" } else { &tag.name };
        let mut start = format!("<{name}");
        if name == "a"
            && let Some(href) = tag.value("href")
        {
            let is_empty = href.trim().is_empty();
            if let Some(address) = (!is_empty).then(|| self.raw_address(source, token, href)).flatten() {
                start.push_str(" href=\"");
                push_escaped(&mut start, &address);
                start.push('"');
            }
        }
        self.push_attributes(source, token, tag, &mut start);
        written.push_str(&start);
        written.push('>');
        let stands_for_a_place = name == "a" && tag.value("href").is_none() && !self.raw.closed.contains("a");
        match (rules::is_void(name), tag.closes_itself || stands_for_a_place) {
            (true, _) => {}
            (false, true) => written.push_str(&format!("</{name}>")),
            (false, false) => self.open_element(source, token, name),
        }
    }

    /// What is filled in for an address that is linked to: none when it may not be.
    fn raw_address(&mut self, source: &Source<'_>, token: &Token, address: &str) -> Option<String> {
        let span = self.span(&source.range(&token.range));
        self.link_address(address, span)
    }
}

/// How many tokens the content of an element takes that is not published, with its closing tag; none when it never ends.
fn content_of(rest: &[Token], opening: &Token) -> Option<usize> {
    let TokenKind::Open(tag) = &opening.kind else { return Some(0) };
    if tag.closes_itself {
        return Some(0);
    }
    let end =
        rest.iter().position(|token| matches!(&token.kind, TokenKind::Close(name) if *name == tag.name));
    end.map(|end| end + 1)
}

fn token_name(token: &Token) -> &str {
    match &token.kind {
        TokenKind::Open(tag) => &tag.name,
        _ => "",
    }
}
