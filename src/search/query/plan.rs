//! The plan of a query: which index terms must, may and must not match, and what each is worth.
//!
//! Comes in: a [`Query`], the lexicon and the names of facets. Goes out: explicit terms and notes on what was done to the words. What always holds:
//!
//! - A plan names terms, never patterns.
//! - It is bounded, however long the query is.
//! - Stop words are dropped as long as another word or phrase is left.
//! - Nothing is left out without a note, stop words aside.

use crate::search::facet::FacetField;
use crate::search::lexicon::Lexicon;
use crate::search::lexicon::facet_names::FacetNames;
use crate::search::words::{folding, tokenizer};

use super::answer::{Ignored, Note};
use super::grammar::{Occur, Query, What};
use super::{correction, endings};

/// Words beyond this many are left out, those of phrases included.
const MOST_WORDS: usize = 32;
/// How many completions of a prefix are searched, the most frequent first.
const MOST_COMPLETIONS: usize = 16;
/// In how many ways a phrase whose words have several stems is searched.
const MOST_READINGS: usize = 8;
/// What a synonym and a completion are worth beside the word itself.
const SYNONYM_WEIGHT: f32 = 0.5;
const COMPLETION_WEIGHT: f32 = 0.5;
/// What the word is worth that a rare one may be a misspelling of.
const RESEMBLING_WEIGHT: f32 = 0.5;

/// Which terms must, may and must not match.
#[derive(Debug, Clone, PartialEq, Default)]
pub(crate) struct Plan {
    /// Each is wanted: all of them, or any when no document has all.
    pub(crate) wanted: Vec<Group>,
    pub(crate) excluded: Vec<Group>,
    /// A document must match one facet term of each list.
    pub(crate) filters: Vec<Vec<String>>,
    pub(crate) excluded_facets: Vec<String>,
    pub(crate) notes: Vec<Note>,
    /// Whether words were asked for, even if none is left.
    pub(crate) asks_for_words: bool,
}

/// What stands for one word or phrase of the query.
#[derive(Debug, Clone, PartialEq)]
pub(crate) enum Group {
    /// Any of these words.
    Word(Words),
    /// Any of these sequences of terms.
    Phrase(Vec<Vec<u32>>),
}

/// Words of the lexicon by their index terms, and by the forms that were asked for.
#[derive(Debug, Clone, PartialEq, Default)]
pub(crate) struct Words {
    /// Index terms, each once, with what each is worth.
    pub(crate) terms: Vec<(u32, f32)>,
    /// Surfaces, by their indexes in the lexicon: a document that has the word in this form is worth more.
    pub(crate) forms: Vec<(usize, f32)>,
}

impl Group {
    /// The terms in it.
    pub(crate) fn terms(&self) -> Vec<u32> {
        match self {
            Self::Word(words) => words.terms.iter().map(|(term, _)| *term).collect(),
            Self::Phrase(readings) => readings.iter().flatten().copied().collect(),
        }
    }
}

/// How the last word of a query is read.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum LastWord {
    /// As it stands.
    #[default]
    Whole,
    /// As the beginning of a word, as while it is being typed.
    Prefix,
}

/// Plans a query.
pub(crate) fn plan(query: &Query, last_word: LastWord, lexicon: &Lexicon, facets: &FacetNames) -> Plan {
    let mut planner = Planner { lexicon, plan: Plan::default(), stop_words: Vec::new(), words: 0 };
    if query.shortened {
        planner.note(Note::Shortened);
    }
    let mut several: Vec<(FacetField, Vec<String>)> = Vec::new();
    for (index, clause) in query.clauses.iter().enumerate() {
        let is_last = index + 1 == query.clauses.len();
        match (&clause.what, clause.occur) {
            (What::Filter(field, value), occur) => {
                let terms = planner.facet_terms(*field, value, facets);
                match occur {
                    Occur::Excluded => planner.plan.excluded_facets.extend(terms.unwrap_or_default()),
                    Occur::Wanted if field.has_many_values() => planner.plan.filters.extend(terms),
                    Occur::Wanted => {
                        if let Some(terms) = terms {
                            match several.iter_mut().find(|(other, _)| other == field) {
                                Some((_, all)) => all.extend(terms),
                                None => several.push((*field, terms)),
                            }
                        }
                    }
                }
            }
            (What::Phrase(text), Occur::Wanted) => planner.want_phrase(text),
            (What::Phrase(text) | What::Word(text), Occur::Excluded) => planner.exclude(text),
            (What::Prefix(text), Occur::Excluded) => planner.exclude_prefix(text),
            (What::Prefix(text), Occur::Wanted) => planner.want_words(text, LastWord::Prefix),
            (What::Word(text), Occur::Wanted) => {
                planner.want_words(text, if is_last { last_word } else { LastWord::Whole });
            }
        }
    }
    planner.plan.filters.extend(several.into_iter().map(|(_, terms)| terms));
    planner.finish()
}

struct Planner<'a> {
    lexicon: &'a Lexicon,
    plan: Plan,
    /// Wanted stop words.
    stop_words: Vec<Group>,
    words: usize,
}

