//! What a post is written in, and its parts: text, Markdown or saved HTML.
//!
//! What always holds: HTML is told by its tags, Markdown by the file's ending or by its headings; anything else is text, whose paragraphs stand between
//! blank lines and whose headings are short lines without an end.

use super::closing;
use super::parts::{Kind, Part, Post, of_markdown};
use crate::harvest::ledger::Rule;
use crate::harvest::reading::front;
use crate::harvest::reading::people::{Said, people};
use crate::harvest::reading::{plain, prose};
use crate::vocab::date::PartialDate;
use crate::vocab::path::markdown_stem;

pub(super) const NOT_UTF_8: Rule = Rule::took("not-utf-8", "text that is not UTF-8 is read as Windows-1252");

/// The text of these bytes, and whether all of it is UTF-8.
pub(super) fn text(bytes: &[u8]) -> (String, bool) {
    match std::str::from_utf8(bytes) {
        Ok(text) => (text.to_owned(), true),
        Err(_) => (bytes.iter().map(|byte| windows_1252(*byte)).collect(), false),
    }
}

/// The letters of Windows-1252 between 0x80 and 0x9f; those that are none are as in Latin-1.
fn windows_1252(byte: u8) -> char {
    const LETTERS: [char; 32] = [
        '€', '\u{81}', '‚', 'ƒ', '„', '…', '†', '‡', 'ˆ', '‰', 'Š', '‹', 'Œ', '\u{8d}', 'Ž', '\u{8f}',
        '\u{90}', '‘', '’', '“', '”', '•', '–', '—', '˜', '™', 'š', '›', 'œ', '\u{9d}', 'ž', 'Ÿ',
    ];
    byte.checked_sub(0x80)
        .and_then(|index| LETTERS.get(usize::from(index)))
        .copied()
        .unwrap_or(char::from(byte))
}

/// The post in this text.
pub(super) fn post(name: &str, text: &str) -> Post {
    let text = plain::lines(text.strip_prefix('\u{feff}').unwrap_or(text));
    let (front, body) = front::split(&text);
    let lower = name.to_lowercase();
    let is_page = lower.rsplit('.').next().is_some_and(|ending| ["html", "htm", "xhtml"].contains(&ending));
    let post = if is_page || is_html(body) {
        of_html(body)
    } else if markdown_stem(name).is_some() || body.lines().any(is_atx) {
        let parts = of_markdown(body);
        titled(parts)
    } else {
        of_text(body)
    };
    let title = front.title.clone().or(post.title);
    let mut merged = front;
    merged.people.extend(post.front.people);
    merged.date = merged.date.or(post.front.date);
    Post { title, front: merged, ..post }
}

fn is_html(text: &str) -> bool {
    let head: String = text.trim_start().chars().take(300).collect::<String>().to_lowercase();
    head.starts_with("<!doctype html")
        || head.starts_with("<html")
        || (head.starts_with('<')
            && ["<p", "<h1", "<article", "<div", "<body"].iter().any(|tag| head.contains(tag)))
}

fn is_atx(line: &str) -> bool {
    let level = line.len() - line.trim_start_matches('#').len();
    (1..=4).contains(&level) && line[level..].starts_with(' ')
}

/// Takes the title away: a first heading of level 1, or any heading that opens the text.
fn titled(mut parts: Vec<Part>) -> Post {
    let first = parts.iter().position(|part| part.level() == Some(1));
    let opening = parts.first().and_then(Part::level).map(|_| 0);
    let at = first.filter(|at| *at <= 3).or(opening);
    let title = at.map(|at| parts.remove(at).line());
    Post { title, parts, ..Post::default() }
}

/// A saved page: its article where it marks one, without what stands around.
fn of_html(html: &str) -> Post {
    let (start, end) =
        ["article", "main", "body"].iter().find_map(|tag| element(html, tag)).unwrap_or((0, html.len()));
    let skipped = vec![
        "script", "style", "nav", "aside", "form", "noscript", "footer", "title", "head", "button", "svg",
        "template",
    ];
    let markdown = prose::of_article(&html[start..end], skipped);
    let mut post = titled(of_markdown(&plain::lines(&markdown)));
    post.title = post.title.or_else(|| {
        let (start, end) = element(html, "title")?;
        let text = plain::line(&html[start..end].split_once('>')?.1.split('<').next()?.replace('\n', " "));
        (!text.is_empty()).then_some(text)
    });
    if let Some(author) = meta(html, &["author", "article:author"]) {
        post.front.people.extend(people(&author, Said::ByPlace).unwrap_or_default());
    }
    let date = meta(html, &["article:published_time", "date", "datepublished", "dc.date"]);
    post.front.date = date.and_then(|date| PartialDate::parse(date.get(..10)?).ok());
    post
}

/// From the first opening tag of this name to its last closing one.
fn element(html: &str, tag: &str) -> Option<(usize, usize)> {
    let lower = html.to_ascii_lowercase();
    let is_name_end = |at: usize| lower[at..].starts_with(['>', ' ', '\n', '\t']);
    let open = format!("<{tag}");
    let start = lower.match_indices(&open).map(|(at, _)| at).find(|at| is_name_end(at + open.len()))?;
    let close = format!("</{tag}>");
    let end =
        if tag == "title" { lower[start..].find(&close).map(|at| at + start) } else { lower.rfind(&close) };
    let end = end.filter(|end| *end > start).map_or(html.len(), |end| end + close.len());
    Some((start, end))
}

