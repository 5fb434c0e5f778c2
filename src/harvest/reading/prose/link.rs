//! Links as Markdown writes them, to addresses of the web.

use crate::vocab::web_address::WebAddress;

/// Whether this is an address that may be linked to.
pub(super) fn is_web(address: &str) -> bool {
    !address.contains(char::is_whitespace) && WebAddress::parse(address).is_ok()
}

/// A link, or the label and the address as text when that may not be linked to. What is relative to the site that the text
/// once stood on leads nowhere, and is left out.
pub(super) fn link(label: &str, address: &str) -> String {
    let plain = label_text(label);
    if !is_web(address) {
        let is_shown = !address.is_empty() && !address.starts_with(['/', '#', '.', '`']) && address != label;
        return if is_shown { format!("{plain} (`{}`)", address.replace('`', "")) } else { plain };
    }
    let label = plain;
    let address = address.replace('<', "%3C").replace('>', "%3E").replace('\\', "%5C");
    if address.contains(['(', ')']) {
        format!("[{label}](<{address}>)")
    } else {
        format!("[{label}]({address})")
    }
}

/// A label on one line in which nothing is a link of its own.
pub(super) fn label_text(label: &str) -> String {
    let label = label.split_whitespace().collect::<Vec<_>>().join(" ");
    let picture = label.strip_prefix("![").and_then(|rest| rest.split_once("](")).map(|(alt, _)| alt);
    let mut out = String::with_capacity(label.len());
    let mut is_code = false;
    let mut escaped = false;
    for letter in picture.unwrap_or(&label).chars() {
        is_code ^= letter == '`';
        if !is_code && !escaped && matches!(letter, '[' | ']' | '<') {
            out.push('\\');
        }
        escaped = letter == '\\' && !escaped;
        out.push(letter);
    }
    if escaped {
        out.push('\\');
    }
    out
}
