//! Analyses that are remembered from one corpus to the next, by the fingerprint of their entries.
//!
//! What always holds: what is remembered is what the last corpus was made of; an analysis is a pure function of its entry, so
//! remembering changes nothing but the time it takes.

use std::collections::HashMap;
use std::sync::atomic::{AtomicUsize, Ordering};
use std::sync::{Arc, Mutex, PoisonError};

use crate::document::Body;
use crate::knowledge::KnowledgeBase;
use crate::vocab::fingerprint::Fingerprint;

use super::analysis::{AnalysedDocument, Analyser};
use super::corpus::Corpus;
use super::entry::Entry;

/// Analyses, by the fingerprint of their entries.
#[derive(Debug, Clone, Default)]
pub struct Remembered {
    analyses: HashMap<Fingerprint, Arc<AnalysedDocument>>,
}

impl Remembered {
    /// The corpus of a knowledge base, and how many of its documents had to be analysed; none, and what was remembered still is, as soon
    /// as it is not wanted any more.
    pub fn corpus(
        &mut self,
        knowledge: &KnowledgeBase,
        bodies: &[Arc<Body>],
        is_wanted: &dyn Fn() -> bool,
    ) -> Option<(Corpus, usize)> {
        let analyser = Analyser::new();
        let count = AtomicUsize::new(0);
        let used = Mutex::new(HashMap::with_capacity(knowledge.records.len()));
        let analyse = |entry: &Entry<'_>| {
            let fingerprint = entry.fingerprint();
            let analysis = self.analyses.get(&fingerprint).cloned().unwrap_or_else(|| {
                count.fetch_add(1, Ordering::Relaxed);
                Arc::new(analyser.analyse(entry))
            });
            used.lock().unwrap_or_else(PoisonError::into_inner).insert(fingerprint, Arc::clone(&analysis));
            analysis
        };
        let corpus = Corpus::build(knowledge, bodies, analyse, is_wanted)?;
        self.analyses = used.into_inner().unwrap_or_else(PoisonError::into_inner);
        Some((corpus, count.into_inner()))
    }

    /// As bytes: for each analysis its fingerprint, the two lengths as 32-bit little-endian numbers, and the two parts.
    pub fn encode(&self) -> Vec<u8> {
        let mut sorted: Vec<_> = self.analyses.iter().collect();
        sorted.sort_unstable_by_key(|(fingerprint, _)| **fingerprint);
        let mut bytes = Vec::new();
        for (fingerprint, analysis) in sorted {
            bytes.extend_from_slice(fingerprint.as_bytes());
            bytes.extend_from_slice(&(analysis.vocabulary.len() as u32).to_le_bytes());
            bytes.extend_from_slice(&(analysis.streams.len() as u32).to_le_bytes());
            bytes.extend_from_slice(analysis.vocabulary.as_bytes());
            bytes.extend_from_slice(&analysis.streams);
        }
        bytes
    }

    /// Reads what [`Self::encode`] wrote; none when it is anything else.
    pub fn decode(mut bytes: &[u8]) -> Option<Self> {
        let mut read = HashMap::new();
        while !bytes.is_empty() {
            let fingerprint = Fingerprint::from_bytes(bytes.get(..16)?.try_into().ok()?);
            let length =
                |at: usize| Some(u32::from_le_bytes(bytes.get(at..at + 4)?.try_into().ok()?) as usize);
            let (vocabulary, streams) = (length(16)?, length(20)?);
            let rest = &bytes[24..];
            let document = AnalysedDocument {
                vocabulary: String::from_utf8(rest.get(..vocabulary)?.to_vec()).ok()?,
                streams: rest.get(vocabulary..vocabulary + streams)?.to_vec(),
            };
            read.insert(fingerprint, Arc::new(document));
            bytes = &rest[vocabulary + streams..];
        }
        Some(Self { analyses: read })
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn it_reads_what_it_wrote() {
        let analysis = |vocabulary: &str, streams: &[u8]| {
            Arc::new(AnalysedDocument { vocabulary: vocabulary.to_owned(), streams: streams.to_vec() })
        };
        let both = HashMap::from([
            (Fingerprint::of(b"a"), analysis("équipe=equip\n", &[1, 2, 3])),
            (Fingerprint::of(b"b"), analysis("", &[])),
        ]);
        let remembered = Remembered { analyses: both };
        let bytes = remembered.encode();
        assert_eq!(Remembered::decode(&bytes).unwrap().analyses, remembered.analyses);
        assert!(Remembered::decode(&bytes[..bytes.len() - 1]).is_none());
    }
}
