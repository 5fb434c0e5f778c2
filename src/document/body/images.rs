//! Images and embeds: what is shown where it stands, as far as a page may show it.
//!
//! Which targets are images is known once all files are: what is none is published as a link (`knowledge`, `site::slots`).

use pulldown_cmark::{CowStr, Event, LinkType, Tag, TagEnd};

use crate::vocab::diagnostic::{Code, Diagnostic};
use crate::vocab::picture::has_picture_ending;
use crate::vocab::spanned::Span;

use super::super::links::{Destination, classify, is_web};
use super::super::outline::{LinkRole, LinkTarget};
use super::super::text::one_line;
use super::links::{is_name, wiki_name};
use super::state::Walk;

impl<'a> Walk<'a, '_> {
    /// An image of this site stays one; another site's becomes a link, so that reading the page asks nothing of it.
    pub(super) fn image(
        &mut self,
        index: usize,
        link_type: LinkType,
        address: &CowStr<'a>,
        title: &CowStr<'a>,
    ) -> usize {
        let range = &self.events[index].1;
        let (span, end) = (self.span(range), self.end_of(index));
        if self.is_foreign(address, range) {
            self.literal(index);
            return end + 1;
        }
        if let LinkType::WikiLink { .. } = link_type {
            self.wiki_embed(index, address, title, span);
            return end + 1;
        }
        let label = one_line(&self.plain_between(index + 1, end));
        let (alt, width) = sized(&label);
        self.push_text(alt);
        if alt.is_empty() {
            self.missing_alt(span.clone(), "say between the brackets what the image shows: `![…](…)`");
        }
        let address = self.visible(address, &span);
        match classify(&address) {
            Destination::Internal { path, fragment } => {
                let number = self.internal(LinkTarget::path(path), fragment, self.shown(width), span);
                self.push_image(number, title.clone(), alt);
            }
            Destination::Web => match self.own_link(&address, self.shown(width), &span) {
                Some(number) => self.push_image(number, title.clone(), alt),
                None => self.external_image(&address, alt, title, span),
            },
            Destination::Anchor(anchor) => self.page_embed(anchor, alt, title, span),
            Destination::Refused(scheme) => {
                self.refuse(&scheme, span);
                self.out.push(Event::Text(alt.to_owned().into()));
            }
        }
        end + 1
    }

    /// Obsidian's `![[target]]`, with words or a width after a bar.
    fn wiki_embed(&mut self, index: usize, written: &str, title: &CowStr<'a>, span: Span) {
        let name = wiki_name(&one_line(written));
        if !is_name(&name) {
            return self.literal(index);
        }
        let label = self.wiki_label(index).unwrap_or_default();
        let (alt, width) = match width_of(&label) {
            Some(width) => ("", Some(width)),
            None => sized(&label),
        };
        self.push_text(if alt.is_empty() { &name } else { alt });
        if alt.is_empty() && has_picture_ending(&name) {
            self.missing_alt(span.clone(), "say after a bar what the image shows: `![[…|…]]`");
        }
        if let Some(heading) = name.strip_prefix('#') {
            self.page_embed(heading, if alt.is_empty() { heading } else { alt }, title, span);
        } else if is_web(&name) {
            self.external_image(&name, alt, title, span);
        } else {
            let number = self.internal(LinkTarget::Wiki(name), None, self.shown(width), span);
            self.push_image(number, title.clone(), alt);
        }
    }

    /// A part of this page, which is not shown twice: a link to it.
    fn page_embed(&mut self, anchor: &str, label: &str, title: &CowStr<'a>, span: Span) {
        self.diagnostics.push(
            Diagnostic::warning(
                Code::EmbeddedPage,
                self.reading.path,
                "a page cannot be shown within a page: this is published as a link",
            )
            .with_span(span.clone())
            .with_hint("take away the exclamation mark: a link is all that it makes"),
        );
        if self.is_in_link() {
            self.page_anchors.push((anchor.to_owned(), span));
            self.out.push(Event::Text(label.to_owned().into()));
        } else {
            self.open_page_link(anchor, title.clone(), span);
            self.close_link(label);
        }
    }

    fn external_image(&mut self, address: &str, alt: &str, title: &CowStr<'a>, span: Span) {
        self.external(span);
        let label = if alt.is_empty() { address } else { alt };
        if self.is_in_link() {
            self.out.push(Event::Text(label.to_owned().into()));
        } else {
            self.open_link(address.to_owned(), title.clone());
            self.close_link(label);
        }
    }

    pub(super) fn missing_alt(&mut self, span: Span, hint: &str) {
        self.diagnostics.push(
            Diagnostic::warning(
                Code::MissingAlt,
                self.reading.path,
                "this image has no text for readers who cannot see it",
            )
            .with_span(span)
            .with_hint(hint),
        );
    }

    /// Tells that what a page would load from another site is linked to.
    pub(super) fn external(&mut self, span: Span) {
        self.diagnostics.push(
            Diagnostic::warning(
                Code::ExternalImage,
                self.reading.path,
                "this image is on another site: it is published as a link",
            )
            .with_span(span)
            .with_hint("put the image beside the page, in a folder of its own with `index.md`"),
        );
    }

    fn push_image(&mut self, number: usize, title: CowStr<'a>, alt: &str) {
        let address = self.marks.address(number);
        let (link_type, id) = (LinkType::Inline, CowStr::Borrowed(""));
        self.out.push(Event::Start(Tag::Image { link_type, dest_url: address.into(), title, id }));
        self.out.push(Event::Text(alt.to_owned().into()));
        self.out.push(Event::End(TagEnd::Image));
    }

    /// Ends the link that was opened last, which says this.
    fn close_link(&mut self, label: &str) {
        self.out.push(Event::Text(label.to_owned().into()));
        if self.open_links.pop() != Some(false) {
            self.out.push(Event::End(TagEnd::Link));
        }
    }

    pub(super) fn shown(&self, width: Option<u32>) -> LinkRole {
        if self.is_in_link() { LinkRole::ShowInLink { width } } else { LinkRole::Show { width } }
    }

    pub(super) fn is_in_link(&self) -> bool {
        self.open_links.contains(&true) || self.raw.open.iter().any(|element| element.name == "a")
    }
}

/// An image's words, and the width that Obsidian reads after their last bar: `a lake|300`, `a lake|300x200`.
pub(super) fn sized(label: &str) -> (&str, Option<u32>) {
    let parted = label.rsplit_once('|').and_then(|(words, size)| Some((words.trim_end(), width_of(size)?)));
    parted.map_or((label, None), |(words, width)| (words, Some(width)))
}

pub(super) fn width_of(size: &str) -> Option<u32> {
    let (width, height) = size.trim().split_once('x').unwrap_or((size.trim(), "1"));
    let number = |text: &str| {
        let is_number = (1..=5).contains(&text.len()) && text.bytes().all(|byte| byte.is_ascii_digit());
        text.parse().ok().filter(|number| is_number && *number > 0)
    };
    number(height).and(number(width))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_width_stands_after_the_last_bar() {
        assert_eq!(sized("a lake|300"), ("a lake", Some(300)));
        assert_eq!(sized("a | lake | 300x200"), ("a | lake", Some(300)));
        for plain in ["a lake", "300", "a|b", "a|0", "a|-1", "a|300px", "a|1234567"] {
            assert_eq!(sized(plain), (plain, None), "{plain}");
        }
        assert_eq!((width_of("300"), width_of("300x200"), width_of("x")), (Some(300), Some(300), None));
    }
}
