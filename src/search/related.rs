//! Related talks and reports: for each, the five others that share the most telling words, topics, technologies,
//! organisations and people.
//!
//! Comes in: the corpus and the knowledge base. Goes out: for each talk and report at most [`COUNT`] others, best first, then by
//! document number. Each has a *signature*: its terms and references with the highest tf·idf, among those that
//! few enough share. The score is the cosine of two signatures (Salton and Buckley 1988, "Term-weighting approaches in
//! automatic text retrieval", for ltc weighting). What always holds:
//!
//! - All arithmetic is in integers, so that neither threads nor machines change the outcome.
//! - Each document is compared by at most [`SIGNATURE`] lists of at most [`MOST_SHARING`] others, so that the cost grows with the number of documents and no
//!   faster.

use std::cmp::{Ordering, Reverse};
use std::collections::BTreeMap;

use rayon::prelude::*;

use crate::knowledge::{KnowledgeBase, RecordId};
use crate::vocab::kind::Kind;

use super::corpus::{Corpus, Symbol};
use super::entry::people_of;
use super::field::Field;
use super::words::interner::{Interner, hash};

/// How many related records each has at most.
pub(super) const COUNT: usize = 5;
/// How many terms tell a document.
const SIGNATURE: usize = 20;
/// A term in more signatures than this says little, and costs much.
const MOST_SHARING: usize = 300;
/// What a shared reference weighs, in occurrences of a word.
const REFERENCE_TIMES: u32 = 4;
/// What a word of the title weighs, in occurrences of it in the prose.
const TITLE_TIMES: u32 = 3;

/// The related records of each talk and report.
#[derive(Debug, Default, PartialEq, Eq)]
pub(crate) struct Related {
    by_record: BTreeMap<RecordId, Vec<RecordId>>,
}

impl Related {
    /// Those of one record, best first.
    pub(crate) fn of(&self, id: RecordId) -> &[RecordId] {
        self.by_record.get(&id).map_or(&[], Vec::as_slice)
    }
}

/// One term or reference of a signature.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
struct Trait {
    /// A term's number, or the count of terms plus a record's number.
    feature: u32,
    /// Positive, and normalised: the squares of a signature's weights sum to about 2^32.
    weight: u32,
}

/// Finds the related records of every talk and report.
pub(crate) fn related(corpus: &Corpus, knowledge: &KnowledgeBase) -> Related {
    // Members are the talks and reports, by document number.
    let members: Vec<u32> = (0..corpus.len() as u32)
        .filter(|document| {
            let record = knowledge.record(corpus.order[*document as usize]);
            matches!(record.kind, Kind::Talk | Kind::Report)
        })
        .collect();
    let features = corpus.terms.len() + knowledge.records.len();
    let met: Vec<Box<[Met]>> = members
        .par_iter()
        .map_init(|| Counter::new(features), |counter, document| counter.met(corpus, knowledge, *document))
        .collect();
    let mut sharing = vec![0_u32; features];
    met.iter().flatten().for_each(|met| sharing[met.feature as usize] += 1);
    let names = Names::of(corpus);
    let signatures: Vec<Vec<Trait>> =
        met.into_par_iter().map(|met| signature(&met, &sharing, members.len(), &names)).collect();
    let lists = Lists::of(&signatures, features);
    let found: Vec<(RecordId, Vec<RecordId>)> = members
        .par_iter()
        .enumerate()
        .map_init(
            || Ranking::new(members.len()),
            |ranking, (member, document)| {
                let id = corpus.order[*document as usize];
                let accept = |other: u32| {
                    let other = corpus.order[members[other as usize] as usize];
                    (!tells_the_same(id, other, knowledge)).then_some(other)
                };
                (id, ranking.nearest(member as u32, &signatures[member], &lists, accept))
            },
        )
        .collect();
    Related { by_record: found.into_iter().filter(|(_, others)| !others.is_empty()).collect() }
}

