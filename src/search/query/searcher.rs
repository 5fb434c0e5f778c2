//! The searcher: an opened index that answers queries.
//!
//! Comes in: the folder that [`crate::search::index::write`] wrote, and queries. Goes out: [`Answer`]s. What always holds:
//!
//! - A score is the sum of tantivy's BM25 scores of explicit terms and phrases, in the plan's order: words, then fields, then terms, then forms.
//! - Clauses that score nothing decide whether a document matches.
//! - Equal scores, and equal dates, keep the order of documents.

use std::collections::BTreeMap;
use std::path::{Path, PathBuf};

use tantivy::collector::{Count, TopDocs};
use tantivy::directory::MmapDirectory;
use tantivy::query::{
    AllQuery, BooleanQuery, BoostQuery, ConstScoreQuery, EmptyQuery, Occur, PhraseQuery,
    Query as TantivyQuery, TermQuery,
};
use tantivy::schema::{IndexRecordOption, Term, Value};
use tantivy::{DocAddress, Index, Order, ReloadPolicy, TantivyDocument};

use crate::disk;
use crate::search::bm25;
use crate::search::card::Card;
use crate::search::field::Field;
use crate::search::index::{self, DATE_FIELD, FACETS_FILE, IndexError, IndexFields, LEXICON_FILE};
use crate::search::lexicon::Lexicon;
use crate::search::lexicon::facet_names::FacetNames;
use crate::search::words::folding;

use super::answer::{Answer, Hit, Note};
use super::excerpt::best_excerpt;
use super::grammar::parse;
use super::plan::{Group, LastWord, Plan, plan};
use super::spelling;

/// The options of a search.
#[derive(Debug, Clone, Copy)]
pub struct Options {
    /// How many results, at most 1,000.
    pub limit: usize,
    /// How many of the best to pass over.
    pub offset: usize,
    pub sort: Sort,
    pub last_word: LastWord,
}

impl Default for Options {
    fn default() -> Self {
        Self { limit: 10, offset: 0, sort: Sort::default(), last_word: LastWord::default() }
    }
}

/// The order of results.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum Sort {
    /// Highest score first; a query without words is sorted by date.
    #[default]
    Relevance,
    /// Newest first; what has no date comes last.
    Date,
}

/// How many of a query's words a document must have.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Required {
    All,
    Any,
}

const MOST_RESULTS: usize = 1000;
/// What it is worth that a document has a word in the very form that was asked for, beside the word itself in a field of boost 1.
const FORM_BOOST: f32 = 0.75;

/// An opened index.
pub struct Searcher {
    folder: PathBuf,
    fields: IndexFields,
    searcher: tantivy::Searcher,
    /// By segment: the number of its first document.
    firsts: Vec<u32>,
    lexicon: Lexicon,
    facets: FacetNames,
}

impl Searcher {
    /// Opens the index in a folder of the cache.
    ///
    /// # Errors
    /// When there is none, or it is damaged; the message says to run `rexbase build`.
    pub fn open(folder: &Path) -> Result<Self, IndexError> {
        let current = index::current(folder)?;
        let unreadable = |why: &str| IndexError::Unreadable(folder.to_owned(), why.to_owned());
        let read = |name: &str| {
            disk::read(&current.join(name)).map_err(|error| unreadable(&format!("{name}: {error}")))
        };
        let lexicon =
            Lexicon::open(read(LEXICON_FILE)?).ok_or_else(|| unreadable("its lexicon is damaged"))?;
        let facets =
            FacetNames::open(read(FACETS_FILE)?).ok_or_else(|| unreadable("its facets are damaged"))?;
        let fields = IndexFields::new();
        let failed = |error: tantivy::TantivyError| unreadable(&error.to_string());
        let directory = MmapDirectory::open(&current).map_err(|error| failed(error.into()))?;
        let mut index = Index::open(directory).map_err(failed)?;
        if index.schema() != fields.schema {
            return Err(unreadable("another version of Rexbase wrote it"));
        }
        index.set_tokenizers(index::tokenizers());
        let reader = index.reader_builder().reload_policy(ReloadPolicy::Manual).try_into().map_err(failed)?;
        let searcher = tantivy::IndexReader::searcher(&reader);
        let mut next = 0;
        let first_of = |segment: &tantivy::SegmentReader| {
            let first = next;
            next += segment.max_doc();
            first
        };
        let firsts = searcher.segment_readers().iter().map(first_of).collect();
        Ok(Self { folder: folder.to_owned(), fields, searcher, firsts, lexicon, facets })
    }

