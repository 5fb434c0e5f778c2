//! The table of words: every surface of the corpus with its index terms, and which terms mean the same.
//!
//! Comes in: the corpus, and names that mean the same. Goes out: what lexicons are written from. What always holds:
//! surfaces, and terms, are sorted by their UTF-8 bytes, which is the order of their code points, and terms are numbered so; a
//! surface counts as a stop word when it is one in at least half of the documents that have it. Where documents are in Chinese, a surface of Chinese letters also stands for the terms
//! of its other writing, traditional or simplified.

use std::borrow::Cow;
use std::collections::BTreeSet;
use std::ops::Range;

use crate::knowledge::{KnowledgeBase, RecordId};
use crate::search::corpus::Corpus;
use crate::search::synonyms::Synonyms;
use crate::search::words::analysis::Word;
use crate::search::words::han::Writings;
use crate::search::words::stemming::WordForms;
use crate::search::words::stop_words::own_words;
use crate::search::words::{folding, tokenizer};
use crate::vocab::kind::Kind;

/// So many names of one thing, the first first, are synonyms of one another: each stands with all others.
const MOST_SYNONYMS: usize = 32;
/// Stands for a word that no document has.
const NO_WORD: u32 = u32::MAX;

/// The bit of all languages but the first.
const OTHER_LANGUAGE: u32 = 31;

/// The languages of documents.
pub(crate) struct Languages {
    /// As primary subtags, in order.
    pub(crate) all: Vec<String>,
    /// By document: the number of its language.
    of_documents: Vec<u32>,
}

impl Languages {
    /// Those of a corpus.
    pub(crate) fn of(corpus: &Corpus, knowledge: &KnowledgeBase) -> Self {
        let language = |id: &RecordId| knowledge.record(*id).language.primary();
        let all: BTreeSet<&str> = corpus.order.iter().map(language).collect();
        let all: Vec<&str> = all.into_iter().collect();
        let number = |id: &RecordId| all.partition_point(|other| *other < language(id)) as u32;
        let of_documents = corpus.order.iter().map(number).collect();
        let known = all.iter().take(OTHER_LANGUAGE as usize);
        Self { of_documents, all: known.map(|language| (*language).to_owned()).collect() }
    }

    /// Whether any is Chinese.
    fn have_chinese(&self) -> bool {
        self.all.iter().any(|language| matches!(language.as_str(), "zh" | "cmn" | "yue"))
    }

    /// The stop words that we know of without having met them, by their surfaces, each with the number of its language.
    fn stop_words(&self) -> Vec<(String, usize)> {
        let of_language = |(number, language): (usize, &String)| {
            let words = own_words(language).into_iter();
            words.map(move |word| (folding::surface(word), number)).collect::<Vec<_>>()
        };
        self.all.iter().enumerate().flat_map(of_language).collect()
    }
}

/// A word of the corpus: its surface, its stem and its number.
type Found<'a> = (Cow<'a, str>, &'a str, u32);

/// The names of one thing, each as its words.
pub(crate) type Names = Vec<Vec<NameWord>>;

/// A word of a name.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct NameWord {
    pub(crate) surface: String,
    /// In the languages of documents: by these it is known where no document has it as it stands.
    pub(crate) stems: Vec<String>,
}

/// Every surface with its terms, in sorted order. A surface without terms is a name that no document has, of something that has other names.
pub(crate) struct WordTable<'a> {
    pub(crate) surfaces: Vec<Cow<'a, str>>,
    /// Where each surface's entries end.
    pub(crate) entry_ends: Vec<u32>,
    /// The entries: a term's number, and in how many documents the surface stands for it; in the order of terms.
    pub(crate) entry_terms: Vec<u32>,
    pub(crate) frequencies: Vec<u32>,
    /// For each entry, whether no document has the surface for that term, but its other writing.
    pub(crate) in_other_writing: Vec<bool>,
    /// For each surface that is a stop word, in which languages it is one, a bit for each; 0 for others.
    pub(crate) stop_words: Vec<u32>,
    /// The corpus's terms that some word stands for in sorted order, which numbers them.
    pub(crate) terms: Vec<u32>,
    /// The number of each of the corpus's terms; of one that no word stands for, a number that no term has.
    pub(crate) numbers: Vec<u32>,
    /// The surface of each of the corpus's words, by its index.
    pub(crate) surface_of_word: Vec<u32>,
    /// Pairs of terms, by their numbers, that mean the same; both ways round.
    pub(crate) synonyms: BTreeSet<(u32, u32)>,
}