/// Whether one page links to the other anyway: a translation, or a report and the talk that it covers.
fn tells_the_same(id: RecordId, other: RecordId, knowledge: &KnowledgeBase) -> bool {
    let record = knowledge.record(id);
    record.translations.contains(&other) || record.coverages().iter().any(|coverage| coverage.other == other)
}

/// The references of a record that others may share, with their feature numbers.
fn references(id: RecordId, corpus: &Corpus, knowledge: &KnowledgeBase, mut sink: impl FnMut(u32)) {
    let record = knowledge.record(id);
    let first = corpus.terms.len() as u32;
    let people = people_of(record, knowledge);
    people.for_each(|(person, _)| sink(first + person.0));
    record.topics.iter().for_each(|topic| sink(first + topic.0));
    record.technologies.iter().for_each(|(technology, _)| sink(first + technology.0));
    record.organisations.iter().for_each(|organisation| sink(first + organisation.0));
}

/// The terms of a document that tell what it is about, and what an occurrence weighs.
/// Names and topics count as references instead.
fn telling_terms(corpus: &Corpus, document: u32, mut sink: impl FnMut(u32, u32)) {
    for (field, symbols) in corpus.documents[document as usize].fields(&corpus.word_terms) {
        let times = match field {
            Field::Title => TITLE_TIMES,
            Field::Headings | Field::Body => 1,
            Field::Names | Field::Topics | Field::Lessons | Field::Transcript => continue,
        };
        for symbol in symbols {
            if let Symbol::Term(term) = symbol {
                sink(term, times);
            }
        }
    }
}

/// A feature of a document, and how often it stands there.
#[derive(Debug, Clone, Copy)]
struct Met {
    feature: u32,
    times: u32,
}

/// Counts one document's features at a time, in a table that is emptied after each.
struct Counter {
    times: Vec<u32>,
    met: Vec<u32>,
}

impl Counter {
    fn new(features: usize) -> Self {
        Self { times: vec![0; features], met: Vec::new() }
    }

    /// The features of a document, each once, in the order of first meeting.
    fn met(&mut self, corpus: &Corpus, knowledge: &KnowledgeBase, document: u32) -> Box<[Met]> {
        let mut add = |feature: u32, times: u32| {
            let count = &mut self.times[feature as usize];
            if *count == 0 {
                self.met.push(feature);
            }
            *count += times;
        };
        telling_terms(corpus, document, &mut add);
        let id = corpus.order[document as usize];
        references(id, corpus, knowledge, |feature| add(feature, REFERENCE_TIMES));
        let features = self.met.drain(..);
        features
            .map(|feature| Met { feature, times: std::mem::take(&mut self.times[feature as usize]) })
            .collect()
    }
}

/// An order of features that does not depend on how terms are numbered: by their names' hashes, and then by names; the other features follow, by number.
struct Names<'c> {
    terms: &'c Interner,
    hashes: Vec<u64>,
}

impl<'c> Names<'c> {
    fn of(corpus: &'c Corpus) -> Self {
        let terms = &corpus.terms;
        Self { terms, hashes: (0..terms.len() as u32).map(|term| hash(terms.get(term).as_bytes())).collect() }
    }

    fn compare(&self, a: u32, b: u32) -> Ordering {
        match (self.hashes.get(a as usize), self.hashes.get(b as usize)) {
            (Some(of_a), Some(of_b)) => of_a.cmp(of_b).then_with(|| self.terms.get(a).cmp(self.terms.get(b))),
            _ => a.cmp(&b),
        }
    }
}

