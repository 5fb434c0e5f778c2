//! Where the links and images of posts lead: to another post's record, to a file that comes along, to a topic, elsewhere, or nowhere.
//!
//! Comes in: a post's text, and all that there is to lead to. Goes out: a body with gaps, the files that come along, and what leads nowhere. What
//! always holds: nothing outside the imported folder comes along; an address of the source's own (`@ref/x`) never stays.

use std::collections::{BTreeSet, HashMap};

use super::paths::{key, last, public};
use super::post::Post;
use crate::harvest::ledger::{Ledger, Rule};
use crate::harvest::linked::{Edit, LARGEST, attach, completed, edited};
use crate::harvest::listed::Listed;
use crate::harvest::notices::{Notices, shown};
use crate::harvest::reading::blocks::{Link, blocks};
use crate::harvest::reading::elements::{Part, Parts, Tag, attribute};
use crate::harvest::reading::frames::html;
use crate::harvest::record::{Attached, Body, Piece, RecordId};
use crate::vocab::diagnostic::Code;
use crate::vocab::fold::slug;
use crate::vocab::kind::Kind;
use crate::vocab::path::{joined, markdown_stem};
use crate::vocab::percent;

const TO_POST: Rule =
    Rule::took("link-to-post", "a link to another post, by file or by old address, leads to its record");
const TO_TOPIC: Rule = Rule::took(
    "link-to-topic",
    "a link to the page of a tag, a category or an author leads to the topic or person",
);
const COMPLETED: Rule = Rule::took("completed-address", "an address that lost its https:// has it again");
const ELSEWHERE: Rule = Rule::left(
    "image-elsewhere",
    "an image that is not in the folder but on some site becomes a link to it, since a page asks nothing of other sites",
);
const REFUSED: Rule =
    Rule::left("refused-address", "an address that a browser runs, or opens as its own, becomes its words");
const DEAD: Rule = Rule::left("dead-link", "a link to nothing in the folder becomes its words");
const NO_IMAGE: Rule = Rule::left("missing-image", "an image that is not in the folder becomes its words");

/// What links of posts may lead to.
#[derive(Debug, Default)]
pub(crate) struct Targets<'a> {
    /// By path below the imported folder.
    by_path: HashMap<String, RecordId>,
    /// By old address, without what hosts do not tell apart.
    by_address: HashMap<String, RecordId>,
    /// By the last part of either; none where several have it.
    by_name: HashMap<String, Option<RecordId>>,
    files: HashMap<&'a str, &'a Listed>,
    /// Files by their names alone, as Obsidian finds them.
    by_file_name: HashMap<&'a str, Option<&'a Listed>>,
    topics: BTreeSet<String>,
    ground: Ground<'a>,
}

/// What is known of the site that posts stand in.
#[derive(Debug, Default, Clone, Copy)]
pub(crate) struct Ground<'a> {
    /// Addresses of its home.
    pub(crate) homes: &'a [String],
    /// The folder of posts, with its slash.
    pub(crate) content: &'a str,
    /// Folders whose files stand at the site's root, with their slashes.
    pub(crate) statics: &'a [String],
}

impl<'a> Targets<'a> {
    /// Nothing yet but files.
    pub(crate) fn new(files: &'a [Listed], ground: Ground<'a>) -> Self {
        let mut by_file_name: HashMap<&str, Option<&Listed>> = HashMap::new();
        for file in files {
            let name = file.below.rsplit('/').next().unwrap_or(&file.below);
            by_file_name.entry(name).and_modify(|other| *other = None).or_insert(Some(file));
        }
        let files = files.iter().map(|file| (file.below.as_str(), file)).collect();
        Self { files, by_file_name, ground, ..Self::default() }
    }