impl<'a> WordTable<'a> {
    /// The words of a corpus, whose documents have these languages; those of what goes by these names mean the same.
    pub(crate) fn of(corpus: &'a Corpus, languages: &Languages, names: &[Names]) -> Self {
        let mut words: Vec<Found<'a>> = (0..corpus.words.len() as u32)
            .filter(|id| corpus.word_counts[*id as usize].documents > 0)
            .map(|id| {
                let word = Word::parse(corpus.words.get(id));
                (Cow::Borrowed(word.surface), word.stem, id)
            })
            .collect();
        words.sort_unstable();
        let terms = sorted_terms(corpus);
        let is_word =
            |surface: &str| words.binary_search_by(|(other, ..)| other.as_ref().cmp(surface)).is_ok();
        let is_known = |word: &NameWord| {
            is_word(&word.surface) || word.stems.iter().any(|stem| place(stem, &terms, corpus).is_some())
        };
        let stop_words = languages.stop_words();
        let mut unknown = unknown(names, is_known);
        unknown.extend(stop_words.iter().map(|(surface, _)| surface.clone()));
        unknown.retain(|surface| !is_word(surface));
        let other_writings = if languages.have_chinese() { in_other_writings(&words) } else { Vec::new() };
        let nothing = |surface| (Cow::Owned(surface), "", NO_WORD);
        let mut words: Vec<_> = words.into_iter().map(|word| (word, false)).collect();
        words.extend(unknown.into_iter().map(|surface| (nothing(surface), false)));
        words.extend(other_writings.into_iter().map(|word| (word, true)));
        // Three lists in order: a stable sort joins them, where another would begin anew.
        words.sort();
        let numbers = numbers(&terms, corpus.terms.len());
        let mut table = Self {
            surfaces: Vec::new(),
            entry_ends: Vec::new(),
            entry_terms: Vec::with_capacity(words.len()),
            frequencies: Vec::with_capacity(words.len()),
            in_other_writing: Vec::with_capacity(words.len()),
            stop_words: Vec::new(),
            terms,
            numbers,
            surface_of_word: vec![0; corpus.words.len()],
            synonyms: BTreeSet::new(),
        };
        for same_surface in words.chunk_by(|((a, ..), _), ((b, ..), _)| a == b) {
            table.push(same_surface, corpus);
        }
        table.synonyms = table.synonyms_in(names);
        table.mark_languages(corpus, languages);
        for (surface, language) in stop_words {
            if let Some(index) =
                table.find(&surface).filter(|index| table.entries(*index as usize).is_empty())
            {
                table.stop_words[index as usize] |= 1 << language;
            }
        }
        table
    }