/// What tells a document apart: of its features those with the highest weights, among those that few enough of all members share.
fn signature(met: &[Met], sharing: &[u32], members: usize, names: &Names<'_>) -> Vec<Trait> {
    let mut traits = Vec::new();
    for Met { feature, times } in met {
        let sharing = sharing[*feature as usize] as usize;
        if (2..=MOST_SHARING).contains(&sharing) {
            // (1 + log2 tf) · log2(N / df), each in 1/256.
            let weight = (256 + log2(*times)) * (log2(members as u32) - log2(sharing as u32)).max(1);
            traits.push(Trait { feature: *feature, weight });
        }
    }
    let compare =
        |a: &Trait, b: &Trait| b.weight.cmp(&a.weight).then_with(|| names.compare(a.feature, b.feature));
    if traits.len() > SIGNATURE {
        traits.select_nth_unstable_by(SIGNATURE, compare);
        traits.truncate(SIGNATURE);
    }
    traits.sort_unstable_by(compare);
    let squares: u64 = traits.iter().map(|one| u64::from(one.weight) * u64::from(one.weight)).sum();
    let norm = squares.isqrt().max(1);
    for one in &mut traits {
        one.weight = (((u64::from(one.weight) << 16) / norm) as u32).max(1);
    }
    traits
}

/// The base-2 logarithm of a positive number, in 1/256, linear between powers of two.
fn log2(number: u32) -> u32 {
    let whole = number.max(1).ilog2();
    let fraction = ((u64::from(number.max(1)) << 8) >> whole) as u32 & 0xFF;
    (whole << 8) + fraction
}

/// For each feature the members that have it in their signature.
struct Lists {
    /// By feature, where its members begin in `members`; one more at the end.
    starts: Vec<u32>,
    members: Vec<(u32, u32)>,
}

impl Lists {
    fn of(signatures: &[Vec<Trait>], features: usize) -> Self {
        let mut starts = vec![0_u32; features + 1];
        for one in signatures.iter().flatten() {
            starts[one.feature as usize + 1] += 1;
        }
        for feature in 0..features {
            starts[feature + 1] += starts[feature];
        }
        let mut next = starts.clone();
        let mut members = vec![(0, 0); starts[features] as usize];
        for (member, signature) in signatures.iter().enumerate() {
            for one in signature {
                let place = &mut next[one.feature as usize];
                members[*place as usize] = (member as u32, one.weight);
                *place += 1;
            }
        }
        Self { starts, members }
    }

    fn of_feature(&self, feature: u32) -> &[(u32, u32)] {
        let feature = feature as usize;
        &self.members[self.starts[feature] as usize..self.starts[feature + 1] as usize]
    }
}

/// Sums one member's scores at a time, in a table that is emptied after each.
struct Ranking {
    scores: Vec<u64>,
    met: Vec<u32>,
}

impl Ranking {
    fn new(members: usize) -> Self {
        Self { scores: vec![0; members], met: Vec::new() }
    }

    fn nearest(
        &mut self,
        member: u32,
        signature: &[Trait],
        lists: &Lists,
        accept: impl Fn(u32) -> Option<RecordId>,
    ) -> Vec<RecordId> {
        for one in signature {
            for (other, weight) in lists.of_feature(one.feature) {
                let score = &mut self.scores[*other as usize];
                if *score == 0 {
                    self.met.push(*other);
                }
                *score += u64::from(one.weight) * u64::from(*weight);
            }
        }
        // What is refused is rare: a few more than are wanted nearly always suffice.
        let few = COUNT + 8;
        let mut best: Vec<(Reverse<u64>, u32)> = Vec::with_capacity(few + 1);
        let scored = |other: &u32| (Reverse(self.scores[*other as usize]), *other);
        for one in self.met.iter().filter(|other| **other != member).map(scored) {
            if best.len() < few || best.last().is_some_and(|last| one < *last) {
                best.insert(best.partition_point(|better| *better < one), one);
                best.truncate(few);
            }
        }
        let mut found: Vec<RecordId> =
            best.iter().filter_map(|(_, other)| accept(*other)).take(COUNT).collect();
        if found.len() < COUNT && self.met.len() > few {
            let mut all: Vec<_> = self.met.iter().filter(|other| **other != member).map(scored).collect();
            all.sort_unstable();
            found = all.into_iter().filter_map(|(_, other)| accept(other)).take(COUNT).collect();
        }
        self.met.drain(..).for_each(|other| self.scores[other as usize] = 0);
        found
    }
}