/// A token of a query.
struct QueryWord<'t> {
    written: &'t str,
    surface: String,
}

impl Planner<'_> {
    fn finish(mut self) -> Plan {
        if self.plan.wanted.is_empty() {
            for group in std::mem::take(&mut self.stop_words) {
                self.want(group);
            }
        }
        self.plan
    }

    fn note(&mut self, note: Note) {
        if !self.plan.notes.contains(&note) {
            self.plan.notes.push(note);
        }
    }

    fn want(&mut self, group: Group) {
        if !self.plan.wanted.contains(&group) {
            self.plan.wanted.push(group);
        }
    }

    /// The words in a text, as many as are still allowed.
    fn words_in<'t>(&mut self, text: &'t str) -> Vec<QueryWord<'t>> {
        let mut found = Vec::new();
        for range in tokenizer::tokens(text) {
            let written = &text[range.clone()];
            // A dot before a word is its own if the corpus knows the word so: `.net`.
            let dotted =
                text[..range.start].ends_with('.').then(|| format!(".{}", folding::surface(written)));
            let surface = dotted
                .filter(|dotted| self.lexicon.find(dotted).is_some())
                .unwrap_or_else(|| folding::surface(written));
            if surface.is_empty() {
                continue;
            }
            if self.words == MOST_WORDS {
                self.note(Note::Shortened);
                break;
            }
            self.words += 1;
            found.push(QueryWord { written, surface });
        }
        found
    }

    /// The same, of a text that asks for something.
    fn asked<'t>(&mut self, text: &'t str) -> Vec<QueryWord<'t>> {
        self.plan.asks_for_words = true;
        let words = self.words_in(text);
        // Words that were too many were said to be left out.
        if words.is_empty() && !has_words(text) {
            self.note(Note::Ignored { word: text.to_owned(), why: Ignored::NoLetters });
        }
        words
    }

    fn want_words(&mut self, text: &str, last_word: LastWord) {
        let words = self.asked(text);
        for (index, word) in words.iter().enumerate() {
            let is_prefix = index + 1 == words.len()
                && last_word == LastWord::Prefix
                && !self.completes_to_itself(&word.surface);
            if is_prefix && let Some(group) = self.completions(&word.surface) {
                self.want(group);
            } else if let Some(surface) = self.known(word) {
                if self.lexicon.is_stop_word(surface) {
                    self.stop_words.push(self.word_group(surface));
                } else {
                    let group = self.with_resembling(word, surface);
                    self.want(group);
                }
            }
        }
    }

    fn want_phrase(&mut self, text: &str) {
        let words = self.asked(text);
        let known: Vec<Option<usize>> = words.iter().map(|word| self.known(word)).collect();
        if known.iter().any(Option::is_none) {
            // The phrase is nowhere: what is known of it is searched word by word.
            for surface in known.into_iter().flatten() {
                let group = self.word_group(surface);
                self.want(group);
            }
            return;
        }
        let known: Vec<usize> = known.into_iter().flatten().collect();
        if let Some(group) = self.phrase_group(&known) {
            self.want(group);
        }
    }

    fn exclude(&mut self, text: &str) {
        let words = self.words_in(text);
        let known: Option<Vec<usize>> = words.iter().map(|word| self.lexicon.find(&word.surface)).collect();
        // What nobody wrote need not be excluded.
        if let Some(group) = known.and_then(|known| self.phrase_group(&known)) {
            self.plan.excluded.push(group);
        }
    }

    fn exclude_prefix(&mut self, text: &str) {
        let words = self.words_in(text);
        if let Some(group) = words.last().and_then(|word| self.completions(&word.surface)) {
            self.plan.excluded.push(group);
        }
    }

    /// The lexicon's index of a word: as it stands, in another ending, or corrected; notes what was done.
    fn known(&mut self, word: &QueryWord<'_>) -> Option<usize> {
        let lexicon = self.lexicon;
        if let Some(index) = lexicon.find(&word.surface) {
            return Some(index);
        }
        let (_, core, _) = folding::affixes(&word.surface);
        if let Some(index) = lexicon
            .find(core)
            .or_else(|| endings::others(&word.surface).find_map(|other| lexicon.find(&other)))
        {
            return Some(index);
        }
        let nearest = correction::nearest_known(&word.surface, lexicon);
        match nearest {
            Some(index) => {
                let to = lexicon.surface(index).to_owned();
                self.note(Note::Corrected { from: word.written.to_owned(), to });
            }
            None => {
                self.note(Note::Ignored { word: word.written.to_owned(), why: Ignored::Unknown });
            }
        }
        nearest
    }

    /// A word's terms, and the terms that mean the same.
    fn word_group(&self, surface: usize) -> Group {
        Group::Word(self.words_of(surface))
    }

    fn words_of(&self, surface: usize) -> Words {
        let mut words = Words { terms: Vec::new(), forms: vec![(surface, 1.0)] };
        for term in self.lexicon.terms_of(surface) {
            push_term(&mut words.terms, term, 1.0);
        }
        for term in self.lexicon.terms_of(surface) {
            for synonym in self.lexicon.synonyms_of(term) {
                push_term(&mut words.terms, synonym, SYNONYM_WEIGHT);
            }
        }
        words
    }

    /// A word's terms, and those of the frequent word that it may be a misspelling of, when hardly any document has it.
    fn with_resembling(&mut self, word: &QueryWord<'_>, surface: usize) -> Group {
        let mut words = self.words_of(surface);
        if let Some(other) = correction::resembling(surface, self.lexicon) {
            let before = words.terms.len();
            for term in self.lexicon.terms_of(other) {
                push_term(&mut words.terms, term, RESEMBLING_WEIGHT);
            }
            if words.terms.len() > before {
                words.forms.push((other, RESEMBLING_WEIGHT));
                let other = self.lexicon.surface(other).to_owned();
                self.note(Note::Also { word: word.written.to_owned(), other });
            }
        }
        Group::Word(words)
    }

    /// Whether the word is known, and nothing else begins so.
    fn completes_to_itself(&self, surface: &str) -> bool {
        let found = self.lexicon.with_prefix(surface);
        found.len() == 1 && self.lexicon.surface(found.start) == surface
    }

    /// The terms of the most frequent words that begin so, those of the word itself first.
    fn completions(&self, prefix: &str) -> Option<Group> {
        let mut found: Vec<usize> = self.lexicon.with_prefix(prefix).collect();
        found.sort_by_key(|index| {
            let is_whole = self.lexicon.surface(*index) == prefix;
            (!is_whole, std::cmp::Reverse(self.lexicon.frequency(*index)), *index)
        });
        let mut words = Words::default();
        for index in found.into_iter().take(MOST_COMPLETIONS) {
            let weight = if self.lexicon.surface(index) == prefix { 1.0 } else { COMPLETION_WEIGHT };
            words.forms.push((index, weight));
            for term in self.lexicon.terms_of(index) {
                push_term(&mut words.terms, term, weight);
            }
        }
        (!words.terms.is_empty()).then_some(Group::Word(words))
    }

    /// The sequences of terms that these words may be indexed as; nothing for no word.
    fn phrase_group(&self, surfaces: &[usize]) -> Option<Group> {
        if let [only] = surfaces {
            let terms = self.lexicon.terms_of(*only).map(|term| (term, 1.0)).collect();
            return Some(Group::Word(Words { terms, forms: vec![(*only, 1.0)] }));
        }
        let mut readings: Vec<Vec<u32>> = vec![Vec::new()];
        for surface in surfaces {
            let mut longer = Vec::new();
            for reading in &readings {
                for term in self.lexicon.terms_of(*surface) {
                    let mut reading = reading.clone();
                    reading.push(term);
                    longer.push(reading);
                }
            }
            longer.truncate(MOST_READINGS);
            readings = longer;
        }
        (!surfaces.is_empty()).then_some(Group::Phrase(readings))
    }

    /// The facet terms of a filter's value; nothing, and a note, when no document has it.
    fn facet_terms(&mut self, field: FacetField, value: &str, facets: &FacetNames) -> Option<Vec<String>> {
        let found = match field {
            FacetField::Year => {
                year_range(value).map(|(from, to)| facets.years(from, to)).unwrap_or_default()
            }
            FacetField::Lang => facets.find(field, value.split('-').next().unwrap_or(value)),
            _ => facets.find(field, value),
        };
        if !found.is_empty() {
            return Some(found);
        }
        let suggestion = suggest(field, value, facets);
        self.note(Note::UnknownFilter { field, value: value.to_owned(), suggestion });
        None
    }
}

