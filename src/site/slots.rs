//! A body's gaps are filled with where its links lead, and the author's own opinion is set apart.
//!
//! Comes in: HTML that is safe but for its gaps, and the destinations of the record's links. Goes out: HTML that is safe: what is
//! put in is escaped here.

mod gaps;
mod images;
mod markdown;

use crate::document::{Body, Heading, SlotPart};
use crate::knowledge::Record;
use crate::vocab::hash::HashMap;
use crate::vocab::section::RexSection;

pub(crate) use gaps::Filling;
use gaps::Gaps;
use images::end_of_tag;
pub(crate) use markdown::markdown;

/// The record's prose as HTML.
pub(crate) fn fill(filling: Filling<'_>, record: &Record, body: &Body) -> String {
    let cuts = opinions(body);
    let mut html = String::with_capacity(body.html.len() + body.slots.len() * 64);
    let (mut at, mut cuts) = (0, cuts.into_iter().peekable());
    let mut gaps = Gaps {
        filling,
        record,
        leads: &record.links,
        written: record.written_links(),
        language: &record.language,
        images: 0,
    };
    // Where the tag of an image ends that stands in a `<picture>`.
    let mut image_end = None;
    for slot in &body.slots {
        if let Some(end) = image_end.take_if(|end| *end <= slot.offset) {
            push_until(&mut html, &body.html, &mut at, end, &mut cuts);
            html.push_str("</picture>");
        }
        // Within a tag that was left out.
        if slot.offset < at {
            continue;
        }
        push_until(&mut html, &body.html, &mut at, slot.offset, &mut cuts);
        if let SlotPart::Image(link) = slot.part
            && let Some(end) = end_of_tag(&body.html, slot.offset)
        {
            if let Some(label) = gaps.label_of_link(link, &body.html[slot.offset..end]) {
                gaps.push_embed(&mut html, link, label);
                at = end;
                continue;
            }
            if gaps.push_picture(&mut html, link) {
                image_end = Some(end);
            }
        }
        let end = match slot.part {
            SlotPart::Image(_) | SlotPart::OpenWith(_) => end_of_tag(&body.html, slot.offset),
            _ => None,
        };
        gaps.push(&mut html, slot.part, &body.html[slot.offset..end.unwrap_or(slot.offset)]);
    }
    if let Some(end) = image_end {
        push_until(&mut html, &body.html, &mut at, end, &mut cuts);
        html.push_str("</picture>");
    }
    push_until(&mut html, &body.html, &mut at, body.html.len(), &mut cuts);
    html
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
    // Of an anchor that stands twice, the first is meant.
    let places: HashMap<&str, usize> = places.into_iter().rev().collect();
    let place = |heading: &Heading| places.get(heading.anchor.as_str()).copied();
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
    use std::collections::BTreeMap;
    use std::sync::Arc;

    use crate::document::{self, Outline, Phrase, Place, Slot};
    use crate::knowledge::{self, Drafts, KnowledgeBase, OtherFile};
    use crate::site::slots::images::SIZES;
    use crate::theme::phrases::Phrases;
    use crate::theme::phrases::phrases;
    use crate::vocab::audience::Audience;
    use crate::vocab::kind::Kind;
    use crate::vocab::language::Language;
    use crate::vocab::path::{ContentPath, Home};
    use crate::vocab::picture::Picture;
    use crate::vocab::picture::Version;

    /// A talk whose first link leads to a person with a dangerous name, and whose second leads nowhere.
    fn knowledge() -> KnowledgeBase {
        knowledge_in("en")
    }

    fn knowledge_in(language: &str) -> KnowledgeBase {
        knowledge_of(&format!("title = \"T\"\nlanguage = \"{language}\"\n+++\n[[ada]] [[no]]\n"))
    }

    /// The same of a talk that says this, and has a photograph beside it.
    fn knowledge_of(talk: &str) -> KnowledgeBase {
        let talk = format!("+++\n{talk}");
        let files = [
            ("people/ada.md", "+++\ntitle = \"Ada <img src=x onerror=alert(1)>\"\n+++\n"),
            ("talks/t/index.md", &talk),
        ];
        let outlines: Vec<Arc<Outline>> = files
            .iter()
            .map(|(below, text)| {
                let path = ContentPath::new(&format!("content/{below}")).unwrap();
                let place = Place::of(&path, below).unwrap();
                document::parse(place, text.as_bytes(), &document::Options::default()).outline
            })
            .collect();
        let language = Language::english();
        let path = ContentPath::new("content/talks/t/lake.jpg").unwrap();
        let options = knowledge::Options {
            language: &language,
            audience: Audience::Public,
            drafts: Drafts::LeaveOut,
            future_dates: knowledge::FutureDates::Publish,
            today: None,
            others: &[OtherFile { path: &path, below: "talks/t/lake.jpg", home: Home::Content }],
            own_pages_from: 1,
            trust_files: false,
        };
        knowledge::resolve(&outlines, options).0
    }

    fn filled(knowledge: &KnowledgeBase, body: &Body, root: &str) -> String {
        let phrases = Phrases::new(Language::english(), &[]).unwrap();
        let pictures = BTreeMap::new();
        fill(Filling { knowledge, pictures: &pictures, phrases: &phrases, root }, talk(knowledge), body)
    }

    fn talk(knowledge: &KnowledgeBase) -> &Record {
        knowledge.records.iter().find(|record| record.kind == Kind::Talk).unwrap()
    }

    fn body(html: &str, slots: &[(usize, SlotPart)]) -> Body {
        let slots = slots.iter().map(|(offset, part)| Slot { offset: *offset, part: *part }).collect();
        Body { html: html.into(), slots, ..Body::default() }
    }

    #[test]
    fn gaps_are_filled_or_marked_missing() {
        let knowledge = knowledge();
        let slots = [
            (3, SlotPart::Open(0)),
            (3, SlotPart::Title(0)),
            (3, SlotPart::Close(0)),
            (4, SlotPart::Open(1)),
            (6, SlotPart::Close(1)),
        ];
        let html = filled(&knowledge, &body("<p> no</p>", &slots), "/kb/");
        assert_eq!(
            html,
            "<p><a href=\"/kb/people/ada/\">Ada &lt;img src=x onerror=alert(1)&gt;</a> <span class=\"missing\">no</span></p>"
        );
    }

    #[test]
    fn an_alert_is_called_as_its_prose_is_written() {
        let slots = [(3, SlotPart::Phrase(Phrase::Warning)), (17, SlotPart::Phrase(Phrase::Table(1)))];
        let body = body("<p></p><i title=\"\">", &slots);
        let in_language = |tag: &str| {
            let knowledge = &knowledge_in(tag);
            let (phrases, pictures) = (&phrases("fr"), &BTreeMap::new());
            fill(Filling { knowledge, pictures, phrases, root: "/" }, talk(knowledge), &body)
        };
        assert_eq!(in_language("fr"), "<p>Attention</p><i title=\"Tableau 1\">");
        assert_eq!(in_language("en"), "<p>Warning</p><i title=\"Table 1\">");
        assert_eq!(in_language("de"), "<p><span lang=\"fr\">Attention</span></p><i title=\"Tableau 1\">");
        assert_eq!(
            in_language("ar"),
            "<p><span lang=\"fr\" dir=\"ltr\">Attention</span></p><i title=\"Tableau 1\">"
        );
    }

    #[test]
    fn an_image_that_is_there_as_webp_stands_in_a_picture() {
        let version = |width, path: &str| Version { width, path: path.to_owned() };
        let mut picture = Picture { width: 900, height: 600, versions: Vec::new(), webp: Vec::new() };
        let phrases = phrases("en");
        let knowledge = knowledge_of("title = \"T\"\n+++\n![a](lake.jpg) ![c](lake.jpg)\n");
        let body = body(
            "<p><img alt=\"a > b\" /> and <a href=\"x\"><img alt=\"c\" /></a>.</p>",
            &[(7, SlotPart::Image(0)), (17, SlotPart::Phrase(Phrase::Table(1))), (43, SlotPart::Image(1))],
        );
        let shown = |picture: &Picture| {
            let pictures = BTreeMap::from([("talks/t/lake.jpg".to_owned(), picture.clone())]);
            let filling =
                Filling { knowledge: &knowledge, pictures: &pictures, phrases: &phrases, root: "/kb/" };
            fill(filling, talk(&knowledge), &body)
        };
        assert!(!shown(&picture).contains("picture"));
        picture.versions = vec![version(480, "assets/images/a-480.jpg")];
        picture.webp =
            vec![version(480, "assets/images/b-480.webp"), version(900, "assets/images/c-900.webp")];
        let (own, webp) = (
            "/kb/assets/images/a-480.jpg 480w, /kb/talks/t/lake.jpg 900w",
            "/kb/assets/images/b-480.webp 480w, /kb/assets/images/c-900.webp 900w",
        );
        let image = |auto: &str, late: &str| {
            let source =
                format!("<picture><source type=\"image/webp\" srcset=\"{webp}\" sizes=\"{auto}{SIZES}\">");
            format!(
                "{source}<img src=\"/kb/talks/t/lake.jpg\" width=\"900\" height=\"600\" srcset=\"{own}\" sizes=\"{auto}{SIZES}\"{late} decoding=\"async\""
            )
        };
        let (first, second) = (image("", ""), image("auto, ", " loading=\"lazy\""));
        assert_eq!(
            shown(&picture),
            format!(
                "<p>{first} alt=\"a > Table 1b\" /></picture> and <a href=\"x\">{second} alt=\"c\" /></picture></a>.</p>"
            )
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
        let filled = filled(&knowledge, &body, "/");
        assert!(filled.contains("<p>a</p><section class=\"opinion\"><h2 id=\"o\">"), "{filled}");
        assert!(filled.contains("</blockquote></section><h2 id=\"r\">"), "{filled}");
    }

    #[test]
    fn html_whose_tags_do_not_pair_is_left_alone() {
        assert_eq!(top_level_headings("<p><div></p>"), None);
        assert_eq!(top_level_headings("<h2 id=\"a\">x</h2><br><p>1 &lt; 2</p>"), Some(vec![("a", 0)]));
    }
}
