//! The searcher: an opened index that answers queries.
//!
//! Comes in: the folder that [`crate::search::index::write`] wrote, and queries. Goes out: [`Answer`]s. What always holds: the index is read, never changed; what a query costs is
//! bounded by its words and by how many documents have them.

use std::collections::BTreeMap;
use std::path::{Path, PathBuf};

use tantivy::directory::MmapDirectory;
use tantivy::schema::Value;
use tantivy::{Index, ReloadPolicy, TantivyDocument};

use crate::disk;
use crate::search::bm25::{self, Norms};
use crate::search::card::Card;
use crate::search::field::Field;
use crate::search::index::{self, AUDIENCE_FILE, FACETS_FILE, IndexError, IndexFields, LEXICON_FILE};
use crate::search::lexicon::Lexicon;
use crate::search::lexicon::facet_names::FacetNames;
use crate::search::words::folding;
use crate::vocab::audience::Audience;

use super::answer::{Answer, Hit};
use super::choice::{Choice, Sort, choose};
use super::excerpt::best_excerpt;
use super::grammar::parse;
use super::group::Group;
use super::moment;
use super::plan::{LastWord, Plan, plan};
use super::postings::Segments;
use super::spelling;
use super::tally::{Books, Tally};

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

const MOST_RESULTS: usize = 1000;

/// An opened index.
pub struct Searcher {
    folder: PathBuf,
    searcher: tantivy::Searcher,
    segments: Segments,
    /// By field.
    norms: Vec<Norms>,
    lexicon: Lexicon,
    facets: FacetNames,
    audience: Audience,
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
        let audience = String::from_utf8(read(AUDIENCE_FILE)?).ok();
        let audience = audience.and_then(|name| Audience::parse(&name));
        let audience = audience.ok_or_else(|| unreadable("nothing says for whom it is"))?;
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
        let segments = Segments::of(&searcher, fields).map_err(failed)?;
        let lengths = Field::ALL.into_iter().zip(lexicon.lengths());
        let norms =
            lengths.map(|(field, (tokens, documents))| bm25::norms(field, tokens, documents)).collect();
        Ok(Self { folder: folder.to_owned(), searcher, segments, norms, lexicon, facets, audience })
    }

    /// For whom the site was built that it answers for.
    pub fn audience(&self) -> Audience {
        self.audience
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
        self.answer(query, options)
            .map_err(|error| IndexError::Unreadable(self.folder.clone(), error.to_string()))
    }

    fn answer(&self, query: &str, options: &Options) -> tantivy::Result<Answer> {
        let mut plan = plan(&parse(query), options.last_word, &self.lexicon, &self.facets);
        let books = self.books();
        let tally = Tally::of(&plan, books)?;
        let page = (options.offset, options.limit.min(MOST_RESULTS));
        let Choice { documents, total, note } = choose(&plan, &tally, books, options.sort, page)?;
        plan.notes.extend(note);
        let mut written = Known::of(group_by_term(&plan), &self.lexicon);
        let mut said = Known::of(moment::words(&plan.wanted), &self.lexicon);
        let is_scored = options.sort == Sort::Relevance;
        let hits = documents
            .into_iter()
            .map(|document| {
                let score = if is_scored { tally.scores[document as usize] } else { 0.0 };
                let is_said = tally.said[document as usize];
                let said = is_said.then_some((&*plan.wanted, &mut said));
                self.hit(score, document, said, &mut written)
            })
            .collect::<tantivy::Result<Vec<Hit>>>()?;
        let notes = spelling::as_shown(plan.notes, &hits);
        Ok(Answer { total, hits, notes })
    }

    fn books(&self) -> Books<'_> {
        Books {
            segments: &self.segments,
            lexicon: &self.lexicon,
            documents: u32::try_from(self.len()).unwrap_or(u32::MAX),
            norms: &self.norms,
        }
    }

    fn hit(
        &self,
        score: f32,
        number: u32,
        said: Option<(&[Group], &mut Known<'_>)>,
        written: &mut Known<'_>,
    ) -> tantivy::Result<Hit> {
        let document: TantivyDocument = self.searcher.doc(self.segments.address(number))?;
        let bytes = document
            .get_first(self.segments.fields().card)
            .and_then(|value| value.as_bytes())
            .unwrap_or_default();
        let card: Card<'_> = serde_json::from_slice(bytes)
            .map_err(|error| tantivy::TantivyError::InternalError(format!("a card: {error}")))?;
        let said = match said {
            Some((wanted, words)) => {
                let bytes =
                    document.get_first(self.segments.fields().said).and_then(|value| value.as_bytes());
                moment::of(number, bytes.unwrap_or_default(), wanted, self.books(), |token| {
                    words.find(token)
                })?
            }
            None => None,
        };
        let excerpt = said.or_else(|| best_excerpt(&card.sections, |token| written.find(token)));
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
            document: number,
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

/// Which word of a query the tokens of texts stand for.
struct Known<'l> {
    lexicon: &'l Lexicon,
    by_term: BTreeMap<u32, usize>,
    by_surface: BTreeMap<String, Option<usize>>,
}

impl<'l> Known<'l> {
    fn of(by_term: BTreeMap<u32, usize>, lexicon: &'l Lexicon) -> Self {
        Self { lexicon, by_term, by_surface: BTreeMap::new() }
    }

    fn find(&mut self, token: &str) -> Option<usize> {
        let Self { lexicon, by_term, by_surface } = self;
        *by_surface.entry(folding::surface(token)).or_insert_with_key(|surface| {
            let index = lexicon.find(surface)?;
            lexicon.terms_of(index).find_map(|term| by_term.get(&term).copied())
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
