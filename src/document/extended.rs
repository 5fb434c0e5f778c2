//! A text whose front matter says one thing more: the author's formatting and comments stay as they are.
//!
//! Comes in: a text, and its outline as it was read from it. Goes out: the text with names or addresses added to a list of its front matter. What always
//! holds: nothing else of the text changes. Whoever writes it reads it again first, and sees that it says what was meant.

use crate::vocab::spanned::{Span, Spanned};

use super::outline::Outline;

/// A list of texts that front matter may have.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum TextList {
    Aliases,
    Redirects,
}

impl TextList {
    /// The key.
    pub(crate) fn name(self) -> &'static str {
        match self {
            Self::Aliases => "aliases",
            Self::Redirects => "redirects",
        }
    }

    /// What the front matter of a record has of it.
    pub(crate) fn of(self, outline: &Outline) -> &[Spanned<String>] {
        match self {
            Self::Aliases => &outline.common.aliases,
            Self::Redirects => &outline.common.redirects,
        }
    }
}

/// A text between double quotes, as TOML, YAML and JSON read it.
pub(crate) fn quoted(text: &str) -> String {
    let mut quoted = String::with_capacity(text.len() + 2);
    quoted.push('"');
    for letter in text.chars() {
        match letter {
            '"' | '\\' => quoted.extend(['\\', letter]),
            letter if letter.is_control() => quoted.push_str(&format!("\\u{:04x}", u32::from(letter))),
            letter => quoted.push(letter),
        }
    }
    quoted.push('"');
    quoted
}

/// A line of front matter with a list: `aliases = ["…"]`, or with a colon in YAML.
pub(crate) fn list_line(list: TextList, texts: &[String], is_yaml: bool) -> String {
    let texts: Vec<String> = texts.iter().map(|text| quoted(text)).collect();
    let joint = if is_yaml { ":" } else { " =" };
    format!("{}{joint} [{}]", list.name(), texts.join(", "))
}

/// The text with these added to a list of its front matter; none where its form has no plain place for them.
pub(crate) fn with_texts(text: &str, outline: &Outline, list: TextList, texts: &[String]) -> Option<String> {
    let (place, added) = match list.of(outline).last() {
        Some(end) => (end.span.end, behind(text, &end.span, texts)?),
        None => line(text, outline, list, texts)?,
    };
    let mut extended = text.get(..place)?.to_owned();
    extended.push_str(&added);
    extended.push_str(&text[place..]);
    Some(extended)
}

/// The text without one of a list of its front matter: what [`with_texts`] adds is gone again.
pub(crate) fn without_text(text: &str, outline: &Outline, list: TextList, value: &str) -> Option<String> {
    let all = list.of(outline);
    let at = all.iter().position(|one| one.value == value)?;
    let span = &all[at].span;
    let gone = if all.len() == 1 {
        let start = line_start(text, span.start);
        let end = text[span.end..].find('\n').map_or(text.len(), |at| span.end + at + 1);
        let is_alone = text[start..span.start].trim_start().starts_with(list.name())
            && text[span.end..end].trim() == "]";
        is_alone.then_some(start..end)?
    } else if at > 0 {
        all[at - 1].span.end..span.end
    } else {
        span.start..all[1].span.start
    };
    Some(format!("{}{}", text.get(..gone.start)?, text.get(gone.end..)?))
}

/// What stands behind the last of a list when these are added: on lines of their own where each stands on one.
fn behind(text: &str, last: &Span, texts: &[String]) -> Option<String> {
    let before = &text[line_start(text, last.start)..];
    let before = before.get(..last.start.checked_sub(line_start(text, last.start))?)?;
    let is_item = before.trim_start().starts_with('-') && before.trim().len() == 1;
    let joint = if is_item { format!("{}{before}", ending(text)) } else { ", ".to_owned() };
    Some(texts.iter().flat_map(|text| [joint.clone(), quoted(text)]).collect())
}

/// The line that has the list, and where: below the title, else first.
fn line(text: &str, outline: &Outline, list: TextList, texts: &[String]) -> Option<(usize, String)> {
    let matter = &outline.matter_span;
    let ending = ending(text);
    let fence = text.get(..matter.start)?.trim_start_matches('\u{feff}').trim_end();
    let is_yaml = match fence {
        "+++" => false,
        "---" => true,
        "" if matter.is_empty() => {
            let line = list_line(list, texts, false);
            return Some((matter.start, format!("+++{ending}{line}{ending}+++{ending}{ending}")));
        }
        _ => return None,
    };
    let title = outline.common.title.as_ref().map(|title| title.span.clone());
    let title = title.filter(|title| matter.contains(&title.start) && title.end <= matter.end);
    let place = title.map_or(matter.start, |title| {
        text[title.end..].find('\n').map_or(matter.end, |at| title.end + at + 1)
    });
    Some((place, format!("{}{ending}", list_line(list, texts, is_yaml))))
}

fn line_start(text: &str, at: usize) -> usize {
    text[..at].rfind('\n').map_or(0, |at| at + 1)
}

fn ending(text: &str) -> &'static str {
    if text.contains("\r\n") { "\r\n" } else { "\n" }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::document::{Options, Place, parse};
    use crate::vocab::path::ContentPath;

    fn read(text: &str) -> crate::document::Document {
        let path = ContentPath::new("content/people/x.md").unwrap();
        parse(Place::of(&path, "people/x.md").unwrap(), text.as_bytes(), &Options::default())
    }

    #[test]
    fn names_are_added_and_all_else_stays() {
        for (before, after) in [
            ("+++\ntitle = \"X\" # so\n+++\n", "+++\ntitle = \"X\" # so\naliases = [\"Y \\\"Z\\\"\"]\n+++\n"),
            (
                "\u{feff}+++\r\ntitle = 'X'\r\naliases = ['A', # one\r\n'B' ,\r\n]\r\n+++\r\n",
                "\u{feff}+++\r\ntitle = 'X'\r\naliases = ['A', # one\r\n'B', \"Y \\\"Z\\\"\" ,\r\n]\r\n+++\r\n",
            ),
            (
                "---\naliases:\n  - A # one\n  - 'B'\ntitle: X\n---\nText\n",
                "---\naliases:\n  - A # one\n  - 'B'\n  - \"Y \\\"Z\\\"\"\ntitle: X\n---\nText\n",
            ),
            ("---\naliases: [A, B]\n---\n", "---\naliases: [A, B, \"Y \\\"Z\\\"\"]\n---\n"),
            ("---\ntitle: X\n---\n", "---\ntitle: X\naliases: [\"Y \\\"Z\\\"\"]\n---\n"),
            ("# X\n\nText\n", "+++\naliases = [\"Y \\\"Z\\\"\"]\n+++\n\n# X\n\nText\n"),
        ] {
            let outline = read(before).outline;
            let names = ["Y \"Z\"".to_owned()];
            let text = with_texts(before, &outline, TextList::Aliases, &names).unwrap();
            assert_eq!(text, after);
            let again = read(&text);
            assert!(again.diagnostics.is_empty(), "{text}: {:?}", again.diagnostics);
            assert_eq!(again.outline.common.aliases.last().unwrap().value, "Y \"Z\"");
            assert_eq!(again.outline.common.aliases.len(), outline.common.aliases.len() + 1);
        }
        let json = "{\"title\": \"X\"}\n";
        assert_eq!(with_texts(json, &read(json).outline, TextList::Aliases, &["Y".to_owned()]), None);
    }
}
