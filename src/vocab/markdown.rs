//! How a text and an address are written in Markdown so that they stay what they are.

/// Adds text that stands within a line: what Markdown would read in it is escaped, and a line break is a blank.
pub(crate) fn push_text(markdown: &mut String, text: &str) {
    for letter in text.chars() {
        match letter {
            '\\' | '[' | ']' | '*' | '_' | '`' | '<' | '&' | '|' | '~' | '$' => {
                markdown.push('\\');
                markdown.push(letter);
            }
            '\n' | '\r' => markdown.push(' '),
            other => markdown.push(other),
        }
    }
}

/// Adds the address of a link, as it stands between its parentheses.
pub(crate) fn push_address(markdown: &mut String, address: &str) {
    let is_plain =
        |letter: char| !letter.is_whitespace() && !letter.is_control() && !"()<>\\".contains(letter);
    if !address.is_empty() && address.chars().all(|letter| is_plain(letter) && !"|`&".contains(letter)) {
        return markdown.push_str(address);
    }
    let in_brackets = address.is_empty() || !address.chars().all(is_plain);
    markdown.push_str(if in_brackets { "<" } else { "" });
    for letter in address.chars() {
        match letter {
            '<' => markdown.push_str("%3C"),
            '>' => markdown.push_str("%3E"),
            '\\' => markdown.push_str("%5C"),
            '|' => markdown.push_str("%7C"),
            '`' => markdown.push_str("%60"),
            '&' => markdown.push_str("&amp;"),
            letter if letter.is_control() => {}
            letter => markdown.push(letter),
        }
    }
    markdown.push_str(if in_brackets { ">" } else { "" });
}

/// Adds the title of a link, with the blank and the quotation marks around it; nothing when there is none.
pub(crate) fn push_title(markdown: &mut String, title: &str) {
    if title.trim().is_empty() {
        return;
    }
    markdown.push_str(" \"");
    for letter in title.chars() {
        match letter {
            '"' | '\\' | '`' | '|' | '&' | '$' => {
                markdown.push('\\');
                markdown.push(letter);
            }
            '\n' | '\r' => markdown.push(' '),
            other => markdown.push(other),
        }
    }
    markdown.push('"');
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_markdown_would_read_is_escaped() {
        let mut text = String::new();
        push_text(&mut text, "a [b] *c* <d> & e\nf");
        assert_eq!(text, "a \\[b\\] \\*c\\* \\<d> \\& e f");
        for (address, written) in [
            ("/talks/x/#a", "/talks/x/#a"),
            ("https://e.org/a(b)?c=d&e", "<https://e.org/a(b)?c=d&amp;e>"),
            ("a b<c>|`", "<a b%3Cc%3E%7C%60>"),
            ("", "<>"),
        ] {
            let mut markdown = String::new();
            push_address(&mut markdown, address);
            assert_eq!(markdown, written);
        }
        let mut title = String::from("x");
        push_title(&mut title, "say \"a\"");
        push_title(&mut title, " ");
        assert_eq!(title, "x \"say \\\"a\\\"\"");
    }
}
