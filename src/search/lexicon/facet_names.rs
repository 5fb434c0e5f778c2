//! The names under which a filter's value is known: ids, titles and aliases, folded.
//!
//! Comes in: the knowledge base and each document's facets. Goes out: bytes of a file, or a reader over them. What always holds: a name
//! that several records share stands for all of them; only values that some document has are known.
//!
//! The file, after what `string_table` says: keys `topic:chaos engineering`, sorted, one for each name and value; for each key the
//! number of its value; values `topic:chaos-engineering`, sorted, which are the index's terms.

use std::collections::BTreeSet;
use std::ops::Range;

use crate::knowledge::KnowledgeBase;
use crate::search::facet::FacetField;
use crate::vocab::fold::fold;
use crate::vocab::kind::Kind;

use super::string_table::{self, FileBuilder, Numbers, Strings};

const FORMAT: [u8; 8] = *b"rexfct01";

/// Writes the names of these values, the terms of all documents' facets.
pub(crate) fn encode(values: &BTreeSet<String>, knowledge: &KnowledgeBase) -> Vec<u8> {
    let keys = keys(values, knowledge);
    let values: Vec<&str> = values.iter().map(String::as_str).collect();
    let numbers: Vec<u32> =
        keys.iter().map(|(_, value)| values.partition_point(|other| other < value) as u32).collect();
    let mut file = FileBuilder::new(FORMAT);
    file.strings(keys.iter().map(|(key, _)| key.as_str()));
    file.numbers(&numbers);
    file.strings(values.iter().copied());
    file.finish()
}

/// The names of these values, as keys of a file, each with a value that it stands for.
pub(crate) fn keys<'a>(
    values: &'a BTreeSet<String>,
    knowledge: &KnowledgeBase,
) -> BTreeSet<(String, &'a str)> {
    let mut keys: BTreeSet<(String, &str)> = BTreeSet::new();
    for value in values {
        let (field, id) = value.split_once(':').unwrap_or((value, ""));
        keys.insert((format!("{field}:{}", fold(id)), value));
        if field == FacetField::Kind.name()
            && let Some(kind) = Kind::from_name(id)
        {
            keys.insert((format!("{field}:{}", kind.folder()), value));
        }
    }
    for (_, record) in knowledge.iter() {
        let Some(field) = FacetField::of_kind(record.kind) else { continue };
        let Some(value) = values.get(&field.term(&record.id)) else { continue };
        for name in std::iter::once(&record.title).chain(&record.aliases) {
            keys.insert((format!("{}:{}", field.name(), fold(name)), value));
        }
    }
    keys
}

/// The names, read from their file.
pub(crate) struct FacetNames {
    bytes: Vec<u8>,
    keys: Strings,
    numbers: Numbers,
    values: Strings,
}

impl FacetNames {
    /// Reads the names; nothing when the bytes are none.
    pub(crate) fn open(bytes: Vec<u8>) -> Option<Self> {
        let mut cursor = string_table::open(&bytes, FORMAT)?;
        Some(Self {
            keys: cursor.strings(&bytes)?,
            numbers: cursor.numbers(&bytes)?,
            values: cursor.strings(&bytes)?,
            bytes,
        })
    }

    /// The index terms of the values that go by this name.
    pub(crate) fn find(&self, field: FacetField, name: &str) -> Vec<String> {
        let key = field.term(&fold(name));
        let start = self.keys.lower_bound(&self.bytes, &key);
        let mut values: Vec<String> = (start..self.keys.len())
            .take_while(|index| self.keys.get(&self.bytes, *index) == key)
            .map(|index| self.value(index).to_owned())
            .collect();
        values.sort();
        values.dedup();
        values
    }

    /// The years from one to another that some document has, as index terms.
    pub(crate) fn years(&self, from: i16, to: i16) -> Vec<String> {
        let prefix = FacetField::Year.term("");
        self.values
            .with_prefix(&self.bytes, &prefix)
            .map(|index| self.values.get(&self.bytes, index))
            .filter(|value| value[prefix.len()..].parse().is_ok_and(|year: i16| (from..=to).contains(&year)))
            .map(str::to_owned)
            .collect()
    }

    /// The names of a field, folded, without the field; with the keys' indexes.
    pub(crate) fn names<'a>(&'a self, field: FacetField) -> (Range<usize>, impl Fn(usize) -> &'a str) {
        let prefix = field.term("");
        let length = prefix.len();
        (self.keys.with_prefix(&self.bytes, &prefix), move |index| {
            &self.keys.get(&self.bytes, index)[length..]
        })
    }

    /// The value of a key, as an index term.
    pub(crate) fn value(&self, key: usize) -> &str {
        self.values.get(&self.bytes, self.numbers.get(&self.bytes, key) as usize)
    }
}
