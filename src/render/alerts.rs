//! Alerts (`> [!NOTE]`) say in the interface's language what they are, so that their colour need not.

use super::phrases::Phrases;
use super::slots::push_escaped;

/// The kinds of alerts that GitHub's Markdown has.
const KINDS: [&str; 5] = ["note", "tip", "important", "warning", "caution"];
const OPENS: &str = "<blockquote class=\"markdown-alert-";

/// Prose whose alerts begin with their title.
pub(super) fn titled(html: String, phrases: &Phrases) -> String {
    if !html.contains(OPENS) {
        return html;
    }
    let mut titled = String::with_capacity(html.len() + 128);
    let mut rest = html.as_str();
    while let Some(at) = rest.find(OPENS) {
        let (before, alert) = rest.split_at(at + OPENS.len());
        titled.push_str(before);
        rest = alert;
        let known =
            KINDS.iter().find_map(|kind| Some((*kind, alert.strip_prefix(kind)?.strip_prefix("\">")?)));
        if let Some((kind, after)) = known {
            titled.push_str(kind);
            titled.push_str("\"><p class=\"alert-title\" lang=\"");
            push_escaped(&mut titled, phrases.language.as_str());
            titled.push_str("\">");
            push_escaped(&mut titled, phrases.text(&["alert", kind]));
            titled.push_str("</p>");
            rest = after;
        }
    }
    titled.push_str(rest);
    titled
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::render::phrases::phrases;

    #[test]
    fn alerts_say_what_they_are() {
        let html = "<blockquote class=\"markdown-alert-tip\">\n<p>x</p></blockquote><blockquote class=\"markdown-alert-odd\">";
        assert_eq!(
            titled(html.to_owned(), &phrases("fr")),
            "<blockquote class=\"markdown-alert-tip\"><p class=\"alert-title\" lang=\"fr\">Conseil</p>\n<p>x</p></blockquote><blockquote class=\"markdown-alert-odd\">"
        );
    }
}
