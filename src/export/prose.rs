//! The prose of a record as Markdown, made from what its page shows.
//!
//! It is made from the page and not from the author's file, which may hold what is not published: comments, keys of other tools, links to
//! drafts. What always holds: links lead to the published pages; what only serves a browser (links of headings to themselves) is left out, and a heading
//! keeps its anchor, since other records may name it.

use std::sync::LazyLock;

use htmd::element_handler::{HandlerResult, Handlers};
use htmd::options::{BrStyle, BulletListMarker, Options};
use htmd::{Element, HtmlToMarkdown};

use crate::knowledge::RecordId;
use crate::site::Site;
use crate::site::prose::Prose;
use crate::site::slots;
use crate::vocab::fold::slug;

static CONVERTER: LazyLock<HtmlToMarkdown> = LazyLock::new(converter);

/// A record's prose; none when it has none of its own.
pub(super) fn markdown(site: &Site<'_>, prose: &Prose<'_>, id: RecordId) -> Option<String> {
    let body = prose.of(id)?;
    let root = site.absolute_root().unwrap_or(&site.root);
    let html = slots::fill(site.filling(root), site.record(id), body);
    of_html(&html)
}

/// HTML that may be published, as Markdown; none when nothing is left of it.
fn of_html(html: &str) -> Option<String> {
    let text = CONVERTER.convert(html).ok()?;
    Some(text).filter(|text| !text.trim().is_empty())
}

fn converter() -> HtmlToMarkdown {
    let options = Options {
        br_style: BrStyle::Backslash,
        bullet_list_marker: BulletListMarker::Dash,
        ul_bullet_spacing: 1,
        ol_number_spacing: 1,
        ..Options::default()
    };
    HtmlToMarkdown::builder()
        .options(options)
        .skip_tags(vec!["script", "style", "iframe"])
        .add_handler(vec!["a"], link)
        .add_handler(vec!["blockquote"], quote)
        .add_handler(vec!["div"], alert)
        .add_handler(vec!["h1", "h2", "h3", "h4", "h5", "h6"], heading)
        .build()
}

/// A link; that of a heading to itself is the heading's words, and that of a footnote back to its place says nothing.
fn link(handlers: &dyn Handlers, element: Element<'_>) -> Option<HandlerResult> {
    match attribute(&element, "class").as_deref() {
        Some("anchor") => Some(handlers.walk_children(element.node)),
        Some("footnote-back") => Some("".into()),
        _ => handlers.fallback(element),
    }
}

/// A quotation; one that is a lesson says so, and of which kind.
fn quote(handlers: &dyn Handlers, element: Element<'_>) -> Option<HandlerResult> {
    let kind = class_after(&element, "lesson-").map(|kind| format!("LESSON {kind}"));
    match kind {
        Some(kind) => Some(marked(&kind, &handlers.walk_children(element.node).content)),
        None => handlers.fallback(element),
    }
}

/// A note, a tip or another alert; its first paragraph is the title, which its kind says.
fn alert(handlers: &dyn Handlers, element: Element<'_>) -> Option<HandlerResult> {
    let Some(kind) = class_after(&element, "alert-") else { return handlers.fallback(element) };
    let written = handlers.walk_children(element.node).content;
    let words = written.trim().split_once("\n\n").map_or("", |(_title, words)| words);
    Some(marked(&kind.to_uppercase(), words))
}

/// What begins with this among the classes of an element, without it.
fn class_after(element: &Element<'_>, start: &str) -> Option<String> {
    let classes = attribute(element, "class")?;
    classes.split(' ').find_map(|class| class.strip_prefix(start)).map(str::to_owned)
}

/// A quotation that begins with `[!MARK]`.
fn marked(mark: &str, words: &str) -> HandlerResult {
    let lines = words.trim().lines().map(|line| format!("> {line}").trim_end().to_owned());
    let lines: Vec<String> = std::iter::once(format!("> [!{mark}]")).chain(lines).collect();
    format!("\n\n{}\n\n", lines.join("\n")).into()
}

/// A heading, with its anchor where its words would make another.
fn heading(handlers: &dyn Handlers, element: Element<'_>) -> Option<HandlerResult> {
    let anchor = attribute(&element, "id");
    let written = handlers.fallback(element)?;
    let words = written.content.trim();
    match anchor.filter(|anchor| *anchor != slug(words.trim_start_matches('#'))) {
        Some(anchor) => Some(format!("\n\n{words} {{#{anchor}}}\n\n").into()),
        None => Some(written),
    }
}

fn attribute(element: &Element<'_>, name: &str) -> Option<String> {
    let found = element.attrs.iter().find(|attribute| &*attribute.name.local == name)?;
    Some(found.value.to_string())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_a_page_shows_is_markdown_again() {
        let html = "<h2 id=\"lessons\"><a class=\"anchor\" href=\"#lessons\">Lessons</a></h2>\n<ul>\n<li>Run <strong>game days</strong>.</li>\n</ul>\n\
                    <h3 id=\"mine\"><a class=\"anchor\" href=\"#mine\">In short</a></h3>\n<p><a href=\"https://example.org/talks/t/\">T</a></p>";
        assert_eq!(
            of_html(html).as_deref(),
            Some(
                "## Lessons\n\n- Run **game days**.\n\n### In short {#mine}\n\n[T](https://example.org/talks/t/)"
            )
        );
        assert_eq!(of_html("<p></p>"), None);
        let marked = "<blockquote id=\"lesson-x\" class=\"lesson lesson-failure\">\n<p>One <em>word</em>.</p>\n<p>Two.</p>\n</blockquote>\n\
                      <div class=\"alert alert-tip\" role=\"note\">\n<p class=\"alert-title\">Tip</p>\n<p>Three.</p>\n</div>\n<blockquote>\n<p>Four.</p>\n</blockquote>";
        assert_eq!(
            of_html(marked).as_deref(),
            Some("> [!LESSON failure]\n> One *word*.\n>\n> Two.\n\n> [!TIP]\n> Three.\n\n> Four.")
        );
    }
}
