//! A record as Markdown: front matter in YAML with the keys of `docs/format.md`, and its author's own words.
//!
//! For assistants, for other tools for notes, and for whoever wants to go (`export`). What always holds:
//!
//! - What is said is what the record's page says: the prose is that part of the author's Markdown that is published (`document/body/markdown.rs`), and its
//!   links lead where those of the page lead.
//! - It may be read as a file of content again, which then says the same.

mod front;
mod keys;
mod lives;
mod yaml;

use crate::knowledge::own::TranscriptForm;
use crate::knowledge::{Details, Record, RecordId};
use crate::site::Site;
use crate::site::prose::Prose;
use crate::site::{said, slots};
use crate::theme::family::Family;
use crate::vocab::markdown::push_text;

use keys::Keys;

/// Whether a record is published as Markdown, too.
pub(crate) fn is_offered(site: &Site<'_>, record: &Record) -> bool {
    record.has_own_page()
        && site.has(Family::Markdown)
        && site.has(Family::Record(record.kind))
        && site.options().markdown.has(record.kind)
}

/// `index.md` beside a record's page. Before the keys of content stand two of the Open Knowledge Format: `type`, and `resource`, its page; after them the
/// addresses of what is related to it, and of the pages of what is said in its recordings.
pub(super) fn file(site: &Site<'_>, prose: &Prose<'_>, related: &[RecordId], id: RecordId) -> Vec<u8> {
    let record = site.record(id);
    let mut keys = Keys::default();
    keys.text("type", Some(record.kind.name()));
    keys.text("resource", site.page_url(record));
    if let Some((source, kind)) = source_of(record) {
        let source = site.record(source);
        keys.text("kind", kind);
        keys.texts("sources", site.page_url(source).into_iter());
    }
    let mut after = Keys::default();
    after.texts("related", related.iter().filter_map(|id| site.page_url(site.record(*id))));
    let transcripts = record.transcripts.iter().filter(|_| site.tells_what_is_said(record));
    let transcripts =
        transcripts.filter_map(|file| site.absolute_url(&said::address(record, file, TranscriptForm::Page)));
    after.texts("transcripts", transcripts);
    with_front_matter(&[&keys, &front::matter(site, id), &after], &own_words(site, prose, id))
}

/// The same as a file of content.
pub(crate) fn content(site: &Site<'_>, prose: &Prose<'_>, id: RecordId) -> Vec<u8> {
    with_front_matter(&[&front::matter(site, id)], &own_words(site, prose, id))
}

/// A record's prose; none when it has none of its own.
pub(crate) fn prose(site: &Site<'_>, prose: &Prose<'_>, id: RecordId) -> Option<String> {
    let root = site.absolute_root().unwrap_or(&site.root);
    let text = slots::markdown(site.filling(root), site.record(id), prose.of(id)?);
    Some(text.trim_end().to_owned()).filter(|text| !text.is_empty())
}

fn with_front_matter(matter: &[&Keys], text: &str) -> Vec<u8> {
    let mut file = Vec::with_capacity(text.len() + 1024);
    file.extend_from_slice(b"---\n");
    matter.iter().for_each(|keys| keys.push_lines(&mut file));
    file.extend_from_slice(b"---\n");
    if !text.is_empty() {
        file.push(b'\n');
        file.extend_from_slice(text.as_bytes());
        if !text.ends_with('\n') {
            file.push(b'\n');
        }
    }
    file
}

/// Its prose; of a lesson and a figure, what is quoted of its source.
fn own_words(site: &Site<'_>, declared: &Prose<'_>, id: RecordId) -> String {
    let record = site.record(id);
    let quoted = match &record.details {
        Details::Lesson(lesson) => Some(lesson.text.as_str()),
        Details::Figure(_) => record.figure().and_then(|figure| figure.quote.as_deref()),
        _ => None,
    };
    match quoted {
        Some(text) => {
            let mut words = String::from("> ");
            push_text(&mut words, text);
            words
        }
        None => prose(site, declared, id).unwrap_or_default(),
    }
}

/// The record that a lesson, a figure or an action comes from, and of which kind the lesson is.
fn source_of(record: &Record) -> Option<(RecordId, Option<&'static str>)> {
    match &record.details {
        Details::Lesson(lesson) => Some((lesson.source, Some(lesson.kind.name()))),
        Details::Figure(figure) => Some((figure.source, None)),
        _ => None,
    }
}

#[cfg(test)]
mod tests;
