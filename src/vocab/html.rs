//! HTML's one rule that everybody needs: how text is written so that it stays text.

/// Adds text, escaped for HTML: for an element, and for an attribute between double quotes.
pub(crate) fn push_escaped(html: &mut String, text: &str) {
    let mut from = 0;
    for (at, byte) in text.bytes().enumerate() {
        let escape = match byte {
            b'&' => "&amp;",
            b'<' => "&lt;",
            b'>' => "&gt;",
            b'"' => "&quot;",
            _ => continue,
        };
        html.push_str(&text[from..at]);
        html.push_str(escape);
        from = at + 1;
    }
    html.push_str(&text[from..]);
}

#[cfg(test)]
mod tests {
    use super::push_escaped;

    #[test]
    fn text_stays_text() {
        let mut html = String::from("<b>");
        push_escaped(&mut html, "é < \"a\" & 'b' >");
        assert_eq!(html, "<b>é &lt; &quot;a&quot; &amp; 'b' &gt;");
    }
}