    /// How many documents there are.
    pub fn len(&self) -> u64 {
        self.searcher.num_docs()
    }

    /// Whether there is no document.
    pub fn is_empty(&self) -> bool {
        self.len() == 0
    }

    /// Answers a query; every string is one.
    ///
    /// # Errors
    /// When the index is damaged.
    pub fn search(&self, query: &str, options: &Options) -> Result<Answer, IndexError> {
        let mut plan = plan(&parse(query), options.last_word, &self.lexicon, &self.facets);
        let run = |plan: &Plan, required| {
            self.run(plan, required, options)
                .map_err(|error| IndexError::Unreadable(self.folder.clone(), error.to_string()))
        };
        let (mut found, mut total) = run(&plan, Required::All)?;
        if total == 0 && plan.wanted.len() > 1 {
            (found, total) = run(&plan, Required::Any)?;
            if total > 0 {
                plan.notes.push(Note::AnyWord);
            }
        }
        let group_by_term = group_by_term(&plan);
        let mut groups = BTreeMap::new();
        let hits = found
            .into_iter()
            .map(|(score, address)| self.hit(score, address, &group_by_term, &mut groups))
            .collect::<tantivy::Result<Vec<Hit>>>()
            .map_err(|error| IndexError::Unreadable(self.folder.clone(), error.to_string()))?;
        let notes = spelling::as_shown(plan.notes, &hits);
        Ok(Answer { total, hits, notes })
    }

    /// The scores and addresses of the documents asked for, and how many match.
    fn run(
        &self,
        plan: &Plan,
        required: Required,
        options: &Options,
    ) -> tantivy::Result<(Vec<(f32, DocAddress)>, usize)> {
        let query = self.query(plan, required);
        if options.limit == 0 {
            return Ok((Vec::new(), self.searcher.search(&query, &Count)?));
        }
        let top = TopDocs::with_limit(options.limit.min(MOST_RESULTS)).and_offset(options.offset);
        if options.sort == Sort::Relevance && plan.asks_for_words {
            return self.searcher.search(&query, &(top.order_by_score(), Count));
        }
        let by_date = (top.order_by_u64_field(DATE_FIELD, Order::Desc), Count);
        let (found, total) = self.searcher.search(&query, &by_date)?;
        Ok((found.into_iter().map(|(_, address)| (0.0, address)).collect(), total))
    }

    /// Matching as a clause that scores nothing, then every scoring term in one flat disjunction.
    fn query(&self, plan: &Plan, required: Required) -> BooleanQuery {
        let mut clauses: Vec<(Occur, Box<dyn TantivyQuery>)> =
            vec![(Occur::Must, Box::new(ConstScoreQuery::new(self.matching(plan, required), 0.0)))];
        for group in &plan.wanted {
            for field in Field::ALL {
                for (query, weight) in self.alternatives(group, field, IndexRecordOption::WithFreqs) {
                    clauses.push((Occur::Should, Box::new(BoostQuery::new(query, field.boost() * weight))));
                }
            }
            if let Group::Word(words) = group {
                clauses.extend(words.forms.iter().map(|form| (Occur::Should, self.form(*form))));
            }
        }
        BooleanQuery::new(clauses)
    }

    fn matching(&self, plan: &Plan, required: Required) -> Box<dyn TantivyQuery> {
        let mut clauses: Vec<(Occur, Box<dyn TantivyQuery>)> = Vec::new();
        let wanted = plan.wanted.iter().map(|group| self.anywhere(group));
        match required {
            Required::All => clauses.extend(wanted.map(|group| (Occur::Must, group))),
            Required::Any => clauses.push((Occur::Must, Box::new(BooleanQuery::union(wanted.collect())))),
        }
        if plan.wanted.is_empty() {
            let every: Box<dyn TantivyQuery> =
                if plan.asks_for_words { Box::new(EmptyQuery) } else { Box::new(AllQuery) };
            clauses.push((Occur::Must, every));
        }
        for filter in &plan.filters {
            let any = filter.iter().map(|facet| self.facet(facet)).collect();
            clauses.push((Occur::Must, Box::new(BooleanQuery::union(any))));
        }
        clauses.extend(plan.excluded_facets.iter().map(|facet| (Occur::MustNot, self.facet(facet))));
        clauses.extend(plan.excluded.iter().map(|group| (Occur::MustNot, self.anywhere(group))));
        Box::new(BooleanQuery::new(clauses))
    }

