//! HTML as Markdown.

use htmd::HtmlToMarkdown;
use htmd::options::{BrStyle, Options};

use super::depth::bounded;

/// Endings that show that a text is HTML and not prose with an angle bracket.
const TELLING: &[&str] =
    &["</p>", "</a>", "</li>", "</ul>", "</div>", "</h2>", "</h3>", "<br>", "<br/>", "<br />"];

/// Whether the text is HTML: outside code spans it has a tag that only HTML has.
pub(super) fn is_html(text: &str) -> bool {
    text.contains('<') && {
        let prose: String = text.split('`').step_by(2).collect::<Vec<_>>().join(" ").to_lowercase();
        TELLING.iter().any(|tag| prose.contains(tag))
    }
}

/// HTML as Markdown; blank lines in it part paragraphs.
pub(super) fn markdown(text: &str) -> String {
    let blocks = ["<p", "<ul", "<ol", "<li", "<div", "<h", "<pre", "<table", "</"];
    let paragraphs = text.split("\n\n").map(|part| {
        let part = part.trim();
        let lower = part.to_lowercase();
        if blocks.iter().any(|tag| lower.starts_with(tag)) {
            part.to_owned()
        } else {
            format!("<p>{part}</p>")
        }
    });
    converted(&paragraphs.collect::<Vec<_>>().join("\n\n"))
}

/// HTML as Markdown, without the elements of these names; empty where that fails.
pub(super) fn article(html: &str, skipped: Vec<&str>) -> String {
    let converter = HtmlToMarkdown::builder().skip_tags(skipped).build();
    converter.convert(&bounded(html)).unwrap_or_default()
}

/// HTML as Markdown. Scripts and styles are left out.
pub(super) fn converted(html: &str) -> String {
    let options = Options { br_style: BrStyle::Backslash, ..Options::default() };
    let skipped = vec!["script", "style", "iframe"];
    let converter = HtmlToMarkdown::builder().options(options).skip_tags(skipped).build();
    converter.convert(&bounded(html)).unwrap_or_else(|_| html.to_owned())
}
