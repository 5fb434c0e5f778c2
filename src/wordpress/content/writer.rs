//! What WordPress writes between the lines of HTML, as HTML or as Markdown that waits.
//!
//! What always holds: a text is read in one pass; shortcodes and shared parts within one another end at a depth, and what a post takes from elsewhere at a
//! size; what is not for everybody is not written; what stands in code stays as it is.

use std::collections::HashSet;
use std::ops::Range;

use super::fences;
use super::known::{Known, Page};
use super::marks::Marks;
use super::paragraphs::paragraphs;
use super::reading::{Reading, is_address, is_after_block, is_before_block};
use super::said::{Left, Said, Why};
use super::shortcodes::{self, Shortcode};
use crate::harvest::reading::code::fenced;
use crate::harvest::reading::elements::{self, Part, Parts, Tag, attribute, words};
use crate::harvest::reading::frames::{embedded, watched};
use crate::harvest::reading::markup;
use crate::harvest::reading::plain::{line, lines, unescape};
use crate::vocab::media_type;
use crate::wordpress::item::{Item, Kind, Status};

/// Shortcodes and shared parts are read so deep within one another.
const DEEPEST: usize = 20;

/// A post takes so much of shared parts and of the library, in bytes, beside the files that are its own.
const MOST_SHARED: usize = 200_000;

/// Writes one item's text.
pub(super) struct Writer<'a> {
    item: &'a Item,
    known: &'a Known<'a>,
    marks: Marks,
    said: Said,
    /// Names of shortcodes that began.
    begun: HashSet<String>,
    /// Numbers of the shared parts that it is in.
    open: Vec<&'a str>,
    /// How much it may still take from elsewhere, in bytes.
    left_over: usize,
}

impl<'a> Writer<'a> {
    pub(super) fn new(item: &'a Item, known: &'a Known<'a>) -> Self {
        let own: usize = known.files_of(item).iter().map(|file| size(file)).sum();
        Self {
            item,
            known,
            marks: Marks::default(),
            said: Said::default(),
            begun: HashSet::new(),
            open: Vec::new(),
            // A gallery of the images, and a list of the recordings.
            left_over: MOST_SHARED + 2 * own,
        }
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
        let out = &mut reading.out;
        let said = comment.trim();
        // `<!--more-->`, and `<!--more Go on reading-->`.
        let is_more = comment.strip_prefix("more").is_some_and(|rest| rest.starts_with(char::is_whitespace));
        if is_more || matches!(said, "more" | "nextpage" | "noteaser") {
            return;
        }
        let Some(block) = said.strip_prefix("wp:").or_else(|| said.strip_prefix("/wp:").map(|_| "")) else {
            return out.push_str(&self.marks.inline(elements::comment(said)));
        };
        let Some(block) = block.strip_suffix('/').map(str::trim_end) else { return };
        let (name, given) = block.split_once(char::is_whitespace).unwrap_or((block, ""));
        let given: serde_json::Value = serde_json::from_str(given.trim()).unwrap_or_default();
        if matches!(name, "spacer" | "separator" | "nextpage" | "more") {
            return;
        }
        if let Some(id) = given["ref"].as_u64().filter(|_| name == "block") {
            return self.shared(&id.to_string(), reading);
        }
        if let Some(address) =
            given["url"].as_str().filter(|_| name == "embed" || name.starts_with("core-embed/"))
        {
            return self.link(address, out);
        }
        self.leave(&format!("wp:{name}"), Why::NoEquivalent, out);
    }

    /// Writes the part of this number that posts share.
    fn shared(&mut self, id: &str, reading: &mut Reading<'_>) {
        let part = self.known.item(id).filter(|item| item.kind == Kind::Block);
        let why = match part {
            None => Why::NoEquivalent,
            Some(part) if part.status != Status::Public => Why::NotPublic,
            Some(part) if self.open.contains(&part.id.as_str()) => Why::InItself,
            Some(part) if reading.depth < DEEPEST && self.takes(part.content.len()) => {
                self.said.taken += 1;
                self.open.push(&part.id);
                let html = self.html(&lines(&part.content), reading.depth + 1);
                self.open.pop();
                return reading.out.push_str(&html);
            }
            Some(_) => Why::TooMuch,
        };
        self.leave(&format!("wp:block {id}"), why, &mut reading.out);
    }

