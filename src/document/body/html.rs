//! Rewritten events become HTML with gaps.
//!
//! While the HTML is made, link number `n` stands in it as the address `rexbase:n`; a title to be filled in, and a phrase, as
//! a number between two private-use characters; a piece of HTML of our own that sanitising would take apart, and a phrase that is filled in
//! as an element, as `<wbr id="rexbase:n">`. All survive sanitising. Then they are cut out and their offsets kept.
//! Authors who forge one gain nothing: their own `rexbase:` addresses are refused before, a number too high is dropped, what is put in is
//! escaped for where it may stand, and a piece's mark, having quotes, is a mark only where an element may stand.

use std::collections::HashSet;
use std::sync::LazyLock;

use ammonia::{Builder, UrlRelative};
use pulldown_cmark::Event;

use super::super::prose::{Phrase, Slot, SlotPart};

/// What gaps and marks in the HTML stand for, by number.
#[derive(Debug, Default)]
pub(super) struct Marks {
    /// How many links there are.
    pub(super) links: usize,
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
    /// What stands for a phrase: an element or, within an attribute, a text.
    pub(super) fn phrase(&mut self, phrase: Phrase) -> String {
        if phrase.is_text() {
            return self.push(Piece::Phrase(phrase));
        }
        self.phrases.push(phrase);
        format!("{PHRASE_OPEN}{}{PHRASE_CLOSE}", self.phrases.len() - 1)
    }

    /// The element that stands for a piece of HTML.
    pub(super) fn piece(&mut self, html: String) -> String {
        self.push(Piece::Html(html))
    }

    fn push(&mut self, piece: Piece) -> String {
        self.pieces.push(piece);
        format!("{PIECE}{SCHEME}:{}\">", self.pieces.len() - 1)
    }
}

/// The address that stands for link number `link`.
pub(super) fn address(link: usize) -> String {
    format!("{SCHEME}:{link}")
}

/// The text that stands for the title of link number `link`'s target.
pub(super) fn title(link: usize) -> String {
    format!("{TITLE_OPEN}{link}{TITLE_CLOSE}")
}

/// The HTML of these events, with the gaps cut out; sanitised when `sanitise` says so.
pub(super) fn render(events: Vec<Event<'_>>, marks: &Marks, sanitise: Sanitise) -> (String, Vec<Slot>) {
    let mut html = String::new();
    pulldown_cmark::html::push_html(&mut html, events.into_iter());
    if sanitise == Sanitise::Yes {
        html = SANITISER.clean(&html).to_string();
    }
    if marks.links == 0 && marks.phrases.is_empty() && marks.pieces.is_empty() {
        return (html, Vec::new());
    }
    cut_gaps(&html, marks)
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Sanitise {
    Yes,
    No,
}

/// The first tag in this raw HTML that sanitising takes away.
pub(super) fn removed_tag(raw: &str) -> Option<&str> {
    raw.split('<').skip(1).find_map(|rest| {
        let rest = rest.strip_prefix('/').unwrap_or(rest);
        let end = rest.find(|letter: char| !letter.is_ascii_alphanumeric()).unwrap_or(rest.len());
        let name = &rest[..end];
        let is_tag = name.starts_with(|first: char| first.is_ascii_alphabetic());
        (is_tag && !ALLOWED.contains(name.to_ascii_lowercase().as_str())).then_some(name)
    })
}

const SCHEME: &str = "rexbase";
const TITLE_OPEN: char = '\u{e000}';
const TITLE_CLOSE: char = '\u{e001}';
const PHRASE_OPEN: char = '\u{e002}';
const PHRASE_CLOSE: char = '\u{e003}';
const LINK: &str = "<a href=\"";
const IMAGE: &str = "<img src=\"";
const PIECE: &str = "<wbr id=\"";

static ALLOWED: LazyLock<HashSet<&'static str>> = LazyLock::new(|| SANITISER.clone_tags());

static SANITISER: LazyLock<Builder<'static>> = LazyLock::new(|| {
    let mut builder = Builder::default();
    builder
        .add_tags(["input", "section"])
        .add_tag_attributes("input", ["type", "checked", "disabled"])
        .add_tag_attributes("ol", ["start"])
        .add_tag_attributes("div", ["role", "tabindex"])
        .add_tag_attributes("pre", ["tabindex"])
        .add_generic_attributes(["id", "class", "lang", "aria-label"])
        .add_url_schemes([SCHEME])
        .url_relative(UrlRelative::PassThrough)
        .link_rel(None)
        .attribute_filter(|element, attribute, value| match (element, attribute) {
            ("img", "src") if value.contains("//") || (value.contains(':') && !value.starts_with(SCHEME)) => {
                None
            }
            ("img", "srcset") => None,
            (_, "role") => ["note", "region"].contains(&value).then(|| value.into()),
            (_, "tabindex") => (value == "0").then(|| value.into()),
            _ => Some(value.into()),
        });
    builder
});

