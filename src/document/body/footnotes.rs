//! Footnotes: numbered in the order in which they are called, gathered at the end, each with links back to its calls.

use pulldown_cmark::{CowStr, Event, Tag, TagEnd};

use crate::vocab::diagnostic::{Code, Diagnostic};

use super::super::prose::Phrase;
use super::state::{Footnote, Footnotes, Walk};

impl<'a> Walk<'a, '_> {
    pub(super) fn footnote_reference(&mut self, label: &CowStr<'a>) {
        let known = self.footnotes.notes.get(&label.to_lowercase()).and_then(|note| note.number);
        let number = known.unwrap_or(self.footnotes.order.len() + 1);
        let call = self.unique_anchor(&format!("fnref-{number}"));
        if known.is_none() {
            self.footnotes.order.push(label.to_lowercase());
        }
        let anchor = if let Some(anchor) =
            self.footnotes.notes.get(&label.to_lowercase()).and_then(|note| note.anchor.clone())
        {
            anchor
        } else {
            let anchor = self.unique_anchor(&format!("fn-{number}"));
            self.read.ids.push(anchor.clone());
            anchor
        };
        self.read.ids.push(call.clone());
        self.push_html(format!(
            "<sup class=\"footnote-reference\" id=\"{call}\"><a href=\"#{anchor}\">{number}</a></sup>"
        ));
        let note = self.footnotes.notes.entry(label.to_lowercase()).or_default();
        (note.number, note.anchor) = (Some(number), Some(anchor));
        note.calls.push(call);
    }

    pub(super) fn open_footnote(&mut self, label: &CowStr<'a>) {
        let outside = std::mem::take(&mut self.out);
        self.footnotes.open.push((outside, label.to_lowercase()));
    }

    pub(super) fn close_footnote(&mut self) {
        let Some((outside, label)) = self.footnotes.open.pop() else { return };
        let text = std::mem::replace(&mut self.out, outside);
        self.footnotes.notes.entry(label).or_default().text.extend(text);
    }

    /// Writes the notes; one that nothing calls is reported.
    pub(super) fn push_footnotes(&mut self) {
        let Footnotes { mut notes, order, .. } = std::mem::take(&mut self.footnotes);
        for (label, _) in notes.iter().filter(|(_, note)| note.calls.is_empty()) {
            self.diagnostics.push(
                Diagnostic::warning(
                    Code::UnusedFootnote,
                    self.reading.path,
                    format!("nothing calls the footnote `{label}`, so it is not published"),
                )
                .with_hint(format!("write `[^{label}]` where it belongs, or remove it")),
            );
        }
        if order.is_empty() {
            return;
        }
        let name = self.phrase(Phrase::Footnotes);
        self.push_html(format!("<section class=\"footnotes\" aria-label=\"{name}\">\n<ol>\n"));
        for (number, label) in (1..).zip(order) {
            let Some(Footnote { anchor: Some(anchor), calls, mut text, .. }) = notes.remove(&label) else {
                continue;
            };
            self.push_html(format!("<li id=\"{anchor}\">\n"));
            let is_paragraph = text.last() == Some(&Event::End(TagEnd::Paragraph));
            if is_paragraph {
                text.pop();
            }
            self.out.append(&mut text);
            if !is_paragraph {
                self.out.push(Event::Start(Tag::Paragraph));
            }
            for call in calls {
                let name = self.phrase(Phrase::BackTo(number));
                self.push_html(format!(
                    " <a class=\"footnote-back\" href=\"#{call}\" aria-label=\"{name}\">↩</a>"
                ));
            }
            self.out.push(Event::End(TagEnd::Paragraph));
            self.push_html("</li>\n");
        }
        self.push_html("</ol>\n</section>\n");
    }
}
