//! Links and images: kept, made gaps, or refused.

use std::ops::Range;

use pulldown_cmark::{CowStr, Event, LinkType, Tag, TagEnd};

use crate::vocab::diagnostic::Diagnostic;
use crate::vocab::spanned::Span;

use super::super::links::{Destination, classify};
use super::super::outline::{InternalLink, LinkTarget};
use super::super::prose::SlotPart;
use super::super::text::one_line;
use super::state::Walk;

/// What raw HTML loads.
pub(super) enum Loaded {
    /// By this link, a file of this site.
    Own(usize),
    /// What is at this address of another site, and so not loaded, but linked to.
    Foreign(String),
}

impl<'a> Walk<'a, '_> {
    pub(super) fn link(
        &mut self,
        index: usize,
        link_type: LinkType,
        address: &CowStr<'a>,
        title: &CowStr<'a>,
    ) -> usize {
        let (event, range) = &self.events[index];
        let span = self.span(range);
        if self.is_foreign(address, range) {
            self.literal(index);
            return self.end_of(index) + 1;
        }
        if let LinkType::WikiLink { has_pothole } = link_type {
            if !is_name(address) {
                self.literal(index);
                return self.end_of(index) + 1;
            }
            let number = self.internal(LinkTarget::Wiki(one_line(address)), None, span);
            let mark = self.marks.address(number);
            self.open_link(mark, CowStr::Borrowed(""));
            if has_pothole {
                return index + 1;
            }
            self.out.push(Event::Text(self.marks.title(number).into()));
            self.push_text(address);
            return self.end_of(index);
        }
        if link_type == LinkType::Email {
            self.open_links.push(true);
            self.out.push(event.clone());
            return index + 1;
        }
        if link_type == LinkType::Autolink && is_placeholder(address) {
            self.literal(index);
            return self.end_of(index) + 1;
        }
        match classify(address) {
            Destination::Web => {
                self.open_links.push(true);
                self.out.push(event.clone());
            }
            Destination::Anchor(anchor) => {
                self.page_anchors.push((anchor.to_owned(), span));
                self.open_links.push(true);
                self.out.push(event.clone());
            }
            Destination::Internal { path, fragment } => {
                let number = self.internal(LinkTarget::Path(path.to_owned()), fragment, span);
                let mark = self.marks.address(number);
                self.open_link(mark, title.clone());
            }
            Destination::Refused(scheme) => {
                self.refuse(&scheme, span);
                self.open_links.push(false);
            }
        }
        index + 1
    }

    /// An image of this site stays one; another site's becomes a link, so that reading the page asks nothing of it.
    pub(super) fn image(&mut self, index: usize, address: &CowStr<'a>, title: &CowStr<'a>) -> usize {
        let range = &self.events[index].1;
        let span = self.span(range);
        let end = self.end_of(index);
        if self.is_foreign(address, range) {
            self.literal(index);
            return end + 1;
        }
        let alt = one_line(&self.plain_between(index + 1, end));
        self.push_text(&alt);
        if alt.is_empty() {
            self.missing_alt(span.clone(), "say between the brackets what the image shows: `![…](…)`");
        }
        match classify(address) {
            Destination::Internal { path, fragment } => {
                let number = self.internal(LinkTarget::Path(path.to_owned()), fragment, span);
                let tag = Tag::Image {
                    link_type: LinkType::Inline,
                    dest_url: self.marks.address(number).into(),
                    title: title.clone(),
                    id: CowStr::Borrowed(""),
                };
                self.out.push(Event::Start(tag));
                self.out.push(Event::Text(alt.into()));
                self.out.push(Event::End(TagEnd::Image));
            }
            Destination::Web => {
                self.external(span);
                let label = if alt.is_empty() { address.to_string() } else { alt };
                if self.open_links.iter().any(|kept| *kept) {
                    self.out.push(Event::Text(label.into()));
                } else {
                    self.open_link(address.to_string(), title.clone());
                    self.out.push(Event::Text(label.into()));
                    self.out.push(Event::End(TagEnd::Link));
                    self.open_links.pop();
                }
            }
            Destination::Anchor(_) => self.out.push(Event::Text(alt.into())),
            Destination::Refused(scheme) => {
                self.refuse(&scheme, span);
                self.out.push(Event::Text(alt.into()));
            }
        }
        end + 1
    }

    /// Whether an address is for another tool to fill in, which is told: `{{ site.url }}/x`.
    fn is_foreign(&mut self, address: &str, range: &Range<usize>) -> bool {
        let is_foreign = address.contains("{{") || address.contains("{%");
        if is_foreign {
            let written = self.text[range.clone()].find('{').map_or(range.start, |at| range.start + at);
            self.note_dialect(written);
        }
        is_foreign
    }

    pub(super) fn missing_alt(&mut self, span: Span, hint: &str) {
        self.diagnostics.push(
            Diagnostic::warning(
                "missing-alt",
                self.reading.path,
                "this image has no text for readers who cannot see it",
            )
            .with_span(span)
            .with_hint(hint),
        );
    }

    /// Tells that what a page would load from another site is linked to.
    fn external(&mut self, span: Span) {
        self.diagnostics.push(
            Diagnostic::warning(
                "external-image",
                self.reading.path,
                "this image is on another site: it is published as a link",
            )
            .with_span(span)
            .with_hint("put the image beside the page, in a folder of its own with `index.md`"),
        );
    }

    /// What the `href` of a link to `address` is in the HTML; none when it may not be linked to.
    pub(super) fn link_address(&mut self, address: &str, span: Span) -> Option<String> {
        match classify(address) {
            Destination::Web => Some(address.trim().to_owned()),
            Destination::Anchor(anchor) => {
                self.page_anchors.push((anchor.to_owned(), span));
                Some(format!("#{anchor}"))
            }
            Destination::Internal { path, fragment } => {
                let number = self.internal(LinkTarget::Path(path.to_owned()), fragment, span);
                Some(self.marks.address(number))
            }
            Destination::Refused(scheme) => {
                self.refuse(&scheme, span);
                None
            }
        }
    }

    /// What stands for an address of this site wherever a trusted author's HTML has one; none for any other.
    pub(super) fn own_address(&mut self, address: &str, span: Span) -> Option<String> {
        match classify(address) {
            Destination::Anchor(anchor) => {
                self.page_anchors.push((anchor.to_owned(), span));
                None
            }
            Destination::Internal { path, fragment } if !path.is_empty() => {
                let number = self.internal(LinkTarget::Path(path.to_owned()), fragment, span);
                Some(self.marks.value(number, SlotPart::AsWritten))
            }
            _ => None,
        }
    }

    /// What a page that loads `address` would load; none when it may not.
    pub(super) fn loaded(&mut self, address: &str, span: Span) -> Option<Loaded> {
        match classify(address) {
            Destination::Internal { path, fragment } => {
                Some(Loaded::Own(self.internal(LinkTarget::Path(path.to_owned()), fragment, span)))
            }
            Destination::Web => {
                self.external(span);
                Some(Loaded::Foreign(address.to_owned()))
            }
            Destination::Anchor(_) => None,
            Destination::Refused(scheme) => {
                self.refuse(&scheme, span);
                None
            }
        }
    }

    pub(super) fn refuse(&mut self, scheme: &str, span: Span) {
        let what = if scheme == "//" {
            "an address without its scheme".into()
        } else {
            format!("`{scheme}:` addresses")
        };
        self.diagnostics.push(
            Diagnostic::error("unsafe-address", self.reading.path, format!("a link may not lead to {what}"))
                .with_span(span)
                .with_hint("link to `https://`, `http://` or `mailto:` addresses, or to files of this site"),
        );
    }

    pub(super) fn internal(&mut self, target: LinkTarget, fragment: Option<&str>, span: Span) -> usize {
        self.read.links.push(InternalLink { target, fragment: fragment.map(str::to_owned), span });
        self.read.links.len() - 1
    }

    /// What looks like a link and is none stays as it was written.
    pub(super) fn literal(&mut self, index: usize) {
        let text = &self.text[self.events[index].1.clone()];
        self.push_text(text);
        self.out.push(Event::Text(text.into()));
    }

    pub(super) fn open_link(&mut self, address: String, title: CowStr<'a>) {
        self.open_links.push(true);
        let link_type = LinkType::Inline;
        self.out.push(Event::Start(Tag::Link {
            link_type,
            dest_url: address.into(),
            title,
            id: CowStr::Borrowed(""),
        }));
    }
}

/// Whether this may be the name of a record: it has a letter, and no bracket, as `[[1, 0], [0, 1]]` has not.
fn is_name(text: &str) -> bool {
    text.chars().any(char::is_alphabetic) && !text.contains(['[', ']'])
}

/// Whether `<host:port>` says where something is to be put: its scheme is none that is in use.
fn is_placeholder(address: &str) -> bool {
    const IN_USE: &[&str] = &[
        "about",
        "blob",
        "chrome",
        "data",
        "doi",
        "facetime",
        "feed",
        "file",
        "ftp",
        "ftps",
        "geo",
        "git",
        "http",
        "https",
        "irc",
        "ircs",
        "jar",
        "javascript",
        "ldap",
        "magnet",
        "mailto",
        "news",
        "nntp",
        "rexbase",
        "sftp",
        "sip",
        "sips",
        "skype",
        "sms",
        "ssh",
        "steam",
        "svn",
        "tel",
        "telnet",
        "urn",
        "vbscript",
        "view-source",
        "webcal",
        "ws",
        "wss",
        "xmpp",
    ];
    let scheme = address.split(':').next().unwrap_or_default().to_ascii_lowercase();
    IN_USE.binary_search(&scheme.as_str()).is_err() && !address.contains("://")
}
