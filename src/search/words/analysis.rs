//! Analysis: the texts of one entry become streams of tokens over a vocabulary of their own.
//!
//! Comes in: an [`Entry`], texts by field in one language. Goes out: an [`AnalysedDocument`]: plain bytes, a pure function of the
//! entry, which a memo may keep. What always holds: the words of a document are numbered in the order of first meeting;
//! stems and stop words are remembered by language, which makes it fast and changes nothing.

use std::collections::BTreeMap;
use std::sync::{Mutex, PoisonError};

use crate::search::entry::Entry;

use super::interner::Interner;
use super::stemming::WordForms;
use super::{folding, tokenizer};

/// Every token of a document, by field.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct AnalysedDocument {
    /// Its distinct words, one a line: `surface`, then `=stem` when the stem differs, then `!` when it is a stop word.
    pub(crate) vocabulary: String,
    /// For each field the count of its symbols, then the symbols, in LEB128: 0 is a gap that no phrase crosses, others
    /// are a word's number plus one.
    pub(crate) streams: Vec<u8>,
}

/// One word of a vocabulary.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) struct Word<'a> {
    pub(crate) surface: &'a str,
    pub(crate) stem: &'a str,
    pub(crate) is_stop_word: bool,
}

impl<'a> Word<'a> {
    /// Reads one line of a vocabulary.
    pub(crate) fn parse(line: &'a str) -> Self {
        let (line, is_stop_word) = line.strip_suffix('!').map_or((line, false), |rest| (rest, true));
        let (surface, stem) = line.split_once('=').unwrap_or((line, line));
        Self { surface, stem, is_stop_word }
    }
}

#[cfg(test)]
impl AnalysedDocument {
    /// The words, in the order of their numbers.
    pub(crate) fn words(&self) -> impl Iterator<Item = Word<'_>> {
        self.vocabulary.lines().map(Word::parse)
    }
}

/// What the analysis remembers between documents: the surface and stem of each word as written, by language.
/// One for each thread of the pool, so that threads do not wait for each other.
pub(crate) struct Analyser {
    memos: Vec<Mutex<Memo>>,
}

impl Analyser {
    /// One that has seen nothing, for the current thread pool.
    pub(crate) fn new() -> Self {
        Self { memos: (0..=rayon::current_num_threads()).map(|_| Mutex::default()).collect() }
    }

    /// Analyses one entry.
    pub(crate) fn analyse(&self, entry: &Entry<'_>) -> AnalysedDocument {
        let thread = rayon::current_thread_index().map_or(0, |index| index + 1) % self.memos.len();
        let mut memo = self.memos[thread].lock().unwrap_or_else(PoisonError::into_inner);
        memo.analyse(entry)
    }
}

impl Default for Analyser {
    fn default() -> Self {
        Self::new()
    }
}

#[derive(Default)]
struct Memo {
    languages: BTreeMap<String, LanguageMemo>,
}

impl Memo {
    fn analyse(&mut self, entry: &Entry<'_>) -> AnalysedDocument {
        let language = entry.language.primary();
        if !self.languages.contains_key(language) {
            self.languages.insert(language.to_owned(), LanguageMemo::new(language));
        }
        let memo = self.languages.get_mut(language).expect("it was put in just now");
        let mut document = Numbering::default();
        let mut streams = Vec::new();
        let mut symbols = Vec::new();
        for texts in &entry.fields {
            symbols.clear();
            let mut count = 0_u32;
            for text in texts {
                if !symbols.is_empty() {
                    symbols.push(0);
                    count += 1;
                }
                tokenizer::for_each_token(text, |range| {
                    if let Some(line) = memo.line_of(&text[range]) {
                        push_leb128(&mut symbols, document.number_of(line, memo) + 1);
                        count += 1;
                    }
                });
            }
            push_leb128(&mut streams, count);
            streams.extend_from_slice(&symbols);
        }
        let finished = document.finish(memo);
        streams.shrink_to_fit();
        AnalysedDocument { vocabulary: finished, streams }
    }
}

/// The words of one language that were met so far.
struct LanguageMemo {
    forms: WordForms,
    /// Words as written.
    written: Interner,
    /// For each word as written the number of its line; `NOTHING` when it folds to nothing.
    line_of_written: Vec<u32>,
    /// Lines of vocabularies.
    lines: Interner,
    /// For each line its number in the document at hand plus one.
    local: Vec<u32>,
}

const NOTHING: u32 = u32::MAX;

impl LanguageMemo {
    fn new(language: &str) -> Self {
        Self {
            forms: WordForms::of(language),
            written: Interner::default(),
            line_of_written: Vec::new(),
            lines: Interner::default(),
            local: Vec::new(),
        }
    }

