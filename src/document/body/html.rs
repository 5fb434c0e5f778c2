//! Rewritten events become HTML with gaps.
//!
//! While the HTML is made, link number `n` stands in it as the address `rexbase:KEY-n`, or `rexbase-value:KEY-n` where its address alone is filled in; a title to be filled in, and a phrase, as
//! `KEY-n` between two private-use characters; a piece of HTML of our own that sanitising would take apart, and a phrase that is filled in
//! as an element, as `<wbr id="rexbase:KEY-n">`. All survive sanitising. Then they are cut out and their offsets kept.
//! The key is made from the text, so that the same text gives the same bytes, and no text can hold its own: what an author writes is never
//! a mark, and each piece stands where it was put, once.

use std::sync::LazyLock;

use ammonia::{Builder, UrlRelative};
use pulldown_cmark::Event;

use crate::vocab::fingerprint::Fingerprint;

use super::super::links::{Destination, classify};
use super::super::prose::{Phrase, Slot, SlotPart};

/// What gaps and marks in the HTML stand for, by number.
#[derive(Debug)]
pub(super) struct Marks {
    /// What tells our marks from whatever the text holds.
    key: String,
    /// How many links there are.
    pub(super) links: usize,
    /// What stands for an address alone in an attribute; none where there is no such.
    alone: Option<fn(usize) -> SlotPart>,
    phrases: Vec<Phrase>,
    pieces: Vec<Piece>,
}

/// What stands where an element may stand.
#[derive(Debug)]
enum Piece {
    Html(String),
    Phrase(Phrase),
}

impl Marks {
    /// Marks for what is made of this text.
    pub(super) fn of(text: &str) -> Self {
        let mut key = Fingerprint::of(text.as_bytes()).to_string();
        key.push('-');
        Self { key, links: 0, alone: None, phrases: Vec::new(), pieces: Vec::new() }
    }

    /// What stands for a phrase: an element or, within an attribute, a text.
    pub(super) fn phrase(&mut self, phrase: Phrase) -> String {
        if phrase.is_text() {
            return self.push(Piece::Phrase(phrase));
        }
        self.phrases.push(phrase);
        format!("{PHRASE_OPEN}{}{}{PHRASE_CLOSE}", self.key, self.phrases.len() - 1)
    }

    /// The element that stands for a piece of HTML.
    pub(super) fn piece(&mut self, html: String) -> String {
        self.push(Piece::Html(html))
    }

    /// The address that stands for link number `link`: of an `<a` or an `<img` whose first attribute it is.
    pub(super) fn address(&self, link: usize) -> String {
        format!("{SCHEME}:{}{link}", self.key)
    }

    /// The number of the link that this address stands for; none when it is an address of its own.
    pub(super) fn link(&self, address: &str) -> Option<usize> {
        let (scheme, rest) = address.split_once(':')?;
        let is_mark = scheme == SCHEME || scheme == VALUE;
        rest.strip_prefix(&*self.key).filter(|_| is_mark)?.parse().ok().filter(|link| *link < self.links)
    }

    /// The same for any attribute, which then holds the address alone; all of a text are of one `part`.
    pub(super) fn value(&mut self, link: usize, part: fn(usize) -> SlotPart) -> String {
        self.alone = Some(part);
        format!("{VALUE}:{}{link}", self.key)
    }

    /// The text that stands for the title of link number `link`'s target.
    pub(super) fn title(&self, link: usize) -> String {
        format!("{TITLE_OPEN}{}{link}{TITLE_CLOSE}", self.key)
    }

    fn push(&mut self, piece: Piece) -> String {
        self.pieces.push(piece);
        format!("{PIECE}{SCHEME}:{}{}\">", self.key, self.pieces.len() - 1)
    }

    fn is_empty(&self) -> bool {
        self.links == 0 && self.phrases.is_empty() && self.pieces.is_empty()
    }
}

/// The HTML of these events, with the gaps cut out; sanitised when `sanitise` says so.
pub(super) fn render(events: Vec<Event<'_>>, marks: &Marks, sanitise: Sanitise) -> (String, Vec<Slot>) {
    let mut html = String::new();
    pulldown_cmark::html::push_html(&mut html, events.into_iter());
    if sanitise == Sanitise::Yes {
        html = SANITISER.clean(&html).to_string();
    }
    if marks.is_empty() {
        return (html, Vec::new());
    }
    cut_gaps(&html, marks)
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Sanitise {
    Yes,
    No,
}

const SCHEME: &str = "rexbase";
const VALUE: &str = "rexbase-value";
const TITLE_OPEN: char = '\u{e000}';
const TITLE_CLOSE: char = '\u{e001}';
const PHRASE_OPEN: char = '\u{e002}';
const PHRASE_CLOSE: char = '\u{e003}';
const LINK: &str = "<a href=\"";
const IMAGE: &str = "<img src=\"";
const PIECE: &str = "<wbr id=\"";

/// The second look at what `raw` let through, on the tree that a browser would build: whatever is not named here goes.
static SANITISER: LazyLock<Builder<'static>> = LazyLock::new(|| {
    let mut builder = Builder::default();
    builder
        .add_tags(["address", "audio", "input", "section", "source", "tfoot", "track", "video"])
        .rm_tags(["area", "map"])
        .url_schemes(["https", "http", "mailto", SCHEME, VALUE].into())
        .add_tag_attributes("a", ["download", "rel"])
        .add_tag_attributes("audio", ["controls", "loop", "muted", "preload", "src"])
        .add_tag_attributes("data", ["value"])
        .add_tag_attributes("details", ["open"])
        .add_tag_attributes("div", ["role", "tabindex"])
        .add_tag_attributes("input", ["type", "checked", "disabled"])
        .add_tag_attributes("li", ["value"])
        .add_tag_attributes("ol", ["reversed", "type"])
        .add_tag_attributes("pre", ["tabindex"])
        .add_tag_attributes("source", ["src", "type"])
        .add_tag_attributes("th", ["abbr"])
        .add_tag_attributes("time", ["datetime"])
        .add_tag_attributes("track", ["kind", "label", "src", "srclang"])
        .add_tag_attributes(
            "video",
            ["controls", "height", "loop", "muted", "playsinline", "poster", "preload", "src", "width"],
        )
        .add_generic_attributes(["aria-label", "class", "dir", "id"])
        .url_relative(UrlRelative::PassThrough)
        .link_rel(None)
        .attribute_filter(|_, attribute, value| match attribute {
            // What is loaded is the site's own, whose address is filled in later.
            "src" | "poster" => is_mark(value).then(|| value.into()),
            "href" | "cite" => {
                let leads_out = matches!(classify(value), Destination::Web | Destination::Anchor(_));
                (is_mark(value) || leads_out).then(|| value.into())
            }
            "role" => ["note", "region"].contains(&value).then(|| value.into()),
            "tabindex" => (value == "0").then(|| value.into()),
            _ => Some(value.into()),
        });
    builder
});

