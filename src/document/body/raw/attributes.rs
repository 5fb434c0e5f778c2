//! The attributes of raw HTML: those that may be published, and the addresses of a trusted author's.

use crate::vocab::html::push_escaped;

use super::super::state::Walk;
use super::rules::{self, Fate, Kept};
use super::source::Source;
use super::tokens::{Tag, Token};

impl Walk<'_, '_> {
    pub(super) fn push_attributes(
        &mut self,
        source: &Source<'_>,
        token: &Token,
        tag: &Tag,
        written: &mut String,
    ) {
        let mut kept: Vec<(&str, String)> = Vec::new();
        for (name, value) in &tag.attributes {
            let is_name = name == "id" || (name == "name" && tag.name == "a");
            if is_name {
                if value.contains(':') {
                    self.tell_attribute(source, token, name);
                }
                kept.extend(self.raw_anchor(value).map(|anchor| ("id", anchor)));
                continue;
            }
            if rules::is_address(&tag.name, name) {
                continue;
            }
            match rules::attribute(&tag.name, name, value) {
                Kept::As("class", value) if kept.iter().any(|(known, _)| *known == "class") => {
                    let classes = kept.iter_mut().find(|(known, _)| *known == "class");
                    classes.into_iter().for_each(|(_, classes)| *classes = format!("{classes} {value}"));
                }
                Kept::As(name, value) => kept.push((name, value)),
                Kept::Needless => {}
                Kept::No => self.tell_attribute(source, token, name),
            }
        }
        for (name, value) in kept {
            written.push_str(&format!(" {name}=\""));
            push_escaped(written, &value);
            written.push('"');
        }
    }

    /// An anchor of raw HTML, when it may be one and the page has not got it yet; a colon is in those of themes alone.
    pub(super) fn raw_anchor(&mut self, value: &str) -> Option<String> {
        let may_be = !value.is_empty()
            && value.len() <= 200
            && !value.contains(|letter: char| letter.is_whitespace() || letter == ':');
        if !may_be || self.used_anchors.contains_key(value) {
            return None;
        }
        self.used_anchors.insert(value.to_owned(), 1);
        self.read.anchors.push(value.to_owned());
        Some(value.to_owned())
    }

    /// A tag that is published as it is, but for the addresses of this site.
    pub(super) fn trusted(&mut self, source: &Source<'_>, token: &Token, tag: &Tag, written: &mut String) {
        let span = self.span(&source.range(&token.range));
        let mut attributes = Vec::with_capacity(tag.attributes.len());
        let mut is_resolved = false;
        for (name, value) in &tag.attributes {
            if name == "id" || (name == "name" && tag.name == "a") {
                self.raw_anchor(value);
            }
            let own = rules::is_address(&tag.name, name)
                .then(|| self.own_address(value.trim(), span.clone()))
                .flatten();
            is_resolved |= own.is_some();
            attributes.push((name, own.unwrap_or_else(|| value.clone())));
        }
        if is_resolved {
            written.push_str(&format!("<{}", tag.name));
            for (name, value) in attributes {
                written.push_str(&format!(" {name}=\""));
                push_escaped(written, &value);
                written.push('"');
            }
            written.push_str(if tag.closes_itself { " />" } else { ">" });
        } else {
            written.push_str(&source.html[token.range.clone()]);
        }
        if rules::fate(&tag.name) == Fate::Kept && !rules::is_void(&tag.name) && !tag.closes_itself {
            self.open_element(source, token, &tag.name);
        }
    }
}
