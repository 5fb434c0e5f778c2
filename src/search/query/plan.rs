//! The plan of a query: what must, may and must not match, and what each is worth.
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
use crate::search::tuning::{
    COMPLETION_WEIGHT, JOINED_WEIGHT, LEAST_STOP_WORDS, MOST_COMPLETIONS, MOST_WORDS, RESEMBLING_WEIGHT,
    SYNONYM_WEIGHT,
};
use crate::search::words::{folding, tokenizer};

use super::answer::{Ignored, Note};
use super::grammar::{Occur, Query, What};
use super::group::Group;
use super::{compound, correction, endings, filter};

/// What must, may and must not match.
#[derive(Debug, Clone, PartialEq, Default)]
pub(crate) struct Plan {
    /// Each is wanted; what has all of them comes first.
    pub(crate) wanted: Vec<Group>,
    pub(crate) excluded: Vec<Group>,
    /// A document must match one facet term of each list.
    pub(crate) filters: Vec<Vec<String>>,
    pub(crate) excluded_facets: Vec<String>,
    pub(crate) notes: Vec<Note>,
    /// Whether words were asked for, even if none is left.
    pub(crate) asks_for_words: bool,
    /// The stop words that were left out, each by its terms.
    pub(crate) left_out: Vec<Vec<u32>>,
    /// The language of its stop words.
    pub(crate) language: Option<String>,
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
    let mut planner = Planner {
        lexicon,
        plan: Plan::default(),
        run: Vec::new(),
        others: Vec::new(),
        stop_words: Vec::new(),
        words: 0,
    };
    if query.shortened {
        planner.note(Note::Shortened);
    }
    let mut several: Vec<(FacetField, Vec<String>)> = Vec::new();
    for (index, clause) in query.clauses.iter().enumerate() {
        let is_last = index + 1 == query.clauses.len();
        if let (What::Word(text), Occur::Wanted) = (&clause.what, clause.occur) {
            planner.run_on(text, index, if is_last { last_word } else { LastWord::Whole });
            continue;
        }
        if let (What::Prefix(text), Occur::Wanted) = (&clause.what, clause.occur) {
            planner.run_on(text, index, LastWord::Prefix);
            continue;
        }
        planner.end_run();
        match (&clause.what, clause.occur) {
            (What::Filter(field, value), occur) => {
                let (values, note) = filter::values(*field, value, facets);
                note.into_iter().for_each(|note| planner.note(note));
                match occur {
                    Occur::Excluded => planner.plan.excluded_facets.extend(values),
                    Occur::Wanted if field.has_many_values() => planner.plan.filters.push(values),
                    Occur::Wanted => match several.iter_mut().find(|(other, _)| other == field) {
                        Some((_, all)) => all.extend(values),
                        None => several.push((*field, values)),
                    },
                }
            }
            (What::Phrase(text), Occur::Wanted) => planner.want_phrase(text),
            (What::Phrase(text) | What::Word(text), _) => planner.exclude(text),
            (What::Prefix(text), _) => planner.exclude_prefix(text),
        }
    }
    planner.end_run();
    planner.plan.filters.extend(several.into_iter().map(|(_, values)| values));
    planner.finish()
}

struct Planner<'a> {
    lexicon: &'a Lexicon,
    plan: Plan,
    /// Wanted words that follow each other, and are not yet looked at.
    run: Vec<QueryWord<'a>>,
    /// What groups stand for, too, beside their neighbours: their numbers, another word by its terms, and what that is worth.
    others: Vec<(usize, Vec<u32>, f32)>,
    /// Wanted stop words, by their surfaces.
    stop_words: Vec<usize>,
    words: usize,
}

/// A token of a query.
struct QueryWord<'t> {
    written: &'t str,
    surface: String,
    /// The number of the clause that it is in.
    clause: usize,
    last_word: LastWord,
}

/// What became of a word of a run.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Became {
    /// It is wanted: the number of its group.
    Group(usize),
    StopWord,
    /// No document has it, and nothing was put in its place.
    Nothing,
}

impl<'a> Planner<'a> {
    /// A query of stop words alone asks for them.
    fn finish(mut self) -> Plan {
        self.plan.language = self.lexicon.language_of(&self.stop_words, LEAST_STOP_WORDS).map(str::to_owned);
        if self.plan.wanted.is_empty() {
            for surface in std::mem::take(&mut self.stop_words) {
                self.want(Group::of_word(surface, self.lexicon));
            }
        }
        for surface in std::mem::take(&mut self.stop_words) {
            let terms = self.lexicon.terms_of(surface).collect();
            if !self.plan.left_out.contains(&terms) {
                self.plan.left_out.push(terms);
            }
        }
        // Last, so that equal words were known to be equal.
        for (group, terms, worth) in std::mem::take(&mut self.others) {
            self.plan.wanted[group].add_word(terms.into_iter(), worth);
        }
        self.plan
    }

    fn note(&mut self, note: Note) {
        if !self.plan.notes.contains(&note) {
            self.plan.notes.push(note);
        }
    }

