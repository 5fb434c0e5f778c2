//! A body's gaps are filled with where its links lead, and the author's own opinion is set apart.
//!
//! Comes in: HTML that is safe but for its gaps, and the destinations of the record's links. Goes out: HTML that is safe: what is
//! put in is escaped here.

use crate::document::{Body, Heading, InternalLink, RexSection, Slot, SlotPart};
use crate::knowledge::{Destination, KnowledgeBase, Record};

use super::site::own_outline;

/// The record's prose as HTML. `root` is what addresses begin with: a path, or the site's absolute address.
pub(super) fn fill(knowledge: &KnowledgeBase, record: &Record, body: &Body, root: &str) -> String {
    let written = own_outline(record).map_or(&[][..], |outline| &outline.links);
    let cuts = opinions(body);
    let mut html = String::with_capacity(body.html.len() + body.slots.len() * 64);
    let (mut at, mut cuts) = (0, cuts.into_iter().peekable());
    for slot in &body.slots {
        push_until(&mut html, &body.html, &mut at, slot.offset, &mut cuts);
        let destination = record.links.get(slot.link).and_then(Option::as_ref);
        push_slot(&mut html, *slot, destination, written.get(slot.link), knowledge, root);
    }
    push_until(&mut html, &body.html, &mut at, body.html.len(), &mut cuts);
    html
}

/// Text, escaped for HTML: for an element, and for an attribute between double quotes.
pub(super) fn push_escaped(html: &mut String, text: &str) {
    for letter in text.chars() {
        match letter {
            '&' => html.push_str("&amp;"),
            '<' => html.push_str("&lt;"),
            '>' => html.push_str("&gt;"),
            '"' => html.push_str("&quot;"),
            other => html.push(other),
        }
    }
}

fn push_slot(
    html: &mut String,
    slot: Slot,
    destination: Option<&Destination>,
    written: Option<&InternalLink>,
    knowledge: &KnowledgeBase,
    root: &str,
) {
    let fragment = written.and_then(|link| link.fragment.as_deref());
    match (slot.part, destination) {
        (SlotPart::Open, Some(destination)) => {
            html.push_str("<a href=\"");
            push_address(html, destination, fragment, knowledge, root);
            html.push_str("\">");
        }
        (SlotPart::Open, None) => html.push_str("<span class=\"missing\">"),
        (SlotPart::Close, Some(_)) => html.push_str("</a>"),
        (SlotPart::Close, None) => html.push_str("</span>"),
        (SlotPart::Address, Some(destination)) => push_address(html, destination, fragment, knowledge, root),
        (SlotPart::Address, None) => {}
        (SlotPart::Title, Some(Destination::Record(id))) => push_escaped(html, &knowledge.record(*id).title),
        (SlotPart::Title, Some(Destination::Address(address))) => push_escaped(html, address),
        (SlotPart::Title, None) => {
            if let Some(link) = written {
                let (crate::document::LinkTarget::Wiki(name) | crate::document::LinkTarget::Path(name)) =
                    &link.target;
                push_escaped(html, name);
            }
        }
    }
}

fn push_address(
    html: &mut String,
    destination: &Destination,
    fragment: Option<&str>,
    knowledge: &KnowledgeBase,
    root: &str,
) {
    let address = match destination {
        Destination::Record(id) => knowledge.record(*id).address.as_str(),
        Destination::Address(address) => address,
    };
    push_escaped(html, root);
    push_escaped(html, address.trim_start_matches('/'));
    if let Some(fragment) = fragment {
        html.push('#');
        push_escaped(html, fragment);
    }
}

