//! Images, recordings and frames of raw HTML: the site's own are published, another site's are linked to.

use crate::vocab::diagnostic::{Code, Diagnostic};
use crate::vocab::html::push_escaped;

use super::super::super::outline::LinkRole;
use super::super::super::prose::SlotPart;
use super::super::links::Loaded;
use super::super::state::Walk;
use super::embeds;
use super::rules;
use super::source::{Source, Stands};
use super::tokens::{Tag, Token};

impl Walk<'_, '_> {
    /// An image as Markdown's: the site's own, or a link to another site's.
    pub(super) fn raw_image(&mut self, source: &Source<'_>, token: &Token, tag: &Tag, written: &mut String) {
        let span = self.span(&source.range(&token.range));
        let alt = tag.value("alt").unwrap_or_default().to_owned();
        if tag.value("alt").is_none() {
            self.missing_alt(
                span.clone(),
                "say in `alt=\"…\"` what the image shows, or `alt=\"\"` when it adorns",
            );
        }
        self.push_text(&alt);
        let address = tag.value("src").unwrap_or_default().trim();
        match (!address.is_empty()).then(|| self.loaded(address, self.shown(None), span)).flatten() {
            Some(Loaded::Own(number)) => {
                self.raw.is_published = true;
                written.push_str(&format!("<img src=\"{}\"", self.marks.address(number)));
                if tag.value("alt").is_none() {
                    written.push_str(" alt=\"\"");
                }
                self.push_attributes(source, token, tag, written);
                written.push('>');
            }
            Some(Loaded::Foreign(foreign)) => {
                let label = if alt.is_empty() { &foreign } else { &alt };
                self.push_link(&foreign, label, written);
            }
            None => push_escaped(written, &alt),
        }
    }

    /// A recording that stands in the prose: the site's own file, or a link to another site's.
    pub(super) fn medium(&mut self, source: &Source<'_>, token: &Token, tag: &Tag, written: &mut String) {
        let span = self.span(&source.range(&token.range));
        let mut start = format!("<{}", tag.name);
        for name in ["src", "poster"].into_iter().filter(|name| rules::is_address(&tag.name, name)) {
            let Some(address) = tag.value(name).map(str::trim).filter(|address| !address.is_empty()) else {
                continue;
            };
            match self.loaded(address, LinkRole::Lead, span.clone()) {
                Some(Loaded::Own(number)) => {
                    start.push_str(&format!(" {name}=\"{}\"", self.marks.value(number, SlotPart::Address)));
                }
                Some(Loaded::Foreign(foreign)) if name == "src" => {
                    let mut link = String::new();
                    self.push_link(&foreign, &foreign, &mut link);
                    match self
                        .raw
                        .open
                        .iter_mut()
                        .rev()
                        .find(|element| ["audio", "video"].contains(&element.name.as_str()))
                    {
                        Some(element) => element.after.push_str(&link),
                        None => written.push_str(&link),
                    }
                    return;
                }
                Some(Loaded::Foreign(_)) | None => {}
            }
        }
        let is_player = matches!(tag.name.as_str(), "audio" | "video");
        if is_player {
            start.push_str(" controls=\"\" preload=\"metadata\"");
        }
        if tag.value("srcset").is_some() {
            return self.tell_attribute(source, token, "srcset");
        }
        self.push_attributes(source, token, tag, &mut start);
        written.push_str(&start);
        written.push('>');
        if is_player && !tag.closes_itself {
            self.open_element(source, token, &tag.name);
        }
    }

    /// A frame becomes a link to what it shows.
    pub(super) fn embed(
        &mut self,
        source: &Source<'_>,
        token: &Token,
        tag: &Tag,
        address: &str,
        written: &mut String,
    ) {
        let address = embeds::watched(address.trim());
        if address.is_empty() {
            return self.tell_element(source, token);
        }
        let range = source.range(&token.range);
        let span = self.span(&range);
        let Some(target) = self.link_address(&address, span.clone()) else { return };
        self.raw.is_published = true;
        self.diagnostics.push(
            Diagnostic::warning(Code::Embed, self.reading.path, "what this frame shows is published as a link to it")
                .with_span(span)
                .with_hint(
                    "a recording plays on the page after a click when the front matter has its address as `video`; \
                     with `raw_html = true` in rexbase.toml, when you trust every author, frames are published as they are",
                ),
        );
        let label =
            tag.value("title").filter(|title| !title.trim().is_empty()).unwrap_or(&address).to_owned();
        self.push_text(&label);
        let is_paragraph = source.stands == Stands::Alone && self.raw.open.is_empty();
        written.push_str(if is_paragraph { "<p>" } else { "" });
        self.push_link(&target, &label, written);
        written.push_str(if is_paragraph { "</p>\n" } else { "" });
    }

    /// A link, or its words where a link is open.
    pub(super) fn push_link(&mut self, address: &str, label: &str, written: &mut String) {
        self.raw.is_published = true;
        let in_link = self.is_in_link();
        if !in_link {
            written.push_str("<a href=\"");
            push_escaped(written, address);
            written.push_str("\">");
        }
        push_escaped(written, label);
        written.push_str(if in_link { "" } else { "</a>" });
    }
}