    /// The number of a group that is wanted.
    fn want(&mut self, group: Group) -> usize {
        let known = self.plan.wanted.iter().position(|other| *other == group);
        known.unwrap_or_else(|| {
            self.plan.wanted.push(group);
            self.plan.wanted.len() - 1
        })
    }

    /// The words in a text, as many as are still allowed.
    fn words_in<'t>(&mut self, text: &'t str) -> Vec<(&'t str, String)> {
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
            found.push((written, surface));
        }
        found
    }

    /// The same, of a text that asks for something.
    fn asked<'t>(&mut self, text: &'t str) -> Vec<(&'t str, String)> {
        self.plan.asks_for_words = true;
        let words = self.words_in(text);
        // Words that were too many were said to be left out.
        if words.is_empty() && !has_words(text) {
            self.note(Note::Ignored { word: text.to_owned(), why: Ignored::NoLetters });
        }
        words
    }

    /// Adds a clause's words to the run.
    fn run_on(&mut self, text: &'a str, clause: usize, last_word: LastWord) {
        let words = self.asked(text);
        let last = words.len();
        for (number, (written, surface)) in (1..).zip(words) {
            let last_word = if number == last { last_word } else { LastWord::Whole };
            self.run.push(QueryWord { written, surface, clause, last_word });
        }
    }

    /// Wants the words of the run, and neighbours as one word where the corpus has it.
    fn end_run(&mut self) {
        let run = std::mem::take(&mut self.run);
        let joined: Vec<Option<usize>> = run.windows(2).map(|pair| self.joined(pair)).collect();
        let mut became = Vec::new();
        for (index, word) in run.iter().enumerate() {
            let is_part = index.checked_sub(1).is_some_and(|before| joined[before].is_some())
                || joined.get(index).is_some_and(Option::is_some);
            became.push(self.want_word(word, is_part));
        }
        for (joined, pair) in joined.into_iter().zip(became.windows(2)) {
            let Some(joined) = joined else { continue };
            let terms: Vec<u32> = self.lexicon.terms_of(joined).collect();
            if !self.stand_for(pair, &terms, JOINED_WEIGHT) && pair.contains(&Became::Nothing) {
                self.want(Group::of_word(joined, self.lexicon));
            }
        }
        self.abbreviate(&run, &became);
    }

    /// Has the groups of some words stand for another word, too; says whether there is any.
    fn stand_for(&mut self, words: &[Became], terms: &[u32], worth: f32) -> bool {
        let groups = words.iter().filter_map(|became| match became {
            Became::Group(group) => Some((*group, terms.to_vec(), worth)),
            Became::StopWord | Became::Nothing => None,
        });
        let before = self.others.len();
        self.others.extend(groups);
        self.others.len() > before
    }

    /// Has the words of a phrase that is a name stand for the single word that means the same: `regular expressions` for `regex`.
    fn abbreviate(&mut self, run: &[QueryWord<'_>], became: &[Became]) {
        let known: Vec<Option<usize>> = run.iter().map(|word| self.as_it_stands(&word.surface)).collect();
        for (start, surface) in known.iter().enumerate() {
            let Some(surface) = surface else { continue };
            for (rest, word) in self.lexicon.meanings_of(*surface).begins {
                let end = start + 1 + rest.len();
                let is_said = end <= run.len()
                    && known[start + 1..end].iter().zip(&rest).all(|(known, terms)| {
                        known.is_some_and(|known| {
                            self.lexicon.terms_of(known).any(|term| terms.contains(&term))
                        })
                    });
                if is_said {
                    self.stand_for(&became[start..end], &word, SYNONYM_WEIGHT);
                }
            }
        }
    }

    /// Neighbours as one word, where the corpus has it: `open stack`, `e-mail`. Stop words are parts of a word only where they are written in one with it, and so are
    /// numbers before it.
    fn joined(&self, pair: &[QueryWord<'_>]) -> Option<usize> {
        let is_stop_word = |word: &QueryWord<'_>| {
            self.lexicon.find(&word.surface).is_some_and(|known| self.lexicon.is_stop_word(known))
        };
        let is_one_clause = pair.iter().all(|word| word.clause == pair[0].clause);
        let begins_with_number = pair[0].surface.starts_with(char::is_numeric);
        if !is_one_clause && (begins_with_number || pair.iter().any(is_stop_word)) {
            return None;
        }
        self.lexicon.find(&pair.iter().map(|word| word.surface.as_str()).collect::<String>())
    }

    /// Wants a word, which may be a part of one that the corpus has.
    fn want_word(&mut self, word: &QueryWord<'_>, is_part: bool) -> Became {
        let QueryWord { written, surface, .. } = word;
        let is_prefix = match word.last_word {
            LastWord::Prefix => !self.completes_to_itself(surface),
            // Nobody writes a single ideograph for the pairs of them that the index has.
            LastWord::Whole => tokenizer::is_ideograph(surface),
        };
        if is_prefix && let Some(group) = self.completions(surface) {
            return Became::Group(self.want(group));
        }
        let known = self.as_it_stands(surface);
        if known.is_none() && is_part {
            return Became::Nothing;
        }
        let Some(known) = known.or_else(|| self.corrected(written, surface)) else {
            return self.want_parts(written, surface);
        };
        if self.lexicon.is_stop_word(known) {
            self.stop_words.push(known);
            return Became::StopWord;
        }
        let group = self.with_resembling(written, known);
        Became::Group(self.want(group))
    }

    fn want_phrase(&mut self, text: &str) {
        let words = self.asked(text);
        let known = words.iter().map(|(written, surface)| {
            let known = self.as_it_stands(surface).or_else(|| self.corrected(written, surface));
            if known.is_none() {
                self.ignore(written);
            }
            known
        });
        let known: Vec<Option<usize>> = known.collect();
        if known.iter().any(Option::is_none) {
            // The phrase is nowhere: what is known of it is searched word by word.
            for surface in known.into_iter().flatten() {
                self.want(Group::of_word(surface, self.lexicon));
            }
            return;
        }
        let known: Vec<usize> = known.into_iter().flatten().collect();
        if let Some(group) = Group::of_phrase(&known, self.lexicon) {
            self.want(group);
        }
    }

    fn exclude(&mut self, text: &str) {
        let words = self.words_in(text);
        let known: Option<Vec<usize>> = words.iter().map(|(_, surface)| self.lexicon.find(surface)).collect();
        // What nobody wrote need not be excluded.
        if let Some(group) = known.and_then(|known| Group::of_phrase(&known, self.lexicon)) {
            self.plan.excluded.push(group);
        }
    }

    fn exclude_prefix(&mut self, text: &str) {
        let words = self.words_in(text);
        if let Some(group) = words.last().and_then(|(_, surface)| self.completions(surface)) {
            self.plan.excluded.push(group);
        }
    }

    /// The lexicon's index of a word: as it stands, or in another ending.
    fn as_it_stands(&self, surface: &str) -> Option<usize> {
        let (_, core, _) = folding::affixes(surface);
        let others = || endings::others(surface).find_map(|other| self.lexicon.find(&other));
        self.lexicon.find(surface).or_else(|| self.lexicon.find(core)).or_else(others)
    }

    /// The lexicon's index of the word that was probably meant.
    fn corrected(&mut self, written: &str, surface: &str) -> Option<usize> {
        let nearest = correction::nearest_known(surface, self.lexicon)?;
        let to = self.lexicon.surface(nearest).to_owned();
        self.note(Note::Corrected { from: written.to_owned(), to });
        Some(nearest)
    }

    fn ignore(&mut self, written: &str) {
        self.note(Note::Ignored { word: written.to_owned(), why: Ignored::Unknown });
    }

    /// Wants the two words that an unknown one is made of.
    fn want_parts(&mut self, written: &str, surface: &str) -> Became {
        let Some(parts) = compound::parts(surface, self.lexicon) else {
            self.ignore(written);
            return Became::Nothing;
        };
        let to = parts.map(|part| self.lexicon.surface(part)).join(" ");
        self.note(Note::Corrected { from: written.to_owned(), to });
        for part in parts {
            self.want(Group::of_word(part, self.lexicon));
        }
        Became::Nothing
    }

    /// A word, and the frequent one that it may be a misspelling of, when hardly any document has it.
    fn with_resembling(&mut self, written: &str, surface: usize) -> Group {
        let mut group = Group::of_word(surface, self.lexicon);
        if let Some(other) = correction::resembling(surface, self.lexicon)
            && group.add_word(self.lexicon.terms_of(other), RESEMBLING_WEIGHT)
        {
            group.forms.push((other, RESEMBLING_WEIGHT));
            let other = self.lexicon.surface(other).to_owned();
            self.note(Note::Also { word: written.to_owned(), other });
        }
        group
    }

    /// Whether the word is known, and nothing else begins so.
    fn completes_to_itself(&self, surface: &str) -> bool {
        let found = self.lexicon.with_prefix(surface);
        found.len() == 1 && self.lexicon.surface(found.start) == surface
    }

    /// The most frequent words that begin so, the word itself first.
    fn completions(&self, prefix: &str) -> Option<Group> {
        let mut found: Vec<usize> = self.lexicon.with_prefix(prefix).collect();
        found.sort_by_key(|index| {
            let is_whole = self.lexicon.surface(*index) == prefix;
            (!is_whole, std::cmp::Reverse(self.lexicon.frequency(*index)), *index)
        });
        let mut group = Group::default();
        for index in found.into_iter().take(MOST_COMPLETIONS) {
            let worth = if self.lexicon.surface(index) == prefix { 1.0 } else { COMPLETION_WEIGHT };
            group.add(index, worth, self.lexicon);
        }
        (!group.readings.is_empty()).then_some(group)
    }
}

/// Whether a text has a letter or a number.
fn has_words(text: &str) -> bool {
    tokenizer::tokens(text).into_iter().any(|range| !folding::surface(&text[range]).is_empty())
}