    /// Whether so many bytes may still be taken from elsewhere, which they are then.
    fn takes(&mut self, bytes: usize) -> bool {
        let rest = self.left_over.checked_sub(bytes);
        self.left_over = rest.unwrap_or(self.left_over);
        rest.is_some()
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
                    None => self.leave(name, Why::NoEquivalent, out),
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
        let address = self.address(&watched(address)).replace(char::is_whitespace, "%20");
        let address = address.replace('<', "%3C").replace('>', "%3E");
        let is_whole = address.starts_with("http");
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
            let ends = |name: &str| reading.is_ended(&name.to_ascii_lowercase());
            let began = |name: &str| self.begun.contains(&name.to_ascii_lowercase());
            if let Some((written, length)) = shortcodes::escaped(&text[start..]) {
                reading.out.push_str(written);
                at = start + length;
            } else if let Some(shortcode) = shortcodes::first(&text[start..], ends, began) {
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
        for (index, line) in words.split_inclusive('\n').enumerate() {
            let stands_alone = is_address(line)
                && (index > 0 || is_after_block(out))
                && (line.ends_with('\n') || is_before_block(&text[range.end..]));
            if stands_alone {
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
        if !shortcode.is_end {
            self.begun.insert(name.clone());
        }
        let can_hold = !shortcode.is_end && !shortcode.is_closed && reading.depth < DEEPEST;
        let end = Some(&name).filter(|_| can_hold).and_then(|name| reading.end_of_shortcode(name, at));
        let after = end.as_ref().map_or(at, |end| end.end);
        let within = end.map(|end| &text[at..end.start]);
        if let Some(address) = shortcode.embedded(within) {
            self.embed(&address, within.unwrap_or_default().trim(), reading);
            return after;
        }
        let (depth, out) = (reading.depth, &mut reading.out);
        match within {
            _ if shortcode.is_end => self.leave(written, Why::NoEquivalent, out),
            Some(within) if fences::is_code(&name) => {
                self.said.taken += 1;
                let language = shortcode.given(&["language", "lang"]);
                let language = language.or_else(|| fences::language_of(&name).map(str::to_owned));
                let fence = fenced(&language.unwrap_or_default(), &unescape(within));
                out.push_str(&self.marks.block(fence));
                return after;
            }
            Some(within) if matches!(name.as_str(), "caption" | "wp_caption") => {
                self.said.taken += 1;
                let given = shortcode.given(&["caption"]);
                let (image, below) =
                    given.as_ref().map_or_else(|| captioned(within), |below| (within, below));
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
                    self.leave(written, Why::NoEquivalent, out);
                    out.push_str(&html);
                }
                return after;
            }
            _ if matches!(name.as_str(), "gallery" | "playlist") => self.gallery(shortcode, written, out),
            _ => match markup::equivalent(&name, &shortcode.attributes, None) {
                Some(markdown) => {
                    self.said.taken += 1;
                    out.push_str(&self.marks.block(markdown));
                }
                None => self.leave(written, Why::NoEquivalent, out),
            },
        }
        at
    }

    /// Writes the link to what a shortcode embeds, and what stands in it beside the address.
    fn embed(&mut self, address: &str, within: &str, reading: &mut Reading<'_>) {
        self.link(address, &mut reading.out);
        if !within.is_empty() && unescape(within) != address {
            let html = self.html(within, reading.depth + 1);
            reading.out.push_str(&format!("\n{html}"));
        }
    }

    /// A block that other systems have, too, such as an alert or a quotation.
    fn block(&mut self, name: &str, attributes: &str, html: &str) -> Option<String> {
        let content = self.marks.markdown(&paragraphs(html));
        let markdown = markup::equivalent(name, attributes, Some(content.trim()))?;
        self.said.taken += 1;
        Some(self.marks.block(markdown))
    }

    /// Writes the images or recordings of the library that a shortcode shows.
    fn gallery(&mut self, shortcode: &Shortcode<'_>, written: &str, out: &mut String) {
        let is_gallery = shortcode.name.eq_ignore_ascii_case("gallery");
        let ids = shortcode.given(&["ids", "include"]);
        let files: Vec<&Item> = match &ids {
            Some(ids) => ids.split(',').filter_map(|id| self.known.item(id.trim())).collect(),
            None => self.known.files_of(self.item).to_vec(),
        };
        let is_image =
            |address: &str| media_type::of_address(address).is_some_and(|kind| kind.starts_with("image/"));
        let before = out.len();
        for file in files {
            if !self.takes(size(file)) {
                return self.leave(written, Why::TooMuch, out);
            }
            let Some(address) = file.file.as_deref().filter(|address| is_image(address) == is_gallery) else {
                continue;
            };
            if file.status != Status::Public {
                self.leave(&format!("file {}", file.id), Why::NotPublic, out);
            } else if is_gallery {
                self.image(file, address, out);
            } else {
                self.link(address, out);
            }
        }
        if out.len() == before {
            self.leave(written, Why::NoEquivalent, out);
        } else {
            self.said.taken += 1;
        }
    }

    /// Writes an image of the library with the words below it.
    fn image(&mut self, file: &Item, address: &str, out: &mut String) {
        let words = file.excerpt.as_deref().or(file.title.as_deref()).unwrap_or_default();
        let address = self.address(address);
        let image = format!("![{}](<{address}>)", words.replace(['[', ']', '<', '\\'], " "));
        out.push_str(&self.marks.block(image));
        if let Some(below) = &file.excerpt {
            let below = below.replace('&', "&amp;").replace('<', "&lt;");
            out.push_str(&emphasised(&below));
        }
    }

    /// Writes a comment in the place of what is not written.
    fn leave(&mut self, written: &str, why: Why, out: &mut String) {
        let written = line(written);
        out.push_str(&self.marks.inline(elements::comment(&written)));
        self.said.left.push(Left { written, why });
    }
}

/// About how long what a gallery writes of a file is.
fn size(file: &Item) -> usize {
    let words = [&file.file, &file.title, &file.excerpt];
    100 + words.into_iter().flatten().map(String::len).sum::<usize>()
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
