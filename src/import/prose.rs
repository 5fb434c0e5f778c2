//! Prose of other systems as Markdown.

use super::plain;

/// stub
pub(super) fn markdown(text: &str) -> String {
    plain::lines(text).trim().to_owned()
}
