//! Plain text out of Markdown events: for search, for anchors, for lessons.

use pulldown_cmark::{Event, Tag, TagEnd};

/// Adds what a reader would read of this event; inner breaks become spaces, ends of blocks line breaks.
pub(super) fn push_plain(text: &mut String, event: &Event<'_>) {
    match event {
        Event::Text(words) | Event::Code(words) | Event::InlineMath(words) | Event::DisplayMath(words) => {
            text.push_str(words);
        }
        Event::SoftBreak | Event::HardBreak | Event::End(TagEnd::TableCell) => push_separator(text, ' '),
        Event::End(
            TagEnd::Paragraph
            | TagEnd::Item
            | TagEnd::CodeBlock
            | TagEnd::BlockQuote(_)
            | TagEnd::TableRow
            | TagEnd::TableHead
            | TagEnd::FootnoteDefinition
            | TagEnd::DefinitionListTitle
            | TagEnd::DefinitionListDefinition,
        )
        | Event::Start(Tag::List(_))
        | Event::Rule => push_separator(text, '\n'),
        _ => {}
    }
}

/// The text with every run of white space made one space.
pub(super) fn one_line(text: &str) -> String {
    text.split_whitespace().collect::<Vec<_>>().join(" ")
}

/// At most `limit` characters, cut between words and marked with an ellipsis.
pub(super) fn shorten(text: &str, limit: usize) -> String {
    let Some((cut, _)) = text.char_indices().nth(limit) else { return text.to_owned() };
    let end = text[..cut].rfind(' ').unwrap_or(cut);
    format!("{}…", text[..end].trim_end_matches([',', ';', ':', '.', ' ']))
}

fn push_separator(text: &mut String, separator: char) {
    let kept = text.trim_end_matches(' ').len();
    if separator == '\n' {
        text.truncate(kept);
    }
    if !text.is_empty() && !text.ends_with(['\n', ' ']) {
        text.push(separator);
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn shortening_cuts_between_words() {
        assert_eq!(shorten("un deux trois", 20), "un deux trois");
        assert_eq!(shorten("un deux, trois", 9), "un deux…");
        assert_eq!(shorten("déploiement", 4), "dépl…");
    }
}
