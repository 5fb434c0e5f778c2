//! What the usual tags, includes and shortcodes are in Markdown, by their names.
//!
//! Apart, since it is a list that grows: a tag that many themes have gets a line here.

use super::known::Known;
use super::tags::{Argument, Tag, TagKind};
use crate::harvest::reading::code::{fence_for, info};
use crate::harvest::reading::elements::comment;

/// Blocks are read so deep within one another.
pub(super) const DEEPEST: usize = 40;

/// What a tag becomes.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) enum Said {
    /// In its line.
    Inline(String),
    /// A block of its own.
    Block(String),
}

impl Said {
    /// The Markdown.
    pub(super) fn into_text(self) -> String {
        match self {
            Self::Inline(text) | Self::Block(text) => text,
        }
    }
}

/// Whether a block's content is no Markdown.
pub(super) fn is_verbatim(tag: &Tag) -> bool {
    is_code(tag) || matches!(tag.name.as_str(), "raw" | "verbatim" | "comment" | "rawhtml")
}

fn is_code(tag: &Tag) -> bool {
    let name = tag.name.as_str();
    matches!(name, "highlight" | "code" | "codeblock" | "prism") || DIAGRAMS.contains(&name)
}

const DIAGRAMS: &[&str] = &["mermaid", "plantuml", "graphviz", "dot", "katex", "latex"];

/// A block of code, or of what is no template; `around` is the text before and after it.
pub(super) fn verbatim(tag: &Tag, content: &str, around: (&str, &str)) -> Said {
    let name = tag.name.as_str();
    if name == "rawhtml" {
        return Said::Inline(content.to_owned());
    }
    if name == "comment" {
        return Said::Inline(comment(content));
    }
    if matches!(name, "raw" | "verbatim") {
        return Said::Inline(raw(content));
    }
    let begins = around.0.rsplit('\n').next().unwrap_or_default().trim().is_empty();
    let ends = around.1.split('\n').next().unwrap_or_default().trim().is_empty();
    let stands_alone = begins && ends;
    if !(content.contains('\n') || stands_alone) {
        return Said::Inline(span(content));
    }
    let indent: String = around.0.rsplit('\n').next().filter(|_| begins).unwrap_or_default().to_owned();
    let fence = fence_for(content.lines());
    let language =
        if DIAGRAMS.contains(&name) { name } else { tag.given(&["lang", "language"], Some(0)).unwrap_or("") };
    let language = info(language);
    // What stands beside the first tag is a line of its own.
    let (first, rest) = content.split_once('\n').unwrap_or((content, ""));
    let first =
        if first.trim().is_empty() { String::new() } else { format!("{indent}{}\n", first.trim_start()) };
    let rest = rest.trim_end_matches([' ', '\t']).trim_end_matches('\n');
    let last = if rest.is_empty() { "" } else { "\n" };
    Said::Inline(format!("{fence}{language}\n{first}{rest}{last}{indent}{fence}"))
}

/// What no template is to read: code stays, and other words with braces become code, since braces mean something elsewhere.
fn raw(content: &str) -> String {
    let has_code = content.contains("```") || content.contains("~~~") || content.contains("    ");
    let has_tags = content.contains("{{") || content.contains("{%");
    if has_code || !has_tags || content.contains('`') || content.trim().contains('\n') {
        return content.to_owned();
    }
    span(content)
}

/// Code in a line.
fn span(content: &str) -> String {
    let longest = content.split(|letter| letter != '`').map(str::len).max().unwrap_or(0);
    let marks = "`".repeat(longest + 1);
    let blank = if content.starts_with('`') || content.ends_with('`') { " " } else { "" };
    if content.trim().is_empty() {
        content.to_owned()
    } else {
        format!("{marks}{blank}{}{blank}{marks}", content.trim())
    }
}

/// What a tag in code becomes.
pub(super) fn in_code(tag: &Tag) -> Option<Said> {
    (tag.kind == TagKind::Escaped).then(|| escaped(tag))
}

fn escaped(tag: &Tag) -> Said {
    Said::Inline(format!("{{{{< {} >}}}}", tag.inner))
}