    /// Adds a post's record.
    pub(crate) fn add(&mut self, post: &Post, record: RecordId, former: &[String]) {
        self.by_path.insert(post.below.clone(), record);
        for address in post.address.iter().chain(former).chain(&post.queried) {
            self.by_address.entry(key(address)).or_insert(record);
        }
        // A translation beside its original is not meant by the name that both have.
        if post.original.as_deref().is_some_and(|original| markdown_stem(original).is_some()) {
            return;
        }
        let names: BTreeSet<String> = [Some(post.below.as_str()), post.address.as_deref()]
            .into_iter()
            .flatten()
            .map(|path| last(path).to_lowercase())
            .chain([post.name.to_lowercase(), post.title.to_lowercase()])
            .chain(post.common.aliases.iter().map(|alias| alias.to_lowercase()))
            .filter(|name| !name.is_empty())
            .collect();
        for name in names {
            self.by_name
                .entry(name)
                .and_modify(|other| *other = other.filter(|other| *other == record))
                .or_insert(Some(record));
        }
    }

    /// Adds a topic that a published post has.
    pub(crate) fn add_topic(&mut self, name: &str) {
        self.topics.insert(slug(name));
    }

    /// The post that this address, path or name means.
    pub(crate) fn post(&self, written: &str) -> Option<RecordId> {
        self.by_path
            .get(written.trim_start_matches('/'))
            .or_else(|| self.by_address.get(&key(written)))
            .copied()
            .or_else(|| self.by_name.get(&last(written).to_lowercase()).copied().flatten())
    }
}

/// What an address of a post means.
enum Meant<'a> {
    Post(RecordId, String),
    File(&'a Listed, Option<String>),
    /// A page that the site makes of its records.
    Own(String),
    Address(String),
    /// An address that no page may have.
    Refused,
    Nothing,
}

/// A body as it comes to be.
struct Writing<'p, 'a> {
    post: &'p Post,
    targets: &'p Targets<'a>,
    files: Vec<Attached>,
    edits: Vec<Edit>,
    ledger: &'p mut Ledger,
    notices: &'p mut Notices,
    told: BTreeSet<String>,
}

/// The body of a post, and the files that come along.
pub(crate) fn body(
    post: &Post,
    targets: &Targets<'_>,
    ledger: &mut Ledger,
    notices: &mut Notices,
) -> (Body, Vec<Attached>) {
    let (files, edits) = (Vec::new(), Vec::new());
    let mut writing = Writing { post, targets, files, edits, ledger, notices, told: BTreeSet::new() };
    writing.markdown();
    writing.raw();
    let Writing { mut edits, files, .. } = writing;
    edits.sort_by_key(|(range, _)| (range.start, std::cmp::Reverse(range.end)));
    (edited(&post.text, edits), files)
}

