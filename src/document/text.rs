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

/// Markdown's code in a line of plain text, as readers read it: without its backticks. A backtick that has no partner is text.
pub(super) fn without_code_marks(text: &str) -> String {
    let mut plain = String::with_capacity(text.len());
    let mut rest = text;
    while let Some(at) = rest.find('`') {
        plain.push_str(&rest[..at]);
        let after = rest[at..].trim_start_matches('`');
        let marks = &rest[at..rest.len() - after.len()];
        let close = after.match_indices(marks).map(|(close, _)| close).find(|close| {
            let beyond = &after[close + marks.len()..];
            !after[..*close].ends_with('`') && !beyond.starts_with('`')
        });
        let Some(close) = close else {
            plain.push_str(marks);
            rest = after;
            continue;
        };
        plain.push_str(after[..close].trim());
        rest = &after[close + marks.len()..];
    }
    plain + rest
}

/// Parts what follows from what was said, once.
pub(super) fn push_separator(text: &mut String, separator: char) {
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
    fn code_is_read_without_its_marks() {
        assert_eq!(without_code_marks("use `rexbase check` and ``a`b``"), "use rexbase check and a`b");
        assert_eq!(without_code_marks("a ` b"), "a ` b");
        assert_eq!(without_code_marks("plain"), "plain");
    }
}
