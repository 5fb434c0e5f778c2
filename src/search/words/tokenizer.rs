//! The one tokenizer: where words begin and end, for indexing, queries and excerpts alike.
//!
//! Comes in: any text. Goes out: byte ranges, in order. A word is a run of code points that are Alphabetic or of category
//! N, continued by marks (M). It keeps a trailing `++`, `+` or `#` (`C++`, `C#`) when it begins with a letter and ends in none of the scripts below, and the dot
//! before an upper-case letter (`.NET`) that nothing touches. Everything else parts words: `CI/CD`, `blue-green` and `l'équipe`
//! are two each. A stretch of Chinese, Japanese, Korean, Thai, Lao, Khmer or Burmese letters gives overlapping pairs, a lone one itself. What
//! always holds: it is defined by Unicode properties alone (`\p{Alphabetic}`, `\p{N}`, `\p{M}`, `\p{Lu}`), so that
//! JavaScript can do the same; `docs/search.md` writes it down.

use std::ops::Range;

use unicode_normalization::char::is_combining_mark;

/// Calls `sink` with the byte range of each token, in order.
pub(crate) fn for_each_token(text: &str, mut sink: impl FnMut(Range<usize>)) {
    let mut at = 0;
    while let Some(start) = next_start(text, at) {
        let end = run_end(text, start);
        split_scripts(text, start..end, &mut sink);
        at = end;
    }
}

/// The ranges of all tokens.
pub(crate) fn tokens(text: &str) -> Vec<Range<usize>> {
    let mut ranges = Vec::new();
    for_each_token(text, |range| ranges.push(range));
    ranges
}

/// Whether a word is a single letter of those of which texts give pairs.
pub(crate) fn is_ideograph(word: &str) -> bool {
    let mut letters = word.chars();
    letters.next().is_some_and(is_cjk) && letters.next().is_none()
}

/// Whether a letter belongs to a script that writes no spaces between words, or joins particles to them.
fn is_cjk(letter: char) -> bool {
    matches!(letter,
        '\u{0E01}'..='\u{0E4E}' // Thai
        | '\u{0E81}'..='\u{0ECE}' // Lao
        | '\u{0EDC}'..='\u{0EDF}'
        | '\u{1000}'..='\u{103F}' // Burmese
        | '\u{1050}'..='\u{108F}'
        | '\u{1100}'..='\u{11FF}' // Hangul Jamo
        | '\u{1780}'..='\u{17DD}' // Khmer
        | '\u{2E80}'..='\u{2FDF}' // CJK and Kangxi radicals
        | '\u{3005}'..='\u{3007}' // iteration mark, closing mark, zero
        | '\u{3021}'..='\u{3029}' // Hangzhou numerals
        | '\u{3031}'..='\u{3035}' // kana repeat marks
        | '\u{3038}'..='\u{303C}'
        | '\u{3040}'..='\u{30FF}' // Hiragana, Katakana
        | '\u{3100}'..='\u{318F}' // Bopomofo, Hangul compatibility Jamo
        | '\u{31A0}'..='\u{31FF}' // Bopomofo and Katakana extensions
        | '\u{3400}'..='\u{4DBF}' // CJK extension A
        | '\u{4E00}'..='\u{9FFF}' // CJK unified ideographs
        | '\u{A960}'..='\u{A97F}' // Hangul Jamo extension A
        | '\u{AC00}'..='\u{D7FF}' // Hangul syllables, Jamo extension B
        | '\u{F900}'..='\u{FAFF}' // CJK compatibility ideographs
        | '\u{FF66}'..='\u{FFDC}' // half-width kana and Hangul
        | '\u{20000}'..='\u{3FFFF}') // CJK extensions B and on
}

fn next_start(text: &str, at: usize) -> Option<usize> {
    let bytes = text.as_bytes();
    let mut index = at;
    while index < bytes.len() {
        let byte = bytes[index];
        if byte.is_ascii_alphanumeric() {
            return Some(index);
        }
        if byte.is_ascii() {
            if byte == b'.' && begins_dotted_name(text, index) {
                return Some(index);
            }
            index += 1;
            continue;
        }
        let letter = text[index..].chars().next()?;
        if letter.is_alphanumeric() {
            return Some(index);
        }
        index += letter.len_utf8();
    }
    None
}

/// Whether the dot at `dot` is that of `.NET`: an upper-case letter follows, and no word or dot comes right before.
fn begins_dotted_name(text: &str, dot: usize) -> bool {
    let follows = text[dot + 1..].chars().next();
    let before = text[..dot].chars().next_back();
    follows.is_some_and(|letter| letter.is_uppercase() && !is_cjk(letter))
        && before
            .is_none_or(|letter| letter != '.' && !letter.is_alphanumeric() && !is_combining_mark(letter))
}

