//! Postings: which documents have a term, how often and where, as tantivy's segments hold it.
//!
//! Comes in: an opened index. Goes out: documents by their numbers in the whole index. Apart because nothing else here needs to know that there are segments. What always holds: the documents of
//! a term come in order.

use std::sync::Arc;

use tantivy::columnar::Column;
use tantivy::fieldnorm::FieldNormReader;
use tantivy::index::InvertedIndexReader;
use tantivy::postings::{Postings as _, SegmentPostings};
use tantivy::schema::{Field as IndexField, IndexRecordOption, Term};
use tantivy::{DocAddress, DocSet, TERMINATED};

use crate::search::field::Field;
use crate::search::index::{DATE_FIELD, IndexFields};

/// The segments of an index.
pub(super) struct Segments {
    segments: Vec<Segment>,
    fields: IndexFields,
}

struct Segment {
    /// The number of its first document.
    first: u32,
    /// In the order of [`Field::ALL`].
    text: Vec<(Arc<InvertedIndexReader>, FieldNormReader)>,
    forms: Arc<InvertedIndexReader>,
    facet: Arc<InvertedIndexReader>,
    dates: Column<u64>,
}

/// A document that has a term in a field.
#[derive(Debug, Clone, Copy)]
pub(super) struct Posting {
    pub(super) document: u32,
    pub(super) times: u32,
    /// The fieldnorm id of the field's length.
    pub(super) length: u8,
}

/// The documents that have one or several words side by side in a field.
pub(super) struct Together {
    pub(super) postings: Vec<Posting>,
    /// By word: in how many documents the field has it, all of its terms taken together.
    pub(super) frequencies: Vec<u32>,
}

impl Segments {
    /// The segments of an opened index.
    pub(super) fn of(searcher: &tantivy::Searcher, fields: IndexFields) -> tantivy::Result<Self> {
        let mut next = 0;
        let mut segments = Vec::new();
        for reader in searcher.segment_readers() {
            let text = |field: &IndexField| {
                // What is said is as if each were one word long, as tantivy has it of a field without lengths.
                let is_said = *field == fields.text[Field::Transcript as usize];
                let lengths = if is_said {
                    FieldNormReader::constant(reader.max_doc(), 1)
                } else {
                    reader.get_fieldnorms_reader(*field)?
                };
                Ok((reader.inverted_index(*field)?, lengths))
            };
            segments.push(Segment {
                first: next,
                text: fields.text.iter().map(text).collect::<tantivy::Result<_>>()?,
                forms: reader.inverted_index(fields.forms)?,
                facet: reader.inverted_index(fields.facet)?,
                dates: reader.fast_fields().u64(DATE_FIELD)?,
            });
            next += reader.max_doc();
        }
        Ok(Self { segments, fields })
    }

    /// The fields of the schema.
    pub(super) fn fields(&self) -> &IndexFields {
        &self.fields
    }

    /// Where tantivy keeps a document.
    pub(super) fn address(&self, document: u32) -> DocAddress {
        let number = self.segments.partition_point(|segment| segment.first <= document) - 1;
        DocAddress::new(number as u32, document - self.segments[number].first)
    }

    /// The number that a document is sorted by when the newest shall come first.
    pub(super) fn date(&self, document: u32) -> u64 {
        let address = self.address(document);
        self.segments[address.segment_ord as usize].dates.first(address.doc_id).unwrap_or(0)
    }

    /// The documents that have a word in this form.
    pub(super) fn with_form(&self, surface: &str, found: impl FnMut(u32)) -> tantivy::Result<()> {
        let term = Term::from_field_text(self.fields.forms, surface);
        self.documents(|segment| &segment.forms, &term, found)
    }

    /// The documents that have a value of a facet.
    pub(super) fn with_value(&self, value: &str, found: impl FnMut(u32)) -> tantivy::Result<()> {
        let term = Term::from_field_text(self.fields.facet, value);
        self.documents(|segment| &segment.facet, &term, found)
    }

    fn documents(
        &self,
        index: impl Fn(&Segment) -> &Arc<InvertedIndexReader>,
        term: &Term,
        mut found: impl FnMut(u32),
    ) -> tantivy::Result<()> {
        for segment in &self.segments {
            let Some(mut postings) = index(segment).read_postings(term, IndexRecordOption::Basic)? else {
                continue;
            };
            while postings.doc() != TERMINATED {
                found(segment.first + postings.doc());
                postings.advance();
            }
        }
        Ok(())
    }

