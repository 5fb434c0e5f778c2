//! What tags may ask of the site and the post.

use super::tags::Language;

/// What tags may ask of the site and the post.
#[derive(Debug, Clone)]
pub(in super::super) struct Known<'a> {
    pub(in super::super) language: Language,
    /// Kramdown's attributes (`{:target="_blank"}`) are none of the text.
    pub(in super::super) has_kramdown: bool,
    pub(in super::super) is_obsidian: bool,
    pub(in super::super) site_title: &'a str,
    pub(in super::super) title: &'a str,
}
