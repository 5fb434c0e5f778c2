//! What WordPress writes between the lines of HTML, as HTML or as Markdown that waits.
//!
//! What always holds: a text is read in one pass; shortcodes and shared parts within one another end at a depth; what stands in code stays as it is.

use std::collections::{BTreeSet, HashSet};
use std::ops::Range;

use super::fences;
use super::known::{Known, Page};
use super::marks::Marks;
use super::paragraphs::{is_block, paragraphs};
use super::said::Said;
use super::shortcodes::{self, Shortcode};
use crate::harvest::reading::elements::{Part, Parts, Tag, words};
use crate::harvest::reading::frames::{attribute, embedded, watched};
use crate::harvest::reading::plain::{line, unescape};
use crate::harvest::reading::{markup, prose};
use crate::wordpress::item::{Item, Kind};

/// Shortcodes and shared parts are read so deep within one another.
const DEEPEST: usize = 20;

/// Writes one item's text.
pub(super) struct Writer<'a> {
    item: &'a Item,
    known: &'a Known<'a>,
    marks: Marks,
    said: Said,
}

/// A text as it is read: a whole one, or what stands within a shortcode.
struct Reading<'t> {
    text: &'t str,
    /// The same in lower case.
    lower: String,
    /// Names of shortcodes that end somewhere in it.
    ended: HashSet<String>,
    /// What ends nowhere further on, so that it is looked for once.
    nowhere: BTreeSet<String>,
    /// In how many others it stands.
    depth: usize,
    out: String,
}

impl<'t> Reading<'t> {
    fn new(text: &'t str, depth: usize) -> Self {
        let lower = text.to_ascii_lowercase();
        let names = lower.split("[/").skip(1).filter_map(|rest| rest.split_once(']'));
        let ended = names.map(|(name, _)| name.to_owned()).collect();
        Self { text, ended, lower, nowhere: BTreeSet::new(), depth, out: String::with_capacity(text.len()) }
    }

    /// Where this stands next.
    fn end(&mut self, end: &str, from: usize) -> Option<usize> {
        if self.nowhere.contains(end) {
            return None;
        }
        let found = self.lower[from..].find(end).map(|at| from + at);
        if found.is_none() {
            self.nowhere.insert(end.to_owned());
        }
        found
    }
}

impl<'a> Writer<'a> {
    pub(super) fn new(item: &'a Item, known: &'a Known<'a>) -> Self {
        Self { item, known, marks: Marks::default(), said: Said::default() }
    }

    /// What waits, and what became of what.
    pub(super) fn done(self) -> (Marks, Said) {
        (self.marks, self.said)
    }

    /// The text as HTML; `depth` says in how many others it stands.
    pub(super) fn html(&mut self, text: &str, depth: usize) -> String {
        let mut reading = Reading::new(text, depth);
        let mut parts = Parts::new(text);
        while let Some(part) = parts.next() {
            let at = parts.at();
            match part {
                Part::Words(words) => parts.go_to(self.words(at - words.len()..at, &mut reading)),
                Part::Comment(comment) => self.comment(comment, &mut reading),
                Part::Tag(tag) => parts.go_to(self.element(&tag, at, &mut reading)),
            }
        }
        reading.out
    }

    /// A comment: what the editor notes of a block says nothing; a block without HTML is looked up or left; others stay.
    fn comment(&mut self, comment: &str, reading: &mut Reading<'_>) {
        let (out, depth) = (&mut reading.out, reading.depth);
        let said = comment.trim();
        if said.starts_with("more") || said == "nextpage" || said == "noteaser" {
            return;
        }
        let Some(block) = said.strip_prefix("wp:").or_else(|| said.strip_prefix("/wp:").map(|_| "")) else {
            let kept = format!("<!-- {} -->", said.replace("--", "- -"));
            return out.push_str(&self.marks.inline(kept));
        };
        let Some(block) = block.strip_suffix('/').map(str::trim_end) else { return };
        let (name, given) = block.split_once(char::is_whitespace).unwrap_or((block, ""));
        let given: serde_json::Value = serde_json::from_str(given.trim()).unwrap_or_default();
        if matches!(name, "spacer" | "separator" | "nextpage" | "more") {
            return;
        }
        let shared = given["ref"].as_u64().and_then(|id| self.known.item(&id.to_string()));
        if let Some(shared) =
            shared.filter(|item| item.kind == Kind::Block && depth < DEEPEST && name == "block")
        {
            self.said.taken += 1;
            let html = self.html(&shared.content, depth + 1);
            return out.push_str(&html);
        }
        if let Some(address) =
            given["url"].as_str().filter(|_| name == "embed" || name.starts_with("core-embed/"))
        {
            return self.link(address, out);
        }
        self.leave(&format!("wp:{name}"), out);
    }