/// What a tag without a block becomes.
pub(super) fn single(tag: &Tag, known: &Known<'_>) -> Option<Said> {
    let inline = |text: &str| Some(Said::Inline(text.to_owned()));
    match tag.kind {
        TagKind::Escaped => return Some(Said::Inline(span(&format!("{{{{< {} >}}}}", tag.inner)))),
        TagKind::Comment => return Some(Said::Inline(comment(&tag.inner))),
        TagKind::Value => {
            if let Some(text) = value(tag, known) {
                return Some(Said::Inline(text));
            }
        }
        TagKind::End => return None,
        TagKind::Block => {}
    }
    if let Some(said) = standing(tag) {
        return Some(said);
    }
    match tag.name.as_str() {
        "posturl" => inline(&format!("@post/{}", tag.given(&[], Some(0))?)),
        "link" => inline(&format!("/{}", tag.given(&[], Some(0))?.trim_start_matches('/'))),
        "ref" | "relref" => {
            inline(&format!("@ref/{}", tag.given(&["path"], Some(0))?.trim_start_matches('/')))
        }
        "geturl" | "resizeimage" | "url" => inline(tag.given(&["path"], Some(0))?),
        _ => None,
    }
}

/// What a tag becomes that asks nothing of its site.
pub(super) fn standing(tag: &Tag) -> Option<Said> {
    if let Some(address) = media(tag) {
        return Some(Said::Block(format!("<{address}>")));
    }
    match tag.name.as_str() {
        "figure" | "fig" | "img" | "image" | "picture" | "photo" | "imgcap" | "captionedimage"
        | "responsiveimage" => figure(tag).map(Said::Block),
        "toc" | "tableofcontents" | "br" | "clear" | "clearfix" => Some(Said::Inline(String::new())),
        _ => None,
    }
}

/// What a value is, where that is known.
fn value(tag: &Tag, known: &Known<'_>) -> Option<String> {
    let (first, filters) = tag.inner.split_once('|').unwrap_or((&tag.inner, ""));
    let is_plain = filters.split('|').map(str::trim).filter(|filter| !filter.is_empty()).all(|filter| {
        let name = filter.split([':', '(', ' ']).next().unwrap_or(filter).trim();
        ["relative_url", "absolute_url", "url", "prepend", "safe", "escape", "strip", "slug"].contains(&name)
    });
    let first = first.trim();
    if !is_plain {
        return None;
    }
    let unquoted = ['"', '\''].iter().find_map(|mark| first.strip_prefix(*mark)?.strip_suffix(*mark));
    if let Some(text) = unquoted {
        return Some(text.to_owned());
    }
    match first.to_lowercase().as_str() {
        "site.baseurl" | "site.url" | "site.github.url" | "base_url" | "config.base_url" | "baseurl"
        | "root" => Some(String::new()),
        "page.title" | "title" => Some(known.title.to_owned()),
        "site.title" | "config.title" => Some(known.site_title.to_owned()).filter(|title| !title.is_empty()),
        _ => None,
    }
}

/// The address of what a tag embeds.
fn media(tag: &Tag) -> Option<String> {
    let id = || tag.given(&["id", "video_id", "videoid", "v", "key", "code"], Some(0));
    let is_id =
        |text: &&str| text.chars().all(|letter| letter.is_ascii_alphanumeric() || "-_".contains(letter));
    let named = |before: &str| {
        let given = id()?;
        if given.starts_with("https://") {
            return Some(given.to_owned());
        }
        Some(given).filter(is_id).map(|id| format!("{before}{id}"))
    };
    match tag.name.as_str() {
        "youtube" | "yt" | "youtubelite" | "youtubeembed" | "youtubevideo" | "youtubeplayer"
        | "embedyoutube" | "youtubeenhanced" => named("https://www.youtube.com/watch?v="),
        "vimeo" | "vimeosimple" | "embedvimeo" => named("https://vimeo.com/"),
        "dailymotion" => named("https://www.dailymotion.com/video/"),
        "asciinema" => named("https://asciinema.org/a/"),
        "instagram" => named("https://www.instagram.com/p/"),
        "speakerdeck" | "slideshare" | "peertube" | "embed" | "oembed" | "iframe" | "bookmark" => {
            let address = tag.given(&["url", "src"], Some(0))?;
            address.starts_with("https://").then(|| address.to_owned())
        }
        "video" | "audio" => {
            let address = tag.given(&["url", "src", "file"], Some(0))?;
            (address.starts_with("https://") && !address.contains(char::is_whitespace))
                .then(|| address.to_owned())
        }
        "gist" => {
            let (first, second) = (tag.given(&["user"], Some(0))?, tag.given(&["id"], Some(1)));
            let path = second.map_or_else(|| first.to_owned(), |id| format!("{first}/{id}"));
            let is_path = path.split('/').all(|part| is_id(&part));
            is_path.then(|| format!("https://gist.github.com/{path}"))
        }
        "tweet" | "twitter" | "twittersimple" | "x" | "xsimple" => {
            let first = tag.given(&["url"], Some(0))?;
            if first.starts_with("https://") {
                return Some(first.to_owned());
            }
            let id = tag.given(&["id"], Some(0)).filter(is_id)?;
            let user = tag.given(&["user"], None).filter(is_id).unwrap_or("i/web");
            Some(format!("https://twitter.com/{user}/status/{id}"))
        }
        _ => None,
    }
}