/// A tag to put in at an offset of the HTML.
type Cut = (usize, &'static str);

fn push_until(
    html: &mut String,
    body: &str,
    at: &mut usize,
    end: usize,
    cuts: &mut std::iter::Peekable<impl Iterator<Item = Cut>>,
) {
    while let Some((offset, tag)) = cuts.next_if(|(offset, _)| *offset <= end) {
        html.push_str(&body[*at..offset]);
        html.push_str(tag);
        *at = offset;
    }
    html.push_str(&body[*at..end]);
    *at = end;
}

/// Where the sections begin and end that hold what the author thinks, or means to do at home, rather than what was told.
fn opinions(body: &Body) -> Vec<Cut> {
    let class = |heading: &Heading| match heading.rex {
        Some(RexSection::Opinion) => Some("<section class=\"opinion\">"),
        Some(RexSection::Internal) => Some("<section class=\"internal\">"),
        _ => None,
    };
    if !body.headings.iter().any(|heading| class(heading).is_some()) {
        return Vec::new();
    }
    let Some(places) = top_level_headings(&body.html) else { return Vec::new() };
    let place = |heading: &Heading| {
        places.iter().find(|(anchor, _)| *anchor == heading.anchor).map(|(_, offset)| *offset)
    };
    let mut cuts = Vec::new();
    let mut open: Option<u8> = None;
    for heading in &body.headings {
        let Some(offset) = place(heading) else { continue };
        if open.is_some_and(|level| heading.level <= level) {
            cuts.push((offset, "</section>"));
            open = None;
        }
        if let (Some(tag), None) = (class(heading), open) {
            cuts.push((offset, tag));
            open = Some(heading.level);
        }
    }
    if open.is_some() {
        cuts.push((body.html.len(), "</section>"));
    }
    cuts
}

/// The anchors and offsets of the headings that stand in no other element; nothing when the tags do not pair.
fn top_level_headings(html: &str) -> Option<Vec<(&str, usize)>> {
    let mut headings = Vec::new();
    let mut depth = 0_usize;
    let mut at = 0;
    while let Some(found) = html[at..].find('<') {
        let start = at + found;
        let tag = &html[start + 1..];
        if tag.starts_with("!--") {
            at = start + tag.find("-->")? + 4;
            continue;
        }
        let end = tag.find('>')?;
        let (inner, name_end) = (&tag[..end], tag.find([' ', '>', '/', '\n']).unwrap_or(end));
        at = start + end + 2;
        if let Some(_closed) = inner.strip_prefix('/') {
            depth = depth.checked_sub(1)?;
            continue;
        }
        let name = &inner[..name_end.min(inner.len())];
        let is_heading = matches!(name, "h1" | "h2" | "h3" | "h4" | "h5" | "h6");
        if let Some((_, after)) = inner.split_once(" id=\"").filter(|_| is_heading && depth == 0) {
            headings.push((after.split('"').next().unwrap_or(after), start));
        }
        let is_void = matches!(
            name,
            "br" | "hr" | "img" | "input" | "wbr" | "col" | "area" | "source" | "track" | "embed"
        );
        if !is_void && !inner.ends_with('/') {
            depth += 1;
        }
    }
    (depth == 0).then_some(headings)
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::sync::Arc;

    use crate::document::{self, Outline, Place};
    use crate::knowledge::{self, Drafts};
    use crate::vocab::kind::Kind;
    use crate::vocab::language::Language;
    use crate::vocab::path::ContentPath;

    /// A talk whose first link leads to a person with a dangerous name, and whose second leads nowhere.
    fn knowledge() -> KnowledgeBase {
        let files = [
            ("people/ada.md", "+++\ntitle = \"Ada <img src=x onerror=alert(1)>\"\n+++\n"),
            ("talks/t.md", "+++\ntitle = \"T\"\n+++\n[[ada]] [[no]]\n"),
        ];
        let outlines: Vec<Arc<Outline>> = files
            .iter()
            .map(|(below, text)| {
                let path = ContentPath::new(&format!("content/{below}")).unwrap();
                let place = Place::of(&path, below).unwrap();
                document::parse(place, text.as_bytes(), document::Options::default()).outline
            })
            .collect();
        let language = Language::english();
        let options = knowledge::Options {
            language: &language,
            drafts: Drafts::LeaveOut,
            others: &[],
            trust_files: false,
        };
        knowledge::resolve(&outlines, options).0
    }

    fn talk(knowledge: &KnowledgeBase) -> &Record {
        knowledge.records.iter().find(|record| record.kind == Kind::Talk).unwrap()
    }

    fn body(html: &str, slots: &[(usize, usize, SlotPart)]) -> Body {
        let slots = slots
            .iter()
            .map(|(offset, link, part)| Slot { offset: *offset, link: *link, part: *part })
            .collect();
        Body { html: html.into(), slots, ..Body::default() }
    }

    #[test]
    fn gaps_are_filled_or_marked_missing() {
        let knowledge = knowledge();
        let record = talk(&knowledge);
        let slots = [
            (3, 0, SlotPart::Open),
            (3, 0, SlotPart::Title),
            (3, 0, SlotPart::Close),
            (4, 1, SlotPart::Open),
            (6, 1, SlotPart::Close),
        ];
        let html = fill(&knowledge, record, &body("<p> no</p>", &slots), "/kb/");
        assert_eq!(
            html,
            "<p><a href=\"/kb/people/ada/\">Ada &lt;img src=x onerror=alert(1)&gt;</a> <span class=\"missing\">no</span></p>"
        );
    }

    #[test]
    fn an_opinion_is_set_apart_until_the_next_heading_of_its_rank() {
        let heading =
            |level, anchor: &str, rex| Heading { level, anchor: anchor.into(), text: anchor.into(), rex };
        let html = "<p>a</p><h2 id=\"o\">O</h2><p>b</p><h3 id=\"p\">P</h3><blockquote><h2 id=\"q\">Q</h2></blockquote><h2 id=\"r\">R</h2>";
        let body = Body {
            headings: vec![
                heading(2, "o", Some(RexSection::Opinion)),
                heading(3, "p", None),
                heading(2, "q", None),
                heading(2, "r", None),
            ],
            ..body(html, &[])
        };
        let knowledge = knowledge();
        let filled = fill(&knowledge, talk(&knowledge), &body, "/");
        assert!(filled.contains("<p>a</p><section class=\"opinion\"><h2 id=\"o\">"), "{filled}");
        assert!(filled.contains("</blockquote></section><h2 id=\"r\">"), "{filled}");
    }

    #[test]
    fn html_whose_tags_do_not_pair_is_left_alone() {
        assert_eq!(top_level_headings("<p><div></p>"), None);
        assert_eq!(top_level_headings("<h2 id=\"a\">x</h2><br><p>1 &lt; 2</p>"), Some(vec![("a", 0)]));
    }
}