fn cut_gaps(html: &str, marks: &Marks) -> (String, Vec<Slot>) {
    let mut cut = String::with_capacity(html.len());
    let mut slots = Vec::new();
    let mut open = None;
    let mut rest = html;
    let known = |link: usize| (link < marks.links).then_some(link);
    while let Some(at) = rest.find(['<', TITLE_OPEN, PHRASE_OPEN]) {
        cut.push_str(&rest[..at]);
        rest = &rest[at..];
        let mut slot = |part| slots.push(Slot { offset: cut.len(), part });
        if let Some((link, after)) = gap(rest, LINK) {
            let after = after.find('>').map_or("", |end| &after[end + 1..]);
            open = known(link);
            open.into_iter().for_each(|link| slot(SlotPart::Open(link)));
            rest = after;
        } else if let Some((link, after)) = gap(rest, IMAGE) {
            cut.push_str("<img");
            known(link)
                .into_iter()
                .for_each(|link| slots.push(Slot { offset: cut.len(), part: SlotPart::Image(link) }));
            rest = &after[1..];
        } else if let Some((piece, after)) = gap(rest, PIECE) {
            match marks.pieces.get(piece) {
                Some(Piece::Html(html)) => cut.push_str(html),
                Some(Piece::Phrase(phrase)) => slot(SlotPart::Phrase(*phrase)),
                None => {}
            }
            rest = after.strip_prefix("\">").unwrap_or(&after[1..]);
        } else if let Some(after) = rest.strip_prefix("</a>").filter(|_| open.is_some()) {
            open.take().into_iter().for_each(|link| slot(SlotPart::Close(link)));
            rest = after;
        } else if let Some((link, after)) = number_between(rest, TITLE_OPEN, TITLE_CLOSE) {
            known(link).into_iter().for_each(|link| slot(SlotPart::Title(link)));
            rest = after;
        } else if let Some((phrase, after)) = number_between(rest, PHRASE_OPEN, PHRASE_CLOSE) {
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

/// The number of the gap that `prefix` begins, and what follows: the attribute's closing quote.
fn gap<'a>(html: &'a str, prefix: &str) -> Option<(usize, &'a str)> {
    let rest = html.strip_prefix(prefix)?.strip_prefix(SCHEME)?.strip_prefix(':')?;
    let (link, after) = number(rest, '"')?;
    Some((link, &rest[rest.len() - after.len() - 1..]))
}

fn number_between(text: &str, open: char, close: char) -> Option<(usize, &str)> {
    text.strip_prefix(open).and_then(|rest| number(rest, close))
}

fn number(text: &str, end: char) -> Option<(usize, &str)> {
    let digits = text.bytes().take(9).take_while(u8::is_ascii_digit).count();
    Some((text[..digits].parse().ok()?, text[digits..].strip_prefix(end)?))
}
