//! Rewritten events become HTML with gaps.
//!
//! While the HTML is made, link number `n` stands in it as the address `rexbase:n`, and a title to be filled in as
//! `n` between two private-use characters; both survive sanitising. Then they are cut out and their offsets kept.
//! Authors cannot forge one: their own `rexbase:` addresses are refused before, a number too high is dropped.

use std::collections::HashSet;
use std::sync::LazyLock;

use ammonia::{Builder, UrlRelative};
use pulldown_cmark::Event;

use super::super::prose::{Slot, SlotPart};

/// The address that stands for link number `link`.
pub(super) fn address(link: usize) -> String {
    format!("{SCHEME}:{link}")
}

/// The text that stands for the title of link number `link`'s target.
pub(super) fn title(link: usize) -> String {
    format!("{TITLE_OPEN}{link}{TITLE_CLOSE}")
}

/// The HTML of these events, with the gaps of `links` links cut out; sanitised when `sanitise` says so.
pub(super) fn render(events: Vec<Event<'_>>, links: usize, sanitise: Sanitise) -> (String, Vec<Slot>) {
    let mut html = String::new();
    pulldown_cmark::html::push_html(&mut html, events.into_iter());
    if sanitise == Sanitise::Yes {
        html = SANITISER.clean(&html).to_string();
    }
    if links == 0 {
        return (html, Vec::new());
    }
    cut_gaps(&html, links)
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
const LINK: &str = "<a href=\"";
const IMAGE: &str = "<img src=\"";

static ALLOWED: LazyLock<HashSet<&'static str>> = LazyLock::new(|| SANITISER.clone_tags());

static SANITISER: LazyLock<Builder<'static>> = LazyLock::new(|| {
    let mut builder = Builder::default();
    builder
        .add_tags(["input", "section"])
        .add_tag_attributes("input", ["type", "checked", "disabled"])
        .add_tag_attributes("ol", ["start"])
        .add_generic_attributes(["id", "class", "lang"])
        .add_url_schemes([SCHEME])
        .url_relative(UrlRelative::PassThrough)
        .link_rel(None)
        .attribute_filter(|element, attribute, value| match (element, attribute) {
            ("img", "src") if value.contains("//") || (value.contains(':') && !value.starts_with(SCHEME)) => {
                None
            }
            ("img", "srcset") => None,
            _ => Some(value.into()),
        });
    builder
});

fn cut_gaps(html: &str, links: usize) -> (String, Vec<Slot>) {
    let mut cut = String::with_capacity(html.len());
    let mut slots = Vec::new();
    let mut open = None;
    let mut rest = html;
    while let Some(at) = rest.find(['<', TITLE_OPEN]) {
        cut.push_str(&rest[..at]);
        rest = &rest[at..];
        let mut slot = |link, part| slots.push(Slot { offset: cut.len(), link, part });
        let known = |link: usize| (link < links).then_some(link);
        if let Some((link, after)) = gap(rest, LINK) {
            let after = after.find('>').map_or("", |end| &after[end + 1..]);
            open = known(link);
            open.into_iter().for_each(|link| slot(link, SlotPart::Open));
            rest = after;
        } else if let Some((link, after)) = gap(rest, IMAGE) {
            cut.push_str(IMAGE);
            known(link)
                .into_iter()
                .for_each(|link| slots.push(Slot { offset: cut.len(), link, part: SlotPart::Address }));
            rest = after;
        } else if let Some(after) = rest.strip_prefix("</a>").filter(|_| open.is_some()) {
            open.take().into_iter().for_each(|link| slot(link, SlotPart::Close));
            rest = after;
        } else if let Some((link, after)) =
            rest.strip_prefix(TITLE_OPEN).and_then(|rest| number(rest, TITLE_CLOSE))
        {
            known(link).into_iter().for_each(|link| slot(link, SlotPart::Title));
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

fn number(text: &str, end: char) -> Option<(usize, &str)> {
    let (digits, after) = text.split_once(end)?;
    (digits.len() <= 9).then(|| digits.parse().ok()).flatten().map(|number| (number, after))
}