/// The end of the word that begins at `start`, trailing `+` and `#` included.
fn run_end(text: &str, start: usize) -> usize {
    let bytes = text.as_bytes();
    let core = if bytes[start] == b'.' { start + 1 } else { start };
    let mut end = core;
    while end < bytes.len() {
        if bytes[end].is_ascii_alphanumeric() {
            end += 1;
        } else if bytes[end].is_ascii() {
            break;
        } else {
            let Some(letter) = text[end..].chars().next() else { break };
            if !letter.is_alphanumeric() && !is_combining_mark(letter) {
                break;
            }
            end += letter.len_utf8();
        }
    }
    end + suffix_length(text, core, end)
}

/// How much of what follows a word belongs to it: `++`, `+`, `#` or nothing.
fn suffix_length(text: &str, start: usize, end: usize) -> usize {
    let rest = &text.as_bytes()[end..];
    let length = match rest {
        [b'+', b'+', ..] => 2,
        [b'+' | b'#', ..] => 1,
        _ => return 0,
    };
    let begins_with_letter = text[start..].chars().next().is_some_and(char::is_alphabetic);
    let last = text[start..end].chars().rev().find(|letter| !is_combining_mark(*letter));
    let touches = text[end + length..].chars().next().is_some_and(|next| {
        next == '+' || next == '#' || next.is_alphabetic() || (length == 1 && next.is_numeric())
    });
    if begins_with_letter && !touches && !last.is_some_and(is_cjk) { length } else { 0 }
}

/// Gives a run as one token, its Chinese, Japanese and Korean stretches as overlapping pairs.
fn split_scripts(text: &str, run: Range<usize>, sink: &mut impl FnMut(Range<usize>)) {
    if text[run.clone()].is_ascii() {
        sink(run);
        return;
    }
    // Each letter of a stretch with its marks; only CJK stretches need them.
    let mut letters: Vec<Range<usize>> = Vec::new();
    let mut word_start = run.start;
    for (offset, letter) in text[run.clone()].char_indices() {
        let at = run.start + offset;
        let end = at + letter.len_utf8();
        if is_combining_mark(letter) {
            if let Some(last) = letters.last_mut() {
                last.end = end;
            }
        } else if is_cjk(letter) {
            if letters.is_empty() && at > word_start {
                sink(word_start..at);
            }
            letters.push(at..end);
        } else if !letters.is_empty() {
            flush_pairs(&mut letters, sink);
            word_start = at;
        }
    }
    if letters.is_empty() {
        sink(word_start..run.end);
    } else {
        flush_pairs(&mut letters, sink);
    }
}

fn flush_pairs(letters: &mut Vec<Range<usize>>, sink: &mut impl FnMut(Range<usize>)) {
    if let [only] = letters.as_slice() {
        sink(only.clone());
    }
    for pair in letters.windows(2) {
        sink(pair[0].start..pair[1].end);
    }
    letters.clear();
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    fn words(text: &str) -> Vec<&str> {
        tokens(text).into_iter().map(|range| &text[range]).collect()
    }

    #[test]
    fn words_are_runs_of_letters_and_numbers() {
        for (text, expected) in [
            ("L’équipe d'Ève", vec!["L", "équipe", "d", "Ève"]),
            ("CI/CD, blue-green: type_hints!", vec!["CI", "CD", "blue", "green", "type", "hints"]),
            ("C++, C#/.NET et F#.", vec!["C++", "C#", ".NET", "et", "F#"]),
            ("C++17 a+b 50+ issue#12 x+++", vec!["C++", "17", "a", "b", "50", "issue", "12", "x"]),
            (
                "fin.Ensuite …Net ..Net ASP.NET .net",
                vec!["fin", "Ensuite", "Net", "Net", "ASP", "NET", "net"],
            ),
            ("k8s 3.11 n°5", vec!["k8s", "3", "11", "n", "5"]),
            ("E\u{301}quipe", vec!["E\u{301}quipe"]),
            ("", vec![]),
            ("?! 🙂 \0", vec![]),
        ] {
            assert_eq!(words(text), expected, "{text}");
        }
    }

    #[test]
    fn chinese_japanese_and_korean_give_pairs() {
        assert_eq!(words("Python入門書"), ["Python", "入門", "門書"]);
        assert_eq!(words("書"), ["書"]);
        assert_eq!(words("파이썬에서 x"), ["파이", "이썬", "썬에", "에서", "x"]);
        assert_eq!(words("データ2つ"), ["デー", "ータ", "2", "つ"]);
        assert_eq!(words("か\u{3099}き"), ["か\u{3099}き"]);
        assert_eq!(
            words("書# 書C# 入門++ か\u{3099}+ C書#"),
            ["書", "書", "C#", "入門", "か\u{3099}", "C", "書"]
        );
    }

    proptest! {
        #[test]
        fn ranges_rise_and_hold_a_letter(text in "\\PC*") {
            let mut last = 0;
            for range in tokens(&text) {
                prop_assert!(range.start >= last && range.start < range.end);
                prop_assert!(text[range.clone()].chars().any(char::is_alphanumeric));
                last = range.start;
            }
        }
    }
}
