//! Postings and positions of one term, as shards hold them.
//!
//! Comes in: where a term stands, by field, in the order of documents and positions. Goes out: its bytes in a postings shard and in a
//! positions shard. What always holds: the two follow the same order, so that one is read along the other.

use tantivy::fieldnorm::FieldNormReader;

use crate::search::field::Field;
use crate::search::words::numbers::{push_text, push_varint};

/// One place where a term stands.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub(super) struct Occurrence {
    pub(super) document: u32,
    /// Counted from the field's first token.
    pub(super) position: u32,
}

/// By field.
pub(super) type ByField<T> = [T; Field::ALL.len()];

/// Writes terms, one after the other.
#[derive(Default)]
pub(super) struct TermWriter {
    /// The bytes of the term at hand, with their length before them.
    pub(super) postings: Vec<u8>,
    pub(super) positions: Vec<u8>,
    postings_content: Vec<u8>,
    positions_content: Vec<u8>,
    /// The documents in which the term is written.
    documents: Vec<u32>,
    frequencies: Vec<u8>,
}

impl TermWriter {
    /// Begins a term with the surfaces that stand for it; `lengths` are tantivy's fieldnorm ids, by field and document, but of
    /// what is said; `parts` is where the parts but the first of that begin, by document.
    pub(super) fn write(
        &mut self,
        surfaces: &[&str],
        occurrences: &ByField<&[Occurrence]>,
        lengths: &ByField<Vec<u8>>,
        parts: &[Box<[u32]>],
    ) {
        self.postings_content.clear();
        self.positions_content.clear();
        self.documents.clear();
        push_varint(&mut self.postings_content, surfaces.len() as u32);
        surfaces.iter().for_each(|surface| push_text(&mut self.postings_content, surface));
        let fields = (0..).zip(occurrences).filter(|(_, places)| !places.is_empty());
        self.postings_content.push(fields.map(|(field, _)| 1_u8 << field).sum());
        let (said, written) = occurrences.split_last().expect("there are fields");
        for (places, lengths) in written.iter().zip(lengths).filter(|(places, _)| !places.is_empty()) {
            self.write_field(places, None);
            for places in places.chunk_by(|a, b| a.document == b.document) {
                let document = places[0].document;
                self.postings_content.push(lengths[document as usize]);
                self.documents.push(document);
            }
        }
        if !said.is_empty() {
            self.write_field(said, Some(parts));
            self.write_parts(said, parts);
        }
    }

    /// Says of each surface, in order, which documents have it: by their places among those in which it is written.
    pub(super) fn add_forms(&mut self, surfaces: impl Iterator<Item = impl ExactSizeIterator<Item = u32>>) {
        self.documents.sort_unstable();
        self.documents.dedup();
        for documents in surfaces {
            push_varint(&mut self.postings_content, documents.len() as u32);
            let mut before = 0;
            for document in documents {
                let place = self.documents.partition_point(|other| *other < document) as u32;
                push_varint(&mut self.postings_content, place - before);
                before = place;
            }
        }
    }

    /// Ends the term.
    pub(super) fn close(&mut self) {
        with_length(&mut self.postings, &self.postings_content);
        with_length(&mut self.positions, &self.positions_content);
    }

    /// Says for each document in which parts of what is said the term is.
    fn write_parts(&mut self, places: &[Occurrence], parts: &[Box<[u32]>]) {
        for places in places.chunk_by(|a, b| a.document == b.document) {
            let starts = &parts[places[0].document as usize];
            let part = |place: &Occurrence| starts.partition_point(|start| *start <= place.position);
            push_varint(
                &mut self.postings_content,
                places.iter().fold(0, |all, place| all | 1 << part(place)),
            );
        }
    }

