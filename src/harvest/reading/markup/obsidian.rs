//! What Obsidian writes that Markdown does not: `[[links]]`, `![[embeds]]`, `%%comments%%`, `^marks` of blocks.
//!
//! What always holds: what stands in code stays as it is; a comment is never published.

use super::code::{code, is_within};
use crate::harvest::reading::elements::comment as commented;
use crate::vocab::shorten::beginning;

/// The text with links and comments as Markdown has them; counts them.
pub(super) fn markdown(text: &str, taken: &mut usize) -> String {
    if !["[[", "%%", "^"].iter().any(|mark| text.contains(mark)) {
        return text.to_owned();
    }
    let code = code(text);
    let mut out = String::with_capacity(text.len());
    let mut at = 0;
    while let Some(found) = text[at..].find(['[', '!', '%', '^']) {
        let start = at + found;
        out.push_str(&text[at..start]);
        let rest = &text[start..];
        let said = if is_within(&code, start) {
            None
        } else {
            link(rest).or_else(|| comment(rest)).or_else(|| mark(&out, rest))
        };
        let (length, said) = said.unwrap_or_else(|| {
            let letter = rest.chars().next().unwrap_or(' ');
            (letter.len_utf8(), letter.to_string())
        });
        *taken += usize::from(length > 1);
        out.push_str(&said);
        at = start + length;
    }
    out.push_str(&text[at..]);
    out
}

/// `[[Note#Part|label]]`, `![[image.png|300]]`.
fn link(text: &str) -> Option<(usize, String)> {
    let is_embed = text.starts_with("![[");
    let rest = text.strip_prefix("![[").or_else(|| text.strip_prefix("[["))?;
    let end = end_of(rest, "]]")?;
    let inner = &rest[..end];
    let (target, label) = inner.split_once('|').unwrap_or((inner, ""));
    let (target, label) = (target.trim().trim_end_matches('\\'), label.trim());
    if target.is_empty() || target.contains(['[', '<', '>']) {
        return None;
    }
    let length = text.len() - rest.len() + end + 2;
    let (path, part) = target.find('#').map_or((target, ""), |at| target.split_at(at));
    let name = path.rsplit('/').next().unwrap_or(path);
    let is_image = is_embed
        && name.rsplit_once('.').is_some_and(|(_, ending)| {
            ["png", "jpg", "jpeg", "gif", "svg", "webp", "avif", "bmp"]
                .iter()
                .any(|image| ending.eq_ignore_ascii_case(image))
        });
    let is_size =
        |text: &str| !text.is_empty() && text.chars().all(|letter| letter.is_ascii_digit() || letter == 'x');
    let words = label.rsplit('|').next().map_or("", str::trim);
    let label = if label.is_empty() || is_size(label) || (is_image && is_size(words)) { "" } else { label };
    let plain = if is_image { name.rsplit_once('.').map_or(name, |(stem, _)| stem) } else { name };
    let heading = part.trim_start_matches('#').replace('#', " › ");
    let shown = match (label.is_empty(), plain.is_empty(), heading.is_empty()) {
        (false, _, _) => label.to_owned(),
        (true, false, true) => plain.to_owned(),
        (true, false, false) if heading.starts_with('^') => plain.to_owned(),
        (true, false, false) => format!("{plain} › {heading}"),
        (true, true, _) => heading,
    };
    let shown = shown.replace(['[', ']'], "");
    let address = if path.is_empty() { part.to_owned() } else { format!("@ref/{path}{part}") };
    Some((length, format!("{}[{shown}](<{address}>)", if is_image { "!" } else { "" })))
}

/// Where this stands in the line that a text begins with, not far away.
fn end_of(text: &str, mark: &str) -> Option<usize> {
    const FAR: usize = 1000;
    beginning(text, FAR).lines().next()?.find(mark)
}

/// `%%…%%`, which Obsidian shows to nobody else.
fn comment(text: &str) -> Option<(usize, String)> {
    let rest = text.strip_prefix("%%")?;
    let end = rest.find("%%")?;
    Some((end + 4, commented(&rest[..end])))
}

/// `^id` at the end of a line, which only links to blocks need.
fn mark(before: &str, text: &str) -> Option<(usize, String)> {
    let id = text.strip_prefix('^')?.lines().next()?.trim_end();
    let is_id = !id.is_empty() && id.chars().all(|letter| letter.is_ascii_alphanumeric() || letter == '-');
    (is_id && (before.is_empty() || before.ends_with([' ', '\n']))).then(|| (id.len() + 1, String::new()))
}
