//! What an export of WordPress (WXR) holds: its items, and their texts in Markdown.
//!
//! Comes in: the text of the file, and which files of the blog stand beside it. Goes out: items, with those of their elements that are on a list (`export`), and Markdown (`content`).
//! Pure. What always holds: nothing private is read: no comment, no e-mail address, no `postmeta`; a login is there to find a name by, and is written nowhere.

pub(crate) mod content;
pub(crate) mod export;
pub(crate) mod item;
