//! Raw HTML of posts that is not published as it is: frames, scripts and players become links to what they show.
//!
//! Comes in: Markdown. Goes out: Markdown, and the recordings that it showed. Pure. What always holds: code stays as it is; no word is lost.

use std::ops::Range;

use pulldown_cmark::{Event, Options, Parser, Tag, TagEnd};

use super::elements::{self, attribute};

/// A text without frames and scripts.
#[derive(Debug, Default, PartialEq, Eq)]
pub(crate) struct Plain {
    pub(crate) text: String,
    /// How many frames became links.
    pub(crate) frames: usize,
    /// How many scripts and styles were left out.
    pub(crate) scripts: usize,
}

/// Makes links of what a text embeds.
pub(crate) fn without_frames(text: &str) -> Plain {
    let mut plain = Plain::default();
    if !EMBEDS.iter().any(|(open, _)| text.contains(open)) {
        plain.text = text.to_owned();
        return plain;
    }
    let mut at = 0;
    for (range, is_block) in html(text) {
        if range.start < at {
            continue;
        }
        plain.text.push_str(&text[at..range.start]);
        let said = replaced(&text[range.clone()], is_block, &mut plain);
        plain.text.push_str(&said);
        at = range.end;
    }
    plain.text.push_str(&text[at..]);
    plain
}

/// Elements that embed something, and how each ends.
const EMBEDS: &[(&str, &str)] = &[
    ("<iframe", "</iframe>"),
    ("<script", "</script>"),
    ("<style", "</style>"),
    ("<object", "</object>"),
    ("<embed", ">"),
    ("<lite-youtube", "</lite-youtube>"),
];

/// Where raw HTML stands: blocks of it, and what stands in a line, which goes from its first to its last tag.
pub(crate) fn html(text: &str) -> Vec<(Range<usize>, bool)> {
    let parser = Parser::new_ext(text, Options::ENABLE_TABLES | Options::ENABLE_FOOTNOTES);
    let mut found: Vec<(Range<usize>, bool)> = Vec::new();
    let mut inline: Option<Range<usize>> = None;
    for (event, range) in parser.into_offset_iter() {
        match event {
            Event::Start(Tag::HtmlBlock) => found.push((range, true)),
            Event::InlineHtml(_) => {
                let start = inline.as_ref().map_or(range.start, |open| open.start);
                inline = Some(start..range.end);
            }
            Event::Code(_)
            | Event::End(TagEnd::Paragraph | TagEnd::Item | TagEnd::TableCell | TagEnd::Heading(_)) => {
                found.extend(inline.take().map(|range| (range, false)));
            }
            _ => {}
        }
    }
    found.extend(inline.map(|range| (range, false)));
    found.sort_by_key(|(range, _)| range.start);
    found
}

/// A part of raw HTML with links in the place of what it embeds.
fn replaced(html: &str, is_block: bool, plain: &mut Plain) -> String {
    let lower = html.to_ascii_lowercase();
    let mut out = String::new();
    let mut addresses: Vec<String> = Vec::new();
    let mut at = 0;
    for (start, _) in lower.match_indices('<') {
        let Some((_, close)) = EMBEDS.iter().find(|(open, _)| lower[start..].starts_with(open)) else {
            continue;
        };
        if start < at {
            continue;
        }
        let end = lower[start..].find(close).map_or(html.len(), |end| start + end + close.len());
        out.push_str(&html[at..start]);
        at = end;
        match embedded(&html[start..end]) {
            Some(address) => {
                plain.frames += 1;
                let written = address.replace('&', "&amp;").replace('"', "%22");
                out.push_str(&format!("<a href=\"{written}\">{written}</a>"));
                addresses.push(address);
            }
            None => plain.scripts += 1,
        }
    }
    out.push_str(&html[at..]);
    let is_only_that = addresses.iter().all(|address| !address.contains([' ', '<', '>']))
        && (words(&out).is_empty() || words(&out) == addresses.concat());
    match (is_block, is_only_that) {
        (true, true) if addresses.is_empty() => String::from("\n"),
        (true, true) => {
            let links: Vec<String> = addresses.iter().map(|address| format!("<{address}>\n")).collect();
            format!("\n{}\n", links.join("\n"))
        }
        _ => out,
    }
}

/// What is read of HTML, without blanks.
fn words(html: &str) -> String {
    let mut words: String = elements::words(html).split_whitespace().collect();
    // An image is to be seen, though it has no words.
    if html.contains("<img") || html.contains("<video") || html.contains("<audio") {
        words.push('▣');
    }
    words.replace("&amp;", "&")
}