    /// Writes a tag, or what its element becomes; returns where to go on. `at` is where the tag ends.
    fn element(&mut self, tag: &Tag<'_>, at: usize, reading: &mut Reading<'_>) -> usize {
        let name = tag.name.as_str();
        match name {
            "details" if tag.is_end => {
                reading.out.push_str(&self.marks.block("</details>"));
                return at;
            }
            _ if tag.is_end => {}
            "details" => {
                if let Some(end) = reading.end("</summary>", at) {
                    let summary = line(&words(&reading.text[at..end])).replace('<', "&lt;");
                    let opening = format!("<details>\n<summary>{summary}</summary>");
                    reading.out.push_str(&self.marks.block(opening));
                    return end + "</summary>".len();
                }
            }
            "embed" => {
                self.frame(tag.written, &mut reading.out);
                return at;
            }
            "a" | "img" => {
                self.addressed(tag.written, &mut reading.out);
                return at;
            }
            "pre" | "code" | "iframe" | "script" | "style" | "object" | "lite-youtube" | "video"
            | "audio" | "figcaption" => {
                let ending = format!("</{name}>");
                if let Some(end) = reading.end(&ending, at) {
                    self.whole(tag, at..end, reading);
                    return end + ending.len();
                }
            }
            _ => {}
        }
        reading.out.push_str(tag.written);
        at
    }

    /// Writes what an element becomes of which all is at hand: what stands within is at `within`.
    fn whole(&mut self, tag: &Tag<'_>, within: Range<usize>, reading: &mut Reading<'_>) {
        let name = tag.name.as_str();
        let (content, out) = (&reading.text[within], &mut reading.out);
        match name {
            "code" if !content.trim().contains('\n') => {
                out.push_str(&format!("{}{content}</code>", tag.written));
            }
            "pre" | "code" => match fences::of_element(tag.written, content) {
                Some(fence) => out.push_str(&self.marks.block(fence)),
                None => out.push_str(&format!("<p>{}</p>", content.trim().replace('\n', "<br>"))),
            },
            "figcaption" => {
                let below = self.html(content, reading.depth + 1);
                out.push_str(&emphasised(&below));
            }
            "video" | "audio" => {
                let source = |part| match part {
                    Part::Tag(tag) => attribute(tag.written, "src").map(|(address, _)| address),
                    _ => None,
                };
                match attribute(tag.written, "src")
                    .map(|(address, _)| address)
                    .or_else(|| Parts::new(content).find_map(source))
                {
                    Some(address) => self.link(&unescape(address), out),
                    None => self.leave(name, out),
                }
            }
            _ => self.frame(&format!("{}{content}", tag.written), out),
        }
    }

    /// What is embedded becomes a link; a script or style goes.
    fn frame(&mut self, element: &str, out: &mut String) {
        match embedded(element) {
            Some(address) => self.link(&address, out),
            None => self.said.scripts += 1,
        }
    }

    /// Writes a link that stands alone.
    fn link(&mut self, address: &str, out: &mut String) {
        self.said.taken += 1;
        let address = self.address(&watched(address));
        let is_whole = address.starts_with("http") && !address.contains([' ', '<', '>']);
        let label = address.rsplit('/').next().unwrap_or_default().replace(['[', ']'], "");
        let link = if is_whole { format!("<{address}>") } else { format!("[{label}](<{address}>)") };
        out.push_str(&self.marks.block(link));
    }

    /// Writes the tag of a link or image, whose address may lead elsewhere here.
    fn addressed(&mut self, written: &str, out: &mut String) {
        let name = if written[1..].starts_with(['a', 'A']) { "href" } else { "src" };
        let Some((value, place)) = attribute(written, name) else { return out.push_str(written) };
        let value = unescape(value.trim());
        if name == "href"
            && let Some(page) = self.known.page(&value)
        {
            // Without such a page the words stay: the end of the link that is not written says nothing.
            if let Page::At(page) = page {
                out.push_str(&format!("<a href=\"{page}\">"));
            }
            return;
        }
        let address = self.address(self.known.attachment(&value).unwrap_or(&value));
        out.push_str(&written[..place.start]);
        out.push_str(&address.replace('&', "&amp;").replace(['"', '\''], "%22").replace(' ', "%20"));
        out.push_str(&written[place.end..]);
    }

    /// An address; of a file that stands beside the export, its path there. Other files of the blog are noted.
    fn address(&mut self, address: &str) -> String {
        match self.known.file(address) {
            Some(path) if self.known.is_beside(&path) => format!("/{path}"),
            Some(path) => {
                self.said.files.insert(path);
                address.to_owned()
            }
            None => address.to_owned(),
        }
    }