/// The content of a `<meta>` of one of these names.
fn meta(html: &str, names: &[&str]) -> Option<String> {
    let lower = html.to_ascii_lowercase();
    lower
        .match_indices("<meta")
        .find_map(|(at, _)| {
            let end = lower[at..].find('>')? + at;
            let (tag, written) = (&lower[at..end], &html[at..end]);
            let attribute = |text: &str, source: &str, name: &str| {
                let start = text.find(&format!("{name}="))? + name.len() + 1;
                let quote = text[start..].chars().next().filter(|quote| "\"'".contains(*quote))?;
                let length = text[start + 1..].find(quote)?;
                Some(source[start + 1..start + 1 + length].to_owned())
            };
            let name = attribute(tag, tag, "name")
                .or_else(|| attribute(tag, tag, "property"))
                .or_else(|| attribute(tag, tag, "itemprop"))?;
            names
                .contains(&name.as_str())
                .then(|| attribute(tag, written, "content"))?
                .map(|text| plain::line(&text))
        })
        .filter(|text| !text.is_empty())
}

/// Plain text.
fn of_text(text: &str) -> Post {
    let lines: Vec<&str> = text.lines().map(str::trim_end).collect();
    let mut parts: Vec<Part> = Vec::new();
    let mut at = 0;
    while at < lines.len() {
        if lines[at].trim().is_empty() {
            at += 1;
            continue;
        }
        let end = (at..lines.len()).find(|end| lines[*end].trim().is_empty()).unwrap_or(lines.len());
        parts.extend(paragraph(&lines[at..end]));
        at = end;
    }
    // A heading is followed by what it heads.
    for index in 0..parts.len() {
        let heads = parts.get(index + 1).is_some_and(|next| {
            next.level().is_none() || next.text.chars().count() > parts[index].text.chars().count()
        });
        if parts[index].level().is_some() && !heads && index > 3 {
            parts[index].kind = Kind::Paragraph;
        }
    }
    let opening = parts.iter().take_while(|part| part.level().is_some()).count();
    let long = |part: &Part| part.text.split_whitespace().count();
    let title = (0..opening.max(1).min(parts.len()))
        .max_by_key(|index| (long(&parts[*index]).min(4), std::cmp::Reverse(*index)));
    let Some(title) = title else { return Post::default() };
    let after = parts.split_off(title + 1);
    let named = parts.pop();
    let is_title =
        named.as_ref().is_some_and(|part| part.level().is_some() || part.text.chars().count() <= 120);
    let mut post = Post { parts: after, around: parts, ..Post::default() };
    match named {
        Some(part) if is_title => post.title = Some(part.line()),
        Some(part) => post.parts.insert(0, part),
        None => {}
    }
    // Headings become ones of level 2, below the title.
    for part in post.parts.iter_mut().filter(|part| part.level().is_some()) {
        part.markdown = format!("## {}", part.markdown.trim());
    }
    post
}

/// The parts in lines that no blank line parts.
fn paragraph(lines: &[&str]) -> Vec<Part> {
    let is_rule = |line: &str| {
        line.len() >= 3
            && (line.chars().all(|letter| letter == '=') || line.chars().all(|letter| letter == '-'))
    };
    if let [title, rule, rest @ ..] = lines
        && is_rule(rule)
    {
        let heading = Part::new(Kind::Heading(2), prose::markdown(title), title);
        return std::iter::once(heading)
            .chain(if rest.is_empty() { Vec::new() } else { paragraph(rest) })
            .collect();
    }
    let pairs: Vec<_> = lines.iter().filter_map(|line| closing::pair(line)).collect();
    if pairs.len() == lines.len() {
        let rows: Vec<_> = pairs.into_iter().map(|(label, value)| vec![label, value]).collect();
        let items = rows
            .iter()
            .map(|row| format!("- **{}** : {}", prose::markdown(&row[0]), prose::markdown(&row[1])));
        let mut part = Part::new(Kind::Other, items.collect::<Vec<_>>().join("\n"), &lines.join("\n"));
        part.rows = rows;
        return vec![part];
    }
    let text = lines.join("\n");
    if let [line] = lines
        && is_heading(line)
    {
        return vec![Part::new(Kind::Heading(2), prose::markdown(line), line.trim())];
    }
    vec![Part::new(Kind::Paragraph, prose::markdown(&text), &text)]
}

/// A short line that ends without a sign, and is no pair, address or signature.
fn is_heading(line: &str) -> bool {
    let line = line.trim();
    let is_short = line.chars().count() <= 70 && line.split_whitespace().count() <= 10;
    let begins =
        line.chars().find(|letter| letter.is_alphanumeric()).is_some_and(|letter| !letter.is_lowercase());
    let is_open = !line.ends_with(['.', '!', ',', ';', ':', '…', '»', '”', ')'])
        && !line.starts_with(['-', '*', '•', '>', '«', '"', '“']);
    is_short
        && is_open
        && (begins || !line.contains(' '))
        && !line.contains("://")
        && closing::pair(line).is_none()
}