/// The address of what an element embeds: the page of a player, where that is known.
pub(crate) fn embedded(element: &str) -> Option<String> {
    if element.starts_with("<lite-youtube") {
        return attribute(element, "videoid").map(|(id, _)| format!("https://www.youtube.com/watch?v={id}"));
    }
    if let Some((id, _)) = attribute(element, "data-id").filter(|_| element.contains("speakerdeck")) {
        return Some(format!("https://speakerdeck.com/player/{id}"));
    }
    let (address, _) = attribute(element, "src")
        .or_else(|| attribute(element, "data-src"))
        .or_else(|| attribute(element, "data"))?;
    let address = address.trim().replace("&amp;", "&");
    let address = if address.starts_with("//") { format!("https:{address}") } else { address };
    if element.to_ascii_lowercase().starts_with("<script") {
        let gist = address.strip_prefix("https://gist.github.com/")?.split('?').next()?;
        return Some(format!("https://gist.github.com/{}", gist.trim_end_matches(".js")));
    }
    address.starts_with("http").then(|| watched(&address))
}

/// The page at which a recording is watched, where this is one's address or its player's; else the address.
pub(crate) fn watched(address: &str) -> String {
    let bare = address.split_once("://").map_or(address, |(_, rest)| rest).trim_start_matches("www.");
    let id = |prefix: &str| {
        let rest = bare.strip_prefix(prefix)?;
        rest.split(['?', '&', '/', '#']).next().filter(|id| !id.is_empty())
    };
    for (page, start) in [
        ("youtube.com/watch?", "https://www.youtube.com/watch?"),
        ("m.youtube.com/watch?", "https://www.youtube.com/watch?"),
        ("vimeo.com/", "https://vimeo.com/"),
    ] {
        if let Some(rest) = bare.strip_prefix(page).filter(|rest| !rest.is_empty()) {
            return format!("{start}{rest}").replace(' ', "%20");
        }
    }
    for (player, page) in [
        ("youtu.be/", "https://www.youtube.com/watch?v="),
        ("youtube.com/embed/", "https://www.youtube.com/watch?v="),
        ("youtube-nocookie.com/embed/", "https://www.youtube.com/watch?v="),
        ("youtube.com/v/", "https://www.youtube.com/watch?v="),
        ("player.vimeo.com/video/", "https://vimeo.com/"),
        ("dailymotion.com/embed/video/", "https://www.dailymotion.com/video/"),
    ] {
        if let Some(id) = id(player).filter(|id| *id != "videoseries") {
            return format!("{page}{id}");
        }
    }
    address.replace(' ', "%20")
}

/// The addresses of recordings among the links that stand alone, each with its line.
pub(crate) fn recordings(text: &str) -> Vec<(Range<usize>, String)> {
    let mut found = Vec::new();
    let mut at = 0;
    for line in text.split_inclusive('\n') {
        let address = line.trim().strip_prefix('<').and_then(|line| line.strip_suffix('>'));
        if let Some(address) = address.filter(|address| is_recording(address)) {
            found.push((at..at + line.len(), address.to_owned()));
        }
        at += line.len();
    }
    found
}

fn is_recording(address: &str) -> bool {
    ["https://www.youtube.com/watch?v=", "https://vimeo.com/", "https://www.dailymotion.com/video/"]
        .iter()
        .any(|page| address.starts_with(page))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn read(text: &str) -> String {
        without_frames(text).text
    }

    #[test]
    fn frames_become_links() {
        assert_eq!(
            read(
                "a\n\n<iframe width=\"5\" src=\"//www.youtube.com/embed/abc?x=1\" allowfullscreen></iframe>\n\nb\n"
            ),
            "a\n\n\n<https://www.youtube.com/watch?v=abc>\n\n\nb\n"
        );
        assert_eq!(
            read("<div><iframe src=\"https://player.vimeo.com/video/12\"></iframe></div>\n"),
            "\n<https://vimeo.com/12>\n\n"
        );
        assert_eq!(
            read("see <iframe src='https://e.org/x?a=1&b=2'></iframe> there"),
            "see <a href=\"https://e.org/x?a=1&amp;b=2\">https://e.org/x?a=1&amp;b=2</a> there"
        );
        assert_eq!(
            read(
                "<blockquote>words</blockquote>\n<script async src=\"//platform.twitter.com/widgets.js\"></script>\n"
            ),
            "<blockquote>words</blockquote>\n\n"
        );
        assert_eq!(
            read("<script src=\"https://gist.github.com/a/12.js\"></script>\n"),
            "\n<https://gist.github.com/a/12>\n\n"
        );
        let code = "```html\n<iframe src=\"x\"></iframe>\n```\n`<script>`\n";
        assert_eq!(read(code), code);
    }

    #[test]
    fn recordings_stand_alone() {
        let found =
            recordings("a\n\n<https://vimeo.com/12>\n\n<https://e.org>\nsee <https://vimeo.com/13>\n");
        // With the break of its line.
        assert_eq!(found, [(3..26, "https://vimeo.com/12".to_owned())]);
    }
}