impl<'a> Writing<'_, 'a> {
    /// Links and images of Markdown.
    fn markdown(&mut self) {
        let read = blocks(&self.post.text);
        let (mut end, mut end_of_link) = (0, 0);
        for link in &read.links {
            // An image that is a link's label goes where the label goes.
            if link.range.start < end {
                continue;
            }
            let is_label = link.range.start < end_of_link;
            if !link.is_image {
                end_of_link = end_of_link.max(link.range.end);
            }
            let Some(meant) = self.meant(&link.address) else {
                if link.is_image && is_on_web(&link.address) {
                    self.image_elsewhere(link, is_label);
                }
                continue;
            };
            let pieces = self.pieces(meant, &link.address, link.is_image);
            match (pieces, &link.target) {
                (Some(pieces), Some(_)) if self.post.text[link.range.clone()].starts_with('<') => {
                    let mut whole = vec![Piece::Text(format!("[{}](", link.address))];
                    whole.extend(pieces);
                    whole.push(Piece::Text(")".to_owned()));
                    self.edits.push((link.range.clone(), whole));
                }
                (Some(pieces), Some(target)) => self.edits.push((target.clone(), pieces)),
                // Of a link in two parts the definition is mended, at its own place; an address that is spelled otherwise than it is meant stays.
                (Some(_), None) => {}
                (None, _) if link.label.is_empty() && !link.is_image && link.target.is_some() => {
                    self.edits.extend(
                        link.target.clone().map(|target| (target, vec![Piece::Text("#".to_owned())])),
                    );
                }
                (None, _) => {
                    let written = &self.post.text[link.range.clone()];
                    // An image that is a label stays where the link goes.
                    if let Some(close) =
                        written.rfind("](").filter(|_| !link.is_image && written.contains("!["))
                    {
                        let start = link.range.start;
                        self.edits.push((start..start + 1, Vec::new()));
                        self.edits.push((start + close..link.range.end, Vec::new()));
                    } else {
                        self.edits.push((link.range.clone(), vec![Piece::Text(link.label.clone())]));
                        end = link.range.end;
                    }
                }
            }
        }
    }

    /// An image on some site becomes a link to it; one that is a link's label becomes its words.
    fn image_elsewhere(&mut self, link: &Link, is_label: bool) {
        self.tell_elsewhere(&link.address);
        let label = if link.label.is_empty() { name_of(&link.address) } else { link.label.clone() };
        let start = link.range.start;
        if is_label {
            self.edits.push((link.range.clone(), vec![Piece::Text(label.replace(['[', ']'], " "))]));
        } else if link.label.is_empty() {
            let label = label.replace(['[', ']'], " ");
            self.edits.push((start..start + 2, vec![Piece::Text(format!("[{label}"))]));
        } else {
            self.edits.push((start..start + 1, Vec::new()));
        }
    }

    /// Tells of an image that stays on some site; what the source itself has told of, as files of its own, is counted.
    fn tell_elsewhere(&mut self, address: &str) {
        self.ledger.note(ELSEWHERE, &self.post.below);
        if self.below_home(address).is_none() && self.told.insert(address.to_owned()) {
            let message = format!("this image is on another site: {}", shown(address));
            let hint = "it became a link; to show it, save it beside the content file";
            self.notices.say(Code::ImportElsewhere, message, hint);
        }
    }

    /// Addresses in raw HTML.
    fn raw(&mut self) {
        let text = self.post.text.as_str();
        for (range, _) in html(text) {
            let mut parts = Parts::new(&text[range.clone()]);
            // How many links are open.
            let mut open = 0_usize;
            while let Some(part) = parts.next() {
                let Part::Tag(tag) = part else { continue };
                let place = range.start + parts.at() - tag.written.len();
                for name in ["href", "src", "poster"] {
                    self.address_of(&tag, name, place, open);
                }
                match (tag.name.as_str(), tag.is_end) {
                    ("a", false) => open += 1,
                    ("a", true) => open = open.saturating_sub(1),
                    _ => {}
                }
            }
        }
    }

    /// The address that an attribute of a tag has; the tag stands at `start`, in so many links.
    fn address_of(&mut self, tag: &Tag<'_>, name: &str, start: usize, links: usize) {
        let Some((value, place)) = attribute(tag.written, name) else { return };
        let is_image = name == "src" && tag.name == "img";
        let whole = start..start + tag.written.len();
        let place = start + place.start..start + place.end;
        let words = || attribute(tag.written, "alt").map_or("", |(words, _)| words).to_owned();
        let Some(meant) = self.meant(value) else {
            if is_image && is_on_web(value) {
                self.tell_elsewhere(value);
                let words = Some(words()).filter(|words| !words.trim().is_empty());
                let words = words.unwrap_or_else(|| name_of(value));
                let is_label = links > 0;
                let written = if is_label { words } else { format!("<a href=\"{value}\">{words}</a>") };
                self.edits.push((whole, vec![Piece::Text(written)]));
            }
            return;
        };
        match self.pieces(meant, value, name != "href") {
            Some(pieces) => self.edits.push((place, pieces)),
            None if is_image => self.edits.push((whole, vec![Piece::Text(words())])),
            None => self.edits.push((place, vec![Piece::Text("#".to_owned())])),
        }
    }

    /// What stands in the place of an address; nothing where it leads nowhere, which is told.
    fn pieces(&mut self, meant: Meant<'a>, address: &str, is_image: bool) -> Option<Vec<Piece>> {
        let below = &self.post.below;
        match meant {
            Meant::Post(to, anchor) => {
                self.ledger.note(TO_POST, below);
                let anchor = anchor.replace(' ', "%20");
                Some(vec![Piece::PathTo(to), Piece::Text(anchor)])
            }
            Meant::File(file, place) => {
                let number = attach(&mut self.files, file, place);
                Some(vec![Piece::PathToFile(number)])
            }
            Meant::Own(address) => {
                self.ledger.note(TO_TOPIC, below);
                Some(vec![Piece::Text(address)])
            }
            Meant::Address(address) => {
                self.ledger.note(COMPLETED, below);
                Some(vec![Piece::Text(address)])
            }
            Meant::Refused => {
                self.ledger.note(REFUSED, below);
                None
            }
            Meant::Nothing => {
                self.ledger.note(if is_image { NO_IMAGE } else { DEAD }, below);
                if self.told.insert(address.to_owned()) {
                    let what = if is_image { "image" } else { "link" };
                    let message = format!("this {what} leads to nothing in the folder: {}", shown(address));
                    self.notices.say(
                        Code::DanglingLink,
                        message,
                        "its words stay; link to what it meant in the content file",
                    );
                }
                None
            }
        }
    }

    /// What an address means; none where it is right as it is.
    fn meant(&self, address: &str) -> Option<Meant<'a>> {
        let trimmed = address.trim();
        let on_site = self.below_home(trimmed);
        let is_own = on_site.is_some();
        let trimmed = on_site.map_or(trimmed, |rest| if rest.is_empty() { "/" } else { rest });
        let has_scheme = trimmed.split_once(':').is_some_and(|(scheme, _)| {
            !scheme.is_empty()
                && scheme.chars().all(|letter| letter.is_ascii_alphanumeric() || "+.-".contains(letter))
        });
        if has_scheme
            && ["javascript:", "vbscript:", "chrome:"]
                .iter()
                .any(|scheme| trimmed.to_ascii_lowercase().starts_with(scheme))
        {
            return Some(Meant::Refused);
        }
        if trimmed.is_empty() || trimmed.starts_with('#') || (has_scheme && !is_own) {
            return None;
        }
        if let Some(host) = trimmed.strip_prefix("//") {
            return Some(Meant::Address(format!("https://{host}")));
        }
        let (path, anchor) = trimmed.find('#').map_or((trimmed, ""), |at| trimmed.split_at(at));
        if path.contains('?')
            && let Some(record) = self.targets.by_address.get(&key(path))
        {
            return Some(Meant::Post(*record, anchor.to_owned()));
        }
        let path = path.split('?').next().unwrap_or(path);
        if path == "/" || path.is_empty() {
            return None;
        }
        let found = self.found(path, anchor);
        match found {
            Some(found) => Some(found),
            // An address of the own host that nothing is at may still be somewhere.
            None if is_own => None,
            None => Some(completed(trimmed).map_or(Meant::Nothing, Meant::Address)),
        }
    }

    /// What of an address of the site's own follows its home.
    fn below_home<'t>(&self, address: &'t str) -> Option<&'t str> {
        let is_below = |rest: &&str| rest.is_empty() || rest.starts_with(['/', '?', '#']);
        self.targets.ground.homes.iter().find_map(|home| address.strip_prefix(home.as_str()).filter(is_below))
    }

    fn found(&self, path: &str, anchor: &str) -> Option<Meant<'a>> {
        let plain = percent::decoded(path);
        let targets = self.targets;
        let to = |record: RecordId| Meant::Post(record, anchor.to_owned());
        if let Some(own) = plain.strip_prefix("@own/") {
            return Some(Meant::Own(format!("/{own}")));
        }
        if let Some(name) = plain.strip_prefix("@post/") {
            return targets.post(name).map(to);
        }
        if let Some(name) = plain.strip_prefix("@ref/").or_else(|| plain.strip_prefix("@/")) {
            return self.named(name, anchor);
        }
        // What is written from the root keeps its address; what stands beside the post comes to stand beside its record.
        if let Some(below) = joined(self.folder(), &plain).filter(|_| !plain.starts_with('/')) {
            if let Some(record) = self.record_at(&below) {
                return Some(to(record));
            }
            if let Some(file) = targets.files.get(below.as_str()).filter(|file| file.length <= LARGEST) {
                return Some(Meant::File(file, None));
            }
        }
        // Relative to the address that the post had.
        let address = self.post.address.as_deref().unwrap_or("/");
        let folder = address.trim_start_matches('/').rsplit_once('/').map_or("", |(folder, _)| folder);
        let on_site = joined(folder, &plain)?;
        let by_address = || targets.by_address.get(&key(&on_site)).copied();
        if let Some(record) = self.record_at(&on_site).or_else(by_address) {
            return Some(to(record));
        }
        let file = targets
            .ground
            .statics
            .iter()
            .find_map(|folder| targets.files.get(format!("{folder}{on_site}").as_str()));
        if let Some(file) = file.filter(|file| file.length <= LARGEST) {
            return Some(Meant::File(file, public(&on_site)));
        }
        let is_page = !plain.rsplit('/').next().unwrap_or_default().contains('.')
            || plain.strip_suffix(".html").is_some()
            || markdown_stem(&plain).is_some();
        let by_name = targets.by_name.get(&last(&on_site).to_lowercase()).copied().flatten();
        if let Some(record) = by_name.filter(|_| is_page) {
            return Some(to(record));
        }
        self.topic(&on_site, anchor)
    }

    /// The folder of the post.
    fn folder(&self) -> &str {
        self.post.below.rsplit_once('/').map_or("", |(folder, _)| folder)
    }

    /// The record of the post at a path below the imported folder or its content, with its ending or without.
    fn record_at(&self, below: &str) -> Option<RecordId> {
        let bare = below.trim_end_matches('/');
        let content = self.targets.ground.content;
        let forms = ["", ".md", "/index.md", "/_index.md"];
        let at = |before: &str| {
            forms.iter().find_map(|form| self.targets.by_path.get(&format!("{before}{bare}{form}")))
        };
        at("").or_else(|| if content.is_empty() { None } else { at(content) }).copied()
    }

    /// A post or file by its name, as Hugo's `ref`, Zola's `@/` and Obsidian's links have it.
    fn named(&self, name: &str, anchor: &str) -> Option<Meant<'a>> {
        let targets = self.targets;
        let beside = joined(self.folder(), name);
        let record = self
            .record_at(name)
            .or_else(|| self.record_at(&beside.clone()?))
            .or_else(|| targets.by_address.get(&key(name)).copied())
            .or_else(|| targets.by_name.get(&last(name).to_lowercase()).copied().flatten());
        if let Some(record) = record {
            return Some(Meant::Post(record, anchor.to_owned()));
        }
        let by_path = targets.files.get(name).or_else(|| targets.files.get(beside?.as_str())).copied();
        let file_name = name.rsplit('/').next().unwrap_or(name);
        let file = by_path.or_else(|| targets.by_file_name.get(file_name).copied().flatten())?;
        (file.length <= LARGEST).then_some(Meant::File(file, None))
    }

    /// `/tags/#x`, `/tags/x/`, `/category/x/y/page/2/`.
    fn topic(&self, path: &str, anchor: &str) -> Option<Meant<'a>> {
        let mut parts = path.split('/').filter(|part| !part.is_empty());
        let first = parts.next()?.trim_end_matches(".html");
        if !["tag", "tags", "category", "categories", "topics"].contains(&first) {
            return None;
        }
        // Of categories within one another the last is meant; a number of a page may follow.
        let names = parts.rev().chain([anchor.trim_start_matches('#')]);
        let topics = names.map(|name| slug(name.trim_end_matches(".html")));
        let mut known = topics.into_iter().filter(|topic| self.targets.topics.contains(topic));
        known.next().map(|topic| Meant::Own(format!("/{}/{topic}/", Kind::Topic.folder())))
    }
}

fn is_on_web(address: &str) -> bool {
    address.starts_with("https://") || address.starts_with("http://")
}

/// The last part of an address, which says most of what it shows.
fn name_of(address: &str) -> String {
    let path = address.split(['?', '#']).next().unwrap_or(address);
    let name = percent::decoded(path.trim_end_matches('/').rsplit('/').next().unwrap_or(path)).into_owned();
    if name.trim().is_empty() || name.contains(['<', '>']) { address.to_owned() } else { name }
}
