//! Links: kept, made gaps, or refused.
//!
//! Images, which are links that are shown, have a file beside.

use std::ops::Range;

use pulldown_cmark::{CowStr, Event, LinkType, Tag};

use crate::vocab::diagnostic::{Code, Diagnostic};
use crate::vocab::spanned::Span;
use crate::vocab::web_address::WebAddress;

use super::super::links::{Destination, below, classify, is_web};
use super::super::outline::{InternalLink, LinkRole, LinkTarget, has_place};
use super::super::prose::SlotPart;
use super::super::text::one_line;
use super::reading::TitleLink;
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
        if let LinkType::WikiLink { .. } = link_type {
            return self.wikilink(index, address, span);
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
        let address = self.visible(address, &span);
        match classify(&address) {
            Destination::Web => {
                let mark = self.own_link(&address, LinkRole::Lead, &span);
                let mark = mark.map(|number| self.marks.address(number));
                self.open_link(mark.unwrap_or_else(|| address.into_owned()), title.clone());
            }
            Destination::Anchor(anchor) => self.open_page_link(anchor, title.clone(), span),
            Destination::Internal { path, fragment } => {
                let number = self.internal(LinkTarget::path(path), fragment, LinkRole::Lead, span);
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

    fn wikilink(&mut self, index: usize, written: &str, span: Span) -> usize {
        let name = wiki_name(&one_line(written));
        if !is_name(&name) {
            self.literal(index);
            return self.end_of(index) + 1;
        }
        let label = self.wiki_label(index);
        let own = if let Some(heading) = name.strip_prefix('#') {
            self.open_page_link(heading, CowStr::Borrowed(""), span);
            heading.rsplit('#').next().unwrap_or(heading).trim().to_owned()
        } else if is_web(&name) {
            self.open_link(name.clone(), CowStr::Borrowed(""));
            name
        } else {
            let number = self.internal(LinkTarget::Wiki(name.clone()), None, LinkRole::Lead, span);
            let mark = self.marks.address(number);
            self.open_link(mark, CowStr::Borrowed(""));
            if label.is_none() {
                self.out.push(Event::Text(self.marks.title(number).into()));
                self.push_text(&name);
                return self.end_of(index);
            }
            name
        };
        if label.is_some() {
            return index + 1;
        }
        self.push_text(&own);
        self.out.push(Event::Text(own.into()));
        self.end_of(index)
    }

    /// The words that a wikilink shows instead of its target's; none when it says none, or nothing but blanks.
    pub(super) fn wiki_label(&self, index: usize) -> Option<String> {
        let has_pothole = matches!(
            self.events[index].0,
            Event::Start(
                Tag::Link { link_type: LinkType::WikiLink { has_pothole: true }, .. }
                    | Tag::Image { link_type: LinkType::WikiLink { has_pothole: true }, .. }
            )
        );
        let label = has_pothole.then(|| one_line(&self.plain_between(index + 1, self.end_of(index))));
        label.filter(|label| !label.is_empty())
    }

    /// Takes the links of a heading that becomes the record's title, which is text: none is lost.
    pub(super) fn links_of_title(&mut self, index: usize, end: usize) {
        for at in index + 1..end {
            let (Event::Start(Tag::Link { link_type, dest_url, .. }), range) = &self.events[at] else {
                continue;
            };
            let span = self.span(range);
            let label = one_line(&self.plain_between(at + 1, self.end_of(at)));
            if let LinkType::WikiLink { .. } = link_type {
                let name = wiki_name(&one_line(dest_url));
                if is_name(&name) && !name.starts_with('#') {
                    self.internal(LinkTarget::Wiki(name), None, LinkRole::Lead, span);
                }
                continue;
            }
            let scheme = if *link_type == LinkType::Email { "mailto:" } else { "" };
            let address = format!("{scheme}{}", self.visible(dest_url, &span));
            match classify(&address) {
                Destination::Web => match WebAddress::parse(&address) {
                    Ok(url) => self.read.title_links.push(TitleLink { url, label }),
                    Err(_) => self.refuse("//", span),
                },
                Destination::Anchor(anchor) => self.page_anchors.push((anchor.to_owned(), span)),
                Destination::Internal { path, fragment } => {
                    self.internal(LinkTarget::path(path), fragment, LinkRole::Lead, span);
                }
                Destination::Refused(scheme) => self.refuse(&scheme, span),
            }
        }
    }

    /// Whether an address is for another tool to fill in, which is told: `{{ site.url }}/x`.
    pub(super) fn is_foreign(&mut self, address: &str, range: &Range<usize>) -> bool {
        let is_foreign = address.contains("{{") || address.contains("{%");
        if is_foreign {
            let written = self.text[range.clone()].find('{').map_or(range.start, |at| range.start + at);
            self.note_dialect(written);
        }
        is_foreign
    }

    /// What the `href` of a link to `address` is in the HTML; none when it may not be linked to.
    pub(super) fn link_address(&mut self, address: &str, span: Span) -> Option<String> {
        let address = self.visible(address, &span);
        match classify(&address) {
            Destination::Web => {
                let own = self.own_link(&address, LinkRole::Lead, &span);
                Some(own.map_or_else(|| address.into_owned(), |number| self.marks.address(number)))
            }
            Destination::Anchor(anchor) if self.is_withheld(anchor, &span) => None,
            Destination::Anchor(anchor) => {
                self.page_anchors.push((anchor.to_owned(), span));
                Some(format!("#{anchor}"))
            }
            Destination::Internal { path, fragment } => {
                let number = self.internal(LinkTarget::path(path), fragment, LinkRole::Lead, span);
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
            Destination::Anchor(anchor) if self.is_withheld(anchor, &span) => Some(String::new()),
            Destination::Anchor(anchor) => {
                self.page_anchors.push((anchor.to_owned(), span));
                None
            }
            Destination::Internal { path, fragment } if !path.is_empty() => {
                let number = self.internal(LinkTarget::path(path), fragment, LinkRole::Lead, span);
                Some(self.marks.value(number, SlotPart::AsWritten))
            }
            _ => None,
        }
    }

    /// What a page that loads `address` would load; none when it may not.
    pub(super) fn loaded(&mut self, address: &str, role: LinkRole, span: Span) -> Option<Loaded> {
        let address = self.visible(address, &span);
        match classify(&address) {
            Destination::Internal { path, fragment } => {
                Some(Loaded::Own(self.internal(LinkTarget::path(path), fragment, role, span)))
            }
            Destination::Web => {
                if let Some(number) = self.own_link(&address, role, &span) {
                    return Some(Loaded::Own(number));
                }
                self.external(span);
                Some(Loaded::Foreign(address.into_owned()))
            }
            Destination::Anchor(_) => None,
            Destination::Refused(scheme) => {
                self.refuse(&scheme, span);
                None
            }
        }
    }

    /// The number of a link to an absolute address of this site; none when it is another's.
    pub(super) fn own_link(&mut self, address: &str, role: LinkRole, span: &Span) -> Option<usize> {
        let rest = below(address, self.reading.own_address?)?;
        let (path, fragment) = match rest.split_once('#') {
            Some((path, fragment)) => (path, Some(fragment)),
            None => (rest, None),
        };
        let path = if path.starts_with('/') { path.to_owned() } else { format!("/{path}") };
        Some(self.internal(LinkTarget::Own(path), fragment, role, span.clone()))
    }

    pub(super) fn refuse(&mut self, scheme: &str, span: Span) {
        let what = if scheme == "//" {
            "an address without its scheme".into()
        } else {
            format!("`{scheme}:` addresses")
        };
        let message = format!("a link may not lead to {what}");
        self.diagnostics.push(
            // Safe to publish: the words stay, without the link.
            Diagnostic::warning(Code::UnsafeAddress, self.reading.path, message)
                .with_span(span)
                .with_hint("link to `https://`, `http://` or `mailto:` addresses, or to files of this site"),
        );
    }

    pub(super) fn internal(
        &mut self,
        target: LinkTarget,
        fragment: Option<&str>,
        role: LinkRole,
        span: Span,
    ) -> usize {
        self.read.links.push(InternalLink { target, fragment: fragment.map(str::to_owned), role, span });
        self.read.links.len() - 1
    }

    /// What looks like a link and is none stays as it was written.
    pub(super) fn literal(&mut self, index: usize) {
        let text = &self.text[self.events[index].1.clone()];
        self.push_text(text);
        self.out.push(Event::Text(text.into()));
    }

    /// A link to an anchor of this page, which is looked up at the end.
    pub(super) fn open_page_link(&mut self, anchor: &str, title: CowStr<'a>, span: Span) {
        if self.is_withheld(anchor, &span) {
            return self.open_links.push(false);
        }
        self.page_anchors.push((anchor.to_owned(), span));
        self.open_link(format!("#{anchor}"), title);
    }

    /// Whether a place of this page is left out for the audience, which is told: the words of a link there stay, without the link.
    fn is_withheld(&mut self, anchor: &str, span: &Span) -> bool {
        let is_withheld = has_place(self.reading.withheld, anchor);
        if is_withheld {
            self.diagnostics.push(
                Diagnostic::note(
                    Code::InternalReference,
                    self.reading.path,
                    format!("what `#{anchor}` leads to is internal"),
                )
                .with_span(span.clone())
                .with_hint("the words of the link are published, without the link"),
            );
        }
        is_withheld
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

/// What a wikilink names. In a table its bar is escaped, and exporters escape signs that Markdown knows: such backslashes are none of the name's.
pub(super) fn wiki_name(written: &str) -> String {
    let written = written.trim_end_matches(|letter: char| letter == '\\' || letter.is_whitespace());
    let mut name = String::with_capacity(written.len());
    let mut letters = written.trim_start().chars().peekable();
    while let Some(letter) = letters.next() {
        let escapes = letter == '\\' && letters.peek().is_some_and(char::is_ascii_punctuation);
        name.push(if escapes { letters.next().unwrap_or(letter) } else { letter });
    }
    name
}

/// Whether this may be the name of a record: it has a letter, and no bracket, as `[[1, 0], [0, 1]]` has not.
pub(super) fn is_name(text: &str) -> bool {
    text.chars().any(char::is_alphabetic) && !text.contains(['[', ']'])
}

/// Whether `<host:port>` says where something is to be put: its scheme is none that is in use.
pub(super) fn is_placeholder(address: &str) -> bool {
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

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn backslashes_are_none_of_a_names() {
        for (written, name) in [
            ("events\\", "events"),
            ("events\\\\ ", "events"),
            ("C\\#", "C#"),
            ("a\\_b", "a_b"),
            ("talks\\x", "talks\\x"),
            ("\\", ""),
        ] {
            assert_eq!(wiki_name(written), name, "{written}");
        }
    }
}
