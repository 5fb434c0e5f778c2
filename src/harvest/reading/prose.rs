//! Prose of other systems as Markdown: reStructuredText, HTML, Markdown itself and plain text, told apart by what they hold.
//!
//! Comes in: a text. Goes out: Markdown that shows the same words. What always holds: links lead to absolute web addresses
//! or are plain text, `[[…]]` is no wikilink, raw HTML is shown, not run; what no rule is for stays as text.

mod blocks;
mod depth;
mod directives;
mod html;
mod inline;
mod lines;
mod link;
mod lists;
mod references;

use super::plain;

/// The text as Markdown; empty when it is blank.
pub fn markdown(text: &str) -> String {
    let text = plain::lines(text);
    let text = if html::is_html(&text) { html::markdown(&text) } else { text };
    let lines: Vec<&str> = text.lines().map(str::trim_end).collect();
    let mut references = references::References::gather(&lines);
    let mut out = blocks::markdown(&lines, &mut references, 0);
    out.extend(references.unused());
    tidy(&out)
}

/// Texts about one thing, one after the other; what another one holds already is left out.
pub(crate) fn joined(texts: &[&str]) -> String {
    let words = |text: &str| text.split_whitespace().collect::<Vec<_>>().join(" ");
    let texts: Vec<&str> = texts.iter().copied().filter(|text| !text.trim().is_empty()).collect();
    let plain: Vec<String> = texts.iter().map(|text| words(text)).collect();
    let is_held = |index: usize| {
        plain.iter().enumerate().any(|(other, text)| {
            other != index
                && text.contains(&plain[index])
                && (text.len() > plain[index].len() || other < index)
        })
    };
    let kept = texts.iter().enumerate().filter(|(index, _)| !is_held(*index));
    kept.map(|(_, text)| markdown(text)).collect::<Vec<_>>().join("\n\n")
}

/// HTML as Markdown; blank lines in it part paragraphs.
pub(crate) fn of_html(text: &str) -> String {
    html::markdown(text)
}

/// The article of a saved page as Markdown, without the elements of these names.
pub(crate) fn of_article(html: &str, skipped: Vec<&str>) -> String {
    html::article(html, skipped)
}

/// HTML that has all of its paragraphs, as Markdown.
pub(crate) fn of_whole_html(text: &str) -> String {
    html::converted(text)
}

/// Joins the lines with at most one blank line in a row outside code.
fn tidy(lines: &[String]) -> String {
    let mut text = String::new();
    let mut fence: Option<&str> = None;
    let mut blank = true;
    for line in lines {
        let trimmed = line.trim_start();
        match fence {
            Some(open) if trimmed == open => fence = None,
            None if trimmed.starts_with("```") => {
                fence = Some(&trimmed[..trimmed.len() - trimmed.trim_start_matches('`').len()]);
            }
            _ => {}
        }
        let is_blank = trimmed.is_empty();
        if is_blank && blank && fence.is_none() {
            continue;
        }
        blank = is_blank;
        text.push_str(if is_blank { "" } else { line });
        text.push('\n');
    }
    text.trim_end().to_owned()
}

#[cfg(test)]
mod tests;