    /// The documents that have a term in a field.
    pub(super) fn with_term(&self, field: Field, term: &str) -> tantivy::Result<Vec<Posting>> {
        let mut found = Vec::new();
        for segment in &self.segments {
            let (index, lengths) = &segment.text[field as usize];
            let Some(mut postings) = self.read(index, field, term, IndexRecordOption::WithFreqs)? else {
                continue;
            };
            found.reserve(postings.doc_freq() as usize);
            while postings.doc() != TERMINATED {
                let document = postings.doc();
                found.push(Posting {
                    document: segment.first + document,
                    times: postings.term_freq(),
                    length: lengths.fieldnorm_id(document),
                });
                postings.advance();
            }
        }
        Ok(found)
    }

    /// The documents that have words side by side in a field; each word is any of its terms.
    pub(super) fn with_words(&self, field: Field, words: &[Vec<&str>]) -> tantivy::Result<Together> {
        let mut together = Together { postings: Vec::new(), frequencies: vec![0; words.len()] };
        if words.is_empty() {
            return Ok(together);
        }
        for segment in &self.segments {
            let (index, lengths) = &segment.text[field as usize];
            let mut documents: Option<Vec<u32>> = None;
            for (word, frequency) in words.iter().zip(&mut together.frequencies) {
                let mut of_word = Vec::new();
                for term in word {
                    let postings = self.read(index, field, term, IndexRecordOption::Basic)?;
                    let mut postings = postings.unwrap_or_else(SegmentPostings::empty);
                    *frequency += postings.doc_freq();
                    while postings.doc() != TERMINATED {
                        of_word.push(postings.doc());
                        postings.advance();
                    }
                }
                of_word.sort_unstable();
                of_word.dedup();
                documents = Some(match documents {
                    None => of_word,
                    Some(before) => {
                        before.into_iter().filter(|one| of_word.binary_search(one).is_ok()).collect()
                    }
                });
            }
            let documents = documents.unwrap_or_default();
            let places = words.iter().map(|word| self.places(index, field, word, &documents));
            let places: Vec<Vec<Vec<u32>>> = places.collect::<tantivy::Result<_>>()?;
            for (number, document) in documents.iter().enumerate() {
                let follows = |place: u32| {
                    (1..)
                        .zip(&places[1..])
                        .all(|(distance, of_word)| of_word[number].binary_search(&(place + distance)).is_ok())
                };
                let times = places[0][number].iter().filter(|place| follows(**place)).count() as u32;
                if times > 0 {
                    let length = lengths.fieldnorm_id(*document);
                    together.postings.push(Posting { document: segment.first + document, times, length });
                }
            }
        }
        Ok(together)
    }

    /// Where a term is in one field of one document, in order.
    pub(super) fn positions(&self, document: u32, field: Field, term: &str) -> tantivy::Result<Vec<u32>> {
        let address = self.address(document);
        let (index, _) = &self.segments[address.segment_ord as usize].text[field as usize];
        let places = self.places(index, field, &[term], &[address.doc_id])?;
        Ok(places.into_iter().flatten().collect())
    }

    /// For each of these documents of a segment, in order: where a word stands in it, in order.
    fn places(
        &self,
        index: &InvertedIndexReader,
        field: Field,
        word: &[&str],
        documents: &[u32],
    ) -> tantivy::Result<Vec<Vec<u32>>> {
        let mut places = vec![Vec::new(); documents.len()];
        let mut here = Vec::new();
        for term in word {
            let postings = self.read(index, field, term, IndexRecordOption::WithFreqsAndPositions)?;
            let mut postings = postings.unwrap_or_else(SegmentPostings::empty);
            for (document, places) in documents.iter().zip(&mut places) {
                if postings.doc() < *document && postings.seek(*document) == TERMINATED {
                    break;
                }
                if postings.doc() == *document {
                    postings.positions(&mut here);
                    places.extend_from_slice(&here);
                }
            }
        }
        // Those of several terms come one after the other.
        if word.len() > 1 {
            places.iter_mut().for_each(|places| places.sort_unstable());
        }
        Ok(places)
    }

    fn read(
        &self,
        index: &InvertedIndexReader,
        field: Field,
        term: &str,
        option: IndexRecordOption,
    ) -> tantivy::Result<Option<SegmentPostings>> {
        let term = Term::from_field_text(self.fields.text[field as usize], term);
        Ok(index.read_postings(&term, option)?)
    }
}
