//! Documents shards: what a result shows of each document, and the text that excerpts are cut from.

use std::sync::Arc;

use rayon::prelude::*;
use serde::Serialize;

use crate::document::Body;
use crate::knowledge::{KnowledgeBase, RecordId};
use crate::search::card::{self, Card, CardSection, Source};
use crate::search::corpus::Corpus;

use super::shard::{Packer, Shard};

/// How many bytes a shard has at most, before it is compressed, where a document is not bigger.
const SHARD: usize = 8 * 1024;
/// How many documents are packed together; no shard goes beyond them, so that threads need not wait for each other.
const CHUNK: usize = 1024;

/// Every shard, in the order of documents.
pub(super) fn shards(corpus: &Corpus, knowledge: &KnowledgeBase, bodies: &[Arc<Body>]) -> Vec<Shard> {
    let chunks: Vec<Vec<Shard>> = corpus
        .order()
        .par_chunks(CHUNK)
        .enumerate()
        .map(|(index, documents)| chunk(index * CHUNK, documents, knowledge, bodies))
        .collect();
    chunks.into_iter().flatten().collect()
}

fn chunk(
    first: usize,
    documents: &[RecordId],
    knowledge: &KnowledgeBase,
    bodies: &[Arc<Body>],
) -> Vec<Shard> {
    let mut packer = Packer::new(SHARD);
    let mut row = Vec::new();
    for (number, id) in (first as u32..).zip(documents) {
        let record = knowledge.record(*id);
        let body = record.document.and_then(|index| bodies.get(index));
        row.clear();
        // A list's first member follows `[`, any other a comma.
        row.push(b',');
        push_card(&mut row, &card::card(record, knowledge, body.map(Arc::as_ref)));
        packer.push(number, &row);
    }
    let mut shards = packer.finish();
    for shard in &mut shards {
        shard.body[0] = b'[';
        shard.body.push(b']');
    }
    shards
}

fn push_card(bytes: &mut Vec<u8>, card: &Card<'_>) {
    let mut row = Row::begin(bytes);
    row.push(Some(&card.title));
    row.push(Some(&card.address));
    row.push(Some(&card.kind));
    row.push(Some(&card.language));
    row.push(card.date.as_ref());
    row.push((!card.people.is_empty()).then_some(&card.people));
    row.push(card.event.as_ref());
    row.push_with(card.source.as_ref(), push_source);
    row.push_with((!card.sections.is_empty()).then_some(&card.sections), |bytes, sections| {
        for (index, section) in sections.iter().enumerate() {
            bytes.push(if index == 0 { b'[' } else { b',' });
            push_section(bytes, section);
        }
        bytes.push(b']');
    });
    row.end();
}

fn push_source(bytes: &mut Vec<u8>, source: &Source<'_>) {
    let mut row = Row::begin(bytes);
    row.push(Some(&source.title));
    row.push(Some(&source.address));
    row.push(source.anchor.as_ref());
    row.end();
}

fn push_section(bytes: &mut Vec<u8>, section: &CardSection<'_>) {
    let mut row = Row::begin(bytes);
    row.push(Some(&section.text));
    row.push(section.anchor.as_ref());
    row.push((!section.heading.is_empty()).then_some(&section.heading));
    row.end();
}

/// A list in JSON whose last nulls are left out.
struct Row<'a> {
    bytes: &'a mut Vec<u8>,
    is_first: bool,
    nulls: usize,
}

impl<'a> Row<'a> {
    fn begin(bytes: &'a mut Vec<u8>) -> Self {
        bytes.push(b'[');
        Self { bytes, is_first: true, nulls: 0 }
    }

    fn push<T: Serialize>(&mut self, value: Option<&T>) {
        self.push_with(value, |bytes, value| {
            serde_json::to_writer(bytes, value).expect("plain text in memory");
        });
    }

    fn push_with<T>(&mut self, value: Option<&T>, write: impl FnOnce(&mut Vec<u8>, &T)) {
        let Some(value) = value else {
            self.nulls += 1;
            return;
        };
        for _ in 0..std::mem::take(&mut self.nulls) {
            self.comma();
            self.bytes.extend_from_slice(b"null");
        }
        self.comma();
        write(self.bytes, value);
    }

    fn comma(&mut self) {
        if !std::mem::take(&mut self.is_first) {
            self.bytes.push(b',');
        }
    }

    fn end(self) {
        self.bytes.push(b']');
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn nulls_are_written_where_something_follows() {
        let mut bytes = Vec::new();
        let mut row = Row::begin(&mut bytes);
        row.push(Some(&"a"));
        row.push(None::<&str>.as_ref());
        row.push(None::<&str>.as_ref());
        row.push(Some(&["b\"", "é"]));
        row.push(None::<&str>.as_ref());
        row.end();
        Row::begin(&mut bytes).end();
        assert_eq!(String::from_utf8(bytes).unwrap(), r#"["a",null,null,["b\"","é"]][]"#);
    }
}
