//! The prose of a record as Markdown: the gaps of its author's own are filled with where its links lead.

use crate::document::{Body, GapPart, LinkRole, LinkTarget};
use crate::knowledge::{Destination, Record};
use crate::vocab::markdown::{push_address, push_text};
use crate::vocab::picture::has_picture_ending;

use super::gaps::{Filling, Gaps};

/// The record's prose as Markdown; empty when it has none.
pub(crate) fn markdown(filling: Filling<'_>, record: &Record, body: &Body) -> String {
    let gaps = Gaps {
        filling,
        record,
        leads: &record.links,
        written: record.written_links(),
        language: &record.language,
        images: 0,
    };
    let written = &body.markdown;
    let mut markdown = String::with_capacity(written.text.len() + written.gaps.len() * 48);
    let mut at = 0;
    for gap in &written.gaps {
        markdown.push_str(&written.text[at..gap.offset]);
        at = gap.offset;
        gaps.push_markdown(&mut markdown, gap.part);
    }
    markdown.push_str(written.text[at..].trim_end());
    if !markdown.is_empty() {
        markdown.push('\n');
    }
    markdown
}

/// What an image of Markdown's is.
#[derive(PartialEq, Eq)]
enum Shown {
    Picture,
    /// A link, since it cannot be shown within a page.
    Link,
    /// Its words.
    Words,
}

impl Gaps<'_> {
    fn push_markdown(&self, markdown: &mut String, part: GapPart) {
        match part {
            GapPart::Open(link) if self.lead(link).is_some() => markdown.push('['),
            GapPart::Close(link) if self.lead(link).is_some() => self.push_target(markdown, link),
            GapPart::Title(link) => push_text(markdown, self.words(link)),
            GapPart::OpenImage(link) => markdown.push_str(match self.shown(link) {
                Shown::Picture => "![",
                Shown::Link => "[",
                Shown::Words => "",
            }),
            GapPart::ImageTitle(link) if self.shown(link) != Shown::Picture && self.says_its_name(link) => {
                push_text(markdown, self.title(link));
            }
            GapPart::CloseImage(link) if self.shown(link) != Shown::Words => self.push_target(markdown, link),
            GapPart::OpenElement(link) if self.lead(link).is_some() => {
                markdown.push_str("<a href=\"");
                self.push_address(markdown, link);
                markdown.push_str("\">");
            }
            GapPart::CloseElement(link) if self.lead(link).is_some() => markdown.push_str("</a>"),
            GapPart::Address(link) => self.push_address(markdown, link),
            _ => {}
        }
    }

    /// What a link says whose author gave it no words: the name as it stands in the sentence, where that is the title but for its case.
    fn words(&self, link: usize) -> &str {
        let title = self.title(link);
        match self.written.get(link).map(|link| &link.target) {
            Some(LinkTarget::Wiki(name)) if name.to_lowercase() == title.to_lowercase() => name,
            _ => title,
        }
    }

    /// What ends the words of a link that leads somewhere.
    fn push_target(&self, markdown: &mut String, link: usize) {
        let mut address = String::new();
        self.each_part(link, |part| address.push_str(part));
        markdown.push_str("](");
        push_address(markdown, &address);
        markdown.push(')');
    }

    fn shown(&self, link: usize) -> Shown {
        let is_in_link =
            matches!(self.written.get(link).map(|link| link.role), Some(LinkRole::ShowInLink { .. }));
        match self.destination(link) {
            Some(Destination::File(path)) if has_picture_ending(path.as_str()) => Shown::Picture,
            Some(_) if !is_in_link => Shown::Link,
            _ => Shown::Words,
        }
    }

    /// Whether the name of what was to be shown stands where it has no other words.
    fn says_its_name(&self, link: usize) -> bool {
        let is_wiki = || matches!(self.written.get(link).map(|link| &link.target), Some(LinkTarget::Wiki(_)));
        self.lead(link).is_some() || is_wiki()
    }
}

#[cfg(test)]
mod tests {
    use std::collections::BTreeMap;

    use crate::site::tests::{documents, resolved};
    use crate::theme::phrases::phrases;
    use crate::vocab::kind::Kind;

    use super::super::Filling;

    #[test]
    fn a_link_leads_where_the_page_leads_and_a_dangling_one_is_its_words() {
        let text = "---\ntitle: T\n---\n\nSee [[Ada L]], [[ada-l|her *own*]], [this](../people/ada-l.md#a) and [[no|none]] or [x](no.md).\n\n![[no.png]] ![[Ada L]]\n";
        let documents =
            documents(&[("people/ada-l.md", "---\ntitle: Ada [L]\n---\n\n## A\n"), ("talks/t.md", text)]);
        let knowledge = resolved(&documents);
        let (_, record) = knowledge.of_kind(Kind::Talk).next().unwrap();
        let body = &documents[record.own_document().unwrap()].body;
        let (phrases, pictures) = (phrases("en"), BTreeMap::new());
        let filling =
            Filling { knowledge: &knowledge, pictures: &pictures, phrases: &phrases, root: "https://e.org/" };
        let to = "https://e.org/people/ada-l/";
        assert_eq!(
            super::markdown(filling, record, body),
            format!(
                "See [Ada \\[L\\]]({to}), [her *own*]({to}), [this]({to}#a) and none or x.\n\nno.png [Ada \\[L\\]]({to})\n"
            )
        );
    }
}
