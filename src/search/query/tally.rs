//! The tally: what each document is worth to a query, and how much of the query it has.
//!
//! Comes in: a plan, and the postings. Goes out: by document a score, how many groups it has, and how much these are worth among all. Apart from the choice of what is
//! shown, since the browser's engine (`score.js`) takes the same steps in the same order. What always holds:
//!
//! - Of a group that is only said in a document's recordings less is thought than of one that is written; a phrase is said without its stop words.
//! - A score is a sum in 32-bit numbers, in this order: groups; of each, the fields, and in each field the readings, and of each reading the terms; then the group's forms; then
//!   what it is worth to have the group at all; last what it is worth to have all groups in the title. Documents in the query's language are worth more by a factor.
//! - Filters and exclusions change no score.

use crate::search::bm25::{self, Norms};
use crate::search::facet::FacetField;
use crate::search::field::Field;
use crate::search::lexicon::Lexicon;
use crate::search::tuning::{FORM_BOOST, LEAST_IN_TITLE, MATCHED, OWN_LANGUAGE, SAID, WHOLE_TITLE};

use super::group::Group;
use super::plan::Plan;
use super::postings::{Posting, Segments};

/// What is reckoned with.
#[derive(Clone, Copy)]
pub(super) struct Books<'s> {
    pub(super) segments: &'s Segments,
    pub(super) lexicon: &'s Lexicon,
    /// N of BM25.
    pub(super) documents: u32,
    pub(super) norms: &'s [Norms],
}

/// By document number.
pub(super) struct Tally {
    pub(super) scores: Vec<f32>,
    /// How many groups it has.
    pub(super) groups: Vec<u32>,
    /// How many of them its title has.
    titles: Vec<u32>,
    /// The inverse document frequencies of these, added up.
    pub(super) shares: Vec<f32>,
    /// Whether it has a group by what is said in its recordings alone.
    pub(super) said: Vec<bool>,
    /// Those of all groups.
    pub(super) whole: f32,
    /// The documents that have any group, in order.
    pub(super) found: Vec<u32>,
}

impl Tally {
    /// Reckons what documents are worth to a plan.
    pub(super) fn of(plan: &Plan, books: Books<'_>) -> tantivy::Result<Self> {
        let count = books.documents as usize;
        let mut tally = Self {
            scores: vec![0.0; count],
            groups: vec![0; count],
            titles: vec![0; count],
            shares: vec![0.0; count],
            said: vec![false; count],
            whole: 0.0,
            found: Vec::new(),
        };
        // By document the number of the last group that it was found to have, from 1.
        let mut last = vec![0; count];
        for (number, group) in (1..).zip(&plan.wanted) {
            let mut having = Vec::new();
            each(group, books, |field, weight, posting| {
                let document = posting.document as usize;
                tally.scores[document] += bm25::score(
                    weight,
                    posting.times,
                    books.norms[field as usize][usize::from(posting.length)],
                );
                if last[document] != number {
                    if last[document] == 0 {
                        tally.found.push(posting.document);
                    }
                    last[document] = number;
                    // The title is the first field.
                    tally.titles[document] += u32::from(field == Field::Title);
                    // What is said is the last field.
                    having.push((document, field == Field::Transcript));
                }
            })?;
            for (surface, weight) in &group.forms {
                let idf = bm25::idf(books.documents, books.lexicon.frequency(*surface));
                let worth = bm25::most(idf) * (FORM_BOOST * weight);
                books.segments.with_form(books.lexicon.surface(*surface), |document| {
                    tally.scores[document as usize] += worth;
                })?;
            }
            tally.count(&having, books.documents);
        }
        tally.prefer_titles(plan, books)?;
        if let Some(language) = &plan.language {
            books.segments.with_value(&FacetField::Lang.term(language), |document| {
                tally.scores[document as usize] *= OWN_LANGUAGE;
            })?;
        }
        tally.found.sort_unstable();
        Ok(tally)
    }

    /// Has documents whose titles have all words of the query count for more; and once more where they have its stop words, too.
    fn prefer_titles(&mut self, plan: &Plan, books: Books<'_>) -> tantivy::Result<()> {
        let (groups, left_out) = (plan.wanted.len(), plan.left_out.len());
        if groups + left_out < LEAST_IN_TITLE {
            return Ok(());
        }
        // By document, how many of the stop words its title has, as long as it has all before.
        let mut stops = vec![0; self.scores.len()];
        for (number, word) in plan.left_out.iter().enumerate() {
            for term in word {
                for posting in books.segments.with_term(Field::Title, books.lexicon.term(*term))? {
                    let stops = &mut stops[posting.document as usize];
                    *stops += usize::from(*stops == number);
                }
            }
        }
        let worth = bm25::most(self.whole) * WHOLE_TITLE;
        for document in self.found.iter().map(|document| *document as usize) {
            if self.titles[document] as usize != groups {
                continue;
            }
            if groups > 1 {
                self.scores[document] += worth;
            }
            if left_out > 0 && stops[document] == left_out {
                self.scores[document] += worth;
            }
        }
        Ok(())
    }

    /// Counts a group for the documents that have it.
    fn count(&mut self, having: &[(usize, bool)], documents: u32) {
        let idf = bm25::idf(documents, having.len() as u32);
        let (worth, worth_said) = (bm25::most(idf) * MATCHED, bm25::most(idf) * (MATCHED * SAID));
        for (document, is_said) in having {
            self.scores[*document] += if *is_said { worth_said } else { worth };
            self.said[*document] |= is_said;
            self.shares[*document] += idf;
            self.groups[*document] += 1;
        }
        self.whole += idf;
    }
}

/// The documents that have any of these groups, one or several times each.
pub(super) fn having(groups: &[Group], books: Books<'_>, mut found: impl FnMut(u32)) -> tantivy::Result<()> {
    groups.iter().try_for_each(|group| each(group, books, |_, _, posting| found(posting.document)))
}

/// Everywhere that a group stands, with what it can be worth there.
fn each(group: &Group, books: Books<'_>, mut found: impl FnMut(Field, f32, Posting)) -> tantivy::Result<()> {
    for field in Field::ALL {
        for reading in &group.readings {
            let (postings, idf) = match reading.words.as_slice() {
                [word] => of_word(word, field, books)?,
                _ if field == Field::Transcript => {
                    of_phrase(&reading.said().cloned().collect::<Vec<_>>(), field, books)?
                }
                several => of_phrase(several, field, books)?,
            };
            let weight = bm25::most(idf) * (field.boost() * reading.worth);
            postings.into_iter().for_each(|posting| found(field, weight, posting));
        }
    }
    Ok(())
}

/// A word is as rare as all its stems are.
fn of_word(word: &[u32], field: Field, books: Books<'_>) -> tantivy::Result<(Vec<Posting>, f32)> {
    let mut postings = Vec::new();
    for term in word {
        postings.extend(books.segments.with_term(field, books.lexicon.term(*term))?);
    }
    let idf = bm25::idf(books.documents, postings.len() as u32);
    Ok((postings, idf))
}

fn of_phrase(words: &[Vec<u32>], field: Field, books: Books<'_>) -> tantivy::Result<(Vec<Posting>, f32)> {
    let texts = words.iter().map(|word| word.iter().map(|term| books.lexicon.term(*term)).collect());
    let together = books.segments.with_words(field, &texts.collect::<Vec<Vec<&str>>>())?;
    let idfs = together.frequencies.iter().map(|frequency| bm25::idf(books.documents, *frequency));
    Ok((together.postings, idfs.fold(0.0, |sum, idf| sum + idf)))
}
