//! What tags may ask of the site and the post.

use super::tags::Language;

/// What tags may ask of the site and the post.
#[derive(Debug, Clone)]
pub(crate) struct Known<'a> {
    pub(crate) language: Language,
    /// Kramdown's attributes (`{:target="_blank"}`) are none of the text.
    pub(crate) has_kramdown: bool,
    pub(crate) is_obsidian: bool,
    pub(crate) site_title: &'a str,
    pub(crate) title: &'a str,
}