    /// Writes what all fields have; of what is said, `parts` is where its parts but the first begin, by document.
    fn write_field(&mut self, places: &[Occurrence], parts: Option<&[Box<[u32]>]>) {
        let documents = places.chunk_by(|a, b| a.document == b.document);
        let count = documents.clone().count() as u32;
        push_varint(&mut self.postings_content, count);
        self.frequencies.clear();
        let mut document_before = 0;
        for places in documents {
            let document = places[0].document;
            let is_there_often = u32::from(places.len() > 1);
            push_varint(&mut self.postings_content, (document - document_before) * 2 + is_there_often);
            document_before = document;
            if places.len() > 1 {
                push_varint(&mut self.frequencies, places.len() as u32 - 2);
            }
            match parts {
                Some(parts) => push_said(&mut self.positions_content, places, &parts[document as usize]),
                None => push_positions(&mut self.positions_content, places),
            }
        }
        self.postings_content.extend_from_slice(&self.frequencies);
    }
}

fn push_positions(bytes: &mut Vec<u8>, places: &[Occurrence]) {
    let mut before = 0;
    for place in places {
        push_varint(bytes, place.position - before);
        before = place.position;
    }
}

/// Positions from the beginnings of their parts on, each with whether it is in another part than the one before.
fn push_said(bytes: &mut Vec<u8>, places: &[Occurrence], starts: &[u32]) {
    let (mut part_before, mut before) = (None, 0);
    for place in places {
        let part = starts.partition_point(|start| *start <= place.position);
        let is_other = part_before != Some(part);
        if is_other {
            before = part.checked_sub(1).map_or(0, |first| starts[first]);
        }
        push_varint(bytes, (place.position - before) * 2 + u32::from(is_other));
        (part_before, before) = (Some(part), place.position);
    }
}

fn with_length(bytes: &mut Vec<u8>, content: &[u8]) {
    bytes.clear();
    push_varint(bytes, content.len() as u32);
    bytes.extend_from_slice(content);
}

/// The byte by which a field's length in tokens is remembered: exact up to 40, then with four significant bits, rounded down.
pub(super) fn length_id(tokens: u32) -> u8 {
    FieldNormReader::fieldnorm_to_id(tokens)
}

#[cfg(test)]
mod tests {
    use super::*;

    /// The rule that `docs/search-data.md` gives to other readers.
    fn length(id: u8) -> u32 {
        match u32::from(id) {
            id @ 0..24 => id,
            id => {
                let (bits, shift) = ((id - 24) % 8, (id - 24) / 8);
                24 + if shift == 0 { bits } else { (bits + 8) << (shift - 1) }
            }
        }
    }

    #[test]
    fn lengths_follow_the_rule_that_is_documented() {
        for id in 0..=u8::MAX {
            assert_eq!(FieldNormReader::id_to_fieldnorm(id), length(id), "{id}");
        }
        assert_eq!((length_id(40), length_id(41), length_id(42), length(length_id(1000))), (40, 40, 41, 984));
    }

    #[test]
    fn a_term_is_written_as_documented() {
        let place = |document, position| Occurrence { document, position };
        let title = [place(3, 0)];
        let body = [place(1, 5), place(3, 2), place(3, 300)];
        let lengths: ByField<Vec<u8>> = std::array::from_fn(|field| vec![field as u8; 4]);
        let mut writer = TermWriter::default();
        let said = [place(1, 4), place(1, 40), place(3, 0)];
        let parts = [Box::default(), Box::from([20, 40]), Box::default(), Box::default()];
        writer.write(&["ab", "c"], &[&title, &[], &[], &[], &[], &body, &said], &lengths, &parts);
        writer.add_forms([vec![3], vec![1, 3]].into_iter().map(Vec::into_iter));
        writer.close();
        // Surfaces; fields; title: one document, 3 once, its length; body: two documents, 1 once, 3 twice, their lengths;
        // what is said: two documents, 1 twice, 3 once, and in which parts; of the two documents the second has "ab", both have "c".
        let fields = [2, 2, b'a', b'b', 1, b'c', 0b110_0001, 1, 6, 0, 2, 2, 5, 0, 5, 5];
        let said = [2, 3, 4, 0, 0b101, 1];
        assert_eq!(writer.postings, [&[27], fields.as_slice(), &said, &[1, 1, 2, 0, 1]].concat());
        // What is said: in the first part at 4, in the third at its beginning; in the first.
        assert_eq!(writer.positions, [8, 0, 5, 2, 0xAA, 0x02, 9, 1, 1]);
    }
}