fn is_mark(address: &str) -> bool {
    address.split(':').next().is_some_and(|scheme| scheme == SCHEME || scheme == VALUE)
}

fn cut_gaps(html: &str, marks: &Marks) -> (String, Vec<Slot>) {
    let mut cut = String::with_capacity(html.len());
    let mut slots = Vec::new();
    let mut open = None;
    let mut rest = html;
    let mark = format!("{SCHEME}:{}", marks.key);
    let value = format!("{VALUE}:{}", marks.key);
    let known = |link: usize| (link < marks.links).then_some(link);
    let quote = if marks.alone.is_some() { '"' } else { '<' };
    while let Some(at) = rest.find(['<', TITLE_OPEN, PHRASE_OPEN, quote]) {
        cut.push_str(&rest[..at]);
        rest = &rest[at..];
        let mut slot = |part| slots.push(Slot { offset: cut.len(), part });
        if let Some((link, after)) = gap(rest, LINK, &mark) {
            open = known(link);
            let whole = after.strip_prefix("\">");
            let part = if whole.is_some() { SlotPart::Open } else { SlotPart::OpenWith };
            open.into_iter().for_each(|link| slot(part(link)));
            rest = whole.unwrap_or(&after[1..]);
        } else if let Some((link, after)) = gap(rest, IMAGE, &mark) {
            cut.push_str("<img");
            known(link)
                .into_iter()
                .for_each(|link| slots.push(Slot { offset: cut.len(), part: SlotPart::Image(link) }));
            rest = &after[1..];
        } else if let Some((piece, after)) = gap(rest, PIECE, &mark) {
            match marks.pieces.get(piece) {
                Some(Piece::Html(html)) => cut.push_str(html),
                Some(Piece::Phrase(phrase)) => slot(SlotPart::Phrase(*phrase)),
                None => {}
            }
            rest = after.strip_prefix("\">").unwrap_or(&after[1..]);
        } else if let Some((part, (link, after))) = marks.alone.zip(gap(rest, "\"", &value)) {
            cut.push('"');
            known(link).into_iter().for_each(|link| slots.push(Slot { offset: cut.len(), part: part(link) }));
            cut.push('"');
            rest = &after[1..];
        } else if let Some(after) = rest.strip_prefix("</a>").filter(|_| open.is_some()) {
            open.take().into_iter().for_each(|link| slot(SlotPart::Close(link)));
            rest = after;
        } else if let Some((link, after)) = number_between(rest, TITLE_OPEN, &marks.key, TITLE_CLOSE) {
            known(link).into_iter().for_each(|link| slot(SlotPart::Title(link)));
            rest = after;
        } else if let Some((phrase, after)) = number_between(rest, PHRASE_OPEN, &marks.key, PHRASE_CLOSE) {
            marks.phrases.get(phrase).into_iter().for_each(|phrase| slot(SlotPart::Phrase(*phrase)));
            rest = after;
        } else {
            let first = rest.chars().next().map_or(0, char::len_utf8);
            cut.push_str(&rest[..first]);
            rest = &rest[first..];
        }
    }
    cut.push_str(rest);
    (cut, slots)
}

/// The number of the gap that `prefix` and the mark begin, and what follows: the attribute's closing quote.
fn gap<'a>(html: &'a str, prefix: &str, mark: &str) -> Option<(usize, &'a str)> {
    let rest = html.strip_prefix(prefix)?.strip_prefix(mark)?;
    let (link, after) = number(rest, '"')?;
    Some((link, &rest[rest.len() - after.len() - 1..]))
}

fn number_between<'a>(text: &'a str, open: char, key: &str, close: char) -> Option<(usize, &'a str)> {
    number(text.strip_prefix(open)?.strip_prefix(key)?, close)
}

fn number(text: &str, end: char) -> Option<(usize, &str)> {
    let digits = text.bytes().take(9).take_while(u8::is_ascii_digit).count();
    Some((text[..digits].parse().ok()?, text[digits..].strip_prefix(end)?))
}
