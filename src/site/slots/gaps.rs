//! What belongs in the gaps of prose: addresses, titles, phrases.

use std::collections::BTreeMap;

use crate::document::{InternalLink, LinkTarget, Phrase, SlotPart};
use crate::knowledge::{Destination, KnowledgeBase, Lead, Record};
use crate::theme::phrases::Phrases;
use crate::vocab::html::push_escaped;
use crate::vocab::language::Language;
use crate::vocab::picture::Picture;

/// What fills the gaps.
#[derive(Clone, Copy)]
pub(crate) struct Filling<'a> {
    pub(crate) knowledge: &'a KnowledgeBase,
    pub(crate) pictures: &'a BTreeMap<String, Picture>,
    pub(crate) phrases: &'a Phrases,
    /// What addresses begin with: a path, or the site's absolute address.
    pub(crate) root: &'a str,
}

/// What is known of a record's links where its gaps are filled.
pub(super) struct Gaps<'a> {
    pub(super) filling: Filling<'a>,
    /// Whose prose it is.
    pub(super) record: &'a Record,
    /// Where each link leads.
    pub(super) leads: &'a [Option<Lead>],
    pub(super) written: &'a [InternalLink],
    /// The language of the prose.
    pub(super) language: &'a Language,
    /// How many images there were so far.
    pub(super) images: usize,
}

impl Gaps<'_> {
    /// Fills a gap; `tag` is what follows it in its tag, which says what attributes an author wrote.
    pub(super) fn push(&mut self, html: &mut String, part: SlotPart, tag: &str) {
        match part {
            SlotPart::Open(link) => self.open(html, link),
            SlotPart::OpenWith(link) if self.lead(link).is_some() => {
                html.push_str("<a href=\"");
                self.push_address(html, link);
                html.push('"');
            }
            SlotPart::OpenWith(_) if tag.contains(" class=\"") => html.push_str("<span"),
            SlotPart::OpenWith(_) => html.push_str("<span class=\"missing\""),
            SlotPart::Address(link) => self.push_address(html, link),
            SlotPart::AsWritten(link) => self.push_as_written(html, link),
            SlotPart::Close(link) => self.close(html, link),
            SlotPart::Title(link) => self.push_title(html, link),
            SlotPart::Image(link) => self.push_image(html, link, tag),
            SlotPart::Phrase(phrase) => self.push_phrase(html, phrase),
        }
    }

    pub(super) fn open(&self, html: &mut String, link: usize) {
        if self.lead(link).is_none() {
            return html.push_str("<span class=\"missing\">");
        }
        html.push_str("<a href=\"");
        self.push_address(html, link);
        html.push_str("\">");
    }

    pub(super) fn close(&self, html: &mut String, link: usize) {
        html.push_str(if self.lead(link).is_some() { "</a>" } else { "</span>" });
    }

    pub(super) fn destination(&self, link: usize) -> Option<&Destination> {
        self.lead(link).map(|lead| &lead.to)
    }

    pub(super) fn lead(&self, link: usize) -> Option<&Lead> {
        self.leads.get(link).and_then(Option::as_ref)
    }

    pub(super) fn push_title(&self, html: &mut String, link: usize) {
        push_escaped(html, self.title(link));
    }

    /// What a link says whose author gave it no words.
    pub(super) fn title(&self, link: usize) -> &str {
        match (self.destination(link), self.written.get(link).map(|link| &link.target)) {
            (Some(Destination::Record(id)), Some(LinkTarget::Wiki(name))) => {
                let knowledge = self.filling.knowledge;
                let then = knowledge.linked_name_then(self.record, *id, name);
                then.unwrap_or(&knowledge.record(*id).title)
            }
            (Some(Destination::Record(id)), _) => &self.filling.knowledge.record(*id).title,
            (Some(Destination::Address(address)), _) => address,
            (Some(Destination::File(path)), _) => path.as_str().rsplit('/').next().unwrap_or_default(),
            (None, Some(LinkTarget::Wiki(name) | LinkTarget::Path(name) | LinkTarget::Own(name))) => name,
            (None, None) => "",
        }
    }

    fn push_phrase(&self, html: &mut String, phrase: Phrase) {
        let phrases = self.filling.phrases;
        let said = phrases.prose(phrase, self.language);
        let Some(language) = said.foreign.filter(|_| phrase.is_text()) else {
            return push_escaped(html, &said.text);
        };
        html.push_str(&format!("<span lang=\"{language}\""));
        if phrases.other_direction(self.language).is_some() {
            html.push_str(&format!(" dir=\"{}\"", phrases.direction()));
        }
        html.push('>');
        push_escaped(html, &said.text);
        html.push_str("</span>");
    }

    /// An address that stands alone in an attribute; one that leads nowhere stays as it was written.
    fn push_as_written(&self, html: &mut String, link: usize) {
        if self.lead(link).is_some() {
            return self.push_address(html, link);
        }
        let Some(written) = self.written.get(link) else { return };
        if let LinkTarget::Path(path) = &written.target {
            push_escaped(html, path);
        }
        if let Some(fragment) = &written.fragment {
            html.push('#');
            push_escaped(html, fragment);
        }
    }

    pub(super) fn push_address(&self, html: &mut String, link: usize) {
        self.each_part(link, |part| push_escaped(html, part));
    }

    /// The address that a link leads to, part by part; none when it leads nowhere.
    pub(super) fn each_part(&self, link: usize, mut take: impl FnMut(&str)) {
        let Some(Lead { to, anchor }) = self.lead(link) else { return };
        take(self.filling.root);
        match to {
            Destination::Record(id) => {
                let record = self.filling.knowledge.record(*id);
                take(record.place().trim_start_matches('/'));
                // Its place on that page is an anchor already.
                if record.shares.is_some() {
                    return;
                }
            }
            Destination::File(path) => take(path.address().trim_start_matches('/')),
            Destination::Address(address) => take(address.trim_start_matches('/')),
        }
        if let Some(anchor) = anchor {
            take("#");
            take(anchor);
        }
    }
}