/// Adds a term once; the first weight stays.
fn push_term(terms: &mut Vec<(u32, f32)>, term: u32, weight: f32) {
    if !terms.iter().any(|(other, _)| *other == term) {
        terms.push((term, weight));
    }
}

/// `2017`, `2016..2018`, `..2016` or `2018..`, both ends inclusive.
fn year_range(value: &str) -> Option<(i16, i16)> {
    let year = |text: &str| text.trim().parse::<i16>().ok();
    match value.split_once("..") {
        None => year(value).map(|year| (year, year)),
        Some(("", "")) => None,
        Some((from, "")) => Some((year(from)?, i16::MAX)),
        Some(("", to)) => Some((i16::MIN, year(to)?)),
        Some((from, to)) => Some((year(from)?, year(to)?)),
    }
}

/// The id of the value that was probably meant.
fn suggest(field: FacetField, value: &str, facets: &FacetNames) -> Option<String> {
    if field == FacetField::Year {
        return None;
    }
    let value = crate::vocab::fold::fold(value);
    let (range, name) = facets.names(field);
    let begins = range.clone().find(|index| value.len() >= 3 && name(*index).starts_with(&value));
    let bound = correction::bound(value.chars().count());
    let nearest = bound.and_then(|bound| correction::nearest(&value, bound, range, &name, |_| 0));
    let id = |index: usize| facets.value(index)[field.name().len() + 1..].to_owned();
    nearest.or(begins).map(id)
}

/// Whether a text has a letter or a number.
fn has_words(text: &str) -> bool {
    tokenizer::tokens(text).into_iter().any(|range| !folding::surface(&text[range]).is_empty())
}
