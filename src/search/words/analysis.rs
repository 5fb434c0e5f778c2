//! Analysis: the texts of one entry become streams of tokens over a vocabulary of their own.
//!
//! Comes in: an [`Entry`], texts by field in one language. Goes out: an [`AnalysedDocument`]: plain bytes, a pure function of the
//! entry, which a memo may keep. What always holds: the words of a document are numbered in the order of first meeting;
//! stems and stop words are remembered by language, which makes it fast and changes nothing.

use std::collections::BTreeMap;
use std::sync::{Mutex, PoisonError};

use crate::search::entry::Entry;
use crate::search::field::Field;
use crate::vocab::language::Language;

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
        let own = self.languages.remove(language).unwrap_or_else(|| LanguageMemo::new(language));
        let (document, own) = self.analyse_in(own, entry);
        self.languages.insert(language.to_owned(), own);
        document
    }

    fn analyse_in(&mut self, mut own: LanguageMemo, entry: &Entry<'_>) -> (AnalysedDocument, LanguageMemo) {
        let memo = &mut own;
        let mut document = Numbering::default();
        let mut streams = Vec::new();
        let mut symbols = Vec::new();
        for (field, texts) in Field::ALL.into_iter().zip(&entry.fields) {
            symbols.clear();
            let known = document.lines.len();
            let (mut count, mut words) = (0_u32, 0_u32);
            for (index, text) in texts.iter().enumerate() {
                // What is said is found again by its part, and so by the gaps before it.
                let is_next = if field == Field::Transcript { index > 0 } else { !symbols.is_empty() };
                if is_next {
                    symbols.push(0);
                    count += 1;
                }
                let said_in = (field == Field::Transcript).then(|| entry.said_in[index]);
                let foreign = said_in.map(Language::primary).filter(|said| *said != entry.language.primary());
                let mut foreign = foreign.map(|language| self.of_language(language));
                tokenizer::for_each_token(text, |range| {
                    let Some((line, is_stop_word)) = memo.line_in(foreign.as_deref_mut(), &text[range])
                    else {
                        return;
                    };
                    let number = document.number_of(line, memo);
                    // A stop word that is said is known, and stands nowhere.
                    if said_in.is_none() || !is_stop_word {
                        push_leb128(&mut symbols, number + 1);
                        count += 1;
                        words += 1;
                    }
                });
            }
            // What says nothing but stop words is as if it were not there.
            if field == Field::Transcript && words == 0 {
                document.forget(known, memo);
                symbols.clear();
                count = 0;
            }
            push_leb128(&mut streams, count);
            streams.extend_from_slice(&symbols);
        }
        let finished = document.finish(memo);
        streams.shrink_to_fit();
        (AnalysedDocument { vocabulary: finished, streams }, own)
    }

    fn of_language(&mut self, language: &str) -> &mut LanguageMemo {
        if !self.languages.contains_key(language) {
            self.languages.insert(language.to_owned(), LanguageMemo::new(language));
        }
        self.languages.get_mut(language).expect("it was put in just now")
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
    /// For each line whether it is a stop word's.
    is_stop_word: Vec<bool>,
    /// For each line its number in the document at hand plus one.
    local: Vec<u32>,
}

/// What ends the line of a stop word.
const STOP_WORD: char = '!';

const NOTHING: u32 = u32::MAX;

impl LanguageMemo {
    fn new(language: &str) -> Self {
        Self {
            forms: WordForms::of(language),
            written: Interner::default(),
            line_of_written: Vec::new(),
            lines: Interner::default(),
            is_stop_word: Vec::new(),
            local: Vec::new(),
        }
    }

    fn line_of(&mut self, token: &str) -> Option<u32> {
        let id = self.written.intern(token) as usize;
        if id == self.line_of_written.len() {
            let line = self.analyse_word(token).map_or(NOTHING, |line| self.number(&line));
            self.line_of_written.push(line);
        }
        let line = self.line_of_written[id];
        (line != NOTHING).then_some(line)
    }

    /// The line of a word that is in this language, or in another one; and whether it is a stop word there.
    fn line_in(&mut self, foreign: Option<&mut Self>, token: &str) -> Option<(u32, bool)> {
        let Some(foreign) = foreign else {
            let line = self.line_of(token)?;
            return Some((line, self.is_stop_word[line as usize]));
        };
        let line = foreign.line_of(token)?;
        let line = foreign.lines.get(line);
        let plain = line.trim_end_matches(STOP_WORD);
        let [plain, as_stop_word] =
            [plain.to_owned(), format!("{plain}{STOP_WORD}")].map(|line| self.number(&line));
        let is_stop_word = line.ends_with(STOP_WORD);
        // The document at hand may have it already, as the other.
        let own = if is_stop_word { [as_stop_word, plain] } else { [plain, as_stop_word] };
        let known = own.into_iter().find(|line| self.local[*line as usize] > 0);
        Some((known.unwrap_or(own[0]), is_stop_word))
    }

    /// The number of a line.
    fn number(&mut self, line: &str) -> u32 {
        let number = self.lines.intern(line);
        if number as usize == self.local.len() {
            self.local.push(0);
            self.is_stop_word.push(line.ends_with(STOP_WORD));
        }
        number
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
            line.push(STOP_WORD);
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

    /// Forgets the words that were met after so many.
    fn forget(&mut self, known: usize, memo: &mut LanguageMemo) {
        for line in self.lines.drain(known..) {
            memo.local[line as usize] = 0;
        }
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
    fn what_is_said_is_read_in_its_own_language_without_stop_words() {
        let [french, english] = ["fr", "en"].map(|language| Language::parse(language).unwrap());
        let mut entry = Entry::new(&french);
        entry.push(Field::Body, "les tests");
        for (text, language) in
            [("de la", &french), ("les équipes", &french), ("the teams les test", &english)]
        {
            entry.push(Field::Transcript, text);
            entry.said_in.push(language);
        }
        let document = Analyser::new().analyse(&entry);
        let words: Vec<_> = document.words().map(|word| (word.surface, word.is_stop_word)).collect();
        let expected =
            ["les!", "tests", "de!", "la!", "equipes", "the!", "teams", "les", "test"].map(|word| {
                let plain = word.trim_end_matches('!');
                (plain, plain != word)
            });
        assert_eq!(words, expected);
        // body: les tests; transcript: a part of stop words alone, a gap, equipes, a gap, teams les test: an English word is no French stop word.
        assert_eq!(document.streams, [0, 0, 0, 0, 0, 2, 1, 2, 6, 0, 5, 0, 7, 8, 9]);
    }

    #[test]
    fn words_are_numbered_in_the_order_of_meeting() {
        let document = analyse("fr", "L’équipe", &["Les équipes, l'équipe.", "C++"]);
        assert_eq!(document.vocabulary, "l!\nequipe=equip\nles=le!\nequipes=equip\nc++\n");
        // title: l equipe; names, topics, headings, lessons: nothing; body: les equipes l equipe, a gap, c++.
        assert_eq!(document.streams, [2, 1, 2, 0, 0, 0, 0, 6, 3, 4, 1, 2, 0, 5, 0]);
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