    /// Takes the next surface, with all that it stands for.
    fn push(&mut self, same_surface: &[(Found<'a>, bool)], corpus: &Corpus) {
        let (mut documents, mut as_stop_word) = (0, 0);
        for ((.., id), in_other_writing) in same_surface.iter().filter(|((.., id), _)| *id != NO_WORD) {
            let count = corpus.word_counts[*id as usize];
            self.entry_terms.push(self.numbers[corpus.word_terms[*id as usize] as usize]);
            self.frequencies.push(count.documents);
            self.in_other_writing.push(*in_other_writing);
            if !in_other_writing {
                self.surface_of_word[*id as usize] = self.surfaces.len() as u32;
                documents += count.documents;
                as_stop_word += count.as_stop_word;
            }
        }
        self.surfaces.push(same_surface[0].0.0.clone());
        self.entry_ends.push(self.entry_terms.len() as u32);
        self.stop_words.push(u32::from(as_stop_word * 2 >= documents && as_stop_word > 0));
    }

    /// Says of each stop word in which languages it is one.
    fn mark_languages(&mut self, corpus: &Corpus, languages: &Languages) {
        let mut bits = vec![0_u32; self.surfaces.len()];
        for (tokens, number) in corpus.documents.iter().zip(&languages.of_documents) {
            for word in tokens.words.iter().filter(|word| word.is_stop_word()) {
                let surface = self.surface_of_word[word.number() as usize];
                bits[surface as usize] |= 1 << number.min(&OTHER_LANGUAGE);
            }
        }
        self.stop_words.iter_mut().zip(bits).for_each(|(stop_word, bits)| *stop_word *= bits);
    }

    /// The entries of the surface at an index.
    pub(crate) fn entries(&self, surface: usize) -> Range<usize> {
        let start = if surface == 0 { 0 } else { self.entry_ends[surface - 1] as usize };
        start..self.entry_ends[surface] as usize
    }

    /// The surfaces that stand for each term, in order, by their indexes.
    pub(crate) fn surfaces_of_terms(&self) -> Vec<Vec<u32>> {
        self.surfaces_by(|_| true)
    }

    /// The surfaces for which documents have each term, in order.
    pub(crate) fn surfaces_by_term(&self) -> Vec<Vec<&str>> {
        let texts = |indexes: Vec<u32>| {
            indexes.into_iter().map(|index| self.surfaces[index as usize].as_ref()).collect()
        };
        self.surfaces_by(|entry| !self.in_other_writing[entry]).into_iter().map(texts).collect()
    }

    /// By term the surfaces that stand for it by these entries.
    fn surfaces_by(&self, is_wanted: impl Fn(usize) -> bool) -> Vec<Vec<u32>> {
        let mut by_term = vec![Vec::new(); self.terms.len()];
        for index in 0..self.surfaces.len() {
            for entry in self.entries(index).filter(|entry| is_wanted(*entry)) {
                by_term[self.entry_terms[entry] as usize].push(index as u32);
            }
        }
        by_term
    }

    /// The terms that mean the same as a term, in order.
    pub(crate) fn synonyms_of(&self, term: u32) -> impl Iterator<Item = u32> + '_ {
        self.synonyms.range((term, 0)..=(term, u32::MAX)).map(|(_, to)| *to)
    }

    /// Pairs of terms that name one thing: its first names of a single word are synonyms of each other.
    fn synonyms_in(&self, names: &[Names]) -> BTreeSet<(u32, u32)> {
        let mut pairs = BTreeSet::new();
        for names in names {
            let surfaces = names.iter().filter_map(|name| single_word(name)).take(MOST_SYNONYMS);
            let surfaces: BTreeSet<&str> = surfaces.collect();
            let groups: Vec<&[u32]> = surfaces.iter().map(|surface| self.terms_of(surface)).collect();
            for (index, from) in groups.iter().enumerate() {
                for to in
                    groups.iter().enumerate().filter(|(other, _)| *other != index).flat_map(|(_, to)| *to)
                {
                    pairs.extend(from.iter().filter(|from| *from != to).map(|from| (*from, *to)));
                }
            }
        }
        pairs
    }

    /// The index of a surface.
    pub(crate) fn find(&self, surface: &str) -> Option<u32> {
        let index = self.surfaces.binary_search_by(|other| other.as_ref().cmp(surface));
        index.ok().map(|index| index as u32)
    }

    /// The terms that a word of a name stands for: as it stands, or in another form.
    pub(crate) fn terms_of_name(&self, word: &NameWord, corpus: &Corpus) -> Vec<u32> {
        let as_it_stands = self.terms_of(&word.surface);
        if !as_it_stands.is_empty() {
            return as_it_stands.to_vec();
        }
        let of_stems: BTreeSet<u32> =
            word.stems.iter().filter_map(|stem| place(stem, &self.terms, corpus)).collect();
        of_stems.into_iter().collect()
    }

    /// The terms that a surface stands for; none when it is unknown.
    pub(crate) fn terms_of(&self, surface: &str) -> &[u32] {
        self.find(surface).map_or(&[], |index| &self.entry_terms[self.entries(index as usize)])
    }
}

/// What goes by several names: the topics and technologies of a site, by title and aliases, and groups of synonyms.
pub(crate) fn names(knowledge: &KnowledgeBase, synonyms: &Synonyms, languages: &Languages) -> Vec<Names> {
    let mut forms: Vec<WordForms> = languages.all.iter().map(|language| WordForms::of(language)).collect();
    let mut words = |name: &String| -> Vec<NameWord> {
        let mut words = Vec::new();
        for range in tokenizer::tokens(name) {
            let token = &name[range];
            let surface = folding::surface(token);
            let stems = forms.iter_mut().map(|forms| forms.stem(token, &surface)).collect();
            words.push(NameWord { surface, stems });
        }
        words.retain(|word| !word.surface.is_empty());
        words
    };
    let mut all = Vec::new();
    for (_, record) in [Kind::Topic, Kind::Technology].into_iter().flat_map(|kind| knowledge.of_kind(kind)) {
        if !record.aliases.is_empty() {
            all.push(std::iter::once(&record.title).chain(&record.aliases).map(&mut words).collect());
        }
    }
    all.extend(synonyms.groups.iter().map(|group| group.iter().map(&mut words).collect()));
    all
}

/// The names of a single word that are not known, of what has another name whose words are.
fn unknown(names: &[Names], is_known: impl Fn(&NameWord) -> bool) -> BTreeSet<String> {
    let mut unknown = BTreeSet::new();
    for names in names {
        if names.iter().any(|name| !name.is_empty() && name.iter().all(&is_known)) {
            unknown.extend(names.iter().filter_map(|name| single_word(name)).map(str::to_owned));
        }
    }
    unknown
}

/// These words by the surfaces of their other writings, each once for a surface and a stem.
fn in_other_writings<'a>(words: &[Found<'a>]) -> Vec<Found<'a>> {
    let writings = Writings::new();
    let others = words.iter().flat_map(|(surface, stem, id)| {
        writings.others(surface).into_iter().map(|other| (Cow::Owned(other), *stem, *id))
    });
    let is_there = |other: &(Cow<'_, str>, &str, u32)| {
        let place = words.binary_search_by(|(surface, stem, _)| (surface, *stem).cmp(&(&other.0, other.1)));
        place.is_ok()
    };
    let mut others: Vec<_> = others.filter(|other| !is_there(other)).collect();
    others.sort_unstable();
    others.dedup_by(|one, other| (&one.0, one.1) == (&other.0, other.1));
    others
}

