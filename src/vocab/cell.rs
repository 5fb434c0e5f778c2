//! A text as a cell of a table that a spreadsheet may open.

use std::borrow::Cow;

/// The text with an apostrophe before it where a spreadsheet would take it for a formula: spreadsheets know that as "this is text". Content may come
/// from strangers, and a formula may send what is in a sheet elsewhere.
pub(crate) fn cell(text: &str) -> Cow<'_, str> {
    if text.starts_with(['=', '+', '-', '@', '\t', '\r']) {
        Cow::Owned(format!("'{text}"))
    } else {
        Cow::Borrowed(text)
    }
}