    fn line_of(&mut self, token: &str) -> Option<u32> {
        let id = self.written.intern(token) as usize;
        if id == self.line_of_written.len() {
            let line = self.analyse_word(token).map_or(NOTHING, |line| self.lines.intern(&line));
            self.line_of_written.push(line);
            self.local.resize(self.lines.len(), 0);
        }
        let line = self.line_of_written[id];
        (line != NOTHING).then_some(line)
    }

    fn analyse_word(&mut self, token: &str) -> Option<String> {
        let surface = folding::surface(token);
        if surface.is_empty() {
            return None;
        }
        let stem = self.forms.stem(token, &surface);
        let mut line = surface;
        if stem != line {
            line.push('=');
            line.push_str(&stem);
        }
        if self.forms.is_stop_word(token) {
            line.push('!');
        }
        Some(line)
    }
}

/// The words of the document at hand, by their numbers.
#[derive(Default)]
struct Numbering {
    lines: Vec<u32>,
}

impl Numbering {
    fn number_of(&mut self, line: u32, memo: &mut LanguageMemo) -> u32 {
        let local = &mut memo.local[line as usize];
        if *local == 0 {
            self.lines.push(line);
            *local = self.lines.len() as u32;
        }
        *local - 1
    }

    /// Writes the vocabulary, and forgets the numbers.
    fn finish(self, memo: &mut LanguageMemo) -> String {
        let length = self.lines.iter().map(|line| memo.lines.get(*line).len() + 1).sum();
        let mut vocabulary = String::with_capacity(length);
        for line in self.lines {
            vocabulary.push_str(memo.lines.get(line));
            vocabulary.push('\n');
            memo.local[line as usize] = 0;
        }
        vocabulary
    }
}

/// Appends a number in LEB128.
pub(crate) fn push_leb128(bytes: &mut Vec<u8>, mut number: u32) {
    while number >= 0x80 {
        bytes.push(number as u8 | 0x80);
        number >>= 7;
    }
    bytes.push(number as u8);
}

/// Reads a LEB128 number off the front of the bytes; 0 at their end.
pub(crate) fn take_leb128(bytes: &mut &[u8]) -> u32 {
    let mut number = 0;
    let mut shift = 0;
    while let Some((&byte, rest)) = bytes.split_first() {
        *bytes = rest;
        number |= u32::from(byte & 0x7F).wrapping_shl(shift);
        if byte < 0x80 || shift >= 28 {
            break;
        }
        shift += 7;
    }
    number
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::search::field::Field;
    use crate::vocab::language::Language;

    fn analyse(language: &str, title: &str, body: &[&str]) -> AnalysedDocument {
        let language = Language::parse(language).unwrap();
        let mut entry = Entry::new(&language);
        entry.push(Field::Title, title);
        body.iter().for_each(|text| entry.push(Field::Body, *text));
        Analyser::new().analyse(&entry)
    }

    #[test]
    fn words_are_numbered_in_the_order_of_meeting() {
        let document = analyse("fr", "L’équipe", &["Les équipes, l'équipe.", "C++"]);
        assert_eq!(document.vocabulary, "l!\nequipe=equip\nles=le!\nequipes=equip\nc++\n");
        // title: l equipe; names, topics, headings, lessons: nothing; body: les equipes l equipe, a gap, c++.
        assert_eq!(document.streams, [2, 1, 2, 0, 0, 0, 0, 6, 3, 4, 1, 2, 0, 5]);
        assert_eq!(
            document.words().nth(1),
            Some(Word { surface: "equipe", stem: "equip", is_stop_word: false })
        );
    }

    #[test]
    fn what_is_remembered_changes_nothing() {
        let analyser = Analyser::new();
        let language = Language::parse("en").unwrap();
        let mut entry = Entry::new(&language);
        entry.push(Field::Body, "Testing tests; tests are tested. K8s & C#");
        let first = analyser.analyse(&entry);
        let mut other = Entry::new(&language);
        other.push(Field::Title, "tests K8s other");
        analyser.analyse(&other);
        assert_eq!(analyser.analyse(&entry), first);
    }

    #[test]
    fn numbers_are_read_as_they_were_written() {
        for number in [0, 1, 127, 128, 300, u32::MAX] {
            let mut bytes = Vec::new();
            push_leb128(&mut bytes, number);
            let mut rest = bytes.as_slice();
            assert_eq!(take_leb128(&mut rest), number);
            assert!(rest.is_empty());
        }
    }
}