    /// Writes words with their shortcodes and the addresses that stand alone on a line; returns where to go on.
    fn words(&mut self, range: Range<usize>, reading: &mut Reading<'_>) -> usize {
        let text = reading.text;
        let mut at = range.start;
        while let Some(found) = text.get(at..range.end).and_then(|rest| rest.find('[')) {
            let start = at + found;
            self.plain(at..start, reading);
            let ends = |name: &str| reading.ended.contains(name.to_ascii_lowercase().as_str());
            if let Some((written, length)) = shortcodes::escaped(&text[start..]) {
                reading.out.push_str(written);
                at = start + length;
            } else if let Some(shortcode) = shortcodes::first(&text[start..], ends) {
                at = self.shortcode(&shortcode, start, reading);
            } else {
                reading.out.push('[');
                at = start + 1;
            }
        }
        if at < range.end {
            self.plain(at..range.end, reading);
        }
        at.max(range.end)
    }

    /// Writes words. An address alone on its line is what it shows.
    fn plain(&mut self, range: Range<usize>, reading: &mut Reading<'_>) {
        let (text, out) = (reading.text, &mut reading.out);
        let words = &text[range.clone()];
        if !words.contains("http") {
            return out.push_str(words);
        }
        let lines: Vec<&str> = words.split_inclusive('\n').collect();
        for (index, line) in lines.iter().enumerate() {
            let is_address = ["https://", "http://"].iter().any(|scheme| line.trim().starts_with(scheme))
                && !line.trim().contains(char::is_whitespace);
            let begins = index > 0 || is_after_block(out);
            let ends = line.ends_with('\n') || is_before_block(&text[range.end..]);
            if is_address && begins && ends {
                self.link(&unescape(line.trim()), out);
                out.push('\n');
            } else {
                out.push_str(line);
            }
        }
    }

    /// Writes what a shortcode becomes; returns where to go on.
    fn shortcode(&mut self, shortcode: &Shortcode<'_>, start: usize, reading: &mut Reading<'_>) -> usize {
        let text = reading.text;
        let at = start + shortcode.length;
        let written = &text[start..at];
        let name = shortcode.name.to_ascii_lowercase();
        let ending = format!("[/{name}]");
        let is_ended = !shortcode.is_end && reading.depth < DEEPEST;
        let end = is_ended.then(|| reading.end(&ending, at)).flatten();
        let after = end.map_or(at, |end| end + ending.len());
        let (depth, out) = (reading.depth, &mut reading.out);
        match end.map(|end| &text[at..end]) {
            _ if shortcode.is_end => self.leave(written, out),
            within if self.media(shortcode, &name, within, out) => return after,
            Some(within) if fences::is_code(&name) => {
                self.said.taken += 1;
                let language = shortcode.given(&["language", "lang"]);
                let language = language.or_else(|| fences::language_of(&name).map(str::to_owned));
                let fence = fences::fenced(&language.unwrap_or_default(), &unescape(within));
                out.push_str(&self.marks.block(fence));
                return after;
            }
            Some(within) if matches!(name.as_str(), "caption" | "wp_caption") => {
                self.said.taken += 1;
                let (image, below) = captioned(within);
                let below = shortcode.given(&["caption"]).unwrap_or_else(|| below.to_owned());
                let (image, below) = (self.html(image, depth + 1), self.html(below.trim(), depth + 1));
                out.push_str(&format!("\n<p>{image}</p>{}\n", emphasised(&below)));
                return after;
            }
            Some(within) if markup::is_block(&name, &shortcode.attributes) => {
                let html = self.html(within, depth + 1);
                let block = self.block(&name, &shortcode.attributes, &html);
                if let Some(block) = block {
                    out.push_str(&block);
                } else {
                    self.leave(written, out);
                    out.push_str(&html);
                }
                return after;
            }
            _ if matches!(name.as_str(), "gallery" | "playlist") => {
                if !self.gallery(shortcode, out) {
                    self.leave(written, out);
                }
            }
            _ => match markup::equivalent(&name, &shortcode.attributes, None) {
                Some(markdown) => {
                    self.said.taken += 1;
                    out.push_str(&self.marks.block(markdown));
                }
                None => self.leave(written, out),
            },
        }
        at
    }

    /// A block that other systems have, too, such as an alert or a quotation.
    fn block(&mut self, name: &str, attributes: &str, html: &str) -> Option<String> {
        let content = self.marks.put_back(&prose::of_whole_html(&paragraphs(html)));
        let markdown = markup::equivalent(name, attributes, Some(content.trim()))?;
        self.said.taken += 1;
        Some(self.marks.block(markdown))
    }

