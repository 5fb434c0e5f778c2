//! What stands for one word or phrase of a query: index terms, and what each is worth.
//!
//! Comes in: words of the lexicon. Goes out: a [`Group`]. What always holds: a group names a term once as a word of its own, with the worth that it came with first; the
//! terms of one word stay together, since they are counted together: a word is as rare as all its stems are.

use crate::search::lexicon::Lexicon;
use crate::search::tuning::SYNONYM_WEIGHT;

/// Any of these readings.
#[derive(Debug, Clone, PartialEq, Default)]
pub(crate) struct Group {
    pub(crate) readings: Vec<Reading>,
    /// Surfaces, by their indexes in the lexicon, with what each is worth: a document that has the word in this form is worth more.
    pub(crate) forms: Vec<(usize, f32)>,
}

/// Words side by side: mostly one.
#[derive(Debug, Clone, PartialEq)]
pub(crate) struct Reading {
    /// Each word by its terms, any of which will do: a document, which has one language, has one of them.
    pub(crate) words: Vec<Vec<u32>>,
    pub(crate) worth: f32,
    /// Of several words, which are stop words: what is said is searched without them.
    pub(crate) stops: Vec<bool>,
}

impl Reading {
    /// The words by which it is said: those of a phrase without its stop words.
    pub(crate) fn said(&self) -> impl Iterator<Item = &Vec<u32>> {
        let is_stop_word = |number: usize| self.stops.get(number).is_some_and(|stop| *stop);
        self.words.iter().enumerate().filter(move |(number, _)| !is_stop_word(*number)).map(|(_, word)| word)
    }
}

impl Group {
    /// A word with what means the same.
    pub(crate) fn of_word(surface: usize, lexicon: &Lexicon) -> Self {
        let mut group = Self::default();
        group.add(surface, 1.0, lexicon);
        let synonyms: Vec<u32> =
            lexicon.terms_of(surface).flat_map(|term| lexicon.synonyms_of(term)).collect();
        group.add_word(synonyms.into_iter(), SYNONYM_WEIGHT);
        for (words, stops) in lexicon.meanings_of(surface).means {
            let stops = (0..words.len()).map(|number| stops >> number & 1 != 0).collect();
            match words.as_slice() {
                [word] => _ = group.add_word(word.iter().copied(), SYNONYM_WEIGHT),
                _ => group.readings.push(Reading { words, worth: SYNONYM_WEIGHT, stops }),
            }
        }
        group
    }

    /// Words side by side, as they stand; nothing for no word.
    pub(crate) fn of_phrase(surfaces: &[usize], lexicon: &Lexicon) -> Option<Self> {
        let mut group = Self::default();
        match surfaces {
            [] => return None,
            [only] => group.add(*only, 1.0, lexicon),
            several => {
                let words = several.iter().map(|surface| lexicon.terms_of(*surface).collect()).collect();
                let stops = several.iter().map(|surface| lexicon.is_stop_word(*surface)).collect();
                group.readings.push(Reading { words, worth: 1.0, stops });
            }
        }
        Some(group)
    }

    /// Adds a word in the form of a surface.
    pub(crate) fn add(&mut self, surface: usize, worth: f32, lexicon: &Lexicon) {
        self.add_word(lexicon.terms_of(surface), worth);
        self.forms.push((surface, worth));
    }

    /// Adds a word by its terms, but for those that are there; says whether any was added.
    pub(crate) fn add_word(&mut self, terms: impl Iterator<Item = u32>, worth: f32) -> bool {
        let mut word: Vec<u32> = Vec::new();
        for term in terms {
            if !word.contains(&term) && !self.has_word(term) {
                word.push(term);
            }
        }
        let is_new = !word.is_empty();
        if is_new {
            self.readings.push(Reading { words: vec![word], worth, stops: Vec::new() });
        }
        is_new
    }

    fn has_word(&self, term: u32) -> bool {
        let mut words = self.readings.iter().filter(|reading| reading.words.len() == 1);
        words.any(|reading| reading.words[0].contains(&term))
    }

    /// All terms, in order; some may come twice.
    pub(crate) fn terms(&self) -> impl Iterator<Item = u32> + '_ {
        self.readings.iter().flat_map(|reading| reading.words.iter().flatten().copied())
    }
}