/// The place of a term among sorted ones.
fn place(term: &str, sorted: &[u32], corpus: &Corpus) -> Option<u32> {
    let place = sorted.binary_search_by(|other| corpus.terms.get(*other).cmp(term));
    place.ok().map(|place| place as u32)
}

/// The corpus's terms that some word stands for, in sorted order.
fn sorted_terms(corpus: &Corpus) -> Vec<u32> {
    let mut is_met = vec![false; corpus.terms.len()];
    for (term, count) in corpus.word_terms.iter().zip(&corpus.word_counts) {
        is_met[*term as usize] |= count.documents > 0;
    }
    let mut terms: Vec<u32> = (0..corpus.terms.len() as u32).filter(|term| is_met[*term as usize]).collect();
    terms.sort_unstable_by_key(|id| corpus.terms.get(*id));
    terms
}

/// For each of the corpus's terms, of which there are so many, its place in sorted order.
fn numbers(sorted: &[u32], count: usize) -> Vec<u32> {
    let mut numbers = vec![u32::MAX; count];
    for (number, term) in (0..).zip(sorted) {
        numbers[*term as usize] = number;
    }
    numbers
}

fn single_word(name: &[NameWord]) -> Option<&str> {
    match name {
        [only] => Some(&only.surface),
        _ => None,
    }
}