/// An image, with its words below it.
fn figure(tag: &Tag) -> Option<String> {
    let address = tag.given(&["src", "url", "path", "file", "image", "link_src"], Some(0))?;
    let is_plain = |argument: &&Argument| argument.key.is_none();
    let second =
        tag.arguments.iter().filter(is_plain).nth(1).filter(|one| one.is_quoted).map(|one| one.value.trim());
    let alt = tag.given(&["alt", "image_alt"], None).or(second.filter(|text| !text.is_empty()));
    let title = tag.given(&["title"], None);
    let caption = tag.given(&["caption", "description", "text", "attr"], None);
    let words = alt.or(caption).or(title).unwrap_or_default().replace(['[', ']', '\n'], " ");
    let address = if address.contains([' ', '(', ')']) { format!("<{address}>") } else { address.to_owned() };
    let mut image = format!("![{}]({address})", words.trim());
    if let Some(to) = tag.given(&["link", "href"], None).filter(|to| !to.contains([' ', '(', ')'])) {
        image = format!("[{image}]({to})");
    }
    let below: Vec<&str> = [title, caption].into_iter().flatten().collect();
    if !below.is_empty() {
        let emphasised: Vec<String> =
            below.iter().map(|text| format!("*{}*", text.replace('\n', " "))).collect();
        image.push_str(&format!("\n\n{}", emphasised.join(" ")));
    }
    Some(image)
}

/// Whether a block of this name has an equivalent.
pub(super) fn is_block(tag: &Tag) -> bool {
    alert_of(tag).is_some()
        || matches!(
            tag.name.as_str(),
            "details"
                | "expand"
                | "collapse"
                | "spoiler"
                | "accordion"
                | "quote"
                | "blockquote"
                | "pullquote"
                | "button"
                | "figure"
        )
}

/// What a block becomes whose content is Markdown.
pub(super) fn block(tag: &Tag, content: &str) -> Option<Said> {
    let content = content.trim();
    if let Some(alert) = alert_of(tag) {
        let title = tag.given(&["title"], None).map(|title| format!("**{title}**\n\n")).unwrap_or_default();
        return Some(Said::Block(quoted(&format!("[!{alert}]\n{title}{content}"))));
    }
    match tag.name.as_str() {
        "details" | "expand" | "collapse" | "spoiler" | "accordion" => {
            let summary = tag.given(&["summary", "title"], Some(0)).unwrap_or("…").replace('<', "&lt;");
            Some(Said::Block(format!("<details>\n<summary>{summary}</summary>\n\n{content}\n\n</details>")))
        }
        "quote" | "blockquote" | "pullquote" => {
            let by = ["author", "by", "cite", "source"].iter().filter_map(|key| tag.given(&[key], None));
            let by: Vec<&str> = by.collect();
            let by = if by.is_empty() { String::new() } else { format!("\n\n— {}", by.join(", ")) };
            Some(Said::Block(quoted(&format!("{content}{by}"))))
        }
        "button" => {
            let to = tag.given(&["href", "link", "url", "relref"], Some(0))?;
            Some(Said::Inline(format!("[{content}](<{to}>)")))
        }
        _ => figure(tag).map(|image| {
            let below = if content.is_empty() { String::new() } else { format!("\n\n{content}") };
            Said::Block(format!("{image}{below}"))
        }),
    }
}

/// The alert that a block is.
fn alert_of(tag: &Tag) -> Option<&'static str> {
    let kind = match tag.name.as_str() {
        "notice" | "alert" | "admonition" | "callout" | "hint" | "message" | "aside" => {
            tag.given(&["type", "kind", "color", "level", "icon"], Some(0)).unwrap_or("note").to_lowercase()
        }
        name => name.to_owned(),
    };
    match kind.as_str() {
        "note" | "info" | "primary" | "secondary" | "default" | "abstract" | "example" => Some("NOTE"),
        "tip" | "success" | "hint" => Some("TIP"),
        "important" | "attention" => Some("IMPORTANT"),
        "warning" | "warn" => Some("WARNING"),
        "danger" | "caution" | "error" | "bug" => Some("CAUTION"),
        _ if ["notice", "alert", "admonition", "callout", "message", "aside"]
            .contains(&tag.name.as_str()) =>
        {
            Some("NOTE")
        }
        _ => None,
    }
}

fn quoted(text: &str) -> String {
    let lines =
        text.lines().map(|line| if line.trim().is_empty() { ">".to_owned() } else { format!("> {line}") });
    lines.collect::<Vec<_>>().join("\n")
}