    /// A group in any field.
    fn anywhere(&self, group: &Group) -> Box<dyn TantivyQuery> {
        let alternatives = Field::ALL
            .into_iter()
            .flat_map(|field| self.alternatives(group, field, IndexRecordOption::Basic))
            .map(|(query, _)| query);
        Box::new(BooleanQuery::union(alternatives.collect()))
    }

    /// What stands for a group in one field, with what it is worth.
    fn alternatives(
        &self,
        group: &Group,
        field: Field,
        option: IndexRecordOption,
    ) -> Vec<(Box<dyn TantivyQuery>, f32)> {
        let term =
            |number: u32| Term::from_field_text(self.fields.text[field as usize], self.lexicon.term(number));
        match group {
            Group::Word(words) => words
                .terms
                .iter()
                .map(|(number, weight)| {
                    let query: Box<dyn TantivyQuery> = Box::new(TermQuery::new(term(*number), option));
                    (query, *weight)
                })
                .collect(),
            Group::Phrase(readings) => readings
                .iter()
                .map(|reading| {
                    let terms = reading.iter().map(|number| term(*number)).collect();
                    let query: Box<dyn TantivyQuery> = Box::new(PhraseQuery::new(terms));
                    (query, 1.0)
                })
                .collect(),
        }
    }

    /// The documents that have a word in one form, all worth the same.
    fn form(&self, (surface, weight): (usize, f32)) -> Box<dyn TantivyQuery> {
        let term = Term::from_field_text(self.fields.forms, self.lexicon.surface(surface));
        let query = TermQuery::new(term, IndexRecordOption::Basic);
        let worth = bm25::weight(self.documents(), self.lexicon.frequency(surface)) * (FORM_BOOST * weight);
        Box::new(ConstScoreQuery::new(Box::new(query), worth))
    }

    /// N of BM25.
    fn documents(&self) -> u32 {
        u32::try_from(self.len()).unwrap_or(u32::MAX)
    }

    fn facet(&self, facet: &str) -> Box<dyn TantivyQuery> {
        Box::new(TermQuery::new(Term::from_field_text(self.fields.facet, facet), IndexRecordOption::Basic))
    }

    fn hit(
        &self,
        score: f32,
        address: DocAddress,
        group_by_term: &BTreeMap<u32, usize>,
        groups: &mut BTreeMap<String, Option<usize>>,
    ) -> tantivy::Result<Hit> {
        let document: TantivyDocument = self.searcher.doc(address)?;
        let bytes =
            document.get_first(self.fields.card).and_then(|value| value.as_bytes()).unwrap_or_default();
        let card: Card<'_> = serde_json::from_slice(bytes)
            .map_err(|error| tantivy::TantivyError::InternalError(format!("a card: {error}")))?;
        let excerpt = best_excerpt(&card.sections, |token| {
            let surface = folding::surface(token);
            *groups.entry(surface).or_insert_with_key(|surface| {
                let index = self.lexicon.find(surface)?;
                self.lexicon.terms_of(index).find_map(|term| group_by_term.get(&term).copied())
            })
        });
        let anchor = match &card.source {
            Some(source) if source.address == card.address => source.anchor.as_deref(),
            Some(_) => None,
            None => excerpt.as_ref().and_then(|excerpt| excerpt.anchor.as_deref()),
        };
        let address_on_site = match anchor {
            Some(anchor) => format!("{}#{anchor}", card.address),
            None => card.address.clone().into_owned(),
        };
        Ok(Hit {
            score,
            document: self.firsts[address.segment_ord as usize] + address.doc_id,
            title: card.title.into_owned(),
            address: address_on_site,
            kind: card.kind.into_owned(),
            language: card.language.into_owned(),
            date: card.date,
            people: card.people.into_iter().map(std::borrow::Cow::into_owned).collect(),
            event: card.event.map(std::borrow::Cow::into_owned),
            source: card.source.map(|source| source.title.into_owned()),
            excerpt,
        })
    }
}

/// For each term of the plan the word of the query that it stands for.
fn group_by_term(plan: &Plan) -> BTreeMap<u32, usize> {
    let mut groups = BTreeMap::new();
    for (index, group) in plan.wanted.iter().enumerate() {
        for term in group.terms() {
            groups.entry(term).or_insert(index);
        }
    }
    groups
}