    /// Writes what a shortcode embeds by its address; says whether it does: `[embed]address[/embed]`, `[youtube=address&w=320]`, `[video mp4="address"]`.
    fn media(
        &mut self,
        shortcode: &Shortcode<'_>,
        name: &str,
        within: Option<&str>,
        out: &mut String,
    ) -> bool {
        const NAMES: &[&str] = &[
            "audio",
            "dailymotion",
            "embed",
            "gist",
            "instagram",
            "slideshare",
            "soundcloud",
            "ted",
            "tweet",
            "video",
            "vimeo",
            "youtube",
        ];
        const KEYS: &[&str] = &["url", "src", "mp4", "m4v", "webm", "ogv", "mp3", "m4a", "ogg", "wav"];
        if !NAMES.contains(&name) {
            return false;
        }
        let is_address = |text: &&str| text.starts_with("http") && !text.contains(char::is_whitespace);
        let address = shortcode
            .given(KEYS)
            .or_else(|| within.map(str::trim).filter(is_address).map(unescape))
            .or_else(|| shortcode.first().filter(is_address).map(|first| without_sizes(first).to_owned()));
        address.is_some_and(|address| {
            self.link(&address, out);
            true
        })
    }

    /// Writes the images or recordings of the library that a shortcode shows; says whether there are any.
    fn gallery(&mut self, shortcode: &Shortcode<'_>, out: &mut String) -> bool {
        let is_gallery = shortcode.name.eq_ignore_ascii_case("gallery");
        let ids = shortcode.given(&["ids", "include"]);
        let files: Vec<&Item> = match &ids {
            Some(ids) => ids.split(',').filter_map(|id| self.known.item(id.trim())).collect(),
            None => self.known.files_of(self.item).to_vec(),
        };
        let is_image = |address: &str| {
            let ending = address.rsplit('.').next().unwrap_or_default().to_ascii_lowercase();
            ["png", "jpg", "jpeg", "gif", "webp", "avif", "svg", "bmp"].contains(&ending.as_str())
        };
        let mut shown = 0;
        for file in files {
            let Some(address) = file.file.as_deref().filter(|address| is_image(address) == is_gallery) else {
                continue;
            };
            shown += 1;
            if !is_gallery {
                self.link(address, out);
                continue;
            }
            let words = file.excerpt.clone().or_else(|| file.title.clone()).unwrap_or_default();
            let address = self.address(address);
            let image = format!("![{}](<{address}>)", words.replace(['[', ']', '<', '\\'], " "));
            out.push_str(&self.marks.block(image));
            if let Some(below) = &file.excerpt {
                let below = below.replace('&', "&amp;").replace('<', "&lt;");
                out.push_str(&emphasised(&below));
            }
        }
        self.said.taken += usize::from(shown > 0);
        shown > 0
    }

    /// Writes what has no equivalent as a comment.
    fn leave(&mut self, written: &str, out: &mut String) {
        let written = line(written);
        out.push_str(&self.marks.inline(format!("<!-- {} -->", written.replace("--", "- -"))));
        self.said.left.push(written);
    }
}

/// Words below an image, which are emphasised as a whole.
fn emphasised(html: &str) -> String {
    let words = ["<em>", "</em>", "<i>", "</i>"]
        .iter()
        .fold(html.trim().to_owned(), |html, tag| html.replace(tag, ""));
    if words.is_empty() { words } else { format!("\n<p><em>{words}</em></p>\n") }
}

/// The image that a caption is about, with the link around it, and the words below.
fn captioned(within: &str) -> (&str, &str) {
    let mut parts = Parts::new(within);
    let mut end = 0;
    while let Some(part) = parts.next() {
        match part {
            Part::Tag(tag) if tag.name == "img" => end = parts.at(),
            Part::Tag(tag) if tag.name == "a" && tag.is_end && end > 0 => {
                return within.split_at(parts.at());
            }
            Part::Words(words) if end > 0 && !words.trim().is_empty() => break,
            _ => {}
        }
    }
    within.split_at(end)
}

/// `address&w=320&h=240` without what says how large it is shown.
fn without_sizes(address: &str) -> &str {
    let sizes = ["&w=", "&h=", "&width=", "&height="];
    let end = sizes.iter().filter_map(|size| address.find(size)).min();
    &address[..end.unwrap_or(address.len())]
}

/// Whether what comes next begins a line.
fn is_after_block(before: &str) -> bool {
    let before = before.trim_end_matches([' ', '\t']);
    let tag = before.rfind('<').filter(|_| before.ends_with('>')).map(|at| &before[at..]);
    before.is_empty() || before.ends_with('\n') || tag.is_some_and(parts_lines)
}

/// Whether what came before ends its line.
fn is_before_block(after: &str) -> bool {
    after.trim_start_matches([' ', '\t']).is_empty() || after.starts_with("<!--") || parts_lines(after)
}

/// Whether a text begins with a tag that stands in no line, or ends one.
fn parts_lines(text: &str) -> bool {
    matches!(Parts::new(text).next(), Some(Part::Tag(tag)) if is_block(&tag.name) || tag.name == "br")
}
